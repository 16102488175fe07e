"""Units: what converts into what, and what does not."""

from __future__ import annotations

import pytest

from archhook.model.nodes import RESOURCE_FIELDS
from archhook.model.units import KNOWN, UNIT_OF, convert, convertible, propose_unit


@pytest.mark.parametrize(
    ("value", "unit", "field", "expected"),
    [
        (0.012, "s", "latency_p99_ms", 12),
        (12, "ms", "latency_p99_ms", 12),
        (12_000, "us", "auth_overhead_ms", 12),
        (12_000, "µs", "auth_overhead_ms", 12),
        (12_000, "μs", "encryption_overhead_ms", 12),
        (5e6, "ns", "latency_p99_ms", 5),
        (1, "d", "key_rotation_interval_hours", 24),
        (90, "min", "key_rotation_interval_hours", 1.5),
        (1_500_000, "B", "memory_mb", 1.5),
        (1500, "kB", "memory_peak_mb", 1.5),
        (1, "MiB", "memory_mb", 1.048576),
        (1, "GiB", "memory_mb", 1073.741824),
        (2, "TB", "storage_gb", 2000),
        (1800, "millicores", "cpu_cores", 1.8),
        (180, "percent", "cpu_cores", 1.8),
        (1.8, "cores", "cpu_percent", 180),
        (50, "%", "cpu_percent", 50),
        (120, "1/min", "request_rate", 2),
        (7, "ops", "iops", 7),
        (1, "MB/s", "bandwidth_mbps", 8),
        (1, "Gbit/s", "bandwidth_mbps", 1000),
        (850, "connections", "connections_max", 850),
        (850, "count", "max_concurrent_users", 850),
    ],
)
def test_conversion(value: float, unit: str, field: str, expected: float) -> None:
    assert convert(value, unit, field) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "field"),
    [
        ("MB", "latency_p99_ms"),
        ("s", "memory_mb"),
        ("ops", "latency_p99_ms"),
        ("bit/s", "storage_gb"),
        ("m", "cpu_cores"),
    ],
)
def test_what_does_not_convert_is_refused(unit: str, field: str) -> None:
    with pytest.raises(KeyError):
        convert(1, unit, field)


def test_every_field_has_a_unit_that_is_its_own() -> None:
    assert set(UNIT_OF) == set(RESOURCE_FIELDS)
    for field, unit in UNIT_OF.items():
        assert unit in convertible(field)
        assert convert(0.1, unit, field) == 0.1
        assert set(convertible(field)) <= set(KNOWN)


def test_a_proposal() -> None:
    assert propose_unit("mb", "memory_mb") == 'did you mean "MB"?'
    assert propose_unit("furlongs", "memory_mb").startswith("memory_mb takes B, kB")
