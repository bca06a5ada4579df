"""满意度调查: questions with their answers, points and how many chose them."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from perfeval.core.package import Survey
from perfeval.core.package.tables import SurveyQuestion, SurveyResult
from perfeval.core.tables.cells import computed, label, shaped
from perfeval.core.tables.model import Row, Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import SelfEvaluation

from ..screens.progress import Progress
from .counting import Counts
from .form import PLAIN, Block, grid, headings, labelled, line, lines, number, summed

_REF = "/survey"


def survey(loaded: Loaded) -> list[Block]:
    """The numbers of questionnaires, the questions, and the answers of each."""
    found = loaded.package.survey or Survey()
    blocks = [Block(_head(found)), Block(_questions(found), kind="surveyquestion", counted=1)]
    for index, question in enumerate(found.questions):
        owner = int(loaded.fields[f"{_REF}/questions/{index}/text"].split(".")[1])
        blocks.append(Block(_options(question, index), kind="surveyoption", owner=owner))
    return blocks


def _head(found: Survey) -> Table:
    result = found.computed or SurveyResult()
    rows = [
        labelled(_("问卷标题"), line(found.title, f"{_REF}/title")),
        labelled(_("发放份数"), number(found.issued, f"{_REF}/issued")),
        labelled(_("收回份数"), number(found.returned, f"{_REF}/returned")),
        labelled(_("有效份数"), number(found.valid, f"{_REF}/valid")),
        labelled(_("问卷总分"), computed(result.total, f"{_REF}/computed/total", PLAIN, _("各选项分值 × 份数之和"))),
        labelled(_("平均得分"), computed(result.average, f"{_REF}/computed/average", PLAIN, _("问卷总分 ÷ 有效份数"))),
    ]
    return grid("survey", _("问卷"), (30, 70), rows)


def _questions(found: Survey) -> Table:
    rows = [headings(_("题号"), _("题目"))]
    for index, question in enumerate(found.questions):
        ref = f"{_REF}/questions/{index}"
        rows.append(Row((label(str(index + 1)), lines(question.text, f"{ref}/text")), anchor=ref))
    return grid("questions", _("题目"), (10, 90), rows)


def _options(question: SurveyQuestion, index: int) -> Table:
    rows = [headings(_("选项"), _("分值"), _("份数")), *_option_rows(question, f"{_REF}/questions/{index}")]
    counts = (None if option.count is None else Decimal(option.count) for option in question.options)
    answered = summed(counts, f"{_REF}/questions/{index}/computed/answered", _("各选项份数之和"))
    rows.append(Row((shaped(label(_("合计份数")), 2), shaped(answered, align="center")), "total"))
    return grid(f"options-{index}", f"{index + 1}. {question.text}", (60, 20, 20), rows)


def _option_rows(question: SurveyQuestion, ref: str) -> Iterator[Row]:
    for index, option in enumerate(question.options):
        here = f"{ref}/options/{index}"
        cells = (
            line(option.label, f"{here}/label"),
            number(option.points, f"{here}/points"),
            number(option.count, f"{here}/count"),
        )
        yield Row(cells, anchor=here)


def survey_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """How many answers have a count."""
    return Progress(max(counts.options, 1), counts.blank_options if counts.options else 1)
