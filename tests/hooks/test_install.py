from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.files import write
from helpers.git_repo import GitRepo

from archhook.errors import ArchhookError, GitError, UsageError
from archhook.hooks.hook_scripts import CHAINED, is_of_pre_commit, is_ours, script, syncs
from archhook.hooks.install import install

ENVIRONMENT = Path(sys.executable).parent
HOOKS = ("pre-commit", "pre-merge-commit", "pre-push")


def run(here, **arguments) -> tuple[str, ...]:
    return install(str(here.path), **({"git_only": False, "repo": "", "rev": ""} | arguments))


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Content, mode and time of whatever an installation may touch."""
    files = [*(folder / ".git" / "hooks").iterdir(), *folder.glob(".*.yaml")]
    return {str(file): (file.read_bytes(), file.stat().st_mode, file.stat().st_mtime_ns) for file in files}


def hook(repo, name: str) -> Path:
    return repo.path / ".git" / "hooks" / name


def write_hook(path: Path, body: str) -> Path:
    write(path, "#!/bin/sh\n" + body).chmod(0o755)
    return path


def fake_archhook(folder: Path, code: int = 0) -> Path:
    """A program in archhook's place that writes down how it was called."""
    return write_hook(
        folder / "bin" / "archhook",
        f'echo "archhook $* <$(cat)>" >> "{folder}/log"\nexit {code}\n',
    )


@pytest.mark.parametrize("git_only", [True, False])
def test_a_second_time_nothing_changes(git_repo, git_only) -> None:
    repo = git_repo()
    repo.commit(files={"sub/a.py": "1"})
    first = run(repo, git_only=git_only)
    before = state(repo.path)
    second = install(str(repo.path / "sub"), git_only=git_only, repo="", rev="")
    assert state(repo.path) == before
    assert all("wrote" in line or "installed" in line or "added" in line for line in first if "PATH" not in line)
    assert all("already" in line for line in second if "PATH" not in line)
    for name in HOOKS:
        content = hook(repo, name).read_bytes()
        assert is_ours(content) is (git_only or name == "pre-push")
        assert is_of_pre_commit(content) is (not is_ours(content))
        assert os.access(hook(repo, name), os.X_OK)
    assert (repo.path / ".pre-commit-config.yaml").exists() is not git_only


def test_a_published_repository(git_repo) -> None:
    repo = git_repo()
    repo.write(".pre-commit-config.yaml", "# mine\nrepos: # list\n- repo: meta\n  hooks:\n  - id: identity # x\n")
    run(repo, repo="https://example.com/archhook", rev="v1.2")
    assert (repo.path / ".pre-commit-config.yaml").read_text() == (
        "# mine\nrepos: # list\n- repo: meta\n  hooks:\n  - id: identity # x\n"
        "- repo: https://example.com/archhook\n  rev: v1.2\n  hooks:\n  - id: archhook\n  - id: archhook-push\n"
    )
    assert subprocess.run([ENVIRONMENT / "pre-commit", "validate-config"], cwd=repo.path, check=False).returncode == 0


