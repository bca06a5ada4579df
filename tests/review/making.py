"""Self-evaluations in any state, and the people around them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.review.services import move_evaluation
from perfeval.review.transitions import Action
from tests.factories import author_of, head_of, make_evaluation, person, reviewer_of, small_package

#: How each state is reached from a draft: who does what.
WAYS: dict[State, list[tuple[Role, Action]]] = {
    State.DRAFT: [],
    State.SUBMITTED: [(Role.AUTHOR, Action.SUBMIT)],
    State.RETURNED: [(Role.AUTHOR, Action.SUBMIT), (Role.HEAD, Action.RETURN_BY_HEAD)],
    State.ENDORSED: [(Role.AUTHOR, Action.SUBMIT), (Role.HEAD, Action.ENDORSE)],
    State.APPROVED: [
        (Role.AUTHOR, Action.SUBMIT),
        (Role.HEAD, Action.ENDORSE),
        (Role.REVIEWER, Action.APPROVE),
    ],
}
WAYS[State.PUBLISHED] = [*WAYS[State.APPROVED], (Role.HEAD, Action.PUBLISH)]


#: Level-1 indicators that the national scheme asks for, with their level-2 indicator and their points.
GROUPS = [
    ("产出指标", "数量指标", "50"),
    ("效益指标", "社会效益指标", "30"),
    ("满意度指标", "服务对象满意度指标", "10"),
]


def clean_project(name: str = "测试项目", third: str = "满意度指标") -> dict[str, Any]:
    """A project that no check objects to."""
    return {
        "name": name,
        "list": "own",
        "funds": [{"key": "total", "label": "年度资金总额", "initial": "100", "adjusted": "100", "executed": "100"}],
        "goals": [{"expected": "培训职工", "actual": "全部培训完成"}],
        "indicators": [
            {"name": first, "children": [{"name": second, "children": [_leaf(first, weight)]}]}
            for first, second, weight in [*GROUPS[:2], (third, *GROUPS[2][1:])]
        ],
    }


def _leaf(first: str, weight: str) -> dict[str, Any]:
    return {"name": f"{first.removesuffix('指标')}情况", "weight": weight, "target": "≥95%", "actual": "95%"}


@dataclass
class Case:
    """A self-evaluation with one person in each role around it."""

    evaluation: SelfEvaluation

    @cached_property
    def author(self) -> User:
        return author_of(self.evaluation)

    @cached_property
    def head(self) -> User:
        return head_of(self.evaluation)

    @cached_property
    def reviewer(self) -> User:
        return reviewer_of(self.evaluation)

    @cached_property
    def auditor(self) -> User:
        return person(Role.AUDITOR)

    def actor(self, role: Role) -> User:
        return {Role.AUTHOR: self.author, Role.HEAD: self.head, Role.REVIEWER: self.reviewer}[role]

    def move(self, role: Role, action: Action, reason: str = "理由", **options: object) -> SelfEvaluation:
        self.evaluation = move_evaluation(
            actor=self.actor(role), evaluation=self.evaluation, action=action, reason=reason, **options
        )
        return self.evaluation


def case_in(state: State = State.DRAFT, **changes: object) -> Case:
    """A new self-evaluation that came into this state by its proper way."""
    case = Case(make_evaluation(small_package(**{"projects": [clean_project()], **changes})))
    for role in (Role.AUTHOR, Role.HEAD, Role.REVIEWER):
        case.actor(role)
    for role, action in WAYS[state]:
        case.move(role, action)
    return case
