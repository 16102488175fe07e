"""RES601 to RES605 against figures that were worked out by hand: they stand beside each case."""

import pytest

from archhook.findings import Breach, causes
from archhook.model import RESOURCE_FIELDS

SUMS = ("cpu_cores", "cpu_percent", "memory_mb", "memory_peak_mb", "storage_gb", "iops", "bandwidth_mbps")
PATHS = ("latency_p99_ms", "auth_overhead_ms", "encryption_overhead_ms")
MINIMA = ("connections_max", "request_rate", "max_concurrent_users")
ROTATION = "key_rotation_interval_hours"


def told(breaches):
    """What is said of which node and field."""
    return [(one.node, one.symbol, one.message) for one in breaches]


def said(breaches):
    return [one.message for one in breaches]


# RES601


@pytest.mark.parametrize("field", [field for field in RESOURCE_FIELDS if field not in MINIMA])
@pytest.mark.parametrize(("measured", "fires"), [("15", False), ("15.000001", True), ("3", False), ("0", False)])
def test_a_measured_figure_may_exceed_its_estimate_by_half(judge, field, measured, fires):
    ledger = f"D-1 estimated={field}:10 measured={field}:{measured}"  # 10 x 1.5 = 15
    expected = [("D-1", field, f"D-1 measures {field} {measured}, more than its estimate allows (10 x 1.5 = 15)")]
    assert told(judge("RES601", ledger)) == (expected if fires else [])


@pytest.mark.parametrize("field", MINIMA)
@pytest.mark.parametrize(("measured", "fires"), [("100", False), ("99.99", True), ("0", True), ("999", False)])
def test_or_fall_short_of_it_by_a_third(judge, field, measured, fires):
    ledger = f"D-1 estimated={field}:150 measured={field}:{measured}"  # 150 / 1.5 = 100
    expected = [("D-1", field, f"D-1 measures {field} {measured}, less than its estimate allows (150 / 1.5 = 100)")]
    assert told(judge("RES601", ledger)) == (expected if fires else [])


OF_ONE_DESIGN = [
    # (ledger, tolerances, what is said)
    ("D-1 estimated=iops:10", {}, []),
    ("D-1 measured=iops:10", {}, []),
    ("D-1 estimated=iops:10 measured=storage_gb:99", {}, []),
    ("!D-1 estimated=iops:10 measured=iops:99", {}, []),
    ("D-1 estimated=iops:0 measured=iops:0", {}, []),
    ("D-1 estimated=iops:0 measured=iops:1", {}, ["D-1 measures iops 1, more than its estimate allows (0 x 1.5 = 0)"]),
    ("D-1 estimated=iops:10 measured=iops:20", {"tolerance": 2.0}, []),
    (
        "D-1 estimated=iops:10 measured=iops:20.5",
        {"tolerance": 2.0},
        ["D-1 measures iops 20.5, more than its estimate allows (10 x 2 = 20)"],
    ),
    (
        "D-1 estimated=iops:10,memory_mb:10 measured=iops:12,memory_mb:12",
        {"tolerance": 2.0, "iops": 1.1},
        ["D-1 measures iops 12, more than its estimate allows (10 x 1.1 = 11)"],
    ),
    (
        "D-1 estimated=iops:10,memory_mb:10 measured=iops:30,memory_mb:16",
        {"iops": 3.0},
        ["D-1 measures memory_mb 16, more than its estimate allows (10 x 1.5 = 15)"],
    ),
    ("D-1 estimated=cpu_cores:1.1 measured=cpu_cores:1.21", {"tolerance": 1.1}, []),  # floats: 1.2100000000000002
    ("D-1 estimated=cpu_cores:4.35 measured=cpu_cores:435", {"tolerance": 100.0}, []),  # floats: 434.99999999999994
    ("D-1 estimated=request_rate:0.3 measured=request_rate:0.1", {"tolerance": 3.0}, []),
    (
        "D-1 estimated=request_rate:1000 measured=request_rate:600",
        {},
        ["D-1 measures request_rate 600, less than its estimate allows (1000 / 1.5 = 666.667)"],
    ),
    (
        "D-1 estimated=iops:1 measured=iops:1.01",
        {"tolerance": 1.0},
        ["D-1 measures iops 1.01, more than its estimate allows (1 x 1 = 1)"],
    ),
]


