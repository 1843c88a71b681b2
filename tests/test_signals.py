"""Signals: whenever they come, a command ends soon, with the code of the signal and one line."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

import pytest

from countermove.errors import Interrupted
from countermove.simulation import run as runner
from countermove.simulation.interruptions import uninterrupted
from countermove.simulation.result import Worlds
from countermove.simulation.run import run
from countermove.simulation.workers import Processes
from test_worlds_run import small, surroundings

pytestmark = pytest.mark.thorough

SHOW = """
import atexit, os, signal, sys, weakref
import countermove.cli.show as command
from countermove.cli import main

def send():
    os.kill(os.getpid(), getattr(signal, NAME))
    [0 for _ in range(100)]

def wait(*_):
    for _ in range(10**9):
        pass

class Thing:
    pass

def at_work(*_):
    send()

def in_a_callback(*_):
    thing = Thing()
    gone = weakref.ref(thing, lambda _: send())
    del thing
    wait()

if PLACE == "at the end":
    atexit.register(send)
else:
    command.read_from = {"at work": at_work, "in a callback": in_a_callback}[PLACE]
main()
"""
"""`show elmira`, which sends itself a signal."""


def shown(place: str, name: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", f"PLACE, NAME = {place!r}, {name!r}\n{SHOW}", "show", "elmira"]
    return subprocess.run(call, env=surroundings(), capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
@pytest.mark.parametrize("place", ["at work", "in a callback"])
def test_a_command_that_gets_a_signal(place: str, name: str, code: int) -> None:
    """Python drops what is raised in a callback; it is raised again."""
    done = shown(place, name)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "interrupted\n")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_after_the_answer_spoils_nothing(name: str) -> None:
    done = shown("at the end", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Elmira")


EARLY = """
import sys
class Finder:
    def find_spec(self, name, *_):
        if name == "countermove.cli":
            import os, signal
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""
"""Sends Ctrl-C as soon as the start of the command imports the command line."""

STARTS = {
    "-m": "import runpy\nrunpy.run_module('countermove', run_name='__main__', alter_sys=True)",
    "countermove": "from countermove.__main__ import main\nmain()",
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_signal_during_the_first_imports_leaves_no_traceback(start: str) -> None:
    call = [sys.executable, "-c", f"{EARLY}{start}", "show", "elmira"]
    done = subprocess.run(call, env=surroundings(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_an_ignored_signal_stays_ignored() -> None:
    code = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    code += "import os, countermove.cli.show as command\nfrom countermove.cli import main\nread = command.read_from\n"
    code += "def still(*given):\n    os.kill(os.getpid(), signal.SIGHUP)\n    return read(*given)\n"
    code += "command.read_from = still\nmain()"
    call = [sys.executable, "-c", code, "show", "elmira"]
    done = subprocess.run(call, env=surroundings(), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Elmira")


# -- parts that are done as a whole ------------------------------------------------------------------


def test_a_signal_waits_for_the_end_of_a_part() -> None:
    done = []

    def parts() -> None:
        with uninterrupted():
            with uninterrupted():
                os.kill(os.getpid(), signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        parts()
    assert done == ["all"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_in_other_threads_nothing_changes() -> None:
    found: list[Any] = []

    def look() -> None:
        with uninterrupted():
            found.append(signal.getsignal(signal.SIGINT))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]


@pytest.mark.parametrize("first", range(1, 6))
def test_interrupted_at_any_line_the_first_worlds_are_counted_once(first: int) -> None:
    """Send Ctrl-C at each line of the runner in turn, and compare with a sample of what was added."""
    line, samples = first, []
    while (fault := _interrupted_at(line)) is not None:
        line += 5
        if isinstance(fault, Interrupted) and isinstance(fault.found, Worlds):
            samples.append(fault.found)
    assert len({each.count for each in samples}) > 3
    for each in samples:
        assert each.totals.equals(run(small(each.count), workers=1))


def _interrupted_at(line: int) -> KeyboardInterrupt | None:
    try:
        _run_with_signal_at(line)
    except KeyboardInterrupt as fault:
        return fault
    return None


def _run_with_signal_at(line: int) -> None:
    """Run, and send Ctrl-C when so many lines of the runner have been carried out."""
    passed = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal passed
        if frame.f_code.co_filename != runner.__file__:
            return None
        passed += event == "line"
        if passed == line and event == "line":
            os.kill(os.getpid(), signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run(small(70), workers=1)
    finally:
        sys.settrace(before)


# -- processes ---------------------------------------------------------------------------------------


class HalfWritten:
    """A plan whose worker begins to send a result and does not end."""

    def __init__(self, begun: Path) -> None:
        self.begun = begun

    def solve(self, _: int) -> None:
        frame: FrameType | None = sys._getframe()
        while frame is not None and "result_queue" not in frame.f_locals:
            frame = frame.f_back
        assert frame is not None
        os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", 1 << 20) + b"the first bytes")
        self.begun.touch()
        time.sleep(600)


def test_half_a_result_is_not_waited_for(tmp_path: Path) -> None:
    """Else the thread that reads it would wait for ever, and so would the interpreter at its end."""
    team = Processes(HalfWritten(tmp_path / "begun"), 2)  # type: ignore[arg-type]  # it has what a worker needs
    team.submit(0)
    reader: Any = team._pool._executor_manager_thread
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    time.sleep(0.1)
    team.close()
    reader.join(20)
    assert not reader.is_alive()
