"""Into which parts a Design falls: as its files and imports tell, or as somebody names them."""

from __future__ import annotations

import re
import shlex
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.group_names import names_of
from archhook.author.node_names import Ids
from archhook.errors import UsageError
from archhook.inventory.module_names import INIT
from archhook.inventory.patterns import compile_patterns, path_pattern
from archhook.laws.edges import edges_of, is_governed, seen_through
from archhook.model.config import WORDS
from archhook.model.declaring import is_folder
from archhook.model.ids import canonical, is_word, kind_of_id
from archhook.recovery.groups import Link
from archhook.recovery.recover import recover
from archhook.report.text import few
from archhook.suggest import nearest
from archhook.sync.synced_project import words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.recovery.groups import Group
    from archhook.refactor.judged_edit import Whole

FORM = "archhook split {0} --into NAME=PATTERN[,PATTERN ...] ..."
HOW = "name parts: " + FORM
SHOWN = 3
"""So many files are named."""


class Part(NamedTuple):
    """Files that become a Design of their own. `word`: what it is called; `node_id`: where somebody has said so."""

    word: str
    files: tuple[str, ...]  # sorted
    node_id: str = ""


class Parts(NamedTuple):
    """How a Design falls apart. `rest`: the files that it keeps; `order`: the words of the parts, "" for the rest, each
    behind all that it is to require, where that is known.
    """

    parts: tuple[Part, ...]
    rest: tuple[str, ...]
    order: tuple[str, ...] = ()


class New(NamedTuple):
    """A part, and the Design that it becomes."""

    part: Part
    id: str
    class_name: str


def files_of(seen: Architecture, design: str) -> tuple[str, ...]:
    """The files that Tasks in force of a Design declare, sorted."""
    tasks = {*seen.rows[design].by("implements")}
    return tuple(
        sorted(
            path for path, (found, _) in seen.declared.items() if not is_folder(path) and not tasks.isdisjoint(found)
        )
    )


def recovered(seen: Architecture, design: str, files: Sequence[str]) -> Parts:
    """The parts that folders and imports tell of; the largest stays. `UsageError` where there is but one."""
    governed = [path for path in files if is_governed(seen.facts, path)]
    groups = recover(governed, links_of(seen, governed), wanted=2)
    if len(groups) < 2:
        why = f"{design} has {'1 file' if len(governed) == 1 else f'{len(governed)} files'}"
        raise UsageError(f"{why} that fall into no parts by their folders and imports", fix=HOW.format(design))
    largest = min(groups, key=lambda one: (-len(one.files), one.files))
    taken = {name.casefold() for module in seen.lines.values() for name in module.classes()}
    words = _words([one for one in groups if one is not largest], taken)
    parts = tuple(
        Part(word, one.files) for word, one in zip(words, (one for one in groups if one is not largest), strict=True)
    )
    called = iter(words)
    order = tuple("" if one is largest else next(called) for one in groups)
    moved = {path for part in parts for path in part.files}
    return Parts(parts, tuple(path for path in files if path not in moved), order)


def links_of(seen: Architecture, files: Iterable[str]) -> dict[tuple[str, str], Link]:
    """(file, file that it imports) -> by how many statements; also of each `__init__.py` beside them that hands on."""
    facts, within = seen.facts, {*files}
    beside = {f"{path.rpartition('/')[0]}/{INIT}".lstrip("/") for path in within} - within
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in sorted(within | {one for one in beside if seen_through(facts, one)}):
        written: set[tuple[str, str, str, int]] = set()
        imports = facts.inventory(path).imports
        for edge in edges_of(facts, path):
            one = imports[edge.index]
            key = (edge.file, edge.kind, one.module, one.level)
            if edge.file in within and key not in written:
                written.add(key)
                found[path, edge.file][("run", "lazy", "typing").index(edge.kind) if edge.kind != "dynamic" else 1] += 1
    return {pair: Link(*counts) for pair, counts in found.items()}


def named(design: str, files: Sequence[str], into: Sequence[str]) -> Parts:
    """The parts that `--into` names: words like `cache=src/cache/`, further patterns behind each.

    `UsageError` for a name that is none, a pattern without a file, a file of two parts, and where nothing is left.
    """
    patterns = _patterns(design, into)
    parts: list[Part] = []
    home: dict[str, str] = {}
    for name, globs in patterns.items():
        matches = compile_patterns(globs)
        found = tuple(path for path in files if matches(path))
        if not found:
            near = nearest(globs[0], files)
            fix = f"did you mean {near}?" if near else f"its files: {few(files, SHOWN)}"
            raise UsageError(f"no file of {design} is like {', '.join(globs)}", fix=fix)
        twice = next((path for path in found if path in home), "")
        if twice:
            raise UsageError(
                f"{twice} would be of {home[twice]} and of {name}",
                fix=f"take it out of one of them, behind its patterns: `!/{twice}`, with `FOLDER/*` for `FOLDER/`",
            )
        home |= dict.fromkeys(found, name)
        node_id = canonical(name) or ""
        word = node_id.partition("-")[2] if node_id else _word(name)
        parts.append(Part(word, found, node_id))
    rest = tuple(path for path in files if path not in home)
    if not rest:
        raise UsageError(
            f"nothing would be left of {design}",
            fix=f"leave one part out: what no pattern takes stays in {design}; another name is a matter of a rename",
        )
    return Parts(tuple(parts), rest)


