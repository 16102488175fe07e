"""Which Python a project asks for, beside the one that runs here: what that one cannot read may be newer."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBERS = "0123456789"


def python_of(pyproject: Mapping[str, object]) -> str:
    """Which Python a pyproject.toml asks for, in `[project]` or as Poetry writes it; "" where it does not say."""
    tool = pyproject.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    depends = poetry.get("dependencies") if isinstance(poetry, dict) else None
    for table, key in ((pyproject.get("project"), "requires-python"), (depends, "python")):
        wanted = table.get(key) if isinstance(table, dict) else None
        if isinstance(wanted, str) and wanted.strip():
            return " ".join(wanted.split())
    return ""


def newer_python(wanted: str) -> str:
    """The least minor version that a project asks for (`3.12`), where that is newer than the one that runs; else "".

    `wanted`: what `requires-python` says, `>=3.12,<4`; also as Poetry writes it, `^3.12`. What is no version counts
    for nothing.
    """
    least = max(filter(None, map(_least, wanted.split(","))), default=(0, 0))
    return f"{least[0]}.{least[1]}" if least > sys.version_info[:2] else ""


def _least(clause: str) -> tuple[int, int] | None:
    """The least (major, minor) that one clause lets through; None for one that sets no lower bound."""
    text = clause.strip()
    if text.startswith(("<", "!")):
        return None
    parts = text.lstrip("<>=~^ ").split(".")
    major, minor = (_number(part) for part in (parts[0], (parts[1:] or ["0"])[0]))
    return None if major is None or minor is None else (major, minor)


def _number(part: str) -> int | None:
    digits = part[: len(part) - len(part.lstrip(NUMBERS))]
    return int(digits) if 0 < len(digits) < 4 else 0 if part == "*" else None
