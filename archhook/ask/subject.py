"""What a word on the command line means in a snapshot: a node, a file, a symbol or a line of one."""

from __future__ import annotations

from archhook.errors import UsageError
from archhook.inventory.python_file import declarers, last_part, test_names
from archhook.laws.matching import ALL_TESTS, KIND_OF, dotted, each_once
from archhook.model import FileInventory, sort_key
from archhook.nearest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import NamedTuple

    from archhook.ask.architecture import Architecture
    from archhook.model import Node, Symbol
else:
    from archhook.records import NamedTuple


class Subject(NamedTuple):
    """What is asked about: a node, or a file with perhaps a symbol of it. `line` is the one that was asked for."""

    word: str
    node: str = ""
    path: str = ""
    symbol: str = ""  # qualified
    kind: str = ""  # of the symbol: class | function | global
    line: int = 0


def subject_of(architecture: Architecture, word: str, here: str = "") -> Subject:
    """What a word means: `T-2`, `[T-2]`, `src/x.py`, `src/x.py:publish`, `src/x.py:42`, `tests/x.py::TestA::test_b`.

    `here`: the folder, relative to the project's root, that paths start from. `UsageError`, with what was probably
    meant, where the snapshot holds no such thing.
    """
    path = joined(here, word)
    if path in architecture.files or path in architecture.declared:
        return Subject(word, path=path)
    node_id = word if word in architecture.nodes else _id_in(word)
    if node_id:
        if node_id in architecture.nodes:
            return Subject(word, node_id)
        near = nearest(node_id, architecture.nodes)
        raise UsageError(
            f"the ledger has no node {node_id}",
            fix=f"did you mean {near}?" if near else "`archhook list` names them",
        )
    for head, tail in _splits(word):
        path = joined(here, head)
        if path in architecture.files:
            return _inside(architecture, word, path, tail)
    raise _unknown_path(architecture, word, here)


def _id_in(word: str) -> str:
    """The id that a word is, "" where it is none."""
    if "/" in word:
        return ""
    from archhook.ledger.ids import canonical

    return canonical(word) or ""


def joined(folder: str, path: str) -> str:
    """A path relative to the project's root, from one relative to a folder of it; `..` may lead out of it."""
    parts: list[str] = []
    for part in (*folder.split("/"), *path.split("/")):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """The ways to take a word for a path and what is in it; `src/x.py:42:7`, as findings are printed, is a line."""
    head, mark, tail = word.partition("::")
    if mark:
        yield head, tail
    head, mark, tail = word.rpartition(":")
    while mark:
        yield head, word[len(head) + 1 :].partition(":")[0] if tail.isdigit() else tail
        head, mark, tail = head.rpartition(":")


def _inside(architecture: Architecture, word: str, path: str, tail: str) -> Subject:
    if tail.isdigit():
        return _at_line(architecture, word, path, int(tail))
    if path in architecture.lines:
        node_id = _node_of_class(architecture, path, tail)
        if node_id:
            return Subject(word, node_id)
    found = symbols_named(_inventory(architecture, path), dotted(tail))
    if not found:
        names = {symbol.name for symbol in _inventory(architecture, path).symbols}
        near = nearest(tail, names | {last_part(name) for name in names})
        raise UsageError(f"{path} holds no symbol {tail!r}", fix=f"did you mean {path}:{near}?" if near else "")
    return Subject(word, "", path, found[0].name, found[0].kind)


def _node_of_class(architecture: Architecture, path: str, name: str) -> str:
    return architecture.lines[path].classes().get(name, (0, ""))[1]