def _patterns(design: str, into: Sequence[str]) -> dict[str, list[str]]:
    """Name -> its patterns. Each word is `NAME=PATTERN`, or one more pattern of the name before it."""
    found: dict[str, list[str]] = {}
    name = ""
    for word in into:
        before, equals, pattern = word.partition("=")
        if equals:
            name, word = before.strip(), pattern
            if not (_word(name) or canonical(name)):
                raise UsageError(f"--into names {name!r}, which is no word", fix=FORM.format(design))
            if canonical(name) and kind_of_id(canonical(name) or "") != "design":
                raise UsageError(f"--into names {name}, which is no id of a Design", fix="as D-cache, or a word: cache")
        if not name or not word.strip():
            raise UsageError(f"--into takes NAME=PATTERN, not {word or into[0]!r}", fix=FORM.format(design))
        found.setdefault(name, []).append(word.strip())
    return found


def _word(text: str) -> str:
    """A text as the words of an id; "" where it has none."""
    words = [re.sub(r"[^a-z0-9_]+", "-", part.lower()).strip("-_") for part in text.split(".")]
    return ".".join(words) if all(word and is_word(word) and any(map(str.isalpha, word)) for word in words) else ""


def class_of(word: str) -> str:
    """The name of the class of a part that is called so."""
    return "Design" + "".join(one[:1].upper() + one[1:] for one in re.split(r"[-_.]", word))


def new_designs(whole: Whole, parts: Parts) -> Iterable[New]:
    """A Design for each part: its id, and the name of its class."""
    ids, taken = Ids(whole.ledger.nodes), words_in(whole.ledger.sources)
    names: set[str] = set()
    for part in parts.parts:
        if part.node_id in whole.ledger.nodes:
            places = places_of(part.files, whole.seen.declared)
            fix = f"archhook move {shlex.join(places)} {part.node_id}"
            raise UsageError(f"{part.node_id} is there already", fix=fix)
        words = whole.seen.config.new_ids == WORDS
        node_id = part.node_id or (ids.word("D", part.word) if words else ids.number("D"))
        stem = class_of(part.word)
        name, number = stem, 2
        while taken(name) or name in names:
            name, number = f"{stem}{number}", number + 1
        names.add(name)
        yield New(part, node_id, name)


def _words(groups: Sequence[Group], classes: Collection[str]) -> list[str]:
    """What groups are called: their folder, else what most of their files' names begin with, else a file of theirs.

    `classes`: names of classes that there are, in lower case; who would have one of those is called by one more folder.
    """
    taken: set[str] = set()
    words = []
    for group in groups:
        found = [*filter(None, map(_word, _names(group)))] or ["part"]
        word = next((one for one in found if one not in taken and class_of(one).casefold() not in classes), found[0])
        number = 2
        while word in taken:
            word, number = f"{found[0]}-part{number}", number + 1
        taken.add(word)
        words.append(word)
    return words


def _names(group: Group) -> list[str]:
    return [one.replace("/", ".") for one in names_of(group, "" if group.whole else group.folder)]


def patterns_for(part: Part, files: Iterable[str]) -> list[str]:
    """Patterns that the files of a part are like, and no other of some files: a few, where that can be."""
    others = sorted({*files} - {*part.files})
    whole = _above(part.files) - _above(others)
    found = [f"{path_pattern(folder)}/" for folder in sorted(whole) if folder.rpartition("/")[0] not in whole]
    alike: dict[str, list[str]] = defaultdict(list)
    for path in part.files:
        folder, _, name = path.rpartition("/")
        if folder not in whole:
            start = name.removesuffix(".py").lstrip("_").partition("_")[0]
            alike[f"{path.removesuffix(name)}{name[: name.index(start)]}{start}"].append(path)
    for start, paths in sorted(alike.items()):
        plain = len(paths) > 1 and not _is_met(others, start)
        found += [f"{path_pattern(start)}*.py"] if plain else [path_pattern(path) for path in paths]
    return found


def places_of(files: Sequence[str], every: Iterable[str]) -> list[str]:
    """Files as somebody names them: the folders of which nothing else is among `every`, and the files beside these."""
    whole = _above(files) - _above(path for path in {*every}.difference(files) if not is_folder(path))
    top = {folder for folder in whole if folder.rpartition("/")[0] not in whole}
    found = {next((f"{one}/" for one in _above((path,)) if one in top), path) for path in files}
    return sorted(found)


def _above(paths: Iterable[str]) -> set[str]:
    """The folders in which some files lie, and those above."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_met(others: Sequence[str], start: str) -> bool:
    """Whether one of some files, sorted, begins so, and lies in the same folder."""
    at = bisect_left(others, start)
    while at < len(others) and others[at].startswith(start):
        if "/" not in others[at][len(start) :]:
            return True
        at += 1
    return False


def tasks_of(seen: Architecture, design: str) -> list[Node]:
    """The Tasks in force of a Design."""
    return [seen.nodes[task] for task in seen.rows[design].by("implements")]
