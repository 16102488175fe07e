"""A mapping of one benchmark to one figure, and the results file that it reads."""

from __future__ import annotations

CONFIG = """\
[[measure]]
file = "bench.json"
format = "bmf"
benchmark = "till"
metric = "latency"
unit = "us"
design = "D-1"
field = "latency_p99_ms"
"""
FIGURES = {"till": {"latency": {"value": 1500.0}}}
