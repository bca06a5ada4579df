// What is shown in the text and is not part of it: the value of a 【field】, a line below words that contradict the data.

import { piecesOf } from "./nodes.js";

function figuresOf(item) {
  const pieces = piecesOf(item);
  return pieces ? JSON.parse(pieces.dataset.figures) : {};
}

/** The words that findings are about, with what they say. */
function contradictionsOf(item) {
  const remarks = document.getElementById(`remarks-${item}`);
  const marks = remarks ? Array.from(remarks.querySelectorAll("mark")) : [];
  return marks.map((mark) => [mark.textContent, mark.closest("li").querySelector("[data-message]").textContent]);
}

/** Where `words` stand in `text`. */
export function placesOf(text, words) {
  const places = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + words.length)) places.push(at);
  return places;
}

function decorationsIn(Decoration, text, start, figures, contradictions) {
  const found = [];
  text.replace(/【([^【】\n]{1,60})】/g, (field, name, at) => {
    const value = figures[name] === undefined ? {} : { "data-value": figures[name] };
    found.push(Decoration.inline(start + at, start + at + field.length, { class: "field", ...value }));
  });
  for (const [words, message] of contradictions) {
    for (const at of placesOf(text, words)) {
      found.push(Decoration.inline(start + at, start + at + words.length, { class: "contradiction", title: message }));
    }
  }
  return found;
}

export function marksExtension(library, item) {
  const { Decoration, DecorationSet } = library.pm.view;
  const decorations = (state) => {
    const figures = figuresOf(item);
    const contradictions = contradictionsOf(item);
    const found = [];
    state.doc.descendants((node, position) => {
      if (!node.isTextblock) return true;
      const text = node.textBetween(0, node.content.size, null, "\ufffc");
      found.push(...decorationsIn(Decoration, text, position + 1, figures, contradictions));
      return false;
    });
    return DecorationSet.create(state.doc, found);
  };
  return library.Extension.create({
    name: "marks",
    addProseMirrorPlugins: () => [new library.Plugin({ props: { decorations } })],
  });
}
