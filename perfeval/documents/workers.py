"""Parts laid out side by side in forked processes: each starts with the fonts and style sheets already read."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from . import engine

WORTH_FORKING = 40_000
"""Characters of HTML (about a second of layout) below which a second process gains nothing."""


def render_all(sources: Sequence[str], render: Callable[[int], bytes], workers: int | None = None) -> list[bytes]:
    """The results of ``render(index)`` for each source, in order; the weight of a source is its length.

    Works in this process alone where there is little to do, where only one processor is there, or where this process
    runs threads, which a fork would leave half-way.
    """
    count = min(workers or len(os.sched_getaffinity(0)), len(sources))
    if count < 2 or sum(map(len, sources)) < WORTH_FORKING or has_threads():
        return [render(index) for index in range(len(sources))]
    engine.warm()
    shares = _shares([len(source) for source in sources], count)
    running = [_start(share, render) for share in shares]
    results = {index: pdf for share, run in zip(shares, running, strict=True) for index, pdf in _collect(share, run)}
    return [results[index] for index in range(len(sources))]


def has_threads() -> bool:
    """Whether a fork would leave threads behind, be they Python's or Pango's own (which a layout then waits for)."""
    return sum(1 for _task in Path("/proc/self/task").iterdir()) > 1


def _shares(weights: Sequence[int], count: int) -> list[list[int]]:
    """Indexes in ``count`` shares of about equal weight: the heaviest first, each to the lightest share."""
    shares: list[list[int]] = [[] for _ in range(count)]
    loads = [0] * count
    for index in sorted(range(len(weights)), key=lambda index: -weights[index]):
        lightest = loads.index(min(loads))
        shares[lightest].append(index)
        loads[lightest] += weights[index]
    return shares


Run = tuple[multiprocessing.process.BaseProcess, Connection]


class WorkerError(RuntimeError):
    """A worker process ended without its results."""


def _start(share: list[int], render: Callable[[int], bytes]) -> Run:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, share, render))
    process.start()
    theirs.close()
    return process, ours


def _work(results: Connection, share: list[int], render: Callable[[int], bytes]) -> None:
    """In the worker: send each result, or the error that ended it."""
    try:
        for index in share:
            results.send(render(index))
    except Exception as error:
        results.send(error)
    finally:
        results.close()


def _collect(share: list[int], run: Run) -> list[tuple[int, bytes]]:
    process, results = run
    try:
        return [(index, _received(results)) for index in share]
    finally:
        results.close()
        process.join()


def _received(results: Connection) -> bytes:
    try:
        result = results.recv()
    except EOFError as error:
        raise WorkerError("worker ended early") from error
    if isinstance(result, Exception):
        raise result
    assert isinstance(result, bytes)  # noqa: S101 - the only other thing a worker sends
    return result
