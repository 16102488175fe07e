"""RES603 to RES605 against figures that were worked out by hand: they stand beside each case."""

import pytest
from helpers.breaches import said

from archhook.model.findings import Breach, causes

ROTATION = "key_rotation_interval_hours"

# RES603 and RES604

CHAT = """
I-1
I-2
R-1 derived_from=I-1,I-2 budget={budget}
R-2 derived_from=I-2 budget=iops:1
D-1 satisfies=R-1 requires=D-3 {first}
D-2 satisfies=R-1 requires=D-3 {second}
D-3 {third}
"""
OVER = [
    # (budget, D-1, D-2, D-3, what R-1 is over by)
    ("memory_mb:6", "estimated=memory_mb:1", "estimated=memory_mb:2", "measured=memory_mb:3", ""),  # 1 + 2 + 3
    (
        "memory_mb:5.5",
        "estimated=memory_mb:1",
        "estimated=memory_mb:2",
        "measured=memory_mb:3",
        "allows memory_mb 5.5, its Designs take 6 (D-3 3 measured + D-2 2 estimated + D-1 1 estimated)",
    ),
    ("latency_p99_ms:131", "measured=latency_p99_ms:92", "", "measured=latency_p99_ms:39", ""),  # 92 + 39
    (
        "latency_p99_ms:100",
        "measured=latency_p99_ms:92",
        "measured=latency_p99_ms:90",
        "measured=latency_p99_ms:39",
        "allows latency_p99_ms 100, its Designs take 131 (D-1 92 measured + D-3 39 measured)",
    ),
    (
        "latency_p99_ms:100",
        "measured=latency_p99_ms:92",
        "requires=D-4 measured=latency_p99_ms:95",  # the longest way is another one
        "measured=latency_p99_ms:7",
        "allows latency_p99_ms 100, its Designs take 102 (D-2 95 measured + D-3 7 measured)",
    ),
    (
        "connections_max:5",
        "estimated=connections_max:9",
        "estimated=connections_max:6",
        "measured=connections_max:5",
        "",
    ),
    (
        "connections_max:5.5",
        "estimated=connections_max:9",
        "estimated=connections_max:6",
        "measured=connections_max:5",
        "asks for connections_max 5.5, its Designs carry 5 (D-3 5 measured)",
    ),
    (f"{ROTATION}:24", f"estimated={ROTATION}:24", "", "", ""),
    (
        f"{ROTATION}:24",
        f"estimated={ROTATION}:12",
        f"estimated={ROTATION}:36",
        f"estimated={ROTATION}:36",
        f"allows {ROTATION} 24, its Designs take 36 (D-2 36 estimated)",
    ),
    ("storage_gb:1", "", "", "", ""),  # no figure is no finding
    ("memory_mb:0", "estimated=memory_mb:1", "", "", "allows memory_mb 0, its Designs take 1 (D-1 1 estimated)"),
]


@pytest.mark.parametrize(("budget", "first", "second", "third", "expected"), OVER)
def test_a_requirement_against_its_budget_and_what_becomes_of_the_intents(
    judge, budget, first, second, third, expected
):
    ledger = CHAT.format(budget=budget, first=first, second=second, third=third)
    if "requires=D-4" in ledger:
        ledger = ledger.replace("requires=D-3 requires=D-4", "requires=D-3,D-4") + "D-4\n"
    assert said(judge("RES603", ledger)) == ([f"R-1 {expected}"] if expected else [])
    intents = judge("RES604", ledger)
    assert [(one.node, one.message, one.because) for one in intents] == [
        (at, f"Intent {at} '{at}' is infeasible", (f"Requirement R-1 {expected}",)) for at in ("I-1", "I-2") if expected
    ]


def test_an_intent_names_every_requirement_that_is_over(judge):
    ledger = CHAT.format(budget="iops:2,memory_mb:1", first="measured=iops:3,memory_mb:2", second="", third="")
    ledger += "D-4 satisfies=R-2 estimated=iops:2"
    (first, second) = judge("RES604", ledger)
    over = (
        "R-1 allows memory_mb 1, its Designs take 2 (D-1 2 measured)",
        "R-1 allows iops 2, its Designs take 3 (D-1 3 measured)",
    )
    assert sorted(first.because) == sorted(f"Requirement {one}" for one in over)
    assert second == Breach(
        "RES604",
        "Intent I-2 'I-2' is infeasible",
        ("node", "I-2"),
        "I-2",
        fix="bring R-1 and R-2 within budget; if that cannot be, I-2 has to settle for less",
        because=(*first.because, "Requirement R-2 allows iops 1, its Designs take 2 (D-4 2 estimated)"),
    )
    assert causes(second.because[2:]) == ": Requirement R-2 allows iops 1, its Designs take 2 (D-4 2 estimated)"


