"""Folders of tests that moved to where the configuration has code: their helpers are no new code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archhook.inventory.roles import Roles
from archhook.report.text import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.model.config import Config
    from archhook.model.nodes import Node

PROBE = "helper.py"
"""A file that no pattern takes for a test by its own name."""


def outside_tests(
    config: Config, nodes: Mapping[str, Node], followed: Iterable[Node], undeclared: Sequence[str]
) -> tuple[set[str], tuple[str, ...]]:
    """(those of some undeclared files that lie in such a folder, a line for each folder).

    `followed`: the nodes whose file moved, with the new one; `nodes`: all nodes as they were, by id.
    """
    role_of = Roles(config, ()).role_of
    found: set[str] = set()
    lines = []
    folders = {_roots(nodes[node.id].file, node.file) for node in followed if node.kind == "test" and node.file}
    for old, new in sorted(folders - {("", "")}):
        if not new or role_of(old + PROBE, "100644") != "test" or role_of(new + PROBE, "100644") == "test":
            continue
        inside = [path for path in undeclared if path.startswith(new)]
        if inside:
            found.update(inside)
            tests = json.dumps([*config.tests, f"/{new}"])
            lines.append(
                f"{old} is {new} now, and {count(len(inside), 'file')} of it, {inside[0]} first, would be code of the"
                f" product by the configuration: write `tests = {tests}` there, then sync again"
            )
    return found, tuple(lines)


def _roots(old: str, new: str) -> tuple[str, str]:
    """The folders that differ between two paths of a file, each with a final slash: `tests/` and `test/`."""
    olds, news = old.split("/")[:-1], new.split("/")[:-1]
    while olds and news and olds[-1] == news[-1]:
        olds.pop()
        news.pop()
    return "".join(f"{one}/" for one in olds), "".join(f"{one}/" for one in news)
