"""Whose `archhook sync` takes new files for, by their neighbours and imports, and how sure it says that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.example import LEDGER
from helpers.syncing import API, FREE, TWO, obey, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    Told = Callable[[], str]


@pytest.mark.parametrize(
    ("files", "ledger", "lines"),
    [
        (  # a file goes with its folder, whatever it imports
            {
                "web/more.py": "from src.client import publish\n\n\ndef more(): pass\n",
                "web/deep/down.py": "from src.client import publish\n\n\ndef down(): pass\n",
            },
            TWO,
            (
                "(web/more.py): implements D-2, as most of web\n",
                "(web/deep/down.py): implements D-2, as most of web\n",
            ),
        ),
        (  # a new package goes where its imports lead
            {"fresh/a.py": "from web.page import page\n", "fresh/b.py": "def b(): pass\n"},
            TWO,
            (
                "(fresh/a.py): implements D-2, which it imports: check this\n",
                "(fresh/b.py): implements D-2, as fresh/a.py beside it: check this\n",
            ),
        ),
        (  # new files of a folder go together where imports break a tie
            {
                "web/api.py": "def api(): pass\n",
                "web/cache/first.py": "from src.client import publish\n",
                "web/cache/second.py": "from web.page import page\n",
            },
            TWO + API,
            (
                "(web/cache/first.py): implements D-1, as some of web, for it imports src/client.py: check this\n",
                "(web/cache/second.py): implements D-1, as web/cache/first.py beside it: check this\n",
            ),
        ),
        (  # new tests break a tie of those that are there
            {
                "tests/test_a.py": "import gone\n\n\ndef test_a(): assert str(1)\n",
                "tests/test_b.py": "from web.page import page\n\n\ndef test_b(): page()\n",
            },
            TWO,
            ("(tests/test_a.py): unit test, verifies D-2, as most of the tests beside it: check this\n",),
        ),
    ],
)
def test_new_files_find_their_place(
    two: GitRepo, told: Told, files: dict[str, str], ledger: str, lines: tuple[str, ...]
) -> None:
    for path, text in files.items():
        two.write(path, text)
    two.write("architecture.py", ledger)
    two.write("archhook.toml", FREE)
    two.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    said = told()
    assert [line for line in lines if line not in said] == []


def test_what_was_placed_in_the_same_run_makes_nothing_sure(two: GitRepo, told: Told) -> None:
    """A folder above that holds several Designs does not make the first new file sure, nor that one the others."""
    two.write("web/api/old.py", "def old(): pass\n")
    two.write("web/more.py", "def more(): pass\n")
    api = """

class Api(Task):
    \"\"\"[T-3] Api.\"\"\"

    implements = Broker
    file_path = "web/api/old.py"
    functions = ["old"]


class More(Task):
    \"\"\"[T-4] More.\"\"\"

    implements = Web
    file_path = "web/more.py"
    functions = ["more"]
