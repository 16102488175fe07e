"""One walk over the statements of a syntax tree: which symbols it defines, which modules it imports.

Expressions are looked at only where a name can be bound in one (`:=`), and only if the file holds one. The walk
keeps its own stack, so that no depth of nesting reaches the interpreter's.
"""

from __future__ import annotations

import _ast

from archhook.inventory.syntax_tree import (
    NO_NAMES,
    TYPING_FLAGS,
    assigned_within,
    captures,
    dotted,
    flags_of,
    is_idle,
    is_main_guard,
    is_type_checking,
    names_declared_global,
    renames,
    target_names,
)
from archhook.model.nodes import Import, Symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any, NamedTuple

    from archhook.inventory.source_text import Text
else:
    from archhook.records import NamedTuple


class Scope(NamedTuple):
    """Where a block of statements stands."""

    prefix: str = ""  # of qualified names: "", "outer."
    reach: frozenset[str] | None = None  # the names whose binding is a global one; None: all
    guarded: bool = False  # runs under the main guard alone
    kind: str = "run"  # of imports: one of IMPORT_KINDS
    owner: str = ""  # the innermost class: it mangles private names


MODULE_LEVEL = Scope()

LAZY_STATEMENTS = "is_lazy" in _ast.Import._fields
"""Whether the interpreter's grammar has `lazy import`."""

_make = tuple.__new__  # of records made by the hundred thousand: at three quarters of what their constructors cost


class Walk:
    """Collects symbols and imports of one file; call `run` once, then read them."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.walrus = b":=" in text.data
        self.scoped = b"global" in text.data
        self.found: list[tuple[int, int, str, str, tuple[str, ...]]] = []  # line, byte, kind, name, bases
        self.bound: list[tuple[int, int, str, str, tuple[str, ...]]] = []  # the same, of globals
        self.modules: list[tuple[int, int, str, str, int, str, str]] = []  # an Import, its place first, in bytes
        self.unknown = 0  # dynamic imports of what cannot be known
        self.flags: Collection[str] = TYPING_FLAGS  # the names of what is true for type checkers alone
        self.imported: set[str] = {"_"}  # names that are no globals
        self.todo: list[tuple[list[Any], Scope]] = []
        self.idle = False  # whether there may be functions that could not fail as tests

    def run(self, tree: _ast.Module) -> None:
        """Visits every statement."""
        todo, walrus, source = self.todo, self.walrus, self.text.data
        if b"TYPE_CHECKING" in source and renames(source, b"TYPE_CHECKING"):
            self.flags = flags_of(tree)
        todo.append((tree.body, MODULE_LEVEL))
        while todo:
            block, scope = todo.pop()
            binding = scope.reach is not NO_NAMES
            visits = VISITS if binding else VISITS_WITHIN
            for node in block:
                visit = visits.get(type(node))
                if visit is not None:
                    visit(self, node, scope)
                if walrus and binding:
                    for target in assigned_within(node):
                        self.bind(target.lineno, target.col_offset, target.id, scope)
        if b"import_" in source and (b"import_module" in source or b"__import__" in source):
            from archhook.inventory.dynamic_imports import dynamic_imports

            found, unknown = dynamic_imports(tree, self.text.lines)
            self.unknown = len(unknown)
            self.modules += found

    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols in source order, the first place of each qualified name and kind."""
        first: dict[tuple[str, str], Symbol] = {}
        imported, text = self.imported, self.text
        places = self.found + [place for place in self.bound if place[3] not in imported]
        places.sort()
        for line, byte, kind, name, bases in places:
            if (kind, name) not in first:
                column = byte + 1 if text.ascii else text.column(line, byte)
                first[kind, name] = _make(Symbol, (kind, name, line, column, bases))
        return tuple(first.values())

    def imports(self) -> tuple[Import, ...]:
        """The imports in source order."""
        text, plain = self.text, self.text.ascii
        return tuple(
            [
                _make(Import, (module, name, level, line, byte + 1 if plain else text.column(line, byte), kind, binds))
                for line, byte, module, name, level, kind, binds in sorted(self.modules)
            ]
        )

    def bind(self, line: int, byte: int, name: str, scope: Scope) -> None:
        """Records that a name is bound in a scope, if that makes it a global."""
        if scope.reach is not None:
            if name not in scope.reach:
                return
            name = mangled(name, scope.owner)
        if not scope.guarded:
            self.bound.append((line, byte, "global", name, ()))

    def bind_targets(self, targets: Iterable[Any], scope: Scope) -> None:
        """Records the names of assignment targets."""
        for target in targets:
            for name in (target,) if type(target) is _ast.Name else target_names((target,)):
                self.bind(name.lineno, name.col_offset, name.id, scope)

    def define(self, node: Any, kind: str, place: tuple[int, int], scope: Scope, bases: tuple[str, ...]) -> None:
        """Records a class or function, and puts its body off."""
        prefix, around, guarded, when, owner = scope
        name = node.name
        if around and name in around:
            prefix, name = "", mangled(name, owner)
        name = prefix + name
        self.found.append((*place, kind, name, bases))
        reach = names_declared_global(node.body) if self.scoped else NO_NAMES
        if kind == "class":
            owner = node.name
        else:
            self.idle = self.idle or (is_idle(node.body[-1]) and all(map(is_idle, node.body)))
            when = "lazy" if when == "run" else when
        self.todo.append((node.body, _make(Scope, (name + ".", reach, guarded, when, owner))))


