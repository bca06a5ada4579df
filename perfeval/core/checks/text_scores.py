"""Scores, weights and grades that the report states, against the sheet."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import parse_plain, plain
from perfeval.core.package import Package
from perfeval.core.scoring.grades import Bands, grade_of, overall_bands
from perfeval.core.text.figures import narrow
from perfeval.core.text.names import edit_distance
from perfeval.core.text.numbering import title_of
from perfeval.core.text.sentences import squeeze

from .context import Context, number_of, score_shown, stated_weight
from .finding import Remark
from .places import Leaf, Text
from .registry import check

_N = r"(\d{1,3}(?:\.\d{1,2})?)\s*分"
_ITEM_SCORE = re.compile(rf"(?:故此项|此项|该项|本项)\s*(?:得分?|评分)\s*[为:：]?\s*{_N}")
_DEDUCTED = re.compile(rf"扣\s*{_N}")
_NODE_SCORE = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”、]{2,24}?)(?:总评价?分|评价得分|总分值?)\s*(?P<weight>\d{1,3}(?:\.\d{1,2})?)\s*分"
    r"[，,]\s*(?:评价|实际)?得分?\s*(?P<score>\d{1,3}(?:\.\d{1,2})?)\s*分"
)
_TOTAL = re.compile(rf"(?:评价得分|自评得分|综合得分|自评结果得分|考核得分|局得分|总得分|评价总分)\s*[为是:：]?\s*{_N}")
_GRADE = re.compile(
    r"(?:评价等级|绩效等级|评价结果|自评等级|等级|支出绩效)\s*[为是]\s*[“\"]?(优秀|良好|合格|不合格|优|良|中|差)[”\"]?"
)
_HEADING_WEIGHT = re.compile(rf"[（(]\s*{_N}\s*[）)]")
_LISTED = re.compile(
    r"(?P<lead>[^，。；：\n]{0,40}?)设[立置](?P<items>[^，。；]{4,300}?)(?P<count>\d{1,2})个[一二三]级指标"
)


@check("C21-item", "报告所写指标得分与自评表一致", "error")
def check_item_scores(context: Context) -> Iterator[Remark]:
    """故此项得N分 in the section of an indicator (by its heading) against the form."""
    for text in context.report_texts:
        node = _node_named(context, title_of(text.heading)) if not text.scope else None
        match = _ITEM_SCORE.search(narrow(text.text))
        if node is None or match is None:
            continue
        stated, score = parse_plain(match[1]), _score(node)
        if score is not None and stated != score and not _printed_in_report(node, stated):
            message = f"报告写“{node.record.name}”得{plain(stated)}分，自评表为{plain(score)}分，两处应一致。"
            yield Remark(text.where, f"{plain(stated)}分", f"{plain(score)}分", message)


@check("C21-deduct", "扣分与得分相符", "error")
def check_stated_deductions(context: Context) -> Iterator[Remark]:
    """扣N分 and 得M分 in one sentence about an indicator must make its weight."""
    for text in context.report_texts:
        node = _node_named(context, title_of(text.heading)) if not text.scope else None
        plain_text = narrow(text.text)
        item, deducted = _ITEM_SCORE.search(plain_text), _DEDUCTED.findall(plain_text)
        if node is None or item is None or not deducted or node.record.weight is None:
            continue
        due = node.record.weight - sum((parse_plain(points) for points in deducted), Decimal(0))
        if parse_plain(item[1]) != due:
            message = (
                f"“{node.record.name}”分值{plain(node.record.weight)}分，文中扣{'、'.join(deducted)}分，"
                f"应得{plain(due)}分，却写得{item[1]}分。"
            )
            yield Remark(text.where, f"{item[1]}分", f"{plain(due)}分", message)


@check("C21-level", "报告所写各级分值和得分与自评表一致", "error")
def check_level_scores(context: Context) -> Iterator[Remark]:
    """“X总评价分N分，评价得分M分” against weight and score of node X."""
    for text in context.report_texts:
        for match in _NODE_SCORE.finditer(narrow(text.text)) if not text.scope else []:
            node = _node_named(context, match["name"])
            if node is None:
                continue
            stated, weight = parse_plain(match["weight"]), stated_weight(node.record)
            if stated != weight:
                message = f"报告写“{node.record.name}”分值{plain(stated)}分，自评表为{plain(weight)}分。"
                yield Remark(text.where, f"{plain(stated)}分", f"{plain(weight)}分", message)
            stated, score = parse_plain(match["score"]), _score(node)
            if score is not None and stated != score:
                message = f"报告写“{node.record.name}”得{plain(stated)}分，自评表各行合计为{plain(score)}分。"
                yield Remark(text.where, f"{plain(stated)}分", f"{plain(score)}分", message)


@check("C21-heading", "报告标题中的分值与自评表一致", "error")
def check_heading_weights(context: Context) -> Iterator[Remark]:
    """A heading 投入指标（20分） against the weight of its node."""
    for heading in context.headings:
        match = _HEADING_WEIGHT.search(narrow(heading.text))
        node = _node_named(context, _HEADING_WEIGHT.sub("", title_of(heading.text))) if match else None
        if match is None or node is None or heading.scope:
            continue
        stated, weight = parse_plain(match[1]), stated_weight(node.record)
        if stated != weight:
            message = f"标题“{heading.text}”写{plain(stated)}分，自评表中“{node.record.name}”为{plain(weight)}分。"
            yield Remark(heading.where, f"{plain(stated)}分", f"{plain(weight)}分", message)


@check("C21-total", "报告所写总分与自评表一致", "error")
def check_stated_total(context: Context) -> Iterator[Remark]:
    """The total that the department's report states."""
    total = _total(context)
    for text in _conclusions(context):
        yield from _wrong_total(text, total)


