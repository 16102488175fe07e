"""What a test file verifies: its level by its folder, its Design by what it imports."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archhook.adopt.exclusions import parents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.adopt.facts import Facts
    from archhook.adopt.imports import Graph

LEVELS = {
    "acceptance": ("acceptance", "uat", "acceptance_tests", "user_acceptance"),
    "system": ("system", "e2e", "functional", "end_to_end", "end2end", "system_tests", "e2e_tests", "functional_tests"),
    "integration": ("integration", "integrations", "integration_tests", "it"),
    "unit": ("unit", "units", "unit_tests"),
}
"""Level -> the folders that are called so; a `-` or a space counts as `_`."""

_WRITTEN_TOGETHER = {"unittests": "unit", "unittest": "unit"}

ROOTS = frozenset({"test", "tests", "testing"})
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


def by_stem(paths: Iterable[str]) -> dict[str, list[str]]:
    """What a test may be named for -> the files that are called so."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[_stem(path)].append(path)
    return found


def verified(
    path: str, facts: Facts, graph: Graph, group_of: Mapping[str, str], called: Mapping[str, Iterable[str]]
) -> str:
    """The group that a test file is about: most of what it imports, and its name, count; "" where nothing tells.

    A test that imports nothing of the product is about what its helpers and its conftest.py import. `called`: see
    `by_stem`, of the files in `group_of`.
    """
    direct = graph.of(path)
    helpers = [other for other in direct if facts.roles.get(other) == "test"]
    helpers += [f"{folder}conftest.py" for folder in ("", *parents(path)) if f"{folder}conftest.py" in facts.files]
    near = _count(path, direct, group_of)
    if not near:
        near = _count(path, (target for helper in helpers for target in graph.of(helper)), group_of)
    if not near:
        near = _count(path, called.get(_subject(path), ()), group_of)
    return min(near, key=lambda group: (-near[group], group)) if near else ""


def _count(path: str, targets: Iterable[str], group_of: Mapping[str, str]) -> Counter[str]:
    """Group -> how much of it is imported; a module of the test's own name counts most."""
    found: Counter[str] = Counter()
    for target in dict.fromkeys(targets):
        if target in group_of:
            found[group_of[target]] += 4 if _stem(target) == _subject(path) else 1
    return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".py").lstrip("_")


def _subject(path: str) -> str:
    """What a test is named for: `core` of `tests/test_core.py`."""
    return _stem(path).removeprefix("test_").removesuffix("_test")
