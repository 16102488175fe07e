"""The walls of the package: which files and rooms there are, who may import whom, and how large a file may be.

A room is a folder of the package, or a module that lies at its top. The ledger says of a Design which others it
requires: that is held against the imports, too.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import grimp
import networkx as nx

from archhook.ledger.source import FILE, read_ledger

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "archhook"

LAYERS = (
    ("cli",),
    ("agents", "agents.setup", "measure", "refactor", "sync.resolve"),
    ("query", "adopt", "sync", "hooks"),
    ("live",),
    ("check", "author"),
    ("report", "project", "recovery", "exemptions"),
    ("laws", "laws.explained", "ledger"),
    ("graph", "inventory", "snapshot", "atomic"),
    ("errors", "metamodel"),
    ("model",),
    ("records", "suggest", "cache", "shell"),
)
"""The rooms from the top down. A room imports what is in the rows below its own, and nothing else."""
MOST_LAYERS = 9
"""Of rooms, each of which imports the next. Modules at the top count as rooms."""
AT_THE_TOP = {"__init__.py", "py.typed"}
NO_PYTHON_PACKAGES = {"cli/launcher", "query/html"}
"""Folders whose files are installed or written out, and not imported."""
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 60


def module_graph(package: str) -> nx.DiGraph[str]:
    """Who imports whom in a package; imports in functions and for type checkers are imports.

    The package itself is left out: whoever imports a module of it imports it too.
    """
    graph = grimp.build_graph(package, cache_dir=None)
    imports: nx.DiGraph[str] = nx.DiGraph()
    for module in graph.modules - {package}:
        imports.add_node(module.removeprefix(f"{package}."))
        for other in graph.find_modules_directly_imported_by(module) - {package}:
            imports.add_edge(module.removeprefix(f"{package}."), other.removeprefix(f"{package}."))
    return imports


MODULES = module_graph("archhook")
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
FOLDERS = {path.removesuffix("/__init__.py") for path in FILES if path.endswith("/__init__.py")}


def room_of(module: str) -> str:
    """The folder that a module lies in, dotted; of one at the package's top, itself."""
    return module if module.replace(".", "/") in FOLDERS else module.rpartition(".")[0] or module


def room_graph() -> nx.DiGraph[str]:
    """Which room imports which."""
    rooms: nx.DiGraph[str] = nx.DiGraph()
    rooms.add_nodes_from(map(room_of, MODULES))
    for module, other in MODULES.edges:
        if room_of(module) != room_of(other):
            rooms.add_edge(room_of(module), room_of(other))
    return rooms


ROOMS = room_graph()


def circles(graph: nx.DiGraph[str]) -> set[frozenset[str]]:
    """The sets of nodes of which each reaches each other."""
    return {frozenset(circle) for circle in nx.strongly_connected_components(graph) if len(circle) > 1}


def layers(graph: nx.DiGraph[str]) -> int:
    """The number of nodes on the longest way; all of a circle are on it."""
    depth: dict[int, int] = {}
    condensed = nx.condensation(graph)
    for circle in reversed(list(nx.topological_sort(condensed))):
        below = max((depth[other] for other in condensed.successors(circle)), default=0)
        depth[circle] = below + len(condensed.nodes[circle]["members"])
    return max(depth.values())


def test_circles_and_layers_are_counted() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("a", "d")])
    assert circles(graph) == {frozenset("bc")}
    assert layers(graph) == 4