@check("C21-project-total", "项目报告所写得分与项目自评表一致", "error")
def check_stated_project_total(context: Context) -> Iterator[Remark]:
    """The total that a project's own report states."""
    finished = [sheet for sheet in context.sheets if context.is_finished(sheet.record)]
    totals = {sheet.where: sheet.record.computed.total for sheet in finished if sheet.record.computed}
    for text in context.report_texts:
        if text.scope:
            yield from _wrong_total(text, totals.get(text.scope))


@check("C21-grade", "报告所写等级与得分相符", "error")
def check_stated_grade(context: Context) -> Iterator[Remark]:
    """The grade that the department's report states against the bands of the scheme."""
    bands, total = overall_bands(context.package, context.scheme.scoring), _total(context)
    due = grade_of(total, bands) if total is not None else None
    for text in _conclusions(context):
        if due is None or not _TOTAL.search(_NODE_SCORE.sub("", narrow(text.text))):
            continue
        for match in _GRADE.finditer(text.text):
            if match[1] != due and not _same_grade(match[1], due):
                message = f"文中写等级为“{match[1]}”，总分{plain(total or Decimal(0))}分应为“{due}”。"
                yield Remark(text.where, match[1], due, message)


@check("C18-word", "等级名称前后一致", "warning")
def check_grade_words(context: Context) -> Iterator[Remark]:
    """One grade under two names: 优 and 优秀."""
    bands, total = overall_bands(context.package, context.scheme.scoring), _total(context)
    due = grade_of(total, bands) if total is not None else None
    for text in _conclusions(context):
        for match in _GRADE.finditer(text.text) if due and _TOTAL.search(narrow(text.text)) else []:
            if due and match[1] != due and _same_grade(match[1], due):
                message = f"文中等级写作“{match[1]}”，本方案的名称是“{due}”，全文应一致。"
                yield Remark(text.where, match[1], due, message)


