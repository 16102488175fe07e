"""The files that coding agents read: how each gets our hooks, our MCP server and our words, and how they come out."""

from __future__ import annotations

import json
import re
from shlex import quote, split
from typing import TYPE_CHECKING, Any

from archhook.agents.setup import json_text, marked_text, toml_text
from archhook.agents.setup.agent_table import SERVER, SKILL_FILE, Start
from archhook.agents.setup.agent_texts import BRANCH, is_skill, section, skill
from archhook.errors import ArchhookError

if TYPE_CHECKING:
    from archhook.agents.setup.agent_table import Agent, Hook


def files_of(agent: Agent) -> tuple[str, ...]:
    """The files that are written for an agent, each once."""
    return tuple(dict.fromkeys((agent.hooks_file, agent.mcp_file, agent.text_file)))


def text_with(agent: Agent, path: str, text: str | None, start: Start, branch: str = BRANCH) -> str:
    """The text of one of an agent's files, with what it reads of us. `text`: None for no file; `start`: how
    archhook is started; what nobody has said stays as it is there; `branch`: the one that others are merged into.
    ArchhookError where it cannot be put in.
    """
    said = text or ""
    try:
        if path == agent.hooks_file:
            said = _with_hooks(agent, said, start)
        if path == agent.mcp_file:
            said = _with_server(agent, said, start)
        if path == agent.text_file:
            said = skill(branch) if path == SKILL_FILE else marked_text.with_section(said, section(branch))
    except (json_text.JsonTextError, toml_text.TomlTextError, marked_text.MarkerError) as error:
        fix = _paste(agent, path, start) if _is_whole(path, text or "") else "mend the file, and run this again"
        raise _refused(agent, path, text or "", error, fix) from None
    return said


def text_without(agent: Agent, path: str, text: str) -> str | None:
    """The text of one of an agent's files, without what it reads of us; None where nothing is left."""
    said: str | None = text
    try:
        if path == agent.hooks_file:
            said = _without_hooks(agent, text)
        if path == agent.mcp_file and said is not None:
            said = _without_server(agent, said)
        if path == agent.text_file and said is not None:
            said = (None if is_skill(text) else text) if path == SKILL_FILE else marked_text.without_section(said)
    except (json_text.JsonTextError, toml_text.TomlTextError, marked_text.MarkerError) as error:
        raise _refused(agent, path, text, error, f"take out by hand what names {SERVER}") from None
    return said if said and said.strip() else None


def has_hooks(agent: Agent, text: str | None) -> bool:
    """Whether an agent's file of hooks starts us."""
    return bool(text) and re.search(_ours(agent), text or "") is not None


def _ours(agent: Agent) -> str:
    return rf"\bagent-hook {agent.name}\b"


def shell_line(agent: Agent, start: Start) -> str:
    """What a shell is given to start us for an event of an agent, in whatever folder it is."""
    word = start.words[0]
    relative = "/" in word and not word.startswith("/")
    program = f"{agent.root}/{quote(word.removeprefix('./'))}" if relative and agent.root else quote(word)
    return " ".join((program, *map(quote, (*start.words[1:], "agent-hook", agent.name, *start.options))))


def _entry(agent: Agent, hook: Hook, line: str) -> dict[str, Any]:
    """One entry in the list of an event. `line`: what starts us."""
    matcher = {"matcher": hook.matcher} if hook.matcher else {}
    if agent.nested:
        named = {"name": SERVER} if agent.name == "gemini" else {}
        return {**matcher, "hooks": [{**named, "type": "command", "command": line}]}
    if agent.name == "copilot":
        # what fails before a tool denies it: where archhook is not installed, an agent could not even install it
        guard = f"command -v {_program(line)} >/dev/null || exit 0; " if hook.event == "PreToolUse" else ""
        return {"type": "command", **matcher, "bash": guard + line, "powershell": line}
    return {"command": line, **matcher, **dict(hook.more)}


def _program(line: str) -> str:
    """The first word of a line, as a shell takes it."""
    try:
        return quote(split(line)[0])
    except (ValueError, IndexError):  # a quote is open
        return line.split(" ")[0]


def _line_there(agent: Agent, text: str) -> str:
    """What starts us already; "" where nothing does."""
    for event in _events(text):
        for entry in _entries(agent, text, event):
            for handler in _handlers(agent, entry):
                line = handler.get("powershell", handler.get("command")) if isinstance(handler, dict) else None
                if isinstance(line, str) and re.search(_ours(agent), line):
                    return line
    return ""


def _handlers(agent: Agent, entry: Any) -> list[Any]:
    """What an entry of an event starts: it itself, or those of its group."""
    if not agent.nested:
        return [entry]
    held = entry.get("hooks") if isinstance(entry, dict) else None
    return held if isinstance(held, list) else []


def _with_hooks(agent: Agent, text: str, start: Start) -> str:
    if not text.strip():
        text = "{}\n" if agent.nested else '{\n  "version": 1\n}\n'
    line = (_line_there(agent, text) if start == Start() else "") or shell_line(agent, start)
    wanted = {hook.event: _entry(agent, hook, line) for hook in agent.hooks}
    for event, entry in wanted.items():
        if _entries(agent, text, event) != [entry]:
            text = json_text.with_entry(_without_event(agent, text, event), ("hooks", event), entry)
    for event in _events(text):
        if event not in wanted:
            text = _without_event(agent, text, event)
    return text


