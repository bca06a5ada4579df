"""Names in a document: other departments and places, slips in known names, terms of the field."""

import re
from collections.abc import Iterator
from typing import Any

from perfeval.core.text.names import Occurrence, edit_distance, local_organisations, same_name, slips, truncated
from perfeval.core.text.sentences import excerpt, squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check

TERMS = (
    "国有资本经营预算",
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "社会保险基金预算",
    "使用非财政拨款结余",
    "公务用车运行维护费",
    "预算绩效管理",
)
"""Terms of the budget law and the final accounts that are misspelt by one character."""
COUNTERPARTS = re.compile(r"财政局|审计局|税务局|统计局|公安局|人民银行|机关事务|档案局")
"""Bureaus that a document names for good reason: they ask for, examine or pay."""
_SUPPLIES = re.compile(r"^[^，。；]{0,6}(?:提供|报送|制定|自评|整体支出|部门整体)")
_TITLE_ORGANISATION = re.compile(r"[\u4e00-\u9fff]{2,30}?[县市区旗州][\u4e00-\u9fff]{2,20}?局")
_ROLE = re.compile(r"^[^，。；]{0,6}(?:组长|局长|任|为组长)")
_ORGANISATION = re.compile("局|厅|部|委|中心|站|所|院|办公室|大队|政府")
_DISTRICT = re.compile(r"(?<!自治)(?<![\u4e00-\u9fff]市)(?:区级(?!别)|我区|全区(?!域)|区财政|区委|区政府)")
_NAMED_PROJECT = re.compile(
    r"《([^《》]{4,40}?)项目(?:绩效)?自评报告》|对([^，。；《》]{4,30}?)等\d+个[^，。；]{0,6}项目"
)
_COUNTY = re.compile(r"我县|全县|县委|县政府|县财政局")
_WORDS = ("城市", "州市", "县城")
"""Ends of names of places that are words of any text."""


@check("C40", "出现其他部门的名称", "error", HOUSE)
def check_foreign_suppliers(context: Context) -> Iterator[Remark]:
    """Another bureau of the same place that is said to supply, rule or be evaluated: copied from its report."""
    for text, found, after in _local_bureaus(context):
        if _SUPPLIES.match(after):
            own = context.package.department.name
            message = f"“{_quote(text, found)}”中的“{found.found}”不是本部门（{own}），可能是套用其他部门的文字。"
            yield Remark(text.where, found.found, own, message)


@check("C40-mention", "提到本地其他部门", "hint", HOUSE)
def check_foreign_bureaus(context: Context) -> Iterator[Remark]:
    """Another bureau of the same place, otherwise mentioned."""
    for text, found, after in _local_bureaus(context):
        if not _SUPPLIES.match(after):
            message = f"文中提到“{found.found}”，请核对是否应为本部门。"
            yield Remark(text.where, found.found, context.package.department.name, message)


@check("C40-slip", "本部门、本单位名称书写正确", "error", HOUSE)
def check_slips_in_names(context: Context) -> Iterator[Remark]:
    """A name one character away from the department's, a unit's or the region's."""
    names = [*context.own_names, *([context.region] if context.region else [])]
    for text in context.texts:
        for found in [*slips(text.text, names), *truncated(text.text, context.region)]:
            message = f"“{_quote(text, found)}”中的“{found.found}”应为“{found.name}”。"
            yield Remark(text.where, found.found, found.name, message)


@check("C40-place", "地名书写正确", "hint", HOUSE)
def check_places_almost_alike(context: Context) -> Iterator[Remark]:
    """A place whose short name differs from the own one in one character."""
    region = context.region
    if not 3 <= len(region) <= 4 or region[1:] in _WORDS:
        return
    wild = "|".join(
        f"{re.escape(region[:place])}(?![我全各本该此在到对])[\u4e00-\u9fff]{re.escape(region[place + 1 :])}"
        for place in range(len(region) - 1)
    )
    for text in context.texts:
        other = next((match[0] for match in re.finditer(wild, text.text) if match[0] != region), None)
        if other:
            message = f"文中写“{other}”，与本地“{region}”只差一字，请核对地名。"
            yield Remark(text.where, other, region, message)


@check("C40-superior", "上级机关名称用于本部门", "warning", HOUSE)
def check_superior_names(context: Context) -> Iterator[Remark]:
    """…部 or …厅 in place of the department's …局: 人力资源和社会保障部组长."""
    bare = context.package.department.name.removeprefix(context.region)
    stem = re.split("[（(]", bare)[0].removesuffix("局")
    if len(stem) < 4:
        return
    for text in context.texts:
        for match in re.finditer(re.escape(stem) + "([部厅])", text.text):
            if _ROLE.match(text.text[match.end() :]):
                quote = squeeze(excerpt(text.text, match.start(), match.end()))
                message = f"“{quote}”写成上级机关“{match[0]}”，本部门是“{stem}局”。"
                yield Remark(text.where, match[0], f"{stem}局", message)


