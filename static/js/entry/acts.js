// Rows added, moved and deleted, and changes taken back: by keys in a cell, by buttons in the panel.

import { replaceForm } from "./form.js";
import * as history from "./history.js";
import { noteSaved, noteTime, whenSaved } from "./saving.js";
import { say } from "./saying.js";
import { post, Unreachable } from "./server.js";

const form = document.getElementById("sheet-form");

const KEYS = {
  "Insert": { plain: "add", shift: "add_below" },
  "Delete": { plain: "delete" },
  "ArrowUp": { plain: "up" },
  "ArrowDown": { plain: "down", shift: "duplicate" },
};

/**
 * When everything typed is saved, send something that changes the form, and show the form that comes back.
 *
 * @param {() => URLSearchParams|null} body what to send, as things stand then; null for nothing
 * @param {(response: Response) => void} onDone
 */
export function send(url, body, onDone) {
  const job = async () => {
    const sent = body();
    if (sent === null) return;
    try {
      const response = await post(url, sent);
      if (response.status !== 200) {
        say((await response.json()).message);
        return;
      }
      await replaceForm(response);
      onDone(response);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      say(form.dataset.unreachable);
    }
  };
  if (!whenSaved(job)) say(form.dataset.unreachable);
}

function act(name, record) {
  send(form.dataset.rowsUrl, () => new URLSearchParams({ act: `${name} ${record}` }), noteSaved);
}

function turn(direction) {
  const body = () => {
    const step = history.take(direction);
    if (!step) say(form.dataset[direction === "undo" ? "nothingToUndo" : "nothingToRedo"]);
    return step ? new URLSearchParams({ direction, step }) : null;
  };
  send(form.dataset.turnUrl, body, (response) => {
    history.turned(direction, response.headers.get("X-Step"));
    noteTime(response);
  });
}

/** The stable name of the row that a field belongs to: `indicator.12`. */
function recordOf(element) {
  return element.dataset.field.split(".").slice(0, 2).join(".");
}

function onKey(event) {
  const element = event.target;
  const wanted = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key];
  const name = wanted && (event.shiftKey ? wanted.shift : wanted.plain);
  if (!name || !form.dataset.rowsUrl || !element.matches("#form-body [data-field]")) return;
  event.preventDefault();
  act(name, recordOf(element));
}

function onTurnKey(event) {
  const key = event.key.toLowerCase();
  if (event.defaultPrevented) return; // an editor took back what was typed in it
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !(key === "z" || key === "y")) return;
  const typing = event.target.matches("[data-field]") && event.target.dataset.typing;
  if (typing) return; // the browser takes back what is being typed
  event.preventDefault();
  turn(key === "y" || event.shiftKey ? "redo" : "undo");
}

function onClick(event) {
  const button = event.target.closest("[data-act], [data-part], [data-turn], [data-library]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.turn) turn(button.dataset.turn);
  else if (button.dataset.library) {
    send(button.dataset.library, () => new URLSearchParams({ library: button.value }), noteSaved);
  } else if (button.dataset.part !== undefined) {
    send(form.dataset.rowsUrl, () => new URLSearchParams({ part: button.value }), noteSaved);
  } else act(...button.value.split(" "));
}

/** The form as it is stored, e.g. because something was changed in the panel. */
function refresh() {
  send(form.dataset.cellsUrl, () => new URLSearchParams({ values: "[]" }), noteTime);
}

/** Names typed in the panel stand in the form, too. */
function onChange(event) {
  if (event.target.matches("[data-row] [data-field]")) refresh();
}

/** A rule was chosen in the panel: the score follows in the form, the panel goes on with what the rule asks. */
function onRule(event) {
  history.add(event.detail.step);
  refresh();
  window.htmx.ajax("GET", event.detail.url, "#panel");
}

/** A form that changes rows, such as those that are picked. */
function onSubmit(event) {
  const sender = event.target;
  if (!sender.matches("[data-changes]")) return;
  event.preventDefault();
  const button = event.submitter || document.activeElement;
  const body = () => {
    const sent = new URLSearchParams(new FormData(sender));
    if (button && button.name) sent.set(button.name, button.value);
    return sent;
  };
  send(form.dataset.rowsUrl, body, noteSaved);
}

export function listen(root) {
  root.addEventListener("submit", onSubmit);
  root.addEventListener("change", onChange);
  root.addEventListener("rule-chosen", onRule);
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    onKey(event);
    onTurnKey(event);
  });
  root.addEventListener("click", onClick);
}
