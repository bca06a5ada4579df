// What the editor knows beside text: sentences and tables of projects that the program writes itself.

const report = () => document.querySelector(".report");

/** What the server says about the section of an editor: its sentences, and what its fields are worth. */
export function piecesOf(item) {
  return document.getElementById(`pieces-${item}`);
}

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn-plain";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

/** Put the piece before the one above it, or behind the one below. */
function move(view, at, step) {
  const { doc, tr } = view.state;
  const [node, place] = [doc.nodeAt(at), doc.resolve(at)];
  const neighbour = place.parent.maybeChild(place.index() + step);
  if (!neighbour) return;
  view.dispatch(tr.delete(at, at + node.nodeSize).insert(at + step * neighbour.nodeSize, node));
}

/** A paragraph below the piece, with the caret in it. */
function writeBelow(view, at, editor) {
  const below = at + view.state.doc.nodeAt(at).nodeSize;
  editor.chain().insertContentAt(below, { type: "paragraph" }).focus(below + 1).run();
}

/** What can be done with a piece that cannot be typed in. */
function acts(view, getPos, editor) {
  const said = report().dataset;
  const bar = document.createElement("span");
  bar.className = "piece-acts";
  bar.append(
    button("↑", said.up, () => move(view, getPos(), -1)),
    button("↓", said.down, () => move(view, getPos(), 1)),
    button(said.below, "", () => writeBelow(view, getPos(), editor)),
    button(said.remove, "", () => {
      const at = getPos();
      view.dispatch(view.state.tr.delete(at, at + view.state.doc.nodeAt(at).nodeSize));
      view.focus();
    }),
  );
  return bar;
}

function frame(view, getPos, editor, title) {
  const dom = document.createElement("div");
  dom.className = "mechanical";
  dom.contentEditable = "false";
  const head = document.createElement("div");
  head.className = "piece-head small muted";
  head.append(title, acts(view, getPos, editor));
  const content = document.createElement("div");
  dom.append(head, content);
  return { dom, content };
}

/** The sentence in its place, with boxes for its free parts; anew when the server has written it anew. */
class SentenceView {
  constructor(node, view, getPos, editor, item) {
    this.node = node;
    this.view = view;
    this.getPos = getPos;
    this.item = item;
    const { dom, content } = frame(view, getPos, editor, report().dataset.wait);
    this.dom = dom;
    this.content = content;
    this.refresh = () => this.show();
    document.addEventListener("swapped", this.refresh);
    this.show();
  }

  show() {
    const pieces = piecesOf(this.item);
    const piece = pieces && pieces.content.querySelector(`[data-piece="${CSS.escape(this.node.attrs.name)}"]`);
    if (!piece) {
      this.content.textContent = `${this.node.attrs.name} ${report().dataset.pending}`;
      return;
    }
    const old = this.content.querySelector(".said");
    if (old) old.replaceWith(document.importNode(piece.querySelector(".said"), true));
    else this.build(document.importNode(piece, true));
  }

  build(piece) {
    this.content.replaceChildren(...piece.childNodes);
    const free = this.content.querySelector("[data-free]");
    if (!free) return;
    free.value = this.node.attrs.text || "";
    free.addEventListener("input", () => {
      this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), "text", free.value || null));
    });
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.name !== this.node.attrs.name) return false;
    this.node = node;
    const free = this.content.querySelector("[data-free]");
    if (free && free !== document.activeElement) free.value = node.attrs.text || "";
    return true;
  }

  stopEvent() {
    return true;
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    document.removeEventListener("swapped", this.refresh);
  }
}

function attribute(name, data) {
  return {
    default: null,
    parseHTML: (element) => element.getAttribute(data) || null,
    renderHTML: (attributes) => (attributes[name] ? { [data]: attributes[name] } : {}),
  };
}

export function sentenceNode(library, item) {
  return library.Node.create({
    name: "sentence",
    group: "block",
    atom: true,
    addAttributes: () => ({ name: attribute("name", "data-sentence"), text: attribute("text", "data-text") }),
    parseHTML: () => [{ tag: "hr[data-sentence]" }],
    renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
    addNodeView: () => ({ node, view, getPos, editor }) => new SentenceView(node, view, getPos, editor, item),
  });
}

export function projectsNode(library) {
  return library.Node.create({
    name: "projects",
    group: "block",
    atom: true,
    addAttributes: () => ({ which: attribute("which", "data-projects") }),
    parseHTML: () => [{ tag: "hr[data-projects]" }],
    renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
    addNodeView: () => ({ node, view, getPos, editor }) => {
      const option = document.querySelector(`[data-insert] option[value="projects ${node.attrs.which}"]`);
      const { dom, content } = frame(view, getPos, editor, report().dataset.wait);
      content.textContent = option ? option.textContent : "";
      return { dom, stopEvent: () => true, ignoreMutation: () => true };
    },
  });
}

/** Remembers which paragraph begins a block of its own, so that what nobody changed stays as it was. */
export function partAttribute(library) {
  const part = { ...attribute("part", "data-begins"), keepOnSplit: false };
  return library.Extension.create({
    name: "part",
    addGlobalAttributes: () => [{ types: ["paragraph", "heading"], attributes: { part } }],
  });
}
