"""Before a tool: commits are judged as they would be made, ways past the gates refused, claimed files kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.agent_hook import SILENCE, Said, edit, hook, shell
from helpers.cli import archhook
from helpers.example import KEPT, LEDGER, TYPO, TYPO_TEXT
from helpers.files import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

MESSAGE = (
    "archhook: 2 errors in what would be committed; mend the code or the ledger, whichever is wrong, and stage it\n"
)
REFUSED = Said(2, "", TYPO_TEXT + MESSAGE)
GATE = "#!/bin/sh\nexec archhook hook pre-commit\n"


def install(repo: GitRepo) -> None:
    for name in ("pre-commit", "pre-push"):
        path = repo.path / ".git/hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(GATE)
        path.chmod(0o755)


def everything(repo: GitRepo) -> tuple[object, ...]:
    """All that a hook must leave as it is."""
    objects = sorted(path.name for path in (repo.path / ".git/objects").rglob("*"))
    return repo.run("ls-files", "-s"), repo.run("status", "--porcelain"), repo.run("rev-parse", "HEAD"), objects


BROKEN_IN_THE_TREE = [
    ("git commit -m x", False),
    ("git commit", False),
    ("git commit --amend --no-edit", False),
    ("git commit -am x", True),
    ("git commit -a -m x", True),
    ("git commit --all -m x", True),
    ("git commit -m x src/client.py", True),
    ("git commit -m x src", True),
    ("git commit -m x .", True),
    ("cd src && git commit -m x client.py", True),
    ("git commit -i README.md src -m x", True),
    ("git commit -m x -- README.md", False),
    ("git commit -i README.md -m x", False),
    ("git add -A && git commit -m x", True),
    ("git add . ; git commit -m x", True),
    ("git add -u\ngit commit -m x", True),
    ("git add src/client.py && git commit -m x", True),
    ("cd src; git add client.py; git commit -m x", True),
    ("git -C src add client.py && git commit -m x", True),
    ("git add README.md && git commit -m x", False),
    ("git add README.md && git commit -am x", True),
    ("git rm -q src/client.py && git commit -m x", True),
    ("git rm --cached src/client.py && git commit -m x", True),
    ("git add -n . && git commit -m x", False),
    ("git commit --dry-run -a", False),
    ("git commit -am x --short", False),
    ("git stage -A && git commit -m x", True),
    ("git add a*.py && git commit -m x", False),
    ("git add s*/c*.py && git commit -m x", True),
    ("git add src/[a-c]*.py README.??; git commit -m x", True),
    ("find . -name '*.py' | xargs git add && git commit -m x", True),
    ("find . -name '*.md' -exec git add {} + && git commit -m x", False),
    ("git ls-files | xargs git add; git commit -m x", True),
    ("for f in $(ls src); do git add src/$f; done; git commit -m x", True),
    ("bash -c 'git add -A && git commit -m x'", True),
    ("git all -m x", True),
    ("echo git commit -am x", False),
    ('git log --grep "git commit -a "', False),
    ("git status && git diff && git commit -am x", True),
]


@pytest.mark.parametrize(("command", "refused"), BROKEN_IN_THE_TREE)
def test_what_the_command_would_commit_is_judged(repo: GitRepo, command: str, refused: bool) -> None:
    repo.commit(files={"README.md": "a\n"})
    repo.run("config", "alias.all", "commit -a")
    lay_out(repo.path, TYPO, {"README.md": "b\n", "scratch.py": "X = 1\n"})
    before = everything(repo)
    answer = shell(repo.path, command)
    assert (answer.returncode, answer.stdout) == (2 if refused else 0, "")
    assert ("INV" in answer.stderr) is refused
    assert everything(repo) == before


def test_findings_of_the_index_are_told(repo: GitRepo) -> None:
    repo.stage(TYPO)
    lay_out(repo.path, KEPT)  # mended, and not staged
    assert shell(repo.path, "git commit -m x") == REFUSED
    assert shell(repo.path, "git commit -am x") == SILENCE
    assert shell(repo.path, "git add src && git commit -m x") == SILENCE


def test_a_commit_of_some_paths_takes_nothing_else_that_is_staged(repo: GitRepo) -> None:
    repo.commit(files={"README.md": "a\n"})
    repo.stage(TYPO)
    lay_out(repo.path, {"README.md": "b\n"})
    assert shell(repo.path, "git commit -m x README.md") == SILENCE
    assert shell(repo.path, "git commit -m x -i README.md") == REFUSED


def test_an_untracked_file_is_in_nobodys_way(repo: GitRepo) -> None:
    lay_out(repo.path, {"scratch.py": "X = 1\n", "README.md": "x\n"})
    assert shell(repo.path, "git add README.md && git commit -m x") == SILENCE
    assert shell(repo.path, "git add . && git commit -m x").returncode == 2


def test_the_repository_is_the_one_that_the_command_commits_to(repo: GitRepo, git_repo: Callable[..., GitRepo]) -> None:
    other = git_repo("other")
    other.commit(files=KEPT)
    other.stage(TYPO)
    for command in (
        "cd ../other && git commit -m x",
        f"git -C {other.path} commit -m x",
        f"git --git-dir={other.path}/.git --work-tree={other.path} commit -m x",
        f"GIT_DIR={other.path}/.git GIT_WORK_TREE={other.path} git commit -m x",
        "pushd ../other; git commit -m x; popd",
        "(cd ../other; git commit -m x)",
        "bash -c 'cd ../other; git commit -m x'",
    ):
        assert shell(repo.path, command) == REFUSED, command
    for command in (
        "git commit -m x",
        "(cd ../other); git commit -m x",
        "git -C . commit",
        "cd ../other; cd -; git commit",
    ):
        assert shell(repo.path, command) == SILENCE, command
    assert shell(other.path, "git commit -m x") == REFUSED
    assert shell(other.path, f"cd {repo.path} && git commit -m x") == SILENCE


def test_the_index_is_the_one_that_is_named(repo: GitRepo) -> None:
    index = repo.path / ".git" / "other"
    index.write_bytes((repo.path / ".git" / "index").read_bytes())
    repo.stage(TYPO)
    assert shell(repo.path, "git commit -m x") == REFUSED
    assert shell(repo.path, f"GIT_INDEX_FILE={index} git commit -m x") == SILENCE
    assert "GIT_INDEX_FILE" not in os.environ


def test_where_there_is_no_ledger_all_is_let_through(git_repo: Callable[..., GitRepo], tmp_path: Path) -> None:
    other = git_repo("plain")
    other.commit(files={"a.py": "X = 1\n"})
    for command in (
        "git commit -m x",
        "git commit --no-verify -m x",
        "SKIP=archhook git commit",
        "git push --no-verify",
    ):
        assert shell(other.path, command) == SILENCE, command
    for event in ("SessionStart", "SubagentStart", "UserPromptSubmit", "Stop", "SessionEnd"):
        assert hook(other.path, event) == SILENCE, event
        assert hook(tmp_path, event) == SILENCE, event
    assert hook(other.path, "PostToolUse", **edit("a.py")) == SILENCE
    assert shell(tmp_path, "git commit --no-verify") == SILENCE
    assert shell(tmp_path, f"cd {other.path}; make; git commit -am x") == SILENCE


def test_an_unborn_branch_is_judged(git_repo: Callable[..., GitRepo]) -> None:
    new = git_repo("new")
    new.stage(KEPT)
    assert shell(new.path, "git commit -m x") == SILENCE
    new.stage(TYPO)
    assert shell(new.path, "git commit -m x") == REFUSED


@pytest.mark.parametrize(
    "command",
    [
        "git commit -nm x",
        "cd src && git commit --no-verify",
        "git nv",
        "SKIP=archhook git commit",
        "git push --no-verify",
    ],
)
def test_ways_past_the_gates_are_refused_by_name(repo: GitRepo, command: str) -> None:
    repo.run("config", "alias.nv", "commit -n")
    code, out, err = shell(repo.path, command)
    assert (code, out) == (2, "")
    name = "SKIP=archhook" if "SKIP" in command else "push --no-verify" if "push" in command else "commit --no-verify"
    assert err.startswith("archhook: ")
    assert name in err.splitlines()[0]
    assert err.splitlines()[0].endswith(": refused")
    assert err.splitlines()[1].startswith("    fix: `git ")


def test_what_a_refusal_tells_to_do_works(repo: GitRepo) -> None:
    repo.stage({"README.md": "x\n"})
    assert shell(repo.path, "git commit --no-verify -m x").returncode == 2
    assert shell(repo.path, "git commit -m x") == SILENCE
    assert repo.git("commit", "-m", "x").returncode == 0


def test_hooks_are_not_taken_away_where_a_gate_stands(repo: GitRepo) -> None:
    remove = "rm .git/hooks/pre-commit"
    hooked = repo.path / ".git/hooks/pre-commit"
    assert shell(repo.path, remove) == SILENCE
    install(repo)
    assert shell(repo.path, remove).returncode == 2
    assert hook(repo.path, "PreToolUse", **edit(hooked)).returncode == 2
    assert hook(repo.path, "PreToolUse", **edit("src/client.py")) == SILENCE
    assert shell(repo.path, "git config core.hooksPath /dev/null").returncode == 2
    assert shell(repo.path, "pre-commit uninstall").returncode == 2
    assert shell(repo.path, f"cd /; rm -r {repo.path}/.git/hooks").returncode == 2
    repo.run("config", "core.hooksPath", "own")
    assert shell(repo.path, remove) == SILENCE  # git looks elsewhere
    assert shell(repo.path, "git config core.hooksPath .git/hooks") == SILENCE


UNSURE = [
    "make && git add -A && git commit -m x",
    "sed -i s/a/b/ README.md && git commit -am x",
    "echo x > README.md; git add README.md; git commit -m x",
    "git add -p && git commit -m x",
    "git merge topic && git commit -m x",
    "git add $FILES && git commit -m x",
    "git add *.txt && git commit -m x",
    "git reset -q && git commit -m x",
    "cd $X && git commit -m x",
    "make; git commit -m x src",
]


@pytest.mark.parametrize("command", UNSURE)
def test_what_cannot_be_told_is_left_to_the_gate_or_said(repo: GitRepo, command: str) -> None:
    lay_out(repo.path, TYPO)
    code, _, err = said = shell(repo.path, command)
    assert (code, err) == (0, "")
    assert said.context.startswith("archhook: what `git commit` records cannot be told before (")
    install(repo)
    assert shell(repo.path, command) == SILENCE


def test_what_cannot_be_seen_is_said(repo: GitRepo) -> None:
    assert "a word of `git commit` cannot be told here" in shell(repo.path, 'git commit "$FLAG"').context
    assert "`gh pr merge` merges where no local hook runs" in shell(repo.path, "gh pr merge 7").context
    script = shell(repo.path, "cat git.txt | bash").context
    assert script == "archhook: what `bash` reads cannot be seen, nor what it does with git\n"
    assert shell(repo.path, "cat notes.txt | bash") == SILENCE
    assert shell(repo.path, "git log 'open").context.startswith("archhook: the command cannot be read as a shell's")


def test_a_configuration_that_is_not_tracked_silences_nothing(repo: GitRepo) -> None:
    repo.stage(TYPO)
    off = '[severity]\nINV403 = "off"\nINV407 = "off"\n'
    lay_out(repo.path, {"archhook.toml": off, "pyproject.toml": "[project]\n"})
    note = "archhook: archhook.toml is not tracked, so it counts for nothing (`git add -f archhook.toml`)\n"
    assert shell(repo.path, "git commit -m x").stderr == TYPO_TEXT + note + MESSAGE
    code, _, err = hook(repo.path, "Stop")
    assert (code, err.count(note), "pyproject" in err) == (2, 1, False)
    assert hook(repo.path, "PostToolUse", **edit("src/client.py")).returncode == 2
    lay_out(repo.path, {".gitignore": "archhook.toml\n"})
    assert hook(repo.path, "Stop").returncode == 2
    repo.run("add", "-f", "archhook.toml")
    assert shell(repo.path, "git commit -m x") == SILENCE  # a reviewer sees it
    assert hook(repo.path, "Stop") == SILENCE


def test_an_unreadable_ledger_is_no_commit(repo: GitRepo) -> None:
    repo.stage({"architecture.py": KEPT["architecture.py"] + "class X(Task"})
    code, _, err = shell(repo.path, "git commit -m x")
    assert (code, "LED001" in err) == (2, True)
    repo.stage({"architecture.py": KEPT["architecture.py"], "archhook.toml": "nonsense = 1\n"})
    code, _, err = shell(repo.path, "git commit -m x")
    assert (code, "archhook.toml:1" in err) == (2, True)


CHANGES = [
    "sed -i s/a/b/ src/client.py",
    "sed -n -i.bak -e s/a/b/ src/client.py",
    "perl -pi -e 's/a/b/' src/client.py",
    "echo x > src/client.py",
    "echo x >> src/client.py",
    "cat <<EOF > src/client.py\nx\nEOF",
    "cd src && echo x > client.py",
    "echo x | tee src/client.py",
    "mv src/client.py src/other.py",
    "mv other.py src/client.py",
    "cp a.py src/client.py",
    "cp client.py src",
    "rm src/client.py",
    "rm -r src",
    "git mv src/client.py x.py",
    "git rm src/client.py",
    "git checkout -- src/client.py",
    "git restore src/client.py",
    "touch src/client.py",
    "truncate -s 0 src/client.py",
    "bash -c 'echo > src/client.py'",
    "for f in src/client.py; do sed -i s/a/b/ $f; done",
    "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: src/client.py\n*** End Patch\nEOF",
    "black src/client.py",
    "ruff format src/client.py",
    "patch src/client.py < x.diff",
    "dd of=src/client.py",
    "sed -i s/a/b/ src/*.py",
    "sed -i s/a/b/ s*/cl[a-j]ent.py",
    "for f in src/c*.py; do sed -i s/a/b/ $f; done",
    "F=src/client.py; sed -i s/a/b/ $F",
    "F=src/*.py; sed -i s/a/b/ $F",
    "cd src; sed -i s/a/b/ *",
    "find src -name 'c*.py' | xargs sed -i s/a/b/",
    "find . -type f -name 'c*.py' -print0 | xargs -0 sed -i s/a/b/",
    "find src -name '*.py' | xargs -I{} sed -i s/a/b/ {}",
    "find src -name '*.py' -exec sed -i s/a/b/ {} +",
    "find src -name '*.py' -exec sed -i s/a/b/ {} \\;",
    "find src \\( -name x -o -path '*/client.*' \\) -delete",
    "find . -mindepth 2 ! -name 't*' -type f -delete",
    "ls src/*.py | xargs rm",
    "git ls-files '*.py' | xargs sed -i s/a/b/",
    "for f in $(git ls-files src); do echo > $f; done",
    "for f in $(find src -iname 'CLIENT*'); do echo > $f; done",
    "while read x; do rm src/client.py; done < list",
    "ruff format",
    "ruff format .",
    "ruff check --fix",
    "uv run ruff check --fix src",
    "uvx ruff format src",
    "black .",
    "python -m black src",
    "isort src tests",
    "autopep8 -i -r src",
    "yapf -i -r .",
    "git checkout src/client.py",
    "git restore --source=HEAD~1 .",
    "git checkout HEAD~1 -- .",
    "touch new; sed -i s/a/b/ src/*.py",
]
READS = [
    "cat src/client.py", "sed s/a/b/ src/client.py", "sed -n 1p src/client.py > x", "cp src/client.py x.py",
    "git add src/client.py", "git diff src/client.py", "grep x src/client.py", "git rm --cached src/client.py",
    "git restore --staged src/client.py", "cp other.py src", "mv other.py src", "rm -r source",
    "python src/client.py", "rm src/other.py", "echo 'rm src/client.py'",
    "find src -name other.py -delete", "find . -path './tests/*' -delete", "find tests -delete", "ls src/*.py",
    "sed -i s/a/b/ tests/*.py", "find src -name '*.py' | xargs grep x", "find src -name 'c*' -exec cat {} +",
    "find . -name '*.py' -not -path './src/*' -exec sed -i s/a/b/ {} +", "ruff check src", "ruff format --check .",
    "black --diff src", "isort --check-only .", "autopep8 src", "black tests", "ruff format tests", "git restore .",
    "git checkout .", "git stash", "git reset --hard", "git stash list", "git checkout main", "git clean -fd",
    "git checkout -b src", "sed -i s/a/b/ 'src/*.py'",
]  # fmt: skip


@pytest.mark.parametrize(("command", "refused"), [*((one, True) for one in CHANGES), *((one, False) for one in READS)])
def test_a_claimed_file_is_not_changed_by_the_shell(repo: GitRepo, command: str, refused: bool) -> None:
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    code, _, err = shell(repo.path, command, "--as", "alice")
    assert code == (2 if refused else 0), err
    if refused:
        assert err.startswith("archhook: src/client.py is claimed, with T-1, by bob until ")
        assert shell(repo.path, command, "--as", "bob").returncode == 0


def test_files_of_other_servers_and_patches_are_looked_at(repo: GitRepo) -> None:
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    patch = {"input": "*** Begin Patch\n*** Delete File: src/client.py\n*** End Patch"}
    for tool, given, code in (
        ("mcp__files__write_file", {"path": str(repo.path / "src/client.py")}, 2),
        ("mcp__files__read_file", {"path": "src/client.py"}, 0),
        ("apply_patch", patch, 2),
    ):
        done = hook(repo.path, "PreToolUse", "--as", "alice", tool_name=tool, tool_input=given)
        assert done.returncode == code


def test_sessions_are_told_apart(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARCHHOOK_AGENT", raising=False)
    one, two = "11111111-aaaa", "22222222-bbbb"
    assert archhook(repo.path, "claim", "T-1", "--as", "claude-11111111").returncode == 0
    change = {**edit("src/client.py")}
    assert hook(repo.path, "PreToolUse", session_id=one, **change) == SILENCE
    assert hook(repo.path, "PreToolUse", session_id=two, **change).returncode == 2
    assert hook(repo.path, "SessionEnd", session_id=two, reason="other") == SILENCE
    assert hook(repo.path, "PreToolUse", session_id=two, **change).returncode == 2
    assert hook(repo.path, "SessionEnd", session_id=one, reason="other") == SILENCE
    assert hook(repo.path, "PreToolUse", session_id=two, **change) == SILENCE
    assert archhook(repo.path, "claim", "T-1", "--as", "carol").returncode == 0
    for told in (  # of the same work tree: perhaps the session's own
        hook(repo.path, "PreToolUse", session_id=two, **change),
        shell(repo.path, "echo x > src/client.py", session_id=two),
    ):
        assert (told.returncode, told.stderr) == (0, "")
        assert told.context.startswith("archhook: src/client.py is claimed, with T-1, by carol until ")
        assert told.context.endswith(", from this work tree: leave it, unless you are meant\n")
    assert hook(repo.path, "PreToolUse", "--as", "carol", session_id=two, **change) == SILENCE
    assert hook(repo.path, "PreToolUse", session_id=two, **edit("tests/test_client.py")) == SILENCE
    tree = repo.path.parent / "tree"
    repo.run("worktree", "add", "-q", str(tree))
    assert hook(tree, "PreToolUse", session_id=two, **change).returncode == 2


def test_a_commit_of_claimed_files_is_said_or_refused(repo: GitRepo) -> None:
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    repo.stage({"src/client.py": "def publish(): return 1\n"})
    code, _, err = said = shell(repo.path, "git commit -m x", "--as", "alice")
    assert (code, err) == (0, "")
    assert said.context.startswith("archhook: src/client.py is claimed, with T-1, by bob until ")
    assert shell(repo.path, "git commit -m x", "--as", "bob") == SILENCE
    repo.stage({"archhook.toml": 'claims = "refuse"\n'})
    code, _, err = shell(repo.path, "git commit -m x", "--as", "alice")
    assert (code, err.startswith("archhook: src/client.py is claimed, with T-1, by bob until ")) == (2, True)


def test_a_refused_commit_tells_what_stops_it_and_counts_the_warnings(repo: GitRepo) -> None:
    ledger = LEDGER.replace("A message arrives once.", "PLACEHOLDER").replace("One broker keeps", "PLACEHOLDER")
    repo.stage(TYPO | {"architecture.py": ledger})
    code, _, err = shell(repo.path, "git commit -m x")
    assert (code, "LED007" in err) == (2, False)
    assert err.splitlines()[-2:] == [
        "archhook: 2 warnings beside, which stop nothing (`archhook check --staged`)",
        MESSAGE.removesuffix("\n"),
    ]
    assert "LED007" in archhook(repo.path, "check", "--staged").stdout
    strict = shell(repo.path, "git commit -m x", "--strict").stderr
    assert ("LED007" in strict, "beside" in strict, "2 errors and 2 warnings in what" in strict) == (True, False, True)
    turn = hook(repo.path, "Stop").stderr
    assert ("LED007" in turn, "archhook: 2 warnings beside, which stop nothing" in turn) == (False, True)


TAKEN_BACK = [
    "git restore .",
    "git checkout .",
    "git checkout -f",
    "git stash",
    "git stash push -m x",
    "cd src; git stash",
    "git reset --hard",
    "git reset --hard HEAD~1",
    "git switch -f main",
    "cd src && git restore .",
]


@pytest.mark.parametrize("command", TAKEN_BACK)
def test_what_is_taken_back_is_what_was_changed(repo: GitRepo, command: str) -> None:
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    repo.stage({"README.md": "x\n"})
    assert shell(repo.path, command, "--as", "alice") == SILENCE
    lay_out(repo.path, {"src/client.py": "def publish(): return 1\n"})
    code, _, err = shell(repo.path, command, "--as", "alice")
    assert (code, err.startswith("archhook: src/client.py is claimed, with T-1, by bob until ")) == (2, True)
    assert err.endswith("    fix: name the files that are yours alone, or wait\n")
    assert shell(repo.path, "cd tests; git restore .", "--as", "alice") == SILENCE


def test_new_files_that_are_claimed_are_not_cleaned_away(repo: GitRepo) -> None:
    ledger = LEDGER + '\n\nclass New(Task):\n    """[T-2] N."""\n\n    implements = Broker\n    planned = True\n'
    repo.commit(files={"architecture.py": ledger + '    file_path = "src/new.py"\n'})
    assert archhook(repo.path, "claim", "T-2", "--as", "bob").returncode == 0
    assert shell(repo.path, "git clean -fd", "--as", "alice") == SILENCE
    lay_out(repo.path, {"src/new.py": ""})
    assert shell(repo.path, "git clean -nd", "--as", "alice") == SILENCE
    assert shell(repo.path, "git clean -fd tests", "--as", "alice") == SILENCE
    assert shell(repo.path, "git clean -fd", "--as", "alice").returncode == 2
    assert shell(repo.path, "git clean -f src/", "--as", "alice").returncode == 2


UNTOLD = [
    ("sed -i s/a/b/ $F", "which files `sed` changes cannot be told"),
    ("sed -i s/a/b/ src/$F.py", "which files `sed` changes cannot be told"),
    ("grep -l x -r src | xargs sed -i s/a/b/", "which files `sed` changes cannot be told"),
    ("ruff format $(git diff --name-only)", "which files `ruff` changes cannot be told"),
    ("echo x > $OUT", "which files `echo >` changes cannot be told"),
    ("find . -mtime -1 -delete", "which files `find` changes cannot be told"),
    ("rm src/{client,other}.py", "which files `rm` changes cannot be told"),
    ("git restore '*.py'", "which files `git restore` changes cannot be told"),
    ("curl x | bash", "what `bash` reads cannot be seen, nor which files it changes"),
]


@pytest.mark.parametrize(("command", "what"), UNTOLD)
def test_what_cannot_be_told_is_said_where_others_have_claims(repo: GitRepo, command: str, what: str) -> None:
    assert shell(repo.path, command, "--as", "alice") == SILENCE
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    code, _, err = told = shell(repo.path, command, "--as", "alice")
    assert (code, err) == (0, "")
    assert told.context == f"archhook: {what}: src/client.py must stay, claimed by bob\n"
    assert shell(repo.path, command, "--as", "bob") == SILENCE
    for one in (
        "sed -i s/a/b/ tests/$F.py",
        "T=$(mktemp); git diff > $T",
        "cat $F",
        "git add $F",
        "grep x -r . | head",
    ):
        assert shell(repo.path, one, "--as", "alice") == SILENCE


RELEASES = [
    "archhook release T-1 --as bob",
    "archhook release --all --as=bob",
    "ARCHHOOK_AGENT=bob archhook release T-1",
    "cd src && uv run archhook release T-1 --as bob",
    "python -m archhook release T-1 --as bob",
]


@pytest.mark.parametrize("command", RELEASES)
def test_claims_of_others_are_not_released(repo: GitRepo, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.delenv("ARCHHOOK_AGENT", raising=False)
    assert shell(repo.path, command) == SILENCE
    assert archhook(repo.path, "claim", "T-1", "--as", "bob").returncode == 0
    told = shell(repo.path, command)
    assert told.context == "archhook: T-1 was claimed as bob, which is not your name: make sure that it is yours\n"
    assert shell(repo.path, command, "--as", "bob") == SILENCE
    tree = repo.path.parent / "tree"
    repo.run("worktree", "add", "-q", str(tree))
    code, _, err = shell(tree, command)
    assert (code, err.splitlines()[0].startswith("archhook: T-1 is claimed by bob until ")) == (2, True)
    assert err.splitlines()[0].endswith(", who is not you: `archhook release` is refused")
    assert shell(tree, command.replace("T-1", "T-2").replace("--all", "T-2")) == SILENCE
    assert shell(tree, "archhook release T-1") == SILENCE


REFUSED_BY_NAME = [
    "find .git/hooks -name pre-commit -exec rm {} \\;",
    "find .git/hooks -name pre-commit | xargs rm",
    'rm "$(git rev-parse --git-path hooks/pre-commit)"',
    'rm -rf "$(git rev-parse --git-dir)/hooks"',
    "! true || git commit -n",
    "echo commit -n | xargs git",
    "(( $(git commit -n) ))",
    "x=$(( $(git commit -n; echo 1) ))",
    "busybox sh -c 'git commit -n'",
    "su -c 'git commit -n'",
    "script -c 'git commit -n' log",
    "fish -c 'git commit -n'",
    "strace -f git commit -n",
    "watch git commit -n",
    "git commit -n -m x # \ud800",
    "git commit -n\0",
]
SAID = [
    'A=(git commit -n -m x); "${A[@]}"',
    'arr=(commit -n -m x); git "${arr[@]}"',
    "git {commit,-n} -m x",
    'python3 - <<EOF\nsubprocess.run(["git", "commit", "-n"])\nEOF',
    "GIT_CONFIG_GLOBAL=/tmp/evil git commit",
    "git -c include.path=/tmp/evil commit",
    "git config include.path /tmp/evil",
]


@pytest.mark.parametrize("command", [*REFUSED_BY_NAME, *SAID])
def test_no_way_past_the_gates_is_silent(repo: GitRepo, command: str) -> None:
    refused = command in REFUSED_BY_NAME
    install(repo)
    told = shell(repo.path, command)
    assert (told.returncode, told.stderr.startswith("archhook: ")) == ((2, True) if refused else (0, False))
    assert told.context.startswith("archhook: ") is not refused


def test_a_command_that_is_a_list_of_words_is_read(repo: GitRepo) -> None:
    given = {"command": ["bash", "-lc", "git commit -n -m x"]}
    assert hook(repo.path, "PreToolUse", tool_name="Bash", tool_input=given).returncode == 2
