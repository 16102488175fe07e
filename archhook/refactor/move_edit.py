"""`archhook move`: Tasks and Tests that are to belong to another node, as an edit of the ledger."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from archhook.author.leaf_folders import tests_title
from archhook.author.ledger_changes import Added, Changes, Edit, Links
from archhook.author.node_names import Ids, class_name, prefix_for, title, word_of
from archhook.author.node_source import TARGET
from archhook.author.verifies import about
from archhook.inventory.python_file import governed_symbols
from archhook.laws.law import ALL_TESTS, FIELD_OF
from archhook.model.config import WORDS
from archhook.model.declaring import is_folder, own_detail, paths_below
from archhook.model.nodes import Link, Node, Spot, in_order
from archhook.refactor.folder_files import holds_tests
from archhook.refactor.joined_designs import belonging, joined
from archhook.refactor.judged_edit import Wanted, Whole, applied
from archhook.refactor.moved_nodes import Part, designs_in, is_of, meant, target_of
from archhook.refactor.needless_nodes import needless
from archhook.report.text import count, few, printable
from archhook.sync.owning_design import Owners
from archhook.sync.synced_project import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.query.architecture import Architecture

SHOWN = 6
"""So many nodes of a kind are named, where they are many."""

MANY = 20
"""Where more nodes go than so many, those that come from the same node are told in one line."""

NOWHERE = Spot("", 0, 0)


def move(whole: Whole, words: Sequence[str], target: str, here: str) -> Wanted:
    """The edit by which what some words name belongs to a node. `UsageError` where that cannot be."""
    goal = target_of(whole.seen, target, here)
    designs, words = designs_in(whole.seen, words, goal, here)
    found = meant(whole.seen, words, goal, here)
    inside = {node.id: node for design in designs for node in belonging(whole.ledger, design)}
    going = [node for node in found.nodes if not is_of(node, goal) and node.id not in inside]
    dropped = needless(whole, [*going, *inside.values()], goal.id)
    staying = [node for node in going if node.id not in dropped]
    edits = [Edit(node.id, links=(Links(TARGET[node.kind], (goal.id,)),)) for node in staying]
    added = tuple(parted(whole, ((part, goal) for part in found.parts)))
    joining = joined(whole, designs, goal, dropped)
    changes = Changes((*edits, *joining.edits), added, (*dropped, *(one.id for one in designs)))
    said = [*joining.said, *_moved(staying, goal), *_new(added, found.parts), *_dropped(whole, dropped, goal)]
    there = [node.id for node in found.nodes if is_of(node, goal) and node.id not in inside]
    if there:
        said.append(f"{few(there, SHOWN)}: there already")
    elif not changes and not found.others:
        said.append(f"{goal.id} has that already, by a folder")
    if found.others:
        left = few([one.id for one in found.others], SHOWN)
        said.append(f"{left}: left where they are, for they cannot belong to a {goal.kind.capitalize()}")
    said += _to_read(whole, going, found.parts, goal)
    said += _tests(whole, going, goal, found.parts)
    files: dict[str, bytes | None] = {**applied(whole.ledger, changes)} if changes else {}
    return Wanted(files, tuple(map(printable, said)), ids={one.id: goal.id for one in designs})


def _dropped(whole: Whole, dropped: Mapping[str, Node], goal: Node) -> Iterator[str]:
    """Lines for the nodes that go, as another one of the target declares the same: one for each of these."""
    by: dict[str, list[str]] = {}
    for node_id in in_order(dropped):
        by.setdefault(dropped[node_id].id, []).append(node_id)
    for holder_id, ids in by.items():
        holder = whole.ledger.nodes[holder_id]
        nodes = [f"{one} ({whole.ledger.nodes[one].file})" for one in ids]
        what = "it" if len(ids) == 1 else "them"
        yield f"{few(nodes, SHOWN)} removed: {holder_id} ({holder.file}) of {goal.id} declares {what} as well"


def _new(added: Iterable[Added], parts: Iterable[Part]) -> Iterator[str]:
    """A line for each node of its own that a part of what another one declares gets."""
    for new, part in zip(added, parts, strict=True):
        was = few([f"{one.id} ({one.file})" for one in (part.node, *part.beside)], SHOWN)
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
    for (path, node, *_), goal in parts:
        prefix, word = prefix_for(node, node.kind, node.level), word_of(path.removesuffix("/"), config.source_roots)
        node_id = ids.word(prefix, word) if config.new_ids == WORDS else ids.number(prefix)
        name = class_name(path, node.level, config.source_roots, lambda one: one in names or taken(one))
        names.add(name)
        lists = _names(whole, path, node, own_detail(goal) or config.symbols)
        folder = node.kind == "test" and is_folder(path)
        text = tests_title(path, node.level, "") if folder else title(node.kind, path)
        yield Added(node_id, node.kind, node.level, name, text, goal.id, path, lists, node.id)


def _names(whole: Whole, path: str, node: Node, detail: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lists of a new node: all tests, or what the file holds, in such detail."""
    if node.kind == "test":
        return (("test_functions", (ALL_TESTS,)),)
    found: dict[str, set[str]] = {}
    for symbol in () if is_folder(path) else governed_symbols(whole.seen.inventory(path), detail):
        found.setdefault(FIELD_OF[symbol.kind], set()).add(symbol.name)
    return tuple((field, tuple(sorted(found[field]))) for field in FIELD_OF.values() if field in found)


