"""Every law by example, for `archhook rule`: no other command reads these texts."""

from __future__ import annotations

from archhook.laws.explained import code, dependencies, ledger, resources, tests, traceability
from archhook.laws.explained.example import Explained, Piece

__all__ = ["EXPLAINED", "Explained", "Piece"]

EXPLAINED: dict[str, Explained] = {
    **ledger.EXPLAINED,
    **traceability.EXPLAINED,
    **dependencies.EXPLAINED,
    **code.EXPLAINED,
    **tests.EXPLAINED,
    **resources.EXPLAINED,
}
"""Code -> the law by example."""
