import assert from "node:assert/strict";
import { test } from "node:test";

import { copied, filled, pasted } from "../../static/js/entry/blocks.js";
import { Matrix } from "../../static/js/entry/matrix.js";

const cell = (text, { rows = 1, columns = 1, entry = true } = {}) => ({ text, rowSpan: rows, colSpan: columns, entry });
const read = (one) => one.text;
const isEntry = (one) => one.entry;
const boxOf = (matrix, one, other = one) => matrix.boxAround(one, other);
const shown = (changes) => Array.from(changes, ([one, text]) => `${one.text}→${text}`);

/** 产出 covers two rows; the last row has one cell over two columns. */
function form() {
  const cells = {
    output: cell("产出", { rows: 2, entry: false }),
    a1: cell("甲"),
    a2: cell("1"),
    b1: cell("乙"),
    b2: cell("2"),
    score: cell("得分", { entry: false }),
    wide: cell("说明", { columns: 2 }),
  };
  const rows = [
    { cells: [cells.output, cells.a1, cells.a2] },
    { cells: [cells.b1, cells.b2] },
    { cells: [cells.score, cells.wide] },
  ];
  return { ...cells, matrix: new Matrix(rows) };
}

test("merged cells cover their places", () => {
  const { matrix, output, b1, wide } = form();
  assert.equal(matrix.at(1, 0), output);
  assert.equal(matrix.at(1, 1), b1);
  assert.equal(matrix.at(2, 2), wide);
  assert.deepEqual([matrix.width, matrix.height], [3, 3]);
  assert.equal(matrix.at(9, 9), undefined);
});

test("a block is copied with merged cells at their upper left place", () => {
  const { matrix, output, wide } = form();
  assert.deepEqual(copied(matrix, boxOf(matrix, output, wide), read), [["产出", "甲", "1"], ["", "乙", "2"], ["得分", "说明"]]);
});

test("a pasted block goes to the right and below", () => {
  const { matrix, a1 } = form();
  const found = pasted(matrix, boxOf(matrix, a1), [["A", " 10 "], ["B", "20"]], isEntry);
  assert.deepEqual(shown(found.changes), ["甲→A", "1→10", "乙→B", "2→20"]);
  assert.deepEqual([found.skipped, found.left], [0, 0]);
});

test("what is copied can be pasted where it came from", () => {
  const { matrix, output, wide } = form();
  const box = boxOf(matrix, output, wide);
  const found = pasted(matrix, box, copied(matrix, box, read), isEntry);
  assert.deepEqual(shown(found.changes), ["甲→甲", "1→1", "乙→乙", "2→2", "说明→说明"]);
});

test("texts that meet a computed cell are counted, and rows that find no place", () => {
  const { matrix, b2 } = form();
  const found = pasted(matrix, boxOf(matrix, b2), [["x"], ["y"], ["z"]], isEntry);
  assert.deepEqual(shown(found.changes), ["2→x", "说明→y"]);
  assert.equal(found.left, 1);
  assert.equal(pasted(matrix, boxOf(matrix, form().matrix.at(0, 0) && matrix.at(2, 0)), [["9"]], isEntry).changes.size, 0);
});

test("a single text fills the whole block", () => {
  const { matrix, a1, b2 } = form();
  const found = pasted(matrix, boxOf(matrix, a1, b2), [["同"]], isEntry);
  assert.deepEqual(shown(found.changes), ["甲→同", "1→同", "乙→同", "2→同"]);
});

test("filling down takes the row above a single row, else the first row of the block", () => {
  const { matrix, a1, b1, b2 } = form();
  assert.deepEqual(shown(filled(matrix, boxOf(matrix, b1, b2), read, isEntry)), ["乙→甲", "2→1"]);
  assert.deepEqual(shown(filled(matrix, boxOf(matrix, a1, b1), read, isEntry)), ["乙→甲"]);
  assert.deepEqual(shown(filled(matrix, boxOf(matrix, a1), read, isEntry)), []);
});
