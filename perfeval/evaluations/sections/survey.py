"""满意度调查: the numbers of questionnaires, how many chose each answer, and the questions."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from perfeval.core.package import Survey
from perfeval.core.package.tables import SurveyQuestion, SurveyResult
from perfeval.core.tables.cells import blank, computed, label, shaped
from perfeval.core.tables.model import Row, Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import SelfEvaluation

from ..screens.progress import Progress
from .counting import Counts
from .form import PLAIN, Block, grid, headings, labelled, line, lines, number, summed

_REF = "/survey"
_NUMBERS = ("issued", "returned", "valid")


def survey(loaded: Loaded) -> list[Block]:
    """The numbers of questionnaires, all answers with their counts in one column, and the wording of the questions."""
    found = loaded.package.survey or Survey()
    fields = (loaded.fields[f"{_REF}/questions/{index}/text"] for index in range(len(found.questions)))
    owners = tuple(
        (int(field.split(".")[1]), f"{number}. {question.text}")
        for number, (field, question) in enumerate(zip(fields, found.questions, strict=True), 1)
    )
    hint = _("份数可以从Excel整列粘贴；各题份数之和应等于有效份数")
    return [
        Block(_head(found)),
        Block(_answers(found), kind="surveyoption" if owners else "", owners=owners, counted=2, hint=hint),
        Block(_questions(found), kind="surveyquestion", counted=1, hint=_("题目文字在这里修改，上表随之更新")),
    ]


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


def _answers(found: Survey) -> Table:
    rows = [headings(_("题号"), _("题目"), _("选项"), _("分值"), _("份数"), _("合计份数"))]
    for index, question in enumerate(found.questions):
        rows += _answer_rows(question, index)
    return grid("answers", _("选项与份数"), (6, 34, 28, 10, 11, 11), rows)


def _answer_rows(question: SurveyQuestion, index: int) -> Iterator[Row]:
    """Number, text and sum merged over the answers; one row where there is none yet."""
    ref = f"{_REF}/questions/{index}"
    height = max(len(question.options), 1)
    counts = (None if option.count is None else Decimal(option.count) for option in question.options)
    answered = summed(counts, f"{ref}/computed/answered", _("各选项份数之和"))
    before = (shaped(label(str(index + 1)), 1, height), shaped(label(question.text, align="left"), 1, height))
    after = (shaped(answered, 1, height, align="center"),)
    if not question.options:
        yield Row((*before, blank(), blank(), blank(), *after))
    for position, option in enumerate(question.options):
        here = f"{ref}/options/{position}"
        cells = (
            line(option.label, f"{here}/label"),
            number(option.points, f"{here}/points"),
            number(option.count, f"{here}/count"),
        )
        first = position == 0
        yield Row((*(before if first else ()), *cells, *(after if first else ())), anchor=here)


def survey_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """The three numbers of questionnaires, and a count for each answer."""
    total = max(counts.options, 1) + len(_NUMBERS)
    typed = counts.options - counts.blank_options + counts.survey_numbers
    return Progress(total, total - typed)
