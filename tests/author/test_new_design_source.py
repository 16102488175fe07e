"""A new Design is written in the form of the one beside it, with the limits that it is given, in any ledger."""

from __future__ import annotations

import random

import pytest
from helpers.ledger_forms import made_up
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.author.apply_changes import Applied, apply
from archhook.author.ledger_changes import Added, Changes, Ledger
from archhook.ledger.source import read_ledger

INIT = "architecture/__init__.py"
LIMITS = (("layer", ("low",)), ("interface", ()), ("packages", ("b", "a")))
NEW = Added(
    "D-9", "design", "", "New", "Two files", "", "", LIMITS, "D-1", links=(("satisfies", ("R-1",)), ("visible_to", ())),
    waives=(("TST505", "later"),), doc="PLACEHOLDER: why.",
)  # fmt: skip
HEAD = '''from archhook import Design, Intent, Requirement


class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]


class Old(Design):
    """[D-1] Old."""

'''
LIMITED = """\
    visible_to = []
    layer = "low"
    interface = []
    packages = ["a", "b"]
    waives = {"TST505": "later"}
"""


def added(sources: dict[str, bytes], entry: str, new: Added) -> Applied:
    reading = read_ledger(sources, entry)
    return apply(
        Ledger(sources, entry, {node.id: node for node in reading.nodes}, reading.lines), Changes(added=(new,))
    )


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("    satisfies = [What]\n", f"    satisfies = [What]\n{LIMITED}"),
        ('    satisfies = ["R-1"]  # of it\n', f'    satisfies = ["R-1"]\n{LIMITED}'),
        (
            '    def __init__(self):\n        super().__init__("[D-1]", "Old", satisfies=[What])\n',
            f'{LIMITED}\n    def __init__(self):\n        super().__init__(\n            "[D-9]",\n'
            '            "Two files",\n            satisfies=[What],\n        )\n',
        ),
    ],
)
def test_a_new_design_has_the_form_of_its_neighbour(form: str, written: str) -> None:
    source = HEAD + form
    done = added({"architecture.py": source.encode()}, "architecture.py", NEW)
    text = f'\n\nclass New(Design):\n    """[D-9] Two files.\n\n    PLACEHOLDER: why.\n    """\n\n{written}'
    assert (done.failed, done.sources) == ({}, {"architecture.py": (source + text).encode()})


def test_what_its_neighbour_does_not_name_is_named_by_ids() -> None:
    source = HEAD + "    satisfies = [What]\n"
    new = NEW._replace(links=(("satisfies", ()), ("conflicts_with", ("D-1",))), names=(), waives=())
    done = added({"architecture.py": source.encode()}, "architecture.py", new._replace(links=new.links[1:]))
    assert done.sources["architecture.py"].endswith(b'\n    """\n\n    conflicts_with = ["D-1"]\n')


@settings(max_examples=100)
@given(st.integers(0, 2**32))
def test_in_any_ledger_a_new_design_is_borne_out_by_the_reader(seed: int) -> None:
    chance = random.Random(seed)
    sources = {path: text.encode() for path, text in made_up(chance).items()}
    entry = INIT if INIT in sources else "architecture.py"
    reading = read_ledger(sources, entry)
    designs = [node for node in reading.nodes if node.kind == "design" and node.in_force]
    if reading.breaches or not designs:
        return
    like = chance.choice(designs)
    served = (("satisfies", like.targets("satisfies")),) if like.targets("satisfies") else ()
    new = NEW._replace(id="D-new", class_name="DesignNew", like=like.id, links=(*served, ("visible_to", ())))
    done = added(sources, entry, new)
    assert not done.failed
    after = {node.id: node for node in read_ledger({**sources, **done.sources}, entry).nodes}
    assert after.keys() - {node.id for node in reading.nodes} == {"D-new"}
    assert after["D-new"].in_force
