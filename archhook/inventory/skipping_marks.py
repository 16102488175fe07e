"""What marks and decorators say of the tests that they stand on, as pytest and unittest read them."""

from __future__ import annotations

import _ast

from archhook.inventory.parse import iter_child_nodes
from archhook.inventory.syntax_tree import dotted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

_MARK = "pytest.mark."
_LIBRARIES = ("pytest", "unittest")


def meanings_of(imports: Iterable[Sequence[Any]], bound: Collection[str]) -> dict[str, str]:
    """Name in a file -> what of pytest or unittest it means (`pt` -> `pytest`, `mark` -> `pytest.mark`).

    `imports`: a line, a byte, and the fields of an Import but its place. `bound`: the names that the file gives a
    meaning of its own.
    """
    found: dict[str, str] = {}
    for _, _, module, name, level, _, binds in imports:
        if binds:
            library = module.partition(".")[0]
            meaning = f"{module}.{name}" if name else library if binds == library else module
            known = library in _LIBRARIES and not level and found.get(binds, meaning) == meaning and binds not in bound
            found[binds] = meaning if known else ""
    return {name: meaning for name, meaning in found.items() if meaning}


class Marks:
    """What the marks of pytest, the decorators of unittest and the calls that skip say. `names`: see `meanings_of`."""

    def __init__(self, names: Mapping[str, str], bound: Collection[str]) -> None:
        self.names = {**names}
        times: dict[str, int] = {}
        for name in bound:
            times[name] = times.get(name, 0) + 1
        self.once = {name for name, count in times.items() if count == 1}
        self.called: dict[str, Any] = {}  # name -> the call that it was given, of a mark with arguments

    def learn(self, node: Any) -> None:
        """Notes the name that an assignment of the module gives a mark, as `slow = pytest.mark.slow`, where nothing
        else in the file gives it a meaning.
        """
        name = node.targets[0].id if len(node.targets) == 1 and type(node.targets[0]) is _ast.Name else ""
        meaning = self._meaning(node.value) if name in self.once else ""
        if meaning and type(node.value) is _ast.Call:
            self.called[name] = node.value
        elif meaning:
            self.names[name] = meaning

    def forget(self, name: str) -> None:
        """Drops what was learned of a name: it means something else in places."""
        if name in self.once:
            self.called.pop(name, None)
            self.names.pop(name, None)

    def xfails(self, node: Any) -> bool:
        """Whether a mark holds one, on the test or on values for it, by which it has to fail, or may."""
        todo = [self._named(node)]
        while todo:
            one = self._named(todo.pop())
            if "xfail" in (getattr(one, "attr", ""), getattr(one, "id", "")) or self._meaning(one) == f"{_MARK}xfail":
                return True
            todo.extend(iter_child_nodes(one))
        return False

    def _named(self, node: Any) -> Any:
        """The call that a name stands for; else the node itself."""
        return self.called.get(node.id, node) if type(node) is _ast.Name else node

    def is_mark(self, node: Any) -> bool:
        """Whether a decorator is a mark, and nothing that could do something."""
        return self._meaning(node).startswith(_MARK)

    def skip(self, node: Any) -> str:
        """What a decorator or mark is called that skips whatever happens; "" for any other."""
        node = self._named(node)
        name = self._meaning(node)
        if name in ("pytest.mark.skip", "unittest.skip"):
            return name
        keywords = _keywords(node)
        if not name or keywords is None:
            return ""
        conditions = [*node.args] if type(node) is _ast.Call else []
        conditions += [keywords["condition"]] if "condition" in keywords else []
        holds = any(_is_constant(one, true=True) and not _is_text(one) for one in conditions)
        if name == "pytest.mark.skipif" and (holds or not conditions):
            return f"{name}(True)"
        if name == "pytest.mark.xfail" and (holds or not conditions) and _is_constant(keywords.get("run"), true=False):
            return f"{name}(run=False)"
        if name == "unittest.skipIf" and any(_is_constant(one, true=True) for one in conditions[:1]):
            return f"{name}(True)"
        if name == "unittest.skipUnless" and any(_is_constant(one, true=False) for one in conditions[:1]):
            return f"{name}(False)"
        return ""

    def leaves(self, statement: Any) -> str:
        """What a statement is called that skips the test it stands in; "" for any other."""
        if type(statement) is not _ast.Expr or type(statement.value) is not _ast.Call:
            return ""
        if dotted(statement.value.func) == "self.skipTest":
            return "self.skipTest"
        return "pytest.skip" if self._meaning(statement.value) == "pytest.skip" else ""

    def skips_module(self, value: Any) -> bool:
        """Whether an expression is `pytest.skip(..., allow_module_level=True)`."""
        if type(value) is not _ast.Call or self._meaning(value) != "pytest.skip":
            return False
        return _is_constant((_keywords(value) or {}).get("allow_module_level"), true=True)

    def given(self, node: Any) -> tuple[str, ...]:
        """The parameters that a mark gives values to; () of any other, and of values that fixtures are made of."""
        node = self._named(node)
        keywords = _keywords(node)
        if self._meaning(node) != "pytest.mark.parametrize" or type(node) is not _ast.Call or keywords is None:
            return ()
        indirect = [*node.args[2:3], *([keywords["indirect"]] if "indirect" in keywords else [])]
        if not all(_is_constant(one, true=False) for one in indirect):
            return ()
        named: Any = node.args[0] if node.args else keywords.get("argnames")
        if type(named) is _ast.Tuple or type(named) is _ast.List:
            texts: Iterable[Any] = filter(_is_text, named.elts)
            return tuple(one.value for one in texts)
        return tuple(part.strip() for part in named.value.split(",")) if _is_text(named) else ()

    def _meaning(self, node: Any) -> str:
        """What of pytest or unittest a dotted name, or what is called by one, means; "" for anything else."""
        node = self._named(node)
        first, dot, rest = dotted(node.func if type(node) is _ast.Call else node).partition(".")
        meaning = self.names.get(first, "")
        return f"{meaning}{dot}{rest}" if meaning else ""


def _keywords(node: Any) -> dict[str, Any] | None:
    """The keywords of a call, none of what is not called; None where some of them cannot be told."""
    found = {one.arg or "": one.value for one in node.keywords} if type(node) is _ast.Call else {}
    return None if "" in found else found


def _is_constant(node: Any, *, true: bool) -> bool:
    return type(node) is _ast.Constant and bool(node.value) is true


def _is_text(node: Any) -> bool:
    return type(node) is _ast.Constant and type(node.value) is str
