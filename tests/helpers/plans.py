"""Small ledgers for property tests as data, the source of each, and a project that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping

IMPORTS = (
    "from archhook import (Design, IntegrationTest, Intent, Requirement, ResourceConstraints, SystemTest, Task,"
    " UnitTest, UserAcceptanceTest, validate_architecture)\n"
)
FIELDS = ("memory_mb", "latency_p99_ms", "request_rate", "key_rotation_interval_hours")
"""One field of each way to add up."""
LAYERS = ("top", "bottom")
WAIVED = ("TST505", "TST506", "TRC105", "CON301", "RES602", "DEP203", "DEP206", "DEP208")
SEVERITIES = '[severity]\nDEP204 = "warning"\nDEP209 = "warning"\n'
Figures = tuple[tuple[str, float], ...]


class PlannedDesign(NamedTuple):
    """What a ledger says of one Design. Ids."""

    satisfies: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    estimated: Figures = ()
    measured: Figures = ()
    adopted: bool = True
    waives: tuple[str, ...] = ()
    layer: str = ""
    forbids: tuple[str, ...] = ()
    visible_to: tuple[str, ...] | None = None


class Plan(NamedTuple):
    """A ledger and a little code. `intents`, and `requirements` with what each is derived from and its budget; `tasks`
    with its Design and whether it is planned; `tests`: (prefix of the id, what is verified); `imports`: (Task whose
    file imports, Task whose file is imported); `transitive`: as configured; `listed`: what is in
    force is told by a call of `validate_architecture`, and not by `adopted`.
    """

    intents: tuple[str, ...]
    requirements: Mapping[str, tuple[tuple[str, ...], Figures]]
    designs: Mapping[str, PlannedDesign]
    tasks: Mapping[str, tuple[str, bool]]
    tests: tuple[tuple[str, str], ...]
    imports: tuple[tuple[str, str], ...] = ()
    transitive: bool = False
    listed: bool = False


def some(ids: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of some ids, each once."""
    return st.lists(st.sampled_from(ids), unique=True, max_size=most).map(tuple) if ids else st.just(())


FIGURES: st.SearchStrategy[Figures] = st.dictionaries(
    st.sampled_from(FIELDS), st.integers(1, 5).map(float), max_size=2
).map(lambda found: tuple(sorted(found.items())))


@st.composite
def planned_designs(draw: st.DrawFn, ids: tuple[str, ...], wanted: tuple[str, ...]) -> PlannedDesign:
    """A Design among others, `ids`, for some Requirements."""
    return PlannedDesign(
        draw(some(wanted, 2)),
        draw(some(ids, 2)),
        draw(some(ids, 1)),
        draw(FIGURES),
        draw(FIGURES) if draw(st.integers(0, 3)) == 0 else (),
        draw(st.integers(0, 2)) > 0,
        draw(some(WAIVED, 1)),
        draw(st.sampled_from(("", "", *LAYERS))),
        draw(some(ids, 1)) if draw(st.integers(0, 2)) == 0 else (),
        draw(some(ids, 2)) if draw(st.integers(0, 3)) == 0 else None,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Some nodes of each kind with links, figures, waivers and conflicts among them; circles, too."""
    intents = tuple(f"I-{one}" for one in range(1, draw(st.integers(1, 2)) + 1))
    wanted = tuple(f"R-{one}" for one in range(1, draw(st.integers(1, 3)) + 1))
    ids = tuple(f"D-{one}" for one in range(1, draw(st.integers(1, 5)) + 1))
    designs = {one: draw(planned_designs(ids, wanted)) for one in ids}
    tasks = {
        f"T-{one}": (draw(st.sampled_from(ids)), draw(st.integers(0, 2)) == 0) for one in range(draw(st.integers(0, 6)))
    }
    verified = (*((level, one) for level in ("UT", "IT") for one in ids), *(("ST", one) for one in wanted))
    tests = draw(st.lists(st.sampled_from(verified), unique=True, max_size=5))
    requirements = {one: (draw(some(intents, 2)), draw(FIGURES)) for one in wanted}
    written = tuple(one for one, (_, planned) in tasks.items() if not planned)
    pairs = tuple((one, other) for one in written for other in written if one != other)
    return Plan(
        intents,
        requirements,
        designs,
        tasks,
        tuple(tests),
        draw(some(pairs, 6)),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def files_of(plan: Plan) -> dict[str, str]:
    """Path -> content of a project that holds a ledger, and the code of the Tasks that are not planned."""
    nodes = [_node("Intent", one, {}) for one in plan.intents]
    for one, (above, budget) in plan.requirements.items():
        nodes.append(_node("Requirement", one, {"derived_from": list(above)}, budget=budget))
    nodes += [_design(one, design, listed=plan.listed) for one, design in plan.designs.items()]
    files = {}
    for one, (implemented, planned) in plan.tasks.items():
        path = f"src/{_module(one)}.py"
        nodes.append(_node("Task", one, {"implements": implemented, "file_path": path, "planned": planned}))
        if not planned:
            files[path] = "".join(f"import {_module(other)}\n" for task, other in plan.imports if task == one)
    kinds = {"UT": "UnitTest", "IT": "IntegrationTest", "ST": "SystemTest"}
    for number, (level, verified) in enumerate(plan.tests, 1):
        fields = {"verifies": verified, "test_file": "tests/test_it.py", "test_functions": [f"test_{number}"]}
        nodes.append(_node(kinds[level], f"{level}-{number}", fields))
    if plan.listed:
        nodes.append(_call(plan))
    files["tests/test_it.py"] = "".join(f"def test_{one}(): assert f()\n" for one in range(1, len(plan.tests) + 1))
    settings = f"layers = {list(LAYERS)}\ntransitive = {str(plan.transitive).lower()}\n"
    return files | {"architecture.py": IMPORTS + "".join(nodes), "archhook.toml": settings + SEVERITIES}


def _call(plan: Plan) -> str:
    designs = [one for one, design in plan.designs.items() if design.adopted]
    tests = [f"{level}-{number}" for number, (level, _) in enumerate(plan.tests, 1)]
    lists = (
        ", ".join(f"{one.replace('-', '')}()" for one in ids)
        for ids in (plan.intents, plan.requirements, designs, plan.tasks, tests)
    )
    return f"\n\nvalidate_architecture({', '.join(f'[{names}]' for names in lists)})\n"


def _module(task: str) -> str:
    return task.replace("-", "").lower()


def _design(node_id: str, design: PlannedDesign, *, listed: bool) -> str:
    fields: dict[str, object] = {
        "satisfies": list(design.satisfies),
        "requires": list(design.requires),
        "conflicts_with": list(design.conflicts_with),
        "adopted": design.adopted or listed,
        "waives": dict.fromkeys(design.waives, "it is so"),
        "forbids": list(design.forbids),
    }
    if design.layer:
        fields["layer"] = design.layer
    if design.visible_to is not None:
        fields["visible_to"] = list(design.visible_to)
    return _node("Design", node_id, fields, estimated=design.estimated, measured=design.measured)


def _node(base: str, node_id: str, fields: Mapping[str, object], **figures: Figures) -> str:
    name = node_id.replace("-", "")
    lines = [f"\n\nclass {name}({base}):", f'    """[{node_id}] The {node_id}."""']
    lines += [f"    {field} = {value!r}" for field, value in fields.items()]
    for field, values in figures.items():
        if values:
            lines.append(f"    {field} = ResourceConstraints({', '.join(f'{one}={value}' for one, value in values)})")
    return "\n".join(lines) + "\n"
