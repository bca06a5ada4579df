"""A package as a self-evaluation: all or nothing."""

from django.db import transaction

from perfeval.core.language import _
from perfeval.core.package import Package, PackageError, dump_package
from perfeval.directory.models import Department, FiscalYear, User
from perfeval.directory.services import department_for
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.rules import is_author_of, is_open_to_authors
from perfeval.schemes.models import SchemeRecord
from perfeval.schemes.selectors import active_scheme

from .errors import ImportRefusedError
from .recomputing import recompute
from .storing import Document, Writer

#: Everything below a self-evaluation that does not hang on another of these.
_PARTS = ("facts", "tasks", "signatories", "working_papers", "reports", "sheets")
_SINGLE_PARTS = ("basic_data", "survey", "final_accounts")


@transaction.atomic
def import_package(
    *, actor: User | None, package: Package, department: Department | None = None, replace: bool = False
) -> SelfEvaluation:
    """Store a package as the self-evaluation of its department and year; without an actor the machine's operator acts.

    The department is the given one, or found or (for the operator) entered by region and name. With ``replace`` the
    data of an existing draft give way. Raises PackageError, ImportRefusedError.
    """
    document = dump_package(package)
    _refuse_null_characters(document, "")
    department = department or department_for(info=package.department, may_create=actor is None)
    if actor is not None and not is_author_of(actor, department):
        raise ImportRefusedError(_("只有本部门的填报人可以导入{department}的数据").format(department=department.name))
    evaluation = _place_for(department, package, replace=replace)
    _fill_head(evaluation, document, actor)
    Writer(evaluation).write(document)
    recompute(evaluation)
    return evaluation


def _place_for(department: Department, package: Package, *, replace: bool) -> SelfEvaluation:
    """The locked row that will hold the package: a new one, or the emptied one of the same department and year."""
    scheme = _scheme_for(package)
    FiscalYear.objects.get_or_create(region=department.region, year=package.year)
    found = SelfEvaluation.objects.select_for_update().filter(department=department, year=package.year).first()
    if found is None:
        return SelfEvaluation.objects.create(department=department, year=package.year, scheme=scheme)
    if not replace:
        raise ImportRefusedError(
            _("{department}{year}年度的自评已存在（编号{pk}），要替换须注明").format(
                department=department.name, year=package.year, pk=found.pk
            )
        )
    if not is_open_to_authors(found):
        raise ImportRefusedError(_("自评{state}，不能替换").format(state=found.get_state_display()))
    _empty(found)
    found.scheme = scheme
    found.version += 1
    return found


def _scheme_for(package: Package) -> SchemeRecord:
    scheme = active_scheme(package.scheme)
    if scheme is None:
        raise PackageError([("/scheme", _("没有填报方案“{slug}”").format(slug=package.scheme))])
    return scheme


def _empty(evaluation: SelfEvaluation) -> None:
    for name in _PARTS:
        getattr(evaluation, name).all().delete()
    for name in _SINGLE_PARTS:
        found = getattr(evaluation, name, None)
        if found is not None:
            found.delete()


def _fill_head(evaluation: SelfEvaluation, document: Document, actor: User | None) -> None:
    evaluation.money_unit = document["money_unit"]
    evaluation.department_info = document["department"]
    for name in ("grade_bands", "three_public", "filing", "source", "published", "note"):
        setattr(evaluation, name, document.get(name))
    evaluation.updated_by = actor
    evaluation.save()


def _refuse_null_characters(value: object, path: str) -> None:
    """A character that no database text may hold (and no form ever shows)."""
    if isinstance(value, str) and "\x00" in value:
        raise PackageError([(path, _("文字中有不可见的控制字符"))])
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_null_characters(item, f"{path}/{key}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_null_characters(item, f"{path}/{index}")
