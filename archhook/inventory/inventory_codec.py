"""An inventory back from plain lists, as a store that keeps JSON gives it."""

from __future__ import annotations

from archhook.model.nodes import FileInventory, Ignore, Import, Mark, ParseError, Symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_KINDS = ("class", "function", "global")


def from_plain(plain: object) -> FileInventory:
    """The inventory that was written as JSON, its records as lists. `ValueError` for everything that is none."""
    symbols, imports, error, ignores, marks = _row(plain, (list, list, None, list, list))
    return FileInventory(
        tuple(_symbol(item) for item in symbols),
        tuple(_import(item) for item in imports),
        None if error is None else _error(error),
        tuple(_ignore(item) for item in ignores),
        tuple(Mark(*_row(item, (str, bool))) for item in marks),
    )


def _symbol(plain: object) -> Symbol:
    if type(plain) is not list or len(plain) != 5:
        raise ValueError(f"not a symbol: {plain!r:.80}")
    kind, name, line, column, bases = plain
    if (
        kind not in _KINDS
        or type(name) is not str
        or type(line) is not int
        or type(column) is not int
        or type(bases) is not list
        or not all(type(base) is str for base in bases)
    ):
        raise ValueError(f"not a symbol: {plain!r:.80}")
    _counted(line, column)
    return Symbol(kind, name, line, column, tuple(bases))


def _import(plain: object) -> Import:
    row = _row(plain, (str, str, int, int, int, bool))
    _, _, level, line, column, _ = row
    if level < 0:
        raise ValueError(f"not an import: {plain!r:.80}")
    _counted(line, column)
    return Import(*row)


def _error(plain: object) -> ParseError:
    message, line, column = _row(plain, (str, int, int))
    _counted(line, column)
    return ParseError(message, line, column)


def _ignore(plain: object) -> Ignore:
    row = _row(plain, (int, int, str, str))
    _counted(row[0], row[1])
    return Ignore(*row)


def _row(plain: object, types: tuple[type | None, ...]) -> list[Any]:
    """A list with items of exactly these types (None: any)."""
    if type(plain) is not list or len(plain) != len(types):
        raise ValueError(f"not a row of {len(types)}: {plain!r:.80}")
    if any(wanted is not None and type(item) is not wanted for item, wanted in zip(plain, types, strict=True)):
        raise ValueError(f"wrong types in a row of {len(types)}: {plain!r:.80}")
    return plain


def _counted(line: int, column: int) -> None:
    if line < 1 or column < 1:
        raise ValueError(f"lines and columns count from 1, not {line}:{column}")
