import multiprocessing
import os
import subprocess
import sys
import threading
import time

import pytest

from perfeval.documents import engine, workers
from perfeval.documents.workers import render_all

HEAVY = ["x" * workers.WORTH_FORKING, "z" * 10, "y"]


def process_of(index: int) -> bytes:
    return f"{index} {os.getpid()}".encode()


def slowly_process_of(index: int) -> bytes:
    """Long enough that the other process takes the next one."""
    time.sleep(0.3)
    return process_of(index)


BEGUN = multiprocessing.get_context("fork").Event()


def much(index: int) -> bytes:
    """More than a pipe holds; the first waits until the other process has come to the third."""
    if index == 0:
        return str(BEGUN.wait(20)).encode()
    if index == 2:
        BEGUN.set()
    return b"x" * 1_000_000


def in_a_new_process(call: str) -> str:
    """What a call prints in a process that has laid out nothing yet (Pango may start a thread for that)."""
    lines = ["import django; django.setup()", "from tests.documents.test_workers import *", call]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    return done.stdout


def show_processes() -> None:
    sys.stdout.write(
        " ".join([str(os.getpid()), *(result.decode() for result in render_all(HEAVY, slowly_process_of, workers=2))])
    )


def show_that_nobody_waits() -> None:
    sys.stdout.write("\n")
    sys.stdout.write(" ".join(str(len(result)) for result in render_all(HEAVY, much, workers=2)))


def show_that_a_daemon_works_alone() -> None:
    multiprocessing.current_process().daemon = True
    show_processes()


def lay_out_twice() -> None:
    """Side by side, then again when this process has laid out something itself."""
    source = "<p>第一部分</p>" * workers.WORTH_FORKING
    for _round in range(2):
        found = render_all([source, source], lambda _index: engine.write(engine.lay_out("<p>概况</p>"))[:5], workers=2)
        sys.stdout.write(f"{found} {len(engine.write(engine.lay_out('<p>概况</p>'))) > 1000}\n")


def lay_out_here_and_in_a_child() -> None:
    """As a job worker does that kept an approved document and then has a maker pack a batch, in other typefaces."""
    engine.lay_out("<p>概况</p>")
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=lambda: theirs.send(len(engine.lay_out("<h1>概<b>况</b></h1>").pages)))
    child.start()
    sys.stdout.write(str(ours.recv() if ours.poll(20) else "waits"))
    child.kill()


def test_results_come_in_order_from_other_processes_and_none_with_much_to_say_waits_for_another() -> None:
    lines = in_a_new_process("show_processes()\nshow_that_nobody_waits()").splitlines()
    assert lines[1] == f"{len('True')} 1000000 1000000"
    parent, *results = lines[0].split()
    assert results[::2] == ["0", "1", "2"]
    assert len(set(results[1::2])) == 2
    assert parent not in results[1::2]


def test_layout_goes_on_whether_or_not_this_process_has_laid_out_before() -> None:
    assert in_a_new_process("lay_out_twice()").splitlines() == ["[b'%PDF-', b'%PDF-'] True"] * 2


def test_a_forked_process_lays_out_although_this_one_has_fonts_and_perhaps_a_thread_of_pango() -> None:
    assert in_a_new_process("lay_out_here_and_in_a_child()") == "1"


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


def test_a_process_that_may_have_no_children_does_the_work_itself() -> None:
    parent, *results = in_a_new_process("show_that_a_daemon_works_alone()").split()
    assert results[1::2] == [parent] * 3


def test_nothing_to_do_is_done() -> None:
    assert render_all([], process_of) == []


def fail(index: int) -> bytes:
    raise ValueError(f"part {index}")


def die(index: int) -> bytes:
    os._exit(9)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("render_all(HEAVY, fail, workers=2)", "ValueError: part 0"),
        ("render_all(HEAVY, die, workers=2)", "WorkerError: worker ended early"),
    ],
)
def test_what_ends_a_worker_is_raised_here(call: str, error: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        in_a_new_process(call)
    assert failed.value.stderr.splitlines()[-1].endswith(error)
