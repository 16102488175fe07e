"""What each exemption holds back, judged without it once for each key; and what only several of them do together."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from archhook.check.held_back import more
from archhook.exemptions.exemption import (
    ADOPTED,
    BASELINE,
    DYNAMIC,
    EXCLUDE,
    FOR_ALL,
    IGNORE,
    PLANNED,
    PYTEST,
    SEVERITY,
    SYMBOLS,
    TESTS,
    TOLERANCE,
    TRANSITIVE,
    WAIVER,
    Exemption,
)
from archhook.inventory.patterns import compile_patterns
from archhook.laws.catalogue import BY_CODE
from archhook.model.config import Config, Pytest
from archhook.model.declaring import folders_above
from archhook.model.findings import key_of
from archhook.project.pytest_settings import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from archhook.model.findings import Finding, Verdict
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture

    Taker = TypeVar("Taker")

    Held = dict[int, list[Finding]]
    """Number of an exemption in a list -> the findings that it holds back."""

WILD = frozenset("*?[\\!")
"""What makes a pattern mean more than one path and what is below it."""

CONFIGURED = {
    EXCLUDE: "exclude", TESTS: "tests", DYNAMIC: "dynamic_imports", TRANSITIVE: "transitive", TOLERANCE: "resources",
}  # fmt: skip
"""Kind -> the field of the configuration that is put back to its default to see what it holds back."""


def holding_back(architecture: Architecture, exemptions: Sequence[Exemption]) -> tuple[list[Finding] | None, ...]:
    """The findings that each of some exemptions of a snapshot holds back; None of a gate, which is no matter of one
    snapshot's findings, and where the ledger is not sound without it, or at all: what would be found then is not known.

    A finding that a waiver and an ignore name is the waiver's; one of a law whose severity is lowered counts, whatever
    it is lowered to. One key that holds several exemptions is judged without all of them at once.
    """
    if architecture.unsound:
        return (None,) * len(exemptions)
    of: dict[tuple[str, str], dict[int, Exemption]] = {}  # by kind and, where each is judged by itself, key
    for number, one in enumerate(exemptions):
        of.setdefault((one.kind, _key(one)), {})[number] = one
    found: dict[int, list[Finding] | None] = {}
    for (kind, _), some in of.items():
        held = _held(architecture, kind, some)
        found |= {number: None if held is None else held.get(number, []) for number in some}
    return tuple(found[number] for number in range(len(exemptions)))


def _key(one: Exemption) -> str:
    """What tells apart the exemptions of a kind that are not judged together."""
    return one.subject[0] if one.kind == PYTEST else "node" if one.kind == SYMBOLS and one.node else ""


def _held(architecture: Architecture, kind: str, some: Mapping[int, Exemption]) -> Held | None:
    """The findings that some exemptions of one kind and key hold back, None where that is not known."""
    config = architecture.config
    first = next(iter(some.values()))
    if kind in (WAIVER, IGNORE, BASELINE):
        return _by_name(architecture, kind, some)
    if kind == SEVERITY:
        usual = [(one.code, BY_CODE[one.code].severity) for one in some.values()]
        codes: dict[str, list[Finding]] = {}
        for finding in architecture.exempting().otherwise(severities=usual).findings:
            codes.setdefault(finding.code, []).append(finding)
        return {number: codes.get(one.code, []) for number, one in some.items()}
    if kind in (PLANNED, ADOPTED) or first.node:
        changed = [without(architecture.nodes[one.node], kind) for one in some.values()]
        return _shared(_found(architecture, nodes=changed), _by_node(some))
    if kind == SYMBOLS:
        changed_config = config._replace(symbols=Config().symbols)
    elif kind == PYTEST:
        field = FIELDS[first.subject[0]]
        changed_config = config._replace(pytest=config.pytest._replace(**{field: getattr(Pytest(), field)}))
    elif kind in CONFIGURED:
        field = CONFIGURED[kind]
        changed_config = config._replace(**{field: getattr(Config(), field)})
    else:
        return None
    return _shared(_found(architecture, config=changed_config), _taker(kind, some))


def _found(architecture: Architecture, **changes: Any) -> tuple[Finding, ...] | None:
    """The findings that stand under some changes and not without; None where nothing but the ledger is judged then."""
    verdict: Verdict = architecture.exempting().otherwise(**changes)
    if verdict.judged == "ledger":
        return None
    return tuple(more(verdict.findings, architecture.verdict.findings))


def _shared(found: Iterable[Finding] | None, taker: Callable[[Finding], int | None]) -> Held | None:
    """Number of an exemption -> those of some findings that are its own."""
    if found is None:
        return None
    shared: Held = {}
    for finding in found:
        number = taker(finding)
        if number is not None:
            shared.setdefault(number, []).append(finding)
    return shared


def without(node: Node, kind: str) -> Node:
    """A node without an exemption that it holds itself."""
    if kind == PLANNED:
        return node._replace(planned=False)
    if kind == ADOPTED:
        return node._replace(adopted=True, in_force=True)
    return node._replace(declares=tuple((field, names) for field, names in node.declares if field != SYMBOLS))


def _by_node(some: Mapping[int, Exemption]) -> Callable[[Finding], int | None]:
    """Whose a finding is: its node's, else that of a node on a chain to it, or that it names."""
    of = {one.node: number for number, one in some.items()}

    def taker(finding: Finding) -> int | None:
        named = (finding.node, *(node for chain in finding.chains for node in reversed(chain)), finding.symbol)
        return next((of[node] for node in named if node in of), None)

    return taker


