from perfeval.core.accounts import account_forms, economic_name, function_name, load_catalogue, parents


def test_names_follow_the_year() -> None:
    names = [function_name("21305", year) for year in (2019, 2020, 2022, 2023, 2030)]
    assert names == ["扶贫", "扶贫", "巩固脱贫衔接乡村振兴", *["巩固脱贫攻坚成果衔接乡村振兴"] * 2]


def test_an_abolished_code_has_no_name() -> None:
    assert [function_name("2080208", year) for year in (2023, 2024)] == ["基层政权建设和社区治理", None]


def test_an_unknown_code_has_no_name() -> None:
    assert (function_name("2089000", 2022), economic_name("39901", 2022)) == (None, None)


def test_parents_come_highest_first() -> None:
    assert [parents(code) for code in ("2080101", "20801", "208", "30101")] == [["208", "20801"], ["208"], [], ["301"]]


def test_every_code_has_its_parents_and_a_proper_length() -> None:
    for kind in ("function", "economic"):
        catalogue = load_catalogue(kind)
        for year in (2020, 2022, 2023, 2024):
            names = catalogue.names(year)
            assert {len(code) for code in names} == set(catalogue.lengths)
            assert [code for code in names if any(parent not in names for parent in parents(code))] == []


def test_every_class_of_the_overview_is_in_the_catalogue_under_its_printed_name() -> None:
    labels = {line.role: line.label for line in account_forms().tables["01"].lines if line.role and line.role.isdigit()}
    named = {code: (label or "").partition("、")[2] for code, label in labels.items()}
    assert named == {code: function_name(code, 2022) for code in labels}


def test_every_code_of_the_economic_list_is_in_the_catalogue() -> None:
    listed = account_forms().economic
    codes = sorted(code for group in listed.groups for code in group)
    assert codes == sorted(load_catalogue("economic").names(2022))
    assert sorted(listed.personnel + listed.public) == [code for code in codes if len(code) == 3]
