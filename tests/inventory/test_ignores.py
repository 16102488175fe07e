"""Inline ignores: what is one, where it stands, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.inventory.python_file import ignores_of, inventory

ONE = b"# archhook: ignore[INV407] a reason"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"x = 1  " + ONE, [(1, 27, "INV407", "a reason")]),
        (b"#archhook: ignore[ A,B , C ] r", [(1, 20, "A", "r"), (1, 22, "B", "r"), (1, 26, "C", "r")]),
        (b"x = 1  # noqa: F401  " + ONE + b"  # type: ignore", [(1, 41, "INV407", "a reason")]),
        (b"# archhook: ignore[A] see #12, it is old.", [(1, 20, "A", "see #12, it is old")]),
        (b"# archhook: ignore[A]: why # archhook: ignore[B] y", [(1, 20, "A", "why"), (1, 47, "B", "y")]),
        (b"# archhook: ignore[A]", [(1, 20, "A", "")]),
        (b"#archhook: ignore[A] x#archhook: ignore[B] y", [(1, 19, "A", "x"), (1, 41, "B", "y")]),
        (b"# archhook: ignore[A] " + b"why " * 200, [(1, 20, "A", "why " * 125)]),
        (b"# archhook: ignore[A] # noqa", [(1, 20, "A", "")]),
        (b"# archhook: ignore[A] -- ...", [(1, 20, "A", "")]),
        (b"# archhook: ignore", [(1, 1, "", "")]),
        (b"# archhook: ignore[] why", [(1, 1, "", "why")]),
        (b"\xef\xbb\xbf# archhook: ignore[A] bom", [(1, 20, "A", "bom")]),
        (
            b"x = 1\r# archhook: ignore[A] cr\r\n# archhook: ignore[B] crlf\r\n",
            [(2, 20, "A", "cr"), (3, 20, "B", "crlf")],
        ),
        ('a = "é"  # archhook: ignore[A] über'.encode(), [(1, 29, "A", "über")]),
        ("# coding: latin-1\na = 'é'  # archhook: ignore[A] ü".encode("latin-1"), [(2, 29, "A", "ü")]),
        (b"def (:  # archhook: ignore[INV410] not ours\n'''\n# archhook: ignore[B] y", [(1, 28, "INV410", "not ours")]),
        (
            b"if x:\n    x\n  \\\n\n\ny = 1  # archhook: ignore[A] behind a lone backslash",
            [(6, 27, "A", "behind a lone backslash")],
        ),
        (b"x = 1\n\\\n  # archhook: ignore[A] r\n", [(3, 22, "A", "r")]),
        (b'y = b"\\"#"\x0c# archhook: ignore[A] r\n', [(1, 31, "A", "r")]),
        (b"# archhook: ignored names\n# archhook: ignore-list", []),
        (b"x = '# archhook: ignore[A] no comment'\ny = '''\n# archhook: ignore[A] r\n'''\n", []),
        (b"f = f'{x!r} # archhook: ignore[A] r'", []),
        (b"# Archhook: Ignore[A] r\n# archhook:ignore[A] r", []),
        (b"x = 1\n", []),
    ],
)
def test_what_is_an_ignore(source: bytes, expected: list[tuple[int, int, str, str]]) -> None:
    assert [tuple(one) for one in ignores_of(source)] == expected
    assert inventory(source).ignores == ignores_of(source)


def test_of_a_file_too_deep_to_parse_the_comments_count() -> None:
    source = b"# archhook: ignore[INV410] generated\nx = " + b"(" * 5000 + b")" * 5000
    found = inventory(source)
    assert found.error
    assert [one.code for one in found.ignores] == ["INV410"]


TEXTS = st.text("ab ('\"#[]\n\t\\:=\x00\x0c,é", max_size=30)


@given(
    st.lists(st.one_of(TEXTS, st.just("# archhook: ignore[A] r"), st.just("'''"), st.just("def f():\n  x")), max_size=6)
)
def test_nothing_is_raised_and_every_place_holds_its_code(parts: list[str]) -> None:
    source = "".join(parts)
    lines = source.replace("\r", "\n").split("\n")
    for one in ignores_of(source.encode()):
        assert lines[one.line - 1][one.column - 1 :].startswith(one.code or "#")
