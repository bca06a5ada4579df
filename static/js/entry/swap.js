// Puts the fragments of a reply in place of the elements with the same id. What is being typed is never touched:
// entry cells are not among the fragments, and the focus stays where it was.

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Table cells travel inside a table, as HTML demands. */
function pieces(fragment) {
  const cells = Array.from(fragment.querySelectorAll("table.cells > tbody > tr > td"));
  return cells.concat(Array.from(fragment.children));
}

export function swap(fragment) {
  const focused = document.activeElement && document.activeElement.id;
  for (const element of pieces(fragment)) {
    const old = element.id && document.getElementById(element.id);
    if (!old) continue;
    old.replaceWith(element);
    window.htmx.process(element);
  }
  const again = focused && document.getElementById(focused);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("swapped"));
}
