"""Which undeclared file may be the one that a node with a missing file means."""

from __future__ import annotations

from archhook.inventory.python_file import last_part
from archhook.laws.matching import ALL_TESTS, KIND_OF, dotted, file_name
from archhook.laws.wording import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.findings import Breach
    from archhook.laws.law import Facts


class Undeclared:
    """The undeclared files by what they hold: read once, however many nodes have lost their file."""

    def __init__(self, facts: Facts, paths: Iterable[str]) -> None:
        self.holding: dict[tuple[str, str], list[str]] = {}  # (kind, bare or qualified name) -> paths
        self.called: dict[str, list[str]] = {}  # file name -> paths
        for path in sorted(paths):
            self.called.setdefault(file_name(path), []).append(path)
            symbols = facts.inventory(path).symbols
            for key in {(one.kind, name) for one in symbols for name in (one.name, last_part(one.name))}:
                self.holding.setdefault(key, []).append(path)


def propose(facts: Facts, breach: Breach, undeclared: Undeclared) -> str:
    """The `fix` of an INV401 or TST501 whose file has moved: the undeclared file that holds most of what is declared.

    Ties go to the same file name, then to the smaller path; a node that declares no names is content with the same
    file name. "" where nothing fits: the plain fix stands.
    """
    node = facts.nodes[breach.node]
    wanted = {
        (KIND_OF.get(field, "function"), dotted(item.name)) for field, declared in node.declares for item in declared
    }
    wanted -= {("function", ALL_TESTS)}
    namesakes = undeclared.called.get(file_name(node.file), [])
    held: dict[str, int] = {}
    for key in wanted:
        for path in undeclared.holding.get(key, ()):
            held[path] = held.get(path, 0) + 1
    if not wanted:
        held = dict.fromkeys(namesakes, 0)
    if not held:
        return ""
    best = min(held, key=lambda path: (-held[path], path not in namesakes, path))
    return f"did you mean {shown(best)}?"
