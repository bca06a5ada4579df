import json

import pytest

from perfeval.core.narrative import narrative_for, sentences_of
from perfeval.core.narrative.results import compute_texts
from perfeval.core.package import dump_package, parse_package
from perfeval.core.scheme import load_scheme

from .conftest import computed, sample


def test_tables_and_sentences_stand_in_the_final_accounts() -> None:
    package = computed("jincheng-2022")
    done = compute_texts(package, load_scheme("jincheng-2022"))
    assert done.final_accounts is not None
    result = done.final_accounts.computed
    assert result is not None
    assert sorted(result.tables) == [f"{number:02}" for number in range(1, 11)]
    assert result.text == sentences_of(package, narrative_for("jincheng-2022"))


def test_a_package_without_final_accounts_has_its_sentences_beside_the_statistics() -> None:
    package = computed("gaoyi-2022")
    done = compute_texts(package, load_scheme("gaoyi-2022"))
    assert done.computed is not None
    assert done.computed.text == sentences_of(package, narrative_for("gaoyi-2022"))
    assert len(done.computed.working_papers or []) == 30


def test_a_sentence_in_a_report_block_takes_what_was_typed_beside_it() -> None:
    section = {"heading": "一、", "blocks": [{"sentence": "1.1", "text": "办公室。"}]}
    report = {**sample("xundian-2023")["report"], "sections": [section]}
    done = compute_texts(computed("xundian-2023", report=report), load_scheme("xundian-2023"))
    assert done.report is not None
    result = done.report.sections[0].computed
    assert result is not None
    assert (result.text or "").partition("个科室")[0] == "寻甸回族彝族自治县人力资源和社会保障局下设办公室等7"


@pytest.mark.parametrize("slug", ["gaoyi-2022", "jincheng-2022", "miluo-2023", "qinhuangdao-2023", "xundian-2023"])
def test_results_are_written_as_json_and_dropped_on_reading(slug: str) -> None:
    package = computed(slug)
    written = json.loads(json.dumps(dump_package(compute_texts(package, load_scheme(slug))), ensure_ascii=False))
    assert parse_package(written) == parse_package(sample(slug))
