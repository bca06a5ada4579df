"""Typical mistakes in forms, lists and tables, registered beside those in the text."""

import random
from collections.abc import Iterator
from decimal import Decimal

from .mistakes import JSON, change, kind, leaves, number, sections


def sheets(document: JSON) -> list[JSON]:
    """The overall sheet and the projects."""
    return [sheet for sheet in (document.get("overall"), *document.get("projects", [])) if sheet]


def pick(rng: random.Random, holders: list[JSON]) -> JSON | None:
    """One of several, None where there is none."""
    return rng.choice(holders) if holders else None


@kind
def missing_section(document: JSON, rng: random.Random) -> str | None:
    """Report: a section missing."""
    top = document["report"]["sections"]
    numbered = [index for index, section in enumerate(top) if section.get("heading")]
    return f"removed {top.pop(rng.choice(numbered))['heading']}" if numbered else None


@kind
def empty_section(document: JSON, rng: random.Random) -> str | None:
    """Report: a section empty."""
    section = pick(rng, [s for s in sections(document) if s.get("heading") and not s.get("sections")])
    return change(section, "text", "") if section else None


@kind
def misnumbered(document: JSON, rng: random.Random) -> str | None:
    """Report: a heading misnumbered."""
    found = [s for s in document["report"]["sections"] if (s.get("heading") or "")[:2] in ("二、", "三、", "四、")]
    section = pick(rng, found)
    return change(section, "heading", "六、" + section["heading"][2:]) if section else None


@kind
def missing_attachment(document: JSON, rng: random.Random) -> str | None:
    """Report: an attachment missing."""
    attachment = pick(rng, document["report"].get("attachments") or [])
    return change(attachment, "present", value=False) if attachment else None


@kind
def fund_total(document: JSON, rng: random.Random) -> str | None:
    """Sheet: the fund total off."""
    rows = [row for sheet in sheets(document) for row in sheet.get("funds", []) if row["key"] == "total"]
    rows = [row for row in rows if number(row.get("executed")) and number(row.get("adjusted"))]
    row = pick(rng, rows)
    return change(row, "executed", str(Decimal(row["executed"]) + 9)) if row else None


def _printed(document: JSON, rng: random.Random, key: str, step: int) -> str | None:
    holders = [s["published"] for s in sheets(document) if number((s.get("published") or {}).get(key))]
    holder = pick(rng, holders)
    return change(holder, key, str(Decimal(str(holder[key])) + step)) if holder else None


@kind
def printed_total(document: JSON, rng: random.Random) -> str | None:
    """Sheet: the printed total off."""
    return _printed(document, rng, "total", -3)


@kind
def printed_rate(document: JSON, rng: random.Random) -> str | None:
    """Sheet: the printed execution rate off."""
    return _printed(document, rng, "execution_rate", -2)


@kind
def printed_grade(document: JSON, rng: random.Random) -> str | None:
    """Sheet: another grade printed."""
    holder = pick(rng, [s["published"] for s in sheets(document) if (s.get("published") or {}).get("grade")])
    return change(holder, "grade", "中" if holder["grade"] != "中" else "优") if holder else None


@kind
def printed_score(document: JSON, rng: random.Random) -> str | None:
    """Indicator: the printed score off."""
    found = [leaf["published"] for leaf in leaves(document) if number((leaf.get("published") or {}).get("score"))]
    holder = pick(rng, found)
    return change(holder, "score", str(Decimal(str(holder["score"])) / 2)) if holder else None


@kind
def another_weight(document: JSON, rng: random.Random) -> str | None:
    """Indicator: another weight."""
    leaf = pick(rng, [leaf for leaf in leaves(document) if number(leaf.get("weight"))])
    return change(leaf, "weight", str(Decimal(leaf["weight"]) + 1)) if leaf else None


@kind
def above_weight(document: JSON, rng: random.Random) -> str | None:
    """Indicator: a score above the weight."""
    leaf = pick(rng, [leaf for leaf in leaves(document) if leaf.get("self_score") and number(leaf.get("weight"))])
    return change(leaf, "self_score", str(Decimal(leaf["weight"]) + 1)) if leaf else None


@kind
def no_actual(document: JSON, rng: random.Random) -> str | None:
    """Indicator: no actual."""
    leaf = pick(rng, [leaf for leaf in leaves(document) if leaf.get("actual") and leaf.get("published")])
    return change(leaf, "actual", None) if leaf else None


@kind
def lost_unit(document: JSON, rng: random.Random) -> str | None:
    """Indicator: the unit of the actual lost."""
    leaf = pick(
        rng, [leaf for leaf in leaves(document) if (leaf.get("actual") or "").endswith(("%", "人", "次", "元"))]
    )
    return change(leaf, "actual", leaf["actual"][:-1]) if leaf else None


