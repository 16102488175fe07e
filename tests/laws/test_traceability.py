import random

import pytest
from helpers.facts import facts_of
from hypothesis import given
from hypothesis import strategies as st

from archhook.laws.traceability import orphan_designs, orphan_requirement
from archhook.model.findings import Breach
from archhook.model.nodes import Link, Node, Spot, sort_key

PLAN = """
I-1
R-1 derived_from=I-1
D-1 satisfies=R-1
T-1 implements=D-1
"""

FIRES = [
    (
        "TRC101",
        PLAN + "T-2",
        [("T-2", "T-2 implements no Design in force, so no Intent asks for it")],
    ),
    (
        "TRC101",
        PLAN + "!D-2 satisfies=R-1\nT-3 implements=D-2\nT-2 implements=D-2",
        [
            ("T-2", "T-2 implements D-2, which is not in force, so no Intent asks for it"),
            ("T-3", "T-3 implements D-2, which is not in force, so no Intent asks for it"),
        ],
    ),
    (
        "TRC102",  # D-3 hangs on an orphan and is one itself; D-4 on a Design that is not in force
        PLAN + "D-2 requires=D-3\nD-3\nT-3 implements=D-3\nT-2 implements=D-2\n!D-5 satisfies=R-1 requires=D-4\nD-4",
        [
            (
                "D-2",
                "D-2 satisfies no Requirement in force, and no Design that satisfies one requires it; "
                "this cuts off T-2 and T-3",
            ),
            (
                "D-3",
                "D-3 satisfies no Requirement in force, and no Design that satisfies one requires it; "
                "this cuts off T-3",
            ),
            ("D-4", "D-4 satisfies no Requirement in force, and no Design that satisfies one requires it"),
        ],
    ),
    (
        "TRC102",  # a circle does not hold itself up; a Requirement that is not in force holds nothing
        PLAN + "!R-2 derived_from=I-1\nD-2 requires=D-3 satisfies=R-2\nD-3 requires=D-2",
        [
            ("D-2", "D-2 satisfies no Requirement in force, and no Design that satisfies one requires it"),
            ("D-3", "D-3 satisfies no Requirement in force, and no Design that satisfies one requires it"),
        ],
    ),
    (
        "TRC103",  # T-1 and T-3 lead up to an Intent another way
        PLAN + "R-2\nD-2 satisfies=R-2 requires=D-1,D-3\nT-2 implements=D-2\nD-3 satisfies=R-1\nT-3 implements=D-3",
        [("R-2", "R-2 is derived from no Intent in force; this cuts off T-2")],
    ),
    (
        "TRC103",
        PLAN + "!I-2\n!I-3\nR-2 derived_from=I-2\nR-3 derived_from=I-3,I-2",
        [
            ("R-2", "R-2 is derived from I-2, which is not in force"),
            ("R-3", "R-3 is derived from I-3 and I-2, which are not in force"),
        ],
    ),
    (
        "TRC103",
        "I-1\nR-1\nD-1 satisfies=R-1\n" + "\n".join(f"T-{number} implements=D-1" for number in range(12, 0, -1)),
        [("R-1", "R-1 is derived from no Intent in force; this cuts off T-1, T-2, T-3, T-4, T-5 and 7 more")],
    ),
    (
        "TRC104",
        PLAN + "R-2 derived_from=I-1\n!D-2 satisfies=R-2",
        [("R-2", "no Design in force satisfies R-2")],
    ),
    (
        "TRC105",
        PLAN + "D-2 satisfies=R-1\n!T-2 implements=D-2",
        [("D-2", "no Task in force implements D-2")],
    ),
    (
        "TRC106",
        PLAN + "I-2\n!R-2 derived_from=I-2",
        [("I-2", "no Requirement in force is derived from I-2")],
    ),
]

HOLDS = [
    ("TRC101", PLAN),
    ("TRC101", PLAN + "!T-2"),
    ("TRC101", "R-1\nD-1 satisfies=R-1\nT-1 implements=D-1"),  # a Task below an orphan Requirement
    ("TRC101", "D-1\nT-1 implements=D-1"),  # a Task below an orphan Design
    ("TRC102", PLAN + "!D-2"),
    ("TRC102", PLAN.replace("D-1 satisfies=R-1", "D-1 satisfies=R-1 requires=D-2\nD-2 requires=D-3\nD-3")),
    ("TRC102", "R-1\nD-1 satisfies=R-1 requires=D-2\nD-2"),  # Designs below an orphan Requirement
    ("TRC102", PLAN.replace("D-1 satisfies=R-1", "D-1 satisfies=R-1 requires=D-2\nD-2 requires=D-1")),
    ("TRC103", PLAN + "!R-2"),
    ("TRC103", PLAN + "!I-2\nR-2 derived_from=I-2,I-1"),
    ("TRC104", PLAN + "!R-2 derived_from=I-1"),
    ("TRC104", PLAN.replace("implements", "implements=D-1 planned")),
    ("TRC105", PLAN + "!D-2\nD-3 satisfies=R-1\nT-3 implements=D-3 planned"),
    ("TRC106", PLAN + "!I-2"),
]


