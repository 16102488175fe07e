from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import GitRepo
from helpers.snapshots import opened

from archhook.errors import GitError
from archhook.snapshot import merged_tree
from archhook.snapshot.merged_tree import Conflicts, Merging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

LINES = "".join(f"line {number}\n" for number in range(9))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary ones, which is empty again in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert [*folder.iterdir()] == []


@pytest.fixture
def sides(git_repo: Callable[..., GitRepo]) -> Callable[..., GitRepo]:
    """A repository with the branches `main`, checked out, and `topic`: `sides(base, ours, theirs, *options)`."""

    def make(
        base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str], *options: str, name: str = "repo"
    ) -> GitRepo:
        repo = git_repo(name, *options)
        repo.commit("base", files=base)
        repo.run("checkout", "-q", "-b", "topic")
        repo.commit("theirs", files=theirs)
        repo.run("checkout", "-q", "main")
        repo.commit("ours", files=ours)
        return repo

    return make


def merged(repo: GitRepo, ours: str = "main", theirs: str = "topic") -> str:
    """The id of the tree, which can be listed as long as the merge is open."""
    asked = opened(repo.path)
    with Merging(asked, asked.resolve(ours)[0], asked.resolve(theirs)[0]) as merging:
        tree = merging.tree()
        asked.changes("merge", "", tree)
    return tree


def really(repo: GitRepo, ours: str = "main", theirs: str = "topic") -> str:
    """The id of the tree of a merge that is made, in a clone of its own."""
    place = repo.path.parent / f"really-{ours}-{theirs}-{time.time_ns()}"
    clone = GitRepo.clone(repo.path, place)
    clone.run("checkout", "-q", "--detach", f"origin/{ours}")
    clone.run("merge", "-q", "--no-ff", "-m", "merged", f"origin/{theirs}")
    return clone.tree()


def conflicts(repo: GitRepo, ours: str = "main", theirs: str = "topic") -> tuple[str, ...]:
    with pytest.raises(Conflicts) as caught:
        merged(repo, ours, theirs)
    return caught.value.paths


FIRST = {"a.txt": LINES.replace("line 0", "ours")}
LAST = {"a.txt": LINES.replace("line 8", "theirs"), "new/b.txt": "b\n"}


def objects(repo: GitRepo) -> str:
    return repo.run("count-objects", "-v")


