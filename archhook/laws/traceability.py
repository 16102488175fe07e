"""TRC: every Task leads up to an Intent, and every Intent, Requirement and Design down to work."""

from __future__ import annotations

from archhook.graph.graph import reachable
from archhook.laws.law import Law, listed
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.laws.law import Facts


def orphan_task(facts: Facts, node_id: str) -> Iterator[Breach]:
    """TRC101. Its own link alone counts; the Task that it cuts off is itself."""
    row = facts.rows[node_id]
    if row.kind != "task" or _in_force(facts, row.to("implements")):
        return
    named = row.to("implements")
    yield Breach(
        "TRC101",
        f"{node_id} implements {_none_of(named, 'Design')}, so no Intent asks for it",
        ("node", node_id),
        node_id,
        fix=f"let {node_id} implement a Design that is in force, or bring {listed(named)} into force"
        if named
        else f"set `implements` of {node_id} to the Design that it is work for",
    )


def orphan_designs(facts: Facts, _: str) -> Iterator[Breach]:
    """TRC102. "Through others" reaches any distance, so all Designs are judged in one walk."""
    designs = facts.ids("design")
    satisfying = [design for design in designs if _in_force(facts, facts.rows[design].to("satisfies"))]
    needed = reachable(satisfying, lambda design: _in_force(facts, facts.rows[design].to("requires")))
    for design in designs:
        if design not in needed:
            yield Breach(
                "TRC102",
                f"{design} satisfies no Requirement in force, and no Design that satisfies one requires it"
                + _cut_off(facts, design),
                ("node", design),
                design,
                fix="name the Requirement that it serves in `satisfies`, or let a Design that serves one require it",
            )


def orphan_requirement(facts: Facts, node_id: str) -> Iterator[Breach]:
    """TRC103. Its own link alone counts; the Tasks below that reach no Intent at all are named."""
    row = facts.rows[node_id]
    if row.kind != "requirement" or _in_force(facts, row.to("derived_from")):
        return
    yield Breach(
        "TRC103",
        f"{node_id} is derived from {_none_of(row.to('derived_from'), 'Intent')}{_cut_off(facts, node_id)}",
        ("node", node_id),
        node_id,
        fix="name the Intent that it serves in `derived_from`; if there is none, this is scope creep: drop it, with "
        "what is there for it alone",
    )


def _in_force(facts: Facts, ids: Iterable[str]) -> list[str]:
    return [node_id for node_id in ids if facts.rows[node_id].in_force]


def _none_of(named: Sequence[str], kind: str) -> str:
    """What a link comes down to that names nothing in force."""
    if not named:
        return f"no {kind} in force"
    return f"{listed(named)}, which {'is' if len(named) == 1 else 'are'} not in force"


def _cut_off(facts: Facts, node_id: str) -> str:
    """The Tasks below a node that no other way leads up from to an Intent, as the end of a message."""
    tasks = facts.unreached.of(node_id)
    return f"; this cuts off {listed(tasks)}" if tasks else ""


def unimplemented_requirement(facts: Facts, node_id: str) -> Iterator[Breach]:
    """TRC104."""
    row = facts.rows[node_id]
    if row.kind == "requirement" and not row.by("satisfies"):
        yield Breach(
            "TRC104",
            f"no Design in force satisfies {node_id}",
            ("node", node_id),
            node_id,
            fix=f"name {node_id} in the `satisfies` of the Design that keeps it, or write that Design",
        )


def unimplemented_design(facts: Facts, node_id: str) -> Iterator[Breach]:
    """TRC105. A planned Task counts: it says who will do it and where."""
    row = facts.rows[node_id]
    if row.kind == "design" and not row.by("implements"):
        yield Breach(
            "TRC105",
            f"no Task in force implements {node_id}",
            ("node", node_id),
            node_id,
            fix=f"write a Task that implements {node_id}, with `planned = True` while its code does not exist yet",
        )


def unserved_intent(facts: Facts, node_id: str) -> Iterator[Breach]:
    """TRC106."""
    row = facts.rows[node_id]
    if row.kind == "intent" and not row.by("derived_from"):
        yield Breach(
            "TRC106",
            f"no Requirement in force is derived from {node_id}",
            ("node", node_id),
            node_id,
            fix=f"name {node_id} in the `derived_from` of the Requirement that serves it, or write that Requirement",
        )


LAWS = (
    Law(
        "TRC101",
        "orphan-task",
        "error",
        "node",
        "the Task implements no Design in force",
        "Work that no Design asks for is orphaned work: nobody can say which goal it serves, or when it may go.",
        ("links", "in_force"),
        orphan_task,
        kind="task",
    ),
    Law(
        "TRC102",
        "orphan-design",
        "error",
        "graph",
        "satisfies no Requirement in force, and no Design that satisfies one requires it, directly or through others",
        "A solution without a problem is complexity for nothing; infrastructure is justified by the Designs that "
        "require it.",
        ("links", "in_force"),
        orphan_designs,
    ),
    Law(
        "TRC103",
        "orphan-requirement",
        "error",
        "node",
        "derived from no Intent in force",
        "No Requirement is arbitrary: if no Intent justifies it, it is scope creep and goes.",
        ("links", "in_force"),
        orphan_requirement,
        wide=True,
        kind="requirement",
    ),
    Law(
        "TRC104",
        "unimplemented-requirement",
        "error",
        "node",
        "no Design satisfies it",
        "A promise that no Design keeps is found at planning time, not by the user.",
        ("links", "in_force"),
        unimplemented_requirement,
        kind="requirement",
    ),
    Law(
        "TRC105",
        "unimplemented-design",
        "error",
        "node",
        "no Task implements it",
        "A Design that nobody builds is a wish. A planned Task counts, and says where the code will be.",
        ("links", "in_force"),
        unimplemented_design,
        kind="design",
    ),
    Law(
        "TRC106",
        "unserved-intent",
        "error",
        "node",
        "no Requirement is derived from it",
        "A goal without a Requirement is a slogan: nothing in the project has to honour it.",
        ("links", "in_force"),
        unserved_intent,
        kind="intent",
    ),
)
