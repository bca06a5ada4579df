"""Charts as a part of a document."""

from perfeval.core.compute import compute
from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import load_scheme
from perfeval.documents.assemble import parts_of
from perfeval.documents.blocks import Drawing, Part
from perfeval.documents.charts import chart_parts, with_figures
from perfeval.documents.formats import tables_in
from perfeval.documents.join import Meta
from perfeval.documents.render import render
from tests.factories import sample_package, small_package, small_project

from .making import pages_of, squeezed


def computed(package: Package) -> tuple[Package, Scheme]:
    scheme = load_scheme(package.scheme)
    return compute(package, scheme), scheme


def drawings(part: Part) -> list[Drawing]:
    return [block for block in part.blocks if isinstance(block, Drawing)]


def test_charts_are_printed_with_text_that_can_be_found() -> None:
    package, scheme = computed(small_package(projects=[small_project("甲项目"), small_project("乙项目")]))
    (page,) = pages_of(render(parts_of(package, scheme, "charts"), Meta("图表", "测试局")).pdf)
    found = squeezed(page)
    assert all(text in found for text in ("项目预算执行率", "甲项目80.5%", "项目支出绩效自评等级", "优2"))


def test_a_long_chart_goes_on_over_the_page_on_the_same_scale() -> None:
    package, scheme = computed(sample_package("gaoyi-2022"))
    (part,) = chart_parts(package, scheme)
    pieces = [drawing.chart for drawing in drawings(part)][:3]
    assert [(piece.key, piece.title, len(piece.bars), piece.scale) for piece in pieces] == [
        ("execution-1", "项目预算执行率", 22, 100),
        ("execution-2", "项目预算执行率（续）", 22, 100),
        ("execution-3", "项目预算执行率（续）", 10, 100),
    ]
    assert len(pages_of(render([part], Meta("图表", "测试局")).pdf)) == 3


def test_word_and_excel_get_the_figures_as_tables() -> None:
    package, scheme = computed(small_package(projects=[small_project("甲项目")]))
    first, second = tables_in(with_figures(chart_parts(package, scheme)))
    assert [[cell.text for cell in row.cells] for row in first.rows] == [["项目", "预算执行率"], ["甲项目", "80.5%"]]
    assert (second.title, len(second.rows)) == ("项目支出绩效自评等级", 5)


def test_the_scheme_decides_whether_they_are_bound_into_the_document() -> None:
    report = {"title": "绩效自评报告", "sections": [{"heading": "一、概况", "text": "概况。"}]}
    package, scheme = computed(small_package(report=report))
    unbound = scheme.model_copy(update={"outline": scheme.outline.model_copy(update={"charts": False})})
    without = [part.key for part in parts_of(package, unbound)]
    assert [part.key for part in parts_of(package, scheme)] == [*without, "charts"]
    forms_alone, _scheme = computed(small_package())
    assert [part.key for part in parts_of(forms_alone, scheme)] == ["project:1", "list:all"]
    assert chart_parts(*computed(small_package(projects=[{"name": "甲", "list": "own"}]))) == []
