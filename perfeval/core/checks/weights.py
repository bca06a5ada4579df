"""分值: what the levels and the rules of an indicator tree must add up to."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from perfeval.core.numbers import parse_plain, plain, total
from perfeval.core.package.rules import Bands, Checklist, ChecklistItem, Manual

from .context import Context, shown, stated_weight, weight_below
from .finding import Remark
from .places import Leaf
from .registry import check

_NAMED_WEIGHT = re.compile(r"[（(]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[）)]")
_QUOTED = re.compile(r"“([^“”]*[（(]\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*[）)][^“”]*)”")
_BEHIND_NAME = re.compile(r"名称后印“[（(]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[）)]”")
_EARNED = re.compile(r"(?:得|计|[，,；;])\s*(\d{1,2}(?:\.\d{1,2})?)\s*分(?!值|数)")
_RANGE = re.compile(r"(?:得|计|分数?值)\s*0\s*[-—~～至]\s*(\d{1,2}(?:\.\d{1,2})?)\s*分")
_LISTED = re.compile(r"[①②③④⑤⑥⑦⑧⑨]")
_FULL = re.compile(r"满分|全部得分")
_DELETED = re.compile(r"^[（(]?(?:删除|已删|取消)")


@check("C01", "上级分值等于下级分值之和", "error")
def check_level_weights(context: Context) -> Iterator[Remark]:
    """A stated weight against the stated weights one level down, then against the leaves."""
    for node in context.nodes:
        record = node.record
        if record.is_leaf or record.weight is None:
            continue
        children = total([stated_weight(child) for child in record.children if not child.deleted])
        below = weight_below(record)
        for summed, what in ((children, "下一级指标"), (below, "末级指标")):
            if summed is not None and summed != record.weight:
                yield Remark(
                    f"{node.where}/weight",
                    plain(record.weight),
                    plain(summed),
                    f"“{record.name}”的分值为{plain(record.weight)}，{what}的分值合计为{plain(summed)}，两者应相等。",
                )
                break


@check("C01-total", "分值合计为100", "error")
def check_weight_total(context: Context) -> Iterator[Remark]:
    """The indicators and the execution rate together are what the scheme gives a whole sheet, as a rule 100 points."""
    full = context.scheme.scoring.full_total
    for sheet in context.sheets:
        result = sheet.record.computed
        weight = result.weight_total if result else None
        if sheet.record.indicators and weight is not None and weight != full:
            yield Remark(
                f"{sheet.where}/indicators",
                plain(weight),
                plain(full),
                f"各项指标（含预算执行率）的分值合计为{plain(weight)}分，应为{plain(full)}分。",
            )


@check("C01-name", "名称中的分值与分值栏一致", "error")
def check_weight_in_name(context: Context) -> Iterator[Remark]:
    """A （n分） in a name, as entered or as the importer's note quotes the printed cell, against the weight."""
    for node in context.nodes:
        weight = stated_weight(node.record)
        for text in (node.record.name, *_printed_names(node)):
            for named in _NAMED_WEIGHT.findall(text):
                if parse_plain(named) != weight:
                    yield Remark(
                        f"{node.where}/weight",
                        f"{named}分",
                        f"{plain(weight)}分",
                        f"“{node.record.name}”的名称格印有“（{named}分）”，分值栏为{plain(weight)}分，两处应一致。",
                    )


@check("C02", "分值为0的指标应标为已删除", "warning")
def check_zero_weight(context: Context) -> Iterator[Remark]:
    """An indicator of 0 points counts for nothing and should be marked as deleted."""
    for leaf in context.leaves:
        deleted_in_name = _DELETED.match(leaf.record.name)
        if leaf.record.weight == 0 or deleted_in_name:
            yield Remark(
                f"{leaf.where}/weight",
                shown(leaf.record.weight),
                "标为“年中删除”，或给出分值",
                f"“{leaf.record.name}”的分值为{shown(leaf.record.weight)}，却没有标为年中删除，不应再列在表上。",
            )


