"""The rules of import-linter and tach that a repository carries, as what may import what directly.

A rule of theirs is about modules, with all that lies below them. The modules that any rule names divide the files of a
project, each file belonging to the longest; what may not be imported is then a set of pairs of such modules.
"""

from __future__ import annotations

import configparser
import re
import tomllib
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Contract = dict[str, Any]


class Rules(NamedTuple):
    """What the rules of a tool say of direct imports."""

    roots: tuple[str, ...]  # source roots
    modules: tuple[str, ...]  # dotted names, those that have files
    banned: frozenset[tuple[str, str]]
    typing: str = "count"
    layers: tuple[str, ...] = ()  # the highest first
    layer: Mapping[str, str] = {}  # module -> layer; never changed
    exposed: Mapping[str, tuple[str, ...]] = {}  # module -> patterns of the members that others may import
    passed_over: tuple[str, ...] = ()  # rules that say nothing of direct imports between modules
    excluded: tuple[str, ...] = ()  # files that the tool does not look at


def within(module: str, above: str) -> bool:
    """Whether a module is another one or lies below it."""
    return module == above or module.startswith(above + ".")


def module_name(path: str, roots: Iterable[str]) -> str | None:
    """The dotted name of a file below the longest source root that holds it."""
    fitting = [root for root in roots if root == "." or path.startswith(root + "/")]
    if not fitting:
        return None
    root = max(fitting, key=len)
    inner = path if root == "." else path[len(root) + 1 :]
    return inner.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def module_of(name: str, modules: Iterable[str]) -> str | None:
    """The longest of some modules that a module is or lies below."""
    return max((one for one in modules if within(name, one)), key=len, default=None)


def import_linter(root: Path, files: Iterable[str], roots: tuple[str, ...]) -> Rules:
    """The rules of `.importlinter`, `setup.cfg` or `pyproject.toml`."""
    session, contracts = _contracts(root)
    names = {name for path in files if (name := module_name(path, roots))}
    bans: list[tuple[str, str]] = []
    layered: list[list[list[str]]] = []
    passed_over = []
    for contract in contracts:
        match contract["type"]:
            case "layers":
                for container in _words(contract.get("containers")) or [""]:
                    rows = [_row(container, layer) for layer in _words(contract["layers"])]
                    layered.append([modules for modules, _ in rows])
                    bans += _layer_bans(rows)
            case "independence":
                bans += permutations(_expanded(contract["modules"], names), 2)
            case "forbidden":
                targets = _expanded(contract["forbidden_modules"], names)
                bans += [(one, two) for one in _expanded(contract["source_modules"], names) for two in targets]
            case "protected":
                allowed = _expanded(contract.get("allowed_importers"), names)
                targets = _expanded(contract["protected_modules"], names)
                others = [name for name in names if not any(within(name, one) for one in (*allowed, *targets))]
                bans += [(one, two) for one in others for two in targets]
            case kind:
                passed_over.append(kind)
    named = {module for pair in bans for module in pair} & names
    modules = tuple(sorted(one for one in named if any(module_of(name, named) == one for name in names)))
    banned = {
        (one, two)
        for one, two in permutations(modules, 2)
        if any(within(one, source) and within(two, target) and not within(one, target) for source, target in bans)
    }
    first = layered[0] if layered else []
    layer = {
        one: f"layer {row}" for row, inside in enumerate(first) for two in inside for one in modules if within(one, two)
    }
    typing = "ignore" if str(session.get("exclude_type_checking_imports")).lower() == "true" else "count"
    order = tuple(f"layer {row}" for row in range(len(first)))
    return Rules(roots, modules, frozenset(banned), typing, order, layer, passed_over=tuple(passed_over))


def _contracts(root: Path) -> tuple[Mapping[str, Any], list[Contract]]:
    """(the session's options, the contracts)."""
    table = (
        tomllib.loads((root / "pyproject.toml").read_text()).get("tool", {})
        if (root / "pyproject.toml").exists()
        else {}
    )
    if "importlinter" in table and not (root / ".importlinter").exists():
        return table["importlinter"], table["importlinter"]["contracts"]
    parser = configparser.ConfigParser()
    parser.read([root / "setup.cfg", root / ".importlinter"])
    sections = [dict(parser[name]) for name in parser.sections() if name.startswith("importlinter:contract")]
    return dict(parser["importlinter"]), sections