@pytest.mark.parametrize(("ledger", "tolerances", "expected"), OF_ONE_DESIGN)
def test_a_measured_figure_against_its_estimate(judge, ledger, tolerances, expected):
    assert said(judge("RES601", ledger, resources=tuple(sorted(tolerances.items())))) == expected


def test_what_measured_toml_says_counts_where_the_ledger_says_nothing(judge):
    recorded = {"D-1": {"iops": (99.0, "ci", ()), "memory_mb": (99.0, "ci", ())}}
    ledger = "D-1 estimated=iops:1,memory_mb:1 measured=iops:1"
    assert [one.symbol for one in judge("RES601", ledger, recorded=recorded)] == ["memory_mb"]


# RES602. A diamond: D-1 above D-2 and D-3, both above D-4.

DIAMOND = """
D-1 requires=D-2,D-3 estimated={field}:{top}
D-2 requires=D-4 estimated={field}:3
D-3 requires=D-4 measured={field}:5 estimated={field}:4
D-4 estimated={field}:10
"""


@pytest.mark.parametrize("field", SUMS)
def test_a_shared_design_is_counted_once_in_a_sum(judge, field):
    made = "(D-4 10 estimated + D-3 5 measured + D-2 3 estimated)"  # 10 + 5 + 3 = 18, not 28
    breaches = judge("RES602", DIAMOND.format(field=field, top=17.5))
    assert said(breaches) == [
        f"D-1 estimates {field} 17.5, what it requires takes 18 {made}",
        f"D-2 estimates {field} 3, what it requires takes 10 (D-4 10 estimated)",
        f"D-3 estimates {field} 4, what it requires takes 10 (D-4 10 estimated)",
    ]
    assert [one.node for one in judge("RES602", DIAMOND.format(field=field, top=18))] == ["D-2", "D-3"]


@pytest.mark.parametrize("field", PATHS)
def test_a_path_is_as_long_as_its_longest_branch(judge, field):
    breaches = judge("RES602", DIAMOND.format(field=field, top=14.5))  # 5 + 10 = 15 by D-3, 3 + 10 by D-2
    assert (
        said(breaches)[0]
        == f"D-1 estimates {field} 14.5, what it requires takes 15 (D-3 5 measured + D-4 10 estimated)"
    )
    assert [one.node for one in judge("RES602", DIAMOND.format(field=field, top=15))] == ["D-2", "D-3"]


@pytest.mark.parametrize("field", MINIMA)
def test_a_minimum_is_that_of_the_weakest(judge, field):
    ledger = f"D-1 requires=D-2,D-3 estimated={field}:6\nD-2 estimated={field}:9\nD-3 requires=D-4\n"
    ledger += f"D-4 estimated={field}:7 measured={field}:5"
    expected = [("D-1", field, f"D-1 promises {field} 6, what it requires carries 5 (D-4 5 measured)")]
    assert told(judge("RES602", ledger)) == expected
    assert judge("RES602", ledger.replace(":6", ":5")) == []


def test_a_maximum_is_that_of_the_worst(judge):
    ledger = f"D-1 requires=D-2,D-3 estimated={ROTATION}:24\nD-2 measured={ROTATION}:12\nD-3 measured={ROTATION}:25"
    expected = [("D-1", ROTATION, f"D-1 promises {ROTATION} 24, what it requires takes 25 (D-3 25 measured)")]
    assert told(judge("RES602", ledger)) == expected
    assert judge("RES602", ledger.replace(":25", ":24")) == []


