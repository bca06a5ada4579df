"""Blocks from and for the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.tsv import format_tsv, parse_tsv


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("一\t2\r\n三\t\r\n", [["一", "2"], ["三", ""]]),
        ('"第一行\r\n第二行"\t"他说""好"""\n"有\t制表"\t尾', [["第一行\n第二行", '他说"好"'], ["有\t制表", "尾"]]),
        ('"未完\t甲\n5"寸\t乙', [['"未完', "甲"], ['5"寸', "乙"]]),
        ("甲\r乙", [["甲"], ["乙"]]),
        ("", []),
        ("\n", [[""]]),
        ("甲\n\n乙", [["甲"], [""], ["乙"]]),
        ("甲\t\n", [["甲", ""]]),
        ("\t", [["", ""]]),
    ],
)
def test_rows_and_cells_come_apart_as_spreadsheets_write_them(text: str, rows: list[list[str]]) -> None:
    assert parse_tsv(text) == rows


CELLS = st.text(st.sampled_from('甲1,. "\t\n'), max_size=8)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)))
def test_what_is_written_reads_the_same(rows: list[list[str]]) -> None:
    assert parse_tsv(format_tsv(rows) + "\r\n") == rows


@given(st.text(st.sampled_from('甲"\t\n\r '), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    found = parse_tsv(text)
    assert all(row for row in found)


def test_a_large_paste_is_read_in_one_go() -> None:
    assert len(parse_tsv('"a\t' * 20000)[0]) == 20001