@pytest.mark.parametrize(("code", "ledger", "expected"), FIRES)
def test_fires(judge, code, ledger, expected):
    breaches = judge(code, ledger)
    assert [(breach.node, breach.message) for breach in breaches] == expected
    for breach in breaches:
        assert breach == Breach(code, breach.message, ("node", breach.node), breach.node, fix=breach.fix)
        assert breach.fix


@pytest.mark.parametrize(("code", "ledger"), HOLDS)
def test_holds(judge, code, ledger):
    assert judge(code, ledger) == []


@pytest.mark.parametrize(
    ("ledger", "fix"),
    [
        ("T-1", "set `implements` of T-1 to the Design that it is work for"),
        ("!D-1\nT-1 implements=D-1", "let T-1 implement a Design that is in force, or bring D-1 into force"),
    ],
)
def test_orphan_task_says_what_to_do(judge, ledger, fix):
    assert [breach.fix for breach in judge("TRC101", ledger)] == [fix]


SPOT = Spot("", 0, 1)


def plan_node(kind, node_id, in_force, **links):
    fields = tuple((field, tuple(Link(target, SPOT) for target in ids)) for field, ids in links.items() if ids)
    return Node(kind, "", node_id, node_id, "", "architecture.py", node_id, 1, in_force, links=fields)


@st.composite
def plans(draw):
    """Any graph of three kinds, circles and nodes out of force included."""
    names = {prefix: [f"{prefix}-{number}" for number in range(1, 6)] for prefix in "IRDT"}

    def some(prefix):
        return draw(st.lists(st.sampled_from(names[prefix]), max_size=2, unique=True))

    return [
        *(plan_node("intent", name, draw(st.booleans())) for name in names["I"]),
        *(plan_node("requirement", name, draw(st.booleans()), derived_from=some("I")) for name in names["R"]),
        *(
            plan_node("design", name, draw(st.booleans()), satisfies=some("R"), requires=some("D"))
            for name in names["D"]
        ),
        *(plan_node("task", name, draw(st.booleans()), implements=some("D")[:1]) for name in names["T"]),
    ]


def needed_designs(nodes):
    """TRC102 as the contract words it, by brute force: repeat until nothing is added."""
    live = {node.id: node for node in nodes if node.in_force}
    designs = [node for node in live.values() if node.kind == "design"]
    needed = {node.id for node in designs if any(target in live for target in node.targets("satisfies"))}
    for _ in designs:
        needed |= {target for node in designs if node.id in needed for target in node.targets("requires")}
    return needed & live.keys()


def reaching(nodes):
    """Ids of the Tasks from which some path of links in force leads up to an Intent, by brute force."""
    live = {node.id: node for node in nodes if node.in_force}
    good = {node.id for node in live.values() if node.kind == "intent"}
    for _ in live:
        for node in live.values():
            if node.kind == "design":
                users = {other.id for other in live.values() if node.id in other.targets("requires")}
                if users & good:
                    good.add(node.id)
            if any(
                target in good
                for field in ("derived_from", "satisfies", "implements")
                for target in node.targets(field)
            ):
                good.add(node.id)
    return {node.id for node in live.values() if node.kind == "task" and node.id in good}


@given(plans(), st.randoms(use_true_random=False))
def test_orphan_designs_as_by_brute_force_in_any_order(nodes, shuffler: random.Random):
    expected = {node.id for node in nodes if node.kind == "design" and node.in_force} - needed_designs(nodes)
    breaches = list(orphan_designs(facts_of(nodes, {}, {}), ""))
    assert [breach.node for breach in breaches] == sorted(expected, key=sort_key)
    shuffler.shuffle(nodes)
    assert list(orphan_designs(facts_of(nodes, {}, {}), "")) == breaches


@given(plans())
def test_where_no_orphan_is_found_every_task_reaches_an_intent_and_else_the_cut_off_are_named(nodes):
    facts = facts_of(nodes, {}, {})
    messages = [breach.message for breach in orphan_designs(facts, "")]
    messages += [b.message for node in nodes if node.in_force for b in orphan_requirement(facts, node.id)]
    live = {node.id for node in nodes if node.in_force}
    hanging = {
        node.id
        for node in nodes
        if node.kind == "task" and node.in_force and any(target in live for target in node.targets("implements"))
    }
    named = {task for task in hanging if any(task in message.partition("cuts off")[2] for message in messages)}
    assert named == hanging - reaching(nodes)