def _events(text: str) -> tuple[str, ...]:
    held = json_text.under(json_text.parsed(text), ("hooks",))
    return tuple(held.value) if held is not None and isinstance(held.value, dict) else ()


def _entries(agent: Agent, text: str, event: str) -> list[Any]:
    """The entries of an event that start us."""
    held = json_text.under(json_text.parsed(text), ("hooks", event))
    entries = held.value if held is not None and isinstance(held.value, list) else []
    return [entry for entry in entries if re.search(_ours(agent), json.dumps(entry))]


def _without_event(agent: Agent, text: str, event: str) -> str:
    """The text without what starts us at an event; what holds nothing then is taken out, too."""
    held = json_text.under(json_text.parsed(text), ("hooks", event))
    if held is None or not isinstance(held.value, list) or not _entries(agent, text, event):
        return text
    ours = re.compile(_ours(agent))
    for index in reversed(range(len(held.value))):
        entry = held.value[index]
        if not ours.search(json.dumps(entry)):
            continue
        handlers = _handlers(agent, entry)
        started = [number for number, one in enumerate(handlers) if ours.search(json.dumps(one))]
        if len(started) == len(handlers) or not started:
            text = json_text.without(text, ("hooks", event, index))
            continue
        for number in reversed(started):
            text = json_text.without(text, ("hooks", event, index, "hooks", number))
    return _pruned(text, ("hooks", event))


def _pruned(text: str, path: tuple[str, ...]) -> str:
    """The text without what is empty on a path, from the inside out."""
    while path:
        held = json_text.under(json_text.parsed(text), path)
        if held is None or held.value:
            break
        text = json_text.without(text, path)
        path = path[:-1]
    return text


def _without_hooks(agent: Agent, text: str) -> str | None:
    for event in _events(text):
        text = _without_event(agent, text, event)
    return _rest(text)


def _rest(text: str) -> str | None:
    """The text, None where it says nothing any more; a comment says something."""
    bare = "".join(text.split())
    return None if bare in ("{}", '{"version":1}') else text


def _server(agent: Agent, start: Start) -> dict[str, Any]:
    """The entry of our MCP server."""
    kind = {"type": agent.mcp_type} if agent.mcp_type else {}
    return {
        **kind,
        "command": start.words[0],
        "args": [*start.words[1:], "mcp", *agent.mcp_arguments, *start.options],
    }


def _is_server(entry: Any) -> bool:
    """Whether an entry is one that we write: another one is somebody's own, and kept."""
    return (
        isinstance(entry, dict)
        and entry.keys() <= {"type", "command", "args"}
        and isinstance(entry.get("args"), list)
        and "mcp" in entry["args"]
    )


def _with_server(agent: Agent, text: str, start: Start) -> str:
    name = (agent.mcp_table, SERVER)
    server = _server(agent, start)
    if agent.mcp_file.endswith(".toml"):
        held = toml_text.table_at(text, name)
        if held is not None and (start == Start() or not _is_server(held)):
            return text
        return toml_text.with_table(text, name, server)
    text = text if text.strip() else "{}\n"
    part = json_text.under(json_text.parsed(text), name)
    if part is not None and (start == Start() or part.value == server or not _is_server(part.value)):
        return text
    return json_text.with_member(text, name, server)


def _without_server(agent: Agent, text: str) -> str | None:
    name = (agent.mcp_table, SERVER)
    if agent.mcp_file.endswith(".toml"):
        return toml_text.without_table(text, name) if _is_server(toml_text.table_at(text, name)) else text
    part = json_text.under(json_text.parsed(text), name)
    if part is None or not _is_server(part.value):
        return text
    return _rest(_pruned(json_text.without(text, name), name[:-1]))


def _paste(agent: Agent, path: str, start: Start) -> str:
    """What somebody may put into a file by hand."""
    said = []
    if path == agent.hooks_file:
        hooks = {hook.event: [_entry(agent, hook, shell_line(agent, start))] for hook in agent.hooks}
        said.append(json.dumps({"hooks": hooks}))
    if path == agent.mcp_file and path.endswith(".toml"):
        said.append(toml_text.table_text((agent.mcp_table, SERVER), _server(agent, start)))
    elif path == agent.mcp_file:
        said.append(json.dumps({agent.mcp_table: {SERVER: _server(agent, start)}}))
    return "mend the file, or put this in by hand:\n" + "\n".join(said)


def _is_whole(path: str, text: str) -> bool:
    """Whether a file can be read: one that cannot is refused whatever is put in by hand."""
    try:
        if path.endswith(".toml"):
            toml_text.table_at(text, ())
        elif path.endswith(".json"):
            json_text.parsed(text)
    except (json_text.JsonTextError, toml_text.TomlTextError):
        return False
    return not path.endswith(".md")


def _refused(agent: Agent, path: str, text: str, error: Exception, fix: str) -> ArchhookError:
    message = getattr(error, "message", str(error))
    line, column = getattr(error, "line", 0), getattr(error, "column", 0)
    if isinstance(error, json_text.JsonTextError):
        before = text[: error.offset]
        line, column = before.count("\n") + 1, error.offset - before.rfind("\n")
    return ArchhookError(
        f"cannot be edited safely for {agent.title}: {message}", path=path, line=line, column=column, fix=fix
    )
