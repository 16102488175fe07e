"""What several exemptions hold back together and none of them alone; and which files patterns take out of the law."""

from __future__ import annotations

from archhook.check.held_back import more
from archhook.exemptions.exemption import (
    ADOPTED,
    BASELINE,
    DYNAMIC,
    EXCLUDE,
    HOOK,
    IGNORE,
    PLANNED,
    PYTEST,
    SEVERITY,
    SHARED,
    SYMBOLS,
    TESTS,
    TOLERANCE,
    TRANSITIVE,
    WAIVER,
)
from archhook.laws.catalogue import BY_CODE
from archhook.model.config import Config, Pytest
from archhook.project.pytest_settings import FIELDS
from archhook.query.holding_back import by_pattern, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from archhook.exemptions.exemption import Exemption
    from archhook.model.findings import Finding
    from archhook.model.nodes import Ignore, Node
    from archhook.query.architecture import Architecture

GATES = (HOOK, SHARED)
"""Kinds that hold back no finding of one snapshot."""


def held_together(
    architecture: Architecture, some: Sequence[Exemption], alone: Iterable[Sequence[Finding] | None]
) -> int | None:
    """How many findings some exemptions of a snapshot hold back beside those that one of them holds back `alone`: each
    of these is covered by more than one. None where it is not known: the ledger is not sound without them.
    """
    if architecture.unsound:
        return None
    judged = [one for one in some if one.kind not in GATES]
    if len(judged) < 2:
        return 0
    verdict = architecture.exempting().otherwise(**_changes(architecture, judged))
    if verdict.judged == "ledger":
        return None
    known = (finding for found in alone for finding in found or ())
    return len([*more(verdict.findings, (*architecture.verdict.findings, *known))])


def _changes(architecture: Architecture, some: Sequence[Exemption]) -> dict[str, Any]:
    """What `judged_otherwise` is given so that none of some exemptions is there."""
    config = _configured(architecture.config, some)
    return {
        "config": config if config != architecture.config else None,
        "nodes": _nodes(architecture, some),
        "severities": [(one.code, BY_CODE[one.code].severity) for one in some if one.kind == SEVERITY],
        "ignores": _ignores(architecture, [one for one in some if one.kind == IGNORE]),
        "baseline": _baseline(architecture, {one.line for one in some if one.kind == BASELINE}),
    }


def _configured(config: Config, some: Sequence[Exemption]) -> Config:
    """A configuration without some exemptions."""
    usual = Config()
    kinds = {one.kind for one in some if not one.node}
    subjects = {(one.kind, one.subject[0]) for one in some if one.kind in (EXCLUDE, TESTS, TOLERANCE, PYTEST)}
    told = [FIELDS[name] for kind, name in subjects if kind == PYTEST]
    return config._replace(
        exclude=tuple(one for one in config.exclude if (EXCLUDE, one) not in subjects),
        tests=tuple(one for one in config.tests if (TESTS, one) not in subjects),
        resources=tuple(one for one in config.resources if (TOLERANCE, one[0]) not in subjects),
        symbols=usual.symbols if SYMBOLS in kinds else config.symbols,
        dynamic_imports=usual.dynamic_imports if DYNAMIC in kinds else config.dynamic_imports,
        transitive=config.transitive and TRANSITIVE not in kinds,
        pytest=config.pytest._replace(**{field: getattr(Pytest(), field) for field in told}),
    )


def _nodes(architecture: Architecture, some: Sequence[Exemption]) -> list[Node]:
    """The nodes that hold some of the exemptions, without them."""
    nodes: dict[str, Node] = {}
    for one in some:
        if one.kind not in (WAIVER, PLANNED, ADOPTED, SYMBOLS) or not one.node:
            continue
        node = nodes.get(one.node) or architecture.nodes[one.node]
        if one.kind == WAIVER:
            nodes[one.node] = node._replace(waives=tuple(each for each in node.waives if each.code != one.code))
        else:
            nodes[one.node] = without(node, one.kind)
    return list(nodes.values())


def _ignores(architecture: Architecture, some: Sequence[Exemption]) -> dict[str, tuple[Ignore, ...]]:
    """Path -> the inline ignores that are left, of the files that hold some of the exemptions."""
    gone = {(one.path, one.line, one.code) for one in some}
    ignores = architecture.exempting().ignores
    return {
        path: tuple(one for one in ignores[path] if (path, one.line, one.code) not in gone)
        for path in dict.fromkeys(one.path for one in some)
    }


def _baseline(architecture: Architecture, lines: set[int]) -> Any:
    """The baseline without the entries on some lines; None where it stays."""
    own = architecture.exempting().baseline if lines else None
    return own and own._replace(entries=tuple(one for one in own.entries if one.line not in lines))


def files_taken_out(architecture: Architecture, some: Iterable[Exemption]) -> dict[str, int]:
    """Pattern of `exclude` -> how many Python files it takes out of the law; a file counts for one pattern. Reads all
    files.
    """
    patterns = [one.subject[0] for one in some if one.kind == EXCLUDE]
    found = dict.fromkeys(patterns, 0)
    taker = by_pattern(dict(zip(patterns, patterns, strict=True)))
    for path, fact in architecture.files.items() if patterns else ():
        pattern = taker(path) if fact.regular and fact.role == "other" and path.endswith(".py") else None
        if pattern is not None:
            found[pattern] += 1
    return found
