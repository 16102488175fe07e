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
    """Turns the annotations of a class body into the fields of a tuple."""

    def __new__(mcls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        if not bases:  # the root itself
            return super().__new__(mcls, name, (tuple,), body | {"__slots__": ()})
        fields = tuple(body.get("__annotations__", ()))
        defaults = tuple(body.pop(field) for field in fields if field in body)
        arguments = ", ".join(fields)
        construct = eval(  # the one way to a constructor with real parameters; the names come from our own source
            f"lambda _cls, {arguments}: _new(_cls, ({arguments},))", {"_new": tuple.__new__}
        )
        construct.__defaults__ = defaults
        construct.__name__ = "__new__"
        body |= {field: _tuplegetter(index, "") for index, field in enumerate(fields)}
        body |= {"__slots__": (), "__new__": construct, "_fields": fields, "__match_args__": fields}
        return super().__new__(mcls, name, bases, body)


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
        return type(self)(**(self._asdict() | changes))

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({inner})"
