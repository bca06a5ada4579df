"""Every text of a package that an officer wrote or a reader sees, with its place."""

from collections.abc import Iterator

from perfeval.core.package import Package, Project, Report, Section, Sheet, pointer

from .places import Leaf, Placed, Text, attachments_of, nodes_of, reports_of, scope_of, sections_of, sheets_of

INDICATOR_FIELDS = ("explanation", "standard", "data_source", "basis", "deviation", "override_reason")
_PROJECT_FIELDS = ("goal_text", "completion_text")


def report_texts(package: Package) -> list[Text]:
    """Texts of the reports and their attachments, headings apart."""
    return [text for report in reports_of(package) for text in _of_report(report)]


def form_texts(package: Package) -> list[Text]:
    """Texts of the forms: goals, analysis, deviations, and the columns of the indicators."""
    return [text for sheet in sheets_of(package) for text in _of_sheet(sheet)]


def headings(package: Package) -> list[Text]:
    """Headings of all sections."""
    return [
        Text(f"{section.where}/heading", section.record.heading, scope_of(report.where), section.record.heading)
        for report in reports_of(package)
        for section in _sections(report)
        if section.record.heading
    ]


def other_texts(package: Package) -> Iterator[Text]:
    """Names of indicators and projects, texts of working papers, free parts of the accounts' sentences."""
    for sheet in sheets_of(package):
        yield from _names(sheet)
    for index, paper in enumerate(package.working_papers):
        for position, row in enumerate(paper.rows):
            if row.text:
                yield Text(f"/working_papers/{index}/rows/{position}/text", row.text, "", row.label or "", "paper")
    for key, value in (package.final_accounts.texts if package.final_accounts else {}).items():
        if value:
            yield Text("/final_accounts/texts" + pointer([key]), value, "", "", "sentence")


def _names(sheet: Placed[Sheet]) -> Iterator[Text]:
    for leaf in nodes_of(sheet):
        yield Text(f"{leaf.where}/name", leaf.record.name, scope_of(sheet.where), kind="name")
    if isinstance(sheet.record, Project):
        yield Text(f"{sheet.where}/name", sheet.record.name, "", kind="name")


def section_texts(section: Placed[Section]) -> Iterator[tuple[str, str]]:
    """(pointer, text) of one section as an officer wrote it, with its 【】 fields filled.

    Of a mechanical sentence only what was typed for it: the rest follows from the data.
    """
    record = section.record
    if record.blocks:
        computed = (record.computed.blocks if record.computed else None) or [None] * len(record.blocks)
        pairs = zip(record.blocks, computed, strict=True)
        texts = [block.text if block.sentence or text is None else text for block, text in pairs]
        if any(texts):
            yield f"{section.where}/blocks", "\n\n".join(text for text in texts if text)
    elif record.computed and record.computed.text:
        yield f"{section.where}/text", record.computed.text
    elif record.text:
        yield f"{section.where}/text", record.text


def _of_report(report: Placed[Report]) -> Iterator[Text]:
    scope = scope_of(report.where)
    for section in _sections(report):
        for where, text in section_texts(section):
            yield Text(where, text, scope, section.record.heading or "")
    for attachment in attachments_of(report):
        if attachment.record.text:
            yield Text(f"{attachment.where}/text", attachment.record.text, scope, attachment.record.title)


def _sections(report: Placed[Report]) -> Iterator[Placed[Section]]:
    yield from sections_of(report.record.sections, f"{report.where}/sections")
    for attachment in attachments_of(report):
        yield from sections_of(attachment.record.sections, f"{attachment.where}/sections")


def _of_sheet(sheet: Placed[Sheet]) -> Iterator[Text]:
    scope = scope_of(sheet.where)
    yield from _of_goals(sheet, scope)
    for leaf in nodes_of(sheet):
        yield from _of_indicator(leaf, scope)
    for index, box in enumerate(sheet.record.analysis):
        if box.text:
            yield Text(f"{sheet.where}/analysis/{index}/text", box.text, scope, box.label, "analysis")
    if text := sheet.record.deviation_text:
        yield Text(f"{sheet.where}/deviation_text", text, scope, kind="analysis")


def _of_goals(sheet: Placed[Sheet], scope: str) -> Iterator[Text]:
    for index, goal in enumerate(sheet.record.goals):
        for field in ("expected", "actual"):
            if text := getattr(goal, field):
                yield Text(f"{sheet.where}/goals/{index}/{field}", text, scope, kind="goal")
    for field in _PROJECT_FIELDS:
        if text := getattr(sheet.record, field, None):
            yield Text(f"{sheet.where}/{field}", text, scope, kind="goal")


def _of_indicator(leaf: Leaf, scope: str) -> Iterator[Text]:
    for field in INDICATOR_FIELDS:
        if text := getattr(leaf.record, field):
            yield Text(f"{leaf.where}/{field}", text, scope, leaf.record.name, "indicator")
