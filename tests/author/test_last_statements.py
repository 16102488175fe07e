"""What stands last once the last statements of a module are taken out ends it, whatever is written there instead."""

from __future__ import annotations

import pytest

from archhook.author.apply_changes import apply
from archhook.author.ledger_changes import Added, Changes, Ledger
from archhook.ledger.source import read_ledger

HEAD = '''from archhook import Design, Intent, Requirement, Task


class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]


class How(Design):
    """[D-1] How."""

    satisfies = [What]
'''


def task(number: int) -> str:
    return (
        f'\n\nclass T{number}(Task):\n    """[T-{number}] Part {number}."""\n\n'
        f'    implements = How\n    file_path = "src/a{number}.py"\n'
    )


def applied(text: str, added: tuple[Added, ...], removed: tuple[str, ...]) -> str:
    reading = read_ledger({"architecture.py": text.encode()}, "architecture.py")
    nodes = {node.id: node for node in reading.nodes}
    ledger = Ledger({"architecture.py": text.encode()}, "architecture.py", nodes, reading.lines, 0)
    found = apply(ledger, Changes((), added, removed))
    assert not found.failed
    return found.sources["architecture.py"].decode()


def new(number: int, like: str, *, before: bool = True) -> Added:
    return Added(
        f"T-{number}", "task", "", f"T{number}", f"Part {number}", "D-1", f"src/a{number}.py", (), like, before
    )


@pytest.mark.parametrize("behind", ["", "\n", "\n\n\n", "\n\n\n# Mine.\n"])
def test_new_nodes_take_the_place_of_those_that_go(behind: str) -> None:
    text = (HEAD + task(1) + task(2) + task(3)).rstrip("\n") + behind
    after = applied(text, (new(4, "T-2"), new(5, "T-2")), ("T-2", "T-3"))
    assert after == HEAD + task(1) + task(4) + task(5) + ("\n\n# Mine.\n" if "#" in behind else "")


def test_one_between_others_leaves_the_lines_between_them() -> None:
    after = applied(HEAD + task(1) + task(2) + task(3), (new(4, "T-2"), new(5, "T-2")), ("T-2",))
    assert after == HEAD + task(1) + task(4) + task(5) + task(3)


def test_the_last_goes_alone() -> None:
    assert applied(HEAD + task(1) + task(2), (), ("T-2",)) == HEAD + task(1)
    assert applied(HEAD + task(1) + task(2), (new(3, "T-1", before=False),), ("T-2",)) == HEAD + task(1) + task(3)
