"""What is counted where it is asked whose a new file is: the most, of which levels, in which folders."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_TIES = ("unit", "integration", "system", "acceptance")
"""Of levels that are equally common, the first."""


def of_levels(tests: Counter[tuple[str, str]], levels: Collection[str]) -> Counter[str]:
    """What the Tests of some levels verify, and how many do."""
    found: Counter[str] = Counter()
    for (level, target), number in tests.items():
        if level in levels:
            found[target] += number
    return found


def commonest(found: Counter[str]) -> str:
    """The level that is most common."""
    return max(_TIES, key=lambda level: (found[level], -_TIES.index(level)))


def folders_up(folder: str) -> Iterator[str]:
    """A folder and those above it, the project's own, "", the last."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def most_of(found: Mapping[str, int]) -> tuple[str, ...]:
    """Those of the highest number, by id."""
    most = max(found.values(), default=0)
    return tuple(sorted((one for one, number in found.items() if number == most), key=sort_key))
