"""Code that the laws do not look at any more, or that they cannot see through."""

from __future__ import annotations

from collections import Counter

from archhook.exemptions.sides import Weakening
from archhook.inventory.body_checks import bodies_of
from archhook.inventory.conftest_hooks import deselecting_in
from archhook.inventory.dynamic_imports import unknown_imports
from archhook.inventory.python_file import last_part
from archhook.laws.law import file_name, listed, shown
from archhook.model.declaring import NOBODY, detail_of, is_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.exemptions.sides import Side, Sides
    from archhook.inventory.body_checks import Body

OUT = {"test": "a file of tests", "other": "excluded", "ledger": "part of the ledger"}
"""Role of a regular Python file that is not governed -> what it is, for a sentence."""

OTHERS = (".pyw", ".pyx", ".txt")
"""Endings of files that are not governed, and that can be run as Python all the same, or were easily made so."""

LINKS = {"120000": "a symbolic link", "160000": "a submodule"}

ALIKE = 0.5
"""Of the lines of a function or class, so many are the same where it was only put elsewhere."""

LONGEST = 80
"""So many letters of a line of code are shown."""

MOST = 50
"""So many of the files that lost one name are compared with a file that has it now."""


def unseen_code(sides: Sides) -> Iterator[Weakening]:
    """One for each way in which code is out of the law's sight that was in it; of files that differ alone."""
    yield from _ungoverned(sides)
    yield from _put_elsewhere(sides)
    yield from _links(sides)
    yield from _folders(sides)
    yield from _dropped(sides)
    ledger = {_module(path) for path in sides.after.ledger}
    for path in sides.changed:
        if file_name(path) == "conftest.py" and sides.after.regular(path):
            yield from _deselecting(sides, path)
        elif sides.after.role(path) == sides.before.role(path) == "governed":
            yield from _unknown_imports(sides, path)
            yield from _of_ledger(sides, path, ledger)


def _unknown_imports(sides: Sides, path: str) -> Iterator[Weakening]:
    """The imports by calls of which nothing tells the module, where a file has more of them than it had; at the first
    of those whose lines it did not have.
    """
    was, now = (side.inventory(path).unknown for side in sides.both)
    if now <= was:
        return
    more = "an import" if now - was == 1 else f"{now - was} imports"
    before, after = (unknown_imports(side.contents((path,))[path]) for side in sides.both)
    left = Counter(text for _, text in before)
    for line, text in after:
        left[text] -= 1
        if left[text] < 0:
            said = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
            what = f"{shown(path)} has {more} more by calls of which nothing tells the module: {shown(said)}"
            yield Weakening("unknown-import", what, sides.after.prefix + path, line)
            return