def _to_read(whole: Whole, going: Sequence[Node], pieces: Sequence[Part], goal: Node) -> Iterator[str]:
    """That docstrings of Designs speak of files that go from them, or of how many they have."""
    tasks = [node for node in going if node.kind == "task"] + [one.node for one in pieces if one.node.kind == "task"]
    paths = [node.file for node in going if node.kind == "task"] + [part.path for part in pieces]
    stems = {path.rstrip("/").rpartition("/")[2].removesuffix(".py") for path in paths}
    named = re.compile(rf"(?<!\w)(?:\d+ files?|All of|{'|'.join(map(re.escape, stems))})(?!\w)")
    designs = in_order({goal.id, *(one for node in tasks for one in node.targets("implements"))} if tasks else ())
    told = [f'{one} ("{said[0]}")' for one in designs if (said := named.search(whole.seen.nodes[one].doc))]
    if told:
        does, their = ("says", "its") if len(told) == 1 else ("say", "their")
        yield f"read again what {few(told, SHOWN)} {does} of {their} files"


def _tests(whole: Whole, going: Sequence[Node], goal: Node, pieces: Sequence[Part]) -> Iterator[str]:
    """That Tests of the nodes which lose Tasks are about what goes, by all that tells what a test is about.

    Of a folder of tests it is said of each test file in it; of all of it where no other is there.
    """
    tasks = {node.id: node for node in going if node.kind == "task"}
    losing = {one for node in tasks.values() for one in node.targets("implements")}
    losing |= {one for part in pieces if part.node.kind == "task" for one in part.node.targets("implements")}
    losing -= {goal.id}
    if not losing:
        return
    seen = whole.seen
    moving = {node.id for node in going} | {one.id for part in pieces for one in (part.node, *part.beside)}
    before = Owners(seen.facts, seen.nodes.values())
    after = Owners(seen.facts, _after(whole, tasks, goal, pieces))
    below = paths_below(seen.declared)
    known: dict[str, bool] = {}

    def is_about(path: str) -> bool:
        if path not in known:
            now, then = about(path, after.code).owners, about(path, before.code).owners
            known[path] = now == (goal.id,) != then
        return known[path]

    found: dict[str, None] = {}
    for test in in_order({test for design in losing for test in seen.rows[design].by("verifies")} - moving):
        node = seen.nodes[test]
        paths = tests_in(seen, below.get(test, ())) if is_folder(node.file) else [node.file]
        those = [path for path in paths if is_about(path)]
        if those and len(those) == len(paths):
            found[test] = None
        else:
            found |= dict.fromkeys(those)
    if found:
        yield (
            f"{count(len(found), 'Test')} of {few(in_order(losing), SHOWN)} {'is' if len(found) == 1 else 'are'} about"
            f" what {goal.id} has now: proposed; `archhook move {shlex.join(found)} {goal.id}`"
        )


def tests_in(seen: Architecture, paths: Iterable[str]) -> list[str]:
    """Those of some files that hold tests, sorted: no `__init__.py`, no helper. One that cannot be read may."""
    return [path for path in sorted(paths) if holds_tests(seen.facts, path)]


def _after(whole: Whole, tasks: Mapping[str, Node], goal: Node, pieces: Sequence[Part]) -> Iterator[Node]:
    """The nodes as they are once Tasks have gone, and parts of folders have Tasks of their own."""
    links = (("implements", (Link(goal.id, NOWHERE),)),)
    parts: dict[str, list[str]] = {}
    for part in pieces:
        for one in (part.node, *part.beside) if part.node.kind == "task" else ():
            parts.setdefault(one.id, []).append(part.path)
    below = paths_below(whole.seen.declared) if parts else {}
    for node in whole.ledger.nodes.values():
        if node.id not in parts:
            yield node._replace(links=links) if node.id in tasks else node
            continue
        for path in below.get(node.id, ()):  # as if each file had a Task of its own
            going = any(path == one or (is_folder(one) and path.startswith(one)) for one in parts[node.id])
            yield node._replace(file=path, links=links if going else node.links)
