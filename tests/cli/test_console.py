"""The streams: whatever state they are in, output arrives or its loss is told, and the exit code stays true."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archhook.cli.console import confess, deliver, wants_color
from archhook.errors import ArchhookError

if TYPE_CHECKING:
    from pathlib import Path

LONG = "check --help"


def run(
    arguments: str, redirect: str = "", code: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a shell, which can close and redirect streams as a user can."""
    program = (
        f"{sys.executable} -c 'import sys; from archhook.cli.main import main; sys.exit(main())' {arguments} {redirect}"
    )
    done = subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, env=os.environ | environment, check=False
    )
    assert code is None or done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done


def test_help_is_whole_on_standard_output() -> None:
    done = run(LONG, code=0)
    assert done.stdout.startswith("usage: archhook check")
    assert done.stderr == ""


def test_a_reader_that_goes_away_changes_nothing() -> None:
    assert run(LONG, "| head -c 0; exit ${PIPESTATUS[0]}", code=0).stderr == ""


def test_a_full_disk_is_told() -> None:
    done = run(LONG, "> /dev/full", code=2)
    assert done.stderr == "archhook: the report cannot be written to standard output: No space left on device\n"


def test_a_closed_standard_output_is_told() -> None:
    done = run(LONG, ">&-", code=2)
    assert done.stderr.startswith(
        "archhook: standard output is closed, the report cannot be written\n    fix: --output"
    )


@pytest.mark.parametrize("redirect", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2> /dev/full"])
def test_errors_that_nobody_can_read_still_fail(redirect: str) -> None:
    assert run("chekc", redirect, code=2).stdout == ""


@pytest.mark.parametrize("encoding", ["ascii:strict", "cp1252:strict", "utf-8:strict"])
def test_no_stream_is_too_narrow_for_a_word(encoding: str) -> None:
    done = run(r"$'ch\u2192k\xff'", code=2, PYTHONIOENCODING=encoding)
    assert r"\udcff" in done.stderr


def test_a_line_end_in_an_argument_forges_no_line() -> None:
    done = run(r"$'x\narchhook: all is well'", code=2)
    assert done.stderr.splitlines() == [
        r"archhook: there is no command `x\narchhook: all is well`",
        "    fix: `archhook --help` lists the commands",
    ]


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    deliver("first\n", str(target))
    assert target.read_text() == "first\n"
    target.chmod(0o640)
    deliver("second é\udcff\n", str(target))
    assert target.read_bytes() == "second é".encode() + b"\\udcff\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    deliver("text", str(link))
    assert link.is_symlink()
    assert (tmp_path / "target").read_text() == "text"


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        deliver("text", str(pipe))
        assert reader.stdout is not None
        assert reader.stdout.read() == b"text"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    deliver("to the screen\n", "-")
    assert capfd.readouterr().out == "to the screen\n"


@pytest.mark.parametrize(("name", "reason"), [("missing/report", "No such file"), ("folder", "Is a directory")])
def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArchhookError, match=f"--output: cannot write .*{name}.*: {reason}"):
        deliver("text", str(tmp_path / name))
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


@pytest.mark.parametrize(
    ("when", "environment", "to_file", "colored"),
    [
        ("always", {"NO_COLOR": "1"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
        ("auto", {}, False, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", {"FORCE_COLOR": "", "NO_COLOR": ""}, False, False),
    ],
)
def test_colour_is_for_people_who_want_it(when: str, environment: dict[str, str], to_file: bool, colored: bool) -> None:
    assert wants_color(when, environment, to_file) is colored


@pytest.mark.parametrize(("term", "colored"), [("xterm", True), ("dumb", False)])
def test_a_terminal_is_coloured_by_itself(monkeypatch: pytest.MonkeyPatch, term: str, colored: bool) -> None:
    leader, follower = os.openpty()
    with open(leader, "rb"), open(follower, "w") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert wants_color("auto", {"TERM": term}, to_file=False) is colored


@pytest.mark.parametrize("error", [ZeroDivisionError("a\nb"), MemoryError(), RecursionError("deep"), SystemExit(0)])
def test_a_bug_is_one_line_that_names_the_file_of_its_traceback(
    error: BaseException, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    try:
        raise error
    except BaseException as caught:
        confess(caught)
    (kept,) = tmp_path.iterdir()
    line = capsys.readouterr().err
    assert line.startswith(f"archhook: a bug in archhook: {type(error).__name__}")
    assert line.endswith(f"; please report the traceback: {kept}\n")
    assert line.count("\n") == 1
    assert "test_a_bug_is_one_line" in kept.read_text()


def test_a_bug_without_room_for_its_traceback_is_still_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    confess(ValueError("x"))
    line = capsys.readouterr().err
    assert line.endswith("please report the traceback: (it could not be written to a file)\n")
