"""LED: the ledger itself is sound. LED001 to LED004 the reader finds, LED005 and LED006 check/exemptions.py."""

from __future__ import annotations

from archhook.laws.law import Law
from archhook.model.findings import Breach
from archhook.model.ids import PLACEHOLDER, is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.laws.law import Facts


def placeholder(facts: Facts, node_id: str) -> Iterator[Breach]:
    """LED007."""
    if is_placeholder(facts.nodes[node_id].doc):
        yield Breach(
            "LED007",
            f"the docstring of {node_id} still says {PLACEHOLDER}: why it is there is not written yet",
            ("node", node_id),
            node_id,
            fix=f"write what {node_id} is for, and take the word {PLACEHOLDER} out",
        )


LAWS = (
    Law(
        "LED001",
        "unreadable-ledger",
        "error",
        "ledger",
        "the ledger cannot be read (a verdict with this one finding, and exit 2)",
        "The ledger is read as source and never executed. What cannot be read that way is said, never guessed: a guess "
        "would let the wrong commits through.",
        (),
    ),
    Law(
        "LED002",
        "duplicate-id",
        "error",
        "ledger",
        "two nodes share an id (both locations named)",
        "An id is how people, commits and tests speak of a node; two nodes under one id make every chain through it "
        "doubtful.",
        (),
    ),
    Law(
        "LED003",
        "unknown-reference",
        "error",
        "ledger",
        "a reference names no node, or a node of the wrong kind",
        "A chain that leads to nothing, or to a node that cannot carry it, justifies nothing.",
        (),
    ),
    Law(
        "LED004",
        "malformed-node",
        "error",
        "ledger",
        "no id, id of another kind, ids of docstring and constructor differ, wrong type of a field, unknown field "
        '(with "did you mean")',
        "A field that is misspelt or of the wrong type is a rule that silently does not hold.",
        (),
    ),
    Law(
        "LED005",
        "unused-exemption",
        "warning",
        "verdict",
        "a waiver or inline ignore that exempts nothing",
        "An exemption that outlives its reason would hide the next breach.",
        (),
    ),
    Law(
        "LED006",
        "stale-baseline",
        "error",
        "verdict",
        "a baseline entry that no finding matches any more",
        "What is mended stays mended: an entry that outlives its finding would let the same breach in again.",
        (),
    ),
    Law(
        "LED007",
        "placeholder",
        "warning",
        "docstring",
        "a node whose docstring still holds the word PLACEHOLDER, as `init` writes it where only a person can know",
        "A ledger that a tool wrote tells what there is; why it is there only people can tell, and until they do no "
        "chain ends in a reason.",
        ("doc", "in_force"),
        placeholder,
    ),
)
