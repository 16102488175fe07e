"""No program that a repository or its configuration names is started: no transport, no hook, no filter, no helper."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import GitRepo


ARCHHOOK = str(Path(sys.executable).with_name("archhook"))
QUIET = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")  # for a git call of the test's own
OLDER_GIT = """\
#!/bin/sh
unset GIT_NO_LAZY_FETCH {unset}
for one; do
    shift
    [ "$one" = fetch.parallel=-1 ] && one=fetch.parallel={parallel}
    set -- "$@" "$one"
done
exec {git} "$@"
"""


def run(repo: GitRepo, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ARCHHOOK, *arguments], cwd=repo.path, env={**os.environ, **env}, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=20,
    )  # fmt: skip


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "was-started"


@pytest.fixture
def program(tmp_path: Path, marker: Path) -> str:
    """A program that leaves a trace, and otherwise does as a filter does that changes nothing."""
    file = tmp_path / "program"
    file.write_text(f'#!/bin/sh\necho "$0 $*" >> {marker}\ncat\n')
    file.chmod(0o755)
    return str(file)


@pytest.fixture
def git_in_use(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """git as it is, and gits that know only some of what keeps them from fetching."""
    how: str = request.param
    if how == "this git":
        return how
    unset = "GIT_ALLOW_PROTOCOL" if how == "configuration alone" else ""
    parallel = "1" if how == "transports alone" else "-1"
    found = shutil.which("git")
    git = tmp_path / "older" / "git"
    git.parent.mkdir()
    git.write_text(OLDER_GIT.format(unset=unset, parallel=parallel, git=found))
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}{os.pathsep}{os.environ['PATH']}")
    return how


@pytest.mark.parametrize(
    ("git_in_use", "transport"),
    [
        ("this git", "uploadpack"),
        ("this git", "ext"),
        ("no GIT_NO_LAZY_FETCH", "uploadpack"),
        ("transports alone", "ext"),
        ("transports alone", "ssh"),
        ("configuration alone", "helper"),
    ],
    indirect=["git_in_use"],
)
def test_what_a_partial_clone_lacks_is_not_fetched(
    git_repo: Callable[..., GitRepo], git_in_use: str, program: str, marker: Path, transport: str
) -> None:
    repo = git_repo()
    old = repo.commit("one", files=project(10))
    repo.commit("two", files={"src/app/part0/module1.py": "x = 1\n"})
    lost = repo.run("rev-parse", "HEAD:src/app/part0/module1.py")
    helper = Path(program).with_name("git-remote-trap")
    helper.symlink_to(program)
    settings = {
        "uploadpack": {"remote.origin.url": str(repo.path), "remote.origin.uploadpack": program},
        "ext": {"remote.origin.url": f"ext::{program}", "protocol.ext.allow": "always"},
        "helper": {"remote.origin.url": "x", "remote.origin.vcs": "trap", "protocol.trap.allow": "always"},
        "ssh": {"remote.origin.url": "ssh://nowhere.invalid/x", "core.sshCommand": program},
    }[transport] | {
        "core.repositoryformatversion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
    }  # fmt: skip
    for key, value in settings.items():
        repo.run("config", key, value)
    path = f"{helper.parent}{os.pathsep}{os.environ['PATH']}"
    (repo.path / ".git/objects" / lost[:2] / lost[2:]).unlink()
    for arguments in (("check", "--staged"), ("check", "--range", "HEAD~1..HEAD")):
        done = run(repo, *arguments, PATH=path)
        assert (done.returncode, marker.exists()) == (2, False), (arguments, done.stderr)
        named = f"object {lost} is missing from the repository" in done.stderr
        assert named or git_in_use != "this git", done.stderr  # an older one may be ended by a pipe before it names it
        assert named or "an object is missing from the repository" in done.stderr, done.stderr
        assert "fix: in a partial clone, fetch it" in done.stderr
    (repo.path / ".git/objects" / old[:2] / old[2:]).unlink()
    for arguments in (("check", "--range", f"{old}..HEAD"), ("diff", f"{old}..HEAD")):
        done = run(repo, *arguments, PATH=path)
        assert (done.returncode, marker.exists()) == (2, False), (arguments, done.stderr)


@pytest.mark.usefixtures("git_in_use")
@pytest.mark.parametrize("git_in_use", ["this git", "transports alone"], indirect=True)
def test_objects_that_a_remote_has_promised_are_named(
    git_repo: Callable[..., GitRepo], git_repo_at: Callable[[Path], GitRepo], tmp_path: Path, program: str, marker: Path
) -> None:
    origin = git_repo("origin")
    origin.run("config", "uploadpack.allowFilter", "true")
    origin.commit("one", files=project(10))
    url = f"file://{origin.path}"
    subprocess.run(["git", "clone", "-qn", "--filter=blob:none", url, str(tmp_path / "clone")], check=True)
    clone = git_repo_at(tmp_path / "clone")
    clone.run("config", "remote.origin.uploadpack", program)
    done = run(clone, "check", "--rev", "HEAD")
    assert (done.returncode, "is missing from the repository" in done.stderr) == (2, True), done.stderr
    assert not marker.exists()


def test_init_starts_neither_filters_nor_hooks(git_repo: Callable[..., GitRepo], program: str, marker: Path) -> None:
    repo = git_repo()
    repo.commit("start", files={"src/till.py": "TAX = 1\n", ".gitattributes": "*.py filter=x\n"})
    repo.run("config", "filter.x.clean", program)
    repo.run("config", "filter.x.required", "true")
    for hook in ("post-index-change", "reference-transaction"):
        shutil.copy(program, repo.path / ".git/hooks" / hook)
    for options in (("--dry-run",), ()):
        repo.write("src/till.py", "TAX = 2\n")  # as fresh as the index that is going to be written
        done = run(repo, "init", *options)
        assert done.returncode == 0, done.stderr
        assert not marker.exists()
    assert "architecture.py" in repo.git(*QUIET, "ls-files").stdout


def test_a_filter_that_the_caller_of_git_names_is_not_started(
    git_repo: Callable[..., GitRepo], program: str, marker: Path
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10) | {".gitattributes": "*.py filter=x=y\n"})
    hook = repo.path / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nunset GIT_INDEX_FILE\nrm -f {marker}\nexec {ARCHHOOK} check\n")
    hook.chmod(0o755)
    repo.write("src/app/part0/module0.py", (repo.path / "src/app/part0/module0.py").read_text() + "# more\n")
    repo.git("-c", f"filter.x=y.clean={program}", "commit", "-qam", "as `git -c` hands it on to the hooks")
    assert not marker.exists()
