"""A report as it is bound: cover, evaluation group, contents, text with its account tables, signature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfeval.core.package import Package, Report, Section
from perfeval.core.package.report import Attachment, walk_sections
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.templates import fill
from perfeval.core.tables import Table, accounts_tables
from perfeval.core.tables.placeholders import Values, chinese_date
from perfeval.core.text.numbering import read_number, title_of
from perfeval.core.text.numerals import write_numeral

from .blocks import Block, Contents, Cover, Heading, Paragraph, Part, Signature
from .inlined import Inlined
from .prose import heading_level, section_blocks

MOST_LISTED = 60
"""Characters of an attachment's name in the list below the text."""


_ACCOUNTS = re.compile("决算表$")


@dataclass(frozen=True, slots=True)
class Binding:
    """What a report is bound with: its values for placeholders, its number as an attachment, its name in files."""

    package: Package
    scheme: Scheme
    values: Values
    number: str = ""
    key: str = "report"

    @property
    def title(self) -> str:
        """What the report is called where it has no title of its own."""
        return fill(self.scheme.outline.title, self.values)


def report_parts(report: Report, binding: Binding, inlined: Inlined, *, whole: bool = True) -> list[Part]:
    """All parts of a report in their order. A report that is not the ``whole`` document has no group and contents."""
    body = list(_body_parts(report, binding, inlined))
    group = inlined.members() if whole else None
    members = [replace(Part.of_table(group), numbered=not report.cover)] if group else []
    cover = [_cover_part(report, binding)] if report.cover else []
    contents = [contents_part()] if whole and report.toc else []
    before, after = (members, []) if report.cover else ([], members)
    return [*cover, *before, *contents, *body, *after]


def contents_part() -> Part:
    """The table of contents, still without lines."""
    return Part("contents", "目录", (Contents(),), numbered=False)


def is_for_attachments(section: Section) -> bool:
    """Whether a section only announces the attachments behind it (第五部分 附件)."""
    return title_of(section.heading or "") == "附件" and not (section.text or section.sections or section.blocks)


def _cover_part(report: Report, binding: Binding) -> Part:
    outline = binding.scheme.outline
    own = tuple(f"{field.label}：{field.value or ''}" for field in report.cover_fields)
    lines = own or tuple(fill(line, binding.values) for line in outline.cover_lines)
    day = chinese_date(report.date or "")
    shown = day[: day.find("月") + 1] if outline.cover_date == "month" and "月" in day else day
    title = report.title or binding.title
    return Part(f"{binding.key}-cover", "封面", (Cover(title, lines, shown, binding.number),), numbered=False)


def _body_parts(report: Report, binding: Binding, inlined: Inlined) -> Iterator[Part]:
    """The text: one part that runs on, and where it is divided (第一部分) one for each division."""
    inlined.know(walk_sections(report.sections))
    tables = {table.title: table for table in accounts_tables(binding.package)}
    waiting: list[Block] = list(_title(report, binding))
    place = 0
    for section in report.sections:
        forms = _forms_of(section, tables)
        if (heading_level(section.heading or "", 1) == 0 or forms) and waiting:
            yield _text_part(binding, place, waiting)
            waiting, place = [], place + 1
        if forms:
            yield from _divided_forms(section, forms, binding, inlined)
        else:
            waiting += section_blocks([section], inlined)
    waiting += _closing(report, binding)
    if waiting:
        yield _text_part(binding, place, waiting)


def _text_part(binding: Binding, place: int, blocks: Sequence[Block]) -> Part:
    return Part(f"{binding.key}-{place + 1}" if place else binding.key, "自评报告", tuple(blocks))


def _title(report: Report, binding: Binding) -> Iterator[Block]:
    """The title above the text; a document in divisions has it on its cover only."""
    divided = any(heading_level(section.heading or "", 1) == 0 for section in report.sections)
    if report.cover and divided and not report.inner_title:
        return
    if binding.number and not report.cover:
        yield Paragraph(binding.number, "number")
    yield Paragraph(report.inner_title or report.title or binding.title, "title")


def _forms_of(section: Section, tables: dict[str, Table]) -> list[Table]:
    """The account tables that the subsections stand for; none unless every one does. All where the heading says so."""
    if _is_for_accounts(section):
        return list(tables.values())
    titles = [title_of(below.heading or "") for below in section.sections]
    return [tables[title] for title in titles] if titles and all(title in tables for title in titles) else []


def _is_for_accounts(section: Section) -> bool:
    """Whether a section only announces the tables of the accounts (第二部分 2022年部门决算表)."""
    return _ACCOUNTS.search(section.heading or "") is not None and not (
        section.text or section.sections or section.blocks
    )


def _divided_forms(section: Section, forms: Sequence[Table], binding: Binding, inlined: Inlined) -> Iterator[Part]:
    """A page with the heading, then its tables, one a page."""
    heading = section.heading or ""
    inlined.used.update(table.key for table in forms)
    level = heading_level(heading, 1)
    yield Part(f"{binding.key}-forms", heading, (Heading(heading, level, depth=1, listed=1),))
    for number, table in enumerate(forms, start=1):
        below = (section.sections[number - 1].heading or "") if section.sections else ""
        listed = below if read_number(below) else f"{write_numeral(number)}、{table.title}"
        yield replace(Part.of_table(table), listed=listed, listed_level=2, group=heading)


def _closing(report: Report, binding: Binding) -> Iterator[Block]:
    """附件说明, and 落款 where no cover says who and when."""
    if not report.toc:
        yield from _attachment_list(report.attachments)
    signature = report.signature
    if signature or not report.cover:
        organisation = (signature.organisation if signature else None) or _signing(binding.package)
        day = (signature.date if signature else None) or report.date or ""
        yield Signature(organisation, chinese_date(day))


def _signing(package: Package) -> str:
    """Who signs: an organisation among the signatories that stands for itself, else the department."""
    alone = (member.organisation for member in package.signatories if member.organisation and not member.name)
    return next(alone, package.department.name)


def _attachment_list(attachments: Sequence[Attachment]) -> Iterator[Paragraph]:
    numbered = [attachment for attachment in attachments if attachment.number]
    for index, attachment in enumerate(numbered):
        number = (attachment.number or "").removeprefix("附件").strip()
        line = f"{number}. {attachment.title[:MOST_LISTED]}"
        yield Paragraph(line, "attached") if index else Paragraph(f"附件：{line}", "attached-first")
