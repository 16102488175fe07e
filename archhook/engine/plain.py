"""Records from the lists that JSON gives back. Writing needs no code: a record is a tuple, and is written as a list."""

from __future__ import annotations

from archhook.config import Config
from archhook.findings import Baseline, Breach, Frozen
from archhook.laws.law import FileFact
from archhook.model import Declared, Ignore, Link, Measurement, Node, Row, Spot, Waiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _tuples(value: Any) -> Any:
    """Lists become tuples, all the way down."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def node_from(plain: list[Any]) -> Node:
    """A node from its list; `ValueError` or `TypeError` if it is none."""
    node = Node(*_tuples(plain))
    return node._replace(
        links=tuple((field, tuple(Link(target, Spot(*spot)) for target, spot in links)) for field, links in node.links),
        file_spot=node.file_spot and Spot(*node.file_spot),
        declares=tuple(
            (field, tuple(Declared(name, Spot(*spot)) for name, spot in names)) for field, names in node.declares
        ),
        waives=tuple(Waiver(code, reason, Spot(*spot)) for code, reason, spot in node.waives),
    )


def row_from(plain: list[Any]) -> Row:
    """A row from its list."""
    return Row(*_tuples(plain))


def file_from(plain: list[Any]) -> FileFact:
    """A file's facts from their list."""
    return FileFact(*plain)


def breaches_from(plain: list[Any]) -> tuple[Breach, ...]:
    """The breaches of one unit from their list."""
    return tuple(Breach(*_tuples(one)) for one in plain)


def measurements_from(plain: list[Any]) -> tuple[tuple[str, Measurement], ...]:
    """The measured figures of one Design from their list."""
    return tuple((field, Measurement(*_tuples(figure))) for field, figure in plain)


def ignores_from(plain: list[Any]) -> tuple[Ignore, ...]:
    """The inline ignores of one file from their list."""
    return tuple(Ignore(*one) for one in plain)


def baseline_from(plain: list[Any]) -> Baseline:
    """A baseline from its list."""
    path, written, entries = plain
    return Baseline(path, written, tuple(Frozen(*one) for one in entries))


def config_from(plain: list[Any]) -> Config:
    """A configuration from its list."""
    return Config(*_tuples(plain))
