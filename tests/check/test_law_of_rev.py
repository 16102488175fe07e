"""`check --law REV`: what a branch exempts itself does not count, and what it mends is not held against it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from helpers.cli import said
from helpers.example import KEPT as EXAMPLE
from helpers.example import LEDGER
from helpers.git_repo import GitRepo

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEPT = {**EXAMPLE, "tests/test_client.py": EXAMPLE["tests/test_client.py"].replace("pass", "assert vars()")}
CODE = "def publish():\n    pass\n\n\ndef old():\n    pass\n"
IGNORE = "  # archhook: ignore[INV407] it goes in May"
IGNORED = CODE.replace("old():", f"old():{IGNORE}")
ENTRY = "INV407 T-1 src/client.py old\n"
PLANNED = '    functions = ["publish"]\n    planned = True\n'
UNPLANNED = '    functions = ["publish"]\n'
LATER = '''

class Later(Task):
    """[T-2] Later."""

    implements = Broker
    file_path = "src/later.py"
    planned = True
'''


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A project that is in order, on main, and a branch that is checked out."""
    made = git_repo()
    made.commit(files=KEPT)
    made.run("checkout", "-q", "-b", "topic")
    monkeypatch.chdir(made.path)
    return made


def found(repo: GitRepo, law: str = "main", **asked: str) -> list[str]:
    """The codes of what is found, with and without what is remembered."""
    request = Request(str(repo.path), law=law, **asked)  # type: ignore[arg-type]  # strings alone are asked
    warm, again, cold = (judge(one).verdict for one in (request, request, request._replace(no_cache=True)))
    assert warm == again == cold
    assert judge(request._replace(verify=True)).verdict == warm
    assert warm.law == repo.tree(law)
    return sorted(one.code for one in warm.findings)


def test_what_a_branch_ignores_itself_does_not_count(repo: GitRepo) -> None:
    repo.write("src/client.py", IGNORED)
    assert found(repo) == ["INV407"]
    assert found(repo, "HEAD") == ["INV407"]
    repo.commit()
    assert found(repo, "HEAD") == []
    assert found(repo, "main", source="commit", rev="topic") == ["INV407"]


def test_what_the_law_ignores_counts_wherever_it_stands_in_its_file(repo: GitRepo) -> None:
    repo.run("checkout", "-q", "main")
    repo.commit(files={"src/client.py": IGNORED})
    repo.run("checkout", "-q", "-B", "topic")
    repo.write("src/client.py", f"import os\n\n\n{IGNORED}\n\ndef older():{IGNORE}\n    os.sep\n")
    assert found(repo) == ["INV407"]  # of two with one reason, where there was one, the second
    repo.write("src/client.py", IGNORED.replace("May", "June"))
    assert found(repo) == ["INV407"]
    repo.write("src/client.py", f"{IGNORE.lstrip()}\n{CODE}")
    assert found(repo) == ["INV407"]  # for the whole file it is wider
    repo.write("src/client.py", KEPT["src/client.py"])
    assert found(repo) == []  # what is mended needs none


