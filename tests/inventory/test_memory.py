"""Lack of memory is no finding: what the machine lacks is told from what is wrong with the source."""

from __future__ import annotations

import subprocess
import sys

import pytest

from archhook.inventory import parse
from archhook.inventory.parse import TOO_DEEP, compiled
from archhook.inventory.python_file import inventory
from archhook.ledger.source import read_ledger

LARGE = b"x = [\n" + b"".join(b'    (%d, "%d", [%d]),\n' % (i, i, i) for i in range(20_000)) + b"]\n"
DEEP = b"x = " + b"-" * 20_000 + b"1\n"

PROGRAM = """
import re, resource, sys, warnings
from archhook.inventory.python_file import inventory
from archhook.inventory import collect, comments, parse, source_text, symbols
from archhook.model.nodes import FileInventory
source = sys.stdin.buffer.read()
inventory(b"x = 1")
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
limit = used + int(float(sys.argv[1]) * (1 << 20))
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    found = inventory(source)
    print(found.error.message if found.error else len(found.symbols))
except MemoryError:
    print("no memory")
"""


def under(megabytes: float, source: bytes) -> str:
    """What is found with so much more memory than an interpreter takes that has nothing to do."""
    run = subprocess.run([sys.executable, "-c", PROGRAM, str(megabytes)], input=source, capture_output=True, check=True)
    return run.stdout.decode().strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is set as Linux counts")
def test_a_large_file_is_read_whole_or_not_at_all() -> None:
    found = [under(megabytes, LARGE) for megabytes in (2, 8, 16, 24, 32, 48, 64, 96, 128, 256, 1024)]
    assert {*found} == {"no memory", "1"}
    assert found == sorted(found, reverse=True)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is set as Linux counts")
def test_a_deep_file_is_too_deep_where_that_can_be_told() -> None:
    found = [under(megabytes, DEEP) for megabytes in (1, 4, 16, 40, 256, 1024)]
    assert {*found} <= {"no memory", TOO_DEEP.message}
    assert found[-2:] == [TOO_DEEP.message] * 2


class Failing:
    """A parser that has no memory, the first so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, source: bytes | str, name: str) -> object:
        self.times -= 1
        if self.times >= 0:
            raise MemoryError
        return compile(source, name, "exec", parse._ONLY_AST)


def test_what_parses_once_there_is_memory_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_compile", Failing(1))
    assert inventory(b"x = 1").error is None


def no_memory(_size: int) -> None:
    raise MemoryError


def test_without_memory_nothing_is_said_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_see_that_memory_is_there", no_memory)
    monkeypatch.setattr(parse, "_compile", Failing(99))
    with pytest.raises(MemoryError):
        inventory(b"x = 1")
    with pytest.raises(MemoryError):
        read_ledger({"architecture.py": b"x = 1"}, "architecture.py")


def test_a_thread_that_cannot_be_started_is_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", refuse)
    with pytest.raises(MemoryError):
        inventory(b"+".join([b"1"] * 100_000))


@pytest.mark.parametrize(
    "source",
    [
        DEEP, b"if a: x = 1\n" + b"elif a: x = 1\n" * 20_000, b"x = " + b"lambda: " * 20_000 + b"1",
        b"x = " + b"1 if a else " * 20_000 + b"1", b"x = " + b"not " * 20_000 + b"1",
        b"x = " + b"2 ** " * 20_000 + b"1",
    ],
)  # fmt: skip
def test_what_is_too_deep_is_so_for_everybody(source: bytes) -> None:
    assert inventory(source).error == TOO_DEEP
    with pytest.raises(RecursionError):
        compiled(source, "")


def test_a_ledger_that_is_nested_too_deeply() -> None:
    (breach,) = read_ledger({"architecture.py": DEEP}, "architecture.py").breaches
    assert breach.code == "LED001"
    assert "nested too deeply" in breach.message


CODECS = """
import sys
from archhook.errors import ArchhookError
from archhook.inventory.python_file import inventory

class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name == "_codecs_jp":
            raise ImportError("failed to map segment from shared object")

sys.meta_path.insert(0, Lacking())
for name in ("shift_jis", "sjis", "no_such", "mbcs", "latin-1"):
    try:
        found = inventory(b"# coding: " + name.encode() + b"\\nx = 1\\n")
        print(found.error and found.error.message.partition(" (")[0])
    except ArchhookError as error:
        print(error.message.partition(" cannot ")[2])
"""


def test_a_codec_that_cannot_be_loaded_now_is_not_one_that_there_is_not() -> None:
    run = subprocess.run([sys.executable, "-c", CODECS], capture_output=True, check=True, text=True)
    assert run.stdout.splitlines() == [
        "load its codec 'shift_jis'", "load its codec 'sjis'", "unknown encoding: no_such",
        "unknown encoding: mbcs", "None",
    ]  # fmt: skip
