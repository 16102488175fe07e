"""What only several exemptions hold back together, and how many files a pattern takes out of the law."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import document, said
from helpers.example import KEPT, LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

CODE = "src/client.py"
MORE = KEPT[CODE] + "\n\ndef other(): pass{}\n"
SEVERITY = '[severity]\nINV407 = "off"\n'
HEAD = "    functions = ["


def waived(code: str) -> str:
    return LEDGER.replace(HEAD, f'    waives = {{"{code}": "so"}}\n{HEAD}', 1)


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    made = git_repo()
    made.commit(files=KEPT)
    monkeypatch.chdir(made.path)
    return made


def held(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[list[int | None], int | None]:
    """(what each holds back, what only several do)."""
    cold = document(capsys, "exemptions", *words, "--no-cache")[1]
    warm: dict[str, Any] = document(capsys, "exemptions", *words)[1]
    assert warm == cold
    return [one["holds_back"] for one in warm["exemptions"]], warm["together"]


@pytest.mark.parametrize(
    "files",
    [
        {"archhook.toml": 'symbols = "files"\n' + SEVERITY, CODE: MORE.format("")},
        {"archhook.toml": f'exclude = ["{CODE}"]\n[severity]\nINV407 = "off"\n', CODE: MORE.format("")},
        {"archhook.toml": SEVERITY, "architecture.py": waived("INV407"), CODE: MORE.format("")},
        {"archhook.toml": SEVERITY, CODE: MORE.format("  # archhook: ignore[INV407] so")},
        {"archhook.toml": SEVERITY, "archhook-baseline.txt": "INV407 T-1 src/client.py other  # so\n",
         CODE: MORE.format("")},
        {"archhook.toml": 'symbols = "files"\n', CODE: MORE.format("  # archhook: ignore[INV407] so")},
        {"architecture.py": LEDGER.replace(
            "    satisfies = [Delivery]", "    satisfies = [Delivery]\n    symbols = 'files'", 1),
         "archhook.toml": SEVERITY, CODE: MORE.format("")},
    ],
)  # fmt: skip
def test_what_two_cover_none_of_them_holds_back_alone(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], files: dict[str, str]
) -> None:
    repo.commit(files=files)
    found = held(capsys)
    assert found == held(capsys, "HEAD~1..HEAD")
    assert found == ([0, 0], 1)
    shown = said(capsys, "exemptions", "HEAD~1..HEAD")[1]
    assert shown.count("holds back nothing alone") == 2
    assert shown.rstrip().endswith("; 1 finding more is held back by several of them at once")
    shown = said(capsys, "exemptions")[1]
    assert shown.endswith(
        "2 exemptions, 0 findings held back; 1 finding more is held back by several of them at once\n"
    )


def test_what_each_holds_back_is_not_counted_again(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    config = f'exclude = ["old/"]\n{SEVERITY}'
    repo.commit(files={"archhook.toml": config, CODE: MORE.format(""), "old/a.py": "A = 1\n"})
    assert held(capsys) == ([1, 1], 0)
    assert "more" not in said(capsys, "exemptions")[1]


def test_what_is_new_covers_beside_what_stands(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit(files={"archhook.toml": SEVERITY, CODE: MORE.format("")})
    repo.commit(files={"archhook.toml": 'symbols = "files"\n' + SEVERITY})
    assert held(capsys, "HEAD~1..HEAD") == ([0], 0)  # it was let pass already
    assert held(capsys) == ([0, 0], 1)


def test_of_a_ledger_that_is_not_sound_it_is_not_known(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    broken = LEDGER.replace("implements = Broker", 'implements = "D-9"', 1)
    repo.commit(files={"architecture.py": broken, "archhook.toml": 'exclude = ["a/", "b/"]\n'})
    found = json.loads(said(capsys, "exemptions", "--format", "json")[1])
    assert ([one["holds_back"] for one in found["exemptions"]], found["together"]) == ([None, None], None)


def test_a_pattern_tells_how_many_files_it_takes_out(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    files = {f"old/{name}.py": "" for name in "abc"} | {"old/a.txt": "", "gen/x_pb2.py": "", "gen/y_pb2.py": ""}
    repo.commit(files=files | {"archhook.toml": 'exclude = ["old/", "*_pb2.py", "!y_pb2.py", "not/"]\n'})
    found = document(capsys, "exemptions")[1]["exemptions"]
    assert [(one["what"], one["files"]) for one in found] == [("*_pb2.py", 1), ("not/", 0), ("old/", 3)]
    shown = said(capsys, "exemptions")[1]
    assert "archhook.toml:1: old/ (3 Python files), holds back 3 findings\n" in shown
    assert "*_pb2.py (1 Python file), holds" in shown
    assert "not/ (0 Python files), holds" in shown
    many = ", ".join(f'"old/{name}.py"' for name in "abcdefghijklmn")
    repo.commit(files={"archhook.toml": f"exclude = [{many}]\n"})
    assert "14 (3 Python files), hold back 3 findings" in said(capsys, "exemptions")[1]
