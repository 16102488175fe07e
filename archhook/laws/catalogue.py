"""All laws, in the order of the contract: the one source of the codes, the README's table and `archhook rule`."""

from __future__ import annotations

from archhook.laws import code, conflicts, dependencies, layers, ledger, resources, tests, traceability

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.laws.law import Law

LAWS: tuple[Law, ...] = (
    *ledger.LAWS,
    *traceability.LAWS,
    *sorted((*dependencies.LAWS, *layers.LAWS), key=lambda law: law.code),
    *conflicts.LAWS,
    *code.LAWS,
    *tests.LAWS,
    *resources.LAWS,
)
"""Every law that archhook knows, each code once."""

BY_CODE: dict[str, Law] = {law.code: law for law in LAWS}
"""Code -> law."""


def exempts(code: str, reason: str) -> bool:
    """Whether an inline ignore with this code and reason exempts anything."""
    return bool(reason) and code in BY_CODE and code != "LED001"
