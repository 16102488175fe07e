"""What recovery is given and gives back: how files import each other, and the groups that they fall into."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LAZY = 0.3
"""What an import within a function weighs against one that runs with its file: most of these were put there to get
round a circle, so the other direction is the one that is meant. Counted in full, the order agrees less often
with layers that people have drawn; halved or doubled it moves few groups."""


class Link(NamedTuple):
    """How many statements of a file import another."""

    run: int = 0
    lazy: int = 0  # within a function
    other: int = 0  # that a law counts, and that say nothing of the order: under the main guard, for type checkers

    @property
    def weight(self) -> float:
        """How much it costs to have it run against the order."""
        return self.run + LAZY * self.lazy


class Group(NamedTuple):
    """Files that belong together, what they import of other groups, and what they import against the order.

    Numbers are places among the groups: each stands behind all that it requires.
    """

    files: tuple[str, ...]  # sorted
    folder: str  # the deepest that holds all of the files, "" is the top; where it is whole, that one
    whole: bool  # all that the folder holds is in it, and at most files beside the folder that are called as it is
    hubs: tuple[str, ...] = ()  # files that stand for it, most connected first, where it is not the whole folder
    requires: tuple[int, ...] = ()
    against: tuple[int, ...] = ()


def common_folder(folders: Iterable[str]) -> str:
    """The deepest folder that holds some folders, or is one of them; "" is the top."""
    common: list[str] | None = None
    for folder in folders:
        parts = folder.split("/")
        common = parts if common is None else common
        same = [one == other for one, other in zip(common, parts, strict=False)]
        common = common[: same.index(False) if False in same else len(same)]
    return "/".join(common or ())
