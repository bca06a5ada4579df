"""The process that makes things for a worker: it may grow, hang or die, and only the item in its hands is concerned.

The worker asks (a request through a pipe), the maker answers. When the worker is killed the pipe ends, and so does the
maker; what it finished until then is in the store, where the next one finds it.
"""

import errno
import logging
import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from django.db import close_old_connections, connections

from perfeval.core.language import _

from .kinds import ItemError, Named, Planned, kind_of
from .models import Job

logger = logging.getLogger(__name__)

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PAGE = 4096


@dataclass(frozen=True, slots=True)
class Request:
    """What to do with a job: list its items, make one of them, or bind them together."""

    job_pk: int
    act: Literal["plan", "make", "finish"]
    item_pk: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: a file, a plan, or why there is none; ``stops``: nothing else of the job can succeed either."""

    named: Named | None = None
    plan: tuple[Planned, ...] = ()
    problem: str = ""
    stops: bool = False


class MakerDiedError(Exception):
    """The process ended without an answer; the message says how."""


class Maker:
    """The worker's end: starts the process when it is needed, and again when it died or has grown."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def ask(self, request: Request) -> None:
        """Hand over a request; ``answer`` follows."""
        if self._process is None or _memory_of(self._process.pid) > self.most_bytes:
            self.stop()
            self._start()
        assert self._pipe is not None  # noqa: S101 - just started
        self._pipe.send(request)

    def is_answered(self, seconds: int) -> bool:
        """Wait so long at most."""
        assert self._pipe is not None  # noqa: S101 - asked before
        return self._pipe.poll(seconds)

    def answer(self) -> Answer:
        """The answer. Raises MakerDiedError."""
        assert self._pipe is not None  # noqa: S101 - asked before
        try:
            found = self._pipe.recv()
        except (EOFError, ConnectionResetError) as error:
            raise MakerDiedError(self._obituary()) from error
        assert isinstance(found, Answer)  # noqa: S101 - a maker says nothing else
        return found

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None

    def _start(self) -> None:
        connections.close_all()  # a connection cannot be shared with a child
        if multiprocessing.current_process().daemon:  # Celery marks its processes so, and they may have no children
            multiprocessing.current_process().daemon = False
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, ours))
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours

    def _obituary(self) -> str:
        assert self._process is not None  # noqa: S101 - asked before
        self._process.join()
        code = self._process.exitcode or 0
        self.stop()
        return _("生成时程序意外结束（{how}）").format(how=signal.Signals(-code).name if code < 0 else code)


def _memory_of(pid: int | None) -> int:
    """Resident bytes of a process; none where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _serve(pipe: Connection, not_ours: Connection) -> None:
    """In the process: answer until the worker is gone."""
    not_ours.close()
    for sent_to_all in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(sent_to_all, signal.SIG_IGN)  # the worker decides; a half-made item is not a failed one
    while True:
        try:
            pipe.send(_answer(pipe.recv()))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _answer(request: Request) -> Answer:
    close_old_connections()
    try:
        return _done(request)
    except ItemError as error:
        return Answer(problem=str(error))
    except OSError as error:
        logger.exception("任务%s：不能写入", request.job_pk)
        return Answer(problem=_no_room(error) or str(error), stops=error.errno in NO_ROOM)
    except Exception as error:
        logger.exception("任务%s：程序出错", request.job_pk)
        return Answer(problem=_("程序出错（{kind}），详见日志").format(kind=type(error).__name__))


def _no_room(error: OSError) -> str:
    return _("磁盘空间不足，已完成的部分都保留。请腾出空间后点“继续”") if error.errno in NO_ROOM else ""


def _done(request: Request) -> Answer:
    job = Job.objects.select_related("owner").get(pk=request.job_pk)
    kind = kind_of(job)
    if request.act == "plan":
        return Answer(plan=tuple(kind.plan(job)))
    if request.act == "make":
        return Answer(kind.make(job, job.items.get(pk=request.item_pk)))
    return Answer(kind.finish(job, list(job.items.order_by("order"))))
