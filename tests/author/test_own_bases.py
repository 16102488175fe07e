"""Nodes below a ledger's own base classes, whose constructors hand on what they take: edited, and beside them."""

from __future__ import annotations

import pytest
from helpers.ledgers import HEAD, IMPORTS, live, without_places

from archhook.author.apply_changes import Applied, apply
from archhook.author.ledger_changes import Added, Changes, Edit, Ledger, Names
from archhook.ledger.source import read_ledger
from archhook.sync.renumber import renumbered

PATH = "architecture.py"
BASES = {
    "positional": (
        "class Base(Task):\n    def __init__(self, file_path, id_tag, functions):\n"
        "        super().__init__(id_tag, 'A', implements=How, file_path=file_path, functions=functions)\n",
        '"src/m.py", "T-1", ["a"]',
    ),
    "keywords": (
        "class Base(Task):\n    def __init__(self, number, path, names=None):\n"
        "        super().__init__(number, 'A', How, path, functions=names)\n",
        '"T-1", names=["a"], path="src/m.py"',
    ),
    "keywords alone": (
        "class Base(Task):\n    def __init__(self, *, number, path, names):\n"
        "        Task.__init__(self, number, 'A', How, path, functions=names)\n",
        'number="T-1", names=["a"], path="src/m.py"',
    ),
    "whatever is named": (
        "class Base(Task):\n    def __init__(self, number, **more):\n"
        "        super().__init__(number, 'A', How, **more)\n",
        '"T-1", functions=["a"], file_path="src/m.py"',
    ),
    "a base of a base": (
        "class Inner(Task):\n    def __init__(self, names, path, number):\n"
        "        super().__init__(number, 'A', How, path, functions=names)\n\n\n"
        "class Base(Inner):\n    def __init__(self, one, two):\n        super().__init__(two, 'src/m.py', one)\n",
        '"T-1", ["a"]',
    ),
    "kept on self": (
        "class Base(Task):\n    def __init__(self, number, path, names):\n"
        "        super().__init__(number, 'A', How, path)\n        self.functions = names\n",
        '"T-1", "src/m.py", ["a"]',
    ),
}
NODE = "\n\nclass Old(Base):\n    def __init__(self):\n        super().__init__({})\n"
MORE = Names("functions", ("b", "c"), ("a",))


def ledger_of(base: str) -> Ledger:
    own, arguments = BASES[base]
    source = (IMPORTS + HEAD + own + NODE.format(arguments)).encode()
    reading = read_ledger({PATH: source}, PATH)
    assert not reading.breaches
    return Ledger({PATH: source}, PATH, {node.id: node for node in reading.nodes}, reading.lines)


def same_live(done: Applied) -> str:
    """The new source; both readings of it give the same nodes."""
    assert not done.failed
    text = done.sources[PATH].decode()
    nodes = without_places(read_ledger({PATH: text.encode()}, PATH).nodes)
    assert [*nodes] == [*without_places(live(text, imports=False).nodes)]
    return text


@pytest.mark.parametrize("base", BASES)
def test_names_go_into_what_the_base_hands_on(base: str) -> None:
    text = same_live(apply(ledger_of(base), Changes((Edit("T-1", (MORE,)),))))
    assert BASES[base][1].replace('"a"', '"b", "c"') in text


@pytest.mark.parametrize("base", BASES)
def test_a_list_that_the_base_does_not_take_is_an_attribute(base: str) -> None:
    edit = Edit("T-1", (MORE, Names("globals", ("X",))))
    text = same_live(apply(ledger_of(base), Changes((edit,))))
    if base == "whatever is named":
        assert 'globals=["X"]' in text
    else:
        assert 'class Old(Base):\n    globals = ["X"]\n\n    def __init__(self):\n' in text


@pytest.mark.parametrize("base", [one for one in BASES if one != "a base of a base"])
def test_a_file_that_moved_is_followed(base: str) -> None:
    text = same_live(apply(ledger_of(base), Changes((Edit("T-1", file="lib/m.py"),))))
    assert BASES[base][1].replace("src/m.py", "lib/m.py") in text


def test_what_the_base_writes_itself_is_left_to_a_person() -> None:
    done = apply(ledger_of("a base of a base"), Changes((Edit("T-1", file="lib/m.py"),)))
    assert done.failed.keys() == {"T-1"}


@pytest.mark.parametrize("base", BASES)
def test_a_new_node_beside_it_is_derived_from_the_metamodel_s_class(base: str) -> None:
    added = Added("T-2", "task", "", "New", "It is new.", "D-1", "src/n.py", (("globals", ("X",)),), "T-1")
    text = same_live(apply(ledger_of(base), Changes((Edit("T-1", (MORE,)),), (added,))))
    assert '\n\nclass New(Task):\n    """[T-2] It is new."""\n' in text
    assert 'implements="D-1"' in text


def test_a_base_of_another_module() -> None:
    own, arguments = BASES["positional"]
    sources = {
        "architecture/__init__.py": b"from . import tasks\n",
        "architecture/designs.py": (IMPORTS + HEAD).encode(),
        "architecture/bases.py": f"from .designs import *\n{IMPORTS}\n\n{own}".encode(),
        "architecture/tasks.py": ("from .bases import Base as B\n" + NODE.format(arguments))
        .replace("(Base)", "(B)")
        .encode(),
    }
    entry = "architecture/__init__.py"
    reading = read_ledger(sources, entry)
    nodes = {node.id: node for node in reading.nodes}
    added = Added("T-2", "task", "", "New", "It is new.", "D-1", "src/n.py", (), "T-1")
    done = apply(Ledger(sources, entry, nodes, reading.lines), Changes((Edit("T-1", (MORE,)),), (added,)))
    assert not done.failed
    text = done.sources["architecture/tasks.py"].decode()
    assert '"src/m.py", "T-1", ["b", "c"]' in text
    assert "class New(Task):" in text and "import Base as B, Task\n" in text


@pytest.mark.parametrize("base", BASES)
def test_an_id_that_is_taken_twice_is_found_where_the_base_takes_it(base: str) -> None:
    ledger = ledger_of(base)
    text = ledger.sources[PATH].decode()
    twice = text + NODE.format(BASES[base][1].replace("src/m.py", "src/n.py")).replace("Old", "New")
    new, moves = renumbered({PATH: twice.encode()}, PATH, ledger.nodes)
    assert [(one.old, one.new) for one in moves] == [("T-1", "T-2")]
    assert new[PATH].decode().count('"T-2"') == 1
