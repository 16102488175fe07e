"""A command line called in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archhook.cli.main import main

if TYPE_CHECKING:
    import pytest


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def plain(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    code, out, err = said(capsys, *argv, "--format", "json")
    assert err == ""
    return code, json.loads(out)
