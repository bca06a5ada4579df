"""Nothing of what is not to be published may be found in any file of the public copy, however deep one looks."""

import io
import json
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest

from perfeval.core.compute import compute
from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.package.loading import without_computed
from perfeval.core.publication import public_copy
from perfeval.core.scheme import Scheme
from perfeval.documents.output import named_document, named_file

from .cases import case
from .making import opened, squeezed, text_of

SECRETS = ("雷达站建设", "7654321", "王小明", "13912348136", "130102198001011234", "6222020200111234567", "内网草稿")
SHOWN = ("王**", "139****8136", "130102********1234", "****4567")


def secret_case() -> tuple[Package, Scheme]:
    """汨罗's self-evaluation with a classified project and with people in it."""
    package, scheme = case("miluo-2023")
    document = without_computed(dump_package(package))
    secret = json.loads(json.dumps(document["projects"][0]))
    secret |= {"name": "雷达站建设", "seq": 9, "classified": True}
    secret["funds"][0] |= {"adjusted": "7654321", "executed": "7654321"}
    secret.pop("report", None)
    document["projects"].insert(1, secret)
    document["filing"] |= {"prepared_by": "王小明", "phone": "13912348136"}
    told = "王小明（130102198001011234，账号：6222020200111234567）负责雷达站建设。"
    document["report"]["sections"][0] |= {"text": told, "note": "内网草稿"}
    document["projects"][0]["analysis"] = [{"label": "问题", "text": told}]
    return compute(parse_package(document), scheme), scheme


def public_case() -> tuple[Package, Scheme]:
    package, scheme = secret_case()
    return compute(public_copy(package), scheme), scheme


def contents(data: bytes) -> Iterator[bytes]:
    """A file, and everything that is packed into it."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from contents(archive.read(name))
    if data.startswith(b"%PDF"):
        yield text_of(data).encode()
        yield squeezed(text_of(data)).encode()
        yield from streams(opened(data))


def streams(document: pikepdf.Pdf) -> Iterator[bytes]:
    for found in document.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") != "/Image":
            yield from contents(found.read_bytes(pikepdf.StreamDecodeLevel.generalized))
    with document.open_outline() as outline:
        yield "\n".join(item.title for item in outline.root).encode()


def found_in(data: bytes, words: tuple[str, ...]) -> set[str]:
    return {word for piece in contents(data) for word in words if word.encode() in piece}


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_nothing_that_is_not_public_is_in_any_file_of_the_public_copy(ending: str) -> None:
    data = named_file(*public_case(), "all", ending)[1]
    assert found_in(data, SECRETS) == set()
    assert "139****8136" in found_in(data, SHOWN)


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_this_way_of_looking_finds_what_is_there(ending: str) -> None:
    data = named_file(*secret_case(), "all", ending)[1]
    assert {"雷达站建设", "13912348136"} <= found_in(data, SECRETS)


def test_the_public_document_carries_the_data_of_the_public_copy_alone() -> None:
    carried = opened(named_document(*public_case())[1].pdf)
    assert sorted(carried.attachments) == ["perfeval-package.json", "perfeval-tables.xlsx"]
    for name in carried.attachments:
        assert found_in(carried.attachments[name].get_file().read_bytes(), SECRETS) == set()
