from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.ledger import module
from archhook.ledger.module import pieces
from archhook.ledger.source import read_ledger

HEAD = "from archhook import Intent, Requirement, Task\n\n"
NODE = 'class I{0}(Intent):\n    """[I-{0}] A goal."""\n\n\n'


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIECE", 40)


def read(text: str) -> object:
    return read_ledger({"architecture.py": text.encode()}, "architecture.py")


CASES = {
    "classes alone": HEAD + "".join(NODE.format(number) for number in range(1, 40)),
    "a string that holds a class": HEAD
    + NODE.format(1)
    + 'TEXT = """\nclass I9(Intent):\n    pass\n"""\n'
    + "".join(NODE.format(number) for number in range(2, 9)),
    "a decorator": "from typing import final\n" + HEAD + "".join(f"@final\n{NODE.format(n)}" for n in range(1, 20)),
    "a block before it": HEAD + "if True:\n    LIMIT = 1\n" + "".join(NODE.format(n) for n in range(1, 20)),
    "a loop that is left": HEAD + NODE.format(1) * 3 + "break\n" + NODE.format(2),
    "a name bound again": HEAD + NODE.format(1) + "import Intent.x\n" + "".join(NODE.format(n) for n in range(2, 9)),
    "an error at the end": HEAD + "".join(NODE.format(number) for number in range(1, 20)) + "def (:\n",
    "an error behind what cannot be read": HEAD
    + "class A(open('x')):\n    pass\n"
    + "".join(NODE.format(number) for number in range(1, 20))
    + "def (:\n",
    "two nodes with one id": HEAD + "".join(NODE.format(number % 7) for number in range(1, 20)),
    "a field after the fact": HEAD
    + "".join(NODE.format(number) for number in range(1, 20))
    + 'I3.waives = {"TST508": "why"}\n',
    "no ASCII": HEAD + "".join(NODE.format(number).replace("goal", "gôal") for number in range(1, 20)),
    "a return of the carriage": (HEAD + "".join(NODE.format(number) for number in range(1, 20))).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_ledger_reads_the_same_in_one_and_in_pieces(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    whole = read(CASES[name])
    small(monkeypatch)
    assert read(CASES[name]) == whole


def test_what_is_large_is_cut_and_what_declares_an_encoding_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    text = CASES["classes alone"].encode()
    found = list(pieces(text))
    assert len(found) > 5
    assert b"".join(piece for _, piece in found) == text
    assert all(text[: text.index(piece)].count(b"\n") == line for line, piece in found)
    for head in (b"# coding: utf-7\n", b"from __future__ import barry_as_FLUFL\n"):
        assert list(pieces(head + text)) == [(0, head + text)]


LINES = st.sampled_from(
    ["class A:", "class B(A):", "    pass", "@x", '"""', "x = (", ")", "if x:", "else:", "\\", "", "'", "x = 1", "#"]
)


@given(st.lists(LINES, min_size=5, max_size=30))
@settings(max_examples=300, deadline=None)
def test_pieces_that_parse_are_the_whole(lines: list[str]) -> None:
    text = "\n".join([*lines, ""]).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PIECE", 1)
        found = list(pieces(text))
    try:
        cut = [part for line, piece in found for part in ast.parse(b"\n" * line + piece).body]
    except SyntaxError:
        return  # then the whole is parsed
    assert [ast.dump(part, include_attributes=True) for part in cut] == [
        ast.dump(part, include_attributes=True) for part in ast.parse(text).body
    ]
