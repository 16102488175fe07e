"""What a conftest.py, or a module of tests, does by which tests are left out, skipped or made to pass."""

from __future__ import annotations

import _ast

from archhook.inventory.check_calls import SKIPPING, below, last_name
from archhook.inventory.parse import parse
from archhook.inventory.syntax_tree import blocks, dotted, target_names
from archhook.model.nodes import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

DESELECTING = frozenset((
    "collect_ignore", "collect_ignore_glob", "pytest_ignore_collect", "pytest_collection_modifyitems",
    "pytest_itemcollected", "pytest_pycollect_makeitem", "pytest_runtest_setup", "pytest_runtest_call",
    "pytest_runtest_protocol", "pytest_runtest_makereport", "pytest_pyfunc_call", "pytest_sessionfinish",
    "pytest_collection", "pytest_collect_file", "pytest_collect_directory", "pytest_collection_finish",
    "pytest_make_collect_report", "pytest_pycollect_makemodule", "pytest_cmdline_main", "pytest_runtestloop",
    "pytest_load_initial_conftests", "pytest_cmdline_parse", "pytest_fixture_setup", "pytest_report_teststatus",
))  # fmt: skip
"""What a conftest.py may define, or import, by which tests are left out, or made to pass."""

PLUGINS = "pytest_plugins"
"""What names modules that may define the same."""

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_PREPARING = frozenset((
    "setup_method", "setup_function", "setup_module", "setup_class", "setup", "setUp", "setUpClass", "setUpModule",
    "asyncSetUp",
))  # fmt: skip


def deselecting_in(source: bytes) -> tuple[tuple[str, int], ...]:
    """(what stands there, line) of all in a conftest.py by which tests can be left out, in order; () of no Python.

    A name that it binds in whatever way, a star import, `globals()` that is written to, a `pytest_configure` that sets
    what pytest was told, a fixture for all tests that skips.
    """
    try:
        tree = parse(source)
    except RecursionError:
        return ()
    return () if isinstance(tree, ParseError) else tuple(_found(tree.body))


def _found(body: list[Any]) -> Iterator[tuple[str, int]]:
    todo = body[::-1]
    while todo:
        node = todo.pop()
        for name in _names(node):
            if name in DESELECTING or name == PLUGINS:
                yield name, node.lineno
        kind = type(node)
        if kind is _ast.ImportFrom and any(one.name == "*" for one in node.names):
            yield f"from {'.' * node.level}{node.module or ''} import *", node.lineno
        elif kind in _FUNCTIONS:
            if node.name == "pytest_configure" and _sets(node):
                yield "pytest_configure that changes what pytest is told", node.lineno
            elif prepares(node) and any(skips_in(node.body)):
                yield f"{node.name} (a fixture of all tests that may skip them)", node.lineno
        elif kind in (_ast.Assign, _ast.Expr, _ast.AugAssign):
            calls = (one for one in below([node]) if type(one) is _ast.Call and dotted(one.func) in ("globals", "vars"))
            if any(calls):
                yield "globals()", node.lineno
        todo += [one for block in blocks(node) for one in block][::-1]


def _names(node: Any) -> list[str]:
    """The names that a statement binds in its scope."""
    kind = type(node)
    if kind in _FUNCTIONS:
        hook = (key.value for one in node.decorator_list if type(one) is _ast.Call for key in one.keywords
                if key.arg == "specname")  # fmt: skip
        return [node.name, *(str(one.value) for one in hook if type(one) is _ast.Constant)]
    if kind is _ast.Assign:
        return [one.id for one in target_names(node.targets)]
    if kind in (_ast.AnnAssign, _ast.AugAssign):
        return [one.id for one in target_names((node.target,))]
    if kind is _ast.ImportFrom:
        return [one.asname or one.name for one in node.names]
    return [node.name] if kind is _ast.ClassDef else []


def _sets(function: Any) -> bool:
    """Whether a `pytest_configure` writes to what it is given: its options, its arguments."""
    given = {one.arg for one in (*function.args.posonlyargs, *function.args.args)}
    written: list[str] = []
    for one in below(function.body):
        if type(one) is _ast.Attribute and type(one.ctx) is _ast.Store:
            if ".option." in dotted(one) or one.attr in ("option", "args"):
                written.append(dotted(one).partition(".")[0])
        elif type(one) is _ast.Call and dotted(one.func) == "setattr":
            written += [dotted(target).partition(".")[0] for target in one.args[:1]]
    return not given.isdisjoint(written)


def prepares(function: Any) -> bool:
    """Whether what a function does is done before each test of its scope: by its name, or as a fixture for all."""
    if function.name in _PREPARING:
        return True
    calls = (one for one in function.decorator_list if type(one) is _ast.Call and last_name(one.func) == "fixture")
    keys = (key for one in calls for key in one.keywords)
    return any(key.arg == "autouse" and getattr(key.value, "value", True) for key in keys)


def skips_in(nodes: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """(word of SKIPPING, line) of what skips below some nodes, marks apart."""
    for one in below(nodes):
        if type(one) is _ast.Call and last_name(one.func) in SKIPPING and "mark" not in dotted(one.func).split("."):
            yield last_name(one.func), one.lineno
        elif type(one) is _ast.Raise and one.exc is not None:
            raised = one.exc.func if type(one.exc) is _ast.Call else one.exc
            if last_name(raised) == "SkipTest":
                yield "SkipTest", one.lineno
