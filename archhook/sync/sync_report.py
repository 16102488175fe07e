"""What a sync changes, in lines for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.laws.law import BY_SYNC, BY_SYNC_OR_TOLD, BY_SYNC_REQUIRES, SYNC_FOLLOWS
from archhook.report.text import few, in_brief
from archhook.sync.declared_names import lacking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.author.ledger_changes import Added, Changes, Edit
    from archhook.model.findings import Finding
    from archhook.model.nodes import Node

SHOWN = 8
"""So many names of one list are written out."""


def change_lines(changes: Changes, nodes: Mapping[str, Node], why: Mapping[str, str]) -> tuple[str, ...]:
    """A line for each node that changes.

    `why`: id -> how the place of a new node was found, what to look at in one that moved, why one goes.
    """
    return (
        *(_edited(edit, nodes[edit.id], why.get(edit.id, "")) for edit in changes.edits),
        *(_added(added, why.get(added.id, "")) for added in changes.added),
        *(f"{node_id} removed: {nodes[node_id].file} {why.get(node_id, 'is gone')}" for node_id in changes.removed),
    )


def _edited(edit: Edit, node: Node, why: str) -> str:
    parts = [part for part in (edit_parts(edit, node), why) if part]
    file = edit.file or node.file
    return f"{edit.id}{f' ({file})' if file else ''}: {'; '.join(parts)}"


def edit_parts(edit: Edit, node: Node) -> str:
    """What changes within a node."""
    parts = [f"follows {node.file} to {edit.file}"] if edit.file else []
    for names in edit.names:
        signs = (("+", names.add), ("-", names.remove))
        parts += [f"{sign}{names.field} {few(many, SHOWN)}" for sign, many in signs if many]
    if edit.unplan:
        parts.append("is written, no longer planned")
    if edit.unwaived:
        parts.append(f"waives {', '.join(edit.unwaived)} no longer: it is there")
    return "; ".join(parts)


def _added(added: Added, why: str) -> str:
    link = "implements" if added.kind == "task" else f"{added.level} test, verifies"
    return f"{added.id} new ({added.file}): {link} {added.target}{f', {why}' if why else ''}"


def finding_line(finding: Finding) -> str:
    """A finding that is left to a person: what it says, and how it is mended; not that sync does it, which did not."""
    fix = finding.fix
    for phrase in (BY_SYNC, BY_SYNC_OR_TOLD, BY_SYNC_REQUIRES, SYNC_FOLLOWS):
        fix = fix.replace(f" ({phrase})", "")
    return f"{finding.code} {finding.message}" + (f": {fix}" if fix else "")


def mend_of_last(node: Node) -> str:
    """What a person may do about the last Task or Test of a node, whose file is gone."""
    target = (node.targets("implements") + node.targets("verifies"))[0]
    if node.kind == "task":
        return (
            f"write `planned = True` into {node.id} if the code is to be written anew; else take {node.id} and "
            f"{target} out, with what names them"
        )
    return (
        f"write another {node.level} test and name it in {node.id}; else take {node.id} out, and write "
        f'`waives = {{"{lacking(node.kind, node.level)}": "why"}}` into {target}'
    )


def unnamed(findings: Sequence[Finding], lines: Sequence[str], told: Sequence[str] = ()) -> tuple[str, ...]:
    """A line for each of some findings of which no line speaks yet; one for all placeholders.

    `told`: lines of other findings, which say nothing of this one though they are about the same node or file.
    """
    left = (one for one in in_brief(findings) if not any(one.message in line for line in told))
    return tuple(finding_line(one) for one in left if not _is_named(one, lines))


def _is_named(finding: Finding, lines: Sequence[str]) -> bool:
    words = [word for word in (finding.node, finding.file) if word]
    about = re.compile("|".join(rf"(?<![\w./-]){re.escape(word)}(?![\w/-])" for word in words)) if words else None
    return any(finding.message in line or (about and about.search(line)) for line in lines)
