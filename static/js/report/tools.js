// The bar above the report: what its buttons do to the text that is being written.

const COMMANDS = {
  paragraph: (chain) => chain.setParagraph(),
  heading: (chain, button) => chain.toggleHeading({ level: Number(button.dataset.level) }),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  deleteTable: (chain) => chain.deleteTable(),
  field: (chain) => chain.insertContent("【"),
};
const ACTIVE = {
  paragraph: (editor) => editor.isActive("paragraph") && !editor.isActive("listItem"),
  heading: (editor, button) => editor.isActive("heading", { level: Number(button.dataset.level) }),
  bullets: (editor) => editor.isActive("bulletList"),
  numbers: (editor) => editor.isActive("orderedList"),
};

let current = null; // the editor that was written in last

function bar() {
  return document.querySelector("[data-editor-tools]");
}

function showState() {
  const inTable = current !== null && current.isActive("table");
  bar().querySelectorAll("button").forEach((button) => {
    const isActive = ACTIVE[button.dataset.command];
    if (isActive) button.setAttribute("aria-pressed", String(current !== null && isActive(current, button)));
    button.disabled = current === null || (button.hasAttribute("data-in-table") && !inTable);
  });
  bar().querySelector("[data-insert]").disabled = current === null;
}

function onClick(event) {
  const button = event.target.closest("[data-command]");
  if (button && current) COMMANDS[button.dataset.command](current.chain().focus(), button).run();
}

function onInsert(event) {
  const select = event.target.closest("[data-insert]");
  if (!select || !select.value || !current) return;
  const [type, name] = select.value.split(" ");
  const attrs = type === "sentence" ? { name } : { which: name };
  const below = current.state.selection.$to; // not inside a list or a table
  current.chain().focus().insertContentAt(below.depth ? below.after(1) : below.pos, { type, attrs }).run();
  select.value = "";
}

/** The buttons serve this editor from when it gets the focus. */
export function serve(editor) {
  editor.on("focus", () => {
    current = editor;
    showState();
  });
  editor.on("transaction", () => editor === current && showState());
  editor.on("destroy", () => { if (current === editor) current = null; });
}

/** The bar came with the form, perhaps anew. */
export function ready() {
  current = null;
  bar().hidden = false;
  showState();
}

export function listen(root) {
  root.addEventListener("mousedown", (event) => event.target.closest("[data-editor-tools] button") && event.preventDefault());
  root.addEventListener("click", onClick);
  root.addEventListener("change", onInsert);
}
