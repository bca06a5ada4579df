// Live entry: typing, moving about, blocks, rows; every change is saved by itself and can be taken back.

import * as acts from "./entry/acts.js";
import * as aligning from "./entry/aligning.js";
import * as fields from "./entry/fields.js";
import * as grid from "./entry/grid.js";
import * as growing from "./entry/growing.js";
import * as help from "./entry/help.js";
import * as panels from "./entry/panel.js";
import * as preview from "./entry/preview.js";
import * as saving from "./entry/saving.js";
import * as selection from "./entry/selection.js";
import * as sticky from "./entry/sticky.js";

const panel = document.getElementById("panel");
const atFocus = new WeakMap();

function restore(element) {
  delete element.dataset.typing;
  if (!atFocus.has(element)) return;
  fields.show(element, atFocus.get(element));
  saving.saveNow(element);
}

/** A click beside the text of a tall cell means the cell. */
function focusEnd(element) {
  element.focus();
  element.setSelectionRange(element.value.length, element.value.length);
}

/** The same answer to every question of the panel that knows it. */
function chooseAll(answer) {
  panel.querySelectorAll("[type=radio]").forEach((option) => {
    if (option.value !== answer || option.checked) return;
    option.checked = true;
    saving.saveNow(option);
  });
}

function isField(element) {
  return element.dataset && element.dataset.field !== undefined;
}

function typed(element) {
  element.dataset.typing = "1";
  saving.saveSoon(element);
}

document.addEventListener("focusin", (event) => {
  if (isField(event.target)) atFocus.set(event.target, event.target.value);
});
document.addEventListener("focusout", (event) => {
  if (!isField(event.target)) return;
  delete event.target.dataset.typing;
  fields.tidy(event.target);
  saving.leave(event.target);
});
document.addEventListener("input", (event) => {
  if (!isField(event.target)) return;
  if (event.isComposing) saving.awaitWord(event.target);
  else typed(event.target);
});
document.addEventListener("compositionend", (event) => {
  if (isField(event.target)) typed(event.target);
});
document.addEventListener("change", (event) => {
  if (isField(event.target)) saving.saveNow(event.target);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-keep]");
  const all = event.target.closest("[data-choose-all]");
  if (button) saving.settleConflict(button);
  else if (all) chooseAll(all.dataset.chooseAll);
  else if (event.target.matches("td.cell-entry")) focusEnd(event.target.querySelector("[data-field]"));
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-live]")) return;
  event.preventDefault();
  saving.saveAll(event.target);
});
// A phone may end a page that is out of sight without asking.
document.addEventListener("visibilitychange", () => document.hidden && saving.saveAll(document));
window.addEventListener("online", () => saving.retryNow());
window.addEventListener("beforeunload", (event) => {
  if (!saving.hasUnsaved()) return;
  event.preventDefault();
  event.returnValue = "";
});

grid.listen(document, restore);
selection.listen(document);
acts.listen(document);
help.listen(document);
growing.listen(document);
sticky.listen(document);
aligning.listen(document);
panels.listen(panel, growing.growAll);
preview.listen(panel);
saving.begin();
document.documentElement.classList.add("is-live");
