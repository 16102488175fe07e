"""Records from the lists that JSON gives back. Writing needs no code: a record is a tuple, and is written as a list."""

from __future__ import annotations

from archhook.model.config import Config, Pytest
from archhook.model.findings import Baseline, Breach, Frozen
from archhook.model.nodes import Declared, FileFact, Ignore, Link, Measurement, Node, Row, Spot, Waiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from archhook.ledger.lines import ModuleLines


def _tuples(value: Any) -> Any:
    """Lists become tuples, all the way down."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def node_from(plain: list[Any]) -> Node:
    """A node from its list; `ValueError` or `TypeError` if it is none."""
    kind, level, node_id, name, doc, path, class_name, column, in_force, links, *rest = plain
    file, file_spot, declares, figures, planned, adopted, waives = rest
    return Node(
        kind, level, node_id, name, doc, path, class_name, column, in_force,
        tuple([(field, tuple([_link(*one) for one in named])) for field, named in links]),
        file,
        file_spot and _spot(*file_spot),
        tuple([(field, tuple([_declared(*one) for one in names])) for field, names in declares]),
        _tuples(figures),
        planned,
        adopted,
        tuple([Waiver(code, reason, _spot(*spot)) for code, reason, spot in waives]),
    )  # fmt: skip


def head_from(plain: list[Any]) -> Node:
    """A node from its list, without its links, declarations, figures and waivers: at a tenth of the cost."""
    kind, level, node_id, name, doc, path, class_name, column, in_force, _, file, _, _, _, planned, adopted, _ = plain
    head = (kind, level, node_id, name, doc, path, class_name, column, in_force)
    return Node(*head, (), file, None, (), (), planned, adopted, ())


# A node is made of dozens of these: made this way, all of a project are read in half the time.


def _spot(path: str, line: int, column: int) -> Spot:
    return tuple.__new__(Spot, (path, line, column))


def _link(target: str, spot: list[Any]) -> Link:
    return tuple.__new__(Link, (target, _spot(*spot)))


def _declared(name: str, spot: list[Any]) -> Declared:
    return tuple.__new__(Declared, (name, _spot(*spot)))


def row_from(plain: list[Any]) -> Row:
    """A row from its list."""
    kind, level, in_force, links, back, intents = plain
    return Row(kind, level, in_force, _by_field(links), _by_field(back), tuple(intents))


def _by_field(plain: list[Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple([(field, tuple(ids)) for field, ids in plain])


def lines_from(plain: list[Any]) -> ModuleLines:
    """Where the classes of a module stand, from its list."""
    from archhook.ledger.lines import ModuleLines

    names, lines, ids, bound, metamodel, late = plain
    return ModuleLines(names, lines, ids, bound, tuple(metamodel), late)


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
    *own, pytest = _tuples(plain)
    return Config._make((*own, Pytest(*pytest)))
