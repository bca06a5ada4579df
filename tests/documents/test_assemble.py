import pytest

from perfeval.core.compute import compute, compute_figures
from perfeval.core.scheme import load_scheme
from perfeval.core.tables import Table, tables_of
from perfeval.documents.assemble import UnknownPartError, parts_of
from perfeval.documents.blocks import Part
from tests.factories import small_package, small_project

from .cases import SLUGS, case

PROJECTS = [f"project:{number}" for number in range(1, 14)]
ACCOUNTS = [f"accounts-{number:02}" for number in range(1, 11)]
PAPERS = [f"paper:{number}" for number in range(1, 40)]
ORDERS = {
    "gaoyi-2022": ["report", "overall", "list:all"],
    "qinhuangdao-2023": ["report"],
    "jincheng-2022": [
        *["report-cover", "contents", "report", "report-forms", *ACCOUNTS, "report-2", "report-3", "report-4"],
        *PROJECTS,
    ],
    "miluo-2023": [
        *["basic_data", "overall", *PROJECTS[:4], "report-cover", "report"],
        *["project-report:1-cover", "project-report:1", "project-report:4-cover", "project-report:4"],
    ],
    "xundian-2023": [
        *["report-cover", "members", "contents", "report", "attachment:附件1", "attachment:附件2", "overall", "survey"],
        *PAPERS,
    ],
}


@pytest.mark.parametrize("slug", SLUGS)
def test_all_is_the_whole_document_bound_as_the_county_binds_it(slug: str) -> None:
    parts = parts_of(*case(slug))
    assert [part.key for part in parts] == ORDERS[slug]
    unnumbered = {"report-cover", "members", "contents", "project-report:1-cover", "project-report:4-cover"}
    assert {part.key for part in parts if not part.numbered} == unnumbered & set(ORDERS[slug])


@pytest.mark.parametrize("slug", SLUGS)
def test_no_form_with_data_is_left_out_or_printed_twice(slug: str) -> None:
    package, scheme = case(slug)
    parts = parts_of(package, scheme)
    printed = [block.key for part in parts for block in part.blocks if isinstance(block, Table)]
    assert len(printed) == len(set(printed))
    assert {table.key for table in tables_of(package, scheme)} <= set(printed)


def test_a_package_without_report_has_its_forms_alone() -> None:
    package, scheme = case("miluo-2023")
    bare = package.model_copy(update={"report": None, "projects": package.projects[1:3]})
    assert [part.key for part in parts_of(bare, scheme)] == ["basic_data", "overall", "project:1", "project:2"]
    with pytest.raises(UnknownPartError, match="report"):
        parts_of(bare, scheme, "report")


def test_figures_without_texts_get_their_texts() -> None:
    package, scheme = case("xundian-2023")
    figures = compute_figures(package, scheme)
    assert parts_of(figures, scheme) == parts_of(package, scheme)


@pytest.mark.parametrize(
    ("slug", "part", "keys"),
    [
        ("gaoyi-2022", "overall", ["overall"]),
        ("gaoyi-2022", "list", ["list:all"]),
        ("qinhuangdao-2023", "list", ["list:own", "list:transfer"]),
        ("jincheng-2022", "project:7", ["project:7"]),
        ("jincheng-2022", "accounts-01", ["accounts-01"]),
        ("jincheng-2022", "accounts", [f"accounts-{number:02}" for number in range(1, 11)]),
        ("miluo-2023", "basic_data", ["basic_data"]),
        ("xundian-2023", "survey", ["survey"]),
        ("xundian-2023", "working_papers", PAPERS),
        ("xundian-2023", "report", ["report-cover", "members", "contents", "report"]),
    ],
)
def test_a_part_is_asked_for_by_name(slug: str, part: str, keys: list[str]) -> None:
    assert [found.key for found in parts_of(*case(slug), part)] == keys


def test_a_project_is_asked_for_by_its_number_in_the_package() -> None:
    package, scheme = case("jincheng-2022")
    numbered = [project.model_copy(update={"seq": project.seq and project.seq + 100}) for project in package.projects]
    (part,) = parts_of(package.model_copy(update={"projects": numbered}), scheme, "project:107")
    assert (part.key, part.title) == ("project:7", "职业技能提升工程工作经费项目支出绩效自评表")


@pytest.mark.parametrize(
    "part", ["", "nothing", "project:", "project:99", "project:x", "list:none", "survey", "overall:1"]
)
def test_what_is_not_there_is_refused_with_a_message(part: str) -> None:
    with pytest.raises(UnknownPartError, match=f"这份自评没有“{part}”这一部分"):
        parts_of(*case("jincheng-2022"), part)


def test_a_group_without_tables_is_refused() -> None:
    with pytest.raises(UnknownPartError, match="accounts"):
        parts_of(*case("gaoyi-2022"), "accounts")


def test_a_package_that_is_not_computed_is_computed_first() -> None:
    package, scheme = case("jincheng-2022")
    bare = package.model_copy(update={"computed": None})
    assert parts_of(bare, scheme, "project:7") == parts_of(package, scheme, "project:7")


def bookmarks(parts: list[Part]) -> list[str]:
    return [getattr(part.blocks[0], "bookmark", "") for part in parts]


def test_the_bookmark_of_a_project_form_says_which_project() -> None:
    package, scheme = case("miluo-2023")
    assert bookmarks(parts_of(package, scheme, "project:2")) == [
        "附件3-2 2023年度项目支出绩效自评表（事业单位人员招聘考试）"
    ]
    package, scheme = case("jincheng-2022")
    assert bookmarks(parts_of(package, scheme, "project:1")) == ["人才工作专项经费项目支出绩效自评表"]


def test_a_project_is_never_taken_for_another_whose_number_is_missing() -> None:
    package, scheme = case("miluo-2023")
    numbered = [
        project.model_copy(update={"seq": seq}) for seq, project in zip((1, 3, 4, 5), package.projects, strict=True)
    ]
    without_second = package.model_copy(update={"projects": numbered})
    assert [part.key for part in parts_of(without_second, scheme, "project:3")] == ["project:2"]
    with pytest.raises(UnknownPartError):
        parts_of(without_second, scheme, "project:2")


def test_forms_of_equal_title_are_told_apart_in_the_contents() -> None:
    scheme = load_scheme("mof-2020")
    package = compute(small_package(projects=[small_project("甲项目"), small_project("乙项目")]), scheme)
    assert [part.listed for part in parts_of(package, scheme)] == [
        "项目支出绩效自评表（甲项目）",
        "项目支出绩效自评表（乙项目）",
        "测试局2023年度项目支出绩效自评结果汇总表",
    ]
