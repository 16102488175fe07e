"""Nothing of the caller but the bytes reaches an inventory."""

from __future__ import annotations

import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

import pytest

from archhook.inventory.python_file import inventory

if TYPE_CHECKING:
    from collections.abc import Callable

    from archhook.model.nodes import FileInventory

SOURCES = {
    "plain": b"def f(): pass\nx = 1\n",
    "sum of 700": b"x = " + b"+".join([b"1"] * 700),
    "sum of 2500": b"x = " + b"+".join([b"1"] * 2500),
    "sum of 100000": b"x = " + b"+".join([b"1"] * 100_000),
    "elif of 300": b"if a: x0 = 1\n" + b"".join(b"elif a: x%d = 1\n" % i for i in range(300)),
    "elif of 3000": b"if a: x0 = 1\n" + b"".join(b"elif a: x%d = 1\n" % i for i in range(3000)),
    "minus of 500": b"x = " + b"-" * 500 + b"1",
    "minus of 30000": b"x = " + b"-" * 30_000 + b"1",
    "walrus within": b"x = (" + b"+".join([b"(y := 1)"] * 600) + b")",
    "digits of 4000": b"x = " + b"9" * 4000,
    "digits of 5000": b"x = " + b"9" * 5000,
    "escape": b"x = '\\d'\ny = 1 is 1\nassert (1, 2)\nz = 0or 1\n",
    "syntax": b"x = (\n",
}


def at_depth(depth: int, work: Callable[[], FileInventory]) -> FileInventory:
    return work() if depth == 0 else at_depth(depth - 1, work)


def frames_left() -> int:
    def dive(count: int) -> int:
        try:
            return dive(count + 1)
        except RecursionError:
            return count

    return dive(0)


@pytest.fixture(params=SOURCES.values(), ids=SOURCES.keys())
def source(request: pytest.FixtureRequest) -> bytes:
    found: bytes = request.param
    return found


@pytest.fixture
def expected(source: bytes) -> FileInventory:
    return inventory(source)


def test_depth_of_the_caller(source: bytes, expected: FileInventory) -> None:
    left = frames_left()
    for depth in (left // 2, left - 60, left - 30, left - 12):
        assert at_depth(depth, lambda: inventory(source)) == expected


@pytest.mark.parametrize("limit", [400, 999, 5000, 100_000])
def test_recursion_limit_of_the_caller(source: bytes, expected: FileInventory, limit: int) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        found = inventory(source)
        assert sys.getrecursionlimit() == limit
    finally:
        sys.setrecursionlimit(before)
    assert found == expected


@pytest.mark.parametrize("digits", [0, 640, 100_000])
def test_limit_on_integers_of_the_caller(source: bytes, expected: FileInventory, digits: int) -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(digits)
    try:
        found = inventory(source)
        assert sys.get_int_max_str_digits() == digits
    finally:
        sys.set_int_max_str_digits(before)
    assert found == expected


@pytest.mark.parametrize("action", ["error", "always", "default"])
def test_warnings_filters_of_the_caller(source: bytes, expected: FileInventory, action: str) -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter(action)  # type: ignore[arg-type]
        assert inventory(source) == expected
    assert seen == []


def test_nothing_is_printed_under_the_strictest_flags() -> None:
    program = f"from archhook.inventory.python_file import inventory\nfor s in {list(SOURCES.values())!r}: inventory(s)"
    program += "\ninventory(b\"if __name__ == b'__main__': x = 1\")"
    command = [sys.executable, "-W", "error", "-bb", "-X", "dev", "-"]
    run = subprocess.run(command, input=program.encode(), capture_output=True, check=True)
    assert (run.stdout, run.stderr) == (b"", b"")


def test_what_is_read_in_a_fresh_thread_is_what_is_read_here(source: bytes) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + 1)
    try:
        there = inventory(source)
    finally:
        sys.setrecursionlimit(before)
    assert inventory(source) == there
