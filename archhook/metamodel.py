"""The classes that a ledger imports.

The constructors are the mission's, every argument optional: what is not handed over may stand in the class as an
attribute, and id and name in its docstring. The gates never import this: they read the ledger's source.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from archhook.model.ids import clean, split_docstring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Reference = type["Node"] | str
"""A reference to a node: its class, or its id."""


@dataclass
class ResourceConstraints:
    """Standardized resource categories for budget tracking. A field that is not given is unset, which is not 0."""

    cpu_cores: float | None = None
    cpu_percent: float | None = None
    latency_p99_ms: float | None = None
    memory_mb: float | None = None
    memory_peak_mb: float | None = None
    storage_gb: float | None = None
    iops: float | None = None
    bandwidth_mbps: float | None = None
    connections_max: float | None = None
    request_rate: float | None = None
    auth_overhead_ms: float | None = None
    max_concurrent_users: float | None = None
    encryption_overhead_ms: float | None = None
    key_rotation_interval_hours: float | None = None


class Node:
    """What all nodes have: an id and a name, from the constructor or from the docstring, and their waivers."""

    id: str = ""
    name: str = ""
    waives: Mapping[str, str] = MappingProxyType({})

    def __init__(
        self, id_tag: str | None = None, name: str | None = None, *, waives: Mapping[str, str] | None = None
    ) -> None:
        own = type(self).__module__ != __name__  # the metamodel's own docstrings name no nodes
        written_id, written_name, _ = split_docstring(clean((own and type(self).__dict__.get("__doc__")) or ""))
        self._give(
            id=id_tag or type(self).id or written_id or None,
            name=name or type(self).name or written_name or None,
            waives=waives,
        )

    def _give(self, **fields: object) -> None:
        """Sets the fields that are given; for the others the class's attributes stand."""
        for name, value in fields.items():
            if value is not None:
                setattr(self, name, value)


class Intent(Node):
    """The 'Why': a business goal, from which everything else is derived."""


class Requirement(Node):
    """The 'What': derived from Intents."""

    derived_from: Sequence[Reference] = ()
    budget: ResourceConstraints | None = None

    def __init__(
        self,
        id_tag: str | None = None,
        name: str | None = None,
        derived_from: Sequence[Reference] | None = None,
        *,
        budget: ResourceConstraints | None = None,
        waives: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(id_tag, name, waives=waives)
        self._give(derived_from=derived_from, budget=budget)


class Design(Node):
    """The 'How': satisfies Requirements, requires other Designs.

    `forbids`: Designs that it must never reach through `requires`. `visible_to`: the only ones that may require it;
    None is all, an empty list none. `layer`: one of the `layers` of the configuration. `interface`: what others may
    import of it (names, `path:name`, paths, folders with a slash at the end); None is all, an empty list nothing.
    `packages`: the third-party packages that its code may import; None is all. `exclusive_packages`: those that no
    other Design may. `symbols`: what of its files has to be declared ("files", "public", "module", "all"); None is
    what the configuration says.
    """

    satisfies: Sequence[Reference] = ()
    requires: Sequence[Reference] = ()
    conflicts_with: Sequence[Reference] = ()
    estimated: ResourceConstraints = ResourceConstraints()
    measured: ResourceConstraints = ResourceConstraints()
    forbids: Sequence[Reference] = ()
    visible_to: Sequence[Reference] | None = None
    layer: str | None = None
    interface: Sequence[str] | None = None
    packages: Sequence[str] | None = None
    exclusive_packages: Sequence[str] = ()
    symbols: str | None = None
    adopted: bool = True

    def __init__(
        self,
        id_tag: str | None = None,
        name: str | None = None,
        satisfies: Sequence[Reference] | None = None,
        requires: Sequence[Reference] | None = None,
        conflicts_with: Sequence[Reference] | None = None,
        estimated: ResourceConstraints | None = None,
        measured: ResourceConstraints | None = None,
        *,
        forbids: Sequence[Reference] | None = None,
        visible_to: Sequence[Reference] | None = None,
        layer: str | None = None,
        interface: Sequence[str] | None = None,
        packages: Sequence[str] | None = None,
        exclusive_packages: Sequence[str] | None = None,
        symbols: str | None = None,
        adopted: bool | None = None,
        waives: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(id_tag, name, waives=waives)
        self._give(satisfies=satisfies, requires=requires, conflicts_with=conflicts_with)
        self._give(forbids=forbids, visible_to=visible_to, layer=layer, interface=interface)
        self._give(packages=packages, exclusive_packages=exclusive_packages, symbols=symbols)
        self._give(estimated=estimated, measured=measured, adopted=adopted)


class Task(Node):
    """The 'Do': implements a Design, in one file, with the symbols that it declares.

    Under `symbols = "files"` a `file_path` with a slash at the end names a folder: all files below it.
    """

    implements: Reference | None = None
    file_path: str | None = None
    classes: Sequence[str] = ()
    functions: Sequence[str] = ()
    globals: Sequence[str] = ()
    planned: bool = False

    def __init__(
        self,
        id_tag: str | None = None,
        name: str | None = None,
        implements: Reference | None = None,
        file_path: str | None = None,
        classes: Sequence[str] | None = None,
        functions: Sequence[str] | None = None,
        globals: Sequence[str] | None = None,  # noqa: A002  # the mission's name
        *,
        planned: bool | None = None,
        waives: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(id_tag, name, waives=waives)
        self._give(implements=implements, file_path=file_path, planned=planned)
        self._give(classes=classes, functions=functions, globals=globals)


class Test(Node):
    """The 'Judge': verifies a node, by the test functions of one file. Derive from one of the four levels."""

    __test__ = False  # pytest would take a ledger's classes for tests where it collects them

    verifies: Reference | None = None
    test_file: str | None = None
    test_functions: Sequence[str] = ()
    planned: bool = False


class _Level(Test):
    """What the four levels of the judiciary have in common: their constructor."""

    def __init__(
        self,
        id_tag: str | None = None,
        name: str | None = None,
        verifies: Reference | None = None,
        test_file: str | None = None,
        test_functions: Sequence[str] | None = None,
        *,
        planned: bool | None = None,
        waives: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(id_tag, name, waives=waives)
        self._give(verifies=verifies, test_file=test_file, test_functions=test_functions, planned=planned)


class UserAcceptanceTest(_Level):
    """Verifies that an Intent is achieved, from the user's side."""


class SystemTest(_Level):
    """Verifies that a Requirement is satisfied, end to end."""


class IntegrationTest(_Level):
    """Verifies that a Design and those that it requires work together."""


class UnitTest(_Level):
    """Verifies the logic of a Design in isolation."""
