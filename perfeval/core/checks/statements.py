"""What the report says in words, against what the forms show: adjustments, shortfalls, leaders, grades, items."""

import re
from collections.abc import Iterator

from perfeval.core.numbers import HUNDRED, parse_plain, percent, plain, round_half_up, total
from perfeval.core.scoring.grades import project_bands
from perfeval.core.targets import read_target
from perfeval.core.text.figures import Figure, narrow
from perfeval.core.text.sentences import excerpt, paragraphs, squeeze

from .context import Context, score_shown
from .finding import Remark
from .places import Text
from .registry import HOUSE, check
from .text_passages import node_paragraphs

_NOT_ADJUSTED = re.compile(r"预算[^。；]{0,16}未[做作进]?行?调整|未调整预算")
_ADJUSTED = re.compile(r"年中调整|调整项目|预算追加|追加预算|调减预算|追加手续")
_UNFINISHED = re.compile(r"(?:目标|指标|任务)[^。；]{0,12}(?:未能?[^。；]{0,6}完成|没有完成|未达到)")
_OUTPUT = re.compile("产出|效益|效果|数量|质量|时效")
_DEPUTY = re.compile(r"(?:为|任|担任)副组长")
_WORST = re.compile(r"(?:导致|使)[^。；]{0,12}(?:评价|自评)?(?:结果|等级)为[“\"]?(优秀|良好|优|良|中|差)")
_EACH_PROJECT = re.compile(r"每个项目[^。]{0,20}(?:如下|详见下)")
_COLUMNS = re.compile(r"[（(]([^（）()]*、[^（）()]*)[）)]")
_PERSONNEL, _PUBLIC = "人员经费", "公用经费"
_WAGES = re.compile("工资|社会?保险")
_STAFF = re.compile("人员|工资|保险|薪")
_ITEM = re.compile(r"(?<![总价际])得分?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分")
_SET_UP = re.compile(r"设立(?P<items>[^，。；\d]{4,200}?)\d+个[一二三]级指标")
_NUMBERED = re.compile(r"^\s*[（(]\s*\d+\s*[）)]\s*")


@check("C45-adjust", "预算调整的说法前后一致", "warning", HOUSE)
def check_adjustment_statements(context: Context) -> Iterator[Remark]:
    """预算未做调整 here, 年中调整项目 there."""
    texts = [text for text in context.report_texts if not text.scope]
    adjusted = next((match for text in texts if (match := _ADJUSTED.search(text.text))), None)
    for text in texts:
        match = _NOT_ADJUSTED.search(text.text) if adjusted else None
        if match and adjusted:
            message = f"文中说“{squeeze(match[0])}”，另一处说“{adjusted[0]}”，两种说法不一致。"
            yield Remark(text.where, squeeze(match[0]), adjusted[0], message)


@check("C38-unfinished", "未完成的目标在得分中体现", "warning")
def check_unfinished_goals(context: Context) -> Iterator[Remark]:
    """The report says that goals were missed, yet every indicator of output and benefit has full marks."""
    leaves = [leaf for leaf in context.leaves if leaf.sheet == "/overall" and _OUTPUT.search("".join(leaf.branches))]
    if not leaves or any(score_shown(leaf.record) != leaf.record.weight for leaf in leaves):
        return
    for text in context.report_texts:
        match = _UNFINISHED.search(text.text) if not text.scope and "问题" in text.heading else None
        if match:
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            message = f"文中说“{quote}”，产出和效益指标却全部得满分，没有体现未完成的指标。"
            yield Remark(text.where, squeeze(match[0]), "与得分一致的说法", message)


@check("C48-deputy", "评价小组的职务与名单一致", "warning", HOUSE)
def check_deputy_leader(context: Context) -> Iterator[Remark]:
    """A deputy leader named in the text who is not in the list of members."""
    members = context.package.signatories
    if not any(member.role == "组长" for member in members) or any("副组长" in (m.role or "") for m in members):
        return
    for text in context.report_texts:
        if match := _DEPUTY.search(text.text):
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            message = f"文中有副组长（“{quote}”），评价工作组名单中没有。"
            yield Remark(text.where, "副组长", "名单中的副组长", message)


