"""Goals and results: said exactly, told as goals, and full marks without a but."""

from .small import JSON, TEXT, leaf, report, says, sheet


def goal(expected: str, actual: str) -> JSON:
    return {"overall": {"goals": [{"expected": expected, "actual": actual}]}}


def scored(text: str, score: str) -> JSON:
    tree = sheet(leaf(name="队伍建设情况", rule={"kind": "manual"}, self_score=score, standard="全员培训得满分"))
    return tree | report(text, heading="1. 队伍建设情况")


def test_a_result_says_what_was_done() -> None:
    assert says("C39-vague", goal("培训500人", "圆满按时完成。")) == [
        ("/overall/goals/0/actual", "圆满按时完成", "具体的完成结果")
    ]
    assert says("C39-vague", goal("培训500人", "按时完成培训500人。")) == []


def test_a_goal_is_told_as_a_goal() -> None:
    told = "保持了就业形势稳定，夯实了人才基础，提供了有力支撑。"
    assert says("C39-tense", goal(told, "完成")) == [("/overall/goals/0/expected", "保持了", "计划达到的目标")]
    assert says("C39-tense", report(told, heading="（一）部门总目标")) == [(TEXT, "保持了", "计划达到的目标")]
    assert says("C39-tense", goal("保持就业形势稳定，夯实人才基础。", "完成")) == []
    assert says("C39-tense", report(told, heading="（一）绩效目标完成情况")) == []


def test_an_admitted_shortcoming_costs_points() -> None:
    text = "开展了培训，但并非所有员工都参加，故此项得10分。"
    assert says("C38-admitted", scored(text, "10")) == [(TEXT, "“队伍建设情况”10分", "低于10分，或与得分一致的说明")]
    assert says("C38-admitted", scored(text.replace("得10", "得8"), "8")) == []
    assert says("C38-admitted", scored("全员参加了培训，故此项得10分。", "10")) == []


def test_full_marks_are_not_given_for_almost() -> None:
    text = "培训制度基本健全，故此项得10分。"
    assert says("C38-basically", scored(text, "10")) == [(TEXT, "“队伍建设情况”10分", "低于10分，或与得分一致的说明")]
    assert says("C38-basically", scored(text.replace("基本", ""), "10")) == []


def test_awards_told_one_after_another_belong_to_the_indicators_in_order() -> None:
    tree = sheet(
        leaf(name="队伍建设", rule={"kind": "manual"}, self_score="10"),
        leaf(name="信息公开", rule={"kind": "manual"}, self_score="8"),
        branch="可持续发展",
    )
    text = "（1）可持续发展设立队伍建设、信息公开2个三级指标。培训但并非全员参加，得10分；公开不够及时，得8分。"
    assert says("C38-admitted", tree | report(text)) == [(TEXT, "“队伍建设”10分", "低于10分，或与得分一致的说明")]
