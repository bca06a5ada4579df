"""Contents and attachments of a report: what is announced is there."""

import re
from collections.abc import Iterator

from perfeval.core.package import Package, Report
from perfeval.core.package.report import Attachment, walk_sections
from perfeval.core.text.names import edit_distance
from perfeval.core.text.numbering import read_number
from perfeval.core.text.sentences import squeeze

from .context import Context
from .finding import Remark
from .places import attachments_of, sections_of
from .registry import HOUSE, check
from .structure import bare_title, is_empty, same_title

_REFERENCE = re.compile(
    r"(?:详见|明细见|具体见|见|附)(?:后附|附件|附表)(?P<number>[一二三四五六七八九十\d]*)|《(?P<title>[^《》]{4,60})》(?:详)?见附件"
)
_NUMBERED = re.compile(r"附件\s*([一二三四五六七八九十\d]+)")
_LISTED_BY_KIND = {
    "survey": "survey",
    "working_papers": "working_papers",
    "final_accounts": "final_accounts",
    "basic_data": "basic_data",
    "overall": "overall",
    "indicators": "overall",
    "project": "projects",
    "projects": "projects",
}


@check("C44-contents", "目录与正文标题一致", "warning", HOUSE)
def check_contents(context: Context) -> Iterator[Remark]:
    """Entries of the printed table of contents that the body does not have, attachments among them."""
    for report in context.reports:
        toc = (report.record.published or {}).get("toc")
        entries = [str(entry) for entry in toc] if isinstance(toc, list) else []
        titles = [bare_title(s.record.heading) for s in sections_of(report.record.sections, "") if s.record.heading]
        for index, entry in enumerate(entries):
            where = f"{report.where}/published/toc/{index}"
            attached = _NUMBERED.match(entry.strip())
            if attached:
                yield from _toc_attachment(where, entry, attached, report.record)
            elif not any(same_title(bare_title(entry), title) for title in titles):
                yield Remark(where, entry, "正文中的标题", f"目录有“{entry}”，正文没有这个标题。")


@check("C44-attachment", "列出的附件齐全", "error", waits=True)
def check_attachments(context: Context) -> Iterator[Remark]:
    """An attachment of a kind whose data are not in the package, or marked as absent."""
    package = context.package
    for report in context.reports:
        for attachment in attachments_of(report):
            record = attachment.record
            if not record.present or not _has_source(package, record.kind):
                message = f"附件“{_named(record)}”没有内容。"
                yield Remark(attachment.where, "空白", "附件的内容", message)


def _has_source(package: Package, kind: str) -> bool:
    """Whether the data of an attachment are there; working papers are drawn up from the indicators."""
    source = _LISTED_BY_KIND.get(kind)
    drawn_up = package.computed.working_papers if package.computed and kind == "working_papers" else None
    return source is None or bool(getattr(package, source)) or bool(drawn_up)


@check("C44-blank", "文字附件有内容", "warning", waits=True)
def check_text_attachments(context: Context) -> Iterator[Remark]:
    """A text attachment in the list without a text."""
    for report in context.reports:
        for attachment in attachments_of(report):
            record = attachment.record
            written = record.text or not all(is_empty(section) for section in walk_sections(record.sections))
            if record.kind == "text" and record.present and not written:
                message = f"附件清单列出“{_named(record)}”，材料中没有。"
                yield Remark(attachment.where, "空白", "附件的内容", message)


@check("C44-reference", "文中提到的附件都在", "warning", HOUSE)
def check_references(context: Context) -> Iterator[Remark]:
    """明细见附表, 《…报告》详见附件: what the text refers to is attached."""
    by_scope = {report.where.rpartition("/report")[0]: report.record for report in context.reports}
    for text in context.report_texts:
        attachments = by_scope[text.scope].attachments if text.scope in by_scope else []
        missing = [match[0] for match in _REFERENCE.finditer(text.text) if not _is_attached(match, attachments)]
        if missing:
            message = (
                f"文中写“{'、'.join(missing[:3])}”{'等' if len(missing) > 3 else ''}，附件中没有（{len(missing)}处）。"
            )
            yield Remark(text.where, missing[0], "相应的附件", message)


def _toc_attachment(where: str, entry: str, number: re.Match[str], report: Report) -> Iterator[Remark]:
    title = squeeze(entry[number.end() :])
    for attachment in report.attachments:
        if squeeze(attachment.number or "") == squeeze(number[0]):
            own = squeeze(attachment.toc_title or attachment.title)
            if not _names_same(title, own):
                message = f"目录写“{entry}”，附件的标题为“{attachment.title}”，应一致。"
                yield Remark(where, entry, attachment.title, message)
            return
    yield Remark(where, entry, "相应的附件", f"目录有“{entry}”，没有这个附件。")


def _names_same(title: str, own: str) -> bool:
    """The contents may shorten a title; what they may not is to change a word of it."""
    if title in own or own in title or edit_distance(title, own, 2) < 2:
        return True
    common = any(title[i : i + 2] in own for i in range(len(title) - 1))
    return common and edit_distance(title, own, 4) > 3


def _is_attached(match: re.Match[str], attachments: list[Attachment]) -> bool:
    if title := match["title"]:
        return any(
            squeeze(title) in squeeze(item.title) or squeeze(item.title) in squeeze(title) for item in attachments
        )
    if number := match["number"]:
        return any(number in (item.number or "") for item in attachments) or len(attachments) >= (_value(number) or 99)
    return bool(attachments)


def _value(number: str) -> int | None:
    found = read_number(f"{number}、")
    return found.value if found else None


def _named(attachment: Attachment) -> str:
    return f"{attachment.number or ''}{attachment.title}"
