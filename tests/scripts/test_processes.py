"""What scripts start must end with them, and a PostgreSQL of a test run must leave nothing behind."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = "; ".join(f". {ROOT}/script/lib/{name}.sh" for name in ("common", "processes", "postgres"))
PATIENCE_IN_SECONDS = 10


def run(line: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/bash", "-c", f"set -euo pipefail; {LIBRARIES}; {line}"]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def is_alive(process: int) -> bool:
    """A zombie that nobody has collected yet is not alive."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ends_soon(process: int) -> bool:
    return soon(lambda: not is_alive(process))


def soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_child_ends_with_its_script_even_when_that_is_killed(how: signal.Signals) -> None:
    line = f"{LIBRARIES}; trap 'stop_children; exit 1' TERM; start_child sleep 60; echo $child; wait"
    script = subprocess.Popen(["/bin/bash", "-c", line], stdout=subprocess.PIPE, text=True)
    assert script.stdout
    child = int(script.stdout.readline())
    assert soon(lambda: Path(f"/proc/{child}/comm").read_text() == "sleep\n")
    script.send_signal(how)
    script.wait(PATIENCE_IN_SECONDS)
    script.stdout.close()
    assert ends_soon(child)


def test_a_port_that_is_in_use_gives_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [str(ROOT / "script" / "server")],
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )
    expected = f"Port {port} is in use (端口 {port} 已被占用). Another one: PORT={port + 1} script/server\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", expected)


def test_the_postgres_of_a_test_run_answers_on_a_socket_and_leaves_nothing() -> None:
    if run("postgres_programs").returncode:
        pytest.skip("no PostgreSQL server is installed here")
    ended = run(
        "trap stop_postgres EXIT; start_postgres;"
        ' "$(postgres_programs)/psql" "$DATABASE_URL" -qAtc "show listen_addresses; select 6 * 7" >&2;'
        ' echo "$POSTGRES_FOLDER $child"',
    )
    folder, process = ended.stdout.split()
    assert (ended.returncode, ended.stderr.split()) == (0, ["42"])
    assert not Path(folder).exists()
    assert ends_soon(int(process))
