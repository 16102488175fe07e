"""The order in which a class and its bases are searched: Python's own (C3)."""

from __future__ import annotations

from archhook.ledger.problem import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast

    from archhook.ledger.module import Module
    from archhook.ledger.values import Klass


def linearize(klass: Klass, module: Module) -> tuple[Klass, ...]:
    """The class and its bases in the order of look-up. Raises `Unreadable` where Python has none."""
    if len(klass.bases) == 1:
        module.session.spend(len(klass.bases[0].mro) // 8, module, _where(klass))
        return (klass, *klass.bases[0].mro)
    lines = [list(base.mro) for base in klass.bases] + [list(klass.bases)]
    module.session.spend(sum(map(len, lines)) ** 2 // 8, module, _where(klass))
    order = [klass]
    while any(lines):
        lines = [line for line in lines if line]
        head = next((line[0] for line in lines if not any(line[0] in other[1:] for other in lines)), None)
        if head is None:
            raise Unreadable(module, klass.node, f"the bases of {klass.name} contradict each other", "reorder them")
        order.append(head)
        for line in lines:
            if line[0] is head:
                del line[0]
    return tuple(order)


def _where(klass: Klass) -> ast.AST:
    assert klass.node is not None  # it comes from a class statement
    return klass.node
