"""All sections that are filled in as grids, in the order of the task list."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from perfeval.core.package.tables import walk_rows
from perfeval.core.scheme.scheme import Scheme
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services.lists import Part

from . import accounts, basics, figures, survey
from .counting import Counts
from .form import SectionForm

_THREE_PUBLIC = "three_public"
FILING, ACCOUNTS, DATA = _("填报信息"), _("决算数据"), _("清单与数据")

_FORMS = (
    SectionForm("basics", _("基本信息"), FILING, basics.basics, basics.basics_progress, basics.basics_names),
    SectionForm("facts", _("收支与人员"), FILING, figures.figures, figures.figures_progress, figures.figures_names),
    SectionForm("three-public", _("“三公”经费"), FILING, figures.three_public, figures.three_public_progress),
    SectionForm("tasks", _("重点任务"), FILING, figures.tasks, figures.tasks_progress),
    SectionForm("members", _("评价组人员"), FILING, basics.members, basics.members_progress),
    SectionForm("survey", _("满意度调查"), DATA, survey.survey, survey.survey_progress, needs=Part.SURVEY),
    SectionForm(
        "accounts-revenue", _("收入"), ACCOUNTS, accounts.revenue, accounts.revenue_progress, needs=Part.FINAL_ACCOUNTS
    ),
    SectionForm(
        "accounts-expenditure",
        _("支出"),
        ACCOUNTS,
        accounts.expenditure,
        accounts.expenditure_progress,
        needs=Part.FINAL_ACCOUNTS,
    ),
    SectionForm(
        "accounts-economic",
        _("经济分类"),
        ACCOUNTS,
        accounts.economic,
        accounts.economic_progress,
        needs=Part.FINAL_ACCOUNTS,
    ),
    SectionForm(
        "accounts-details",
        _("结转、采购与其他"),
        ACCOUNTS,
        accounts.account_details,
        accounts.details_progress,
        accounts.account_names,
        needs=Part.FINAL_ACCOUNTS,
    ),
)
SECTIONS: dict[str, SectionForm] = {form.key: form for form in _FORMS}
"""By the key in addresses."""


def sections_for(evaluation: SelfEvaluation, scheme: Scheme, counts: Counts) -> Iterator[SectionForm]:
    """The sections that this scheme asks for, and those in which something is entered anyway."""
    asked = {section.key for section in scheme.sections}
    accounts_asked = "final_accounts" in asked or counts.has_accounts
    absent = {
        "survey": scheme.survey is None and not counts.has_survey,
        "members": scheme.members is None and counts.signatories == 0,
        "three-public": (bool(accounts_asked) or _asks_elsewhere(scheme)) and not evaluation.three_public,
    }
    for form in SECTIONS.values():
        if form.needs == Part.FINAL_ACCOUNTS and not accounts_asked:
            continue
        if not absent.get(form.key, False):
            yield form


def _asks_elsewhere(scheme: Scheme) -> bool:
    """Whether the scheme asks for “三公”经费 among its figures or in its basic data: each amount is entered once."""
    tables = scheme.basic_data_template.sections if scheme.basic_data_template else []
    rows = (row.key for table in tables for row in walk_rows(table.rows))
    return any((key or "").startswith(_THREE_PUBLIC) for key in (*(figure.key for figure in scheme.figures), *rows))
