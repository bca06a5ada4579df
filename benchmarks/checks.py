"""How long checking takes: every sample, and made-up departments of growing size with a 60-page report.

Run ``python -m benchmarks.checks``; prints milliseconds (the best of several runs) and the cost per project.
"""

from typing import Any

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.package import Package, parse_package, read_package
from perfeval.core.scheme import load_scheme

from .core import SAMPLES, best, department

PAGES = 60
PARAGRAPHS_PER_PAGE = 5
"""About 700 characters a page, as GB/T 9704 sets a report."""


def report(projects: int) -> dict[str, Any]:
    """A report of 60 pages in ten sections, every paragraph with figures of its own that agree."""
    sections = []
    for number in range(10):
        paragraphs = [_paragraph(number * 100 + index, projects) for index in range(PAGES * PARAGRAPHS_PER_PAGE // 10)]
        sections.append(
            {"heading": f"{'一二三四五六七八九十'[number]}、第{number}部分工作", "text": "\n\n".join(paragraphs)}
        )
    return {"title": "2023年度绩效自评报告", "sections": sections}


def _paragraph(number: int, projects: int) -> str:
    basic, project = number + 40, number * 2 + 60
    return (
        f"第{number}项工作安排资金{basic + project}万元，其中：基本支出{basic}万元、项目支出{project}万元。"
        f"共组织专题培训{number + 3}期，培训各类技能人员{number * 7 + 10}人次，走访服务对象{number + 20}户，"
        f"第{number}类群众的办事时间明显缩短，服务质量持续改善，社会反映良好，长效机制逐步健全，"
        f"下一步将继续完善第{number}项制度，加强督导检查，及时总结经验并在{projects}个项目中推广应用。"
    )


def measured(name: str, package: Package) -> float:
    """Print what checking a package costs; milliseconds."""
    scheme = load_scheme(package.scheme)
    computed = compute(package, scheme)
    found = check_package(computed, scheme)
    spent: float = best(lambda: check_package(computed, scheme))
    print(f"{name}: {spent:.0f} ms, {len(found)} findings")
    return spent


def main() -> None:
    """Measure the samples, then 75, 150 and 300 projects of 20 indicators beside a 60-page report."""
    for path in sorted(SAMPLES.glob("*.json")):
        measured(path.stem, read_package(path.read_bytes()))
    for projects in (75, 150, 300):
        document = department(projects, 20) | {"report": report(projects)}
        characters = sum(len(section["text"]) for section in document["report"]["sections"])
        spent = measured(
            f"{projects} projects × 20 indicators, report of {characters} characters", parse_package(document)
        )
        print(f"  {spent / projects:.2f} ms a project")


if __name__ == "__main__":
    main()
