"""Which fonts there are, which style lacks one, and which characters no font of a document can print.

Fonts are those of the system and the files in the fonts folder (``FONTS_DIR``, else ``VAR_DIR``/fonts), which
script/fonts fills.
"""

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

from perfeval.core.language import _

from .places import var_folder


@dataclass(frozen=True, slots=True)
class Style:
    """A typeface of GB/T 9704: families that are that face, best first, and what installs the free one."""

    name: str
    families: tuple[str, ...]
    remedy: str


SONG = Style("宋体", ("宋体", "SimSun", "FandolSong"), "script/fonts")
FACES = (
    Style("小标宋", ("方正小标宋简体", "方正小标宋_GBK", "Noto Serif CJK SC"), "apt-get install fonts-noto-cjk"),
    SONG,
    Style("黑体", ("黑体", "SimHei", "FandolHei"), "script/fonts"),
    Style("楷体", ("楷体_GB2312", "楷体", "KaiTi", "FandolKai"), "script/fonts"),
    Style("仿宋", ("仿宋_GB2312", "仿宋", "FangSong", "FandolFang"), "script/fonts"),
    Style("后备宋体", ("Noto Serif CJK SC",), "apt-get install fonts-noto-cjk"),
    Style("后备黑体", ("Noto Sans CJK SC",), "apt-get install fonts-noto-cjk"),
)
"""What the style sheets ask for; the last two end every list of families, because they have all of GBK."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A character that no font of the document has, and the first place where it stands."""

    character: str
    place: str

    @property
    def code(self) -> str:
        """The code point as it is usually written."""
        return f"U+{ord(self.character):04X}"

    def __str__(self) -> str:
        return _("没有字体能打印“%(character)s”（%(code)s，%(place)s）") % {
            "character": self.character,
            "code": self.code,
            "place": self.place,
        }


def fonts_folder() -> Path:
    """The folder of our own font files."""
    return Path(os.environ.get("FONTS_DIR") or var_folder() / "fonts")


@cache
def configuration() -> FontConfiguration:
    """The one font configuration of the process: the system's fonts and those of the fonts folder."""
    fonts = FontConfiguration()
    for path in _own_files():
        fontconfig.FcConfigAppFontAddFile(fonts._config, os.fsencode(path))
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", fonts.font_map))
    return fonts


@cache
def identity() -> str:
    """Which font files the styles are printed with: part of what a document is made from."""
    return "\n".join(f"{path.name} {path.stat().st_size}" for path in style_files())


@cache
def style_files() -> tuple[Path, ...]:
    """The font files of all families that the style sheets name, of each name one."""
    files = {path.name: path for family, path in sorted(_installed(), reverse=True) if family in _wanted_families()}
    return tuple(path for _name, path in sorted(files.items()))


def missing_fonts() -> list[str]:
    """One message for each typeface that will be printed in another, with what installs it."""
    present = _files_by_family()
    return [
        _("缺少%(style)s字体，将以其他字体代替；安装：%(remedy)s") % {"style": style.name, "remedy": style.remedy}
        for style in FACES
        if not present.keys() & set(style.families)
    ]


def uncovered(texts: Iterable[tuple[str, str]]) -> list[Uncovered]:
    """The characters that no font can print, each at its first place; ``texts`` are (place, text)."""
    found: dict[str, Uncovered] = {}
    for place, text in texts:
        for character in uncovered_characters(text):
            found.setdefault(character, Uncovered(character, place))
    return list(found.values())


def uncovered_characters(text: str) -> list[str]:
    """The characters of a text that no installed font has, in order, each once."""
    covered = _covered_by_styles()
    doubtful = [character for character in dict.fromkeys(text) if ord(character) not in covered and _is_seen(character)]
    return [character for character in doubtful if ord(character) not in _covered_by_others()]


def _is_seen(character: str) -> bool:
    """Whether a character leaves ink: not a control, a space or a variation selector (a private one may, 造字)."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}


@cache
def _covered_by_styles() -> frozenset[int]:
    """Code points of the families that the style sheets name."""
    return frozenset(code for family, path in _files_by_family().items() for code in _code_points(path, family))


@cache
def _covered_by_others() -> frozenset[int]:
    """Code points of all other fonts: one of them is used where no family of the style sheet has the character."""
    return frozenset(code for path in sorted({path for _family, path in _installed()}) for code in _code_points(path))


def _code_points(path: Path, family: str | None = None) -> set[int]:
    """Code points of the face of a family in a font file; of the first face where none is asked for or found."""
    with contextlib.ExitStack() as files:
        collection = path.suffix.lower() == ".ttc"
        font = files.enter_context(TTCollection(path, lazy=True) if collection else TTFont(path, lazy=True))
        faces: list[TTFont] = font.fonts if collection else [font]
        named = (face for face in faces if family and family in map(str, face["name"].names))
        return set(next(named, faces[0]).getBestCmap() or ())


@cache
def _files_by_family() -> dict[str, Path]:
    """The font file of each installed family that the style sheets name."""
    return {family: path for family, path in _installed() if family in _wanted_families()}


def _wanted_families() -> set[str]:
    return {family for style in FACES for family in style.families}


def _installed() -> Iterator[tuple[str, Path]]:
    config = configuration()._config
    for kind in (fontconfig.FcSetSystem, fontconfig.FcSetApplication):
        fonts = fontconfig.FcConfigGetFonts(config, kind)
        for number in range(fonts.nfont if fonts != ffi.NULL else 0):
            (file,) = _strings(fonts.fonts[number], b"file")
            for family in _strings(fonts.fonts[number], b"family"):
                yield family, Path(file)


def _strings(pattern: object, name: bytes) -> list[str]:
    """All values of a property of a fontconfig pattern."""
    values: list[str] = []
    found = ffi.new("FcChar8 **")
    while fontconfig.FcPatternGetString(pattern, name, len(values), found) == fontconfig.FcResultMatch:
        values.append(ffi.string(found[0]).decode())
    return values


def _own_files() -> list[Path]:
    """Font files of the fonts folder, in a fixed order."""
    folder = fonts_folder()
    return sorted(path for path in folder.glob("*") if re.fullmatch(r"(?i)\.(otf|ttf|ttc)", path.suffix))
