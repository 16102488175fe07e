"""What a word on the command line means in a snapshot: a node, a file, a symbol or a line of one."""

from __future__ import annotations

from archhook.check.facts import has_inventory
from archhook.errors import UsageError
from archhook.inventory.python_file import last_part
from archhook.laws.law import dotted, listed
from archhook.model.declaring import is_folder
from archhook.model.nodes import FileInventory, in_order
from archhook.report.text import count, few
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import NamedTuple

    from archhook.model.nodes import Symbol
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple


LISTED = "`archhook list` names the nodes"
NAMES_SHOWN = 5
MEANINGS_SHOWN = 10
NO_HYPHEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_ []"


class Subject(NamedTuple):
    """What a word means: a node, or a file with perhaps a symbol of it, or a folder that a node names, with its final
    slash. `line`: the one that is named, 0 for none.
    """

    word: str
    node: str = ""
    path: str = ""
    symbol: str = ""  # qualified
    kind: str = ""  # of the symbol: class | function | global
    line: int = 0


def subject_of(architecture: Architecture, word: str, here: str = "") -> Subject:
    """What a word means: `T-2`, `[T-2]`, `src/x.py`, `src/x.py:publish`, `src/x.py:42`, `tests/x.py::TestA::test_b`,
    `publish`, `app.x.publish`.

    `here`: the folder, relative to the project's root, that paths start from; one that leads nowhere is taken from the
    root; a path from the repository's top, as in findings, is understood as well. `UsageError`, with what was
    probably meant, where the snapshot holds no such thing, or several.
    """
    folders = dict.fromkeys((here, ""))
    for path in _paths_meant(architecture, word, folders):
        if path in architecture.files or path in architecture.declared:
            return Subject(word, path=path)
        if f"{path}/" in architecture.declared:
            return Subject(word, path=f"{path}/")  # a folder that a Task or Test names
    node_id = word if word in architecture.nodes else _id_in(word)
    if node_id in architecture.nodes:
        return Subject(word, node_id)
    if node_id and not word.endswith(".py"):  # `R-tree.py` is a file that is missed
        near = nearest(node_id, architecture.nodes)
        raise UsageError(f"the ledger has no node {node_id}", fix=_meant(near, LISTED))
    for head, tail in _splits(word):
        for path in _paths_meant(architecture, head, folders):
            if path in architecture.files:
                return _inside(architecture, word, path, tail)
    named = _by_name(architecture, word, folders)
    if named is None:
        raise _unknown(architecture, word, here)
    return named


def _paths_meant(architecture: Architecture, word: str, folders: Iterable[str]) -> Iterator[str]:
    """The paths, relative to the project's root, that a word may mean."""
    yield from (joined(folder, word) for folder in folders)
    prefix, path = architecture.snapshot.prefix, joined("", word)
    if prefix and path.startswith(prefix):
        yield path.removeprefix(prefix)


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


def _by_name(architecture: Architecture, word: str, folders: Iterable[str]) -> Subject | None:
    """What a name without a file means, if anything: no package that is a folder here. `UsageError` for several things.

    `folders`: those that paths start from.
    """
    from archhook.query.symbol_names import meanings_of

    found = meanings_of(architecture, word)
    below = tuple(joined(folder, word) + "/" for folder in folders)
    if any(one.is_file for one in found) and any(path.startswith(below) for path in architecture.files):
        found = tuple(one for one in found if not one.is_file)
    if len(found) > 1:
        things = few([*map(str, found)], MEANINGS_SHOWN)
        raise UsageError(f"{word} is {len(found)} things: {things}", fix="name one of them")
    return Subject(word, *found[0]) if found else None


def node_of(architecture: Architecture, word: str, here: str = "") -> str:
    """The id of the declared node that a word means. `UsageError` as of `subject_of`, and for a file or a symbol."""
    subject = subject_of(architecture, word, here)
    if not subject.node:
        raise UsageError(f"{word} is no node", fix=f"`archhook why {word}` names the nodes that answer for it")
    return subject.node


def _meant(near: str | None, otherwise: str) -> str:
    """The way on from a word that means nothing: what was probably meant, else where all that could be is listed."""
    return f"did you mean {near}?" if near else otherwise


def _id_in(word: str) -> str:
    """The id that a word is, "" where it is none."""
    if "/" in word:
        return ""
    from archhook.model.ids import canonical

    return canonical(word) or ""


def _inside(architecture: Architecture, word: str, path: str, tail: str) -> Subject:
    if tail.isdigit():
        return _at_line(architecture, word, path, int(tail))
    if path in architecture.lines:
        node_id = _node_of_class(architecture, path, tail)
        if node_id:
            return Subject(word, node_id)
    found = symbols_named(_inventory(architecture, path), dotted(tail))
    if not found:
        raise _unknown_symbol(architecture, path, tail)
    return Subject(word, "", path, found[0].name, found[0].kind)


def _unknown_symbol(architecture: Architecture, path: str, name: str) -> UsageError:
    names = [symbol.name for symbol in _inventory(architecture, path).symbols]
    if path in architecture.lines:
        names = list(architecture.lines[path].classes())
    near = nearest(name, {*names, *map(last_part, names)})
    some = ", ".join(names[:NAMES_SHOWN]) + (" ..." if len(names) > NAMES_SHOWN else "")
    return UsageError(
        f"{path} holds no symbol {name!r}", fix=_meant(near and f"{path}:{near}", f"it holds {some or 'none at all'}")
    )