@pytest.mark.parametrize(
    "ledger",
    [
        "I-1\nR-1 derived_from=I-1 budget=iops:1\n!D-1 satisfies=R-1 estimated=iops:9",
        "I-1\n!R-1 derived_from=I-1 budget=iops:1\nD-1 satisfies=R-1 estimated=iops:9",
        "I-1\nR-1 derived_from=I-1 budget=iops:1\nD-1 estimated=iops:9",
        "I-1\nR-1 derived_from=I-1 budget=auth_overhead_ms:1\n"
        "D-1 satisfies=R-1 requires=D-2 estimated=auth_overhead_ms:9\nD-2 requires=D-1",
    ],
    ids=["Design not in force", "Requirement not in force", "satisfies nothing", "path on a circle"],
)
def test_what_counts_towards_no_budget(judge, ledger):
    assert judge("RES603", ledger) == judge("RES604", ledger) == []


def test_figures_of_different_machines_are_not_added_in_silence(judge):
    ledger = "I-1\nR-1 derived_from=I-1 budget=iops:1\nD-1 satisfies=R-1 requires=D-2\nD-2"
    recorded = {"D-1": {"iops": (2.0, "ci", ())}, "D-2": {"iops": (1.0, "laptop", ())}}
    (breach,) = judge("RES603", ledger, recorded=recorded)
    assert breach.message.endswith(
        "take 3 (D-1 2 measured + D-2 1 measured; measured on different machines: ci, laptop)"
    )


# RES605. Here the object id of a file is its content.

OLD, FILES = "z = 0", {"a.py": "x = 1", "b.py": "y = 1"}
TASKS = "D-1 {figures}\nT-1 implements=D-1 file=a.py\nT-2 implements=D-1 file=b.py"
STALE = [
    # (recorded files, what changed since then; "" for nothing)
    ((), ""),
    ((("a.py", "x = 1"), ("b.py", "y = 1")), ""),
    ((("a.py", "x = 1"), ("was_b.py", "y = 1")), ""),  # moved: the same code
    ((("a.py", "x = 1"), ("b.py", OLD)), "b.py"),
    ((("a.py", OLD), ("b.py", OLD)), "a.py and b.py"),
    ((("a.py", "x = 1"), ("b.py", "y = 1"), ("c.py", OLD)), "c.py"),  # a file less
    ((("a.py", "x = 1"),), "b.py"),  # a file more
    ((("a.py", "x = 1"), ("b.py", "y = 1"), ("c.py", "y = 1")), "a.py and b.py"),  # one of two copies less
]


@pytest.mark.parametrize(("files", "changed"), STALE)
def test_figures_of_other_code_are_stale(judge, files, changed):
    recorded = {"D-1": {"iops": (1.0, "ci", files), "memory_mb": (1.0, "ci", files)}}
    breaches = judge("RES605", TASKS.format(figures=""), FILES, recorded)
    message = f"D-1 has memory_mb and iops measured on other code: since then {changed} changed"
    assert said(breaches) == ([message] if changed else [])


def test_a_figure_that_the_ledger_itself_gives_is_never_stale(judge):
    recorded = {"D-1": {"iops": (1.0, "ci", (("a.py", OLD),)), "memory_mb": (1.0, "ci", ())}}
    ledger = TASKS.format(figures="measured=iops:2")
    assert judge("RES605", ledger, FILES, recorded) == []
    ledger = TASKS.format(figures="measured=memory_mb:2")
    (breach,) = judge("RES605", ledger, {"a.py": "x = 1"}, recorded)
    assert (breach.symbol, breach.file, breach.node) == ("iops", "a.py", "D-1")


def test_figures_of_what_is_no_design_in_force_are_of_no_concern(judge):
    recorded = {name: {"iops": (9.0, "ci", (("a.py", OLD),))} for name in ("D-1", "D-7")}
    assert judge("RES605", "!D-1\nT-1 implements=D-1 file=a.py", {"a.py": "x = 1"}, recorded) == []
