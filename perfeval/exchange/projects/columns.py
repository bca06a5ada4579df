"""What a column of a project list can be, and what its heading says it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations import columns as c
from perfeval.evaluations.columns import Columns

LOOKED_AT = 12
"""Rows among which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the cells of a column go: a column of a table; ``words`` are parts of headings that mean it."""

    key: str
    title: Promise
    columns: Columns
    words: tuple[str, ...]


_ALL = (
    Target("seq", _("序号"), c.PROJECT, ("序号",)),
    Target("code", _("项目编码"), c.PROJECT, ("项目编码", "项目代码")),
    Target("name", _("项目名称"), c.PROJECT, ("项目名称", "项目")),
    Target("department", _("主管部门"), c.PROJECT, ("主管部门",)),
    Target("unit", _("实施单位"), c.PROJECT, ("实施单位", "预算单位", "使用单位", "单位名称", "单位")),
    Target("list", _("项目清单"), c.PROJECT, ("项目类别", "项目清单", "本级或转移支付")),
    Target("tier", _("项目级次"), c.PROJECT, ("项目级次", "级次")),
    Target("nature", _("支出性质"), c.PROJECT, ("支出性质",)),
    Target("fund", _("资金性质"), c.PROJECT, ("资金性质",)),
    Target("funding_level", _("资金级次"), c.PROJECT, ("资金级次", "资金来源级次")),
    Target("document_number", _("文号"), c.PROJECT, ("文号",)),
    Target("initial", _("年初预算数"), c.FUND_ROW, ("年初预算", "预算编制数", "预算安排", "预算")),
    Target("adjusted", _("全年预算数"), c.FUND_ROW, ("全年预算", "调整后预算", "预算数", "预算金额")),
    Target("executed", _("全年执行数"), c.FUND_ROW, ("全年执行", "执行数", "实际支出", "支出数", "支出", "执行")),
    Target("self_score", _("自评得分"), c.SHEET, ("自评得分", "得分", "自评分", "打分", "评分")),
    Target("goal_text", _("绩效目标"), c.PROJECT, ("绩效目标", "年度目标")),
    Target("completion_text", _("完成情况"), c.PROJECT, ("完成情况", "目标完成")),
)
TARGETS: dict[str, Target] = {target.key: target for target in _ALL}
"""By key, in the order in which they are offered."""


def guess_header(rows: Sequence[Sequence[str]]) -> int:
    """The row, from 0, that most looks like headings; 0 where none does."""
    scores = [len(set(guess_targets(row).values())) for row in rows[:LOOKED_AT]]
    return scores.index(max(scores)) if scores else 0


def guess_targets(headings: Sequence[str]) -> dict[int, str]:
    """Column → target, each target once; columns whose headings say nothing are left out."""
    found: dict[int, str] = {}
    for column, heading in enumerate(headings):
        plain = re.sub(r"[\s（(].*|\s", "", heading)
        fitting = [target.key for target in _ALL if plain and plain in target.words] or [
            target.key for target in _ALL if any(len(word) > 2 and word in plain for word in target.words)
        ]
        free = [key for key in fitting if key not in found.values()]
        if free:
            found[column] = free[0]
    return found
