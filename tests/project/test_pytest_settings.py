"""Which of pytest's files counts, and what it says; what pytest could not read is refused with its place."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.errors import ConfigError
from archhook.model.config import Pytest
from archhook.project.pytest_settings import _split, pytest_of, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Pytest()),
        ({"pyproject.toml": "[tool.black]\n"}, Pytest()),
        ({"pyproject.toml": "[tool.pytest]\n"}, Pytest()),
        ({"setup.cfg": "[metadata]\n", "tox.ini": "[tox]\n"}, Pytest()),
        ({"pytest.ini": ""}, Pytest("pytest.ini")),
        ({"pyproject.toml": "[tool.pytest.ini_options]\n"}, Pytest("pyproject.toml")),
        (
            {"pyproject.toml": '[tool.pytest.ini_options]\npython_classes = "test_* Foo"\ntestpaths = ["a b", "c"]\n'},
            Pytest("pyproject.toml", classes=("test_*", "Foo"), testpaths=("a b", "c")),
        ),
        (
            {"pyproject.toml": '[tool.pytest]\npython_functions = ["a b"]\n[tool.pytest.ini_options]\n'},
            Pytest("pyproject.toml", functions=("a b",)),
        ),
        ({"pytest.toml": '[pytest]\npython_files = ["x"]\n', "pytest.ini": "("}, Pytest("pytest.toml", ("x",))),
        ({".pytest.toml": "[tool.pytest]\n"}, Pytest(".pytest.toml")),
        ({"tox.ini": "[pytest]\npython_files = 'a b' c\n"}, Pytest("tox.ini", ("a b", "c"))),
        ({"setup.cfg": "[tool:pytest]\ntestpaths =\n    t\n"}, Pytest("setup.cfg", testpaths=("t",))),
        ({"pyproject.toml": "[tool.pytest.ini_options]\npython_files = 3\n"}, Pytest("pyproject.toml", ("3",))),
    ],
)
def test_the_first_file_that_pytest_would_take_counts(files: dict[str, str], expected: Pytest) -> None:
    assert pytest_of({name: text.encode() for name, text in files.items()}) == expected


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("pytest.toml", "x = 1\n", 1, "`x` stands outside of"),
        ("pytest.toml", "pytest = 3\n", 1, "`pytest` must be a table, not an integer"),
        ("pytest.toml", "[pytest\n", 1, "not valid TOML"),
        ("pyproject.toml", "[tool]\npytest = 3\n", 2, "`tool.pytest` must be a table"),
        ("pyproject.toml", "[tool.pytest]\ntestpaths = 't'\n", 2, "`testpaths` must be an array of strings"),
        ("pyproject.toml", "[tool.pytest]\ntestpaths = [3]\n", 2, "`testpaths` must hold strings only"),
        (
            "pyproject.toml", "[tool.pytest]\na = 1\n[tool.pytest.ini_options]\nb = 2\n", 1, "both .tool.pytest. and",
        ),
        ("pyproject.toml", "[tool.pytest.ini_options]\npython_files = \"'a\"\n", 2, "`python_files`: no closing quot"),
        ("tox.ini", "[pytest]\n\npython_files = 'a\n", 3, "`python_files`: no closing quotation"),
        ("tox.ini", "x = 1\n", 1, "a value stands before the first section"),
        ("setup.cfg", "[pytest]\n", 0, "pytest refuses a section"),
    ],
)  # fmt: skip
def test_what_pytest_could_not_read_is_refused(name: str, text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        pytest_of({name: text.encode()}, "sub/")
    assert (caught.value.path, caught.value.line) == (f"sub/{name}", line)


def test_a_link_is_refused_where_pytest_would_follow_it() -> None:
    with pytest.raises(ConfigError, match=r"sub/tox\.ini is a symbolic link"):
        pytest_of({"tox.ini": None, "setup.cfg": b""}, "sub/")
    assert pytest_of({"pytest.ini": b"", "tox.ini": None}) == Pytest("pytest.ini")


def test_a_setting_that_nobody_asks_for_may_be_what_it_likes() -> None:
    told = settings({"tox.ini": b"[pytest]\naddopts = -k 'a\nmarkers =\n  slow: it's slow\n"})
    assert told is not None
    assert (told.of("markers_of"), told.file) == (None, "tox.ini")
    with pytest.raises(ConfigError, match="no closing quotation"):
        told.of("addopts")


@pytest.mark.parametrize(
    ("setting", "word", "most"),
    [("python_files", "*x ", 65_536), ("python_functions", "test_a ", 65_536), ("testpaths", "tests/*/x ", 2048)],
)
def test_more_patterns_than_can_be_laid_over_every_path_are_refused(setting: str, word: str, most: int) -> None:
    few = most // len(word)
    assert pytest_of({"pytest.ini": f"[pytest]\n{setting} = {word * few}".encode()}).file
    with pytest.raises(ConfigError, match=f"`{setting}` holds more than {most:,} characters") as caught:
        pytest_of({"pytest.ini": f"[pytest]\n{setting} = {word * few * 2}".encode()}, "sub/")
    assert (caught.value.path, bool(caught.value.fix)) == ("sub/pytest.ini", True)


def test_testpaths_without_wildcards_may_be_as_many_as_they_are() -> None:
    assert len(pytest_of({"pytest.ini": b"[pytest]\ntestpaths = " + b"tests/some/where " * 9000}).testpaths) == 9000


@given(st.text(alphabet="ab '\"\\\n\t\f#", max_size=12))
def test_words_are_those_of_a_shell(text: str) -> None:
    def words(split: Callable[[str], Iterable[str]]) -> object:
        try:
            return [*split(text)]
        except ValueError as why:
            return str(why).lower()

    assert words(lambda text: _split(text, ValueError)) == words(shlex.split)  # type: ignore[arg-type]  # another error
