from decimal import Decimal

import pytest

from perfeval.core.facts import Fact, facts_of
from perfeval.core.package import Package
from perfeval.core.scheme import load_scheme
from perfeval.core.scheme.formats import NumberFormat

from .narrative.conftest import computed

SLUGS = ["gaoyi-2022", "jincheng-2022", "miluo-2023", "qinhuangdao-2023", "xundian-2023"]


def shown(package: Package, *keys: str) -> list[tuple[str, str, str]]:
    facts = facts_of(package, load_scheme(package.scheme))
    return [(facts[key].name, facts[key].text, facts[key].unit) for key in keys]


def test_figures_of_a_sheet_have_names_units_and_formats() -> None:
    package = computed("miluo-2023")
    assert shown(
        package, "overall.total", "overall.funds.total.adjusted", "projects.1.funds.total.rate", "staff.actual"
    ) == [
        ("部门整体得分", "100", "分"),
        ("部门整体全年预算数", "3897.95", "万元"),
        ("劳动维权办案专项执行率", "100.00%", "%"),
        ("在职人数", "139", "人"),
    ]


def test_well_known_cells_of_the_final_accounts_have_short_names_and_others_say_where_they_stand() -> None:
    package = computed("jincheng-2022")
    assert shown(package, "accounts.01.27.0", "accounts.03.2080101.1", "accounts.04.40.1", "accounts.10.7.0") == [
        ("收入合计", "62,298,177.64", "元"),
        ("支出决算表·行政运行·基本支出", "7,518,127.01", "元"),
        ("财政拨款收入支出决算总表·八、社会保障和就业支出·一般公共预算财政拨款", "61,443,664.55", "元"),
        ("车辆数", "7", ""),
    ]


def test_the_unit_of_an_entered_figure_is_read_from_its_label() -> None:
    package = computed("xundian-2023")
    assert shown(package, "facts.initial_budget", "facts.e_card", "facts.three_public_vehicle_purchase_prior") == [
        ("2023年度年初预算", "1401.15", "万元"),
        ("电子社保卡激活", "14.99", "万张"),
        ("其中：公务用车购置费（上年）", "17.97", "万元"),
    ]


def test_a_fact_knows_where_it_stands() -> None:
    package = computed("xundian-2023")
    assert facts_of(package, load_scheme("xundian-2023"))["overall.indicators.A12.weight"] == Fact(
        "overall.indicators.A12.weight",
        "年度工作目标的明确性与合理性分值",
        Decimal(2),
        "分",
        load_scheme("xundian-2023").formats.score,
        "/overall/indicators/0/children/0/children/1/computed/weight",
    )


def test_blank_figures_are_no_facts() -> None:
    package = computed("gaoyi-2022")
    assert package.facts["social_card_actual"] is None
    assert "facts.social_card_actual" not in facts_of(package, load_scheme("gaoyi-2022"))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_pointer_leads_to_the_value_of_its_fact(slug: str) -> None:
    package = computed(slug)
    scheme = load_scheme(slug)
    wrong = [
        fact
        for fact in facts_of(package, scheme).values()
        if not fact.where.startswith("/final_accounts/computed") and at(package, fact.where) != fact.value
    ]
    assert wrong == []


def at(package: Package, pointer: str) -> object:
    here: object = package
    for step in pointer[1:].split("/"):
        if isinstance(here, list):
            here = here[int(step)]
        elif isinstance(here, dict):
            here = here[step]
        else:
            here = getattr(here, step)
    return here


@pytest.mark.parametrize("slug", SLUGS)
def test_projects_of_two_lists_with_equal_numbers_are_kept_apart(slug: str) -> None:
    package = computed(slug)
    facts = facts_of(package, load_scheme(slug))
    totals = [key for key in facts if key.startswith("projects.") and key.endswith(".total") and key.count(".") == 2]
    scored = [project for project in package.projects if project.computed and project.computed.total is not None]
    assert len(totals) == len(scored)


def test_a_grade_is_a_text() -> None:
    assert Fact("g", "等级", "优", "", NumberFormat(), "/").text == "优"
