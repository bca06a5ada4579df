"""The drawing of a chart."""

from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.charts import Bar, Chart, draw
from perfeval.core.charts.svg import LABEL_UNITS, lines_of

SVG = "{http://www.w3.org/2000/svg}"


def chart(*bars: Bar, **changes: object) -> Chart:
    return Chart(
        **{"key": "test", "title": "图", "bars": bars, "label_heading": "项", "value_heading": "数", **changes}
    )


def drawn(of: Chart, font: str = "") -> ElementTree.Element:
    return ElementTree.fromstring(draw(of, font))  # noqa: S314 - our own drawing


def bars_of(root: ElementTree.Element) -> list[tuple[str, str]]:
    return [(bar.attrib["width"], bar.attrib["fill"]) for bar in root.iter(f"{SVG}rect")]


def texts_of(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_bars_are_as_long_as_their_figures_and_figures_stay_text() -> None:
    root = drawn(chart(Bar("甲", Decimal(50), "50%"), Bar("乙", Decimal(100), "100%"), Bar("丙", Decimal(0), "0%")))
    assert bars_of(root) == [("165.0", "#17457f"), ("330.0", "#17457f"), ("0.0", "#17457f")]
    assert texts_of(root) == ["甲", "50%", "乙", "100%", "丙", "0%"]


def test_a_score_is_drawn_over_its_points_and_a_second_series_in_another_colour() -> None:
    root = drawn(chart(Bar("甲", Decimal(5), "5／10", Decimal(10))))
    assert bars_of(root) == [("330.0", "#e3e8ee"), ("165.0", "#17457f")]
    two = drawn(chart(Bar("甲", Decimal(1), "1"), Bar("甲", Decimal(1), "1", second=True), series=("本年", "上年")))
    assert [colour for _, colour in bars_of(two)] == ["#17457f", "#8a939e", "#17457f", "#8a939e"]
    assert texts_of(two)[:2] == ["本年", "上年"]


def test_a_mark_is_a_line_and_every_bar_has_room_for_it() -> None:
    root = drawn(chart(Bar("甲", Decimal(50), "50%"), mark=Decimal(100)))
    (line,) = root.iter(f"{SVG}line")
    assert (line.attrib["x1"], bars_of(root)) == ("530.0", [("165.0", "#17457f")])


def test_who_cannot_see_it_hears_its_title_and_all_figures() -> None:
    root = drawn(chart(Bar("甲", Decimal(1), "1份"), Bar("乙", Decimal(2), "2份")))
    assert (root.attrib["role"], root.attrib["aria-labelledby"]) == ("img", "test-title test-desc")
    assert [root[0].text, root[1].text] == ["图", "甲 1份；乙 2份"]


def test_it_is_drawn_by_attributes_alone() -> None:
    source = draw(chart(Bar("<b>&", Decimal(-5), "－5")), 'a"b')
    assert "style" not in source
    assert "<b>" not in source
    root = ElementTree.fromstring(source)  # noqa: S314 - our own drawing
    assert (root.attrib["font-family"], bars_of(root)) == ('a"b', [("0.0", "#17457f")])


def test_a_long_label_takes_two_lines_and_ends_with_dots() -> None:
    assert lines_of("短") == ["短"]
    assert lines_of("甲" * 20) == ["甲" * 10, "甲" * 10]
    assert lines_of("甲" * 40) == ["甲" * 15, f"{'甲' * 14}…"]


@given(st.text(max_size=200))
def test_no_line_of_a_label_is_too_long(label: str) -> None:
    lines = lines_of(label)
    assert len(lines) <= 2
    assert max(map(len, lines)) <= LABEL_UNITS
