"""A first ledger in less detail: files without names, folders where all in them is one Design's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.cli.main import main
from archhook.ledger.source import read_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.model.nodes import Node


def part(name: str, needs: str = "") -> dict[str, str]:
    """A package of a few modules that hang together."""
    uses = f"from shop.{needs}.one import one as other\n" if needs else ""
    return {
        f"shop/{name}/__init__.py": "",
        f"shop/{name}/one.py": f"{uses}\n\ndef one(): ...\n",
        f"shop/{name}/two.py": f"from shop.{name}.one import one\n\nTWO = one\n",
        f"shop/{name}/deep/three.py": f"from shop.{name}.two import TWO\n\nTHREE = TWO\n",
        f"shop/{name}/deep/four.py": f"from shop.{name}.one import one\n\nFOUR = one\n",
    }


def cases(name: str) -> dict[str, str]:
    source = f"from shop.{name}.one import one\n\n\ndef test_one():\n    assert one\n"
    return {f"tests/{name}/test_one.py": source, f"tests/{name}/test_two.py": source}


FILES = {
    "README.md": "# Shop\n\nSells what is in the basket.\n",
    "shop/__init__.py": "",
    "shop/main.py": "from shop.web.one import one\n\nMAIN = one\n",
    **part("store"), **part("web", "store"), **part("pay", "store"),
    **cases("store"), **cases("web"),
    "tests/test_web_more.py": "from shop.web import two\n\n\ndef test_two():\n    assert two\n",
    "tests/integration/test_all.py": "from shop.main import MAIN\n\n\ndef test_all():\n    assert MAIN\n",
}  # fmt: skip


@pytest.fixture
def shop(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    repo = git_repo("shop")
    repo.commit("The shop", files=FILES)
    monkeypatch.chdir(repo.path)
    return repo


def nodes(repo: GitRepo, kind: str) -> list[Node]:
    reading = read_ledger({"architecture.py": repo.read("architecture.py").encode()}, "architecture.py")
    return [node for node in reading.nodes if node.kind == kind]


def adopted(repo: GitRepo, detail: str) -> None:
    assert main(["init", "-q", "--detail", detail]) == 0
    assert main(["check", "-q"]) == main(["check", "-q", "--no-cache"]) == main(["sync", "--check", "-q"]) == 0


def test_files_have_tasks_without_names(shop: GitRepo) -> None:
    adopted(shop, "files")
    tasks = nodes(shop, "task")
    governed = {path for path in FILES if path.startswith("shop/") and FILES[path]}
    assert {task.file for task in tasks} == governed
    assert not any(task.declares for task in tasks)
    assert {test.file for test in nodes(shop, "test")} == {path for path in FILES if "/test_" in path}
    assert '\nsymbols = "files"\n' in shop.read("archhook.toml")


def test_folders_are_declared_where_they_are_one_designs(shop: GitRepo) -> None:
    adopted(shop, "folders")
    tasks = {task.file: task for task in nodes(shop, "task")}
    assert sorted(tasks) == ["shop/main.py", "shop/pay/", "shop/store/", "shop/web/"]
    assert tasks["shop/pay/"].id == "T-shop.pay"
    assert tasks["shop/pay/"].class_name == "TaskShopPay"
    places = {(test.level, test.file) for test in nodes(shop, "test")}
    assert ("unit", "tests/store/") in places
    assert ("integration", "tests/integration/test_all.py") in places or ("integration", "tests/integration/") in places
    assert all(test.declared("test_functions")[0].name == "*" for test in nodes(shop, "test"))
    shop.write("shop/pay/late.py", "def late(): ...\n")
    shop.run("add", "-A")
    assert main(["check", "-q"]) == 0
    shop.write("shop/new/a.py", "def a(): ...\n")
    shop.run("add", "-A")
    assert main(["check", "-q"]) == 1


def test_ids_may_be_numbers(shop: GitRepo) -> None:
    shop.write("archhook.toml", 'new-ids = "numbers"\nsymbols = "files"\n\n[severity]\n' + "".join(
        f'{code} = "off"\n' for code in ("TST505", "TST506", "TST507", "TST508")))  # fmt: skip
    shop.run("add", "-A")
    adopted(shop, "folders")
    assert sorted(task.id for task in nodes(shop, "task")) == ["T-1", "T-2", "T-3", "T-4"]
    assert next(test.id for test in nodes(shop, "test") if test.level == "unit") == "UT-1"


def test_a_configuration_of_files_is_kept_to(shop: GitRepo) -> None:
    severity = "".join(f'{code} = "off"\n' for code in ("TST505", "TST506", "TST507", "TST508"))
    shop.write("archhook.toml", f'symbols = "files"\n\n[severity]\n{severity}')
    shop.run("add", "-A")
    assert main(["init", "-q"]) == 0
    assert not any(task.declares for task in nodes(shop, "task"))
    assert main(["check", "-q"]) == 0


def test_a_configuration_that_asks_for_names_is_not_overruled(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.write("archhook.toml", 'symbols = "all"\n')
    shop.run("add", "-A")
    assert main(["init", "--detail", "files"]) == 2
    assert 'symbols = "files"' in capsys.readouterr().err
    assert not (shop.path / "architecture.py").exists()


def test_the_summary_says_what_it_means(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--detail", "folders"]) == 0
    said = capsys.readouterr().out
    assert (
        '  symbols = "files": every file is declared, the names in it are not (`archhook detail symbols` adds them)\n'
        in said
    )
    assert ", 0 names" not in said
