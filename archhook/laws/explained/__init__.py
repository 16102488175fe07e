"""Every law by example, for `archhook rule`: no other command reads these texts."""

from __future__ import annotations

from archhook.laws.explained import dep, inv, led, res, trc, tst
from archhook.laws.explained.example import Explained, Piece

__all__ = ["EXPLAINED", "Explained", "Piece"]

EXPLAINED: dict[str, Explained] = {
    **led.EXPLAINED,
    **trc.EXPLAINED,
    **dep.EXPLAINED,
    **inv.EXPLAINED,
    **tst.EXPLAINED,
    **res.EXPLAINED,
}
"""Code -> the law by example."""
