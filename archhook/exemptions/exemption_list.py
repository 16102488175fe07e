"""All exemptions of one snapshot: of its configuration, its nodes, its inline ignores, and its baseline."""

from __future__ import annotations

from archhook.exemptions.exemption import (
    ADOPTED,
    BASELINE,
    DYNAMIC,
    EXCLUDE,
    FOR_ALL,
    IGNORE,
    KINDS,
    PLANNED,
    PYTEST,
    SEVERITY,
    SHARED,
    SYMBOLS,
    TESTS,
    TOLERANCE,
    TRANSITIVE,
    WAIVER,
    WHOLE,
    Exemption,
)
from archhook.laws.catalogue import BY_CODE, exempts
from archhook.laws.resources import TOLERANCE as WITHIN
from archhook.model.config import SYMBOLS as DETAILS
from archhook.model.config import Config, Pytest
from archhook.model.declaring import own_detail
from archhook.model.findings import NEVER, key_of
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from archhook.model.findings import Baseline
    from archhook.model.nodes import Ignore, Node, Spot

    OfKey = Callable[[tuple[str, ...], str], "Said"]
    """Where a key of the configuration stands, given by its dotted parts, and an item of the list that it holds."""
    OfNode = Callable[[Node, Spot | None], "Said"]
    """Where a node's class stands, or a point of it."""
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

SEVERITIES = ("error", "warning", "off")
"""From the strictest."""


class Said(NamedTuple):
    """Where something is said, and the comment that gives the reason, "" without one."""

    path: str = ""
    line: int = 0
    reason: str = ""


class Source(NamedTuple):
    """How the places of exemptions are looked up; without one of these they have none."""

    of_key: OfKey = lambda keys, item: Said()
    of_pytest: OfKey = lambda keys, item: Said()  # the same for the file that tells pytest something
    of_node: OfNode = lambda node, spot: Said()
    of_entry: Callable[[int], str] = lambda line: ""  # line of an entry of the baseline -> its reason


NOWHERE = Source()


def exemptions_of(
    config: Config,
    nodes: Iterable[Node] = (),
    ignores: Mapping[str, tuple[Ignore, ...]] = {},  # never changed
    baseline: Baseline | None = None,
    source: Source = NOWHERE,
) -> tuple[Exemption, ...]:
    """All exemptions that these hold, sorted by kind, path, line and what they are about. `nodes`: all declared."""
    found = [
        *of_configuration(config, source),
        *of_nodes(nodes, source),
        *of_ignores(ignores),
        *(of_baseline(baseline, source) if baseline else ()),
    ]
    return tuple(sorted(found, key=order))


def order(one: Exemption) -> tuple[object, ...]:
    """The order of a list of exemptions."""
    node = sort_key(one.node) if one.node else ()
    return KINDS.index(one.kind), one.path, one.line, node, one.code, one.subject, one.what


def of_nodes(nodes: Iterable[Node], source: Source = NOWHERE) -> Iterator[Exemption]:
    """The waivers of nodes in force, planned Tasks and Tests, Designs with less detail, and those not adopted."""
    for node in nodes:
        if node.kind == "design" and not node.adopted:
            yield _of_node(source, ADOPTED, node, f"{node.id} is not adopted")
        if not node.in_force:
            continue
        if node.planned:
            yield _of_node(source, PLANNED, node, f"{node.id} is planned")
        detail = own_detail(node) if node.kind == "design" else ""
        if detail and _coarse(detail):
            spot = node.declared(SYMBOLS)[0].spot
            what = f'{node.id}: symbols = "{detail}"'
            yield _of_node(source, SYMBOLS, node, what, spot)._replace(subject=(SYMBOLS,), width=_coarse(detail))
        for waiver in node.waives:
            one = _of_node(source, WAIVER, node, f"{waiver.code} of {node.id}", waiver.spot)
            yield one._replace(code=waiver.code, reason=waiver.reason)


def _of_node(source: Source, kind: str, node: Node, what: str, spot: Spot | None = None) -> Exemption:
    path, line, reason = source.of_node(node, spot)
    return Exemption(kind, what, path, line, node.id, reason=reason)


def _coarse(detail: str) -> int:
    """How many steps a value of `symbols` lies below the default; 0 for the default and what asks for more."""
    return max(0, DETAILS.index(Config().symbols) - DETAILS.index(detail))


def of_ignores(ignores: Mapping[str, tuple[Ignore, ...]]) -> Iterator[Exemption]:
    """The inline ignores of files that exempt something: those that name a law and give a reason."""
    for path, found in ignores.items():
        for line, _, code, reason in found:
            if exempts(code, reason):
                what = f"{code} in the whole file" if line == 1 else f"{code} on this line"
                width = WHOLE if line == 1 else 1
                yield Exemption(IGNORE, what, path, line, "", code, reason, (path, reason), width)


def of_baseline(baseline: Baseline, source: Source = NOWHERE) -> Iterator[Exemption]:
    """The entries of a baseline."""
    for entry in baseline.entries:
        if entry.code not in NEVER:
            code, node, file, symbol = key_of(entry)
            about = " ".join(filter(None, (entry.code, entry.node, file, symbol)))
            what = about if entry.times == 1 else f"{about} x{entry.times}"
            reason = source.of_entry(entry.line)
            one = Exemption(BASELINE, what, baseline.path, entry.line, node, code, reason, (file, symbol), entry.times)
            yield one


