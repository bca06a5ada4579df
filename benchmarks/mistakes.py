"""Typical mistakes: each function puts one into a document and tells where, or returns None where it cannot."""

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

JSON = dict[str, Any]
Mistake = Callable[[JSON, random.Random], str | None]

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?=[ \t]*(?:万元|元|人|个|件|%|户|分))")
_PERCENT = re.compile(r"\d+(?:\.\d+)?(?=[ \t]*%)")
_MONEY = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?=[ \t]*(?:万元|元))")

MISTAKES: dict[str, Mistake] = {}


def kind(mistake: Mistake) -> Mistake:
    """Register a mistake under the words that describe it."""
    MISTAKES[(mistake.__doc__ or "").rstrip(".")] = mistake
    return mistake


def sections(document: JSON) -> list[JSON]:
    """Every section of the department's report that has a text."""
    return [s for s in _below((document.get("report") or {}).get("sections") or []) if s.get("text")]


def leaves(document: JSON) -> list[JSON]:
    """Every scored indicator."""
    sheets = [document.get("overall") or {}, *document.get("projects", [])]
    return [leaf for sheet in sheets for leaf in _leaves(sheet.get("indicators") or [])]


def _below(nodes: list[JSON]) -> Iterator[JSON]:
    for node in nodes:
        yield node
        yield from _below(node.get("sections") or [])


def _leaves(nodes: list[JSON]) -> Iterator[JSON]:
    for node in nodes:
        if node.get("children"):
            yield from _leaves(node["children"])
        elif not node.get("deleted"):
            yield node


def number(value: object) -> Decimal | None:
    """A value as a number."""
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None


def change(holder: JSON, key: str, value: object) -> str:
    """Set a value and tell it."""
    told = (
        f"{holder.get('name') or holder.get('heading') or holder.get('label') or ''} {key}: {holder.get(key)} → {value}"
    )
    holder[key] = value
    return told


def in_text(document: JSON, rng: random.Random, pattern: re.Pattern[str], make: Callable[[str], str]) -> str | None:
    """Replace one match in the report."""
    places = [(section, match) for section in sections(document) for match in pattern.finditer(section["text"])]
    if not places:
        return None
    section, match = rng.choice(places)
    new, text = make(match[0]), section["text"]
    if new == match[0]:
        return None
    section["text"] = text[: match.start()] + new + text[match.end() :]
    return f"{text[max(0, match.start() - 20) : match.end() + 8]} → {new}"


def other_digit(figure: str, rng: random.Random) -> str:
    """One digit of a figure changed."""
    place = rng.choice([i for i, character in enumerate(figure) if character.isdigit()])
    digit = rng.choice([d for d in "123456789" if d != figure[place]])
    return figure[:place] + digit + figure[place + 1 :]


@kind
def digit_in_text(document: JSON, rng: random.Random) -> str | None:
    """Text: one digit of a figure."""
    return in_text(document, rng, _FIGURE, lambda figure: other_digit(figure, rng))


@kind
def swapped_digits(document: JSON, rng: random.Random) -> str | None:
    """Text: two digits of a figure swapped."""
    pattern = re.compile(r"\d*(\d)(?!\1)\d(?:\.\d+)?(?=[ \t]*(?:万元|元|人|个|件|%|户))")

    def swap(figure: str) -> str:
        places = [i for i in range(len(figure) - 1) if figure[i : i + 2].isdigit() and figure[i] != figure[i + 1]]
        place = rng.choice(places) if places else 0
        return figure[:place] + figure[place + 1] + figure[place] + figure[place + 2 :] if places else figure

    return in_text(document, rng, pattern, swap)


@kind
def wrong_percent(document: JSON, rng: random.Random) -> str | None:
    """Text: a percentage one point off."""
    return in_text(document, rng, _PERCENT, lambda figure: str(Decimal(figure) + rng.choice([1, -1])))


@kind
def exchanged_amounts(document: JSON, rng: random.Random) -> str | None:
    """Text: two amounts of a sentence exchanged."""
    pattern = re.compile(_MONEY.pattern + r"[^。\n]{2,60}?" + _MONEY.pattern)

    def exchange(piece: str) -> str:
        found = list(_MONEY.finditer(piece + "万元"))
        first, last = found[0], found[-1]
        return piece[: first.start()] + last[0] + piece[first.end() : last.start()] + first[0] + piece[last.end() :]

    return in_text(document, rng, pattern, exchange)


