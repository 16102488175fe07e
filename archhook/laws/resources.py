"""RES: what Designs take is what was estimated, and what the Requirements above them allow."""

from __future__ import annotations

from _operator import itemgetter

from archhook.graph.totals import FIELDS, PROMISES, VALUE, made_of, number, times
from archhook.laws.law import Law, listed, shown
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archhook.graph.totals import Total
    from archhook.laws.law import Facts
    from archhook.model.config import Config

TOLERANCE = 1.5
"""The mission's: more than one and a half times the estimate is worth a warning."""


def tolerance(config: Config, field: str) -> float:
    """By what factor a measured figure may be worse than its estimate: the field's own, the project's, or 1.5."""
    return dict(config.resources).get(field, dict(config.resources).get("tolerance", TOLERANCE))


def over_estimate(facts: Facts, node_id: str) -> Iterator[Breach]:
    """RES601, one for each field in which a Design's measured figure is worse than its estimate allows."""
    if facts.rows[node_id].kind != "design":
        return
    estimates = facts.figures.declared(node_id, "estimated")
    for field, part in facts.figures.measured(node_id).items():
        if field not in estimates:
            continue
        estimate, allowed = estimates[field], tolerance(facts.config, field)
        higher = FIELDS[field].higher_is_worse
        if part.value > times(estimate, allowed) if higher else times(part.value, allowed) < estimate:
            limit = f"{times(estimate, allowed) if higher else estimate / allowed:.6g}"
            yield Breach(
                "RES601",
                f"{node_id} measures {field} {number(part.value)}, {'more' if higher else 'less'} than its estimate "
                f"allows ({number(estimate)} {'x' if higher else '/'} {number(allowed)} = {number(float(limit))})",
                ("node", node_id),
                node_id,
                symbol=field,
                fix=f"estimate what {node_id} really {'takes' if higher else 'carries'}, and see what still holds "
                f"above it; or make it {_less(field)}",
            )


def over_budget(facts: Facts, node_id: str) -> Iterator[Breach]:
    """RES602, one for each field in which what a Design requires comes to more than the Design itself estimates."""
    if facts.rows[node_id].kind != "design":
        return
    for field, estimate in facts.figures.declared(node_id, "estimated").items():
        found = facts.figures.of_required(node_id, field)
        if (
            found is None
            or not FIELDS[field].worse(found.value, estimate)
            or facts.figures.broken_promise(node_id, field)
        ):
            continue
        verb = "promises" if FIELDS[field].adds in PROMISES else "estimates"
        yield Breach(
            "RES602",
            f"{node_id} {verb} {field} {number(estimate)}, what it requires {_comes_to(found, field, one=True)}",
            ("node", node_id),
            node_id,
            symbol=field,
            fix=f"{'estimate at least' if FIELDS[field].higher_is_worse else 'promise no more than'} that in "
            f"{node_id}, and see what still holds above it; or make {_first(found)} {_less(field)}",
        )


def requirement_over_budget(facts: Facts, node_id: str) -> Iterator[Breach]:
    """RES603, one for each field of a Requirement's budget that its Designs, and all they require, exceed."""
    if facts.rows[node_id].kind != "requirement":
        return
    for field, found in _exceeded(facts, node_id):
        intents = listed(facts.rows[node_id].intents)
        yield Breach(
            "RES603",
            _over(facts, node_id, field, found),
            ("node", node_id),
            node_id,
            symbol=field,
            fix=f"make {_first(found)} {_less(field)}"
            + (f"; whether {node_id} may {_ask(field)} is for {intents} to say" if intents else ""),
        )


def infeasible_intent(facts: Facts, node_id: str) -> Iterator[Breach]:
    """RES604, one for an Intent, naming every Requirement derived from it that is over budget, and by what."""
    row = facts.rows[node_id]
    if row.kind != "intent":
        return
    over = [(one, field, found) for one in row.by("derived_from") for field, found in _exceeded(facts, one)]
    if over:
        requirements = listed(tuple(dict.fromkeys(one for one, _, _ in over)))
        yield Breach(
            "RES604",
            f"Intent {node_id} '{shown(facts.nodes[node_id].name)}' is infeasible",
            ("node", node_id),
            node_id,
            fix=f"bring {requirements} within budget; if that cannot be, {node_id} has to settle for less",
            because=tuple(f"Requirement {_over(facts, one, field, found)}" for one, field, found in over),
        )


