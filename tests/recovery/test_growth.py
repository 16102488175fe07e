"""How the time grows with files and imports: linear, or n log n."""

from __future__ import annotations

import gc
import random
import time
from typing import TYPE_CHECKING

import pytest
from helpers.growth import growth

from archhook.recovery.groups import Link
from archhook.recovery.recover import recover

if TYPE_CHECKING:
    from collections.abc import Callable

    Project = tuple[list[str], dict[tuple[str, str], Link]]

pytestmark = pytest.mark.slow


def any_imports(files: list[str], number: int) -> Project:
    chance = random.Random(number)
    pairs = zip(chance.choices(files, k=number), chance.choices(files, k=number), strict=True)
    return files, {(one, other): Link(1) for one, other in pairs if one != other}


def in_a_row(files: list[str]) -> Project:
    return files, {(one, files[at - 1]): Link(1) for at, one in enumerate(files)}


def star(files: list[str]) -> Project:
    ways = [(one, files[0]) for one in files[1:]] + [(files[0], one) for one in files[1:]]
    return files, dict.fromkeys(ways, Link(1))


def flat(size: int) -> list[str]:
    return [f"p/m{at}.py" for at in range(size)]


SHAPES: dict[str, Callable[[int], Project]] = {
    "one folder, no imports": lambda size: (flat(10 * size), {}),
    "one folder, many imports": lambda size: any_imports(flat(size), 10 * size),
    "one folder, all in a row that ends where it begins": lambda size: in_a_row(flat(size)),
    "one folder, one file that all import and that imports all": lambda size: star(flat(size)),
    "forty folders": lambda size: any_imports([f"p/f{at % 40}/m{at}.py" for at in range(size)], 4 * size),
    "folders of one file": lambda size: any_imports([f"p/f{at}/m.py" for at in range(size)], 4 * size),
    "folders in folders": lambda size: any_imports([f"p{'/d' * (at % 40)}/m{at}.py" for at in range(size)], 4 * size),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_recovery(shape: str) -> None:
    def run(size: int) -> float:
        files, links = SHAPES[shape](size)
        gc.disable()
        start = time.process_time()
        recover(files, links)
        spent = time.process_time() - start
        gc.enable()
        return spent

    found = growth(run, 400, most=400 << 5, rounds=3)
    assert found.linear, found


def test_five_thousand_files_take_no_time_to_speak_of() -> None:
    files, links = any_imports([f"p/f{at % 40}/g{at % 7}/m{at}.py" for at in range(5000)], 30_000)
    start = time.process_time()
    assert recover(files, links)
    assert time.process_time() - start < 1.5