@kind
def ten_times(document: JSON, rng: random.Random) -> str | None:
    """Indicator: the actual ten times too high."""
    found = [leaf for leaf in leaves(document) if (leaf.get("actual") or "").strip("≥=%人次个万元").isdigit()]
    leaf = pick(rng, [leaf for leaf in found if not leaf.get("deviation") and leaf["actual"].strip("≥=%") != "0"])
    if leaf is None:
        return None
    digits = "".join(character for character in leaf["actual"] if character.isdigit())
    return change(leaf, "actual", leaf["actual"].replace(digits, digits + "0", 1))


@kind
def cost_sign(document: JSON, rng: random.Random) -> str | None:
    """Indicator: a cost target with ≥."""
    found = []
    for sheet in sheets(document):
        for node in _nodes(sheet.get("indicators") or []):
            if "成本" in node["name"]:
                found += [leaf for leaf in node.get("children", []) if leaf.get("target") and not leaf.get("children")]
    leaf = pick(rng, found)
    key = "adjusted_target" if leaf and leaf.get("adjusted_target") else "target"
    return change(leaf, key, "≥" + leaf[key].lstrip("≤=<(")) if leaf and any(map(str.isdigit, leaf[key])) else None


@kind
def no_reason(document: JSON, rng: random.Random) -> str | None:
    """Indicator: no reason for lost points."""
    leaf = pick(rng, [leaf for leaf in leaves(document) if leaf.get("deviation") and not leaf.get("override_reason")])
    return change(leaf, "deviation", None) if leaf else None


@kind
def repeated_goal(document: JSON, rng: random.Random) -> str | None:
    """Goal: the result repeats the goal."""
    goal = pick(
        rng, [g for s in sheets(document) for g in s.get("goals") or [] if g.get("expected") and g.get("actual")]
    )
    return change(goal, "actual", goal["expected"]) if goal else None


@kind
def list_amount(document: JSON, rng: random.Random) -> str | None:
    """List: an amount off."""
    rows = [
        p["funds"][0] for p in document.get("projects", []) if p.get("funds") and number(p["funds"][0].get("adjusted"))
    ]
    row = pick(rng, rows)
    return change(row, "adjusted", str(Decimal(row["adjusted"]) + 7)) if row else None


@kind
def missing_row(document: JSON, rng: random.Random) -> str | None:
    """List: a row missing."""
    projects = document.get("projects", [])
    return f"removed {projects.pop(rng.randrange(len(projects) - 1))['name']}" if len(projects) > 2 else None


@kind
def row_twice(document: JSON, rng: random.Random) -> str | None:
    """List: a row twice."""
    projects = document.get("projects", [])
    if len(projects) < 3:
        return None
    place = rng.randrange(len(projects))
    projects.insert(place, projects[place])
    return f"twice {projects[place]['name']}"


@kind
def unscored_row(document: JSON, rng: random.Random) -> str | None:
    """List: a project without a score."""
    project = pick(rng, [p for p in document.get("projects", []) if p.get("self_score") and not p.get("indicators")])
    return change(project, "self_score", None) if project else None


@kind
def survey_count(document: JSON, rng: random.Random) -> str | None:
    """Survey: a count off."""
    questions = (document.get("survey") or {}).get("questions") or []
    option = pick(rng, [option for question in questions for option in question["options"] if option.get("count")])
    return change(option, "count", option["count"] + rng.choice([1, -1])) if option else None


@kind
def account_leaf(document: JSON, rng: random.Random) -> str | None:
    """Accounts: a leaf off."""
    accounts = document.get("final_accounts") or {}
    rows = [row for key in ("revenue", "expenditure", "economic") for row in accounts.get(key, [])]
    row = pick(rng, rows)
    key = next((k for k in ("fiscal", "basic", "project", "amount") if number(row.get(k))), None) if row else None
    return change(row, key, str(Decimal(row[key]) + 100)) if row and key else None


@kind
def basic_cell(document: JSON, rng: random.Random) -> str | None:
    """Basic data: a cell off."""
    tables = (document.get("basic_data") or {}).get("sections") or []
    rows = [
        row for table in tables for row in _rows(table.get("rows") or []) if any(map(number, row.get("values") or []))
    ]
    row = pick(rng, rows)
    if row is None:
        return None
    place = rng.choice([i for i, value in enumerate(row["values"]) if number(value)])
    values = list(row["values"])
    values[place] = str(Decimal(values[place]) + 5)
    return change(row, "values", values)


@kind
def other_organisation(document: JSON, rng: random.Random) -> str | None:
    """Filing: another department."""
    people = document.get("signatories") or []
    person = pick(rng, people)
    return change(person, "organisation", f"{document['department'].get('region') or ''}教育局") if person else None


def _nodes(nodes: list[JSON]) -> Iterator[JSON]:
    for node in nodes:
        yield node
        yield from _nodes(node.get("children") or [])


def _rows(rows: list[JSON]) -> Iterator[JSON]:
    for row in rows:
        yield row
        yield from _rows(row.get("children") or [])
