"""What runs when a file is imported: packages on the way, every place that a name may mean, names in strings."""

from __future__ import annotations

import pytest

from archhook.inventory.execution import Execution
from archhook.inventory.python_file import inventory

PATHS = (
    "src/shop/__init__.py", "src/shop/till.py", "src/shop/pay/__init__.py", "src/shop/pay/card.py",
    "src/shop/names/loose.py", "src/shop/json.py", "extra/shop/names/plug.py", "tests/test_till.py", "scripts/build.py",
    "tests/unit/helper.py", "tests/unit/test_pay.py", "tests/data/__init__.py", "tests/data/made.py",
)  # fmt: skip
INITS = ["src/shop/__init__.py", "src/shop/pay/__init__.py"]


def runs(path: str, source: str, strings: tuple[str, ...] = (), *, by_name: bool = True) -> list[str]:
    """What runs with a file of that source, which has these strings in it."""
    execution = Execution(
        PATHS,
        ("src", ".", "extra"),
        lambda one: inventory(source.encode()).imports if one == path else (),
        lambda one: strings,
        lambda one: by_name and one == path,
    )
    return sorted(execution.of(path))


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("tests/test_till.py", "import shop.pay.card", [*INITS, "src/shop/pay/card.py"]),
        ("tests/test_till.py", "from shop.pay import card", [*INITS, "src/shop/pay/card.py"]),
        ("tests/test_till.py", "from shop.pay import Card", INITS),
        ("tests/test_till.py", "from shop.pay._fast import Card", INITS),  # compiled, or made when it is installed
        ("tests/test_till.py", "from shop import *", INITS[:1]),
        ("tests/test_till.py", "def test_x():\n    import shop.till", [*INITS[:1], "src/shop/till.py"]),
        ("tests/test_till.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.till", []),
        ("src/shop/pay/card.py", "", INITS),  # its packages run before it
        ("src/shop/pay/card.py", "from . import missing", INITS),
        ("src/shop/pay/card.py", "from .. import till", [*INITS, "src/shop/till.py"]),
        ("src/shop/pay/card.py", "from ..till import Till", [*INITS, "src/shop/till.py"]),
        ("src/shop/pay/card.py", "from .... import much", INITS),
        ("src/shop/names/loose.py", "from . import plug", ["extra/shop/names/plug.py", *INITS[:1]]),
        ("src/shop/till.py", "import json", INITS[:1]),  # of the standard library, unless it lies in a root
        ("tests/unit/test_pay.py", "import helper", ["tests/unit/helper.py"]),  # pytest puts the folder in the path
        ("tests/test_till.py", "import build", ["scripts/build.py"]),
        ("tests/test_till.py", "import made", []),  # it lies in a package
        ("tests/test_till.py", "import requests", []),
    ],
)  # fmt: skip
def test_what_runs_with_a_file(path: str, source: str, expected: list[str]) -> None:
    assert runs(path, source) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.till", ["src/shop/till.py"]),
        ("shop.till:Till", ["src/shop/till.py"]),
        ("shop.till.Till", ["src/shop/till.py"]),
        (".pay.card", ["src/shop/pay/__init__.py", "src/shop/pay/card.py"]),
        ("till", ["src/shop/till.py"]),
        ("a sentence", []), ("", []), ("...", []), (".....deep", []),
    ],
)  # fmt: skip
def test_names_in_strings(text: str, expected: list[str]) -> None:
    path = "src/shop/__init__.py"
    assert runs(path, "", (text,)) == expected
    assert runs(path, "", (text,), by_name=False) == []


def test_a_star_runs_the_modules_that_the_package_names() -> None:
    source = "from shop import *"
    assert runs("tests/test_till.py", source, ("till", "Till"), by_name=False) == [*INITS[:1], "src/shop/till.py"]
