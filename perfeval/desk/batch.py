"""自评材料打包: every self-evaluation of a region and year, in one ZIP with a table of contents."""

import zipfile
from collections.abc import Sequence
from hashlib import sha256
from typing import IO

from perfeval.core.language import _
from perfeval.core.package import PackageError
from perfeval.directory.models import FiscalYear, User
from perfeval.documents import fonts
from perfeval.documents.assemble import GROUP_TITLES, UnknownPartError
from perfeval.documents.formats import NoTablesError
from perfeval.documents.join import Meta
from perfeval.documents.output import file_name, named_file
from perfeval.documents.places import program_digest
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.jobs import store
from perfeval.jobs.kinds import ItemError, Kind, Named, Planned
from perfeval.jobs.models import ItemState, Job, JobItem
from perfeval.jobs.services import queue_job
from perfeval.jobs.store import Stored
from perfeval.review.services import record_event

from .contents import Line, contents_workbook, lines_of
from .rules import may_have_of_year

PART = "all"
PASSED = (State.APPROVED, State.PUBLISHED)


def start_batch(
    *, actor: User, year: FiscalYear, only_passed: bool, format_name: str = "pdf", address: str | None = None
) -> Job:
    """Queue the packing of a region's self-evaluations; goes on record."""
    which = _("已通过") if only_passed else _("全部")
    title = _("{region}{year}年度自评材料打包（{which}）").format(region=year.region.name, year=year.year, which=which)
    job = queue_job(owner=actor, kind=BATCH, title=title, year=year.pk, only_passed=only_passed, format=format_name)
    record_event(action="start_batch", actor=actor, subject=title, address=address, job=job.pk)
    return job


def evaluations_in(year: FiscalYear, *, only_passed: bool) -> list[SelfEvaluation]:
    """The self-evaluations of a region and year in the order of the departments."""
    found = SelfEvaluation.objects.filter(department__region=year.region_id, year=year.year)
    chosen = found.filter(state__in=PASSED) if only_passed else found
    return list(chosen.select_related("department").order_by("department__code", "department__name"))


def _year_of(job: Job) -> FiscalYear:
    return FiscalYear.objects.select_related("region").get(pk=job.input["year"])


def _plan(job: Job) -> Sequence[Planned]:
    chosen = evaluations_in(_year_of(job), only_passed=job.input["only_passed"])
    return [Planned(str(evaluation.pk), evaluation.department.name) for evaluation in chosen]


def _make(job: Job, item: JobItem) -> Named:
    """The document: laid out only where this version of the self-evaluation was never laid out before."""
    found = SelfEvaluation.objects.select_related("department__region", "scheme").defer("scheme__document")
    evaluation = found.filter(pk=item.key).first()
    if evaluation is None:
        raise ItemError(_("这份自评已被删除"))
    ending = job.input["format"]
    address = f"{_address_of(evaluation)}.{ending}"
    stored = store.find(address) or store.keep(address, _document(_loaded(evaluation), ending))
    name = evaluation.department.name
    return Named(stored, file_name(Meta(f"{name}{evaluation.year}年度 {GROUP_TITLES[PART]}", name), ending))


def _address_of(evaluation: SelfEvaluation) -> str:
    """What a document is made from, without reading it: every change makes a new version (evaluations/services)."""
    made_from = (
        f"{evaluation.pk} {evaluation.version} {evaluation.updated_at.isoformat()}",
        f"{evaluation.scheme.pk} {evaluation.scheme.slug} {evaluation.scheme.version}",
        program_digest("core", "evaluations", "documents"),
        fonts.identity(),
    )
    return sha256("\0".join(made_from).encode()).hexdigest()


def _loaded(evaluation: SelfEvaluation) -> Loaded:
    try:
        return load(evaluation)
    except PackageError as error:
        raise ItemError(_("数据有误，不能排版：{why}").format(why=error)) from error


def _document(loaded: Loaded, ending: str) -> bytes:
    try:
        return named_file(loaded.package, loaded.scheme, PART, ending)[1]
    except (UnknownPartError, NoTablesError) as error:
        raise ItemError(str(error)) from error


def _finish(job: Job, items: Sequence[JobItem]) -> Named:
    """Everything that could be made, with what could not named in the table of contents."""
    year = _year_of(job)
    made = [(item, _file_of(job, item)) for item in items if item.state == ItemState.DONE]
    names = {item.pk: _name_in_archive(item) for item, _stored in made}
    lines = lines_of(year, items, names)

    def write(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            _pack(archive, job, lines, [(names[item.pk], stored) for item, stored in made])

    return Named(store.keep_written(write, ".zip"), f"{job.title}.zip")


def _pack(archive: zipfile.ZipFile, job: Job, lines: Sequence[Line], made: Sequence[tuple[str, Stored]]) -> None:
    """PDFs are compressed already, so nothing is compressed again."""
    when = job.created_at.timetuple()[:6]
    archive.writestr(zipfile.ZipInfo("目录.xlsx", when), contents_workbook(job, lines))
    for name, stored in made:
        info = zipfile.ZipInfo(name, when)
        info.file_size = stored.size
        with archive.open(info, "w") as target, store.path_of(stored.name).open("rb") as source:
            while block := source.read(store.BLOCK):
                target.write(block)


def _file_of(job: Job, item: JobItem) -> Stored:
    """The file of an item, made again where the store has lost it or it is not what it was."""
    stored = store.find(item.stored)
    if stored is None or stored.sha256 != item.sha256:
        store.remove(item.stored)
        stored = _make(job, item).stored
    return stored


def _name_in_archive(item: JobItem) -> str:
    return f"{item.order:03} {item.name}"


BATCH = Kind(
    name="batch",
    label=_("自评材料打包"),
    plan=_plan,
    make=_make,
    finish=_finish,
    may_have=lambda user, job: may_have_of_year(user, job.input["year"]),
)
