"""What each governed file is there for: the product, or what its developers need beside it. Pure.

Whatever the product's own metadata ships is the product. Of the rest a folder's name tells (`examples`, `tools`), and
where that says nothing, whether the product imports it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.inventory.module_names import INIT, folder_of, folders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from archhook.adopt.repository_facts import Facts

KINDS = {
    "examples": ("example", "examples", "demo", "demos", "sample", "samples", "tutorial", "tutorials", "notebooks",
                 "playground", "sandbox", "experiments", "recipes", "snippets", "questions", "quickstart", "exercises",
                 "spikes", "docs_src"),
    "benchmarks": ("bench", "benches", "benchmark", "benchmarks", "benchmarking", "perf", "profiling", "asv"),
    "tools": ("tool", "tools", "tooling", "devtools", "hacking", "maint", "maintenance", "admin", "dev", "util",
              "utils", "codegen", "ci"),
    "scripts": ("script", "scripts", "bin", "release", "releasing", "packaging", "deploy", "deployment", "docker",
                "extra", "extras", "misc", "contrib", "etc", "build", "hooks", "tasks"),
    "test support": ("test", "tests", "testing", "t", "features", "smoke", "e2e"),
}  # fmt: skip
"""Kind of code around a product -> what folders of it are called."""

SURE = frozenset({"examples", "benchmarks"})
"""Kinds that are no part of a product even where it imports them."""

WEAK = frozenset(
    {"admin", "dev", "util", "utils", "bin", "release", "packaging", "docker", "extra", "extras", "misc", "contrib",
     "etc", "build", "hooks", "tasks", *KINDS["test support"]} - {"tests"}
)  # fmt: skip
"""Names that packages of a product bear, too: they count beside one that is known to be the product."""

_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
_PARTS = re.compile(r"[-_. ]+")


class Purpose(NamedTuple):
    """The governed files, parted by what they are for."""

    product: tuple[str, ...]  # sorted
    around: Mapping[str, tuple[str, ...]]  # folder, without a final slash ("" is the project's own) -> files, sorted
    package: str = ""  # the folder of the one package that is the product by its name; "" where that is not known


def kind_of(folder: str, *, weak: bool = True) -> str:
    """What code around a product is by the name of its folder: `examples`, `tools`; "" for what is not known."""
    name = folder.rstrip("/").rpartition("/")[2].lower().removesuffix(".py")
    words = [word for word in _PARTS.split(name) if word]
    found = (word for word in (name, *words[-1:], *words[:1]) if word in _KIND_OF and (weak or word not in WEAK))
    return next((_KIND_OF[word] for word in found), "")


def purpose_of(files: Iterable[str], facts: Facts, imports: Callable[[str], Iterable[str]]) -> Purpose:
    """What some governed files are for. `imports`: the files that one imports. Where nothing seems to be the product,
    all of it is.
    """
    files = sorted(files)
    named, packaged = _named(files, facts)
    product: dict[str, None] = {}
    around: dict[str, str] = {}  # path -> its folder
    doubtful: dict[str, list[str]] = {}  # place -> files
    for path in files:
        place = beside(path, facts.built)
        if path.startswith(named):
            product[path] = None
        elif place and (packaged or place.startswith(".") or kind_of(place) in SURE):
            around[path] = place.rstrip("/")
        else:
            doubtful.setdefault(place or _place(path, facts.built), []).append(path)
    known = bool(product)
    _take_imported(product, doubtful, imports)
    regular = {_place(path, facts.built) for path in files if path.endswith(f"/{INIT}")}
    for place, paths in doubtful.items():
        inner = place in regular and any(folder in facts.built for folder in folders_of(place))
        if kind_of(place, weak=known) or (
            not inner and (packaged or (known and place.endswith("/") and place not in regular))
        ):
            around |= dict.fromkeys(paths, (place if place.endswith("/") else folder_of(place)).rstrip("/"))
        else:
            product |= dict.fromkeys(paths)
    if not product:
        return Purpose(tuple(files), {})
    within: dict[str, list[str]] = {}
    for path, folder in sorted(around.items()):
        within.setdefault(folder, []).append(path)
    packages = {place for place in named if f"{place}{INIT}" in facts.files}
    return Purpose(
        tuple(sorted(product)),
        {folder: tuple(paths) for folder, paths in sorted(within.items())},
        packages.pop().rstrip("/") if len(packages) == 1 else "",
    )


def _named(files: Iterable[str], facts: Facts) -> tuple[tuple[str, ...], bool]:
    """(what begins the paths of the files that are surely the product, whether the project's metadata says so).

    Where it does not, that is what bears the project's own name, at the top or below `src`, and all of `src`.
    """
    there = {folder for path in files for folder in folders_of(path)} | {*files}
    places = tuple(place for place in (*facts.shipped.places, *facts.shipped.where) if place in there)
    if places:
        return places, True
    name = facts.name.lower()
    own = {*map(_bare, (name, name.removeprefix("python-"), name.removesuffix("-python")))} - {""}
    named = (place for place in sorted(there) if _top_name(place) in own and kind_of(place) not in SURE)
    return (*named, *(["src/"] if "src/" in there else ())), False


def _top_name(place: str) -> str:
    """The name of a package or a module at the top or below `src` or `lib`, letters and digits alone; else ""."""
    inner = place.removeprefix("src/").removeprefix("lib/").rstrip("/").removesuffix(".py")
    return "" if "/" in inner else _bare(inner)


def _bare(name: str) -> str:
    return _PARTS.sub("", name.lower())


def beside(path: str, built: Collection[str]) -> str:
    """The outermost folder of a path that its name puts beside a product, with a final slash; "" where there is none.

    Below a package, `examples` is a package like any other.
    """
    for folder in folders_of(path):
        if folder.startswith(".") or (folder_of(folder.rstrip("/")) in built and kind_of(folder)):
            return folder
    return ""


def stands_apart(path: str, built: Collection[str]) -> bool:
    """Whether a path, a folder's with its final slash, is of examples or benchmarks: no others import by its names."""
    return kind_of(beside(path, built)) in SURE


def _place(path: str, built: Collection[str]) -> str:
    """What is part of the product or not as a whole: the outermost folder of the innermost project that holds a file,
    or the file itself.
    """
    folders = folders_of(path)
    inner = max((at for at, folder in enumerate(folders, 1) if folder in built), default=0)
    return folders[inner] if inner < len(folders) else path


def _take_imported(
    product: dict[str, None], doubtful: dict[str, list[str]], imports: Callable[[str], Iterable[str]]
) -> None:
    """Moves to the product what it imports of that which is doubtful, directly or through others."""
    place_of = {path: place for place, paths in doubtful.items() for path in paths}
    todo = [*product] if doubtful else []
    while todo:
        for target in imports(todo.pop()):
            for path in doubtful.pop(place_of.get(target, ""), ()):
                product[path] = None
                todo.append(path)
