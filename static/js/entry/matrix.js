// A table with merged cells as a grid of places: which cell covers which place.

/** @param {{cells: ArrayLike<{colSpan: number, rowSpan: number}>}[]} rows */
export class Matrix {
  constructor(rows) {
    this.places = [];
    this.origins = new Map();
    rows.forEach((row, index) => this.lay(row, index));
  }

  lay(row, index) {
    let column = 0;
    for (const cell of Array.from(row.cells)) {
      while (this.at(index, column)) column += 1;
      this.origins.set(cell, { row: index, column });
      for (let down = 0; down < cell.rowSpan; down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) this.put(index + down, column + right, cell);
      }
      column += cell.colSpan;
    }
  }

  put(row, column, cell) {
    if (!this.places[row]) this.places[row] = [];
    this.places[row][column] = cell;
  }

  /** The cell that covers a place. */
  at(row, column) {
    return this.places[row] ? this.places[row][column] : undefined;
  }

  origin(cell) {
    return this.origins.get(cell);
  }

  /** The places that a cell covers, as first and last row and column. */
  box(cell) {
    const { row, column } = this.origin(cell);
    return { top: row, left: column, bottom: row + cell.rowSpan - 1, right: column + cell.colSpan - 1 };
  }

  /** The smallest block that holds both cells. */
  boxAround(one, other) {
    const [a, b] = [this.box(one), this.box(other)];
    return {
      top: Math.min(a.top, b.top),
      left: Math.min(a.left, b.left),
      bottom: Math.max(a.bottom, b.bottom),
      right: Math.max(a.right, b.right),
    };
  }

  /** The cells of one row of a block from left to right, each once; null where a cell from further up reaches down. */
  line(row, left, right) {
    const cells = [];
    for (let column = left; column <= right && this.at(row, column); column += 1) {
      const cell = this.at(row, column);
      if (cells.length && cells[cells.length - 1].cell === cell) continue;
      cells.push({ cell, isOwn: this.origin(cell).row === row });
    }
    return cells.map((found) => (found.isOwn ? found.cell : null));
  }

  get width() {
    return this.places.reduce((widest, row) => Math.max(widest, row.length), 0);
  }

  get height() {
    return this.places.length;
  }
}
