"""Everything that somebody needs to know who works on one node, within a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.agents.bounded import clip, shrunk
from archhook.agents.claim_text import claim_plain
from archhook.agents.exempt_here import ExemptHere, exemption_plain
from archhook.agents.owed_tests import Owed, owed_tests
from archhook.agents.usable_names import in_lines, usable
from archhook.graph.graph import below, chains
from archhook.model.ids import canonical
from archhook.model.nodes import sort_key
from archhook.model.vocabulary import LIMITS
from archhook.query.card import state_of
from archhook.query.documents import answer_document, limit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from archhook.agents.bounded import Room
    from archhook.agents.claims import Claim
    from archhook.agents.usable_names import Usable
    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture

LIMIT = 3000
"""Tokens that a brief takes at the most."""

SIGNATURES = 24
"""Lines of signatures at the most: what is near at hand, in place of a library's manual."""

_SYMBOLS = ("classes", "functions", "globals", "test_functions")


def brief_of(architecture: Architecture, node_id: str, claim: Claim | None) -> Callable[[Room], dict[str, Any]]:
    """The brief of a declared node, for any room: its document. `claim`: the one that is in the way, or one's own."""
    subject = architecture.nodes[node_id]
    paths = chains(architecture.rows, node_id)
    designs = _designs(architecture, subject)
    works = _works(architecture, subject, designs)
    above = sorted({one for path in paths for one in path if one != node_id and one not in designs}, key=sort_key)
    tests = _tests(architecture, [*designs, *above, node_id])
    owed = owed_tests(architecture, node_id)
    findings = architecture.findings_of(node_id)
    nodes = architecture.nodes
    exempt = ExemptHere(architecture).of(dict.fromkeys((node_id, *designs)), _paths(architecture, works))
    names = _usable_names(architecture, subject, designs)
    lines = sum(len(one.lines) for one in names)

    def build(room: Room) -> dict[str, Any]:
        said = {
            "node": _subject(architecture, subject, room),
            **_listed("chains", paths, room, list),
            **_listed("why", above, room, lambda one: _reason(nodes[one], room)),
            **_listed("designs", designs, room, lambda one: _design(architecture, one, room)),
            **_listed("files", works, room, lambda one: _work(nodes[one], room)),
            "usable": _usable(in_lines(names, min(room.entries, SIGNATURES)), room),
            "usable_total": lines,
            **_listed("tests", tests, room, lambda one: _test(nodes[one], room)),
            **_listed("owed", owed, room, _owed),
            **_listed("exempt", exempt, room, lambda one: shrunk(exemption_plain(one), room)),
            **_listed("findings", findings, room, lambda one: _finding(one, room)),
            "claim": shrunk(claim_plain(claim), room) if claim else None,
        }
        return answer_document("brief", architecture.snapshot, said)

    return build


def reasons(node: Node) -> str:
    """A node's docstring without the id and the sentence that is its name already."""
    if not node.name:
        return node.doc
    first, gap, others = node.doc.partition("\n\n")
    flat = " ".join(first.split())
    lead, name, rest = flat.partition(node.name)
    named = bool(name) and rest[:1] in ("", ".", "!", "?") and (not lead or canonical(lead.strip(": ")) == node.id)
    if not named:
        return node.doc
    rest = rest.lstrip(".!? ")
    return rest + gap + others if rest else others.lstrip("\n")


def _listed(name: str, all_of: Sequence[Any], room: Room, each: Callable[[Any], Any]) -> dict[str, Any]:
    """The first entries of a list, and how many there are."""
    return {name: [each(one) for one in all_of[: room.entries]], f"{name}_total": len(all_of)}


def _subject(architecture: Architecture, node: Node, room: Room) -> dict[str, Any]:
    place = architecture.place(node)
    return {
        "id": node.id,
        "kind": node.kind,
        "level": node.level or None,
        "name": clip(node.name, room.name),
        "state": state_of(architecture, node),
        "doc": clip(reasons(node), room.text) or None,
        "path": place.path,
        "line": place.line,
    }


def _designs(architecture: Architecture, node: Node) -> list[str]:
    """The Designs in which a node is worked on: its own, those that satisfy it; a Test's, if it verifies one."""
    if node.kind == "design":
        return [node.id]
    if node.kind == "requirement":
        return list(architecture.rows[node.id].by("satisfies"))
    targets = node.targets("implements") + node.targets("verifies")
    return [target for target in targets if architecture.nodes[target].kind == "design"]


def _works(architecture: Architecture, node: Node, designs: Iterable[str]) -> list[str]:
    """The Tasks and Tests whose files are worked on."""
    if node.file:
        return [node.id]
    if node.kind == "design":
        return list(architecture.rows[node.id].by("implements"))
    found = (one for one in below(architecture.rows, [node.id]) if architecture.rows[one].kind == "task")
    return sorted(found, key=sort_key)


