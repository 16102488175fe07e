"""A project while somebody mends it: its ledger, which is one file, and its files are read and edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.files import write

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archhook.model.findings import Finding

    Mend = Callable[["Mending", Finding, re.Match[str]], None]


LEDGER = "architecture.py"


class Mending:
    """A project while it is mended. Its ledger is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str = LEDGER) -> str:
        file = self.folder / path
        return file.read_text() if file.exists() else ""

    def write(self, path: str, text: str) -> None:
        write(self.folder / path, text)

    def append(self, text: str, path: str = LEDGER) -> None:
        before = self.read(path)
        self.write(path, f"{before}\n\n{text}" if before else text)

    def swap(self, old: str, new: str, path: str = LEDGER) -> None:
        before = self.read(path)
        assert old in before, f"{old!r} is not in {path}"
        self.write(path, before.replace(old, new, 1))

    def node(self, node_id: str) -> str:
        """The class statement of a node."""
        statements = re.split(r"(?m)^(?=class )", self.read())
        return next(text for text in statements if re.search(rf"\[{re.escape(node_id)}\]", text))

    def in_node(self, node_id: str, old: str, new: str) -> None:
        """Replaces something within a node's class statement."""
        statement = self.node(node_id)
        assert old in statement, f"{old!r} is not in {node_id}"
        self.swap(statement, statement.replace(old, new, 1))

    def field(self, node_id: str, name: str, value: str) -> None:
        """Writes a field of a node, in the place of what it holds; "" takes it out."""
        statement = self.node(node_id)
        line = f"    {name} = {value}\n" if value else ""
        if re.search(rf"(?m)^    {name} = .*\n", statement):
            self.swap(statement, re.sub(rf"(?m)^    {name} = .*\n", lambda _: line, statement, count=1))
        else:
            head = re.match(r'(?s)class .*?:\n    """.*?"""\n', statement)
            assert head is not None
            self.swap(statement, f"{head[0]}\n{line}{statement[head.end() :].removeprefix(chr(10))}")

    def listed(self, node_id: str, name: str) -> list[str]:
        """The items of a list field, as they are written."""
        found = re.search(rf"(?m)^    {name} = \[(.*)\]", self.node(node_id))
        return [one.strip() for one in found[1].split(",") if one.strip()] if found else []

    def add(self, node_id: str, name: str, item: str) -> None:
        self.field(node_id, name, f"[{', '.join([*self.listed(node_id, name), item])}]")

    def remove(self, node_id: str, name: str, item: str) -> None:
        left = [one for one in self.listed(node_id, name) if one.strip("\"'") != item]
        self.field(node_id, name, f"[{', '.join(left)}]" if left else "")

    def drop(self, *node_ids: str) -> None:
        """Takes nodes out of the ledger."""
        for node_id in node_ids:
            self.swap(self.node(node_id), "")

    def name_of(self, node_id: str) -> str:
        return self.node(node_id).removeprefix("class ").partition("(")[0]

    def at(self, finding: Finding, old: str, new: str) -> None:
        """Replaces something in the line that a finding points at."""
        lines = self.read(finding.path).splitlines(keepends=True)
        here = lines[finding.line - 1]
        assert old in here, f"{old!r} is not in {here!r}"
        start = here.find(old, min(finding.column - 1, len(here))) if old in here[finding.column - 1 :] else 0
        lines[finding.line - 1] = here[:start] + here[start:].replace(old, new, 1)
        self.write(finding.path, "".join(lines))

    def run(self, *arguments: str) -> None:
        """Runs a command of archhook in the project's folder, which has to succeed."""
        assert main(list(arguments)) == 0, arguments
