"""Lines typed or pasted from a spreadsheet: cells apart by tabs, quoted where a cell has line breaks."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from perfeval.core.language import _

from ..errors import ChangeRefusedError

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong with one cell; line and column count from 1."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return _("第{line}行第{column}列：{message}").format(line=self.line, column=self.column, message=self.message)


class LinesRefusedError(ChangeRefusedError):
    """Lines of which some cannot be stored; none was. ``problems`` are all of them."""

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        self.problems = list(problems)
        super().__init__("；".join(map(str, self.problems)))


def read_lines(text: str) -> list[list[str]]:
    """The cells of each line that is not empty. Raises ChangeRefusedError where quotes do not close."""
    return list(_read(text))


def _read(text: str) -> Iterator[list[str]]:
    try:
        for cells in csv.reader(StringIO(text.replace("\r\n", "\n"), newline=""), delimiter="\t", strict=True):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield stripped
    except csv.Error as error:
        raise ChangeRefusedError(_("粘贴的内容引号不成对，或有过长的单元格")) from error
