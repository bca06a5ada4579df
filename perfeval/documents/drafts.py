"""Pages to look at while one types: laid out once, in the type size that suited the form when it was last settled."""

from collections import OrderedDict
from collections.abc import Sequence

from . import engine
from .blocks import Part
from .html import Setting
from .join import Meta, Piece, join
from .part_pdf import draft_part, settled

MOST_REMEMBERED = 500
"""Forms whose type size a process remembers."""

_settings: OrderedDict[str, dict[str, Setting]] = OrderedDict()


def final(parts: Sequence[Part], meta: Meta, name: str) -> bytes:
    """The pages as they are printed; what suits the forms is remembered under ``name``."""
    found = [(part, *settled(part)) for part in parts]
    _settings[name] = {part.key: Setting(sizes=setting.sizes) for part, _document, setting in found}
    _settings.move_to_end(name)
    while len(_settings) > MOST_REMEMBERED:
        _settings.popitem(last=False)
    return _joined([(part, engine.write_part(document)) for part, document, _setting in found], meta)


def draft(parts: Sequence[Part], meta: Meta, name: str) -> bytes:
    """The pages in a fraction of the time; a form that is not known yet is laid out with care."""
    known = _settings.get(name)
    if known is None or any(part.key not in known for part in parts):
        return final(parts, meta, name)
    return _joined([(part, draft_part(part, known[part.key])) for part in parts], meta)


def _joined(drawn: Sequence[tuple[Part, bytes]], meta: Meta) -> bytes:
    pieces = [Piece(pdf, part.numbered, part.group) for part, pdf in drawn]
    return join(pieces, meta)
