"""The modules that pytest imports for every test, because a project's settings name them: as plug-ins of its own.

Told are those that `-p` names (in `addopts`) and the entry points `pytest11`, in whatever file they stand: text is
searched, and what names no module of the project comes to nothing.
"""

from __future__ import annotations

from itertools import pairwise

from archhook.model.config import PYTEST_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.query.architecture import Architecture

SETTINGS = dict.fromkeys((*PYTEST_FILES, "setup.cfg", "setup.py"))
ENTRY_POINTS = "pytest11"
AROUND = " \t,;'\"[](){}"
"""What stands around a name in TOML, in an ini file and in Python."""


def plugins(architecture: Architecture) -> tuple[str, ...]:
    """The dotted names that a project's settings give for plug-ins, each once."""
    found: dict[str, None] = {}
    for path in SETTINGS:
        fact = architecture.files.get(path)
        if fact is not None and fact.regular:
            found |= dict.fromkeys(plugins_in(architecture.content(path).decode("utf-8", "replace")))
    return tuple(found)


def plugins_in(text: str) -> Iterator[str]:
    """The names that one file gives."""
    within = False
    for line in text.splitlines():
        words = [word.strip(AROUND) for word in line.split()]
        for word, after in pairwise((*words, "")):
            if word == "-p" or (word.endswith("=-p") and after):
                yield after
            elif word.startswith("-p") and word[2:]:
                yield word[2:]
        if ENTRY_POINTS in line:
            within = True
            yield from _value(line.partition(ENTRY_POINTS)[2])
        elif within:
            within = bool(line.strip()) and line.strip()[0] not in "[]})"
            yield from _value(line) if within else ()


def _value(line: str) -> Iterator[str]:
    """What stands behind the last `=` of a line."""
    name = line.rpartition("=")[2].strip(AROUND)
    if name and "=" in line:
        yield name
