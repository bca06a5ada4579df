"""Blocks of cells as spreadsheets put them on the clipboard (see ``static/js/entry/tsv.js``, which reads the same).

Tabs between cells, line ends between rows. A cell with a tab, a line break or a quotation mark stands in quotation
marks, with its own ones doubled; a mark that nothing closes is only a mark.
"""

import re
from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n?|\n")
_MUST_QUOTE = re.compile(r'["\t\r\n]')


def parse_tsv(text: str) -> list[list[str]]:
    """The rows of a pasted text, each with its cells; the line end behind the last row begins no new one."""
    rows: list[list[str]] = [[]]
    for cell, end in _cells(text):
        rows[-1].append(cell)
        if end not in ("\t", ""):
            rows.append([])
    return rows if rows[-1] not in ([], [""]) else rows[:-1]


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Each cell with what ends it: a tab, a line end, or nothing at the end of the text."""
    position = 0
    while True:
        quoted = _QUOTED.match(text, position)
        found = quoted or _PLAIN.match(text, position)
        if found is None:
            return
        cell = found[1].replace('""', '"') if quoted else found[0]
        line_end = _LINE_END.match(text, found.end())
        end = line_end[0] if line_end else text[found.end() : found.end() + 1]
        yield _LINE_END.sub("\n", cell), end
        position = found.end() + len(end)
        if not end:
            return


def format_tsv(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a text to be pasted into a spreadsheet."""
    return "\r\n".join("\t".join(_written(cell) for cell in row) for row in rows)


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _MUST_QUOTE.search(cell) else cell
