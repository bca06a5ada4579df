"""The reckoning of pages is near what the layout finds, and spares a layout without changing what comes out."""

import pytest

from perfeval.documents import engine, part_pdf
from perfeval.documents.assemble import parts_of
from perfeval.documents.blocks import Part
from perfeval.documents.guess import guess
from perfeval.documents.html import Setting, part_html, table_fit
from perfeval.documents.part_pdf import settled

from .cases import case
from .making import SENTENCE, heads, part_of, table


def form(slug: str, key: str) -> Part:
    (part,) = parts_of(*case(slug), part=key)
    return part


@pytest.mark.parametrize(
    ("slug", "key"), [("jincheng-2022", "project:1"), ("miluo-2023", "basic_data"), ("xundian-2023", "overall")]
)
def test_a_form_takes_about_as_much_room_as_reckoned(slug: str, key: str) -> None:
    part = form(slug, key)
    expected = guess(part.blocks[0], table_fit(part, 0))
    document = engine.lay_out(part_html(part))
    assert expected.pages == len(document.pages)
    assert abs(expected.filled - part_pdf._filled(document.pages[-1])) < 0.05


def test_lines_are_counted_as_they_are_broken() -> None:
    part = part_of(table(heads("名称", "说明"), widths=(1, 1), footer=(SENTENCE,) * 3))
    one, three = (guess(made, table_fit(part, 0)).filled for made in (table(heads("名称", "说明")), part.blocks[0]))
    assert 0.05 < three - one < 0.1


def test_a_form_that_runs_over_by_a_few_lines_is_laid_out_in_its_final_size_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    part = form("jincheng-2022", "project:1")
    laid_out: list[str] = []
    plain = engine.lay_out
    monkeypatch.setattr(engine, "lay_out", lambda body: laid_out.append(body) or plain(body))
    _document, setting = settled(part)
    assert (len(laid_out), setting) == (1, Setting(sizes={0: 8}))
    monkeypatch.setattr(part_pdf, "_on_one_page", lambda _part: None)
    assert settled(part)[1] == setting