def _node_of_class(architecture: Architecture, path: str, name: str) -> str:
    return architecture.lines[path].classes().get(name, (0, ""))[1]


def _at_line(architecture: Architecture, word: str, path: str, line: int) -> Subject:
    """The node or the symbol whose statement holds a line; the file where none does."""
    from archhook.query.symbol_names import statement_at

    content = architecture.content(path) if architecture.files[path].regular else b""
    if line < 1 or line > content.count(b"\n") + 1:
        lines = count(content.count(b"\n") + (not content.endswith(b"\n")), "line")
        raise UsageError(f"{path} has no line {line}", fix=f"it has {lines}")
    name = statement_at(content, line) if path.endswith(".py") else ""
    if path in architecture.lines:
        node_id = _node_of_class(architecture, path, name.partition(".")[0])
        return Subject(word, node_id, line=line) if node_id else Subject(word, path=path, line=line)
    found = symbols_named(_inventory(architecture, path), name) if name else ()
    if not found:
        return Subject(word, path=path, line=line)
    return Subject(word, "", path, found[0].name, found[0].kind, line)


def _inventory(architecture: Architecture, path: str) -> FileInventory:
    return architecture.inventory(path) if has_inventory(path, architecture.files[path]) else FileInventory()


def symbols_named(inventory: FileInventory, name: str) -> tuple[Symbol, ...]:
    """The symbols that a name means: by qualified name, else by bare name, in source order."""
    exact = tuple(symbol for symbol in inventory.symbols if symbol.name == name)
    return exact or tuple(symbol for symbol in inventory.symbols if last_part(symbol.name) == name)


def _unknown(architecture: Architecture, word: str, here: str) -> UsageError:
    """What to say of a word that is no id, no path of the snapshot and no symbol of one."""
    path = joined(here, word)
    below = path + "/" if path else ""
    inside = min((other for other in architecture.files if other.startswith(below)), default="")
    if inside and word:
        return _folder(architecture, word, below, inside)
    message = f"{word!r} is no id of a node and no file of the snapshot"
    bare = word.strip("[] ").casefold()
    alike = min((other for other in architecture.nodes if other.casefold() == bare), default=None)
    if alike:
        return UsageError(message, fix=_meant(alike, LISTED))
    if "/" not in word and "." not in word:
        message = f"{word!r} is no id of a node, no file of the snapshot and no symbol of one"
        return UsageError(message, fix=_meant(_near_name(architecture, word), LISTED))
    head, tail = next(_splits(word), (word, ""))
    if tail and "/" not in tail:
        path = joined(here, head)
    near = nearest(path, architecture.files)
    if near is None:
        name = path.rpartition("/")[2]
        near = min((other for other in architecture.files if other.rpartition("/")[2] == name), default=None)
    untracked = "; one that git does not track yet needs `git add` or --untracked"
    listed = "`archhook list --fields id,file` names the declared files"
    return UsageError(message, fix=_meant(near, listed + (untracked if architecture.snapshot.tracked_only else "")))


def _folder(architecture: Architecture, word: str, below: str, inside: str) -> UsageError:
    """What to say of a folder: which nodes answer for the files below it. `inside`: one of these."""
    tasks: set[str] = set()
    tests: set[str] = set()
    declared = []
    for path, found in architecture.declared.items():
        if path.startswith(below) and not is_folder(path):
            declared.append(path)
            tasks.update(found[0])
            tests.update(found[1])
    if not declared:
        return UsageError(f"{word} is a folder", fix=f"name a file in it: {inside}; no node declares one of them")
    designs = {design for task in tasks for design in architecture.rows[task].to("implements")}
    parts = [
        f"{count(len(ids), kind)} ({listed(in_order(ids))})"
        for kind, ids in (("Design", designs), ("Task", tasks), ("Test", tests))
        if ids
    ]
    files = count(len(declared), "file")
    return UsageError(
        f"{word} is a folder; the nodes that answer for {files} in it: {', '.join(parts)}",
        fix=f"name a file in it: {min(declared)}; or one of these nodes",
    )


def _near_name(architecture: Architecture, word: str) -> str | None:
    """The node, the file or the symbol that a word without a path is near to."""
    from archhook.query.symbol_names import symbol_names

    file = min((path for path in architecture.files if word and path.endswith(f"/{word}.py")), default=None)
    return _near_node(architecture, word) or file or nearest(word, symbol_names(architecture))


def _near_node(architecture: Architecture, word: str) -> str | None:
    """The node that a word without a path is near to: `d2` for D-2, or the name of its class."""
    for module in architecture.lines:
        node_id = _node_of_class(architecture, module, word)
        if node_id:
            return node_id
    number = word.lstrip(NO_HYPHEN)
    if not number:
        return None
    node_id = f"{word.removesuffix(number).strip('-_ []')}-{number}"
    return node_id if node_id in architecture.nodes else nearest(node_id, architecture.nodes)
