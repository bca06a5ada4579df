"""Every rule kind is registered and says itself in Chinese."""

from typing import Any, get_args

import pytest

from perfeval.core.package.rules import Rule
from perfeval.core.scoring import describe, title
from perfeval.core.scoring.rules import KINDS

from .helpers import rule_from

PART = {"better": "higher", "full_at": "95", "step": "1", "deduct": "0.2", "deduct_unit": "points",
        "rounding": "completed"}  # fmt: skip


def test_every_kind_of_the_format_has_its_scorer() -> None:
    assert set(KINDS) == set(get_args(get_args(Rule)[0]))


@pytest.mark.parametrize(
    ("rule", "name", "sentence"),
    [
        ({"kind": "completion"}, "完成比率法",
         "达到指标值得满分；未达到的，得分 = 完成值 ÷ 指标值 × 分值。越低越好的指标，超过指标值时按比例减分。"),
        ({"kind": "completion", "measure": {"execution_rate": True}}, "完成比率法",
         "得分 = 比率 × 分值，达到100%得满分。"),
        ({"kind": "linear", "zero_at": "85"} | PART, "按档扣分",
         "不低于95得满分，每降低1扣0.2分，不足一档不计，不高于85得0分，扣完为止。"),
        ({"kind": "linear", "floor": "1"} | PART | {"better": "lower", "deduct_unit": "fraction",
                                                 "rounding": "started"},
         "按档扣分", "不高于95得满分，每升高1扣分值的20%，不足一档按一档计，最低得1分。"),
        ({"kind": "bands", "bands": [{"min": "90", "fraction": "1"}, {"above": "80", "points": "4.5"},
                                     {"min": "60", "manual": ["0", "3"]}, {"fraction": "0"}]}, "分段得分",
         "不低于90得分值的100%；高于80得4.5分；不低于60得0至3分（酌情）；其余得分值的0%。"),
        ({"kind": "checklist", "mode": "deduct", "items": ["甲", "乙"], "per_item": ["1", "1"]}, "逐项考核",
         "共2项，每项1分，每有一项不符合扣相应分值，扣完为止。"),
        ({"kind": "checklist", "mode": "earn", "items": ["甲", {"text": "乙", "points": "2", "veto": True}],
          "per_item": ["1", "2"]}, "逐项考核", "共2项，依次1、2分，每符合一项得相应分值；乙不符合得0分。"),
        ({"kind": "count", "per_item": "0.2", "deduct_unit": "fraction", "zero_from": "3"}, "按次扣分",
         "每有一处不足扣分值的20%，扣完为止，达到3处得0分。"),
        ({"kind": "count", "per_item": "0.5", "deduct_unit": "points"}, "按次扣分", "每有一处不足扣0.5分，扣完为止。"),
        ({"kind": "condition", "op": ">", "value": "90"}, "达标得分", "高于90得满分，否则不得分。"),
        ({"kind": "condition"}, "达标得分", "符合要求得满分，否则不得分。"),
        ({"kind": "graded"}, "评判等级赋分", "按达成、部分达成、未达成三档，在各档比例内酌情得分。"),
        ({"kind": "graded", "ranges": {"achieved": ["0.8", "1"], "partial": ["0.6", "0.8"], "missed": ["0", "0.6"]}},
         "评判等级赋分",
         "达成：分值的80%（含）至100%（含）；部分达成：分值的60%（含）至80%；未达成：分值的0%（含）至60%。"),
        ({"kind": "satisfaction", "full_at": "90", "zero_below": "60"}, "满意度赋分",
         "满意度不低于90得满分，低于60不得分，其间得分 = 满意度 ÷ 90 × 分值。"),
        ({"kind": "sum_of_deductions", "parts": [PART, PART | {"better": "lower"}]}, "多项合并扣分",
         "不低于95得满分，每降低1扣0.2分，不足一档不计；不高于95得满分，每升高1扣0.2分，不足一档不计；各项扣分合计，扣完为止。"),
        ({"kind": "unset"}, "年初未填报", "年初未填报的指标，按方案规定的比例得分。"),
        ({"kind": "unset", "fraction": "1/3"}, "年初未填报", "年初未填报的指标，得分值的33.33%。"),
        ({"kind": "manual"}, "酌情得分", "视情况酌情得分，不超过分值。"),
        ({"kind": "manual", "range": ["0", "4"]}, "酌情得分", "视情况在0至4分之间酌情得分。"),
    ],
)  # fmt: skip
def test_a_rule_says_itself(rule: dict[str, Any], name: str, sentence: str) -> None:
    assert (title(rule_from(**rule)), describe(rule_from(**rule))) == (name, sentence)
