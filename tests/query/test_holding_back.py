"""How many findings each exemption holds back, where several of a kind share the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.cli import document, said
from helpers.example import KEPT, LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

HEAD = "    functions = ["


@pytest.fixture
def held(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., dict[str, int | None]]:
    """Commits files over the example; kind and what of each exemption -> what it holds back."""
    repo = git_repo()
    monkeypatch.chdir(repo.path)

    def run(**files: str) -> dict[str, int | None]:
        paths = {"ledger": "architecture.py", "config": "archhook.toml", "code": "src/client.py", "ini": "pytest.ini"}
        repo.commit(files=KEPT | {paths.get(name, name): text for name, text in files.items()})
        cold = document(capsys, "exemptions", "--no-cache")[1]
        _, warm = document(capsys, "exemptions")
        assert warm == cold
        _, verdict = document(capsys, "check", "-q")
        assert verdict["summary"]["exemptions"] == len(warm["exemptions"])
        return {f"{one['kind']}: {one['what']}": one["holds_back"] for one in warm["exemptions"]}

    return run


def test_patterns_share_what_is_found_in_their_files(held: Callable[..., dict[str, int | None]]) -> None:
    files = {"a/x.py": "X = 1\n", "a/y.py": "", "b/c/z.py": "Z = 1\n", "d/gen_1.py": "", "e/vendor/v.py": "V = 1\n"}
    config = 'exclude = ["a/", "/b/c/z.py", "gen_*.py", "vendor/", "nothing/"]\n'
    assert held(config=config, **files) == {
        "exclude: a/": 2,
        "exclude: /b/c/z.py": 1,
        "exclude: gen_*.py": 1,
        "exclude: vendor/": 1,
        "exclude: nothing/": 0,
    }


def test_a_waiver_comes_before_an_ignore_and_each_has_its_own(held: Callable[..., dict[str, int | None]]) -> None:
    ledger = LEDGER.replace(HEAD, '    waives = {"INV408": "one", "INV406": "none"}\n' + HEAD, 1)
    code = KEPT["src/client.py"] + (
        "X = 1  # archhook: ignore[INV408] two\n\n\ndef other(): pass  # archhook: ignore[INV407] three\n"
    )
    assert held(ledger=ledger, code=code) == {
        "waiver: INV408 of T-1": 1,
        "waiver: INV406 of T-1": 0,
        "ignore: INV408 on this line": 0,
        "ignore: INV407 on this line": 1,
    }


def test_entries_of_the_baseline_hold_as_much_as_they_say(held: Callable[..., dict[str, int | None]]) -> None:
    code = KEPT["src/client.py"] + "X = 1\nY = 1\n"
    baseline = "INV408 T-1 src/client.py X\nINV408 T-1 src/client.py Y x3\nINV408 T-1 src/client.py Z\n"
    assert held(code=code, **{"archhook-baseline.txt": baseline}) == {
        "baseline: INV408 T-1 src/client.py X": 1,
        "baseline: INV408 T-1 src/client.py Y x3": 1,
        "baseline: INV408 T-1 src/client.py Z": 0,
    }


def test_planned_nodes_and_coarse_designs_have_what_is_found_of_them(
    held: Callable[..., dict[str, int | None]],
) -> None:
    more = '\n\nclass Later(Task):\n    """[T-2] Later."""\n\n    implements = Broker\n    file_path = "src/later.py"\n'
    ledger = LEDGER.replace(HEAD, "    planned = True\n" + HEAD, 1) + more + "    planned = True\n"
    ledger = ledger.replace("    satisfies = [Delivery]", '    satisfies = [Delivery]\n    symbols = "public"')
    assert held(ledger=ledger, code="def publsh(): pass\n_X = 1\n") == {
        'symbols: D-1: symbols = "public"': 1,
        "planned: T-1 is planned": 1,
        "planned: T-2 is planned": 1,
    }


def test_an_alternative_holds_back_what_it_would_be_asked_for(held: Callable[..., dict[str, int | None]]) -> None:
    more = '\n\nclass {0}(Design):\n    """[D-{1}] {0}."""\n\n    satisfies = [Delivery]\n    adopted = False\n'
    ledger = LEDGER + more.format("Poll", 2) + more.format("Push", 3) + '    conflicts_with = ["D-1"]\n'
    assert held(ledger=ledger) == {"adopted: D-2 is not adopted": 3, "adopted: D-3 is not adopted": 4}


def test_each_setting_of_pytest_is_judged_by_itself(held: Callable[..., dict[str, int | None]]) -> None:
    ini = "[pytest]\npython_files = test_*.py impl.py\npython_functions = check\ntestpaths = src\n"
    more = {"src/impl.py": "A = 1\n", "tests/a_test.py": "def test_a(): pass\n"}
    found = held(ini=ini, code="def publish(): pass\n", **more)
    assert list(found) == [
        "pytest: *_test.py hold no tests (python_files)",
        "pytest: impl.py are tests (python_files)",
        "pytest: test hold no tests (python_functions)",
        "pytest: no tests but in src (testpaths)",
    ]
    assert found["pytest: impl.py are tests (python_files)"] == 1


def test_of_a_ledger_that_is_not_sound_nothing_is_known(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo()
    monkeypatch.chdir(repo.path)
    broken = LEDGER.replace("implements = Broker", 'implements = "D-9"')
    repo.commit(files=KEPT | {"architecture.py": broken, "archhook.toml": 'exclude = ["a/"]\n'})
    code, out, err = said(capsys, "exemptions")
    assert (code, "the ledger comes first" in err) == (0, True)
    assert (
        out
        == "exclude (1)\n  archhook.toml:1: a/ (0 Python files)\n\n1 exemption, it is not known how much is held back\n"
    )
