"""Packages that Hypothesis makes up: any shape of tree, any fund rows, any lists."""

from decimal import Decimal

from hypothesis import strategies as st

from perfeval.core.package import BasicData, Package, Project, Sheet, Survey, TableRow, TableSection
from perfeval.core.package.base import Number
from perfeval.core.package.package import DepartmentInfo, Signatory
from perfeval.core.package.sheets import Analysis, FundRow, Goal, Indicator, NatureAmount
from perfeval.core.package.tables import ComputedColumn, SurveyOption, SurveyQuestion

names = st.sampled_from(["产出指标", "数量指标", "办结率", "办结率", "满意度", "{year}"])
texts = st.none() | st.sampled_from(["", "≥56个", "95%", "按时完成", "100%-120%", "甲\n乙"])
amounts: st.SearchStrategy[Number | None] = st.none() | st.decimals(0, 10**9, places=2)
weights = st.none() | st.decimals(0, 50, places=1)


def _leaf() -> st.SearchStrategy[Indicator]:
    return st.builds(Indicator, name=names, code=texts, weight=weights, target=texts, actual=texts, deviation=texts)


def _branch(children: st.SearchStrategy[Indicator]) -> st.SearchStrategy[Indicator]:
    return st.builds(Indicator, name=names, weight=weights, children=st.lists(children, min_size=1, max_size=3))


indicators = st.recursive(_leaf(), _branch, max_leaves=8)
funds = st.lists(
    st.builds(
        FundRow,
        key=st.sampled_from(["total", "fiscal", "other", "city"]),
        label=texts,
        initial=amounts,
        adjusted=amounts,
        executed=amounts,
    ),
    max_size=4,
    unique_by=lambda row: row.key,
)
natures = st.builds(NatureAmount, group=st.sampled_from(["income", "expenditure"]), label=names, amount=amounts)
sheet_parts = {
    "funds": funds,
    "funds_by_nature": st.lists(natures, max_size=4),
    "goals": st.lists(st.builds(Goal, expected=texts, actual=texts), max_size=2),
    "indicators": st.lists(indicators, max_size=3),
    "analysis": st.lists(
        st.builds(Analysis, label=st.sampled_from(["产出情况及分析", "主要经验做法", "其他"]), text=texts), max_size=3
    ),
    "deviation_text": texts,
    "self_score": weights,
}
sheets = st.builds(Sheet, **sheet_parts)
projects = st.builds(
    Project,
    name=names,
    seq=st.none() | st.integers(0, 99),
    list=st.none() | st.sampled_from(["own", "transfer"]),
    funding_level=st.none() | st.sampled_from(["central", "city"]),
    **sheet_parts,
)


def _rows(columns: int) -> st.SearchStrategy[TableRow]:
    common = {
        "key": st.just("row"),
        "label": names,
        "values": st.lists(amounts, max_size=columns),
        "total": st.none() | st.sampled_from(["sum", "entered", "none"]),
        "text": texts,
    }
    return st.recursive(
        st.builds(TableRow, **common),
        lambda rows: st.builds(TableRow, **common, children=st.lists(rows, max_size=2)),
        max_leaves=4,
    )


@st.composite
def sections(draw: st.DrawFn) -> TableSection:
    columns = draw(st.lists(names, max_size=7))
    ratio = draw(st.booleans()) and len(columns) > 2
    return TableSection(
        label=draw(names),
        columns=columns,
        computed={"2": ComputedColumn(ratio=(1, 0))} if ratio else None,
        rows=draw(st.lists(_rows(len(columns)), max_size=3)),
    )


surveys = st.builds(
    Survey,
    valid=st.none() | st.integers(0, 50),
    questions=st.lists(
        st.builds(
            SurveyQuestion,
            text=names,
            options=st.lists(st.builds(SurveyOption, label=names, points=st.just(Decimal(5))), max_size=3),
        ),
        max_size=3,
    ),
)
packages = st.builds(
    Package,
    format=st.just("perfeval-package/1"),
    scheme=st.just("mof-2020"),
    year=st.integers(1990, 2200),
    money_unit=st.sampled_from(["元", "万元"]),
    department=st.just(DepartmentInfo(name="某局")),
    overall=st.none() | sheets,
    projects=st.lists(projects, max_size=3),
    basic_data=st.none() | st.builds(BasicData, sections=st.lists(sections(), max_size=3)),
    survey=st.none() | surveys,
    signatories=st.lists(st.just(Signatory(name="甲")), max_size=2),
)
