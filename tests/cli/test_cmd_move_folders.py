"""`archhook move` where Tasks and Tests declare folders: what of a folder goes, what comes back, what is proposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.walls import HEAD, OFF, design

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"
FILES = {
    "shop/io/core.py": "X = 1\n",
    "shop/io/disk.py": "X = 1\n",
    "shop/web/page.py": "X = 1\n",
    "tests/test_all.py": "import shop.web.page\n\ndef test_a(): assert shop\n",
    "tests/io/test_core.py": "import shop.io.core\n\ndef test_a(): assert shop\n",
    "tests/io/test_disk.py": "import shop.io.disk\n\ndef test_a(): assert shop\n",
}


def task(number: int, path: str, implements: int) -> str:
    return (
        f'\n\nclass T{number}(Task):\n    """[T-{number}] The code of {path}."""\n\n    implements = D{implements}\n'
        f'    file_path = "{path}"\n'
    )


def test(number: int, path: str, verifies: int, level: str = "Unit", prefix: str = "UT") -> str:
    text = f"The {level.lower()} tests in {path}" if path.endswith("/") else f"The tests of {path}"
    return (
        f'\n\nclass {prefix}{number}({level}Test):\n    """[{prefix}-{number}] {text}."""\n\n'
        f'    verifies = D{verifies}\n    test_file = "{path}"\n    test_functions = "*"\n'
    )


test.__test__ = False  # type: ignore[attr-defined]  # it writes one

TASKS = task(1, "shop/io/", 1) + task(2, "shop/web/", 2)


@pytest.fixture
def scene(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> Callable[..., GitRepo]:
    """Makes a shop of two Designs, a folder each; the current folder."""

    def made(nodes: str, *fields: str, **files: str) -> GitRepo:
        repo = git_repo("scene")
        head = HEAD.replace("import Design", "import Design, IntegrationTest, UnitTest")
        text = head + design(1) + design(2, *fields) + nodes
        settings = f'symbols = "files"\nnew-ids = "words"\n[severity]\n{OFF}'
        more = {path.replace("__", "/") + ".py": content for path, content in files.items()}
        repo.commit("start", files=FILES | more | {LEDGER: text, "archhook.toml": settings})
        monkeypatch.chdir(repo.path)
        assert main(["check", "-q"]) == 0
        return repo

    return made


def files_of(repo: GitRepo, kind: str) -> dict[str, tuple[str, str]]:
    """Id -> (file, what it implements or verifies) of the Tasks or Tests."""
    found = {}
    for one in re.split(r"(?m)^(?=class )", repo.read(LEDGER)):
        told = re.search(rf'"""\[(\S+?)\].*?(?:implements|verifies) = (\S+)\n.*?{kind} = "([^"]*)"', one, re.DOTALL)
        if told:
            found[told[1]] = (told[3], told[2])
    return found


