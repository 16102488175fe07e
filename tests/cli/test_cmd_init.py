from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
FILES = {
    "src/till/__init__.py": "",
    "src/till/total.py": "TAX = 19\n\n\ndef total(cents):\n    return cents\n",
    "tests/test_total.py": "from till import total\n\n\ndef test_total(): assert str(1)\n",
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
        "wrote architecture.py (58 lines): 1 Intent, 1 Requirement, 1 Design, 1 Task, 1 Test, 2 names",
        "wrote archhook.toml:",
        "  ids of Tasks and Tests are words, made from the paths of their files",
        "  TST506 is off and hides 1 finding",
        "  TST507 is off and hides 1 finding",
        "  TST508 is off and hides 1 finding",
        "3 placeholders to be written anew by people: grep -rn PLACEHOLDER: architecture.py",
        "judged: 1 chain holds",
        "Next:",
        "  archhook check",
        "  archhook install",
        "  git add .pre-commit-config.yaml",
        "  git commit architecture.py archhook.toml .pre-commit-config.yaml",
    ]
    assert main(["check"]) == 0
    assert main(["sync", "--check"]) == 0
    ledger = (till.path / "architecture.py").read_text()
    assert '"""[I-1] Adds up what a customer has to pay.\n' in ledger
    assert ledger.endswith('\n\n\nif __name__ == "__main__":\n    raise SystemExit(not validate_architecture())\n')
    assert subprocess.run([sys.executable, "architecture.py"], cwd=till.path, capture_output=True).returncode == 0


