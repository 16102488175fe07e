"""Which Tasks and Tests are meant where somebody names nodes, files or folders that are to go to another node."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.errors import UsageError
from archhook.laws.edges import declares
from archhook.laws.law import listed
from archhook.model.declaring import folders_above, is_folder
from archhook.model.nodes import in_order, kind_of, sort_key
from archhook.model.vocabulary import VERIFIED_KIND
from archhook.query.subject import joined, node_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture

LISTED = "`archhook list --kind design` names the Designs"
TAKES = "`archhook move` takes Tasks, Tests, Designs, files and folders, and last the node that they are to belong to"


class Part(NamedTuple):
    """A file, or a folder with a final slash, that goes without the rest of the folder which a node declares.

    `beside`: others that declare the same folder, and lose the part as well, for one that is named is no folder's.
    """

    path: str
    node: Node
    beside: tuple[Node, ...] = ()


class Meant(NamedTuple):
    """What is to go. `nodes`: whole, by id, those that are there already included; `parts`: of folders that nodes
    declare, one a path and level, however many nodes share the folder; `others`: Tasks and Tests of the same files that
    cannot belong to the target, by id.
    """

    nodes: tuple[Node, ...]
    parts: tuple[Part, ...]
    others: tuple[Node, ...]


def target_of(seen: Architecture, word: str, here: str) -> Node:
    """The node that something is to belong to: in force, and one that Tasks implement or Tests verify."""
    target = seen.nodes[node_of(seen, word, here)]
    if target.kind in ("task", "test"):
        raise UsageError(f"{target.id} is a {target.kind.capitalize()}, which has nothing to hold; {TAKES}", fix=LISTED)
    if not target.in_force:
        why = (
            "`adopted = False`" if not target.adopted else "it stands in no list that `validate_architecture` is given"
        )
        fix = f"bring it into force first: `archhook whatif {target.id}` says what follows; or name another"
        raise UsageError(f"{target.id} is not in force ({why}), so that nothing may belong to it", fix=fix)
    return target


def designs_in(seen: Architecture, words: Iterable[str], target: Node, here: str) -> tuple[list[Node], list[str]]:
    """(the Designs that some words name, which are to become one with the target, the other words)."""
    designs: dict[str, Node] = {}
    rest = []
    for word in words:
        node_id = "" if _folder(seen, word, here) is not None else subject_of(seen, word, here).node
        if target.kind == "design" and node_id and seen.nodes[node_id].kind == "design":
            designs[node_id] = seen.nodes[node_id]
        else:
            rest.append(word)
    if target.id in designs:
        raise UsageError(f"{target.id} cannot become one with itself", fix="name another Design last, where it goes")
    return list(designs.values()), rest


def meant(seen: Architecture, words: Iterable[str], target: Node, here: str) -> Meant:
    """What some words name. `UsageError` for what is nothing, or cannot belong to the target."""
    nodes: dict[str, Node] = {}
    parts: dict[tuple[str, str], Part] = {}
    others: dict[str, Node] = {}
    for word in words:
        for one in _named(seen, word, target, here):
            if isinstance(one, Part):
                parts[one.path, one.node.id] = one
            elif fits(one, target):
                nodes[one.id] = one
            else:
                others[one.id] = one
    return Meant(
        tuple(nodes[node_id] for node_id in in_order(nodes)),
        tuple(_shared([parts[key] for key in sorted(parts) if parts[key].node.id not in nodes], target)),
        tuple(others[node_id] for node_id in in_order(others)),
    )


def _shared(parts: Iterable[Part], target: Node) -> Iterator[Part]:
    """One part for each path and level, for those that nothing around them holds; none that the target has already."""
    sharing: dict[tuple[str, str], dict[str, list[Node]]] = {}
    for one in parts:
        sharing.setdefault((one.node.kind, one.path), {}).setdefault(one.node.level, []).append(one.node)
    held: dict[str, set[str]] = {}  # folder that goes -> the nodes of which it goes
    for (_, path), levels in sharing.items():  # a folder comes before what lies in it
        nodes = [node for many in levels.values() for node in many]
        around = [held[folder] for folder in folders_above(path) if folder in held]
        if any(ids.issuperset(one.id for one in nodes) for ids in around):
            continue
        if is_folder(path):
            held.setdefault(path, set()).update(one.id for one in nodes)
        for many in levels.values():
            if fits(many[0], target) and any(not is_of(one, target) for one in many):
                first, *_ = sorted(many, key=lambda one: sort_key(one.id))
                yield Part(path, first, tuple(one for one in nodes if one is not first))


def is_of(node: Node, target: Node) -> bool:
    """Whether a Task or a Test belongs to a node, and to no other."""
    return node.targets("implements" if node.kind == "task" else "verifies") == (target.id,)


def fits(node: Node, target: Node) -> bool:
    """Whether a Task or a Test may belong to a node: by the kind that it implements or verifies."""
    return target.kind == ("design" if node.kind == "task" else VERIFIED_KIND[node.level])


def _named(seen: Architecture, word: str, target: Node, here: str) -> Iterator[Node | Part]:
    folder = _folder(seen, word, here)
    if folder is not None:
        yield from _below(seen, word, folder)
        return
    subject = subject_of(seen, word, here)
    if subject.node:
        yield _node(seen, subject.node, target)
        return
    found = [*_declaring(seen, subject.path, subject.symbol)]
    if not found:
        raise UsageError(
            f"no Task or Test declares {subject.path}",
            fix="`archhook sync` gives a governed file one, which can go then",
        )
    if not any(fits(one, target) for one in found):
        raise _unfit(found[0], target)
    for one in found:
        yield one if one.file == subject.path else Part(subject.path, one)


def _declaring(seen: Architecture, path: str, symbol: str) -> Iterator[Node]:
    """The Tasks and Tests in force that declare a path; of a symbol those that declare it, if any do."""
    nodes = (*seen.facts.tasks_of(path), *seen.facts.tests_of(path))
    named = [one for one in nodes if symbol and declares(one, symbol)]
    yield from named or nodes


def _node(seen: Architecture, node_id: str, target: Node) -> Node:
    node = seen.nodes[node_id]
    if node.kind not in ("task", "test"):
        raise UsageError(
            f"{node_id} is a {node.kind.capitalize()}; {TAKES}", fix="`archhook list --kind task` names the Tasks"
        )
    if not fits(node, target):
        raise _unfit(node, target)
    return node


def _unfit(node: Node, target: Node) -> UsageError:
    does = "implements a Design" if node.kind == "task" else f"verifies {_article(VERIFIED_KIND[node.level])}"
    what = "Task" if node.kind == "task" else f"Test of level {node.level}"
    wanted = "design" if node.kind == "task" else VERIFIED_KIND[node.level]
    return UsageError(
        f"{node.id} is a {what}: it {does}, and {target.id} is {_article(kind_of(target.id))}",
        fix=f"`archhook list --kind {wanted}` names what it may belong to",
    )


def _article(kind: str) -> str:
    return f"{'an' if kind == 'intent' else 'a'} {kind.capitalize()}"


def _folder(seen: Architecture, word: str, here: str) -> str | None:
    """The folder that a word names, with a final slash, "" for the project's own; None where it names none."""
    if word in seen.nodes:
        return None
    for base in dict.fromkeys((here, "")):
        path = joined(base, word)
        if path in seen.files:
            return None
        below = f"{path}/" if path else ""
        if any(one.startswith(below) for one in seen.files):
            return below
    return None


def _below(seen: Architecture, word: str, folder: str) -> Iterator[Node | Part]:
    """The Tasks and Tests of the files below a folder; of one that declares a folder around it, the part."""
    found: set[str] = set()
    for path in seen.declared:
        if path.startswith(folder):
            for one in _declaring(seen, path, ""):
                if one.id not in found:
                    found.add(one.id)
                    yield one if one.file.startswith(folder) else Part(folder, one)
    if not found:
        raise UsageError(
            f"no Task or Test declares a file below {word}",
            fix=f"`archhook check {listed([word])}` says what is missing",
        )
