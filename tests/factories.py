"""Records for tests: the samples, people in their roles, and small packages."""

from functools import cache
from pathlib import Path
from typing import Any

from perfeval.core.package import Package, parse_package, read_package
from perfeval.directory.models import Department, Membership, Region, Role, User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import import_package
from perfeval.schemes.selectors import active_scheme
from perfeval.schemes.services import load_schemes

SAMPLES = sorted(path.stem for path in (Path(__file__).parent.parent / "fixtures" / "samples").glob("*.json"))


def sample_bytes(name: str) -> bytes:
    return (Path(__file__).parent.parent / "fixtures" / "samples" / f"{name}.json").read_bytes()


@cache
def sample_package(name: str) -> Package:
    return read_package(sample_bytes(name))


def make_evaluation(package: Package) -> SelfEvaluation:
    """Store a package; transactional tests begin without schemes, which are then put on record."""
    if active_scheme(package.scheme) is None:
        load_schemes()
    return import_package(actor=None, package=package)


def sample_evaluation(name: str) -> SelfEvaluation:
    return make_evaluation(sample_package(name))


def small_document(**changes: Any) -> dict[str, Any]:
    """A package with one project of two indicators, as JSON data."""
    return {
        "format": "perfeval-package/1",
        "scheme": "mof-2020",
        "year": 2023,
        "money_unit": "万元",
        "department": {"name": "测试局", "region": "测试县", "code": "301"},
        "facts": {"income_budget": "200"},
        "projects": [small_project("测试项目")],
        **changes,
    }


def small_project(name: str, indicators: int = 2) -> dict[str, Any]:
    weight = 90 // indicators
    leaves = [
        {"name": f"指标{number + 1}", "weight": str(weight), "target": "≥95%", "actual": "95%"}
        for number in range(indicators)
    ]
    return {
        "name": name,
        "list": "own",
        "funds": [{"key": "total", "label": "年度资金总额", "adjusted": "100", "executed": "80.5"}],
        "goals": [{"expected": "目标", "actual": "完成"}],
        "indicators": [{"name": "产出指标", "children": [{"name": "数量指标", "children": leaves}]}],
    }


def small_package(**changes: Any) -> Package:
    return parse_package(small_document(**changes))


def make_region(name: str = "测试县") -> Region:
    return Region.objects.create(name=name)


def make_department(name: str = "测试局", region: Region | None = None) -> Department:
    return Department.objects.create(region=region or make_region(f"{name}所在县"), name=name)


def make_user(username: str) -> User:
    return User.objects.create(username=username, name=username)


def person(role: Role, department: Department | None = None, region: Region | None = None) -> User:
    """A new person with one role."""
    user = make_user(f"{role.value}-{User.objects.count()}")
    Membership.objects.create(user=user, role=role, department=department, region=region)
    return user


def author_of(evaluation: SelfEvaluation) -> User:
    return person(Role.AUTHOR, evaluation.department)


def head_of(evaluation: SelfEvaluation) -> User:
    return person(Role.HEAD, evaluation.department)


def reviewer_of(evaluation: SelfEvaluation) -> User:
    return person(Role.REVIEWER, region=evaluation.department.region)
