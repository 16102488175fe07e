"""Ini files are read as pytest's own parser reads them."""

from __future__ import annotations

from typing import Any

import iniconfig
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archhook.errors import ConfigError
from archhook.project.ini import parse

PIECES = ["[pytest]", "[tool:pytest]", "[", "]", "[x", "a", "b", "=", ":", " ", "\t", "\n", "\r\n", "#", ";", "é", "\f"]
TEXT = """\ufeff# above
[tox]
env = py
[pytest]  # beside
python_files =
    check_*.py   ; kept

    # dropped
    plain.py
  ; dropped, too
testpaths: t  other
Python_Files = x
a:b = c
"""


def theirs(text: str) -> Any:
    try:
        read = iniconfig.IniConfig("x.ini", data=text)
    except iniconfig.ParseError:
        return "refused"
    return {name: dict(section) for name, section in read.sections.items()}


def ours(text: str) -> Any:
    try:
        read = parse("x.ini", text.encode())
    except ConfigError:
        return "refused"
    return {name: {key: value.text for key, value in section.items()} for name, section in read.items()}


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example(TEXT)
@example("[a]\n= 1\n  more\n")
@example("[a]\nx\n")
@example("[a]\n[a]\n")
@example("[]\n")
@example(" x\n")
@example("x = 1\n")
@example("[a]\nx = 1\nx = 2\n")
@example("[a]\n  goes on\n")
@example("[a]\nx =\n[b\n")
def test_a_file_means_what_it_means_to_pytest(text: str) -> None:
    text = text.replace("\r\n", "\n")  # they are given text, we are given bytes
    assert ours(text) == theirs(text)


def test_what_is_said_of_a_file_that_cannot_be_read() -> None:
    with pytest.raises(ConfigError, match="stands twice in") as caught:
        parse("tox.ini", b"[a]\r\nx = 1\r\nx = 2\r\n")
    assert (caught.value.path, caught.value.line) == ("tox.ini", 3)
    with pytest.raises(ConfigError, match="not UTF-8: byte 0xe9") as caught:
        parse("tox.ini", b"[a]\nx = \xe9\n")
    assert (caught.value.line, caught.value.fix) == (2, "save the file as UTF-8")


def test_the_line_of_a_value_is_that_of_its_name() -> None:
    assert parse("x", TEXT.encode())["pytest"]["python_files"].line == 5
