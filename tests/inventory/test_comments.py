"""The comments of a source, against what the interpreter says: `compile`, and `tokenize` as far as that goes."""

from __future__ import annotations

import ast
import io
import os
import random
import sys
import tokenize
import warnings
from typing import TYPE_CHECKING

import pytest

from archhook.inventory.comments import comments
from archhook.inventory.python_file import inventory

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = os.path.dirname(os.__file__)
PREFIXES = (
    "",
    "",
    "r",
    "b",
    "Rb",
    "u",
    "f",
    "f",
    "F",
    "fR",
    "rf",
    *(("t", "rt") if sys.version_info >= (3, 14) else ()),
)
MUTATIONS = "#'\"{}:\\\n()[]! fr\f\r"


def judged(source: str) -> str | None:
    """What a source means, places included; None where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(source), include_attributes=True)
    except (SyntaxError, ValueError):
        return None


def contradictions(source: str) -> Iterator[str]:
    """Where the interpreter shows that what was found is no comment, or that a comment was not found.

    A comment can be blanked out, and nothing changes; a `#` elsewhere cannot be another character.
    """
    meaning = judged(source)
    lines = source.split("\n")
    for line, column, comment in comments(source):
        assert lines[line - 1][column:] == comment
        assert comment.startswith("#")
        lines[line - 1] = lines[line - 1][:column] + " " * len(comment)
        if judged("\n".join(lines)) != meaning:
            yield f"{line}:{column} is no comment"
    blanked = "\n".join(lines)
    for at, char in enumerate(blanked):
        if char == "#" and judged(blanked[:at] + "%" + blanked[at + 1 :]) == meaning:
            yield f"the comment at offset {at} is not found"


class Writer:
    """Writes statements that hold strings of all kinds, comments and odd line ends; most of them are Python."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)

    def gap(self) -> str:
        return self.pick.choice(("", "", "", " ", "\f", "\n", "\\\n", "#c'\n", '# "{ \n', " # \\\n", "#}\n  "))

    def text(self, quotes: str, fields: bool, depth: int) -> str:
        parts = []
        for _ in range(self.pick.randrange(4)):
            parts.append(
                self.pick.choice(
                    ("a", "#", "'", '"', "\\\\", "\\" + quotes[0], "\\\n", "{{", "}}", "#{{", "\\N{DOLLAR SIGN}", "\n")
                )
            )
            if fields and self.pick.random() < 0.6:
                parts.append(self.field(quotes, depth + 1))
        return "".join(parts).replace(quotes[0], "\\" + quotes[0]) if self.pick.random() < 0.2 else "".join(parts)

    def field(self, quotes: str, depth: int) -> str:
        gap, end = self.gap, self.pick.choice(("", "", "!r", ":>9", ":#x", ":", ":{{", ":\n"))
        if depth < 4 and self.pick.random() < 0.2:
            end = f":{self.field(quotes, depth + 2)}{self.pick.choice(('', 'd', '#', '{{', chr(10)))}"
        return f"{{{gap()}{self.value(depth)}{gap()}{end}}}"

    def value(self, depth: int = 0) -> str:
        kind = self.pick.randrange(8 if depth < 4 else 1)
        if kind < 1:
            return "x"
        if kind < 3:
            pair = self.pick.choice(("()", "[]", "{}"))
            return f"{pair[0]}{self.gap()}{self.value(depth + 1)}{self.gap()}{pair[1]}"
        if kind < 4:
            return f"(lambda{self.gap()}:{self.gap()}{self.value(depth + 1)})"
        prefix, quotes = self.pick.choice(PREFIXES), self.pick.choice(("'", '"', "'''", '"""'))
        return f"{prefix}{quotes}{self.text(quotes, bool({*'fFtT'} & {*prefix}), depth)}{quotes}"

    def source(self) -> str:
        lines = []
        for _ in range(self.pick.randrange(1, 4)):
            block = self.pick.choice(
                ("", "", "if x:\n    x\n  \\\n\n", "  \\\n", "class x:\n x; x # c\n\\\n", "\t\f# c\n")
            )
            lines.append(f"{block}x = {self.value()}{self.pick.choice(('', ' # c', ';', ' #'))}\n")
        text = "".join(lines)
        for _ in range(self.pick.choice((0, 0, 1, 2))):
            at = self.pick.randrange(len(text))
            text = text[:at] + self.pick.choice(MUTATIONS) + text[at + self.pick.randrange(2) :]
        return text.replace("\r\n", "\n").replace("\r", "\n")


def accepted(seed: int, number: int) -> Iterator[str]:
    """So many sources that are Python, each of a few statements."""
    writer = Writer(seed)
    while number:
        source = writer.source()
        if judged(source) is not None:
            number -= 1
            yield source


@pytest.mark.parametrize("seed", range(4))
def test_no_comment_is_missed_and_nothing_else_is_one(seed: int) -> None:
    found = 0
    for source in accepted(seed, 400):
        found += len(list(comments(source)))
        assert list(contradictions(source)) == [], source
    assert found > 200


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_no_comment_is_missed_in_many_more(seed: int) -> None:
    for source in accepted(seed, 5000):
        assert list(contradictions(source)) == [], source


def library() -> Iterator[str]:
    """Sources of the standard library, and those of packages that are installed beside it."""
    for folder in (FOLDER, os.path.dirname(os.path.dirname(pytest.__file__))):
        for parent, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                if name.endswith(".py"):
                    with open(os.path.join(parent, name), "rb") as file:
                        source = file.read().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
                    if source.isascii() and inventory(source).error is None:
                        yield source.decode()


@pytest.mark.slow
def test_in_real_source_they_are_those_of_tokenize() -> None:
    for source in library():
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        assert [*comments(source)] == [
            (*token.start, token.string) for token in tokens if token.type == tokenize.COMMENT
        ]
