// The texts of a report: 【field】 completion with present values, and paragraphs pasted from Word.

const box = document.createElement("ul");
box.className = "completion";
box.id = "completion";
box.setAttribute("role", "listbox");
box.hidden = true;
document.body.append(box);

let target = null;
let asked = 0;
let timer = null;

/** What stands between the last open 【 and the caret; null where there is none. */
export function wantedAt(text, caret) {
  const open = text.lastIndexOf("【", caret - 1);
  if (open < 0) return null;
  const wanted = text.slice(open + 1, caret);
  return wanted.length > 40 || /[】\n]/.test(wanted) ? null : { open, wanted };
}

/** Word parts paragraphs by one line break; the report by a blank line. Control characters and odd spaces go. */
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

function close() {
  box.hidden = true;
  if (target) {
    target.removeAttribute("aria-activedescendant");
    target.removeAttribute("aria-controls");
  }
  target = null;
}

function choose(option) {
  const found = wantedAt(target.value, target.selectionStart);
  if (found) {
    target.setRangeText(`【${option.dataset.name}】`, found.open, target.selectionStart, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const element = target;
  close();
  element.focus();
}

function mark(option) {
  box.querySelectorAll("[aria-selected]").forEach((one) => one.removeAttribute("aria-selected"));
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  target.setAttribute("aria-activedescendant", option.id);
}

function show(element, fields) {
  target = element;
  box.replaceChildren(
    ...fields.map((field, index) => {
      const option = document.createElement("li");
      option.id = `completion-${index}`;
      option.dataset.name = field.name;
      option.setAttribute("role", "option");
      const value = document.createElement("b");
      value.textContent = field.value;
      option.append(field.name, value);
      return option;
    }),
  );
  const place = element.getBoundingClientRect();
  element.parentElement.append(box);
  box.hidden = fields.length === 0 || place.width === 0;
  if (box.hidden) return close();
  element.setAttribute("aria-controls", box.id);
  return mark(box.firstElementChild);
}

async function offer(element) {
  const found = wantedAt(element.value, element.selectionStart);
  if (!found) return close();
  asked += 1;
  const mine = asked;
  try {
    const address = `${element.dataset.fieldsUrl}?format=json&q=${encodeURIComponent(found.wanted)}`;
    const response = await fetch(address, { redirect: "manual" });
    if (response.ok && mine === asked && document.activeElement === element) show(element, (await response.json()).fields);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // No network: the name can be typed all the same.
  }
  return undefined;
}

function onKey(event) {
  if (box.hidden || event.target !== target || event.isComposing) return;
  const options = Array.from(box.children);
  const at = options.findIndex((option) => option.getAttribute("aria-selected"));
  if (event.key === "ArrowDown") mark(options[(at + 1) % options.length]);
  else if (event.key === "ArrowUp") mark(options[(at + options.length - 1) % options.length]);
  else if (event.key === "Enter" || event.key === "Tab") choose(options[at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("input", (event) => {
  if (!event.target.dataset || !event.target.dataset.fieldsUrl) return;
  clearTimeout(timer);
  timer = setTimeout(() => offer(event.target), 150);
});
document.addEventListener("keydown", onKey, true);
document.addEventListener("focusout", (event) => event.target === target && setTimeout(() => document.activeElement !== target && close(), 150));
box.addEventListener("mousedown", (event) => {
  event.preventDefault();
  if (event.target.closest("li")) choose(event.target.closest("li"));
});
document.addEventListener("paste", (event) => {
  const element = event.target;
  if (!element.dataset || !element.dataset.fieldsUrl) return;
  event.preventDefault();
  element.setRangeText(cleaned(event.clipboardData.getData("text/plain")), element.selectionStart, element.selectionEnd, "end");
  element.dispatchEvent(new Event("input", { bubbles: true }));
});
