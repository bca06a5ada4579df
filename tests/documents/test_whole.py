"""The five documents as wholes: what a reader may rely on in each of them."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name, OutlineItem

from perfeval.core.package import dump_package, read_package
from perfeval.core.package.loading import MAX_BYTES, without_computed
from perfeval.documents.assemble import parts_of
from perfeval.documents.blocks import Heading, Part
from perfeval.documents.embedded import embedded_data

from .cases import SLUGS, case
from .golden import document
from .making import opened, pages_of, squeezed

pytestmark = pytest.mark.slow
WITH_CONTENTS = ["jincheng-2022", "xundian-2023"]
_LINE = re.compile(r"^(.+?)[.…]{3,}(\d+)$")
_NUMBER = re.compile(r"—(\d+)—")


def outline_of(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """(level, title, page from 0) of every bookmark, in order."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}

    def walk(items: list[OutlineItem], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            assert isinstance(item.destination, Array)
            yield level, item.title, pages[item.destination[0].objgen]
            yield from walk(list(item.children), level + 1)

    with pdf.open_outline() as outline:
        return list(walk(list(outline.root), 1))


def contents_of(pages: list[str]) -> list[tuple[str, int]]:
    """(text, page number) of every line with leaders; a line that was broken is put together."""
    start = next(index for index, page in enumerate(pages) if squeezed(page).startswith("目录"))
    found, begun = [], ""
    for line in "\n".join(page for page in pages[start:] if not _NUMBER.search(squeezed(page))).splitlines():
        begun += squeezed(line)
        if match := _LINE.match(begun.removeprefix("目录")):
            found.append((match[1], int(match[2])))
            begun = ""
    return found


def printed_numbers(pages: list[str]) -> list[int | None]:
    """The number at the foot of each page."""
    found = [_NUMBER.findall(squeezed(page)) for page in pages]
    return [int(numbers[-1]) if numbers else None for numbers in found]


@pytest.mark.parametrize("slug", WITH_CONTENTS)
def test_the_contents_name_the_pages_where_the_headings_stand(slug: str) -> None:
    pages = pages_of(document(slug))
    numbers = printed_numbers(pages)
    lines = contents_of(pages)
    assert len(lines) > 20
    wrong = [
        (text, number)
        for text, number in lines
        if re.sub(r"^(附件\d*|[一二三四五六七八九十]+、)", "", text) not in squeezed(pages[numbers.index(number)])
        and text not in ("附件3评价指标体系", "附件4问卷调查报告", "附件5工作底稿")
        and "项目支出绩效自评表" not in text
    ]
    assert wrong == []


@pytest.mark.parametrize("slug", SLUGS)
def test_pages_are_numbered_through_and_none_is_blank(slug: str) -> None:
    pages = pages_of(document(slug))
    numbers = [number for number in printed_numbers(pages) if number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [number for number, page in enumerate(pages, start=1) if len(squeezed(page)) < 8] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_heading_and_form_has_a_bookmark_and_bookmarks_stand_in_page_order(slug: str) -> None:
    found = outline_of(opened(document(slug)))
    titles = [squeezed(title) for _level, title, _page in found]
    wanted = [squeezed(name) for part in parts_of(*case(slug)) for name in names_of(part)]
    assert [title for title in titles if title in set(wanted)] == wanted
    assert [page for *_, page in found] == sorted(page for *_, page in found)


def names_of(part: Part) -> list[str]:
    return [
        block.text if isinstance(block, Heading) else getattr(block, "bookmark", "") or getattr(block, "text", "")
        for block in part.bookmarked()
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(slug: str) -> None:
    headings = {
        squeezed(block.text)
        for part in parts_of(*case(slug))
        for block in part.blocks
        if isinstance(block, Heading) and block.run_in is None and len(part.blocks) > 1
    }
    following = {heading for heading in headings if _has_text_below(heading, slug)}
    last_lines = [
        next((squeezed(line) for line in reversed(page.splitlines()) if line.strip() and "—" not in line), "")
        for page in pages_of(document(slug))
    ]
    assert [line for line in last_lines if line in following] == []


def _has_text_below(heading: str, slug: str) -> bool:
    """Whether something follows the heading in its part; an empty section at the end may close a page."""
    for part in parts_of(*case(slug)):
        texts = [squeezed(getattr(block, "text", "")) for block in part.blocks]
        if heading in texts:
            return texts.index(heading) < len(texts) - 1
    return False


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_in_it_keeps_an_archive_from_showing_it(slug: str) -> None:
    """ISO 19005-3: fonts embedded and readable as text, no encryption, an identity, one colour space for all, no
    transparency, no action; no validator can be had here, so this is what is looked at.
    """
    pdf = opened(document(slug))
    dictionaries = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    fonts = [item for item in dictionaries if item.get("/Type") == "/Font" and item.Subtype == Name.Type0]
    assert fonts
    assert all("/ToUnicode" in font and "/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts)
    assert (pdf.is_encrypted, len(pdf.trailer.ID)) == (False, 2)
    assert [(str(one.S), int(one.DestOutputProfile.N)) for one in pdf.Root.OutputIntents] == [("/GTS_PDFA1", 3)]
    alphas = {float(item[key]) for item in dictionaries for key in ("/ca", "/CA") if key in item}
    assert alphas <= {1.0}
    assert [item for item in dictionaries if "/SMask" in item and item.SMask != Name("/None")] == []
    assert [key for key in ("/OpenAction", "/AA", "/JavaScript") if key in pdf.Root] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_file_is_sound_archivable_and_carries_its_data(slug: str, tmp_path: Path) -> None:
    file = tmp_path / "whole.pdf"
    file.write_bytes(document(slug))
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    pdf = opened(document(slug))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        assert xmp.pdfa_status == "3U"
    assert [one.AFRelationship for one in pdf.Root.AF] == [Name.Source, Name.Data]
    carried = read_package(embedded_data(document(slug), MAX_BYTES))
    assert dump_package(carried) == without_computed(dump_package(case(slug)[0]))


def test_the_accounts_stand_below_their_division_one_a_page() -> None:
    pdf = opened(document("jincheng-2022"))
    found = outline_of(pdf)
    place = next(index for index, (_, title, _page) in enumerate(found) if title.startswith("第二部分"))
    first = found[place][2]
    assert [(level, page - first) for level, _title, page in found[place + 1 : place + 11]] == [
        (2, number) for number in range(1, 11)
    ]


def test_working_papers_stand_one_a_page_below_their_attachment() -> None:
    found = outline_of(opened(document("xundian-2023")))
    place = next(index for index, (_, title, _page) in enumerate(found) if title == "附件5 工作底稿")
    papers = found[place + 1 :]
    assert len(papers) == 39
    assert [(level, page) for level, _title, page in papers] == [(2, papers[0][2] + index) for index in range(39)]
    assert papers[0][2] == found[place][2]
