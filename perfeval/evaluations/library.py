"""核心绩效指标库: indicators a department has used before, and those its scheme prescribes, to be used again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from perfeval.core.package import Indicator as PackageIndicator
from perfeval.core.scoring import describe, rule_of
from perfeval.schemes.selectors import scheme_of

from .models import Indicator, Sheet, SheetKind

MOST_READ = 2000
"""Rows that are looked through for one search."""

MOST_SHOWN = 40

COPIED = ("target", "nature", "better", "explanation", "standard", "data_source", "rule")
"""What an indicator takes along; its weight belongs to the sheet, its actual value to the year."""

_SEARCHED = ("name", "parent__name", "parent__parent__name", "target", "explanation")


@dataclass(frozen=True, slots=True)
class LibraryIndicator:
    """An indicator to be used again. ``path`` are the names above it, ``source`` is where it was used last."""

    key: str
    path: tuple[str, ...]
    name: str
    values: dict[str, Any]
    source: str

    @property
    def target(self) -> str:
        """年度指标值 as it was typed."""
        return self.values["target"] or ""

    @property
    def rule_sentence(self) -> str:
        """The rule in words; empty where the scheme's default rule holds."""
        if not self.values["rule"]:
            return ""
        document = {"name": self.name, "rule": self.values["rule"]}
        return describe(rule_of(PackageIndicator.model_validate(document)))

    @property
    def identity(self) -> tuple[object, ...]:
        """Indicators that are equal in this are one."""
        return (*self.path, self.name, self.target, str(self.values["rule"]))


def search_library(sheet: Sheet, wanted: str = "") -> list[LibraryIndicator]:
    """Indicators for this sheet whose names, target or explanation have ``wanted`` in them, the latest first."""
    found: dict[tuple[object, ...], LibraryIndicator] = {}
    used = (_of_row(row) for row in _used(sheet, wanted)[:MOST_READ])
    for one in (*used, *_prescribed(sheet, wanted)):
        found.setdefault(one.identity, one)
    return list(found.values())[:MOST_SHOWN]


def library_indicator(sheet: Sheet, key: str) -> LibraryIndicator | None:
    """The indicator with this key, None where it is none that this department may use."""
    kind, _dot, number = key.partition(".")
    if kind == "template":
        return next((one for one in _prescribed(sheet, "") if one.key == key), None)
    known = number.isdecimal() and len(number) < 19
    row = _used(sheet, "").filter(pk=int(number)).first() if known else None
    return _of_row(row) if row else None


def _used(sheet: Sheet, wanted: str) -> QuerySet[Indicator]:
    """The scored indicators of the department's other sheets, of this year and of years before."""
    matches = Q()
    for column in _SEARCHED:
        matches |= Q(**{f"{column}__icontains": wanted})
    return (
        Indicator.objects.filter(
            ~Exists(Indicator.objects.filter(parent=OuterRef("pk"))),
            sheet__evaluation__department_id=sheet.evaluation.department_id,
            parent__isnull=False,
            deleted=False,
        )
        .filter(matches if wanted else Q())
        .exclude(sheet=sheet)
        .select_related("parent__parent__parent", "sheet__evaluation", "sheet__project")
        .order_by("-sheet__evaluation__year", "sheet", "level", "order", "pk")
    )


def _of_row(row: Indicator) -> LibraryIndicator:
    values = {column: getattr(row, column) for column in COPIED}
    return LibraryIndicator(f"indicator.{row.pk}", tuple(_names_above(row)), row.name, values, _source(row.sheet))


def _names_above(row: Indicator) -> list[str]:
    names: list[str] = []
    above = row.parent
    while above is not None:
        names.insert(0, above.name)
        above = above.parent
    return names


def _source(sheet: Sheet) -> str:
    name = sheet.project.name if sheet.kind == SheetKind.PROJECT else str(SheetKind.OVERALL.label)
    return _("{year}年度 {name}").format(year=sheet.evaluation.year, name=name)


def _prescribed(sheet: Sheet, wanted: str) -> Iterator[LibraryIndicator]:
    """The indicators of the scheme's template; a skeleton of two levels prescribes none."""
    template = scheme_of(sheet.evaluation.scheme).indicator_template
    roots = template.overall if sheet.kind == SheetKind.OVERALL else template.project
    for number, (path, leaf) in enumerate(_leaves(roots, ())):
        if len(path) < 2 or wanted not in " ".join((*path, leaf.name, leaf.target or "", leaf.explanation or "")):
            continue
        document = leaf.model_dump(mode="json", exclude_unset=True)
        values = {column: document.get(column) for column in COPIED}
        yield LibraryIndicator(f"template.{number}", path, leaf.name, values, _("填报方案"))


def _leaves(
    nodes: Iterable[PackageIndicator], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], PackageIndicator]]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children, (*path, node.name))
        else:
            yield path, node
