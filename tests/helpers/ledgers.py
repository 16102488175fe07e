"""Ledgers written in tests, read from source and live."""

from __future__ import annotations

import itertools
import sys
import types
from typing import TYPE_CHECKING

from archhook.ledger.source import read_ledger
from archhook.live import read_live
from archhook.model.nodes import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.ledger.source import Reading
    from archhook.model.nodes import Node

IMPORTS = (
    "from archhook import (Design, IntegrationTest, Intent, Requirement, ResourceConstraints, SystemTest, Task,"
    " Test, UnitTest, UserAcceptanceTest, validate_architecture)\n"
)
HEAD = '''

class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]


class How(Design):
    """[D-1] How."""

    satisfies = [What]


'''
"""An Intent, a Requirement and a Design, behind the import of the metamodel."""
NAMES = map("ledger_under_test_{}".format, itertools.count())
NOWHERE = Spot("", 0, 0)


def read(text: str, *, imports: bool = True) -> Reading:
    """The reading of a single-file ledger; line 1 is the import of the metamodel unless `imports` is off."""
    source = (IMPORTS if imports else "") + text
    return read_ledger({"architecture.py": source.encode()}, "architecture.py")


def read_package(modules: Mapping[str, str], entry: str = "architecture/__init__.py") -> Reading:
    """The reading of a ledger package; `I` at the beginning of a module stands for the import of the metamodel."""
    texts = {path: IMPORTS + text[2:] if text.startswith("I\n") else text for path, text in modules.items()}
    return read_ledger({path: text.encode() for path, text in texts.items()}, entry)


def sound(text: str, *, imports: bool = True) -> dict[str, Node]:
    """The nodes by id of a ledger that has no breaches."""
    reading = read(text, imports=imports)
    assert reading.breaches == ()
    return {node.id: node for node in reading.nodes}


def codes(reading: Reading) -> list[str]:
    """The codes of the breaches, by place."""
    return [breach.code for breach in reading.breaches]


def live(text: str, lists: str | None = None, *, imports: bool = True) -> Reading:
    """The reading of a ledger that really ran. `lists`: an expression in its names, a dict of what it hands over."""
    name = next(NAMES)
    module = types.ModuleType(name)
    sys.modules[name] = module
    try:
        exec(compile((IMPORTS if imports else "") + text, "architecture.py", "exec"), module.__dict__)
        handed = eval(lists, module.__dict__) if lists else {}
        return read_live(handed, {name: "architecture.py"}, "architecture.py")
    finally:
        del sys.modules[name]


def without_places(nodes: Iterable[Node]) -> Iterator[Node]:
    """Nodes as both readings must give them: positions apart."""
    for node in nodes:
        links = tuple((f, tuple(one._replace(spot=NOWHERE) for one in many)) for f, many in node.links)
        declares = tuple((f, tuple(one._replace(spot=NOWHERE) for one in many)) for f, many in node.declares)
        waives = tuple(one._replace(spot=NOWHERE) for one in node.waives)
        place = NOWHERE if node.file_spot is not None else None
        yield node._replace(column=0, links=links, declares=declares, waives=waives, file_spot=place)
