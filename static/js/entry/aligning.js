// Decimal points of a column stand below each other: a number with fewer decimals than the longest stands further left.
// What is typed and stored stays as it is.

const NUMBERS = "td.align-right";
const NUMBER = /^-?[\d,]+(\.\d+)?$/;

function numberIn(cell) {
  const box = cell.querySelector("input.entry");
  const shown = box || cell.querySelector(".formula") || cell;
  const text = (box ? box.value : shown.textContent).trim();
  return NUMBER.test(text) ? { element: box || cell, fraction: text.slice((text + ".").indexOf(".")) } : null;
}

/** The numbers of a table by the place of their column; a cell over several columns stands by itself. */
function columnsOf(table) {
  const columns = new Map();
  for (const cell of table.querySelectorAll(NUMBERS)) {
    const number = numberIn(cell);
    if (!number) continue;
    const { left, right } = cell.getBoundingClientRect();
    const place = `${Math.round(left)} ${Math.round(right)}`;
    columns.set(place, [...(columns.get(place) || []), number]);
  }
  return columns.values();
}

function align(numbers, width) {
  const longest = Math.max(...numbers.map((number) => width(number.fraction)));
  for (const { element, fraction } of numbers) {
    const missing = longest - width(fraction);
    element.style.paddingRight = missing ? `calc(var(--gap-tiny) + ${missing}px)` : "";
  }
  const isCut = numbers.some(({ element }) => element.scrollWidth > element.clientWidth + 1);
  if (isCut) numbers.forEach(({ element }) => { element.style.paddingRight = ""; }); // no room: whole numbers come first
}

function alignTable(table) {
  const pen = document.createElement("canvas").getContext("2d");
  const { fontSize, fontFamily } = getComputedStyle(table);
  pen.font = `${fontSize} ${fontFamily}`;
  const widths = new Map();
  const width = (text) => {
    const shape = text.replace(/\d/g, "0"); // all digits are as wide as a zero
    if (!widths.has(shape)) widths.set(shape, pen.measureText(shape).width);
    return widths.get(shape);
  };
  const columns = Array.from(columnsOf(table));
  columns.forEach((numbers) => align(numbers, width));
}

function alignAll() {
  document.querySelectorAll(".form-table").forEach(alignTable);
}

let isDue = false;

function alignSoon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    alignAll();
  });
}

export function listen(root) {
  for (const kind of ["replaced", "shown", "swapped", "change"]) root.addEventListener(kind, alignSoon);
  window.addEventListener("resize", alignSoon);
  alignAll();
}
