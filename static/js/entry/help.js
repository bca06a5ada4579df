// The list of keys: a button and “?” open it, Esc and its button close it.

export function listen(root) {
  const list = document.getElementById("keys");
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) list.showModal();
  });
  root.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select") || event.target.isContentEditable;
    if (event.key !== "?" || typing || event.ctrlKey || event.altKey) return;
    if (list.open) list.close();
    else list.showModal();
  });
}
