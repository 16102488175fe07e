"""Patterns and `find` come to what bash and find come to; what they list is told the same."""

from __future__ import annotations

import os
import subprocess
from random import Random
from typing import TYPE_CHECKING

import pytest

from archhook.shell.disk_names import found_by, listed_by, matching
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import MANY, Surroundings

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    "a.py",
    "b.py",
    "_ab.txt",
    ".hidden",
    "c d.py",
    "x/a.py",
    "x/.b.py",
    "x/y/a.md",
    "x/y/abc.py",
    "z/[q].py",
    "z/q",
)
PATTERNS = (
    "*", "*.py", "?.py", "x/*", "*/*.py", "*/", "x/y/*", "[ab].py", "[!a].py", "[^a]*", ".*", "x/.*", "*/y/a*", "z/[*",
    "z/\\[q].py", "'a'*", "*' d'*", "nothing*", "**/a.py", "./*.py", "$PWD/x/*.py", "_*", "x/*/", "x//a*", "[a-c]*.py",
)  # fmt: skip
TESTS = (
    "-name '*.py'", "-iname 'A*'", "-type f", "-type d", "-path '*x/*'", "! -name 'a*'", "-not -type d", "-maxdepth 1",
    "-mindepth 2", "\\( -name a.py -o -name 'b*' \\)", "-name '*.py' -a -type f", "-name x -o -name z", "-type f,d",
    "-path './x/y/*'", "-wholename 'x/a*'", "-name '.*'", "-name '[ab]*'",
)  # fmt: skip


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "link").symlink_to("x")
    (tmp_path / "empty").mkdir()
    return tmp_path


def around(folder: Path) -> Surroundings:
    def listed(place: str) -> tuple[str, ...]:
        try:
            with os.scandir(place) as entries:
                return tuple(one.name + "/" * one.is_dir(follow_symlinks=False) for one in entries)
        except OSError:
            return ()

    return Surroundings(str(folder), "", os.path.isdir, listed=listed, tracked=lambda place: FILES)


def bash(text: str, folder: Path) -> list[str]:
    done = subprocess.run(["bash", "--norc", "-c", text], cwd=folder, check=False, capture_output=True, text=True)
    return sorted(done.stdout.split("\n")[:-1])


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_comes_to_what_bash_makes_of_it(disk: Path, pattern: str) -> None:
    real = bash(f"shopt -s nullglob; for one in {pattern}; do printf '%s\\n' \"$one\"; done", disk)
    (ran,) = commands_of(f"sed {pattern}", around(disk)).ran
    told = [*ran.argv[1:]]
    if real:
        assert sorted(told) == [one.replace("//", "/") for one in real]
    else:
        assert all(MANY in one for one in told)


@pytest.mark.parametrize("seed", range(5))
def test_find_finds_what_is_told(disk: Path, seed: int) -> None:
    chance = Random(seed)
    for _ in range(30):
        words = " ".join(chance.sample(TESTS, chance.randint(0, 3)))
        text = f"find {chance.choice(('', '.', 'x', 'x z', './x', 'link'))} {words} {chance.choice(('', '-print'))}"
        found = commands_of(text, around(disk)).ran[0].found
        assert found is not None, text
        assert sorted(found) == bash(text, disk), text


@pytest.mark.parametrize(
    "text", ["-mtime 1", "-name x -prune -o -print", "-L -name x", "-name", "-name x )", "-print -exec ls {} ;"]
)
def test_what_find_does_by_other_tests_is_not_told(disk: Path, text: str) -> None:
    assert found_by(("find", *text.split()), str(disk), around(disk)) is None


def test_what_lists_is_told(disk: Path) -> None:
    def told(text: str) -> tuple[str, ...]:
        return listed_by(tuple(text.split()), str(disk), around(disk))

    assert told("ls x") == ("a.py", "y")
    assert told("ls a.py b.py") == ("a.py", "b.py")
    assert told("ls -l") == told("ls x z") == told("git diff") == told("git ls-files -m") == ()
    assert told("git ls-files") == FILES
    assert told("git ls-files -- x/y *.txt") == ("_ab.txt", "x/y/a.md", "x/y/abc.py")


def test_what_comes_into_being_before_is_not_left_out(disk: Path) -> None:
    def words(text: str) -> tuple[str, ...]:
        return commands_of(text, around(disk)).ran[-1].argv

    assert words("ls; git status; sed ?.py") == ("sed", "a.py", "b.py")
    assert words("touch e.py; sed ?.py") == ("sed", "a.py", "b.py", MANY)
    assert words("echo > e.py; sed ?.py") == ("sed", "a.py", "b.py", MANY)
    assert words("touch e.py; find x -name 'a*' | xargs sed") == ("sed", MANY)
    assert words("cd $X; sed ?.py") == ("sed", f"{MANY}.py")


def test_a_pattern_in_what_is_quoted_is_none(disk: Path) -> None:
    assert matching([("*", False)], str(disk), around(disk)) == ()
    assert commands_of("F='*.py'; sed \"$F\" $F", around(disk)).ran[0].argv == ("sed", "*.py", "a.py", "b.py", "c d.py")
