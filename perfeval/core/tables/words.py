"""Words of the field for the coded values of a package."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str | int, str]] = {
    "list": {"own": "本级项目", "transfer": "转移支付项目"},
    "tier": {1: "一级项目", 2: "二级项目"},
    "nature": {"personnel": "人员经费", "public": "公用经费", "project": "项目支出"},
    "fund": {
        "general": "一般公共预算",
        "government_fund": "政府性基金预算",
        "state_capital": "国有资本经营预算",
        "social_insurance": "社会保险基金预算",
    },
    "funding_level": {"central": "中央", "provincial": "省级", "city": "市级", "county": "县级"},
}
"""What a project's coded fields say."""

INDICATOR_NATURE = {"quantitative": "定量", "qualitative": "定性"}
DIRECTION = {"higher": "正向", "lower": "反向", "equal": "等于"}
