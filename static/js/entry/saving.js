// Each typed value is saved by itself; the reply brings the computed cells that changed.

import * as fields from "./fields.js";
import * as history from "./history.js";
import { SaveQueue } from "./queue.js";
import { say } from "./saying.js";
import { post, SignedOut, textOf, Unreachable } from "./server.js";
import { parse, swap } from "./swap.js";

const TYPING_PAUSE = 700;

const form = document.getElementById("sheet-form");
const panel = document.getElementById("panel");
const stateLine = document.getElementById("save-state");
const timers = new Map(); // field → the pause after which it is saved; null while a word is being composed
const refused = new Map(); // field → the change that was refused
const lastUsed = new Map(); // field → the element it was typed in
const lastTyped = new Map(); // field → what was typed, should the element be gone
const onItsWay = new Map(); // field → the change that is being sent
let trouble = "offline";
let typingIn = ""; // the field that is typed in without having been left since

const queue = new SaveQueue(send, report, () => say(form.dataset.unreachable));

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

export function hasUnsaved() {
  return !queue.isIdle || timers.size > 0 || refused.size > 0;
}

/** The server said when it stored something last. */
export function noteTime(response) {
  stateLine.dataset.at = response.headers.get("X-Saved-At");
}

/** Something was stored, as a step that can be taken back. */
export function noteSaved(response) {
  noteTime(response);
  history.add(response.headers.get("X-Step"));
}

// Sending ---------------------------------------------------------------------------------------------------------

/** What stands in the field now; the panel that it was typed in may be gone. */
function currentOf(field) {
  const element = lastUsed.get(field);
  return element.isConnected ? fields.valueOf(element) : lastTyped.get(field);
}

async function send(field) {
  const element = lastUsed.get(field);
  const value = currentOf(field);
  const body = new URLSearchParams({ field, value, seen: fields.seenOf(element), grounds: shownGrounds() });
  if (history.isOfField(field) && typingIn === field) body.set("continued", "1");
  onItsWay.set(field, changeOf(element, value));
  try {
    const response = await post(form.dataset.saveUrl, body);
    if (response.status === 200) return await onSaved(element, value, response);
    if (response.status === 409 || response.status === 422) return onRefused(element, parse(await textOf(response)));
    return onRefused(element, document.createTextNode(stateLine.dataset.lost));
  } catch (error) {
    // What was typed stays on the page and is sent again.
    if (!(error instanceof Unreachable)) throw error;
    trouble = error instanceof SignedOut ? "signedout" : "offline";
    return "retry";
  } finally {
    onItsWay.delete(field);
  }
}

function shownGrounds() {
  const shown = panel.querySelector("[data-record]");
  return shown && !panel.hidden ? shown.dataset.record : "";
}

async function onSaved(element, value, response) {
  const field = element.dataset.field;
  const fragment = parse(await textOf(response));
  const now = currentOf(field);
  fields.settle(field, value, fragment.querySelector("data").value, now);
  clearRefusal(field);
  rename(JSON.parse(fragment.querySelector("data").dataset.spoken));
  swap(fragment);
  noteSaved(response);
  history.belongsTo(field);
  if (fields.isActive(element)) typingIn = field;
  if (fields.isDirty(element, now) && !timers.has(field)) queue.put(field);
  return "done";
}

/** What was renamed is called so aloud too: cells by the name of their row, and the buttons that move and delete it. */
function rename({ fields: called = {}, rows = {} }) {
  for (const [field, label] of Object.entries(called)) {
    fields.elementsOf(field).filter((one) => one.hasAttribute("aria-label")).forEach((one) => {
      one.setAttribute("aria-label", label);
      one.dispatchEvent(new CustomEvent("renamed"));
    });
  }
  document.querySelectorAll("button[data-act][aria-label]").forEach((button) => {
    const [, item] = button.value.split(" ");
    if (item in rows) button.setAttribute("aria-label", `${button.getAttribute("aria-label").split(" ")[0]} ${rows[item]}`);
  });
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

/** Cells that came from the server with a reason why what stands in them was not stored. */
export function takeRefusals(root) {
  root.querySelectorAll("[data-field][aria-invalid]").forEach((element) => {
    refused.set(element.dataset.field, changeOf(element));
    lastUsed.set(element.dataset.field, element);
  });
}

function notesOf(field) {
  return Array.from(document.querySelectorAll("[data-note]")).filter((note) => note.dataset.note === field);
}

// Typing ----------------------------------------------------------------------------------------------------------

/** What a request would say; the same request is not made twice. */
function changeOf(element, value = fields.valueOf(element)) {
  return JSON.stringify([value, fields.seenOf(element)]);
}

export function saveNow(element) {
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

export function saveSoon(element) {
  const field = element.dataset.field;
  fields.seenOf(element);
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => saveNow(element), TYPING_PAUSE));
  if (queue.isIdle) report("unsaved");
}

/** A word is being composed there: nothing is sent before it is one, and nobody is told that all is saved. */
export function awaitWord(element) {
  const field = element.dataset.field;
  fields.seenOf(element);
  clearTimeout(timers.get(field));
  timers.set(field, null);
  if (queue.isIdle) report("unsaved");
}

/** The cell was left: what is typed there later is another change. */
export function leave(element) {
  if (typingIn === element.dataset.field) typingIn = "";
}

export function settleConflict(button) {
  const field = button.closest("[data-note]").dataset.note;
  const theirs = button.closest("[data-theirs]").dataset.theirs;
  const element = lastUsed.get(field);
  fields.acknowledge(field, theirs);
  if (button.dataset.keep === "theirs") fields.elementsOf(field).forEach((other) => fields.show(other, theirs));
  element.focus();
  saveNow(element);
}

/** Save whatever is typed and not saved yet. */
export function saveAll(root) {
  root.querySelectorAll("[data-field]").forEach((element) => fields.isDirty(element) && saveNow(element));
}

/** Do something that needs the form as it is stored. @returns {boolean} false while nobody answers */
export function whenSaved(job) {
  saveAll(document);
  return queue.afterwards(job);
}

/**
 * What was typed before this script was there, or put back by the browser, is saved too. Only now nothing is unsaved;
 * the words say until the first save when the last one was, so that nobody is told anything at each page.
 */
export function begin() {
  saveAll(document);
  if (queue.isIdle) stateLine.dataset.state = settled();
}

export function retryNow() {
  queue.retryNow();
}
