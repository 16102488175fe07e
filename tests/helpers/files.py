"""Files of a project, written to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


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
