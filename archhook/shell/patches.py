"""The files that a patch in the form of `apply_patch` changes; several agents edit by it."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^[ \t]*\*\*\* (?:(?:Add|Update|Delete) File|Move to):(.*)$", re.MULTILINE)
"""A line that names a file. Agents read it without the white space around it."""


def patched_files(patch: str) -> tuple[str, ...]:
    """The paths that a patch adds, changes, deletes or moves to, each once, in its order."""
    return tuple(dict.fromkeys(path for named in _HEADER.findall(patch) if (path := named.strip())))
