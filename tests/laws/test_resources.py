"""RES601 and RES602 against figures that were worked out by hand: they stand beside each case."""

import pytest
from helpers.breaches import said, told

from archhook.model.nodes import RESOURCE_FIELDS

SUMS = ("cpu_cores", "cpu_percent", "memory_mb", "memory_peak_mb", "storage_gb", "iops", "bandwidth_mbps")
PATHS = ("latency_p99_ms", "auth_overhead_ms", "encryption_overhead_ms")
MINIMA = ("connections_max", "request_rate", "max_concurrent_users")
ROTATION = "key_rotation_interval_hours"


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
