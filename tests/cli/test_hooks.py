"""The hooks of commit and push, as git calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from helpers.cli import archhook
from helpers.example import LEDGER, TYPO, TYPO_TEXT
from helpers.files import lay_out

HEAVY = {
    "argparse", "ast", "dataclasses", "diskcache", "enum", "git", "hashlib", "importlib.metadata", "inspect", "json",
    "logging", "networkx", "pathlib", "re", "subprocess", "tempfile", "tomllib", "traceback", "typing",
}  # fmt: skip
"""Modules that a warm commit must not pay for."""


def test_the_gate_of_a_commit_judges_the_index_and_says_so(repo: Any) -> None:
    lay_out(repo.path, TYPO)
    index = archhook(repo.path, "hook", "pre-commit", environment={"GIT_INDEX_FILE": ".git/index"})
    assert (index.returncode, index.stdout) == (0, "")
    assert index.stderr.endswith(" ms [the index]\n")
    worktree = archhook(repo.path, "hook", "pre-commit", "src/client.py")
    assert (worktree.returncode, worktree.stdout) == (1, TYPO_TEXT)
    assert worktree.stderr.endswith(" ms [the work tree]\n")


def test_the_gate_of_a_push_judges_shared_branches_alone(repo: Any) -> None:
    broken = repo.commit(files=TYPO)
    zero = "0" * 40

    def push(*refs: str) -> subprocess.CompletedProcess[str]:
        lines = "".join(f"{ref} {broken} {ref} {zero}\n" for ref in refs)
        return archhook(repo.path, "hook", "pre-push", "origin", "url", "--format", "json", standard_input=lines)

    shared = push("refs/heads/topic", "refs/heads/main")
    assert shared.returncode == 1
    (verdict,) = json.loads(shared.stdout)["verdicts"]
    assert verdict["snapshot"] == {"source": "commit", "tree": repo.tree()}
    assert "topic is no shared branch: not judged" in shared.stderr
    assert f"[main ({broken[:12]})]" in shared.stderr
    topic = push("refs/heads/topic")
    assert (topic.returncode, json.loads(topic.stdout)["verdicts"]) == (0, [])
    assert topic.stderr == "archhook: topic is no shared branch: not judged\n"
    assert push().stderr == ""  # a branch is deleted, or the remote has it all: nothing to tell


def test_the_gate_of_a_push_judges_a_branch_as_merged_where_that_is_asked_for(repo: Any) -> None:
    planned = LEDGER.replace("    implements = Broker\n", "    implements = Broker\n    planned = True\n")
    planned = planned.replace('["publish"]', '["publish", "still_to_write"]')
    repo.commit(files={"archhook.toml": 'merge-check = "main"\n'})
    repo.run("checkout", "-q", "-b", "topic")
    tip = repo.commit(files={"architecture.py": planned})
    line = f"refs/heads/topic {tip} refs/heads/topic {'0' * 40}\n"

    def push() -> subprocess.CompletedProcess[str]:
        return archhook(repo.path, "hook", "pre-push", "origin", "url", standard_input=line)

    done = push()
    assert (done.returncode, done.stdout) == (0, "")  # what is planned may be, until it comes to main
    assert done.stderr.endswith(f" [topic ({tip[:12]}) merged with main]\n")
    repo.run("checkout", "-q", "main")
    repo.commit(files={"src/extra.py": "x = 1\n"})
    done = push()
    assert done.returncode == 1
    assert "INV405" in done.stdout
    assert "new in the merge" not in done.stdout  # main has it by itself
    repo.commit(
        files={"architecture.py": LEDGER.replace("    implements = Broker\n", "    implements = Broker\n    x = 1\n")}
    )
    done = push()
    assert done.returncode == 2
    assert f"topic ({tip[:12]}) merged with main: git finds conflicts in merging main into {tip[:12]}" in done.stderr
    assert "`git merge main`" in done.stderr
    repo.run("update-ref", "-d", "refs/heads/main")
    done = push()
    assert done.returncode == 2
    assert "names main" in done.stderr


def test_a_planned_task_is_stopped_by_the_gate_of_a_push(repo: Any) -> None:
    planned = LEDGER.replace("    implements = Broker\n", "    implements = Broker\n    planned = True\n")
    tip = repo.commit(files={"architecture.py": planned})
    assert archhook(repo.path, "check").returncode == 0
    line = f"refs/heads/main {tip} refs/heads/main {'0' * 40}\n"
    done = archhook(repo.path, "hook", "pre-push", "origin", "url", standard_input=line)
    assert done.returncode == 1
    assert " INV411 T-1 " in done.stdout


def test_a_warm_commit_rechecks_what_changed_and_imports_nothing_heavy(repo: Any) -> None:
    script = (
        "import sys; before = set(sys.modules); from archhook.cli.main import main; code = main(sys.argv[1:]);"
        f" print(code, *sorted((set(sys.modules) - before) & {HEAVY!r}))"
    )

    def commit_gate() -> list[str]:
        repo.run("add", "-A")
        command = [sys.executable, "-c", script, "hook", "pre-commit"]
        environment = os.environ | {"GIT_INDEX_FILE": ".git/index"}
        done = subprocess.run(command, cwd=repo.path, capture_output=True, text=True, env=environment, check=True)
        return [*done.stdout.split(), done.stderr]

    commit_gate()
    lay_out(repo.path, {"src/client.py": "def publish(): return 1\n"})
    code, *heavy, summary = commit_gate()
    assert (code, heavy) == ("0", [])
    assert "chain holds, " in summary
