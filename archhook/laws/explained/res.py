"""RES and CON302 by example."""

from __future__ import annotations

from archhook.laws.explained.example import LEDGER, Explained, Piece, written

IMPORT = Piece(LEDGER, "from archhook import ResourceConstraints\n")
BASKET, SCANNER, SCAN = (
    ("class Basket(Design):", "    requires = [Scanner]\n"),
    ("class Scanner(Design):", "    satisfies = [ScanInOneSecond]\n"),
    ("class ScanInOneSecond(Requirement):", "    derived_from = [ShortQueue]\n"),
)


def _figure(node: tuple[str, str], name: str, figure: str) -> Piece:
    """A node with one figure more."""
    return Piece(LEDGER, f"{node[1]}    {name} = ResourceConstraints({figure})\n", *node)


def _figures(broken: tuple[Piece, ...], kept: tuple[Piece, ...], mend: str) -> Explained:
    return Explained((IMPORT, *broken), (IMPORT, *kept), mend)


MEASURED = (
    'version = 1\n\n[D-2.memory_mb]\nvalue = 60\nunit = "MB"\nsource = "till.json: test_scan"\n'
    'machine = "till-1"\ndate = 2026-03-02T09:00:00Z\nsamples = 400\n'
    '[D-2.memory_mb.files]\n"src/till/scanner.py" = "{}"\n'
)
ESTIMATE = _figure(SCANNER, "estimated", "memory_mb=64")
STALE = "0000000000000000000000000000000000000001"
FRESH = "d0a1c42d4aa5f72454745b149ae62f58cedd6058"

EXPLAINED = {
    "CON302": _figures(
        (_figure(BASKET, "estimated", "request_rate=70"), _figure(SCANNER, "estimated", "request_rate=60")),
        (_figure(BASKET, "estimated", "request_rate=60"), _figure(SCANNER, "estimated", "request_rate=60")),
        "Promise what the weakest of the required Designs gives, and see what that means above; or make that one "
        "better.",
    ),
    "RES601": _figures(
        (_figure(SCANNER, "estimated", "memory_mb=64)\n    measured = ResourceConstraints(memory_mb=100"),),
        (_figure(SCANNER, "estimated", "memory_mb=80)\n    measured = ResourceConstraints(memory_mb=100"),),
        "Make it take less, or estimate what is true and see what still holds above it.",
    ),
    "RES602": _figures(
        (_figure(BASKET, "estimated", "memory_mb=64"), _figure(SCANNER, "estimated", "memory_mb=96")),
        (_figure(BASKET, "estimated", "memory_mb=128"), _figure(SCANNER, "estimated", "memory_mb=96")),
        "Estimate at least what the required Designs take, or make these take less.",
    ),
    "RES603": _figures(
        (_figure(SCAN, "budget", "latency_p99_ms=20"), _figure(SCANNER, "estimated", "latency_p99_ms=30")),
        (_figure(SCAN, "budget", "latency_p99_ms=20"), _figure(SCANNER, "estimated", "latency_p99_ms=20")),
        "Make the Designs take less. Whether the budget may be another is for those behind the Intent to say.",
    ),
    "RES604": _figures(
        (_figure(SCAN, "budget", "latency_p99_ms=20"), _figure(SCANNER, "estimated", "latency_p99_ms=30")),
        (_figure(SCAN, "budget", "latency_p99_ms=20"), _figure(SCANNER, "estimated", "latency_p99_ms=20")),
        "Bring the Requirements named within their budgets, or tell whoever stands behind the Intent.",
    ),
    "RES605": _figures(
        (ESTIMATE, *written("measured.toml", MEASURED.format(STALE))),
        (ESTIMATE, *written("measured.toml", MEASURED.format(FRESH))),
        "Measure again: `archhook measure --design D-2 -- COMMAND`; where the configuration maps the file of a "
        "benchmark, run that, then `archhook measure`.",
    ),
}
