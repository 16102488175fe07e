"""What the classes of a test file have from the classes of the same file that they derive from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import NamedTuple

    from archhook.model.nodes import Symbol
else:
    from archhook.records import NamedTuple

_CASE = "TestCase"

MOST = 200_000
"""More methods than this are not looked through for one file: with classes that all derive from each other their number
grows by the square of the file's size.
"""


class TooManyError(Exception):
    """The classes of a file inherit more methods from each other than are looked through."""


class Traits(NamedTuple):
    """What a class is with all that it derives from."""

    mark: bool | None  # `__test__` of the nearest class that says it
    case: bool  # derived from a TestCase of unittest, or from what is called like one and is none of the file
    methods: Mapping[str, Symbol]  # those that matter, each where it is found first; shared where none is added


class Lineage:
    """The classes of a file by qualified name, and what stands in each (bare name, symbol).

    `matters`: whether methods of a name can make a difference to what is collected.
    """

    def __init__(
        self,
        classes: Mapping[str, Symbol],
        inside: Mapping[str, Sequence[tuple[str, Symbol]]],
        marks: Mapping[str, bool],
        matters: Callable[[str], bool],
    ) -> None:
        self._classes = classes
        self._inside = inside
        self._marks = marks
        self._matters = matters
        self._known: dict[str, Traits] = {}
        self._local: dict[str, bool] = {}
        self._circular: set[str] = set()  # of classes that are known, those with one that derives from itself
        self._looked = 0

    def traits(self, name: str) -> Traits:
        """What one class is, as `class` statements say it: also where two derive from each other."""
        begun: dict[str, None] = {}
        todo = [name]
        while todo:
            here = todo[-1]
            if here in self._known:
                todo.pop()
            elif here in begun:
                todo.pop()
                self._known[here] = self._traits_of(here)
            else:
                begun[here] = None
                todo += [base for base in self._bases(here) if base not in begun and base not in self._known]
        self._look(len(self._known[name].methods))
        return self._known[name]

    def _look(self, methods: int) -> None:
        self._looked += methods
        if self._looked > MOST:
            raise TooManyError

    def _traits_of(self, name: str) -> Traits:
        """What a class is whose bases are known, but for those that derive from it."""
        bases = list(self._bases(name))
        if any(base not in self._known or base in self._circular for base in bases):
            self._circular.add(name)
            return self._joined([self._own(one) for one in self._circle(name)])
        return self._joined([self._own(name), *(self._known[base] for base in bases)])

    def _own(self, name: str) -> Traits:
        """What a class is by itself."""
        methods: dict[str, Symbol] = {}
        for bare, symbol in self._inside.get(name, ()):
            if symbol.kind == "function" and self._matters(bare):
                methods.setdefault(bare, symbol)
        case = any(self._is_case(name, base) for base in self._classes[name].bases)
        return Traits(self._marks.get(name), case, methods)

    def _joined(self, lineage: Sequence[Traits]) -> Traits:
        """What a class is that has all this, of several methods of one name the first."""
        mark = next((one.mark for one in lineage if one.mark is not None), None)
        several = [one.methods for one in lineage if one.methods]
        methods = several[0] if several else {}
        if len(several) > 1:
            self._look(sum(map(len, several)))
            methods = {}
            for one in several:
                for bare, symbol in one.items():
                    methods.setdefault(bare, symbol)
        return Traits(mark, any(one.case for one in lineage), methods)

    def _circle(self, name: str) -> list[str]:
        """A class and those that it derives from, each once, before its bases."""
        found: dict[str, None] = {}
        todo = [name]
        while todo:
            here = todo.pop()
            if here not in found:
                found[here] = None
                todo += reversed(list(self._bases(here)))
        self._look(len(found))
        return list(found)

    def _bases(self, name: str) -> Iterator[str]:
        """The classes of the file that a class derives from."""
        return filter(None, (self._resolved(name, base) for base in self._classes[name].bases))

    def _resolved(self, name: str, base: str) -> str:
        """The class of the file that a base is, as it is written in the class statement of `name`; "" for none."""
        outer = name.rpartition(".")[0]
        for found in (f"{outer}.{base}" if outer else base, base):
            if found in self._classes and found != name:
                return found
        return ""

    def _is_case(self, name: str, base: str) -> bool:
        """Whether a base, as it is written in the class statement of `name`, is a TestCase."""
        if not base.endswith(_CASE):
            return False
        inner = self._resolved(name, base)
        return not (inner and self._is_local(inner))

    def _is_local(self, name: str) -> bool:
        """Whether a class derives from nothing but what the file itself defines."""
        known = self._local.get(name)
        if known is None:
            bases = self._classes[name].bases
            known = self._local[name] = all(base == "object" or self._resolved(name, base) for base in bases)
        return known
