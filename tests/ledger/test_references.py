"""LED002 and LED003: ids that two nodes share, references that name nothing or the wrong kind."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, read

NODES = """
class Goal(Intent): '''[I-1] Goal.'''
class Need(Requirement): '''[R-1] Need.'''
class Redis(Design): '''[D-1] Redis.'''
class Base(Design): pass
class Vault(Base): '''[D-2] Vault.'''
class Helper: pass
"""

UNKNOWN = [
    ("requires = ['D-7']", "'D-7'", "is the id of no node", "declare that design"),
    ("requires = ['[D-7]']", "'[D-7]'", "is the id of no node", "declare that design"),
    ("requires = ['Redis']", "'Redis'", "is the id of no node", 'write its id, "D-1"'),
    ("requires = ['Rediss']", "'Rediss'", "is the id of no node", 'did you mean "D-1"?'),
    ("requires = ['']", "''", "is the id of no node", "name a design that there is, or remove the reference"),
    ("requires = ['d-1']", "'d-1'", "is the id of no node", 'did you mean "D-1"?'),
    ("requires = ['D-11']", "'D-11'", "is the id of no node", 'did you mean "D-1"?'),
    ("requires = ['[D-11]']", "'[D-11]'", "is the id of no node", 'did you mean "D-1"?'),
    ("requires = ['R-2']", "'R-2'", "is the id of no node", 'did you mean "D-2"?'),
    ("requires = ['Q-5']", "'Q-5'", "is the id of no node", "name a design that there is, or remove the reference"),
    ("satisfies = ['Q-5']", "'Q-5'", "is the id of no node", "name a requirement that there is"),
    ("satisfies = ['R-5']", "'R-5'", "is the id of no node", "declare that requirement, or name another"),
    ("requires = ['X-Y-Z']", "'X-Y-Z'", "is the id of no node", "name a design that there is"),
    ("requires = [Rediss]", "Rediss", "is bound to nothing", "did you mean 'Redis'?"),
    ("requires = Rediss", "Rediss", "is bound to nothing", "did you mean 'Redis'?"),
    ("requires = [Later]", "Later", "is not bound yet", 'write its id, "D-8"'),
    ("requires = [Latre]", "Latre", "is bound to nothing", 'did you mean "D-8"?'),
    ("requires = [Helper]", "Helper", "is no node", "declare"),
    ("requires = [Base]", "Base", "is no node", "declare"),
    ("requires = [Design]", "Design", "is no node", "declare"),
    ("requires = [Need]", "Need", "takes a design; R-1 is a requirement", "name a design"),
    ("requires = ['I-1']", "'I-1'", "takes a design; I-1 is an intent", 'name a design: did you mean "D-1"?'),
    ("satisfies = ['I-1']", "'I-1'", "takes a requirement; I-1 is an intent", 'did you mean "R-1"?'),
    ("satisfies = ['Goal']", "'Goal'", "is the id of no node", "name a requirement that there is"),
]


@pytest.mark.parametrize(("line", "name", "why", "fix"), UNKNOWN)
def test_a_reference_to_nothing_or_to_the_wrong_kind(line: str, name: str, why: str, fix: str) -> None:
    reading = read(
        f"{NODES}class A(Design):\n    '''[D-9] A.'''\n    {line}\nclass Later(Design): '''[D-8] Later.'''\n"
    )
    assert [(b.code, b.node, b.symbol, b.anchor[2]) for b in reading.breaches] == [
        ("LED003", "D-9", name.strip("'"), 11)
    ]
    assert reading.breaches[0].message.startswith(f"D-9 names {name} in `{line.split()[0]}`, which ")
    assert why in reading.breaches[0].message
    assert fix in reading.breaches[0].fix
    assert next(node for node in reading.nodes if node.id == "D-9").links == ()


FILE = "test_file = 'a.py'; test_functions = '*'"
KNOWN = [
    ("Design", "D-9", "requires = [Redis, 'D-2']", ("requires", ("D-1", "D-2"))),
    ("Design", "D-9", "requires = ['[D-01]']", ("requires", ("D-1",))),
    ("Design", "D-9", "requires = ['D-9']", ("requires", ("D-9",))),
    ("Design", "D-9", "requires = ['D-8']", ("requires", ("D-8",))),
    ("Design", "D-9", "requires = (Redis,)", ("requires", ("D-1",))),
    ("Design", "D-9", "requires = {Vault, Redis}", ("requires", ("D-1", "D-2"))),
    ("Design", "D-9", "conflicts_with = [Redis, Redis]", ("conflicts_with", ("D-1",))),
    ("Task", "T-1", "file_path = 'a.py'; implements = 'D-1'", ("implements", ("D-1",))),
    (
        "UserAcceptanceTest",
        "UAT-1",
        f"{FILE}; verifies = Goal",
        ("verifies", ("I-1",)),
    ),
    ("SystemTest", "ST-1", f"{FILE}; verifies = Need", ("verifies", ("R-1",))),
    ("IntegrationTest", "IT-1", f"{FILE}; verifies = Redis", ("verifies", ("D-1",))),
]


@pytest.mark.parametrize(("kind", "node_id", "line", "links"), KNOWN)
def test_references_by_class_and_by_id(kind: str, node_id: str, line: str, links: tuple[str, tuple[str, ...]]) -> None:
    text = f"{NODES}class A({kind}):\n    '''[{node_id}] A.'''\n    {line}\nclass Later(Design): '''[D-8] Later.'''\n"
    reading = read(text)
    assert reading.breaches == ()
    node = next(node for node in reading.nodes if node.id == node_id)
    assert node.targets(links[0]) == links[1]


def test_a_constructor_may_name_what_is_defined_further_down() -> None:
    reading = read(
        "class A(Design):\n    def __init__(self): super().__init__('D-1', 'A', [], requires=[B])\n"
        "class B(Design): '''[D-2] B.'''\n"
    )
    assert reading.breaches == ()
    assert reading.nodes[0].targets("requires") == ("D-2",)


def test_a_test_must_verify_a_node_of_its_level() -> None:
    reading = read(f"{NODES}class A(SystemTest):\n    '''[ST-1] A.'''\n    verifies = Redis; {FILE}\n")
    assert [(b.code, b.fix) for b in reading.breaches] == [("LED003", "name a requirement")]


def test_a_broken_reference_is_told_once_for_each_node_and_field() -> None:
    both = "    requires = ['D-7', 'D-7']\n    conflicts_with = ['D-7']\n"
    reading = read(
        f"class A(Design):\n    '''[D-1] A.'''\n{both}class B(Design):\n    '''[D-2] B.'''\n    requires = ['D-7']\n"
    )
    assert [(b.code, b.node) for b in reading.breaches] == [("LED003", "D-1"), ("LED003", "D-1"), ("LED003", "D-2")]


def test_an_id_that_is_taken_is_one_breach_at_the_second_place() -> None:
    reading = read(
        "class A(Intent): '''[I-1] A.'''\nclass B(Intent): '''[I-01] B.'''\nclass C(Intent): '''I-1 C.'''\n"
        "class D(Requirement):\n    '''[R-1] D.'''\n    derived_from = [B]\n"
    )
    assert [(b.code, b.node, b.anchor) for b in reading.breaches] == [
        ("LED002", "I-1", ("place", "architecture.py", 3, 1))
    ]
    assert reading.breaches[0].message == "B has the id I-1, which A has already (architecture.py:2:1)"
    assert [(node.id, node.name) for node in reading.nodes] == [("I-1", "A"), ("R-1", "D")]
    assert reading.nodes[1].targets("derived_from") == ("I-1",)


def test_references_of_a_second_node_with_an_id_are_looked_at_too() -> None:
    reading = read("class A(Design): '''[D-1] A.'''\nclass B(Design):\n    '''[D-1] B.'''\n    requires = ['D-7']\n")
    assert codes(reading) == ["LED002", "LED003"]
