"""Any two versions of any ledger, merged by git with conflicts and then resolved, declare what both sides do."""

from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archhook.author.node_source import Style
from archhook.author.source_lines import Text
from archhook.ledger.source import read_ledger
from archhook.sync.resolve.conflict_markers import find_conflict, whole
from archhook.sync.resolve.resolution import Sides
from archhook.sync.resolve.resolved_ledger import resolve_ledger

if TYPE_CHECKING:
    from pathlib import Path

FILE = "architecture.py"
HEAD = '''\
from archhook import Design, Intent, Requirement, Task{more}


class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]


class How(Design):
    """[D-1] How."""

    satisfies = [What]


class Else(Design):
    """[D-2] Else."""

    satisfies = [What]
'''
WORDS = ("open", "close", "read", "write", "send", "take", "find", "keep")
FORMS = ("attributes", "constructor", "listed")


class One(NamedTuple):
    """A Task."""

    number: int
    title: str
    file: str
    target: str
    names: frozenset[str]


def text(tasks: dict[str, One], form: str) -> str:
    """The ledger with some Tasks, in their order."""
    parts = [HEAD.format(more=", validate_architecture" if form == "listed" else "")]
    for name, one in tasks.items():
        listed = "[" + ", ".join(f'"{word}"' for word in sorted(one.names)) + "]"
        head = f'\n\nclass {name}(Task):\n    """[T-{one.number}] {one.title}."""\n\n'
        if form == "constructor":
            parts.append(
                f"{head}    def __init__(self):\n        super().__init__(\n"
                f'            "[T-{one.number}]",\n            "{one.title}",\n            implements={one.target},\n'
                f'            file_path="{one.file}",\n            functions={listed},\n        )\n'
            )
        else:
            parts.append(
                f'{head}    implements = {one.target}\n    file_path = "{one.file}"\n    functions = {listed}\n'
            )
    if form == "listed":
        many = "".join(f"        {name}(),\n" for name in tasks)
        parts.append(f"\n\nvalidate_architecture([Why()], [What()], [How(), Else()],\n    [\n{many}    ],\n)\n")
    return "".join(parts)


def changed(tasks: dict[str, One], chance: random.Random, side: str) -> dict[str, One]:
    """The Tasks after some edits of one side."""
    tasks = dict(tasks)
    for _ in range(chance.randint(1, 4)):
        kind = chance.choice(("add", "names", "names", "names", "title", "file", "target", "gone"))
        if kind == "add":
            number = max((one.number for one in tasks.values()), default=0) + 1
            name = f"{side}{number}"
            own = One(number, name, f"src/{name.lower()}.py", "How", frozenset(chance.sample(WORDS, 2)))
            at = chance.choice((len(tasks), len(tasks), chance.randint(0, len(tasks))))
            items = [*tasks.items()]
            tasks = dict([*items[:at], (name, own), *items[at:]])
        elif tasks:
            name = chance.choice(sorted(tasks))
            one = tasks[name]
            if kind == "gone":
                del tasks[name]
            elif kind == "names":
                tasks[name] = one._replace(names=one.names ^ frozenset(chance.sample(WORDS, chance.randint(1, 2))))
            elif kind == "target":
                tasks[name] = one._replace(target="Else")
            else:
                tasks[name] = one._replace(**{kind: f"{side}/{one.file}" if kind == "file" else f"{side} {one.title}"})
    return tasks


def merged(base: dict[str, One], ours: dict[str, One], theirs: dict[str, One]) -> tuple[dict[str, One], set[str]]:
    """(the Tasks that both sides together have, the names of those that contradict themselves)."""
    found, open_ = {}, set()
    for name in {**ours, **theirs}:
        known, sides = base.get(name), [side[name] for side in (ours, theirs) if name in side]
        if len(sides) == 1:
            if known is None or known != sides[0]:
                found[name] = sides[0]
                open_ |= {name} if known is not None else set()
            continue
        values = {}
        for field in One._fields:
            mine, other, before = (getattr(one, field) if one else None for one in (*sides, known))
            if field == "names":
                values[field] = (mine & other) | (mine - (before or frozenset())) | (other - (before or frozenset()))
                continue
            values[field] = other if mine == before else mine
            if mine != other and before not in (mine, other):
                open_.add(name)
        found[name] = One(**values)
    return found, open_


