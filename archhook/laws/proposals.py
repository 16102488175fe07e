"""Which undeclared file may be the one that a node with a missing file means."""

from __future__ import annotations

from archhook.inventory.python_file import last_part
from archhook.laws.code import undeclared_file
from archhook.laws.law import ALL_TESTS, KIND_OF, SYNC_FOLLOWS, dotted, file_name, shown
from archhook.laws.tests import undeclared_test_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from archhook.laws.law import Facts
    from archhook.model.findings import Breach
    from archhook.model.nodes import FileInventory, Node

ENOUGH = 0.5
"""The part of the declared names that another file has to hold to be taken for the same one."""

TELLING = 2
"""So many names tell a file from another; fewer (`main`, `logger`) need the same file name beside."""

CROWD = 50
"""What more undeclared files than this hold, or are called, tells none of them from the others."""

SOUGHT = {"INV401": undeclared_file, "TST501": undeclared_test_file}
"""Law of missing files -> the law of what can be meant instead: files that want a node."""


class Proposals:
    """Where the files of some breaches (INV401, TST501) may have gone: found once, no file for two of them.

    `undeclared`: the governed and the test files that no node in force declares.
    """

    def __init__(self, facts: Facts, breaches: Iterable[Breach], undeclared: Iterable[str]) -> None:
        lost: dict[str, dict[str, list[Node]]] = {}
        for breach in breaches:
            if breach.file not in facts.files:  # a link or a submodule that is there was not moved
                lost.setdefault(breach.code, {}).setdefault(breach.file, []).append(facts.nodes[breach.node])
        paths = tuple(undeclared) if lost else ()
        self._found: dict[tuple[str, str], str] = {}  # (law, lost path) -> where it went
        for code, nodes in lost.items():
            wanting = [path for path in paths if any(SOUGHT[code](facts, path))]
            for path, target in matched(nodes, wanting, facts.inventory).items():
                self._found[code, path] = target

    def fix(self, breach: Breach) -> str:
        """The `fix` of a breach whose file has moved; "" where nothing fits: the usual fix stands."""
        target = self._found.get((breach.code, breach.file))
        return f"did you mean {shown(target)}? ({SYNC_FOLLOWS})" if target else ""


def matched(
    lost: Mapping[str, Sequence[Node]], candidates: Iterable[str], inventory: Callable[[str], FileInventory]
) -> dict[str, str]:
    """Lost path -> the candidate that it is now, by what it holds. `lost`: path -> the nodes that declare it.

    No candidate twice: it goes to the one of which it holds most, ties to the same file name, then to the smaller path.
    Nodes that declare no names are content with the same file name.
    """
    free = set(candidates)
    found: dict[str, str] = {}
    for _, path, target in sorted(_pairs(lost, free, inventory)) if lost and free else ():
        if path not in found and target in free:
            found[path] = target
            free.discard(target)
    return found


def _pairs(
    lost: Mapping[str, Sequence[Node]], candidates: set[str], inventory: Callable[[str], FileInventory]
) -> Iterator[tuple[tuple[int, bool], str, str]]:
    """(rank, lost path, candidate) of those that are alike enough, the best rank the smallest."""
    names: dict[str, set[tuple[str, str]]] = {}  # path -> (kind, bare or qualified name) of what it holds
    holding: dict[tuple[str, str], list[str]] = {}  # the same the other way round
    called: dict[str, list[str]] = {}  # file name -> paths
    for path in candidates:
        called.setdefault(file_name(path), []).append(path)
        symbols = inventory(path).symbols
        names[path] = {(symbol.kind, name) for symbol in symbols for name in (symbol.name, last_part(symbol.name))}
        for key in names[path]:
            holding.setdefault(key, []).append(path)
    for path, nodes in lost.items():
        wanted = _declared_names(nodes)
        telling = [called.get(file_name(path), []), *(holding.get(key, []) for key in wanted)]
        for target in {target for targets in telling if len(targets) <= CROWD for target in targets}:
            count = len(wanted & names[target])
            namesake = file_name(target) == file_name(path)
            alike = count >= TELLING or (namesake and count) if wanted else namesake
            if alike and count >= ENOUGH * len(wanted):
                yield (-count, not namesake), path, target


def _declared_names(nodes: Sequence[Node]) -> set[tuple[str, str]]:
    """(kind of symbol, name) of all that some nodes declare."""
    return {
        (KIND_OF.get(field, "function"), dotted(one.name))
        for node in nodes
        for field, declared in node.declares
        for one in declared
        if one.name != ALL_TESTS
    }
