from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.cache.encoding import dumps, loads
from archhook.check.state import breaches_from, config_from, file_from, node_from, row_from
from archhook.model.config import Config, Pytest
from archhook.model.findings import Breach
from archhook.model.nodes import Declared, FileFact, Link, Node, Row, Spot, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Spot("", 1, 5)
NODE = Node(
    "task", "", "T-1", "a name", "a doc", "architecture.py", "TaskOne", 1, True,
    links=(("implements", (Link("D-1", HERE),)),), file="src/a.py", file_spot=Spot("architecture.py", 7, 1),
    declares=(("classes", (Declared("A", HERE), Declared("B", HERE))), ("globals", (Declared("x", HERE),))),
    planned=True, waives=(Waiver("INV403", "because", HERE),),
)  # fmt: skip
DESIGN = Node(
    "design", "", "D-1", "", "", "a.py", "D", 1, False,
    figures=(("estimated", (("memory_mb", 1.5), ("iops", 3))),), adopted=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "back"),
    [
        (NODE, node_from),
        (DESIGN, node_from),
        (Row("design", "", True, (("requires", ("D-2",)),), (("implements", ("T-1",)),), ("I-1",)), row_from),
        (FileFact("100644", "ab", "governed"), file_from),
        (Config(exclude=("a", "b"), severity=(("INV405", "off"),), strict=True), config_from),
        (Config(pytest=Pytest("tox.ini", testpaths=("t",), everywhere=True)), config_from),
        ((Breach("INV403", "m", ("declared", "T-1", "functions", "f"), "T-1", "a.py", "f", "fix"),), breaches_from),
    ],
    ids=["task", "design", "row", "file", "config", "pytest", "breaches"],
)
def test_a_record_survives_the_store(record: object, back: Callable[[object], object]) -> None:
    found = back(loads(dumps(record)))
    assert found == record
    assert type(found) is type(record)
    assert repr(found) == repr(record)


@pytest.mark.parametrize("back", [node_from, row_from, file_from, breaches_from])
@pytest.mark.parametrize("plain", [[1], [["x"] * 40], 7, [[]], {"a": 1}])
def test_what_is_no_record_is_refused(back: Callable[[object], object], plain: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        back(plain)
