"""`archhook move` in real repositories: what goes, what is said, what is proposed, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.walls import design, project, task

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.git_repo import GitRepo

LEDGER, BASELINE = "architecture.py", "archhook-baseline.txt"


@pytest.fixture
def scene(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> Callable[..., GitRepo]:
    """Makes a project of Designs, one file each; the current folder."""

    def made(
        fields: Mapping[int, tuple[str, ...]], imports: Mapping[int, str], more: str = "", **files: str
    ) -> GitRepo:
        repo = git_repo("scene")
        content = project(fields, imports)
        content[LEDGER] += more
        repo.commit("start", files=content | {path.replace("__", "/") + ".py": text for path, text in files.items()})
        monkeypatch.chdir(repo.path)
        return repo

    return made


def a_test(number: int, verifies: str = "D1", kind: str = "UnitTest", prefix: str = "UT") -> str:
    return (
        f'\n\nclass {prefix}{number}({kind}):\n    """[{prefix}-{number}] A test."""\n\n    verifies = {verifies}\n'
        f'    test_file = "tests/test_p{number}.py"\n    test_functions = ["test_x"]\n'
    )


def imported(ledger: str, *names: str) -> str:
    return ledger.replace("import Design", f"import {', '.join(names)}, Design")


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    return [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]


def test_a_task_goes_by_its_id_its_file_or_its_class(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: ()}, {}, task(3).replace("D3", "D1"), p3="X = 1\n")
    before = repo.read(LEDGER)
    after = before.replace(
        '    implements = D1\n    file_path = "p3.py"', '    implements = D2\n    file_path = "p3.py"'
    )
    for word in ("T-3", "[T-03]", "p3.py", "architecture.py:T3", "p3.py:X", "./p3.py"):
        assert main(["move", word, "D-2"]) == 0
        assert repo.read(LEDGER) == after
        said = capsys.readouterr().err
        assert said == "archhook: T-3 (p3.py): implements D-2, no longer D-1\narchhook: architecture.py changed\n"
        assert main(["move", word, "D-2"]) == 0
        assert repo.read(LEDGER) == after
        assert capsys.readouterr().err == "archhook: T-3: there already\narchhook: nothing to write\n"
        assert main(["sync", "--check", "-q"]) == 0
        assert main(["move", word, "D-1", "-q"]) == 0
        assert repo.read(LEDGER) == before
    assert capsys.readouterr().err == ""


def test_a_patch_is_printed_and_nothing_is_written(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: ()}, {2: "import p3\n"}, task(3).replace("D3", "D2"), p3="X = 1\n")
    before = repo.read(LEDGER)
    assert main(["move", "T-3", "D-1", "--diff"]) == 0
    out, said = capsys.readouterr()
    assert repo.read(LEDGER) == before
    assert "-    implements = D2\n+    implements = D1\n" in out
    assert "archhook: architecture.py would change\n" in said
    (repo.path / "it.patch").write_text(out)
    repo.run("apply", "it.patch")
    patched = repo.read(LEDGER)
    repo.write(LEDGER, before)
    assert main(["move", "T-3", "D-1"]) == 1
    assert repo.read(LEDGER) == patched


def test_what_a_move_makes_real_is_proposed_and_the_proposal_works(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: ()}, {2: "import p3\n"}, task(3).replace("D3", "D2"), p3="X = 1\n")
    assert findings(capsys) == []
    assert main(["move", "p3.py", "D-1"]) == 1
    said = capsys.readouterr().err
    assert (
        "archhook: D-2 (Part 2): +requires D-1 (Part 1), for 1 import (p2.py:1): proposed;"
        " `archhook sync --requires` writes it\n" in said
    )
    assert "requires = " not in repo.read(LEDGER)
    assert findings(capsys) == findings(capsys, "--no-cache") == ["DEP203"]
    assert main(["sync", "--requires"]) == 0
    assert findings(capsys) == []
    capsys.readouterr()
    assert main(["move", "p3.py", "D-2"]) == 0
    said = capsys.readouterr().err
    assert "archhook: D-2 requires D-1 and imports nothing of it any longer: take it out where that is meant\n" in said


def test_what_would_close_a_circle_is_said(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    scene(
        {1: (), 2: ("requires = [D1]",)},
        {2: "import p1, p3\n", 1: "import p3\n"},
        task(3).replace("D3", "D1"),
        p3="X = 1\n",
    )
    assert main(["move", "p3.py", "D-2"]) == 1
    said = capsys.readouterr().err
    assert (
        "D-1 (Part 1) may not require D-2 (Part 2), for 1 import (p1.py:1): the circle D-1 > D-2 > D-1 would close"
        in said
    )


def test_debts_come_along_and_those_that_are_mended_are_said(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {1: ('packages = ["attr"]',), 2: ('packages = ["attr"]',)}
    repo = scene(fields, {1: "import p3\n"}, task(3).replace("D3", "D2"), p3="import yaml\nX = 1\n")
    repo.write(BASELINE, "# mine\nDEP203 - p1.py p3.py  # in May\nDEP207 D-2 p3.py yaml  # until 2.0\n")
    repo.run("add", "-A")
    assert findings(capsys) == []
    assert main(["move", "p3.py", "D-1"]) == 1
    said = capsys.readouterr().err
    assert (
        "archhook: mended: 1 line of archhook-baseline.txt (DEP203 - p1.py p3.py);"
        " `archhook baseline --prune` takes it out\n" in said
    )
    assert "archhook: archhook-baseline.txt, architecture.py changed\n" in said
    assert repo.read(BASELINE) == "# mine\nDEP203 - p1.py p3.py  # in May\nDEP207 D-1 p3.py yaml  # until 2.0\n"
    assert findings(capsys) == ["LED006"]
    assert main(["baseline", "--prune"]) == 0
    assert findings(capsys) == findings(capsys, "--no-cache") == []


def test_a_folder_stands_for_its_tasks_and_tests(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = "".join(
        task(number).replace(f"D{number}", "D1").replace(f"p{number}.py", f"pkg/{name}.py")
        for number, name in ((3, "a"), (4, "sub/b"))
    )
    tests = a_test(1).replace("tests/test_p1.py", "pkg/tests/test_a.py") + a_test(2)
    tests += a_test(1, "What", "SystemTest", "ST").replace("tests/test_p1.py", "pkg/tests/test_s.py")
    text = "def test_x():\n    assert X\n"
    files = {"pkg__a": "X = 1\n", "pkg__sub__b": "X = 1\n", "pkg__tests__test_a": text, "pkg__tests__test_s": text}
    repo = scene({1: (), 2: ()}, {}, inside + tests, **files, tests__test_p2=text)
    repo.write(LEDGER, imported(repo.read(LEDGER), "SystemTest", "UnitTest"))
    assert main(["check"]) == 0
    capsys.readouterr()
    before = repo.read(LEDGER)
    for folder, word in (("", "pkg"), ("", "pkg/"), ("pkg", "."), ("pkg/sub", "../../pkg")):
        monkeypatch.chdir(repo.path / folder)
        assert main(["move", word, "D-2"]) == 0
        assert capsys.readouterr().err == (
            "archhook: T-3 (pkg/a.py): implements D-2, no longer D-1\n"
            "archhook: T-4 (pkg/sub/b.py): implements D-2, no longer D-1\n"
            "archhook: UT-1 (pkg/tests/test_a.py): verifies D-2, no longer D-1\n"
            "archhook: ST-1: left where they are, for they cannot belong to a Design\n"
            "archhook: architecture.py changed\n"
        )
        repo.write(LEDGER, before)
    monkeypatch.chdir(repo.path)
    assert main(["move", "pkg/sub", "tests/test_p2.py", "D-2", "-q"]) == 0
    assert repo.read(LEDGER).count("= D2\n") == 3


def test_tests_of_what_goes_are_proposed_and_the_proposal_works(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    about = "import p3\n\n\ndef test_x():\n    assert p3.X\n"
    repo = scene({1: (), 2: ()}, {}, task(3).replace("D3", "D1") + a_test(3), p3="X = 1\n", tests__test_p3=about)
    repo.write(LEDGER, imported(repo.read(LEDGER), "UnitTest"))
    assert main(["move", "p3.py", "D-2"]) == 0
    said = capsys.readouterr().err
    assert "archhook: 1 Test of D-1 is about what D-2 has now: proposed; `archhook move UT-3 D-2`\n" in said
    assert main(["move", "UT-3", "D-2"]) == 0
    assert "archhook: UT-3 (tests/test_p3.py): verifies D-2, no longer D-1\n" in capsys.readouterr().err


def test_a_system_test_goes_to_a_requirement(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    more = '\n\nclass Else(Requirement):\n    """[R-2] Else."""\n\n    derived_from = [Why]\n'
    more += '    waives = {"TRC104": "soon"}\n'
    text = "def test_x():\n    assert 1 + 1\n"
    repo = scene({1: ()}, {}, more + a_test(1, "What", "SystemTest", "ST"), tests__test_p1=text)
    repo.write(LEDGER, imported(repo.read(LEDGER), "SystemTest"))
    assert main(["move", "tests/test_p1.py", "R-2"]) == 0
    assert "archhook: ST-1 (tests/test_p1.py): verifies R-2, no longer R-1\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("T-3", "D-9"), "the ledger has no node D-9\n    fix: did you mean D-1?"),
        (("T-33", "D-1"), "the ledger has no node T-33\n    fix: did you mean T-3?"),
        (("T-3", "T-1"), "T-1 is a Task, which has nothing to hold"),
        (("R-1", "D-1"), "R-1 is a Requirement; `archhook move` takes Tasks, Tests, Designs, files and folders"),
        (("R-1", "D-1"), "R-1 is a Requirement; `archhook move` takes"),
        (("T-3", "R-1"), "T-3 is a Task: it implements a Design, and R-1 is a Requirement"),
        (("p3.py", "R-1"), "T-3 is a Task: it implements a Design, and R-1 is a Requirement"),
        (("T-3", "D-5"), "D-5 is not in force (`adopted = False`), so that nothing may belong to it"),
        (("p9.py", "D-1"), "'p9.py' is no id of a node and no file of the snapshot"),
        (("archhook.toml", "D-1"), "no Task or Test declares archhook.toml"),
        (("other", "D-1"), "no Task or Test declares a file below other"),
        (("D-1",), "`archhook move D-1` names one thing alone"),
        ((), "`archhook move` names nothing that is to go"),
    ],
)
def test_what_cannot_go_is_said(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    aside = design(5, "adopted = False")
    repo = scene({1: (), 2: ()}, {}, task(3).replace("D3", "D1") + aside, p3="X = 1\n")
    repo.write("other/README", "")
    repo.run("add", "-A")
    before = repo.read(LEDGER)
    assert main(["move", *words]) == 2
    assert told in capsys.readouterr().err
    assert repo.read(LEDGER) == before


def test_a_ledger_that_is_not_sound_is_left(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    repo = scene({1: (), 2: ("requires = [D7]",)}, {})
    before = repo.read(LEDGER)
    assert main(["move", "T-1", "D-2"]) == 1
    said = capsys.readouterr().err
    assert "LED003" in said
    assert "archhook: nothing is written: the ledger comes first" in said
    assert repo.read(LEDGER) == before


def test_a_design_that_loses_all_its_code_is_found(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    scene({1: (), 2: ()}, {})
    assert main(["move", "p2.py", "D-1"]) == 1
    assert (
        "archhook: D-2 has no Task left (TRC105): take it out, where it is no longer meant;"
        " `archhook move D-2 D-1` does it\n" in capsys.readouterr().err
    )


def test_a_link_that_comes_from_elsewhere_is_refused(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(
        {1: (), 2: ()}, {}, task(3).replace("    implements = D3\n", "") + "\n\nT3.implements = D1\n", p3="X = 1\n"
    )
    before = repo.read(LEDGER)
    assert main(["check"]) == 0
    assert main(["move", "T-1", "T-3", "D-2"]) == 2
    said = capsys.readouterr().err
    assert "architecture.py:" in said
    assert "T-3 cannot be edited: its `implements` is not written in it" in said
    assert "nothing is written" in said
    assert repo.read(LEDGER) == before


def test_a_requires_that_nothing_uses_is_told_where_it_is_in_the_way(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(
        {1: (), 2: ("requires = [D1]",)},
        {1: "import p3\n", 2: "import p3\n"},
        task(3).replace("D3", "D1"),
        p3="X = 1\n",
    )
    assert main(["move", "p3.py", "D-2"]) == 1
    told = (
        "the circle D-1 > D-2 > D-1 would close; take D-1 out of the `requires` of D-2, which imports nothing of it,"
        " and D-1 may require D-2"
    )
    assert told in capsys.readouterr().err
    main(["check", "--format", "json"])
    [found] = json.loads(capsys.readouterr().out)["findings"]
    assert found["fix"].endswith(f"; D-1 may not require D-2: {told}")
    assert main(["sync", "--requires"]) == 1
    assert told in capsys.readouterr().err
    repo.write(LEDGER, repo.read(LEDGER).replace("    requires = [D1]\n", ""))
    assert main(["sync", "--requires"]) == 0
    assert findings(capsys) == findings(capsys, "--no-cache") == []


@pytest.mark.parametrize("words", [("", "D-2"), ("p1.py", ""), ("p1.py", "", "D-2")])
def test_an_empty_word_moves_nothing(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    repo = scene({1: (), 2: ()}, {})
    assert main(["move", *words]) == 2
    assert "is given an empty argument" in capsys.readouterr().err
    assert not repo.git("status", "--short").stdout
