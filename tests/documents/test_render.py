import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from perfeval.documents.blocks import Heading, Paragraph, Part
from perfeval.documents.cache import PartCache
from perfeval.documents.fonts import Uncovered
from perfeval.documents.join import Attachment, Meta, creator_tool
from perfeval.documents.part_pdf import render_part
from perfeval.documents.render import Rendered, render, render_pdf

from .making import SENTENCE, heads, indicators, opened, pages_of, part_of, table, text_of

META = Meta(
    "甲局2023年度 绩效自评",
    "甲局",
    date(2024, 5, 10),
    (Attachment("data.json", "数据", "application/json", b'{"a": 1}'),),
)
LONG = SENTENCE * 20
PARTS = (
    Part("cover", "封面", (Paragraph("自评报告", "title"),), numbered=False),
    Part(
        "report", "报告", (Heading("一、概况"), Paragraph(SENTENCE), Heading("（一）职能", 2), Paragraph(SENTENCE * 20))
    ),
    part_of(indicators(4, 2, bookmark="附件1 指标表")),
    part_of(indicators(3, 3, title="横表", orientation="landscape")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parts")


@pytest.fixture(scope="module")
def rendered(folder: Path) -> Rendered:
    return render(PARTS, META, PartCache(folder))


@pytest.fixture(scope="module")
def whole(rendered: Rendered) -> pikepdf.Pdf:
    return opened(rendered.pdf)


def test_pages_stand_in_order_each_in_its_own_format(whole: pikepdf.Pdf) -> None:
    sizes = [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in whole.pages]
    assert sizes == [(595, 842), (595, 842), (595, 842), (595, 842), (842, 595)]


def test_numbers_count_the_pages_after_the_cover(rendered: Rendered) -> None:
    numbers = [[line for line in page.splitlines() if "—" in line] for page in pages_of(rendered.pdf)]
    assert [["".join(line.split()) for line in lines] for lines in numbers[:4]] == [[], ["—1—"], ["—2—"], ["—3—"]]


def test_odd_numbers_stand_right_and_even_ones_left(rendered: Rendered) -> None:
    lines = text_of(rendered.pdf, "-layout").splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip().startswith("—") and line.strip() != "—"]
    assert indents[0] > 2 * indents[1]


def test_every_heading_and_table_has_its_bookmark(whole: pikepdf.Pdf) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(whole.pages, start=1)}
    found: list[tuple[int, str, int]] = []

    def walk(items: list[pikepdf.OutlineItem], level: int) -> None:
        for item in items:
            found.append((level, item.title, pages[item.destination[0].objgen]))
            walk(item.children, level + 1)

    with whole.open_outline() as outline:
        walk(outline.root, 1)
    assert found == [
        (1, "自评报告", 1),
        (1, "一、概况", 2),
        (2, "（一）职能", 2),
        (1, "附件1 指标表", 4),
        (1, "横表", 5),
    ]


def test_the_document_names_title_author_language_and_date(whole: pikepdf.Pdf) -> None:
    assert {key: str(value) for key, value in whole.docinfo.items()} == {
        "/Title": META.title,
        "/Author": META.author,
        "/Producer": "perfeval",
        "/Creator": creator_tool(),
        "/CreationDate": "D:20240510000000+00'00",
        "/ModDate": "D:20240510000000+00'00",
    }
    assert str(whole.Root.Lang) == "zh-CN"
    with whole.open_metadata(set_pikepdf_as_editor=False) as xmp:
        assert (xmp["dc:title"], xmp["dc:creator"]) == (META.title, [META.author])


def test_it_has_the_structure_of_pdf_a_3u(whole: pikepdf.Pdf) -> None:
    with whole.open_metadata(set_pikepdf_as_editor=False) as xmp:
        assert xmp.pdfa_status == "3U"
    assert str(whole.Root.OutputIntents[0].S) == "/GTS_PDFA1"
    assert int(whole.Root.OutputIntents[0].DestOutputProfile.N) == 3
    fonts = [item for item in whole.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
    composite = [font for font in fonts if font.Subtype == Name.Type0]
    assert composite
    assert all("/ToUnicode" in font for font in composite)
    assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in composite)
    assert whole.trailer.ID is not None


def test_it_carries_its_attachment(whole: pikepdf.Pdf) -> None:
    assert {name: spec.get_file().read_bytes() for name, spec in whole.attachments.items()} == {
        "data.json": b'{"a": 1}'
    }
    assert str(whole.Root.AF[0].AFRelationship) == "/Source"


def test_the_file_is_sound(rendered: Rendered, tmp_path: Path) -> None:
    file = tmp_path / "whole.pdf"
    file.write_bytes(rendered.pdf)
    command = ["qpdf", "--check", str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_parts_from_the_cache_give_the_same_bytes(rendered: Rendered, folder: Path) -> None:
    assert len(list(folder.glob("*.pdf"))) == len(PARTS)
    assert render(PARTS, META, PartCache(folder)) == rendered


def test_another_process_gives_the_same_bytes(rendered: Rendered) -> None:
    program = (
        "from hashlib import sha256\n"
        "from perfeval.documents.render import render\n"
        "from perfeval.documents.cache import PartCache\n"
        "from pathlib import Path\n"
        "from tests.documents.test_render import META, PARTS\n"
        "import sys, tempfile\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    sys.stdout.buffer.write(render(PARTS, META, PartCache(Path(folder))).pdf)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout == rendered.pdf


def test_a_changed_part_is_drawn_anew_and_the_others_stay(rendered: Rendered, folder: Path) -> None:
    before = set(folder.glob("*.pdf"))
    changed = (*PARTS[:2], part_of(indicators(5, 2)), PARTS[3])
    again = render(changed, META, PartCache(folder))
    assert len(set(folder.glob("*.pdf")) - before) == 1
    assert pages_of(again.pdf)[:3] == pages_of(rendered.pdf)[:3]
    assert "指标5" in pages_of(again.pdf)[3]


def test_a_character_without_a_font_is_reported_by_place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = table(heads("名称", "说明"), title="名册", footer=("填报人：\ue9f0",))
    report = render([part_of(made)], META, PartCache(tmp_path))
    assert report.uncovered == (Uncovered("\ue9f0", "《名册》表下"),)
    assert f"{META.title}：没有字体能打印“\ue9f0”（U+E9F0，《名册》表下）" in caplog.messages


def test_a_document_without_date_has_none(tmp_path: Path) -> None:
    pdf = render(PARTS[:1], replace(META, created=None, attachments=()), PartCache(tmp_path)).pdf
    whole = opened(pdf)
    assert set(whole.docinfo) == {"/Title", "/Author", "/Producer", "/Creator"}
    assert list(whole.attachments) == []


def test_the_short_way_gives_the_same_document(rendered: Rendered) -> None:
    assert render_pdf(PARTS, META) == rendered.pdf


def test_text_after_a_broad_table_stands_on_an_upright_page_again() -> None:
    broad = indicators(3, 3, title="横表", orientation="landscape")
    part = Part("report", "报告", (Paragraph("之前"), broad, Heading("二、之后", 1), Paragraph("之后")))
    with opened(render_part(part)) as pdf:
        boxes = [page.mediabox for page in pdf.pages]
    assert [float(box[2]) > float(box[3]) for box in boxes] == [False, True, False]
