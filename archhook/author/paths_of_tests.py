"""What the path of a test tells: its level, and what it is named for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = {
    "acceptance": ("acceptance", "uat", "acceptance_tests", "user_acceptance"),
    "system": ("system", "e2e", "functional", "smoke", "end_to_end", "end2end", "system_tests", "e2e_tests",
               "functional_tests", "smoke_tests"),
    "integration": ("integration", "integrations", "integration_tests", "it"),
    "unit": ("unit", "units", "unit_tests"),
}  # fmt: skip
"""Level -> the folders that are called so; a `-` or a space counts as `_`."""

_WRITTEN_TOGETHER = {"unittests": "unit", "unittest": "unit"}

_MEASURES = re.compile(r"^bench(?:mark)?s?_")
"""What the names of tests begin with that measure."""

ROOTS = frozenset({"t", "test", "tests", "testing"})
_LEVEL_OF = {name: level for level, names in LEVELS.items() for name in names}


def level_of(path: str) -> str:
    """The level that the folder of a test suggests: `tests/integration/...`, `integration-tests/...`; "" for none.

    Only the folder next to the one that holds the tests counts: deeper ones are named for what is tested.
    """
    parts = [part.lower() for part in path.split("/")[:-1]]
    for at, part in enumerate(parts):
        beside = (at > 0 and parts[at - 1] in ROOTS) or parts[at + 1 : at + 2] in ([root] for root in ROOTS)
        words = re.split(r"[-_. ]+", part)
        named = _LEVEL_OF.get("_".join(words), "") if beside else ""
        if not named and words[-1] == "tests":
            ends = ("_".join(words[at:-1]) for at in range(len(words) - 1))
            named = next((_LEVEL_OF[end] for end in ends if end in _LEVEL_OF), "")
        if named or part in _WRITTEN_TOGETHER:
            return named or _WRITTEN_TOGETHER[part]
    return ""


def is_of_level(folder: str) -> bool:
    """Whether a folder, in lower case, is called as tests of a level are."""
    return folder in _LEVEL_OF or folder in _WRITTEN_TOGETHER


def folder_words(path: str) -> Iterator[str]:
    """The names of a path's folders that tell something."""
    for part in path.split("/")[:-1]:
        word = part.lower().lstrip("_")
        if word not in ROOTS and not is_of_level(word):
            yield word


def bare_stem(path: str) -> str:
    """The name of a file without its ending and the underscores in front."""
    return path.rpartition("/")[2].removesuffix(".py").lstrip("_")


def subject_of(path: str) -> str:
    """What a test is named for: `core` of `tests/test_core.py`."""
    return _MEASURES.sub("", bare_stem(path).removeprefix("test_").removesuffix("_test"))
