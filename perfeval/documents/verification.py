"""Whether a PDF is what it claims to be: its signatures, and whether its figures follow from the data it carries."""

import difflib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

import pikepdf
from asn1crypto import x509

from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.package import Package, PackageError, read_package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import SchemeError

from .embedded import NoDataError, embedded_data
from .output import named_document
from .printed import UnreadableError, page_texts
from .signatures.checking import Signature, signatures_in

MOST_DATA = 20 * 1024 * 1024
"""Bytes of attached data that are looked at."""

MOST_DIFFERENCES = 20
"""Differences that are listed; who sees so many knows enough."""

_WORD = re.compile(r"\d[\d,.]*%?|[^\d]")
_AROUND = 8
"""Characters before a difference that say where it is."""

SchemeFor = Callable[[Package], Scheme]


class DataState(Enum):
    """How the printed pages stand to the attached data."""

    IDENTICAL = "identical"
    """Drawn again from the data, the document is the same byte by byte."""
    SAME_TEXT = "same"
    """It says the same on every page."""
    DIFFERENT = "different"
    """It says something else than the data give."""
    NONE = "none"
    """There are no data, or none that can be read."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the page says something else than what follows from the data."""

    page: int
    around: str
    printed: str
    expected: str

    def __str__(self) -> str:
        return _("第{page}页“{around}”之后：印着“{printed}”，按附带数据应为“{expected}”").format(
            page=self.page,
            around=self.around,
            printed=self.printed or _("（空）"),
            expected=self.expected or _("（空）"),
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything that can be said about a file. ``remark`` says why the data could not be compared."""

    signatures: tuple[Signature, ...]
    data: DataState
    differences: tuple[Difference, ...] = ()
    remark: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it can be relied on: every signature holds, and the pages say what the data give."""
        holds = all(signature.is_good for signature in self.signatures)
        return holds and self.data in (DataState.IDENTICAL, DataState.SAME_TEXT)

    @property
    def data_line(self) -> str:
        """The finding about the data in a sentence."""
        return {
            DataState.IDENTICAL: _("由附带的数据重新生成，与本文件逐字节一致"),
            DataState.SAME_TEXT: _("由附带的数据重新计算，各页文字和数字一致"),
            DataState.DIFFERENT: _("印出的内容与附带的数据不一致"),
            DataState.NONE: self.remark,
        }[self.data]


def verify(pdf: bytes, scheme_for: SchemeFor, trusted: Sequence[x509.Certificate] = ()) -> Verification:
    """Look at everything. Never raises what the file could cause: an unreadable one is said to be so."""
    signatures = tuple(signatures_in(pdf, trusted))
    try:
        package = read_package(embedded_data(pdf, MOST_DATA))
        again = drawn_again(package, scheme_for(package))
        return _compared(pdf, again, signatures)
    except PackageError:
        return Verification(signatures, DataState.NONE, remark=_("附带的数据包不完好"))
    except (NoDataError, SchemeError) as error:
        return Verification(signatures, DataState.NONE, remark=str(error))
    except UnreadableError:
        return Verification(signatures, DataState.NONE, remark=_("页面内容不是由本程序生成的，不能逐字核对"))


def drawn_again(package: Package, scheme: Scheme) -> bytes:
    """The document that follows from the data."""
    return named_document(compute(package, scheme), scheme)[1].pdf


def _compared(pdf: bytes, again: bytes, signatures: tuple[Signature, ...]) -> Verification:
    if pdf[: len(again)] == again and (len(pdf) == len(again) or signatures):
        return Verification(signatures, DataState.IDENTICAL)
    found = tuple(_first(_differences(pdf, again)))
    remark = "" if _tool(pdf) == _tool(again) else _("文件由另一版本的程序生成，排版上的差别也列在其中")
    return Verification(signatures, DataState.DIFFERENT if found else DataState.SAME_TEXT, found, remark)


def _tool(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as xmp:
        return str(xmp.get("xmp:CreatorTool", ""))


def _first(differences: Iterator[Difference]) -> Iterator[Difference]:
    yield from (difference for difference, _number in zip(differences, range(MOST_DIFFERENCES), strict=False))


def _differences(pdf: bytes, again: bytes) -> Iterator[Difference]:
    with pikepdf.open(io.BytesIO(pdf)) as printed, pikepdf.open(io.BytesIO(again)) as expected:
        pages = zip_longest(page_texts(printed), page_texts(expected), fillvalue="")
        for number, (text, wanted) in enumerate(pages, start=1):
            if text != wanted:
                yield from _page_differences(number, _WORD.findall(text), _WORD.findall(wanted))


def _page_differences(page: int, printed: list[str], expected: list[str]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(a=printed, b=expected, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            around = _line(printed[:start])[-_AROUND:]
            yield Difference(page, around, _line(printed[start:end]), _line(expected[other_start:other_end]))


def _line(words: list[str]) -> str:
    return "".join(words).replace("\n", "")
