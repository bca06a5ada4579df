"""基础数据表 and staff: sums, and the same fact in two places."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import plain, total
from perfeval.core.package import BasicData, TableRow, TableSection

from .context import Context, number_of
from .finding import Remark
from .registry import check

_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_FINAL = "决算"
_BUDGET = "预算"
_PROJECTS = re.compile(r"^[\d、.（(）)\s]*项目支出[:：]?$")
_CONTROL = "在职人员控制率"

Row = tuple[str, TableSection, TableRow]


@check("C17", "基础数据表合计与明细一致", "error")
def check_basic_sums(context: Context) -> Iterator[Remark]:
    """An entered or printed value of a sum row against what its children add up to."""
    for where, section, row in _rows(context.package.basic_data):
        if row.total == "entered" or not row.children:
            continue
        for column, title in enumerate(section.columns):
            stated = _stated(row, column)
            summed = total([_value(child, column) for child in row.children])
            if stated is None or summed is None or stated == summed or not _is_sum(row):
                continue
            message = f"“{row.label.strip()}”{title}为{plain(stated)}，其下各行合计为{plain(summed)}。"
            yield Remark(f"{where}/values/{column}", plain(stated), plain(summed), message)


@check("C17-printed", "基础数据表所印数与计算一致", "error")
def check_basic_printed(context: Context) -> Iterator[Remark]:
    """Printed cells of computed columns and sums."""
    for where, section, row in _rows(context.package.basic_data):
        printed = (row.published or {}).get("values")
        for column, title in enumerate(section.columns):
            stated = number_of(printed[column]) if isinstance(printed, list) and column < len(printed) else None
            computed = _value(row, column)
            if stated is not None and computed is not None and abs(stated - computed) > Decimal("0.005"):
                message = f"“{row.label.strip()}”{title}印为{plain(stated)}，计算为{plain(computed)}。"
                yield Remark(f"{where}/published/values/{column}", plain(stated), plain(computed), message)


@check("C17-parts", "分项不大于总数", "error")
def check_basic_parts(context: Context) -> Iterator[Remark]:
    """Where children are only some of the parts (其中), their sum is not above the parent."""
    for where, section, row in _rows(context.package.basic_data):
        for column, title in enumerate(section.columns):
            stated, summed = _value(row, column), total([_value(child, column) for child in row.children])
            if stated is not None and summed is not None and summed > stated and not _is_sum(row):
                message = f"“{row.label.strip()}”{title}为{plain(stated)}，其中各行合计{plain(summed)}，超过了总数。"
                yield Remark(f"{where}/values/{column}", plain(stated), f"不小于{plain(summed)}", message)


@check("C17-project", "同一项目在基础数据表与自评表中一致", "error")
def check_basic_projects(context: Context) -> Iterator[Remark]:
    """Budget and final figure of a project in the table against its own sheet."""
    projects = {project.name.strip(): project for project in context.package.projects}
    for where, section, row in _rows(context.package.basic_data):
        project = projects.get(row.label.strip())
        if project is None:
            continue
        for word, fields in ((_BUDGET, ("initial", "adjusted")), (_FINAL, ("executed",))):
            column = _column(context, section, word)
            amounts = [amount for field in fields if (amount := project.amount(field)) is not None]
            stated = _value(row, column) if column is not None else None
            if stated is not None and amounts and stated not in amounts:
                message = (
                    f"项目“{project.name}”{section.columns[column or 0]}为{plain(stated)}，"
                    f"项目自评表为{plain(amounts[0])}，两处应一致。"
                )
                yield Remark(f"{where}/values/{column}", plain(stated), plain(amounts[0]), message)


@check("C20", "项目支出合计在各表中一致", "error")
def check_project_spending(context: Context) -> Iterator[Remark]:
    """项目支出 of the overall sheet against the rows of the basic-data table."""
    overall = context.package.overall
    spending = [line for line in overall.funds_by_nature if "项目支出" in line.label] if overall else []
    for where, section, row in _rows(context.package.basic_data):
        column = _column(context, section, _FINAL)
        if not _PROJECTS.match(row.label.strip()) or column is None or not spending:
            continue
        summed = _value(row, column) if _value(row, column) is not None else _sum_of_rows(row, column)
        stated = spending[0].amount
        if summed is not None and stated is not None and summed != stated:
            message = (
                f"整体自评表的项目支出为{plain(stated)}，基础数据表各项目{section.columns[column]}"
                f"合计为{plain(summed)}，相差{plain(abs(stated - summed))}。"
            )
            yield Remark(where, plain(summed), plain(stated), message)


@check("C17-over", "基础数据表的决算数不大于预算数", "warning")
def check_basic_spending(context: Context) -> Iterator[Remark]:
    """A project that spent more than the budget of its row, or without one."""
    for where, section, row in project_rows(context):
        budget, final = _column(context, section, _BUDGET), _column(context, section, _FINAL)
        if budget is None or final is None:
            continue
        allowed, spent = _value(row, budget), _value(row, final)
        if spent and (allowed is None or spent > allowed):
            limit = "没有预算数" if allowed is None else f"大于预算数{plain(allowed)}"
            message = f"“{row.label.strip()}”决算数{plain(spent)}，{limit}，须说明资金来源。"
            yield Remark(f"{where}/values/{final}", plain(spent), f"不大于{plain(allowed or Decimal(0))}", message)


@check("C17-blank", "合计行不空白", "hint")
def check_blank_totals(context: Context) -> Iterator[Remark]:
    """A row without a figure above rows that have some."""
    for where, section, row in _rows(context.package.basic_data):
        blank = all(_value(row, column) is None for column in range(len(section.columns)))
        filled = [_sum_of_rows(row, column) for column in range(len(section.columns))]
        if section.columns and row.children and blank and any(value is not None for value in filled):
            summed = "、".join(plain(value) for value in filled if value is not None)
            label = row.label.strip("：: ")
            message = f"“{label}”行没有填合计，其下各行合计为{summed}。"
            yield Remark(f"{where}/values/0", "空白", summed, message)


@check("C47-table", "基础数据表中的项目都有自评", "warning")
def check_rows_without_a_sheet(context: Context) -> Iterator[Remark]:
    """Projects that spent money in the basic-data table and have no sheet of their own."""
    names = [project.name.strip() for project in context.package.projects]
    lacking = []
    for where, section, row in project_rows(context):
        final = _column(context, section, _FINAL)
        label = row.label.strip()
        if final is not None and _value(row, final) and not any(label in name or name in label for name in names):
            lacking.append((where, label))
    if names and lacking:
        shown = "、".join(label for _, label in lacking[:3])
        message = f"基础数据表中{shown}等{len(lacking)}个项目有支出，没有项目自评表。"
        yield Remark(lacking[0][0], f"{len(lacking)}个", "每个项目的自评表", message)


@check("C17-year", "基础数据表的年度与评价年度相符", "warning")
def check_basic_years(context: Context) -> Iterator[Remark]:
    """Columns speak of the evaluation year or the one before."""
    for where, section, _row in list(_rows(context.package.basic_data)):
        for column, title in enumerate(section.columns):
            match = _YEAR.search(title)
            if match and not context.year - 1 <= int(match[1]) <= context.year:
                section_where = where.split("/rows/")[0]
                message = f"基础数据表的栏目“{title}”不是{context.year}年度或上一年度。"
                yield Remark(f"{section_where}/columns/{column}", match[1], str(context.year), message)


@check("C49", "在职人数不超过编制数", "warning")
def check_staff(context: Context) -> Iterator[Remark]:
    """实有人数 ≤ 编制数."""
    staff = context.package.department.staff
    if staff and staff.establishment and staff.actual and staff.actual > staff.establishment:
        message = f"在职人数{plain(staff.actual)}人，超过编制数{plain(staff.establishment)}人。"
        yield Remark("/department/staff/actual", plain(staff.actual), f"不超过{plain(staff.establishment)}", message)


@check("C49-facts", "编制与在职人数各处一致", "error")
def check_staff_facts(context: Context) -> Iterator[Remark]:
    """The figures that score 在职人员控制率 against the department's staff."""
    staff, package = context.package.department.staff, context.package
    if staff is None:
        return
    for key, value in package.facts.items():
        label = package.fact_labels.get(key, "")
        known = _staff_figure(label, staff.establishment, staff.actual)
        if known is not None and value is not None and value != known and _scores_staff(context, key):
            message = f"“{label}”为{plain(value)}，部门基本情况为{plain(known)}，同一数据两处不一致。"
            yield Remark(f"/facts/{key}", plain(value), plain(known), message)


