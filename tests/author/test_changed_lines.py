"""Which lines differ between two versions: what is told makes one of the other, and costs no more than both have."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import ClassVar

import pytest

from archhook.author import changed_lines as module
from archhook.author.changed_lines import Changed, changed_lines


def applied(old: list[str], new: list[str], changes: list[Changed]) -> list[str]:
    made, done = [], 0
    for start, stop, at, till in changes:
        made += [*old[done:start], *new[at:till]]
        done = stop
    return [*made, *old[done:]]


@pytest.mark.parametrize("small", [0, 4, module.SMALL])
def test_what_differs_makes_one_version_of_the_other(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL", small)
    chance = random.Random(small)
    for _ in range(400):
        words = [str(number) for number in range(chance.choice((2, 8, 60)))]
        old = chance.choices(words, k=chance.randrange(40))
        new = [*old]
        for _ in range(chance.randrange(6)):
            at = chance.randrange(len(new) + 1)
            new[at : at + chance.randrange(4)] = chance.choices(words, k=chance.randrange(4))
        changes = changed_lines(old, new)
        assert applied(old, new, changes) == new
        assert all(one.stop < other.start or one.till < other.at for one, other in pairwise(changes))
        assert all(one.start < one.stop or one.at < one.till for one in changes)


def test_the_lines_that_differ_are_told_and_no_others() -> None:
    nodes = [line for number in range(500) for line in (f"class T{number}:\n", "    implements = D1\n", "\n")]
    moved = [line.replace("D1", "D2") for line in nodes]
    assert changed_lines(nodes, moved) == [Changed(at, at + 1, at, at + 1) for at in range(1, len(nodes), 3)]


class Line(str):
    """A line that counts how often it is compared."""

    __slots__ = ()
    compared: ClassVar[int] = 0

    def __eq__(self, other: object) -> bool:
        Line.compared += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Line.compared += 1
        return str.__hash__(self)


@pytest.mark.parametrize("names", ["all are alike", "each once"])
def test_the_work_is_linear_in_the_lines(names: str) -> None:
    work = []
    for size in (500, 2000):
        told = [f"class T{number if names == 'each once' else 0}:\n" for number in range(size)]
        old = [Line(line) for head in told for line in (head, "    implements = D1\n", "\n")]
        new = [Line(line.replace("D1", "D2")) for line in old]
        Line.compared = 0
        changed_lines(old, new)
        work.append(Line.compared)
    assert work[1] < 5 * work[0]
