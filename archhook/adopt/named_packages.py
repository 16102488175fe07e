"""Which folders and files of a project its own metadata names as what it ships. Text in, paths out; nothing is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.adopt.setup_call import setup_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BY_NAME = ("flit_core.", "hatchling.", "poetry.", "pdm.", "uv_build", "maturin")
"""How backends begin that ship the package of the project's own name where nothing else is said."""

FINDERS = ("find:", "find_namespace:")
"""What `packages` of a setup.cfg says where they are to be looked for."""


class Shipped(NamedTuple):
    """What the metadata says: folders (with a final slash) and files, relative to the project; some may not exist."""

    places: tuple[str, ...] = ()
    where: tuple[str, ...] = ()  # folders (with a final slash) below which every package is shipped

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.places or self.where)


def shipped(pyproject: Mapping[str, Any], options: Mapping[str, Mapping[str, str]], setup: bytes) -> Shipped:
    """What `pyproject.toml`, the sections of `setup.cfg` and the source of `setup.py` name; the first that says it."""
    for found in (_of_pyproject(pyproject), _of_setup_cfg(options), _of_setup_py(setup)):
        if found:
            return found
    return Shipped()


def _of_pyproject(document: Mapping[str, Any]) -> Shipped:
    tool = _table(document.get("tool"))
    for read in (_setuptools, _poetry, _hatch, _flit, _uv):
        found = read(tool)
        if found:
            return found
    backend = _text(_table(document.get("build-system")).get("build-backend"))
    name = _text(_table(document.get("project")).get("name")) or _text(_table(tool.get("poetry")).get("name"))
    return _by_name(re.sub(r"[-_.]+", "_", name)) if name and backend.startswith(BY_NAME) else Shipped()


def _setuptools(tool: Mapping[str, Any]) -> Shipped:
    table = _table(tool.get("setuptools"))
    base = _table(table.get("package-dir"))
    modules = _modules(_texts(table.get("py-modules")), base)
    packages = table.get("packages")
    if isinstance(packages, list):
        return Shipped((*_packages(_texts(packages), base), *modules))
    find = _table(_table(packages).get("find"))
    return _found(_texts(find.get("where")), _texts(find.get("include")), base, modules)


def _found(
    where: tuple[str, ...], include: tuple[str, ...], base: Mapping[str, Any], modules: tuple[str, ...]
) -> Shipped:
    """What packages that are looked for are: those that are named, else whatever lies below the folders."""
    roots = [root for root in (_folder(one) for one in where or (_text(base.get("")),)) if root]
    named = [name.partition(".")[0] for name in include]
    if named and all(name.isidentifier() for name in named):
        return Shipped((*(f"{root}{name}/" for root in roots or [""] for name in dict.fromkeys(named)), *modules))
    return Shipped(modules if roots else (), tuple(roots))  # modules alone are not all, where packages are not named


def _poetry(tool: Mapping[str, Any]) -> Shipped:
    found = []
    packages = _table(tool.get("poetry")).get("packages")
    for one in packages if isinstance(packages, list) else ():
        named = _text(_table(one).get("include")).partition("*")[0]
        if named:
            place = f"{_folder(_text(_table(one).get('from')))}{named.strip('/')}"
            found.append(place if place.endswith(".py") else f"{place}/")
    return Shipped(tuple(found))


def _hatch(tool: Mapping[str, Any]) -> Shipped:
    build = _table(_table(_table(tool.get("hatch")).get("build")).get("targets"))
    wheel = _table(build.get("wheel"))
    named = _texts(wheel.get("packages")) or _texts(wheel.get("only-include")) or _texts(wheel.get("include"))
    plain = (one.partition("*")[0].strip("/") for one in named)
    return Shipped(tuple(one if one.endswith(".py") else f"{one}/" for one in plain if one))


def _flit(tool: Mapping[str, Any]) -> Shipped:
    name = _text(_table(_table(tool.get("flit")).get("module")).get("name")).replace(".", "/")
    return _by_name(name) if name else Shipped()


def _by_name(name: str) -> Shipped:
    """What is shipped where a tool looks for a name: a package or a module, at the top or below `src`."""
    names = dict.fromkeys((name, name.lower()))
    return Shipped(tuple(f"{root}{one}{end}" for one in names for root in ("", "src/") for end in ("/", ".py")))


def _uv(tool: Mapping[str, Any]) -> Shipped:
    backend = _table(_table(tool.get("uv")).get("build-backend"))
    names = _texts(backend.get("module-name")) or tuple(filter(None, (_text(backend.get("module-name")),)))
    root = _folder(_text(backend.get("module-root", "src")))
    return Shipped(tuple(f"{root}{name.replace('.', '/')}/" for name in names))


def _of_setup_cfg(sections: Mapping[str, Mapping[str, str]]) -> Shipped:
    options = sections.get("options", {})
    rows = (row.partition("=") for row in options.get("package_dir", "").split("\n"))
    base = {key.strip(): folder.strip() for key, equals, folder in rows if equals}
    modules = _modules(_words(options.get("py_modules", "")), base)
    packages = options.get("packages", "").strip()
    if packages and packages not in FINDERS:
        return Shipped((*_packages(_words(packages), base), *modules))
    find = sections.get("options.packages.find", {})
    return _found(_words(find.get("where", "")), _words(find.get("include", "")), base, modules)


def _of_setup_py(source: bytes) -> Shipped:
    call = setup_call(source)
    base = _table(call.get("package_dir"))
    modules = _modules(_texts(call.get("py_modules")), base)
    packages = call.get("packages")
    if isinstance(packages, list):
        return Shipped((*_packages(_texts(packages), base), *modules))
    find = _table(packages)
    return _found(_texts(find.get("where")), _texts(find.get("include")), base, modules)


def _packages(names: Iterable[str], base: Mapping[str, Any]) -> tuple[str, ...]:
    """The folders of packages; one within another needs none of its own."""
    known = set(names)
    outer = (name for name in sorted(known) if name in base or not known.intersection(_above(name)))
    top = _folder(_text(base.get("")))
    return tuple(_folder(_text(base.get(name))) or f"{top}{name.replace('.', '/')}/" for name in outer if name)


def _above(name: str) -> list[str]:
    """The packages that a package lies in: `a` and `a.b` for `a.b.c`."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def _modules(names: Iterable[str], base: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{_folder(_text(base.get('')))}{name.replace('.', '/')}.py" for name in names if name)


def _folder(place: str) -> str:
    """A folder with its final slash; "" for the project's own."""
    plain = place.strip().removeprefix("./").strip("/")
    return "" if plain in ("", ".") else f"{plain}/"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
