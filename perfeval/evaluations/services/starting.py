"""A new self-evaluation: from the scheme's template, from last year's, or from a package file."""

from django.db import transaction

from perfeval.core.language import _
from perfeval.core.package import DepartmentInfo, Package
from perfeval.core.scheme.blank import blank_overall
from perfeval.core.scheme.scheme import Scheme
from perfeval.core.starting import begin, roll_forward, with_report
from perfeval.directory.models import Department, FiscalYear, User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.schemes.models import SchemeRecord
from perfeval.schemes.selectors import scheme_of

from .errors import ImportRefusedError
from .exporting import export_package
from .importing import import_package


def start_from_template(*, actor: User, department: Department, year: int, scheme: SchemeRecord) -> SelfEvaluation:
    """Begin with what the scheme prescribes, nothing filled in. Raises ImportRefusedError."""
    _refuse_closed_year(department, year)
    package = begin(scheme_of(scheme), _info_of(department), year)
    return import_package(actor=actor, package=package, department=department)


def start_from_last_year(*, actor: User, previous: SelfEvaluation, year: int, scheme: SchemeRecord) -> SelfEvaluation:
    """Roll an earlier self-evaluation of the same department forward. Raises ImportRefusedError."""
    if year <= previous.year:
        raise ImportRefusedError(_("新的年度须晚于{year}年度").format(year=previous.year))
    _refuse_closed_year(previous.department, year)
    earlier, wanted = export_package(previous), scheme_of(scheme)
    package = _with_overall_form(roll_forward(earlier, scheme=scheme.slug, year=year), wanted)
    package = with_report(package, earlier, wanted)
    return import_package(actor=actor, package=package, department=previous.department)


def _with_overall_form(package: Package, scheme: Scheme) -> Package:
    """The indicators of the scheme where last year's overall sheet had none: without any it could not be scored."""
    blank = blank_overall(scheme)
    if package.overall is None:
        return package.model_copy(update={"overall": blank}) if _asks_for_overall(scheme) else package
    if package.overall.indicators:
        return package
    overall = package.overall.model_copy(update={"indicators": blank.indicators})
    return package.model_copy(update={"overall": overall})


def _asks_for_overall(scheme: Scheme) -> bool:
    return any(section.key == "overall" for section in scheme.sections)


def start_from_package(*, actor: User, package: Package, try_only: bool = False) -> SelfEvaluation:
    """Import a package of one's own department; with ``try_only`` nothing is stored, but what is refused is raised.

    Raises PackageError, ImportRefusedError.
    """
    with transaction.atomic():
        evaluation = import_package(actor=actor, package=package)
        _refuse_closed_year(evaluation.department, package.year)
        if try_only:
            transaction.set_rollback(True)
    return evaluation


def _refuse_closed_year(department: Department, year: int) -> None:
    if FiscalYear.objects.filter(region=department.region, year=year, open=False).exists():
        raise ImportRefusedError(_("{year}年度没有开放填报，请联系财政部门").format(year=year))


def _info_of(department: Department) -> DepartmentInfo:
    """The department as its records name it; one without units below it is itself the only one."""
    units = [_given(code=unit.code, name=unit.name, aliases=unit.aliases) for unit in department.units.all()]
    units = units or [_given(code=department.code, name=department.name)]
    own = _given(code=department.code, name=department.name, short_name=department.short_name)
    return DepartmentInfo.model_validate({**own, "region": department.region.name, "units": units})


def _given(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}
