"""Two Designs that become one, in real repositories."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.walls import project

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.git_repo import GitRepo

LEDGER, BASELINE = "architecture.py", "archhook-baseline.txt"


@pytest.fixture
def scene(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> Callable[..., GitRepo]:
    """Makes a project of Designs, one file each; the current folder."""

    def made(fields: Mapping[int, tuple[str, ...]], imports: Mapping[int, str], baseline: str = "") -> GitRepo:
        repo = git_repo("scene")
        more = {BASELINE: baseline} if baseline else {}
        repo.commit("start", files=project(fields, imports) | more)
        monkeypatch.chdir(repo.path)
        assert main(["check", "-q"]) == 0
        return repo

    return made


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    return [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]


def holds(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert findings(capsys) == findings(capsys, "--no-cache") == []
    assert main(["sync", "--check", "-q"]) == 0
    assert subprocess.run([sys.executable, LEDGER], cwd=repo.path, check=False).returncode == 0


def test_all_that_belongs_to_one_goes_and_who_names_it_names_the_other(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {
        1: (),
        2: ("requires = [D1]", 'packages = ["attr"]', 'waives = {"TST505": "later"}'),
        3: ("requires = [D1]",),
        4: ("requires = [D2]", "forbids = [D3]"),
        5: ("requires = [D3, D4]",),
    }
    repo = scene(fields, {2: "import p1\n", 4: "import p2\n", 5: "import p4\nimport p3\n"})
    repo.write(LEDGER, repo.read(LEDGER).replace("    requires = [D2]\n    forbids = [D3]\n", "    requires = [D2]\n"))
    assert main(["move", "D-2", "D-3"]) == 0
    said = capsys.readouterr().err
    assert (
        "archhook: D-2 (D2) removed; its docstring, `packages`, what it waives (TST505) go with it:"
        " read what D-3 says of itself again\n" in said
    )
    assert "archhook: T-2: implements D-3\n" in said
    assert "archhook: D-4: +requires D-3, -requires D-2\n" in said
    text = repo.read(LEDGER)
    assert "D2" not in text
    assert "class D4(Design):" in text
    assert '"""[D-4] Part 4."""\n\n    satisfies = [What]\n    requires = [D3]\n' in text
    holds(repo, capsys)


def test_what_one_requires_the_other_does_and_never_itself(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {1: (), 2: (), 3: ("requires = [D1, D2]",), 4: ("requires = [D3]",)}
    repo = scene(fields, {3: "import p1\nimport p2\n", 4: "import p3\n"})
    assert main(["move", "D-3", "D-2"]) == 0
    said = capsys.readouterr().err
    assert "archhook: D-2: +requires D-1\n" in said
    assert "archhook: D-4: +requires D-2, -requires D-3\n" in said
    holds(repo, capsys)
    assert main(["move", "D-2", "D-4"]) == 0
    assert "archhook: D-4: +requires D-1, -requires D-2\n" in capsys.readouterr().err
    holds(repo, capsys)


def test_several_designs_and_a_task_go_at_once(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {1: (), 2: ("requires = [D1]",), 3: ("requires = [D2]",), 4: ()}
    repo = scene(fields, {2: "import p1\n", 3: "import p2\n"})
    assert main(["move", "D-3", "D-2", "T-2", "T-1", "D-4"]) == 1
    said = capsys.readouterr().err
    assert "archhook: D-1 has no Task left (TRC105): take it out" in said
    assert "archhook: 2 Tasks (T-2, T-3): implements D-4\n" in said
    assert main(["move", "D-1", "D-4"]) == 0
    assert repo.read(LEDGER).count("(Design)") == 1
    holds(repo, capsys)


def test_a_circle_between_them_goes_and_one_through_a_third_is_said(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {1: (), 2: ("requires = [D1]",), 3: ("requires = [D2]",)}
    repo = scene(fields, {2: "import p1\n", 3: "import p2\n"})
    before = repo.read(LEDGER)
    assert main(["move", "D-3", "D-1"]) == 1
    said = capsys.readouterr().err
    assert "archhook: D-1 may not require D-2, as D-3 does: the circle D-1 > D-2 > D-1 would close\n" in said
    assert findings(capsys) == findings(capsys, "--no-cache") == ["DEP203"]
    repo.write(LEDGER, before)
    assert main(["move", "D-3", "D-1", "--diff"]) == 0
    assert repo.read(LEDGER) == before


def test_debts_come_along(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    fields = {1: ('packages = ["attr"]',), 2: ('packages = ["attr"]',)}
    debts = "DEP203 - p1.py p2.py  # in May\nDEP207 D-2 p2.py yaml  # until 2.0\n"
    repo = scene(fields, {1: "import p2\n", 2: "import yaml\n"}, debts)
    assert main(["move", "D-2", "D-1"]) == 1
    assert "mended: 1 line of archhook-baseline.txt (DEP203 - p1.py p2.py)" in capsys.readouterr().err
    assert main(["baseline", "--prune"]) == 0
    assert repo.read(BASELINE) == "DEP207 D-1 p2.py yaml  # until 2.0\n"
    holds(repo, capsys)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("D-1", "D-1"), "D-1 cannot become one with itself"),
        (("D-2", "R-1"), "D-2 is a Design; `archhook move` takes Tasks, Tests, Designs, files and folders"),
        (("D-9", "D-1"), "D-9"),
    ],
)
def test_what_cannot_become_one_is_said(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    repo = scene({1: (), 2: ()}, {})
    before = repo.read(LEDGER)
    assert main(["move", *words]) == 2
    assert told in capsys.readouterr().err
    assert repo.read(LEDGER) == before
