from __future__ import annotations

import pytest

from archhook.author.file_titles import class_doc, doc_of, file_title


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b'"""Reads a file. And more."""\n', "Reads a file. And more."),
        (b"#!/usr/bin/env python\n# a comment\n\n'''Reads a file.'''\n", "Reads a file."),
        (b"# a\r\n" * 40 + b'"""Reads a file."""', "Reads a file."),
        (b"# a\r\n" * 40 + b"import os", ""),
        (b'\xef\xbb\xbf"""Reads a file."""', "Reads a file."),
        (b'import os\n"""No docstring."""', ""),
        (b'"""\xff is no UTF-8."""', ""),
        (b"", ""),
    ],
)
def test_the_docstring_of_a_module(source: bytes, expected: str) -> None:
    assert doc_of(source) == expected


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        ('class Bar:\n    """Renders a bar.\n\n    More."""\n', "rich/bar.py", "Renders a bar.\n\n    More."),
        ("class LiveRender(\n    A, b.C,\n):\n\n    r'''Renders.'''\n", "_live_render.py", "Renders."),
        ('class Table(A):  # one\n    """A table."""\n', "tables.py", "A table."),
        ('class Table:\n    x = 1\n    """No docstring."""\n', "table.py", ""),
        ('class Chair:\n    """A chair."""\n', "table.py", ""),
        ('if x:\n    class Table:\n        """Within."""\n', "table.py", ""),
        ('class Table:\n    """Never ends', "table.py", ""),
        (
            'class Table:\n    """A table."""\n\n\nclass Chair:\n    """A chair is longer than a table."""\n',
            "table.py",
            "",
        ),
        ('class Table:\n    """A table."""\n\n    def legs(self):\n        pass\n\n\nX = 1\n', "table.py", "A table."),
        ('class Auth:\n    """Base class for all authentication schemes."""\n', "_auth.py", ""),
        ('class Highlighter:\n    """Abstract base class used to define highlighters."""\n', "highlighter.py", ""),
        ('class _:\n    """Nameless."""\n', "_.py", ""),
        ("", "\udcff.py", ""),
    ],
)
def test_the_docstring_of_the_class_that_a_file_is(source: str, path: str, expected: str) -> None:
    assert class_doc(source.encode(), path) == expected


def test_the_module_speaks_before_its_class() -> None:
    source = b'"""%s"""\nclass Bar:\n    """Renders a bar."""\n'
    assert file_title(source % b"Bars of all kinds.", "rich/bar.py") == "Bars of all kinds"
    assert file_title(source % b"The bar module.", "rich/bar.py") == "Renders a bar"
    assert file_title(b"X = 1\n", "rich/bar.py") == ""
