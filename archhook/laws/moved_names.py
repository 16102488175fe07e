"""Which other file a declared name may have moved to: the one that has it, and of which no node declares it."""

from __future__ import annotations

from archhook.inventory.python_file import governed_symbols
from archhook.laws.law import BY_SYNC_OR_TOLD, dotted, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.laws.law import Facts
    from archhook.model.findings import Breach

KIND_LOST = {"INV402": "class", "INV403": "function", "INV404": "global", "TST502": "test"}
"""Law of names that are not in their file -> what such a name is."""

KIND_FOUND = {"INV406": "class", "INV407": "function", "INV408": "global", "TST504": "test"}
"""Law of names that no node declares -> the same."""

WHOLE = ("INV405", "TST503")
"""The laws of files that no node declares: what these hold nobody declares, either."""

CROWD = 50
"""Of more such files than this none is looked into."""


class MovedNames:
    """Where the names of some breaches have gone, by what else stands: each file is looked at once."""

    def __init__(self, facts: Facts, standing: Iterable[Breach]) -> None:
        self._found: dict[tuple[str, str], set[str]] = {}  # (kind, name) -> the files that have it
        whole = []
        for breach in standing:
            if breach.code in KIND_FOUND:
                self._found.setdefault((KIND_FOUND[breach.code], dotted(breach.symbol)), set()).add(breach.file)
            elif breach.code in WHOLE:
                whole.append(breach.file)
        for path in whole if len(whole) <= CROWD else ():
            for symbol in governed_symbols(facts.inventory(path), "module"):
                self._found.setdefault((symbol.kind, symbol.name), set()).add(path)
                if symbol.kind == "function":
                    self._found.setdefault(("test", symbol.name), set()).add(path)

    def fix(self, breach: Breach) -> str:
        """What to do about a name that exactly one other file has; "" for any other: the usual fix stands."""
        found = self._found.get((KIND_LOST[breach.code], dotted(breach.symbol)), set()) - {breach.file}
        if len(found) != 1:
            return ""
        what = "Test" if breach.code == "TST502" else "Task"
        return f"it is in {shown(*found)} now: have a {what} of that file declare it ({BY_SYNC_OR_TOLD})"
