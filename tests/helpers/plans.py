"""Small ledgers for property tests as data, the source of each, and a project that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping

IMPORTS = (
    "from archhook import (Design, IntegrationTest, Intent, Requirement, ResourceConstraints, SystemTest, Task,"
    " UnitTest, UserAcceptanceTest)\n"
)
FIELDS = ("memory_mb", "latency_p99_ms", "request_rate", "key_rotation_interval_hours")
"""One field of each way to add up."""
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


class Plan(NamedTuple):
    """A ledger. `intents`, and `requirements` with what each is derived from and its budget; `tasks` with its Design
    and whether it is planned; `tests`: (prefix of the id, what is verified).
    """

    intents: tuple[str, ...]
    requirements: Mapping[str, tuple[tuple[str, ...], Figures]]
    designs: Mapping[str, PlannedDesign]
    tasks: Mapping[str, tuple[str, bool]]
    tests: tuple[tuple[str, str], ...]


def some(ids: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of some ids, each once."""
    return st.lists(st.sampled_from(ids), unique=True, max_size=most).map(tuple) if ids else st.just(())


FIGURES: st.SearchStrategy[Figures] = st.dictionaries(
    st.sampled_from(FIELDS), st.integers(1, 5).map(float), max_size=2
).map(lambda found: tuple(sorted(found.items())))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Some nodes of each kind with links, figures, waivers and conflicts among them; circles, too."""
    intents = tuple(f"I-{one}" for one in range(1, draw(st.integers(1, 2)) + 1))
    wanted = tuple(f"R-{one}" for one in range(1, draw(st.integers(1, 3)) + 1))
    ids = tuple(f"D-{one}" for one in range(1, draw(st.integers(1, 5)) + 1))
    designs = {
        one: PlannedDesign(
            draw(some(wanted, 2)), draw(some(ids, 2)), draw(some(ids, 1)), draw(FIGURES),
            draw(FIGURES) if draw(st.integers(0, 3)) == 0 else (), draw(st.integers(0, 2)) > 0,
            draw(some(("TST505", "TST506", "TRC105", "CON301", "RES602", "DEP208"), 1)),
        )
        for one in ids
    }  # fmt: skip
    tasks = {f"T-{one}": (draw(st.sampled_from(ids)), draw(st.booleans())) for one in range(draw(st.integers(0, 4)))}
    verified = st.sampled_from(
        (*((level, one) for level in ("UT", "IT") for one in ids), *(("ST", one) for one in wanted))
    )
    tests = tuple(draw(st.lists(verified, unique=True, max_size=5)))
    requirements = {one: (draw(some(intents, 2)), draw(FIGURES)) for one in wanted}
    return Plan(intents, requirements, designs, tasks, tests)


def files_of(plan: Plan) -> dict[str, str]:
    """Path -> content of a project that holds a ledger, and the code of the Tasks that are not planned."""
    nodes = [_node("Intent", one, {}) for one in plan.intents]
    for one, (above, budget) in plan.requirements.items():
        nodes.append(_node("Requirement", one, {"derived_from": list(above)}, budget=budget))
    for one, design in plan.designs.items():
        fields: dict[str, object] = {
            "satisfies": list(design.satisfies),
            "requires": list(design.requires),
            "conflicts_with": list(design.conflicts_with),
            "adopted": design.adopted,
            "waives": dict.fromkeys(design.waives, "it is so"),
        }
        nodes.append(_node("Design", one, fields, estimated=design.estimated, measured=design.measured))
    files = {}
    for one, (design, planned) in plan.tasks.items():
        path = f"src/{one.replace('-', '').lower()}.py"
        nodes.append(_node("Task", one, {"implements": design, "file_path": path, "planned": planned}))
        if not planned:
            files[path] = ""
    kinds = {"UT": "UnitTest", "IT": "IntegrationTest", "ST": "SystemTest"}
    for number, (level, verified) in enumerate(plan.tests, 1):
        fields = {"verifies": verified, "test_file": "tests/test_it.py", "test_functions": [f"test_{number}"]}
        nodes.append(_node(kinds[level], f"{level}-{number}", fields))
    files["tests/test_it.py"] = "".join(f"def test_{one}(): assert f()\n" for one in range(1, len(plan.tests) + 1))
    return files | {"architecture.py": IMPORTS + "".join(nodes)}


def _node(base: str, node_id: str, fields: Mapping[str, object], **figures: Figures) -> str:
    name = node_id.replace("-", "")
    lines = [f"\n\nclass {name}({base}):", f'    """[{node_id}] The {node_id}."""']
    lines += [f"    {field} = {value!r}" for field, value in fields.items()]
    for field, values in figures.items():
        if values:
            lines.append(f"    {field} = ResourceConstraints({', '.join(f'{one}={value}' for one, value in values)})")
    return "\n".join(lines) + "\n"
