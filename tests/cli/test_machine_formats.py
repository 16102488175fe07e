"""The formats for machines, as the command writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_the_command_writes_them(typo: Path, form: str, tmp_path: Path) -> None:
    done = archhook(typo, "check", "-q", "--format", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert "publsh" in done.stdout
    target = tmp_path / "report"
    assert archhook(typo, "check", "-q", "--format", form, "-o", str(target)).returncode == 1
    assert target.read_text() == done.stdout


def test_under_github_actions_annotations_come_by_themselves(typo: Path, kept: Path, tmp_path: Path) -> None:
    actions = {"GITHUB_ACTIONS": "true"}
    shown = archhook(typo, "check", environment=actions)
    assert shown.stdout.startswith("::error file=")
    assert "archhook: 2 errors" in shown.stderr
    assert archhook(typo, "check", "--format", "text", environment=actions).stdout.startswith("architecture.py:")
    target = tmp_path / "report"
    archhook(typo, "check", "-o", str(target), environment=actions)
    assert target.read_text().startswith("architecture.py:")
    assert archhook(kept, "check", environment=actions).stdout == ""
