"""Who watches is told as it goes; a log has a line now and then, and none of short work."""

from __future__ import annotations

import io

import pytest

from pipeline.pace import get_on
from pipeline.progress import Log, Progress, announce


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """Says that a person is watching."""

    def isatty(self) -> bool:
        return True


def told(clock: Clock, seconds: int) -> None:
    """Do a unit of work each second."""
    progress = Progress("ingest", log=Log(clock), clock=clock)
    for done in range(1, seconds + 1):
        clock.now += 1
        progress(done, seconds)


def test_a_log_has_a_line_every_ten_seconds_of_long_work_and_none_of_short(capsys: pytest.CaptureFixture[str]) -> None:
    told(Clock(), 9)
    assert capsys.readouterr().err == ""
    told(Clock(), 35)
    assert capsys.readouterr().err == "".join(f"ingest: {done} of 35, 1.0 a second, {35 - done} s left\n" for done in (10, 20, 30))


def test_stages_that_begin_share_the_lines_of_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    log = Log(clock)
    for name in ("ingest", "segment", "embed"):
        announce(f"{name}: begins.", log=log)
        clock.now += 6
        Progress(name, log=log, clock=clock)(1, 2)
    assert capsys.readouterr().err == "segment: 1 of 2\n"


def test_a_long_document_that_is_being_read_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    progress = Progress("ingest", log=Log(clock), clock=clock)
    clock.now += 11
    get_on()
    progress(1, 3)
    clock.now += 11
    get_on()
    assert capsys.readouterr().err == "ingest: still at work after 11 s\ningest: 1 of 3, still at work after 22 s\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("minutes 2016.pdf", "minutes 2016.pdf"),
        ("one\ntwo\x1b[2J.pdf", "one?two?[2J.pdf"),
        (f"{'long ' * 40}name.pdf", "long long long long long long …g long long long long name.pdf"),
    ],
)
def test_the_long_document_is_named_on_one_line(capsys: pytest.CaptureFixture[str], name: str, shown: str) -> None:
    clock = Clock()
    Progress("ingest", log=Log(clock), clock=clock)(1, 3)
    clock.now += 11
    get_on(name)
    assert capsys.readouterr().err == f"ingest: 1 of 3, still at work after 11 s, on {shown}\n"


def test_a_person_who_is_watching_sees_one_line_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", shown := Terminal())
    announce("ingest: begins.")
    told(Clock(), 4)
    lines = ("ingest: 2 of 4, 1.0 a second, 2 s left", "ingest: 3 of 4, 1.0 a second, 1 s left", "ingest: 4 of 4")
    assert shown.getvalue() == "ingest: begins.\n" + "".join(f"\r  {line}\033[K" for line in lines) + "\n"


def test_time_left_is_counted_from_the_beginning_of_each_round(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    progress = Progress("encoding", log=Log(clock), clock=clock)
    for first in (1, 100, 200):
        clock.now = 100.0 + first
        progress(4, 4)
    clock.now += 20
    progress(2, 4)
    assert capsys.readouterr().err.splitlines()[-1] == "encoding: 2 of 4, 6 a minute, 20 s left"
