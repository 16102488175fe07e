"""`impact` against a brute-force oracle on random ledgers, and the tests that pytest is given."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from helpers.asking import architecture_of
from helpers.facts import facts_of
from helpers.graphs import architectures, without_links_to_nothing
from helpers.ledgers import sound
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.model.nodes import sort_key
from archhook.query.architecture import Snapshot
from archhook.query.changed import change_of, change_since
from archhook.query.impact import document, impact
from archhook.query.spread import spread
from archhook.query.subject import subject_of
from archhook.query.tests_to_run import Change

if TYPE_CHECKING:
    from archhook.model.nodes import Node


def oracle(nodes: dict[str, Node], changed: set[str]) -> set[str]:
    """What a change reaches, written down from the definition: sets, joined until nothing is added."""

    def naming(field: str, targets: set[str]) -> set[str]:
        return {n.id for n in nodes.values() if n.in_force and set(n.targets(field)) & targets}

    def named(field: str, sources: set[str]) -> set[str]:
        return {t for s in sources for t in nodes[s].targets(field) if nodes[t].in_force}

    def until(start: set[str], *fields: str) -> set[str]:
        while True:
            more = {one for field in fields for one in naming(field, start)} - start
            if not more:
                return start
            start = start | more

    def of(kind: str, ids: set[str]) -> set[str]:
        return {one for one in ids if nodes[one].kind == kind}

    down = until(set(changed), "derived_from", "satisfies", "implements")
    designs = until(of("design", down) | named("implements", down), "requires")
    tasks = of("task", down) | naming("implements", designs)
    requirements = of("requirement", down) | named("satisfies", designs)
    intents = of("intent", down) | named("derived_from", requirements)
    reached = down | designs | tasks | requirements | intents
    return reached | naming("verifies", reached)


@settings(max_examples=30, deadline=None)
@given(architectures(), st.data())
def test_it_is_what_the_definition_says(drawn: dict[str, Node], data: st.DataObject) -> None:
    nodes = without_links_to_nothing(drawn)
    if not nodes:
        return
    changed = data.draw(st.sets(st.sampled_from(sorted(nodes)), min_size=1, max_size=3))
    rows = facts_of(nodes.values(), {}, {}).rows
    reached = spread(rows, changed)
    assert set(reached) == oracle(nodes, changed)
    for node_id, (by, link) in reached.items():
        if node_id in changed:
            assert (by, link) == ("", "")
        else:  # it came along a link that is there, from what was reached
            assert by in reached
            assert by in nodes[node_id].targets(link) or node_id in nodes[by].targets(link)
    architecture = architecture_of(nodes.values())
    whole, near = (impact(architecture, Change(tuple(changed)), most) for most in (None, 1))
    assert [one.id for one in whole.reached] == sorted(reached, key=sort_key)
    assert whole.counts == near.counts == tuple(Counter(nodes[one.id].kind for one in whole.reached).items())
    assert set(near.reached) <= set(whole.reached)
    assert [nodes[one.id].kind for one in near.reached] == [kind for kind, _ in near.counts]
    assert near.whole == (dict(near.counts).get("test", 0) < 2)


LEDGER = '''
class Fast(Intent):
    """[I-1] Chats feel instant."""

class Latency(Requirement):
    """[R-1] A message arrives within 100 ms."""
    derived_from = [Fast]

class Safe(Requirement):
    """[R-2] No message is lost."""
    derived_from = [Fast]

class Pool(Design):
    """[D-1] A pool of connections."""
    satisfies = [Safe]

class PubSub(Design):
    """[D-2] Redis pub/sub."""
    satisfies = [Latency]
    requires = [Pool]

class PoolTask(Task):
    """[T-1] The pool."""
    implements = Pool
    file_path = "src/pool.py"
    functions = ["take"]

class Client(Task):
    """[T-2] The client."""
    implements = PubSub
    file_path = "src/client.py"
    functions = ["publish"]

class Unit(UnitTest):
    """[UT-1] The pool alone."""
    verifies = Pool
    test_file = "tests/test_pool.py"
    test_functions = "*"

class ClientUnit(UnitTest):
    """[UT-2] The client alone."""
    verifies = PubSub
    test_file = "tests/test_client.py"
    test_functions = ["test_publish", "TestRedis::test_close", "test_deep", "test_gone"]

class System(SystemTest):
    """[ST-1] Speed."""
    verifies = Latency
    test_file = "tests/slow/test_speed.py"
    test_functions = ["test_speed"]
'''
SOURCES = {
    "architecture.py": "",
    "src/pool.py": "def take():\n    pass\n",
    "src/client.py": "def publish():\n    pass\n",
    "src/stray.py": "",
    "tests/conftest.py": "",
    "tests/slow/conftest.py": "",
    "tests/test_stray.py": "def test_it():\n    assert str(1)\n",
    "tests/test_pool.py": "def test_a():\n    print()\n\n\nclass TestB:\n    def test_b(self):\n        print()\n",
    "tests/test_client.py": (
        "def test_publish():\n    print()\n\n\nclass TestRedis:\n    def test_close(self):\n        print()\n\n"
        "    def test_deep(self):\n        assert str(1)\n\n\ndef test_other():\n    assert str(1)\n"
    ),
    "tests/slow/test_speed.py": "def test_speed():\n    assert str(1)\n",
}
POOL = ["tests/test_pool.py"]  # all of the file is declared, with "*"
CLIENT = [f"tests/test_client.py::{name}" for name in ("TestRedis::test_close", "TestRedis::test_deep", "test_publish")]
SPEED = ["tests/slow/test_speed.py::test_speed"]


@pytest.mark.parametrize(
    ("words", "reached", "tests"),
    [
        ("src/client.py", "I-1 R-1 D-2 T-2 ST-1 UT-2", [*SPEED, *CLIENT]),
        ("src/client.py:publish", "I-1 R-1 D-2 T-2 ST-1 UT-2", [*SPEED, *CLIENT]),
        ("src/pool.py", "I-1 R-1 R-2 D-1 D-2 T-1 T-2 ST-1 UT-1 UT-2", [*SPEED, *CLIENT, *POOL]),
        ("R-1", "I-1 R-1 D-2 T-2 ST-1 UT-2", [*SPEED, *CLIENT]),
        ("UT-1", "UT-1", POOL),
        ("tests/test_pool.py", "UT-1", POOL),
        ("tests/test_stray.py", "", ["tests/test_stray.py"]),
        (
            "tests/conftest.py",
            "",
            ["tests/slow/test_speed.py", *(f"tests/test_{one}.py" for one in ("client", "pool", "stray"))],
        ),
        ("tests/slow/conftest.py", "", ["tests/slow/test_speed.py"]),
        ("src/stray.py", "", []),
    ],
)
def test_what_is_reached_and_run(words: str, reached: str, tests: list[str]) -> None:
    architecture = architecture_of(sound(LEDGER).values(), SOURCES)
    answer = impact(architecture, change_of(architecture, [subject_of(architecture, words)]))
    assert " ".join(one.id for one in answer.reached) == reached
    assert list(answer.run.tests) == tests
    assert answer.undeclared == (("src/stray.py",) if words == "src/stray.py" else ())
    json.dumps(document(answer, Snapshot()))


def changed(old_ledger: str, new_ledger: str, old: dict[str, str], new: dict[str, str]) -> Change:
    before, after = (
        architecture_of(sound(ledger).values(), sources) for ledger, sources in ((old_ledger, old), (new_ledger, new))
    )
    for one in (before, after):  # the id of an object is its content
        sources = old if one is before else new
        one.files = {path: fact._replace(oid=sources[path]) for path, fact in one.files.items()}
    return change_since(before, after)


def test_nothing_that_differs_is_no_change() -> None:
    assert changed(LEDGER, LEDGER, SOURCES, SOURCES) == Change(())


@pytest.mark.parametrize(
    ("old", "new", "ids", "below"),
    [
        ("[D-1] A pool of connections", "[D-1] A pool of 10 connections", {"D-1"}, {"R-2"}),
        ("class Pool(Design):", "# a comment\n\nclass Pool(Design):", set(), set()),
        ("[T-2] The client", "[T-9] The client", set(), set()),
        ('    functions = ["publish"]', '    functions = ["publish", "more"]', {"T-2"}, {"D-2"}),
        ("    satisfies = [Safe]", "    satisfies = [Safe, Latency]", {"D-1"}, {"R-2"}),
    ],
    ids=["docstring", "moved", "renumbered", "symbols", "link"],
)
def test_nodes_that_mean_something_else_changed(old: str, new: str, ids: set[str], below: set[str]) -> None:
    assert old in LEDGER
    change = changed(LEDGER, LEDGER.replace(old, new), SOURCES, SOURCES)
    assert (set(change.ids), set(change.below)) == (ids, below)


def test_what_a_removed_task_implemented_is_reached_from_there_upwards() -> None:
    start = LEDGER.index("class Client(Task)")
    gone = LEDGER[:start] + LEDGER[LEDGER.index("class Unit(UnitTest)") :]
    change = changed(LEDGER, gone, SOURCES, SOURCES)
    assert (change.ids, change.below) == ((), ("D-2",))
    reached = impact(architecture_of(sound(gone).values(), SOURCES), change).reached
    assert [one.id for one in reached] == ["I-1", "R-1", "D-2", "ST-1", "UT-2"]


def test_files_that_differ_change_who_declares_them() -> None:
    new = {
        **SOURCES,
        "src/client.py": "other",
        "src/new.py": "",
        "tests/test_new.py": "def test_x():\n    assert str(1)\n",
    }
    del new["src/stray.py"]
    change = changed(LEDGER, LEDGER, SOURCES, new)
    assert change[:5] == (("T-2",), (), ("tests/test_new.py",), ("src/new.py", "src/stray.py"), ())
    others = ("src/new.py", "src/stray.py", "tests/test_new.py")
    assert change.files == (("src/client.py", ("T-2",)), *((path, ()) for path in others))
    assert change.imported == tuple((path, "") for path in ("src/client.py", *others))
    assert change.meant == ()  # the code changed, not what the ledger says of it


def test_a_file_that_its_task_left_is_a_change_of_that_task() -> None:
    new = {**SOURCES, "src/other.py": SOURCES["src/client.py"]}
    del new["src/client.py"]
    change = changed(LEDGER, LEDGER.replace("src/client.py", "src/other.py"), SOURCES, new)
    assert set(change.ids) == {"T-2"}
