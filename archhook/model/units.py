"""Units: what each figure of a Design is counted in, and what converts into it.

Prefixes are those of the SI and of IEC 80000-13: a kB is 1000 bytes, a KiB 1024. A whole processor that is busy all
the time is one core and 100 percent, as in `ps` and `top`.
"""

from __future__ import annotations

from archhook.suggest import propose

_TIME = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9, "min": 60 * 10**9}
_TIME |= {"h": 3600 * 10**9, "d": 86400 * 10**9}
_DATA = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_DATA |= {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}
_FLOW = {"bit/s": 1, "kbit/s": 10**3, "Mbit/s": 10**6, "Gbit/s": 10**9, "Mbps": 10**6, "Gbps": 10**9}
_FLOW |= {f"{unit}/s": 8 * factor for unit, factor in _DATA.items()}
_COMPUTE = {"cores": 1000, "millicores": 1, "percent": 10, "%": 10}
_RATE = {"1/s": 60, "ops": 60, "ops/s": 60, "req/s": 60, "1/min": 1}
_COUNT = {"count": 1, "connections": 1, "users": 1}

_FIELDS = {
    "cpu_cores": ("cores", _COMPUTE),
    "cpu_percent": ("percent", _COMPUTE),
    "latency_p99_ms": ("ms", _TIME),
    "memory_mb": ("MB", _DATA),
    "memory_peak_mb": ("MB", _DATA),
    "storage_gb": ("GB", _DATA),
    "iops": ("ops/s", _RATE),
    "bandwidth_mbps": ("Mbit/s", _FLOW),
    "connections_max": ("connections", _COUNT),
    "request_rate": ("1/s", _RATE),
    "auth_overhead_ms": ("ms", _TIME),
    "max_concurrent_users": ("users", _COUNT),
    "encryption_overhead_ms": ("ms", _TIME),
    "key_rotation_interval_hours": ("h", _TIME),
}

UNIT_OF = {field: unit for field, (unit, _) in _FIELDS.items()}
"""Field of ResourceConstraints -> the unit in which its figures are kept."""

KNOWN = tuple(dict.fromkeys(unit for _, table in _FIELDS.values() for unit in table))
"""Every unit that converts into that of some field."""


def convertible(field: str) -> tuple[str, ...]:
    """The units that convert into that of a field."""
    return tuple(_FIELDS[field][1])


def convert(value: float, unit: str, field: str) -> float:
    """A figure in the unit of its field. `KeyError` for a unit that does not convert into it."""
    kept, table = _FIELDS[field]
    return value if unit == kept else value * table[unit] / table[kept]


def propose_unit(unit: str, field: str) -> str:
    """What somebody who wrote a unit that does not convert into that of a field may have meant."""
    units = convertible(field)
    return propose(unit, units, f"{field} takes {', '.join(units)}", '"')
