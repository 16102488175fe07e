"""What the commits of a shell command record: what is staged before, or why nobody can tell."""

from __future__ import annotations

import pytest

from archhook.shell.commit_steps import commits_in
from archhook.shell.git_calls import git_calls
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import Surroundings

AROUND = Surroundings("/w", "/home", lambda path: path in ("/w", "/w/a", "/w/.git"), lambda path: "")


def told(text: str) -> list[tuple[list[str], str]]:
    items = git_calls(
        commands_of(text, AROUND).ran, AROUND, lambda folder: {"ci": "commit", "all": "!git add -A; git commit"}
    )
    return [
        ([" ".join((folder.removeprefix("/w") or ".", *words)) for folder, words in one.steps], one.doubt)
        for one in commits_in(items)
    ]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("git commit -m x", []),
        ("git ci", []),
        ("git commit --amend", []),
        ("git commit -am x", [". add --update -- :/"]),
        ("cd a; git commit -a", ["/a add --update -- :/"]),
        ("git commit x y", [". only x y"]),
        ("git commit -i x", [". include x"]),
        ("git commit -o -- -x", [". only -x"]),
        ("git add . && git commit", [". add ."]),
        ("git -C a add -f x; git commit -m 'y z'", ["/a add -f x"]),
        ("git add x; git add y; git commit -a", [". add x", ". add y", ". add --update -- :/"]),
        ("git rm -q -- x && git commit", [". rm --cached --quiet --force -r -- x"]),
        ("git add -n x; git commit", []),
        ("git all", [". add -A"]),
        ("ls; cat x; pytest -q; git status; git log; git commit -a", [". add --update -- :/"]),
        ("archhook check && ruff check . && git commit -a", [". add --update -- :/"]),
        ("make; git commit", []),
        ("echo x > y; git commit", []),
        ("python -m pytest && git commit -a", [". add --update -- :/"]),
        ("git fetch && git push && git commit", []),
    ],
)
def test_steps(text: str, steps: list[str]) -> None:
    assert told(text) == [(steps, "")]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("make; git commit -a", "`make` runs before it"),
        ("make; git add x; git commit", "`make` runs before it"),
        ("sed -i s/a/b/ x; git commit -a", "`sed` runs before it"),
        ("echo x > y; git commit -a", "`> y` runs before it"),
        ("ruff format . && git commit -a", "`ruff` runs before it"),
        ("ruff check --fix && git commit -a", "`ruff` runs before it"),
        ("archhook sync && git commit -a", "`archhook sync` runs before it"),
        ("python x.py; git commit x", "`python` runs before it"),
        ("$X; git commit -a", "`...` runs before it"),
        ("git merge x; git commit", "`git merge` runs before it"),
        ("git reset; git commit", "`git reset` runs before it"),
        ("git stash pop && git commit -m x", "`git stash` runs before it"),
        ("git commit -p", "it asks what to take"),
        ("git add -p; git commit", "`git add` asks what to take"),
        ("git add $X; git commit", "what `git add` is given cannot be told"),
        ("git add *.py; git commit", "what `git add` is given cannot be told"),
        ("git commit $X", "its words cannot be told"),
        ('git commit "x$X"', "its paths cannot be told"),
        ("cd $X; git commit", "the folder that it works in cannot be told"),
        ("git rm x; git add y; git commit", "`git rm` runs before it"),
    ],
)
def test_doubts(text: str, doubt: str) -> None:
    assert [one[1] for one in told(text)] == [doubt]


def test_several_commits() -> None:
    assert told("git add x; git commit; git add y; git commit -a") == [
        ([". add x"], ""),
        ([". add x", ". add y", ". add --update -- :/"], ""),
    ]
    assert told("git commit x; git commit") == [([". only x"], ""), ([], "another commit comes before it")]
    assert told("git commit --dry-run -a; git commit --short; git log") == []
