"""INV402 to INV409 but INV405: the names that Tasks declare against the symbols of one file; whose a new name is."""

from __future__ import annotations

from archhook.inventory.python_file import declared_symbols, declarers, exempt, governed_symbols, last_part
from archhook.laws.law import BY_SYNC, FIELD_OF, KIND_OF, declared_names, dotted, each_once, file_name, held, shown
from archhook.model.findings import Breach
from archhook.model.nodes import FileInventory, is_folder
from archhook.suggest import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from archhook.laws.law import Facts
    from archhook.model.nodes import Node

    Check = Callable[[Facts, str], Iterator[Breach]]

PROPOSALS = 40
"""Where more names than this are missing from a file, it is another file, and no name is a slip of the pen."""


def settled(facts: Facts, path: str) -> bool:
    """Whether a path is a governed file, and its one Task and it say the same, name by name: then no law of files has
    anything to say of it. That is the common case, and decided at a quarter of what it costs to evaluate all of them.

    False says nothing: bare names, nested symbols that have to be declared, files of Tests are left to the laws.
    """
    fact = facts.files.get(path)
    tasks = facts.tasks_of(path)
    if fact is None or fact.role != "governed" or not fact.regular or len(tasks) != 1 or facts.tests_of(path):
        return False
    if tasks[0].planned:
        return False  # that they say the same is what TST510 speaks of
    symbols, _, error, *_ = facts.inventory(path)
    if error is not None:
        return False
    declared = {(KIND_OF.get(field), name) for field, names in tasks[0].declares for name, _ in names}
    asked = facts.symbols_of(path)
    nested = asked != "all"
    for symbol in symbols:
        kind, name, *_ = symbol
        if (kind, name) in declared:
            declared.remove((kind, name))
        elif asked != "files" and not (nested and "." in name) and not exempt(symbol):
            return False
    return not declared


def missing_symbols(code: str, kind: str) -> Check:
    """INV402 to INV404: the law for one kind of symbol."""
    field = FIELD_OF[kind]

    def check(facts: Facts, path: str) -> Iterator[Breach]:
        tasks = [task for task in facts.tasks_of(path) if task.declared(field) and not task.planned]
        fact = facts.files.get(path)
        if not tasks or fact is None or not fact.regular:
            return
        inventory = facts.inventory(path)
        if inventory.error:
            return
        names = declared_names(tasks, field)
        if names <= {symbol.name for symbol in inventory.symbols if symbol.kind == kind}:
            return  # the common case, at a third of the cost
        covered = declared_symbols(inventory, kind, names)
        holds = {other: held(inventory, other) for other in KIND_OF.values()}
        lost = sum(not found for found in covered.values())
        near = Names(holds[kind] - declared_names(facts.tasks_of(path), field) if lost <= PROPOSALS else (), lost)
        for task in tasks:
            for name in each_once(task.declared(field)):
                if not covered[name]:
                    yield Breach(
                        code,
                        f"{task.id} declares {kind} {name!r} that {shown(path)} does not define",
                        ("declared", task.id, field, name),
                        task.id,
                        path,
                        name,
                        _meant(task, kind, name, holds, near),
                    )

    return check


def _meant(task: Node, kind: str, name: str, holds: Mapping[str, set[str]], near: Names) -> str:
    """What to do about a declared name that is not there: a slip of the pen, the wrong field, or unwritten code.

    `holds`: kind -> the names of the file's symbols. `near`: those that may be meant.
    """
    meant = near.nearest(name)
    if meant:
        return f"did you mean {meant!r}?"
    for field, other in KIND_OF.items():
        if other != kind and name in holds[other]:
            return f"{name!r} is a {other} there: move it to `{field}` ({BY_SYNC})"
    return f"write it, or take it out of the `{FIELD_OF[kind]}` of {task.id} ({BY_SYNC})"


