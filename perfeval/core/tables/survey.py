"""问卷统计表: a row per option, below them total, valid questionnaires and average."""

from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import plain
from perfeval.core.package import Package, Survey
from perfeval.core.package.tables import SurveyQuestion
from perfeval.core.scheme import NumberFormat, Scheme
from perfeval.core.scheme.lists import SurveyForm
from perfeval.core.scheme.templates import fill

from .cells import blank, computed, head, label, number_entry, plain_text, shaped, text_entry
from .context import NoSuchTable
from .model import Cell, Row, Table
from .page import attachment_number, page_table
from .placeholders import package_values

COUNT = NumberFormat()


def survey_tables(package: Package, scheme: Scheme) -> list[Table]:
    """The survey's table; none where the package has no survey or the scheme no layout for one."""
    try:
        return [survey_table(package, scheme)]
    except NoSuchTable:
        return []


def survey_table(package: Package, scheme: Scheme) -> Table:
    """The survey. Raises NoSuchTable where there is none, or no layout for one."""
    layout, survey = scheme.survey, package.survey
    if layout is None or survey is None:
        raise NoSuchTable("survey")
    values = package_values(package)
    heads = Row(tuple(head(fill(heading, values)) for heading in layout.headings), role="head")
    questions = [row for index, question in enumerate(survey.questions) for row in _question_rows(question, index)]
    return page_table(
        layout,
        key="survey",
        values=values,
        widths=layout.widths,
        rows=[heads, *questions, *_foot(survey, layout, scheme)],
        number=attachment_number(scheme, ("survey",), values),
        ref="/survey",
    )


def _question_rows(question: SurveyQuestion, index: int) -> Iterator[Row]:
    """Number and text merged over the options; one empty row where there is no option."""
    ref = f"/survey/questions/{index}"
    height = max(len(question.options), 1)
    question_cells = (
        shaped(plain_text(str(index + 1), align="center"), 1, height),
        shaped(text_entry(question.text, f"{ref}/text", "lines"), 1, height),
    )
    for position in range(height):
        first = question_cells if position == 0 else ()
        yield Row((*first, *_option_cells(question, position, ref)), anchor=ref)


def _option_cells(question: SurveyQuestion, position: int, ref: str) -> tuple[Cell, ...]:
    if position >= len(question.options):
        return blank(), blank(), blank()
    option, here = question.options[position], f"{ref}/options/{position}"
    count = None if option.count is None else Decimal(option.count)
    return (
        text_entry(option.label, f"{here}/label"),
        number_entry(option.points, f"{here}/points", COUNT),
        number_entry(count, f"{here}/count", COUNT),
    )


def _foot(survey: Survey, layout: SurveyForm, scheme: Scheme) -> list[Row]:
    result, decimals = survey.computed, NumberFormat(decimals=scheme.scoring.survey_decimals)
    ref = "/survey/computed"
    best = computed(result.full_points if result else None, f"{ref}/full_points", COUNT, "各题最高分值之和")
    total = computed(result.total if result else None, f"{ref}/total", COUNT, "各选项标准分值 × 问卷数之和")
    valid = number_entry(None if survey.valid is None else Decimal(survey.valid), "/survey/valid", COUNT)
    average = computed(result.average if result else None, f"{ref}/average", decimals, _explain_average(survey))
    return [
        _foot_row(layout.total_label, best, total),
        _foot_row(layout.valid_label, blank(), valid),
        _foot_row(layout.average_label, blank(), average),
    ]


def _foot_row(text: str, points: Cell, count: Cell) -> Row:
    return Row((shaped(label(text), 3), points, count), role="total")


def _explain_average(survey: Survey) -> str | None:
    result = survey.computed
    if result is None or result.total is None or not survey.valid or result.average is None:
        return None
    return f"问卷总分{plain(result.total)} ÷ 有效问卷{survey.valid}份 = {plain(result.average)}"
