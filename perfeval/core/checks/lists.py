"""项目清单: units, numbers, repetitions."""

import re
from collections.abc import Iterator

from perfeval.core.text.names import same_name

from .context import Context
from .finding import Remark
from .registry import HOUSE, check

_UNIT_CODE = re.compile(r"^[\[【（(]?(\d{2,})[\]】）)]?\s*[-—－]?\s*")


@check("C40-unit", "单位名称与编码对应", "error")
def check_unit_names(context: Context) -> Iterator[Remark]:
    """A unit is called by its own name in every row; a code has one name."""
    units = {unit.code: unit for unit in context.package.department.units if unit.code}
    wrong: dict[tuple[str, str], list[int]] = {}
    for index, project in enumerate(context.package.projects):
        match = _UNIT_CODE.match(project.unit or "")
        unit = units.get(match[1]) if match else None
        name = (project.unit or "")[match.end() :].strip() if match else ""
        if match and unit and not any(_same_unit(name, known) for known in (unit.name, *unit.aliases)):
            wrong.setdefault((match[1], name), []).append(index)
    for (code, name), rows in wrong.items():
        own = units[code].name
        message = (
            f"单位{code}在项目清单中名为“{name}”（{len(rows)}行），预算单位表中为“{own}”，同一单位应只有一个名称。"
        )
        yield Remark(f"/projects/{rows[0]}/unit", name, own, message)


@check("C20-seq", "项目清单序号连续", "warning", HOUSE)
def check_list_numbers(context: Context) -> Iterator[Remark]:
    """Numbers run 1, 2, 3 within each list, or on from the list before."""
    last: dict[str | None, int] = {}
    before = 0
    for index, project in enumerate(context.package.projects):
        if project.seq is None:
            continue
        due = last.get(project.list, 0) + 1
        runs_on = project.list not in last and project.seq == before + 1
        if project.seq != due and not runs_on:
            message = f"项目清单的序号由{due - 1}跳到{project.seq}，应为{due}。"
            yield Remark(f"/projects/{index}/seq", str(project.seq), str(due), message)
        last[project.list] = before = project.seq


@check("C20-twice", "项目不重复列示", "warning")
def check_repeated_projects(context: Context) -> Iterator[Remark]:
    """The same project with the same unit, document and amount twice."""
    seen: dict[tuple[object, ...], int] = {}
    for index, project in enumerate(context.package.projects):
        amounts = (project.amount("adjusted"), project.amount("executed"))
        key = (project.name, project.unit, project.list, project.document_number, project.goal_text, *amounts)
        first = seen.setdefault(key, index)
        if first != index and any(amounts):
            message = f"项目“{project.name}”与第{first + 1}个项目的名称、单位和金额完全相同，请核对是否重复。"
            yield Remark(f"/projects/{index}/name", project.name, "不重复的项目", message)


def _same_unit(first: str, second: str) -> bool:
    return same_name(first, second) or same_name(f"{first}（本级）", second) or same_name(first, f"{second}（本级）")
