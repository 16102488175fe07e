"""New Tasks and Tests: their prefixes, class names and titles, and the node beside which they are written."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from archhook.author.born_source import plain_title
from archhook.author.titles import headline
from archhook.author.titles import title as title_for
from archhook.inventory.parse import compiled
from archhook.model.ids import sentence
from archhook.model.nodes import BY_LEVEL, LEVELS, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.model.nodes import Node

LONGEST = 100
"""Characters of a title; a longer first sentence is no title."""


def prefix_for(like: Node, kind: str, level: str) -> str:
    """The prefix of a new node: its neighbour's, as far as that is not the kind's own part."""
    before = parts(like.id)[0].rpartition("-")[0]
    own = "T" if kind == "task" else BY_LEVEL[level]
    return f"{before}-{own}" if before else own


def class_name(path: str, level: str, roots: Iterable[str], taken: Callable[[str], bool]) -> str:
    """A free name for the class of a new node, made of its file's path."""
    inner = path
    for root in sorted((root.strip("./") for root in roots), key=len, reverse=True):
        if root and path.startswith(f"{root}/"):
            inner = path.removeprefix(f"{root}/")
            break
    words = _words(inner.removesuffix(".py"), level)
    stem = (level.capitalize() or "Task") + "".join(word[0].upper() + word[1:] for word in words)
    name, number = stem, 1
    while taken(name) or name in ("Unit", "Integration", "System", "Acceptance", "Task"):
        number += 1
        name = f"{stem}{number}"
    return name


def _words(path: str, level: str) -> list[str]:
    """The words of a path that tell it apart. Of a test's, `test` and the level say nothing: the level leads the name.

    `tests/integration/test_operating_system.py` is of a system all the same: only the folders, and what the file's own
    name begins with, are the level.
    """
    folder, _, name = path.rpartition("/")
    within, own = ([word for word in re.split(r"[^0-9A-Za-z]+", part) if word] for part in (folder, name))
    if not level:
        return [*within, *own]
    plain = [word for word in own if word.lower() not in ("test", "tests")]
    if len(plain) > 1 and plain[0].lower() == level:
        plain = plain[1:]
    return [*(word for word in within if word.lower() not in ("test", "tests", level)), *plain]


def title_of(path: str, source: bytes, kind: str) -> str:
    """What a new node is called: the first sentence of its file's docstring, else its path."""
    try:
        doc = ast.get_docstring(compiled(source, "<unknown>")) or ""
    except (SyntaxError, ValueError, RecursionError):
        doc = ""
    title = headline(plain_title(sentence(doc)), LONGEST)
    if title[:1].isalnum():  # what begins otherwise is mark-up, or an id
        return title
    return title_for(kind, plain_title(path))


def levels(nodes: Mapping[str, Node]) -> set[str]:
    """The levels of test that a ledger has."""
    return {node.level for node in nodes.values() if node.kind == "test" and node.level in LEVELS.values()}
