// What copying, pasting and filling down mean for a block of cells. Pure: cells are whatever `read` and `isEntry` know.

/**
 * @param {import("./matrix.js").Matrix} matrix
 * @param {{top: number, left: number, bottom: number, right: number}} box
 * @param {(cell: object) => string} read
 * @returns {string[][]} the block as rows of texts; a merged cell has its text at its upper left place
 */
export function copied(matrix, box, read) {
  const rows = [];
  for (let row = box.top; row <= box.bottom; row += 1) {
    const line = matrix.line(row, box.left, box.right);
    rows.push(line.map((cell) => (cell ? read(cell) : "")));
  }
  return rows;
}

/**
 * Where the texts of a pasted block go: its first text into the cell at `box`, the others to the right and below; a
 * single text fills the whole box.
 *
 * @returns {{changes: Map<object, string>, skipped: number, left: number}} `skipped` texts meet a cell that is not
 *   typed in, `left` rows or columns find no place
 */
export function pasted(matrix, box, texts, isEntry) {
  const changes = new Map();
  let skipped = 0;
  const single = texts.length === 1 && texts[0].length === 1;
  const height = single ? box.bottom - box.top + 1 : texts.length;
  for (let down = 0; down < height && box.top + down < matrix.height; down += 1) {
    const line = matrix.line(box.top + down, box.left, single ? box.right : matrix.width - 1);
    const row = single ? line.map(() => texts[0][0]) : texts[down];
    row.slice(0, line.length).forEach((text, position) => {
      if (line[position] && isEntry(line[position])) changes.set(line[position], text.trim());
      else if (text.trim() && !single) skipped += 1;
    });
  }
  return { changes, skipped, left: Math.max(0, box.top + height - matrix.height) };
}

/** The first row of a block into the rows below; of a single row, the row above it into it. */
export function filled(matrix, box, read, isEntry) {
  const changes = new Map();
  const source = box.top === box.bottom ? box.top - 1 : box.top;
  if (source < 0) return changes;
  const line = copied(matrix, { ...box, top: source, bottom: source }, read)[0];
  const above = matrix.line(source, box.left, box.right);
  for (let row = source + 1; row <= box.bottom; row += 1) {
    matrix.line(row, box.left, box.right).forEach((cell, position) => {
      if (cell && isEntry(cell) && above[position] && isEntry(above[position])) changes.set(cell, line[position]);
    });
  }
  return changes;
}
