// A block of cells chosen with Shift and the arrows or by dragging: copied, pasted over, filled down.

import { send } from "./acts.js";
import { copied, filled, pasted } from "./blocks.js";
import * as fields from "./fields.js";
import { matrixOf } from "./form.js";
import { noteSaved } from "./saving.js";
import { say } from "./saying.js";
import * as tsv from "./tsv.js";

const form = document.getElementById("sheet-form");
const DIRECTIONS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

let anchor = null; // the cell where the block begins
let head = null; // the cell where it ends

function cellOf(element) {
  return element && element.closest ? element.closest(".form-table td:not(.margin), .form-table th") : null;
}

function entryIn(cell) {
  return cell.querySelector("[data-field]");
}

function textOf(cell) {
  const entry = entryIn(cell);
  if (entry && entry.selectedOptions) return entry.selectedOptions[0].label;
  if (entry) return fields.valueOf(entry);
  const formula = cell.querySelector(".formula");
  return (formula || cell).textContent.trim();
}

function gridOf(cell) {
  return matrixOf(cell.closest("table"));
}

function isChosen() {
  return anchor !== null && head !== null && anchor !== head && anchor.isConnected && head.isConnected;
}

function clear() {
  document.querySelectorAll(".is-chosen").forEach((cell) => cell.classList.remove("is-chosen"));
  anchor = null;
  head = null;
}

function mark() {
  document.querySelectorAll(".is-chosen").forEach((cell) => cell.classList.remove("is-chosen"));
  if (!isChosen()) return;
  const matrix = gridOf(anchor);
  const box = matrix.boxAround(anchor, head);
  for (let row = box.top; row <= box.bottom; row += 1) {
    matrix.line(row, box.left, box.right).forEach((cell) => cell && cell.classList.add("is-chosen"));
  }
}

/** The block, or the cell that has the focus. */
function boxNow(element) {
  const cell = isChosen() ? anchor : cellOf(element);
  const matrix = gridOf(cell);
  return { matrix, box: isChosen() ? matrix.boxAround(anchor, head) : matrix.box(cell) };
}

function extend(element, [down, right]) {
  if (!isChosen()) {
    anchor = cellOf(element);
    head = anchor;
  }
  const matrix = gridOf(anchor);
  const box = matrix.box(head);
  const row = down > 0 ? box.bottom + 1 : box.top + down;
  const column = right > 0 ? box.right + 1 : box.left + right;
  const next = matrix.at(row, column);
  if (next) head = next;
  mark();
}

/** Whether the arrows mark text rather than choose cells: while it is being edited, or marked in part. */
function marksText(element) {
  if (element.dataset.typing) return true;
  if (!element.matches("textarea, input")) return false;
  return element.selectionStart !== 0 || element.selectionEnd !== element.value.length;
}

function store(changes) {
  const body = () => {
    const typed = Array.from(changes, ([cell, text]) => [entryIn(cell).dataset.field, text, fields.seenOf(entryIn(cell))]);
    const values = typed.filter(([, text, seen]) => text !== seen);
    return values.length ? new URLSearchParams({ values: JSON.stringify(values) }) : null;
  };
  send(form.dataset.cellsUrl, body, noteSaved);
}

const isEntry = (cell) => entryIn(cell) !== null;

function onCopy(event) {
  if (!isChosen()) return;
  const { matrix, box } = boxNow(null);
  event.clipboardData.setData("text/plain", tsv.format(copied(matrix, box, textOf)));
  event.preventDefault();
}

/** Words into a cell, several lines of them into running text: as text, without the marks that Excel puts around. */
function pasteText(rows) {
  document.execCommand("insertText", false, rows.map((row) => row[0]).join("\n"));
}

function onPaste(event) {
  const element = event.target;
  if (!element.matches || !element.matches(".form-table [data-field]")) return;
  const rows = tsv.parse(event.clipboardData.getData("text/plain"));
  if (rows.length === 0) return;
  event.preventDefault();
  const isProse = element.matches("[data-lines]") && rows.every((row) => row.length === 1);
  if (!isChosen() && (isProse || !tsv.isBlock(rows))) pasteText(rows);
  else pasteBlock(element, rows);
}

function pasteBlock(element, rows) {
  const { matrix, box } = boxNow(element);
  const { changes, skipped, left } = pasted(matrix, box, rows, isEntry);
  const { skipped: someSkipped, noRoom } = form.dataset;
  const words = [skipped ? someSkipped.replace("{count}", skipped) : "", left ? noRoom.replace("{count}", left) : ""].join("");
  if (words) say(words);
  clear();
  store(changes);
}

function fillDown(element) {
  const { matrix, box } = boxNow(element);
  const changes = filled(matrix, box, textOf, isEntry);
  clear();
  store(changes);
}

function emptyChosen() {
  const { matrix, box } = boxNow(null);
  store(pasted(matrix, box, [[""]], isEntry).changes);
}

function onKey(event) {
  const element = event.target;
  if (event.isComposing || !cellOf(element) || !element.matches("[data-field], .formula")) return;
  const withControl = event.ctrlKey || event.metaKey;
  if (withControl && event.key.toLowerCase() === "d" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    fillDown(element);
  } else if (event.shiftKey && !withControl && !event.altKey && DIRECTIONS[event.key] && !marksText(element)) {
    event.preventDefault();
    extend(element, DIRECTIONS[event.key]);
  } else if (isChosen() && (event.key === "Delete" || event.key === "Backspace")) {
    event.preventDefault();
    emptyChosen();
  } else if (event.key !== "Shift" && !withControl) clear();
}

function onPointer(event) {
  if (event.button !== 0) return;
  const cell = cellOf(event.target);
  if (event.shiftKey && cell && cellOf(document.activeElement)) {
    event.preventDefault();
    anchor = anchor || cellOf(document.activeElement);
    head = cell;
    mark();
  } else clear();
}

export function listen(root) {
  root.addEventListener("keydown", onKey);
  root.addEventListener("mousedown", onPointer);
  root.addEventListener("focusin", (event) => cellOf(event.target) !== anchor && clear());
  root.addEventListener("copy", onCopy);
  root.addEventListener("paste", onPaste);
  root.addEventListener("replaced", clear);
}