def stale_measurement(facts: Facts, node_id: str) -> Iterator[Breach]:
    """RES605, one for a Design of which figures were measured while its files held something else."""
    row = facts.rows[node_id]
    recorded = facts.figures.recorded.get(node_id) if row.kind == "design" else None
    if not recorded:
        return
    written = facts.figures.declared(node_id, "measured")
    paths = facts.paths_of([facts.nodes[task] for task in row.by("implements")])
    now = {path: fact.oid for path in sorted(paths) if (fact := facts.files.get(path)) is not None}
    stale: dict[str, list[str]] = {}
    for field, figure in recorded:
        if field in written or not figure.files or sorted(now.values()) == sorted(oid for _, oid in figure.files):
            continue
        before = dict(figure.files)
        changed = [path for path, oid in now.items() if oid not in before.values()]
        gone = [path for path, oid in before.items() if path not in now and oid not in now.values()]
        for path in (changed + gone) or [*now]:
            stale.setdefault(path, []).append(field)
    if stale:
        fields = [field for field in FIELDS if any(field in found for found in stale.values())]
        yield Breach(
            "RES605",
            f"{node_id} has {listed(fields)} measured on other code: since then "
            f"{listed([shown(path) for path in sorted(stale)])} changed",
            ("node", node_id),
            node_id,
            file=next(iter(stale)) if len(stale) == 1 else "",
            symbol=fields[0] if len(fields) == 1 else "",
            fix=_measured_again(facts, node_id, fields),
        )


def _measured_again(facts: Facts, design: str, fields: Sequence[str]) -> str:
    """How to measure some fields of a Design again: from the files that the configuration maps, or by a command."""
    mapped = {field: file for file, _, _, owner, field, *_ in facts.config.measure if owner == design}
    files = dict.fromkeys(mapped[field] for field in fields if field in mapped)
    ways = []
    if files:
        ways.append(f"write {listed([shown(file) for file in files])} anew, then `archhook measure --design {design}`")
    if any(field not in mapped for field in fields):
        ways.append(
            f"`archhook measure --design {design} -- COMMAND`, with the command that `source` in measured.toml names"
        )
    return f"measure again: {'; and '.join(ways)}"


def _exceeded(facts: Facts, requirement: str) -> Iterator[tuple[str, Total]]:
    """The fields of a budget that are exceeded, each with what the Designs come to."""
    for field, allowed in facts.figures.declared(requirement, "budget").items():
        found = facts.figures.of_requirement(requirement, field)
        if found is not None and FIELDS[field].worse(found.value, allowed):
            yield field, found


def _over(facts: Facts, requirement: str, field: str, found: Total) -> str:
    verb = "allows" if FIELDS[field].higher_is_worse else "asks for"
    allowed = number(facts.figures.declared(requirement, "budget")[field])
    return f"{requirement} {verb} {field} {allowed}, its Designs {_comes_to(found, field, one=False)}"


def _comes_to(found: Total, field: str, *, one: bool) -> str:
    verb = "take" if FIELDS[field].higher_is_worse else "carry"
    verb = {"take": "takes", "carry": "carries"}[verb] if one else verb
    return f"{verb} {number(found.value)} ({made_of(found)})"


def _first(found: Total) -> str:
    """The Design whose figure is the largest part."""
    return max(found.parts, key=itemgetter(VALUE)).design


def _ask(field: str) -> str:
    return "allow more" if FIELDS[field].higher_is_worse else "ask for less"


def _less(field: str) -> str:
    return "take less" if FIELDS[field].higher_is_worse else "carry more"


LAWS = (
    Law(
        "RES601",
        "over-estimate",
        "warning",
        "figures",
        "a Design's measured figure is worse than its estimate by more than the tolerance (default 1.5; per field and "
        "per project configurable)",
        "After implementation reality is measured, and where it exceeds the estimate the plan has to be reconciled "
        "with it.",
        ("figures",),
        over_estimate,
    ),
    Law(
        "RES602",
        "over-budget",
        "warning",
        "figures",
        "what a Design's required Designs take together exceeds its own estimate",
        "An estimate that what lies below has already used up is no estimate of the whole.",
        ("figures", "links", "in_force"),
        over_budget,
    ),
    Law(
        "RES603",
        "requirement-over-budget",
        "warning",
        "figures",
        "the Designs that satisfy a Requirement, and all that they require, exceed its budget",
        "Figures propagate upwards: a Requirement is met only if all that serves it stays within what it allows.",
        ("figures", "links", "in_force"),
        requirement_over_budget,
    ),
    Law(
        "RES604",
        "infeasible-intent",
        "warning",
        "figures",
        "a Requirement derived from the Intent is over budget (the path of the cause named)",
        "Whoever stands behind a business goal has to hear that it became infeasible, and because of what.",
        ("figures", "links", "in_force", "name"),
        infeasible_intent,
    ),
    Law(
        "RES605",
        "stale-measurement",
        "warning",
        "figures",
        "a measured figure was taken from other code than the Design's files hold now",
        "A figure speaks for the code that it was measured on, and for no other.",
        ("figures", "links", "in_force", "file"),
        stale_measurement,
    ),
)