def _words(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    lines = str(value or "").replace(",", "\n").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def _row(container: str, layer: str) -> tuple[list[str], bool]:
    """(the modules of one layer, whether they may not import each other)."""
    prefix = f"{container}." if container else ""
    parts = re.split(r"[|:]", layer)
    return [prefix + part.strip().strip("()") for part in parts], "|" in layer


def _layer_bans(rows: list[tuple[list[str], bool]]) -> Iterator[tuple[str, str]]:
    for number, (modules, independent) in enumerate(rows):
        if independent:
            yield from permutations(modules, 2)
        for higher, _ in rows[:number]:
            yield from ((low, high) for low in modules for high in higher)


def _expanded(value: object, names: set[str]) -> list[str]:
    """The modules that expressions with `*` and `**` mean; a name without them is meant as it stands."""
    found: list[str] = []
    for word in _words(value):
        found += sorted(name for name in names if _pattern(word).fullmatch(name)) if "*" in word else [word]
    return found


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word).replace(r"\*\*", ".+").replace(r"\*", r"[^.]+"))


def tach(root: Path, files: Iterable[str]) -> Rules:
    """The rules of `tach.toml` and of the `tach.domain.toml` of folders."""
    table = tomllib.loads((root / "tach.toml").read_text())
    roots = tuple(one.strip("/") or "." for one in table.get("source_roots", ["."]))
    left_out = [_glob(word) for word in table.get("exclude", [])]
    paths = [path for path in files if not any(one.match(path) for one in left_out)]
    names = {name for path in paths if (name := module_name(path, roots))}
    modules, interfaces = list(table.get("modules", [])), list(table.get("interfaces", []))
    for domain in sorted(root.rglob("tach.domain.toml")):
        if prefix := module_name(domain.parent.relative_to(root).as_posix(), roots):
            _add_domain(tomllib.loads(domain.read_text()), prefix, modules, interfaces)
    settings: dict[str, Contract] = {}
    for one in modules:
        for word in one.get("paths", [one.get("path")]):
            for name in _expanded([word], names):
                if "*" not in word or name not in settings:
                    settings[name] = one
    held = tuple(sorted(one for one in settings if any(module_of(name, settings) == one for name in names)))
    layers = [one if isinstance(one, str) else str(one["name"]) for one in table.get("layers", [])]
    explicit = bool(table.get("layers_explicit_depends_on"))
    banned = {
        (one, two)
        for one, two in permutations(held, 2)
        if not _permitted(settings[one], settings[two], two, layers, explicit=explicit)
    }
    exposed: dict[str, tuple[str, ...]] = {}
    for interface in interfaces:
        for one in held:
            if any(re.fullmatch(word, one) for word in interface.get("from", [".*"])):
                exposed[one] = (*exposed.get(one, ()), *interface["expose"])
    typing = "ignore" if table.get("ignore_type_checking_imports", True) else "count"
    layer = {one: settings[one]["layer"] for one in held if "layer" in settings[one]}
    excluded = tuple(sorted(set(files) - set(paths)))
    return Rules(roots, held, frozenset(banned), typing, tuple(layers), layer, exposed, excluded=excluded)


def _add_domain(table: Contract, prefix: str, modules: list[Contract], interfaces: list[Contract]) -> None:
    """Adds what the file of a folder says, its names taken from the project's root."""

    def full(name: str) -> str:
        return name[2:] if name.startswith("//") else f"{prefix}.{name}"

    def adapted(one: Contract, paths: list[str]) -> Contract:
        lists = {
            key: [full(entry if isinstance(entry, str) else str(entry["path"])) for entry in one[key]]
            for key in ("depends_on", "cannot_depend_on")
            if key in one
        }
        return {**one, **lists, "paths": paths}

    if "root" in table:
        modules.append(adapted(table["root"], [prefix]))
    listed = table.get("modules", [])
    modules.extend(adapted(one, [full(word) for word in one.get("paths", [one.get("path")])]) for one in listed)
    sources = table.get("interfaces", [])
    interfaces.extend({**one, "from": [re.escape(full(word)) for word in one["from"]]} for one in sources)


def _glob(word: str) -> re.Pattern[str]:
    """What a path that a pattern excludes, or that lies below such a folder, matches."""
    text = re.escape(word.strip("/")).replace(r"\*\*/", "(.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return re.compile(rf"{text}(/|$)")


def _permitted(source: Contract, target: Contract, name: str, layers: list[str], *, explicit: bool) -> bool:
    """Whether a module may import another one; layers come first, as in tach."""
    if source.get("unchecked"):
        return True
    if "layer" in source and "layer" in target:
        down = layers.index(target["layer"]) - layers.index(source["layer"])
        if down < 0 or (down > 0 and not explicit):
            return down > 0
    if _among(name, source.get("cannot_depend_on", ())):
        return False
    return "depends_on" not in source or bool(target.get("utility")) or _among(name, source["depends_on"])


def _among(name: str, entries: Iterable[str | Contract]) -> bool:
    words = (entry if isinstance(entry, str) else str(entry["path"]) for entry in entries)
    return any(_pattern(word).fullmatch(name) for word in words)
