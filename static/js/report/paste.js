// What is pasted: Word's paragraphs, lists and tables without anything that only Word understands.

/** Plain text: Word parts paragraphs by one line break, the report by a blank line; control characters and odd spaces go. */
export function cleaned(text) {
  const plain = text
    .replace(/\r\n?|\u2028|\u2029|\u000b|\u000c/g, "\n")
    .replace(/[\u00a0\u2002\u2003\u2009]/g, " ")
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\u200b\ufeff]/g, "");
  return plain
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line)
    .join("\n\n");
}

/** Word breaks the lines of its HTML anywhere: between Chinese characters that is no space. */
export function joined(text) {
  return text
    .replace(/\u00a0/g, " ")
    .replace(/[\u200b\ufeff]/g, "")
    .replace(/([\u3000-\u9fff\uff00-\uffef“”])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef“”])/g, "$1");
}

const BULLET = /^[\s·•●○▪■◆➢✓§Ølnuo\-–—*]*$/;
const LEVELS = { H1: "h3", H2: "h4", H3: "h5", H4: "h5", H5: "h5", H6: "h5" };

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function isListed(paragraph) {
  return /mso-list:(?!\s*none)/i.test(paragraph.dataset.style || "");
}

/** Word writes lists as paragraphs that begin with their mark: bullets become a list, numbers stay as they read. */
function takeList(paragraph) {
  const mark = Array.from(paragraph.querySelectorAll("span")).find((span) => /mso-list:\s*ignore/i.test(span.dataset.style || ""));
  if (!mark || !BULLET.test(mark.textContent)) return;
  mark.remove();
  const before = paragraph.previousElementSibling;
  const list = before && before.dataset.taken ? before : paragraph.ownerDocument.createElement("ul");
  list.dataset.taken = "1";
  if (list !== before) paragraph.before(list);
  list.append(renamed(paragraph, "li"));
}

/** The first row of a table heads its columns. */
function takeTable(table) {
  table.querySelectorAll("colgroup, col, caption").forEach((element) => element.remove());
  const first = table.querySelector("tr");
  if (first && !table.querySelector("th")) Array.from(first.children).forEach((cell) => {
    const head = renamed(cell, "th");
    ["colspan", "rowspan"].forEach((name) => cell.hasAttribute(name) && head.setAttribute(name, cell.getAttribute(name)));
  });
}

/** Styles and handlers, which the content policy would report, as plain data: lists are known by their style. */
function harmless(html) {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son(\w+)\s*=/gi, " data-on-$1="));
}

function textsOf(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/** HTML from Word, WPS, Excel or a browser, ready for the editor, which drops all it has no place for. */
export function cleanedHtml(html) {
  const page = new DOMParser().parseFromString(harmless(html), "text/html");
  page.querySelectorAll("style, script, meta, link, title, xml, template, hr").forEach((element) => element.remove());
  page.querySelectorAll("p").forEach((paragraph) => isListed(paragraph) && takeList(paragraph));
  page.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading) => renamed(heading, LEVELS[heading.tagName]));
  page.querySelectorAll("table").forEach(takeTable);
  textsOf(page).forEach((text) => text.nodeValue !== joined(text.nodeValue) && text.replaceWith(joined(text.nodeValue)));
  page.querySelectorAll("p").forEach((paragraph) => {
    if (!paragraph.textContent.trim() && !paragraph.closest("td, th")) paragraph.remove();
  });
  return page.body.innerHTML;
}
