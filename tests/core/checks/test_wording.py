"""How a text is written: marks in pairs, sentences once, figures, years and document numbers whole."""

import pytest

from .small import TEXT, report, says

SENTENCE = "全面抓好事业单位公开招聘和高校毕业生招募工作，做实做细公告发布、报名资格审核等环节。"


@pytest.mark.parametrize(
    ("check", "text", "found", "expected"),
    [
        ("C37-pairs", "组织47人赴“上海、江苏等地学习交流。", "“", "”"),
        ("C37-pairs", '制定“三重一大"事项规定决策实施方案。', "“", "”"),
        ("C37-label", "预算管理：评价得分7分，评价得分3分。", "评价得分7分", "评价得分3分"),
        ("C37-de", "我局较好的完成了绩效目标。", "较好的", "较好地"),
        ("C29-more", "开展职业指导1445余人次。", "1445余", "1445"),
        ("C41-bare", "我单位2023项目54个。", "2023", "2023年"),
        ("C41-bare", "自2011年至2019共计支出1692万元。", "2019", "2019年"),
        ("C36-figure", "转移支付资金48项，涉及其中：中央资金10万元。", "涉及", "数字"),
        ("C36-figure", "全年支出万元，占预算的90%。", "支出万元", "数字"),
        (
            "C37-document",
            "根据晋人社厅发〔2013〕36文件精神。",
            "根据晋人社厅发〔2013〕36",
            "根据晋人社厅发〔2013〕36号",
        ),
        ("C37-hexagon", "根据晋市政发(2020)12号文件。", "根据晋市政发(2020)12号", "〔2020〕"),
        ("C37-title", "《财政局关于印发《管理办法》的通知》已执行。", "《《", "《〈"),
        ("C37-end", "为2户项目免缴保证金，涉及金额11.2394万元；", "；", "。"),
        ("C37-comma", "各级部门陆续，为用人单位发布信息。", "陆续，", "陆续"),
    ],
)
def test_a_slip_is_found_with_what_is_right(check: str, text: str, found: str, expected: str) -> None:
    assert says(check, report(text)) == [(TEXT, found, expected)]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("C37-pairs", "构建“和谐劳动关系”“行政检查”格局（含试点），印发《办法（试行）》。"),
        ("C37-pairs", "单元格显示不全：《晋城市引进人才生活补贴发放实施"),
        ("C37-label", "本级评价得分3分，上级评价得分3分。"),
        ("C37-de", "为各项工作提供了有力的保障，取得了较好的效益。"),
        ("C29-more", "主动服务企业80余家，惠及1200余人。"),
        ("C41-bare", "2023年项目54个，2022—2024年滚动实施，支出2023元。"),
        ("C36-figure", "财政拨款支出，其中：基本支出5万元，项目支出3万元。"),
        ("C37-document", "根据晋人社厅发〔2013〕36号文件精神。"),
        ("C37-hexagon", "根据晋市政发〔2020〕12号文件，推进（2021）年度工作。"),
        ("C37-title", "《财政局关于印发〈管理办法〉的通知》和《方案》已执行。"),
        ("C37-end", "（一）就业；\n\n（二）社保。"),
        ("C37-comma", "陆续为用人单位发布信息，继续推进改革。"),
    ],
)
def test_a_right_text_is_left_alone(check: str, text: str) -> None:
    assert says(check, report(text)) == []


def test_a_long_sentence_stands_once_in_a_section() -> None:
    twice = report(SENTENCE + "招聘32人。" + SENTENCE + "招聘23人。")
    assert [(where, expected) for where, _, expected in says("C37-sentence", twice)] == [(TEXT, "只写一遍")]
    assert says("C37-sentence", report(SENTENCE, SENTENCE)) == []


def test_labels_of_the_form_do_not_stand_in_the_report() -> None:
    boxes = {
        "overall": {"analysis": [{"label": "满意度情况及分析", "text": "满意。"}, {"label": "措施", "text": "无"}]}
    }
    assert says("C36-label", boxes | report("成效明显。满意度情况及分析；群众满意。措施：加强管理。")) == [
        (TEXT, "满意度情况", "正文")
    ]
    assert says("C36-label", boxes | report("群众满意度情况良好，措施得力。")) == []


def test_what_stands_wrong_twice_in_one_text_is_mended_once() -> None:
    text = "国有资金经营预算项目支出0元，国有资金经营预算支出0元。"
    assert says("C40-term", report(text)) == [(TEXT, "国有资金经营预算", "国有资本经营预算")]
    assert says("C40-term", report(text.replace("资金", "资本"))) == []
