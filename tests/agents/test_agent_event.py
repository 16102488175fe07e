"""What all agents' hooks have in common: the event, the answer, whose claims a session's are."""

from __future__ import annotations

import json

import pytest

from archhook.agents.agent_event import Answer, Event, Written, payload, session_owner, text
from archhook.agents.claude import written
from archhook.errors import UsageError


@pytest.mark.parametrize(
    ("session", "owner"),
    [
        ("0f3a52c1-96a8-4e0b-9a1c-aaaaaaaaaaaa", "claude-0f3a52c1"),
        ("abc", "claude-abc"),
        ("a/../b\nc d", "claude-abcd"),
        ("--é--", ""),
        ("", ""),
    ],
)
def test_a_session_is_an_owner(session: str, owner: str) -> None:
    assert session_owner(Event("Stop", "claude", session=session)) == owner


@pytest.mark.parametrize(("value", "expected"), [("a", "a"), (7, ""), (None, ""), ("a\0b", ""), ("\ud800", "")])
def test_what_can_be_no_path_is_none(value: object, expected: str) -> None:
    assert text(value) == expected


def test_a_payload_is_an_object() -> None:
    assert payload(b'{"a": 1}', "Someone", "do this") == {"a": 1}
    with pytest.raises(UsageError, match="not what Someone writes for a hook: it is no JSON object") as caught:
        payload(b"[]", "Someone", "do this")
    assert caught.value.fix == "do this"


def test_answers_are_written_as_claude_code_reads_them() -> None:
    assert written(Event("Stop"), Answer()) == Written(0, "", "")
    assert written(Event("Stop"), Answer(stop="no\n", context="c", person="p")) == Written(2, "", "no\n")
    assert written(Event("SessionStart"), Answer(context="rules\n")) == Written(0, "rules\n", "")
    code, out, err = written(Event("SubagentStart"), Answer(context="rules\n", person="p"))
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "systemMessage": "p",
        "hookSpecificOutput": {"hookEventName": "SubagentStart", "additionalContext": "rules\n"},
    }