@check("C40-printed", "填报单位名称正确", "error", HOUSE)
def check_printed_names(context: Context) -> Iterator[Remark]:
    """Organisations printed with the filing against the department and its units."""
    filing = context.package.filing
    published: dict[str, Any] = (filing.published or {}) if filing else {}
    for key, value in published.items():
        if isinstance(value, str) and _ORGANISATION.search(value) and not _is_own(context, value):
            yield _foreign(context, f"/filing/published/{key}", value)


@check("C40-signature", "落款单位与本部门一致", "warning", HOUSE)
def check_signatures(context: Context) -> Iterator[Remark]:
    """Signing organisations: the department, its units, or their short names."""
    for index, person in enumerate(context.package.signatories):
        if person.organisation and not _is_own(context, person.organisation):
            yield _foreign(context, f"/signatories/{index}/organisation", person.organisation)
    for report in context.reports:
        signature = report.record.signature
        if signature and signature.organisation and not _is_own(context, signature.organisation):
            yield _foreign(context, f"{report.where}/signature/organisation", signature.organisation)


@check("C40-title", "标题和封面的单位与本部门一致", "error", HOUSE)
def check_titles(context: Context) -> Iterator[Remark]:
    """An organisation in the title of a report or on its cover that is neither the department nor a unit."""
    for report in context.reports:
        titles = [(f"{report.where}/{field}", getattr(report.record, field)) for field in ("title", "inner_title")]
        for index, field in enumerate(report.record.cover_fields):
            if "单位" in field.label or "部门" in field.label:
                titles.append((f"{report.where}/cover_fields/{index}/value", field.value))
        for where, title in titles:
            match = _TITLE_ORGANISATION.search(re.sub(r"\d{4}年度?", "", squeeze(title or "")))
            if match and not _is_own(context, match[0]) and context.region:
                yield _foreign(context, where, match[0])


@check("C40-level", "行政级别与本地相符", "error", HOUSE)
def check_levels(context: Context) -> Iterator[Remark]:
    """区级 in a county or a city without districts of its own, 县 in a city's or district's document."""
    region = context.region
    if not region or "自治区" in context.prose:
        return
    wrong = [_DISTRICT] if region.endswith(("县", "市", "旗")) else []
    wrong += [_COUNTY] if region.endswith(("区", "市")) else []
    for text in context.texts if not _is_prefecture(context) else []:
        for match in (m for pattern in wrong for m in pattern.finditer(text.text)):
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            message = f"“{quote}”中的“{match[0]}”与本地（{region}）的行政级别不符，可能是别处文本的残留。"
            yield Remark(text.where, match[0], f"与{region}相符的级别", message)


@check("C40-term", "预算和决算名词书写正确", "warning", HOUSE)
def check_terms(context: Context) -> Iterator[Remark]:
    """Terms of the field with one wrong character."""
    for text in context.texts:
        for found in slips(text.text, list(TERMS)):
            if len(found.found) != len(found.name):
                continue
            message = f"“{_quote(text, found)}”中的“{found.found}”应为“{found.name}”。"
            yield Remark(text.where, found.found, found.name, message)


@check("C40-project", "文中的项目名称与清单一致", "warning", HOUSE)
def check_project_names(context: Context) -> Iterator[Remark]:
    """《X项目自评报告》, 对X等12个项目: a project that the lists do not have."""
    names = [squeeze(project.name) for project in context.package.projects]
    for text in context.report_texts if names else []:
        for match in _NAMED_PROJECT.finditer(text.text):
            name = squeeze(match[1] or match[2])
            if not any(name in known or known in name or edit_distance(name, known) < 3 for known in names):
                message = f"文中提到“{match[0]}”，项目清单中没有“{name}”。"
                yield Remark(text.where, name, "清单中的项目名称", message)


def _local_bureaus(context: Context) -> Iterator[tuple[Text, Occurrence, str]]:
    """Bureaus named with the region that are neither the department nor a usual counterpart; and what follows."""
    for text in context.texts:
        for found in local_organisations(text.text, context.region):
            if not COUNTERPARTS.search(found.found) and not _is_own(context, found.found):
                yield text, found, text.text[found.start + len(found.found) :]


def _is_own(context: Context, name: str) -> bool:
    """The department, a unit, or a short name of one: its characters in order inside the full name."""
    bare = squeeze(name)
    for known in context.own_names:
        if same_name(bare, known) or bare in known or known in bare:
            return True
        if len(bare) <= len(known) and _is_subsequence(bare.removeprefix(context.region), known):
            return True
    return False


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) >= 2 and all(character in rest for character in short)


def _is_prefecture(context: Context) -> bool:
    """A city that has counties or districts under it speaks of them by right."""
    return context.region.endswith("市") and bool(
        re.search(r"各县|县（市、?区）|县\(市|县区|县级以下|所辖", context.prose)
    )


def _foreign(context: Context, where: str, name: str) -> Remark:
    own = context.package.department.name
    return Remark(where, name, own, f"此处的单位为“{name}”，与填报部门“{own}”不一致。")


def _quote(text: Text, found: Occurrence) -> str:
    return squeeze(excerpt(text.text, found.start, found.start + len(found.found)))
