// The fields of the page: their values, and what the server last said they are. A field may be shown twice, in the form
// and in the panel.

const stored = new Map(); // field → what the server holds, as it writes it
const understood = new Map(); // field → what was typed to get that

export function elementsOf(field) {
  return Array.from(document.querySelectorAll("[data-field]")).filter((element) => element.dataset.field === field);
}

function isChoice(element) {
  return element.type === "radio" || element.type === "checkbox";
}

function chosen(element, isChosen) {
  const found = elementsOf(element.dataset.field).find(isChosen);
  return found ? found.value : "";
}

/** Whether somebody is writing there: it has the focus, or the editor in its place has. */
export function isActive(element) {
  return element === document.activeElement || element.dataset.editing !== undefined;
}

export function valueOf(element) {
  return isChoice(element) ? chosen(element, (one) => one.checked) : element.value;
}

/** What the page came with. */
function shownFirst(element) {
  if (isChoice(element)) return chosen(element, (one) => one.defaultChecked);
  if (element.tagName !== "SELECT") return element.defaultValue;
  const option = Array.from(element.options).find((one) => one.defaultSelected);
  return option ? option.value : "";
}

/** What the server held when it was last heard of: at first what the page came with. */
export function seenOf(element) {
  const field = element.dataset.field;
  if (!stored.has(field)) stored.set(field, shownFirst(element));
  return stored.get(field);
}

export function isDirty(element, value = valueOf(element)) {
  return value !== seenOf(element) && value !== understood.get(element.dataset.field);
}

export function show(element, value) {
  if (isChoice(element)) element.checked = element.value === value;
  else element.value = value;
  element.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
}

/** The server holds `value`, having been sent `sent`, and `now` is typed: show it, but never over what is being typed. */
export function settle(field, sent, value, now) {
  stored.set(field, value);
  understood.set(field, sent);
  if (now !== sent) return;
  elementsOf(field).filter((element) => !isActive(element)).forEach((element) => show(element, value));
}

/** Left with `１２` where the server understood `12`: show that. */
export function tidy(element) {
  if (!isDirty(element) && valueOf(element) !== seenOf(element)) show(element, seenOf(element));
}

/** Somebody else's value was seen in a conflict. */
export function acknowledge(field, theirs) {
  stored.set(field, theirs);
  understood.delete(field);
}

/** What is on the page and not yet with the server, by field. */
export function typedButNotStored() {
  const dirty = Array.from(document.querySelectorAll("#form-body [data-field]")).filter((element) => isDirty(element));
  return new Map(dirty.map((element) => [element.dataset.field, valueOf(element)]));
}
