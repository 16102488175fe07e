"""Statements that are not read, walked for what they may change: blocks, and functions that are called."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import evaluate
from archhook.ledger.lookup import foreign
from archhook.ledger.problem import Unreadable
from archhook.ledger.reach import called, look, roots_of
from archhook.ledger.roots import PLAIN, STORED, flat, key_of, marked, mentioned, once, roots_of_value, touch
from archhook.ledger.session import Scope
from archhook.ledger.syntax import iter_child_nodes, walk
from archhook.ledger.values import Function, Instance, Map, Package, Poison, Ref, Resources, Seq, Value, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.ledger.roots import Definition, Roots

COST = 4  # steps that a look at a syntax node takes


def walk_function(function: Function, given: Roots, node: ast.AST, scope: Scope) -> Roots:
    """The roots of what a call of a function of the ledger may give back, after a look at what it may change.

    `given`: the roots of the arguments.
    """
    module = function.module or scope.module
    definition = function.definition
    session = module.session
    if definition in session.walked:
        touch(given, node, scope, f"is handed to {definition.name}, which is not read,")
        return []
    key = (definition, frozenset(map(key_of, flat(given))), session.brought)
    if key in session.walks:
        return session.walks[key]
    outside = Scope(module, module.names)
    spec = definition.args
    defaults = [root for one in (*spec.defaults, *spec.kw_defaults) if one for root in roots_of(one, outside)]
    walking = Walk(outside, "where it is not read")
    names = [one.arg for one in walk(spec) if isinstance(one, ast.arg)]
    walking.scope.names.update((name, marked(definition, outside, [*given, *defaults])) for name in names)
    session.walked.append(definition)
    try:
        walking.run(definition.body)
    finally:
        session.walked.pop()
    found = session.walks[key] = flat(walking.result)
    if not session.walked:
        session.walks.clear()
    return found


def closure(node: Definition, scope: Scope) -> Poison:
    """A function or class that stands inside a function, as a value: it leads to what its body names."""
    return marked(node.body[0], scope, [*mentioned(node, scope)])


def follow_definition(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, value: Value, scope: Scope) -> None:
    """Looks at what a definition evaluates beside its body, and at its decorators, which get `value`."""
    parts: list[ast.expr | None]
    if isinstance(node, ast.ClassDef):
        parts = [keyword.value for keyword in node.keywords]
    else:
        given = node.args
        parameters = (*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg)
        annotations = [one.annotation for one in parameters if one is not None]
        parts = [*given.defaults, *given.kw_defaults, *annotations, node.returns]
    for part in parts:
        if part is not None and type(part) is not ast.Constant:
            roots_of(part, scope)
    for decorator in node.decorator_list[::-1]:
        called(*look(decorator, scope), roots_of_value(value), decorator, scope)


class Walk:
    """Statements that are not read, looked at for what they may change, in any order and number of rounds.

    The names that they bind are bound in a scope of their own, each to all that it may be bound to.
    """

    def __init__(self, scope: Scope, where: str) -> None:
        self.scope = Scope(scope.module, {}, scope)
        self.where = where
        self.result: Roots = []

    def run(self, statements: Sequence[ast.stmt]) -> None:
        """Goes through the statements until nothing new may be bound."""
        session = self.scope.module.session
        size = -1
        while size != (size := session.brought + sum(len({*self._keys(name)}) for name in self.scope.names)):
            for statement in statements:
                session.spend(COST * session.size(statement), self.scope.module, statement)
                self._statement(statement)

    def bound(self) -> Roots:
        """The roots of all names that the statements bind."""
        return [root for name in self.scope.names for root in flat(roots_of_value(self.scope.names[name]))]

    def _keys(self, name: str) -> list[object]:
        return [name, *map(key_of, flat(roots_of_value(self.scope.names[name])))]

    def _statement(self, node: ast.AST) -> None:
        match node:
            case ast.Assign():
                found = roots_of(node.value, self.scope)
                for target in node.targets:
                    self._bind(target, found, node.value)
            case ast.AnnAssign(value=ast.expr() as value):
                self._bind(node.target, roots_of(value, self.scope), value)
            case ast.AugAssign():
                self._augmented(node)
            case ast.For() | ast.AsyncFor():
                self._bind(node.target, roots_of(node.iter, self.scope))
                self._inner((*node.body, *node.orelse))
            case ast.withitem(optional_vars=ast.expr() as target):
                self._bind(target, roots_of(node.context_expr, self.scope))
            case ast.Return(value=ast.expr() as value) | ast.Expr(value=(ast.Yield() | ast.YieldFrom()) as value):
                self.result += roots_of(value, self.scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._definition(node)
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.Delete():
                for target in node.targets:
                    self._bind(target, [])
            case ast.Match():
                found = roots_of(node.subject, self.scope)
                for part in walk(node):
                    name = part.rest if isinstance(part, ast.MatchMapping) else getattr(part, "name", None)
                    if isinstance(part, ast.MatchAs | ast.MatchStar | ast.MatchMapping) and name:
                        self._name(name, found)
                self._inner(node.cases)
            case _:
                self._inner(iter_child_nodes(node))

    def _inner(self, parts: Iterable[ast.AST]) -> None:
        for part in parts:
            if isinstance(part, ast.expr):
                roots_of(part, self.scope)
            else:
                self._statement(part)

    def _definition(self, node: Definition) -> None:
        value = closure(node, self.scope)
        follow_definition(node, value, self.scope)
        if isinstance(node, ast.ClassDef):
            self._inner((*node.bases, *node.body))
        self._name(node.name, [*value.problem.reaches])

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        session = self.scope.module.session
        for alias in node.names:
            dotted = alias.name if isinstance(node, ast.Import) else f"{node.module or ''}.{alias.name}"
            value = foreign(dotted, self.scope.module, node)
            own = isinstance(node, ast.ImportFrom) and node.level
            if own or any(dotted == package or dotted.startswith(f"{package}.") for package in session.packages):
                value = Package("", session.module_of(""), node)
            name = alias.asname or alias.name.partition(".")[0]
            self.scope.names[name] = value.klass if isinstance(value, Ref) else value

    def _augmented(self, node: ast.AugAssign) -> None:
        found = roots_of(node.value, self.scope)
        if not isinstance(node.target, ast.Name):
            self._bind(node.target, found)
            return
        value = self.scope.find(node.target.id)
        if isinstance(value, Seq | Map):
            touch([value], node, self.scope, f"that grows {self.where}", inside=False, brings=found)
        elif value is not None:
            touch(flat(roots_of_value(value)), node, self.scope, f"is changed {self.where}")
            self._name(node.target.id, found)

    def _bind(self, target: ast.expr, found: Roots, source: ast.expr | None = None) -> None:
        match target:
            case ast.Name():
                self._name(target.id, found, source)
            case ast.Tuple() | ast.List():
                for one in target.elts:
                    self._bind(one, found)
            case ast.Starred():
                self._bind(target.value, found)
            case ast.Attribute() | ast.Subscript():
                self._store(target, found)

    def _name(self, name: str, found: Roots, source: ast.expr | None = None) -> None:
        value = self._made(source, found) if source is not None else None
        old = self.scope.names.get(name)
        if old is None and value is not None:
            self.scope.names[name] = value.klass if isinstance(value, Ref) else value
        elif old is None or value is None or key_of(old) != key_of(value):
            everything = flat([*roots_of_value(old), *found])
            if isinstance(old, Poison) and len(everything) == len(flat([old])):
                return
            self.scope.names[name] = marked(ast.Pass(lineno=1, col_offset=0), self.scope, everything)

    def _made(self, source: ast.expr, found: Roots) -> Value | None:
        """The value of what is assigned, if it is known."""
        try:
            return once(evaluate(source, self.scope), source, found, self.scope)
        except Unreadable:
            return None

    def _store(self, target: ast.Attribute | ast.Subscript, found: Roots) -> None:
        value, base = look(target.value, self.scope)
        if isinstance(target, ast.Subscript):
            found = [*found, *roots_of(target.slice, self.scope)]
        if isinstance(value, Seq | Map):
            touch([value], target, self.scope, f"is changed {self.where}", inside=False, brings=found)
        elif isinstance(value, Resources) and value.node in self.scope.module.session.made:
            return  # made by the statements themselves
        elif isinstance(value, Ref | Instance | Resources | Package):
            met = f"a field of {subject(value)} is assigned {self.where}"
            raise Unreadable(self.scope.module, target, met, PLAIN, hard=True)
        else:
            touch(base, target, self.scope, f"is changed {self.where}")
            touch(found, target, self.scope, STORED)
