// The panel that slides in from the right: htmx fills it, Esc and its button close it, the focus goes back.

const OPEN = "has-panel"; // the form makes room for the panel beside it: nothing of the form is covered
const PREVIEW = "has-preview"; // more room, for the pages

let opener = null; // what the panel was opened with
let address = null; // where its content came from
let wanted = ""; // the id of what is looked for in it

/** The link of the form that leads to what the panel shows: a save may have drawn it anew. */
function linkInForm() {
  const links = Array.from(document.querySelectorAll("main a[hx-get]"));
  return links.find((link) => link.getAttribute("hx-get") === address) || opener;
}

export function close(panel) {
  const link = linkInForm();
  panel.hidden = true;
  document.documentElement.classList.remove(OPEN, PREVIEW);
  if (link && document.contains(link)) link.focus();
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
    } else {
      if (!panel.contains(event.detail.elt)) opener = event.detail.elt;
      address = event.detail.elt.getAttribute("hx-get");
      wanted = decodeURIComponent(event.detail.elt.hash || "").slice(1);
    }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    panel.hidden = false;
    document.documentElement.classList.add(OPEN);
    document.documentElement.classList.toggle(PREVIEW, panel.querySelector("[data-preview]") !== null);
    panel.scrollTop = 0;
    panel.focus();
    const box = wanted && document.getElementById(wanted);
    if (box) {
      box.scrollIntoView({ block: "center" });
      box.focus();
    }
    const link = linkInForm();
    const row = link && link.closest("tr");
    if (row) row.scrollIntoView({ block: "nearest" });
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
