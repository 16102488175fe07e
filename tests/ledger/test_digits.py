"""The limit on digits of integers, which the environment may set, has no say in what a ledger or a setting means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from archhook.errors import ConfigError
from archhook.ledger.source import read_ledger
from archhook.project.toml import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = b"from archhook import Intent\n"
NODE = b'class A(Intent):\n    name = f"{LARGE}"\n    """[I-1] A."""\n'
LEDGERS = {
    "a literal that is too long": HEAD + b"LARGE = " + b"9" * 5000 + b"\n" + NODE,
    "a literal that is not": HEAD + b"LARGE = " + b"9" * 3000 + b"\n" + NODE,
    "a number that is too long as text": HEAD + b"LARGE = 0x" + b"f" * 5000 + b"\n" + NODE,
    "a number that is not": HEAD + b"LARGE = 0x" + b"f" * 2000 + b"\n" + NODE,
}


@pytest.fixture(params=[0, 640, 100_000])
def limit(request: pytest.FixtureRequest) -> Iterator[Callable[[], None]]:
    """What sets another limit, as PYTHONINTMAXSTRDIGITS does."""
    before = sys.get_int_max_str_digits()
    yield lambda: sys.set_int_max_str_digits(request.param)
    sys.set_int_max_str_digits(before)


@pytest.mark.parametrize("source", LEDGERS.values(), ids=LEDGERS)
def test_a_ledger_reads_the_same_under_any_limit(source: bytes, limit: Callable[[], None]) -> None:
    expected = read_ledger({"architecture.py": source}, "architecture.py")
    limit()
    asked = sys.get_int_max_str_digits()
    assert read_ledger({"architecture.py": source}, "architecture.py") == expected
    assert sys.get_int_max_str_digits() == asked


@pytest.mark.parametrize("count", [3000, 5000])
def test_a_setting_reads_the_same_under_any_limit(count: int, limit: Callable[[], None]) -> None:
    def read() -> object:
        try:
            return Table.of_file("pyproject.toml", b"x = " + b"9" * count).values
        except ConfigError as error:
            return error.message

    expected = read()
    limit()
    asked = sys.get_int_max_str_digits()
    assert read() == expected
    assert sys.get_int_max_str_digits() == asked
