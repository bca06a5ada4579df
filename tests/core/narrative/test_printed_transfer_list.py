"""秦皇岛: fourteen sentences over two lists of projects."""

import pytest

from .conftest import Said, blocks, computed, not_printed, said_of, sample

SLUG = "qinhuangdao-2023"
DIFFERENT = {
    "T2": "adjusted budgets of the 94 rows come to 4286.72, printed 3646.21; and the rate with it",
    "T3": "transfer money of the rows by level is another than printed",
    "T6": "46 rows come to 2633.350613; printed is the sum of a part of them",
    "T7.own": "41 ÷ 46 is 89.13 %, printed 89.14 %",
    "T8": "the form with the score 96 is not in the document, so nothing is computed",
    "T9": "transfer money of the rows by level is another than printed",
    "T7.transfer": "three rows are 差 by their scores (one has 10 points and is printed as 优)",
}


@pytest.fixture(scope="module")
def said() -> Said:
    reasons = "有的项目使用上级专款，未使用区级预算，导致项目支出为0；有的项目本年末发生符合条件需发放补贴事项，导致支出为0；有的项目2023年没有符合专款条件的情况，因此未支付专款；有的项目专款拨付比较晚，且当年工作已完成，因此专项资金于2024年继续使用。"  # noqa: E501
    again = "有的项目使用上级专款，未使用区级预算，导致项目支出为0；有的项目本年未发生符合条件需发放补贴事项，导致支出为0；有的项目专款拨付比较晚，且当年工作已完成，因此专项资金于2024年使用；上级专款下达时间较晚，未赶上23年使用，2024年继续使用。"  # noqa: E501
    sections = blocks(**{"T5": "财政科、办公室", "T10.1": reasons, "T10.2": again})
    report = {**sample(SLUG)["report"], "sections": sections}
    return said_of(computed(SLUG, report=report))


def test_fourteen_sentences_are_printed_ones_except_where_the_document_errs(said: Said) -> None:
    assert len(said) == 14
    assert not_printed(SLUG, said, [one for one in said if one != "T10.2.lead"]) == set(DIFFERENT)


def test_wrong_figures_are_right_in_the_text(said: Said) -> None:
    assert said["T7.own"] == (
        "从评价情况看，项目支出评价等级为“优”项目41个，“良”项目0个，“中”项目0个，“差”项目5个，"
        "评优率为89.13%。项目自评结果情况详见下表："
    )
    assert said["T9"] == (
        "经认真梳理，2023年度共涉及中央、省、区转移支付资金48项，涉及其中：中央资金1368.12万元；省级资金130.67万元；"
        "市级146.93万元。"
    )
