// One section's text as an editor. What is typed goes into the hidden box of the form, from where it is saved as
// everywhere else; without an editor the plain boxes do.

import { offerSoon, wantedAt } from "./completion.js";
import { marksExtension } from "./marks.js";
import { partAttribute, projectsNode, sentenceNode } from "./nodes.js";
import { cleanedHtml } from "./paste.js";

const editors = new WeakMap(); // box → its editor

export function editorOf(box) {
  return editors.get(box);
}

function extensions(library, item) {
  const { ListItem, OrderedList, BulletList, Table, Heading } = library;
  return [
    library.Document,
    library.Paragraph,
    library.Text,
    library.HardBreak,
    Heading.configure({ levels: [1, 2, 3, 4, 5] }),
    BulletList,
    OrderedList.configure({ enableListAttributes: false }),
    ListItem.extend({ content: "paragraph+", addKeyboardShortcuts() { return { Enter: () => this.editor.commands.splitListItem(this.name) }; } }),
    Table.configure({ resizable: false }),
    library.TableRow,
    library.TableHeader.extend({ content: "paragraph+" }),
    library.TableCell.extend({ content: "paragraph+" }),
    library.UndoRedo,
    library.Gapcursor,
    library.NoSpellCheck,
    partAttribute(library),
    sentenceNode(library, item),
    projectsNode(library),
    marksExtension(library, item),
  ];
}

/** The caret of an editor as a place where a 【field】 can be completed. */
function placeIn(editor, holder, url) {
  const { view } = editor;
  const start = () => view.state.selection.$from;
  return {
    element: view.dom,
    holder,
    url,
    before: () => start().parent.textBetween(0, start().parentOffset, null, "\ufffc"),
    top: () => view.coordsAtPos(start().pos).bottom - holder.getBoundingClientRect().top,
    put(open, name) {
      const from = start().start() + open;
      editor.chain().insertContentAt({ from, to: start().pos }, { type: "text", text: `【${name}】` }).run();
    },
  };
}

function onBlur(box, editor) {
  delete box.dataset.editing;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  if (box.value !== htmlOf(editor)) show(box, editor);
}

/** What the editor holds; nothing where there is nothing to read. */
function htmlOf(editor) {
  const html = editor.getHTML();
  return html === "<p></p>" ? "" : html;
}

function show(box, editor) {
  editor.commands.setContent(box.value, { emitUpdate: false, parseOptions: { preserveWhitespace: "full" } });
}

function optionsOf(library, box, holder) {
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": box.getAttribute("aria-label"), class: "prose" };
  attributes["aria-describedby"] = `note-${box.dataset.field}`;
  return {
    element: holder,
    extensions: extensions(library, box.dataset.item),
    content: box.value,
    injectCSS: false,
    parseOptions: { preserveWhitespace: "full" },
    editorProps: { attributes, transformPastedHTML: cleanedHtml },
    onUpdate: ({ editor }) => {
      box.value = htmlOf(editor);
      box.dispatchEvent(new Event("input", { bubbles: true }));
      const place = placeIn(editor, holder, box.dataset.fieldsUrl);
      const before = place.before();
      if (wantedAt(before, before.length)) offerSoon(place);
    },
    onFocus: () => { box.dataset.editing = "1"; },
    onBlur: ({ editor }) => onBlur(box, editor),
  };
}

/**
 * Put an editor in place of the plain boxes of a section, unless somebody is typing there.
 *
 * @param {object} library the module of django-prose-editor
 * @returns the editor, or null
 */
export function mount(library, box) {
  const plain = box.parentElement.querySelector("[data-plain]");
  const boxes = Array.from(plain.querySelectorAll("textarea"));
  if (boxes.some((one) => one === document.activeElement || one.value !== one.defaultValue)) return null;
  const holder = document.createElement("div");
  holder.className = "boxed editor";
  if (boxes.length) holder.id = boxes[0].id;
  plain.replaceWith(holder);
  const editor = new library.Editor(optionsOf(library, box, holder));
  editors.set(box, editor);
  box.focus = () => editor.commands.focus();
  box.addEventListener("shown", () => show(box, editor));
  box.addEventListener("renamed", () => editor.view.dom.setAttribute("aria-label", box.getAttribute("aria-label")));
  return editor;
}
