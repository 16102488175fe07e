"""Names that packages hand on are followed to the file that defines them."""

from __future__ import annotations

import pytest

from archhook.inventory.meant_imports import Meanings
from archhook.model.nodes import Import

INIT = "/__init__.py"


def handed(module: str, name: str = "x") -> Import:
    return Import(module, name, 0, 1, 1)


def home(files: dict[str, list[Import]], *, defining: str) -> str:
    meanings = Meanings(
        (".",), files.__contains__, lambda path: files[path], lambda path: ("x",) if path == defining else ()
    )
    return meanings.home("a" + INIT, "x")


@pytest.mark.parametrize("name", ["x", "*"])
def test_a_name_that_is_handed_on_through_very_many_files(name: str) -> None:
    names = ["a", *(f"b{i}" for i in range(1500))]
    files = {one + INIT: [handed(after, name)] for one, after in zip(names, [*names[1:], "c"], strict=True)}
    assert home({**files, "c.py": []}, defining="c.py") == "c.py"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a": [handed("b", "*"), handed("c", "*")], "b": [], "c": []}, "c" + INIT),
        ({"a": [handed("c", "*"), handed("b", "*")], "b": [handed("a", "*")], "c": []}, "c" + INIT),
        ({"a": [handed("c"), handed("b")], "b": [], "c": []}, "b" + INIT),
        ({"a": [handed("b")], "b": [handed("a")], "c": []}, "a" + INIT),
        ({"a": [handed("b")], "b": [handed("other")], "c": []}, "b" + INIT),
        ({"a": [handed("other")], "c": []}, "a" + INIT),
        ({"a": [handed("b", "*"), handed("b")], "b": [handed("c", "*")], "c": []}, "c" + INIT),
    ],
)
def test_which_file_is_meant(files: dict[str, list[Import]], expected: str) -> None:
    assert home({path + INIT: imports for path, imports in files.items()}, defining="c" + INIT) == expected