def test_an_ignore_of_a_renamed_file_is_told_with_its_old_name(
    repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.run("checkout", "-q", "main")
    repo.commit(files={"src/client.py": IGNORED})
    repo.run("checkout", "-q", "-B", "topic")
    repo.run("mv", "src/client.py", "src/broker.py")
    repo.write("architecture.py", LEDGER.replace("src/client.py", "src/broker.py"))
    assert found(repo) == ["INV407"]
    _, _, notes = said(capsys, "check", "--law", "main")
    assert (
        "archhook: 1 exemption does not count, for main does not have it, or not as wide "
        "(src/broker.py:5 ignores INV407 (there it is in src/client.py: a file takes none along to another name)): "
        "mend what it holds back, or "
        "have it let in there first\n"
    ) in notes


def test_waivers_count_by_node_and_code(repo: GitRepo) -> None:
    untested = LEDGER[: LEDGER.index("class Publishes")]
    waived = untested.replace(
        "    satisfies = [Delivery]\n", '    satisfies = [Delivery]\n    waives = {"TST505": "no"}\n'
    )
    files = {
        "architecture.py": waived,
        "tests/test_client.py": KEPT["tests/test_client.py"].rsplit("def test_publ", 1)[0],
    }
    repo.stage(files)
    assert found(repo) == ["TST505"]
    repo.commit()
    assert found(repo, "topic") == []
    repo.write("architecture.py", waived.replace('"no"', '"it is so"').replace("[D-1] One", "[D-1] A"))
    assert found(repo, "topic") == []
    repo.write("architecture.py", waived.replace("[D-1] One", "[D-2] A"))
    assert found(repo, "topic") == ["TST505"]


def test_the_baseline_counts_as_far_as_the_law_has_it(repo: GitRepo) -> None:
    repo.stage({"src/client.py": CODE, "archhook-baseline.txt": ENTRY})
    assert found(repo) == ["INV407"]
    repo.commit()
    assert found(repo, "topic") == []
    more = f"{CODE}\n\ndef newer():\n    pass\n"
    repo.stage({"src/client.py": more, "archhook-baseline.txt": f"{ENTRY}{ENTRY.replace('old', 'newer')}"})
    assert found(repo, "topic") == ["INV407"]
    repo.stage({"src/client.py": KEPT["src/client.py"], "archhook-baseline.txt": "# nothing any more\n"})
    assert found(repo, "topic") == []  # a branch that mends a debt is not held to it
    repo.stage({"archhook-baseline.txt": f"{ENTRY}{ENTRY.replace('old', 'newer')}"})
    assert found(repo, "topic") == ["LED006", "LED006"]  # as it is without the law


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        ('[severity]\nINV407 = "off"\n', ["INV407"]),
        ('[severity]\nINV407 = "warning"\n', ["INV407"]),
        ('exclude = ["src/"]\n', ["INV407"]),
        ('exclude = ["src/client.py"]\n', ["INV407"]),
        ('symbols = "files"\n', ["INV407"]),
        ('tests = ["src/", "tests/"]\n', ["INV407"]),
        ('source-roots = ["lib"]\n', ["INV407"]),
    ],
)  # fmt: skip
def test_the_configuration_is_as_strict_as_the_law(repo: GitRepo, setting: str, codes: list[str]) -> None:
    repo.stage({"src/client.py": CODE, "archhook.toml": setting})
    assert found(repo) == codes
    request = Request(str(repo.path), law="main")
    assert [one.severity for one in judge(request).verdict.findings] == ["error"] * len(codes)


def test_what_pytest_is_told_makes_no_code_a_test(repo: GitRepo) -> None:
    told = "[pytest]\npython_files = client.py\npython_functions = check\n"
    repo.stage({"src/client.py": CODE, "pytest.ini": told})
    assert found(repo) == ["INV407"]


def test_a_branch_may_be_stricter_than_the_law(repo: GitRepo) -> None:
    repo.run("checkout", "-q", "main")
    repo.commit(files={"archhook.toml": 'exclude = ["src/"]\nsymbols = "files"\n[severity]\nTST505 = "off"\n'})
    repo.run("checkout", "-q", "-B", "topic")
    assert found(repo) == []
    repo.stage({"archhook.toml": "", "src/client.py": CODE})
    assert found(repo) == ["INV407"]
    repo.stage({"archhook.toml": 'exclude = ["src/other.py"]\n', "src/other.py": ""})
    assert found(repo) == ["INV407"]  # less is left out than by the law


def test_a_task_is_not_planned_again(repo: GitRepo) -> None:
    repo.stage({"architecture.py": LEDGER.replace(UNPLANNED, PLANNED)})
    (repo.path / "src" / "client.py").unlink()
    repo.commit()
    assert found(repo) == ["INV401"]
    assert found(repo, "topic") == []
    repo.stage({"architecture.py": LEDGER.replace(UNPLANNED, PLANNED) + LATER})
    assert found(repo, "topic") == []  # a new one may be planned: so work begins


def test_a_design_stays_adopted(repo: GitRepo) -> None:
    one = 'class Other(Design):\n    """[D-2] Another."""\n\n    satisfies = [Delivery]\n'
    waived = f'{one}    waives = {{"TRC105": "x", "TST505": "x", "TST506": "x"}}\n'
    repo.commit(files={"architecture.py": f"{LEDGER}\n\n{waived}"})
    assert found(repo, "topic") == []
    repo.stage({"architecture.py": f"{LEDGER}\n\n{one}    adopted = False\n"})
    assert found(repo, "topic") == ["TRC105", "TST505", "TST506"]
    repo.stage({"architecture.py": LEDGER})
    assert found(repo, "topic") == []  # a Design may go; what that loosens is told beside
    repo.stage({"architecture.py": f"{LEDGER}\n\n{one.replace('D-2', 'D-3')}    adopted = False\n"})
    assert found(repo, "topic") == []  # an alternative that the law does not know takes nothing out of force