@check("C02-missing", "末级指标须有分值", "error")
def check_missing_weight(context: Context) -> Iterator[Remark]:
    """A scored indicator without points cannot be scored."""
    unscored = {sheet.where for sheet in context.sheets if context.is_unscored(sheet.record)}
    for leaf in context.leaves:
        if leaf.record.weight is None and leaf.sheet not in unscored:
            yield Remark(f"{leaf.where}/weight", "空白", "分值", f"“{leaf.record.name}”没有填分值。")


@check("C05-points", "评分细则的分数与分值相符", "error")
def check_rule_points(context: Context) -> Iterator[Remark]:
    """What a rule can give at most is the weight: an earning checklist, the best band, a manual range."""
    for leaf in context.leaves:
        weight, most = leaf.record.weight, most_by_rule(leaf)
        if weight is not None and most is not None and most != weight:
            yield Remark(
                f"{leaf.where}/rule",
                f"{plain(most)}分",
                f"{plain(weight)}分",
                f"“{leaf.record.name}”的分值为{plain(weight)}分，评分细则最多能得{plain(most)}分，两者应相等。",
            )


@check("C05-standard", "评分细则文字中的分数与分值相符", "warning")
def check_standard_points(context: Context) -> Iterator[Remark]:
    """The points printed in the standard against the weight, where the rule itself does not say so already."""
    for leaf in context.leaves:
        weight, most = leaf.record.weight, most_in_standard(leaf.record.standard or "")
        if weight and most is not None and most != weight and most_by_rule(leaf) in (None, weight):
            yield Remark(
                f"{leaf.where}/standard",
                f"{plain(most)}分",
                f"{plain(weight)}分",
                f"“{leaf.record.name}”的分值为{plain(weight)}分，评分标准文字只给到{plain(most)}分，两者不相配。",
            )


@check("C05-deduct", "扣分项合计应能扣完分值", "hint")
def check_deductions_reach_zero(context: Context) -> Iterator[Remark]:
    """All deductions of a deducting checklist together below the weight never bring the score to zero."""
    for leaf in context.leaves:
        rule, weight = leaf.record.rule, leaf.record.weight
        if isinstance(rule, Checklist) and rule.mode == "deduct" and weight and not rule.veto:
            summed = sum(checklist_points(rule), Decimal(0))
            if summed < weight:
                yield Remark(
                    f"{leaf.where}/rule",
                    f"{plain(summed)}分",
                    f"{plain(weight)}分",
                    f"“{leaf.record.name}”各项全部不符合也只扣{plain(summed)}分，扣不完分值{plain(weight)}分。",
                )


@check("C34-copy", "下级名称照抄上级", "hint")
def check_name_copies_parent(context: Context) -> Iterator[Remark]:
    """A level whose name only repeats the level above says nothing."""
    for node in context.nodes:
        if node.above and node.above[-1].name.strip() == node.record.name.strip():
            name = node.record.name
            yield Remark(f"{node.where}/name", name, "具体的指标名称", f"“{name}”照抄了上一级的名称，应写具体的指标。")


@check("C34", "必设的一级指标不能少", "warning")
def check_required_branches(context: Context) -> Iterator[Remark]:
    """The level-1 branches of the scheme's template are all there; a scheme that only stands in demands none."""
    if context.package.scheme != context.scheme.slug:
        return
    template = context.scheme.indicator_template
    for sheet in context.sheets:
        wanted = template.overall if sheet.where == "/overall" else template.project
        if not sheet.record.indicators:
            continue
        there = {_branch(node.name) for node in sheet.record.indicators}
        for node in wanted:
            if _branch(node.name) not in there:
                yield Remark(
                    f"{sheet.where}/indicators", "没有", node.name, f"自评表缺少一级指标“{node.name}”，方案规定须设。"
                )


