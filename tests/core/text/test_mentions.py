from decimal import Decimal

import pytest

from perfeval.core.text.mentions import normalise, read_mentions


@pytest.mark.parametrize(
    ("phrase", "bare"),
    [
        ("2022年10月底城乡居民基本养老保险参保人数达到", "城乡居民基本养老保险参保"),
        ("全县城乡居民基本养老保险参保续费", "城乡居民基本养老保险参保"),
        ("2022年末社会保障卡持卡人数超过", "社会保障卡持卡"),
        ("其中：“三公”经费支出为".replace("：", ""), "三公经费支出"),
        ("截至2023年底，".rstrip("，"), ""),
    ],
)
def test_phrases_lose_dates_quotes_and_filling_words(phrase: str, bare: str) -> None:
    assert normalise(phrase) == bare


def test_a_figure_keeps_its_phrase_its_year_and_what_follows() -> None:
    mentions = read_mentions("2022年“三公”经费支出20.50万元，上年支出3万元，共3个单位。")
    assert [(m.phrase, m.year, m.noun) for m in mentions] == [
        ("三公经费支出", 2022, ""),
        ("支出", -1, ""),
        ("", -1, "单位"),
    ]
    assert mentions[0].figure.value == Decimal("20.50")


def test_figures_after_of_which_are_marked_as_parts() -> None:
    assert [m.is_part for m in read_mentions("调入32人，其中，人才27人。调出2人。")] == [False, True, False]
