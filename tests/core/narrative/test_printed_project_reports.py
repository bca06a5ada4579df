"""汨罗: sentences over fund kinds, and per project over its own indicators."""

import pytest

from .conftest import Said, computed, not_printed, said_of

SLUG = "miluo-2023"
DIFFERENT = {
    "5.4.4.1": "errors benefit-section-says-output and benefit-aspects-count: five aspects, four printed",
    "5.4.4.4": "error benefit-aspects-count",
}
PRINTED = [
    *("2.1", "2.2.1", "2.2.2", "3", "4", "5"),
    *("5.2.1", "5.2.notice", "5.4.3.1", "5.4.3.4", "5.4.4.1", "5.4.4.4"),
]


@pytest.fixture(scope="module")
def said() -> Said:
    return said_of(computed(SLUG))


def test_sentences_are_the_printed_ones_except_where_the_document_errs(said: Said) -> None:
    assert not_printed(SLUG, said, PRINTED) == set(DIFFERENT)


def test_aspects_and_their_number_come_from_the_table(said: Said) -> None:
    assert said["5.4.4.1"] == (
        "本单位项目效益按照经济效益、社会效益、生态效益、可持续影响、服务对象满意度等五个方面，根据各自情况，"
        "设置相关指标内容，用于跟踪项目工作的开展。"
    )
    assert said["5.4.4.2"] == "本单位项目未设置效益指标。"
