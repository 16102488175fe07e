"""Seeded changes to a ledger that is written as class attributes, whoever wrote it: one field of one node at a time.

A change that does not find what it would change leaves all as it is and says "".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.inject import ledger_files
from helpers.ledger_text import LedgerText

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

_ID = re.compile(r"\[((?:I|R|D|T|UAT|ST|IT|UT)-[\d.]+)\]")
_NAMES = ("classes", "functions", "globals", "test_functions")
_LINKS = {
    "derived_from": "I", "satisfies": "R", "requires": "D", "conflicts_with": "D", "forbids": "D", "visible_to": "D",
    "implements": "D", "verifies": "IRD",
}  # fmt: skip
_WALLS = {
    "layer": ('"top"', '"middle"', '"base"', '"top"', '"base"', '"basee"', '"none"', '["top"]', '""'),
    "forbids": ('["{design}"]', '["{design}", "{other}"]', "[]", '"{design}"', '["R-0"]'),
    "visible_to": ('["{design}"]', '["{design}", "{other}"]', "[]", "None"),
    "interface": ('["load_1", "Record2"]', '["src/"]', '["src/app/part0/module1.py:load_1"]', "[]", "[5]"),
    "packages": ('["requests"]', '["requests", "yaml"]', "[]", '["os.path"]', '["scikit-learn"]'),
    "exclusive_packages": ('["requests"]', '["json", "yaml"]', "[]"),
    "symbols": ('"files"', '"files"', '"module"', '"public"', '"all"', '"file"', "None"),
}
"""Field of a Design -> values; some are wrong."""
_FLAGS = {
    "Design": ("adopted = False",),
    **dict.fromkeys(("Task", "UnitTest", "SystemTest"), ("planned = True",)),
}
_WAIVERS = (
    'waives = {"INV403": "on its way", "INV407": "later"}',
    'waives = {"TST505": "later", "TST506": "later", "TRC105": "later"}',
    'waives = {"INV401": "moved", "INV406": "soon", "INV408": "soon", "LED005": "for now"}',
)


class LedgerMutator(LedgerText):
    """Changes the ledger of a checkout."""

    def __init__(self, scratch: GitRepo, chance: random.Random) -> None:
        super().__init__(scratch, chance)
        self.kinds: tuple[Callable[[], str], ...] = (
            *[self.change_name, self.relink] * 4,
            *[self.change_link, self.flag, self.waive, self.adopt, self.wall] * 3, *[self.insert] * 2,
            *[self.take_folder] * 2, *[self.circle] * 3, self.drop_name, self.change_path,
            self.swap_paths, self.all_tests, self.change_id, self.rename_class,
            self.move_node, self.drop_node, self.mend_node, self.duplicate_node, self.lay_out, self.docstring,
            *[self.placeholder] * 2,
            self.unknown_field, self.unreadable, self.drop_line, self.base, self.two_nodes, self.line_ends,
        )  # fmt: skip

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

        return self.edit_node(edit)

    def drop_name(self) -> str:
        def edit(node: str) -> str:
            field = self._field(node, *_NAMES)
            names = re.findall(r'"[^"*]+",?\s*', field[2]) if field else []
            if not field or not names:
                return node
            return node[: field.start(2)] + field[2].replace(self.chance.choice(names), "", 1) + node[field.end(2) :]

        return self.edit_node(edit)

    def relink(self) -> str:
        """Designs and Requirements are few beside Tasks, and the shape of the graph is theirs."""
        return self.change_link(self.chance.choice(("Design", "Requirement")))

    def change_link(self, *bases: str) -> str:
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

        return self.edit_node(edit, *bases)

    def circle(self) -> str:
        """A Design requires one that requires it, or no longer does: the laws of the graph alone are concerned."""
        listed = re.compile(r"^    requires = \[([^\]]*)\]\n", re.MULTILINE)
        requires: dict[str, list[str]] = {}
        for text in ledger_files(self.scratch).values():
            for node in self.nodes_of(text, "Design"):
                own, field = _ID.search(node), listed.search(node)
                if own and field:
                    requires[own[1]] = re.findall(r'"([^"]+)"', field[1])

        def edit(node: str) -> str:
            own = _ID.search(node)
            known = requires.get(own[1]) if own else None
            above = [one for one, others in requires.items() if own and own[1] in others]
            if known is None or not above:
                return node
            other = self.chance.choice(above)
            left = [one for one in known if one != other]
            after = ", ".join(f'"{one}"' for one in (left if other in known else [*known, other]))
            return listed.sub(f"    requires = [{after}]\n", node, count=1)

        return self.edit_node(edit, "Design")

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

        return self.edit_node(edit, "Task", "UnitTest", "IntegrationTest", "SystemTest", "UserAcceptanceTest")

    def take_folder(self) -> str:
        """A Task or Test stands for the folder around its file, or around that; it seldom keeps its names."""

        def edit(node: str) -> str:
            field = self._field(node, "file_path", "test_file")
            folder = field[2].strip('"').rstrip("/").rpartition("/")[0] if field else ""
            if not field or not folder:
                return node
            after = node[: field.start(2)] + f'"{folder}/"' + node[field.end(2) :]
            if self.chance.random() < 0.8:
                after = re.sub(r"^    (?:classes|functions|globals) = \[[^\]]*\]\n", "", after, flags=re.MULTILINE)
                after = re.sub(r"(?m)^    test_functions = \[[^\]]*\]$", '    test_functions = "*"', after)
            return after

        return self.edit_node(edit, "Task", "UnitTest", "IntegrationTest", "SystemTest", "UserAcceptanceTest")

    def swap_paths(self) -> str:
        """Two Tasks change files: no path is declared more or less than before."""

        def edit(text: str) -> str:
            nodes = self.nodes_of(text, "Task")
            pair = self.chance.sample(nodes, 2) if len(nodes) > 1 else []
            fields = [self._field(node, "file_path") for node in pair]
            if len(fields) < 2 or not fields[0] or not fields[1] or pair[0] == pair[1]:
                return text
            for node, field, other in zip(pair, fields, reversed(fields), strict=True):
                if field and other:
                    after = node[: field.start(2)] + other[2] + node[field.end(2) :]
                    text = text.replace(node, after, 1)
            return text

        return self.edit_text(edit)

    def _toggle(self, line: str, *bases: str) -> str:
        line = f"    {line}\n"
        return self.edit_node(
            lambda node: node.replace(line, "", 1) if line in node else node.rstrip("\n") + f"\n{line}\n\n", *bases
        )

    def flag(self) -> str:
        if self.chance.random() < 0.4:
            return self._toggle(f'conflicts_with = ["{self.chance.choice(self._ids("D"))}"]', "Design")
        base = self.chance.choice(sorted(_FLAGS))
        return self._toggle(self.chance.choice(_FLAGS[base]), base)

    def adopt(self) -> str:
        """A Design is put aside, or taken up again: what names it is concerned, and was not touched."""
        return self._toggle("adopted = False", "Design")

    def wall(self) -> str:
        """What a Design may require, or what is imported of it: written, changed or taken back."""
        name = self.chance.choice(sorted(_WALLS))
        design, other = (self.chance.choice(self._ids("D")) for _ in range(2))
        value = self.chance.choice(_WALLS[name]).replace("{design}", design).replace("{other}", other)

        def edit(node: str) -> str:
            left = re.sub(rf"^    {name} = .*\n", "", node, flags=re.MULTILINE)
            if left != node and self.chance.random() < 0.5:
                return left
            return left.rstrip("\n") + f"\n    {name} = {value}\n\n\n"

        return self.edit_node(edit, "Design")

    def waive(self) -> str:
        return self._toggle(self.chance.choice(_WAIVERS), "Task", "Design")

    def all_tests(self) -> str:
        def edit(node: str) -> str:
            field = self._field(node, "test_functions")
            if not field:
                return node
            value = '["test_load", "test_fresh"]' if "*" in field[2] else '"*"'
            return node[: field.start(2)] + value + node[field.end(2) :]

        return self.edit_node(edit)

    def change_id(self) -> str:
        number = self.chance.randrange(40)
        return self.edit_node(lambda node: _ID.sub(lambda found: f"[{found[1].partition('-')[0]}-{number}]", node, 1))

    def rename_class(self) -> str:
        return self.edit_node(lambda node: re.sub(r"^class (\w+?)(x?)\(", r"class \1xx\2(", node, count=1), "Task")

    def docstring(self) -> str:
        return self.edit_node(lambda node: node.replace('"""\n', ' It still does."""\n', 1))

    def placeholder(self) -> str:
        """What a node is for is still to be written, or is written now."""

        def edit(node: str) -> str:
            if "PLACEHOLDER" in node:
                return node.replace("PLACEHOLDER ", "", 1)
            return _ID.sub(lambda found: f"{found[0]} PLACEHOLDER", node, count=1)

        return self.edit_node(edit)

    def two_nodes(self) -> str:
        """Two changes at once, near each other or far off."""
        kinds = (self.change_name, self.change_link, self.drop_name, self.docstring, self.drop_node, self.change_id)
        told = [self.chance.choice(kinds)() for _ in range(2)]
        return ", ".join(filter(None, told))

    def unknown_field(self) -> str:
        return self._toggle("functoins = []", "Task")
