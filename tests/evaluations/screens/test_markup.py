"""A cell as HTML: nothing that was typed becomes markup."""

from decimal import Decimal

from perfeval.core.tables.model import Cell
from perfeval.evaluations.screens.cells import ScreenCell

HOSTILE = '"><script>alert(1)</script>&'
ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"


def test_a_text_is_typed_in_a_box_that_keeps_a_line_break_at_its_beginning() -> None:
    cell = Cell("", kind="entry", ref="/x", input="lines")
    screen = ScreenCell(cell, "goal.1.actual", "goal.1.actual", "\n甲", "\n甲", prose=True, label="实际完成情况")
    assert screen.html == (
        '<td class="cell-entry align-left"><textarea class="entry" data-lines rows="2" id="goal.1.actual"'
        ' name="goal.1.actual" data-field="goal.1.actual" aria-label="实际完成情况"'
        ' aria-describedby="note-goal.1.actual">\n\n甲</textarea>'
        '<div class="cell-note" id="note-goal.1.actual" data-note="goal.1.actual"></div></td>'
    )


def test_a_number_is_typed_between_its_fixed_words_and_a_wrong_one_is_marked() -> None:
    cell = Cell("1", "entry", 2, 3, "right", Decimal(1), "/x", prefix="预算数：", suffix="万元", input="amount")
    screen = ScreenCell(cell, "fundrow.1.adjusted", "fundrow.1.adjusted", "1x", "1", label="预算数", note="不是数字")
    assert screen.html == (
        '<td class="cell-entry align-right" colspan="2" rowspan="3"><div class="with-around">'
        '<span class="around">预算数：</span><input class="entry" type="text" inputmode="decimal" autocomplete="off"'
        ' id="fundrow.1.adjusted" name="fundrow.1.adjusted" data-field="fundrow.1.adjusted" value="1x"'
        ' aria-label="预算数" aria-describedby="note-fundrow.1.adjusted" aria-invalid="true"><span>万元</span></div>'
        '<div class="cell-note" id="note-fundrow.1.adjusted" data-note="fundrow.1.adjusted">不是数字</div></td>'
    )


def test_a_computed_value_is_a_button_that_tells_its_formula() -> None:
    cell = Cell("6.32", "computed", ref="/x/computed/score", explanation="60 ÷ 95 × 10 = 6.32分", align="center")
    assert ScreenCell(cell, "indicator.1.shown.score", noted=True).html == (
        '<td class="cell-computed align-center printed" id="indicator.1.shown.score"><button type="button"'
        ' class="formula" id="f-indicator.1.shown.score" aria-describedby="t-indicator.1.shown.score"'
        ' tabindex="-1">6.32</button><span class="tip" role="tooltip" id="t-indicator.1.shown.score">'
        "60 ÷ 95 × 10 = 6.32分</span></td>"
    )


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    printed = ScreenCell(Cell(HOSTILE, kind="head")).html
    assert printed == f'<th class="cell-head align-left printed">{ESCAPED}</th>'
    typed = Cell("", kind="entry", ref="/x", prefix=HOSTILE, suffix=HOSTILE)
    box = ScreenCell(typed, "x.1", "x.1", HOSTILE, HOSTILE, label=HOSTILE, note=HOSTILE).html
    assert (box.count(ESCAPED), "<script>" in box) == (5, False)
    computed = Cell(HOSTILE, "computed", ref="/x/computed/y", explanation=HOSTILE)
    formula = ScreenCell(computed, HOSTILE).html
    assert (formula.count(ESCAPED), "<script>" in formula) == (6, False)