def test_the_tree_is_the_one_that_git_makes(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    before, stored = repo.git("status", "--porcelain=v2", "--branch").stdout, objects(repo)
    index = (repo.path / ".git/index").read_bytes()
    assert merged(repo) == really(repo)
    assert repo.git("status", "--porcelain=v2", "--branch").stdout == before
    assert ((repo.path / ".git/index").read_bytes(), objects(repo)) == (index, stored)
    assert repo.git("cat-file", "-e", merged(repo), check=False).returncode != 0


def test_blobs_of_the_merge_can_be_read(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    asked = opened(repo.path)
    with Merging(asked, repo.run("rev-parse", "main"), repo.run("rev-parse", "topic")) as merging:
        tree = merging.tree()
        entries = {change.path: change.entry for change in asked.changes("merge", asked.head_tree, tree)}
        assert sorted(entries) == ["a.txt", "new/b.txt"]
        text = asked.blobs([entries["a.txt"].oid])[entries["a.txt"].oid].decode()  # type: ignore[union-attr]
    assert text == LINES.replace("line 0", "ours").replace("line 8", "theirs")


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_one_side_may_hold_the_other(sides: Callable[..., GitRepo], options: tuple[str, ...]) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST, *options)
    repo.run("branch", "old", "main~1")
    assert merged(repo, "main", "old") == repo.tree("main")  # contained
    assert merged(repo, "old", "main") == repo.tree("main")  # forward
    assert merged(repo, "main", "main") == repo.tree("main")
    assert merged(repo) == really(repo)


def test_conflicts_are_named(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a": "1\n", "b": "1\n", "c": LINES}, {"a": "2\n", "b": "2\n"}, {"a": "3\n", "b": "3\n"})
    assert conflicts(repo) == ("a", "b")
    assert conflicts(repo, "topic", "main") == ("a", "b")


def test_all_kinds_of_conflicts_are_conflicts(sides: Callable[..., GitRepo]) -> None:
    base = {"a": LINES, "b": LINES.upper()}
    repo = sides(base, {"c": "ours\n", "link": "x\n"}, {"c": "theirs\n"})
    repo.run("checkout", "-q", "topic")
    repo.run("rm", "-q", "a")
    repo.run("mv", "b", "their-b")
    (repo.path / "link").symlink_to("elsewhere")
    repo.commit("more")
    repo.run("checkout", "-q", "main")
    repo.run("mv", "b", "our-b")
    repo.commit("more", files={"a": LINES + "more\n"})
    found = conflicts(repo)
    assert {"a", "b", "c"} <= {*found}
    assert any(path.startswith("link") for path in found)


def test_modes_and_links_are_merged(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a": LINES, "b": LINES}, {"a": LINES.replace("line 0", "x")}, {"c": "1\n"})
    repo.run("checkout", "-q", "topic")
    (repo.path / "a").chmod(0o755)
    (repo.path / "link").symlink_to("a")
    repo.commit("mode")
    repo.run("checkout", "-q", "main")
    assert merged(repo) == really(repo)


def test_criss_cross(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    repo.run("branch", "start", "main")
    repo.run("merge", "-q", "-m", "m1", "topic")
    repo.run("checkout", "-q", "topic")
    repo.run("merge", "-q", "-m", "m2", "start")
    repo.commit("more", files={"a.txt": repo.read("a.txt").replace("line 4", "their 4")})
    repo.run("checkout", "-q", "main")
    repo.commit("more", files={"a.txt": repo.read("a.txt").replace("line 6", "our 6")})
    assert len(repo.run("merge-base", "--all", "main", "topic").split()) == 2
    assert merged(repo) == really(repo)


def test_unrelated_histories_are_not_merged(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a": LINES}, {"b": "1\n"}, {"c": "1\n"})
    repo.run("checkout", "-q", "--orphan", "other")
    repo.commit("other")
    with pytest.raises(GitError, match="no commit in common") as caught:
        merged(repo, "main", "other")
    assert "--unshallow" in caught.value.fix


def test_a_shallow_clone_knows_where_its_history_ends(sides: Callable[..., GitRepo], tmp_path: Path) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    for depth, enough in (("1", False), ("2", True)):
        clone = GitRepo.clone(
            f"file://{repo.path}", tmp_path / f"shallow{depth}", "--depth", depth, "--no-single-branch"
        )
        if enough:
            assert merged(clone, "origin/main", "origin/topic") == really(repo)
        else:
            with pytest.raises(GitError, match="no commit in common"):
                merged(clone, "origin/main", "origin/topic")


def test_submodules(sides: Callable[..., GitRepo], git_repo: Callable[..., GitRepo]) -> None:
    library = git_repo("library")
    ids = [library.commit(f"c{number}", files={"x": f"{number}\n"}) for number in range(3)]
    repo = sides({"a": "1\n"}, {"b": "1\n"}, {"c": "1\n"})

    def pin(branch: str, oid: str) -> None:
        repo.run("checkout", "-q", branch)
        repo.run("update-index", "--add", "--cacheinfo", f"160000,{oid},library")
        repo.commit_index("pinned")
        (repo.path / "library").mkdir(exist_ok=True)

    pin("topic", ids[1])
    repo.run("checkout", "-q", "main")
    tree = merged(repo)
    assert tree == really(repo)
    pin("main", ids[2])
    assert conflicts(repo) == ("library",)  # only the submodule's own history could tell, and it is not here


@pytest.mark.parametrize("kept", ["in its folder", "where git keeps those of clones", "only there"])
def test_a_submodule_that_is_here_is_moved_forward(
    sides: Callable[..., GitRepo], git_repo: Callable[..., GitRepo], kept: str
) -> None:
    repo = sides({"a": "1\n"}, {"c": "1\n"}, {"b": "1\n"})
    library = git_repo("repo/below/library")
    ids = [library.commit(f"c{number}", files={"x": f"{number}\n"}) for number in range(3)]
    library.run("checkout", "-q", ids[0])
    aside = library.commit("aside", files={"y": "1\n"})
    if kept != "in its folder":
        library.run("config", "core.worktree", str(library.path))
        (repo.path / ".git/modules/below").mkdir(parents=True)
        shutil.move(library.path / ".git", repo.path / ".git/modules/below/library")
        library.write(".git", "gitdir: ../../.git/modules/below/library\n")
    if kept == "only there":
        shutil.rmtree(library.path)

    def pin(branch: str, oid: str) -> None:
        repo.run("checkout", "-q", branch)
        repo.run("update-index", "--add", "--cacheinfo", f"160000,{oid},below/library")
        repo.commit_index("pinned")

    pin("main", ids[0])
    repo.run("branch", "-q", "-f", "topic", "main")
    pin("topic", ids[1])
    pin("main", ids[2])
    assert merged(repo) == repo.tree("main")
    assert merged(repo, "topic", "main") == repo.tree("main")
    pin("topic", aside)
    assert conflicts(repo) == ("below/library",)


@pytest.mark.parametrize("bare", [True, False])
def test_bare_repositories_and_borrowed_objects(
    sides: Callable[..., GitRepo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: bool
) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    want = really(repo)
    options = ("--bare",) if bare else ("--shared",)
    clone = GitRepo.clone(repo.path, tmp_path / 'a "quoted": clone \\ä', *options)
    side = "" if bare else "origin/"
    assert merged(clone, f"{side}main", f"{side}topic") == want
    # As in the quarantine of a push that is being received:
    alone = GitRepo.create(tmp_path / "alone", "--bare")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(alone.path / "objects"))
    monkeypatch.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", str(repo.path / ".git/objects"))
    ours, theirs = (repo.run("rev-parse", name) for name in ("main", "topic"))
    assert merged(alone, ours, theirs) == want


PROGRAMS = """
[merge "mine"]
    driver = touch {marker}; exit 0
[merge]
    default = mine
    renames = false
    renormalize = true
    directoryRenames = true
    renameLimit = 1
    verbosity = 5
    conflictStyle = zdiff3
[diff]
    renames = false
    renameLimit = 1
    algorithm = patience
[diff "mine"]
    textconv = touch {marker}; cat
    command = touch {marker}
[filter "mine"]
    clean = touch {marker}; cat
    smudge = touch {marker}; cat
    process = touch {marker}
    required = true
[core]
    fsmonitor = touch {marker}; false
    hooksPath = {hooks}
    attributesFile = {attributes}
    autocrlf = true
    sshCommand = touch {marker}
    alternateRefsCommand = touch {marker}
    pager = touch {marker}
    editor = touch {marker}
"""
EVERYTHING = "* merge=mine diff=mine filter=mine text eol=crlf\n"


def test_nothing_that_a_configuration_names_runs_or_counts(
    sides: Callable[..., GitRepo], hostile_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = {"a.txt": LINES, "old.txt": LINES * 2, "sub/c.txt": LINES, ".gitattributes": EVERYTHING}
    theirs = LAST | {"sub/c.txt": LINES.replace("line 8", "theirs")}
    repo = sides(base, FIRST | {"sub/c.txt": LINES.replace("line 0", "ours")}, theirs)
    repo.run("mv", "old.txt", "moved.txt")
    repo.commit("moved")
    repo.run("checkout", "-q", "topic")
    repo.commit("edited", files={"old.txt": LINES * 2 + "end\n"})
    repo.run("checkout", "-q", "main")
    want = really(repo)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-merge", "pre-merge-commit", "post-index-change", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {hostile_config}\n")
        (hooks / name).chmod(0o755)
    attributes = tmp_path / "attributes"
    attributes.write_text(EVERYTHING)
    programs = PROGRAMS.format(marker=hostile_config, hooks=hooks, attributes=attributes)
    for config in (repo.path / ".git/config", tmp_path / "home-config"):
        with config.open("a") as file:
            file.write(programs)
    (repo.path / ".git/info/attributes").write_text(EVERYTHING)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "home-config"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'merge.mine.driver'='touch {hostile_config}'")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "merge.mine.driver")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {hostile_config}")
    monkeypatch.setenv("GIT_ATTR_SOURCE", "main")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {hostile_config}")
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    (tmp_path / "xdg/git").mkdir(parents=True)
    shutil.copy(attributes, tmp_path / "xdg/git/attributes")
    assert merged(repo) == want
    assert not hostile_config.exists()
    repo.git("merge-tree", "--write-tree", "main", "topic", check=False)
    assert hostile_config.exists()  # it is as hostile as it is meant to be


def test_drivers_that_git_has_itself_count(sides: Callable[..., GitRepo]) -> None:
    base = {".gitattributes": "[attr]list merge=union\n", "sub/.gitattributes": "*.md list\n", "sub/log.md": "1\n"}
    repo = sides(base, {"sub/log.md": "1\nours\n"}, {"sub/log.md": "1\ntheirs\n"})
    assert merged(repo) == really(repo)
    repo.commit("not any more", files={"sub/.gitattributes": "*.md -list\n"})
    assert conflicts(repo) == ("sub/log.md",)


def test_attributes_of_many_folders_are_asked_for_in_parts(
    sides: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merged_tree, "_AT_ONCE", 2)
    folders = [f"sub{number}" for number in range(5)]
    base = {f"{folder}/{name}": text for folder in folders for name, text in (("log.md", "1\n"), ("other", LINES))}
    base |= {f"{folder}/.gitattributes": "*.md merge=union\n" for folder in folders}
    ours, theirs = ({f"{folder}/log.md": f"1\n{side}\n" for folder in folders} for side in ("ours", "theirs"))
    repo = sides(base, ours, theirs)
    assert merged(repo) == really(repo)


def test_what_must_not_be_merged_is_in_conflict(sides: Callable[..., GitRepo]) -> None:
    repo = sides({"a.txt": LINES, ".gitattributes": "a.txt -merge\n"}, FIRST, LAST)
    assert conflicts(repo) == ("a.txt",)


def test_attributes_of_a_link_are_none(sides: Callable[..., GitRepo], tmp_path: Path) -> None:
    (tmp_path / "attributes").write_text("*.txt -merge\n")
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    (repo.path / ".gitattributes").symlink_to(tmp_path / "attributes")
    repo.commit("link")
    merged(repo)


@pytest.mark.parametrize("what", ["blob:none", "tree:0"])
def test_a_partial_clone_fetches_nothing(
    sides: Callable[..., GitRepo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    repo = sides({"a.txt": LINES, "sub/x": "1\n"}, FIRST, LAST | {"sub/y": "1\n"})
    repo.run("config", "uploadpack.allowFilter", "true")
    repo.run("config", "uploadpack.allowAnySHA1InWant", "true")
    place = tmp_path / "partial"
    clone = GitRepo.clone(f"file://{repo.path}", place, "--no-checkout", f"--filter={what}")
    clone.run("config", "remote.origin.uploadpack", f"touch {tmp_path / 'ran'}; false")
    with pytest.raises(GitError) as caught:
        merged(clone, "origin/main", "origin/topic")
    assert not isinstance(caught.value, Conflicts)
    assert not (tmp_path / "ran").exists()


def test_a_git_that_is_too_old_says_so(
    sides: Callable[..., GitRepo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    asked = opened(repo.path)
    ids = repo.run("rev-parse", "main"), repo.run("rev-parse", "topic")
    old = tmp_path / "bin/git"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'usage: git merge-tree <base-tree> <branch1> <branch2>' >&2\nexit 129\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitError, match="cannot merge") as caught, Merging(asked, *ids) as merging:
        merging.tree()
    assert "2.38" in caught.value.fix


@pytest.mark.parametrize(
    ("output", "errors", "code", "words"),
    [
        ("x\\0\\0", "error: Could not read 1234", 0, "Could not read"),
        ("x\\0\\0nonsense\\0", "", 0, "not understood"),
        ("x\\0\\0001\\0a\\0", "", 0, "not understood"),
        ("x", "", 0, "in the middle"),
        ("", "", 3, "exit code 3"),
        ("", "", 1, "exit code 1"),
        ("", "", 0, "exit code 0"),
        ("", "main - not something we can merge", 1, "not something"),
    ],
)
def test_what_git_does_not_say_plainly_is_no_answer(
    sides: Callable[..., GitRepo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    output: str, errors: str, code: int, words: str,
) -> None:  # fmt: skip
    repo = sides({"a.txt": LINES}, FIRST, LAST)
    asked = opened(repo.path)
    ids = repo.run("rev-parse", "main"), repo.run("rev-parse", "topic")
    fake = tmp_path / "bin/git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nprintf '{output}'\nprintf '{errors}' >&2\nexit {code}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitError, match=words), Merging(asked, *ids) as merging:
        merging.tree()
