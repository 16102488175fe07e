"""What a person is told about a new file that no edit declares: why, and the exact lines to write."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from archhook.author import node_source
from archhook.author.changed_lines import changed_lines
from archhook.author.ledger_bindings import ARCHHOOK, Modules, statements
from archhook.author.ledger_changes import Added, Changes
from archhook.author.new_node_source import kind_name, plain_text
from archhook.author.node_names import class_name
from archhook.author.node_source import INDENT, TARGET, import_text, literal
from archhook.author.statement_pieces import ModuleEdits
from archhook.ledger.module import JUDGE
from archhook.model.nodes import sort_key
from archhook.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.author.ledger_changes import Ledger
    from archhook.model.nodes import Node
    from archhook.sync.new_nodes import Choice, Missing

SHOWN = 8
"""So many of the nodes between which a person chooses are named."""

WIDE = 10_000
"""No line is folded where only one of it is told: a formatter does that."""

_TOKEN = re.compile(r"\w+=\[[\w.]+\(\)\]|[\w.]+(?:\(\))?")
_FROM = re.compile(r"from\s+(\S+)\s+import\b")
_LINKS = {"design": ("satisfies", "requirement"), "requirement": ("derived_from", "intent"), "intent": ("", "")}
_ABOUT = {
    "design": "how it is built, and why it is built this way",
    "requirement": "what it has to do",
    "intent": "why it exists",
}


def choice_text(choice: Choice, ledger: Ledger, nodes: Mapping[str, Node]) -> str:
    """Which nodes a new one may belong to, and its source, with all of them in it."""
    added = choice.added
    kind = added.kind.capitalize()
    named = [f"{one} ({nodes[one].name})" for one in choice.targets[:SHOWN]]
    more = len(choice.targets) - len(named)
    kinds = nodes[choice.targets[0]].kind
    listed = " or ".join(named) + (f" or one of {more} more (`archhook list --kind {kinds}`)" if more else "")
    head = f"{added.file} is declared by no {kind}: {choice.why}: {listed}?"
    beside = f"; {printable(', '.join(choice.also))} beside it can follow it: sync again" if choice.also else ""
    where, lines = written_by_hand(added, ledger, choice.targets[1:])
    return "\n".join((f"{head} Write {where}, with the one that is right{beside}", *lines))


def failed_text(added: Added, reason: str, ledger: Ledger) -> str:
    """Why a new node cannot be written, and its source."""
    where, lines = written_by_hand(added, ledger, ())
    return _told(f"{added.id}, which would be new for {added.file}, cannot be written: {reason}. Write {where}", lines)


def _told(head: str, lines: Iterable[str]) -> str:
    """What is said, and the lines to write; a path with a line end in it makes no line."""
    return "\n".join((printable(head), *lines))


def written_by_hand(added: Added, ledger: Ledger, others: Sequence[str]) -> tuple[str, list[str]]:
    """(where the lines of a new node go, the lines). `others`: what it may belong to as well, as a comment."""
    edits = ModuleEdits(ledger)
    edits.attempt(added.id, edits.add, added)
    home = ledger.nodes[added.like]
    text = next((new for _, new in edits.pieces.get(home.path, ()) if f"class {added.class_name}" in new), "")
    more: list[str] = []
    if text:
        edits = ModuleEdits(ledger._replace(style=ledger.style._replace(width=WIDE)))
        edits.attempt(added.id, edits.add, added)
        if len(ledger.sources) > 1 or not ledger.spliced:
            edits.mention(Changes(added=(added,)))
            edits.attempt(added.id, edits.hand_over, added)
        more = [*_elsewhere(edits, added)]
    else:
        text, more = plain_text(added, ledger.style), _imported(home.path, kind_name(added), ledger)
    if edits.refused and _listing(ledger):
        more.append(f"hand `{added.class_name}()` over to {JUDGE} in its list of {added.kind}s")
    field = TARGET[added.kind]
    comment = f"  # or {', '.join(literal(one, ledger.style.quote) for one in others[:SHOWN])}" if others else ""
    lines = []
    for line in text.strip("\r\n").splitlines():
        mine = comment if line.strip().startswith((f"{field} =", f"{field}=")) else ""
        lines.append(f"{INDENT}{line}{mine}".rstrip())
    beside = f"{'above' if added.before else 'behind'} {home.class_name}"
    return f"this into {home.path} {beside}" + "".join(f", and {one}" for one in more), lines


def _elsewhere(edits: ModuleEdits, added: Added) -> Iterator[str]:
    """What else is to be written so that a new node counts: an import, its place in lists.

    Told so that whoever does it for several new nodes, one after the other, undoes nothing; lines in a list are told
    by what they hold, too, since what is written above them moves them.
    """
    node = edits.ledger.nodes[added.like]
    like = node.class_name if node.kind == added.kind else ""
    beside = "before" if added.before else "behind"
    for path, edited in edits.edited.items():
        for span, new in edited.items():
            old = edits.text(path).joined(span)
            module = _FROM.match(old or new)
            names = [one for one in _new_tokens(old, new) if module is None or one != module[1]]
            if module:
                yield from (f"`from {module[1]} import {name}` above line {span.start + 1} of {path}" for name in names)
                continue
            lines = old.splitlines()
            for start, end, line in _changed(lines, new.splitlines()):
                place = f"line {span.start + start + 1} of {path}"
                near = next(
                    (one for one in _TOKEN.findall(old) if like and one.strip("()").rpartition(".")[2] == like), ""
                )
                if start == end and (added.before or not start):
                    yield f"`{line.strip()}` above `{lines[start].strip()}` in {place}"
                elif start == end:
                    place = f"line {span.start + start} of {path}"
                    yield f"`{line.strip()}` below `{lines[start - 1].strip()}` in {place}"
                elif near:
                    yield from (f"`{name}` {beside} `{near}` in {place}" for name in names)
                else:
                    what = "as the last argument" if "=" in names[0] else f"into the list of {added.kind}s"
                    yield from (f"`{name}` {what} in {place}" for name in names)


def _new_tokens(old: str, new: str) -> list[str]:
    known = {*_TOKEN.findall(old)}
    return [one for one in dict.fromkeys(_TOKEN.findall(new)) if one not in known and one not in ("from", "import")]


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[int, int, str]]:
    """(the first line that changes, the one behind the last, a new line) for each that does."""
    for start, end, at, till in changed_lines(old, new):
        if at < till:
            yield start, end, new[at]


def _imported(path: str, kind: str, ledger: Ledger) -> list[str]:
    """The import that a module needs for a class of the metamodel, as a thing to be written."""
    if Modules(ledger.sources, ledger.entry).meaning(path, kind) == kind:
        return []
    return [f"above it `{import_text(ARCHHOOK, (kind,), ledger.style).strip()}`"]


def _listing(ledger: Ledger) -> bool:
    """Whether a call says which nodes are in force."""
    return any(JUDGE.encode() in source and _calls(source) for source in ledger.sources.values())


def _calls(source: bytes) -> bool:
    calls = (one for statement in statements(source) for one in ast.walk(statement) if isinstance(one, ast.Call))
    return any(
        JUDGE in (getattr(one.func, "id", ""), getattr(one.func, "attr", "")) and (one.args or one.keywords)
        for one in calls
    )


def idle_text(node: Node, ledger: Ledger) -> str:
    """What to write so that a node counts that is declared, but not in force."""
    added = Added(node.id, node.kind, node.level, node.class_name, "", "", node.file, (), node.id)
    edits = ModuleEdits(ledger, frozenset((node.id,)))
    edits.attempt(node.id, edits.hand_over, added)
    more = [*_elsewhere(edits, added)]
    if not more and _listing(ledger):
        more = [f"`{node.class_name}()` into the list of {node.kind}s that {JUDGE} is handed"]
    mend = f"write {', and '.join(more)}" if more else "no class is that others are derived from: declare it in one"
    return printable(f"{node.id} ({node.class_name}) declares {node.file} already, but is not in force: {mend}")


def missing_text(missing: Missing, ledger: Ledger, nodes: Mapping[str, Node], roots: Sequence[str]) -> str:
    """Which node a ledger lacks for new files, and its source, with whatever that needs in turn."""
    path = missing.files[0]
    home = ledger.entry
    texts: list[str] = []
    classes: list[tuple[str, str]] = []
    kind = missing.kind
    while kind:
        field, above = _LINKS[kind]
        known = sorted((one.id for one in nodes.values() if one.kind == above and one.in_force), key=sort_key)
        name = class_name(path, "", roots, lambda one: _stands(one, ledger), kind.capitalize())
        classes.append((kind, name))
        links = [literal(known[0] if known else _first_id(above, nodes), ledger.style.quote)] if field else []
        fields = [node_source.list_field(field, links, ledger.style)] if links else []
        if len(known) > 1:
            also = ", ".join(literal(one, ledger.style.quote) for one in known[1 : SHOWN + 1])
            fields[-1] = fields[-1].rstrip("\n") + f"  # or {also}\n"
        doc = f"[{_first_id(kind, nodes)}] PLACEHOLDER: {_ABOUT[kind]}."
        texts.insert(0, node_source.class_text(name, kind.capitalize(), doc, fields, ledger.style))
        kind = "" if known or not field else above
    target = missing.kind.capitalize()
    more = [one for kind, _ in classes for one in _imported(home, kind.capitalize(), ledger)]
    if _listing(ledger):
        more += [f"hand `{name}()` over to {JUDGE} in its list of {kind}s" for kind, name in classes]
    link = "be code of" if target == "Design" else "verify"
    head = f"{', '.join(missing.files)}: there is no {target} in force that it could {link}"
    where = f"Write this into {home}{''.join(f', and {one}' for one in more)}; then sync again"
    return _told(f"{head}. {where}", (f"{INDENT}{line}".rstrip() for line in "\n\n".join(texts).splitlines()))


def _first_id(kind: str, nodes: Mapping[str, Node]) -> str:
    prefix, number = kind[0].upper(), 1
    while f"{prefix}-{number}" in nodes:
        number += 1
    return f"{prefix}-{number}"


def _stands(word: str, ledger: Ledger) -> bool:
    return any(word.encode() in source for source in ledger.sources.values())
