"""The exemptions that stand in one snapshot, each at its place and with the reason that is given for it."""

from __future__ import annotations

from archhook.exemptions.exemption_list import Said, Source, exemptions_of, order
from archhook.exemptions.gate_exemptions import of_gates
from archhook.exemptions.gate_hooks import FILE, gates_of
from archhook.model.config import PYTEST_FILES
from archhook.project.baseline_edits import reason_of
from archhook.project.configuration import PYPROJECT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from archhook.exemptions.exemption import Exemption
    from archhook.exemptions.gate_hooks import Gate
    from archhook.model.nodes import Node, Spot
    from archhook.query.architecture import Architecture


def standing(architecture: Architecture) -> tuple[Exemption, ...]:
    """All exemptions of a snapshot, in their order; paths are relative to the project. Reads all nodes."""
    exempting = architecture.exempting()
    source = _source(architecture, exempting.baseline.path if exempting.baseline else "")
    nodes = architecture.nodes.values()
    found = exemptions_of(architecture.config, nodes, exempting.ignores, exempting.baseline, source)
    return tuple(sorted((*found, *of_gates(gates(architecture))), key=order))


def gates(architecture: Architecture) -> tuple[Gate, ...] | None:
    """The gates that pre-commit is told of; () where the file is not there, None where it cannot be read.

    pre-commit reads it at the repository's top: of a project below that nothing is known here.
    """
    return gates_of(_text(architecture, FILE)) if not architecture.snapshot.prefix else ()


def _text(architecture: Architecture, path: str) -> str:
    """What a file of the snapshot says, "" where it is not there, or no regular file."""
    fact = architecture.files.get(path) if path else None
    return architecture.content(path).decode("utf-8", "replace") if fact is not None and fact.regular else ""


def key_places(architecture: Architecture) -> Callable[[tuple[str, ...], str], Said]:
    """The places of the keys of the configuration."""
    own = _configured_in(architecture.configuring)
    return _of_toml(architecture, own, (("tool", "archhook"),) if own == PYPROJECT else ((),))


def _source(architecture: Architecture, baseline: str) -> Source:
    entries = _text(architecture, baseline).split("\n")

    def of_node(node: Node, spot: Spot | None) -> Said:
        if spot is not None and spot.path:
            return Said(spot.path, spot.line)
        return Said(node.path, architecture.place(node).line + (spot.line if spot else 0))

    return Source(
        key_places(architecture),
        pytest_places(architecture),
        of_node,
        lambda line: reason_of(entries[line - 1]),
    )


def _configured_in(paths: Collection[str]) -> str:
    """The file that configures archhook among those that it and pytest were looked for in, "" where none does."""
    named = next((path for path in paths if path not in PYTEST_FILES), "")  # archhook's own, or that of --config
    return named or (PYPROJECT if PYPROJECT in paths else "")


def _of_toml(
    architecture: Architecture, path: str, tables: tuple[tuple[str, ...], ...]
) -> Callable[[tuple[str, ...], str], Said]:
    """The places of keys below the first of some tables that has them."""
    from archhook.project.key_places import KeyPlaces

    places = KeyPlaces(_text(architecture, path).replace("\r\n", "\n").replace("\r", "\n"))

    def of_key(keys: tuple[str, ...], item: str) -> Said:
        found = [places.of((*table, *keys), item) for table in tables]
        return Said(path, *max(found, key=lambda one: one[0]))

    return of_key


def pytest_places(architecture: Architecture) -> Callable[[tuple[str, ...], str], Said]:
    """The places of pytest's settings."""
    path = architecture.config.pytest.file
    if not path.endswith(".toml"):
        from archhook.project.ini import parse

        sections = parse(path, architecture.content(path)) if path else {}
        section = sections.get("tool:pytest" if path == "setup.cfg" else "pytest", {})
        return lambda keys, item: Said(path, section[keys[0]].line if keys[0] in section else 0)
    tables: tuple[tuple[str, ...], ...] = (("pytest",),)
    if path == PYPROJECT:
        tables = (("tool", "pytest", "ini_options"), ("tool", "pytest"))
    return _of_toml(architecture, path, tables)