@check("C19-worst", "最差的等级如实说明", "warning")
def check_worst_grade(context: Context) -> Iterator[Remark]:
    """“导致评价结果为良” although the list has a lower grade too."""
    order = [band.grade for band in project_bands(context.package, context.scheme.scoring)]
    grades = [project.computed.grade for project in context.package.projects if project.computed]
    there = [grade for grade in order if grade in grades]
    for text in context.report_texts:
        for match in _WORST.finditer(text.text) if there and not text.scope else []:
            if match[1] in order and order.index(match[1]) < order.index(there[-1]):
                message = f"文中只说结果为“{match[1]}”，项目中还有“{there[-1]}”。"
                yield Remark(text.where, match[1], there[-1], message)


@check("C47-text", "逐个说明的项目齐全", "warning")
def check_each_project_described(context: Context) -> Iterator[Remark]:
    """A text that announces every project names every project."""
    for text in context.report_texts:
        if text.scope or not _EACH_PROJECT.search(text.text):
            continue
        missing = [p.name for p in context.package.projects if squeeze(p.name) not in squeeze(text.text)]
        if missing:
            count = len(context.package.projects)
            message = f"文中说逐个表述{count}个项目，没有提到{'、'.join(missing[:3])}等{len(missing)}个项目的名称。"
            yield Remark(text.where, f"{count - len(missing)}个", f"{count}个", message)


@check("C44-columns", "标题所列栏目与表格一致", "warning", HOUSE)
def check_promised_columns(context: Context) -> Iterator[Remark]:
    """（姓名、工作单位、职务、职称） in a heading against the head of the table below."""
    for text in context.report_texts:
        match, first = _COLUMNS.search(text.heading), text.text.split("\n", 1)[0]
        if match is None or "\t" not in first:
            continue
        columns = [column.strip() for column in first.split("\t")]
        lacking = [name for name in match[1].split("、") if name.strip() not in columns]
        if lacking:
            message = f"标题说有“{'、'.join(lacking)}”，表中的栏目是{'、'.join(columns)}。"
            yield Remark(text.where, "、".join(columns), match[1], message)


@check("C39-name", "项目目标与项目名称相符", "warning")
def check_goals_fit_names(context: Context) -> Iterator[Remark]:
    """公用经费 whose goal is to pay wages, 人员经费 whose goal names no staff."""
    for index, project in enumerate(context.package.projects):
        goal = project.goal_text or ""
        kind = re.sub(r"^\d{4}年度?", "", project.name.strip())
        pays_wages = kind == _PUBLIC and _WAGES.search(goal)
        no_staff = kind == _PERSONNEL and goal and not _STAFF.search(goal)
        if pays_wages or no_staff:
            message = f"项目“{project.name}”的目标是“{goal[:30]}”，与名称不符。"
            yield Remark(f"/projects/{index}/goal_text", goal[:30], f"与“{project.name}”相符的目标", message)


@check("C20-kind", "人员经费、公用经费与清单合计一致", "warning")
def check_spending_by_kind(context: Context) -> Iterator[Remark]:
    """人员经费 and 公用经费 of the report against the list rows of these names."""
    for kind in (_PERSONNEL, _PUBLIC):
        rows = [project for project in context.package.projects if re.match(rf"(?:\d{{4}}年度?)?{kind}", project.name)]
        summed = total([project.amount("executed") for project in rows])
        stated = _stated(context, kind)
        if summed is None or stated is None or stated[1].agrees_base(context.yuan(summed)):
            continue
        text, figure = stated
        message = (
            f"报告的{kind}支出为{figure.written()}，清单中名为{kind}的{len(rows)}行合计为{context.money(summed)}。"
        )
        yield Remark(text.where, figure.written(), context.money(summed), message)


@check("C20-nature", "报告的支出与自评表按性质分的支出一致", "hint")
def check_spending_by_nature(context: Context) -> Iterator[Remark]:
    """基本支出 and 项目支出 of the report against the overall sheet's lines."""
    overall = context.package.overall
    for line in overall.funds_by_nature if overall else []:
        stated = _stated(context, line.label) if line.group == "expenditure" and line.amount is not None else None
        if stated is None or line.amount is None or stated[1].agrees_base(context.yuan(line.amount)):
            continue
        text, figure = stated
        message = f"报告的{line.label}为{figure.written()}，自评表为{context.money(line.amount)}，口径不同的须说明。"
        yield Remark(text.where, figure.written(), context.money(line.amount), message)


