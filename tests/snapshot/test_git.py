from __future__ import annotations

import os
import re

import pytest
from helpers.snapshots import by_path, opened

from archhook.errors import GitError
from archhook.snapshot.changeset import BaseError, Entry
from archhook.snapshot.git import Opening, Repo
from archhook.snapshot.git_objects import blob_id

FRESHENED = re.compile(r"/\.git/(objects/|sharedindex)")
FILES = {"a.py": "a = 1\n", "pkg/b.py": "b = 2\n", "pkg/deep/c.py": "c = 3\n", "doc.txt": "text\n"}


def manifest(files: dict[str, str], object_format: str = "sha1") -> dict[str, Entry]:
    return {path: Entry("100644", blob_id(object_format, content.encode())) for path, content in files.items()}


@pytest.fixture(params=["plain", "sha256", "index v4", "split index", "sparse index", "hostile", "untracked cache"])
def repo(request, git_repo):
    """A repository with FILES committed, in each of git's flavours."""
    if request.param == "hostile":
        marker = request.getfixturevalue("hostile_config")
        request.addfinalizer(lambda: not marker.exists() or pytest.fail("a configured program was executed"))
    made = git_repo("repo", *(["--object-format=sha256"] if request.param == "sha256" else []))
    settings = {
        "index v4": ["index.version", "4"],
        "split index": ["core.splitIndex", "true"],
        "untracked cache": ["core.untrackedCache", "true"],
    }
    if request.param in settings:
        made.run("config", *settings[request.param])
    made.commit(files=FILES)
    if request.param == "sparse index":
        made.run("sparse-checkout", "set", "--cone", "--sparse-index", "nothing")
    return made


@pytest.fixture
def object_format(repo) -> str:
    return repo.run("rev-parse", "--show-object-format")


@pytest.mark.parametrize("kind", ["index", "worktree", "commit"])
def test_without_a_base_every_file_is_named(repo, object_format, kind) -> None:
    tree = repo.tree() if kind == "commit" else ""
    assert by_path(opened(repo.path).changes(kind, "", tree)) == manifest(FILES, object_format)


@pytest.mark.parametrize("kind", ["index", "worktree", "commit"])
def test_nothing_differs_from_the_own_tree(repo, kind) -> None:
    assert opened(repo.path).changes(kind, repo.tree(), repo.tree()) == ()


@pytest.mark.parametrize("cwd", ["", "pkg"])
def test_index_work_tree_and_commit_each_show_their_own_state(repo, object_format, cwd) -> None:
    base = repo.tree()
    (repo.path / "pkg").mkdir(exist_ok=True)
    repo.write("a.py", "a = 'staged'\n")
    repo.write("new.py", "new = 1\n")
    repo.run("add", "a.py", "new.py")
    repo.write("a.py", "a = 'in the work tree'\n")
    (repo.path / "doc.txt").unlink()
    here = opened(repo.path / cwd)

    def entry(text: str) -> Entry:
        return Entry("100644", blob_id(object_format, text.encode()))

    assert here.head_tree == base
    assert by_path(here.changes("index", base)) == {"a.py": entry("a = 'staged'\n"), "new.py": entry("new = 1\n")}
    found = by_path(here.changes("worktree", base))
    assert found == {"a.py": entry("a = 'in the work tree'\n"), "doc.txt": None, "new.py": entry("new = 1\n")}
    old = {change.path: change.old for change in here.changes("worktree", base)}
    assert old == {path: manifest(FILES, object_format).get(path) for path in found}
    oids = {path: entry.oid for path, entry in found.items() if entry}
    assert here.blobs(oids.values())[oids["a.py"]] == b"a = 'in the work tree'\n"


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_blobs_are_read_loose_packed_and_many(git_repo, object_format) -> None:
    repo = git_repo("repo", f"--object-format={object_format}")
    many = {f"many/f{number}.py": f"x = {number}\n" + "#" * number for number in range(2500)}
    repo.commit(files=FILES | many)
    oids = {blob_id(object_format, text.encode()): text.encode() for text in (FILES | many).values()}
    here = opened(repo.path)
    few = dict(list(oids.items())[:3])
    assert here.blobs(few) == few
    assert here.blobs(oids) == oids
    repo.run("gc", "-q", "--prune=now")
    assert opened(repo.path).blobs(oids) == oids
    assert opened(repo.path).blobs(few) == few
    assert here.blobs([]) == {}


def test_a_missing_blob_is_named(repo, object_format) -> None:
    here = opened(repo.path)
    for gone in (["1" * len(repo.tree())], ["0" * len(repo.tree())], [blob_id(object_format, b"a = 1\n"), "f" * 40]):
        with pytest.raises(GitError, match=f"object {gone[-1]} is missing"):
            here.blobs(gone)


def test_a_tree_is_no_blob(repo) -> None:
    with pytest.raises(GitError, match="where a blob was asked for"):
        opened(repo.path).blobs([repo.tree()])


def test_asking_changes_nothing(repo) -> None:
    repo.write("a.py", "a = 'dirty'\n")
    os.utime(repo.path / "doc.txt", (1e9, 1e9))

    def state() -> dict[str, tuple[bytes, int]]:
        return {
            # git itself freshens objects and the shared part of a split index, so that no one prunes them
            str(path): (path.read_bytes(), 0 if FRESHENED.search(str(path)) else path.stat().st_mtime_ns)
            for path in repo.path.rglob("*")
            if path.is_file()
        }

    before = state()
    here = opened(repo.path)
    for kind in ("index", "worktree", "commit"):
        here.changes(kind, "", repo.tree())
    here.untracked()
    here.index_stamp()
    assert state() == before


