"""The wheel holds what the package reads beside its code: without it an installed archhook could draw no report."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from archhook import __version__
from archhook.report.page import PARTS

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_wheel_holds_every_file_that_the_package_reads(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="pip install archhook[test]")
    source = tmp_path / "source"
    for name in ("archhook", "launcher"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    here = {path.relative_to(source).as_posix() for path in (source / "archhook").rglob("*") if path.is_file()}
    assert here <= held
    assert {f"archhook/report/html/{name}" for name in PARTS} <= held
    assert {f"archhook-{__version__}.data/scripts/{name}" for name in ("archhook", "archhook-python")} <= held
