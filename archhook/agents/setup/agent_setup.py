"""[I/O] Coding agents put into a project and taken out: all files that they read, or none."""

from __future__ import annotations

import difflib
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from archhook.agents.setup import json_text
from archhook.agents.setup.agent_files import files_of, has_hooks, text_with, text_without
from archhook.agents.setup.agent_table import AGENTS, SERVER, Start
from archhook.agents.setup.agent_texts import BRANCH
from archhook.atomic import open_regular, replace_file
from archhook.errors import ArchhookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from archhook.agents.setup.agent_table import Agent


class Change(NamedTuple):
    """One file, as it is and as it is to be; None: there is none."""

    path: str
    before: str | None
    after: str | None


class Seen(NamedTuple):
    """An agent in a project. `signs`: what tells that it is used there; `installed`: whether its hooks start us."""

    agent: Agent
    signs: tuple[str, ...]
    installed: bool


def agents_seen(root: str) -> tuple[Seen, ...]:
    """All agents, with what a project has of them."""
    return tuple(
        Seen(
            agent,
            tuple(sign for sign in agent.signs if os.path.lexists(os.path.join(root, sign))),
            has_hooks(agent, _read(root, agent.hooks_file)),
        )
        for agent in AGENTS
    )


def put_in(root: str, agents: Sequence[Agent], start: Start, branch: str = BRANCH) -> tuple[Change, ...]:
    """What puts some agents in, for all files that differ then. `branch`: the one that others are merged into.
    ArchhookError where a file cannot be edited safely: then it says which agents can be put in without that.
    """
    texts: dict[str, str | None] = {}

    def put(agent: Agent) -> None:
        for path in files_of(agent):
            texts[path] = text_with(agent, path, texts[path] if path in texts else _read(root, path), start, branch)

    _all_of([_reading(root, one) for one in agents], put, "archhook agents install {}")
    return _changes(root, texts)


def taken_out(
    root: str, agents: Sequence[Agent], committed: Mapping[str, str]
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """What takes some agents out, and the files that are kept as others that are in read them, too.

    `committed`: the texts of files in the last commit. One that is without us there, and is nothing else than that
    with us now, becomes that again. ArchhookError as for `put_in`.
    """
    others = [seen.agent for seen in agents_seen(root) if seen.installed and seen.agent not in agents]
    shared = {path for other in others for path in files_of(_reading(root, other))}
    texts: dict[str, str | None] = {}
    kept: list[str] = []
    reading = [_reading(root, one) for one in agents]

    def take(agent: Agent) -> None:
        for path in files_of(agent):
            text = texts[path] if path in texts else _read(root, path)
            if text is None:
                continue
            without = text_without(agent, path, text)
            if path in shared and path != agent.hooks_file:
                kept.extend([path] if without != text else [])
            else:
                texts[path] = without

    _all_of(reading, take, "archhook agents install {} --remove")
    for path, text in texts.items():
        before = committed.get(path)
        if before is not None and SERVER not in before and _round_trip(reading, path, before) == text:
            texts[path] = before
    return _changes(root, texts), tuple(dict.fromkeys(kept))


def _round_trip(agents: Iterable[Agent], path: str, text: str) -> str | None:
    """What is left of a file's text where agents are put in and taken out again; the text where they cannot be."""
    those = [agent for agent in agents if path in files_of(agent)]
    left: str | None = text
    try:
        for agent in those:
            left = text_with(agent, path, left, Start())
        for agent in those:
            left = text_without(agent, path, left) if left is not None else None
    except ArchhookError:
        return text
    return left


def _all_of(agents: Sequence[Agent], step: Callable[[Agent], None], command: str) -> None:
    """Takes a step for each agent. ArchhookError where one cannot be taken, with the command for those that can be."""
    errors: dict[str, ArchhookError] = {}
    for agent in agents:
        try:
            step(agent)
        except ArchhookError as error:
            errors[agent.name] = error
    if errors:
        first = next(iter(errors.values()))
        fine = " ".join(agent.name for agent in agents if agent.name not in errors)
        way = f"\nNothing is changed for the other agents either; for those: `{command.format(fine)}`" if fine else ""
        raise ArchhookError(first.message, path=first.path, line=first.line, column=first.column, fix=first.fix + way)


def _changes(root: str, texts: dict[str, str | None]) -> tuple[Change, ...]:
    found = (Change(path, _read(root, path), text) for path, text in texts.items())
    return tuple(one for one in found if one.before != one.after)


def _reading(root: str, agent: Agent) -> Agent:
    """An agent as it is set up in a project: Gemini CLI can be told which file it reads instead of GEMINI.md."""
    if agent.name != "gemini":
        return agent
    text = _read(root, agent.hooks_file)
    try:
        named = json_text.under(json_text.parsed(text or "{}"), ("context", "fileName"))
    except json_text.JsonTextError:
        return agent  # the file itself is refused where it is edited
    names = [named.value] if named and isinstance(named.value, str) else named.value if named else []
    texts = [name for name in names if isinstance(name, str) and name == os.path.basename(name)]
    return agent if not texts or agent.text_file in texts else agent._replace(text_file=texts[0])


def difference(changes: Iterable[Change]) -> str:
    """What would change, as a unified diff."""
    lines: list[str] = []
    for one in changes:
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", text or "") for text in (one.before, one.after))
        old = f"a/{one.path}" if one.before is not None else os.devnull
        new = f"b/{one.path}" if one.after is not None else os.devnull
        lines += difflib.unified_diff(before, after, old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def write(root: str, changes: Iterable[Change]) -> None:
    """Writes all changes, each file at once. ArchhookError where one cannot be written: then those before it are taken
    back.
    """
    done: list[Change] = []
    for one in changes:
        try:
            _write(root, one)
        except OSError as error:
            for other in reversed(done):
                with suppress(OSError):
                    _write(root, Change(other.path, other.after, other.before))
            message = f"it cannot be written: {error.strerror}"
            raise ArchhookError(message, path=one.path, fix="make it writable, and run this again") from None
        done.append(one)


def _write(root: str, change: Change) -> None:
    target = _target(root, change.path)
    if change.after is not None:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        replace_file(target, change.after.encode("utf-8"))
    else:
        os.unlink(target)
        _remove_empty(root, os.path.dirname(target))


def _remove_empty(root: str, folder: str) -> None:
    """Removes folders that hold nothing any more, from the inside out, below the root."""
    top = os.path.realpath(root)
    while folder != top and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)


def _target(root: str, path: str) -> str:
    """Where a file lies: a link within the project is followed. ArchhookError for one that leads out of it."""
    top = os.path.realpath(root)
    target = os.path.realpath(os.path.join(top, path))
    if not target.startswith(os.path.join(top, "")):
        raise ArchhookError("a link on its way leads out of the project", path=path, fix="put a file in its place")
    return target


def _read(root: str, path: str) -> str | None:
    """A file's text, None where there is none. ArchhookError for what is no file of text."""
    target = _target(root, path)
    try:
        with open_regular(target, follow=True) as file:
            data = file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"it cannot be read: {error.strerror}"
        raise ArchhookError(message, path=path, fix="put a file in its place") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise ArchhookError("it is not UTF-8", path=path, line=line, column=column, fix="save it as UTF-8") from None
