"""What stands in for a font that a machine lacks: Word takes the named substitute before it guesses."""

from .markup import FANG, HEI, KAI, NAMESPACES, SONG, XIAOBIAO

_SUBSTITUTES = {FANG: "仿宋", KAI: "楷体", XIAOBIAO: "小标宋体", HEI: "SimHei", SONG: "SimSun"}


def font_table_xml() -> bytes:
    """The whole part ``word/fontTable.xml``."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _SUBSTITUTES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {NAMESPACES}>{fonts}</w:fonts>".encode()
