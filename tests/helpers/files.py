"""Files of a project, written to disk; those of the fixtures, and what a distribution of archhook is built from."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"


def write(file: Path, content: str | bytes) -> Path:
    """Writes a file, byte by byte, with the folders that it needs; gives it back."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
    return file


def lay_out(folder: Path, *layers: Mapping[str, str | bytes]) -> Path:
    """The folder with the files in it; of two layers that hold the same path, the latter counts."""
    folder.mkdir(parents=True, exist_ok=True)
    for files in layers:
        for path, content in files.items():
            write(folder / path, content)
    return folder


def copy_fixture(name: str, folder: Path) -> Path:
    """The folder with a fixture project in it, without what is expected of that."""
    ignored = shutil.ignore_patterns("expected.*", "__pycache__", ".pytest_cache")
    shutil.copytree(FIXTURES / name, folder, symlinks=True, dirs_exist_ok=True, ignore=ignored)
    return folder


def copy_source(folder: Path) -> Path:
    """The folder with what a distribution of archhook is built from."""
    shutil.copytree(ROOT / "archhook", folder / "archhook", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    return folder
