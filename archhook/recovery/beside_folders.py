"""Loose files that go with a folder beside them: one of its name, or one that is all that it has to do with. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.recovery.groups import Link

    Pieces = list[tuple[str, ...]]


def of_its_name(folder: str, piece: Sequence[str], closed: Mapping[str, object]) -> str:
    """The closed folder that a loose file is called as, "" for none: `shop/cart.py` goes with `shop/cart/`."""
    inside = f"{folder}/" if folder else ""
    stem = piece[0][len(inside) :].removesuffix(".py")
    named = (inside + name for name in (stem, stem.lstrip("_"), f"_{stem}"))
    return next((name for name in named if name in closed), "") if len(piece) == 1 else ""


def circles(
    closed: Mapping[str, Sequence[str]], loose: Mapping[str, Pieces], links: Mapping[tuple[str, str], Link]
) -> dict[str, str]:
    """Closed folder -> the loose file beside it that alone it has to do with, where they import each other: whatever
    their order, one of these imports would run against it.
    """
    owner = {path: folder for folder, files in closed.items() for path in files}
    imports: dict[str, set[str]] = defaultdict(set)
    importers: dict[str, set[str]] = defaultdict(set)
    for (one, other), link in links.items():
        here, there = owner.get(one), owner.get(other)
        if link.weight and here != there:
            if here is not None:
                imports[here].add(other)
            if there is not None:
                importers[there].add(one)
    found = {}
    for folder in sorted(closed):
        if len(imports[folder]) == 1 and imports[folder] == importers[folder]:
            (path,) = imports[folder]
            above = folder.rpartition("/")[0]
            if path.rpartition("/")[0] == above and (path,) in loose.get(above, ()):
                found[folder] = path
    return found
