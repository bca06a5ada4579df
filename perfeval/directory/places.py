"""Regions, departments and units: entered one by one or as a list from a spreadsheet, all or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError

from perfeval.core.language import _
from perfeval.core.tsv import parse_tsv

from .models import CODE_LENGTH, NAME_LENGTH, Department, Region, Unit, User
from .rules import can_manage_places
from .signals import place_changed

Place = TypeVar("Place", Department, Unit)

MOST_LINES = 2000
"""Departments or units that one list may bring."""

_HEADINGS = {"编码", "代码", "部门编码", "单位编码", "预算编码", "名称", "部门", "部门名称", "单位名称"}


class PlaceError(ValueError):
    """What cannot be entered, one problem each in words fit to be shown; nothing was stored."""

    def __init__(self, *problems: str) -> None:
        self.problems = list(problems)
        super().__init__("；".join(problems))


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One line of a list: code, name and, of a department, short name and the department above it (编码 or 名称)."""

    number: int
    code: str
    name: str
    short_name: str = ""
    parent: str = ""


def read_lines(text: str) -> list[PlaceLine]:
    """A pasted list: 编码, 名称, 简称, 上级部门, the last two if wanted; headings and blank lines are left out.

    Raises PlaceError: a missing name, a text that is too long, the same name or code twice, too many lines.
    """
    rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(parse_tsv(text), start=1)]
    if rows and set(rows[0][1]) & _HEADINGS:
        del rows[0]
    lines = [_line(number, row) for number, row in rows if any(row)]
    if not lines:
        raise PlaceError(_("没有内容。请从Excel或WPS复制编码、名称两列后粘贴"))
    if len(lines) > MOST_LINES:
        raise PlaceError(_("一次最多{count}行").format(count=MOST_LINES))
    problems = [*_unusable(lines), *_twice(lines)]
    if problems:
        raise PlaceError(*problems)
    return lines


def _line(number: int, row: Sequence[str]) -> PlaceLine:
    """A line with a single cell has a name only."""
    cells = ["", *row] if len(row) == 1 else list(row)
    code, name, short_name, parent = [*cells, "", "", ""][:4]
    return PlaceLine(number, code, name, short_name, parent)


def _unusable(lines: Iterable[PlaceLine]) -> Iterator[str]:
    for line in lines:
        if not line.name:
            yield _("第{row}行：缺名称").format(row=line.number)
        elif len(line.code) > CODE_LENGTH or max(len(line.name), len(line.short_name)) > NAME_LENGTH:
            yield _("第{row}行：文字太长").format(row=line.number)
        elif "\x00" in f"{line.code}{line.name}{line.short_name}":
            yield _("第{row}行：文字里有控制字符").format(row=line.number)


def _twice(lines: Iterable[PlaceLine]) -> Iterator[str]:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        for kind, value in (("name", line.name), ("code", line.code)):
            before = first.setdefault((kind, value), line.number) if value else line.number
            if before != line.number:
                yield _("第{row}行与第{before}行重复：{value}").format(row=line.number, before=before, value=value)


@dataclass(frozen=True, slots=True)
class Entered:
    """How many places a list added and how many it brought up to date."""

    added: int
    changed: int

    @classmethod
    def of(cls, places: "Sequence[Department | Unit]") -> "Entered":
        """Counted before they are stored."""
        added = sum(1 for one in places if one.pk is None)
        return cls(added, len(places) - added)


@transaction.atomic
def enter_region(*, actor: User, name: str, parent: Region | None = None) -> Region:
    """A new region, below another one or at the top. Raises PlaceError for a name that is taken."""
    _refuse_unless_manager(actor)
    _refuse_taken_region(name, parent)
    region = Region.objects.create(name=name, parent=parent)
    _tell("enter_region", actor, region.name)
    return region


@transaction.atomic
def change_region(*, actor: User, region: Region, name: str, parent: Region | None) -> Region:
    """Another name or another region above it. Raises PlaceError: a taken name, a region below itself."""
    _refuse_unless_manager(actor)
    mine = Region.objects.select_for_update().get(pk=region.pk)
    _refuse_taken_region(name, parent, mine)
    if parent and mine in _upwards(Region.objects.get(pk=parent.pk)):
        raise PlaceError(_("上级不能是自己或自己的下级"))
    before, mine.name, mine.parent = mine.name, name, parent
    mine.save(update_fields=["name", "parent"])
    _tell("change_region", actor, mine.name, before=before)
    return mine


@transaction.atomic
def enter_departments(*, actor: User, region: Region, lines: Sequence[PlaceLine]) -> Entered:
    """Departments of a region: known ones (by code, else by name) are brought up to date, the others added.

    Raises PlaceError; then nothing is stored.
    """
    _refuse_unless_manager(actor)
    Region.objects.select_for_update().get(pk=region.pk)
    present = list(Department.objects.filter(region=region))
    known = _Known(present)
    departments = [_filled(known.of(line) or Department(region=region), line) for line in lines]
    _refuse_doubled(lines, departments)
    for line, department in zip(lines, departments, strict=True):
        department.short_name = line.short_name or department.short_name
    everything = [*present, *(one for one in departments if one.pk is None)]
    _refuse_taken(everything)
    _put_below(lines, departments, _Known(everything))
    entered = Entered.of(departments)
    for department in sorted(departments, key=lambda one: len(_upwards(one))):  # those above first
        department.save()
    _tell("enter_departments", actor, region.name, added=entered.added, changed=entered.changed)
    return entered


