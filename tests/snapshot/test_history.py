from __future__ import annotations

import pytest

from archhook.errors import GitError, UsageError
from archhook.snapshot.history import (
    alike,
    branches_below,
    commits_of_range,
    mentions,
    merge_base,
    new_commits,
    parents_of,
    peel,
    remotes_at,
)


@pytest.fixture(params=["sha1", "sha256"])
def repo(request, git_repo):
    """main: one, two, merge of side (three), tagged."""
    made = git_repo("repo", f"--object-format={request.param}")
    made.commit("one", files={"a.py": "a\n" * 50})
    made.run("branch", "side")
    made.commit("two", files={"b.py": "b\n"})
    made.run("checkout", "-q", "side")
    made.commit("three", files={"c.py": "c\n"})
    made.run("checkout", "-q", "main")
    made.run("merge", "-q", "--no-edit", "side")
    made.run("tag", "-a", "-m", "annotated", "v1")
    return made


def ids(repo, *revisions: str) -> tuple[str, ...]:
    return tuple(repo.run("rev-parse", f"{revision}^{{commit}}") for revision in revisions)


def git_dir(repo) -> str:
    return str(repo.path / ".git")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("main~1..main", {"side", "main"}),
        ("main^..", {"side", "main"}),
        ("side~1..v1", {"main~1", "side", "main"}),
        ("main..main", set()),
        ("..side", set()),
    ],
)
def test_ranges_are_listed_oldest_first(repo, text, expected) -> None:
    found = commits_of_range(git_dir(repo), text)
    assert set(found) == set(ids(repo, *expected))
    assert "main" not in expected or found[-1] == ids(repo, "main")[0]


@pytest.mark.parametrize("text", ["main", "main...side", "..", "", "a..b..c"])
def test_what_is_no_range(repo, text) -> None:
    with pytest.raises(UsageError, match="no range") as caught:
        commits_of_range(git_dir(repo), text)
    assert "A..B" in caught.value.fix


@pytest.mark.parametrize(
    "text", ["nothing..main", "main..nothing", "--all..main", "main..--output=x", "-n..", "HEAD\0.."]
)
def test_a_range_whose_end_is_missing_is_an_error(repo, text) -> None:
    before = sorted(repo.path.rglob("*"))
    with pytest.raises(GitError, match="names no commit") as caught:
        commits_of_range(git_dir(repo), text)
    assert "--unshallow" in caught.value.fix
    assert sorted(repo.path.rglob("*")) == before


def test_branches_named_like_options(repo) -> None:
    repo.run("update-ref", "refs/heads/--output=x", "side")
    assert commits_of_range(git_dir(repo), "main~1..--output=x") == ids(repo, "side")


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        ("v1", "main"),
        ("main", "main"),
        ("side~1", "main~2"),
        ("nothing", ""),
        ("main^{tree}", ""),
        ("", ""),
        ("--all", ""),
    ],
)
def test_tags_are_peeled(repo, revision, expected) -> None:
    assert peel(git_dir(repo), revision) == (ids(repo, expected)[0] if expected else "")


def test_what_a_push_brings(repo, tmp_path) -> None:
    repo.run(
        "init", "-q", "--bare", f"--object-format={repo.run('rev-parse', '--show-object-format')}", str(tmp_path / "r")
    )
    repo.run("remote", "add", "origin", str(tmp_path / "r"))
    main, two, side, one = ids(repo, "main", "main~1", "side", "side~1")
    here = git_dir(repo)
    assert set(new_commits(here, main, "origin")) == {one, two, side, main}
    assert new_commits(here, main, "origin")[0] == one
    assert new_commits(here, main, "origin", [two, side]) == (main,)
    assert set(new_commits(here, main, "origin", ["0" * len(one), "", "1" * len(one), two])) == {side, main}
    repo.run("push", "-q", "origin", "side")
    assert new_commits(here, side, "origin") == ()
    assert set(new_commits(here, main, "origin")) == {two, main}
    assert set(new_commits(here, main, str(tmp_path / "r"))) == {one, two, side, main}  # an URL has no branches here


def test_a_linked_work_tree_in_a_hook(repo, tmp_path, monkeypatch) -> None:
    repo.run("worktree", "add", "-q", str(tmp_path / "linked"), "side")
    own = repo.path / ".git" / "worktrees" / "linked"
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", str(own / "index"))
    assert peel(str(own), "HEAD") == (repo.path / ".git" / "refs" / "heads" / "side").read_text().strip()


