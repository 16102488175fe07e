"""`archhook sync` where the ledger names files and folders alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.folders_project import CLIENT, FILES, HEAD
from helpers.syncing import sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo


@pytest.fixture
def shop(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    repo = git_repo("shop")
    repo.commit("The shop", files=FILES)
    monkeypatch.chdir(repo.path)
    assert main(["check", "--strict"]) == 0
    return repo


def kept(repo: GitRepo) -> None:
    assert main(["check", "-q"]) == main(["check", "-q", "--no-cache"]) == 0


def test_a_new_file_below_a_folder_needs_nothing_and_one_elsewhere_a_task_without_names(shop: GitRepo) -> None:
    shop.write("shop/cache/store/memory.py", "def keep(): ...\n")
    shop.write("tests/cache/store/test_memory.py", "def test_memory():\n    assert True is not None\n")
    shop.run("add", "-A")
    assert sync() == 0
    assert shop.read("architecture.py") == HEAD
    shop.write("shop/cli.py", '"""The command line."""\n\n\ndef run(): ...\n')
    shop.run("add", "-A")
    assert main(["check", "-q"]) == 1  # what nobody has placed is refused
    assert sync() == 0
    new = (
        'class TaskShopCli(Task):\n    """[T-shop.cli] The command line."""\n\n'
        '    implements = DesignWeb\n    file_path = "shop/cli.py"\n\n\n'
    )
    assert new in shop.read("architecture.py")
    assert shop.read("architecture.py").replace(new, "") == HEAD
    kept(shop)


def test_a_new_package_is_left_to_a_person_or_goes_where_its_imports_tell(shop: GitRepo) -> None:
    shop.write("shop/pay/card.py", "from shop.cache.client import call_a\n")
    shop.run("add", "-A")
    assert main(["check", "-q"]) == 1
    sync()
    assert 'file_path = "shop/pay/"' in shop.read("architecture.py")


def test_a_folder_is_followed_when_all_of_it_moves(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    entries = '    interface = ["shop/cache/client.py:call_a"]\n'
    described = HEAD.replace(
        'kept."""\n\n    satisfies = [Selling]\n', f'kept."""\n\n    satisfies = [Selling]\n{entries}'
    )
    assert entries in described
    shop.write("architecture.py", described)
    shop.commit("interface")
    shop.run("mv", "shop/cache", "shop/keep")
    shop.run("mv", "tests/cache", "tests/keep")
    for path in ("shop/web/page.py", "tests/keep/test_client.py"):
        shop.write(path, shop.read(path).replace("shop.cache", "shop.keep"))
    shop.run("add", "-A")
    assert sync() == 0
    assert shop.read("architecture.py") == described.replace("shop/cache", "shop/keep").replace(
        "tests/cache", "tests/keep"
    )
    assert "T-shop.cache (shop/keep/): follows shop/cache/ to shop/keep/" in capsys.readouterr().err
    kept(shop)


def test_a_folder_that_moves_below_another_one_that_is_declared_is_no_more(shop: GitRepo) -> None:
    shop.write("shop/web/late.py", "X = 1\n")
    shop.write("architecture.py", f'{HEAD}\n\nclass TaskOld(Task):\n    """[T-old] Old."""\n\n'
               '    implements = DesignWeb\n    file_path = "shop/old/"\n')  # fmt: skip
    shop.write("shop/old/a.py", CLIENT)
    shop.commit("old")
    assert main(["check", "-q"]) == 0
    shop.run("mv", "shop/old/a.py", "shop/web/a.py")
    assert sync() == 0
    assert shop.read("architecture.py") == HEAD
    kept(shop)


def test_a_file_that_moves_out_of_a_folder_keeps_its_design(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shop.run("mv", "shop/cache/store/disk.py", "shop/disk.py")
    assert sync() == 0
    assert "T-shop.disk new (shop/disk.py): implements D-1, as shop/cache/, which it was in: check this" in (
        capsys.readouterr().err
    )
    kept(shop)


def test_a_folder_whose_files_go_different_ways_leaves_its_design_with_each(shop: GitRepo) -> None:
    shop.run("mv", "shop/cache/store/disk.py", "shop/disk.py")
    shop.run("mv", "shop/cache/client.py", "shop/call.py")
    shop.run("rm", "-qf", "shop/cache/__init__.py")
    for path in ("shop/web/page.py", "tests/cache/test_client.py"):
        shop.write(path, shop.read(path).replace("shop.cache.client", "shop.call").replace(
            "from shop.cache import client", "from shop import call as client"))  # fmt: skip
    shop.run("add", "-A")
    assert sync() == 0
    ledger = shop.read("architecture.py")
    assert "shop/cache/" not in ledger
    assert ledger.count("implements = DesignCache") == 2
    kept(shop)


def test_a_folder_that_is_gone_goes_but_not_with_the_last_of_its_design(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.run("rm", "-qrf", "tests/cache")
    shop.write("architecture.py", HEAD + '\n\nclass TaskOld(Task):\n    """[T-old] Old."""\n\n'
               '    implements = DesignWeb\n    file_path = "shop/old/"\n')  # fmt: skip
    assert main(["sync"]) == 1
    said = capsys.readouterr().err
    assert "T-old removed: shop/old/ is gone" in said
    assert "UT-tests.cache declares tests/cache/, which is gone, but no other unit test verifies D-1" in said
    assert shop.read("architecture.py") == HEAD


def test_a_folder_that_git_does_not_track_yet_is_named(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    os.rename("shop/web", "shop/pages")
    assert main(["sync"]) == 1
    said = capsys.readouterr().err
    assert "shop/web/ (T-shop.web) is gone, and git does not track shop/pages/: `git add` it" in said
    assert shop.read("architecture.py") == HEAD
    shop.run("add", "-A")
    shop.write("shop/main.py", "from shop.pages.page import page\n")
    shop.write("tests/web/test_page.py", shop.read("tests/web/test_page.py").replace("shop.web", "shop.pages"))
    assert sync() == 0
    assert shop.read("architecture.py") == HEAD.replace("shop/web/", "shop/pages/")


def test_names_that_a_task_has_are_promises_that_go_with_the_code(shop: GitRepo) -> None:
    promised = HEAD.replace('"shop/main.py"\n', '"shop/main.py"\n    functions = ["run", "stop"]\n')
    shop.write("architecture.py", promised)
    shop.write("shop/main.py", "def run(): ...\n\n\ndef other(): ...\n")
    assert sync() == 0
    assert shop.read("architecture.py") == promised.replace('["run", "stop"]', '["run"]')
    kept(shop)


def test_a_planned_folder_is_begun_with_its_first_file(shop: GitRepo) -> None:
    planned = HEAD + (
        '\n\nclass TaskPay(Task):\n    """[T-pay] Paying."""\n\n'
        '    implements = DesignWeb\n    file_path = "shop/pay/"\n    planned = True\n'
    )
    shop.write("architecture.py", planned)
    assert main(["sync", "--check"]) == 0
    shop.write("shop/pay/card.py", "X = 1\n")
    shop.run("add", "-A")
    assert sync() == 0
    assert shop.read("architecture.py") == planned.replace("    planned = True\n", "")
    kept(shop)


def test_the_design_that_says_so_gets_names(shop: GitRepo) -> None:
    closer = {
        "    requires = [DesignCache]\n": '    requires = [DesignCache]\n    symbols = "module"\n',
        '"shop/web/"': '"shop/web/page.py"\n    functions = ["page"]',
        '"tests/web/"': '"tests/web/test_page.py"',
    }
    ledger = HEAD
    for old, new in closer.items():
        ledger = ledger.replace(old, new)
    shop.write("architecture.py", ledger)
    assert main(["check", "-q"]) == 0
    shop.write("shop/web/late.py", "def late(): ...\n")
    shop.run("add", "-A")
    assert sync() == 0
    assert 'file_path = "shop/web/late.py"\n    functions = ["late"]\n' in shop.read("architecture.py")
    kept(shop)


def test_the_hook_that_mends_follows_folders_in_the_index(shop: GitRepo) -> None:
    shop.run("mv", "shop/web", "shop/pages")
    shop.write("shop/main.py", "from shop.pages.page import page\n")
    shop.write("tests/web/test_page.py", shop.read("tests/web/test_page.py").replace("shop.web", "shop.pages"))
    shop.run("add", "-A")
    assert main(["hook", "sync"]) == 1
    assert shop.read("architecture.py") == HEAD.replace("shop/web/", "shop/pages/")
    shop.run("add", "-A")
    assert main(["hook", "sync"]) == 0


def test_a_conflict_of_folders_and_files_is_resolved(shop: GitRepo) -> None:
    shop.run("checkout", "-q", "-b", "theirs")
    shop.write("shop/api.py", "def api(): ...\n")
    shop.run("add", "-A")
    assert sync() == 0
    shop.commit("theirs")
    shop.run("checkout", "-q", "-")
    shop.write("shop/cli.py", "def cli(): ...\n")
    shop.write("shop/pay/card.py", "from shop.cache.client import call_a\n")
    shop.run("add", "-A")
    lines = '    implements = DesignWeb\n    file_path = "shop/pay/"\n\n\n'
    paying = f'class TaskPay(Task):\n    """[T-pay] Paying."""\n\n{lines}'
    ledger = HEAD.replace("class TaskWeb(Task)", f"{paying}class TaskWeb(Task)")
    shop.write("architecture.py", ledger)
    assert sync() == 0
    shop.commit("ours")
    shop.git("merge", "theirs", check=False)
    assert "<<<<<<<" in shop.read("architecture.py")
    assert main(["sync", "--resolve"]) == 0
    shop.run("add", "-A")
    kept(shop)
    assert main(["sync", "--check"]) == 0
    ledger = shop.read("architecture.py")
    assert all(f'file_path = "shop/{path}"\n' in ledger for path in ("api.py", "cli.py", "pay/", "cache/"))
    assert "functions" not in ledger.replace("test_functions", "")


def test_requires_are_written_where_folders_ask_for_them(shop: GitRepo) -> None:
    shop.write("architecture.py", HEAD.replace("    requires = [DesignCache]\n", ""))
    assert main(["check", "-q"]) == 1
    assert main(["sync", "--requires"]) == 0
    assert shop.read("architecture.py") == HEAD


def test_a_file_that_moves_into_the_folder_of_another_design_keeps_its_own(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.write("shop/main.py", "import shop.web.page\n\nA, B, C, D = 1, 2, 3, 4\n")
    shop.write("tests/test_main.py", "import shop.main\n\n\ndef test_main():\n    assert shop\n")
    shop.run("add", "-A")
    assert sync() == 0
    shop.commit("main")
    ledger = shop.read("architecture.py")
    shop.run("mv", "shop/main.py", "shop/cache/main2.py")
    shop.run("mv", "tests/test_main.py", "tests/cache/test_main2.py")
    shop.write("tests/cache/test_main2.py", shop.read("tests/cache/test_main2.py").replace("p.main", "p.cache.main2"))
    shop.run("add", "-A")
    capsys.readouterr()
    assert sync() == 0
    said = capsys.readouterr().err
    assert (
        "T-shop.main (shop/cache/main2.py): follows shop/main.py to shop/cache/main2.py; "
        "implements D-2 still, where T-shop.cache implements D-1: check this" in said
    )
    assert "DEP203" not in said  # which would stand if the folder's Design had the file
    assert "follows tests/test_main.py to tests/cache/test_main2.py; verifies D-2 still, " in said
    assert "where UT-tests.cache verifies D-1: check this" in said
    moved = ledger.replace("shop/main.py", "shop/cache/main2.py").replace(
        "tests/test_main.py", "tests/cache/test_main2.py"
    )
    assert shop.read("architecture.py") == moved
    kept(shop)


def test_a_file_that_moves_into_a_folder_of_its_own_design_is_the_folders(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.write("shop/main.py", "A, B, C, D = 1, 2, 3, 4\n")
    shop.write("tests/test_main.py", "import shop.main\n\n\ndef test_main():\n    assert shop\n")
    shop.run("add", "-A")
    assert sync() == 0
    shop.commit("main")
    shop.run("mv", "shop/main.py", "shop/web/main.py")
    shop.run("mv", "tests/test_main.py", "tests/web/test_main.py")
    shop.write("tests/web/test_main.py", shop.read("tests/web/test_main.py").replace("p.main", "p.web.main"))
    shop.run("add", "-A")
    capsys.readouterr()
    assert sync() == 0
    said = capsys.readouterr().err
    assert "T-shop.main removed: shop/main.py is shop/web/main.py now, which T-shop.web declares\n" in said
    assert "removed: tests/test_main.py is tests/web/test_main.py now, which UT-tests.web declares\n" in said
    kept(shop)


def test_a_new_package_of_one_design_is_one_task_and_its_next_file_needs_nothing(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.write("shop/pay/__init__.py", '"""How people pay."""\n\nfrom shop.pay.card import card\n')
    shop.write("shop/pay/card.py", "from shop.cache.client import call_a\n\n\ndef card(): ...\n")
    shop.write("shop/pay/later/bill.py", "from shop.cache.client import call_b\n\n\ndef bill(): ...\n")
    shop.write("tests/pay/test_card.py", "import shop.pay.card\n\n\ndef test_card():\n    assert shop\n")
    shop.write("tests/pay/test_bill.py", "import shop.pay.later.bill\n\n\ndef test_bill():\n    assert shop\n")
    shop.run("add", "-A")
    assert sync() == 0
    said = capsys.readouterr().err
    assert "T-shop.pay new (shop/pay/): implements D-1" in said
    assert said.count(": check this") == 2
    assert "UT-tests.pay new (tests/pay/): unit test, verifies D-1" in said
    text = shop.read("architecture.py")
    assert '"""[T-shop.pay] How people pay."""\n\n    implements = DesignCache\n    file_path = "shop/pay/"\n' in text
    assert '"""[UT-tests.pay] The unit tests in tests/pay/."""' in text
    assert "shop/pay/card.py" not in text
    shop.write("shop/pay/cash.py", "def cash(): ...\n")
    shop.run("add", "-A")
    kept(shop)


def test_a_new_file_beside_one_that_is_named_stays_named_and_so_where_names_are_asked_for(shop: GitRepo) -> None:
    shop.write("shop/web/pay/old.py", "")
    named = '\n\nclass TaskOld(Task):\n    """[T-old] Old."""\n\n    implements = DesignWeb\n    file_path = "{}"\n'
    shop.write(
        "architecture.py", HEAD.replace('"shop/web/"', '"shop/web/page.py"') + named.format("shop/web/pay/old.py")
    )
    shop.write("shop/web/pay/new.py", "")
    shop.write("shop/web/bare/new.py", "")
    shop.run("add", "-A")
    assert sync() == 0
    text = shop.read("architecture.py")
    assert 'file_path = "shop/web/pay/new.py"' in text
    assert 'file_path = "shop/web/bare/"' in text
    text = text.replace("    requires = [DesignCache]\n", '    requires = [DesignCache]\n    symbols = "module"\n')
    text = text.replace('"shop/web/bare/"', '"shop/web/bare/new.py"').replace(
        '"tests/web/"', '"tests/web/test_page.py"'
    )
    shop.write("architecture.py", text)
    assert sync() == 0
    shop.write("shop/web/fine/new.py", "def new(): ...\n")
    shop.run("add", "-A")
    assert sync() == 0
    assert 'file_path = "shop/web/fine/new.py"\n    functions = ["new"]\n' in shop.read("architecture.py")


def test_folders_of_a_design_that_was_set_apart_say_nothing_of_others(shop: GitRepo) -> None:
    apart = HEAD.replace('"shop/web/"', '"shop/web/page.py"').replace('"tests/web/"', '"tests/web/test_page.py"')
    apart = apart.replace('kept."""\n', 'kept."""\n\n    symbols = "files"', 1)
    assert apart.count("symbols") == 1
    shop.write("architecture.py", apart)
    shop.write("shop/web/pay/new.py", "")
    shop.run("add", "-A")
    assert sync() == 0
    assert 'file_path = "shop/web/pay/new.py"' in shop.read("architecture.py")
