"""The inventory against the interpreter's own symbol table and code objects."""

# ruff: noqa: N815 -- the names that ast.NodeTransformer calls
from __future__ import annotations

import ast
import re
import symtable
import sysconfig
import unicodedata
import warnings
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.inventory.python_file import inventory

LIBRARY = Path(sysconfig.get_path("stdlib"))


class Bare(ast.NodeTransformer):
    """Takes away what the contract exempts, and renames definitions, so that what is left assigned is a global."""

    depth = 0  # of definitions: the main guard stands at module level

    def visit_If(self, node: ast.If) -> ast.If:
        self.generic_visit(node)
        if not self.depth and ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__"):
            node.body = [ast.Pass()]
        return node

    def visit_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1
        node.body[:0] = lift_globals(node.body)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        self.generic_visit(node)
        node.name = None
        return node

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> ast.Tuple:
        """What `:=` binds in a comprehension, the scope around it binds; what it iterates with, nobody else sees."""
        self.generic_visit(node)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for generator in node.generators:
            parts += [generator.iter, *generator.ifs]
        return ast.Tuple(parts, ast.Load())

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp

    def visit_Module(self, node: ast.Module) -> ast.Module:
        self.generic_visit(node)
        lift_globals(node.body)  # at module level they say nothing
        return node

    def visit_Delete(self, node: ast.Delete) -> ast.Pass:
        return ast.Pass()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.visit_definition(node)
        node.name = "zz_defined"
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.visit_definition(node)
        node.name = f"___{node.name}"  # underscores in front change nothing of the private names inside
        return node


def lift_globals(body: list[ast.stmt]) -> list[ast.stmt]:
    """Takes the `global` statements out of a scope: with comprehensions dissolved, some would stand too late."""
    lifted: list[ast.stmt] = []
    blocks = [body]
    while blocks:
        block = blocks.pop()
        for place, item in enumerate(block):
            if isinstance(item, ast.Global):
                lifted.append(item)
                block[place] = ast.Pass()
            elif not isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for part in (item, *getattr(item, "handlers", ()), *getattr(item, "cases", ())):
                    blocks += [getattr(part, name, []) for name in ("body", "orelse", "finalbody")]
    return lifted


