"""What makes the law of one snapshot weaker than that of an older one, beyond exemptions."""

from __future__ import annotations

from archhook.exemptions.eased_settings import eased_settings
from archhook.exemptions.sides import Side, Sides, Weakening
from archhook.exemptions.weaker_code import unseen_code
from archhook.exemptions.weaker_limits import wider_limits
from archhook.exemptions.weaker_nodes import lost_nodes, planned_again, turned_links
from archhook.exemptions.weaker_settings import weaker_settings
from archhook.exemptions.weaker_tests import weaker_tests
from archhook.model.nodes import sort_key

CHECKS = (
    lost_nodes,
    turned_links,
    planned_again,
    wider_limits,
    weaker_tests,
    unseen_code,
    weaker_settings,
    eased_settings,
)


def weakenings(before: Side, after: Side) -> tuple[Weakening, ...]:
    """What is looser on the new side, sorted by place; nothing where both are alike.

    Both ledgers must be sound: what a broken link would say is not known. Costs what differs between the sides: nodes,
    files, and who declares them.
    """
    sides = Sides(before, after)
    found = {one for check in CHECKS for one in check(sides)}
    return tuple(sorted(found, key=lambda one: (one.path, one.line, sort_key(one.node or "-"), one.kind, one.what)))
