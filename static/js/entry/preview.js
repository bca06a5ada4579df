// The printed pages beside the form: drawn anew after each change, the newest request only.

import { parse } from "./swap.js";

const WAIT = 20; // milliseconds, so that a reply with several pieces asks once
const SETTLE = 2500; // after the last change: the pages as they will be printed, laid out with care

let timer = null;
let settling = null;
let running = null;

async function draw(panel, query) {
  const preview = panel.querySelector("[data-preview]");
  if (!preview || panel.hidden) return;
  if (running) running.abort();
  running = new AbortController();
  const state = preview.querySelector("[data-preview-state]");
  try {
    const response = await fetch(`${preview.dataset.preview}${query}`, { headers: { "HX-Request": "true" }, redirect: "manual", signal: running.signal });
    if (!response.ok) return;
    const pages = parse(await response.text()).querySelector("#preview-pages");
    preview.querySelector("#preview-pages").replaceWith(pages);
    state.textContent = "";
    preview.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  } catch (error) {
    if (error.name === "AbortError") return; // a newer change is being drawn
    if (!(error instanceof TypeError)) throw error;
    state.textContent = preview.dataset.offline;
  }
}

export function listen(panel) {
  const soon = () => {
    clearTimeout(timer);
    clearTimeout(settling);
    timer = setTimeout(() => draw(panel, "?draft"), WAIT);
    settling = setTimeout(() => draw(panel, ""), SETTLE);
  };
  document.addEventListener("swapped", soon);
  document.addEventListener("replaced", soon);
}