@check("C17-staff", "基础数据表的人数与部门情况一致", "error")
def check_basic_staff(context: Context) -> Iterator[Remark]:
    """编制数 and 在职人数 of the basic-data table against the department's staff."""
    staff = context.package.department.staff
    for where, section, row in _rows(context.package.basic_data) if staff else []:
        for column, title in enumerate(section.columns):
            known = _staff_figure(title, staff.establishment, staff.actual) if staff else None
            value = _value(row, column)
            if known is not None and value is not None and value != known:
                message = f"基础数据表“{title}”为{plain(value)}，部门基本情况为{plain(known)}。"
                yield Remark(f"{where}/values/{column}", plain(value), plain(known), message)


def project_rows(context: Context) -> Iterator[Row]:
    """The rows of single projects: the last level below 项目支出."""
    above = [where for where, _, row in _rows(context.package.basic_data) if _PROJECTS.match(row.label.strip())]
    for where, section, row in _rows(context.package.basic_data):
        if not row.children and any(where.startswith(f"{place}/") for place in above):
            yield where, section, row


def _rows(data: BasicData | None) -> Iterator[Row]:
    for number, section in enumerate(data.sections if data else []):
        for index, row in enumerate(section.rows):
            yield from _below(f"/basic_data/sections/{number}/rows/{index}", section, row)


