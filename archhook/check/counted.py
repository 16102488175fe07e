"""What of a snapshot's exemptions counts where it is judged by the law of another: what that has at least as wide.

Pure: records in, records out. What is stricter in the snapshot stays as it is, what is looser becomes as strict as the
law; an exemption that does not count is as if it had not been written.
"""

from __future__ import annotations

from archhook.model.config import SYMBOLS, Config, Pytest
from archhook.model.declaring import finest, own_detail
from archhook.model.nodes import Declared, Spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from archhook.model.findings import Baseline
    from archhook.model.nodes import Ignore, Node

SEVERITIES = ("off", "warning", "error")
"""Each stricter than the one before."""

PLANNED, ADOPTED = "planned", "adopted"
"""Kinds of exemptions, as exemptions/exemption.py calls them."""

FIELD = "symbols"
"""The limit of a Design that tells how much of its files has to be declared."""

PYTEST = "what pytest is told"
"""How the settings of pytest are named."""

FOR_ALL = "tolerance"
"""The key of `resources` that holds for all fields without one of their own."""


def counted_config(own: Config, law: Config) -> Config:
    """A configuration, each key of which is at least as strict as that of the law.

    Nothing but settings tells it: where `testpaths` lead is of the snapshot's files, and stays as it is.
    """
    counts = "count" in (own.typing_imports, law.typing_imports)
    dynamic = "count" in (own.dynamic_imports, law.dynamic_imports)
    counted = own._replace(
        severity=_severity(own, law),
        resources=_tolerances(own, law),
        symbols=finest((own.symbols, law.symbols)),
        strict=own.strict or law.strict,
        transitive=own.transitive and law.transitive,
        typing_imports="count" if counts else own.typing_imports,
        dynamic_imports="count" if dynamic else own.dynamic_imports,
        held_to=_roles(own, law),
        pytest=_of_law(own.pytest, law.pytest) if _hides(own.pytest, law.pytest) else own.pytest,
    )
    return counted if counted == own else counted._replace(uncounted=tuple(dict.fromkeys(_keys(own, law, counted))))


def counted_keys(counted: Config, law: Config) -> int:
    """How many exemptions a configuration that counts by a law still holds: patterns beyond the law's are none."""
    from archhook.exemptions.exemption import newer
    from archhook.exemptions.exemption_list import of_configuration

    keys = tuple(of_configuration(counted))
    return len(keys) - len(newer(of_configuration(law), keys))


def _keys(own: Config, law: Config, counted: Config) -> Iterator[str]:
    """The keys of a configuration that do not count as they are set."""
    for key, is_wider in zip(("`exclude`", "`tests`", PYTEST), wider(own, law), strict=True):
        if is_wider:
            yield key
    for field in Config._fields:
        before, now = getattr(own, field), getattr(counted, field)
        if before == now or field == "held_to":
            continue
        if field == "pytest":
            yield PYTEST
        elif field == "severity":
            yield from (f"the severity of {code}" for code, level in now if (code, level) not in before)
        else:
            yield f"`{field.replace('_', '-')}`"


def _severity(own: Config, law: Config) -> tuple[tuple[str, str], ...]:
    """The severities, each the stricter of two."""
    mine, others = dict(own.severity), dict(law.severity)
    if mine == others:
        return own.severity
    from archhook.laws.catalogue import BY_CODE

    for code in {**mine, **others}:
        default = BY_CODE[code].severity
        strict = others.get(code, default)
        if SEVERITIES.index(strict) > SEVERITIES.index(mine.get(code, default)):
            mine[code] = strict
    return tuple(sorted(mine.items()))


def _tolerances(own: Config, law: Config) -> tuple[tuple[str, float], ...]:
    """The tolerances, each the smaller of two."""
    mine, others = dict(own.resources), dict(law.resources)
    if mine == others:
        return own.resources
    from archhook.laws.resources import TOLERANCE

    found = dict(mine)
    least = others.get(FOR_ALL, TOLERANCE)
    general = mine.get(FOR_ALL, TOLERANCE)
    if least < general:
        found[FOR_ALL] = least
    for field in sorted({**mine, **others}.keys() - {FOR_ALL}):
        allowed = mine.get(field, general)
        strict = min(allowed, others.get(field, least))
        if strict != found.get(field, found.get(FOR_ALL, TOLERANCE)):
            found[field] = strict
    return tuple(sorted(found.items()))


def _roles(own: Config, law: Config) -> tuple[Any, ...]:
    """What tells the roles of files by the law; () where the snapshot's own configuration leaves out no more."""
    if not any(wider(own, law)):
        return ()
    return (law.exclude, law.tests, law.own_tests, tuple(law.pytest))


def wider(own: Config, law: Config) -> tuple[bool, bool, bool]:
    """Whether a configuration may leave out more than the law by `exclude`, by `tests`, or by what pytest is told."""
    pytest = _collected(own)
    collected = pytest is not None and pytest != _collected(law)
    return not _within(own.exclude, law.exclude), not _within(own.tests, law.tests), collected


