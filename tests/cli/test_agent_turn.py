"""What an agent is told at the beginning, after an edit, and at the end of its turn; sequences on one repository."""

from __future__ import annotations

import json
import os
import re
import time
from typing import TYPE_CHECKING

import pytest
from helpers.agent_hook import SILENCE, edit, hook
from helpers.cli import archhook
from helpers.example import KEPT, TYPO
from helpers.files import lay_out

from archhook.agents import session_store

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.git_repo import GitRepo

UNDECLARED = {"src/new.py": "X = 1\n"}
LEDGER = KEPT["architecture.py"]


def after(repo: GitRepo, path: str) -> str:
    """What the model is told after an edit."""
    code, out, err = hook(repo.path, "PostToolUse", **edit(path))
    assert (code, out) == ((2, "") if err else (0, ""))
    return err


def codes(text: str) -> list[str]:
    """The codes of the findings in a text."""
    return re.findall(r"^\S+:\d+:\d+: ([A-Z]+\d+) ", text, re.MULTILINE)


def test_an_edit_is_told_what_it_brought(repo: GitRepo) -> None:
    hook(repo.path, "SessionStart", source="startup")
    lay_out(repo.path, TYPO)
    assert codes(after(repo, "src/client.py")) == ["INV403", "INV407"]
    lay_out(repo.path, {"README.md": "x\n"})
    assert after(repo, "README.md") == ""  # what is broken is not of this edit
    lay_out(repo.path, UNDECLARED)
    told = after(repo, "src/new.py")
    assert codes(told) == ["INV405"]
    assert "archhook: 2 findings beside, which this edit did not bring (`archhook check --untracked`)\n" in told
    assert told.endswith("archhook: 3 errors in the work tree; mend the code or the ledger, whichever is wrong\n")
    assert codes(after(repo, "src/client.py")) == ["INV403", "INV407"]  # it is edited again, and not mended
    lay_out(repo.path, {"src/client.py": KEPT["src/client.py"]})
    assert after(repo, "src/client.py") == ""
    (repo.path / "src/new.py").unlink()
    assert after(repo, "src/new.py") == ""
    assert hook(repo.path, "Stop") == SILENCE


def test_an_edit_of_the_ledger_is_told_what_is_new(repo: GitRepo) -> None:
    lay_out(repo.path, TYPO)
    hook(repo.path, "SessionStart", source="startup")
    lay_out(repo.path, {"architecture.py": LEDGER + "\n"})
    assert after(repo, "architecture.py") == ""
    lay_out(repo.path, {"architecture.py": LEDGER.replace("satisfies = [Delivery]", 'satisfies = [Delivery, "R-9"]')})
    assert codes(after(repo, "architecture.py")) == ["LED003"]


def test_without_a_memory_an_edit_is_told_of_its_files(repo: GitRepo) -> None:
    lay_out(repo.path, TYPO, UNDECLARED)
    assert codes(after(repo, "src/new.py")) == ["INV405"]
    code, _, err = hook(repo.path, "PostToolUse", session_id="", **edit("src/client.py"))
    assert (code, codes(err)) == (2, ["INV403", "INV407"])
    code, _, err = hook(repo.path, "PostToolUse", tool_name="Bash", tool_input={"command": "sed -i s/a/b/ src/new.py"})
    assert (code, codes(err)) == (2, ["INV405"])


def test_the_end_of_a_turn_tells_the_person_what_it_loosened(repo: GitRepo) -> None:
    hook(repo.path, "SessionStart", source="startup")
    assert hook(repo.path, "Stop") == SILENCE
    lay_out(repo.path, {"src/client.py": "def publish(): pass\n\n\nX = 1  # archhook: ignore[INV408] later\n"})
    code, out, err = hook(repo.path, "Stop")
    assert (code, err) == (0, "")
    assert json.loads(out)["systemMessage"].splitlines() == [
        "This turn added 1 exemption:",
        "  exemption (new), ignore: src/client.py: INV408 on this line",
    ]
    assert hook(repo.path, "Stop") == SILENCE  # of the turn before
    repo.commit()
    assert hook(repo.path, "Stop") == SILENCE
    off = {"archhook.toml": '[severity]\nINV407 = "off"\n'}
    lay_out(repo.path, off, TYPO)
    repo.run("add", "-A")
    code, out, err = hook(repo.path, "Stop")
    assert (code, out) == (2, "")
    assert "This turn added 1 exemption" in err
    assert "INV403" in err
    said = json.loads(hook(repo.path, "Stop", stop_hook_active=True).stdout)["systemMessage"]
    assert said.splitlines()[0] == "archhook: 1 error still there (`archhook check --untracked`)"
    assert "This turn added 1 exemption" in said


