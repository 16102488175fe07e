"""`archhook agent-hook claude`, fed with the JSON that Claude Code writes, in this process but for one case."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from helpers.agent_hook import SILENCE, called, edit, hook, written_by_claude
from helpers.cli import archhook
from helpers.example import KEPT, TYPO, TYPO_TEXT
from helpers.files import lay_out

from archhook.cli.cmd_agent_hook import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

MESSAGE = "archhook: 2 errors in the work tree; mend the code or the ledger, whichever is wrong\n"


@pytest.fixture
def broken(repo: GitRepo) -> GitRepo:
    lay_out(repo.path, TYPO)
    return repo


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("PostToolUse", edit("src/client.py")),
        ("Stop", {"stop_hook_active": False}),
        ("SubagentStop", {}),
    ],
)
def test_findings_stop_and_silence_goes_on(repo: GitRepo, event: str, fields: dict[str, Any]) -> None:
    assert hook(repo.path, event, **fields) == SILENCE
    lay_out(repo.path, TYPO)
    assert hook(repo.path, event, **fields) == (2, "", TYPO_TEXT + MESSAGE)


def test_the_installed_command_does_the_same(broken: GitRepo) -> None:
    text = written_by_claude(broken.path, "PostToolUse", **edit("src/client.py"))
    done = archhook(broken.path, "agent-hook", "claude", standard_input=text)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", TYPO_TEXT + MESSAGE)


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("PreToolUse", edit("src/client.py")),
        ("PreToolUse", {"tool_name": "Bash", "tool_input": {"command": "git status"}}),
        ("Notification", {"message": "x"}),
        ("AnEventOfTheFuture", {}),
    ],
)
def test_what_may_mend_it_goes_on(broken: GitRepo, event: str, fields: dict[str, Any]) -> None:
    assert hook(broken.path, event, **fields) == SILENCE


def test_the_end_of_a_turn_is_stopped_once(broken: GitRepo) -> None:
    assert hook(broken.path, "Stop", stop_hook_active=False).returncode == 2
    code, out, err = hook(broken.path, "Stop", stop_hook_active=True)
    assert (code, err) == (0, "")
    assert json.loads(out) == {"systemMessage": "archhook: 2 errors still there (`archhook check --untracked`)"}


def test_what_cannot_be_judged_stops_once_too(repo: GitRepo) -> None:
    repo.write("archhook.toml", "nonsense = 1\n")
    repo.run("add", "-A")
    code, out, err = hook(repo.path, "Stop")
    assert (code, out) == (2, "")
    assert "archhook.toml:1" in err
    code, out, err = hook(repo.path, "Stop", stop_hook_active=True)
    assert (code, err) == (0, "")
    assert "nothing can be judged: unknown key `nonsense`" in json.loads(out)["systemMessage"]


def test_an_unreadable_ledger_is_told(repo: GitRepo) -> None:
    repo.write("architecture.py", KEPT["architecture.py"] + "class X(Task")
    done = hook(repo.path, "PostToolUse", **edit("architecture.py"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "LED001" in done.stderr


def test_a_new_file_is_judged_before_git_knows_it(repo: GitRepo) -> None:
    repo.write("src/deep/new.py", "X = 1\n")
    done = hook(repo.path, "PostToolUse", **edit(repo.path / "src/deep/new.py"))
    assert (done.returncode, done.stderr.count("INV405")) == (2, 1)


@pytest.mark.parametrize("event", ["PreToolUse", "PostToolUse"])
def test_a_file_elsewhere_is_none_of_our_business(broken: GitRepo, tmp_path: Path, event: str) -> None:
    assert hook(broken.path, event, **edit(tmp_path / "elsewhere" / "deep" / "x.py")) == SILENCE


def test_a_file_of_another_project_is_judged_there(repo: GitRepo, git_repo: Callable[..., GitRepo]) -> None:
    other = git_repo("other")
    other.commit(files=KEPT | TYPO)
    assert hook(repo.path, "PostToolUse", **edit(other.path / "src/client.py")).returncode == 2
    assert hook(repo.path, "PostToolUse", **edit("src/client.py")) == SILENCE


def test_a_ledger_that_is_gone_is_told(repo: GitRepo) -> None:
    (repo.path / "architecture.py").unlink()
    done = hook(repo.path, "PostToolUse", **edit("src/client.py"))
    assert (done.returncode, "there is no ledger" in done.stderr) == (2, True)


def test_warnings_count_where_they_are_asked_for(repo: GitRepo) -> None:
    lay_out(repo.path, TYPO, {"archhook.toml": '[severity]\nINV403 = "warning"\nINV407 = "warning"\n'})
    repo.run("add", "-A")
    assert hook(repo.path, "Stop") == SILENCE
    done = hook(repo.path, "Stop", "--strict")
    assert (done.returncode, "archhook: 2 warnings in the work tree" in done.stderr) == (2, True)


def test_a_file_that_somebody_else_has_claimed_is_not_edited(repo: GitRepo) -> None:
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    for path in ("src/client.py", repo.path / "src/client.py", "src/../src/client.py"):
        code, out, err = hook(repo.path, "PreToolUse", "--as", "alice", **edit(path))
        assert (code, out) == (2, "")
        assert re.match(r"archhook: src/client\.py is claimed, with T-1, by bob until \S+Z \(in [^)]+\)\n", err)
    assert hook(repo.path, "PreToolUse", "--as", "bob", **edit("src/client.py")) == SILENCE
    assert hook(repo.path, "PreToolUse", "--as", "alice", **edit("src/other.py")) == SILENCE
    assert archhook(repo.path, "release", "T-1", "--as", "bob").returncode == 0
    assert hook(repo.path, "PreToolUse", "--as", "alice", **edit("src/client.py")) == SILENCE


def test_a_file_below_a_folder_that_somebody_else_has_claimed_is_not_edited(repo: GitRepo) -> None:
    ledger = (repo.path / "architecture.py").read_text()
    task = '''

class Extra{0}(Task):
    """[T-8{0}] What lies below a folder."""

    implements = "D-1"
    file_path = "{1}"
'''
    folders = task.format(1, "src/extra/") + task.format(2, "src/extra/own.py") + task.format(3, "src/extra/deep/")
    settings = {"archhook.toml": 'symbols = "files"\n'}
    lay_out(repo.path, {"architecture.py": ledger + folders, "src/extra/own.py": "", "src/extra/a.py": ""}, settings)
    repo.run("add", "-A")
    assert archhook(repo.path, "claim", "T-81", "--as", "bob").returncode == 0
    for path, code in (("a.py", 2), ("new.py", 2), ("other/new.py", 2), ("own.py", 0), ("deep/new.py", 0), ("a.md", 0)):
        done = hook(repo.path, "PreToolUse", "--as", "alice", **edit(f"src/extra/{path}"))
        assert (path, done.returncode) == (path, code)
    assert archhook(repo.path, "claim", "T-83", "--as", "alice").returncode == 0
    assert archhook(repo.path, "release", "T-81", "--as", "bob").returncode == 0
    assert archhook(repo.path, "claim", "D-1", "--as", "bob").returncode != 0  # T-83 is of it


def test_the_beginning_of_a_session_tells_the_rules(repo: GitRepo) -> None:
    code, out, err = hook(repo.path, "SessionStart", source="startup")
    assert (code, err) == (0, "")
    prime = archhook(repo.path, "prime").stdout
    assert out == f"{prime}You are claude-s: `archhook claim ID --as claude-s` before you edit.\n"
    out = hook(repo.path, "SessionStart", "--as", "alice", source="startup").stdout
    assert out == f"{prime}You are alice: `archhook claim ID --as alice` before you edit.\n"
    out = hook(repo.path, "SessionStart", session_id="").stdout
    assert out == prime


@pytest.mark.parametrize("text", ["", "garbage", "[]", "{}", "\x00", '{"hook_event_name": null}', "[" * 50_000])
def test_garbage_is_refused_with_a_word(repo: GitRepo, text: str) -> None:
    done = called(repo.path, text)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("archhook: standard input is not what Claude Code writes for a hook: ")


def test_a_folder_that_is_gone_is_no_obstacle(broken: GitRepo) -> None:
    given = json.dumps({"hook_event_name": "Stop", "cwd": "/no/such/folder"})
    assert called(broken.path, given).returncode == 2


def test_the_help_of_each_agent_says_how_it_is_put_in() -> None:
    for command in COMMANDS:
        name = command.name.removeprefix("agent-hook ")
        assert f"`archhook agents install {name}` puts it in" in command.detail
