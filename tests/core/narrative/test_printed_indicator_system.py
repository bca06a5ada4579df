"""寻甸: the evaluation text generated from the tree, so that its sums cannot go wrong."""

import pytest

from .conftest import Said, blocks, computed, not_printed, printed_passages, said_of, sample, without_blanks

SLUG = "xundian-2023"
SHORT = "寻甸县人社局"


@pytest.fixture(scope="module")
def said() -> Said:
    department = {**sample(SLUG)["department"], "short_name": SHORT}
    report = {
        **sample(SLUG)["report"],
        "sections": blocks(**{"1.1": "办公室、工资福利科", "1.4.2": "购车减少。"}),
    }
    return said_of(computed(SLUG, department=department, report=report))


def test_changes_against_last_year_are_the_printed_ones(said: Said) -> None:
    """The print has 1760.86万 without 元 (error unit-1760-wan)."""
    assert said["1.4.1"] == (
        "寻甸县人社局2023年度年初预算安排1401.15万元，2022年度年初预算安排1217.55万元，较上年度增加15.08%，"
        "2023年本年收入1868.58万元，较上年收入1760.86万元增加6.12%，2023年支出合计1885.44万元，"
        "较上年1757.02万元增加7.31%。"
    )
    printed = [passage.replace("1760.86万增加", "1760.86万元增加") for passage in printed_passages(SLUG)]
    assert any(said["1.4.1"].rstrip("。") in passage for passage in printed)


def test_three_wordings_of_a_change_stand_in_one_sentence(said: Said) -> None:
    whole, _, reason = said["1.4.2"].rpartition("，原因为")
    assert any(without_blanks(whole) in passage for passage in printed_passages(SLUG))
    assert reason == "购车减少。"


def test_staff_and_assets_are_the_printed_ones(said: Said) -> None:
    assert not_printed(SLUG, said, ["1.4.3", "indicator.A", "indicator.B"]) == set()
    tail = said["1.1"].partition("等7个科室，")[2]
    assert any(without_blanks(tail) in passage for passage in printed_passages(SLUG))


def test_totals_of_the_tree_are_sums_and_not_typed(said: Said) -> None:
    """Errors a2-score-8-vs-9, a-score-31-vs-32, c-score-45-vs-49: the print has 8, 31 and 45."""
    assert said["indicator.A2"].endswith("部门职能总评价分10分，评价得分9分。")
    assert (said["total.A"], said["total.B"], said["total.C"]) == (
        "部门决策总评价分35分，评价得分32.25分。",
        "部门管理总评价分20分，评价得分16分。",
        "部门绩效总评价分45分，评价得分36.5分。",
    )


def test_a_deduction_is_said_with_its_reason(said: Said) -> None:
    assert said["indicator.A3"] == (
        "（3）资源配置设立基本支出预算合理性、项目支出预算合理性、人力资源投入合理性、办公资源投入合理性、"
        "重点项目资源分配合理性5个三级指标。经过评价分析，如实核定人员基数；根据基本预算标准进行编制，扣0.25分，"
        "得分1.75分；预算程序合理；预算依据充分；符合资金使用范围，得4分；根据人力资源配置合理性调查问卷，"
        "大部分员工认为单位人员偏少，任务重，扣0.5分，得分1.5分；办公资源经费保障充足；办公资源配置合理，得2分；"
        "无不足之处，得3分。资源配置总评价分13分，评价得分12.25分。"
    )
