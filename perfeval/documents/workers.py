"""Parts laid out side by side in forked processes: each starts with the fonts and style sheets already read."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from . import engine

WORTH_FORKING = 40_000
"""Characters of HTML (about a second of layout) below which a second process gains nothing."""


def render_all(sources: Sequence[str], render: Callable[[int], bytes], workers: int | None = None) -> list[bytes]:
    """The results of ``render(index)`` for each source, in order; the weight of a source is its length.

    Works in this process alone where there is little to do, where only one processor is there, where this process runs
    threads, which a fork would leave half-way, or where it may have no children (Celery marks its processes so).
    """
    count = min(workers or len(os.sched_getaffinity(0)), len(sources))
    is_alone = has_threads() or multiprocessing.current_process().daemon
    if count < 2 or sum(map(len, sources)) < WORTH_FORKING or is_alone:
        return [render(index) for index in range(len(sources))]
    engine.warm()
    heaviest_first = sorted(range(len(sources)), key=lambda index: -len(sources[index]))
    context = multiprocessing.get_context("fork")
    taken = context.Value("i", 0)
    running = [_start(context, partial(_work, order=heaviest_first, taken=taken, render=render)) for _ in range(count)]
    results = _collected(running)
    return [results[index] for index in range(len(sources))]


def has_threads() -> bool:
    """Whether a fork would leave threads behind, be they Python's or Pango's own (which a layout then waits for)."""
    return sum(1 for _task in Path("/proc/self/task").iterdir()) > 1


Run = tuple[multiprocessing.process.BaseProcess, Connection]


class WorkerError(RuntimeError):
    """A worker process ended without its results."""


def _start(context: Any, work: Callable[..., None]) -> Run:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(theirs,))
    process.start()
    theirs.close()
    return process, ours


def _work(results: Connection, order: list[int], taken: Any, render: Callable[[int], bytes]) -> None:
    """In the worker: take the heaviest source that nobody has, send its result, and so on; at the end send None.

    What was there before the fork stays: the garbage collector need not look at it again.
    """
    gc.freeze()
    try:
        while (index := _next(order, taken)) is not None:
            results.send((index, render(index)))
        results.send(None)
    except Exception as error:
        results.send(error)
    finally:
        results.close()


def _next(order: list[int], taken: Any) -> int | None:
    with taken.get_lock():
        place = taken.value
        taken.value += 1
    return order[place] if place < len(order) else None


def _collected(running: Sequence[Run]) -> dict[int, bytes]:
    """All results, read as they come: a worker whose pipe is full would wait for us. Raises what ended a worker."""
    results: dict[int, bytes] = {}
    open_ends = [connection for _process, connection in running]
    try:
        while open_ends:
            for connection in wait(open_ends):
                assert isinstance(connection, Connection)  # noqa: S101 - nothing else was handed in
                result = _received(connection)
                if result is None:
                    open_ends.remove(connection)
                else:
                    results[result[0]] = result[1]
    finally:
        for process, connection in running:
            connection.close()
            process.join()
    return results


def _received(results: Connection) -> tuple[int, bytes] | None:
    try:
        result = results.recv()
    except EOFError as error:
        raise WorkerError("worker ended early") from error
    if isinstance(result, Exception):
        raise result
    assert result is None or isinstance(result, tuple)  # noqa: S101 - the only other things a worker sends
    return result
