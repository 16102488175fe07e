"""Whose `archhook sync` takes the files of new packages and folders for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.syncing import API, FREE, TWO, obey, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    Told = Callable[[], str]


def test_a_new_package_that_nothing_is_near_is_left_to_a_person(two: GitRepo, told: Told) -> None:
    for name in ("a", "b", "c"):
        two.write(f"fresh/{name}.py", f"def {name}(): pass\n")
    two.write("tests/test_fresh.py", "from fresh.a import a\n\n\ndef test_a(): a()\n")
    two.run("add", "-A")
    assert main(["sync"]) == 1
    assert two.read("architecture.py") == TWO
    said = told()
    assert said.count("left to you: ") == 2
    assert (
        "no code of the project is near it, and it imports none: D-1 (One broker keeps the order) or D-2 (The pages)?"
        in said
    )
    assert "; fresh/b.py, fresh/c.py beside it can follow it: sync again\n" in said
    assert (
        "tests/test_fresh.py is declared by no Test: it imports fresh/a.py, whose Task comes first; then sync again"
        in said
    )
    obey(two, said, other=True)
    assert sync() == 0
    assert main(["check", "-q", "--strict"]) == 0
    assert two.read("architecture.py").count('file_path = "fresh/') == 3
    assert "(tests/test_fresh.py): unit test, verifies D-2, which it imports\n" in told()


def test_a_new_package_that_imports_of_two_alike_is_left(two: GitRepo, told: Told) -> None:
    two.write("archhook.toml", FREE)
    two.write("fresh/a.py", "from web.page import page\nfrom src.client import publish\n")
    two.run("add", "-A")
    assert main(["sync"]) == 1
    said = told()
    assert "it imports as much of one as of the other: D-1 (One broker keeps the order) or D-2 (The pages)?" in said
    obey(two, said)
    assert main(["check", "-q", "--strict"]) == 0


def test_a_folder_of_two_designs_says_nothing(two: GitRepo, told: Told) -> None:
    two.write("web/api.py", "def api(): pass\n")
    two.write("architecture.py", TWO + API)
    two.write("web/more.py", "def more(): pass\n")
    two.run("add", "-A")
    assert main(["sync"]) == 1
    said = told()
    assert "web/more.py is declared by no Task: as many Tasks in web implement one as the other: D-1 " in said
    obey(two, said)
    assert main(["check", "-q"]) == 0
    two.write("web/third.py", "from src.client import publish\n")
    two.write("tests/test_none.py", "def test_none(): assert str(1)\n")
    two.run("add", "-A")
    assert main(["sync"]) == 1
    said = told()
    assert "tests/test_none.py is declared by no Test: nothing in it says what it tests: D-1 " in said
    obey(two, said)
    assert main(["check", "-q"]) == 0
    two.write("tests/web/test_none.py", "def test_none(): assert str(1)\n")
    two.run("add", "-A")
    assert sync() == 0
    assert "(tests/web/test_none.py): unit test, verifies D-2, as the tests beside it\n" in told()
    assert main(["check", "-q"]) == 0


def test_a_namespace_package_and_several_source_roots(two: GitRepo, told: Told) -> None:
    two.write("archhook.toml", 'source-roots = ["libs/one", "libs/two", "."]\n' + FREE)
    for root, design in (("one", "Broker"), ("two", "Web")):
        two.write(f"libs/{root}/ns/{root}/core.py", f"def {root}(): pass\n")
        two.write("architecture.py", two.read("architecture.py") + (
            f'\n\nclass {root.capitalize()}(Task):\n    """[T-1{len(design)}] {root}."""\n\n    implements = {design}\n'
            f'    file_path = "libs/{root}/ns/{root}/core.py"\n    functions = ["{root}"]\n'
        ))  # fmt: skip
    two.commit("roots")
    assert main(["check", "-q"]) == 0
    two.write("libs/two/ns/two/new.py", "from ns.one.core import one\n")
    two.write("libs/two/ns/fresh.py", "from ns.one import core\n")
    two.write("tests/test_new.py", "from ns.two.core import two\n\n\ndef test_new(): two()\n")
    two.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    said = told()
    assert "(libs/two/ns/two/new.py): implements D-2, as most of libs/two/ns/two\n" in said
    assert "(libs/two/ns/fresh.py): implements D-2, as most of libs/two/ns" in said
    assert (
        "(tests/test_new.py): unit test, verifies D-2, whose libs/two/ns/two/new.py it is named for: check this\n"
        in said
    )
