"""What an import means is the same as long as none of the stems is hit that it was looked up by."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from archhook.inventory.handed_on_names import changed_names
from archhook.inventory.module_names import Resolver
from archhook.inventory.python_file import stem_of
from tests.helpers.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tree = dict[str, str]

FOLDERS = ("src/", "", "lib/")  # the roots, as paths begin with them
ROOTS = ("src", ".", "lib")
NAMES = ("a", "b", "c")
STEPS = 150


def a_path(chance: random.Random) -> str:
    parts = [chance.choice(NAMES) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
    end = "/__init__.py" if chance.random() < 0.4 else ".py"
    return chance.choice(FOLDERS) + "/".join(parts) + end


def a_source(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randrange(4)):
        kind = chance.random()
        module = ".".join(chance.choice(NAMES) for _ in range(chance.choice((1, 1, 2, 3))))
        name = chance.choice((*NAMES, "x", "y", "*"))
        dots = "." * chance.choice((0, 0, 1, 1, 2, 3))
        if kind < 0.15:
            lines.append(f"{chance.choice('xy')} = 1")
        elif kind < 0.3:
            lines.append(f"import {module}" + chance.choice(("", " as x", " as a")))
        else:
            module = chance.choice(("", module)) if dots else module
            new = chance.choice(("", "", " as x", " as y")) if name != "*" else ""
            lines.append(f"from {dots}{module} import {name}{new}")
    return "\n".join(lines)


def changed(tree: Tree, chance: random.Random) -> Tree:
    """Another tree: files that come, go, or hold something else."""
    found = dict(tree)
    for _ in range(chance.choice((1, 1, 2, 4))):
        kind = chance.random()
        if found and kind < 0.3:
            del found[chance.choice(sorted(found))]
        elif found and kind < 0.55:
            found[chance.choice(sorted(found))] = a_source(chance)
        else:
            found[a_path(chance)] = a_source(chance)
    return found


def hits(before: Sources, after: Sources) -> tuple[set[str], tuple[str, ...]]:
    """The stems that a change hits, and the folders below which it hits all."""
    was, now = before.inventories, after.inventories
    stems: set[str] = set()
    for path in was.keys() & now.keys():
        stems |= {f"{stem_of(path)}/{name}" for name in changed_names(was[path], now[path])}
        if before.seen_through(path) != after.seen_through(path):
            stems.add(stem_of(path))
    moved = {stem_of(path) for path in was.keys() ^ now.keys()} | (before.folders ^ after.folders)
    below: set[str] = set()
    for stem in moved:
        stems.add(stem)
        for root in FOLDERS:
            if stem.startswith(root):
                inside = stem[len(root) :]
                stems |= {f"={inside}"} if "/" not in inside else set()
                if stem in before.folders:
                    below |= {f"{other}{inside}/" for other in FOLDERS}
    return stems, tuple(below)


def walk(seed: int) -> Iterator[tuple[Sources, Sources]]:
    """One tree after the other."""
    chance = random.Random(seed)
    tree: Tree = {}
    for _ in range(30):
        tree = changed(tree, chance)
    before = Sources(tree)
    for _ in range(STEPS):
        tree = changed(tree, chance)
        after = Sources(tree, closed=[path for path in tree if chance.random() < 0.1])
        yield before, after
        before = after


def judged(seed: int) -> Iterator[tuple[set[str], set[str], tuple[str, ...], bool]]:
    """Of each file that stays as it is while others change: (what it looked at, what was hit, below what, whether its
    imports mean something else).
    """
    for before, after in walk(seed):
        stems, below = hits(before, after)
        old, new = Resolver(ROOTS, before), Resolver(ROOTS, after)
        for path, inventory in before.inventories.items():
            if after.inventories.get(path) == inventory:
                looked: set[str] = set()
                was = old.meanings(path, inventory, looked)
                yield looked, stems, below, was != new.meanings(path, inventory)


def is_hit(looked: set[str], stems: set[str], below: tuple[str, ...]) -> bool:
    return not looked.isdisjoint(stems) or any(one.startswith(below) for one in looked if below)


@pytest.mark.parametrize("seed", range(6))
def test_what_no_stem_tells_means_the_same(seed: int) -> None:
    seen: Counter[str] = Counter()
    for looked, stems, below, changed in judged(seed):
        hit = is_hit(looked, stems, below)
        assert hit or not changed, (looked, stems, below)
        seen["hit" if hit else "not hit"] += 1
        seen["changed"] += changed
    assert seen["changed"] > 50
    assert seen["not hit"] > seen["hit"] / 2


@pytest.mark.parametrize(
    "forgotten",
    [
        lambda stem: stem.startswith("="),
        lambda stem: stem.endswith("/*"),
        lambda stem: stem.endswith(("/x", "/y")),
        lambda stem: stem.startswith("lib/"),
        lambda stem: stem.count("/") == 0,
        lambda stem: stem.count("/") > 1,
    ],
)
def test_every_sort_of_stem_is_needed(forgotten: Callable[[str], bool]) -> None:
    for seed in range(100):
        for looked, stems, below, changed in judged(seed):
            if changed and not is_hit({one for one in looked if not forgotten(one)}, stems, below):
                return
    pytest.fail("nothing was missed")
