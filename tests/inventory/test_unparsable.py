from __future__ import annotations

import sys

import pytest

from archhook.inventory.python_file import inventory
from archhook.model.nodes import FileInventory, ParseError

PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"


def error_of(source: bytes) -> ParseError:
    found = inventory(source)
    assert found.error is not None
    assert found == FileInventory(error=found.error)
    return found.error


@pytest.mark.parametrize(
    ("source", "words", "place"),
    [
        (b"x = (\n", f"'(' was never closed ({PYTHON})", (1, 5)),
        (b"y = 1\nx = 1 1\n", f"invalid syntax ({PYTHON})", (2, 7)),
        (b"if x:\npass\n", PYTHON, (2, 1)),
        ("é = 1\né = ?\n".encode(), "invalid syntax", (2, 5)),
        ("é = é +\n".encode(), "invalid syntax", (1, 8)),
        ("# coding: latin-1\né = é +\n".encode("latin-1"), "invalid syntax", (2, 8)),
        (b"x\n \0", "null byte", (2, 2)),
        ("é = 'é\0'".encode(), "null byte", (1, 7)),
        ("x = 1".encode("utf-16"), "null byte", (1, 4)),
        (b"x = 1\ny = '\xff'", "byte 0xff is not utf-8", (2, 6)),
        (b"\xef\xbb\xbf'\xc3\xa9\xc3'", "byte 0xc3 is not utf-8", (1, 3)),
        (b"# coding: ascii\r'\xe9'", "byte 0xe9 is not ascii", (2, 2)),
        ("x = '\ud800'".encode("utf-8", "surrogatepass"), "byte 0xed is not utf-8", (1, 6)),
        (b"# coding: bogus\n", "unknown encoding: bogus", (1, 1)),
        (b"# coding: hex\n61", "not a text encoding", (1, 1)),
        (b"# coding: utf-7\n'+2AA-'", PYTHON, (1, 1)),
        (b"# coding: undefined\nx", PYTHON, (1, 1)),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS pointer", (1, 1)),
        (b"x = " + b"9" * 4301, "an integer of more than 4300 digits", (1, 1)),
        (b"-" * 20_000 + b"1", f"nested too deeply for {PYTHON}", (1, 1)),
        (b"+".join([b"1"] * 200_000), "nested too deeply", (1, 1)),
        (b"(" * 300 + b")" * 300, "too many nested parentheses", None),
    ],
)
def test_the_error_says_what_and_where(source: bytes, words: str, place: tuple[int, int] | None) -> None:
    error = error_of(source)
    assert words in error.message
    if place is not None:
        assert (error.line, error.column) == place


@pytest.mark.parametrize("source", [b"x = 0x" + b"f" * 9000, b"x = " + b"9" * 4300, b"version = https = 1"])
def test_what_is_no_error(source: bytes) -> None:
    assert inventory(source).error is None


def test_the_message_knows_no_file(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    source = "'é' é = 1 1".encode()
    before = error_of(source)
    for name in ("<unknown>", "<string>", "<f>", "None"):
        (tmp_path / name).write_text("ééééééééééé something else\n")
    monkeypatch.chdir(tmp_path)
    assert error_of(source) == before
