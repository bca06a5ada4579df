"""Amounts and rates that a sheet's own texts and the report state, against sheets, accounts and rules."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.compute import sources_of
from perfeval.core.numbers import plain, round_half_up
from perfeval.core.package import Sheet
from perfeval.core.scoring.award import Subject
from perfeval.core.scoring.measures import Missing, read_measure
from perfeval.core.text.figures import Figure, narrow, total_base
from perfeval.core.text.mentions import Mention, normalise
from perfeval.core.text.sentences import sentences, squeeze

from .context import Context
from .finding import Remark
from .places import Placed, Text
from .registry import check

_EXECUTED = re.compile(r"(?:实际|全年|累计)(?:执行|支出)(?:数|资金|额)?[ \t]*为?[ \t]*$|执行数[ \t]*为?[ \t]*$")
_RATE = re.compile(r"(?:预算)?执行率[ \t]*为?(?:达到?)?[ \t]*$")
_OTHER_INCOME = re.compile(r"^其他收入?$|^其他资金$")
_FISCAL = re.compile(r"拨款收入$|财政拨款$")
_ITEM_LIST = re.compile(r"主要包括(?P<items>[^。\n]{4,400})")


@check("C21-executed", "分析文字中的执行数与资金表一致", "error")
def check_executed_in_analysis(context: Context) -> Iterator[Remark]:
    """What a sheet's analysis says was spent against its fund rows."""
    for sheet, text, mention in _of_sheets(context):
        executed = sheet.record.amount("executed")
        if executed is None or mention.figure.dimension != "money" or not _EXECUTED.search(mention.raw):
            continue
        if not mention.figure.agrees_base(context.yuan(executed)):
            expected = context.money(executed)
            message = f"文字说执行{mention.figure.written()}，资金表的全年执行数为{expected}，两处应一致。"
            yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-rate", "文字中的预算执行率与资金表一致", "warning")
def check_rate_in_analysis(context: Context) -> Iterator[Remark]:
    """The execution rate that a sheet's analysis states against the sheet's."""
    for sheet, text, mention in _of_sheets(context):
        rate = sheet.record.computed.execution_rate if sheet.record.computed else None
        if rate is None or mention.figure.unit != "%" or not _RATE.search(mention.raw):
            continue
        if not mention.figure.agrees(rate):
            message = f"文字说预算执行率{mention.figure.written()}，资金表按全年预算数计算为{plain(rate)}%。"
            yield Remark(text.where, mention.figure.written(), f"{plain(rate)}%", message)


@check("C21-measure", "文字中的比率与指标计算一致", "error")
def check_measures_in_text(context: Context) -> Iterator[Remark]:
    """“三公经费”控制率为57.11% against the ratio that scores this indicator."""
    measures = dict(_measures(context))
    for text in context.report_texts:
        for mention in context.mentions(text) if not text.scope else []:
            value = measures.get(_bare(mention.phrase))
            if value is None or mention.figure.unit != "%" or mention.figure.agrees(value):
                continue
            expected = f"{plain(round_half_up(value))}%"
            message = f"文中“{squeeze(mention.raw)}{mention.figure.written()}”，按自评数据计算为{expected}。"
            yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-other", "报告与自评表的其他资金一致", "error")
def check_other_income(context: Context) -> Iterator[Remark]:
    """其他收入 of the report against the row 其他 of the overall sheet."""
    overall = context.package.overall
    row = overall.fund_row("other") if overall else None
    amounts = [amount for amount in (row.adjusted, row.executed) if amount is not None] if row else []
    for text, mention in _of_report(context):
        if amounts and mention.figure.dimension == "money" and _OTHER_INCOME.match(mention.phrase):
            if any(mention.figure.agrees_base(context.yuan(amount)) for amount in amounts):
                continue
            expected = context.money(amounts[0])
            message = f"报告写“{squeeze(mention.raw)}{mention.figure.written()}”，自评表的其他资金为{expected}。"
            yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-fiscal", "报告的财政拨款与自评表的财政资金一致", "warning")
def check_fiscal_income(context: Context) -> Iterator[Remark]:
    """The appropriations a sentence lists against the row 财政资金 of the overall sheet."""
    overall = context.package.overall
    row = overall.fund_row("fiscal") if overall else None
    for text in context.report_texts:
        for sentence in sentences(text.text) if row and row.adjusted is not None and not text.scope else []:
            inside = [m for m in context.mentions(text) if sentence.start <= m.figure.start < sentence.end]
            figures = [m.figure for m in inside if m.figure.dimension == "money" and _FISCAL.search(m.phrase)]
            if len(figures) > 1 and row and row.adjusted is not None:
                yield from _fiscal(context, text, figures, row.adjusted)


@check("C21-class", "文字中各类支出与决算表一致", "error")
def check_class_amounts(context: Context) -> Iterator[Remark]:
    """“<类>支出决算A万元”, “<类>年初预算B万元” against table 05 and the entered budgets."""
    accounts = context.package.final_accounts
    names = {name: code for code, name in accounts.function_names.items() if len(code) == 3} if accounts else {}
    for text in context.report_texts:
        current = ""
        for mention in context.mentions(text):
            current = next((name for name in names if mention.phrase.startswith(name)), current)
            exact = _class_amount(context, names.get(current, ""), mention)
            if exact is None or mention.figure.agrees_base(exact):
                continue
            expected = f"{plain(round_half_up(exact / mention.figure.scale))}{mention.figure.unit}"
            message = f"文中{current}“{squeeze(mention.raw)}{mention.figure.written()}”，决算表为{expected}。"
            yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-items", "人员经费、公用经费的科目归属正确", "error")
