"""Rows of a sheet: added, duplicated, moved, deleted, and all of it taken back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from perfeval.core.package import Indicator as PackageIndicator
from perfeval.directory.models import User
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Analysis, FundRow, Goal, Indicator, NatureAmount, SelfEvaluation, Sheet
from perfeval.evaluations.services import Changed, ChangeRefusedError, export_package, undo
from perfeval.evaluations.services.history import table_of
from perfeval.evaluations.services.structure import ACTS, Act, Part, add_part, change_row
from tests.comparing import entered
from tests.factories import author_of, head_of, make_evaluation, small_package, small_project

pytestmark = pytest.mark.django_db

TREE = [
    {
        "name": "产出指标",
        "children": [
            {
                "name": "数量指标",
                "children": [{"name": "甲", "weight": "10", "target": "≥1"}, {"name": "乙", "weight": "20"}],
            },
            {"name": "质量指标", "children": [{"name": "丙", "weight": "30"}]},
        ],
    },
    {"name": "满意度指标", "children": [{"name": "服务对象满意度", "children": [{"name": "丁", "weight": "30"}]}]},
]


def project(**changes: Any) -> dict[str, Any]:
    return {**small_project("测试项目"), "indicators": TREE, **changes}


class Desk:
    """An officer at the only sheet of a self-evaluation."""

    def __init__(self, evaluation: SelfEvaluation) -> None:
        self.evaluation, self.author = evaluation, author_of(evaluation)
        self.sheet = Sheet.objects.get()

    def do(self, act: Act, record: str, actor: User | None = None) -> Changed:
        return change_row(
            actor=actor or self.author, evaluation=self.evaluation, sheet=self.sheet, act=act, record=record
        )

    def act_on(self, act: Act, name: str) -> Changed:
        return self.do(act, f"indicator.{Indicator.objects.get(name=name).pk}")

    def add(self, part: Part) -> Changed:
        return add_part(actor=self.author, evaluation=self.evaluation, sheet=self.sheet, part=part)

    def undo(self, changed: Changed) -> None:
        assert changed.step is not None
        undo(actor=self.author, evaluation=self.evaluation, step_key=changed.step.pk)

    @property
    def tree(self) -> list[Any]:
        """The names of the tree: a text for a scored indicator, a list that begins with its name for a node."""
        return [names(node) for node in export_package(self.evaluation).projects[0].indicators]


def names(node: PackageIndicator) -> Any:
    return [node.name, *(names(child) for child in node.children)] if node.children else node.name


@pytest.fixture
def desk() -> Desk:
    return Desk(make_evaluation(small_package(projects=[project()])))


OUTPUT = ["产出指标", ["数量指标", "甲", "乙"], ["质量指标", "丙"]]
SATISFACTION = ["满意度指标", ["服务对象满意度", "丁"]]


# --- the indicator tree ---


def test_a_new_indicator_stands_behind_the_one_it_was_asked_for(desk: Desk) -> None:
    desk.act_on(Act.ADD, "甲")
    assert desk.tree == [["产出指标", ["数量指标", "甲", "新指标", "乙"], ["质量指标", "丙"]], SATISFACTION]


def test_new_indicators_side_by_side_have_names_of_their_own(desk: Desk) -> None:
    desk.act_on(Act.ADD, "甲")
    desk.act_on(Act.ADD, "甲")
    assert desk.tree[0][1] == ["数量指标", "甲", "新指标2", "新指标", "乙"]


def test_a_new_branch_is_as_deep_as_the_one_before_it(desk: Desk) -> None:
    desk.act_on(Act.ADD, "产出指标")
    assert desk.tree == [OUTPUT, ["新指标", ["新指标", "新指标"]], SATISFACTION]


def test_an_indicator_is_added_under_a_node(desk: Desk) -> None:
    desk.act_on(Act.ADD_BELOW, "质量指标")
    desk.act_on(Act.ADD_BELOW, "产出指标")
    assert desk.tree[0] == [
        "产出指标",
        ["数量指标", "甲", "乙"],
        ["质量指标", "丙", "新指标"],
        ["新指标", "新指标"],
    ]


def test_nothing_is_added_under_a_scored_indicator(desk: Desk) -> None:
    with pytest.raises(ChangeRefusedError, match="末级指标下面不能再添加指标"):
        desk.act_on(Act.ADD_BELOW, "甲")


def test_a_copy_takes_everything_over_but_the_name(desk: Desk) -> None:
    desk.act_on(Act.DUPLICATE, "甲")
    desk.act_on(Act.DUPLICATE, "甲")
    assert desk.tree[0][1] == ["数量指标", "甲", "甲（3）", "甲（2）", "乙"]
    copy = Indicator.objects.get(name="甲（2）")
    assert (copy.weight, copy.target, copy.level) == (10, "≥1", 3)


def test_a_copied_branch_takes_everything_below_along(desk: Desk) -> None:
    desk.act_on(Act.DUPLICATE, "产出指标")
    assert desk.tree == [OUTPUT, ["产出指标（2）", *OUTPUT[1:]], SATISFACTION]


def test_indicators_change_places(desk: Desk) -> None:
    desk.act_on(Act.DOWN, "甲")
    assert desk.tree[0][1] == ["数量指标", "乙", "甲"]
    desk.act_on(Act.UP, "甲")
    assert desk.tree == [OUTPUT, SATISFACTION]


def test_whole_branches_change_places(desk: Desk) -> None:
    desk.act_on(Act.UP, "满意度指标")
    assert desk.tree == [SATISFACTION, OUTPUT]


def test_from_the_end_of_a_branch_an_indicator_moves_into_the_next(desk: Desk) -> None:
    desk.act_on(Act.DOWN, "乙")
    assert desk.tree[0] == ["产出指标", ["数量指标", "甲"], ["质量指标", "乙", "丙"]]
    desk.act_on(Act.UP, "乙")
    assert desk.tree[0] == OUTPUT


def test_an_indicator_moves_across_the_border_of_a_level_1_branch(desk: Desk) -> None:
    desk.act_on(Act.ADD, "丙")
    desk.act_on(Act.DOWN, "新指标")
    assert desk.tree[1] == ["满意度指标", ["服务对象满意度", "新指标", "丁"]]


@pytest.mark.parametrize(
    ("act", "name", "reason"),
    [
        (Act.UP, "产出指标", "已经是第一行"),
        (Act.DOWN, "满意度指标", "已经是最后一行"),
        (Act.UP, "甲", "已经是第一行"),
        (Act.DOWN, "丁", "已经是最后一行"),
        (Act.UP, "丙", "“质量指标”下只有这一个指标"),
    ],
)
def test_what_cannot_move_says_why(desk: Desk, act: Act, name: str, reason: str) -> None:
    with pytest.raises(ChangeRefusedError, match=reason):
        desk.act_on(act, name)
    assert desk.tree == [OUTPUT, SATISFACTION]


def test_a_deleted_indicator_is_gone_and_the_sums_follow(desk: Desk) -> None:
    changed = desk.act_on(Act.DELETE, "甲")
    assert desk.tree[0] == ["产出指标", ["数量指标", "乙"], ["质量指标", "丙"]]
    assert changed.loaded.package.projects[0].computed.weight_total == 90  # type: ignore[union-attr]


def test_a_node_that_nothing_is_left_under_is_not_scored_but_goes_too(desk: Desk) -> None:
    desk.act_on(Act.DELETE, "丁")
    assert desk.tree == [OUTPUT]


def test_the_first_indicator_of_an_empty_sheet_gets_three_levels() -> None:
    desk = Desk(make_evaluation(small_package(projects=[project(indicators=[])])))
    desk.add(Part.INDICATORS)
    assert desk.tree == [["新指标", ["新指标", "新指标"]]]


# --- lists ---


def labels(model: Any, column: str = "label") -> list[Any]:
    return list(model.objects.order_by("order").values_list(column, flat=True))


def test_fund_rows_get_keys_of_their_own(desk: Desk) -> None:
    total = f"fundrow.{FundRow.objects.get().pk}"
    desk.do(Act.ADD, total)
    desk.do(Act.DUPLICATE, total)
    assert (labels(FundRow), labels(FundRow, "key")) == (
        ["年度资金总额", "年度资金总额（2）", "其他资金"],
        ["total", "other_2", "other_1"],
    )


def test_the_fund_total_stays(desk: Desk) -> None:
    with pytest.raises(ChangeRefusedError, match="资金总额一行不能删除"):
        desk.do(Act.DELETE, f"fundrow.{FundRow.objects.get().pk}")


def test_the_first_fund_row_of_a_sheet_is_its_total() -> None:
    desk = Desk(make_evaluation(small_package(projects=[project(funds=[])])))
    desk.add(Part.FUNDS)
    desk.add(Part.FUNDS)
    assert labels(FundRow, "key") == ["total", "other_1"]


def test_goals_and_text_boxes_are_added_moved_and_deleted(desk: Desk) -> None:
    desk.do(Act.ADD, f"goal.{Goal.objects.get().pk}")
    new = Goal.objects.get(expected=None)
    desk.do(Act.UP, f"goal.{new.pk}")
    desk.add(Part.ANALYSIS)
    desk.add(Part.ANALYSIS)
    desk.do(Act.DELETE, f"analysis.{Analysis.objects.order_by('order')[0].pk}")
    assert (labels(Goal, "expected"), labels(Analysis)) == ([None, "目标"], ["其他需要说明的情况2"])


def test_amounts_by_nature_move_within_their_half(desk: Desk) -> None:
    for part in (Part.INCOME, Part.EXPENDITURE, Part.INCOME):
        desk.add(part)
    second = NatureAmount.objects.get(group="income", label="其他2")
    desk.do(Act.UP, f"natureamount.{second.pk}")
    assert [(row.group, row.label) for row in NatureAmount.objects.order_by("order")] == [
        ("income", "其他2"),
        ("expenditure", "其他"),
        ("income", "其他"),
    ]
    with pytest.raises(ChangeRefusedError, match="已经是第一行"):
        desk.do(Act.UP, f"natureamount.{second.pk}")


# --- what holds for every act ---


@pytest.mark.parametrize("record", ["", "indicator", "indicator.x", "indicator.0", "user.1", "indicator." + "9" * 30])
def test_a_row_that_is_not_there_is_refused(desk: Desk, record: str) -> None:
    with pytest.raises(ChangeRefusedError, match="这一行已不存在"):
        desk.do(Act.DELETE, record)


def test_a_row_of_another_sheet_is_not_touched(desk: Desk) -> None:
    other = make_evaluation(small_package(department={"name": "别的局", "region": "测试县"}))
    stranger = Indicator.objects.filter(sheet__evaluation=other)[0]
    with pytest.raises(ChangeRefusedError, match="这一行已不存在"):
        desk.do(Act.DELETE, f"indicator.{stranger.pk}")


def test_an_act_of_the_tree_does_not_fit_a_list(desk: Desk) -> None:
    with pytest.raises(ChangeRefusedError, match="这一行不能这样操作"):
        desk.do(Act.ADD_BELOW, f"goal.{Goal.objects.get().pk}")


def test_who_only_approves_changes_no_rows(desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        desk.do(Act.DELETE, f"goal.{Goal.objects.get().pk}", actor=head_of(desk.evaluation))


class TestUndo(TestCase):
    """Whatever is done in whatever order, taking it back leaves what was there before."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(Act), st.integers(0, 10**6)), min_size=1, max_size=6))
    def test_everything_can_be_taken_back(self, acts: list[tuple[Act, int]]) -> None:
        desk = Desk(make_evaluation(small_package(projects=[project()])))
        before, fields = entered(export_package(desk.evaluation)), dict(load(desk.evaluation).fields)
        done = [changed for act, number in acts if (changed := attempt(desk, act, number))]
        for changed in reversed(done):
            desk.undo(changed)
        assert (entered(export_package(desk.evaluation)), load(desk.evaluation).fields) == (before, fields)


def attempt(desk: Desk, act: Act, number: int) -> Changed | None:
    """Do something with some row; None where that row does not allow it."""
    everything = [*Indicator.objects.all(), *Goal.objects.all(), *FundRow.objects.all()]
    found = [row for row in everything if act in ACTS[table_of(row)]]
    if not found:
        return None
    row = found[number % len(found)]
    try:
        return desk.do(act, f"{table_of(row)}.{row.pk}")
    except ChangeRefusedError:
        return None