def test_the_hook_file_is_what_pre_commit_expects(git_repo) -> None:
    command = [ENVIRONMENT / "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    assert subprocess.run(command, check=False).returncode == 0


def test_a_configuration_that_is_a_link_stays_one(git_repo) -> None:
    repo = git_repo()
    shared = repo.write("shared/config.yaml", "repos: []\n")
    shared.chmod(0o640)
    (repo.path / ".pre-commit-config.yaml").symlink_to("shared/config.yaml")
    run(repo)
    assert (repo.path / ".pre-commit-config.yaml").is_symlink()
    assert "archhook-push" in shared.read_text()
    assert shared.stat().st_mode & 0o777 == 0o640


def test_pre_commit_keeps_the_hook_that_was_there(git_repo) -> None:
    repo = git_repo()
    write_hook(hook(repo, "pre-commit"), "echo mine\n")
    run(repo)
    assert "echo mine" in hook(repo, "pre-commit.legacy").read_text()


def test_plain_hooks_give_way_to_pre_commit(git_repo) -> None:
    repo = git_repo()
    write_hook(hook(repo, "pre-commit"), "echo mine\n")
    run(repo, git_only=True)
    run(repo)
    assert is_of_pre_commit(hook(repo, "pre-commit").read_bytes())
    assert "echo mine" in hook(repo, "pre-commit.legacy").read_text()
    assert is_of_pre_commit(hook(repo, "pre-merge-commit").read_bytes())
    assert not hook(repo, "pre-merge-commit.legacy").exists()
    before = state(repo.path)
    run(repo)
    assert state(repo.path) == before


def test_hooks_that_were_there_are_called(git_repo, tmp_path) -> None:
    repo = git_repo()
    log = tmp_path / "log"
    for name in HOOKS:
        write_hook(hook(repo, name), f'echo "old {name} $* <$(cat)>" >> "{log}"\nexit ${{OLD_EXIT:-0}}\n')
    lines = run(repo, git_only=True)
    assert all(CHAINED in line for line in lines)
    archhook = fake_archhook(tmp_path)
    for name in HOOKS:
        hook(repo, name).write_text(script(name, str(archhook)))

    def call(name: str, *arguments: str, sent: str = "", old_exit: int = 0) -> tuple[int, list[str]]:
        log.unlink(missing_ok=True)
        environment = os.environ | {"OLD_EXIT": str(old_exit)}
        done = subprocess.run(
            [hook(repo, name), *arguments], input=sent, env=environment, cwd=repo.path, check=False, encoding="utf-8"
        )
        return done.returncode, log.read_text().splitlines() if log.exists() else []

    assert call("pre-commit") == (0, ["old pre-commit  <>", "archhook hook pre-commit <>"])
    assert call("pre-commit", old_exit=7) == (7, ["old pre-commit  <>"])
    assert call("pre-merge-commit") == (0, ["old pre-merge-commit  <>", "archhook hook pre-commit <>"])
    both = ["archhook hook pre-push origin a url <1 2\n3 4>", "old pre-push origin a url <1 2\n3 4>"]
    sent = "1 2\n3 4\n"
    assert call("pre-push", "origin", "a url", sent=sent) == (0, "\n".join(both).splitlines())
    assert call("pre-push", "origin", "a url", sent=sent, old_exit=9)[0] == 9
    assert call("pre-push", "origin", "url") == (
        0,
        ["archhook hook pre-push origin url <>", "old pre-push origin url <>"],
    )
    fake_archhook(tmp_path, code=1)
    assert call("pre-commit", old_exit=0)[0] == 1
    assert call("pre-push", "origin", "url") == (1, ["archhook hook pre-push origin url <>"])


def test_a_hook_that_git_ignores_stays_ignored(git_repo, tmp_path) -> None:
    repo = git_repo()
    write_hook(hook(repo, "pre-commit"), "exit 9\n").chmod(0o644)
    run(repo, git_only=True)
    hook(repo, "pre-commit").write_text(script("pre-commit", str(fake_archhook(tmp_path))))
    assert subprocess.run([hook(repo, "pre-commit")], check=False, stdin=subprocess.DEVNULL).returncode == 0


def test_standard_input_reaches_the_next_hook_byte_by_byte(git_repo, tmp_path) -> None:
    repo = git_repo()
    write_hook(hook(repo, "pre-push"), f'cat > "{tmp_path}/received"\n')
    run(repo, git_only=True)
    hook(repo, "pre-push").write_text(script("pre-push", str(fake_archhook(tmp_path))))
    for sent in (b"", b"one\n", b"a\\tb %s $x `y`\n\n\n", b"no newline", b"\xe4\n"):
        subprocess.run([hook(repo, "pre-push"), "origin", "url"], input=sent, check=True)
        assert (tmp_path / "received").read_bytes() == sent


def test_an_archhook_that_is_gone_stops_the_commit(git_repo, tmp_path) -> None:
    path = write_hook(tmp_path / "hook", "")
    path.write_text(script("pre-commit", "/nowhere/archhook"))
    done = subprocess.run([path], env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False, text=True)
    assert (done.returncode, "not installed" in done.stderr) == (2, True)
    fake_archhook(tmp_path)
    environment = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"}
    assert subprocess.run([path], env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def test_a_moved_environment_is_written_anew(git_repo) -> None:
    repo = git_repo()
    run(repo, git_only=True)
    hook(repo, "pre-push").write_text(script("pre-push", "/old place/bin/archhook"))
    run(repo, git_only=True)
    assert str(ENVIRONMENT / "archhook") in hook(repo, "pre-push").read_text()
    assert not hook(repo, "pre-push" + CHAINED).exists()


def test_core_hooks_path_is_respected(git_repo) -> None:
    repo = git_repo()
    repo.run("config", "core.hooksPath", "my hooks")
    with pytest.raises(ArchhookError, match=r"core\.hooksPath") as caught:
        run(repo)
    assert "--git" in caught.value.fix
    assert not (repo.path / ".pre-commit-config.yaml").exists()
    run(repo, git_only=True)
    assert {file.name for file in (repo.path / "my hooks").iterdir()} == set(HOOKS)


@pytest.mark.parametrize("sync", [False, True])
@pytest.mark.parametrize("git_only", [False, True])
def test_a_project_below_the_top_is_named_in_every_hook(git_repo, git_only, sync) -> None:
    repo = git_repo()
    run(repo, git_only=git_only, sync=sync, config="my shop/archhook.toml")
    written = [hook(repo, name).read_text() for name in (HOOKS if git_only else ["pre-push"])]
    calls = [line for text in written for line in text.splitlines() if '"$archhook" hook ' in line]
    assert len(calls) == (3 + sync if git_only else 1)
    assert all(" --config 'my shop/archhook.toml'" in line for line in calls)
    if not git_only:
        text = repo.read(".pre-commit-config.yaml")
        assert text.count("args: ['--config', my shop/archhook.toml]\n") == 2 + sync
    before = state(repo.path)
    assert all("already" in line for line in run(repo, git_only=git_only, sync=sync) if "PATH" not in line)
    for _ in range(2):
        run(repo, git_only=git_only, config="my shop/archhook.toml")
    assert state(repo.path) == before


@pytest.mark.parametrize("git_only", [False, True])
@pytest.mark.parametrize("first", ["", "one/archhook.toml"])
def test_hooks_of_another_project_are_not_taken_for_those_of_this_one(git_repo, git_only, first) -> None:
    repo = git_repo()
    run(repo, git_only=git_only, config=first)
    before = state(repo.path)
    with pytest.raises(ArchhookError, match=r"not for two/archhook\.toml") as caught:
        run(repo, git_only=git_only, config="two/archhook.toml")
    assert state(repo.path) == before
    assert caught.value.path
    assert "for two projects" in caught.value.fix


def test_hooks_of_the_whole_machine_are_left_alone(git_repo, tmp_path) -> None:
    repo = git_repo()
    repo.run("config", "--global", "core.hooksPath", str(tmp_path / "shared"))
    for git_only in (True, False):
        with pytest.raises(ArchhookError, match="every repository"):
            run(repo, git_only=git_only)
    assert not (tmp_path / "shared").exists()


def test_a_linked_work_tree_shares_the_hooks(git_repo, tmp_path) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1"})
    repo.run("worktree", "add", "-q", str(tmp_path / "linked"))
    run(GitRepo(tmp_path / "linked"))
    assert is_ours(hook(repo, "pre-push").read_bytes())
    assert (tmp_path / "linked" / ".pre-commit-config.yaml").exists()
    assert not (repo.path / ".pre-commit-config.yaml").exists()


def pre_commit(repo, *arguments: str) -> None:
    subprocess.run([ENVIRONMENT / "pre-commit", *arguments], cwd=repo.path, check=True, capture_output=True)


def test_the_push_hook_stands_before_that_of_pre_commit(git_repo) -> None:
    repo = git_repo()
    repo.write(".pre-commit-config.yaml", "repos: []\n")
    pre_commit(repo, "install", "-t", "pre-push")
    run(repo)
    assert is_ours(hook(repo, "pre-push").read_bytes())
    assert is_of_pre_commit(hook(repo, "pre-push" + CHAINED).read_bytes())
    pre_commit(repo, "install", "-t", "pre-push")  # once more, by somebody: now pre-commit calls ours
    assert is_of_pre_commit(hook(repo, "pre-push").read_bytes())
    before = state(repo.path)
    assert run(repo)[-1] == "pre-push: installed already"
    assert state(repo.path) == before
    pre_commit(repo, "install", "-f", "-t", "pre-push")  # and now ours is lost
    run(repo)
    assert is_ours(hook(repo, "pre-push").read_bytes())


def test_two_foreign_hooks_are_one_too_many(git_repo) -> None:
    repo = git_repo()
    write_hook(hook(repo, "pre-push"), "echo one\n")
    run(repo, git_only=True)
    write_hook(hook(repo, "pre-push"), "echo two\n")
    with pytest.raises(ArchhookError, match="call one alone"):
        run(repo, git_only=True)
    assert "two" in hook(repo, "pre-push").read_text()
    assert "one" in hook(repo, "pre-push" + CHAINED).read_text()


def test_what_cannot_be_installed(git_repo, tmp_path, monkeypatch) -> None:
    with pytest.raises(GitError, match="in no git repository"):
        install(str(tmp_path), git_only=False, repo="", rev="")
    with pytest.raises(GitError, match="bare"):
        run(git_repo("bare", "--bare"))
    repo = git_repo()
    for wrong in ({"repo": "URL"}, {"rev": "v1"}, {"git_only": True, "repo": "URL", "rev": "v1"}):
        with pytest.raises(UsageError):
            run(repo, **wrong)
    repo.write(".pre-commit-config.yaml", "repos: [\n")
    with pytest.raises(ArchhookError, match="YAML"):
        run(repo)
    repo.write(".pre-commit-config.yaml", b"\xff")
    with pytest.raises(ArchhookError, match="UTF-8"):
        run(repo)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    with pytest.raises(ArchhookError, match="pre-commit is not installed") as caught:
        run(repo)
    assert "--git" in caught.value.fix


def test_an_archhook_that_is_not_on_path_is_said(git_repo, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert any("not on PATH" in line for line in run(git_repo()))
    monkeypatch.setenv("PATH", f"{ENVIRONMENT}:/usr/bin:/bin")
    assert not any("not on PATH" in line for line in run(git_repo("other")))


@pytest.mark.parametrize("git_only", [True, False])
def test_the_hook_that_mends_is_put_in_once_and_stays(git_repo, git_only) -> None:
    repo = git_repo()
    run(repo, git_only=git_only)
    run(repo, git_only=git_only, sync=True)
    before = state(repo.path)
    run(repo, git_only=git_only, sync=True)
    run(repo, git_only=git_only)  # what stands there stays
    assert state(repo.path) == before
    if git_only:
        assert [syncs(hook(repo, name).read_bytes()) for name in HOOKS] == [True, False, False]
    else:
        text = (repo.path / ".pre-commit-config.yaml").read_text()
        assert text.index("id: archhook-sync") < text.index("id: archhook\n") < text.index("id: archhook-push")
        command = [ENVIRONMENT / "pre-commit", "validate-config"]
        assert subprocess.run(command, cwd=repo.path, check=False).returncode == 0


def test_plain_hooks_that_mend_give_way_to_one_of_pre_commit(git_repo) -> None:
    repo = git_repo()
    run(repo, git_only=True, sync=True)
    run(repo)
    assert "id: archhook-sync" in (repo.path / ".pre-commit-config.yaml").read_text()
