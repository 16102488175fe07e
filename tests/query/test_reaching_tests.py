"""Which tests run a file, by what they import; what the statements do not say is told."""

from __future__ import annotations

import pytest
from helpers.asking import architecture_of
from helpers.ledgers import sound

from archhook.query.reaching_tests import Reaching, reaching_tests

TEST = "def test_it():\n    assert str(1)\n"
SOURCES = {
    "src/shop/__init__.py": "",
    "src/shop/till.py": "from shop import money\n",
    "src/shop/money.py": "",
    "src/shop/lazy.py": "def later():\n    from shop import rare\n",
    "src/shop/rare.py": "",
    "src/shop/plugin.py": "",
    "src/shop/unused.py": "",
    "src/broken.py": "def (",
    "tests/conftest.py": "pytest_plugins = ['shop.plugin']\n",
    "tests/test_till.py": f"from shop.till import Till\n{TEST}",
    "tests/test_lazy.py": f"import shop.lazy\n{TEST}",
    "tests/test_alone.py": f"import helper\n{TEST}",
    "tests/helper.py": "import subprocess\n",
    "tests/deep/conftest.py": "import broken\n",
    "tests/deep/test_deep.py": TEST,
    "tests/deep/test_none.py": "X = 1\n",
}
ALL = ("tests/deep/test_deep.py", "tests/test_alone.py", "tests/test_lazy.py", "tests/test_till.py")


def reaching(*changed: str, without: str = "") -> Reaching:
    sources = {path: text for path, text in SOURCES.items() if path != without}
    return reaching_tests(architecture_of((), sources), changed)


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("src/shop/till.py", ALL[3:]),
        ("src/shop/money.py", ALL[3:]),  # through others
        ("src/shop/rare.py", ALL[2:3]),  # inside a function
        ("src/shop/__init__.py", ALL),  # the plug-in of the conftest.py above all lies in the package
        ("src/shop/plugin.py", ALL),
        ("src/broken.py", ALL[:1]),  # by a conftest.py
        ("tests/conftest.py", ALL),
        ("tests/deep/conftest.py", ALL[:1]),
        ("tests/helper.py", ALL[1:2]),
        ("tests/test_till.py", ALL[3:]),
        ("src/shop/unused.py", ()),
        ("tests/deep/test_none.py", ()),  # it holds no test
    ],
)
def test_tests_that_run_a_file(path: str, tests: tuple[str, ...]) -> None:
    told = reaching(path)
    assert told.tests == tests
    assert told.reached == ((path,) if tests else ())
    assert reaching(path, without=path).tests == tuple(one for one in tests if one != path)  # it is gone


def test_what_imports_do_not_say_is_told_of_the_other_tests() -> None:
    told = reaching("src/shop/till.py")
    assert told.processes == ("tests/test_alone.py",)
    assert told.unknown == ("src/broken.py",)  # what it imports is not known
    assert reaching("tests/helper.py").processes == ()
    assert reaching("src/broken.py").unknown == ()


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        ("import subprocess", True), ("from subprocess import run", True), ("from os import system", True),
        ("from os import path", False), ("import os", False), ("from asyncio import subprocess", True),
        ("from _pytest.pytester import Pytester", True), ("from _pytest import pytester", True),
        ("from pytest import Pytester", True), ("import pytest", False), ("pytest_plugins = 'pytester'", True),
        ("pytest_plugins = ['other']", False), ("import runpy", True), ("from .subprocess import x", False),
    ],
)  # fmt: skip
def test_what_starts_processes(source: str, starts: bool) -> None:
    sources = {"tests/test_a.py": f"{source}\n{TEST}", "src/a.py": ""}
    told = reaching_tests(architecture_of((), sources), ["src/a.py"])
    assert told.processes == (("tests/test_a.py",) if starts else ())


def test_a_conftest_beside_the_code_helps_tests_too() -> None:
    sources = {"conftest.py": "import subprocess\n", "tests/test_a.py": TEST, "src/a.py": ""}
    assert reaching_tests(architecture_of((), sources), ["src/a.py"]).processes == ("tests/test_a.py",)
    assert reaching_tests(architecture_of((), sources), ["conftest.py"]).tests == ("tests/test_a.py",)


def test_a_test_file_is_what_a_test_declares_too() -> None:
    ledger = (
        'class Fast(Intent):\n    """[I-1] Fast."""\n\n\nclass A(UserAcceptanceTest):\n    """[UAT-1] It is."""\n'
        '    verifies = Fast\n    test_file = "checks/all.py"\n    test_functions = "*"\n'
    )
    sources = {"checks/all.py": "import a\n", "src/a.py": "", "architecture.py": ""}
    told = reaching_tests(architecture_of(sound(ledger).values(), sources), ["src/a.py"])
    assert told.tests == ("checks/all.py",)