def expected_globals(source: bytes) -> set[str]:
    tree = ast.parse(source)
    imported = {
        alias.asname or (alias.name.partition(".")[0] if isinstance(node, ast.Import) else alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    bare = ast.fix_missing_locations(Bare().visit(tree))
    top = symtable.symtable(ast.unparse(bare), "", "exec")
    names: set[str] = set()
    stack = [(top, True)]
    while stack:
        table, module = stack.pop()
        names |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_assigned() and (module or symbol.is_declared_global())
        }
        stack += [(child, False) for child in table.get_children()]
    classes = tuple(node.name for node in ast.walk(bare) if isinstance(node, ast.ClassDef))
    return {name for name in names - imported - {"_", "zz_defined"} if not name.endswith(classes)}


def qualified(code: CodeType) -> set[str]:
    """Names of everything that was compiled from a `def` or `class`, as `inventory` writes them."""
    found: set[str] = set()
    stack = [code]
    while stack:
        code = stack.pop()
        stack += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        parts = [part for part in code.co_qualname.split(".") if part != "<locals>"]
        parts = [part for part in parts if not part.startswith("<generic parameters of ")]
        if not any(part.startswith("<") for part in parts) and not code.co_name.startswith("<"):
            found.add(".".join(parts))
    return found


def agree(source: bytes) -> None:
    found = inventory(source)
    assert found.error is None
    assert {symbol.name for symbol in found.symbols if symbol.kind == "global"} == expected_globals(source)
    defined = {symbol.name for symbol in found.symbols if symbol.kind != "global"}
    nodes = [
        node for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]  # fmt: skip
    assert {name.rpartition(".")[2] for name in defined} == {node.name for node in nodes}
    assert defined >= named_in_code(source)
    lines = re.split("\r\n|\r|\n", source.decode("utf-8-sig"))
    for symbol in found.symbols:
        bare = symbol.name.rpartition(".")[2]
        word = re.match(r"\w+", lines[symbol.line - 1][symbol.column - 1 :])
        written = unicodedata.normalize("NFKC", word.group()) if word else ""
        assert written == bare or (written.startswith("__") and bare.endswith(written))  # a private name


def named_in_code(source: bytes) -> set[str]:
    """What `qualified` finds of definitions: type aliases and the bounds of type parameters have code, too."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    aliases = {ast.unparse(node.name) for node in nodes if type(node).__name__ == "TypeAlias"}  # type: ignore[attr-defined]
    aliases |= {node.name for node in nodes if type(node).__name__ == "TypeVar"}  # type: ignore[attr-defined]
    found = qualified(compile(source, "", "exec", dont_inherit=True, optimize=0))
    return {name for name in found if set(name.split(".")) <= names - aliases}


NAMES = st.sampled_from(["a", "b", "c", "é", "__p", "_", "__d__"])


@st.composite
def expressions(draw: st.DrawFn) -> str:
    name, other = draw(NAMES), draw(NAMES)
    forms = [name, "1", f"({name} := 1)", f"[{name} for _x in y]", f"[({name} := 1) for _x in y if ({other} := 2)]"]
    forms += [
        f"lambda {name}=1: ({other} := 2)",
        f"f'{{{name}}}'",
        f"({{1: ({name} := 2)}})",
        f"(lambda k=({name} := 1): k)",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def targets(draw: st.DrawFn) -> str:
    a, b, c = draw(NAMES), draw(NAMES), draw(NAMES)
    return draw(st.sampled_from([a, f"{a}, {b}", f"({a}, *{b})", f"[{a}, ({b}, *{c})]", f"{a}.x", f"{a}[0]"]))


@st.composite
def patterns(draw: st.DrawFn) -> str:
    forms = [
        "{a}",
        "[{a}, *{b}]",
        "{{'k': {a}, **{b}}}",
        "{{**{a}}}",
        "C({a}, k={b})",
        "({a}) as {b}",
        "1 | x.y",
        "[1, *_]",
    ]
    return draw(st.sampled_from(forms)).format(a=draw(NAMES), b=draw(NAMES))


@st.composite
def statements(draw: st.DrawFn, depth: int, indent: str) -> str:
    kind = draw(st.sampled_from(SIMPLE if depth == 0 else SIMPLE + COMPOUND))
    text = kind.format(
        n=draw(NAMES), m=draw(NAMES), e=draw(expressions()), t=draw(targets()), p=draw(patterns()), i="\0"
    )
    while "\0" in text:
        block = draw(st.lists(statements(max(depth - 1, 0), indent + " "), min_size=1, max_size=3))
        text = text.replace("\0", "\n" + "".join(f"{indent} {line}\n" for line in block) + indent, 1)
    return text


SIMPLE = [
    "{t} = {e}", "{n} += {e}", "{n}: int = {e}", "{n}: int", "({n}): int", "{e}", "del {n}", "import {n}", "global {n}",
    "import {n}.x", "from x import {n} as {m}", "{n} = {m} = {e}", "assert {e}", "pass", "global {n}; {n} = 1",
]  # fmt: skip
COMPOUND = [
    "if {e}:{i}else:{i}", "if {e}:{i}elif x:{i}", "for {t} in {e}:{i}", "while {e}:{i}else:{i}", "with {e} as {n}:{i}",
    "try:{i}except E as {n}:{i}else:{i}finally:{i}", "try:{i}except* {e}:{i}", "def {n}(x={e}, *, y={e}):{i}",
    "@{e}\ndef {n}():{i}", "async def {n}() -> {e}:{i}", "class {n}({e}):{i}", "class C:{i}", "def f():{i}",
    "match {e}:\n case {p} if {e}:{i}", "if __name__ == '__main__':{i}else:{i}", "if '__main__' == __name__:{i}",
]  # fmt: skip


def compiles(source: bytes) -> bool:
    try:
        compile(source, "", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


@settings(max_examples=80, deadline=None)
@given(st.lists(statements(2, ""), min_size=1, max_size=6))
def test_generated_modules(written: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kept: list[str] = []
        for statement in written:  # those that can stand together
            if compiles("\n".join([*kept, statement]).encode()):
                kept.append(statement)
        agree("\n".join(kept).encode())


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_it_raise(source: bytes) -> None:
    found = inventory(source)
    assert found.error is None or found.symbols == found.imports == ()


def check_library(paths: list[Path]) -> int:
    checked = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in paths:
            source = path.read_bytes()
            found = inventory(source)
            if found.error is None and compiles(source) and b"coding" not in source[:200]:
                try:
                    agree(source)
                except SyntaxError:  # code that cannot stand without its comprehensions, which the oracle dissolves
                    continue
                except AssertionError as error:
                    raise AssertionError(f"{path}: {error}") from error
                checked += 1
    return checked


def test_some_of_the_standard_library() -> None:
    assert check_library(sorted(LIBRARY.glob("*.py"))[::25]) > 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_a_third_of_the_standard_library(part: int) -> None:
    paths = [path for path in LIBRARY.rglob("*.py") if "site-packages" not in path.parts]
    assert check_library(sorted(paths)[part::12]) > 40
