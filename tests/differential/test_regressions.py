"""What the bench found, made small: each was a warm run that gave another verdict than a cold one, or none."""

from __future__ import annotations

import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.errors import ArchhookError
from archhook.report.json import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"
MODULE = "src/app/part0/module3.py"


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A project whose clean state is committed and judged."""
    made = git_repo()
    made.commit("start", files=project(12))
    assert outcome(made)[0] == 0
    return made


def outcome(repo: GitRepo, source: str = "index", *, warm: bool = True) -> tuple[int, str]:
    try:
        verdict = judge(Request(str(repo.path), source=source, no_cache=not warm)).verdict
    except ArchhookError as error:
        return 2, str(error.message)
    return verdict.exit_code, render(verdict)


def edit(repo: GitRepo, path: str, *edits: tuple[str, str]) -> None:
    text = (repo.path / path).read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    repo.write(path, text)


# What a ledger imports counted as known in all of it, above the import, too: of the whole ledger that is a breach, or
# it cannot be read; of the changed statement alone it was none.
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('implements = "D-1"', "implements = D", 1),
        ("class B(Task)", 'class V(UnitTest):\n    """[UT-9] A."""\n\n    verifies = "D-1"\n    test_file = "t.py"\n'
         '    test_functions = "*"\n\n\nclass B(Task)', 2),
    ],
    ids=["a reference", "a base"],
)  # fmt: skip
def test_a_name_that_is_imported_further_down_is_not_known_above(
    git_repo: Callable[..., GitRepo], old: str, new: str, code: int
) -> None:
    repo = git_repo()
    task = 'class {0}(Task):\n    """[{1}] A."""\n\n    implements = "D-1"\n    file_path = "src/{0}.py"\n\n\n'
    plan = 'class {0}({1}):\n    """[{2}-1] A."""\n\n    {3}\n\n\n'
    intents = plan.format("I", "Intent", "I", "pass") + plan.format("R", "Requirement", "R", "derived_from = [I]")
    ledger = {
        "architecture/__init__.py": f"from archhook import Intent, Requirement\n\n\n{intents}",
        "architecture/plan.py": "from archhook import Design\n\n\n"
        + plan.format("D", "Design", "D", 'satisfies = ["R-1"]'),
        "architecture/tasks.py": "from archhook import Task\n\n\n" + task.format("A", "T-1") + task.format("B", "T-2")
        + task.format("C", "T-3")
        + "from archhook import UnitTest\nfrom architecture.plan import D\n\n\n" + plan.format("U", "UnitTest", "UT",
        'verifies = D\n    test_file = "tests/test_a.py"\n    test_functions = "*"'),
    }  # fmt: skip
    repo.commit("start", files=ledger)
    outcome(repo)
    edit(repo, "architecture/tasks.py", (old, new))
    repo.run("add", "-A")
    warm = outcome(repo)
    assert warm == outcome(repo, warm=False)
    assert warm[0] == code


# A run that re-read only the changed class statements asked git for the ledger as it had been judged before. Where
# that was a work tree's (or an index's, and git has tidied up since), git never had it, and the run was refused:
# "object ... is missing from the repository". What is lost is no reason to refuse: the whole ledger can be read.
def test_a_ledger_that_git_never_stored_was_the_last_one_judged(repo: GitRepo) -> None:
    edit(repo, LEDGER, ('"save_3"', '"saved_3"'))
    assert outcome(repo, "worktree")[0] == 1
    edit(repo, LEDGER, ('"saved_3"', '"saves_3"'))
    assert outcome(repo, "worktree") == outcome(repo, "worktree", warm=False)


def test_a_ledger_that_git_has_forgotten_was_the_last_one_judged(repo: GitRepo) -> None:
    edit(repo, LEDGER, ('"save_3"', '"saved_3"'))
    repo.run("add", "-A")
    assert outcome(repo)[0] == 1
    edit(repo, LEDGER, ('"saved_3"', '"saves_3"'))
    repo.run("add", "-A")
    repo.run("prune", "--expire=now")
    assert outcome(repo) == outcome(repo, warm=False)


def test_another_python_that_the_project_asks_for_is_told_at_once(repo: GitRepo) -> None:
    repo.write(MODULE, "print 'x'\n")
    repo.write("pyproject.toml", '[project]\nrequires-python = ">=3.0"\n')
    repo.run("add", "-A")
    assert "the project asks for Python" not in outcome(repo)[1]
    repo.write("pyproject.toml", '[project]\nrequires-python = ">=3.99"\n')
    repo.run("add", "-A")
    assert "the project asks for Python 3.99: run archhook on it (`language_version: python3.99`" in outcome(repo)[1]
    assert outcome(repo) == outcome(repo, warm=False)


# The state that a run starts from is read from the store piece by piece, and the last pieces only while the verdict
# is put together. A piece that was lost (evicted, or damaged) was noticed there too late: ObjectLost, exit code 3.
@pytest.mark.parametrize("changed", [False, True], ids=["same snapshot", "another snapshot"])
@pytest.mark.parametrize("damage", ["DELETE FROM Cache", "UPDATE Cache SET value = substr(value, 2)"])
def test_any_one_entry_of_the_store_may_be_lost(repo: GitRepo, damage: str, changed: bool) -> None:
    edit(repo, MODULE, ("async def watch_3", "async def watsh_3"))
    edit(repo, LEDGER, ('"save_3"', '"saved_3"'), ('satisfies = ["R-0"]', "satisfies = []"))
    repo.run("add", "-A")
    assert outcome(repo)[0] == 1
    if changed:
        edit(repo, MODULE, ('"""Module', '\n"""Module'))
        repo.run("add", "-A")
    expected = outcome(repo, warm=False)
    store, kept = repo.path / ".git" / "archhook", repo.path / ".git" / "kept"
    shutil.copytree(store, kept)
    with sqlite3.connect(store / "cache.db") as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM Cache ORDER BY key")]
    connection.close()
    for key in keys:
        shutil.rmtree(store)
        shutil.copytree(kept, store)
        connection = sqlite3.connect(store / "cache.db", isolation_level=None)
        connection.execute(f"{damage} WHERE key = ?", (key,))
        connection.close()
        assert outcome(repo) == expected, key


# A module of the ledger that holds no node had no entry among the lines, and an edit of it ended in exit code 3.


@pytest.mark.parametrize("emptied", [False, True], ids=["no node ever", "its last node goes"])
def test_a_module_of_the_ledger_without_a_node_may_be_edited(git_repo: Callable[..., GitRepo], emptied: bool) -> None:
    made = git_repo()
    files = project(12, package=True)
    node = '\n\nclass Spare(Intent):\n    """[I-8] Something else."""\n'
    files["architecture/spare.py"] = "from archhook import Intent\n" + (node if emptied else "")
    files["architecture/__init__.py"] = "from architecture import spare\n" + files["architecture/__init__.py"]
    made.commit("start", files=files)
    assert outcome(made)[0] == int(emptied)
    for text in (
        "from archhook import Intent\n",
        "from archhook import Intent",
        "\nfrom archhook import Intent\n# so\n",
    ):
        made.write("architecture/spare.py", text)
        made.run("add", "-A")
        assert outcome(made) == outcome(made, warm=False)
    made.write("architecture/spare.py", f"from archhook import Intent\n{node}")
    made.run("add", "-A")
    assert outcome(made) == outcome(made, warm=False)
    assert outcome(made)[0] == 1


# RES603 says which Intents would have to live with a larger budget. When one of them went out of force, the
# Requirement's figures were what they had been, and it was not asked again: the fix went on naming that Intent.
def test_an_intent_above_a_requirement_that_is_over_budget_goes_out_of_force(git_repo: Callable[..., GitRepo]) -> None:
    made = git_repo()
    made.commit("start", files={LEDGER: OVER_BUDGET.replace("INTENTS", "[A(), B()]")})
    for intents, who in (
        ("[A(), B()]", "I-1 and I-2"),
        ("[A()]", "I-1"),
        ("[]", ""),
        ("[B()]", "I-2"),
        ("[A(), B()]", "I-1 and I-2"),
    ):
        made.commit(f"with {intents}", files={LEDGER: OVER_BUDGET.replace("INTENTS", intents)})
        said = outcome(made)[1]
        assert "RES603" in said
        assert (f" is for {who} " in said) if who else ("is for" not in said)
        assert outcome(made) == outcome(made, warm=False)


# Comments were read with `tokenize`, which stops at a line that holds only a backslash and is indented less than its
# block, though the interpreter takes it: a cold run lost every ignore below, a warm one kept those outside of its edit.
def test_a_line_that_holds_only_a_backslash_above_an_ignore(repo: GitRepo) -> None:
    edit(repo, LEDGER, ('"save_8"', '"saved_8"'))
    lines = [
        f"{line}  # archhook: ignore[INV403, INV407] comes in May" if "saved_8" in line else line
        for line in (repo.path / LEDGER).read_text().splitlines()
    ]
    repo.write(LEDGER, "\n".join(lines) + "\n")
    repo.write(
        "src/app/part0/module8.py", (repo.path / "src/app/part0/module8.py").read_text().replace("save_8", "saving")
    )
    repo.run("add", "-A")
    before = outcome(repo)
    edit(repo, LEDGER, ('file_path = "src/app/part0/module3.py"\n', 'file_path = "src/app/part0/module3.py"\n  \\\n\n'))
    repo.run("add", "-A")
    assert '"waived": 1' in before[1]
    assert outcome(repo)[1].count('"waived": 1') == 1
    assert outcome(repo) == outcome(repo, warm=False)


# The parser says in the same words that it has no memory and that source is nested too deeply: that a file was too deep
# was remembered of one that had met with little memory once.
def test_memory_that_ran_out_once(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write(MODULE, (repo.path / MODULE).read_text() + "\n# changed\n")
    repo.run("add", "-A")

    def none(*_given: object) -> None:
        raise MemoryError

    with monkeypatch.context() as short:
        short.setattr("archhook.inventory.parse._compile", none)
        short.setattr("archhook.inventory.parse._see_that_memory_is_there", none)
        with pytest.raises(MemoryError):
            outcome(repo)
    assert outcome(repo) == outcome(repo, warm=False)
    assert outcome(repo)[0] == 0


def test_a_design_below_reaches_another_one_under_transitive(git_repo: Callable[..., GitRepo]) -> None:
    """What a required Design requires from now on is used through it: DEP204 is judged again above the change."""
    repo = git_repo()
    plain = THREE_DESIGNS.replace("LINK", "")
    settings = 'transitive = true\n[severity]\nDEP204 = "error"\nTRC102 = "off"\nTST505 = "off"\n'
    code = {"a.py": "import c\n", "b.py": "", "c.py": ""}
    repo.commit("start", files=code | {LEDGER: plain, "archhook.toml": settings})
    assert unused(repo) == {"D-1"}
    for text, nodes in ((THREE_DESIGNS.replace("LINK", '    requires = ["D-3"]\n'), {"D-2"}), (plain, {"D-1"})):
        repo.write(LEDGER, text)
        repo.run("add", LEDGER)
        assert outcome(repo) == outcome(repo, warm=False)
        assert unused(repo) == nodes


def test_a_file_without_a_name_cannot_be_parsed_any_more(git_repo: Callable[..., GitRepo]) -> None:
    """What it defines is not known then, so that its Design's interface is asked again."""
    repo = git_repo()
    settings = '[severity]\nTRC102 = "off"\nTST505 = "off"\nTST506 = "off"\n'
    ledger = THREE_DESIGNS.replace("LINK", '    interface = ["gone"]\n')
    repo.commit("start", files={"a.py": "", "b.py": "", "c.py": "", LEDGER: ledger, "archhook.toml": settings})
    for text, code in (("", "INV412"), ("(\n", "INV410"), ("x = 1\n", "INV412"), ("(\n", "INV410")):
        repo.write("b.py", text)
        repo.run("add", "b.py")
        assert outcome(repo) == outcome(repo, warm=False)
        found = {one["code"] for one in json.loads(outcome(repo)[1])["findings"]}
        assert found & {"INV410", "INV412"} == {code}


