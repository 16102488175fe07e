"""What a comparison of two snapshots, for what makes the law weaker, reads of one of them."""

from __future__ import annotations

from functools import cache

from archhook.exemptions.sides import Side
from archhook.inventory.hollow_tests import hollow_tests
from archhook.model.nodes import Place
from archhook.project.pytest_settings import settings
from archhook.query.standing_exemptions import key_places, pytest_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.inventory.hollow_tests import HollowTest
    from archhook.query.architecture import Architecture


def side_of(architecture: Architecture) -> Side:
    """The side of a snapshot. What files say of settings is read where it is asked for, and once."""
    keys = cache(lambda: key_places(architecture))
    of_pytest = cache(lambda: pytest_places(architecture))
    file = architecture.config.pytest.file
    said = cache(lambda: settings({file: architecture.content(file)}) if file else None)

    def setting(key: str) -> Place:
        path, line = keys()((key,), "")[:2]
        return Place(architecture.snapshot.prefix + path, max(line, 1), 1)

    def hollow(path: str) -> tuple[HollowTest, ...]:
        return hollow_tests(path, architecture.inventory(path), architecture.config.pytest)

    def told(name: str) -> tuple[str, ...]:
        found = said()
        return (found and found.of(name)) or ()

    def told_at(name: str) -> Place:
        path, line = of_pytest()((name,), "")[:2]
        return Place(architecture.snapshot.prefix + path, max(line, 1), 1)

    return Side(
        architecture.config,
        architecture.nodes,
        architecture.files,
        architecture.declared,
        architecture.inventory,
        architecture.contents,
        architecture.place,
        setting,
        hollow,
        architecture.snapshot.prefix,
        architecture.ledger,
        told,
        architecture.expect_inventories,
        told_at,
        lambda design: architecture.rows[design].by("implements"),
    )
