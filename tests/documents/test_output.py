from datetime import date
from pathlib import Path

import pytest

from perfeval.core.package import dump_package, read_package
from perfeval.core.package.loading import without_computed
from perfeval.documents.assemble import UnknownPartError, parts_of
from perfeval.documents.embedded import DATA_NAME
from perfeval.documents.formats import FORMATS, WORKBOOK_NAME
from perfeval.documents.join import Meta
from perfeval.documents.output import file_name, meta_of, named_document, named_file, render_to_folder
from perfeval.documents.render import document_hash

from .cases import case
from .making import opened, squeezed, text_of


def test_a_form_is_written_under_a_readable_name(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    (path,) = render_to_folder(*case("jincheng-2022"), out, "project:7")
    assert path == out / "晋城市人力资源和社会保障局2022年度 职业技能提升工程工作经费项目支出绩效自评表.pdf"
    assert [file.name for file in out.iterdir()] == [path.name]
    text = squeezed(text_of(path.read_bytes()))
    assert "职业技能提升工程工作经费项目支出绩效自评表" in text
    assert "66.32" in text


def test_nothing_is_left_of_a_part_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnknownPartError):
        render_to_folder(*case("jincheng-2022"), tmp_path, "survey")
    assert list(tmp_path.iterdir()) == []


def test_the_whole_document_carries_the_data_it_was_made_from() -> None:
    package, scheme = case("miluo-2023")
    name, rendered = named_document(package, scheme)
    assert name == "汨罗市人力资源和社会保障局2023年度 绩效自评.pdf"
    whole = opened(rendered.pdf)
    attached = whole.attachments[DATA_NAME].get_file().read_bytes()
    assert dump_package(read_package(attached)) == without_computed(dump_package(package))
    carried = whole.attachments[WORKBOOK_NAME]
    assert (carried.obj.AFRelationship, carried.get_file().mime_type) == ("/Data", FORMATS["xlsx"].media_type)
    assert carried.get_file().read_bytes() == named_file(package, scheme, "all", "xlsx")[1]


def test_a_group_of_tables_has_a_name_of_its_own() -> None:
    package, scheme = case("qinhuangdao-2023")
    assert meta_of(package, parts_of(package, scheme, "list"), "list").title.endswith("2023年度 项目清单")


def test_a_single_form_carries_no_other_data() -> None:
    _name, rendered = named_document(*case("miluo-2023"), "project:1")
    whole = opened(rendered.pdf)
    assert list(whole.attachments) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("甲/乙:丙*2023年度", "甲 乙 丙 2023年度.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("绩" * 300, "绩" * 80 + ".pdf"),
        (" 名称\n ", "名称.pdf"),
    ],
)
def test_a_file_name_is_one_that_every_file_system_takes(title: str, name: str) -> None:
    assert file_name(Meta(title, "甲局")) == name


def test_a_date_in_words_is_no_date() -> None:
    package, scheme = case("miluo-2023")
    assert package.filing is not None
    filing = package.filing.model_copy(update={"date": "二〇二四年十月"})
    worded = package.model_copy(update={"filing": filing, "report": None})
    parts = parts_of(package, scheme, "overall")
    assert meta_of(worded, parts, "overall").created is None
    assert meta_of(package, parts, "overall").created == date(2024, 10, 17)


def test_the_address_of_a_document_follows_from_data_scheme_and_part() -> None:
    package, scheme = case("miluo-2023")
    address = document_hash(package, scheme, "all")
    assert document_hash(package, scheme, "all") == address
    others = {
        document_hash(package, scheme, "overall"),
        document_hash(package.model_copy(update={"year": 2024}), scheme, "all"),
        document_hash(package, scheme.model_copy(update={"version": 2}), "all"),
    }
    assert len(others | {address}) == 4