@transaction.atomic
def enter_units(*, actor: User, department: Department, lines: Sequence[PlaceLine]) -> Entered:
    """Budget units (预算单位) of a department; new ones come after those that are there. Raises PlaceError."""
    _refuse_unless_manager(actor)
    Department.objects.select_for_update().get(pk=department.pk)
    present = list(Unit.objects.filter(department=department))
    known = _Known(present)
    units = [_filled(known.of(line) or Unit(department=department), line) for line in lines]
    _refuse_doubled(lines, units)
    new = [unit for unit in units if unit.pk is None]
    _refuse_taken([*present, *new])
    for order, unit in enumerate(new, start=len(present)):
        unit.order = order
    entered = Entered.of(units)
    for unit in units:
        unit.save()
    _tell("enter_units", actor, department.name, added=entered.added, changed=entered.changed)
    return entered


@transaction.atomic
def change_department(*, actor: User, department: Department, values: Mapping[str, object]) -> Department:
    """Code, name, short name, aliases and the department above. Raises PlaceError: taken, or below itself."""
    _refuse_unless_manager(actor)
    mine = Department.objects.select_for_update().get(pk=department.pk)
    before = mine.name
    for field in ("code", "name", "short_name", "aliases", "parent"):
        setattr(mine, field, values[field])
    _refuse_taken([mine, *Department.objects.filter(region=mine.region_id).exclude(pk=mine.pk)])
    if mine.parent and mine in _upwards(Department.objects.get(pk=mine.parent.pk)):
        raise PlaceError(_("上级不能是自己或自己的下级"))
    mine.save()
    _tell("change_department", actor, mine.name, before=before)
    return mine


@transaction.atomic
def remove_department(*, actor: User, department: Department) -> None:
    """Take away a department that nothing belongs to yet. Raises PlaceError."""
    _refuse_unless_manager(actor)
    mine = Department.objects.select_for_update().get(pk=department.pk)
    if mine.memberships.exists():
        raise PlaceError(_("“{name}”还有人员担任角色，不能删除").format(name=mine.name))
    try:
        with transaction.atomic():
            mine.delete()
    except ProtectedError as error:
        raise PlaceError(_("“{name}”已有自评或下级部门，不能删除").format(name=mine.name)) from error
    _tell("remove_department", actor, mine.name)


class _Known(Generic[Place]):
    """Places found by their code, else by their name."""

    def __init__(self, places: Iterable[Place]) -> None:
        present = list(places)
        self._by_code: dict[str, Place] = {one.code: one for one in present if one.code}
        self._by_name: dict[str, Place] = {one.name: one for one in present}

    def of(self, line: PlaceLine) -> Place | None:
        """What a line is about; a code counts more than a name, since names change."""
        return self._by_code.get(line.code) or self._by_name.get(line.name)

    def called(self, text: str) -> Place | None:
        """The place with this code or name."""
        return self._by_code.get(text) or self._by_name.get(text)


def _filled(place: Place, line: PlaceLine) -> Place:
    place.code, place.name = line.code or place.code, line.name
    return place


def _put_below(lines: Sequence[PlaceLine], departments: Sequence[Department], known: _Known[Department]) -> None:
    """Give each department the one above it that its line names. Raises PlaceError."""
    problems = []
    for line, department in zip(lines, departments, strict=True):
        if not line.parent:
            continue
        department.parent = known.called(line.parent)
        if department.parent is None:
            problems.append(_("第{row}行：没有上级部门“{name}”").format(row=line.number, name=line.parent))
        elif department in _upwards(department.parent):
            problems.append(_("第{row}行：上级不能是自己或自己的下级").format(row=line.number))
            department.parent = None
    if problems:
        raise PlaceError(*problems)


def _upwards(place: "Region | Department") -> "list[Region | Department]":
    """The place and everything above it."""
    found: list[Region | Department] = []
    at: Region | Department | None = place
    while at is not None and not any(at is one or at == one for one in found):
        found.append(at)
        at = at.parent
    return found


def _refuse_doubled(lines: Sequence[PlaceLine], places: Sequence["Department | Unit"]) -> None:
    """Raises PlaceError where two lines are about one place: the code of one, the old name of the other."""
    first: dict[int, PlaceLine] = {}
    for line, place in zip(lines, places, strict=True):
        before = first.setdefault(id(place), line)
        if before is not line:
            words = _("第{row}行与第{before}行重复：{value}")
            raise PlaceError(words.format(row=line.number, before=before.number, value=line.name))


def _refuse_taken(places: Sequence["Department | Unit"]) -> None:
    """Raises PlaceError where two of them have one name or one code."""
    names = Counter(one.name for one in places)
    codes = Counter(one.code for one in places if one.code)
    taken = [_("已有这个名称：{name}").format(name=name) for name, count in names.items() if count > 1]
    taken += [_("已有这个编码：{code}").format(code=code) for code, count in codes.items() if count > 1]
    if taken:
        raise PlaceError(*taken)


def _refuse_taken_region(name: str, parent: Region | None, besides: Region | None = None) -> None:
    same = Region.objects.filter(name=name, parent=parent)
    if any(region != besides for region in same):
        raise PlaceError(_("已有这个名称：{name}").format(name=name))


def _refuse_unless_manager(actor: User) -> None:
    if not can_manage_places(actor):
        raise PermissionDenied


def _tell(action: str, actor: User, place: str, **details: object) -> None:
    place_changed.send(sender=Department, action=action, actor=actor, place=place, details=details)
