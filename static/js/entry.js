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
const refused = new Map();
const lastUsed = new Map();
const lastTyped = new Map();
const onItsWay = new Map();
const atFocus = new WeakMap();
let trouble = "offline";
let token = form.querySelector("[name=csrfmiddlewaretoken]").value;

// State: always a word ------------------------------------------------------------------------------------------

function settled() {
  if (refused.size) return "refused";
  return timers.size ? "unsaved" : "saved";
}

function report(state) {
  const shown = { idle: settled(), offline: trouble }[state] || state;
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
  const value = element.isConnected ? fields.valueOf(element) : lastTyped.get(field);
  const body = new URLSearchParams({ field, value, seen: fields.seenOf(element), grounds: shownGrounds() });
  trouble = "offline";
  onItsWay.set(field, changeOf(element));
  try {
    const response = await post(body);
    if (response.status === 200) return await onSaved(element, value, response);
    if (response.status === 409 || response.status === 422) return onRefused(element, parse(await response.text()));
    if (response.type === "opaqueredirect") trouble = "signedout";
    else if (response.status === 403) await renewToken();
    else if (response.status < 500) return onRefused(element, document.createTextNode(stateLine.dataset.lost));
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

async function onSaved(element, value, response) {
  const fragment = parse(await response.text());
  fields.settle(element, value, fragment.querySelector("data").value);
  clearRefusal(element.dataset.field);
  swap(fragment);
  stateLine.dataset.at = response.headers.get("X-Saved-At");
  if (fields.isDirty(element) && !timers.has(element.dataset.field)) queue.put(element.dataset.field);
  return "done";
}

function onRefused(element, reason) {
  const field = element.dataset.field;
  notesOf(field).forEach((note) => note.replaceChildren(reason.cloneNode(true)));
  refused.set(field, onItsWay.get(field));
  fields.elementsOf(field).forEach((one) => one.setAttribute("aria-invalid", "true"));
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

/** What a request would say; the same request is not made twice. */
function changeOf(element) {
  return JSON.stringify([fields.valueOf(element), fields.seenOf(element)]);
}

function saveNow(element) {
  const field = element.dataset.field;
  clearTimeout(timers.get(field));
  timers.delete(field);
  lastUsed.set(field, element);
  lastTyped.set(field, fields.valueOf(element));
  const change = changeOf(element);
  if (!fields.isDirty(element)) clearRefusal(field);
  else if (change !== onItsWay.get(field) && change !== refused.get(field)) queue.put(field);
  if (queue.isIdle) report("idle");
}

function saveSoon(element) {
  const field = element.dataset.field;
  fields.seenOf(element);
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
document.addEventListener("focusout", (event) => {
  if (isField(event.target)) fields.tidy(event.target);
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
// What was typed before this script was there, or put back by the browser, is saved too.
document.querySelectorAll("[data-field]").forEach((element) => fields.isDirty(element) && saveNow(element));
document.documentElement.classList.add("is-live");
