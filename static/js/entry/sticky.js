// Headings stay in sight: rows of headings that follow each other stand below each other at the top of the form.

function place(table) {
  let top = 0;
  for (const row of table.rows) {
    if (!row.classList.contains("is-head")) {
      top = 0;
      continue;
    }
    for (const cell of row.cells) cell.style.top = `${top}px`;
    top += row.getBoundingClientRect().height;
  }
}

function placeAll() {
  document.querySelectorAll(".form-table").forEach(place);
}

export function listen(root) {
  root.addEventListener("replaced", placeAll);
  window.addEventListener("resize", placeAll);
  placeAll();
}
