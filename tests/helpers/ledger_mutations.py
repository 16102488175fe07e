"""Seeded changes to a ledger that is written as class attributes, whoever wrote it: one field of one node at a time.

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

    from helpers.scratch import Scratch

_NODE = re.compile(r"^class \w+\((\w+)\):\n(?:(?:[ \t]+[^\n]*)?\n)+", re.MULTILINE)
_ID = re.compile(r"\[((?:I|R|D|T|UAT|ST|IT|UT)-[\d.]+)\]")
_NAMES = ("classes", "functions", "globals", "test_functions")
_LINKS = {
    "derived_from": "I", "satisfies": "R", "requires": "D", "conflicts_with": "D", "implements": "D", "verifies": "IRD",
}  # fmt: skip
_FLAGS = {
    "Design": ("adopted = False",),
    "Task": ("planned = True",),
}
_SNIPPETS = (
    "# a remark\n",
    "\n\n",
    "LIMIT = 3\n\n\n",
    "\nvalidate_architecture()\n\n\n",
    'class Extra(Task):\n    """[T-7] Extra."""\n\n    implements = "D-1"\n\n\n',
    "class Shared(Task):\n    planned = True\n\n\n",
    'class Extra2(Design):\n    """[D-7.1] Extra. It is more."""\n\n    satisfies = ["[R-01]", "R-0"]\n\n\n',
    'class UnitTest9(UnitTest):\n    """[UT-9] Nine."""\n\n    verifies = "D-7.1"\n\n\n',
    '"""A string that stands alone."""\n',
    "import os\n\n\n",
    "from archhook import Task as Work\n\n\n",
    "\f\n",
)
"""What somebody may write between two nodes."""
_WAIVERS = (
    'waives = {"INV403": "on its way", "INV407": "later"}',
    'waives = {"TST505": "later", "TST506": "later", "TRC105": "later"}',
    'waives = {"INV401": "moved", "LED005": "for now"}',
)


class LedgerMutator:
    """Changes the ledger of a checkout."""

    def __init__(self, scratch: Scratch, chance: random.Random) -> None:
        self.scratch = scratch
        self.chance = chance
        self.dropped: list[str] = []
        self.kinds: tuple[Callable[[], str], ...] = (
            self.change_name, self.change_name, self.drop_name, self.change_link, self.change_link, self.change_path,
            self.swap_paths, self.flag, self.waive, self.all_tests, self.change_id, self.rename_class, self.move_node,
            self.drop_node, self.mend_node, self.duplicate_node, self.lay_out, self.docstring, self.unknown_field,
            self.unreadable, self.insert, self.insert, self.drop_line, self.base, self.two_nodes, self.line_ends,
        )  # fmt: skip

    def _edit(self, edit: Callable[[str], str]) -> str:
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

    def _nodes(self, text: str, *bases: str) -> list[str]:
        found = _NODE.finditer(text if text.endswith("\n") else text + "\n")
        return [match[0] for match in found if not bases or match[1] in bases]

    def _edit_node(self, edit: Callable[[str], str], *bases: str) -> str:
        """Edits one node of one module, of the given kinds; the answer names its first line."""
        named = []

        def edit_one(text: str) -> str:
            nodes = self._nodes(text, *bases)
            if not nodes:
                return text
            node = self.chance.choice(nodes)
            after = edit(node)
            named.append(after.partition("\n")[0])
            return text.replace(node, after, 1)

        path = self._edit(edit_one)
        return path and f"{path} {named[0]}"

    def _ids(self, kinds: str) -> list[str]:
        found = {node for text in ledger_files(self.scratch).values() for node in _ID.findall(text)}
        return sorted(node for node in found if node.partition("-")[0] in tuple(kinds)) or ["D-999999"]

    def _field(self, node: str, *names: str) -> re.Match[str] | None:
        """One of the fields of a node that are written as a list, a string or a name."""
        value = r'(\[[^\]]*\]|"[^"\n]*"|\w+)'
        fields = list(re.finditer(rf"^    ({'|'.join(names)}) = {value}\n", node, re.MULTILINE))
        return self.chance.choice(fields) if fields else None

    def change_name(self) -> str:
        """One declared symbol or test is misspelt, or no longer so."""

        def edit(node: str) -> str:
            field = self._field(node, *_NAMES)
            names = re.findall(r'"([^"*]+)"', field[2]) if field else []
            if not field or not names:
                return node
            name = self.chance.choice(names)
            other = name[:-1] if name.endswith("x") and len(name) > 1 else name + "x"
            return node[: field.start(2)] + field[2].replace(f'"{name}"', f'"{other}"', 1) + node[field.end(2) :]

        return self._edit_node(edit)

    def drop_name(self) -> str:
        def edit(node: str) -> str:
            field = self._field(node, *_NAMES)
            names = re.findall(r'"[^"*]+",?\s*', field[2]) if field else []
            if not field or not names:
                return node
            return node[: field.start(2)] + field[2].replace(self.chance.choice(names), "", 1) + node[field.end(2) :]

        return self._edit_node(edit)

    def change_link(self) -> str:
        def edit(node: str) -> str:
            field = self._field(node, *_LINKS)
            if not field:
                return node
            known = self._ids(_LINKS[field[1]])
            target = self.chance.choice((*self.chance.sample(known, min(5, len(known))), "D-999999"))
            single = field[1] in ("implements", "verifies")
            inside = field[2].removeprefix("[").removesuffix("]").strip().rstrip(",")
            more = f'[{inside}, "{target}"]' if inside else f'["{target}"]'
            value = f'"{target}"' if single else self.chance.choice(("[]", f'["{target}"]', more, more))
            return node[: field.start(2)] + value + node[field.end(2) :]

        return self._edit_node(edit)

    def change_path(self) -> str:
        def edit(node: str) -> str:
            field = self._field(node, "file_path", "test_file")
            if not field:
                return node
            own = field[2].strip('"')
            paths = self.scratch.paths("*.py")
            other = own.removesuffix("x.py") + ".py" if own.endswith("x.py") else own.removesuffix(".py") + "x.py"
            path = self.chance.choice((other, self.chance.choice(paths or [other])))
            return node[: field.start(2)] + f'"{path}"' + node[field.end(2) :]

        return self._edit_node(edit, "Task", "UnitTest", "IntegrationTest", "SystemTest", "UserAcceptanceTest")

    def swap_paths(self) -> str:
        """Two Tasks change files: no path is declared more or less than before."""

        def edit(text: str) -> str:
            nodes = self._nodes(text, "Task")
            pair = self.chance.sample(nodes, 2) if len(nodes) > 1 else []
            fields = [self._field(node, "file_path") for node in pair]
            if len(fields) < 2 or not fields[0] or not fields[1] or pair[0] == pair[1]:
                return text
            for node, field, other in zip(pair, fields, reversed(fields), strict=True):
                if field and other:
                    after = node[: field.start(2)] + other[2] + node[field.end(2) :]
                    text = text.replace(node, after, 1)
            return text

        return self._edit(edit)

    def _toggle(self, line: str, *bases: str) -> str:
        line = f"    {line}\n"
        return self._edit_node(
            lambda node: node.replace(line, "", 1) if line in node else node.rstrip("\n") + f"\n{line}\n\n", *bases
        )

    def flag(self) -> str:
        base = self.chance.choice(sorted(_FLAGS))
        return self._toggle(self.chance.choice(_FLAGS[base]), base)

    def waive(self) -> str:
        return self._toggle(self.chance.choice(_WAIVERS), "Task", "Design")

    def all_tests(self) -> str:
        def edit(node: str) -> str:
            field = self._field(node, "test_functions")
            if not field:
                return node
            value = '["test_load", "test_fresh"]' if "*" in field[2] else '"*"'
            return node[: field.start(2)] + value + node[field.end(2) :]

        return self._edit_node(edit)

    def change_id(self) -> str:
        number = self.chance.randrange(40)
        return self._edit_node(lambda node: _ID.sub(lambda found: f"[{found[1].partition('-')[0]}-{number}]", node, 1))

    def rename_class(self) -> str:
        return self._edit_node(lambda node: re.sub(r"^class (\w+?)(x?)\(", r"class \1xx\2(", node, count=1), "Task")

    def move_node(self) -> str:
        def move(text: str) -> str:
            nodes = self._nodes(text, "Task")
            moved = self.chance.choice(nodes) if nodes else ""
            return text.replace(moved, "", 1).rstrip("\n") + "\n\n\n" + moved if moved else text

        return self._edit(move)

    def drop_node(self) -> str:
        def drop(text: str) -> str:
            nodes = self._nodes(text)
            if len(nodes) < 4:
                return text
            self.dropped.append(self.chance.choice(nodes))
            return text.replace(self.dropped[-1], "", 1)

        return self._edit(drop)

    def mend_node(self) -> str:
        """A node that was dropped is there again, perhaps in another module."""
        if not self.dropped:
            return ""
        node = self.dropped.pop(self.chance.randrange(len(self.dropped)))
        return self._edit(lambda text: text.rstrip("\n") + "\n\n\n" + node)

    def duplicate_node(self) -> str:
        def double(text: str) -> str:
            again = re.search(r"\n\nclass Twice\(\w+\):\n(?:(?:[ \t]+[^\n]*)?\n)+", text)
            if again:
                return text.replace(again[0], "\n", 1)
            nodes = self._nodes(text)
            node = self.chance.choice(nodes) if nodes else ""
            return text.rstrip("\n") + "\n\n\n" + re.sub(r"^class \w+\(", "class Twice(", node) if node else text

        return self._edit(double)

    def lay_out(self) -> str:
        return self._edit(lambda text: "# laid out anew\n" + text.replace(' = ["', ' = [\n        "', 1))

    def docstring(self) -> str:
        return self._edit_node(lambda node: node.replace('"""\n', ' It still does."""\n', 1))

    def insert(self) -> str:
        """Something between two nodes, before the first or behind the last; or it is taken away again."""
        snippet = self.chance.choice(_SNIPPETS)

        def edit(text: str) -> str:
            if snippet in text and self.chance.random() < 0.5:
                return text.replace(snippet, "", 1)
            starts = [found.start() for found in re.finditer(r"^class ", text, re.MULTILINE)]
            at = self.chance.choice((*starts, len(text), 0) if len(starts) < 9 else (*starts[-8:], starts[0]))
            return text[:at] + snippet + text[at:]

        return self._edit(edit)

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

        return self._edit_node(edit)

    def base(self) -> str:
        """A node derived from another, which is then no longer one in force; or from its kind again."""

        def edit(text: str) -> str:
            if re.search(r"^class \w+\(Task\d+\):", text, re.MULTILINE) and self.chance.random() < 0.7:
                return re.sub(r"^(class \w+)\(Task\d+\):", r"\1(Task):", text, flags=re.MULTILINE)
            nodes = self._nodes(text, "Task")
            node, other = self.chance.sample(nodes, 2) if len(nodes) > 1 else ("", "")
            name = re.match(r"class (\w+)", other)
            return text.replace(node, node.replace("(Task)", f"({name[1]})", 1), 1) if name else text

        return self._edit(edit)

    def two_nodes(self) -> str:
        """Two changes at once, near each other or far off."""
        kinds = (self.change_name, self.change_link, self.drop_name, self.docstring, self.drop_node, self.change_id)
        told = [self.chance.choice(kinds)() for _ in range(2)]
        return ", ".join(filter(None, told))

    def line_ends(self) -> str:
        """Rare: other line ends, or none at the end of the file."""
        if self.chance.random() < 0.7:
            return ""
        if self.chance.random() < 0.5:
            return self._edit(lambda text: text.rstrip("\n"))
        return self._edit(lambda text: text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n"))

    def unknown_field(self) -> str:
        return self._toggle("functoins = []", "Task")

    def unreadable(self) -> str:
        """What no reader that does not execute can read; rare, for it hides all else."""
        line = "\nREAD = open(__file__).read()\n"
        if self.chance.random() < 0.7 and not any(line in text for text in ledger_files(self.scratch).values()):
            return ""
        return self._edit(lambda text: text.replace(line, "") if line in text else text + line)
