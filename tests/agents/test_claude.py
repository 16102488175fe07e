"""Claude Code's hook events: what is understood of them, and what the model is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archhook.agents.agent_event import Event
from archhook.agents.bounded import tokens
from archhook.agents.claude import LIMIT, findings_text, read_event, wants_verdict
from archhook.errors import UsageError
from archhook.model.findings import Finding, Verdict


def event(**fields: Any) -> Event:
    return read_event(json.dumps({"hook_event_name": "PostToolUse", "cwd": "/x", **fields}).encode())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"tool_name": "Edit", "tool_input": {"file_path": "/x/a.py", "old_string": "a"}},
            Event("PostToolUse", "claude", "/x", "", "Edit", ("/x/a.py",)),
        ),
        (
            {"tool_name": "NotebookEdit", "tool_input": {"notebook_path": "/x/a.ipynb"}},
            Event("PostToolUse", "claude", "/x", "", "NotebookEdit", ("/x/a.ipynb",)),
        ),
        (
            {"tool_name": "Read", "tool_input": {"file_path": "/x/a.py"}},
            Event("PostToolUse", "claude", "/x", tool="Read"),
        ),
        (
            {"tool_name": "Bash", "tool_input": {"command": "ls"}},
            Event("PostToolUse", "claude", "/x", tool="Bash", command="ls"),
        ),
        (
            {"hook_event_name": "Stop", "stop_hook_active": True, "transcript_path": "/t"},
            Event("Stop", "claude", "/x", again=True),
        ),
        ({"hook_event_name": "Stop", "stop_hook_active": "yes"}, Event("Stop", "claude", "/x")),
        (
            {"cwd": 7, "tool_name": "Edit", "tool_input": "x", "session_id": "s"},
            Event("PostToolUse", "claude", "", "s", "Edit"),
        ),
        ({"tool_name": "Edit", "tool_input": {"file_path": "a\0b"}}, Event("PostToolUse", "claude", "/x", tool="Edit")),
        (
            {"cwd": "\ud800", "tool_name": "Write", "tool_input": {"file_path": "\ud800"}},
            Event("PostToolUse", "claude", tool="Write"),
        ),
        ({"cwd": "", "tool_name": ["Edit"]}, Event("PostToolUse", "claude")),
    ],
)
def test_what_an_event_says(fields: dict[str, Any], expected: Event) -> None:
    assert event(**fields) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "a terminal, or closed"),
        (b"", "no JSON"),
        (b"garbage", "no JSON"),
        (b"\xff\x00\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a":' + b"9" * 10_000 + b"}", "no JSON"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", "no hook_event_name"),
        (b'{"hook_event_name": 1}', "no hook_event_name"),
        (b'{"hook_event_name": ""}', "no hook_event_name"),
    ],
)
def test_what_is_no_event_is_refused(text: bytes | None, why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        read_event(text)
    assert "settings.json" in caught.value.fix


@pytest.mark.parametrize(
    ("name", "tool", "given", "judged"),
    [
        ("PostToolUse", "Edit", {"file_path": "a.py"}, True),
        ("PostToolUse", "Bash", {"command": "ls"}, True),
        ("Stop", "", {}, True),
        ("SubagentStop", "", {}, True),
        ("PreToolUse", "Edit", {"file_path": "a.py"}, False),
        ("PreToolUse", "Bash", {"command": "git commit -m x"}, True),
        ("PreToolUse", "Bash", {"command": "cd x && git -C y --no-pager -c a=b commit"}, True),
        ("PreToolUse", "Bash", {"command": "git add -A; git commit; ls"}, True),
        ("PreToolUse", "Bash", {"command": "git log --grep commit"}, False),
        ("PreToolUse", "Bash", {"command": "git log -1; git -c a=b -c git=c -p commit"}, True),
        ("PreToolUse", "Bash", {"command": "git -c " * 40}, False),
        ("PreToolUse", "Bash", {"command": "git commit-tree x"}, False),
        ("PreToolUse", "Bash", {"command": "echo commit"}, False),
        ("PreToolUse", "Bash", {"command": "legit commit"}, False),
        ("PreToolUse", "Read", {"command": "git commit"}, False),
        ("Notification", "", {}, False),
        ("UserPromptSubmit", "", {}, False),
    ],
)
def test_after_what_and_before_what_is_judged(name: str, tool: str, given: dict[str, str], judged: bool) -> None:
    assert wants_verdict(event(hook_event_name=name, tool_name=tool, tool_input=given)) is judged


def finding(path: str, message: str = "it differs", file: str = "") -> Finding:
    return Finding(
        "INV403", "missing-function", "error", message, path, 1, 1, "T-1", "task", (), 0, file, "", "mend it"
    )


def verdict(*findings: Finding) -> Verdict:
    return Verdict("worktree", "", findings, 0, 0, 0, (), 1, False, False)


def test_the_edited_file_comes_first() -> None:
    text = findings_text(verdict(finding("a.py"), finding("b.py"), finding("z.py", file="c.py")), "c.py")
    assert [line.split(":")[0] for line in text.splitlines() if "INV403" in line] == ["z.py", "a.py", "b.py"]


@pytest.mark.parametrize("message", ["it differs", "long " * 500, "x" * 100_000, "ü" * 50_000])
def test_what_the_model_is_told_is_bounded_and_the_rest_counted(message: str) -> None:
    text = findings_text(verdict(*[finding(f"{number}.py", message) for number in range(300)]), "")
    assert 0 < tokens(text) <= LIMIT + 40
    shown = text.count("INV403")
    assert text.endswith(f"and {300 - shown} more: `archhook check --untracked` shows all\n")


def test_the_model_is_told_one_reason_the_shortest_chain() -> None:
    chains = (("I-1", "R-1", "D-2", "D-1", "T-1"), ("I-2", "R-2", "D-1", "T-1"))
    told = findings_text(verdict(finding("a.py")._replace(chains=chains, chains_total=7)), "")
    assert [line.strip() for line in told.splitlines() if "because" in line or "chain" in line] == [
        "because Intent I-2 > Requirement R-2 > Design D-1 > Task T-1"
    ]
    caused = findings_text(
        verdict(finding("a.py")._replace(chains=chains, chains_total=7, because=("b.py is gone",))), ""
    )
    assert [line.strip() for line in caused.splitlines() if "because" in line] == ["because b.py is gone"]
