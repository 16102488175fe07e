"""How the time grows with what a repository holds of one kind: linear, or n log n."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest
from helpers.growth import growth

from archhook.inventory.hollow_tests import hollow_tests
from archhook.inventory.patterns import compile_patterns
from archhook.inventory.pytest_collection import takes_file, test_names
from archhook.inventory.python_file import ignores_of, inventory
from archhook.inventory.wildcards import matches
from archhook.model.config import Pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow


def check(work: Callable[[int], Callable[[], object]], first: int) -> None:
    """That the work which is made for a size takes time that grows with it as it should. Garbage is none of its own."""

    def run(size: int) -> float:
        made = work(size)
        gc.disable()
        start = time.process_time()
        made()
        spent = time.process_time() - start
        gc.enable()
        return spent

    found = growth(run, first, most=first << 6)
    assert found.linear, found


MARK = b"#archhook: ignore[INV407] x"


@pytest.mark.parametrize("comment", [MARK, MARK + b" ", b"# archhook: ignore", b"#archhook: ignore[", b"# ", b"#\t \t"])
def test_marks_in_one_comment(comment: bytes) -> None:
    check(lambda size: lambda: ignores_of(MARK + b" " + comment * size), 1000)


@pytest.mark.parametrize("codes", [b"a,", b"a" * 9 + b" "])
def test_codes_of_one_mark_that_has_a_long_reason(codes: bytes) -> None:
    check(lambda size: lambda: ignores_of(b"#archhook: ignore[" + codes * size + b"]" + b"why " * size), 1000)


PIECES = ["f'{x:{y}}' ", '""" """ ', 'f"""{x}""" # c\n', "(", "f'{", "'\\n' ", '"""', "f'{x:", "f'\\N{", "'\\", "#'"]


@pytest.mark.parametrize("piece", PIECES)
def test_strings_and_comments(piece: str) -> None:
    check(lambda size: lambda: ignores_of(MARK + b"\n" + (piece * size).encode()), 1000)


PATHS = [f"s{i % 40}/aaaaaaaaaaaaaaaaaaaa{i}.py" for i in range(100)]


@pytest.mark.parametrize("pattern", ["**/*a*{}", "*{}*", "/s{}/**/b", "[!a]{}?", "!*a*{}", "a{}", "**/**/{}/"])
def test_patterns(pattern: str) -> None:
    def work(size: int) -> Callable[[], object]:
        patterns = [pattern.format(i) for i in range(size)]
        return lambda: [*map(compile_patterns(patterns), PATHS)]

    check(work, 250)


@pytest.mark.parametrize("piece", ["*a", "**/", "a**/", "?*", "[a-z]*", "**/a/"])
def test_one_pattern_and_the_path_it_is_laid_over(piece: str) -> None:
    match = compile_patterns([piece * 50 + "b"])
    check(lambda size: lambda: match("a" * size + "/" + "a/" * size), 1000)


@pytest.mark.parametrize("piece", ["*a", "**/", "a**/", "?*", "[a-z]*", "**/a/"])
def test_the_length_of_one_pattern(piece: str) -> None:
    path = "a" * 200 + "/" + "a/" * 100
    check(lambda size: lambda: compile_patterns([piece * size + "b"])(path), 100)


CLASSES = [
    "class C{i}(C{j}): pass\n",
    "class Test{i}(C{j}, Case): pass\n",
    "class C{i}(C{j}):\n  def helper_{i}(self): pass\n",
]


@pytest.mark.parametrize("text", CLASSES)
@pytest.mark.parametrize("upside_down", [False, True])
def test_classes_that_derive_from_each_other(text: str, upside_down: bool) -> None:
    def work(size: int) -> Callable[[], object]:
        lines = [text.format(i=i, j=i + 1) for i in range(size)]
        lines.append(f"class C{size}(TestCase):\n  def test_a(self): pass\n")
        found = inventory("".join(lines if upside_down else reversed(lines)).encode())
        return lambda: test_names("test_a.py", found, Pytest())

    check(work, 200)


NAMES = [f"test_{'a' * 30}{i}" for i in range(100)]


@pytest.mark.parametrize("pattern", ["*a*{}", "*{}*", "test_{}", "[!a]{}?", "[a-z]*{}", "*/*{}.py"])
def test_what_pytest_is_told(pattern: str) -> None:
    def work(size: int) -> Callable[[], object]:
        patterns = tuple(pattern.format(i) for i in range(size))
        told = Pytest(files=("test_*.py", *patterns), classes=patterns, functions=patterns)
        found = inventory("".join(f"def {name}(): pass\nclass {name}: pass\n" for name in NAMES).encode())
        return lambda: test_names("test_x.py", found, told)

    check(work, 250)


@pytest.mark.parametrize("pattern", ["tests/{}", "a/b/{}/", "tests/*{}"])
def test_where_pytest_is_told_to_look(pattern: str) -> None:
    paths = [f"tests/a/b/c{i}/test_x.py" for i in range(100)]

    def work(size: int) -> Callable[[], object]:
        told = Pytest(testpaths=tuple(pattern.format(i) for i in range(size)))
        return lambda: [takes_file(path, told) for path in paths]

    check(work, 50)


@pytest.mark.parametrize("piece", ["*a", "?*", "[a-z]*", "[!b]"])
def test_one_wildcard_and_the_text_that_it_is_laid_over(piece: str) -> None:
    check(lambda size: lambda: matches("a" * size, piece * 50 + "b"), 1000)
    check(lambda size: lambda: matches("a" * 300, piece * size + "b"), 100)


HEAD = "import pytest\n"
SKIP = "pytest.mark.skip"
HOLLOW = {
    "one name": "def test_a(): pass\n",
    "one class": "class TestA:\n    def test_a(self): pass\n",
    "marks": f"pytestmark = [{SKIP}]\n",
    "more marks": f"pytestmark += [{SKIP}]\n",
    "skipped classes": f"@{SKIP}\nclass TestA(TestA):\n    def test_a(self): f()\n",
    "imports": f"import pytest\n@{SKIP}\ndef test_a(): f()\n",
}


@pytest.mark.parametrize("piece", HOLLOW.values(), ids=HOLLOW)
def test_what_cannot_fail(piece: str) -> None:
    check(lambda size: lambda: inventory((HEAD + piece * size).encode()), 200)


def test_parameters_that_are_given() -> None:
    def work(size: int) -> Callable[[], object]:
        marks = "".join(f"@pytest.mark.parametrize('a{number}', [1])\n" for number in range(size))
        tests = "".join(f"    def test_{number}(self, a{number}): pass\n" for number in range(size))
        return lambda: inventory(f"{HEAD}{marks}class TestA:\n{tests}".encode())

    check(work, 200)


def test_tests_of_classes_that_inherit_what_cannot_fail() -> None:
    def work(size: int) -> Callable[[], object]:
        classes = "".join(f"class Test{number}(Base): pass\n" for number in range(size))
        held = inventory(f"class Base:\n    def test_a(self): pass\n{classes}".encode())
        return lambda: hollow_tests("test_a.py", held, Pytest())

    check(work, 200)
