"""A new sheet as the scheme prescribes it: fund rows, one empty goal, indicators, text boxes."""

from perfeval.core.package.sheets import Analysis, FundRow, Goal, NatureAmount, Project, Sheet

from .layout import AnalysisBlock, AnyBlock, Form, SimpleBlock, StackBlock
from .outline import FundRowTemplate
from .scheme import Scheme


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


def simple_blocks(block: AnyBlock) -> list[SimpleBlock]:
    """The block itself, or what a stack holds."""
    return block.blocks if isinstance(block, StackBlock) else [block]


def _fund_rows(templates: list[FundRowTemplate]) -> list[FundRow]:
    return [FundRow(key=row.key, label=row.label) for row in templates]


def _analysis(form: Form) -> list[Analysis]:
    boxes = [part for block in form.blocks for part in simple_blocks(block) if isinstance(part, AnalysisBlock)]
    return [Analysis(label=item) for box in boxes for group in box.groups for item in group.items]