def _within(own: tuple[str, ...], law: tuple[str, ...]) -> bool:
    """Whether some patterns surely match no path that the others do not.

    They do not where they are the others without some of those that take paths in, in the same order, and behind them
    as many as there may be that let paths out.
    """
    known, end = {*law}, len(own)
    while end and own[end - 1].startswith("!") and own[end - 1] not in known:
        end -= 1
    kept = {*own[:end]}
    if all(one.startswith("!") for one in kept):
        return True
    return own[:end] == tuple(one for one in law if one in kept or one.startswith("!"))


def _collected(config: Config) -> tuple[Any, ...] | None:
    """What pytest's settings make tests beside the patterns; None for nothing."""
    if config.own_tests or config.pytest.files == Pytest().files:
        return None
    return config.pytest.files, config.pytest.testpaths


def _of_law(own: Pytest, law: Pytest) -> Pytest:
    """What pytest is told by the law, on the files of the snapshot."""
    return law._replace(everywhere=own.everywhere and bool(law.testpaths))


def _hides(own: Pytest, law: Pytest) -> bool:
    """Whether pytest is told to find fewer tests than by the law."""
    pairs = ((own.files, law.files), (own.classes, law.classes), (own.functions, law.functions))
    fewer = bool(own.testpaths) and not (law.testpaths and {*law.testpaths} <= {*own.testpaths})
    return fewer or any({*others} - {*mine} for mine, others in pairs)


def counted_node(node: Node, before: Node | None, config: Config, law: Config) -> Node:
    """A node with those of its exemptions that the law's version of it has.

    A node that the law does not know may be planned, and an alternative that is not adopted
    (OF_NEW_NODES). It brings no waiver along, and asks for no less of its files than the law does.

    `config`: that of the snapshot, as it counts; `law`: that of the law.
    """
    known = {waiver.code for waiver in before.waives} if before else set()
    found = node
    if any(waiver.code not in known for waiver in node.waives):
        from archhook.laws.catalogue import BY_CODE

        kept = tuple(one for one in node.waives if one.code in known or one.code not in BY_CODE)
        found = found._replace(waives=kept)
    if node.planned and not _let_in(PLANNED, before, before is not None and before.planned):
        found = found._replace(planned=False)
    if not node.adopted and not _let_in(ADOPTED, before, before is not None and not before.adopted):
        found = found._replace(adopted=True, in_force=before.in_force if before else True)
    return _detailed(found, before, config, law) if node.kind == "design" else found


def _let_in(kind: str, before: Node | None, had: bool) -> bool:
    """Whether a node's exemption of a kind counts: its version of the law has it, or there is none and it may."""
    from archhook.exemptions.exemption import OF_NEW_NODES

    return had or (before is None and kind in OF_NEW_NODES)


def _detailed(node: Node, before: Node | None, config: Config, law: Config) -> Node:
    """A Design of whose files no less has to be declared than by the law."""
    asked = (own_detail(before) if before is not None else "") or law.symbols
    if SYMBOLS.index(own_detail(node) or config.symbols) >= SYMBOLS.index(asked):
        return node
    others = tuple(pair for pair in node.declares if pair[0] != FIELD)
    if asked == config.symbols:
        return node._replace(declares=others)
    spot = next((one.spot for one in node.declared(FIELD)), Spot("", 0, node.column))
    return node._replace(declares=(*others, (FIELD, (Declared(asked, spot),))))


def counted_ignores(own: Iterable[Ignore], law: Iterable[Ignore]) -> tuple[Ignore, ...]:
    """The inline ignores of a file that the law has in that file, with their code and reason; each as often as there.

    One for the whole file covers any number of lines. One that can exempt nothing stays: it is a mistake, not an
    exemption.
    """
    from archhook.exemptions.exemption import had_of
    from archhook.exemptions.exemption_list import of_ignores
    from archhook.laws.catalogue import exempts

    own = tuple(own)
    mine = tuple(of_ignores({"": own}))
    had = zip(mine, had_of(of_ignores({"": tuple(law)}), mine), strict=True)
    counts = (one.width == has for one, has in had)
    return tuple(one for one in own if not exempts(one.code, one.reason) or next(counts))


def counted_baseline(own: Baseline, law: Baseline | None) -> Baseline:
    """A baseline with those of its entries that the law's has, each as often as there."""
    from archhook.exemptions.exemption import had_of
    from archhook.exemptions.exemption_list import of_baseline

    mine = tuple(of_baseline(own))
    had = had_of(of_baseline(law) if law else (), mine)
    times = {one.line: int(has) for one, has in zip(mine, had, strict=True)}
    kept = (entry._replace(times=times.get(entry.line, entry.times)) for entry in own.entries)
    return own._replace(entries=tuple(entry for entry in kept if entry.times))
