"""What breaches say, for tables of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.model.findings import Breach


def told(breaches: Iterable[Breach]) -> list[tuple[str, str, str]]:
    """What is said of which node and field."""
    return [(one.node, one.symbol, one.message) for one in breaches]


def said(breaches: Iterable[Breach]) -> list[str]:
    return [one.message for one in breaches]
