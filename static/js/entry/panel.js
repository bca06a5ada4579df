// The panel that slides in from the right: htmx fills it, Esc and its button close it, the focus goes back.

const PREVIEW = "has-preview"; // the form makes room for the pages beside it

let opener = null;

export function close(panel) {
  panel.hidden = true;
  document.documentElement.classList.remove(PREVIEW);
  if (opener && document.contains(opener)) opener.focus();
  opener = null;
}

/** @param {(panel: HTMLElement) => void} onOpen prepares the fields that came in */
export function listen(panel, onOpen) {
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== panel) return;
    const wrong = panel.querySelector("[aria-invalid]");
    if (wrong) {
      // What is typed there is not stored: it would be lost with the content of the panel.
      event.preventDefault();
      panel.hidden = false;
      wrong.focus();
    } else opener = event.detail.elt;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    panel.hidden = false;
    document.documentElement.classList.toggle(PREVIEW, panel.querySelector("[data-preview]") !== null);
    panel.focus();
    onOpen(panel);
  });
  panel.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    close(panel);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close(panel);
  });
}
