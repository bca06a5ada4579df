"""The formulas that come with the printed sentences are expressions of our language and give the printed values."""

from decimal import Decimal

import pytest

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.parser import parse
from perfeval.core.narrative.scope import TemplateScope, surroundings
from perfeval.core.narrative.templates import Sentence, narrative_for

from .conftest import computed, sample

SLUG = "jincheng-2022"

#: (sentence, placeholder) → reason why the printed value is another.
DIFFERENT = {
    ("5.1", "share_of_expenditure"): "share-of-expenditure-100",
    **dict.fromkeys([("5.3.1", name) for name in ("final", "rate", "change", "change_rate")], "class208-final"),
    ("10.4.1a", "funds"): "performance-funds-13",
    ("10.4.1a", "general"): "performance-funds-13",
    ("10.4.1a", "share"): "performance-funds-13: 45802600 is not the whole 项目支出",
    ("10.4.1b", "funds"): "performance-funds-13",
    ("10.4.1b", "general"): "performance-funds-13",
    ("10.4.1c", "funds"): "performance-funds-13",
    ("10.4.1c", "general"): "performance-funds-13",
    ("10.4.2a", "funds"): "performance-funds-13",
    ("10.4.2a", "excellent"): "one printed 优 is 良 by its own indicators",
    ("10.4.2a", "good"): "the same",
    ("10.4.2b", "funds"): "performance-funds-13",
    ("10.4.2b", "excellent"): "one printed 优 is 良 by its own indicators",
    ("10.4.2b", "good"): "the same",
    ("10.4.2.budget", "executed"): "the form has 2125.867",
    ("10.4.3", "adjusted"): "overall-adjusted-is-initial",
    ("10.4.3", "executed"): "overall-scope",
}


@pytest.fixture(scope="module")
def scope() -> TemplateScope:
    projects = [
        {**project, "tier": 2 if project["name"] == "人事人才及社保专项" else 1} for project in sample(SLUG)["projects"]
    ]
    book = Book(computed(SLUG, projects=projects))
    return TemplateScope(Sentence(id="any", text="x"), surroundings(book), book, narrative_for(SLUG))


def test_the_formulas_give_the_printed_values(scope: TemplateScope) -> None:
    compared, different = 0, set()
    for one in sample(SLUG)["final_accounts"]["published"]["text"]["sentences"]:
        for name, formula in one.get("formulas", {}).items():
            found, printed = parse(formula).evaluate(scope), one["values"][name]
            compared += 1
            if found != (Decimal(printed) if isinstance(found, Decimal) else printed):
                different.add((one["id"], name))
    assert compared == 170
    assert different == set(DIFFERENT)
