// 【field】 completion: a list below the caret with the names that fit and what they are worth now.

const box = document.createElement("ul");
box.className = "completion";
box.id = "completion";
box.setAttribute("role", "listbox");
box.hidden = true;

let place = null; // where the name goes: a text box or an editor
let asked = 0;
let timer = null;

/** What stands between the last open 【 and the caret; null where there is none. */
export function wantedAt(text, caret) {
  const open = text.lastIndexOf("【", caret - 1);
  if (open < 0) return null;
  const wanted = text.slice(open + 1, caret);
  return wanted.length > 40 || /[】\n]/.test(wanted) ? null : { open, wanted };
}

/** A text box as a place: `element` has the focus, `before` stands before the caret, `put` completes the name. */
export function placeInBox(element) {
  return {
    element,
    holder: element.parentElement,
    url: element.dataset.fieldsUrl,
    before: () => element.value.slice(0, element.selectionStart),
    top: () => null,
    put(open, name) {
      element.setRangeText(`【${name}】`, open, element.selectionStart, "end");
      element.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}

export function close() {
  box.hidden = true;
  if (place) {
    place.element.removeAttribute("aria-activedescendant");
    place.element.removeAttribute("aria-controls");
  }
  place = null;
}

function choose(option) {
  const before = place.before();
  const found = wantedAt(before, before.length);
  const chosen = place;
  if (found) chosen.put(found.open, option.dataset.name);
  close();
  chosen.element.focus();
}

function mark(option) {
  box.querySelectorAll("[aria-selected]").forEach((one) => one.removeAttribute("aria-selected"));
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  place.element.setAttribute("aria-activedescendant", option.id);
}

function optionOf(field, index) {
  const option = document.createElement("li");
  option.id = `completion-${index}`;
  option.dataset.name = field.name;
  option.setAttribute("role", "option");
  const value = document.createElement("b");
  value.textContent = field.value;
  option.append(field.name, value);
  return option;
}

function show(where, fields) {
  place = where;
  box.replaceChildren(...fields.map(optionOf));
  if (!fields.length) return close();
  where.holder.append(box);
  const top = where.top();
  box.style.top = top === null ? "" : `${top}px`;
  box.hidden = false;
  where.element.setAttribute("aria-controls", box.id);
  return mark(box.firstElementChild);
}

async function offer(where) {
  const before = where.before();
  const found = wantedAt(before, before.length);
  if (!found) return close();
  asked += 1;
  const mine = asked;
  try {
    const address = `${where.url}?format=json&q=${encodeURIComponent(found.wanted)}`;
    const response = await fetch(address, { redirect: "manual" });
    if (response.ok && mine === asked && document.activeElement === where.element) show(where, (await response.json()).fields);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // No network: the name can be typed all the same.
  }
  return undefined;
}

/** Something was typed there: offer names soon. */
export function offerSoon(where) {
  clearTimeout(timer);
  timer = setTimeout(() => offer(where), 150);
}

function onKey(event) {
  if (box.hidden || !place || event.target !== place.element || event.isComposing) return;
  const options = Array.from(box.children);
  const at = options.findIndex((option) => option.getAttribute("aria-selected"));
  if (event.key === "ArrowDown") mark(options[(at + 1) % options.length]);
  else if (event.key === "ArrowUp") mark(options[(at + options.length - 1) % options.length]);
  else if (event.key === "Enter" || event.key === "Tab") choose(options[at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function listen(root) {
  root.addEventListener("keydown", onKey, true);
  root.addEventListener("focusout", (event) => {
    const left = place;
    if (left && event.target === left.element) setTimeout(() => place === left && document.activeElement !== left.element && close(), 150);
  });
  box.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.closest("li")) choose(event.target.closest("li"));
  });
}
