from decimal import Decimal

from perfeval.documents.excel.formulas import Place, Products, Quotient, Share, Sum


def address(place: Place) -> str:
    return f"{'ABCDEFGH'[place[1]]}{place[0] + 1}"


def column(*numbers: str, start: int = 0) -> dict[Place, Decimal]:
    return {(start + row, 0): Decimal(number) for row, number in enumerate(numbers)}


def test_a_sum_names_ranges_that_hold_its_numbers_and_no_others() -> None:
    numbers = column("1", "2", "3", "4", "5")
    together = Sum(((0, 0), (1, 0), (3, 0), (4, 0)), ((2, 0),))
    assert together.result(numbers) == Decimal(9)
    assert together.written(numbers, address) == "SUM(A1:A2,A4:A5)-A3"


def test_a_range_passes_over_rows_without_a_number() -> None:
    numbers = {(0, 0): Decimal(1), (4, 0): Decimal(2)}
    assert Sum(((0, 0), (4, 0))).written(numbers, address) == "SUM(A1:A5)"


def test_a_sum_of_one_cell_is_that_cell() -> None:
    assert Sum(((1, 0),), ((0, 0),)).written(column("1", "2"), address) == "A2-A1"


def test_a_sum_of_nothing_gives_nothing() -> None:
    assert Sum(((0, 0), (1, 0))).result({}) is None


def test_a_sum_of_more_cells_than_a_function_takes_is_written_as_several() -> None:
    numbers = {(row, 0): Decimal(1) for row in range(803)}
    every_other = Sum(tuple((row, 0) for row in range(0, 803, 2)))
    assert every_other.result(numbers) == Decimal(402)
    assert every_other.written(numbers, address).count("SUM(") == 3


def test_a_rate_is_rounded_half_up() -> None:
    numbers = column("1", "8")
    assert Quotient((0, 0), (1, 0), digits=2).result(numbers) == Decimal("0.13")
    assert Quotient((0, 0), (1, 0), 100, 1).result(numbers) == Decimal("12.5")
    assert Quotient((0, 0), (1, 0)).written(numbers, address) == "ROUND(A1/A2,4)"
    assert Quotient((0, 0), (1, 0), 100, 2).written(numbers, address) == "ROUND(A1/A2*100,2)"


def test_there_is_no_rate_of_nothing() -> None:
    assert Quotient((0, 0), (1, 0)).result(column("1", "0")) is None
    assert Quotient((0, 0), (1, 0)).result(column("1")) is None


def test_points_go_with_the_rate_but_not_above_all_of_them() -> None:
    share = Share((0, 0), (1, 0))
    assert [share.result(column("10", rate)) for rate in ("0.855", "1.2", "-0.1")] == [
        Decimal("8.55"),
        Decimal(10),
        Decimal(0),
    ]
    assert share.written({}, address) == "ROUND(A1*MIN(MAX(A2,0),1),2)"
    assert Share((0, 0), (1, 0), 100).result(column("10", "85.5")) == Decimal("8.55")
    assert Share((0, 0), (1, 0), 100).written({}, address) == "ROUND(A1*MIN(MAX(A2,0),100)/100,2)"
    assert share.result(column("10")) is None


def test_products_are_added_up() -> None:
    numbers = {(0, 0): Decimal(5), (1, 0): Decimal(3), (0, 1): Decimal(40), (1, 1): Decimal(9)}
    both = Products(((0, 0), (1, 0)), ((0, 1), (1, 1)))
    assert (both.result(numbers), both.written(numbers, address)) == (Decimal(227), "SUMPRODUCT(A1:A2,B1:B2)")