BELOW = [
    # no figure below, none above, a Design that is not in force, and figures of another kind
    ("D-1 requires=D-2 estimated=iops:0\nD-2", []),
    ("D-1 requires=D-2\nD-2 estimated=iops:9", []),
    ("D-1 requires=D-2 measured=iops:1\nD-2 estimated=iops:9", []),
    ("D-1 requires=D-2 estimated=iops:1\n!D-2 estimated=iops:9", []),
    ("D-1 requires=D-2 estimated=iops:1\n!D-2 requires=D-3\nD-3 estimated=iops:9", []),
    ("!D-1 requires=D-2 estimated=iops:1\nD-2 estimated=iops:9", []),
    ("D-1 requires=D-2 estimated=iops:1\nD-2 budget=iops:9", []),
    ("D-1 estimated=iops:1 measured=iops:9", []),
    # no tolerance: exactly the estimate holds, and decimals are decimals
    (
        "D-1 requires=D-2,D-3,D-4 estimated=cpu_cores:0.3\n"
        + "\n".join(f"D-{n} estimated=cpu_cores:0.1" for n in (2, 3, 4)),
        [],
    ),
    (
        "D-1 requires=D-2 estimated=auth_overhead_ms:0.6\nD-2 requires=D-3 estimated=auth_overhead_ms:0.3\n"
        "D-3 requires=D-4 estimated=auth_overhead_ms:0.2\nD-4 estimated=auth_overhead_ms:0.1",
        [],
    ),
    # zero is a figure
    ("D-1 requires=D-2 estimated=iops:0\nD-2 measured=iops:0 estimated=iops:9", []),
    (
        "D-1 requires=D-2 estimated=iops:0\nD-2 measured=iops:1",
        ["D-1 estimates iops 0, what it requires takes 1 (D-2 1 measured)"],
    ),
    # a Design without a figure hands on what is below it
    (
        "D-1 requires=D-2 estimated=latency_p99_ms:5\nD-2 requires=D-3\nD-3 measured=latency_p99_ms:7",
        ["D-1 estimates latency_p99_ms 5, what it requires takes 7 (D-3 7 measured)"],
    ),
    # CON302 stands already for D-1: its promise is not kept by estimates
    ("D-1 requires=D-2 estimated=request_rate:9\nD-2 estimated=request_rate:5 measured=request_rate:4", []),
    # circles: sums go round once and leave out whose estimate it is, paths are not computed on them or above them
    (
        "D-1 requires=D-2 estimated=iops:5\nD-2 requires=D-1 estimated=iops:6",
        ["D-1 estimates iops 5, what it requires takes 6 (D-2 6 estimated)"],
    ),
    ("D-1 requires=D-1 estimated=iops:5 measured=iops:6", []),
    (
        "D-1 requires=D-2,D-9 estimated=latency_p99_ms:1\nD-9 estimated=latency_p99_ms:8\n"
        "D-2 requires=D-3 estimated=latency_p99_ms:1\nD-3 requires=D-2 estimated=latency_p99_ms:7",
        [],
    ),
    (
        "D-1 requires=D-2 estimated=iops:1\nD-2 requires=D-3 estimated=latency_p99_ms:1\nD-3 requires=D-4\n"
        "D-4 requires=D-3,D-5\nD-5 requires=D-6 estimated=latency_p99_ms:1,iops:2\nD-6 measured=latency_p99_ms:2",
        [
            "D-1 estimates iops 1, what it requires takes 2 (D-5 2 estimated)",
            "D-5 estimates latency_p99_ms 1, what it requires takes 2 (D-6 2 measured)",
        ],
    ),
]


@pytest.mark.parametrize(("ledger", "expected"), BELOW)
def test_what_a_design_requires_against_its_estimate(judge, ledger, expected):
    assert said(judge("RES602", ledger)) == expected


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
        fix="bring R-1 and R-2 within budget, or settle for less in I-2",
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
