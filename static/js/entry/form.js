// The whole form anew, after rows came or went or many cells changed: what is being typed and the place stay.

import * as fields from "./fields.js";
import { Matrix } from "./matrix.js";
import { close } from "./panel.js";
import { takeRefusals } from "./saving.js";
import { parse, swap } from "./swap.js";

/** The grid of a form, without the margin beside it. */
export function matrixOf(table) {
  const cellsOf = (row) => Array.from(row.cells).filter((cell) => !cell.matches(".margin"));
  return new Matrix(Array.from(table.rows, (row) => ({ cells: cellsOf(row) })));
}

/** Put the form of a reply in place of the one shown, and the focus where the work goes on. */
export async function replaceForm(response) {
  const fragment = parse(await response.text());
  const place = rememberPlace();
  const typed = fields.typedButNotStored();
  const stored = JSON.parse(fragment.querySelector("[name=seen]").value);
  const [top, left] = scrolled();
  swap(fragment);
  document.querySelectorAll("#form-body .paper").forEach((paper) => paper.scrollTo(left, top));
  const body = document.getElementById("form-body");
  Object.keys(stored).forEach((field) => fields.acknowledge(field, stored[field]));
  typed.forEach((value, field) => fields.elementsOf(field).forEach((element) => fields.show(element, value)));
  takeRefusals(body);
  body.dispatchEvent(new CustomEvent("replaced", { bubbles: true }));
  closeIfGone();
  if (typed.has(place.field)) typeOn(place);
  else goOn(response.headers.get("X-New-Record"), place);
}

function scrolled() {
  const paper = document.querySelector("#form-body .paper");
  return paper ? [paper.scrollTop, paper.scrollLeft] : [0, 0];
}

/** The panel of a row that is no more. */
function closeIfGone() {
  const panel = document.getElementById("panel");
  const shown = panel.querySelector("[data-row]");
  if (shown && !firstOf(shown.dataset.row)) close(panel);
}

function rememberPlace() {
  const element = document.activeElement;
  const cell = element && element.closest("#form-body td:not(.margin)");
  if (!cell) return { field: "" };
  const { row, column } = matrixOf(cell.closest("table")).origin(cell);
  return { field: element.dataset.field || "", caret: [element.selectionStart, element.selectionEnd], row, column };
}

/** Typed in while the form was on its way: the caret stays, so that the next letter follows the last. */
function typeOn(place) {
  const found = sameField(place);
  if (!found) return;
  found.focus();
  if (!found.setSelectionRange) return;
  found.dataset.typing = "1";
  found.setSelectionRange(...place.caret);
}

/** Into the new row, else the same field, else the same place of the table. */
function goOn(record, place) {
  const found = (record && firstOf(record)) || sameField(place) || samePlace(place);
  if (!found) return;
  found.focus();
  if (found.select) found.select();
}

function firstOf(record) {
  const own = document.querySelectorAll("#form-body [data-field]");
  return Array.from(own).find((element) => element.dataset.field.startsWith(`${record}.`));
}

function sameField(place) {
  return place.field && document.getElementById("form-body").querySelector(`[data-field="${CSS.escape(place.field)}"]`);
}

function samePlace(place) {
  const table = document.querySelector("#form-body .form-table");
  if (place.row === undefined || !table) return null;
  const matrix = matrixOf(table);
  for (let row = Math.min(place.row, matrix.height - 1); row >= 0; row -= 1) {
    const cell = matrix.at(row, place.column);
    const entry = cell && cell.querySelector("[data-field]");
    if (entry) return entry;
  }
  return null;
}