def mangled(name: str, owner: str) -> str:
    """A private name as the interpreter stores it when code inside a class names it."""
    if not name.startswith("__") or name.endswith("__") or not owner.strip("_"):
        return name
    return f"_{owner.lstrip('_')}{name}"


def _function(walk: Walk, node: Any, scope: Scope) -> None:
    place = walk.text.name_after(node.lineno, node.col_offset + len("def"))
    walk.define(node, "function", place, scope, ())


def _async_function(walk: Walk, node: Any, scope: Scope) -> None:
    line, byte = walk.text.name_after(node.lineno, node.col_offset + len("async"))
    walk.define(node, "function", walk.text.name_after(line, byte + len("def")), scope, ())


def _class(walk: Walk, node: Any, scope: Scope) -> None:
    place = walk.text.name_after(node.lineno, node.col_offset + len("class"))
    walk.define(node, "class", place, scope, tuple(filter(None, map(dotted, node.bases))))


def _assign(walk: Walk, node: Any, scope: Scope) -> None:
    walk.bind_targets(node.targets, scope)


def _augmented(walk: Walk, node: Any, scope: Scope) -> None:
    walk.bind_targets((node.target,), scope)


def _annotated(walk: Walk, node: Any, scope: Scope) -> None:
    if node.value is not None or node.simple:
        walk.bind_targets((node.target,), scope)


def _alias(walk: Walk, node: Any, scope: Scope) -> None:
    walk.bind_targets((node.name,), scope)


def _for(walk: Walk, node: Any, scope: Scope) -> None:
    walk.bind_targets((node.target,), scope)
    _body_and_else(walk, node, scope)


def _body_and_else(walk: Walk, node: Any, scope: Scope) -> None:
    walk.todo.append((node.body, scope))
    if node.orelse:
        walk.todo.append((node.orelse, scope))


def _with(walk: Walk, node: Any, scope: Scope) -> None:
    walk.bind_targets([item.optional_vars for item in node.items if item.optional_vars is not None], scope)
    _body(walk, node, scope)


def _body(walk: Walk, node: Any, scope: Scope) -> None:
    walk.todo.append((node.body, scope))


def _if(walk: Walk, node: Any, scope: Scope) -> None:
    body = orelse = scope
    if scope.reach is None and is_main_guard(node.test):
        body = scope._replace(guarded=True, kind="lazy" if scope.kind == "run" else scope.kind)
    elif is_type_checking(node.test, walk.flags):
        body = scope._replace(kind="typing")
    elif type(node.test) is _ast.UnaryOp and type(node.test.op) is _ast.Not:
        orelse = scope._replace(kind="typing") if is_type_checking(node.test.operand, walk.flags) else scope
    walk.todo.append((node.body, body))
    if node.orelse:
        walk.todo.append((node.orelse, orelse))


def _try(walk: Walk, node: Any, scope: Scope) -> None:
    _body_and_else(walk, node, scope)
    if node.finalbody:
        walk.todo.append((node.finalbody, scope))
    for handler in node.handlers:
        walk.todo.append((handler.body, scope))


def _match(walk: Walk, node: Any, scope: Scope) -> None:
    for case in node.cases:
        walk.todo.append((case.body, scope))
        if scope.reach is not NO_NAMES:
            for line, byte, name in captures(case.pattern, walk.text):
                walk.bind(line, byte, name, scope)


def _import(walk: Walk, node: Any, scope: Scope) -> None:
    kind, binding = _when(node, scope)
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        walk.imported.add(name)
        walk.modules.append((alias.lineno, alias.col_offset, alias.name, "", 0, kind, name if binding else ""))


def _import_from(walk: Walk, node: Any, scope: Scope) -> None:
    module, level = node.module or "", node.level or 0
    kind, binding = _when(node, scope)
    for alias in node.names:
        name = alias.asname or alias.name
        walk.imported.add(name)
        binds = name if binding and name != "*" else ""
        walk.modules.append((alias.lineno, alias.col_offset, module, alias.name, level, kind, binds))


def _when(node: Any, scope: Scope) -> tuple[str, bool]:
    """The kind of an import statement, and whether it binds names of the module while that is imported."""
    kind = scope.kind
    if LAZY_STATEMENTS and kind == "run" and node.is_lazy:
        kind = "lazy"
    return kind, scope.reach is None and not scope.guarded


VISITS: dict[type, Callable[[Walk, Any, Scope], None]] = {
    _ast.If: _if,
    _ast.For: _for,
    _ast.AsyncFor: _for,
    _ast.While: _body_and_else,
    _ast.With: _with,
    _ast.AsyncWith: _with,
    _ast.Try: _try,
    _ast.TryStar: _try,
    _ast.Match: _match,
    _ast.FunctionDef: _function,
    _ast.AsyncFunctionDef: _async_function,
    _ast.ClassDef: _class,
    _ast.Assign: _assign,
    _ast.AugAssign: _augmented,
    _ast.AnnAssign: _annotated,
    _ast.Import: _import,
    _ast.ImportFrom: _import_from,
}
if hasattr(_ast, "TypeAlias"):  # 3.12
    VISITS[_ast.TypeAlias] = _alias
BINDERS = (_assign, _augmented, _annotated, _alias)
VISITS_WITHIN = {kind: visit for kind, visit in VISITS.items() if visit not in BINDERS}
VISITS_WITHIN |= dict.fromkeys((_ast.For, _ast.AsyncFor), _body_and_else)
VISITS_WITHIN |= dict.fromkeys((_ast.With, _ast.AsyncWith), _body)
"""The same where nothing that is bound is a global: what only binds is passed over."""