def undeclared_symbols(code: str, kind: str) -> Check:
    """INV406 to INV408: the law for one kind of symbol. It holds for governed files that some Task declares."""
    field = FIELD_OF[kind]
    other = f"({BY_SYNC}), or declare it with another Task"

    def check(facts: Facts, path: str) -> Iterator[Breach]:
        fact = facts.files.get(path)
        if fact is None or fact.role != "governed" or not fact.regular or file_name(path) == "conftest.py":
            return
        tasks = facts.tasks_of(path)
        if not tasks:
            return
        inventory = facts.inventory(path)
        if inventory.error:
            return
        names = declared_names(tasks, field)
        unnamed = tuple(symbol for symbol in inventory.symbols if symbol.kind == kind and symbol.name not in names)
        governed = unnamed and governed_symbols(FileInventory(unnamed), facts.symbols_of(path))
        if not governed:
            return  # the common case: the bare names are looked at only where the qualified ones do not do
        owners = declarers(inventory, kind, {task.id: each_once(task.declared(field)) for task in tasks})
        new = [symbol.name for symbol in governed if symbol not in owners]
        below = is_folder(tasks[0].file)  # then all are of folders, which have no names
        to = owners_of_new(tasks, field, inventory, new) if new and not below else {}
        for name in new:
            yield Breach(
                code,
                f"{shown(path)} defines {kind} {name!r} that no Task declares",
                ("symbol", path, kind, name),
                tasks[0].id,
                path,
                name,
                f"write a Task with file_path = {path!r} that declares it"
                if below
                else f"add {name!r} to the `{field}` of {to[name]} {other}",
            )

    return check


def doubly_declared(facts: Facts, path: str) -> Iterator[Breach]:
    """INV409, one for each declared symbol and each Task after the first, by id.

    A qualified name wins over a bare one, so `connect` and `RedisClient.connect` are no double declaration.
    """
    tasks = facts.tasks_of(path)
    if len(tasks) < 2 or _unparsable(facts, path):
        return
    owners: dict[tuple[str, str], str] = {}
    for task in tasks:
        for field, kind in KIND_OF.items():
            for name in each_once(task.declared(field)):
                owner = owners.setdefault((kind, name), task.id)
                if owner != task.id:
                    yield Breach(
                        "INV409",
                        f"{task.id} declares {kind} {name!r} of {shown(path)}, which {owner} declares already",
                        ("node", task.id),
                        task.id,
                        path,
                        name,
                        f"leave it to one of the two: take it out of {task.id} or of {owner}",
                    )


def _unparsable(facts: Facts, path: str) -> bool:
    fact = facts.files.get(path)
    return fact is not None and fact.regular and bool(facts.inventory(path).error)


def owners_of_new(nodes: Sequence[Node], field: str, inventory: FileInventory, new: Collection[str]) -> dict[str, str]:
    """New name of a file -> the id of the node among some that it goes to.

    The one that declares a missing name which is near to it: it was renamed. Else the one that declares what stands
    before it in the file, else the first. `nodes`: in order, at least one. `field`: of theirs that is to hold names.
    """
    if len(nodes) == 1:
        return dict.fromkeys(new, nodes[0].id)
    kind = KIND_OF.get(field, "function")
    names = {node.id: [dotted(one) for one in each_once(node.declared(field))] for node in nodes}
    found = _renamed(kind, inventory, names, new)
    by_symbol = {dotted(name): name for name in new}
    owners = declarers(inventory, kind, names)
    best = nodes[0].id
    for symbol in inventory.symbols:
        if symbol.kind == kind and symbol.name in by_symbol:
            best = found.setdefault(by_symbol[symbol.name], best)
        else:
            best = owners.get(symbol, (best,))[0]
    return {name: found.get(name, best) for name in new}


def _renamed(kind: str, inventory: FileInventory, names: dict[str, list[str]], new: Collection[str]) -> dict[str, str]:
    """New name -> the node that lacks a name near to it."""
    covered = declared_symbols(inventory, kind, {name for many in names.values() for name in many})
    lost = [(node_id, name) for node_id, many in names.items() for name in many if not covered[name]]
    found: dict[str, str] = {}
    if not lost or len(lost) > PROPOSALS:
        return found
    meant = {last_part(dotted(name)): name for name in new} | {dotted(name): name for name in new}
    near = Names(meant, len(lost))
    for node_id, name in lost:
        nearest = near.nearest(name)
        if nearest:
            found.setdefault(meant[nearest], node_id)
    return found