def test_a_foreign_lock_does_not_matter(repo, object_format) -> None:
    (repo.path / ".git" / "index.lock").write_bytes(b"")
    assert by_path(opened(repo.path).changes("index", "")) == manifest(FILES, object_format)
    if (repo.path / "a.py").exists():
        repo.write("a.py", "a = 'dirty'\n")
        assert set(by_path(opened(repo.path).changes("worktree", repo.tree()))) == {"a.py"}


def test_renames_are_a_removal_and_an_addition(repo, object_format) -> None:
    base = repo.tree()
    repo.run("mv", "a.py", "z.py")
    moved = manifest(FILES, object_format)["a.py"]
    assert by_path(opened(repo.path).changes("index", base)) == {"a.py": None, "z.py": moved}
    repo.run("commit", "-q", "-m", "moved")
    assert by_path(opened(repo.path).changes("commit", base, repo.tree())) == {"a.py": None, "z.py": moved}


def test_what_is_started_can_be_read_later_or_not_at_all(repo, object_format) -> None:
    here = opened(repo.path)
    pending = here.start_changes("index", "")
    forgotten = here.start_changes("commit", "", repo.tree())
    assert by_path(pending.finish()) == manifest(FILES, object_format)
    forgotten.cancel()


@pytest.mark.parametrize("kind", ["index", "worktree", "commit"])
def test_a_base_that_is_gone_is_told_apart(repo, kind) -> None:
    here = opened(repo.path)
    with pytest.raises(BaseError):
        here.changes(kind, "1" * len(repo.tree()), repo.tree())


def test_a_tree_that_is_missing_is_an_error(repo) -> None:
    with pytest.raises(GitError) as caught:
        opened(repo.path).changes("commit", "", "1" * len(repo.tree()))
    assert not isinstance(caught.value, BaseError)


@pytest.mark.parametrize("revision", ["HEAD", "main", "v1", "v1-light", "HEAD~1^{}", ":/first", "refs/heads/main", "@"])
def test_revisions_are_peeled(git_repo, revision) -> None:
    repo = git_repo()
    first = repo.commit("first", files={"a": "1"})
    second = repo.commit("second", files={"a": "2"})
    repo.run("tag", "-a", "-m", "annotated", "v1")
    repo.run("tag", "v1-light")
    commit = first if revision in {"HEAD~1^{}", ":/first"} else second
    expected = (commit, repo.tree(commit))
    if revision == ":/first":  # takes the rest of the line as its pattern, in git rev-parse as well
        with pytest.raises(GitError):
            opened(repo.path).resolve(revision)
    else:
        assert opened(repo.path).resolve(revision) == expected


def test_a_tree_can_be_named_and_a_blob_cannot(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a": "1"})
    here = opened(repo.path)
    assert here.resolve(repo.tree()) == ("", repo.tree())
    assert here.find_tree("HEAD") == repo.tree()
    assert here.find_tree("HEAD:a") == here.find_tree("nothing") == ""


@pytest.mark.parametrize("revision", ["", "nothing", "--all", "-h", "HEAD\nHEAD", "HEAD:a", "1" * 40, "a b", "\0"])
def test_a_revision_that_names_no_commit_is_an_error(git_repo, revision) -> None:
    repo = git_repo()
    repo.commit(files={"a": "1"})
    with pytest.raises(GitError, match="names no commit"):
        opened(repo.path).resolve(revision)


def test_no_repository_is_none(tmp_path) -> None:
    assert Repo.open(str(tmp_path)) is None
    assert Opening(str(tmp_path)).repo() is None


@pytest.mark.parametrize(
    ("variable", "value"), [("GIT_DIR", "/nowhere"), ("GIT_CONFIG_GLOBAL", "broken"), ("PATH", "/nowhere")]
)
def test_a_git_that_fails_is_no_absent_repository(git_repo, monkeypatch, variable, value) -> None:
    path = git_repo().path
    (path / "broken").write_text("[no end")
    monkeypatch.setenv(variable, str(path / "broken") if value == "broken" else value)
    with pytest.raises(GitError):
        Repo.open(str(path))


def test_a_repository_of_somebody_else_is_refused(git_repo, monkeypatch) -> None:
    repo = git_repo()
    repo.commit(files={"a": "1"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match="dubious ownership") as caught:
        Repo.open(str(repo.path))
    assert "safe.directory" in caught.value.fix


def test_a_broken_index_is_an_error(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a": "1"})
    (repo.path / ".git" / "index").write_bytes(b"nonsense")
    for kind in ("index", "worktree"):
        with pytest.raises(GitError):
            opened(repo.path).changes(kind, "")


def test_where_a_repository_was_cloned_from(repo) -> None:
    assert opened(repo.path).origin() == ""
    repo.git("remote", "add", "origin", "https://a.b/c é.git")
    assert opened(repo.path).origin() == "https://a.b/c é.git"


def test_untracked_files(repo) -> None:
    repo.write(".gitignore", "*.log\n")
    repo.write("x.log", "ignored")
    repo.write("new folder/new.py", "")
    repo.write("*.py", "")
    assert opened(repo.path / "new folder").untracked() == ("*.py", ".gitignore", "new folder/new.py")
    here = opened(repo.path)
    assert here.files.read("*.py") == b""
    assert here.files.read("missing.py") is None
    assert here.files.entry("missing.py") is None
    assert here.files.entry("x.log").mode == "100644"


def test_the_index_stamp_follows_the_index(git_repo) -> None:
    repo = git_repo()
    assert opened(repo.path).index_stamp() == ()
    repo.commit(files={"a": "1"})
    here = opened(repo.path)
    before = here.index_stamp()
    here.changes("worktree", "")
    assert here.index_stamp() == before
    repo.write("a", "2")
    repo.run("add", "a")
    assert here.index_stamp() != before
