"""What the `interface` of a Design lets others import."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.laws.law import Facts


def permits(facts: Facts, design: str, path: str, symbol: str) -> bool:
    """Whether a Design lets others import a symbol of a file of its, or the file as a whole ("", a star alike).

    A bare name holds wherever it is imported from. A file as a whole passes if it defines a name of the interface.
    """
    entries = facts.nodes[design].stated("interface")
    if entries is None:
        return True
    names = {entry.name for entry in entries}
    if path in names or any(name.endswith("/") and path.startswith(name) for name in names):
        return True
    if symbol:
        return symbol in names or f"{path}:{symbol}" in names
    defined = (one.name for one in facts.inventory(path).symbols if "." not in one.name)
    return any(name in names or f"{path}:{name}" in names for name in defined)
