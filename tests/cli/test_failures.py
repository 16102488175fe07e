"""Whatever goes wrong ends in 2, 3 or 130 with a line that says why."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.cli import COMMAND, archhook
from helpers.files import lay_out

from archhook.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({"architecture.py": ""}, "check --staged", "is in no git repository, so it has no index"),
        ({"architecture.py": ""}, "check --rev HEAD", "is in no git repository"),
        ({"architecture.py": ""}, "check --range A..B", "--range needs a git repository"),
        ({"architecture.py": ""}, "hook pre-push", "the gate of a push needs a git repository"),
        ({"x.py": ""}, "check", "architecture.py"),
        (
            {"architecture.py": "", "archhook.toml": "strct = 1"},
            "check",
            "archhook.toml:1:1: unknown key `strct`\n    fix: did you mean `strict`?",
        ),
        ({"architecture.py": "", "pyproject.toml": "["}, "check", "pyproject.toml:1:2: not valid TOML"),
        ({"architecture.py": ""}, "check --config /etc/archhook.toml", "is no path in what is judged"),
        ({"architecture.py": ""}, "check --config nope.toml", "nope.toml"),
        ({"architecture.py": ""}, "check --output no/such/folder/x", "--output: cannot write"),
        ({"architecture.py": ""}, "", "no command given"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_exit_2(tmp_path: Path, files: dict[str, str], arguments: str, message: str) -> None:
    done = archhook(lay_out(tmp_path, files), *arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.startswith("archhook: ")


def test_a_folder_that_is_gone_is_exit_2(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"rmdir {gone}; {COMMAND} check; a=$?; {COMMAND} cache info; echo $a $?"
    done = subprocess.run(["bash", "-c", script], cwd=gone, capture_output=True, text=True, check=False)
    assert done.stdout == "2 2\n"
    assert done.stderr.count("archhook: the current folder cannot be read: No such file or directory\n") == 2


def test_a_ledger_that_cannot_be_read_is_a_finding_and_exit_2(kept: Path) -> None:
    lay_out(kept, {"architecture.py": "class Chat(Intent:\n"})
    done = archhook(kept, "check")
    assert done.returncode == 2
    assert done.stdout.startswith("architecture.py:1:")
    assert " LED001 " in done.stdout
    assert done.stderr.startswith("archhook: the ledger cannot be read, so nothing was judged, ")
    document = json.loads(archhook(kept, "check", "--format", "json").stdout)
    assert (document["ok"], [finding["code"] for finding in document["findings"]]) == (False, ["LED001"])


@pytest.mark.parametrize("encoding", ["ascii:strict", "cp1252:strict", "utf-8:strict"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_name_that_no_encoding_holds_is_reported(kept: Path, encoding: str, form: str) -> None:
    with open(os.fsencode(kept) + b"/src/\xff\n\xe2\x86\x92.py", "w"):
        pass
    done = archhook(kept, "check", "--format", form, "-q", environment={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    if form == "json":
        assert json.loads(done.stdout)["findings"][0]["path"] == "src/\udcff\n\u2192.py"
    else:
        assert done.stdout.startswith(r"src/\udcff\n")
        assert len(done.stdout.splitlines()) == 2


def test_a_reader_that_goes_away_does_not_turn_findings_into_success(typo: Path) -> None:
    script = f"{COMMAND} check | head -c 0; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=typo, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("archhook: 2 errors; ")
    assert done.stderr.count("\n") == 1


class Fault:
    """Stands for a bug, or for a person who presses Ctrl-C, in the middle of the judging."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, *_given: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "archhook: interrupted\n"),
        (ZeroDivisionError("x"), 3, "archhook: a bug in archhook: ZeroDivisionError: x; please report the traceback: "),
        (RecursionError("deep"), 3, "archhook: a bug in archhook: RecursionError: deep; please report the traceback: "),
        (SystemExit(0), 3, "archhook: a bug in archhook: SystemExit: 0; please report the traceback: "),
    ],
)
def test_an_injected_fault_never_ends_in_success(
    error: BaseException, code: int, line: str, kept: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(kept)
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    monkeypatch.setattr("archhook.check.api.judge", Fault(error))
    assert main(["check"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(line)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(12, "Cannot allocate memory"),
        ImportError("x.so: failed to map segment from shared object"),
    ],
)
def test_lack_of_memory_is_no_bug_and_no_finding(
    error: BaseException, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kept)
    monkeypatch.setattr("archhook.check.api.judge", Fault(error))
    assert main(["check", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["error"]["message"] == "memory ran out, so nothing could be judged"
    assert err.startswith("archhook: memory ran out, so nothing could be judged\n    fix: give it more")
