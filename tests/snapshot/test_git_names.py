"""Odd names and links: what they are, and what they are not taken for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from helpers.git_repo import GitRepo
from helpers.snapshots import by_path, entry, opened

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.errors import ConfigError, GitError, NoLedgerError

ODD = ["with space.py", "-dash.py", "*.py", "tab\t.py", "new\nline.py", 'quote".py', "$(touch x).py", "ä.py", ":top.py"]


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_odd_names_in_any_locale(git_repo, locale) -> None:
    repo = git_repo()
    repo.commit(files={name: name for name in ODD})
    with open(os.fsencode(repo.path) + b"/latin-\xe4.py", "w") as file:
        file.write("latin")
    repo.run("add", "-A")
    program = (
        "import sys; from archhook.snapshot.git import Repo; r = Repo.open(sys.argv[1])\n"
        "for kind in ('index', 'worktree'):\n"
        "    found = r.changes(kind, '')\n"
        "    r.blobs(c.entry.oid for c in found)\n"
        "    print(ascii([c.path for c in found]))"
    )
    env = {**os.environ, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(repo.path)], env=env, capture_output=True, check=True, encoding="ascii"
    )
    expected = ascii(sorted([*ODD, "latin-\udce4.py"]))
    assert done.stdout.splitlines() == [expected, expected]


def test_links_are_what_they_point_to_and_never_followed(git_repo, tmp_path) -> None:
    repo = git_repo()
    outside = tmp_path / "outside.py"
    outside.write_text("secret = 1\n")
    repo.write("dir/x.py", "x")
    (repo.path / "link.py").symlink_to(outside)
    (repo.path / "linked-dir").symlink_to("dir")
    (repo.path / "dangling.py").symlink_to("nowhere")
    repo.commit()
    expected = {
        "dangling.py": entry("nowhere", "120000"),
        "dir/x.py": entry("x"),
        "link.py": entry(str(outside), "120000"),
        "linked-dir": entry("dir", "120000"),
    }
    here = opened(repo.path)
    assert by_path(here.changes("index", "")) == by_path(here.changes("worktree", "")) == expected
    (repo.path / "link.py").unlink()
    (repo.path / "link.py").symlink_to("dir/x.py")
    (repo.path / "dir/x.py").unlink()
    (repo.path / "dir/x.py").symlink_to("y")
    found = by_path(here.changes("worktree", here.head_tree))
    assert found == {"dir/x.py": entry("y", "120000"), "link.py": entry("dir/x.py", "120000")}
    assert here.blobs([found["link.py"].oid]) == {found["link.py"].oid: b"dir/x.py"}


ODD_FOLDERS = ["a\u2028b", "a\x85b", "a\fb", "a\x1cb", "a\rb", "a\vb", " a "]


@pytest.mark.parametrize("name", ODD_FOLDERS, ids=ascii)
@pytest.mark.parametrize("kind", ["born", "unborn", "bare"])
def test_folders_with_odd_names(git_repo, tmp_path, name, kind) -> None:
    repo = git_repo(name)
    if kind != "unborn":
        repo.commit(files={"a.py": "1"})
    if kind == "bare":
        repo.run("clone", "-q", "--bare", ".", str(tmp_path / f"{name}.git"))
        repo = GitRepo(tmp_path / f"{name}.git")
    here = opened(repo.path)
    assert here.toplevel == ("" if kind == "bare" else str(repo.path))
    assert here.git_dir == str(repo.path if kind == "bare" else repo.path / ".git")
    if kind != "unborn":
        assert by_path(here.changes("commit", "", here.head_tree)) == {"a.py": entry("1")}


@pytest.mark.parametrize("born", [True, False])
def test_a_folder_whose_name_holds_a_line_break_is_named(git_repo, born) -> None:
    repo = git_repo("a\nb")
    if born:
        repo.commit(files={"a.py": "1"})
    with pytest.raises(GitError, match=r"holds a line break: '.*a\\nb'"):
        opened(repo.path)


LEDGER = "from archhook import Intent\n\n\nclass A(Intent):\n    '''[I-1] A.'''\n"


@pytest.mark.parametrize("path", ["pyproject.toml", "archhook.toml"])
@pytest.mark.parametrize("source", ["worktree", "index", "commit"])
def test_a_configuration_that_is_a_link_is_not_taken_for_its_text(git_repo, path, source) -> None:
    repo = git_repo()
    repo.write("real.toml", "[tool.archhook]\nstrict = true\n")
    (repo.path / path).symlink_to("real.toml")
    repo.commit(files={"architecture.py": LEDGER})
    with pytest.raises(ConfigError) as caught:
        judge(Request(str(repo.path), source=source, rev="HEAD"))
    assert caught.value.message == f"{path} is a symbolic link; its target is not read"
    assert path in caught.value.fix


def test_a_named_configuration_that_is_a_link_or_a_submodule(git_repo) -> None:
    repo = git_repo()
    repo.write("sub/real.toml", "strict = true\n")
    (repo.path / "sub/own.toml").symlink_to("real.toml")
    repo.commit(files={"sub/architecture.py": LEDGER})
    with pytest.raises(ConfigError, match=r"sub/own.toml is a symbolic link; its target is not read"):
        judge(Request(str(repo.path), config_path="sub/own.toml"))
    (repo.path / "archhook.toml").mkdir()
    inner = GitRepo(repo.path / "archhook.toml")
    inner.run("init", "-q")
    inner.commit(files={"x": "1"})
    repo.commit(files={"architecture.py": LEDGER})
    with pytest.raises(ConfigError, match=r"archhook.toml is a submodule"):
        judge(Request(str(repo.path), source="index"))


@pytest.mark.parametrize("link", ["architecture.py", "architecture"])
@pytest.mark.parametrize("tracked", [True, False])
def test_a_ledger_that_is_a_link_is_not_called_untracked(git_repo, link, tracked) -> None:
    repo = git_repo()
    repo.write("real/__init__.py", LEDGER)
    repo.write("real.py", LEDGER)
    repo.commit()
    (repo.path / link).symlink_to("real.py" if link.endswith("py") else "real")
    if tracked:
        repo.commit()
    with pytest.raises(NoLedgerError) as caught:
        judge(Request(str(repo.path)))
    assert caught.value.fix.startswith(f"{link} is a symbolic link, which is not followed")
    assert "untracked" not in caught.value.fix


@pytest.mark.parametrize(
    ("ledger", "untracked", "fix"),
    [
        ("docs/ledger.py", "docs/ledger.py", "docs/ledger.py exists but is untracked: `git add docs/ledger.py`"),
        ("plan", "plan/__init__.py", "plan/__init__.py exists but is untracked: `git add plan/__init__.py`"),
        ("docs/ledger.py", "", "`archhook init` writes one"),
        ("docs/ledger.py", "architecture/__init__.py", "`archhook init` writes one"),
    ],
)
def test_a_missing_ledger_is_looked_for_where_the_configuration_has_it(git_repo, ledger, untracked, fix) -> None:
    repo = git_repo()
    repo.commit(files={"archhook.toml": f'ledger = "{ledger}"\n', "architecture.py": LEDGER})
    if untracked:
        repo.write(untracked, LEDGER)
    with pytest.raises(NoLedgerError) as caught:
        judge(Request(str(repo.path)))
    assert caught.value.fix.startswith(fix)
