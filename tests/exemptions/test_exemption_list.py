"""The exemptions that a project's own files hold, with their places and reasons."""

from __future__ import annotations

from archhook.exemptions.exemption import KINDS, Exemption
from archhook.exemptions.exemption_list import Said, Source, exemptions_of
from archhook.ledger.source import FILE, read_ledger
from archhook.model.config import Config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.model.nodes import Node, Spot

LEDGER = '''
from archhook import Design, Intent, Requirement, Task

class Speed(Intent):
    """[I-1] It is fast."""


class Fast(Requirement):
    """[R-1] Fast."""

    derived_from = [Speed]
    waives = {"TRC104": "next month"}


class Old(Design):
    """[D-1] As it was."""

    satisfies = [Fast]
    adopted = False
    waives = {"TRC105": "not in force, so this exempts nothing"}


class New(Design):
    """[D-2] As it is."""

    satisfies = [Fast]
    symbols = "files"


class Finer(Design):
    """[D-3] Finer than asked for."""

    satisfies = [Fast]
    symbols = "all"


class Work(Task):
    """[T-1] To be done."""

    implements = New
    file_path = "a.py"
    planned = True
'''


def listed(config: Config = Config()) -> tuple[Exemption, ...]:  # noqa: B008  # never changed
    nodes = read_ledger({FILE: LEDGER.encode()}, FILE).nodes

    def of_node(node: Node, spot: Spot | None) -> Said:
        return Said(FILE, spot.line if spot else 0)

    source = Source(of_key=lambda keys, item: Said(".".join(keys), len(item), "a comment"), of_node=of_node)
    return exemptions_of(config, nodes, source=source)


def test_what_nodes_hold() -> None:
    assert [(one.kind, one.node, one.code, one.reason, one.line) for one in listed()] == [
        ("waiver", "R-1", "TRC104", "next month", 4),
        ("symbols", "D-2", "", "", 4),
        ("planned", "T-1", "", "", 0),
        ("adopted", "D-1", "", "", 0),
    ]


def test_keys_have_their_places_and_their_comments() -> None:
    config = Config(exclude=("b/", "a/"), severity=(("INV405", "off"),), transitive=True)
    found = [(one.kind, one.what, one.path, one.line, one.reason) for one in listed(config) if not one.node]
    assert found == [
        ("exclude", "a/", "exclude", 2, "a comment"),
        ("exclude", "b/", "exclude", 2, "a comment"),
        ("severity", 'INV405 = "off"', "severity.INV405", 0, "a comment"),
        ("transitive", "transitive = true", "transitive", 0, "a comment"),
    ]


def test_the_defaults_exempt_nothing() -> None:
    assert exemptions_of(Config()) == ()


def test_kinds_stand_in_their_order() -> None:
    kinds = [one.kind for one in listed(Config(exclude=("a/",), shared_branches=(), dynamic_imports="ignore"))]
    assert kinds == sorted(kinds, key=KINDS.index)
