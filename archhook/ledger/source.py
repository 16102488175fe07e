"""Reads a ledger from its source, without executing it: the only way in which the gates read."""

from __future__ import annotations

import gc

from archhook.errors import ArchhookError
from archhook.inventory.parse import Limits
from archhook.ledger.construct import raw
from archhook.ledger.definitions import refuse_hidden
from archhook.ledger.judging import listed, refuse
from archhook.ledger.link import drafts_of, link
from archhook.ledger.session import Scope, Session
from archhook.ledger.statements import load
from archhook.ledger.syntax import Note, Unreadable
from archhook.ledger.values import Klass
from archhook.model.findings import Breach
from archhook.model.ledger_places import FILE, PACKAGE, entry_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple

    from archhook.ledger.drafts import Draft
    from archhook.model.nodes import Ignore, Node
else:
    from archhook.records import NamedTuple

FRAMES = 8000
"""Stack frames that the reader may use, however deep its caller is. Its calls use no C stack."""


class Bound(NamedTuple):
    """The names that a module binds beside its own nodes, or that mean something else to those who import from it.

    `others`: name -> the id of the node that it is, "" for whatever else. `metamodel`: the names of the metamodel.
    `imports`: name -> line of the statement that imports it.
    """

    others: Mapping[str, str]
    metamodel: tuple[str, ...]
    imports: Mapping[str, int]


class Reading(NamedTuple):
    """What a ledger declares, and the breaches of LED001 to LED004 met on the way.

    `nodes`: sorted by id, the first of each id. `lines`: module path -> class name -> line of the class statement.
    With LED001 it is the only breach, and there are no nodes. For splice.py: `names`, module path -> what it binds
    beside its nodes; `plain`, whether every module holds nothing but imports and plain node classes. `ignores`: module
    path -> its inline ignores, where there are any; entered by whoever has the sources of all modules (check/full.py).
    """

    nodes: tuple[Node, ...]
    lines: Mapping[str, Mapping[str, int]]
    breaches: tuple[Breach, ...]
    names: Mapping[str, Bound] = {}  # never changed
    plain: bool = False
    ignores: Mapping[str, tuple[Ignore, ...]] = {}  # never changed


def ledger_modules(paths: Iterable[str], configured: str) -> tuple[str, ...]:
    """The ledger's modules among a snapshot's paths, sorted, the entry first; () if there is no ledger.

    `configured`: the setting `ledger`, a file or a folder; "" for the usual places. Raises `ArchhookError` where
    both a file and a package are there.
    """
    known = set(paths)
    if not configured and {FILE, PACKAGE} <= known:
        message = f"there are two ledgers, {FILE} and {PACKAGE}"
        fix = "keep one, or name it: the key `ledger` of the configuration"
        raise ArchhookError(message, path=FILE, line=1, column=1, fix=fix)
    entry = entry_named(configured) if configured else PACKAGE if PACKAGE in known else FILE
    if entry not in known:
        return ()
    if not entry.endswith("__init__.py"):
        return (entry,)
    folder = entry.removesuffix("__init__.py")
    inner = sorted(path for path in known if path.startswith(folder) and path.endswith(".py") and path != entry)
    return (entry, *inner)


def not_entered(paths: Iterable[str], configured: str) -> str:
    """The folder that would be the ledger, had it an `__init__.py`, where a snapshot holds none; "" if there is none.

    `configured`: the setting `ledger`, "" for the usual places.
    """
    folder = entry_named(configured or PACKAGE).removesuffix("/__init__.py")
    inside = (path for path in paths if path.startswith(f"{folder}/") and path.endswith(".py"))
    return folder if any(inside) else ""


def read_ledger(sources: Mapping[str, bytes], entry: str) -> Reading:
    """Reads the ledger whose modules are `sources` (path -> bytes), entered at the path `entry`.

    Never raises, whatever the bytes are, and never executes them; the work is bounded.
    """
    session = Session(sources, entry)
    collecting = gc.isenabled()
    gc.disable()  # nothing of a syntax tree is garbage yet; looking for some doubles the time
    try:
        with Limits(FRAMES):
            return _read(session)
    except Unreadable as problem:
        return unreadable(problem, entry)
    except RecursionError:
        deep = Unreadable(None, None, "the ledger is nested too deeply", "write it flatter")
        return unreadable(deep, entry)
    finally:
        session.forget()
        if collecting:
            gc.enable()


def _read(session: Session) -> Reading:
    for path in (session.entry, *sorted(session.modules)):
        load(session.modules[path], session)
    for module, definition in session.functions:
        refuse(definition, module, f"the function {definition.name}")
        if not definition.col_offset:  # of methods there are as many as nodes, and nothing calls them
            refuse_hidden(definition, Scope(session, module, module.names), f"the function {definition.name}")
    given = listed(session)
    drafts = drafts_of(session.classes, given, lambda klass: raw(klass, session))
    nodes, notes = link(drafts, given, session.modules)
    breaches = breaches_of([*session.notes, *notes], session.entry)
    plain = all(module.plain for module in session.modules.values())
    return Reading(nodes, lines_of(drafts), breaches, names_of(session, drafts) if plain else {}, plain)


def names_of(session: Session, drafts: list[Draft]) -> dict[str, Bound]:
    """Module path -> what it binds beside its nodes."""
    ids = {one.klass: one.id if one.node is not None else "" for one in drafts}
    found, inside = {}, session.inside()
    for path, module in session.modules.items():
        others = dict.fromkeys(inside.get(path, ()), "")
        metamodel = []
        for name, value in module.names.items():
            if not isinstance(value, Klass):
                others[name] = ""
            elif value.imported and value.meta == name:
                metamodel.append(name)
            elif value.module is not module or value.name != name or value not in ids:
                others[name] = ids.get(value, "")
        found[path] = Bound(others, tuple(metamodel), module.imports)
    return found


def lines_of(drafts: list[Draft]) -> dict[str, dict[str, int]]:
    """Module path -> class name -> line of the class statement."""
    lines: dict[str, dict[str, int]] = {}
    for one in drafts:
        module = one.klass.module
        assert module is not None
        lines.setdefault(module.path, {})[one.klass.name] = module.position(one.klass.node)[0]
    return lines


def breaches_of(notes: list[Note], entry: str) -> tuple[Breach, ...]:
    """Notes as breaches at their places, sorted by these."""
    found = []
    for note in notes:
        line, column = note.module.position(note.where) if note.module is not None else (1, 1)
        path = note.module.path if note.module is not None else entry
        anchor = ("place", path, line, column)
        words = (shown(note.message), anchor, note.node, path, shown(note.symbol), shown(note.fix))
        found.append(Breach(note.code, *words))
    return tuple(sorted(found, key=lambda breach: (breach.anchor, breach.code, breach.message)))


def unreadable(problem: Unreadable, entry: str) -> Reading:
    """The reading of a ledger that cannot be read: LED001 and nothing else."""
    module = problem.module
    path, (line, column), snippet = entry, (1, 1), ""
    if module is not None:
        path, (line, column), snippet = module.path, module.position(problem.node), module.snippet(problem.node)
    message = (f"cannot read `{snippet}`: " if snippet else "cannot read the ledger: ") + problem.met
    breach = Breach("LED001", shown(message), ("place", path, line, column), "", path, "", shown(problem.write))
    return Reading((), {}, (breach,))


def shown(text: str) -> str:
    """A text on one line, with escapes for what cannot be printed: source may hold anything."""
    return text if text.isprintable() else "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
