"""Office files are ZIP archives: the same content has to give the same bytes, whoever writes it and when."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP archive can tell; it says nothing about the document."""

CORE = "docProps/core.xml"

Change = Callable[[bytes], bytes]

_MODIFIED = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(text: str) -> str:
    """The text with the characters that XML can hold, its lines ended alike."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sealed(archive: bytes, created: date | None, changes: Mapping[str, Change] | None = None) -> bytes:
    """The archive written anew without the clock: ``created`` comes from the data; ``changes`` by name of member."""
    every = {CORE: lambda content: _dated(content, created), **(changes or {})}
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            change = every.get(name)
            member = zipfile.ZipInfo(name, FIRST_DATE)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(member, change(content) if change else content)
    return output.getvalue()


def _dated(core: bytes, created: date | None) -> bytes:
    """Both dates of the document's properties as the data have it; without one they say nothing."""
    if created is None:
        return _MODIFIED.sub(b"", core)
    stamp = f"{created.isoformat()}T00:00:00Z".encode()
    return _MODIFIED.sub(lambda found: found[1] + stamp + found[3], core)
