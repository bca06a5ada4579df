// Live entry: each typed value is saved by itself; the reply brings the computed cells that changed.

import * as fields from "./entry/fields.js";
import * as grid from "./entry/grid.js";
import * as growing from "./entry/growing.js";
import * as panels from "./entry/panel.js";
import { SaveQueue } from "./entry/queue.js";
import { parse, swap } from "./entry/swap.js";

const TYPING_PAUSE = 700;
const PATIENCE = 20000;

const form = document.getElementById("sheet-form");
const panel = document.getElementById("panel");
const stateLine = document.getElementById("save-state");
const timers = new Map();
const refused = new Set();
const lastUsed = new Map();
const onItsWay = new Map();
const atFocus = new WeakMap();
let trouble = "offline";
let token = form.querySelector("[name=csrfmiddlewaretoken]").value;

// State: always a word ------------------------------------------------------------------------------------------

function report(state) {
  const shown = { idle: refused.size ? "refused" : "saved", offline: trouble }[state] || state;
  stateLine.dataset.state = shown;
  stateLine.textContent = shown === "saved" ? `${stateLine.dataset.saved} ${stateLine.dataset.at}` : stateLine.dataset[shown];
}

function hasUnsaved() {
  return !queue.isIdle || timers.size > 0 || refused.size > 0;
}

// Sending ---------------------------------------------------------------------------------------------------------

async function post(body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(form.dataset.saveUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body,
      redirect: "manual",
      signal: stop.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** After a new log-in in another tab the page's token is stale: take the one of a fresh copy of this page. */
async function renewToken() {
  const page = await fetch(window.location.href);
  const input = parse(await page.text()).querySelector("#sheet-form [name=csrfmiddlewaretoken]");
  if (input) token = input.value;
}

async function send(field) {
  const element = lastUsed.get(field);
  const value = fields.valueOf(element);
  const body = new URLSearchParams({ field, value, seen: fields.seenOf(element), grounds: shownGrounds() });
  trouble = "offline";
  onItsWay.set(field, value);
  try {
    const response = await post(body);
    if (response.status === 200) return await onSaved(field, value, response);
    if (response.status === 409 || response.status === 422) return await onRefused(field, response);
    if (response.type === "opaqueredirect") trouble = "signedout";
    if (response.status === 403) await renewToken();
  } catch (error) {
    // No network, or nobody answers: what was typed stays on the page and is sent again.
    if (!(error instanceof TypeError || error.name === "AbortError")) throw error;
  } finally {
    onItsWay.delete(field);
  }
  return "retry";
}

function shownGrounds() {
  const shown = panel.querySelector("[data-record]");
  return shown && !panel.hidden ? shown.dataset.record : "";
}

async function onSaved(field, value, response) {
  const fragment = parse(await response.text());
  const stored = fragment.querySelector("data");
  fields.settle(field, value, stored ? stored.value : value);
  clearRefusal(field);
  swap(fragment);
  stateLine.dataset.at = response.headers.get("X-Saved-At");
  return "done";
}

async function onRefused(field, response) {
  const reason = parse(await response.text()).firstElementChild;
  notesOf(field).forEach((note) => note.replaceChildren(reason.cloneNode(true)));
  refused.add(field);
  fields.elementsOf(field).forEach((element) => element.setAttribute("aria-invalid", "true"));
  return "refused";
}

function clearRefusal(field) {
  refused.delete(field);
  fields.elementsOf(field).forEach((element) => element.removeAttribute("aria-invalid"));
  notesOf(field).forEach((note) => note.replaceChildren());
}

function notesOf(field) {
  return Array.from(document.querySelectorAll("[data-note]")).filter((note) => note.dataset.note === field);
}

const queue = new SaveQueue(send, report);

// Typing ----------------------------------------------------------------------------------------------------------

function saveNow(element) {
  const field = element.dataset.field;
  clearTimeout(timers.get(field));
  timers.delete(field);
  lastUsed.set(field, element);
  if (onItsWay.get(field) === fields.valueOf(element)) return;
  if (fields.isDirty(element)) queue.put(field);
  else if (refused.has(field)) {
    clearRefusal(field);
    report(queue.isIdle ? "idle" : "saving");
  } else if (queue.isIdle && timers.size === 0 && stateLine.dataset.state === "unsaved") report("idle");
}

function saveSoon(element) {
  const field = element.dataset.field;
  fields.seenOf(element);
  fields.markDirty(element);
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => saveNow(element), TYPING_PAUSE));
  if (queue.isIdle) report("unsaved");
}

function restore(element) {
  if (!atFocus.has(element)) return;
  fields.show(element, atFocus.get(element));
  saveNow(element);
}

function settleConflict(button) {
  const field = button.closest("[data-note]").dataset.note;
  const theirs = button.closest("[data-theirs]").dataset.theirs;
  const element = lastUsed.get(field);
  fields.acknowledge(field, theirs);
  if (button.dataset.keep === "theirs") fields.elementsOf(field).forEach((other) => fields.show(other, theirs));
  element.focus();
  saveNow(element);
}

/** A click beside the text of a tall cell means the cell. */
function focusEnd(element) {
  element.focus();
  element.setSelectionRange(element.value.length, element.value.length);
}

function isField(element) {
  return element.dataset && element.dataset.field !== undefined;
}

document.addEventListener("focusin", (event) => {
  if (isField(event.target)) atFocus.set(event.target, event.target.value);
});
document.addEventListener("input", (event) => {
  if (isField(event.target) && !event.isComposing) saveSoon(event.target);
});
document.addEventListener("compositionend", (event) => {
  if (isField(event.target)) saveSoon(event.target);
});
document.addEventListener("change", (event) => {
  if (isField(event.target)) saveNow(event.target);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-keep]");
  if (button) settleConflict(button);
  else if (event.target.matches("td.cell-entry")) focusEnd(event.target.querySelector("[data-field]"));
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-live]")) return;
  event.preventDefault();
  event.target.querySelectorAll("[data-field]").forEach((element) => fields.isDirty(element) && saveNow(element));
});
window.addEventListener("online", () => queue.retryNow());
window.addEventListener("beforeunload", (event) => {
  if (!hasUnsaved()) return;
  event.preventDefault();
  event.returnValue = "";
});

grid.listen(document, restore);
growing.listen(document);
panels.listen(panel, growing.growAll);
document.documentElement.classList.add("is-live");
