"""What could not be judged is told in the format that was asked for: one document, whatever went wrong."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.files import lay_out

from archhook.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


BAD = {"architecture.py": "", "archhook.toml": "strct = 1"}
DOCUMENT = {
    "message": "unknown key `strct`",
    "path": "archhook.toml",
    "line": 1,
    "column": 1,
    "fix": "did you mean `strict`?",
}


class Fault:
    """Stands for a bug, or for a person who presses Ctrl-C."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, *_given: object) -> None:
        raise self.error


def failure(text: str) -> dict[str, Any]:
    """The error of the one document that a failed command printed."""
    document = json.loads(text)
    assert list(document) == ["schema_version", "kind", "ok", "error"]
    assert (document["schema_version"], document["kind"], document["ok"]) == (1, "failure", False)
    assert list(document["error"]) == ["message", "path", "line", "column", "fix"]
    error: dict[str, Any] = document["error"]
    return error


@pytest.mark.parametrize(
    "words",
    [
        "check", "why D-1", "impact D-1", "show D-1", "list", "diff", "ready", "prime", "brief D-1", "budget",
        "measure --design D-1 -- true", "hook pre-commit",
    ],
)  # fmt: skip
def test_every_command_prints_a_document_where_nothing_could_be_judged(tmp_path: Path, words: str) -> None:
    name, *others = words.replace("hook pre", "hook+pre").split()
    done = archhook(lay_out(tmp_path, BAD), *name.split("+"), "--format", "json", *others)
    assert done.returncode == 2
    assert failure(done.stdout) == DOCUMENT
    assert "archhook: archhook.toml:1:1: unknown key `strct`" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--format json", "no command before the option --format"),
        ("check --fromat x --format json", "`archhook check` has no option --fromat"),
        ("check --format=json --rev", "--rev needs a value"),
        ("chek --format json", "there is no command `chek`"),
        ("show --format json", "nothing to show"),
        ("sync --format json", "`archhook sync` has no option --format"),
        ("check --staged --untracked --format json", "--staged and --untracked exclude each other"),
    ],
)
def test_usage_errors_have_a_document_too(tmp_path: Path, words: str, message: str) -> None:
    done = archhook(lay_out(tmp_path, BAD), *words.split())
    error = failure(done.stdout)
    assert (done.returncode, error["message"]) == (2, message)
    assert (error["path"], error["line"], error["column"]) == (None, None, None)
    assert error["fix"]


@pytest.mark.parametrize(
    "words", ["check", "check --format jsn", "check --format", "measure --nope -- x --format json", "check -o json"]
)
def test_there_is_no_document_where_none_is_asked_for(tmp_path: Path, words: str) -> None:
    done = archhook(lay_out(tmp_path, BAD), *words.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "json").exists()


@pytest.mark.parametrize("option", ["--output FILE", "--output=FILE", "-o FILE", "-oFILE"])
@pytest.mark.parametrize("wrong", ["", " --nope"])
def test_the_document_goes_to_the_output(tmp_path: Path, option: str, wrong: str) -> None:
    folder = lay_out(tmp_path, BAD)
    done = archhook(folder, "check", "--format", "json", *f"{option}{wrong}".split())
    assert (done.returncode, done.stdout) == (2, "")
    assert failure((folder / "FILE").read_text())["message"]


def test_where_the_output_cannot_be_written_the_document_is_printed(kept: Path) -> None:
    done = archhook(kept, "check", "--format", "json", "--output", "no/such/folder/x")
    assert done.returncode == 2
    assert failure(done.stdout)["message"].startswith("--output: cannot write")


def test_a_bug_has_a_document_too(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kept)
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    monkeypatch.setattr("archhook.check.api.judge", Fault(ZeroDivisionError("x")))
    assert main(["check", "--format", "json"]) == 3
    error = failure(capsys.readouterr().out)
    assert error["message"] == "a bug in archhook: ZeroDivisionError: x"
    assert error["fix"].startswith("please report the traceback: ")
    monkeypatch.setattr("archhook.check.api.judge", Fault(KeyboardInterrupt()))
    assert main(["check", "--format", "json"]) == 130
    assert capsys.readouterr().out == ""


def test_a_report_that_was_written_stays_the_only_document(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kept)
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    monkeypatch.setattr("archhook.cli.cmd_check._tell", Fault(ZeroDivisionError("x")))
    assert main(["check", "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["kind"] == "verdict"


def test_a_ledger_that_cannot_be_read_stays_a_verdict(kept: Path) -> None:
    lay_out(kept, {"architecture.py": "class Chat(Intent:\n"})
    for words in (["check"], ["hook", "pre-commit"]):
        assert json.loads(archhook(kept, *words, "--format", "json").stdout)["kind"] == "verdict"
    assert failure(archhook(kept, "list", "--format", "json").stdout)["message"].startswith("LED001 ")


def test_the_formats_of_other_machines_say_why(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, BAD)
    annotation = (
        "::error file=archhook.toml,line=1,col=1,title=archhook could not judge::"
        "archhook.toml:1:1: unknown key `strct`%0A    fix: did you mean `strict`?\n"
    )
    assert archhook(folder, "check", "--format", "github").stdout == annotation
    actions = {"GITHUB_ACTIONS": "true"}
    assert archhook(folder, "check", environment=actions).stdout == annotation
    assert archhook(folder, "check", "--rev", environment=actions).stdout == (
        "::error title=archhook could not judge::--rev needs a value%0A    fix: write --rev REV\n"
    )
    assert archhook(folder, "list", environment=actions).stdout == ""
    root = ET.fromstring(archhook(folder, "check", "--format", "junit").stdout)
    assert (root.attrib["tests"], root.attrib["failures"], root.attrib["errors"]) == ("1", "0", "1")
    (error,) = root.iter("error")
    assert error.attrib["message"] == "unknown key `strct`"
    (run,) = json.loads(archhook(folder, "check", "--format", "sarif").stdout)["runs"]
    assert run["results"] == []
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("archhook.toml:1:1: unknown key `strct`")
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
