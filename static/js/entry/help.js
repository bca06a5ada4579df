// The list of keys: a button and “?” open it, Esc and its button close it. F1 in a field tells what is meant by it.

/** What the field means, in the panel; Esc leads back into the field. */
function explain(element) {
  const form = document.getElementById("sheet-form");
  const url = `${form.dataset.guideUrl}?field=${encodeURIComponent(element.dataset.field)}`;
  window.htmx.ajax("GET", url, { target: "#panel", source: element });
}

export function listen(root) {
  const list = document.getElementById("keys");
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) list.showModal();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "F1" && event.target.dataset && event.target.dataset.field) {
      event.preventDefault();
      explain(event.target);
      return;
    }
    const typing = event.target.matches("input, textarea, select") || event.target.isContentEditable;
    if (event.key !== "?" || typing || event.ctrlKey || event.altKey) return;
    if (list.open) list.close();
    else list.showModal();
  });
}
