"""What is loaded is not looked through for garbage again."""

import gc

from perfeval.memory import keep_what_is_loaded


def is_looked_through(thing: object) -> bool:
    return any(one is thing for one in gc.get_objects())


def test_what_was_there_before_is_passed_over_and_what_comes_later_is_not() -> None:
    before = [object()]
    assert is_looked_through(before)
    keep_what_is_loaded()
    later = [object()]
    assert not is_looked_through(before)
    assert is_looked_through(later)
    assert gc.isenabled()
    assert gc.get_threshold()[0] == 20_000
