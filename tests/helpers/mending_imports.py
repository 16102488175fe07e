"""What somebody does to a project who does what a finding about imports says (DEP203, DEP205, DEP207, DEP211)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.laws.law import BY_SYNC_REQUIRES

if TYPE_CHECKING:
    from helpers.mended_project import Mend, Mending

    from archhook.model.findings import Finding

ADD = r"add .+ to the `(?:requires|interface|packages|exclusive_packages)` of [\w.-]+ \(architecture\.py\)"
SYNCED = r"(?: \(`archhook sync --requires` does, or says why not\))?"
WAY = (
    rf"(?:{ADD}(?: and {ADD})*{SYNCED}|write `.+` for `.+` \(which .+ has\)|"
    r"have .+ do what it is needed for, and import that|"
    r"take the import out, or give what both need a Design that both may require|"
    r"give [\w.-]+ \(.+\) to .+, in its `implements` \(architecture\.py\): .+ to that|"
    r"move \w+ to .+ \(the ledger follows by `archhook sync`\))"
)
FORM = rf"{WAY}(?:; or {WAY})*(?:; [\w.-]+ may not require [\w.-]+: .+)?"
"""A fix of a finding about imports: ways to mend it, and why one more is none."""


def way(number: int) -> Mend:
    """Goes one of the ways that a fix names, the last one where there are fewer."""

    def mend(project: Mending, finding: Finding, _: re.Match[str]) -> None:
        ways = re.split(r"; [\w.-]+ may not require ", finding.fix)[0].split("; or ")
        go(project, finding, ways[min(number, len(ways) - 1)])

    return mend


def synced(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """Has sync write what may be required, where a fix says that it does; else goes the first way."""
    if BY_SYNC_REQUIRES in finding.fix:
        project.run("sync", "--requires", "--untracked")
    else:
        way(0)(project, finding, found)


def go(project: Mending, finding: Finding, told: str) -> None:
    """Goes one way."""
    if told.startswith("add "):
        for some, field, design in re.findall(r"add (.+?) to the `(\w+)` of ([\w.-]+) \(architecture\.py\)", told):
            for one in re.split(r", | and ", some):
                project.add(design, field, '"{}"'.format(one.strip("'")))
    elif told.startswith("write "):
        for new, old in re.findall(r"`([^`]+)` for `([^`]+)`", told):
            project.swap(f"{old}\n", f"{new}\n", finding.path)
    elif told.startswith("give "):
        given = re.match(r"give ([\w.-]+) \(.+?\) to ([\w.-]+) ", told)
        assert given is not None, told
        project.field(given[1], "implements", f'"{given[2]}"')
    elif told.startswith("move "):
        move(project, finding, told)
    else:
        lines = project.read(finding.path).splitlines(keepends=True)
        del lines[finding.line - 1]
        project.write(finding.path, "".join(lines))


def move(project: Mending, finding: Finding, told: str) -> None:
    """Moves a function or a global to the importing file, with its name in the ledger."""
    name = told.split()[1]
    text = project.read(finding.symbol)
    found = re.search(rf"(?ms)^(?:def {name}\(.*?(?=^\S|\Z)|{name} = .*?\n)", text)
    assert found is not None, (name, text)
    project.write(finding.symbol, text.replace(found[0], ""))
    project.swap(f"from {finding.symbol.removeprefix('src/').removesuffix('.py').replace('/', '.')} import {name}\n",
                 "", finding.path)  # fmt: skip
    project.append(found[0], finding.path)
    project.run("sync", "--untracked")


def late(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """The import that a finding points at takes place in a function."""
    lines = project.read(finding.path).splitlines()
    statement = lines.pop(finding.line - 1)
    at = next(number for number, line in enumerate(lines) if line.startswith("def "))
    lines.insert(at + 1, f"    {statement}")
    project.write(finding.path, "\n".join([*lines, ""]))


def without(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """The import that a finding points at goes: what both sides need has been moved."""
    lines = project.read(finding.path).splitlines(keepends=True)
    del lines[finding.line - 1]
    project.write(finding.path, "".join(lines))


def governed(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.swap(f'"{finding.symbol}"', "", "archhook.toml")


def offered_no_longer(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.remove(finding.node, "interface", finding.symbol)
