import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.facts import facts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.laws.dependencies import dependency_circles
from archhook.model.findings import Breach
from archhook.model.nodes import Link, Node, Spot, sort_key

STEP = "take one step out of the circle: drop a `requires`, or give what both sides need a Design"

FIRES = [
    (
        "DEP201",
        "D-1 requires=D-2,D-3,D-4,D-2\n!D-2\n~D-3\nD-4",
        [
            Breach(
                "DEP201",
                "D-1 requires D-2, which is not in force",
                ("node", "D-1"),
                "D-1",
                symbol="D-2",
                fix="bring D-2 into force (adopt it, instantiate it), or take it out of `requires`",
            ),
            Breach(
                "DEP201",
                "D-1 requires D-3, which is not in force",
                ("node", "D-1"),
                "D-1",
                symbol="D-3",
                fix="bring D-3 into force (adopt it, instantiate it), or take it out of `requires`",
            ),
        ],
    ),
    (
        "DEP202",
        "D-1 requires=D-1",
        [
            Breach(
                "DEP202",
                "D-1 requires itself: D-1 > D-1",
                ("node", "D-1"),
                "D-1",
                fix="take D-1 out of its own `requires`",
            )
        ],
    ),
    (
        "DEP202",  # canonical: the smallest id by number first, whatever the order written
        "D-10 requires=D-9\nD-9 requires=D-2\nD-2 requires=D-10\nD-1 requires=D-2",
        [
            Breach(
                "DEP202",
                "D-2 requires itself in a circle: D-2 > D-10 > D-9 > D-2",
                ("node", "D-2"),
                "D-2",
                fix=STEP,
            )
        ],
    ),
    (
        "DEP202",  # one component: the shortest circle through its smallest id, and who else is caught
        "D-1 requires=D-2,D-4\nD-2 requires=D-3\nD-3 requires=D-1\nD-4 requires=D-5\nD-5 requires=D-3\n"
        "D-6 requires=D-7\nD-7 requires=D-6",
        [
            Breach(
                "DEP202",
                "D-1 requires itself in a circle: D-1 > D-2 > D-3 > D-1; D-4 and D-5 lie on circles with them",
                ("node", "D-1"),
                "D-1",
                fix=STEP,
            ),
            Breach("DEP202", "D-6 requires itself in a circle: D-6 > D-7 > D-6", ("node", "D-6"), "D-6", fix=STEP),
        ],
    ),
]

HOLDS = [
    ("DEP201", "D-1 requires=D-2\nD-2"),
    ("DEP201", "!D-1 requires=D-2\n!D-2"),
    ("DEP201", "D-1 conflicts_with=D-2\n!D-2\nT-1 implements=D-2\nUT-1 verifies=D-2"),
    ("DEP202", "D-1 requires=D-2,D-3\nD-2 requires=D-3\nD-3"),
    ("DEP202", "D-1 requires=D-2\n!D-2 requires=D-1"),  # the circle is broken by what is not in force
    ("DEP202", "!D-1 requires=D-1"),
    ("DEP202", "D-1 conflicts_with=D-2\nD-2 conflicts_with=D-1"),
]


@pytest.mark.parametrize(("code", "ledger", "expected"), FIRES)
def test_fires(judge, code, ledger, expected):
    assert judge(code, ledger) == expected


@pytest.mark.parametrize(("code", "ledger"), HOLDS)
def test_holds(judge, code, ledger):
    assert judge(code, ledger) == []


def design(node_id, requires, in_force=True):
    links = (("requires", tuple(Link(target, Spot("", 0, 1)) for target in requires)),) if requires else ()
    return Node("design", "", node_id, node_id, "", "architecture.py", node_id, 1, in_force, links=links)


NAMES = ["D-1", "D-2", "D-9", "D-10", "AUTH-D-1", "AUTH-D-3"]


@st.composite
def required(draw):
    return {
        name: draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)) for name in draw(st.permutations(NAMES))
    }


def circles(links):
    """Every simple circle, rotated to its smallest id, by trying all arrangements."""
    for size in range(1, len(links) + 1):
        for path in itertools.permutations(links, size):
            if path[0] == min(path, key=sort_key) and all(
                after in links[before] for before, after in itertools.pairwise((*path, path[0]))
            ):
                yield path


def expected_circles(links):
    """One message beginning per strongly connected component, by brute force over all simple circles."""
    found = list(circles(links))
    groups = [set(path) for path in found]
    for _ in groups:  # circles that share a Design belong together
        for one, other in itertools.combinations(groups, 2):
            if one & other:
                one |= other
                other |= one
    result = []
    for group in {frozenset(group) for group in groups}:
        first = min(group, key=sort_key)
        through = [path for path in found if path[0] == first]
        best = min(through, key=lambda path: (len(path), [sort_key(node) for node in path]))
        result.append((first, " > ".join((*best, first))))
    return sorted(result, key=lambda item: sort_key(item[0]))


@settings(deadline=None)  # the first circle imports networkx
@given(required(), st.permutations(NAMES))
def test_circles_as_by_brute_force_in_any_order(links, order):
    breaches = list(dependency_circles(facts_of([design(*item) for item in links.items()], {}, {}), ""))
    shown = [(breach.node, breach.message.partition(": ")[2].partition(";")[0]) for breach in breaches]
    assert shown == expected_circles(links)
    again = facts_of([design(name, links[name][::-1]) for name in order], {}, {})
    assert list(dependency_circles(again, "")) == breaches


@pytest.mark.slow
def test_the_seed_of_hashes_does_not_show():
    script = (
        "from helpers.facts import facts_of; from archhook.laws.dependencies import dependency_circles\n"
        "from archhook.model.nodes import Link, Node, Spot\n"
        "names = [f'D-{n}' for n in range(1, 30)]\n"
        "links = {name: [names[(7 * i + k) % 29] for k in (1, 5, 11)] for i, name in enumerate(names)}\n"
        "nodes = [Node('design', '', name, '', '', '', '', 1, True,\n"
        "  links=(('requires', tuple(Link(t, Spot('', 0, 1)) for t in links[name])),)) for name in names]\n"
        "print(list(dependency_circles(facts_of(nodes, {}, {}), '')))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1 and "requires itself in a circle" in outputs.pop()
