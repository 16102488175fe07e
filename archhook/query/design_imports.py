"""What leads from each Design to each other one, and to the packages outside, as data for the report's page."""

from __future__ import annotations

import sys

from archhook.laws.edges import edges_of, importing_designs, own_designs
from archhook.laws.package_laws import MAIN
from archhook.model.nodes import IMPORT_KINDS, sort_key
from archhook.query.import_lines import line_document, python_files
from archhook.query.import_picture import code_imports, declared_pairs, pairs_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.query.architecture import Architecture
    from archhook.query.import_picture import CodeImport

UNDECLARED = "DEP203"
"""The law whose findings say that an import is of a Design that is not required."""


def dependency_documents(architecture: Architecture) -> list[dict[str, Any]]:
    """Every pair of Designs in force of which the first requires or imports the second, sorted. Reads all inventories.

    `declared`: whether the first requires the second, directly · `imports`: kind -> how many imports of the code ·
    `debts`: those imports that nothing declared covers and that are held against it; their `state` is "broken" (a
    finding that fails the verdict), "warned", "exempt" (baseline, waiver, ignore, law off), or "unjudged" where
    the ledger is not sound.
    """
    declared = declared_pairs(architecture)
    found = {pair: _pair(*pair, declared=True) for pair in declared}
    states = _states(architecture)
    for one in code_imports(architecture):
        for pair in pairs_of(one, declared):
            if pair not in found:
                found[pair] = _pair(*pair, declared=False)
            found[pair]["imports"][one.line.kind] += 1
        if one.counted and not one.covered:
            found[one.sources[0], one.targets[0]]["debts"].append(_debt(architecture, one, states))
    return [found[pair] for pair in sorted(found, key=lambda pair: (sort_key(pair[0]), sort_key(pair[1])))]


def package_documents(architecture: Architecture) -> dict[str, dict[str, int]]:
    """Design -> first part of the name of each third-party package that its code imports -> how many imports."""
    found: dict[str, dict[str, int]] = {}
    for path, role in sorted(python_files(architecture).items()):
        for design in importing_designs(architecture.facts, path) if role == "governed" else ():
            counts = found.setdefault(design, {})
            for edge in edges_of(architecture.facts, path):
                top = edge.package.partition(".")[0]
                if top and top != MAIN and top not in sys.stdlib_module_names:
                    counts[top] = counts.get(top, 0) + 1
    return {design: dict(sorted(found[design].items())) for design in sorted(found, key=sort_key) if found[design]}


def file_counts(architecture: Architecture) -> dict[str, int]:
    """Design -> how many governed files its Tasks declare, one by one or by their folder."""
    found: dict[str, int] = {}
    for path, role in python_files(architecture).items():
        for design in own_designs(architecture.facts, path) if role == "governed" else ():
            found[design] = found.get(design, 0) + 1
    return {design: found[design] for design in sorted(found, key=sort_key)}


def _pair(source: str, target: str, *, declared: bool) -> dict[str, Any]:
    return {
        "from": source,
        "to": target,
        "declared": declared,
        "imports": dict.fromkeys(IMPORT_KINDS, 0),
        "debts": [],
    }


def _states(architecture: Architecture) -> Mapping[tuple[str, str], str]:
    """(importing file, imported file) -> what the finding about the imports of one from the other does."""
    return {
        (one.file, one.symbol): "broken" if architecture.fails(one) else "warned"
        for one in architecture.verdict.findings
        if one.code == UNDECLARED
    }


def _debt(architecture: Architecture, one: CodeImport, states: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    rest = "unjudged" if architecture.unsound else "exempt"
    return line_document(one.line) | {"state": states.get((one.line.file, one.line.target), rest)}