def test_what_is_no_repository(tmp_path) -> None:
    with pytest.raises(GitError, match="history"):
        peel(str(tmp_path), "HEAD")


def test_replaced_commits_are_not_believed(repo) -> None:
    one, two = ids(repo, "side~1", "main~1")
    repo.run("replace", two, ids(repo, "side")[0])
    assert commits_of_range(git_dir(repo), f"{one}..{two}") == (two,)


def test_the_parents_of_many_commits(repo, monkeypatch) -> None:
    monkeypatch.setattr("archhook.snapshot.history._AT_ONCE", 2)
    one, two, side, main = ids(repo, "main~2", "main~1", "side", "main")
    expected = {main: (two, side), one: (), two: (one,), side: (one,)}
    assert parents_of(git_dir(repo), (main, one, two, side)) == expected
    assert parents_of(git_dir(repo), ()) == {}
    with pytest.raises(GitError):
        parents_of(git_dir(repo), ("1" * len(one),))


def test_what_a_tree_mentions(repo) -> None:
    repo.commit("four", files={"sub/x.py": "one two_three\n", "a*.py": "star\n"})
    here = git_dir(repo)
    assert mentions(here, "main", ("none", "one"), ("sub",))
    assert not mentions(here, "main", ("two", "three"), ("sub", "a.py"))  # whole words
    assert not mentions(here, "main~1", ("one",), ("sub",))
    assert not mentions(here, "main", ("a",), ("a*.py", "gone.py"))  # no pattern
    with pytest.raises(GitError):
        mentions(here, "gone", ("a",), ("a.py",))


def test_where_two_revisions_part(repo) -> None:
    assert merge_base(git_dir(repo), "main~1", "side") == ids(repo, "main~2")[0]
    assert merge_base(git_dir(repo), "v1", "side") == ids(repo, "side")[0]
    assert merge_base(git_dir(repo), "HEAD", "HEAD") == ids(repo, "HEAD")[0]
    assert merge_base(git_dir(repo), repo.tree(), "HEAD") == ""
    assert merge_base(git_dir(repo), "nothing", "HEAD") == ""
    repo.run("checkout", "-q", "--orphan", "alone")
    repo.commit("alone")
    assert merge_base(git_dir(repo), "main", "alone") == ""


def test_the_remotes_at_a_place(git_repo) -> None:
    repo = git_repo()
    here = git_dir(repo)
    assert remotes_at(here, "https://a.example/x", "") == ()
    for name, url in (("origin", "https://a.example/x.git"), ("up", "https://a.example/x/"), ("fork", "/srv/x")):
        repo.run("remote", "add", name, url)
    repo.run("remote", "set-url", "--push", "fork", "/srv/pushed.git")
    repo.run("config", "url./srv/.insteadOf", "short:")
    assert remotes_at(here, "origin", "") == ("origin", "up")
    assert remotes_at(here, "up", "https://a.example/x") == ("up", "origin")
    assert remotes_at(here, "https://a.example/x", "") == ("origin", "up")
    assert remotes_at(here, "file:///srv/pushed", "") == ("fork",)
    assert remotes_at(here, "short:x", "/srv/x") == ("fork",)
    assert remotes_at(here, "ssh://a.example/x", "") == ("fork", "origin", "up")
    assert remotes_at(here, "gone", "") == ("gone",)
    assert remotes_at(here, "", "") == ()


def test_revisions_that_hold_the_same_are_told_together(git_repo) -> None:
    repo = git_repo()
    made = [repo.commit(files=files) for files in ({"a": "1\n"}, {"b": "1\n"}, {"a": "2\n"}, {"a": "1\n"})]
    here = git_dir(repo)
    one, two, three, four = made
    assert alike(here, made, ["a", "not here"]) == ((one, two, four), (three,))
    assert alike(here, made, ["a", "b"]) == ((one,), (two, four), (three,))
    assert alike(here, made, ["a\nb"]) == ((one,), (two,), (three,), (four,))
    assert alike(here, [], ["a"]) == ()
    repo.run("update-ref", "refs/remotes/origin/main", one)
    repo.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert branches_below(here, ["refs/remotes/"]) == ("refs/remotes/origin/main",)
    assert branches_below(here, ["refs/heads/", "refs/remotes/x/"]) == ("refs/heads/main",)
