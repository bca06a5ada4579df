"""What the checks find, and where each finding is mended on the screens."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from perfeval.core.checks import CHECKS, SEVERITIES, Finding, check_package
from perfeval.core.narrative.results import compute_texts
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, Sheet

from .aiming import Aim
from .kept import SECONDS, kept, key_of
from .outline import Outline, Section, sheet_key

#: The section that shows a part of the package, by the beginning of its pointer; the longest beginning counts.
_SECTIONS = {
    "/department": "basics",
    "/filing": "basics",
    "/facts": "facts",
    "/fact_labels": "facts",
    "/fact_units": "facts",
    "/tasks": "tasks",
    "/signatories": "members",
    "/three_public": "three-public",
    "/survey": "survey",
    "/basic_data": "basic_data",
    "/final_accounts": "accounts-details",
    "/final_accounts/revenue": "accounts-revenue",
    "/final_accounts/expenditure": "accounts-expenditure",
    "/final_accounts/economic": "accounts-economic",
    "/working_papers": "papers",
    "/report": "report",
}


class SeverityWord(TextChoices):
    """Severities in words."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("提醒")
    HINT = "hint", _("提示")


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the key of the section that shows its place; empty where none does."""

    finding: Finding
    section: str

    @property
    def waits(self) -> bool:
        """Whether it only says that something is not there yet."""
        return CHECKS[self.finding.check].waits

    @property
    def title(self) -> str:
        """What the check is for."""
        return CHECKS[self.finding.check].title

    @property
    def source(self) -> str:
        """The regulation (文号) behind it."""
        return CHECKS[self.finding.check].source

    @property
    def word(self) -> str:
        """错误, 提醒 or 提示."""
        return str(SeverityWord(self.finding.severity).label)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its section as the outline knows it; ``url`` leads to where it is mended, empty without one."""

    located: Located
    section: Section | None
    url: str

    @property
    def page(self) -> str:
        """The page that the address is on."""
        return self.url.partition("#")[0]

    @property
    def is_beside(self) -> bool:
        """Whether it is mended in a panel beside the form."""
        return self.section is not None and self.section.key.startswith("sheet-") and self.page != self.section.url


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity."""

    severity: str
    word: str
    items: list[ShownFinding]


def findings_of(evaluation: SelfEvaluation) -> list[Located]:
    """All findings on the present version, in document order; checked once per version."""
    return kept("findings", evaluation, lambda: _find(load(evaluation)))


def _find(loaded: Loaded) -> list[Located]:
    package = compute_texts(loaded.package, loaded.scheme)
    return [
        Located(finding, section_key_of(finding.where, loaded.sheets))
        for finding in check_package(package, loaded.scheme)
    ]


def section_key_of(where: str, sheets: Mapping[str, Sheet]) -> str:
    """The key of the section that shows what a JSON pointer points at; empty where none does."""
    steps = where.split("/")
    top = "/".join(steps[: 3 if where.startswith("/projects/") else 2])
    if "/report" in where and top in sheets:
        return "report"
    if top in sheets:
        return sheet_key(sheets[top].pk)
    if where.startswith("/projects"):
        return "list"
    beginnings = ["/".join(steps[:length]) for length in range(len(steps), 1, -1)]
    return next((_SECTIONS[beginning] for beginning in beginnings if beginning in _SECTIONS), "")


def shown_findings(
    evaluation: SelfEvaluation, located: Iterable[Located], outline: Outline, *, to_mend: bool = True
) -> Iterator[ShownFinding]:
    """Findings with their sections and addresses, which are worked out once per version.

    They lead to where the datum is typed, else to where it is read, in the sections of the outline. A project without
    a form is shown in the list that it belongs to.
    """
    key = key_of("entries" if to_mend else "readings", evaluation)
    known: dict[tuple[str, str], tuple[str, str]] = caches["local"].get(key) or {}
    listed = list(located)
    missing = [each for each in listed if (each.finding.where, each.section) not in known]
    if missing:
        aim = Aim(load(evaluation), to_mend=to_mend)
        known |= {(each.finding.where, each.section): _aimed(aim, each, outline) for each in missing}
        caches["local"].set(key, known, SECONDS)
    for each in listed:
        section, url = known[each.finding.where, each.section]
        yield ShownFinding(each, outline.section(section), url)


def _aimed(aim: Aim, located: Located, outline: Outline) -> tuple[str, str]:
    """The key of the section that shows a finding, and where exactly it does."""
    where, section = located.finding.where, outline.section(located.section)
    if section is None and located.section.startswith(("list", "sheet-")):
        lists = [one for one in outline.sections if one.key.startswith("list:")]
        section = next((one for one in lists if aim.shows(where, one.key)), outline.section("projects"))
    if section is None:
        return "", ""
    return section.key, aim.address_of(where, section.key, section.url)


def grouped(findings: Iterable[ShownFinding]) -> list[Group]:
    """By severity, the gravest first, each in document order; severities without findings are left out."""
    listed = list(findings)
    groups = [
        Group(
            severity,
            str(SeverityWord(severity).label),
            [one for one in listed if one.located.finding.severity == severity],
        )
        for severity in SEVERITIES
    ]
    return [group for group in groups if group.items]


def counts_by_section(located: Iterable[Located]) -> Counter[str]:
    """How many findings that have to be dealt with (errors and warnings) each section has, but for what only waits."""
    return Counter(each.section for each in located if each.finding.severity != "hint" and not each.waits)
