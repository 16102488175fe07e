"""What a run prints, and where: text, JSON, colours, files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.example import LEDGER, TYPO_TEXT
from helpers.files import lay_out

if TYPE_CHECKING:
    from pathlib import Path


def test_silence_but_for_one_line_when_all_is_well(kept: Path) -> None:
    done = archhook(kept, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"archhook: 1 chain holds, 1 rechecked, \d+ ms\n", done.stderr)
    quiet = archhook(kept, "check", "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_findings_go_to_standard_output(typo: Path) -> None:
    done = archhook(typo, "check")
    assert (done.returncode, done.stdout) == (1, TYPO_TEXT)
    assert re.fullmatch(r"archhook: 2 errors; 1 of 1 chain rechecked, \d+ ms\n", done.stderr)


def test_json_is_one_document_and_the_same_in_every_process(typo: Path) -> None:
    first, *others = (
        archhook(typo, "check", "--format", "json", "-q", environment={"PYTHONHASHSEED": seed}) for seed in "123"
    )
    assert all(other.stdout == first.stdout for other in others)
    document = json.loads(first.stdout)
    assert (document["ok"], first.returncode, first.stderr) == (False, 1, "")
    assert [finding["code"] for finding in document["findings"]] == ["INV403", "INV407"]
    assert "work" not in document


def test_verbose_adds_what_was_done(kept: Path) -> None:
    work = json.loads(archhook(kept, "check", "--format=json", "-v").stdout)["work"]
    assert (work["rechecked_chains"], work["files_parsed"], work["base"]) == (1, 2, None)
    done = archhook(kept, "check", "-v")
    assert done.stderr.startswith("archhook: 2 files parsed, 0 taken over, starting from nothing\n")
    assert done.stdout == ""


@pytest.mark.parametrize(("form", "start"), [("text", "architecture.py:"), ("json", '{"schema_version": 1')])
def test_output_goes_to_the_file_alone(typo: Path, tmp_path: Path, form: str, start: str) -> None:
    target = tmp_path / "report"
    done = archhook(typo, "check", "--format", form, "--output", str(target), "-q")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert target.read_text().startswith(start)


def test_an_output_file_of_an_earlier_failure_is_emptied_when_all_is_well(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "report"
    target.write_text("old findings")
    assert archhook(kept, "check", "--output", str(target)).returncode == 0
    assert target.read_text() == ""


WAIVER = {
    "architecture.py": LEDGER.replace(
        "    implements = Broker\n", '    implements = Broker\n    waives = {"INV403": "x"}\n'
    )
}


def test_warnings_fail_under_strict_alone(kept: Path) -> None:
    lay_out(kept, WAIVER)
    lax, strict = archhook(kept, "check"), archhook(kept, "check", "--strict")
    assert " LED005 (warning) T-1 " in lax.stdout
    assert (lax.returncode, strict.returncode) == (0, 1)
    assert lax.stdout == strict.stdout
    assert lax.stderr.startswith("archhook: 1 chain holds, 1 warning, ")
    assert strict.stderr.startswith("archhook: 1 warning (strict), 1 exemption; 1 of 1 chain rechecked, ")


def test_a_warning_that_the_configuration_makes_strict_fails(kept: Path) -> None:
    lay_out(kept, WAIVER, {"archhook.toml": "strict = true\n"})
    assert archhook(kept, "check").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ("--color always", {"NO_COLOR": "1"}, True),
        ("", {"FORCE_COLOR": "1"}, True),
        ("", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("--color never", {"FORCE_COLOR": "1"}, False),
        ("", {"GITHUB_ACTIONS": "true"}, False),
    ],
)
def test_colour_is_asked_for(typo: Path, arguments: str, environment: dict[str, str], colored: bool) -> None:
    done = archhook(typo, "check", *arguments.split(), environment=environment)
    assert ("\x1b[" in done.stdout) is colored
    assert "\x1b[" not in done.stderr


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["check", "--help"]])
def test_help_and_version_need_no_project(tmp_path: Path, argv: list[str]) -> None:
    done = archhook(tmp_path, *argv)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(("archhook 0.", "usage: archhook"))
