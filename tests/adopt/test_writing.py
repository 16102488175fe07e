from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from archhook.adopt.writing import (
    Style,
    class_text,
    columns,
    field,
    import_text,
    list_field,
    literal,
    module_text,
    style_of,
)

RUFF = Path(sys.executable).with_name("ruff")
PATHS = ("a b/", "x'y/", 'q"z/', "", "日本/", "\udcff/", "back\\slash/")


@pytest.mark.parametrize("width", [40, 79, 88, 120])
@pytest.mark.parametrize("quote", ["double", "single"])
def test_ruff_format_leaves_what_is_written(width: int, quote: str, tmp_path: Path) -> None:
    style = Style(width, {"double": '"', "single": "'"}[quote])
    seeded = random.Random(width)
    file = tmp_path / "architecture.py"
    file.write_text(a_module(seeded, style), encoding="utf-8")
    options = ["--isolated", "--line-length", str(width), "--config", f"format.quote-style='{quote}'"]
    done = subprocess.run([RUFF, "format", "--diff", *options, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def a_module(seeded: random.Random, style: Style) -> str:
    def word(most: int) -> str:
        return "".join(seeded.choice("abcdefg_é") for _ in range(seeded.randint(1, most)))

    def names(most: int) -> list[str]:
        return [literal(word(most), style.quote) for _ in range(seeded.choice([0, 1, 2, 5, 12]))]

    classes = []
    for number in range(80):
        fields = [
            field("file_path", literal(f"{seeded.choice(PATHS)}{word(style.width)}.py", style.quote), style),
            field("implements", f"Design{word(style.width - 10)}", style),
            list_field("classes", names(12), style),
            list_field("functions", names(style.width), style),
            list_field("requires", [f"D{word(20)}" for _ in range(seeded.choice([0, 1, 9]))], style),
        ]
        doc = " ".join(word(14) for _ in range(seeded.choice([1, 3, 8, 9, 10, 11, 30]))) + seeded.choice(["", ".", '"'])
        doc += seeded.choice(["", f"\n\nmore {word(30)}\n\n" + " ".join(word(10) for _ in range(30))])
        name = f"N{number}{word(style.width // 2)}"
        classes.append(class_text(name, "UserAcceptanceTest", f"[T-{number}] {doc}", fields, style))
    imports = import_text("archhook", ["Design", "Intent", "Requirement", "Task", "UnitTest", "SystemTest"], style)
    return module_text(f"A ledger.\n\nIt {'says what ' * 20}", [imports], classes, style)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Style(88, '"')),
        ({"pyproject.toml": b"[tool.black]\nline-length = 100"}, Style(100, '"')),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = 79\n[tool.black]\nline-length = 100"}, Style(79, '"')),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = 79", "ruff.toml": b"line-length = 120"}, Style(120, '"')),
        ({"ruff.toml": b"[format]\nquote-style = 'single'"}, Style(88, "'")),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = '79'"}, Style(88, '"')),
        ({"pyproject.toml": b"no toml"}, Style(88, '"')),
        ({"pyproject.toml": b"tool = 1"}, Style(88, '"')),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = 1"}, Style(88, '"')),
    ],
)
def test_the_project_says_how_long_a_line_is(files: dict[str, bytes], expected: Style) -> None:
    assert style_of(files) == expected


@pytest.mark.parametrize("text", ["", "a", 'a"b', "it's", "\\", "\n", "\udcff", "日本", '"\'"', "\x00", "😀"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_literal_means_its_text(text: str, quote: str) -> None:
    assert eval(literal(text, quote)) == text


def test_lists_are_sorted_and_hold_each_name_once() -> None:
    assert list_field("functions", ['"b"', '"a"', '"b"'], Style()) == '    functions = ["a", "b"]\n'
    assert list_field("functions", (), Style()) == "    functions = []\n"


@pytest.mark.parametrize(("line", "expected"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("é", 1)])
def test_columns(line: str, expected: int) -> None:
    assert columns(line) == expected