"""
    two.write("architecture.py", TWO + api)
    two.commit("more")
    assert main(["check", "-q"]) == 0
    two.write("web/cache/first.py", "class First: pass\n")
    two.write("web/cache/second.py", "class Second: pass\n")
    two.write("web/cache/below/third.py", "class Third: pass\n")
    two.write("tests/test_cached.py", "from web.cache.first import First\n\n\ndef test_it(): First()\n")
    two.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    said = told()
    for name in ("first", "second", "below/third"):
        assert f"(web/cache/{name}.py): implements D-2, as most of web: check this\n" in said
    assert "(tests/test_cached.py): unit test, verifies D-2, which it imports: check this\n" in said


def test_new_tests_make_each_other_no_surer(two: GitRepo, told: Told) -> None:
    two.write("other/test_a.py", "from web.page import page\n\n\ndef test_a(): page()\n")
    two.write("other/test_b.py", "def test_b(): assert str(1)\n")
    two.write("architecture.py", TWO.replace('test_file = "tests/', 'test_file = "checks/'))
    (two.path / "tests").rename(two.path / "checks")
    two.run("add", "-A")
    assert sync() == 0
    said = told()
    assert "(other/test_a.py): unit test, verifies D-2, which it imports\n" in said
    assert "(other/test_b.py): unit test, verifies D-2, as the tests beside it: check this\n" in said


def test_the_helper_that_tells_is_named(two: GitRepo, told: Told) -> None:
    two.write("tests/conftest.py", "from web.page import page\n")
    two.write("tests/test_quiet.py", "import os\n\n\ndef test_quiet(): os.getcwd()\n")
    two.run("add", "-A")
    assert sync() == 0
    assert "verifies D-2, which tests/conftest.py imports: check this\n" in told()
    two.write("tests/helping.py", "import src.client\nimport web.page\n")
    two.write("tests/test_still.py", "import helping\n\n\ndef test_still(): helping\n")
    two.write("archhook.toml", 'source-roots = ["tests", "."]\n')
    two.run("add", "-A")
    assert main(["sync"]) == 1
    assert "tests/helping.py and tests/conftest.py import as much of one as of the other" in told()


def test_the_first_test_of_a_ledger_declares_whatever_its_file_holds(two: GitRepo) -> None:
    """So do those that come with it; beside a Test that lists its tests a new one lists them, too."""
    head = LEDGER.partition("\n\n\nclass Talks")[0]
    two.write("architecture.py", head + "\n")
    for path in two.paths("tests"):
        (two.path / path).unlink()
    two.write("archhook.toml", "".join(f'severity.TST50{law} = "off"\n' for law in (5, 6, 7, 8)))
    two.write("tests/test_one.py", "from src.client import publish\n\n\ndef test_one(): publish()\n")
    two.write("tests/test_two.py", "from src.client import publish\n\n\ndef test_two(): publish()\n")
    (two.path / "web/page.py").unlink()
    two.run("add", "-A")
    assert sync() == 0
    assert two.read("architecture.py").count('    test_functions = "*"\n') == 2
    two.write("architecture.py", two.read("architecture.py").replace(' = "*"', ' = ["test_one"]', 1))
    two.write("tests/test_one_more.py", "from src.client import publish\n\n\ndef test_more(): publish()\n")
    two.run("add", "-A")
    assert sync() == 0
    assert '    test_functions = ["test_more"]\n' in two.read("architecture.py")


def test_several_nodes_can_be_written_as_it_is_told_one_after_the_other(two: GitRepo, told: Told) -> None:
    """Where lists have to name them, which what is written above them moves, the edits of the same run included."""
    ledger = TWO.replace("import Design", "import validate_architecture, Design")
    tests = "".join(f"        {one}(),\n" for one in ("Talks", "Arrives", "Ordered", "Shown", "Publishes", "Pages"))
    ledger += "\n\nvalidate_architecture(\n    [Chat()],\n    [Delivery()],\n    [Broker(), Web()],\n"
    two.write("architecture.py", f"{ledger}    [Client(), Page()],\n    [\n{tests}    ],\n)\n")
    two.commit("lists")
    assert main(["check", "-q"]) == 0
    for number in range(3):
        imports = "from src.client import publish\nfrom web.page import page\n"
        two.write(f"tests/test_both_{number}.py", f"{imports}\n\ndef test_both(): page()\n")
    two.write(
        "web/page.py", "def page(): pass\n" + "".join(f"def {9 * letter}(): pass\n" for letter in "abcdefghijklmnop")
    )
    two.run("add", "-A")
    assert main(["sync"]) == 1
    said = told()
    assert said.count("left to you: ") == 3
    number, line = next(
        (number, line)
        for number, line in enumerate(two.read("architecture.py").splitlines(), 1)
        if "    Publishes()" in line
    )
    assert f"`UnitBoth0(),` above `{line.strip()}` in line {number} of architecture.py" in said
    obey(two, said)
    assert main(["check", "-q"]) == 0
    assert main(["sync", "--check"]) == 0


def test_what_is_placed_later_tells_of_what_came_before(two: GitRepo, told: Told) -> None:
    """A test that says nothing itself goes with the one beside it, in the first sync and not only in the next."""
    two.write("checks/test_a.py", "def test_a(): assert str(1)\n")
    two.write("checks/test_b.py", "from web.page import page\n\n\ndef test_b(): page()\n")
    two.run("add", "-A")
    assert sync() == 0
    said = told()
    assert "(checks/test_b.py): unit test, verifies D-2, which it imports\n" in said
    assert re.search(r"\(checks/test_a\.py\): unit test, verifies D-2, as .*: check this\n", said)
    assert main(["check", "-q", "--strict"]) == 0


FLAT = '''class Upper(Design):
    """[D-3] What stands on the broker."""

    satisfies = [Delivery]
    requires = [Broker]


class Over(Task):
    """[T-3] What uses the client."""

    implements = Upper
    file_path = "src/over.py"
    functions = ["over"]


class Overs(UnitTest):
    """[UT-3] It is used."""

    verifies = Upper
    test_file = "tests/test_over.py"
    test_functions = "*"


class OversTogether(IntegrationTest):
    """[IT-3] It is used with the client."""

    verifies = Upper
    test_file = "tests/test_overs.py"
    test_functions = "*"


'''


@pytest.mark.parametrize(
    ("imports", "said"),
    [
        ("import client\n", "implements D-1, as most of src\n"),
        ("import over\n", "implements D-3, as some of src, for it imports src/over.py: check this"),
        ("import over\nimport client\n", "implements D-3, as some of src, for it imports src/over.py: check this"),
        ("", "implements D-1, as most of src\n"),
    ],
)
def test_in_a_folder_of_several_designs_a_new_file_goes_where_it_may_import_what_it_does(
    scratch: GitRepo, told: Told, imports: str, said: str
) -> None:
    """The most files are of a lower Design; a file that imports of a higher one would break the order there."""
    ledger = scratch.read("architecture.py")
    at = ledger.index("class Client(Task)")
    more = ledger[at : ledger.index("\n\n\n", at)].replace("Client", "More").replace("T-1", "T-4")
    more = more.replace("client.py", "more.py").replace("publish", "more")
    scratch.write("architecture.py", f"{ledger[:at]}{FLAT}{more}\n\n\n{ledger[at:]}")
    code = "def {0}():\n    pass\n"
    scratch.commit(
        files={
            "src/over.py": "import client\n\n\n" + code.format("over"),
            "src/more.py": code.format("more"),
            "tests/test_over.py": code.format("test_over"),
            "tests/test_overs.py": code.format("test_overs"),
        }
    )
    assert main(["check", "-q"]) == 0
    scratch.write("src/trace.py", f"{imports}\n\n" + code.format("trace"))
    scratch.run("add", "-A")
    assert sync() == 0
    assert said in told()
    assert main(["check", "-q"]) == 0
