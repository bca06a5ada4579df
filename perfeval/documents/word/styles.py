"""The styles of a document of the state (GB/T 9704-2012), named as Word names its own, so that its contents work.

A heading's style says how deep it stands; how it looks depends on its number (一、 黑体, （一） 楷体 …). Where headings
begin with 第一部分, each depth has another look, so that the styles are made for the document.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ..blocks import DEEPEST, Heading, HeadingLevel, Part
from .markup import FANG, HEI, KAI, NAMESPACES, SONG, XIAOBIAO, Characters, Shape, fonts_xml

BODY_POINTS = 16
PITCH = Fraction(579, 20)
"""28.95 points: 22 lines on a page."""

CHARACTER = 320
"""A character of 16 points in twips."""

TITLE = Characters(XIAOBIAO, 22)
HEADING_LOOKS: dict[HeadingLevel, Characters] = {
    0: TITLE,
    1: Characters(HEI, BODY_POINTS),
    2: Characters(KAI, BODY_POINTS),
    3: Characters(FANG, BODY_POINTS, bold=True),
    4: Characters(FANG, BODY_POINTS),
}
_DIVISION = Shape(align="center", line=700, after=580)
_INDENTED = Shape(first=2 * CHARACTER)

Looks = Mapping[int, HeadingLevel]
"""Depth of a heading → the level as which headings of this depth look."""


def heading_shape(level: HeadingLevel) -> Shape:
    """第一部分 stands in the middle, all others are indented like the text."""
    return _DIVISION if level == 0 else _INDENTED


def heading_depth(heading: Heading) -> int:
    """Where it stands in the outline, from 1."""
    return min(max(heading.depth or heading.level, 1), DEEPEST)


def heading_looks(parts: Sequence[Part]) -> Looks:
    """For each depth the level that most of the document's headings have there."""
    found: dict[int, Counter[HeadingLevel]] = {}
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Heading):
                found.setdefault(heading_depth(block), Counter())[block.level] += 1
    usual: dict[int, HeadingLevel] = {1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 4}
    return {**usual, **{depth: counted.most_common(1)[0][0] for depth, counted in found.items()}}


def styles_xml(looks: Looks) -> str:
    """The whole part ``word/styles.xml``."""
    fixed = "".join(_style(*style) for style in _FIXED)
    headings = "".join(_heading_style(depth, level) for depth, level in sorted(looks.items()))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACES}>'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(FANG)}"
        f'<w:sz w:val="{2 * BODY_POINTS}"/><w:szCs w:val="{2 * BODY_POINTS}"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/></w:pPr>'
        "</w:pPrDefault>"
        f"</w:docDefaults>{fixed}{headings}{_TABLE_STYLE}</w:styles>"
    )


def _style(style: str, name: str, shape: Shape, look: Characters, based_on: str = "Normal") -> str:
    default = ' w:default="1"' if style == "Normal" else ""
    based = f'<w:basedOn w:val="{based_on}"/>' if style != "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/>{shape.xml()}{look.xml()}</w:style>"
    )


def _heading_style(depth: int, level: HeadingLevel) -> str:
    shape = replace(heading_shape(level), keep_next=True, outline=depth - 1)
    look = replace(HEADING_LOOKS[level], tightened=level > 0)
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{depth}"><w:name w:val="heading {depth}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>{shape.xml()}{look.xml()}</w:style>'
    )


_SMALL = Characters(SONG, Fraction(21, 2))
_FIXED: tuple[tuple[str, str, Shape, Characters], ...] = (
    ("Normal", "Normal", Shape(), Characters()),
    ("BodyText", "Body Text", Shape(first=2 * CHARACTER, align="both"), Characters(tightened=True)),
    ("PlainText", "公文 顶格", Shape(align="both"), Characters(tightened=True)),
    ("Title", "Title", replace(_DIVISION, keep_next=True), TITLE),
    ("AttachmentNumber", "公文 附件序号", Shape(keep_next=True, after=580), Characters(HEI)),
    ("FormNumber", "表 附件序号", Shape(keep_next=True, line=300, after=80), Characters(HEI, Fraction(21, 2))),
    ("FormTitle", "表 标题", Shape(keep_next=True, line=520, after=120, align="center"), Characters(XIAOBIAO, 18)),
    ("FormCaption", "表 表头行", Shape(keep_next=True, line=300, after=40), _SMALL),
    ("FormText", "表 文字", Shape(line=300), _SMALL),
    ("FormFooter", "表 表尾", Shape(line=300, before=80, align="both"), _SMALL),
    ("FormNote", "表 注", Shape(line=260, before=80, align="both"), Characters(SONG, 9)),
    ("CoverNumber", "封面 附件序号", Shape(), Characters(HEI)),
    ("CoverTitle", "封面 标题", Shape(before=2380, line=880, align="center"), TITLE),
    ("CoverLine", "封面 项目", Shape(left=5 * CHARACTER, first=-5 * CHARACTER, after=200), Characters(tightened=True)),
    ("CoverDate", "封面 日期", Shape(align="center"), Characters()),
    ("ContentsTitle", "目录 标题", Shape(line=700, after=280, align="center"), TITLE),
    ("TOC1", "toc 1", Shape(line=450), Characters(HEI, 14)),
    ("TOC2", "toc 2", Shape(line=450, left=560), Characters(FANG, 14)),
    ("Signature", "Signature", Shape(align="right"), Characters()),
    ("Footer", "footer", Shape(line=280), Characters(SONG, 14)),
    ("Break", "分节", Shape(line=20), Characters(SONG, 1)),
)

_TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr>"
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
