"""The files of agents, however they are written: edited, or refused with a place; never spoilt."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.agents.setup.agent_files import files_of, has_hooks, shell_line, text_with, text_without
from archhook.agents.setup.agent_table import AGENTS, Agent, Start
from archhook.agents.setup.json_text import parsed
from archhook.errors import ArchhookError

HOOKED = pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: agent.name)
WORDS = st.sampled_from(
    [
        "x",
        "archhook agent-hook claude",
        "archhook agent-hook cursor --strict",
        "'archhook agent-hook copilot",
        "mcp",
        "",
    ]
)
KEYS = st.sampled_from(
    [
        "hooks",
        "command",
        "bash",
        "powershell",
        "matcher",
        "type",
        "PreToolUse",
        "Stop",
        "stop",
        "mcpServers",
        "archhook",
        "args",
    ]
)
VALUES = st.recursive(
    WORDS | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=15,
)
FILES = st.fixed_dictionaries(
    {},
    optional={"hooks": VALUES | st.dictionaries(KEYS, st.lists(VALUES, max_size=3)), "mcpServers": VALUES, "x": VALUES},
)
START = Start(("uv", "run", "archhook"))


def events_of(data: Any) -> dict[str, list[Any]]:
    """The entries of each event that are somebody else's."""
    hooks = data.get("hooks") if isinstance(data, dict) else None
    held = hooks.items() if isinstance(hooks, dict) else ()
    return {
        event: [one for one in entries if "agent-hook" not in json.dumps(one)]
        for event, entries in held
        if isinstance(entries, list)
    }


@given(st.sampled_from(AGENTS), FILES, st.sampled_from([None, 2, "\t"]), st.sampled_from([Start(), START]))
def test_what_others_wrote_stays_whatever_it_is(agent: Agent, held: dict[str, Any], indent: Any, start: Start) -> None:
    text = json.dumps(held, indent=indent)
    for path in (agent.hooks_file, agent.mcp_file):
        if path.endswith(".toml"):
            continue
        try:
            put = text_with(agent, path, text, start)
        except ArchhookError as error:
            assert (error.path, bool(error.line), bool(error.column)) == (path, True, True)
            assert "by hand" in error.fix
            continue
        assert text_with(agent, path, put, start) == put
        data = parsed(put).value
        assert {key: value for key, value in data.items() if key in held and key not in ("hooks", "mcpServers")} == {
            key: value for key, value in held.items() if key not in ("hooks", "mcpServers")
        }
        if path == agent.hooks_file:
            assert has_hooks(agent, put)
            others = {event: entries for event, entries in events_of(held).items() if entries}
            kept = events_of(data)
            assert {event: kept.get(event) for event in others} == others
        left = text_without(agent, path, put)
        again = text_without(agent, path, left) if left else left
        assert again == left
        assert not has_hooks(agent, left) or path != agent.hooks_file or START.words[0] not in (left or "")


@HOOKED
def test_what_was_put_into_nothing_leaves_nothing(agent: Agent) -> None:
    texts: dict[str, str | None] = {}
    for path in files_of(agent):
        texts[path] = text_with(agent, path, None, Start())
        assert text_with(agent, path, texts[path], Start()) == texts[path]
        assert text_without(agent, path, texts[path] or "") is None


@HOOKED
@pytest.mark.parametrize("text", ["", " \n", "{}", "{ }\n"])
def test_an_empty_file_is_filled(agent: Agent, text: str) -> None:
    assert has_hooks(agent, text_with(agent, agent.hooks_file, text, Start()))


@HOOKED
def test_a_command_is_given_to_a_shell_as_it_is_meant(agent: Agent) -> None:
    assert shell_line(agent, Start()) == f"archhook agent-hook {agent.name}"
    spaced = shell_line(agent, Start(("/a b/archhook",), ("--config", "x y.toml")))
    assert spaced == f"'/a b/archhook' agent-hook {agent.name} --config 'x y.toml'"
