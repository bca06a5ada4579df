"""Which charts a self-evaluation has, and their figures."""

import pytest

from perfeval.core.charts import Chart, charts_of, grades
from perfeval.core.compute import compute
from perfeval.core.scheme.loading import load_scheme
from tests.factories import sample_package, small_package, small_project


def charts(name: str) -> dict[str, Chart]:
    package = sample_package(name)
    scheme = load_scheme(package.scheme)
    return {chart.key: chart for chart in charts_of(compute(package, scheme), scheme)}


def written(chart: Chart) -> list[tuple[str, str]]:
    return [(bar.label, bar.written) for bar in chart.bars]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("gaoyi-2022", ["execution", "scores", "grades"]),
        ("jincheng-2022", ["execution", "grades"]),
        ("miluo-2023", ["execution", "scores", "grades"]),
        ("qinhuangdao-2023", ["grades"]),
        ("xundian-2023", ["scores", "years"]),
    ],
)
def test_a_chart_is_there_where_its_figures_are(name: str, keys: list[str]) -> None:
    assert list(charts(name)) == keys


def test_scores_stand_against_the_points_of_each_level_one_indicator() -> None:
    assert written(charts("miluo-2023")["scores"]) == [
        ("预算执行率", "10／10"),
        ("产出指标", "30／30"),
        ("效益指标", "30／30"),
        ("满意度指标", "10／10"),
        ("成本指标", "20／20"),
    ]


def test_this_year_stands_beside_last_year_where_both_were_entered() -> None:
    chart = charts("xundian-2023")["years"]
    assert written(chart)[2:4] == [("2023年本年收入", "1868.58万元"), ("2023年本年收入（上年）", "1760.86万元")]
    assert [bar.second for bar in chart.bars[:4]] == [False, True, False, True]


def test_the_execution_rate_of_each_project_is_shown() -> None:
    package = small_package(projects=[small_project("甲"), {"name": "乙", "list": "own"}])
    scheme = load_scheme(package.scheme)
    execution, counted = charts_of(compute(package, scheme), scheme)
    assert written(execution) == [("甲", "80.5%")]
    assert written(counted) == [("优", "1"), ("良", "0"), ("中", "0"), ("差", "0")]


def test_without_grades_there_is_no_chart_of_them() -> None:
    assert grades({}, "等级") is None
    assert grades({"优": 0}, "等级") is None
