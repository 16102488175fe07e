"""The roll-up against a brute-force one, on graphs of every shape, circles included."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.roll_up import Figures
from archhook.graph.rows import rows_of
from archhook.graph.totals import FIELDS, Part, Total, made_of
from archhook.model.nodes import RESOURCE_FIELDS, Link, Measurement, Node, Spot, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    Graph = dict[str, tuple[bool, list[str], dict[str, float]]]
    """Design -> (in force, requires, figures by field)."""

SPOT = Spot("", 0, 1)
SUMS = ("cpu_cores", "cpu_percent", "memory_mb", "memory_peak_mb", "storage_gb", "iops", "bandwidth_mbps")
PATHS = ("latency_p99_ms", "auth_overhead_ms", "encryption_overhead_ms")
MINIMA = ("connections_max", "request_rate", "max_concurrent_users")
MAXIMA = ("key_rotation_interval_hours",)


def node(name: str, in_force: bool, requires: list[str], figures: dict[str, float]) -> Node:
    links = (("requires", tuple(Link(target, SPOT) for target in requires)),)
    given = (("estimated", tuple(figures.items())),) if figures else ()
    return Node("design", "", name, name, "", "a.py", name, 1, in_force, links, figures=given)


def figures_of(graph: Graph) -> Figures:
    nodes = {name: node(name, *parts) for name, parts in graph.items()}
    return Figures(rows_of(nodes.values()), nodes, {})


def required(graph: Graph, name: str) -> list[str]:
    return [one for one in graph[name][1] if graph[one][0]]


def reached(graph: Graph, starts: list[str]) -> set[str]:
    found = set(starts)
    while more := {target for name in found for target in required(graph, name)} - found:
        found |= more
    return found


def ways(graph: Graph, name: str) -> Iterator[list[str]]:
    """Every way down from a Design, to any depth."""
    yield [name]
    for target in required(graph, name):
        yield from ([name, *way] for way in ways(graph, target))


def circular(graph: Graph, name: str) -> bool:
    """Whether a Design reaches one that reaches itself."""
    return any(one in reached(graph, required(graph, one)) for one in reached(graph, [name]))


def expected(graph: Graph, starts: list[str], field: str, without: str = "") -> float | None:
    """The roll-up of some Designs in force, by trying everything."""
    own = {name: Fraction(repr(parts[2][field])) for name, parts in graph.items() if field in parts[2]}
    if field in PATHS:
        lengths = [
            [own[name] for name in way if name in own]
            for start in starts
            if not circular(graph, start)
            for way in ways(graph, start)
        ]
        return max((float(sum(length)) for length in lengths if length), default=None)
    values = [own[name] for name in reached(graph, starts) if name in own and name != without]
    if not values:
        return None
    return float(sum(values) if field in SUMS else min(values) if field in MINIMA else max(values))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    names = [f"D-{number}" for number in range(1, draw(st.integers(1, 7)) + 1)]
    figure = st.sampled_from([0.0, 0.1, 0.2, 0.7, 1.0, 2.5, 1e16])
    fields = st.sampled_from(["memory_mb", "latency_p99_ms", "request_rate", *MAXIMA])
    return {
        name: (
            draw(st.integers(0, 9)) > 0,
            draw(st.lists(st.sampled_from(names), max_size=3, unique=True)),
            draw(st.dictionaries(fields, figure, max_size=3)),
        )
        for name in names
    }


def trees() -> st.SearchStrategy[Graph]:
    """Graphs without circles: a Design requires smaller ids alone."""
    return graphs().map(
        lambda graph: {
            name: (force, [one for one in requires if sort_key(one) < sort_key(name)], figures)
            for name, (force, requires, figures) in graph.items()
        }
    )


@settings(max_examples=150, deadline=None)
@given(st.one_of(graphs(), trees()), st.randoms(use_true_random=False))
def test_the_roll_up_is_that_of_trying_everything(graph: Graph, chance: object) -> None:
    figures = figures_of(graph)
    names = [name for name, parts in graph.items() if parts[0]]
    chance.shuffle(names)  # type: ignore[attr-defined]  # in whatever order the Designs are asked about
    for name in names:
        for field in ("memory_mb", "latency_p99_ms", "request_rate", *MAXIMA):
            found = figures.of_design(name, field)
            assert (found and found.value) == expected(graph, [name], field), (name, field)
            below = figures.of_required(name, field)
            lost = field in PATHS and circular(graph, name)
            by_hand = None if lost else expected(graph, required(graph, name), field, name)
            assert (below and below.value) == by_hand, (name, field)
            if found is not None:
                check_parts(graph, name, field, found)
        assert set(figures.closure([name])) == reached(graph, [name])


def check_parts(graph: Graph, name: str, field: str, found: Total) -> None:
    """The parts are figures of distinct Designs below, and make the total."""
    assert len({part.design for part in found.parts}) == len(found.parts)
    assert all(part.value == graph[part.design][2][field] for part in found.parts)
    assert {part.design for part in found.parts} <= reached(graph, [name])
    assert float(sum(Fraction(repr(part.value)) for part in found.parts)) == found.value
    if field in PATHS:
        for one, other in zip(found.parts, found.parts[1:], strict=False):
            assert other.design in reached(graph, [one.design])


def test_the_table_of_fields_is_the_contracts() -> None:
    words = {"sum": SUMS, "path": PATHS, "minimum": MINIMA, "maximum": MAXIMA}
    assert {adds: tuple(name for name in FIELDS if FIELDS[name].adds == adds) for adds in words} == {
        adds: tuple(sorted(names, key=RESOURCE_FIELDS.index)) for adds, names in words.items()
    }
    assert tuple(FIELDS) == RESOURCE_FIELDS
    assert {name for name, field in FIELDS.items() if not field.higher_is_worse} == set(MINIMA)


def test_the_ledger_wins_over_what_is_recorded_and_both_over_the_estimate() -> None:
    own = Node(
        "design", "", "D-1", "", "", "a.py", "D1", 1, True,
        figures=(
            ("estimated", (("iops", 1.0), ("memory_mb", 2.0), ("storage_gb", 3.0))),
            ("measured", (("iops", 4.0),)),
        ),
    )  # fmt: skip
    recorded = {
        "D-1": tuple((name, Measurement(value, "ci", ())) for name, value in (("iops", 5.0), ("memory_mb", 6.0)))
    }
    figures = Figures(rows_of([own]), {"D-1": own}, recorded)
    assert figures.own("D-1") == {
        "iops": Part("D-1", 4.0, "measured"),
        "memory_mb": Part("D-1", 6.0, "measured", "ci"),
        "storage_gb": Part("D-1", 3.0, "estimated"),
    }
    assert list(figures.measured("D-1")) == ["memory_mb", "iops"]  # in the mission's order


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("D-2", 92.0, "measured"), ("D-1", 39.0, "measured")], "D-2 92 measured + D-1 39 measured"),
        ([("D-1", 0.5, "estimated")], "D-1 0.5 estimated"),
        (
            [("D-1", 1.0, "measured", "a"), ("D-2", 2.0, "measured", "a"), ("D-3", 3.0, "estimated")],
            "D-1 1 measured + D-2 2 measured + D-3 3 estimated",
        ),
        (
            [("D-1", 1.0, "measured", "b"), ("D-2", 2.0, "measured", "a")],
            "D-1 1 measured + D-2 2 measured; measured on different machines: a, b",
        ),
        (
            [(f"D-{number}", 1.0, "measured") for number in range(1, 9)],
            "D-1 1 measured + D-2 1 measured + D-3 1 measured + D-4 1 measured + D-5 1 measured + 3 more",
        ),
    ],
)
def test_what_makes_a_total_is_told(parts: list[tuple[str, float, str]], text: str) -> None:
    assert made_of(Total(0.0, tuple(Part(*part) for part in parts))) == text


def test_a_deep_chain_and_a_dense_graph_are_added_up_in_no_time() -> None:
    deep: Graph = {f"D-{n}": (True, [f"D-{n + 1}"] if n < 3000 else [], {"latency_p99_ms": 0.1}) for n in range(3001)}
    total = figures_of(deep).of_design("D-0", "latency_p99_ms")
    assert total is not None and total.value == 300.1
    layers, width = 12, 25
    dense: Graph = {
        f"D-{layer * width + n}": (
            True,
            [f"D-{(layer + 1) * width + other}" for other in range(width)] if layer < layers - 1 else [],
            {"latency_p99_ms": 1.0, "memory_mb": 1.0},
        )
        for layer in range(layers)
        for n in range(width)
    }
    figures = figures_of(dense)
    for name in dense:
        assert figures.of_required(name, "memory_mb") is not None or int(name[2:]) >= (layers - 1) * width
    longest, memory = figures.of_design("D-0", "latency_p99_ms"), figures.of_design("D-0", "memory_mb")
    assert longest is not None and longest.value == layers
    assert memory is not None and memory.value == 1 + (layers - 1) * width
