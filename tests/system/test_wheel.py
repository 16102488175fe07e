"""The wheel holds what the package reads beside its code: without it an installed archhook could draw no report."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers.files import copy_source

from archhook import __version__
from archhook.query.html_page import PARTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """What a distribution is built from."""
    pytest.importorskip("hatchling", reason="pip install archhook[test]")
    return copy_source(tmp_path / "source")


def built(source: Path, platform: str) -> tuple[str, dict[str, bytes]]:
    """(the wheel's name, what it holds) where Python runs on that platform."""
    build = "from hatchling.build import build_wheel; build_wheel('..')"
    command = [sys.executable, "-c", f"import sys; sys.platform = {platform!r}; {build}"]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = source.parent.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return wheel.name, {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_the_wheel_holds_every_file_that_the_package_reads(source: Path) -> None:
    name, held = built(source, sys.platform)
    here = {path.relative_to(source).as_posix() for path in (source / "archhook").rglob("*") if path.is_file()}
    launcher = {path for path in here if path.startswith("archhook/cli/launcher/")}
    assert here - launcher <= held.keys()
    assert not launcher & held.keys()
    assert {f"archhook/query/html/{name}" for name in PARTS} <= held.keys()
    assert {f"archhook-{__version__}.data/scripts/{name}" for name in ("archhook", "archhook-python")} <= held.keys()
    assert f"archhook-{__version__}.dist-info/entry_points.txt" not in held  # pip would write its own script
    assert name == f"archhook-{__version__}-py3-none-any.whl"


@pytest.mark.slow
def test_a_wheel_built_on_windows_is_for_windows_and_has_an_entry_point(source: Path) -> None:
    name, held = built(source, "win32")
    assert not name.endswith("-any.whl")
    assert b"archhook = archhook.cli.main:entry" in held[f"archhook-{__version__}.dist-info/entry_points.txt"]
    assert not any("/scripts/" in path for path in held)