def git_merge(folder: Path, base: str, ours: str, theirs: str, style: str) -> str:
    """What git makes of three versions."""
    for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(content)
    option = [] if style == "merge" else [f"--{style}"]
    command = ["git", "merge-file", "-p", *option, "ours", "base", "theirs"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8").stdout


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(73)
@example(118)
@example(73590)
@given(st.integers(0, 10**9))
def test_the_result_declares_what_both_sides_do(tmp_path, form: str, seed: int) -> None:
    look(tmp_path, form, seed)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_the_result_declares_what_both_sides_do_many_times(tmp_path, form: str, seed: int) -> None:
    look(tmp_path, form, seed)


def look(tmp_path: Path, form: str, seed: int) -> None:
    """Two versions, merged and resolved."""
    chance = random.Random(seed)
    start = {
        f"Task{number}": One(number, f"Task {number}", f"src/f{number}.py", "How", frozenset(chance.sample(WORDS, 3)))
        for number in range(1, chance.randint(2, 5))
    }
    ours, theirs = changed(start, chance, "Our"), changed(start, chance, "Their")
    versions = [text(tasks, form) for tasks in (ours, start, theirs)]
    style = chance.choice(("merge", "diff3", "zdiff3"))
    marked = git_merge(tmp_path, versions[1], versions[0], versions[2], style)
    shown = find_conflict(marked.splitlines(keepends=True))
    if not shown.hunks:
        return
    conflict = whole(shown, *(one.splitlines(keepends=True) for one in versions))
    sides = Sides({FILE: marked.encode()}, FILE, {FILE: shown}, {FILE: conflict}, {FILE: versions[1].encode()})
    done = resolve_ledger(sides, Style())
    result = done.sources[FILE].decode()
    wanted, open_ = merged(start, ours, theirs)

    assert {line.split(": ")[1].removeprefix("class ") for line in done.left if ": class " in line} == open_
    again = find_conflict(Text(result.encode()).lines)
    assert bool(again.hunks) is bool(done.left)
    listed = any("validate_architecture" in line for line in done.left)
    for side, own in (("ours", ours), ("theirs", theirs)):
        reading = read_ledger({FILE: "".join(again.side(side)).encode()}, FILE)
        nodes = {node.class_name: node for node in reading.nodes if node.kind == "task"}
        assert {one.code for one in reading.breaches} <= ({"LED002"} if done.left else set())
        twins = len(wanted) - len({one.number for one in wanted.values()})
        hidden = twins if done.left else 0
        assert len({*wanted} - open_ - {*nodes}) <= hidden and {*nodes} <= {*wanted}
        for name, node in nodes.items():
            one = own[name] if name in open_ else wanted[name]
            assert node.in_force or listed
            assert {names.name for names in node.declared("functions")} == one.names
            assert (node.file, node.targets("implements")) == (one.file, ("D-1" if one.target == "How" else "D-2",))
            assert node.id == f"T-{one.number}" or (name in theirs and name not in ours and not done.left)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_markers_alone_are_never_guessed_from(tmp_path, seed: int) -> None:
    """Without git's own versions, what is decided is in one of the sides between the markers, and nothing crashes."""
    chance = random.Random(seed)
    form = chance.choice(FORMS)
    start = {
        f"Task{number}": One(number, f"Task {number}", f"src/f{number}.py", "How", frozenset(chance.sample(WORDS, 3)))
        for number in range(1, 4)
    }
    ours, theirs = changed(start, chance, "Our"), changed(start, chance, "Their")
    versions = [text(tasks, form) for tasks in (ours, start, theirs)]
    marked = git_merge(tmp_path, versions[1], versions[0], versions[2], chance.choice(("merge", "diff3", "zdiff3")))
    shown = find_conflict(marked.splitlines(keepends=True))
    if not shown.hunks:
        return
    sides = [read_ledger({FILE: "".join(shown.side(side)).encode()}, FILE) for side in ("ours", "theirs")]
    if any(one.code == "LED001" for reading in sides for one in reading.breaches):
        return  # git cut it so that a side is no ledger: exit 2
    done = resolve_ledger(Sides({FILE: marked.encode()}, FILE, {FILE: shown}, {FILE: shown}, {}), Style())
    again = find_conflict(Text(done.sources[FILE]).lines)
    names: dict[str, set[str]] = {}  # of nodes that a side declares, and is not hidden by another of the same id
    for reading in sides:
        for node in reading.nodes:
            names.setdefault(node.class_name, set()).update(one.name for one in node.declared("functions"))
    for side in ("ours", "theirs"):
        reading = read_ledger({FILE: "".join(again.side(side)).encode()}, FILE)
        for node in reading.nodes:
            own = {one.name for one in node.declared("functions")}
            assert node.class_name not in names or own <= names[node.class_name]
