from perfeval.core.text.passages import (
    Place,
    adjacent_repetitions,
    doubled_characters,
    doubled_words,
    nearly_equal_clauses,
    repeated_paragraphs,
)

LONG = (
    "评价工作小组对年度绩效的相关资料进行收集、梳理，确保资料真实、可靠，"
    "并按照评价体系指标分类，形成资料清单，逐一核实后归档，以备检查。"
)


def near(*texts: str) -> list[tuple[str, str]]:
    named = [(str(index), text) for index, text in enumerate(texts)]
    return [(first.text, second.text) for first, second in nearly_equal_clauses(named, "\n".join(texts))]


def test_a_long_paragraph_that_stands_twice_is_found_whatever_its_blanks() -> None:
    spaced = LONG.replace("，", "， ")
    assert repeated_paragraphs([("a", f"甲\n{LONG}"), ("b", spaced)]) == [
        (Place("a", 2, LONG), Place("b", 0, spaced), True)
    ]


def test_short_paragraphs_may_repeat() -> None:
    assert repeated_paragraphs([("a", "本年度无此项支出。"), ("b", "本年度无此项支出。")]) == []


def test_a_clause_with_one_wrong_character_is_found() -> None:
    right, wrong = "有的项目本年未发生符合条件的事项", "有的项目本年末发生符合条件的事项"
    assert near(right, wrong) == [(right, wrong)]


def test_a_clause_with_a_gap_is_found_where_its_sides_meet_nowhere_else() -> None:
    right, wrong = "本部门按照预算绩效管理有关规定", "本按照预算绩效管理有关规定"
    assert near(right, wrong) == [(right, wrong)]


def test_other_levels_particles_and_figures_are_no_slips() -> None:
    assert near("落实省级财政补助资金管理办法", "落实市级财政补助资金管理办法") == []
    assert near("设计有针对性的调查问卷表格", "设计有针对性地调查问卷表格") == []
    assert near("全年完成技能培训人数为100人", "全年完成技能培训人数为200人") == []
    assert near("拟定养老保险基金管理办法规定", "拟定失业保险基金管理办法规定") == []


def test_pieces_that_stand_twice_in_a_row_are_found_at_the_start_of_a_clause() -> None:
    assert adjacent_repetitions("人员经费7元，主要包括人员经费7元，主要包括工资") == [(0, "人员经费7元，主要包括")]
    assert adjacent_repetitions("规划目标的明确性与合理性、年度工作目标的明确性与合理性、年度工作计划") == []


def test_doubled_words_are_found_and_reduplications_are_not() -> None:
    assert doubled_words("提高提高能力，满意度满意度，研究研究，一步一步，认认真真") == [
        (0, "提高提高"),
        (7, "满意度满意度"),
    ]


def test_a_doubled_character_is_found_unless_it_begins_a_word() -> None:
    prose = "提高部门水平，提高效率，提高质量，提高高校毕业生就业率，高校招聘，切实提高高部门管理"
    assert doubled_characters("切实提高高部门管理", prose) == [(2, "提高高")]
    assert doubled_characters("提高高校毕业生就业率", prose) == []
