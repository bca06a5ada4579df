// Blocks of cells as Excel and WPS put them on the clipboard: tabs between cells, line ends between rows; a cell with
// a tab, a line break or a quotation mark stands in quotation marks, with its own ones doubled.

const MUST_QUOTE = /["\t\n\r]/;

/** @returns {string[][]} the rows; none for an empty text */
export function parse(text) {
  const rows = [[]];
  let cell = "";
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    if (cell === "" && character === '"' && closingQuote(text, position) > 0) {
      const end = closingQuote(text, position);
      cell = text.slice(position + 1, end).replace(/""/g, '"');
      position = end + 1;
    } else if (character === "\t" || character === "\n" || character === "\r") {
      rows[rows.length - 1].push(cell);
      cell = "";
      if (character !== "\t") rows.push([]);
      position += text.startsWith("\r\n", position) ? 2 : 1;
    } else {
      cell += character;
      position += 1;
    }
  }
  rows[rows.length - 1].push(cell);
  return withoutLastLineEnd(rows).map((row) => row.map((one) => one.replace(/\r\n?/g, "\n")));
}

/** The place of the mark that ends a quoted cell; -1 where the mark at the start is only a mark. */
function closingQuote(text, start) {
  for (let position = start + 1; position < text.length; position += 1) {
    if (text[position] !== '"') continue;
    if (text[position + 1] === '"') position += 1;
    else return /[\t\n\r]/.test(text[position + 1] || "\n") ? position : -1;
  }
  return -1;
}

function withoutLastLineEnd(rows) {
  const last = rows[rows.length - 1];
  return last.length === 1 && last[0] === "" ? rows.slice(0, -1) : rows;
}

/** @param {string[][]} rows */
export function format(rows) {
  return rows.map((row) => row.map(quoted).join("\t")).join("\r\n");
}

function quoted(cell) {
  return MUST_QUOTE.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

/** Whether a pasted text is a block and not just words. */
export function isBlock(rows) {
  return rows.length > 1 || (rows.length === 1 && rows[0].length > 1);
}
