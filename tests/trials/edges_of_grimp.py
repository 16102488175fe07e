"""Compares the imports that archhook sees between the files of a tree with those that grimp sees, file by file.

    python tests/trials/edges_of_grimp.py TREE PACKAGE ... [--root src --root libs/b/src]

`--root` is a source root of the tree (none: the tree itself), PACKAGE a package below one of them, dotted for a part
of a namespace package. Compared are the edges between files of these packages that exist when the code runs (at once
or later); what is imported for type checkers alone is compared apart. archhook's are those that the statements name,
nothing looked through, and no dynamic ones: grimp does neither. Every edge that one side has and the other has not is
printed with a reason, if one can be told. The exit code is 1 where there is one without.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import grimp

from archhook.inventory.module_names import INIT, Resolver, folders_of
from archhook.inventory.python_file import inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.model.nodes import FileInventory, Import

    Edge = tuple[str, str]
    Kinds = dict[Edge, dict[str, list[Import]]]


class Tree:
    """The Python files of a folder, as a Resolver asks for them."""

    def __init__(self, folder: Path) -> None:
        paths = (path for path in folder.rglob("*.py") if path.is_file() and not path.is_symlink())
        sources = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        start = time.process_time()
        self.inventories = {path: inventory(source) for path, source in sorted(sources.items())}
        self.parsed = time.process_time() - start
        self.folders = {folder for path in sources for folder in folders_of(path)}

    def regular(self, path: str) -> bool:
        return path in self.inventories

    def folder(self, path: str) -> bool:
        return f"{path}/" in self.folders

    def inventory(self, path: str) -> FileInventory:
        return self.inventories[path]

    def seen_through(self, path: str) -> bool:
        return path.rpartition("/")[2] == INIT and all(
            one.name.startswith("__") for one in self.inventories[path].symbols
        )


class Compared(NamedTuple):
    """Edges, as (importing file, imported file)."""

    both: set[Edge]
    ours: dict[Edge, str]  # what only archhook has -> why
    theirs: dict[Edge, str]  # what only grimp has -> why


def our_edges(tree: Tree, roots: tuple[str, ...], files: Iterable[str]) -> tuple[Kinds, float]:
    """The edges between files by kind with the statements, and the seconds that it took to find what they mean."""
    start = time.process_time()
    resolver = Resolver(roots, tree)
    meant = {path: resolver.meanings(path, tree.inventories[path], set()) for path in files}
    seconds = time.process_time() - start
    found: Kinds = {}
    for path, meanings in meant.items():
        for one in meanings:
            if one.written in meant:
                item = tree.inventories[path].imports[one.index]
                found.setdefault((path, one.written), {}).setdefault(one.kind, []).append(item)
    return found, seconds


def their_edges(packages: list[str], files: dict[str, str], *, typing: bool) -> tuple[set[Edge], set[str]]:
    """The edges between the files of modules, and the files that grimp has in its graph."""
    graph = grimp.build_graph(*packages, exclude_type_checking_imports=not typing, cache_dir=None)
    edges = {
        (files[module], files[other])
        for module in graph.modules
        if module in files
        for other in graph.find_modules_directly_imported_by(module)
        if other in files and other != module
    }
    return edges, {files[module] for module in graph.modules if module in files}


def modules_of(tree: Tree, roots: tuple[str, ...], packages: list[str]) -> dict[str, str]:
    """Module name -> file, of the files in some packages."""
    found: dict[str, str] = {}
    for path in tree.inventories:
        root = max((one for one in roots if path.startswith(one)), key=len, default=None)
        if root is not None:
            module = path[len(root) :].removesuffix(f"/{INIT}").removesuffix(".py").replace("/", ".")
            if any(module == one or module.startswith(f"{one}.") for one in packages):
                found.setdefault(module, path)
    return found


def compare(ours: Kinds, grimp: tuple[set[Edge], set[str]], tree: Tree, *, typing: bool) -> Compared:
    """What both sides have, and what one has alone."""
    theirs, known = grimp
    kinds = {"run", "lazy", "typing"} if typing else {"run", "lazy"}
    mine = {edge for edge, found in ours.items() if kinds & found.keys()}
    return Compared(
        mine & theirs,
        {edge: why_ours(edge, known, tree) for edge in sorted(mine - theirs)},
        {edge: why_theirs(edge, ours.get(edge, {}), tree) for edge in sorted(theirs - mine)},
    )


def why_ours(edge: Edge, known: set[str], tree: Tree) -> str:
    """Why grimp lacks an edge."""
    for path in edge:
        if path not in known and any(folder + INIT not in tree.inventories for folder in folders_of(path)):
            return "grimp does not see a file in a folder without __init__.py that lies in a package with one"
    return ""


def why_theirs(edge: Edge, kinds: dict[str, list[Import]], tree: Tree) -> str:
    """Why archhook lacks an edge."""
    if tree.inventories[edge[0]].error:
        return "archhook cannot parse the file"
    if kinds.keys() == {"typing"}:
        return "archhook takes it for an import of type checkers alone"
    package = edge[1].removesuffix(f"/{INIT}").replace("/", ".")
    plain = (one.module.rpartition(".")[0] for one in tree.inventories[edge[0]].imports if not one.name)
    if edge[1].endswith(INIT) and any(f".{package}".endswith(f".{one}") for one in plain if one):
        return "`import package.missing`: no file is imported; grimp takes the package"
    return ""


def report(name: str, found: Compared) -> Iterator[str]:
    """The lines to print."""
    alone = f"{len(found.ours)} archhook alone, {len(found.theirs)} grimp alone"
    yield f"{name}: {len(found.both)} edges both have, {alone}"
    for who, edges in (("archhook", found.ours), ("grimp", found.theirs)):
        for why, count in Counter(edges.values()).most_common():
            yield f"  {count} only {who} has: {why or 'NOT EXPLAINED'}"
            yield from (f"    {one} -> {other}" for (one, other), told in edges.items() if told == why)


def main() -> int:
    """0 where every difference is explained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("packages", nargs="+")
    parser.add_argument("--root", action="append", default=[])
    options = parser.parse_args()
    roots = tuple("" if root in ("", ".") else root.strip("/") + "/" for root in options.root or [""])
    sys.path[:0] = [str(options.tree / root) for root in roots]
    tree = Tree(options.tree)
    files = modules_of(tree, roots, options.packages)
    ours, seconds = our_edges(tree, roots, sorted(files.values()))
    start = time.process_time()
    run = compare(ours, their_edges(options.packages, files, typing=False), tree, typing=False)
    took = time.process_time() - start
    typed = compare(ours, their_edges(options.packages, files, typing=True), tree, typing=True)
    imports = sum(len(tree.inventories[path].imports) for path in files.values())
    print(
        f"{options.tree.name}: {len(files)} files, {imports} imported names, parsed in {tree.parsed:.2f} s, "
        f"resolved in {seconds * 1e6 / len(files):.0f} us a file; grimp {took:.2f} s"
    )
    for name, found in (("run and lazy", run), ("with those for type checkers", typed)):
        print(*report(name, found), sep="\n")
    return any("" in found.values() for one in (run, typed) for found in (one.ours, one.theirs))


if __name__ == "__main__":
    sys.exit(main())
