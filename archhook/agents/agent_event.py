"""What a coding agent's hook reports, and what it is answered: the same record whichever agent it is.

Each agent has a module of its own (claude.py) that reads its payload into an `Event` and writes an `Answer` in a form
that it understands. Events are called by Claude Code's names: SessionStart, SubagentStart, UserPromptSubmit,
PreToolUse, PostToolUse, SubagentStop, Stop, SessionEnd.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, NamedTuple

from archhook.errors import UsageError
from archhook.model.ids import storable

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT = 8
"""So many characters of a session's id are in an owner's name; sessions have random ids."""


class Event(NamedTuple):
    """What an agent reports; "" and () for what it does not say."""

    name: str
    agent: str = ""  # claude, ...
    cwd: str = ""
    session: str = ""
    tool: str = ""  # as the agent calls it
    files: tuple[str, ...] = ()  # what the tool changes, as it names them
    command: str = ""  # what the tool hands to a shell
    again: bool = False  # the turn goes on already because a hook stopped its end


class Answer(NamedTuple):
    """What an agent is told; nothing where all is ""."""

    stop: str = ""  # why what is about to happen must not happen, or the turn not end: for the model
    context: str = ""  # for the model, which goes on
    person: str = ""  # for the person alone


class Written(NamedTuple):
    """An answer as a process gives it."""

    code: int
    out: str
    err: str


def payload(standard_input: bytes | None, agent: str, fix: str) -> Mapping[str, object]:
    """The JSON object on standard input. UsageError, which names the `agent` and what to do, for anything else."""
    why = ""
    data: object = None
    if standard_input is None:
        why = "it is a terminal, or closed"
    else:
        try:
            data = json.loads(standard_input)
        except (ValueError, RecursionError):
            why = "it is no JSON"
    if isinstance(data, dict):
        return data
    raise no_event(agent, why or "it is no JSON object", fix)


def event_name(data: Mapping[str, object], agent: str, fix: str) -> str:
    """The event that a payload names. UsageError where it names none."""
    name = text(data.get("hook_event_name"))
    if not name:
        raise no_event(agent, "it has no hook_event_name", fix)
    return name


def no_event(agent: str, why: str, fix: str) -> UsageError:
    """The error about standard input that is no hook's payload."""
    return UsageError(f"standard input is not what {agent} writes for a hook: {why}", fix=fix)


def text(value: object) -> str:
    """A string that a path or a command can be; "" for anything else."""
    return value if isinstance(value, str) and "\0" not in value and storable(value) else ""


def command_text(value: object) -> str:
    """A command of the shell, never taken for none: a mark stands for what no text can hold; words are joined."""
    words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
    joined = value if isinstance(value, str) else shlex.join(words)
    return joined.replace("\0", " ").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def session_owner(event: Event) -> str:
    """The owner of claims that an event's session is: `claude-0f3a52c1`; "" where it says no session."""
    short = "".join(letter for letter in event.session if letter.isascii() and letter.isalnum())[:SHORT]
    return f"{event.agent}-{short}" if short else ""
