import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.text.names import Occurrence, edit_distance, local_organisations, same_name, slips, truncated

NAME = "青山县人力资源和社会保障局"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"由{NAME}负责", []),
        ("由青水县人力资源和社会保障局负责", [Occurrence("青水县人力资源和社会保障局", NAME, 1)]),
        ("由青山县人力资源社会保障局负责", [Occurrence("青山县人力资源社会保障局", NAME, 1)]),
        ("由青山县人力资源和社会保障部负责", []),
        ("人力资源和社会保障局", []),
    ],
)
def test_strings_one_character_away_from_a_name_are_slips(text: str, found: list[Occurrence]) -> None:
    assert slips(text, [NAME]) == found


def test_a_known_name_is_no_slip_of_another_one() -> None:
    assert slips("白水县就业服务中心", ["白水县就业服务中心", "白山县就业服务中心"]) == []


def test_a_region_without_its_first_character_is_found() -> None:
    assert truncated("《云岭彝族自治县办法》、《岭彝族自治县制度》", "云岭彝族自治县") == [
        Occurrence("岭彝族自治县", "云岭彝族自治县", 13)
    ]


def test_bureaus_named_with_the_region_are_found() -> None:
    found = local_organisations("由青山县民政局和青山县财政局提供", "青山县")
    assert [occurrence.found for occurrence in found] == ["青山县民政局", "青山县财政局"]
    assert local_organisations("由青山县民政局提供", "") == []


def test_names_are_the_same_whatever_their_brackets() -> None:
    assert same_name("某局（本级）", "某局 (本级)")
    assert not same_name("某局", "某局（本级）")


@given(st.text(max_size=8), st.text(max_size=8))
def test_the_distance_is_symmetric_and_zero_for_equal_texts_only(first: str, second: str) -> None:
    assert edit_distance(first, second) == edit_distance(second, first)
    assert (edit_distance(first, second) == 0) == (first == second)


@given(st.text(alphabet="青山县人力资源和社会保障局，", max_size=60))
def test_slips_are_never_the_name_itself(text: str) -> None:
    assert all(occurrence.found != NAME for occurrence in slips(text, [NAME]))


letters = st.text(st.sampled_from("局管县"), max_size=6)


@given(first=letters, second=letters, begin=letters, end=letters)
def test_what_two_texts_share_at_their_ends_is_no_distance(first: str, second: str, begin: str, end: str) -> None:
    around = edit_distance(f"{begin}{first}{end}", f"{begin}{second}{end}", 9)
    assert around <= max(len(first), len(second))
    assert around == edit_distance(f"{begin}甲{first}", f"{begin}甲{second}", 9)