def test_one_test_of_a_shared_folder_gets_one_node(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    shared = {"UT-1": ("tests/", "D1"), "UT-2": ("tests/", "D2"), "UT-3": ("tests/", "D1")}
    repo = scene(TASKS + test(1, "tests/", 1) + test(2, "tests/", 2) + test(3, "tests/", 1))
    assert main(["move", "tests/test_all.py", "D-2"]) == 0
    said = capsys.readouterr().err
    assert (
        "archhook: UT-tests.test_all new (tests/test_all.py): verifies D-2,"
        " taken out of UT-1 (tests/), UT-2 (tests/), UT-3 (tests/)\n" in said
    )
    assert files_of(repo, "test_file") == shared | {"UT-tests.test_all": ("tests/test_all.py", "D2")}
    assert main(["move", "tests/io", "D-1"]) == 0
    now = shared | {"UT-tests.test_all": ("tests/test_all.py", "D2"), "UT-tests.io": ("tests/io/", "D1")}
    assert files_of(repo, "test_file") == now
    capsys.readouterr()
    assert main(["move", "tests/io", "tests/test_all.py", "D-1"]) == 0
    assert "UT-tests.io: there already\n" in capsys.readouterr().err
    assert main(["sync", "--check", "-q"]) == 0


def test_a_shared_folder_as_a_whole_gets_one_node(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(TASKS + test(1, "tests/", 1) + test(2, "tests/", 2) + test(3, "tests/", 1, "Integration", "IT"))
    assert main(["move", "tests", "D-2"]) == 0
    assert files_of(repo, "test_file") == {"UT-2": ("tests/", "D2"), "IT-3": ("tests/", "D2")}
    assert "UT-1 (tests/) removed: UT-2 (tests/) of D-2 declares it as well\n" in capsys.readouterr().err
    assert main(["check", "-q"]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("shop/io", "shop/io/core.py"),
        ("shop/io/core.py", "shop/io/", "shop/io/disk.py"),
        ("T-1", "shop/io/disk.py"),
    ],
)
def test_what_lies_in_a_folder_that_goes_goes_with_it(scene: Callable[..., GitRepo], words: tuple[str, ...]) -> None:
    repo = scene(TASKS + test(1, "tests/", 1))
    before = repo.read(LEDGER)
    assert main(["move", *words, "D-2", "-q"]) == 1  # D-1 has nothing left
    assert files_of(repo, "file_path") == {"T-1": ("shop/io/", "D2"), "T-2": ("shop/web/", "D2")}
    assert main(["move", *words, "D-1", "-q"]) == 0
    assert repo.read(LEDGER) == before


def test_a_part_of_a_part_is_no_part_of_its_own(scene: Callable[..., GitRepo]) -> None:
    repo = scene(task(1, "shop/", 1) + task(2, "app.py", 2) + test(1, "tests/", 1), app="X = 1\n")
    assert main(["move", "shop/io/core.py", "shop/io", "D-2", "-q"]) == 0
    assert files_of(repo, "file_path") == {
        "T-1": ("shop/", "D1"), "T-2": ("app.py", "D2"), "T-shop.io": ("shop/io/", "D2"),
    }  # fmt: skip


@pytest.mark.parametrize("word", ["shop/io/core.py", "T-shop.io.core"])
def test_what_comes_back_to_its_folder_leaves_nothing_behind(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], word: str
) -> None:
    repo = scene(TASKS + test(1, "tests/", 1))
    before = repo.read(LEDGER)
    assert main(["move", "shop/io/core.py", "D-2", "-q"]) == 0
    assert main(["move", "shop/io/core.py", "D-2"]) == 0
    assert "T-shop.io.core: there already\n" in capsys.readouterr().err
    assert main(["move", word, "D-1"]) == 0
    said = capsys.readouterr().err
    assert "T-shop.io.core (shop/io/core.py) removed: T-1 (shop/io/) of D-1 declares it as well\n" in said
    assert repo.read(LEDGER) == before
    assert main(["move", word if "/" in word else "shop/io/core.py", "D-1"]) == 0
    assert "D-1 has that already, by a folder\n" in capsys.readouterr().err


def test_what_says_something_of_its_own_stays(scene: Callable[..., GitRepo]) -> None:
    own = task(3, "shop/io/core.py", 2).replace("The code of shop/io/core.py", "The very heart")
    repo = scene(TASKS + own + test(1, "tests/", 1))
    assert main(["move", "T-3", "D-1", "-q"]) == 0
    assert files_of(repo, "file_path")["T-3"] == ("shop/io/core.py", "D1")


def test_what_a_design_says_of_its_files_is_to_be_read_again(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(TASKS + test(1, "tests/", 1))
    repo.write(LEDGER, repo.read(LEDGER).replace("[D-1] Part 1.", "[D-1] The core of it all. 12 files: core, disk."))
    assert main(["move", "shop/io/core.py", "D-2"]) == 0
    assert 'archhook: read again what D-1 ("core") says of its files\n' in capsys.readouterr().err
    assert main(["move", "shop/io/disk.py", "D-2"]) == 0
    assert 'archhook: read again what D-1 ("12 files") says of its files\n' in capsys.readouterr().err


def test_of_a_folder_of_tests_those_are_proposed_that_are_about_what_goes(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(TASKS + test(1, "tests/io/", 1) + test(2, "tests/", 2))
    assert main(["move", "shop/io/core.py", "D-2"]) == 0
    told = "1 Test of D-1 is about what D-2 has now: proposed; `archhook move tests/io/test_core.py D-2`\n"
    assert told in capsys.readouterr().err
    assert main(["move", "tests/io/test_core.py", "D-2"]) == 0
    assert files_of(repo, "test_file")["UT-1"] == ("tests/io/", "D1")
    capsys.readouterr()
    assert main(["move", "shop/io/core.py", "D-1"]) == 0
    told = "1 Test of D-2 is about what D-1 has now: proposed; `archhook move UT-tests.io.test_core D-1`\n"
    assert told in capsys.readouterr().err
    assert main(["move", "UT-tests.io.test_core", "D-1", "-q"]) == 0
    assert files_of(repo, "test_file") == {"UT-1": ("tests/io/", "D1"), "UT-2": ("tests/", "D2")}
    capsys.readouterr()
    assert main(["move", "shop/io", "D-2"]) == 1  # D-1 has nothing left
    told = "1 Test of D-1 is about what D-2 has now: proposed; `archhook move UT-1 D-2`\n"
    assert told in capsys.readouterr().err
