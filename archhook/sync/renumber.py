"""`archhook sync --renumber`: of nodes that share an id, the newer ones get a free one, references included.

Two branches that each add a node give it the same next number; git merges them without a word. The node that the base
has keeps its id. String ids change, and prose that names the node, as far as it was written where the newer node was
meant: in nodes, or in fields, that the base does not have so. Of two classes with one name the newer gets another one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from archhook.author import field_places
from archhook.author.base_constructors import Bases, of_metamodel
from archhook.author.ledger_bindings import Modules
from archhook.author.ledger_changes import CannotEdit
from archhook.author.node_names import Ids
from archhook.author.source_lines import Text
from archhook.author.syntax_trees import nodes_in, parsed, replaced
from archhook.check.api import open_repo, open_store
from archhook.errors import ArchhookError, GitError
from archhook.ledger.source import read_ledger
from archhook.model.ids import canonical, kind_of_id
from archhook.model.nodes import LINKS, parts
from archhook.sync.base_ledger import nodes_at
from archhook.sync.duplicate_names import plain_name, second_is, told_apart
from archhook.sync.sync_run import Outcome, nothing
from archhook.sync.synced_project import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.author.base_constructors import Signature
    from archhook.check.request import Request
    from archhook.ledger.source import Reading
    from archhook.model.nodes import Node

ROUNDS = 50
"""So many nodes may share one id."""


class Move(NamedTuple):
    """A class statement whose node gets another id."""

    path: str
    line: int
    old: str
    new: str


def prepare(request: Request, base: str) -> Outcome:
    """What gives ids that are taken twice once only; nothing is written. `ArchhookError` where it cannot be done."""
    repo = open_repo(request.cwd)
    if not repo.git_dir:
        raise GitError("this folder is in no git repository, so it has no commit that --base could name")
    store, notes = open_store(request, repo)
    try:
        project = load(request, store, repo, sound=False)
    finally:
        store.close()
    if project is None:
        repo.resolve(base)
        return nothing(notes)
    ledger = project.ledger
    then = nodes_at(repo, base, project.prefix, ledger.sources, ledger.entry)
    new, moves = renumbered(ledger.sources, ledger.entry, then)
    named, renames, left = told_apart({**ledger.sources, **new}, ledger.entry, then)
    new |= named
    said = (*(f"{move.old} is {move.new} now: {move.path}:{move.line}" for move in moves), *renames)
    old = {path: ledger.sources[path] for path in new}
    return Outcome(project.folder, project.prefix, old, new, said, left, notes)


def renumbered(
    sources: Mapping[str, bytes], entry: str, then: Mapping[str, Node]
) -> tuple[dict[str, bytes], list[Move]]:
    """(modules that change, what was moved). `then`: the nodes of the base. `ArchhookError` if it comes out wrong."""
    now = dict(sources)
    done: list[Move] = []
    for _ in range(ROUNDS):
        reading = read_ledger(now, entry)
        moves = _moves(reading, now, entry, then)
        if not moves:
            break
        changed = _edited(reading, now, entry, moves, then)
        _bear_out(reading, read_ledger(changed, entry), len(moves))
        now = changed
        done += moves
    return {path: new for path, new in now.items() if new != sources[path]}, done


def _moves(reading: Reading, sources: Mapping[str, bytes], entry: str, then: Mapping[str, Node]) -> list[Move]:
    """The newer one of every two nodes that share an id, with the id that it gets."""
    first = {node.id: node for node in reading.nodes}
    ids = Ids(first)
    found = []
    for breach in reading.breaches:
        if breach.code != "LED002":
            continue
        _, path, line, _ = breach.anchor
        node = first[breach.node]
        known = then.get(node.id)
        new = ids.instead(node.id)
        if known is not None and second_is(known, node, (str(path), int(line)), reading, (sources, entry)):
            found.append(Move(node.path, reading.lines[node.path][node.class_name], node.id, new))
        else:
            found.append(Move(str(path), int(line), node.id, new))
    return found


def _is(known: Node, node: Node, reading: Reading) -> bool:
    """Whether a node is one of the base: by its class's name, in another module only where its own has it no more."""
    moved = known.path != node.path and known.class_name not in reading.lines.get(known.path, {})
    return plain_name(known) == plain_name(node) and (known.path == node.path or moved)


