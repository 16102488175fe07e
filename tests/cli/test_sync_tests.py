"""Which Design `archhook sync` takes a new test to be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.syncing import FREE, TWO, obey, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    Told = Callable[[], str]


@pytest.mark.parametrize("other", [False, True])
def test_a_test_of_two_designs_is_left_to_a_person(two: GitRepo, told: Told, other: bool) -> None:
    two.write(
        "tests/test_both.py", "from src.client import publish\nfrom web.page import page\n\n\ndef test_both(): page()\n"
    )
    two.run("add", "-A")
    assert main(["sync"]) == 1
    assert two.read("architecture.py") == TWO
    said = told()
    assert (
        "left to you: tests/test_both.py is declared by no Test: it imports as much of one as of the other"
        " (src/client.py of D-1, web/page.py of D-2): D-1 (One broker keeps the order) or D-2 (The pages)? Write this"
        " into architecture.py above Publishes, with the one that is right\n"
        "    class UnitBoth(UnitTest):\n"
        '        """[UT-3] The tests of tests/test_both.py."""\n'
        "\n"
        '        verifies = Broker  # or "D-2"\n'
        '        test_file = "tests/test_both.py"\n'
        '        test_functions = ["test_both"]\n'
    ) in said
    obey(two, said, other=other)
    assert main(["check", "-q", "--strict"]) == 0
    assert main(["sync", "--check"]) == 0
    assert ('verifies = "D-2"' in two.read("architecture.py")) == other


def test_an_integration_test_is_of_the_design_that_requires_the_others(two: GitRepo, told: Told) -> None:
    """So is a system test of the Requirement for which that is built which it imports."""
    two.write("tests/integration/test_both.py", "import src.client, web.page\n\n\ndef test_both(): assert str(1)\n")
    two.write("tests/system/test_both.py", "from web.page import page\n\n\ndef test_whole(): page()\n")
    second = 'class Reading(Requirement):\n    """[R-2] A page is read."""\n\n    derived_from = [Chat]\n'
    waived = f'{second}    waives = {{"TST507": "x"}}\n\n\n'
    ledger = TWO.replace("class Broker", f"{waived}class Broker")
    both = ledger.replace('pages."""\n\n    satisfies = [Delivery]', 'pages."""\n\n    satisfies = [Reading]')
    two.write("architecture.py", both)
    two.run("add", "-A")
    assert main(["sync"]) == 1
    said = told()
    assert "tests/integration/test_both.py is declared by no Test: it imports as much of one as of the other" in said
    assert "system test, verifies R-2, for which that is built which it imports: check this\n" in said
    two.write("architecture.py", both.replace("[Reading]\n", "[Reading]\n    requires = [Broker]\n"))
    assert sync() == 0
    said = told()
    assert "integration test, verifies D-2, which requires the others that it imports: check this\n" in said


def test_the_most_specific_module_tells(two: GitRepo, told: Told) -> None:
    two.write("archhook.toml", FREE)
    two.write("web/net/retry.py", "class Retry: pass\n")
    two.write("web/__init__.py", "from .page import page\nfrom src.client import publish\n")
    retry = '\n\nclass Tries(Task):\n    """[T-3] It tries again."""\n\n    implements = "D-3"\n'
    design = (
        '\n\nclass Net(Design):\n    """[D-3] The net."""\n\n    satisfies = [Delivery]\n    waives = {"TST506": "x"}\n'
    )
    two.write("architecture.py", TWO + design + retry + '    file_path = "web/net/retry.py"\n    classes = ["Retry"]\n')
    two.write(
        "tests/test_again.py",
        "import web\nfrom web import page\nfrom web.net.retry import Retry\n\n\ndef test_x(): Retry()\n",
    )
    two.write("tests/test_sent.py", "from web import publish\n\n\ndef test_y(): publish()\n")
    two.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q", "--strict"]) == 0
    said = told()
    assert (
        "(tests/test_again.py): unit test, verifies D-3, whose web/net/retry.py is the most specific that it imports\n"
        in said
    )
    assert "(tests/test_sent.py): unit test, verifies D-1, which it imports\n" in said


def test_a_test_of_what_another_design_requires_is_of_what_that_one_is_for(two: GitRepo, told: Told) -> None:
    """The Requirement, and the Intent, for which a Design is there that satisfies none itself."""
    second = (
        'class Read(Intent):\n    """[I-2] People read."""\n\n\nclass Reading(Requirement):\n    """[R-2] Pages."""\n'
    )
    second += "\n    derived_from = [Read]\n\n\n"
    third = 'class Site(Design):\n    """[D-3] The site."""\n\n    satisfies = [Reading]\n    requires = [Web]\n\n\n'
    ledger = TWO.replace("class Broker", f"{second}class Broker").replace("class Page(", f"{third}class Page(")
    two.write("architecture.py", ledger.replace('pages."""\n\n    satisfies = [Delivery]', 'pages."""'))
    two.write("tests/system/test_page.py", "from web.page import page\n\n\ndef test_whole(): page()\n")
    two.write("tests/acceptance/test_page.py", "from web.page import page\n\n\ndef test_read(): page()\n")
    two.run("add", "-A")
    main(["sync"])
    said = told()
    assert "ST-2 new (tests/system/test_page.py): system test, verifies R-2, for which that is built which it" in said
    assert "UAT-2 new (tests/acceptance/test_page.py): acceptance test, verifies I-2, for which that is built" in said


@pytest.mark.parametrize(
    ("old", "new", "node"),
    [("talk", "talks", "UAT-1"), ("publish", "publishes", "UT-1"), ("arrives", "arrive", "ST-1")],
)
def test_a_renamed_test_stays_with_its_test(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], old: str, new: str, node: str
) -> None:
    """Several Tests declare one file: the new name goes where the old one was, as the findings say."""
    ledger, tests = scratch.read("architecture.py"), scratch.read("tests/test_client.py")
    scratch.write("tests/test_client.py", tests.replace(f"test_{old}", f"test_{new}"))
    assert main(["check", "-q"]) == 1
    said = capsys.readouterr().out
    assert f"{node} declares test function 'test_{old}'" in said and f"did you mean 'test_{new}'?" in said
    assert f"fix: add 'test_{new}' to the `test_functions` of {node} (`archhook sync` does)" in said
    assert sync() == 0
    assert scratch.read("architecture.py") == ledger.replace(f'["test_{old}"]', f'["test_{new}"]')


def test_a_new_test_goes_where_the_finding_says(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    tests = scratch.read("tests/test_client.py")
    scratch.write(
        "tests/test_client.py", tests.replace("def test_order", "def test_more(): assert str(1)\ndef test_order")
    )
    assert main(["check", "-q"]) == 1
    assert "fix: add 'test_more' to the `test_functions` of ST-1 (`archhook sync` does)" in capsys.readouterr().out
    assert sync() == 0
    assert '["test_arrives", "test_more"]' in scratch.read("architecture.py")
