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
    from collections.abc import Iterable
    from typing import Any


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
        body |= {"__slots__": (), "_fields": fields, "_defaults": defaults, "__match_args__": fields}
        return super().__new__(mcls, name, bases, body)


class NamedTuple(metaclass=_RecordType):
    """The base of a record; see the module."""

    _fields: tuple[str, ...] = ()
    _defaults: dict[str, Any] = {}  # noqa: RUF012  # never changed

    def __new__(cls, *values: Any, **named: Any) -> Any:
        """A record of values in order, by name, or left to their defaults; `TypeError` if they do not fit."""
        if named or len(values) != len(cls._fields):
            values += cls._rest(values, named)
        return tuple.__new__(cls, values)  # type: ignore[type-var]  # a tuple by its metaclass

    @classmethod
    def _rest(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        fields = cls._fields[len(values) :]
        unknown = named.keys() - set(fields)
        missing = [field for field in fields if field not in named and field not in cls._defaults]
        if unknown or missing or len(values) > len(cls._fields):
            raise TypeError(f"{cls.__name__}: {len(values)} values, unknown {sorted(unknown)}, missing {missing}")
        return tuple(named[field] if field in named else cls._defaults[field] for field in fields)

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        """A record from its values in order; `TypeError` if their number is wrong."""
        return cls(*values)

    def _asdict(self) -> dict[str, Any]:
        """The fields by name."""
        return dict(zip(self._fields, self, strict=True))  # type: ignore[call-overload]

    def _replace(self, **changes: Any) -> Any:
        """A copy with some fields changed; `TypeError` for a name that is no field."""
        return type(self)(**(self._asdict() | changes))

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({inner})"
