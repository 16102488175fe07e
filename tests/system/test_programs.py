"""No program that a repository or its configuration names is started: no transport, no hook, no filter, no helper."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.cli import COMMAND, archhook
from helpers.git_repo import GitRepo
from helpers.synthetic import project

from archhook.cli.commands import NAMES, find

if TYPE_CHECKING:
    from collections.abc import Callable


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
    return archhook(repo.path, *arguments, environment=env, timeout=20)


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
    for arguments in (("check", "--staged"), ("check", "--range", "HEAD~1..HEAD"), ("check", "--merge", "HEAD~1")):
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
    git_repo: Callable[..., GitRepo], tmp_path: Path, program: str, marker: Path
) -> None:
    origin = git_repo("origin")
    origin.run("config", "uploadpack.allowFilter", "true")
    origin.commit("one", files=project(10))
    url = f"file://{origin.path}"
    subprocess.run(["git", "clone", "-qn", "--filter=blob:none", url, str(tmp_path / "clone")], check=True)
    clone = GitRepo(tmp_path / "clone")
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
    git_repo: Callable[..., GitRepo], program: str, marker: Path, tmp_path: Path
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10) | {".gitattributes": "*.py filter=x\n"})
    seen = tmp_path / "in-the-hook"
    hook = repo.path / ".git/hooks/pre-commit"
    module = "src/app/part0/module0.py"
    judged = f"echo '# more' >> {module}\n{COMMAND} check\n"  # the file is newer than the index
    hook.write_text(f"#!/bin/sh\nunset GIT_INDEX_FILE\nrm -f {marker}\n{judged}[ ! -e {marker} ] && touch {seen}\n")
    hook.chmod(0o755)
    repo.write(module, (repo.path / module).read_text() + "# more\n")
    repo.git("-c", f"filter.x.clean={program}", "commit", "-qam", "as `git -c` hands it on to its hooks")
    assert seen.exists()


def test_a_filter_is_not_started_whatever_file_git_config_reads(
    git_repo: Callable[..., GitRepo], program: str, marker: Path
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10) | {".gitattributes": "*.py filter=x\n"})
    repo.run("config", "filter.x.clean", program)
    for arguments in (["check"], ["check", "--no-cache"]):
        os.utime(repo.path / "src/app/part0/module0.py")
        done = run(repo, *arguments, GIT_CONFIG="/dev/null")
        assert (done.returncode, marker.exists()) == (0, False), done.stderr


HOOKS = (
    "pre-commit", "post-commit", "post-index-change", "post-checkout", "post-merge", "post-rewrite", "pre-auto-gc",
    "reference-transaction", "fsmonitor-watchman",
)  # fmt: skip
STARTED = (
    "core.fsmonitor", "core.pager", "core.editor", "core.askPass", "core.sshCommand", "core.gitProxy",
    "core.alternateRefsCommand", "sequence.editor", "pager.diff-index", "pager.rev-list", "diff.external",
    "diff.x.command", "diff.x.textconv", "filter.x.clean", "filter.x.smudge", "filter.x.process", "merge.x.driver",
    "gpg.program", "uploadpack.packObjectsHook", "interactive.diffFilter",
)  # fmt: skip
SHELL = ("alias.diff-index", "alias.ls-files", "alias.rev-list", "alias.cat-file", "credential.helper")
SWITCHES = {
    "filter.x.required": "true", "log.showSignature": "true", "core.untrackedCache": "true", "diff.orderFile": "/no",
    "core.splitIndex": "true", "submodule.recurse": "true",
}  # fmt: skip
VARIABLES = ("GIT_SSH_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_EDITOR", "PAGER")
OURS = {  # a word of an example -> what stands for it here
    "src": "src/app", "src/cache/client.py": "src/app/part0/module1.py", "D-1": "D-0", "D-2": "D-0", "T-7": "T-0",
    "UT-7": "UT-0", "R-2": "R-0", "R-3": "R-0", "main": "HEAD~1", "origin/main..HEAD": "HEAD~1..HEAD",
    "v1.0": "HEAD~1", "v1.0..v2.0": "HEAD~1..HEAD", "100": "1",
}  # fmt: skip


def command_lines(examples: bool) -> list[list[str]]:
    """Every command that there is, as it stands and with what it needs; and everything that its help has one type."""
    found = []
    for name in NAMES:
        command = find(name)
        assert command
        found.append([*name.split(), *(["D-0"] if command.needed else [])])
        if examples:
            lines = (line.partition("|")[0].partition(">")[0] for line, _ in command.examples)
            found += [[OURS.get(word, word) for word in shlex.split(line)] for line in lines]
    return found


@pytest.fixture
def hostile(git_repo: Callable[..., GitRepo], program: str, marker: Path, tmp_path: Path) -> GitRepo:
    """A sound project whose repository would have a program started wherever git or Python offers a way."""
    repo = git_repo()
    names = ("json", "sitecustomize", "usercustomize", "archhook", "conftest", "diskcache", "networkx", "git", "re",
             "sqlite3", "select", "signal", "tomllib", "_ast", "typing", "rich", "subprocess")  # fmt: skip
    traps = {f"{name}.py": f"open({str(marker)!r}, 'a').write(__name__)\n" for name in names}
    excluded = "".join(f'"/{trap}", ' for trap in traps)
    files = project(10) | traps | {"archhook.toml": f"exclude = [{excluded}]\n"}
    repo.commit("one", files=files)
    repo.commit("two", files={".gitattributes": "* filter=x diff=x merge=x\n"})
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in HOOKS:
        for folder in (hooks, repo.path / ".git/hooks"):
            shutil.copy(program, folder / hook)
    settings = dict.fromkeys(STARTED, program) | dict.fromkeys(SHELL, f"!{program}") | SWITCHES
    for key, value in (settings | {"core.hooksPath": str(hooks), "init.templateDir": str(tmp_path)}).items():
        repo.run("config", key, value)
    marker.unlink(missing_ok=True)
    return repo


@pytest.mark.parametrize("examples", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_no_command_starts_what_the_repository_names(
    hostile: GitRepo, program: str, marker: Path, examples: bool
) -> None:
    module = "src/app/part0/module1.py"
    content = (hostile.path / module).read_text()
    ledger = (hostile.path / "architecture.py").read_bytes()
    for number, arguments in enumerate(command_lines(examples)):
        hostile.write(module, f"{content}# {number}\n")  # newer than the index, so that git looks into it
        hostile.write("architecture.py", ledger)
        done = run(hostile, *arguments, **dict.fromkeys(VARIABLES, program))
        assert not marker.exists(), (arguments, marker.read_text())
        assert (done.returncode in (0, 1, 2), "Traceback" in done.stderr) == (True, False), (arguments, done.stderr)


def test_a_first_ledger_is_written_where_everything_is_hostile(hostile: GitRepo, program: str, marker: Path) -> None:
    for name in ("architecture.py", "archhook.toml"):
        (hostile.path / name).unlink()
    hostile.git(
        *QUIET, "-c", "filter.x.clean=", "-c", "filter.x.process=", "-c", "filter.x.required=false", "add", "-u"
    )
    marker.unlink(missing_ok=True)
    for arguments in (["init", "--dry-run"], ["init"], ["install", "--git"], ["sync"], ["check", "--untracked"]):
        done = run(hostile, *arguments, **dict.fromkeys(VARIABLES, program))
        assert not marker.exists(), (arguments, marker.read_text())
        assert (done.returncode in (0, 1, 2), "Traceback" in done.stderr) == (True, False), (arguments, done.stderr)
