from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from archhook.author.node_source import (
    Style,
    class_text,
    columns,
    field,
    import_text,
    list_field,
    literal,
    module_text,
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


NAMES = ("DesignHatch2", "DesignHatchling", "DesignHatchPublish", "DesignHatch10", "DesignHatch", "DesignÄ", "Design_a")


@pytest.mark.parametrize("single", ["true", "false"])
def test_ruff_leaves_the_imports_and_the_lists(single: str, tmp_path: Path) -> None:
    style = Style(60, shielded=True, one_a_line=single == "true")
    imports = [import_text("archhook", ["Task", "Design"], style), "\n", import_text("architecture.plan", NAMES, style)]
    lists = class_text("A", "Task", "[T-1] A.", [list_field("functions", ['"a"'], style)], style)
    plain = class_text("B", "UnitTest", "[UT-1] A.", [field("test_functions", '"*"', style)], style)
    (tmp_path / "lists.py").write_text(module_text("A ledger.", imports, [lists, plain], style))
    (tmp_path / "plain.py").write_text(module_text("A ledger.", imports, [plain], style))
    options = ["--isolated", "--select=I,RUF012,RUF100", f"--config=lint.isort.force-single-line={single}"]
    options.append("--config=lint.isort.known-first-party=['architecture']")
    done = subprocess.run([RUFF, "check", *options, "."], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


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
