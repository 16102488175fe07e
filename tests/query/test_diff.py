"""What differs between two architectures, against the definition and in a table of cases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.graphs import architectures, without_links_to_nothing
from helpers.ledgers import sound
from hypothesis import given, settings

from archhook.query.diff import difference, difference_document, render

if TYPE_CHECKING:
    from archhook.model.nodes import Node


@settings(max_examples=30, deadline=None)
@given(architectures(), architectures())
def test_every_node_is_told_once_and_those_that_are_equal_never(one: dict[str, Node], other: dict[str, Node]) -> None:
    old, new = without_links_to_nothing(one), without_links_to_nothing(other)
    answer = difference(old.values(), new.values())  # here a class is named as its node: nothing is renamed
    assert {node.id for node in answer.added} == new.keys() - old.keys()
    assert {node.id for node in answer.removed} == old.keys() - new.keys()
    both = old.keys() & new.keys()
    assert {change.id for change in answer.changed} == {
        node_id
        for node_id in both
        if old[node_id].in_force != new[node_id].in_force
        or any(old[node_id].targets(field) != new[node_id].targets(field) for field, _ in old[node_id].links)
        or any(old[node_id].targets(field) != new[node_id].targets(field) for field, _ in new[node_id].links)
    }
    assert answer.renamed == ()
    back = difference(new.values(), old.values())
    assert (back.added, back.removed) == (answer.removed, answer.added)
    json.dumps(difference_document(answer))


LEDGER = '''
class Goal(Intent):
    """[I-1] A goal. It is good."""

class Need(Requirement):
    """[R-1] A need."""
    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=100)

class Way(Design):
    """[D-1] A way."""
    satisfies = [Need]

class Work(Task):
    """[T-1] Work."""
    implements = Way
    file_path = "a.py"
    functions = ["f", "g"]
'''


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[I-1] A goal. It is good.", "[I-1] A goal. It is better.",
         "~ I-1 A goal\n    doc:\n      - A goal. It is good.\n      + A goal. It is better.\n\n1 changed\n"),
        ('["f", "g"]', '["g", "h"]', "~ T-1 Work\n    functions: -f +h\n\n1 changed\n"),
        ('["f", "g"]', '["g", "f"]', "~ T-1 Work\n    functions: f,g -> g,f\n\n1 changed\n"),
        ("memory_mb=100", "memory_mb=128",
         "~ R-1 A need\n    budget memory_mb: 100 -> 128\n\n1 changed\n"),
        ('"a.py"', '"b.py"\n    planned = True',
         "~ T-1 Work\n    planned: false -> true\n    file: a.py -> b.py\n\n1 changed\n"),
        ("[D-1]", "[D-7]", "> D-1 is now D-7 A way\n\n1 renamed\n"),
        ('"""[D-1] A way."""', '"""[D-7] A way out."""',
         "> D-1 is now D-7 A way out\n    name: A way -> A way out\n"
         "    doc:\n      - A way.\n      + A way out.\n\n1 renamed\n"),
        ("    derived_from = [Goal]\n", "    derived_from = [Goal]\n    waives = {'TST507': 'later'}\n",
         "~ R-1 A need\n    waives TST507: unset -> later\n\n1 changed\n"),
        ("class Way(Design)", "\n\nclass Way(Design)", "no node differs\n"),
        ("satisfies = [Need]", 'satisfies = [Need]\n    layer = "top"\n    visible_to = []\n    packages = ["x"]',
         "~ D-1 A way\n    visible to: unset -> none\n    layer: unset -> top\n    packages: unset -> x\n"
         "\n1 changed\n"),
        ("satisfies = [Need]", 'satisfies = [Need]\n    forbids = ["D-1"]\n    interface = []',
         "~ D-1 A way\n    forbids: +D-1\n    interface: unset -> none\n\n1 changed\n"),
    ],
)  # fmt: skip
def test_what_is_told(old: str, new: str, told: str) -> None:
    assert old in LEDGER
    before, after = sound(LEDGER), sound(LEDGER.replace(old, new))
    assert render(difference(before.values(), after.values())) == told


def test_what_came_and_went() -> None:
    more = LEDGER + '\nclass Other(Intent):\n    """[I-2] Another goal."""\n'
    before, after = sound(LEDGER).values(), sound(more).values()
    assert render(difference(before, after)) == "+ I-2 Another goal\n\n1 added\n"
    assert render(difference(after, before)) == "- I-2 Another goal\n\n1 removed\n"


def test_a_list_of_which_an_empty_one_says_something() -> None:
    some = sound(LEDGER.replace("satisfies = [Need]", 'satisfies = [Need]\n    packages = ["x", "y"]')).values()
    none = sound(LEDGER.replace("satisfies = [Need]", "satisfies = [Need]\n    packages = []")).values()
    assert render(difference(some, none)) == "~ D-1 A way\n    packages: -x -y\n\n1 changed\n"
    assert render(difference(none, sound(LEDGER).values())) == "~ D-1 A way\n    packages: none -> unset\n\n1 changed\n"


def test_ids_that_shift_are_renamed_and_not_changed() -> None:
    def tasks(*names: str) -> str:
        return LEDGER + "".join(
            f'\nclass {name}(Task):\n    """[T-{number}] {name}."""\n'
            f'    implements = Way\n    file_path = "{name}.py"\n'
            for number, name in enumerate(names, 2)
        )

    answer = difference(sound(tasks("A", "B")).values(), sound(tasks("New", "A", "B")).values())
    assert [node.id for node in answer.added] == ["T-2"]
    assert [(one.before, one.id, one.fields) for one in answer.renamed] == [("T-2", "T-3", ()), ("T-3", "T-4", ())]
    assert (answer.changed, answer.removed) == ((), ())