def _taker(kind: str, some: Mapping[int, Exemption]) -> Callable[[Finding], int | None]:
    """Whose of the exemptions of one key a finding is."""
    if len(some) == 1:
        return lambda finding: next(iter(some))
    if kind == TOLERANCE:
        fields = {one.subject[0]: number for number, one in some.items()}
        return lambda finding: fields.get(finding.symbol, fields.get(FOR_ALL))
    return _of_patterns({one.subject[-1]: number for number, one in some.items()})


def _of_patterns(numbers: Mapping[str, int]) -> Callable[[Finding], int | None]:
    """Whose a finding is: the pattern's that means the file it lies in, or speaks of; else the first one's."""
    of_path = by_pattern(numbers)

    def taker(finding: Finding) -> int | None:
        named = (of_path(path) for path in (finding.path, finding.file, finding.symbol) if path)
        return next((number for number in named if number is not None), next(iter(numbers.values())))

    return taker


def by_pattern(numbers: Mapping[str, Taker]) -> Callable[[str], Taker | None]:
    """Whose a path is: that of the pattern which means it, None where none does.

    Patterns that name one folder or file are looked up; each of those with wildcards is asked about each file once.
    """
    plain = {name for name in numbers if "/" in name.rstrip("/") and not set(name) & WILD}
    folders = {name.lstrip("/"): number for name, number in numbers.items() if name in plain}
    others = [(compile_patterns([name]), number) for name, number in numbers.items() if name not in plain]
    known: dict[str, Taker | None] = {}

    def of_path(path: str) -> Taker | None:
        if path not in known:
            around = (folders[name] for name in (path, *folders_above(path)) if name in folders)
            known[path] = next(around, None)
            if known[path] is None:
                known[path] = next((number for means, number in others if means(path)), None)
        return known[path]

    return of_path


def _by_name(architecture: Architecture, kind: str, some: Mapping[int, Exemption]) -> Held:
    """Of waivers, ignores and entries of a baseline, which name what they hold back."""
    left: dict[tuple[str, ...], deque[list[int]]] = {}  # what is named -> (number, how many more it may hold)
    for number, one in some.items():
        name: tuple[str, ...] = (one.node, one.code)
        if kind == IGNORE:
            name = (one.path, "" if one.width > 1 else str(one.line), one.code)
        elif kind == BASELINE:
            name = (one.code, one.node, *one.subject)
        left.setdefault(name, deque()).append([number, int(one.width) if kind == BASELINE else -1])
    held: Held = {}
    for finding in (finding for finding, by in architecture.held_back() if by == kind):
        names = [(finding.node, finding.code)]
        if kind == IGNORE:
            names = [(finding.path, line, finding.code) for line in (str(finding.line), "")]  # type: ignore[misc]
        elif kind == BASELINE:
            names = [key_of(finding)]  # type: ignore[list-item]
        queue = next((left[name] for name in names if left.get(name)), None)
        if queue:
            held.setdefault(queue[0][0], []).append(finding)
            queue[0][1] -= 1
            if not queue[0][1]:
                queue.popleft()
    return held