def test_what_a_person_loosens_between_two_turns_is_not_the_agents(repo: GitRepo) -> None:
    hook(repo.path, "SessionStart", source="startup")
    repo.commit(files={"src/client.py": "def publish(): pass\n\n\nX = 1  # archhook: ignore[INV408] later\n"})
    assert hook(repo.path, "UserPromptSubmit", prompt="go on") == SILENCE
    assert hook(repo.path, "Stop") == SILENCE


def test_a_commit_within_the_turn_is_of_the_turn(repo: GitRepo) -> None:
    hook(repo.path, "UserPromptSubmit", prompt="go on")
    repo.commit(files={"src/client.py": "def publish(): pass\n\n\nX = 1  # archhook: ignore[INV408] later\n"})
    assert "This turn added 1 exemption" in hook(repo.path, "Stop").stdout


def test_an_agent_that_another_starts_is_told_in_short(repo: GitRepo) -> None:
    done = hook(repo.path, "SubagentStart", agent_id="a1", agent_type="Explore")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["hookSpecificOutput"]["hookEventName"] == "SubagentStart"
    assert "You are claude-s: " in done.context
    assert len(done.context) < len(archhook(repo.path, "prime").stdout) / 2
    assert "architecture.py" in done.context


def test_what_is_remembered_is_small_and_ends(repo: GitRepo) -> None:
    folder = repo.path / ".git" / session_store.FOLDER
    hook(repo.path, "SessionStart", session_id="old")
    (old,) = folder.iterdir()
    os.utime(old, (time.time() - session_store.KEPT - 60,) * 2)
    hook(repo.path, "SessionStart", session_id="new")
    (new,) = folder.iterdir()
    assert new != old
    assert new.stat().st_size < 1000
    assert repo.run("status", "--porcelain") == ""
    assert hook(repo.path, "SessionEnd", session_id="new", reason="other") == SILENCE
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"head": 7, "loosened": 7, "findings": []}', "\x00", "[" * 9000])
def test_a_damaged_memory_is_none(repo: GitRepo, content: str) -> None:
    hook(repo.path, "SessionStart")
    (file,) = (repo.path / ".git" / session_store.FOLDER).iterdir()
    file.write_text(content)
    assert hook(repo.path, "Stop") == SILENCE
    lay_out(repo.path, TYPO)
    assert codes(after(repo, "src/client.py")) == ["INV403", "INV407"]


def test_a_memory_that_cannot_be_kept_is_no_obstacle(repo: GitRepo) -> None:
    folder = repo.path / ".git" / session_store.FOLDER
    folder.write_text("a file")
    assert hook(repo.path, "SessionStart").returncode == 0
    assert hook(repo.path, "Stop") == SILENCE
    assert hook(repo.path, "SessionEnd") == SILENCE


def test_no_prompt_of_a_person_is_stopped(repo: GitRepo, tmp_path: Path) -> None:
    lay_out(repo.path, {"architecture.py": "class X(Task"})
    assert hook(repo.path, "UserPromptSubmit", prompt="x").returncode == 0
    assert hook(repo.path, "SessionEnd").returncode == 0
    started = hook(repo.path, "SessionStart")
    assert started.returncode == 0
    assert "LED001" in json.loads(started.stdout)["systemMessage"]
    assert hook(tmp_path, "UserPromptSubmit", prompt="x").returncode == 0
    assert hook(tmp_path, "SessionEnd") == SILENCE


def test_marks_and_limits() -> None:
    assert session_store.marks(["a", "b"]) == session_store.marks(["b", "a", "a"])
    assert session_store.marks([("a", "b")]) != session_store.marks([("ab", "")])
    assert session_store.recall("", "s") == session_store.Memory()
