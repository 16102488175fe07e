"""What the code of a Design may use of those that it requires: signatures, what its work speaks of first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.agents.signatures import signatures
from archhook.check.facts import has_inventory
from archhook.laws.interfaces import interface_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.query.architecture import Architecture

NAMES = 60
"""Names that are looked at, at the most: what a brief has room for, and more."""


class Usable(NamedTuple):
    """A function or class that may be imported. `lines`: how it is called; of a class its public methods, too."""

    path: str
    name: str
    lines: tuple[str, ...]


def usable(architecture: Architecture, designs: Iterable[str], said: str) -> tuple[Usable, ...]:
    """What some Designs may use of those that they require directly: of each what its interface has, else its public
    module-level functions and classes. What a text names comes first, then all in the order of `requires`.
    """
    required = dict.fromkeys(to for one in designs for to in architecture.rows[one].to("requires"))
    living = [one for one in required if architecture.rows[one].in_force]
    words = set(re.findall(r"\w+", said))
    found = sorted(dict.fromkeys(_offered(architecture, living)), key=lambda one: one[1] not in words)[:NAMES]
    told = {
        path: signatures(architecture.content(path), [name for at, name in found if at == path])
        for path in dict.fromkeys(path for path, _ in found)
    }
    return tuple(Usable(path, name, told[path][name]) for path, name in found if name in told[path])


def _offered(architecture: Architecture, designs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(file, name) of the functions and classes that some Designs let others import, in the order of their files."""
    for design in designs:
        interface = interface_of(architecture.facts, design)
        tasks = (architecture.nodes[task] for task in architecture.rows[design].by("implements"))
        paths = sorted(path for path in architecture.facts.paths_of(tasks) if _is_read(architecture, path))
        architecture.expect_inventories(paths)
        for path in paths:
            for symbol in architecture.inventory(path).symbols:
                if symbol.kind == "global" or "." in symbol.name:
                    continue
                if interface is None:
                    if not symbol.name.startswith("_"):
                        yield path, symbol.name
                elif (
                    path in interface.paths
                    or path.startswith(interface.folders)
                    or symbol.name in interface.names
                    or (path, symbol.name) in interface.within
                ):
                    yield path, symbol.name


def _is_read(architecture: Architecture, path: str) -> bool:
    fact = architecture.files.get(path)
    return fact is not None and fact.role == "governed" and has_inventory(path, fact)


def in_lines(names: Sequence[Usable], most: int) -> dict[str, list[str]]:
    """File -> so many lines of signatures, all files together: each name once before any method is told."""
    lines = [(one, one.lines[0]) for one in names[:most]]
    rest = ((one, line) for one in names for line in one.lines[1:])
    lines += [more for more, _ in zip(rest, range(most - len(lines)), strict=False)]
    order = {one: number for number, one in enumerate(names)}
    found: dict[str, list[str]] = {}
    for one, line in sorted(lines, key=lambda told: order[told[0]]):
        found.setdefault(one.path, []).append(line)
    return found