def unused(repo: GitRepo) -> set[str]:
    """The Designs that require what they do not use."""
    return {one["node"] for one in json.loads(outcome(repo)[1])["findings"] if one["code"] == "DEP204"}


THREE_DESIGNS = "from archhook import Design, Task\n" + "".join(
    f'''

class D{number}(Design):
    """[D-{number}] Part {number}."""

{link}

class T{number}(Task):
    """[T-{number}] Work {number}."""

    implements = D{number}
    file_path = "{"abc"[number - 1]}.py"
'''
    for number, link in ((1, '    requires = ["D-2"]\n'), (2, "LINK"), (3, ""))
)


OVER_BUDGET = '''\
from archhook import Design, Intent, Requirement, ResourceConstraints, validate_architecture


class A(Intent):
    """[I-1] One goal."""


class B(Intent):
    """[I-2] Another goal."""


class R(Requirement):
    """[R-1] What both need."""

    derived_from = [A, B]
    budget = ResourceConstraints(memory_mb=1)


class D(Design):
    """[D-1] What takes too much."""

    satisfies = [R]
    estimated = ResourceConstraints(memory_mb=2)


validate_architecture(INTENTS, [R()], [D()])
'''


EMPTY, FULL = "def test_load():\n    pass\n", "def test_load():\n    assert str(1)\n"
UNIT = "tests/unit/test_part0.py"
NEXT = '\n\nclass First(UserAcceptanceTest):\n    """[UAT-9] The first."""\n\n    verifies = "I-0"\n'