@check("C18-national", "等级界限与财预〔2020〕10号不同", "hint")
def check_grade_bands(context: Context) -> Iterator[Remark]:
    """A grade that the scheme's bands give and the usual bands 90/80/60 do not."""
    usual = type(context.scheme.scoring)().grade_bands
    for sheet in context.sheets:
        bands: Bands = (usual.overall if sheet.where == "/overall" else usual.project) or []
        result = sheet.record.computed
        if result is None or result.total is None or not result.grade or result.grade not in {b.grade for b in bands}:
            continue
        due = grade_of(result.total, bands)
        limits = "、".join(plain(band.min) for band in bands if band.min is not None)
        if due and due != result.grade:
            message = f"得{plain(result.total)}分评为“{result.grade}”；按财预〔2020〕10号的{limits}分界限应为“{due}”。"
            yield Remark(f"{sheet.where}/self_score", result.grade, due, message)


@check("C21-names", "报告列举的指标与自评表一致", "error")
def check_listed_indicators(context: Context) -> Iterator[Remark]:
    """“X设立a、b、c3个三级指标” against the children of X: an indicator that the form does not have."""
    for text in [*context.headings, *context.report_texts]:
        for match in _LISTED.finditer(text.text) if not text.scope else []:
            node = _node_named(context, re.split("[）)、.．]", match["lead"])[-1])
            if node is None or not node.record.children:
                continue
            names = [squeeze(child.name) for child in node.record.children]
            for item in re.split("[、和]", match["items"]):
                if len(item) > 3 and not any(_alike(squeeze(item), name) for name in names):
                    message = f"报告写“{node.record.name}”设有“{item}”，自评表中没有这个指标。"
                    yield Remark(text.where, item, "自评表中的指标", message)


def _wrong_total(text: Text, total: Decimal | None) -> Iterator[Remark]:
    for match in _TOTAL.finditer(_NODE_SCORE.sub("", narrow(text.text))):
        stated = parse_plain(match[1])
        if total is not None and stated != total:
            message = f"文中写自评得分{plain(stated)}分，自评表总分为{plain(total)}分。"
            yield Remark(text.where, f"{plain(stated)}分", f"{plain(total)}分", message)


def _conclusions(context: Context) -> list[Text]:
    """Texts that state the department's result: its report with headings, and the working papers."""
    texts = [*context.headings, *context.report_texts]
    papers = [text for text in context.texts if text.kind == "paper"]
    return [text for text in texts if not text.scope] + papers


def _node_named(context: Context, name: str) -> Leaf | None:
    """The node of the overall sheet with this name, 指标 and blanks aside; None where it is not the only one."""
    wanted = _bare(name)
    found = [node for node in context.overall_nodes if wanted and _bare(node.record.name) == wanted]
    if len(found) > 1:
        found = [node for node in found if not node.record.is_leaf]
    return found[0] if len(found) == 1 else None


def _bare(name: str) -> str:
    return re.sub(r"指标$|[“”\"（）()：:。\s]", "", re.sub(r"[（(].*?分\s*[）)]", "", name).strip())


def _score(node: Leaf) -> Decimal | None:
    """The score the form shows: as printed for a leaf, else the sum of what is printed or computed below."""
    scores = [score_shown(leaf) for leaf in node.record.leaves()]
    if any(score is None for score in scores):
        return None
    return sum((score for score in scores if score is not None), Decimal(0))


def _printed_in_report(node: Leaf, stated: Decimal) -> bool:
    return not node.record.is_leaf and number_of((node.record.published or {}).get("score")) == stated


def _total(context: Context) -> Decimal | None:
    """The total as printed, else as computed once the form is filled in."""
    package: Package = context.package
    overall = package.overall
    if overall is None:
        return None
    stated = number_of((overall.published or {}).get("total"))
    is_known = stated is None and overall.computed is not None and context.is_finished(overall)
    return overall.computed.total if is_known and overall.computed else stated


def _same_grade(first: str, second: str) -> bool:
    return first[0] == second[0] and "不" not in first + second


def _alike(item: str, name: str) -> bool:
    return item in name or name in item or edit_distance(item, name, 2) < 2
