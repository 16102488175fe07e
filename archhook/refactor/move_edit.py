"""`archhook move`: Tasks and Tests that are to belong to another node, as an edit of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.ledger_changes import Added, Changes, Edit, Links
from archhook.author.node_names import Ids, class_name, prefix_for, title, word_of
from archhook.author.node_source import TARGET
from archhook.author.verifies import about
from archhook.inventory.python_file import governed_symbols
from archhook.laws.law import ALL_TESTS, FIELD_OF
from archhook.model.config import WORDS
from archhook.model.declaring import is_folder, own_detail
from archhook.model.nodes import Link, Node, Spot, in_order
from archhook.refactor.judged_edit import Wanted, Whole, applied
from archhook.refactor.moved_nodes import Part, fits, meant, target_of
from archhook.report.text import count, few, printable
from archhook.sync.owning_design import Owners
from archhook.sync.synced_project import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHOWN = 6
"""So many nodes of a kind are named, where they are many."""

MANY = 20
"""Where more nodes go than so many, those that come from the same node are told in one line."""

NOWHERE = Spot("", 0, 0)


def move(whole: Whole, words: Sequence[str], target: str, here: str) -> Wanted:
    """The edit by which what some words name belongs to a node. `UsageError` where that cannot be."""
    goal = target_of(whole.seen, target, here)
    found = meant(whole.seen, words, goal, here)
    going = [node for node in found.nodes if not _is_there(node, goal)]
    parts = [part for part in found.parts if fits(part.node, goal) and not _is_there(part.node, goal)]
    edits = tuple(Edit(node.id, links=(Links(TARGET[node.kind], (goal.id,)),)) for node in going)
    changes = Changes(edits, tuple(parted(whole, ((part, goal) for part in parts))))
    said = [*_moved(going, goal), *_new(changes.added, parts)]
    there = [node.id for node in found.nodes if node not in going]
    if there:
        said.append(f"{few(there, SHOWN)}: there already")
    if found.others:
        left = few([one.id for one in found.others], SHOWN)
        said.append(f"{left}: left where they are, for they cannot belong to a {goal.kind.capitalize()}")
    said += _tests(whole, going, goal)
    files: dict[str, bytes | None] = {**applied(whole.ledger, changes)} if changes else {}
    return Wanted(files, tuple(map(printable, said)))


def _is_there(node: Node, goal: Node) -> bool:
    return node.targets(TARGET[node.kind]) == (goal.id,)


def _new(added: Iterable[Added], parts: Iterable[Part]) -> Iterator[str]:
    """A line for each node of its own that a part of what another one declares gets."""
    for new, part in zip(added, parts, strict=True):
        was = f"{part.node.id} ({part.node.file})"
        yield f"{new.id} new ({new.file}): {TARGET[new.kind]} {new.target}, taken out of {was}"


def _moved(going: Sequence[Node], goal: Node) -> Iterator[str]:
    """A line for each node that goes; of many, one for all of a kind that come from the same node."""
    alike: dict[tuple[str, str], list[Node]] = {}
    for node in going:
        field = TARGET[node.kind]
        alike.setdefault((field, ", ".join(node.targets(field)) or "nothing"), []).append(node)
    for (field, was), nodes in alike.items():
        if len(going) > MANY and len(nodes) > 1:
            kind = "Task" if field == "implements" else "Test"
            named = few([node.id for node in nodes], SHOWN)
            yield f"{count(len(nodes), kind)} ({named}): {field} {goal.id}, no longer {was}"
            continue
        for node in nodes:
            yield f"{node.id}{f' ({node.file})' if node.file else ''}: {field} {goal.id}, no longer {was}"


def parted(whole: Whole, parts: Iterable[tuple[Part, Node]]) -> Iterator[Added]:
    """A node of its own for each part of what another one declares, for the node that it is to belong to."""
    config, taken = whole.seen.config, words_in(whole.ledger.sources)
    ids, names = Ids(whole.ledger.nodes), set[str]()
    for (path, node), goal in parts:
        prefix, word = prefix_for(node, node.kind, node.level), word_of(path.removesuffix("/"), config.source_roots)
        node_id = ids.word(prefix, word) if config.new_ids == WORDS else ids.number(prefix)
        name = class_name(path, node.level, config.source_roots, lambda one: one in names or taken(one))
        names.add(name)
        lists = _names(whole, path, node, own_detail(goal) or config.symbols)
        yield Added(node_id, node.kind, node.level, name, title(node.kind, path), goal.id, path, lists, node.id)


def _names(whole: Whole, path: str, node: Node, detail: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lists of a new node: all tests, or what the file holds, in such detail."""
    if node.kind == "test":
        return (("test_functions", (ALL_TESTS,)),)
    found: dict[str, set[str]] = {}
    for symbol in () if is_folder(path) else governed_symbols(whole.seen.inventory(path), detail):
        found.setdefault(FIELD_OF[symbol.kind], set()).add(symbol.name)
    return tuple((field, tuple(sorted(found[field]))) for field in FIELD_OF.values() if field in found)


def _tests(whole: Whole, going: Sequence[Node], goal: Node) -> Iterator[str]:
    """That Tests of the nodes which lose Tasks are about what goes, by all that tells what a test is about."""
    tasks = {node.id: node for node in going if node.kind == "task"}
    losing = {one for node in tasks.values() for one in node.targets("implements")}
    if not losing:
        return
    seen = whole.seen
    moving = {node.id for node in going}
    links = (("implements", (Link(goal.id, NOWHERE),)),)
    nodes = whole.ledger.nodes.values()
    before = Owners(seen.facts, nodes)
    after = Owners(seen.facts, (tasks[one.id]._replace(links=links) if one.id in tasks else one for one in nodes))
    tests = {
        test
        for design in losing
        for test in {*seen.rows[design].by("verifies")} - moving
        if about(seen.nodes[test].file, after.code).owners == (goal.id,)
        if about(seen.nodes[test].file, before.code).owners != (goal.id,)
    }
    if tests:
        ids = in_order(tests)
        yield (
            f"{count(len(ids), 'Test')} of {', '.join(in_order(losing))} {'is' if len(ids) == 1 else 'are'} about what"
            f" {goal.id} has now: proposed; `archhook move {' '.join(ids)} {goal.id}`"
        )
