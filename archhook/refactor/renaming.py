"""`archhook rename`: nodes of a ledger under other ids, their classes under other names, wherever these are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.author.ledger_bindings import Modules
from archhook.author.ledger_changes import CannotEdit
from archhook.author.source_lines import Text
from archhook.errors import ArchhookError, UsageError
from archhook.ledger.source import read_ledger
from archhook.model.config import CONFIG_FILES
from archhook.model.ids import canonical, prefix_of, why_none
from archhook.project.measured import beside
from archhook.refactor.class_names import refuse_name, renamed_classes
from archhook.refactor.id_mentions import mentions, renamed_prose, renamed_string, rewritten
from archhook.refactor.judged_edit import Wanted
from archhook.refactor.renamed_files import renamed_baseline, renamed_configuration, renamed_measured
from archhook.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.author.ledger_changes import Ledger
    from archhook.model.nodes import Node
    from archhook.refactor.judged_edit import Whole

SHOWN = 10
"""So many places elsewhere that name a node are told."""

READ = (".md", ".rst", ".txt", ".adoc", ".py", ".toml", ".cfg", ".ini", ".yml", ".yaml")
"""How the names of the files end in which people may have named a node."""

FIX = "archhook rename D-2 D-storage; archhook rename OldClass NewClass; archhook rename D-2 --class Storage"


class Renaming(NamedTuple):
    """What is to be called otherwise: id -> new id, (module, class) -> its new name."""

    ids: Mapping[str, str]
    classes: Mapping[tuple[str, str], str]


def renaming_of(words: Sequence[str], class_name: str, ledger: Ledger) -> Renaming:
    """What a command line asks for: pairs of old and new ids or classes. `class_name`: of the class of the first.

    `UsageError` for what is not there, is taken, or is of another kind.
    """
    ids: dict[str, str] = {}
    classes: dict[tuple[str, str], str] = {}
    alone = len(words) == 1 and class_name
    if len(words) % 2 and not alone:
        raise UsageError(f"{words[-1]} is to be called what?", fix=FIX)
    if class_name and len(words) > 2:
        raise UsageError("--class goes with one node", fix=FIX)
    for old, new in () if alone else zip(words[::2], words[1::2], strict=True):
        node_id = canonical(old)
        if node_id is not None:
            node = _node(node_id, canonical(new) or "", ledger)
            ids[node.id] = _new_id(node_id, new)
        else:
            refuse_name(new)
            classes[_class(old, ledger)] = new
    if class_name:
        node = _node(canonical(words[0]) or "", "", ledger, words[0])
        refuse_name(class_name)
        classes[node.path, node.class_name] = class_name
    _refuse_taken(ids, len(words) // 2 - len(classes) + bool(class_name), ledger)
    changed = {old: new for old, new in ids.items() if old != new}
    return Renaming(changed, {place: new for place, new in classes.items() if place[1] != new})


def _node(node_id: str, new: str, ledger: Ledger, word: str = "") -> Node:
    if node_id in ledger.nodes:
        return ledger.nodes[node_id]
    shown = word or node_id
    if new and new in ledger.nodes:
        raise UsageError(f"there is no {shown}, and {new} is there", fix=f"it was renamed already: archhook show {new}")
    near = nearest(shown, [*ledger.nodes])
    raise UsageError(f"there is no {shown} in the ledger", fix=f"did you mean {near}?" if near else "archhook list")


def _new_id(old: str, word: str) -> str:
    new = canonical(word)
    if new is None:
        fix = f"write one like {prefix_of(old)}-7 or {prefix_of(old)}-storage"
        raise UsageError(f"{word!r} is no id{why_none(word)}", fix=fix)
    if prefix_of(new) != prefix_of(old):
        raise UsageError(
            f"{old} cannot be {new}: {prefix_of(old)} tells what kind of node it is, and {prefix_of(new)} another",
            fix=f"keep {prefix_of(old)}: {prefix_of(old)}-{new.rpartition(prefix_of(new) + '-')[2]}",
        )
    return new


def _class(word: str, ledger: Ledger) -> tuple[str, str]:
    """(module, class) that a word names."""
    modules = Modules(ledger.sources, ledger.entry)
    found = [path for path in sorted(ledger.sources) if word in modules.of(path).classes]
    if len(found) == 1:
        return found[0], word
    if found:
        raise UsageError(
            f"there is a class {word} in {' and in '.join(found)}",
            fix="name its node: archhook rename D-2 --class NAME",
        )
    near = nearest(word, [name for path in ledger.sources for name in modules.of(path).classes])
    fix = f"did you mean {near}?" if near else "name a node's id or its class; `archhook list` lists them"
    raise UsageError(f"there is no id and no class {word} in the ledger", fix=fix)


def _refuse_taken(ids: Mapping[str, str], pairs: int, ledger: Ledger) -> None:
    if len({*ids.values()}) < len(ids):
        raise UsageError("two nodes cannot have one id", fix="give each another one")
    if len(ids) < pairs:
        raise UsageError("a node is named twice", fix="name each node once")
    for old, new in ids.items():
        if new in ledger.nodes and new not in ids and new != old:
            node = ledger.nodes[new]
            raise UsageError(
                f"{new} is taken: {node.path}:{_line(ledger, node)} is {node.name}",
                fix=f"choose another id, or rename {new} as well: archhook rename {old} {new} {new} ...",
            )


def _line(ledger: Ledger, node: Node) -> int:
    return ledger.lines.get(node.path, {}).get(node.class_name, 1)


def renamed(whole: Whole, asked: Renaming, named: str = "") -> Wanted:
    """The edit that calls nodes and classes otherwise, wherever that is said. `named`: the file of the configuration.

    `ArchhookError` where the ledger would not say the same otherwise.
    """
    ledger, ids = whole.ledger, asked.ids
    if not ids and not asked.classes:
        return Wanted({}, ("that is what it is called already",))
    files: dict[str, bytes | None] = dict(_sources(ledger, asked))
    for path in (whole.seen.config.baseline, beside(ledger.entry), *dict.fromkeys((*CONFIG_FILES, named))):
        if path in whole.seen.files and ids and (source := whole.read(path)) is not None:
            files[path] = _beside(path, source, whole, ids)
    said = (*_said(ledger, asked), *_elsewhere(whole, ids, {*ledger.sources, *files}))
    return Wanted(files, said, ids=ids)


def _beside(path: str, source: bytes, whole: Whole, ids: Mapping[str, str]) -> bytes:
    """A file beside the ledger as it becomes."""
    if path == whole.seen.config.baseline:
        return renamed_baseline(source, ids)
    if path == beside(whole.ledger.entry):
        return renamed_measured(source, ids, path)
    return renamed_configuration(source, ids, path)


def _sources(ledger: Ledger, asked: Renaming) -> dict[str, bytes]:
    """The modules of the ledger as they become."""
    sources = dict(ledger.sources)
    for path, source in sources.items() if asked.ids else ():
        text = Text(source)
        try:
            new = rewritten(
                "".join(text.lines),
                lambda said: renamed_string(said, asked.ids),
                lambda said: renamed_prose(said, asked.ids),
            )
        except CannotEdit as problem:
            raise ArchhookError(f"its ids cannot be changed: {problem}", path=path) from None
        sources[path] = new.encode(text.encoding)
    if asked.classes:
        sources |= renamed_classes(sources, ledger.entry, asked.classes)
    _bear_out(ledger, sources, asked)
    return {path: new for path, new in sources.items() if new != ledger.sources[path]}


def _bear_out(ledger: Ledger, sources: Mapping[str, bytes], asked: Renaming) -> None:
    """`ArchhookError` if the ledger does not say then what it says now, names apart."""
    reading = read_ledger(sources, ledger.entry)
    if any(breach.code == "LED001" for breach in reading.breaches):
        breach = reading.breaches[0]
        raise ArchhookError(f"it could not be read then: {breach.message}", path=str(breach.anchor[1]), fix=breach.fix)
    now = {node.id: node for node in reading.nodes}
    for node_id, node in ledger.nodes.items():
        after = now.get(asked.ids.get(node_id, node_id))
        differing = "the id" if after is None else _differing(node, after, asked)
        if differing:
            raise ArchhookError(
                f"{differing} of {node_id} would not say the same otherwise, so nothing is written",
                path=node.path,
                line=_line(ledger, node),
                fix="write its ids as plain strings and its classes by their names, or rename it by hand",
            )


def _differing(before: Node, after: Node, asked: Renaming) -> str:
    """The field in which a node says something else than its names tell; "" for none. Prose is not compared."""
    wanted, found = _meaning(before, asked.ids), _meaning(after, {})
    wanted["class"] = asked.classes.get((before.path, before.class_name), before.class_name)
    return next((f"`{key}`" for key in {**wanted, **found} if found.get(key) != wanted.get(key)), "")


def _meaning(node: Node, ids: Mapping[str, str]) -> dict[str, Any]:
    """What a node says, but for prose, its id and its places; `ids`: other ones for those that it names."""
    links = {field: tuple(ids.get(link.target, link.target) for link in found) for field, found in node.links}
    names = {field: tuple(one.name for one in found) for field, found in node.declares}
    return {
        **links,
        **names,
        **dict(node.figures),
        "waives": tuple(waiver.code for waiver in node.waives),
        "class": node.class_name,
        "file": (node.path, node.file),
        "kind": (node.kind, node.level, node.in_force, node.planned, node.adopted),
    }


def _said(ledger: Ledger, asked: Renaming) -> Iterator[str]:
    for old, new in asked.ids.items():
        node = ledger.nodes[old]
        yield f"{old} is {new} now: {node.path}:{_line(ledger, node)}"
    for (path, old), new in asked.classes.items():
        yield f"class {old} is {new} now: {path}:{ledger.lines.get(path, {}).get(old, 1)}"


def _elsewhere(whole: Whole, ids: Mapping[str, str], edited: Iterable[str]) -> Iterator[str]:
    """What else names the nodes: it is told, and left as it is."""
    found: list[str] = []
    done = {*edited}
    for path, _ in sorted(whole.seen.files.items()) if ids else ():
        if path in done or not path.endswith(READ) or (source := whole.read(path)) is None:
            continue
        for number, line in enumerate(source.decode("utf-8", "replace").split("\n"), 1):
            if "-" in line and mentions(line, ids):
                found.append(f"{path}:{number}")
    if found:
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        names = "names" if len(found) == 1 else "name"
        yield f"{', '.join(found[:SHOWN])}{more} {names} {' or '.join(ids)}, too: left as it is"