def _edited(
    reading: Reading, sources: Mapping[str, bytes], entry: str, moves: Iterable[Move], then: Mapping[str, Node]
) -> dict[str, bytes]:
    bases = Bases(Modules(sources, entry))
    texts = {path: Text(source, reading.lines.get(path, {}).values()) for path, source in sources.items()}
    own = {(move.path, move.line): move for move in moves}
    ids = {move.old: move.new for move in moves}
    pieces: dict[str, list[tuple[object, str]]] = {path: [] for path in sources}
    places = {(node.path, reading.lines[node.path][node.class_name]): node for node in reading.nodes}
    for path, line in sorted(own.keys() | places.keys()):
        node, move = places.get((path, line)), own.get((path, line))
        if node is not None:
            wanted = _references(node, ids, then, reading)
        else:  # it is not read because its id is taken, and the base does not have it
            wanted = {field: {*ids} for field in LINKS[kind_of_id(own[path, line].old)]}
        if move is None and not wanted:
            continue
        try:
            span = texts[path].class_at(line)
            source = texts[path].joined(span)
            fresh = move is not None or (node is not None and node.id not in then)
            kind = kind_of_id(node.id if node is not None else own[path, line].old)
            signature = bases.signature_for(path, source, kind) or of_metamodel(kind)
            new = _rewritten(source, signature, move, wanted, ids, fresh)
        except CannotEdit as problem:
            raise ArchhookError(f"the id cannot be changed: {problem}", path=path, line=line) from None
        if new != source:
            pieces[path].append((span, new))
    return {path: texts[path].replaced(pieces[path]) for path in sources}  # type: ignore[arg-type]  # spans


def _references(node: Node, ids: Mapping[str, str], then: Mapping[str, Node], reading: Reading) -> dict[str, set[str]]:
    """Link field -> the ids in it that mean the newer node: those that the base's node does not have there."""
    known = then.get(node.id)
    known = known if known is not None and _is(known, node, reading) else None
    found = {}
    for field in LINKS[node.kind]:
        named = {one for one in node.targets(field) if one in ids}
        named -= {*known.targets(field)} if known is not None else set()
        if named:
            found[field] = named
    return found


def _rewritten(
    source: str,
    signature: Signature,
    move: Move | None,
    wanted: Mapping[str, set[str]],
    ids: Mapping[str, str],
    fresh: bool,
) -> str:
    """A class statement with another id of its own, and in its references; in its prose, too, if it is `fresh`."""
    module = parsed(source)
    klass = field_places.class_of(module)
    swaps: dict[cst.SimpleString, str] = {}
    for field, targets in wanted.items():
        for one in strings(field_places.find(klass, signature, field)):
            target = canonical(str(one.evaluated_value))
            if target in targets:
                swaps[one] = swapped(one.value, {target: ids[target]})
    own = {move.old: move.new} if move is not None else {}
    prose = {**ids, **own} if fresh else own
    doc = klass.body.body[0]
    if isinstance(doc, cst.SimpleStatementLine) and isinstance(doc.body[0], cst.Expr):
        value = doc.body[0].value
        if isinstance(value, cst.SimpleString):
            swaps[value] = swapped(value.value, prose)
    for one in strings(field_places.find(klass, signature, "waives")):
        swaps[one] = swapped(one.value, prose)
    for one in strings(field_places.find(klass, signature, "id")):
        swaps[one] = swapped(one.value, own)
    return replaced(module, {old: old.with_changes(value=text) for old, text in swaps.items()}).code


def strings(written: field_places.Written | None) -> list[cst.SimpleString]:
    """The strings that the value of a field holds."""
    return nodes_in(written.value, cst.SimpleString) if written is not None else []


def swapped(text: str, ids: Mapping[str, str]) -> str:
    """A piece of source in which ids are replaced, however many zeros they lead with."""
    for old, new in ids.items():
        prefix, rest = parts(old)
        written = r"\.".join(rf"0*{one}" if one.isdigit() else re.escape(one) for one in rest.split("."))
        tail = r"(?!\d|\.\d)" if not rest.strip("0123456789") else r"(?!\d)"
        if rest.strip("0123456789."):
            tail = r"(?![\w-]|\.\w)"
        text = re.sub(rf"(?<![\w-]){re.escape(prefix)}-{written}{tail}", f"\0{new}\0", text)
    return text.replace("\0", "")


def _bear_out(before: Reading, after: Reading, count: int) -> None:
    """`ArchhookError` if the ledger does not hold every node after the edit, and so many more of them by id."""
    codes = [sorted(one.code for one in reading.breaches if one.code != "LED002") for reading in (before, after)]
    if len(after.nodes) != len(before.nodes) + count or codes[0] != codes[1]:
        raise ArchhookError(
            "the ids cannot be changed so that the ledger says the same otherwise",
            path=before.nodes[0].path if before.nodes else "",
            fix="give one of the two another id by hand",
        )
