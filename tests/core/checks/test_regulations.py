"""Regulations that are cited: in force, and by their names."""

from .small import TEXT, report, says


def test_a_replaced_regulation_is_no_basis() -> None:
    assert says("C41-law", report("依据《行政单位会计制度》制定。")) == [
        (TEXT, "《行政单位会计制度》", "《政府会计制度》")
    ]
    assert says("C41-law", report("依据《政府会计制度》制定。")) == []
    assert says("C41-law", report("依据《行政单位会计制度》制定。") | {"year": 2015}) == []


def test_a_title_is_written_as_the_regulation_is_called() -> None:
    assert says("C40-law", report("符合《行政事业单位内控控制规范（试行）》。")) == [
        (TEXT, "《行政事业单位内控控制规范（试行）》", "《行政事业单位内部控制规范（试行）》")
    ]
    right = "符合《预算法》《中华人民共和国会计法》《行政事业单位内部控制规范》《青山县预算管理办法》。"
    assert says("C40-law", report(right)) == []


def test_an_authority_is_called_by_its_present_name() -> None:
    assert says("C40-body", report("每月与财政、地税、银行对账。")) == [(TEXT, "地税", "税务部门")]
    assert says("C40-body", report("原地税人员划转，每月与税务部门对账。")) == []
