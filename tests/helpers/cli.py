"""The command line: the installed command in a process of its own, and the same called in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

BIN = Path(sys.executable).parent
COMMAND = str(BIN / "archhook")


def on_path(**more: str) -> dict[str, str]:
    """This environment, in which the installed commands are found first, and some variables more."""
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more}


def archhook(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    standard_input: str = "",
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs the installed command in a folder. Whatever happens, it prints no traceback."""
    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env=os.environ | (environment or {}),
        input=standard_input,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=timeout,
    )
    assert "Traceback" not in done.stderr
    return done


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of the command, called in this process."""
    capsys.readouterr()
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def document(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    """(exit code, the JSON document) of the command, which has nothing else to say."""
    code, out, err = said(capsys, *argv, "--format", "json")
    assert err == ""
    return code, json.loads(out)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The document that answers a question: one line, and the same bytes when it is asked again."""
    code, out, _ = said(capsys, *words, "--format", "json")
    assert code in (0, 1)
    assert out.count("\n") == 1
    assert said(capsys, *words, "--format", "json")[1] == out
    loaded: dict[str, Any] = json.loads(out)
    assert loaded["schema_version"] == 1
    return loaded
