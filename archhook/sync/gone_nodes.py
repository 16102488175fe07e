"""The Tasks and Tests whose file is gone: which of them go, and which a person has to decide about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archhook.author.node_source import FILE
from archhook.inventory.module_names import folder_of
from archhook.model.declaring import is_folder
from archhook.model.ids import canonical
from archhook.model.nodes import sort_key
from archhook.report.text import few
from archhook.sync.declared_names import lacking
from archhook.sync.moved_files import LOST, by_file, follow, taken_in
from archhook.sync.sync_report import mend_of_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.author.ledger_changes import Added, Names
    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
    from archhook.sync.sync_input import SyncInput

FEW = 3
"""So many folders are named."""

_ID = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*-\d++(?:\.\d+)?+(?![\w.]*\d)")
"""What may be the id with a number of a node in prose."""

_TOKEN = re.compile(r"(?<![\w-])[A-Za-z]\w*-[\w.-]*\w")
"""What may be the id with a word of a node in prose."""


def lost_nodes(
    given: SyncInput, facts: Facts, moved: Mapping[str, str], names: Mapping[str, tuple[Names, ...]]
) -> dict[str, Node]:
    """The nodes, by id, whose file is gone and was not `moved`, and the Tests that lose all their tests (`names`)."""
    lost = {one.node: given.nodes[one.node] for one in given.of(*LOST) if one.node not in moved}
    tests = ((node_id, facts.nodes[node_id]) for node_id, many in names.items() if many)
    return lost | {node_id: node for node_id, node in tests if node.kind == "test" and _loses_all(node, names[node_id])}


def _loses_all(node: Node, many: tuple[Names, ...]) -> bool:
    """Whether a Test is left without a test."""
    names = {one.name for one in node.declared("test_functions")}
    return bool(names) and any(not one.add and names <= {*one.remove} for one in many)


def removable(given: SyncInput, lost: Mapping[str, Node]) -> tuple[list[Node], list[str]]:
    """(those of the lost nodes that nothing is known of and nobody speaks of, in order; a line for each other one)."""
    nodes, lines = dict(lost), []
    declaring = by_file(lost.values())
    untracked = _untracked_folders(given) if any(map(is_folder, declaring)) else []
    for path in sorted(filter(is_folder, declaring)) if untracked else ():
        ids = ", ".join(node.id for node in declaring[path])
        lines.append(
            f"{path} ({ids}) is gone, and git does not track {few(untracked, FEW)}: `git add` it if that is what it "
            "has become, then sync again"
        )
        for node in declaring[path]:
            nodes.pop(node.id)
    for path, now in sorted(follow(declaring, given.untracked, given.untracked.__getitem__, {}).items()):
        ids = ", ".join(node.id for node in declaring[path])
        where = "is there, but" if now == path else f"seems to be {now} now, which"
        lines.append(f"{path} ({ids}) {where} git does not track{' it' * (now == path)}: `git add {now}`")
        for node in declaring[path]:
            nodes.pop(node.id)
    for node_id, node in sorted(lost.items()):
        fact = given.facts.files.get(node.file)
        if fact is not None and not fact.regular:
            lines.append(
                f"{node_id} declares {node.file}, which is no regular file: name one in its `{FILE[node.kind]}`, "
                f"or take {node_id} out"
            )
            nodes.pop(node_id, None)
    mentioned = _mentioned(given, {*nodes})
    found = []
    for node_id in sorted(nodes, key=sort_key):
        by, file = mentioned.get(node_id), given.nodes[node_id].file
        if by:
            lines.append(
                f"{node_id} declares {file}, which is gone, but {by} speaks of {node_id}: take that out "
                f"of the docstring of {by}, then sync again"
            )
        else:
            found.append(given.nodes[node_id])
    return found, lines


def _untracked_folders(given: SyncInput) -> list[str]:
    """The folders, each with a final slash, of files that git does not track, beside which it tracks none."""
    tracked = {folder_of(path) for path in given.facts.files}
    return sorted({folder_of(path) for path in given.untracked} - tracked)


def why_gone(given: SyncInput, node: Node) -> str:
    """What has become of the file of a node that goes: a folder may have taken it in."""
    now, there = taken_in(given, node.file, node.kind)
    return f"is {now} now, which {there[0].id} declares" if there else how_gone(given.facts, node)


def how_gone(facts: Facts, node: Node) -> str:
    """What has become of a node's file."""
    return "is gone" if node.file not in facts.files else "holds no test any more"


def _mentioned(given: SyncInput, ids: set[str]) -> dict[str, str]:
    """Id -> another node whose prose names it."""
    found: dict[str, str] = {}
    for node in given.nodes.values() if ids else ():
        for match in spoken_of(node.doc) & ids if node.id not in ids else ():
            found.setdefault(match, node.id)
    return found


def spoken_of(doc: str) -> set[str]:
    """What may be the ids of nodes in a text, and more than these."""
    return {*_ID.findall(doc), *(canonical(token) or "" for token in _TOKEN.findall(doc))}


def kept(given: SyncInput, removed: Sequence[str], added: Iterable[Added]) -> dict[str, str]:
    """The last Task of a Design and the last Test of a level among those that go, each with what a person is told.

    It is not for a tool to say that a Design is given up, or is no longer verified.
    """
    left = _left(given, removed, added)
    found: dict[str, str] = {}
    for node_id in removed:
        node = given.nodes[node_id]
        targets = node.targets("implements") + node.targets("verifies")
        needing = [one for one in targets if not left[node.kind, node.level, one] and _needs(given, node, one)]
        if needing:
            left.update((node.kind, node.level, target) for target in targets)
            what = "no other Task implements" if node.kind == "task" else f"no other {node.level} test verifies"
            gone = how_gone(given.facts, node)
            found[node_id] = (
                f"{node_id} declares {node.file}, which {gone}, but {what} {needing[0]}: {mend_of_last(node)}"
            )
    return found


def _left(given: SyncInput, removed: Sequence[str], added: Iterable[Added]) -> Counter[tuple[str, str, str]]:
    """(kind, level, target) -> how many Tasks or Tests of the kind and level it has once those that go are gone."""
    found = Counter((one.kind, one.level, one.target) for one in added)
    gone = {*removed}
    fields = {"implements": "task", "verifies": "test"}
    concerned = {(field, target) for one in gone for field in fields for target in given.nodes[one].targets(field)}
    for field, target in concerned:
        others = given.facts.rows[target].by(field) if target in given.facts.rows else ()
        nodes = (given.nodes[one] for one in others if one not in gone)
        found.update(
            (one.kind, one.level, target)
            for one in nodes
            if one.kind == fields[field]
            and (one.kind == "task" or not one.planned)  # a planned Test counts for a time alone
        )
    return found


def _needs(given: SyncInput, node: Node, target: str) -> bool:
    """Whether a law would miss the last Task or Test of its level at what it implements or verifies."""
    row = given.facts.rows.get(target)
    return row is not None and row.in_force and given.stands(lacking(node.kind, node.level), target)
