"""One node whole, and the list of nodes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.asking import architecture_of
from helpers.graphs import architectures, without_links_to_nothing
from helpers.ledgers import sound
from hypothesis import given, settings

from archhook.model.findings import Finding
from archhook.model.nodes import LINKS, sort_key
from archhook.query.architecture import Snapshot
from archhook.query.node_list import FIELDS, cell, listing, render_plain, render_table
from archhook.query.show import document, render, show

if TYPE_CHECKING:
    from archhook.model.nodes import Node


@settings(max_examples=30, deadline=None)
@given(architectures())
def test_a_node_is_shown_with_all_that_name_it(drawn: dict[str, Node]) -> None:
    nodes = without_links_to_nothing(drawn)
    architecture = architecture_of(nodes.values())
    for one in nodes.values():
        shown = show(architecture, one.id)
        assert {(field, other) for field, others in shown.named_by for other in others} == {
            (field, other.id)
            for other in nodes.values()
            for field in LINKS[other.kind]
            if other.in_force and one.id in other.targets(field)
        }
        json.dumps(document(shown, Snapshot()))
        assert one.id in render(shown)


@settings(max_examples=30, deadline=None)
@given(architectures())
def test_every_node_in_force_is_listed_once(drawn: dict[str, Node]) -> None:
    nodes = without_links_to_nothing(drawn)
    architecture = architecture_of(nodes.values())
    assert [row["id"] for row in listing(architecture)] == sorted(
        (one.id for one in nodes.values() if one.in_force), key=sort_key
    )
    for kind in LINKS:
        rows = listing(architecture, kind, ("id", "kind"), everything=True)
        assert [row["id"] for row in rows] == sorted((o.id for o in nodes.values() if o.kind == kind), key=sort_key)
        assert {row["kind"] for row in rows} <= {kind}


LEDGER = '''
class Goal(Intent):
    """[I-1] A goal."""

class Need(Requirement):
    """[R-1] A need."""
    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=100)

class Way(Design):
    """[D-1] A way.

    It has its reasons.
    """
    satisfies = [Need]
    estimated = ResourceConstraints(memory_mb=64, latency_p99_ms=1.5)

class Considered(Design):
    """[D-2] Another way."""
    satisfies = [Need]
    adopted = False

class Work(Task):
    """[T-1] Work."""
    implements = Way
    file_path = "a.py"
    functions = ["f", "g"]
    waives = {"INV403": "soon"}

class Later(Task):
    """[T-2] Later."""
    implements = Way
    file_path = "b.py"
    planned = True
'''
BROKEN = Finding("INV403", "missing-function", "error", "T-1 declares", "architecture.py", 30, 1, "T-1", "task", (), 0, "a.py", "f", "")  # fmt: skip  # noqa: E501
WARNED = BROKEN._replace(code="RES601", severity="warning", node="D-1", kind="design")


def test_states_fields_and_figures() -> None:
    architecture = architecture_of(sound(LEDGER).values(), {"a.py": ""}, (BROKEN, WARNED))
    fields = ("id", "state", "findings", "satisfies", "functions", "estimated", "planned", "waives")
    assert render_plain(fields, listing(architecture, "", fields, everything=True)) == (
        "I-1\tkept\t\t\t\t\tfalse\t\n"
        "R-1\tkept\t\t\t\t\tfalse\t\n"
        "D-1\twarned\tRES601\tR-1\t\tlatency_p99_ms=1.5,memory_mb=64\tfalse\t\n"
        "D-2\tout\t\tR-1\t\t\tfalse\t\n"
        "T-1\tbroken\tINV403\t\tf,g\t\tfalse\tINV403=soon\n"
        "T-2\tplanned\t\t\t\t\ttrue\t\n"
    )
    (row,) = listing(architecture, "intent", FIELDS)
    assert list(row) == list(FIELDS)
    table = render_table(("id", "state"), listing(architecture, "", ("id", "state")), color=False)
    assert [line.split() for line in table.splitlines() if "-" in line] == [
        ["I-1", "kept"], ["R-1", "kept"], ["D-1", "warned"], ["T-1", "broken"], ["T-2", "planned"],
    ]  # fmt: skip
    assert "\x1b[31mbroken" in render_table(("id", "state"), listing(architecture, "task", ("id", "state")), color=True)


def test_the_text_of_a_node() -> None:
    architecture = architecture_of(sound(LEDGER).values(), {"a.py": ""}, (BROKEN, WARNED))
    assert render(show(architecture, "D-1")) == (
        "! D-1 A way RES601  architecture.py:3\n"
        "  design, in force, with warnings\n"
        "\n"
        "  [D-1] A way.\n"
        "\n"
        "  It has its reasons.\n"
        "\n"
        "  satisfies       R-1 A need\n"
        "  implemented by  T-1 Work\n"
        "                  T-2 Later\n"
        "  estimated       latency_p99_ms 1.5, memory_mb 64\n"
        "\n"
        "  because I-1 > R-1 > D-1\n"
        "\n"
        "architecture.py:30:1: RES601 (warning) T-1 declares\n"
    )
    text = render(show(architecture, "D-2"))
    assert "considered and not adopted" in text
    assert "because" not in text


WALLS = """
Way.forbids = [Considered]
Way.visible_to = []
Way.layer = "top"
Way.interface = ["f", "a.py"]
Way.packages = []
Way.exclusive_packages = ["requests"]
"""


def test_the_walls_of_a_design_are_shown_and_what_is_empty_is_told_from_what_is_unset() -> None:
    architecture = architecture_of(sound(LEDGER + WALLS).values(), {"a.py": ""})
    text = render(show(architecture, "D-1"))
    assert (
        "  satisfies       R-1 A need\n"
        "  forbids         D-2 Another way\n"
        "  visible to      no other\n"
        "  implemented by  T-1 Work\n"
        "                  T-2 Later\n"
        "  layer           top\n"
        "  interface       f, a.py\n"
        "  packages        none\n"
        "  exclusive packages requests\n"
    ) in text
    assert "  forbidden by    D-1 A way\n" in render(show(architecture, "D-2"))
    told = document(show(architecture, "D-1"), Snapshot())["node"]
    assert told["links"]["visible_to"] == []
    assert told["limits"] == {
        "layer": "top", "interface": ["f", "a.py"], "packages": [], "exclusive_packages": ["requests"],
            "symbols": None,
    }  # fmt: skip
    assert told["declares"] == {}
    bare = document(show(architecture, "D-2"), Snapshot())["node"]
    assert (bare["links"]["visible_to"], set(bare["limits"].values())) == (None, {None})
    fields = ("id", "layer", "forbids", "visible_to", "packages", "interface", "exclusive_packages")
    assert render_plain(fields, listing(architecture, "design", fields)) == "D-1\ttop\tD-2\t\t\tf,a.py\trequests\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (3, "3"), (1.50, "1.5"), (["a", "b"], "a,b"), ({"x": 1.0}, "x=1"),
     ("two\n lines\t", "two lines"), ("\x1b[2J", "\\x1b[2J"), ([], "")],
)  # fmt: skip
def test_a_cell_is_one_plain_line(value: object, text: str) -> None:
    assert cell(value) == text