@check("C34-width", "同级指标编号位数一致", "warning")
def check_code_widths(context: Context) -> Iterator[Remark]:
    """C22 and C213 under one level: rows were moved or copied without renumbering."""
    for node in context.nodes:
        codes = [child.code for child in node.record.children if child.code and child.code[-1:].isdigit()]
        widths = Counter(len(code) for code in codes)
        for index, child in enumerate(node.record.children):
            if len(widths) > 1 and child.code in codes and len(child.code or "") != widths.most_common(1)[0][0]:
                message = f"编号{child.code}的位数与同级的{'、'.join(codes)}不一致。"
                yield Remark(f"{node.where}/children/{index}/code", child.code or "", "同样位数的编号", message)


@check("C34-code", "指标编号连续", "warning")
def check_code_gaps(context: Context) -> Iterator[Remark]:
    """Codes of siblings run on: B11, B13 means that B12 was left out."""
    for node in context.nodes:
        codes = [child.code for child in node.record.children if child.code]
        for missing, code in _code_gaps(node.record.code, codes):
            where = f"{node.where}/children/{codes.index(code)}/code"
            message = f"“{node.record.name}”下的编号在{code}之前缺{missing}，请核对是否漏了指标或没有重排编号。"
            yield Remark(where, code, missing, message)


def most_by_rule(leaf: Leaf) -> Decimal | None:
    """The most points the rule can give; None where it is the weight by its nature."""
    rule = leaf.record.rule
    if isinstance(rule, Checklist) and rule.mode == "earn":
        return sum(checklist_points(rule), Decimal(0))
    if isinstance(rule, Manual) and rule.range:
        return rule.range[1]
    if isinstance(rule, Bands) and not any(band.fraction == Fraction(1) for band in rule.bands):
        points = [band.points for band in rule.bands] + [band.manual[1] for band in rule.bands if band.manual]
        given = [award for award in points if award is not None]
        return max(given) if given else None
    return None


def checklist_points(rule: Checklist) -> list[Decimal]:
    """Points of every item."""
    if rule.per_item is not None:
        return list(rule.per_item)
    return [item.points for item in rule.items if isinstance(item, ChecklistItem) and item.points is not None]


def most_in_standard(standard: str) -> Decimal | None:
    """The most points the words of a standard give; None where they do not say, or say 满分."""
    if ranged := _RANGE.findall(standard):
        return max(parse_plain(points) for points in ranged)
    earned = [parse_plain(points) for points in _EARNED.findall(standard)]
    if not earned or _FULL.search(standard):
        return None
    return sum(earned, Decimal(0)) if _LISTED.search(standard) else max(earned)


def _branch(name: str) -> str:
    return re.sub(r"[（(].*?[）)]|指标", "", name).strip()


def _printed_names(node: Leaf) -> list[str]:
    """What an importer's note quotes as the printed name of this node."""
    note, name = node.record.note or "", node.record.name
    below = "".join(child.note or "" for child in node.record.children)
    quoted = [text for text in _QUOTED.findall(note + below) if name in text]
    return quoted + [f"（{points}分）" for points in _BEHIND_NAME.findall(note)]


def _code_gaps(parent: str | None, codes: list[str]) -> Iterator[tuple[str, str]]:
    """(missing code, code after the gap) among siblings whose codes extend the parent's by a number."""
    suffixes = [(code, code[len(parent) :]) for code in codes if parent and code.startswith(parent)]
    widths = Counter(len(suffix) for _, suffix in suffixes if suffix.isdigit())
    usual = widths.most_common(1)[0][0] if widths else 0
    due = 1
    for code, suffix in suffixes:
        if not suffix.isdigit() or len(suffix) != usual:
            continue
        number = int(suffix)
        if number > due:
            missing = [f"{parent}{value:0{usual}d}" for value in range(due, number)]
            yield missing[0] if len(missing) == 1 else f"{missing[0]}至{missing[-1]}", code
        due = number + 1