def test_the_detail_of_a_design(repo: GitRepo) -> None:
    less = LEDGER.replace("    satisfies = [Delivery]\n", '    satisfies = [Delivery]\n    symbols = "files"\n')
    repo.stage({"src/client.py": CODE, "architecture.py": less})
    assert found(repo) == ["INV407"]
    folder = less.replace('file_path = "src/client.py"\n    functions = ["publish"]', 'file_path = "src/"')
    repo.stage({"architecture.py": folder})
    assert found(repo) == ["INV407", "INV407", "LED004"]
    repo.commit()
    assert found(repo, "topic") == []


def test_a_design_goes_on_to_ask_for_more_than_the_project(repo: GitRepo) -> None:
    more = LEDGER.replace("    satisfies = [Delivery]\n", '    satisfies = [Delivery]\n    symbols = "module"\n')
    repo.commit(files={"archhook.toml": 'symbols = "files"\n', "architecture.py": more})
    repo.stage({"src/client.py": CODE})
    assert found(repo, "topic") == ["INV407"]
    repo.stage({"architecture.py": LEDGER})
    assert found(repo, "topic") == ["INV407"]
    assert judge(Request(str(repo.path))).verdict.findings == ()


def test_whoever_asks_is_told_what_does_not_count(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.stage({"src/client.py": IGNORED, "archhook.toml": 'exclude = ["docs/"]\n[severity]\nTST509 = "off"\n'})
    repo.commit()
    code, out, notes = said(capsys, "check", "--law", "main", "--format", "json")
    assert code == 1
    assert json.loads(out)["law"] == repo.tree("main")
    first, second = notes.splitlines()
    assert first == (
        "archhook: 3 exemptions do not count, for main does not have them, or not as wide "
        "(`exclude`, the severity of TST509, src/client.py:5 ignores INV407): "
        "mend what they hold back, or have them let in there first"
    )
    assert second.endswith(", judged by the law of main")
    code, out, notes = said(capsys, "check", "--law", repo.run("rev-parse", "topic"))
    assert code == 0
    assert notes.endswith(f", judged by the law of {repo.run('rev-parse', 'topic')[:12]}\n")
    assert "law" not in json.loads(said(capsys, "check", "--format", "json")[1])
    assert said(capsys, "check", "--law", "main", "--quiet")[2] == ""


def test_every_snapshot_can_be_judged_by_another_law(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit(files={"src/client.py": IGNORED})
    repo.commit(files={"README": "x"})
    assert main(["check", "--staged", "--law", "main"]) == 1
    assert main(["check", "--rev", "topic", "--law", "main"]) == 1
    assert main(["check", "--range", "main..topic", "--law", "main"]) == 1
    assert main(["check", "--range", "main..topic", "--law", "topic"]) == 0
    assert main(["check", "--merge", "main", "--law", "main"]) == 1
    assert main(["check", "tests", "--law", "main"]) == 1
    bare = GitRepo.clone(repo.path, tmp_path / "bare.git", "--bare")
    assert found(bare, source="commit", rev="topic") == ["INV407"]


def test_a_project_below_the_top(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    below = {f"app/{path}": content for path, content in KEPT.items()}
    repo.commit(files={**below, "app/archhook.toml": ""})
    repo.stage({"app/src/client.py": IGNORED})
    assert found(repo, "topic", config_path="app/archhook.toml") == ["INV407"]
    code, _, notes = said(capsys, "check", "--law", "main", "--config", "app/archhook.toml")
    assert code == 2
    assert "the law of main: app/archhook.toml is not in the snapshot" in notes


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["DELETE FROM Cache", "UPDATE Cache SET value = substr(value, 2)"])
def test_any_one_entry_of_the_store_may_be_lost(repo: GitRepo, damage: str) -> None:
    waived = LEDGER.replace(
        "    satisfies = [Delivery]\n", '    satisfies = [Delivery]\n    waives = {"TST505": "no"}\n'
    )
    loose = {"archhook.toml": 'exclude = ["docs/"]\nsymbols = "files"\n', "archhook-baseline.txt": ENTRY}
    repo.commit(files={**loose, "src/client.py": IGNORED, "architecture.py": waived})
    request = Request(str(repo.path), source="commit", rev="topic", law="main")
    expected = judge(request).verdict
    assert {one.code for one in expected.findings} == {"INV407", "LED005", "LED006"}
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
        assert judge(request).verdict == expected, key


def test_what_is_no_law_is_exit_2(repo: GitRepo, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    repo.run("checkout", "-q", "--orphan", "before")
    repo.run("rm", "-rqf", ".")
    repo.commit(files={"README": "no ledger yet"})
    repo.run("checkout", "-q", "-b", "broken")
    repo.commit(files={"architecture.py": "print()\n"})
    repo.run("checkout", "-q", "-b", "odd")
    repo.commit(files={**KEPT, "archhook.toml": "nonsense = 1\n"})
    repo.run("checkout", "-q", "topic")
    for law, message in (
        ("nowhere", "the law of nowhere: 'nowhere' names no commit"),
        ("before", "before has no law to judge by: there is no ledger"),
        ("broken", "the ledger of broken cannot be read, so there is no law to judge by"),
        ("odd", "the law of odd: unknown key `nonsense`"),
    ):
        code, out, notes = said(capsys, "check", "--law", law)
        assert (code, out) == (2, "")
        assert message in notes
        assert "fix:" in notes
    for path, content in KEPT.items():
        GitRepo(tmp_path / "plain").write(path, content)
    with pytest.raises(Exception, match="is in no git repository"):
        judge(Request(str(tmp_path / "plain"), law="main"))


def told(capsys: pytest.CaptureFixture[str], code: str) -> list[str]:
    """The fixes of the findings of a law, by the law of main."""
    _, out, _ = said(capsys, "check", "--law", "main", "--format", "json")
    return [one["fix"] for one in json.loads(out)["findings"] if one["code"] == code]


def fix(called: str, them: str = "it") -> str:
    return (
        f"mend this: what exempts it does not count ({called}), for main does not have {them}, or not as wide; or have "
        f"{them} let in there first"
    )


@pytest.mark.parametrize(
    ("files", "code", "called"),
    [
        ({"src/client.py": IGNORED}, "INV407", "src/client.py:5 ignores INV407"),
        ({"src/client.py": f"{IGNORE.lstrip()}\n{CODE}"}, "INV407", "src/client.py:1 ignores INV407"),
        ({"src/client.py": CODE, "archhook-baseline.txt": f"# why\n{ENTRY}"}, "INV407",
         "1 of archhook-baseline.txt at archhook-baseline.txt:2"),
        ({"src/client.py": CODE, "archhook.toml": 'symbols = "files"\n'}, "INV407", "`symbols` at archhook.toml:1"),
        ({"src/client.py": CODE, "archhook.toml": '[severity]\nINV407 = "off"\n'}, "INV407",
         "the severity of INV407 at archhook.toml:2"),
        ({"src/more.py": CODE, "pyproject.toml": '[tool.archhook]\nexclude = [\n  "docs/",\n  "src/more.py",\n]\n'},
         "INV405", "`exclude` at pyproject.toml:3"),
        ({"src/more.py": "", "archhook.toml": 'tests = ["tests/", "test_*.py", "*_test.py", "src/more.py"]\n'},
         "INV405", "`tests` at archhook.toml:1"),
        ({"src/client.py": "x = 1\n", "architecture.py": LEDGER.replace(UNPLANNED, PLANNED)}, "INV403",
         f"T-1 is planned at architecture.py:{LEDGER[: LEDGER.index('class Client')].count(chr(10)) + 1}"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_fix_names_what_does_not_count(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], files: dict[str, str], code: str, called: str
) -> None:
    repo.stage(files)
    for _ in range(2):
        assert told(capsys, code) == [fix(called)]


def test_what_does_not_count_of_a_project_below_the_top(repo: GitRepo) -> None:
    """Its place is told from the top of the repository."""
    repo.run("checkout", "-q", "main")
    repo.commit(files={**{f"app/{path}": content for path, content in KEPT.items()}, "app/archhook.toml": ""})
    repo.run("checkout", "-q", "-B", "topic")
    request = Request(str(repo.path), config_path="app/archhook.toml", law="main")
    told = "[pytest]\npython_files = more.py test_*.py\n"
    repo.stage({"app/src/more.py": "def test_more():\n    assert vars()\n", "app/pytest.ini": told})
    assert fix("what pytest is told at app/pytest.ini") in {one.fix for one in judge(request).verdict.findings}
    repo.run("rm", "-q", "-f", "app/src/more.py", "app/pytest.ini")
    repo.stage({"app/archhook.toml": 'symbols = "files"\n', "app/src/client.py": CODE})
    assert {one.fix for one in judge(request).verdict.findings} == {fix("`symbols` at app/archhook.toml:1")}


def test_a_configuration_that_is_gone_has_no_place(repo: GitRepo) -> None:
    repo.run("checkout", "-q", "main")
    repo.commit(files={"archhook.toml": 'symbols = "all"\n'})
    repo.run("checkout", "-q", "-B", "topic")
    repo.run("rm", "-q", "archhook.toml")
    repo.stage({"src/client.py": KEPT["src/client.py"] + "\n\nclass Kept:\n    def kept(self):\n        pass\n"})
    fixes = {one.symbol: one.fix for one in judge(Request(str(repo.path), law="main")).verdict.findings}
    assert fixes["Kept.kept"] == fix("`symbols`")


def test_a_finding_that_stands_anyway_has_its_usual_fix(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.stage({"src/client.py": f"{IGNORED}\n\ndef other():\n    pass\n"})
    first, second = told(capsys, "INV407")
    assert first == fix("src/client.py:5 ignores INV407")
    assert "`archhook sync` does" in second


def test_a_waiver_that_does_not_count_is_named_at_its_line(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    satisfies = "    satisfies = [Delivery]\n"
    waived = LEDGER.replace(satisfies, f'{satisfies}    waives = {{\n        "TST505": "no",\n    }}\n')
    repo.write("architecture.py", waived[: waived.index("class Publishes")])
    line = waived[: waived.index('"TST505"')].count("\n") + 1
    assert told(capsys, "TST505") == [fix(f"D-1 waives TST505 at architecture.py:{line}")]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('    test_functions = ["test_publish"]\n', '    test_functions = ["test_publish"]\n    planned = True\n',
         ["TST505", "TST510"]),
        ("    satisfies = [Delivery]\n", "    satisfies = [Delivery]\n    adopted = False\n", ["TRC101", "TRC104"]),
    ],
)  # fmt: skip
def test_what_is_found_without_the_law_is_found_by_it(repo: GitRepo, old: str, new: str, codes: list[str]) -> None:
    """That an exemption does not count mends nothing that it broke."""
    repo.write("architecture.py", LEDGER.replace(old, new))
    own = sorted(one.code for one in judge(Request(str(repo.path))).verdict.findings)
    assert own == found(repo) == codes


TESTPATHS = '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n'
NEW_TEST = "\n\ndef test_new():\n    assert vars()\n"


def test_pytest_is_told_to_find_more_tests(repo: GitRepo) -> None:
    repo.run("checkout", "-q", "main")
    repo.commit(files={"pyproject.toml": TESTPATHS})
    repo.run("checkout", "-q", "-B", "topic")
    more = {"pyproject.toml": TESTPATHS.replace('"]', '", "checks"]'), "checks/test_more.py": NEW_TEST.lstrip()}
    repo.stage(more)
    assert found(repo) == ["TST503"]
    again = '\n\nclass More(UnitTest):\n    """[UT-2] More."""\n\n    verifies = Broker\n'
    declared = f'{LEDGER}{again}    test_file = "checks/test_more.py"\n    test_functions = "*"\n'
    repo.stage({"architecture.py": declared})
    assert found(repo) == []


def test_pytest_looks_everywhere_where_the_snapshot_has_nothing_in_testpaths(repo: GitRepo) -> None:
    repo.run("checkout", "-q", "main")
    repo.commit(files={"pyproject.toml": TESTPATHS})
    repo.run("checkout", "-q", "-B", "topic")
    repo.run("mv", "tests", "checks")
    repo.stage({"architecture.py": LEDGER.replace("tests/test_client", "checks/test_client")})
    assert found(repo) == []
    repo.stage({"checks/test_client.py": KEPT["tests/test_client.py"] + NEW_TEST})
    assert found(repo) == ["TST504"]
    names = [f"test_{name}" for name in ("talk", "arrives", "order", "publish")]
    repo.stage({"pyproject.toml": f"{TESTPATHS}python_functions = {json.dumps(names)}\n"})
    assert found(repo) == ["TST504"]
    repo.stage({"tests/data.txt": "x\n"})  # and now it looks there alone
    assert found(repo) == []
    repo.run("rm", "-q", "-f", "tests/data.txt")
    assert found(repo) == ["TST504"]


def test_what_does_not_count_is_named_in_one_order(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """However the state came about: the files are looked through by path, and not as they were met."""
    said(capsys, "check")
    there: list[str] = []
    for name in "dcba":
        there = [f"src/{name}.py", *there]
        repo.write(there[0], f"def old():{IGNORE}\n    pass\n")
        repo.run("add", "-A")
        named = ", ".join(f"{path}:1 ignores INV407" for path in there)
        for options in ((), ("--no-cache",)):
            assert f"({named})" in said(capsys, "check", "--law", "main", *options)[2]
