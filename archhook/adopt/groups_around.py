"""Code around a product as groups, one a folder, each behind all of the product and of the others that it requires."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.recovery.groups import Group
from archhook.recovery.ordering import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.recovery.groups import Link


def around_groups(
    around: Mapping[str, Sequence[str]], links: Mapping[tuple[str, str], Link], product: Sequence[Group]
) -> tuple[Group, ...]:
    """The groups of folders around a product; their numbers go on from those of the product.

    Circles among them are cut where the fewest imports run.
    """
    folder_of = {path: folder for folder, paths in around.items() for path in paths}
    number_of = {path: number for number, group in enumerate(product) for path in group.files}
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    requires: dict[str, set[int]] = {folder: set() for folder in around}
    for (one, other), link in links.items():
        if one in folder_of and other in number_of:
            requires[folder_of[one]].add(number_of[other])
        elif one in folder_of and other in folder_of and folder_of[one] != folder_of[other]:
            weights[folder_of[one], folder_of[other]] += link.weight
    order = ordered(around, weights)
    place = {folder: number for number, folder in enumerate(order, len(product))}
    against: dict[str, set[int]] = {folder: set() for folder in around}
    for one, other in weights:
        (requires if place[other] < place[one] else against)[one].add(place[other])
    return tuple(
        Group(
            tuple(sorted(around[folder])),
            folder,
            whole=bool(folder),
            requires=tuple(sorted(requires[folder])),
            against=tuple(sorted(against[folder])),
        )
        for folder in order
    )