def _module(path: str) -> str:
    """The name that a module of the ledger is imported by, from the project's folder."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _of_ledger(sides: Sides, path: str, ledger: set[str]) -> Iterator[Weakening]:
    """The first import of the ledger by a governed file that had none: code that stands there is of no Design."""
    had = any(one.module in ledger for one in sides.before.inventory(path).imports)
    for one in sides.after.inventory(path).imports:
        if not had and not one.level and one.module in ledger:
            what = f"{shown(path)} imports the ledger ({one.module}), whose code is not governed"
            yield Weakening("ledger-import", what, sides.after.prefix + path, one.line)
            return


def _ungoverned(sides: Sides) -> Iterator[Weakening]:
    """The files that stay where they are and are governed no longer, one entry for each thing that they are now."""
    groups: dict[str, list[str]] = {}
    for path in sides.changed:
        fact = sides.after.files.get(path)
        if fact is not None and fact.role != "governed" and sides.before.role(path) == "governed":
            groups.setdefault(LINKS.get(fact.mode) or OUT[fact.role], []).append(path)
    for what, paths in groups.items():
        said = f"{listed([*map(shown, paths)])} {'is' if len(paths) == 1 else 'are'} no longer governed: {what}"
        yield Weakening("ungoverned", said, sides.after.prefix + paths[0], 1)


def _put_elsewhere(sides: Sides) -> Iterator[Weakening]:
    """The classes and functions that left governed files and stand in others now, one entry for each such file."""
    lost: dict[tuple[str, str], list[str]] = {}  # (kind, name) -> the files that it left
    kept: set[tuple[str, str]] = set()
    into: list[str] = []
    for path in sides.changed:
        was, now = sides.before.role(path), sides.after.role(path)
        if was == "governed" and now in ("governed", ""):
            there = _defined(sides.after, path) if now else set()
            for one in _defined(sides.before, path) - there:
                lost.setdefault(one, []).append(path)
        if now == "governed":
            kept |= _defined(sides.after, path) - (_defined(sides.before, path) if was == "governed" else set())
        elif now and _may_be_code(path) and sides.after.regular(path):
            into.append(path)
    wanted = lost.keys() - kept
    unread = [path for path in into if not sides.after.python(path)]
    texts = sides.after.contents(unread) if wanted and unread else {}
    bodies = _Bodies(sides)
    for path in into if wanted else ():
        had = _defined(sides.before, path) if sides.before.python(path) else set()
        new = (_named(texts[path], wanted) if path in texts else _defined(sides.after, path)) - had
        moved = sorted(name for kind, name in new & wanted if bodies.alike(lost[kind, name], path, name))
        if moved:
            origin = lost.get(("function", moved[0])) or lost["class", moved[0]]
            what = f"{listed(moved)} of {shown(origin[0])} went to {shown(path)}, {_out(sides, path)}"
            yield Weakening("code-moved", what, sides.after.prefix + path, 1)


def _named(text: bytes, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of some classes and functions that a file may define whose inventory no law needs (the ledger, what is
    excluded): by its text alone.
    """
    words = {"function": "def", "class": "class"}
    return {(kind, name) for kind, name in wanted if f"{words[kind]} {name}".encode() in text}


def _may_be_code(path: str) -> bool:
    """Whether a file may hold Python, by its name."""
    return path.endswith((".py", *OTHERS)) or "." not in file_name(path)


def _out(sides: Sides, path: str) -> str:
    why = OUT[sides.after.role(path)] if path.endswith(".py") else "by its name it is no Python file"
    return f"which is not governed ({why})"


def _defined(side: Side, path: str) -> set[tuple[str, str]]:
    """(kind, name) of the classes and functions at module level."""
    if not side.regular(path) or not path.endswith(".py"):
        return set()
    symbols = side.inventory(path).symbols
    return {(one.kind, one.name) for one in symbols if one.kind != "global" and "." not in one.name}