def _below(where: str, section: TableSection, row: TableRow) -> Iterator[Row]:
    yield where, section, row
    for index, child in enumerate(row.children):
        yield from _below(f"{where}/children/{index}", section, child)


def _value(row: TableRow, column: int) -> Decimal | None:
    values = row.computed.values if row.computed else row.values
    return values[column] if column < len(values) else None


def _stated(row: TableRow, column: int) -> Decimal | None:
    return row.values[column] if column < len(row.values) else None


def _is_sum(row: TableRow) -> bool:
    """A row said to be a sum; without a word about it, one whose children are not introduced by 其中."""
    if row.total is not None:
        return row.total == "sum"
    return not any(child.label.strip().startswith("其中") for child in row.children)


def _sum_of_rows(row: TableRow, column: int) -> Decimal | None:
    parts = []
    for child in row.children:
        value = _value(child, column)
        parts.append(value if value is not None else _sum_of_rows(child, column))
    return total(parts)


def _column(context: Context, section: TableSection, word: str) -> int | None:
    wanted = str(context.year)
    places = [index for index, title in enumerate(section.columns) if wanted in title and word in title]
    return places[0] if places else None


def _staff_figure(label: str, establishment: Decimal | None, actual: Decimal | None) -> Decimal | None:
    if re.search(r"^(?:核定)?(?:人员)?编制(?:数|人数|总数)?(?:$|[（(，,])", label):
        return establishment
    if re.search(r"(?:实际)?(?:在职|在编)人(?:数|员数)", label):
        return actual
    return None


def _scores_staff(context: Context, key: str) -> bool:
    for leaf in context.leaves:
        measure = getattr(leaf.record.rule, "measure", None)
        sides = measure.ratio if measure is not None and measure.ratio else ()
        if _CONTROL in leaf.record.name and any(key in ([side] if isinstance(side, str) else side) for side in sides):
            return True
    return False
