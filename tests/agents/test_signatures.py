"""How functions and classes are called, as it is read from their source."""

from __future__ import annotations

import pytest

from archhook.agents.signatures import signatures

SOURCE = b'''
"""A module."""
from dataclasses import dataclass, field

LIMIT = 3

def publish(topic: str, /, *parts, retries=3, **more) -> "Receipt | None": ...

async def listen(topic): ...

if LIMIT:
    def late(value=LIMIT, *, other: int | None = None): ...
else:
    def late(): ...

@dataclass(frozen=True)
class Receipt:
    id: int
    parts: list[str] = field(default_factory=list)

    @property
    def short(self) -> str: ...

    @short.setter
    def short(self, value): ...

class Client(Receipt, metaclass=type):
    def __init__(self, url: str = "a", *, timeout: float = 2.5) -> None: ...
    @classmethod
    def of(cls, url=None): ...
    @staticmethod
    def known(name="x"): ...
    async def send(self, message: bytes) -> Receipt: ...
    def _own(self): ...
    def run(*parts): ...
    def all_defaulted(self="me", more=1): ...

class Empty: ...

try:
    import fast
except ImportError:
    def slow(n): ...
'''


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("publish", ("def publish(topic: str, /, *parts, retries=3, **more) -> 'Receipt | None'",)),
        ("listen", ("async def listen(topic)",)),
        ("late", ("def late(value=LIMIT, *, other: int | None=None)",)),
        (
            "Receipt",
            ("class Receipt: id: int; parts: list[str] = field(default_factory=list)", "Receipt.short: str"),
        ),
        (
            "Client",
            (
                "class Client(Receipt): __init__(url: str='a', *, timeout: float=2.5)",
                "Client.of(url=None)",
                "Client.known(name='x')",
                "async Client.send(message: bytes) -> Receipt",
                "Client.run(*parts)",
                "Client.all_defaulted(more=1)",
            ),
        ),
        ("Empty", ("class Empty",)),
        ("slow", ("def slow(n)",)),
    ],
)
def test_how_a_name_is_called(name: str, expected: tuple[str, ...]) -> None:
    assert signatures(SOURCE, [name]) == {name: expected}


def test_names_keep_their_order_and_others_are_left_out() -> None:
    assert [*signatures(SOURCE, ["late", "LIMIT", "nobody", "Empty", "publish"])] == ["late", "Empty", "publish"]


@pytest.mark.parametrize(
    "source",
    [
        b"def (:\n",
        b"\xff\xfe",
        b"# coding: nonsense\ndef f(): ...\n",
        b"\0",
        b"(" * 5000,
        b"def f(a=" + b"-".join([b"1"] * 50_000) + b"): ...\n",
        b"x = " + b"-" * 100_000,
    ],
)
def test_of_a_file_that_is_not_python_nothing_is_told(source: bytes) -> None:
    assert signatures(source, ["f"]) == {}


def test_nothing_is_executed_and_nothing_warns(recwarn: pytest.WarningsRecorder) -> None:
    source = b"raise SystemExit\n\ndef f(a=exit()): return '\\d' is 5\n"
    assert signatures(source, ["f"]) == {"f": ("def f(a=exit())",)}
    assert not recwarn.list
