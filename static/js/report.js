// The texts of a report: an editor for each section, 【field】 completion, paragraphs pasted from Word.

import { parse, swap } from "./entry/swap.js";
import { listen as listenToCompletion, offerSoon, placeInBox } from "./report/completion.js";
import { editorOf, mount } from "./report/editor.js";
import { cleaned } from "./report/paste.js";
import * as tools from "./report/tools.js";

const CHECK_AFTER = 1000;
const AT_ONCE = 6; // editors made before the page may draw

let timer = null;
let library = null;
let mounted = []; // the editors of the form as it is shown

function pause() {
  return new Promise((resume) => { setTimeout(resume, 0); });
}

async function mountAll() {
  mounted.forEach((editor) => editor.destroy());
  mounted = [];
  tools.ready();
  const boxes = Array.from(document.querySelectorAll("textarea[data-rich]"));
  for (let number = 0; number < boxes.length; number += 1) {
    const editor = boxes[number].isConnected ? mount(library, boxes[number]) : null;
    if (editor) {
      mounted.push(editor);
      tools.serve(editor);
    }
    if (number % AT_ONCE === AT_ONCE - 1) await pause();
  }
  goToNamed();
}

/** The section that the address names: a finding leads to its text. */
function goToNamed() {
  const named = decodeURIComponent(window.location.hash.slice(1)).replace(/^part-/, "");
  const box = Array.from(document.querySelectorAll("textarea[data-rich]")).find((one) => {
    return named === one.dataset.item || named.startsWith(`${one.dataset.item}.`);
  });
  if (!box || named.endsWith(".heading") || !editorOf(box)) return;
  box.closest("section").scrollIntoView({ block: "start" });
  box.focus();
}

/** What the findings and the figures say now. */
function refreshMarks() {
  document.querySelectorAll("textarea[data-rich]").forEach((box) => {
    const editor = editorOf(box);
    if (editor) editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false));
  });
}

/** After something was saved and nothing was for a while: what the checks find now. */
function checkSoon() {
  refreshMarks();
  clearTimeout(timer);
  timer = setTimeout(check, CHECK_AFTER);
}

async function check() {
  try {
    const response = await fetch(document.querySelector(".report").dataset.findingsUrl, { redirect: "manual" });
    if (!response.ok) return;
    document.removeEventListener("swapped", checkSoon);
    swap(parse(await response.text()));
    document.addEventListener("swapped", checkSoon);
    refreshMarks();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // No network: the lines stay as they are until the next reply.
  }
}

async function start() {
  try {
    library = await import("../django_prose_editor/editor.js");
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return; // not reachable, or too new for this browser: the plain boxes do
  }
  document.addEventListener("swapped", checkSoon);
  document.addEventListener("replaced", mountAll);
  window.addEventListener("hashchange", goToNamed);
  await mountAll();
  document.documentElement.classList.add("has-editors");
}

listenToCompletion(document);
tools.listen(document);
document.addEventListener("input", (event) => {
  if (event.target.dataset && event.target.dataset.fieldsUrl && !event.target.hasAttribute("data-rich")) offerSoon(placeInBox(event.target));
});
document.addEventListener("paste", (event) => {
  const element = event.target;
  if (!element.dataset || !element.dataset.fieldsUrl) return;
  event.preventDefault();
  element.setRangeText(cleaned(event.clipboardData.getData("text/plain")), element.selectionStart, element.selectionEnd, "end");
  element.dispatchEvent(new Event("input", { bubbles: true }));
});
start();