@check("C16-indicator", "满意度指标与问卷结果一致", "warning")
def check_satisfaction_against_survey(context: Context) -> Iterator[Remark]:
    """The satisfaction that an indicator reports against the survey's average."""
    survey = context.package.survey
    result = survey.computed if survey else None
    if result is None or result.average is None or not result.full_points:
        return
    average = round_half_up(percent(result.average, result.full_points))
    for leaf in context.leaves:
        actual = read_target(leaf.record.actual)
        if leaf.sheet != "/overall" or "满意度" not in leaf.record.name or actual is None or actual.unit != "%":
            continue
        if round_half_up(actual.number, 0) != round_half_up(average, 0) and actual.number <= HUNDRED:
            message = f"“{leaf.record.name}”填{leaf.record.actual}，问卷结果为{plain(average)}%，两处不一致。"
            yield Remark(f"{leaf.where}/actual", f"{leaf.record.actual}", f"{plain(average)}%", message)


@check("C21-score", "报告逐项得分与自评表一致", "error")
def check_scores_in_paragraphs(context: Context) -> Iterator[Remark]:
    """“（1）X设立…，…得2分；…得1分” against the rows below X, where there are as many."""
    for text, node, paragraph in node_paragraphs(context):
        points = [parse_plain(found) for found in _ITEM.findall(narrow(paragraph))]
        for child, stated in zip(node.record.children, points, strict=False):
            score = score_shown(child)
            if len(points) == len(node.record.children) and score is not None and stated != score:
                message = f"报告写“{child.name}”得{plain(stated)}分，自评表为{plain(score)}分。"
                yield Remark(text.where, f"{plain(stated)}分", f"{plain(score)}分", message)


@check("C44-analysis", "列出的指标逐一分析", "error")
def check_every_item_analysed(context: Context) -> Iterator[Remark]:
    """A text that sets up a, b and c and analyses them in numbered paragraphs analyses all of them."""
    for text in context.report_texts:
        pieces = [_NUMBERED.sub("", piece.text) for piece in paragraphs(text.text) if _NUMBERED.match(piece.text)]
        match = _SET_UP.search(f"{text.heading}\n{text.text[:400]}")
        if text.scope or match is None or not pieces:
            continue
        items = [item for item in re.split("[、和及]", match["items"]) if len(item) > 1]
        lacking = [item for item in items if not any(piece.startswith(item) for piece in pieces)]
        if lacking and len(lacking) < len(items):
            message = f"文中设立{'、'.join(items)}，没有对“{'、'.join(lacking)}”的分析。"
            yield Remark(text.where, "没有分析", "、".join(lacking), message)


@check("C44-title", "附件内容与标题相符", "warning", HOUSE)
def check_attachment_titles(context: Context) -> Iterator[Remark]:
    """“职能分解及工作完成情况”: each half of an attachment's title is dealt with in its text."""
    for report in context.reports:
        for index, attachment in enumerate(report.record.attachments):
            halves = re.split("[及与和]", attachment.title)
            if not attachment.text or len(halves) != 2:
                continue
            lacking = [half for half in halves if len(half) > 3 and not _is_dealt_with(half, attachment.text)]
            if len(lacking) == 1:
                message = f"附件“{attachment.title}”中没有“{lacking[0]}”的内容。"
                yield Remark(f"{report.where}/attachments/{index}/text", "没有", lacking[0], message)


def _stated(context: Context, kind: str) -> tuple[Text, Figure] | None:
    """The first amount that the department's report gives for a kind of spending."""
    for text in context.report_texts:
        for mention in context.mentions(text) if not text.scope else []:
            if mention.figure.dimension == "money" and re.fullmatch(f"{kind}(?:支出)?", mention.phrase):
                return text, mention.figure
    return None


def _is_dealt_with(half: str, text: str) -> bool:
    """Some four characters of the half stand in the text."""
    return any(half[start : start + 4] in text for start in range(len(half) - 3))
