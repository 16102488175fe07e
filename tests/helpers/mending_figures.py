"""What somebody does who does what a fix of figures says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.mended_project import Mend, Mending

    from archhook.model.findings import Finding


def figure(of: str, which: str) -> Mend:
    """A figure of the node named in the fix is another."""

    def mend(project: Mending, finding: Finding, found: re.Match[str]) -> None:
        node_id = finding.node if of == "own" else found["node"]
        groups = found.groupdict()
        value = groups.get(which) or "0"
        if which == "measured":
            measured = re.search(r"measures \w+ ([\d.]+)", finding.message)
            value = measured[1] if measured else value
        if which == "rolled":
            rolled = re.search(r"requires (?:takes|carries) ([\d.]+)", finding.message)
            value = rolled[1] if rolled else value
        if which == "less":
            value = "1" if groups["verb"] == "take less" else "100000"
        statement = project.node(node_id)
        kinds = ("measured", "estimated") if of == "named" else ("estimated",)
        kind = next(one for one in kinds if f"    {one} = " in statement)
        old = re.search(rf"    {kind} = .*", statement)
        assert old is not None
        project.in_node(node_id, old[0], re.sub(rf"{finding.symbol}=[\d.]+", f"{finding.symbol}={value}", old[0]))

    return mend


def budget(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    for design in set(re.findall(r"\bD-\d+", finding.message)):
        statement = project.node(design)
        project.swap(statement, re.sub(r"((?:memory|latency)\w*)=[\d.]+", r"\1=1", statement))


def measure(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.run("measure", "--design", finding.node, "--runs", "3", "--", "true")


def measure_mapped(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """The benchmark runs again, and what it writes is brought in."""
    project.write(found["file"], '{"scan": {"latency": {"value": 3}}}')
    project.run("measure", "--design", finding.node)
