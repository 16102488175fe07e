"""What of a function can fail it as a test: checks and calls that are reached, and whose failure nothing swallows."""

from __future__ import annotations

import _ast

from archhook.inventory.check_calls import (
    CHECKING,
    IDLE,
    SKIPPING,
    can_fail,
    checks_in,
    evaluated,
    items_of,
    last_name,
    looks_at,
    values_in,
    values_of_call,
    width_of,
)
from archhook.inventory.constant_truth import truth
from archhook.inventory.parse import iter_child_nodes
from archhook.inventory.syntax_tree import dotted, is_idle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_ENDING = frozenset(
    ("pytest.skip", "pytest.fail", "pytest.xfail", "pytest.exit", "self.skipTest", "self.fail", "sys.exit")
)
"""What a statement is called behind which nothing of its block is reached, as `raise`."""

_LEAVES, _RAISES = "leaves", "raises"
_LEAVING = (_ast.Return, _ast.Break, _ast.Continue)
_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_TRIES = (_ast.Try, _ast.TryStar)
_LOOPS = (_ast.For, _ast.AsyncFor)
_WITHS = (_ast.With, _ast.AsyncWith)
_LATER = (_ast.Lambda, _ast.GeneratorExp)


class Reached:
    """What is reached of a function's body.

    `checks`: how many statements and calls can fail it · `values`: how many values those look at, at most · `dead`: how
    many of those that are written never can, for they are not reached, always hold, or fail unnoticed · `calls`: the
    last names of what else it calls, built-in functions apart · `skips`: words of SKIPPING. Nested functions and
    classes count where they are named again, or decorated. Statements are as deep as the source is indented, a
    hundred levels at most; expressions may be deeper.
    """

    def __init__(self, body: Sequence[Any]) -> None:
        self.checks = 0
        self.values = 0
        self._times = 1  # how often what is read here runs, as far as that is written out
        self.calls: set[str] = set()
        self.skips: list[str] = []
        self._raises = 0  # how many `raise` were met
        self._acts = 0  # how many calls and assignments
        self._noted = False  # whether what swallows failures here does something with them
        self._excused = 0  # how many checks do not count, and are not dead
        self._caught = 0  # how much of what fails here is swallowed: see WIDE
        self._expected = 0  # the same of failures that `raises` waits for: what is called matters there
        self._left: list[set[str]] = []  # for each loop around: "break", "continue"
        self._names: set[str] = set()  # that were read
        self._own: set[str] = set()  # names of nested functions: what they hold is counted, not that they are called
        self._ready: list[str] = []  # names that were read, and whose bodies may wait
        self._waiting: dict[str, list[Sequence[Any]]] = {}  # name -> bodies that run where it is read
        self._block(body)
        while self._ready:
            for nested in self._waiting.pop(self._ready.pop(), ()):
                self._block(nested)
        self.calls -= self._own
        self.dead = checks_in(body) - self.checks - self._excused

    def _block(self, statements: Sequence[Any]) -> str:
        """Reads statements up to that which ends the block; how it ends, "" where what is behind it is reached."""
        for node in statements:
            if end := self._statement(node):
                return end
        return ""

    def _statement(self, node: Any) -> str:
        kind = type(node)
        if kind is _ast.If:
            return self._if(node)
        if kind in _LOOPS or kind is _ast.While:
            return self._loop(node)
        if kind in _TRIES:
            return self._try(node)
        if kind in _WITHS:
            return self._with(node)
        if kind is _ast.Match:
            self._expressions([node.subject])
            for case in node.cases:
                self._expressions([case.guard] if case.guard else [])
                self._block(case.body)
            return ""
        if kind in _FUNCTIONS or kind is _ast.ClassDef:
            self._nested(node)
            return ""
        return self._simple(node)

    def _simple(self, node: Any) -> str:
        """A statement without others in it."""
        kind = type(node)
        if kind is _ast.Assert:
            self._expressions([node.test])
            known = truth(node.test)
            self._check(known is False or (known is None and looks_at([node.test])), 1, values_in(node.test))
            return _RAISES if known is False else ""
        if kind is _ast.Expr and type(node.value) in (*_LATER, _ast.Name):  # named, made, and thrown away
            return ""
        if kind is _ast.Assign and type(node.value) is _ast.Lambda and type(node.targets[0]) is _ast.Name:
            self._wait(node.targets[0].id, [[_ast.Expr(node.value.body)]])
            return ""
        self._acts += kind in (_ast.Assign, _ast.AnnAssign, _ast.AugAssign)
        self._expressions(iter_child_nodes(node))
        if kind is _ast.Raise:
            self._raises += 1
            return _RAISES
        if kind in (_ast.Break, _ast.Continue) and self._left:
            self._left[-1].add("break" if kind is _ast.Break else "continue")
        if kind in _LEAVING:
            return _LEAVES
        called = dotted(node.value.func) if kind is _ast.Expr and type(node.value) is _ast.Call else ""
        return _RAISES if called in _ENDING else ""

    def _if(self, node: Any) -> str:
        """An `if` with all its `elif`, of which there may be more than the stack is deep."""
        ends = []
        while True:
            self._expressions([node.test])
            known = truth(node.test)
            if known is not False:
                ends.append(self._block(node.body))
            if known is True:
                break
            if len(node.orelse) != 1 or type(node.orelse[0]) is not _ast.If:
                ends.append(self._block(node.orelse))
                break
            node = node.orelse[0]
        return _all(ends)

    def _loop(self, node: Any) -> str:
        counted = type(node) in _LOOPS
        self._expressions([node.iter] if counted else [node.test])
        known = truth(node.iter if counted else node.test)
        if known is False:
            return self._block(node.orelse)
        self._left.append(set())
        times = self._times
        self._times *= items_of(node.iter) if counted else 1
        end = self._block(node.body)
        self._times = times
        left = self._left.pop()
        endless = known is True and not counted
        if not endless:
            self._block(node.orelse)
        if "break" in left:
            return ""
        return (end or _LEAVES) if endless else end if known and not left else ""

    def _with(self, node: Any) -> str:
        self._expressions(item.context_expr for item in node.items)
        before = self._caught, self._expected
        for item in node.items:
            word = last_name(item.context_expr.func) if type(item.context_expr) is _ast.Call else ""
            if word == "suppress":
                self._caught = max(self._caught, *map(width_of, item.context_expr.args), 0)
            elif word in ("raises", "assertRaises"):
                self._expected = max(self._expected, *map(width_of, item.context_expr.args), 0)
        end = self._block(node.body)
        self._caught, self._expected = before
        return end if end == _LEAVES else ""  # what is raised may end here

    def _try(self, node: Any) -> str:
        """Its handlers first: they tell how much of what fails in its body is swallowed."""
        before, noted = self._caught, self._noted
        if any(type(one) in _LEAVING for one in node.finalbody):
            self._caught = 2  # `return` in a `finally` drops what was raised
        around = self._caught
        first = node.body[0]
        at_once = type(first) in _LEAVING and is_idle(first)
        ends, width, passed = [], 0, False
        for handler in () if at_once else node.handlers:
            wide = width_of(handler.type) if handler.type else 2
            fails, acts = self.checks + self._raises, self._acts
            ends.append(self._block(handler.body))
            if fails != self.checks + self._raises:
                passed = passed or wide > 0
            elif not passed:
                width = max(width, wide)
                self._noted = self._noted or (wide > 0 and acts != self._acts)
        self._caught = max(around, width)
        end = self._block(node.body)
        self._caught, self._noted = around, noted
        end = end or self._block(node.orelse)
        self._caught = before
        return self._block(node.finalbody) or (_all([end, *ends]) if end else "")

    def _nested(self, node: Any) -> None:
        """A function or class within: its decorators and defaults run, its body where it is named, or handed on."""
        self._expressions(node.decorator_list)
        handed = any(last_name(one.func if type(one) is _ast.Call else one) not in IDLE for one in node.decorator_list)
        bodies = [node.body]
        if type(node) is _ast.ClassDef:
            self._expressions([*node.bases, *node.keywords])
            self._block([one for one in node.body if type(one) not in _FUNCTIONS])
            methods: list[Any] = [one for one in node.body if type(one) in _FUNCTIONS]
            bodies = [one.body for one in methods]
        else:
            self._expressions([*node.args.defaults, *filter(None, node.args.kw_defaults)])
        self._wait(node.name, bodies)
        if handed:
            self._read(node.name)

    def _wait(self, name: str, bodies: Iterable[Sequence[Any]]) -> None:
        """Has bodies read once their name is."""
        self._own.add(name)
        self._waiting.setdefault(name, []).extend(bodies)
        if name in self._names:
            self._ready.append(name)

    def _read(self, name: str) -> None:
        if name not in self._names:
            self._names.add(name)
            self._ready.append(name)

    def _check(self, counts: bool, width: int, values: int = 1) -> None:
        """Counts a check, unless what catches failures here is as wide as it takes to catch this one."""
        if counts and max(self._caught, self._expected) < width:
            self.checks += 1
            self.values += self._times * max(values, 1)
        elif counts and (self._noted or self._expected >= width):
            self._excused += 1

    def _expressions(self, nodes: Iterable[Any]) -> None:
        for one in evaluated(nodes):
            if type(one) is _ast.Name:
                if type(one.ctx) is _ast.Load:
                    self._read(one.id)
            elif type(one) is _ast.Call:
                self._call(one)

    def _call(self, node: Any) -> None:
        word = last_name(node.func)
        if word in SKIPPING:
            self.skips.append(word)
        elif word in CHECKING:
            self._check(True, 1 if dotted(node.func).startswith(("self.", "cls.")) else 2)
        elif word.startswith("assert"):
            self._check(can_fail(word, node), 1, values_of_call(word, node.args))
        elif word not in IDLE:
            self._acts += 1
            self.calls.update(() if self._caught else (word,))


def _all(ends: Sequence[str]) -> str:
    """How what has several ways through it ends: "" where one of them goes on."""
    return "" if "" in ends else _RAISES if _RAISES in ends else _LEAVES
