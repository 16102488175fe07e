"""`archhook split` leaves alone what it is not about: debts stay debts, folders are no files, classes are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.walls import HEAD, OFF, design

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER, BASELINE = "architecture.py", "archhook-baseline.txt"
FILES = {
    "shop/io/__init__.py": "",
    "shop/io/core.py": "import shop.web\nX = 1\n",
    "shop/io/disk.py": "import shop.io.core\nX = 1\n",
    "shop/io/_wire.py": "import shop.io.core\nX = 1\n",
    "shop/web.py": "X = 1\n",
    "app.py": "import shop.io.disk\nX = 1\n",
}


def task(number: int, path: str, implements: int) -> str:
    return (
        f'\n\nclass T{number}(Task):\n    """[T-{number}] The code of {path}."""\n\n    implements = D{implements}\n'
        f'    file_path = "{path}"\n'
    )


@pytest.fixture
def shop(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A shop of three Designs, one of them a folder, with a debt that is frozen; the current folder."""
    repo = git_repo("shop")
    text = HEAD + design(1) + design(2, "requires = [D1]") + design(3)
    text += task(1, "shop/io/", 1) + task(2, "app.py", 2) + task(3, "shop/web.py", 3)
    config = f'symbols = "files"\nnew-ids = "words"\n[severity]\n{OFF}'
    files = {LEDGER: text, "archhook.toml": config, BASELINE: "DEP203 - shop/io/core.py shop/web.py  # in May\n"}
    repo.commit("start", files=FILES | files)
    monkeypatch.chdir(repo.path)
    assert main(["check", "-q"]) == 0
    return repo


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    return [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]


def test_what_was_frozen_stays_so_and_is_no_permission(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["split", "D-1", "--into", "core=shop/io/core.py"]) == 0
    said = capsys.readouterr().err
    assert "requires D-3" not in said
    assert "taken out of" not in said
    assert shop.read(BASELINE) == "DEP203 - shop/io/core.py shop/web.py  # in May\n"
    assert {*findings(capsys)} == {*findings(capsys, "--no-cache")} == {"LED007"}
    shop.write("shop/io/core.py", "import shop.web\nfrom app import X\n")
    assert "DEP203" in findings(capsys)


def test_what_fails_already_gets_no_requires(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write("shop/web.py", "import app\nX = 1\n")
    assert findings(capsys) == ["DEP203"]
    assert main(["split", "D-1", "--into", "core=shop/io/core.py"]) == 0
    said = capsys.readouterr().err
    assert "D-3" not in said
    assert sorted(findings(capsys)) == sorted(findings(capsys, "--no-cache")) == ["DEP203", "LED007"]


def test_a_folder_is_no_file(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["split", "D-1", "--into", "core=shop/io/core.py,shop/io/_wire.py"]) == 0
    out, said = capsys.readouterr()
    assert out == (
        "D-1 (Part 1) falls into 2 parts:\n"
        "          files  requires\n"
        "  D-1     2      D-core    __init__.py, disk.py\n"
        "  D-core  2      -         _wire.py, core.py\n"
    )
    assert "archhook: D-core new (DesignCore): 2 Tasks\n" in said
    assert "archhook: D-1 keeps 2 files;" in said


def test_a_part_stands_above_who_requires_it_and_is_named_by_its_class(shop: GitRepo) -> None:
    assert main(["split", "D-1", "--into", "disk=shop/io/disk.py", "--into", "core=shop/io/core.py", "-q"]) == 0
    text = shop.read(LEDGER)
    order = [text.index(f"class {name}(") for name in ("DesignCore", "D1", "DesignDisk", "D2")]
    assert order == sorted(order)
    assert "    requires = [DesignCore]\n" in text[order[1] : order[2]]
    assert "    requires = [DesignCore]\n" in text[order[2] : order[3]]
    assert "    requires = [DesignDisk]\n" in text[order[3] :]
    assert text.count("implements = DesignCore\n") == text.count("implements = DesignDisk\n") == 1
    assert '"D-' not in text


def test_the_command_for_a_design_that_is_there_can_be_given(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["split", "D-2", "--into", "D-3=app.py"]) == 2
    capsys.readouterr()
    assert main(["split", "D-1", "--into", "D-3=shop/io/core.py,shop/io/disk.py,shop/io/_wire.py"]) == 2
    said = capsys.readouterr().err
    command = "archhook move shop/io/_wire.py shop/io/core.py shop/io/disk.py D-3"
    assert f"    fix: {command}\n" in said
    assert main([*command.split()[1:]]) == 1
    assert "implements D-3" in capsys.readouterr().err


def test_a_title_is_given_once(shop: GitRepo) -> None:
    shop.write(LEDGER, shop.read(LEDGER).replace("[D-3] Part 3.", "[D-3] Core."))
    assert main(["split", "D-1", "--into", "core=shop/io/core.py", "-q"]) == 0
    assert '"""[D-core] Core in shop/io.\n' in shop.read(LEDGER)


def a_test(number: int, path: str, verifies: int = 1) -> str:
    return (
        f'\n\nclass UT{number}(UnitTest):\n    """[UT-{number}] The tests of {path}."""\n\n    verifies = D{verifies}\n'
        f'    test_file = "{path}"\n    test_functions = "*"\n'
    )


def test_of_a_folder_of_tests_those_are_proposed_that_are_about_a_part(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shop.read(LEDGER).replace("import Design", "import UnitTest, Design")
    shop.write(LEDGER, text + a_test(1, "tests/io/") + a_test(2, "tests/core/"))
    shop.write("tests/io/test_core.py", "import shop.io.core\n\ndef test_a(): assert shop\n")
    shop.write("tests/io/test_disk.py", "import shop.io.disk\n\ndef test_a(): assert shop\n")
    shop.write("tests/core/test_all.py", "import shop.io.core\n\ndef test_a(): assert shop\n")
    shop.write("tests/core/__init__.py", "")
    shop.run("add", "-A")
    assert main(["split", "D-1", "--into", "core=shop/io/core.py"]) == 0
    said = capsys.readouterr().err
    assert "archhook: D-core new (DesignCore): 1 Task, 1 Test\n" in said
    command = "archhook move tests/io/test_core.py D-core"
    assert f"archhook: 1 test file of D-1 is about D-core: proposed; `{command}`\n" in said
    assert "nothing tells" not in said
    assert main(command.split()[1:]) == 0
    text = shop.read(LEDGER)
    assert text.count("verifies = DesignCore\n") == 2
    assert text.count("verifies = D1\n") == 1


def test_files_that_belong_together_are_not_parted(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write("shop/io/core.py", "import shop.io.disk\nX = 1\n")
    shop.write(LEDGER, shop.read(LEDGER).replace('"shop/io/"', '"shop/io/core.py"') + task(4, "shop/io/disk.py", 1))
    assert main(["split", "D-1"]) == 2
    assert "D-1 has 2 files that fall into no parts by their folders and imports\n" in capsys.readouterr().err
