// Moving about a form like in a spreadsheet: by where the cells stand on the screen, so that merged cells do not matter.

const CELLS = "[data-field], .formula";

function boxOf(element) {
  return (element.closest("td, th") || element).getBoundingClientRect();
}

function overlap(aStart, aEnd, bStart, bEnd) {
  return Math.min(aEnd, bEnd) - Math.max(aStart, bStart) > 1;
}

const DIRECTIONS = {
  down: (from, to) => overlap(from.left, from.right, to.left, to.right) && to.top >= from.bottom - 1 && to.top - from.bottom,
  up: (from, to) => overlap(from.left, from.right, to.left, to.right) && to.bottom <= from.top + 1 && from.top - to.bottom,
  right: (from, to) => overlap(from.top, from.bottom, to.top, to.bottom) && to.left >= from.right - 1 && to.left - from.right,
  left: (from, to) => overlap(from.top, from.bottom, to.top, to.bottom) && to.right <= from.left + 1 && from.left - to.right,
};

export function neighbour(element, direction) {
  const table = element.closest(".form-table");
  if (!table) return null;
  const from = boxOf(element);
  let best = null;
  let bestDistance = Infinity;
  for (const other of table.querySelectorAll(CELLS)) {
    const distance = other === element ? false : DIRECTIONS[direction](from, boxOf(other));
    if (distance !== false && distance < bestDistance) {
      best = other;
      bestDistance = distance;
    }
  }
  return best;
}

function go(element, direction) {
  const target = neighbour(element, direction);
  if (!target) return false;
  target.focus();
  if (target.select) target.select();
  return true;
}

function isText(element) {
  return element.matches("input:not([type=radio]):not([type=checkbox]), textarea");
}

function allSelected(element) {
  return element.selectionStart === 0 && element.selectionEnd === element.value.length;
}

function oneLine(element) {
  return element.tagName === "INPUT" || element.clientHeight < 2 * parseFloat(getComputedStyle(element).lineHeight) + 8;
}

/** Whether an arrow leaves the cell: always while the whole cell is selected, else only from the edge of the text. */
function leaves(element, direction) {
  if (!isText(element) || allSelected(element)) return true;
  if (element.selectionStart !== element.selectionEnd) return false;
  if (direction === "left" || direction === "up") return element.selectionStart === 0 || (direction === "up" && oneLine(element));
  return element.selectionEnd === element.value.length || (direction === "down" && oneLine(element));
}

function onArrow(event, element) {
  const direction = event.key.slice(5).toLowerCase();
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  if (element.tagName === "SELECT" && (direction === "up" || direction === "down")) return; // chooses
  if (leaves(element, direction) && go(element, direction)) event.preventDefault();
}

function onEnter(event, element) {
  const writesProse = element.matches("textarea[data-lines]");
  if (!(isText(element) || element.tagName === "SELECT") || (writesProse && !event.ctrlKey)) return;
  event.preventDefault();
  if (event.altKey && isText(element)) {
    element.setRangeText("\n", element.selectionStart, element.selectionEnd, "end");
    element.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  element.dispatchEvent(new Event("change", { bubbles: true }));
  go(element, event.shiftKey ? "up" : "down");
}

/** From now on the keys move inside the text. */
function edit(element) {
  element.dataset.typing = "1";
  element.setSelectionRange(element.value.length, element.value.length);
}

/** Like an arrow, Tab marks what the cell holds, so that typing replaces it; of its own accord the browser does so in some boxes only. */
function markOnTab(root) {
  let byTab = false;
  root.addEventListener("keydown", (event) => { byTab = event.key === "Tab"; }, true);
  root.addEventListener("focusin", (event) => {
    const element = event.target;
    if (byTab && element.matches(CELLS) && isText(element) && element.select && element.closest(".form-table")) element.select();
    byTab = false;
  });
}

/** @param {(element: HTMLElement) => void} restore puts back what a cell held when it was entered */
export function listen(root, restore) {
  markOnTab(root);
  root.addEventListener("keydown", (event) => {
    const element = event.target;
    if (event.isComposing || event.keyCode === 229 || !element.matches(CELLS) || !element.closest(".form-table")) return;
    if (event.key.startsWith("Arrow")) onArrow(event, element);
    else if (event.key === "Enter") onEnter(event, element);
    else if (event.key === "Escape" && isText(element)) restore(element);
    else if (event.key === "F2" && isText(element)) edit(element);
  });
}
