"""Beginning a new self-evaluation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfeval.core.package import Package, PackageError, read_package
from perfeval.directory.models import Role
from perfeval.evaluations.forms.start import TEMPLATE, PackageForm, StartForm, packed
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import ImportRefusedError
from perfeval.evaluations.services.starting import start_from_last_year, start_from_package, start_from_template

from .people import SignedInRequest

Problems = list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """The ways to begin; a package file is checked first (``check``) and then imported (``import``)."""
    if not request.user.memberships.filter(role=Role.AUTHOR).exists():
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, StartForm(user=request.user), PackageForm())
    if request.GET.get("from") == "package":
        return _from_package(request)
    form = StartForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, PackageForm(), 422)
    try:
        return _begun(request, _start(request, form))
    except ImportRefusedError as error:
        form.add_error(None, str(error))
        return _show(request, form, PackageForm(), 422)


def _start(request: SignedInRequest, form: StartForm) -> SelfEvaluation:
    chosen = form.cleaned_data
    year, scheme = chosen["year"], chosen["scheme"]
    if chosen["way"] == TEMPLATE:
        return start_from_template(actor=request.user, department=chosen["department"], year=year, scheme=scheme)
    return start_from_last_year(actor=request.user, previous=chosen["previous"], year=year, scheme=scheme)


def _from_package(request: SignedInRequest) -> HttpResponse:
    form = PackageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, StartForm(user=request.user), form, 422)
    data: bytes = form.cleaned_data["data"]
    importing = "import" in request.POST
    try:
        package = read_package(data)
        evaluation = start_from_package(actor=request.user, package=package, try_only=not importing)
    except PackageError as error:
        return _checked(request, None, data, error.problems)
    except ImportRefusedError as error:
        return _checked(request, None, data, [("", str(error))])
    return _begun(request, evaluation) if importing else _checked(request, package, data, [])


def _begun(request: SignedInRequest, evaluation: SelfEvaluation) -> HttpResponse:
    messages.success(request, _("已新建{evaluation}年度自评").format(evaluation=evaluation))
    return redirect("evaluations:tasks", evaluation.pk)


def _checked(request: SignedInRequest, package: Package | None, data: bytes, problems: Problems) -> HttpResponse:
    """What the check of a file found: every problem with its place, or what will be imported."""
    context = {"package": package, "content": packed(data) if package else "", "problems": problems}
    return render(request, "evaluations/start_check.html", context, status=422 if problems else 200)


def _show(request: SignedInRequest, form: StartForm, package_form: PackageForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "package_form": package_form}
    return render(request, "evaluations/start.html", context, status=status)
