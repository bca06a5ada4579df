"""The list of all projects as a place where values are typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.screens.outline import Section
from perfeval.evaluations.screens.project_list import ProjectsScreen, projects_screen
from perfeval.evaluations.screens.project_question import Question
from perfeval.evaluations.screens.screen import Screen
from perfeval.evaluations.screens.table import Entry
from perfeval.evaluations.screens.totals import Figure, table_totals

from .places import Place


@dataclass(frozen=True, slots=True)
class ProjectsPlace(Place):
    """All projects, or those that ``question`` asks for; its addresses carry the question on."""

    question: Question = field(default_factory=Question)

    @property
    def template(self) -> str:
        """What its page is drawn with."""
        return "evaluations/projects/page.html"

    @property
    def body(self) -> str:
        """What the form itself is drawn with, on the page and in replies."""
        return "evaluations/projects/body.html"

    @property
    def rows_url(self) -> str:
        """Where projects are added, moved and deleted."""
        return reverse("evaluations:projects_change", args=[self.evaluation.pk]) + self._asking

    def asked(self, sent: Mapping[str, str]) -> "ProjectsPlace":
        """The same place with the question of an address."""
        return ProjectsPlace(self.evaluation, self.key, None, Question.asked(sent))

    def screen(self, loaded: Loaded, entry: Entry) -> ProjectsScreen:
        """The list."""
        return projects_screen(loaded, entry, self.question)

    def totals(self, loaded: Loaded, screen: Screen, section: Section) -> list[Figure]:
        """What all projects add up to."""
        return table_totals(self.key, loaded.package, screen, section.progress)

    @property
    def _asking(self) -> str:
        return f"?{urlencode(self.question.parameters)}" if self.question.parameters else ""

    def _address(self, act: str) -> str:
        return reverse(f"evaluations:table{act}", args=[self.evaluation.pk, self.key]) + self._asking