def check_items_of_spending(context: Context) -> Iterator[Remark]:
    """Names listed after 人员经费…主要包括 are 301 and 303 codes, those after 公用经费 are not."""
    for text, kind, items in _item_lists(context):
        for name, code in _economic(context).items():
            if name not in items:
                continue
            personnel = code.startswith(("301", "303"))
            if personnel != (kind == "人员经费"):
                right = "人员经费" if personnel else "公用经费"
                message = f"“{name}”（{code}）属于{right}，文中列在{kind}的“主要包括”里。"
                yield Remark(text.where, name, right, message)


@check("C21-missing", "主要支出科目列举完整", "warning")
def check_missing_items(context: Context) -> Iterator[Remark]:
    """A code with a large basic amount that the list 主要包括 leaves out although smaller ones are named."""
    accounts = context.package.final_accounts
    for text, kind, items in _item_lists(context):
        amounts = {leaf.name: leaf.basic for leaf in (accounts.economic if accounts else []) if leaf.basic}
        codes = _economic(context)
        mine = {n: a for n, a in amounts.items() if codes[n].startswith(("301", "303")) == (kind == "人员经费")}
        named = [amount for name, amount in mine.items() if name in items]
        for name, amount in mine.items():
            if not _is_listed(name, text.text) and "其他" not in name and _is_large(amount, named, mine):
                message = f"{kind}中“{name}”{plain(amount)}元，文中“主要包括”没有列出。"
                yield Remark(text.where, "没有列出", name, message)


def _of_sheets(context: Context) -> Iterator[tuple[Placed[Sheet], Text, Mention]]:
    """Figures in the analysis boxes of the sheets."""
    sheets = {sheet.where: sheet for sheet in context.sheets}
    for text in context.form_texts:
        sheet = sheets.get(text.scope or "/overall")
        if text.kind == "analysis" and sheet:
            for mention in context.mentions(text):
                yield sheet, text, mention


def _of_report(context: Context) -> Iterator[tuple[Text, Mention]]:
    for text in context.report_texts:
        for mention in context.mentions(text) if not text.scope else []:
            yield text, mention


def _measures(context: Context) -> Iterator[tuple[str, Decimal]]:
    """Indicator name → its ratio in percent points, where a rule measures one."""
    sources = sources_of(context.package)
    for leaf in context.leaves:
        measure = getattr(leaf.record.rule, "measure", None)
        if leaf.sheet != "/overall" or measure is None or not measure.ratio:
            continue
        subject = Subject(leaf.record, leaf.record.weight or Decimal(0), leaf.branches, sources, context.scheme.scoring)
        reading = read_measure(measure, subject)
        if not isinstance(reading, Missing):
            value = Decimal(reading.value.numerator) / Decimal(reading.value.denominator)
            yield _bare(normalise(leaf.record.name)), value


def _bare(name: str) -> str:
    return re.sub('[“”"]', "", name)


def _fiscal(context: Context, text: Text, figures: list[Figure], row: Decimal) -> Iterator[Remark]:
    summed = total_base(figures)
    if summed != context.yuan(row):
        scale = figures[0].scale
        found, expected = f"{plain(summed / scale)}{figures[0].unit}", context.money(row)
        parts = "＋".join(plain(figure.value) for figure in figures)
        message = f"报告中的财政拨款{parts}={found}，自评表的财政资金为{expected}。"
        yield Remark(text.where, found, expected, message)


def _class_amount(context: Context, code: str, mention: Mention) -> Decimal | None:
    accounts, words = context.package.final_accounts, squeeze(narrow(mention.raw))
    if not code or accounts is None or mention.figure.dimension != "money":
        return None
    if words.endswith(("支出决算", "(类)", "（类）")):
        return context.account_cell("05", code)
    if words.endswith("年初预算"):
        budget = accounts.initial_budget.get(code)
        return context.yuan(budget) if budget is not None and accounts.money_unit == "万元" else budget
    return None


def _economic(context: Context) -> dict[str, str]:
    accounts = context.package.final_accounts
    return {leaf.name: leaf.code for leaf in accounts.economic} if accounts else {}


def _item_lists(context: Context) -> Iterator[tuple[Text, str, str]]:
    for text in context.report_texts:
        for match in _ITEM_LIST.finditer(text.text) if context.package.final_accounts else []:
            before = text.text[max(0, match.start() - 40) : match.start()]
            kinds = [(before.rfind(kind), kind) for kind in ("人员经费", "公用经费") if kind in before]
            if kinds:
                yield text, max(kinds)[1], match["items"]


def _is_listed(name: str, text: str) -> bool:
    """Under its own name, or without the bracket in it: 维修（护）费 as 维修费."""
    return name in text or re.sub(r"（.*?）", "", name) in text


def _is_large(amount: Decimal, named: list[Decimal], mine: dict[str, Decimal]) -> bool:
    return len(named) > len(mine) / 2 and amount > min(named)
