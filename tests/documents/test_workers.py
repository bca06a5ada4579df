import os
import threading

import pytest

from perfeval.documents import workers
from perfeval.documents.workers import WorkerError, render_all

HEAVY = ["x" * workers.WORTH_FORKING, "y", "z" * 10]


def process_of(index: int) -> bytes:
    return f"{index} {os.getpid()}".encode()


def test_results_come_in_order_from_other_processes() -> None:
    results = [result.decode().split() for result in render_all(HEAVY, process_of, workers=2)]
    assert [index for index, _ in results] == ["0", "1", "2"]
    assert len({process for _, process in results}) == 2
    assert str(os.getpid()) not in {process for _, process in results}


def test_little_work_stays_in_this_process() -> None:
    assert render_all(["x", "y"], process_of, workers=2) == [process_of(0), process_of(1)]


def test_a_process_with_threads_does_not_fork() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert render_all(HEAVY, process_of, workers=2) == [process_of(0), process_of(1), process_of(2)]
    finally:
        stop.set()
        thread.join()


def test_nothing_to_do_is_done() -> None:
    assert render_all([], process_of) == []


def test_an_error_in_a_worker_is_raised_here() -> None:
    def fail(index: int) -> bytes:
        raise ValueError(f"part {index}")

    with pytest.raises(ValueError, match="part 0"):
        render_all(HEAVY, fail, workers=2)


def test_a_worker_that_is_killed_is_noticed() -> None:
    def die(index: int) -> bytes:
        os._exit(9)

    with pytest.raises(WorkerError):
        render_all(HEAVY, die, workers=2)