def of_configuration(config: Config, source: Source = NOWHERE) -> Iterator[Exemption]:
    """What keys of the configuration, and of pytest's, take out of the law's reach beyond their defaults."""
    usual = Config()
    yield from _patterns(source, EXCLUDE, config.exclude)
    yield from _severities(source, config)
    if _coarse(config.symbols):
        what, width = f'symbols = "{config.symbols}"', _coarse(config.symbols)
        yield _of_key(source, SYMBOLS, what, (SYMBOLS,))._replace(subject=(SYMBOLS,), width=width)
    gone = [branch for branch in usual.shared_branches if branch not in config.shared_branches]
    if gone:
        what = f"pushes to {', '.join(gone)} are not judged"
        yield _of_key(source, SHARED, what, (SHARED,))._replace(spares=config.shared_branches)
    yield from _patterns(source, TESTS, config.tests, usual.tests)
    yield from _of_pytest(source, config)
    yield from _tolerances(source, config)
    if config.dynamic_imports != usual.dynamic_imports:
        yield _of_key(source, DYNAMIC, f'{DYNAMIC} = "{config.dynamic_imports}"', (DYNAMIC,))
    if config.transitive:
        yield _of_key(source, TRANSITIVE, f"{TRANSITIVE} = true", (TRANSITIVE,))


def _of_key(source: Source, kind: str, what: str, keys: tuple[str, ...], item: str = "") -> Exemption:
    path, line, reason = (source.of_pytest if kind == PYTEST else source.of_key)(keys, item)
    return Exemption(kind, what, path, line, reason=reason)


def _patterns(source: Source, kind: str, patterns: tuple[str, ...], usual: tuple[str, ...] = ()) -> Iterator[Exemption]:
    """One for each pattern beyond the usual ones; it spares what the patterns with `!` behind it turn round again."""
    kept: list[str] = []
    found = []
    for pattern in reversed(patterns):
        if pattern.startswith("!"):
            kept.append(pattern)
        elif pattern not in usual:
            one = _of_key(source, kind, pattern, (kind,), pattern)
            found.append(one._replace(subject=(pattern,), spares=tuple(sorted(kept))))
    yield from reversed(found)


def _severities(source: Source, config: Config) -> Iterator[Exemption]:
    for code, severity in config.severity:
        usual = BY_CODE[code].severity
        if SEVERITIES.index(severity) > SEVERITIES.index(usual):
            one = _of_key(source, SEVERITY, f'{code} = "{severity}"', (SEVERITY, code))
            yield one._replace(code=code, width=SEVERITIES.index(severity))


def _tolerances(source: Source, config: Config) -> Iterator[Exemption]:
    """A tolerance of all fields spares those that have a smaller one of their own."""
    general = max(dict(config.resources).get(FOR_ALL, WITHIN), WITHIN)
    for field, factor in config.resources:
        if factor > (WITHIN if field == FOR_ALL else general):
            below = tuple(name for name, own in config.resources if own < factor) if field == FOR_ALL else ()
            one = _of_key(source, TOLERANCE, f"{field} = {factor:g}", ("resources", field))
            yield one._replace(subject=(field,), width=factor, spares=below)


def _of_pytest(source: Source, config: Config) -> Iterator[Exemption]:
    """Settings of pytest by which more files are tests (none where the key `tests` is set), or fewer tests are."""
    usual, told = Pytest(), config.pytest
    for pattern in () if config.own_tests else told.files:
        if pattern not in usual.files:
            one = _of_key(source, PYTEST, f"{pattern} are tests (python_files)", ("python_files",), pattern)
            yield one._replace(subject=("python_files", pattern))
    named = (("python_files", told.files, usual.files), ("python_classes", told.classes, usual.classes))
    for setting, patterns, needed in (*named, ("python_functions", told.functions, usual.functions)):
        gone = [one for one in needed if not _within(one, patterns, beginnings=setting != "python_files")]
        if gone:
            one = _of_key(source, PYTEST, f"{', '.join(gone)} hold no tests ({setting})", (setting,))
            yield one._replace(subject=(setting,), spares=patterns)
    if told.testpaths and not told.everywhere:
        what = f"no tests but in {', '.join(told.testpaths)} (testpaths)"
        yield _of_key(source, PYTEST, what, ("testpaths",))._replace(subject=("testpaths",), spares=told.testpaths)


def _within(needed: str, patterns: Iterable[str], *, beginnings: bool) -> bool:
    """Whether one of some patterns of pytest takes in whatever another one does: told by a few names that it means.

    `beginnings`: without wildcards a pattern is the beginning of a name.
    """
    from fnmatch import fnmatchcase

    def means(pattern: str, name: str) -> bool:
        return fnmatchcase(name, pattern) or (beginnings and name.startswith(pattern))

    names = [needed.replace("*", some) for some in ("a", "a_b")] if "*" in needed else [needed, f"{needed}_a"]
    return any(all(means(one, name) for name in names) for one in patterns if one)