# Which tests cannot fail, and who declares them first, through all that changes either: no edit meets another's state.
def test_hollow_tests_come_and_go_with_all_that_they_hang_on(repo: GitRepo) -> None:
    def hollow() -> list[tuple[str, str, int]]:
        repo.run("add", "-A")
        warm, cold = outcome(repo), outcome(repo, warm=False)
        assert warm == cold
        return [
            (one["node"], one["subject"]["symbol"], one["line"])
            for one in json.loads(warm[1])["findings"]
            if one["code"] == "TST509"
        ]

    edit(repo, UNIT, (FULL, EMPTY))
    (first,) = hollow()
    assert first[1:] == ("test_load", 1)
    edit(repo, UNIT, (EMPTY, "# moved\n" + EMPTY))
    assert hollow() == [(first[0], "test_load", 2)]
    declaring = f'{NEXT}    test_file = "{UNIT}"\n    test_functions = "*"\n'
    repo.write(LEDGER, repo.read(LEDGER) + declaring)
    assert hollow() == [("UAT-9", "test_load", 2)]
    edit(repo, LEDGER, ("[UAT-9]", "[UAT-8]"))
    assert hollow() == [("UAT-8", "test_load", 2)]
    repo.write("pytest.ini", "[pytest]\npython_functions = check\n")
    assert hollow() == []
    (repo.path / "pytest.ini").unlink()
    assert hollow() == [("UAT-8", "test_load", 2)]
    edit(repo, UNIT, (EMPTY, EMPTY + "def (\n"))
    assert hollow() == []
    edit(repo, UNIT, (EMPTY + "def (\n", FULL))
    assert hollow() == []
    edit(repo, UNIT, ("# moved\n", "import pytest\npytestmark = pytest.mark.skip\n"))
    assert [one[:2] for one in hollow()] == [("UAT-8", "test_load"), ("UAT-8", "test_save")]
    edit(repo, LEDGER, (declaring.replace("UAT-9", "UAT-8"), ""))
    assert [one[:2] for one in hollow()] == [(first[0], "test_load"), (first[0], "test_save")]
    edit(repo, UNIT, ("pytestmark = pytest.mark.skip\n", ""))
    assert hollow() == []