def test_what_is_taken_for_no_part_of_the_product_is_told(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("More", files={"examples/buy.py": "import till.total\n\nX = 1\n", "bench.py": "Y = 1\n"})
    assert main(["init"]) == 0
    told = (
        "  code beside the product, which never requires it: ., examples (waives TST505: not tested for its own sake)"
    )
    assert capsys.readouterr().out.splitlines()[1] == told
    assert main(["check"]) == 0


def test_ids_are_words_and_stay_so(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--quiet"]) == 0
    ledger = (till.path / "architecture.py").read_text()
    for node_id in ("I-1", "R-1", "D-1", "T-till.total", "UT-tests.test_total"):
        assert f'"""[{node_id}] ' in ledger
    assert '\nnew-ids = "words"\n' in (till.path / "archhook.toml").read_text()
    till.write("src/till/Print-2.py", "def show(): ...\n")
    till.git("add", ".")
    assert main(["sync"]) == 0
    assert "T-till.print-2 new (src/till/Print-2.py)" in capsys.readouterr().err
    assert main(["check", "-q"]) == 0


@pytest.mark.parametrize(
    ("told", "wanted", "said"),
    [
        ('symbols = "module"', "T-till.total", True),
        ('new-ids = "numbers"', "T-1", False),
        ('new-ids = "words"', "T-till.total", False),
    ],
)
def test_a_configuration_that_is_there_is_kept_to(
    told: str, wanted: str, said: bool, till: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    off = "".join(f'severity.{code} = "off"\n' for code in ("TST506", "TST507", "TST508"))
    till.commit("Configured", files={"pyproject.toml": f"[tool.archhook]\n{told}\n{off}"})
    assert main(["init"]) == 0
    line = 'to be added to pyproject.toml, so that new ids stay words: new-ids = "words"\n'
    assert (line in capsys.readouterr().out) is said
    assert f'"""[{wanted}] ' in (till.path / "architecture.py").read_text()
    assert not (till.path / "archhook.toml").exists()
    assert main(["check", "-q"]) == 0


def test_what_has_to_be_added_names_the_ids_too(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Configured", files={"pyproject.toml": '[tool.archhook]\nsymbols = "module"\n'})
    assert main(["init"]) == 2
    lines = textwrap.dedent(capsys.readouterr().err.partition("[tool.archhook]\n")[2])
    assert 'new-ids = "words"\n' in lines
    till.commit("Added", files={"pyproject.toml": f'[tool.archhook]\nsymbols = "module"\n{lines}'})
    assert main(["init", "--quiet"]) == 0


def test_what_is_frozen_is_told(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    files = {f"src/{one}/m.py": f"import {other}.m\n\nX = 1\n" for one, other in (("desk", "shelf"), ("shelf", "desk"))}
    files |= {f"src/{folder}/{name}.py": "X = 1\n" for folder in ("desk", "shelf") for name in "uv"}
    files |= {"tests/test_u.py": "def test_u(): ...\n\n\ndef test_v(): pass\n"}
    till.commit("A circle", files=files | {"src/desk/n.py": "import shelf.m\nimport tests.help\n", "tests/help.py": ""})
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert (
        "wrote archhook-baseline.txt:\n"
        "  1 import in 1 file runs against this order: archhook-baseline.txt lists it\n"
        "  DEP210 freezes 1 import of tests by other code\n"
        "  TST509 freezes 2 tests that cannot fail\n"
    ) in out
    commit = next(line.split()[1:] for line in out.splitlines() if line.startswith("  git commit "))
    till.write("architecture.py", till.read("architecture.py") + "# edited since\n")
    till.write(".pre-commit-config.yaml", "repos: []\n")  # as `archhook install` would
    till.run("add", ".pre-commit-config.yaml")
    till.run(*commit, "-m", "An architecture")
    assert "# edited since" in till.run("show", "HEAD:architecture.py")
    assert till.run("status", "--porcelain", "-uno") == ""
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "5 warnings, 8 exemptions, 4 in the baseline" in capsys.readouterr().err
    assert main(["sync", "--requires"]) == 0
    assert "nothing to write" in capsys.readouterr().err


def test_the_imports_that_are_frozen_are_told_with_their_entries(
    till: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a file imports of another in several statements is one entry of the baseline."""
    files = {f"src/{folder}/{name}.py": "X = 1\n" for folder in ("desk", "shelf") for name in "uv"}
    files |= {f"src/desk/{name}.py": "import shelf.m\n" for name in ("m", "n", "o")}
    till.commit("A circle", files=files | {"src/shelf/m.py": "import desk.m\nfrom desk import m\n\nX = 1\n"})
    assert main(["init"]) == 0
    line = "2 imports in 1 file run against this order: archhook-baseline.txt lists them in 1 entry, of a pair of files"
    assert f"  {line}\n" in capsys.readouterr().out
    text = (till.path / "archhook-baseline.txt").read_text()
    assert len([one for one in text.splitlines() if one.startswith("DEP203")]) == 1


PLACEHOLDERS = (
    "architecture.py:13:1: LED007 (warning) 3 placeholders to be written by people: I-1, R-1, D-1 "
    "(archhook check -v names each place)\n"
)


def test_placeholders_stop_nobody_and_are_one_line(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--quiet"]) == 0
    assert main(["check", "-q"]) == 0
    assert capsys.readouterr().out == PLACEHOLDERS
    assert main(["check", "--strict"]) == 1
    done = capsys.readouterr()
    assert done.out == PLACEHOLDERS
    assert "archhook: 3 warnings (strict), 3 exemptions; " in done.err
    assert main(["check", "-q", "-v"]) == 0
    assert capsys.readouterr().out.count("the docstring of ") == 3
    assert main(["check", "-q", "src"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("told", ["strict = true", 'severity.LED007 = "error"'])
def test_where_placeholders_would_stop_a_commit_they_are_frozen(
    told: str, till: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    off = "".join(f'severity.{code} = "off"\n' for code in ("TST506", "TST507", "TST508"))
    config = f'[tool.archhook]\nnew-ids = "words"\n{told}\n{off}'
    till.commit("Configured", files={"pyproject.toml": config})
    assert main(["init"]) == 0
    assert "  LED007 freezes 3 placeholders, because they would stop a commit\n" in capsys.readouterr().out
    entries = [line for line in (till.path / "archhook-baseline.txt").read_text().splitlines() if line[:3] == "LED"]
    assert entries == [f"LED007 {node} - -  # to be written by people" for node in ("D-1", "I-1", "R-1")]
    assert main(["check"]) == 0
    ledger = till.path / "architecture.py"
    ledger.write_text(ledger.read_text().replace("PLACEHOLDER:", "Why:", 1))
    capsys.readouterr()
    assert main(["check"]) == 1
    assert "LED006 no finding matches LED007 I-1 - - any more" in capsys.readouterr().out


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


def test_what_init_wrote_is_staged_and_nothing_else(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.write("README.md", FILES["README.md"] + "More.\n")
    till.write("other.py", "x = 1\n")
    assert main(["init", "--quiet"]) == 0
    staged = ["A  archhook.toml", "A  architecture.py"]
    assert till.run("status", "--porcelain").splitlines() == [" M README.md", *staged, "?? other.py"]
    assert capsys.readouterr() == ("", "")


def test_what_init_wrote_can_be_put_aside_and_taken_back(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """`git stash` refuses where something is only intended to be added."""
    assert main(["init", "--quiet"]) == 0
    till.run("stash")
    assert not (till.path / "architecture.py").exists()
    till.run("stash", "pop")
    assert main(["check", "--quiet"]) == 0
    assert capsys.readouterr().out.count(" LED007 ") == 1


def test_git_may_ignore_what_init_wrote(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Ignore", files={".gitignore": "archhook.toml\n"})
    assert main(["init"]) == 0
    assert "git could not add files: " in (err := capsys.readouterr().err)
    assert "archhook.toml" in err
    assert (till.path / "architecture.py").exists()


def test_the_placeholders_are_those_that_its_command_finds(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("one", "two"):  # and a package, with a docstring that explains the word
        till.write(f"src/{part}/__init__.py", "".join(f"X{number} = 0\n" for number in range(900)))
        till.write(f"src/{part}/a.py", "A = 1\n")
        till.write(f"src/{part}/b.py", "B = 1\n")
    till.git("add", "-A")
    assert main(["init"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "placeholder" in line)
    number, _, command = line.partition(" placeholders to be written anew by people: ")
    found = subprocess.run(shlex.split(command), capture_output=True, check=True, text=True).stdout
    assert len(found.splitlines()) == int(number) == 5


def test_a_project_below_the_top(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--config", "src/archhook.toml"]) == 0
    out = capsys.readouterr().out
    assert out.endswith(
        "Next:\n  archhook check --config src/archhook.toml\n  archhook install --config src/archhook.toml\n"
        "  git add .pre-commit-config.yaml\n"
        "  git commit src/architecture.py src/archhook.toml .pre-commit-config.yaml\n"
    )
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
    assert "grep -rn PLACEHOLDER: ../architecture.py\n" in out
    assert main(["init"]) == 0
    assert "  git commit ../architecture.py ../archhook.toml ../.pre-commit-config.yaml\n" in capsys.readouterr().out


def test_files_that_this_python_cannot_read_are_counted(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Old", files={"old.py": "print 'x'\n", "setup.py": "X = 1\n"})
    assert main(["init", "--dry-run", "--exclude-unreadable"]) == 0
    said = f"  2 files excluded by 2 patterns, each with its reason; 1 of them Python {RUNNING} cannot read\n"
    assert f"{said}    old.py\n" in capsys.readouterr().out
    assert main(["init", "--exclude-unreadable"]) == 0
    assert '    "/old.py", # 1 file: not Python here: ' in (till.path / "archhook.toml").read_text()
    assert main(["check", "-q"]) == 0


NEWER = f"3.{sys.version_info.minor + 1}"
WANTED = {
    "pyproject.toml": f'[project]\nname = "till"\nrequires-python = ">={NEWER}, <4"\n',
    "setup.cfg": f"[metadata]\nname = till\n[options]\npython_requires = >={NEWER}, <4\n",
}


@pytest.mark.parametrize("file", [*WANTED, ""])
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_files_that_this_python_cannot_read_are_never_left_out_unasked(
    till: GitRepo, capsys: pytest.CaptureFixture[str], file: str, options: list[str]
) -> None:
    broken = {f"src/old{number:02}.py": "\n\nprint 'x'\n" for number in range(12)}
    till.commit("Old", files=broken | ({file: WANTED[file]} if file else {}))
    assert main(["init", *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"archhook: Python {RUNNING} cannot read 12 files of this project; nothing was written\n")
    assert "\n      src/old09.py:3: Missing parentheses in call to 'print'" in err
    assert "src/old10.py" not in err
    assert err.endswith("      and 2 more\n")
    assert "      archhook init --exclude-unreadable\n" in err
    newer = f"fix: the project asks for Python >={NEWER}, <4 ({file}): in an environment of Python {NEWER},\n"
    assert (newer in err) == bool(file)
    assert (f"      - id: archhook\n        language_version: python{NEWER}\n" in err) == bool(file)
    assert ("if they are no Python, or broken on purpose (templates, test data, Python 2)" in err) == (not file)
    assert till.run("status", "--porcelain") == ""


def test_what_is_left_out_anyway_may_be_unreadable(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Docs", files={"docs/conf.py": "print 'x'\n"})
    assert main(["init"]) == 0
    assert "  1 file excluded by 1 pattern, each with its reason\n" in capsys.readouterr().out


def test_a_project_below_the_top_is_told_its_own_command(till: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    till.commit("Old", files={"src/old.py": "print 'x'\n"})
    assert main(["init", "--config", "src/archhook.toml"]) == 2
    err = capsys.readouterr().err
    assert "      archhook init --config src/archhook.toml --exclude-unreadable\n" in err
    assert "This is the file:\n      src/old.py:1: " in err


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
        "src/shop/check_cart.py": "class CartSuite:\n    def test_total(self): assert str(1)\n",
        "unittests/helper.py": "def help(): pass\n",
        "unittests/test_cart.py": "def test_total(): assert str(1)\n",
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


@pytest.mark.parametrize("committed", [False, True])
def test_to_begin_anew_is_to_do_as_told(till: GitRepo, capsys: pytest.CaptureFixture[str], committed: bool) -> None:
    assert main(["init", "--quiet"]) == 0
    if committed:
        till.commit("adopted")
    capsys.readouterr()
    assert main(["init"]) == 2
    told = re.search(r"to begin anew, `git (.*)` first", capsys.readouterr().err)
    assert told
    till.run(*told[1].split())
    assert main(["init", "--quiet"]) == 0
    assert main(["check", "--quiet"]) == 0


@pytest.mark.parametrize("package", [False, True])
def test_a_ledger_that_git_does_not_track_is_no_reason_for_another(
    till: GitRepo, capsys: pytest.CaptureFixture[str], package: bool
) -> None:
    assert main(["init", "--quiet"]) == 0
    till.run("reset", "-q")
    (till.path / "archhook.toml").unlink()
    where = "architecture.py"
    if package:
        where = "architecture/__init__.py"
        till.write(where, till.read("architecture.py"))
        (till.path / "architecture.py").unlink()
    capsys.readouterr()
    before = names(till.path)
    assert main(["init"]) == 2
    told = capsys.readouterr().err
    assert f"there is a ledger already: {where}, which git does not track; nothing was written" in told
    assert f"fix: `git add {where}`" in told
    assert names(till.path) == before


@pytest.mark.parametrize("package", [False, True])
def test_a_ledger_that_is_gone_from_the_work_tree_alone_is_brought_back_or_removed(
    till: GitRepo, capsys: pytest.CaptureFixture[str], package: bool
) -> None:
    """What git tracks still would be a second ledger of the next commit."""
    assert main(["init", "--quiet"]) == 0
    where = "architecture.py"
    if package:
        till.write("architecture/__init__.py", till.read(where))
        till.run("rm", "-qf", where)
        where = "architecture/"
    till.commit("adopted")
    for path in ("archhook.toml", "architecture.py", "architecture/__init__.py"):
        (till.path / path).unlink(missing_ok=True)
    capsys.readouterr()
    assert main(["init"]) == 2
    told = capsys.readouterr().err
    assert "and it is not in the work tree; nothing was written" in told
    assert f"to begin anew, `git rm -r --cached {where}`" in told
    till.run("rm", "-r", "-q", "--cached", where)
    till.run("rm", "-q", "--cached", "archhook.toml")
    assert main(["init", "--quiet"]) == 0
    assert main(["check", "--quiet"]) == main(["check", "--staged", "--quiet"]) == 0


def test_where_warnings_fail_sync_leaves_placeholders_to_people_in_one_line(
    till: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--quiet"]) == 0
    till.write("archhook.toml", "strict = true\n" + till.read("archhook.toml"))
    till.run("add", "-A")
    till.write("src/till/total.py", till.read("src/till/total.py") + "\n\ndef refund():\n    pass\n")
    assert main(["sync"]) == 1
    err = capsys.readouterr().err
    assert "T-till.total (src/till/total.py): +functions refund\n" in err
    left = [line for line in err.splitlines() if "left to you" in line]
    assert left == [f"archhook: left to you: {PLACEHOLDERS.partition(': ')[2].strip().replace(' (warning)', '')}"]


@pytest.mark.parametrize("package", [False, True])
def test_a_ledger_beyond_a_link_is_no_reason_for_another(
    till: GitRepo, capsys: pytest.CaptureFixture[str], package: bool
) -> None:
    assert main(["init"]) == 0
    if package:
        (till.path / "real").mkdir()
        (till.path / "architecture.py").rename(till.path / "real/__init__.py")
        (till.path / "architecture").symlink_to("real")
    else:
        (till.path / "architecture.py").rename(till.path / "real.py")
        (till.path / "architecture.py").symlink_to("real.py")
    till.run("add", "-A")
    before = names(till.path)
    capsys.readouterr()
    assert main(["init"]) == 2
    told = capsys.readouterr().err
    assert f"architecture{'' if package else '.py'} is a symbolic link, which is not followed" in told
    assert names(till.path) == before


def test_the_word_of_led007_in_somebodys_prose_is_no_placeholder(
    till: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    till.write("fill.py", '"""Fill the PLACEHOLDER of a template."""\n\n\ndef fill() -> None: ...\n')
    till.run("add", "-A")
    assert main(["init"]) == 0
    told = re.search(r"(\d+) placeholders? to be written", capsys.readouterr().out)
    assert "Fill the placeholder of a template." in till.read("architecture.py")
    main(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert told is not None
    assert int(told[1]) == len([one for one in found if one["code"] == "LED007"])


@pytest.mark.parametrize("number", [30, 5])
def test_why_folders_say_no_less_is_told(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    repo = git_repo("flat")
    repo.commit("start", files={f"flat/m{one}.py": f"def go_{one}() -> None: ...\n" for one in range(number)})
    monkeypatch.chdir(repo.path)
    assert main(["init", "--detail", "folders"]) == 0
    told = capsys.readouterr().out
    assert ("30 files of flat/ have a Task each, and no folder says less: " in told) is (number == 30)
