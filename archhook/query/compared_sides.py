"""What a comparison of two snapshots, for what makes the law weaker, reads of one of them."""

from __future__ import annotations

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
    """The side of a snapshot."""

    def setting(key: str) -> Place:
        path, line = key_places(architecture)((key,), "")[:2]
        return Place(architecture.snapshot.prefix + path, max(line, 1), 1)

    def hollow(path: str) -> tuple[HollowTest, ...]:
        return hollow_tests(path, architecture.inventory(path), architecture.config.pytest)

    def told(name: str) -> tuple[str, ...]:
        path = architecture.config.pytest.file
        found = settings({path: architecture.content(path)}) if path else None
        return (found and found.of(name)) or ()

    def told_at(name: str) -> Place:
        path, line = pytest_places(architecture)((name,), "")[:2]
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
