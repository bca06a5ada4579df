"""One subset of each font serves a whole document."""

import pikepdf

from perfeval.documents.join import Meta, Piece, join
from perfeval.documents.part_pdf import render_part

from .making import heads, opened, part_of, squeezed, table, text_of


def test_every_face_is_embedded_once_with_the_glyphs_of_all_parts() -> None:
    parts = [render_part(part_of(table(heads(text), widths=(1,)))) for text in ("绩效自评", "财政支出", "绩效评价")]
    pdf = join([Piece(part) for part in parts], Meta("甲", "乙"))
    whole = opened(pdf)
    descriptors = [item for item in whole.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item]
    faces = {str(item.FontName) for item in descriptors}
    assert len({item.FontFile3.objgen for item in descriptors}) == len(faces) == 3
    assert not any("/Face" in item.FontFile3 for item in descriptors)
    assert squeezed(text_of(pdf)) == "小表绩效自评—1—小表财政支出—2—小表绩效评价—3—"
