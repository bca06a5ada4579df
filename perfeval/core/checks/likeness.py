"""Names that are almost alike: projects and rows listed under two names, a unit under an older one."""

import re
from collections.abc import Iterator

from perfeval.core.package import TableRow

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check
from .tables import project_rows

_LENGTHS = (8, 10)
"""How many last characters of two names are compared."""
_RANKS = re.compile("[0-9一二三四五六七八九十中央国省市县区镇乡村上下大小前后老新男女甲乙丙丁初高助贴]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_BRACKETED = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_ADDED = re.compile("专项|项目|经费|资金|费用")
_SUFFIXES = "中心|服务局|管理局|局|所|站|处|大队|支队|学校"
_STEM = 4


@check("C37-names", "相近的项目名称用字一致", "hint", HOUSE)
def check_nearly_equal_names(context: Context) -> Iterator[Remark]:
    """残疾人职业发展补助资金 among 残疾人事业发展补助资金: names that end alike but for one character."""
    seen: dict[tuple[str, int], tuple[str, str]] = {}
    told: set[str] = set()
    for index, project in enumerate(context.package.projects):
        runs = _CHINESE.findall(_BRACKETED.sub("，", project.name))
        ends = [run[-length:] for run in runs for length in _LENGTHS if len(run) >= length]
        for tail, place in ((end, place) for end in ends for place in range(1, len(end))):
            key = (tail[:place] + "*" + tail[place + 1 :], place)
            other, name = seen.setdefault(key, (tail, project.name))
            if other == tail or project.name in told or _RANKS.search(other[place] + tail[place]):
                continue
            told.add(project.name)
            message = f"项目名称中的“{tail}”，“{name}”中写作“{other}”，只差一字，请核对。"
            yield Remark(f"/projects/{index}/name", tail, other, message)


@check("C20-alike", "同一项目不用两个名称", "hint")
def check_rows_under_two_names(context: Context) -> Iterator[Remark]:
    """社保监督执法 and 社保监督执法专项 as two rows of one table."""
    seen: dict[str, TableRow] = {}
    for where, _section, row in project_rows(context):
        label = row.label.strip()
        bare = _ADDED.sub("", label)
        first = seen.setdefault(bare, row)
        if first is not row and first.label.strip() != label and len(bare) >= _STEM:
            message = f"基础数据表的“{first.label.strip()}”与“{label}”像是同一项目的两个名称，请核对。"
            yield Remark(f"{where}/label", label, first.label.strip(), message)


@check("C40-stem", "下属单位名称前后一致", "hint", HOUSE)
def check_units_under_other_names(context: Context) -> Iterator[Remark]:
    """就业服务局 in a text where the unit is 就业服务中心."""
    stems = {_stem(context, unit.name): unit.name for unit in context.package.department.units}
    known = "\n".join([*context.own_names, context.package.department.short_name or ""])
    told: set[str] = set()
    for text in [*context.report_texts, *context.form_texts]:
        for stem, name in stems.items():
            for other in _other_names(text, stem, known) if len(stem) >= _STEM else []:
                if other not in told:
                    told.add(other)
                    message = f"文中写“{other}”，本部门的单位名称是“{name}”，请核对是否为同一单位的旧称。"
                    yield Remark(text.where, other, name, message)


def _stem(context: Context, name: str) -> str:
    return re.sub(f"(?:{_SUFFIXES})$", "", name.removeprefix(context.region).split("（")[0])


def _other_names(text: Text, stem: str, known: str) -> list[str]:
    """The stem with another suffix than the unit has."""
    found = re.findall(re.escape(stem) + f"(?:{_SUFFIXES})", text.text)
    return [name for name in dict.fromkeys(found) if name not in known]
