from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.text.sentences import (
    Span,
    blank_parentheses,
    clauses,
    excerpt,
    paragraphs,
    sentences,
    squeeze,
    statements,
)


def test_sentences_keep_their_marks_and_places() -> None:
    assert sentences("甲。乙；丙。。丁") == [Span("甲。", 0), Span("乙；丙。。", 2), Span("丁", 7)]


def test_a_line_that_ends_open_runs_on_into_the_next() -> None:
    assert [span.text for span in statements("收入，其中：\n甲；\n乙。\n丙。其中，丁。")] == [
        "收入，其中：\n甲；\n乙。",
        "丙。其中，丁。",
    ]


def test_brackets_are_blanked_in_place() -> None:
    assert blank_parentheses("甲（乙（丙））丁") == "甲\u3000\u3000\u3000\u3000\u3000\u3000丁"


def test_excerpts_show_a_little_around_on_one_line() -> None:
    assert excerpt("一二三\n四五六", 2, 3, 1) == "…二三…"


@given(st.text(alphabet="甲乙，。；：\n（） ", max_size=40))
def test_every_span_stands_where_it_says(text: str) -> None:
    for span in [*sentences(text), *clauses(text), *paragraphs(text), *statements(text)]:
        assert text[span.start : span.end] == span.text
    assert len(blank_parentheses(text)) == len(text)
    assert " " not in squeeze(text)
