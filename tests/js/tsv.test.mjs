import assert from "node:assert/strict";
import { test } from "node:test";

import { format, isBlock, parse } from "../../static/js/entry/tsv.js";

test("rows and cells come apart as Excel writes them, with a line end behind the last row", () => {
  assert.deepEqual(parse("一\t2\r\n三\t\r\n"), [["一", "2"], ["三", ""]]);
});

test("a quoted cell keeps its line breaks, tabs and marks", () => {
  assert.deepEqual(parse('"第一行\r\n第二行"\t"他说""好"""\n"有\t制表"\t尾'), [
    ["第一行\n第二行", '他说"好"'],
    ["有\t制表", "尾"],
  ]);
});

test("a mark that nothing closes is only a mark", () => {
  assert.deepEqual(parse('"未完\t甲\n5"寸\t乙'), [['"未完', "甲"], ['5"寸', "乙"]]);
});

test("old line ends count too, and nothing is no rows", () => {
  assert.deepEqual(parse("甲\r乙"), [["甲"], ["乙"]]);
  assert.deepEqual(parse(""), []);
  assert.deepEqual(parse("\n"), [[""]]);
});

test("what is written reads the same", () => {
  const alphabet = ["", "甲", "1,234.50", '"', '""', "\t", "\n", '引"号', "多\n行", " ", "\r\n"];
  let seed = 7;
  const pick = (count) => (seed = (seed * 48271) % 2147483647) % count;
  for (let round = 0; round < 500; round += 1) {
    const width = 1 + pick(4);
    const rows = Array.from({ length: 1 + pick(4) }, () =>
      Array.from({ length: width }, () => alphabet[pick(alphabet.length)] + alphabet[pick(alphabet.length)]),
    );
    const meant = rows.map((row) => row.map((cell) => cell.replace(/\r\n?/g, "\n")));
    assert.deepEqual(parse(`${format(rows)}\r\n`), meant);
  }
});

test("one word is no block", () => {
  assert.equal(isBlock(parse("甲")), false);
  assert.equal(isBlock(parse("甲\n")), false);
  assert.equal(isBlock(parse("甲\t乙")), true);
  assert.equal(isBlock(parse("甲\n乙")), true);
});
