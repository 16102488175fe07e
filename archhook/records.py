"""`NamedTuple` without the import of `typing`.

The import of `typing` costs as much as the interpreter's own start, and a hook pays it at every commit. A module
on the warm path writes its records as

    TYPE_CHECKING = False
    if TYPE_CHECKING:
        from typing import NamedTuple
    else:
        from archhook.records import NamedTuple

so that a type checker sees the real thing, and the interpreter this one: the same tuples, the same constructor,
`_fields`, `_make`, `_replace` and `_asdict`.
"""

from __future__ import annotations

from _collections import _tuplegetter  # what collections.namedtuple itself uses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


_new = tuple.__new__


class _RecordType(type):
    """Turns the annotations of a class body into the fields of a tuple.

    Nothing is compiled for a class, as `collections.namedtuple` does it: at some thirty classes that would be felt.
    """

    def __new__(mcls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        if not bases:  # the root itself
            return super().__new__(mcls, name, (tuple,), body | {"__slots__": ()})
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in fields if field in body}
        body |= {field: _tuplegetter(index, "") for index, field in enumerate(fields)}
        body |= {"__slots__": (), "_fields": fields, "__match_args__": fields}
        body["__new__"] = _constructor(fields, defaults)
        return super().__new__(mcls, name, bases, body)


def _constructor(fields: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., Any]:
    """The constructor of a record of values in order, by name, or left to their defaults."""
    tails: dict[int, tuple[Any, ...]] = {len(fields): ()}  # number of values given -> the defaults of all others
    for count in range(len(fields) - 1, len(fields) - len(defaults) - 1, -1):
        tails[count] = (defaults[fields[count]], *tails[count + 1])

    def make(cls: type[tuple[Any, ...]], *values: Any, **named: Any) -> Any:
        """A record; `TypeError` if the values do not fit."""
        try:
            if named:
                values += tuple([named.pop(one) if one in named else defaults[one] for one in fields[len(values) :]])
            if not named:
                return _new(cls, values + tails[len(values)])
        except KeyError:
            pass
        raise TypeError(f"{cls.__name__}({', '.join(fields)}): {len(values)} values and {sorted(named)} do not fit")

    return make


class NamedTuple(metaclass=_RecordType):
    """The base of a record; see the module."""

    _fields: tuple[str, ...] = ()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        """A record from its values in order; `TypeError` if their number is wrong."""
        return cls(*values)

    def _asdict(self) -> dict[str, Any]:
        """The fields by name."""
        return dict(zip(self._fields, self, strict=True))  # type: ignore[call-overload]

    def _replace(self, **changes: Any) -> Any:
        """A copy with some fields changed; `TypeError` for a name that is no field."""
        copy = _new(type(self), map(changes.pop, self._fields, self))  # type: ignore[type-var, call-overload]
        if changes:
            raise TypeError(f"{type(self).__name__} has no fields {sorted(changes)}")
        return copy

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({inner})"
