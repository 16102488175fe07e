"""archhook: executable architecture, checked at every commit.

A ledger imports its metamodel from here: `from archhook import Design, Intent, Requirement, Task, UnitTest`.
The names are looked up on first use, so that the hook itself never pays for them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.live import validate_architecture
    from archhook.metamodel import (
        Design,
        IntegrationTest,
        Intent,
        Node,
        Requirement,
        ResourceConstraints,
        SystemTest,
        Task,
        Test,
        UnitTest,
        UserAcceptanceTest,
    )
    from archhook.model.version import __version__

__all__ = [
    "Design",
    "IntegrationTest",
    "Intent",
    "Node",
    "Requirement",
    "ResourceConstraints",
    "SystemTest",
    "Task",
    "Test",
    "UnitTest",
    "UserAcceptanceTest",
    "__version__",
    "validate_architecture",
]


def __getattr__(name: str) -> object:
    if name == "validate_architecture":
        from archhook.live import validate_architecture

        return validate_architecture
    if name == "__version__":
        from archhook.model.version import __version__

        return __version__
    if name in __all__:
        from archhook import metamodel

        return getattr(metamodel, name)
    raise AttributeError(f"module 'archhook' has no attribute {name!r}")
