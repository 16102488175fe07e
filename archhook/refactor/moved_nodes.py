"""Which Tasks and Tests are meant where somebody names nodes, files or folders that are to go to another node."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.errors import UsageError
from archhook.laws.edges import declares
from archhook.laws.law import listed
from archhook.model.nodes import in_order, kind_of
from archhook.model.vocabulary import VERIFIED_KIND
from archhook.query.subject import joined, node_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture

LISTED = "`archhook list --kind design` names the Designs"
TAKES = "`archhook move` takes Tasks, Tests, files and folders, and last the node that they are to belong to"


class Part(NamedTuple):
    """A file, or a folder with a final slash, that goes without the rest of the folder which a node declares."""

    path: str
    node: Node


class Meant(NamedTuple):
    """What is to go. `nodes`: whole, by id, those that are there already included; `parts`: of folders that nodes
    declare; `others`: Tasks and Tests of the same files that cannot belong to the target, by id.
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
        tuple(parts[key] for key in sorted(parts)),
        tuple(others[node_id] for node_id in in_order(others)),
    )


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
        raise UsageError(f"{node_id} is a {node.kind.capitalize()}; {TAKES}", fix=_instead(seen, node, target))
    if not fits(node, target):
        raise _unfit(node, target)
    return node


def _instead(seen: Architecture, node: Node, target: Node) -> str:
    if node.kind == "design" and target.kind == "design":
        tasks = seen.rows[node.id].by("implements")
        return f"its Tasks can go: archhook move {' '.join(tasks[:3])}{' ...' if tasks[3:] else ''} {target.id}"
    return "`archhook list --kind task` names the Tasks"


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
