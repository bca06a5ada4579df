"""A new sheet as the scheme prescribes it: fund rows, one empty goal, indicators, text boxes."""

from collections.abc import Mapping
from typing import Any

from perfeval.core.package.report import Attachment, Block, Report, Section
from perfeval.core.package.sheets import Analysis, FundRow, Goal, NatureAmount, Project, Sheet
from perfeval.core.package.tables import BasicData, Survey

from .layout import AnalysisBlock, AnyBlock, Form, SimpleBlock, StackBlock
from .outline import FundRowTemplate, OutlineBlock, OutlineSection, SchemeAttachment
from .scheme import Scheme
from .templates import fill


def blank_overall(scheme: Scheme) -> Sheet:
    """An empty 部门整体支出绩效自评表."""
    return Sheet(
        funds=_fund_rows(scheme.fund_rows.overall),
        funds_by_nature=[NatureAmount(group=row.group, label=row.label) for row in scheme.nature_rows],
        goals=[Goal()],
        indicators=scheme.indicator_template.overall,
        analysis=_analysis(scheme.forms.overall),
    )


def blank_project(scheme: Scheme, name: str) -> Project:
    """An empty 项目支出绩效自评表 of the project with this name."""
    return Project(
        name=name,
        funds=_fund_rows(scheme.fund_rows.project),
        goals=[Goal()],
        indicators=scheme.indicator_template.project,
        analysis=_analysis(scheme.forms.project),
    )


def blank_basic_data(scheme: Scheme, year: int) -> BasicData | None:
    """An empty 基础数据表 of this year; None where the scheme has none."""
    template = scheme.basic_data_template
    if template is None:
        return None
    values = {"year": str(year), "prior_year": str(year - 1)}
    return BasicData.model_validate(_filled(template.model_dump(mode="json", exclude_unset=True), values))


def blank_survey(scheme: Scheme, year: int, department: str) -> Survey | None:
    """The questions of this scheme's survey, not answered yet; None where it has none."""
    template = scheme.survey_template
    if template is None:
        return None
    values = {"year": str(year), "department": department}
    return Survey.model_validate(_filled(template.model_dump(mode="json", exclude_unset=True), values))


def blank_report(scheme: Scheme, year: int, department: str) -> Report:
    """The report with the headings, sentences and attachments of this scheme, and no text of an officer's yet."""
    values = {"year": str(year), "prior_year": str(year - 1), "department": department}
    outline = scheme.outline
    return Report(
        title=fill(outline.title, values),
        cover=outline.cover,
        toc=outline.toc,
        sections=[_blank_section(section, values) for section in outline.sections],
        attachments=[_blank_attachment(attachment, values) for attachment in scheme.attachments],
    )


def blank_project_report(scheme: Scheme, year: int, department: str, project: str) -> Report | None:
    """The report of one project with this scheme's headings and sentences; None where projects have none."""
    outline = scheme.outline.project
    if outline is None:
        return None
    values = {"year": str(year), "prior_year": str(year - 1), "department": department, "project": project}
    return Report(
        title=fill(outline.title, values),
        inner_title=fill(outline.inner_title, values) or None,
        cover=outline.cover,
        sections=[_blank_section(section, values) for section in outline.sections],
    )


def _blank_section(section: OutlineSection, values: Mapping[str, str]) -> Section:
    document: dict[str, object] = {
        "heading": None if section.heading is None else fill(section.heading, values),
        "run_in": section.run_in,
        "sections": [_blank_section(below, values) for below in section.sections],
    }
    if section.blocks:
        document["blocks"] = [_blank_block(block, values) for block in section.blocks]
    return Section.model_validate(document)


def _blank_block(block: OutlineBlock, values: Mapping[str, str]) -> Block:
    given = block.model_dump(exclude_none=True)
    return Block.model_validate(given | ({"text": fill(block.text, values)} if block.text is not None else {}))


def _blank_attachment(attachment: SchemeAttachment, values: Mapping[str, str]) -> Attachment:
    """One for all projects has no number and name of a single one; a text without an outline has one section."""
    outline = attachment.sections or ([OutlineSection()] if attachment.kind == "text" else [])
    document: dict[str, object] = {
        "title": fill(attachment.title, values),
        "kind": attachment.kind,
        "sections": [_blank_section(section, values) for section in outline],
    }
    if number := fill(attachment.number, values).rstrip("-－—"):
        document["number"] = number
    return Attachment.model_validate(document)


def simple_blocks(block: AnyBlock) -> list[SimpleBlock]:
    """The block itself, or what a stack holds."""
    return block.blocks if isinstance(block, StackBlock) else [block]


def _fund_rows(templates: list[FundRowTemplate]) -> list[FundRow]:
    return [FundRow(key=row.key, label=row.label) for row in templates]


def _analysis(form: Form) -> list[Analysis]:
    boxes = [part for block in form.blocks for part in simple_blocks(block) if isinstance(part, AnalysisBlock)]
    return [Analysis(label=item) for box in boxes for group in box.groups for item in group.items]


def _filled(data: Any, values: Mapping[str, str]) -> Any:
    """JSON data with the placeholders in its texts replaced."""
    if isinstance(data, dict):
        return {key: _filled(value, values) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(item, values) for item in data]
    return fill(data, values) if isinstance(data, str) else data
