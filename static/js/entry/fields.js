// The fields of the page: their values, and what the server last said they are (`seen`).

const seen = new Map();

export function elementsOf(field) {
  return Array.from(document.querySelectorAll("[data-field]")).filter((element) => element.dataset.field === field);
}

function isChoice(element) {
  return element.type === "radio" || element.type === "checkbox";
}

/** The value as the page shows it now; the element that was used last wins where a field is shown twice. */
export function valueOf(element) {
  if (!isChoice(element)) return element.value;
  const chosen = elementsOf(element.dataset.field).find((other) => other.checked);
  return chosen ? chosen.value : "";
}

function shownFirst(element) {
  if (!isChoice(element)) return element.defaultValue;
  const chosen = elementsOf(element.dataset.field).find((other) => other.defaultChecked);
  return chosen ? chosen.value : "";
}

export function seenOf(element) {
  const field = element.dataset.field;
  if (!seen.has(field)) seen.set(field, shownFirst(element));
  return seen.get(field);
}

export function show(element, value) {
  if (isChoice(element)) element.checked = element.value === value;
  else element.value = value;
  element.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
}

/** The server holds `value` now: show it wherever nobody typed on since `sent` went off. */
export function settle(field, sent, value) {
  seen.set(field, value);
  for (const element of elementsOf(field)) {
    const untouched = element === document.activeElement ? false : isChoice(element) || element.value === sent || !element.dataset.dirty;
    if (untouched) show(element, value);
    if (valueOf(element) === value || valueOf(element) === sent) delete element.dataset.dirty;
  }
}

/** Somebody else's value was seen in a conflict. */
export function acknowledge(field, theirs) {
  seen.set(field, theirs);
}

export function markDirty(element) {
  element.dataset.dirty = "1";
}

export function isDirty(element) {
  return valueOf(element) !== seenOf(element);
}
