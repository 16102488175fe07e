from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import pytest

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import GitRepo

FILES = {
    "src/till/__init__.py": "",
    "src/till/total.py": "TAX = 19\n\n\ndef total(cents):\n    return cents\n",
    "tests/test_total.py": "from till import total\n\n\ndef test_total(): ...\n",
    "README.md": "# Till\n\nAdds up what a customer has to pay.\n",
}


@pytest.fixture
def till(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    repo = git_repo("till")
    repo.commit("The till", files=FILES)
    monkeypatch.chdir(repo.path)
    return repo


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".git")


def test_init_says_what_it_did_and_what_comes_next(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "wrote architecture.py (55 lines): 1 Intent, 1 Requirement, 1 Design, 1 Task, 1 Test, 2 names",
        "wrote archhook.toml:",
        "  TST506 is off and hides 1 finding",
        "  TST507 is off and hides 1 finding",
        "  TST508 is off and hides 1 finding",
        "3 placeholders to be written anew by people: grep -rn PLACEHOLDER architecture.py",
        "judged: 1 chain holds",
        "Next:",
        "  git add architecture.py archhook.toml",
        "  archhook check",
        "  archhook install",
    ]
    assert main(["check"]) == 0
    assert main(["sync", "--check"]) == 0
    assert "PLACEHOLDER: Adds up what a customer has to pay." in (till.path / "architecture.py").read_text()


def test_a_dry_run_writes_nothing(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(till.path)
    assert main(["init", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("would write architecture.py")
    assert out.endswith("nothing was written: that was a dry run\n")
    assert names(till.path) == before


def test_init_refuses_to_begin_twice(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    text = (till.path / "architecture.py").read_text()
    assert main(["init"]) == 2
    assert "there is a ledger already: architecture.py" in capsys.readouterr().err
    assert (till.path / "architecture.py").read_text() == text


def test_git_tracks_what_init_wrote_and_nothing_is_staged(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--quiet"]) == 0
    assert till.run("status", "--porcelain").splitlines() == [" A archhook.toml", " A architecture.py"]
    assert till.run("write-tree") == till.run("rev-parse", "HEAD^{tree}")
    assert capsys.readouterr() == ("", "")


def test_git_may_ignore_what_init_wrote(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Ignore", files={".gitignore": "archhook.toml\n"})
    assert main(["init"]) == 0
    assert "git could not add files: " in (err := capsys.readouterr().err)
    assert "archhook.toml" in err
    assert (till.path / "architecture.py").exists()


def test_a_project_below_the_top(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--config", "src/archhook.toml"]) == 0
    out = capsys.readouterr().out
    assert "  git add src/architecture.py src/archhook.toml\n  archhook check --config src/archhook.toml\n" in out
    till.git("add", ".")
    assert main(["check", "--config", "src/archhook.toml"]) == 0


def test_the_steps_can_be_typed_where_one_is(
    till: GitRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(till.path / "src")
    assert main(["init", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "would write ../architecture.py (" in out
    assert "would write ../archhook.toml:" in out
    assert "grep -rn PLACEHOLDER ../architecture.py\n" in out
    assert main(["init"]) == 0
    assert "  git add ../architecture.py ../archhook.toml\n" in capsys.readouterr().out


def test_files_that_this_python_cannot_read_are_counted(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Old", files={"old.py": "print 'x'\n", "setup.py": "X = 1\n"})
    assert main(["init", "--dry-run"]) == 0
    version = ".".join(platform.python_version_tuple()[:2])
    said = f"  2 files excluded by 2 patterns, each with its reason; 1 of them Python {version} cannot read\n"
    assert said in capsys.readouterr().out


def test_the_style_of_the_whole_repository_counts_for_a_project_in_it(till: GitRepo) -> None:
    files = {"ruff.toml": "line-length = 40\nformat.quote-style = 'single'\n", "src/pyproject.toml": "[project]\n"}
    till.commit("Style", files=files)
    assert main(["init", "--config", "src/archhook.toml"]) == 0
    text = (till.path / "src" / "architecture.py").read_text()
    assert "    functions = ['total']\n" in text
    assert "# ruff: noqa: RUF012" in text


def test_a_folder_is_no_configuration(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--config", "src"]) == 2
    assert "src is a folder\n    fix: --config src/archhook.toml" in capsys.readouterr().err


def test_a_folder_that_is_not_there(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--config", "nowhere/archhook.toml"]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_what_pytest_is_told_is_obeyed_and_what_cannot_be_told_is_said(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The key `tests`, where it has to be written, says what `python_files` says: it alone counts then."""
    repo = git_repo()
    settings = (
        "[pytest]\npython_files = check_*.py [t]est_*.py\npython_classes = *Suite\naddopts = --ignore=unittests/b\n"
    )
    files = {
        "tox.ini": settings,
        "src/shop/cart.py": "def total(): pass\n",
        "src/shop/check_cart.py": "class CartSuite:\n    def test_total(self): pass\n",
        "unittests/helper.py": "def help(): pass\n",
        "unittests/test_cart.py": "def test_total(): pass\n",
        "unittests/conftest.py": "collect_ignore = []\n",
    }
    repo.commit("start", files=files)
    monkeypatch.chdir(repo.path)
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert "1 Task, 2 Tests" in out
    assert [line for line in out.splitlines() if line.startswith("tests: ")] == [
        "tests: `python_files` in tox.ini makes 1 more file a test: what is in there needs no Task",
        "tests: `addopts` in tox.ini is not read: --ignore may let pytest run other tests than count here",
        "tests: unittests/conftest.py is not run: `collect_ignore` may let pytest run other tests than count here",
    ]
    assert '    "check_*.py", # 1 file: `python_files` in tox.ini\n' in (repo.path / "archhook.toml").read_text()
    assert main(["check"]) == 0
    repo.write("src/shop/check_cart.py", files["src/shop/check_cart.py"].replace("CartSuite", "Cart"))
    assert main(["check"]) == 1
    assert "and pytest takes none" not in (said := capsys.readouterr().out)
    assert "declares all tests of src/shop/check_cart.py, which holds none" in said
