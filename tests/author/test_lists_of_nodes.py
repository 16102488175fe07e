"""New nodes in ledgers that say which nodes are in force: the list that is handed over is the one that gets them."""

from __future__ import annotations

import pytest
from helpers.ledgers import HEAD, IMPORTS

from archhook.author.apply_changes import apply
from archhook.author.ledger_changes import Added, Changes, Ledger
from archhook.ledger.source import read_ledger

PATH = "architecture.py"
OLD = '''class Old(Task):
    """[T-1] Old."""

    implements = How
    file_path = "src/m.py"
'''
NEW = '''class New(Task):
    """[T-2] It is new."""

    implements = How
    file_path = "src/n.py"
    globals = ["X"]
'''
CALL = "\n\n{}validate_architecture([Why()], [What()], [How()], {})\n"
ADDED = Added("T-2", "task", "", "New", "It is new.", "D-1", "src/n.py", (("globals", ("X",)),), "T-1")


def after(tail: str, old: str = OLD) -> str:
    """The ledger with a new node, without its head."""
    source = IMPORTS + HEAD + old + tail
    reading = read_ledger({PATH: source.encode()}, PATH)
    assert not reading.breaches
    nodes = {node.id: node for node in reading.nodes}
    done = apply(Ledger({PATH: source.encode()}, PATH, nodes, reading.lines), Changes(added=(ADDED,)))
    assert not done.failed
    return done.sources[PATH].decode().removeprefix(IMPORTS + HEAD)


@pytest.mark.parametrize(
    ("before", "value", "bound", "now"),
    [
        ("old = Old()\n", "[old]", "old = Old()\n", "[old, New()]"),
        ("old = Old()\n", "[*[old]]", "old = Old()\n", "[*[old], New()]"),
        ("old = Old()\n", "[old] + []", "old = Old()\n", "[old] + [New()]"),
        ("old = Old()\nALL = [old]\n", "ALL", "old = Old()\nALL = [old, New()]\n", "ALL"),
        ("ALL = [one() for one in (Old,)]\n", "ALL", "ALL = [one() for one in (Old, New,)]\n", "ALL"),
        ("", "[Old() for _ in range(1)]", "", "[*[Old() for _ in range(1)], New()]"),
        ("ALL = [Old() for _ in range(1)]\n", "ALL", "ALL = [*[Old() for _ in range(1)], New()]\n", "ALL"),
        # a list that mentions the neighbour, and is not the one that is handed over
        ("FIRST = [Old]\nold = Old()\n", "[old]", "FIRST = [Old]\nold = Old()\n", "[old, New()]"),
    ],
)
def test_a_new_node_is_handed_over(before: str, value: str, bound: str, now: str) -> None:
    assert after(CALL.format(before, value)) == f"{OLD}\n\n{NEW}{CALL.format(bound, now)}"


@pytest.mark.parametrize("items", ["[Old]", "(Old,)", "ALL"])
def test_what_a_loop_writes_into_some_classes_is_not_the_new_one_s(items: str) -> None:
    old = OLD.replace('    file_path = "src/m.py"\n', "")
    bound = "ALL = [Old]\n" if items == "ALL" else ""
    loop = f'\n\n{bound}for one in {items}:\n    one.file_path = "src/m.py"\n'
    assert after(loop, old) == f"{old}\n\n{NEW}{loop}"


def test_a_neighbour_on_one_line() -> None:
    old = 'class Old(Task): "[T-1] Old."; implements = How; file_path = "src/m.py"\n'
    assert after("", old) == f"{old}\n\n{NEW}"


def test_a_list_of_another_module() -> None:
    sources = {
        "architecture/__init__.py": IMPORTS + "from .designs import *\nfrom .tasks import ALL as TASKS\n"
        "\nvalidate_architecture([Why()], [What()], [How()], TASKS)\n",
        "architecture/designs.py": IMPORTS + HEAD,
        "architecture/tasks.py": IMPORTS + "from .designs import How\n\n\n" + OLD + "\n\nold = Old()\nALL = [old]\n",
    }
    encoded = {path: text.encode() for path, text in sources.items()}
    entry = "architecture/__init__.py"
    reading = read_ledger(encoded, entry)
    assert not reading.breaches
    done = apply(
        Ledger(encoded, entry, {node.id: node for node in reading.nodes}, reading.lines), Changes(added=(ADDED,))
    )
    assert (done.failed, [*done.sources]) == ({}, ["architecture/tasks.py"])
    assert done.sources["architecture/tasks.py"].decode().endswith(f"{NEW}\n\nold = Old()\nALL = [old, New()]\n")