def test_imports_of_all_kinds_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import house.a\n\nif TYPE_CHECKING:\n    from house import b\n\ndef f():\n    from .c import x\n"
    for name, text in {"__init__": "", "a": "", "b": "", "c": "x = 1\n", "user": source}.items():
        (tmp_path / "house").mkdir(exist_ok=True)
        (tmp_path / "house" / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    assert set(module_graph("house").edges) == {("user", "a"), ("user", "b"), ("user", "c")}


def test_files_do_not_import_each_other_in_a_circle() -> None:
    assert circles(MODULES) == set()


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    assert circles(ROOMS) == set()


def test_rooms_import_downwards() -> None:
    height = {room: -row for row, rooms in enumerate(LAYERS) for room in rooms}
    assert {(room, other) for room, other in ROOMS.edges if height[other] >= height[room]} == set()


def test_rooms_are_few_layers_deep() -> None:
    assert layers(ROOMS) <= MOST_LAYERS


def test_every_room_has_its_place_and_no_other_is_there() -> None:
    rooms = [room for row in LAYERS for room in row]
    assert sorted(rooms) == sorted(ROOMS)
    files = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if path.is_file()]
    files = [path for path in files if "__pycache__" not in path.parts]
    assert {path.parent.as_posix() for path in files} - {"."} == FOLDERS | NO_PYTHON_PACKAGES
    named = {room for room in rooms if "." not in room}
    top = AT_THE_TOP | {name if name in FOLDERS else f"{name}.py" for name in named}
    assert {path.parts[0] for path in files} == top


def test_the_map_shows_the_rooms_in_their_order_and_names_files_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    rows = re.findall(r"^\| (`.+/`) \| .+ \| (.+) \|$", text, re.MULTILINE)
    rooms = [[room.strip("`/").replace("/", ".") for room in first.split(", ")] for first, _ in rows]
    row_of = {room: row for row, rooms in enumerate(rooms) for room in rooms}
    assert set(row_of) == {room for room in ROOMS if room.replace(".", "/") in FOLDERS} - {"laws.explained"}
    assert {(room, other) for room, other in ROOMS.edges if row_of.get(other, 99) < row_of.get(room, 0)} == set()
    named = [
        (names, word) for names, (_, cell) in zip(rooms, rows, strict=True) for word in re.findall(r"`(\w+)`", cell)
    ]
    for names, word in named:
        assert any((PACKAGE / name.replace(".", "/") / f"{word}.py").is_file() for name in names), word
    for path in re.findall(r"`([\w/]+\.py)`", text):
        assert any((folder / path).is_file() for folder in (ROOT, PACKAGE, PACKAGE / "check")), path


def test_no_two_files_have_one_name() -> None:
    names = Counter(Path(path).name for path in FILES)
    assert {name for name, count in names.items() if count > 1} - {"__init__.py"} == set()


def test_no_file_is_long() -> None:
    long = {path for path in FILES if len((PACKAGE / path).read_bytes().splitlines()) > MOST_LINES}
    assert long == set()


def test_no_function_is_long() -> None:
    long = {
        f"{path}: {node.name}"
        for path in FILES
        for node in ast.walk(ast.parse((PACKAGE / path).read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    }
    assert long == set()


def path_of(module: str) -> str:
    """A module's file, from the root."""
    path = module.replace(".", "/")
    return f"archhook/{path}/__init__.py" if path in FOLDERS else f"archhook/{path}.py"


def designs() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The pairs of Designs of which the ledger says that one requires the other, and of which a file imports one."""
    ledger = read_ledger({FILE: (ROOT / FILE).read_bytes()}, FILE)
    assert not ledger.breaches
    names = {node.id: node.class_name for node in ledger.nodes}
    required = {
        (node.class_name, names[other])
        for node in ledger.nodes
        if node.kind == "design"
        for other in node.targets("requires")
    }
    owners: dict[str, set[str]] = {}
    for node in ledger.nodes:
        if node.kind == "task":
            owners.setdefault(node.file, set()).update(names[design] for design in node.targets("implements"))
    imported = {
        (design, other)
        for module, imported in MODULES.edges
        for design in owners.get(path_of(module), ())
        for other in owners.get(path_of(imported), ())
        if design != other
    }
    return required, imported


def test_designs_require_what_their_files_import() -> None:
    required, imported = designs()
    assert (imported - required, required - imported) == (set(), set())
