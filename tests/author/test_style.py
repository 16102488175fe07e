from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from archhook.author.node_source import Style
from archhook.author.style import selected, style_files, style_of

RUFF = Path(sys.executable).with_name("ruff")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Style(88, '"')),
        ({"pyproject.toml": b"[tool.black]\nline-length = 100"}, Style(100, '"')),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = 79\n[tool.black]\nline-length = 100"}, Style(79, '"', True)),
        (
            {"pyproject.toml": b"[tool.ruff]\nline-length = 79", "ruff.toml": b"line-length = 120"},
            Style(120, '"', True),
        ),
        ({"ruff.toml": b"[format]\nquote-style = 'single'"}, Style(88, "'", True)),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = '79'"}, Style(88, '"', True)),
        ({"pyproject.toml": b"no toml"}, Style(88, '"')),
        ({"pyproject.toml": b"tool = 1"}, Style(88, '"')),
        ({"pyproject.toml": b"[tool.ruff]\nline-length = 1"}, Style(88, '"', True)),
        ({"pyproject.toml": b"[tool.ruff]\nlint = 1\nformat = 1"}, Style(88, '"', True)),
        ({".pre-commit-config.yaml": b"- id: ruff-check"}, Style(88, '"', True)),
        ({".pre-commit-config.yaml": b"- id: black"}, Style(88, '"')),
        ({"ruff.toml": b"[lint]\nselect = ['E']\n[lint.isort]\nforce-single-line = true"}, Style(one_a_line=True)),
        ({"ruff.toml": b"select = ['E']\n[lint]\nextend-select = ['RUF']"}, Style(shielded=True)),
    ],
)
def test_what_the_project_says(files: dict[str, bytes], expected: Style) -> None:
    assert style_of(files) == expected


@pytest.mark.parametrize(
    ("files", "width"),
    [
        ({"ruff.toml": "line-length = 60"}, 60),
        ({"a/b/ruff.toml": "line-length = 50", "ruff.toml": "line-length = 60"}, 50),
        ({"a/pyproject.toml": "[project]", "pyproject.toml": "[tool.ruff]\nline-length = 60"}, 60),
        ({"a/pyproject.toml": "[tool.black]\nline-length = 50", "pyproject.toml": "[tool.black]"}, 50),
        ({"other/ruff.toml": "line-length = 60"}, 88),
    ],
)
def test_the_nearest_folder_tells(files: dict[str, str], width: int) -> None:
    def read(path: str) -> bytes | None:
        return files[path].encode() if path in files else None

    assert style_of(style_files(read, "a/b/")).width == width


@pytest.mark.parametrize(
    "lint",
    [
        "",
        "select = ['RUF']",
        "select = ['ALL']",
        "select = ['E']",
        "select = ['E']\nextend-select = ['RUF0']",
        "extend-select = ['E']",
        "ignore = ['RUF012']",
        "ignore = ['RUF']",
        "ignore = ['RUF1']",
        "select = ['ALL']\nignore = ['RUF']",
        "select = ['RUF012']\nignore = ['RUF']",
        "select = ['RUF']\nextend-ignore = ['RUF01']",
        "select = ['RUF']\nignore = ['RUF']",
    ],
)
def test_ruff_judges_by_the_rule_where_that_is_foretold(lint: str, tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text(f"[lint]\n{lint}\n")
    (tmp_path / "a.py").write_text("class A:\n    b = []\n")
    done = subprocess.run([RUFF, "check", "--no-cache", tmp_path], capture_output=True, text=True, check=False)
    assert selected("RUF012", tomllib.loads(lint)) is ("RUF012" in done.stdout), done
