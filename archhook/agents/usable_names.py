"""What the code of a Design may use of those that it requires: signatures, what its work speaks of first."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.agents.signatures import signatures
from archhook.check.facts import has_inventory
from archhook.inventory.python_file import stem_of
from archhook.laws.interfaces import interface_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.query.architecture import Architecture

NAMES = 60
"""Names that are looked at, at the most: what a brief has room for, and more."""

IMPORTERS = 500
"""So many files tell what is imported most."""

SHORT = 2
"""Words of a name with so many letters say nothing."""


class Usable(NamedTuple):
    """A function or class that may be imported. `lines`: how it is called; of a class its public methods, too."""

    path: str
    name: str
    lines: tuple[str, ...]


def usable(
    architecture: Architecture, designs: Iterable[str], said: str = "", declared: Iterable[str] = ()
) -> tuple[Usable, ...]:
    """What some Designs may use of those that they require directly: of each what its interface has, else its public
    module-level functions and classes.

    First what a text names, then what has a word in common with names that are `declared`, then what most files of
    other Designs import; else all stands in the order of `requires`.
    """
    required = dict.fromkeys(to for one in designs for to in architecture.rows[one].to("requires"))
    living = [one for one in required if architecture.rows[one].in_force]
    offered = [*dict.fromkeys(_offered(architecture, living))]
    if not offered:
        return ()
    named, parts = set(re.findall(r"\w+", said)), {part for one in declared for part in _parts(one)}
    imported = _imported(architecture, {path for path, _ in offered})

    def rank(one: tuple[str, str]) -> tuple[bool, int, int]:
        return one[1] not in named, -len(parts & _parts(one[1])), -imported[one[1]]

    found = sorted(offered, key=rank)[:NAMES]
    sources = architecture.contents(dict.fromkeys(path for path, _ in found))
    told = {path: signatures(source, [name for at, name in found if at == path]) for path, source in sources.items()}
    return tuple(Usable(path, name, told[path][name]) for path, name in found if name in told[path])


def _parts(name: str) -> set[str]:
    """The words that a name is made of, but for the shortest: `retry`, `transport` of `RetryTransport`."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name) if len(word) > SHORT}


def _imported(architecture: Architecture, paths: Iterable[str]) -> Counter[str]:
    """Name -> how many files import it that look at some files and are none of these; of many files only the first."""
    own = {*paths}
    sources = {source for path in own for source in architecture.facts.importers(stem_of(path))}
    looked = [path for path in sorted(sources - own) if _is_read(architecture, path)][:IMPORTERS]
    architecture.expect_inventories(looked)
    return Counter(name for path in looked for name in {one.name for one in architecture.inventory(path).imports})


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
    """File -> so many lines of signatures, all files together: half of them for names, the rest for the methods of
    these, and for more names where there is still room.
    """
    first = names[: -(-most // 2)]
    lines = [(one, one.lines[0]) for one in first]
    lines += [(one, line) for one in first for line in one.lines[1:]]
    lines += [(one, one.lines[0]) for one in names[len(first) :]]
    lines += [(one, line) for one in names[len(first) :] for line in one.lines[1:]]
    order = {one: number for number, one in enumerate(names)}
    found: dict[str, list[str]] = {}
    for one, line in sorted(lines[:most], key=lambda told: order[told[0]]):
        found.setdefault(one.path, []).append(line)
    return found
