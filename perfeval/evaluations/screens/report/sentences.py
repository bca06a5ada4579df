"""Mechanical sentences on the screen of a report: which can be put in, and what an officer adds to each."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from perfeval.core.narrative.templates import Narrative, Sentence

SHOWN = 40
"""Characters of a sentence that a list shows."""


def insertable(narrative: Narrative, said: Mapping[str, str], place: int | None = None) -> Iterator[tuple[str, str]]:
    """Every sentence of the scheme with its beginning; of one that repeats all together, then one by one.

    In the report of the project at this place (from 1) a sentence of each project is that one's.
    """
    for template in narrative.sentences:
        items = _items(narrative, template, said)
        name = narrative.in_report_of(place, template.id) if place else template.id
        if template.each is None or name != template.id:
            yield template.id, f"{template.id} {said.get(name, _('（现有数据下不写）'))[:SHOWN]}"
            continue
        together = "".join(said[name] for name in items) or _("（现有数据下不写）")
        yield template.id, _("{name} 逐项：{text}").format(name=template.id, text=together[:SHOWN])
        yield from ((name, f"{name} {said[name][:SHOWN]}") for name in items)


def free_parts(narrative: Narrative, name: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(key, label) of what is added to a sentence, or to each item of one that repeats."""
    template = narrative.template_of(name)
    if template is None:
        return
    if template.each is None or name != template.id:
        yield from ((f"{name}.{part}", label) for part, label in template.entered.items())
        return
    for number, item in enumerate(_items(narrative, template, said), start=1):
        for part, label in template.entered.items():
            yield f"{item}.{part}", _("第{number}条：{label}").format(number=number, label=label)


def _items(narrative: Narrative, template: Sentence, said: Mapping[str, str]) -> list[str]:
    """The ids of the items of a sentence that repeats; of several with one prefix the first has them all."""
    return [name for name in said if template.is_item(name) and narrative.template_of(name) is template]
