// Textareas as high as their text. New browsers do it in CSS (field-sizing); this serves the old ones.

function grow(element) {
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight}px`;
}

export function growAll(root) {
  if (window.CSS && CSS.supports("field-sizing", "content")) return;
  root.querySelectorAll("textarea.entry").forEach(grow);
}

export function listen(root) {
  if (window.CSS && CSS.supports("field-sizing", "content")) return;
  const onChange = (event) => event.target.matches("textarea.entry") && grow(event.target);
  root.addEventListener("input", onChange);
  root.addEventListener("shown", onChange);
  root.addEventListener("replaced", (event) => growAll(event.target));
  growAll(root);
}
