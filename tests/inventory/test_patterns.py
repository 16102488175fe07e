from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archhook.inventory.patterns import compile_patterns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Oracle = Callable[[list[str], list[str]], list[str]]


@pytest.mark.parametrize(
    ("patterns", "matched", "free"),
    [
        ([], [], ["a", "a/b"]),
        (["", "  ", "# a", "/", "!"], [], ["a", "# a", "a/b"]),
        (["a.py"], ["a.py", "b/a.py", "b/c/a.py"], ["a.pyc", "ba.py", "A.py"]),
        (["a"], ["a", "a/b.py", "c/a/b/d.py"], ["ab", "b/ba"]),
        (["tests/"], ["tests/a.py", "x/tests/y/a.py"], ["tests", "x/tests", "atests/b.py"]),
        (["/tests/"], ["tests/a.py"], ["x/tests/a.py"]),
        (["a/b"], ["a/b", "a/b/c"], ["x/a/b", "a/bc"]),
        (["*.py"], ["a.py", "x/a.py", ".py"], ["a.pyc"]),
        (["test_*.py"], ["test_.py", "x/test_a.py"], ["atest_a.py", "test_a/b.txt"]),
        (["src/*.py"], ["src/a.py"], ["src/a/b.py", "x/src/a.py"]),
        (["src/*"], ["src/a", "src/a/b.py"], ["src"]),
        (["**/gen"], ["gen", "a/gen", "a/b/gen/c"], ["agen"]),
        (["gen/**"], ["gen/a", "gen/a/b"], ["gen", "a/gen/b"]),
        (["a/**/b"], ["a/b", "a/x/b", "a/x/y/b"], ["a/xb", "ab"]),
        (["a**b"], ["ab", "axb", "x/ayyb"], ["a/b"]),
        (["*.py", "!keep.py"], ["a.py", "x/a.py"], ["keep.py", "x/keep.py"]),
        (["gen/", "!gen/keep.py"], ["gen/keep.py", "gen/a"], []),
        (["gen/*", "!gen/keep.py"], ["gen/a.py"], ["gen/keep.py"]),
        (["!a", "a"], ["a"], []),
        (["/*", "!/src"], ["a", "b/src/c"], ["src/a"]),
        (["a?c"], ["abc"], ["ac", "a/c", "abbc"]),
        (["a[bc]d"], ["abd", "acd"], ["aed", "abcd"]),
        (["a[!b-d]e", "x[^y]z"], ["aae", "xaz"], ["ace", "xyz", "a/e"]),
        (["[]-]x", "[a-]y"], ["]x", "-x", "ay", "-y"], ["ax"]),
        (["[[:digit:][:upper:]_]a"], ["1a", "Za", "_a"], ["za", ":a"]),
        (["a[b", "c[[:nope:]]", "d\\"], [], ["a[b", "ab", "cn", "d\\", "d"]),
        (["\\#a", "\\!b", "\\*c", "d\\[e"], ["#a", "!b", "*c", "d[e"], ["xc", "de"]),
        (["a\\ ", "b  "], ["a ", "b"], ["a", "b  "]),
        (["é?"], ["éa"], ["éé"]),  # bytes, as in git
    ],
)
def test_table(patterns: list[str], matched: list[str], free: list[str], ignored: Oracle) -> None:
    match = compile_patterns(patterns)
    assert [path for path in matched + free if match(path)] == matched
    assert ignored(patterns, matched + free) == matched


@pytest.fixture(scope="module")
def ignored(tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    """What git says of paths under patterns."""
    root: Path = tmp_path_factory.mktemp("patterns")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", str(root)], check=True, env=environment)

    def ask(patterns: list[str], paths: list[str]) -> list[str]:
        (root / ".git" / "info" / "exclude").write_bytes(("\n".join(patterns) + "\n").encode())
        command = ["git", "-C", str(root), "-c", "core.ignoreCase=false", "check-ignore", "--no-index", "--stdin", "-z"]
        given = "".join(f"./{path}\0" for path in paths).encode()  # a path that begins with a colon means magic
        run = subprocess.run(command, input=given, capture_output=True, env=environment)
        assert run.returncode in (0, 1), run.stderr
        return [path.removeprefix("./") for path in run.stdout.decode().split("\0") if path]

    return ask


PIECES = [
    "a",
    "b",
    "A",
    "é",
    "x.py",
    "*",
    "**",
    "?",
    "/",
    "**/",
    "/**/",
    "/**",
    "[ab]",
    "[!a]",
    "[^b/]",
    "[a-c]",
    "[a-",
    "[]a]",
]
PIECES += ["[", "]", "\\", "!", "#", " ", "-", ":", "[[:alpha:]]", "[[:", "[a-\\c]", "[--0]", "[[:x]]", "*.py"]
PATTERNS = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join), min_size=1, max_size=4)
NAMES = st.lists(
    st.sampled_from(["a", "b", "A", "c", "é", " ", "\\", "!", "#", "[", "]", "-", ":", "x.py"]), min_size=1, max_size=3
)
PATHS = st.lists(
    st.lists(NAMES.map("".join), min_size=1, max_size=4).map("/".join), min_size=20, max_size=40, unique=True
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patterns=PATTERNS, paths=PATHS)
def test_generated_patterns_mean_what_they_mean_to_git(ignored: Oracle, patterns: list[str], paths: list[str]) -> None:
    match = compile_patterns(patterns)
    assert [path for path in paths if match(path)] == ignored(patterns, paths)


@pytest.mark.parametrize(
    "name",
    ["alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit"],
)
def test_character_classes(ignored: Oracle, name: str) -> None:
    paths = [f"x{chr(code)}" for code in range(1, 128) if chr(code) != "/"]
    for pattern in (f"x[[:{name}:]]", f"x[^[:{name}:]]"):
        match = compile_patterns([pattern])
        assert [path for path in paths if match(path)] == ignored([pattern], paths)


def test_no_pattern_takes_long() -> None:
    match = compile_patterns(["/" + "*a" * 40 + "b", "**/" * 40 + "x", "*[ab]" * 40 + "c"])
    start = time.perf_counter()
    assert not match("a" * 400 + "/" + "a" * 400)
    assert not match("a/" * 400 + "a")
    assert time.perf_counter() - start < 5


def test_text_in_front_of_two_stars_and_rules_about_folders_alone(ignored: Oracle) -> None:
    paths = ["ab", "axb", "a/b", "ax/b", "ax/y/b", "axb/b", "c/ab", "é", "d/e/f", "d/e.py", "d"]
    for patterns in (["a**/b"], ["a**"], ["c/**/**/ab"], ["*", "!**/"], ["/d/**", "!d/**/"], ["a**/**/b", "!ax**"]):
        match = compile_patterns(patterns)
        assert [path for path in paths if match(path)] == ignored(patterns, paths)


def test_the_order_in_which_paths_are_asked_for_is_all_the_same() -> None:
    match = compile_patterns(["/", "a/b/", "!a/c"])
    paths = ["x", "a/b/c", "a/c", "x", "a/x", "a/b/d", "y"]
    assert [match(path) for path in paths] == [compile_patterns(["/", "a/b/", "!a/c"])(path) for path in paths]
    assert [path for path in paths if match(path)] == ["a/b/c", "a/b/d"]


def test_bytes_that_are_no_utf8() -> None:
    assert compile_patterns(["*\udcff.py"])("a\udcff.py")
    assert not compile_patterns(["?.py"])("é.py")