def _tests(architecture: Architecture, node_ids: Iterable[str]) -> list[str]:
    """The Tests that verify some nodes, the nearest to the code first."""
    found = dict.fromkeys(test for one in node_ids for test in architecture.rows[one].by("verifies"))
    return sorted(found, key=lambda test: (-sort_key(test)[0], sort_key(test)))


def _paths(architecture: Architecture, works: Iterable[str]) -> list[str]:
    """The files of some Tasks and Tests."""
    return sorted(architecture.facts.paths_of(architecture.nodes[one] for one in works) - {""})


def _usable_names(architecture: Architecture, subject: Node, designs: Sequence[str]) -> tuple[Usable, ...]:
    """What a Design, or that of a Task or Test, may use; what they speak of comes first."""
    if not subject.in_force or subject.kind == "requirement":
        return ()
    nodes = [architecture.nodes[one] for one in dict.fromkeys((subject.id, *designs))]
    declared = [one.name for field in _SYMBOLS[:3] for one in subject.declared(field)]
    return usable(architecture, designs, "\n".join(f"{node.name}\n{node.doc}" for node in nodes), declared)


def _usable(lines: dict[str, list[str]], room: Room) -> list[dict[str, Any]]:
    return [{"path": path, "names": [clip(one, room.name) for one in told]} for path, told in lines.items()]


def _owed(owed: Owed) -> dict[str, Any]:
    return {"level": owed.level, "node": owed.node, "planned": list(owed.tests), "hollow": list(owed.hollow)}


def _reason(node: Node, room: Room) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "name": clip(node.name, room.name),
        "doc": clip(reasons(node), room.text // 3) or None,
        "budget": _figures(node, "budget"),
    }


def _design(architecture: Architecture, design: str, room: Room) -> dict[str, Any]:
    node, row = architecture.nodes[design], architecture.rows[design]
    conflicts = sorted({*row.to("conflicts_with"), *row.by("conflicts_with")}, key=sort_key)
    return {
        "id": design,
        "name": clip(node.name, room.name),
        "doc": clip(reasons(node), room.text) or None,
        **_listed("requires", row.to("requires"), room, lambda one: _required(architecture, one, room)),
        **_listed("conflicts_with", conflicts, room, lambda one: _short(architecture, one, room)),
        **_listed("forbids", row.to("forbids"), room, lambda one: _short(architecture, one, room)),
        **_limits(node, LIMITS, room),
        "estimated": _figures(node, "estimated"),
        "measured": _figures(node, "measured"),
    }


def _required(architecture: Architecture, design: str, room: Room) -> dict[str, Any]:
    """A required Design, with the files in which it is found."""
    files = [architecture.nodes[task].file for task in architecture.rows[design].by("implements")]
    return {
        **_short(architecture, design, room),
        **_listed("files", files, room, lambda file: clip(file, room.text)),
        **_limits(architecture.nodes[design], ("interface",), room),
    }


def _limits(node: Node, fields: Iterable[str], room: Room) -> dict[str, Any]:
    """What a Design says of imports, and how many entries of each list there are; null where it is unset."""
    found: dict[str, Any] = {}
    for field in fields:
        limit = limit_of(node, field)
        if isinstance(limit, list):
            found |= _listed(field, limit, room, lambda one: clip(one, room.name))
        else:
            found[field] = clip(limit, room.name) if limit else None
    return found


def _short(architecture: Architecture, node_id: str, room: Room) -> dict[str, Any]:
    return {"id": node_id, "name": clip(architecture.nodes[node_id].name, room.name)}


def _figures(node: Node, field: str) -> dict[str, float] | None:
    return dict(next((figures for name, figures in node.figures if name == field), ())) or None


def _work(node: Node, room: Room) -> dict[str, Any]:
    """A file to work on, with what is declared of it."""
    declared = {
        field: [clip(one.name, room.name) for one in node.declared(field)[: 3 * room.entries]]
        for field in _SYMBOLS
        if node.declared(field)
    }
    return {
        "node": node.id,
        "path": clip(node.file, room.text),
        "planned": node.planned,
        "symbols": declared,
        "symbols_total": sum(len(node.declared(field)) for field in _SYMBOLS),
    }


def _test(node: Node, room: Room) -> dict[str, Any]:
    """A Test, as paths that pytest takes."""
    names = [one.name for one in node.declared("test_functions")]
    whole = not names or "*" in names
    paths = [node.file] if whole else [f"{node.file}::{name}" for name in names]
    return {
        "id": node.id,
        "level": node.level,
        "verifies": next(iter(node.targets("verifies")), None),
        "planned": node.planned or None,
        **_listed("pytest", paths, room, lambda path: clip(path, room.text)),
    }


def _finding(finding: Finding, room: Room) -> dict[str, Any]:
    """A finding with what is needed to mend it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": clip(finding.path, room.text),
        "line": finding.line,
        "message": clip(finding.message, room.text),
        "fix": clip(finding.fix, room.text) or None,
    }
