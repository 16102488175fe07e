"""Seeded changes to a ledger as a text: what stands between its nodes, their order, their ends.

A change that does not find what it would change leaves all as it is and says "".
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from helpers.inject import ledger_files

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

_NODE = re.compile(r"^class \w+\((\w+)\):\n(?:(?:[ \t]+[^\n]*)?\n)+", re.MULTILINE)
_SNIPPETS = (
    "# a remark\n",
    "\n\n",
    "LIMIT = 3\n\n\n",
    "\nvalidate_architecture()\n\n\n",
    'class Extra(Task):\n    """[T-7] Extra."""\n\n    implements = "D-1"\n\n\n',
    'class Word(Task):\n    """[T-extra.word_2] Extra."""\n\n    implements = "D-core"\n\n\n',
    'class Word2(Design):\n    """[D-core] Extra."""\n\n    satisfies = ["R-0"]\n\n\n',
    "class Shared(Task):\n    planned = True\n\n\n",
    'class Extra2(Design):\n    """[D-7.1] Extra. It is more."""\n\n    satisfies = ["[R-01]", "R-0"]\n\n\n',
    'class UnitTest9(UnitTest):\n    """[UT-9] Nine."""\n\n    verifies = "D-7.1"\n\n\n',
    '"""A string that stands alone."""\n',
    "import os\n\n\n",
    "from archhook import Task as Work\n\n\n",
    "\f\n",
)
"""What somebody may write between two nodes."""


class LedgerText:
    """The ledger of a checkout, whole nodes and the space between them."""

    def __init__(self, scratch: GitRepo, chance: random.Random) -> None:
        self.scratch = scratch
        self.chance = chance
        self.dropped: list[str] = []

    def edit_text(self, edit: Callable[[str], str]) -> str:
        """Edits one of the ledger's modules."""
        modules = ledger_files(self.scratch)
        if not modules:
            return ""
        path = self.chance.choice(sorted(modules))
        after = edit(modules[path])
        if after == modules[path]:
            return ""
        self.scratch.write(path, after)
        return path

    def nodes_of(self, text: str, *bases: str) -> list[str]:
        found = _NODE.finditer(text if text.endswith("\n") else text + "\n")
        return [match[0] for match in found if not bases or match[1] in bases]

    def edit_node(self, edit: Callable[[str], str], *bases: str) -> str:
        """Edits one node of one module, of the given kinds; the answer names its first line."""
        named = []

        def edit_one(text: str) -> str:
            kinds = sorted({match[1] for match in _NODE.finditer(text) if not bases or match[1] in bases})
            if not kinds:
                return text
            node = self.chance.choice(self.nodes_of(text, self.chance.choice(kinds)))  # Designs are few, and count
            after = edit(node)
            named.append(after.partition("\n")[0])
            return text.replace(node, after, 1)

        path = self.edit_text(edit_one)
        return path and f"{path} {named[0]}"

    def insert(self) -> str:
        """Something between two nodes, before the first or behind the last; or it is taken away again."""
        snippet = self.chance.choice(_SNIPPETS)

        def edit(text: str) -> str:
            if snippet in text and self.chance.random() < 0.5:
                return text.replace(snippet, "", 1)
            starts = [found.start() for found in re.finditer(r"^class ", text, re.MULTILINE)]
            at = self.chance.choice((*starts, len(text), 0) if len(starts) < 9 else (*starts[-8:], starts[0]))
            return text[:at] + snippet + text[at:]

        return self.edit_text(edit)

    def drop_line(self) -> str:
        """Some line of a node, if what remains is Python at least."""

        def edit(node: str) -> str:
            lines = node.splitlines(keepends=True)
            del lines[self.chance.randrange(len(lines))]
            try:
                ast.parse("".join(lines))
            except SyntaxError:
                return node
            return "".join(lines)

        return self.edit_node(edit)

    def base(self) -> str:
        """A node derived from another, which is then no longer one in force; or from its kind again."""

        def edit(text: str) -> str:
            if re.search(r"^class \w+\(Task\d+\):", text, re.MULTILINE) and self.chance.random() < 0.7:
                return re.sub(r"^(class \w+)\(Task\d+\):", r"\1(Task):", text, flags=re.MULTILINE)
            nodes = self.nodes_of(text, "Task")
            node, other = self.chance.sample(nodes, 2) if len(nodes) > 1 else ("", "")
            name = re.match(r"class (\w+)", other)
            return text.replace(node, node.replace("(Task)", f"({name[1]})", 1), 1) if name else text

        return self.edit_text(edit)

    def line_ends(self) -> str:
        """Rare: other line ends, or none at the end of the file."""
        if self.chance.random() < 0.7:
            return ""
        if self.chance.random() < 0.5:
            return self.edit_text(lambda text: text.rstrip("\n"))
        return self.edit_text(lambda text: text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n"))

    def move_node(self) -> str:
        def move(text: str) -> str:
            nodes = self.nodes_of(text, "Task")
            moved = self.chance.choice(nodes) if nodes else ""
            return text.replace(moved, "", 1).rstrip("\n") + "\n\n\n" + moved if moved else text

        return self.edit_text(move)

    def drop_node(self) -> str:
        def drop(text: str) -> str:
            nodes = self.nodes_of(text)
            if len(nodes) < 4:
                return text
            self.dropped.append(self.chance.choice(nodes))
            return text.replace(self.dropped[-1], "", 1)

        return self.edit_text(drop)

    def mend_node(self) -> str:
        """A node that was dropped is there again, perhaps in another module."""
        if not self.dropped:
            return ""
        node = self.dropped.pop(self.chance.randrange(len(self.dropped)))
        return self.edit_text(lambda text: text.rstrip("\n") + "\n\n\n" + node)

    def duplicate_node(self) -> str:
        def double(text: str) -> str:
            again = re.search(r"\n\nclass Twice\(\w+\):\n(?:(?:[ \t]+[^\n]*)?\n)+", text)
            if again:
                return text.replace(again[0], "\n", 1)
            nodes = self.nodes_of(text)
            node = self.chance.choice(nodes) if nodes else ""
            return text.rstrip("\n") + "\n\n\n" + re.sub(r"^class \w+\(", "class Twice(", node) if node else text

        return self.edit_text(double)

    def lay_out(self) -> str:
        return self.edit_text(lambda text: "# laid out anew\n" + text.replace(' = ["', ' = [\n        "', 1))

    def unreadable(self) -> str:
        """What no reader that does not execute can read; rare, for it hides all else."""
        line = "\nREAD = open(__file__).read()\n"
        if self.chance.random() < 0.7 and not any(line in text for text in ledger_files(self.scratch).values()):
            return ""
        return self.edit_text(lambda text: text.replace(line, "") if line in text else text + line)
