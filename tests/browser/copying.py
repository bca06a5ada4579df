"""What an officer copies from Excel: figures of the published samples, a line each, with the words of the screens."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perfeval.evaluations.models import AccountFund, AccountSource

from ..factories import sample_bytes

SCHEMES = Path(__file__).parents[2] / "fixtures" / "schemes"
WORDS = {str(choice.value): str(choice.label) for choice in (*AccountFund, *AccountSource)}
CODED = ("fund", "source")
REVENUE = ("function", "name", "fund", "fiscal", "superior", "business", "operating", "affiliated", "other")
EXPENDITURE = ("function", "name", "source", "fund", "basic", "project", "to_superior", "operating", "to_affiliated")
ECONOMIC = ("code", "name", "amount", "basic")
MEMBER = ("role", "name", "title", "organisation")
LISTED = ("项目名称", "预算单位", "年初预算数", "全年预算数", "全年执行数", "自评得分")
BALANCES = {"年初结转和结余": "75005", "年末结转和结余": "86005"}
SPENT = {"公务用车运行维护费": ("51000", "11585.2", "16236.79"), "公务接待费": ("20000", "8703", "11620")}
COUNTS = {"公务用车保有量（辆）": "2", "公务接待批次（批）": "3", "公务接待人次（人）": "62", "其他用车（辆）": "7"}
LAST_YEAR = {
    "上年收入总计": "income_total",
    "上年支出总计": "expenditure_total",
    "上年财政拨款收入总计": "fiscal_income_total",
    "上年财政拨款支出总计": "fiscal_expenditure_total",
    "上年一般公共预算财政拨款支出": "general_expenditure",
    "上年一般公共预算财政拨款支出：208 社会保障和就业支出": "general_expenditure_208",
    "上年一般公共预算财政拨款支出：210 卫生健康支出": "general_expenditure_210",
    "上年一般公共预算财政拨款支出：221 住房保障支出": "general_expenditure_221",
}
BOUGHT = {"政府采购货物支出": "67980", "授予中小企业合同金额": "67980", "机关运行经费：行政单位": "1050304.34"}


def sample(name: str) -> dict[str, Any]:
    """A published self-evaluation as data."""
    data: dict[str, Any] = json.loads(sample_bytes(name))
    return data


def line(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """One line of the clipboard; codes as the words that stand for them."""
    values = ((key, record.get(key)) for key in keys)
    return "\t".join(WORDS[value] if value and key in CODED else str(value or "") for key, value in values)


def figures(name: str, **instead: str) -> list[str]:
    """The figures of a sample in the order in which its scheme asks for them; 100 for those that it does not have."""
    scheme = json.loads((SCHEMES / f"{name}.json").read_bytes())
    known = {**sample(name)["facts"], **instead}
    return [known.get(figure["key"]) or "100" for figure in scheme["figures"]]


def project_lines(projects: list[dict[str, Any]]) -> list[str]:
    """A list of projects under its headings."""
    lines = ["\t".join(LISTED)]
    for project in projects:
        total = project["funds"][0]
        score = project["published"]["total"]
        lines.append(
            "\t".join([project["name"], project["unit"], total["initial"], total["adjusted"], total["executed"], score])
        )
    return lines


def account_details() -> dict[str, str]:
    """What stands beside the codes of the accounts, by what the cells are called."""
    years = ("本年预算数", "本年决算数", "上年决算数")
    spent = {f"{kind} {year}": amount for kind, row in SPENT.items() for year, amount in zip(years, row, strict=True)}
    accounts = sample("jincheng-2022")["final_accounts"]
    prior = {word: accounts["prior"].get(key) or "0" for word, key in LAST_YEAR.items()}
    prior["上年机关运行经费"] = accounts["operating_cost"]["prior"]
    return {**BALANCES, **spent, **COUNTS, **BOUGHT, **prior}
