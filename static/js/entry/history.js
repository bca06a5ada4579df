// The changes made on this page, as the server names them, so that they can be taken back in order. Kept over reloads
// of the page for as long as its tab is open.

const KEY = `steps ${document.getElementById("sheet-form").dataset.turnUrl}`;
const LONGEST = 200;

const stacks = JSON.parse(sessionStorage.getItem(KEY) || '{"undo": [], "redo": []}');
let lastField = ""; // the field that the last change was typed in

function keep() {
  stacks.undo = stacks.undo.slice(-LONGEST);
  sessionStorage.setItem(KEY, JSON.stringify(stacks));
}

/** A change was stored; typing on in the same cell is the same step. */
export function add(step) {
  lastField = "";
  if (!step) return;
  if (stacks.undo[stacks.undo.length - 1] !== step) stacks.undo.push(step);
  stacks.redo = [];
  keep();
}

export function belongsTo(field) {
  lastField = field;
}

export function isOfField(field) {
  return lastField === field;
}

/**
 * The step to take back ("undo") or to make again ("redo"), if there is one. It leaves the page's memory until it is
 * turned: a step that cannot be turned any more does not stand in the way of the others.
 */
export function take(direction) {
  const step = stacks[direction].pop();
  keep();
  return step;
}

/** The step was turned: it can now be turned the other way. */
export function turned(direction, step) {
  stacks[direction === "undo" ? "redo" : "undo"].push(step);
  lastField = "";
  keep();
}