class _Bodies:
    """What functions and classes hold, on both sides; each file is parsed once."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.known: tuple[dict[str, dict[str, Body]], dict[str, dict[str, Body]]] = ({}, {})

    def of(self, which: int, path: str) -> dict[str, Body]:
        """The bodies of a file of the old side (0) or the new one (1)."""
        known = self.known[which]
        if path not in known:
            known[path] = bodies_of(self.sides.both[which].contents((path,))[path])
        return known[path]

    def alike(self, origins: list[str], path: str, name: str) -> bool:
        """Whether what bears a name in a file is, mostly, what bore it in one of those that it left."""
        now = self.of(1, path).get(name)
        for origin in origins[:MOST] if now else ():
            was = self.of(0, origin).get(name)
            if was and now and was.lines and len(set(was.lines) & set(now.lines)) >= ALIKE * len(set(was.lines)):
                return True
        return False


def _links(sides: Sides) -> Iterator[Weakening]:
    """The symbolic links and submodules that are new and may stand for code: what they point to is not governed."""
    gone = {path for path in sides.changed if sides.before.role(path) == "governed" and not sides.after.role(path)}
    above = {path[:at] for path in gone for at, letter in enumerate(path) if letter == "/"}
    linked = any(one and one.mode in LINKS for one in map(sides.after.files.get, sides.changed))
    python = [path for path in sides.after.files if path.endswith(".py")] if linked else []
    code = {path[:at] for path in python for at, letter in enumerate(path) if letter == "/"} | {""}
    for path in sides.changed:
        fact, before = sides.after.files.get(path), sides.before.files.get(path)
        if fact is None or fact.mode not in LINKS or (before is not None and before.role == "governed"):
            continue
        if before is not None and before.mode == fact.mode:
            continue
        if path.endswith(".py") or path in above or fact.mode == "160000" or _leads_to(sides.after, path, code):
            what = f"{shown(path)} is {LINKS[fact.mode]} now: code behind it is not governed"
            yield Weakening("ungoverned", what, sides.after.prefix + path, 1)


def _leads_to(side: Side, path: str, folders: set[str]) -> bool:
    """Whether a symbolic link points out of the project, or to one of some folders."""
    target = side.contents((path,))[path].decode("utf-8", "replace")
    parts = path.split("/")[:-1]
    for part in target.split("/"):
        if (part == ".." and not parts) or target.startswith("/"):
            return True
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) in folders


def _dropped(sides: Sides) -> Iterator[Weakening]:
    """The names that Tasks drop which need no declaration, nor did, and are there all the same."""
    for was, now in sides.pairs("task"):
        if was.declares == now.declares or not sides.after.role(now.file):
            continue
        pairs = zip((was, now), sides.both, strict=True)
        if any(detail_of(node, side.nodes, side.config) != "files" for node, side in pairs):
            continue  # what asks for less than it did is an exemption
        others = [sides.after.nodes[one] for one in sides.after.declared.get(now.file, NOBODY)[0]]
        kept = {one.name for node in others for _, names in node.declares for one in names}
        there = {name for one in sides.after.inventory(now.file).symbols for name in (one.name, last_part(one.name))}
        names = {one.name for _, found in was.declares for one in found}
        lost = sorted((names & there) - kept)
        if lost:
            what = f"{now.id} names {listed(lost)} of {shown(now.file)} no longer: it may go unseen"
            what = what if len(lost) == 1 else what.replace(": it may", ": they may")
            yield Weakening("names", what, *sides.after.spot(now, now.file_spot), now.id)


def _folders(sides: Sides) -> Iterator[Weakening]:
    """The files that Tasks named, with their symbols, and that only a folder declares now; one for each folder."""
    groups: dict[str, list[str]] = {}
    for path in sides.redeclared:
        if is_folder(path) or sides.after.role(path) != "governed":
            continue
        was = [sides.before.nodes[one] for one in sides.before.declared.get(path, NOBODY)[0]]
        now = [sides.after.nodes[one] for one in sides.after.declared.get(path, NOBODY)[0]]
        if now and all(is_folder(one.file) for one in now) and any(one.declares for one in was):
            groups.setdefault(now[0].id, []).append(path)
    for task, paths in groups.items():
        node = sides.after.nodes[task]
        verb = "is" if len(paths) == 1 else "are"
        what = f"{listed([*map(shown, paths)])} {verb} declared by the folder {shown(node.file)} now, without names"
        yield Weakening("folder", what, *sides.after.spot(node, node.file_spot), task)


def _deselecting(sides: Sides, path: str) -> Iterator[Weakening]:
    before, after = (side.contents((path,))[path] if side.regular(path) else b"" for side in sides.both)
    had = {what for what, _ in deselecting_in(before)}
    for what, line in dict(deselecting_in(after)[::-1]).items():
        if what not in had:
            verb = "defines" if what.isidentifier() else "has"
            said = f"{shown(path)} {verb} {what}, by which tests can be left out or made to pass"
            yield Weakening("deselected", said, sides.after.prefix + path, line)