def _at_line(architecture: Architecture, word: str, path: str, line: int) -> Subject:
    """The node or the symbol whose statement holds a line; the file where none does."""
    from archhook.ask.lines import statement_at

    content = architecture.content(path) if architecture.files[path].regular else b""
    if line < 1 or line > content.count(b"\n") + 1:
        count = content.count(b"\n") + (not content.endswith(b"\n"))
        raise UsageError(f"{path} has no line {line}", fix=f"it has {count}")
    name = statement_at(content, line) if path.endswith(".py") else ""
    if path in architecture.lines:
        node_id = _node_of_class(architecture, path, name.partition(".")[0])
        return Subject(word, node_id, line=line) if node_id else Subject(word, path=path, line=line)
    found = symbols_named(_inventory(architecture, path), name) if name else ()
    if not found:
        return Subject(word, path=path, line=line)
    return Subject(word, "", path, found[0].name, found[0].kind, line)


def _inventory(architecture: Architecture, path: str) -> FileInventory:
    fact = architecture.files[path]
    return architecture.inventory(path) if fact.regular and path.endswith(".py") else FileInventory()


def symbols_named(inventory: FileInventory, name: str) -> tuple[Symbol, ...]:
    """The symbols that a name means: by qualified name, else by bare name, in source order."""
    exact = tuple(symbol for symbol in inventory.symbols if symbol.name == name)
    return exact or tuple(symbol for symbol in inventory.symbols if last_part(symbol.name) == name)


def _unknown_path(architecture: Architecture, word: str, here: str) -> UsageError:
    head, tail = next(_splits(word), (word, ""))
    path = joined(here, word)
    if any(other.startswith(path + "/") for other in architecture.files):
        return UsageError(f"{word} is a folder", fix="name a file in it")
    if tail and "/" not in tail:
        path = joined(here, head)
    near = nearest(path, architecture.files)
    if near is None:
        name = path.rpartition("/")[2]
        near = min((other for other in architecture.files if other.rpartition("/")[2] == name), default=None)
    return UsageError(
        f"{word!r} is no id of a node and no file of the snapshot",
        fix=f"did you mean {near}?"
        if near
        else "name a symbol with its file (src/x.py:total); a file that git does not track yet needs --untracked",
    )


def owners_of(architecture: Architecture, subject: Subject) -> tuple[str, ...]:
    """The ids of the nodes that answer for a subject, sorted: itself, or the Tasks and Tests in force that declare it.

    A symbol that nobody names belongs to whoever declares the class or function around it.
    """
    if subject.node:
        return (subject.node,)
    tasks, tests = architecture.facts.tasks_of(subject.path), architecture.facts.tests_of(subject.path)
    if not subject.symbol:
        found = [node.id for node in (*tasks, *tests)]
    else:
        inventory = architecture.inventory(subject.path)
        name = subject.symbol
        found = []
        while name and not found:
            found = [
                *_naming(inventory, tasks, name),
                *(_testing(inventory, tests, subject.path, name) if tests else ()),
            ]
            name = name.rpartition(".")[0]
    return tuple(sorted(set(found), key=sort_key))


def _naming(inventory: FileInventory, tasks: Iterable[Node], name: str) -> Iterator[str]:
    """The Tasks that declare the symbols of a qualified name."""
    for field, kind in KIND_OF.items():
        names = {task.id: tuple(each_once(task.declared(field))) for task in tasks}
        for symbol, ids in declarers(inventory, kind, names).items():
            if symbol.name == name:
                yield from ids


def _testing(inventory: FileInventory, tests: Iterable[Node], path: str, name: str) -> Iterator[str]:
    """The Tests that declare a test function, or a test in the class of that name."""
    for test in tests:
        for found in declared_tests(inventory, test, path):
            if dotted(found) == name or dotted(found).startswith(name + "."):
                yield test.id


def declared_tests(inventory: FileInventory, test: Node, path: str) -> tuple[str, ...]:
    """The tests of its file that a Test declares and that are there, as pytest names them, in source order."""
    names = {dotted(name) for name in each_once(test.declared("test_functions"))}
    there = test_names(path, inventory)
    if ALL_TESTS in names:
        return tuple(found.name for found in there)
    owners = declarers(inventory, "function", {test.id: names})
    return tuple(found.name for found in there if found.symbol in owners)