@kind
def wrong_unit(document: JSON, rng: random.Random) -> str | None:
    """Text: 元 for 万元."""
    return in_text(document, rng, re.compile(r"(?<=\d)[ \t]*万元"), lambda _: "元")


@kind
def wrong_year(document: JSON, rng: random.Random) -> str | None:
    """Text: the year before."""
    year = document["year"]
    return in_text(document, rng, re.compile(rf"{year}(?=[ \t]*年)"), lambda _: str(year - 1))


@kind
def other_bureau(document: JSON, rng: random.Random) -> str | None:
    """Text: another bureau's name."""
    name = document["department"]["name"]
    region = document["department"].get("region") or ""
    return in_text(document, rng, re.compile(re.escape(name)), lambda _: f"{region}民政局")


@kind
def other_place(document: JSON, rng: random.Random) -> str | None:
    """Text: another place's name."""
    region = document["department"].get("region") or ""
    return in_text(document, rng, re.compile(re.escape(region)), lambda found: "青" + found[1:]) if region else None


@kind
def cut_name(document: JSON, rng: random.Random) -> str | None:
    """Text: a character missing in the department's name."""
    name = document["department"]["name"]
    return in_text(document, rng, re.compile(re.escape(name)), lambda found: found[:-3] + found[-2:])


@kind
def wrong_count(document: JSON, rng: random.Random) -> str | None:
    """Text: a number of things one off."""
    numerals = "二三四五六七八"
    pattern = re.compile(
        f"(?<=等)[{numerals}](?=个)|[{numerals}](?=个(?:阶段|方面|部分|三级|二级))|\\d(?=个(?:三|二)级)"
    )

    def more(found: str) -> str:
        return str(int(found) + 1) if found.isdigit() else numerals[(numerals.index(found) + 1) % len(numerals)]

    return in_text(document, rng, pattern, more)


@kind
def wrong_score(document: JSON, rng: random.Random) -> str | None:
    """Text: a score one point off."""
    pattern = re.compile(r"(?<=得)\d+(?:\.\d+)?(?=分)|(?<=得分)\d+(?:\.\d+)?(?=分)")
    return in_text(document, rng, pattern, lambda figure: str(Decimal(figure) - 1))


@kind
def wrong_grade_in_text(document: JSON, rng: random.Random) -> str | None:
    """Text: another grade."""
    pattern = re.compile(r"(?<=等级为)[“\"]?(?:优秀|优|良好|良)|(?<=绩效为[“\"])(?:优秀|优)")
    return in_text(document, rng, pattern, lambda found: "中" if "“" not in found else "“中")


@kind
def doubled_stop(document: JSON, rng: random.Random) -> str | None:
    """Text: doubled full stop."""
    return in_text(document, rng, re.compile("。"), lambda _: "。。")


@kind
def doubled_word(document: JSON, rng: random.Random) -> str | None:
    """Text: a word doubled."""
    return in_text(document, rng, re.compile("提高|加强|开展|完成|落实|资金|工作"), lambda found: found * 2)


@kind
def lost_mark(document: JSON, rng: random.Random) -> str | None:
    """Text: a closing mark missing."""
    return in_text(document, rng, re.compile("[”》）](?=[^”》）\n]{0,200}。)"), lambda _: " ")


@kind
def lost_yuan(document: JSON, rng: random.Random) -> str | None:
    """Text: 元 missing."""
    return in_text(document, rng, re.compile(r"(?<=\d)[ \t]*万元(?=[，。；、])"), lambda _: "万")


@kind
def copied_paragraph(document: JSON, rng: random.Random) -> str | None:
    """Text: a paragraph copied to another section."""
    found = [s for s in sections(document) if len(s["text"]) > 120]
    if len(found) < 2:
        return None
    source, target = rng.sample(found, 2)
    target["text"] += "\n\n" + max(source["text"].split("\n\n"), key=len)
    return f"{source.get('heading')} → {target.get('heading')}"


@kind
def left_hint(document: JSON, rng: random.Random) -> str | None:
    """Text: a hint of the form left in."""
    return in_text(document, rng, re.compile("。"), lambda _: "。（请在此填写具体情况，不超过200字）")


@kind
def phone_number(document: JSON, rng: random.Random) -> str | None:
    """Text: a phone number."""
    return in_text(document, rng, re.compile("。"), lambda _: "，联系电话13912345678。")


@kind
def lost_figure(document: JSON, rng: random.Random) -> str | None:
    """Text: a figure left out."""
    return in_text(document, rng, re.compile(r"(?<=[为入出共])\d+(?:\.\d+)?[ \t]*(?=万元|人)"), lambda _: "")
