"""Which tables a self-evaluation has, in which order, and how one is asked for."""

from collections.abc import Callable

import pytest

from perfeval.core.compute import compute
from perfeval.core.package import Package, parse_package
from perfeval.core.scheme import load_scheme
from perfeval.core.tables import NoSuchTable, table_for, tables_of

from .conftest import Case

Cases = Callable[[str], Case]


def test_tables_come_in_the_order_of_the_attachments(case: Cases) -> None:
    keys = {
        slug: [table.key for table in tables_of(*case(slug))]
        for slug in ("gaoyi-2022", "qinhuangdao-2023", "miluo-2023", "xundian-2023")
    }

    assert keys == {
        "gaoyi-2022": ["overall", "list:all"],
        "qinhuangdao-2023": ["list:own", "list:transfer"],
        "miluo-2023": ["basic_data", "overall", "project:1", "project:2", "project:3", "project:4"],
        "xundian-2023": ["overall", "survey"],
    }


def test_final_accounts_follow_the_thirteen_forms_of_jincheng(case: Cases) -> None:
    keys = [table.key for table in tables_of(*case("jincheng-2022"))]

    assert keys == [f"project:{n}" for n in range(1, 14)] + [f"accounts-{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize("slug", ["gaoyi-2022", "qinhuangdao-2023", "jincheng-2022", "miluo-2023", "xundian-2023"])
def test_every_table_can_be_asked_for_by_its_key(slug: str, case: Cases) -> None:
    package, scheme = case(slug)

    assert [table_for(package, scheme, table.key) for table in tables_of(package, scheme)] == tables_of(package, scheme)


@pytest.mark.parametrize("key", ["", "project:", "project:0", "project:99", "project:一", "list:none", "accounts-99"])
def test_an_unknown_key_is_no_table(key: str, case: Cases) -> None:
    with pytest.raises(NoSuchTable):
        table_for(*case("miluo-2023"), key)


def test_a_list_of_nothing_is_no_table_and_a_row_of_a_list_no_form() -> None:
    funds = [{"key": "total", "adjusted": "1", "executed": "1"}]
    listed = {"name": "甲", "funds": funds, "self_score": "95"}
    simple = {"name": "乙", "funds": [*funds, {"key": "other"}], "self_score": "95"}
    scheme = load_scheme("mof-2020")

    assert [table.key for table in tables_of(of_projects(), scheme)] == []
    assert [table.key for table in tables_of(of_projects(listed), scheme)] == ["list:all"]
    assert [table.key for table in tables_of(of_projects(listed, simple), scheme)] == ["project:2", "list:all"]


def of_projects(*projects: dict[str, object]) -> Package:
    document = {"format": "perfeval-package/1", "scheme": "mof-2020", "year": 2023, "money_unit": "万元"}
    return compute(
        parse_package({**document, "department": {"name": "某局"}, "projects": list(projects)}), load_scheme("mof-2020")
    )
