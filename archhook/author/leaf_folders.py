"""Folders that one Task, or a few Tests, can declare: whose all is that lies in them. Pure, linear in the files."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archhook.author.paths_of_tests import ROOTS
from archhook.inventory.module_names import below_root, folder_of, folders_of, root_folders

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

    Owner = tuple[str, str]
    """(level, id or class name of what is verified)."""

MIXED = object()
"""Stands for the owner of a folder that has several."""


def task_places(owners: Mapping[str, Hashable], roots: Collection[str]) -> dict[str, str]:
    """Path -> what declares it: the largest folder, with a final slash, that is its owner's alone, else itself.

    `owners`: every file that has to be declared -> whose it is; None: it is declared by itself, whatever lies beside
    it. The root package is never declared as a whole: a new package in it has to be placed by somebody.
    """
    return _places(owners, open_folders(owners, roots))


def test_places(
    owners: Mapping[str, Owner], roots: Collection[str], others: Iterable[str] = (), *, shared: bool = True
) -> dict[tuple[str, Owner], list[str]]:
    """(what a Test declares, whose it is) -> its files.

    One Test for each owner, where that can be: of a folder that is its alone, else (if `shared`) of the folder that
    holds the tests of its level, which then one Test declares for each owner. `others`: tests that no folder may take
    in.
    """
    bare = open_folders(owners, roots, packages=False)
    strangers = dict.fromkeys(others)
    alone = _places({**owners, **strangers}, bare)
    places: dict[Owner, set[str]] = {}
    for path, owner in owners.items():
        places.setdefault(owner, set()).add(alone[path])
    several = {path: level for path, (level, owner) in owners.items() if len(places[level, owner]) > 1}
    strange = {folder for path in strangers for folder in folders_of(path)}
    together = dict(_of_levels("", several, bare)) if shared else {}
    together = {path: place for path, place in together.items() if place not in strange}
    found: dict[tuple[str, Owner], list[str]] = {}
    for path, owner in sorted(owners.items()):
        found.setdefault((together.get(path, alone[path]), owner), []).append(path)
    return found


def name_within(place: str, level: str, target: str, *, alone: bool = True) -> str:
    """What a Test of a folder is named for: the folder, or where others share it, or its name says nothing, what it
    verifies, too: `tests/web_pages` of `DesignWebPages`.
    """
    if alone and not is_plain(place, level):
        return place
    kind = next((one for one in ("Design", "Requirement", "Intent") if target.startswith(one) and target != one), "")
    return place + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", target.removeprefix(kind)).lower()


def is_plain(place: str, level: str) -> bool:
    """Whether the name of a folder says of its tests nothing but that, and their level: `tests/unit/`."""
    return all(part.lower() in (*ROOTS, level, f"{level}_tests") for part in place.split("/")[:-1])


def tests_title(place: str, level: str, target: str) -> str:
    """What a Test of a folder is called. `target`: the class of what it verifies, "" where nobody else declares it."""
    return f"The {level} tests in {place}" + (f" of {target}" if target else "")


def open_folders(paths: Iterable[str], roots: Collection[str], *, packages: bool = True) -> set[str]:
    """The folders, each with a final slash, that no one node declares: somebody is to say whose a new one in it is.

    Of the source roots, the folders above them, and (`packages`) the outermost ones below them, those that hold at
    least half of the files: where the product lies. Code around it may well be a root of its own, and is one thing.
    """
    bare = {folder for folder in root_folders(roots) if folder}
    tops = {f"{folder}/" for folder in bare} | {above for folder in bare for above in folders_of(folder)}
    held: Counter[str] = Counter()
    number = 0
    for path in paths:
        number += 1
        folders = {*folders_of(path)}
        inner = below_root(path, roots)
        top = path.removesuffix(inner) + inner[: inner.find("/") + 1]
        held.update(folders & tops | ({top} & folders if packages else set()))
    return {folder for folder, count in held.items() if count * 2 >= number}


def _places(owners: Mapping[str, Hashable], bare: Collection[str]) -> dict[str, str]:
    """Path -> the largest folder but `bare` ones that is its owner's alone, else itself."""
    owner_of: dict[str, object] = {}
    for path, owner in owners.items():
        whose = MIXED if owner is None else owner
        for folder in folders_of(path):
            if owner_of.setdefault(folder, whose) != whose:
                owner_of[folder] = MIXED
    return {
        path: next((one for one in folders_of(path) if one not in bare and owner_of[one] is not MIXED), path)
        for path in owners
    }


def _of_levels(above: str, level_of: Mapping[str, str], bare: Collection[str]) -> Iterator[tuple[str, str]]:
    """(path, the folder that declares the tests of its level; itself where that would declare those of another).

    The level of most tests has the folder that holds them all; the others have longer folders, in which none of it is.
    """
    together: dict[str, list[str]] = {}
    for path in level_of:
        within = (one for one in folders_of(path) if one not in bare and len(one) > len(above))
        together.setdefault(next(within, path), []).append(path)
    for folder, paths in together.items():
        if not folder.endswith("/"):
            yield folder, folder
            continue
        count = Counter(level_of[path] for path in paths)
        level = min(count, key=lambda one: (-count[one], one))
        own = [path for path in paths if level_of[path] == level]
        place = _common(own)
        yield from ((path, place) for path in own)
        holding = {one for path in own for one in folders_of(path)}
        others = {path: level_of[path] for path in paths if level_of[path] != level}
        yield from _of_levels(folder, others, {*bare, *holding})


def _common(paths: list[str]) -> str:
    """The deepest folder that holds some files, with a final slash."""
    first, last = folder_of(min(paths)), folder_of(max(paths))
    shared = (one for one in reversed(folders_of(first)) if last.startswith(one))
    return next(shared, "")
