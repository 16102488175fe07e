"""What a run really redoes: for each kind of change exactly the chains, files and laws that it can have touched."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.check import evaluate
from archhook.check.api import judge
from archhook.check.request import Request
from archhook.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.git_repo import GitRepo

    from archhook.check.request import Judgement


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A clean project of 30 files, judged and committed."""
    made = git_repo()
    made.commit("start", files=project(30))
    assert judged(made).verdict.exit_code == 0
    return made


def judged(repo: GitRepo) -> Judgement:
    return judge(Request(str(repo.path), source="index"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The units that laws are asked about, as they are asked."""
    units: list[str] = []
    keep = evaluate._keep

    def noted(breaches: object, unit: str, found: object) -> None:
        units.append(unit)
        keep(breaches, unit, found)  # type: ignore[arg-type]

    monkeypatch.setattr(evaluate, "_keep", noted)
    yield units


MODULE, LEDGER = "src/app/part1/module11.py", "architecture.py"
T11 = "file:" + MODULE


def edited(repo: GitRepo, path: str, *edits: tuple[str, str]) -> None:
    text = (repo.path / path).read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    repo.write(path, text)
    repo.run("add", "-A")


def test_nothing_changed_is_nothing_done(repo: GitRepo, asked: list[str]) -> None:
    work = judged(repo).work
    assert (asked, work.rechecked_chains, work.files_parsed, work.because) == ([], 0, 0, ())
    assert work.files_reused > 30
    assert work.base == repo.tree()


def test_a_changed_file_is_parsed_and_its_task_rechecked(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    judgement = judged(repo)
    assert [(f.code, f.symbol) for f in judgement.verdict.findings] == [("INV403", "watch_11"), ("INV407", "watsh_11")]
    assert asked == [T11]
    work = judgement.work
    assert (work.rechecked_chains, work.files_parsed, work.because) == (1, 1, (("T-11", (MODULE,)),))


@pytest.mark.parametrize(
    "edit",
    [
        ('"""Module', '# a comment\n"""Module'),
        ("    def doubled", "\n    def doubled"),
        ("LIMIT_11 = 11", "LIMIT_11 = 7"),
    ],
    ids=["comment", "blank line", "value"],
)
def test_a_change_that_no_law_can_see_asks_none(repo: GitRepo, asked: list[str], edit: tuple[str, str]) -> None:
    edited(repo, MODULE, edit)
    work = judged(repo).work
    assert (asked, work.rechecked_chains, work.files_parsed) == ([], 0, 1)


def test_positions_follow_an_edit_that_asks_no_law(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    before = judged(repo).verdict.findings
    asked.clear()
    edited(repo, MODULE, ('"""Module', '\n\n"""Module'))
    edited(repo, LEDGER, ('"""The ledger."""', '"""The ledger."""\n'))
    after = judged(repo).verdict.findings
    assert asked == []
    assert [(f.code, f.line) for f in after] == [(f.code, f.line + (1 if f.path == LEDGER else 2)) for f in before]


@pytest.mark.parametrize(
    "edit",
    [
        ("[I-0] Goal 0 is reached.", "[I-0] Goal 0 is reached at last."),
        ('functions = ["load_11", "save_11", "watch_11"]', 'functions = [\n        "load_11",\n"save_11", "watch_11"]'),
        ("class Task11(Task):", "# moved\n\nclass Task11(Task):"),
    ],
    ids=["docstring", "layout", "moved"],
)
def test_a_ledger_edit_that_means_nothing_asks_no_law(repo: GitRepo, asked: list[str], edit: tuple[str, str]) -> None:
    edited(repo, LEDGER, edit)
    work = judged(repo).work
    assert (asked, work.rechecked_chains, work.files_parsed, work.because) == ([], 0, 0, ())


def test_a_changed_task_is_rechecked_with_its_file(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('"save_11", ', ""))
    judgement = judged(repo)
    assert [(f.code, f.symbol) for f in judgement.verdict.findings] == [("INV407", "save_11")]
    assert asked == [T11]
    assert (judgement.work.rechecked_chains, judgement.work.because) == (1, (("T-11", (LEDGER,)),))
    assert judgement.work.files_parsed == 0


def test_a_task_that_names_another_file_concerns_both_files(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ("part1/module11.py", "part1/module12.py"))
    assert {f.code for f in judged(repo).verdict.findings} == {"INV402", "INV403", "INV404", "INV405"}
    assert asked == ["file:src/app/part1/module11.py", "file:src/app/part1/module12.py", "node:T-11"]


def test_a_changed_edge_between_designs_rechecks_the_chains_below_it(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('requires = ["D-0", "D-1"]', 'requires = ["D-0"]'))
    judgement = judged(repo)
    assert judgement.verdict.exit_code == 0
    assert set(asked) == {"node:D-1", "node:D-2", "graph"}
    because = dict(judgement.work.because)
    assert because["D-2"] == (LEDGER,)
    assert because["T-25"] == ("D-2",)


def test_a_task_that_moves_to_another_design_rechecks_itself_and_both_designs(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('module 11."""\n\n    implements = Design1', 'module 11."""\n\n    implements = "D-2"'))
    judged(repo)
    assert set(asked) == {"node:T-11", "node:D-1", "node:D-2"}


def test_a_new_file_is_parsed_and_asked_about_alone(repo: GitRepo, asked: list[str]) -> None:
    repo.write("src/app/part1/fresh.py", "def f(): pass\n")
    repo.run("add", "-A")
    judgement = judged(repo)
    assert [f.code for f in judgement.verdict.findings] == ["INV405"]
    assert asked == ["file:src/app/part1/fresh.py"]
    assert judgement.work.files_parsed == 1


def test_a_renamed_file_is_not_parsed_again(repo: GitRepo, asked: list[str]) -> None:
    repo.run("mv", MODULE, "src/app/part1/moved.py")
    judgement = judged(repo)
    assert judgement.work.files_parsed == 0
    assert set(asked) == {T11, "file:src/app/part1/moved.py"}
    assert [f.fix for f in judgement.verdict.findings if f.code == "INV401"]


def test_a_changed_option_rechecks_everything_and_parses_nothing(repo: GitRepo, asked: list[str]) -> None:
    repo.write("pyproject.toml", '[tool.archhook]\nsymbols = "all"\n')
    repo.run("add", "-A")
    judgement = judged(repo)
    assert judgement.work.files_parsed == 0
    assert T11 in asked
    assert {f.code for f in judgement.verdict.findings} == {"INV407"}
    asked.clear()
    repo.write("pyproject.toml", '[tool.archhook]\nsymbols = "all"\n\n[tool.other]\nx = 1\n')
    repo.run("add", "-A")
    judged(repo)
    assert asked == []


def test_a_commit_that_was_judged_as_an_index_is_taken_over(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    judged(repo)
    repo.commit("broken")
    asked.clear()
    judgement = judge(Request(str(repo.path), source="commit", rev="HEAD"))
    assert judgement.verdict.exit_code == 1
    assert (asked, judgement.work.files_parsed) == ([], 0)


FIGURED = ("    Requirement,\n", "    Requirement,\n    ResourceConstraints,\n")
MEASURED = "measured.toml"
TAKES = 'value = {value}\nunit = "MB"\nsource = "x"\nmachine = "ci"\ndate = 2026-01-31T12:00:00Z\nsamples = 3\n'


def figures(*nodes: str) -> set[str]:
    return {"figures:" + node for node in nodes}


def with_figures(repo: GitRepo) -> None:
    """D-2 requires D-1 and D-0, D-1 requires D-0; a budget above them, and D-0 measured."""
    estimate = "    estimated = ResourceConstraints(memory_mb=10, latency_p99_ms=1)\n"
    edited(
        repo, LEDGER, FIGURED,
        ('requires = []', 'requires = []\n' + estimate.rstrip()),
        ('requires = ["D-0"]', 'requires = ["D-0"]\n' + estimate.rstrip()),
        ("derived_from = [Intent0]", "derived_from = [Intent0]\n    budget = ResourceConstraints(memory_mb=20)"),
    )  # fmt: skip
    oid = repo.run("hash-object", "src/app/part0/module0.py")
    files = "".join(
        f'"src/app/part0/module{n}.py" = "{repo.run("hash-object", f"src/app/part0/module{n}.py")}"\n'
        for n in range(10)
    )
    assert oid in files
    repo.write(MEASURED, "version = 1\n[D-0.memory_mb]\n" + TAKES.format(value=10) + f"[D-0.memory_mb.files]\n{files}")
    repo.commit("figures")
    assert judged(repo).verdict.findings == ()


def test_a_changed_figure_rechecks_the_chains_above_it(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    asked.clear()
    edited(
        repo,
        LEDGER,
        (
            'requires = ["D-0"]\n    estimated = ResourceConstraints(memory_mb=10',
            'requires = ["D-0"]\n    estimated = ResourceConstraints(memory_mb=11',
        ),
    )
    judgement = judged(repo)
    assert [(one.code, one.node) for one in judgement.verdict.findings] == [("RES604", "I-0"), ("RES603", "R-0")]
    assert set(asked) == figures("D-1", "D-2", "R-0", "I-0")
    because = dict(judgement.work.because)
    assert because["D-1"] == (LEDGER,)
    assert because["R-0"] == because["I-0"] == because["T-11"] == ("D-1",)
    assert {node for node in because if node.startswith("T-")} == {f"T-{number}" for number in range(10, 20)}
    assert (judgement.work.rechecked_chains, judgement.work.files_parsed) == (10, 0)


def test_a_new_measurement_rechecks_the_chains_above_it(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    asked.clear()
    edited(repo, MEASURED, ("value = 10", "value = 10.5"))
    judgement = judged(repo)
    assert [(one.code, one.node) for one in judgement.verdict.findings] == [
        ("RES604", "I-0"), ("RES603", "R-0"), ("RES602", "D-1"),
    ]  # fmt: skip
    assert set(asked) == figures("D-0", "D-1", "D-2", "R-0", "I-0")
    assert dict(judgement.work.because)["D-0"] == (MEASURED,)
    asked.clear()
    edited(repo, MEASURED, ('source = "x"', 'source = "y"'))
    assert judged(repo).verdict.findings == judgement.verdict.findings
    assert asked == []


def test_a_changed_file_of_a_measured_design_makes_its_figures_stale(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    asked.clear()
    edited(repo, "src/app/part0/module3.py", ("LIMIT_3 = 3", "LIMIT_3 = 4"))
    judgement = judged(repo)
    assert [(one.code, one.node, one.file) for one in judgement.verdict.findings] == [
        ("RES605", "D-0", "src/app/part0/module3.py")
    ]
    assert asked == ["figures:D-0"]
    asked.clear()
    edited(repo, MODULE, ("LIMIT_11 = 11", "LIMIT_11 = 7"))  # of a Design that was not measured
    judged(repo)
    assert asked == []


def test_the_name_of_an_intent_that_became_infeasible_is_told_anew(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    edited(repo, MEASURED, ("value = 10", "value = 10.5"))
    judged(repo)
    asked.clear()
    edited(repo, LEDGER, ("[I-0] Goal 0 is reached.", "[I-0] Goal 0 is reached at last."))
    finding = next(one for one in judged(repo).verdict.findings if one.code == "RES604")
    assert "Goal 0 is reached at last" in finding.message
    assert asked == ["figures:I-0"]


def test_where_there_are_no_figures_none_are_asked_about(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('requires = ["D-0", "D-1"]', 'requires = ["D-0"]'))
    judged(repo)
    assert not any(unit.startswith("figures:") for unit in asked)


def test_a_broken_measured_toml_is_refused_warm_and_cold(repo: GitRepo) -> None:
    with_figures(repo)
    edited(repo, MEASURED, ("[D-0.memory_mb]", "[D-0.memory_m]"), ("[D-0.memory_mb.files]", "[D-0.memory_m.files]"))
    for no_cache in (False, True):
        with pytest.raises(ConfigError) as refused:
            judge(Request(str(repo.path), source="index", no_cache=no_cache))
        assert (refused.value.path, refused.value.line, "memory_mb" in refused.value.fix) == (MEASURED, 2, True)
    (repo.path / MEASURED).unlink()
    (repo.path / MEASURED).symlink_to("pyproject.toml")
    repo.run("add", "-A")
    for no_cache in (False, True):
        with pytest.raises(ConfigError, match="is a symbolic link"):
            judge(Request(str(repo.path), source="index", no_cache=no_cache))


def test_a_lost_store_only_costs_time(repo: GitRepo) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    expected = judged(repo).verdict
    store = repo.path / ".git" / "archhook"
    for file in store.iterdir():
        file.unlink()
    assert judged(repo).verdict == expected
    os.truncate(store / "cache.db", 5000)
    assert judged(repo).verdict == expected


HEAVY = {
    "git", "networkx", "diskcache", "typing", "re", "json", "argparse", "ast", "subprocess", "tomllib", "dataclasses",
    "collections", "functools", "enum", "contextlib", "hashlib", "pathlib", "string", "types", "operator", "math",
    "tempfile", "tokenize", "signal",
}  # fmt: skip
"""What a warm run must not import: each of them is felt."""

READER = {"archhook.check.full", "archhook.ledger.source", "archhook.ledger.session", "archhook.ledger.values"}
"""What takes the place of a direct reading of what changed: the whole ledger's reader."""

LAWS = {"archhook.laws.catalogue", "archhook.check.evaluate"}


def imported(repo: GitRepo) -> tuple[int, set[str], str]:
    """Runs the hook in a process of its own: exit code, the modules that it imported, what it said."""
    script = "import sys; from archhook.cli.main import main; print(main(['hook', 'pre-commit']), *sys.modules)"
    index = {"GIT_INDEX_FILE": str(repo.path / ".git/index")}
    run, bare = (
        subprocess.run(
            [sys.executable, "-I", "-c", text], cwd=repo.path, env={**os.environ, **index}, capture_output=True,
            encoding="utf-8", check=True,
        )
        for text in (script, "import sys; print(0, *sys.modules)")
    )  # fmt: skip
    code, *modules = run.stdout.splitlines()[-1].split()
    return int(code), {*modules} - {*bare.stdout.split()}, run.stderr


NEW_TASK = """class Fresh(Task):
    \"\"\"[T-5000] Fresh.\"\"\"

    implements = Design1
    file_path = "src/app/part1/fresh.py"
    functions = ["fresh"]


"""


@pytest.mark.parametrize("package", [True, False], ids=["package", "file"])
@pytest.mark.parametrize(
    ("edit", "spared"),
    [
        (("[D-1] Part 1 of the system.", "[D-1] Part 1 of the system.\n\n    And more."), READER | LAWS),
        (('functions = ["load_11", "save_11", "watch_11"]', 'functions = ["load_11", "watch_11", "save_11"]'), READER),
        (("class Task11(", NEW_TASK + "class Task11("), READER),
    ],
    ids=["docstring", "list", "task"],
)
def test_an_edit_of_a_plain_ledger_imports_nothing_heavy(
    git_repo: Callable[..., GitRepo], edit: tuple[str, str], spared: set[str], package: bool
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(20, package=package))
    assert judged(repo).verdict.exit_code == 0
    edited(repo, "architecture/part1.py" if package else LEDGER, edit)
    if "fresh" in edit[1]:
        repo.write("src/app/part1/fresh.py", "def fresh(): pass\n")
        repo.run("add", "-A")
    code, modules, said = imported(repo)
    assert code == 0, said
    assert "archhook.ledger.splice" in modules
    assert not modules & (HEAVY | spared)


@pytest.fixture
def no_whole_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, whoever reads the ledger as a whole fails."""

    def refuse(ledger: object, blobs: object) -> None:
        raise AssertionError("the ledger was read as a whole")

    return lambda: monkeypatch.setattr("archhook.check.full.read_nodes", refuse)


def cut(text: str, start: str, end: str) -> str:
    at = text.index(start)
    return text[:at] + text[text.index(end, at) :]


def test_a_task_goes_with_its_file(
    repo: GitRepo, asked: list[str], no_whole_reading: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_whole_reading()
    repo.write(LEDGER, cut((repo.path / LEDGER).read_text(), "class Task11(", "class Task12("))
    repo.run("rm", "-q", MODULE)
    repo.run("add", "-A")
    judgement = judged(repo)
    assert judgement.verdict.findings == ()
    assert dict(judgement.verdict.nodes)["task"] == 29
    assert set(asked) == {T11, "node:T-11", "node:D-1"}
    assert judgement.work.files_parsed == 0
    monkeypatch.undo()
    cold = judge(Request(str(repo.path), source="index", no_cache=True))
    assert (judgement.verdict, judged(repo).verdict) == (cold.verdict, cold.verdict)


def test_a_task_that_is_renamed_and_renumbered_is_another(
    repo: GitRepo, no_whole_reading: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_whole_reading()
    edited(repo, LEDGER, ("class Task11(", "class Eleventh("), ("[T-11]", "[T-1100]"), ("watch_11", "watsh_11"))
    found = judged(repo).verdict
    assert [(one.code, one.node) for one in found.findings] == [("INV403", "T-1100"), ("INV407", "T-1100")]
    monkeypatch.undo()
    assert found == judge(Request(str(repo.path), source="index", no_cache=True)).verdict


@pytest.mark.parametrize("same", [False, True], ids=["two ids", "one id"])
def test_edits_of_several_modules_are_read_one_by_one(
    git_repo: Callable[..., GitRepo],
    no_whole_reading: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    same: bool,
) -> None:
    """Unless both declare the same new id, which only a look at both can tell."""
    repo = git_repo()
    repo.commit("start", files=project(30, package=True))
    assert judged(repo).verdict.exit_code == 0
    if not same:
        no_whole_reading()
    for part in (1, 2):
        edited(
            repo,
            f"architecture/part{part}.py",
            (f"class Task{part}1(", NEW_TASK.replace("Design1", f"Design{part}") + f"class Task{part}1("),
            ("T-5000", "T-5000" if same else f"T-500{part}"),
            ("part1/fresh", f"part{part}/fresh"),
            ("Part ", "The part "),
        )
        repo.write(f"src/app/part{part}/fresh.py", "def fresh(): pass\n")
    repo.run("add", "-A")
    found = judged(repo).verdict
    assert [one.code for one in found.findings] == (["LED002"] if same else [])
    monkeypatch.undo()
    assert found == judge(Request(str(repo.path), source="index", no_cache=True)).verdict


def test_a_ledger_that_is_read_as_a_whole_imports_nothing_heavy_either(git_repo: Callable[..., GitRepo]) -> None:
    files = project(20)
    files[LEDGER] += "\n\nSHARED = [Design0, Design1]\n"
    repo = git_repo()
    repo.commit("start", files=files)
    assert judged(repo).verdict.exit_code == 0
    edited(repo, LEDGER, ('"load_11", "save_11", "watch_11"', '"load_11", "watch_11"'))
    code, modules, _ = imported(repo)
    assert code == 1
    assert "archhook.ledger.source" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize(
    "change", [("async def watch_11", "async def watsh_11"), ("LIMIT_11 = 11", "LIMIT_11 = 7")], ids=["broken", "kept"]
)
def test_in_a_thousand_files_a_warm_commit_rechecks_one_chain_and_imports_nothing_heavy(
    git_repo: Callable[..., GitRepo], change: tuple[str, str]
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(1000))
    assert judged(repo).verdict.exit_code == 0
    edited(repo, MODULE, change)
    code, modules, said = imported(repo)
    broken = "watch" in change[0]
    assert code == int(broken)
    assert f"1000 chains{'' if broken else ' hold'}, {int(broken)} rechecked" in said
    assert not modules & (HEAVY | READER)


def test_an_ignore_asks_no_law_and_takes_effect(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    assert judged(repo).verdict.count("error") == 2
    asked.clear()
    edited(
        repo,
        MODULE,
        ("watsh_11(record: Record11) -> int:", "watsh_11(record: Record11) -> int:  # archhook: ignore[INV407] x"),
    )
    judgement = judged(repo)
    assert ([f.code for f in judgement.verdict.findings], judgement.verdict.waived) == (["INV403"], 1)
    assert (asked, judgement.work.files_parsed, judgement.work.rechecked_chains) == ([], 1, 0)
    edited(repo, LEDGER, ('"watch_11"]', '"watch_11"  # archhook: ignore[INV403] x\n    ]'))
    judgement = judged(repo)
    assert (judgement.verdict.exit_code, judgement.verdict.waived, asked) == (0, 2, [])
    assert judgement.work.files_parsed == 0


def test_an_edit_of_the_baseline_asks_no_law(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    judged(repo)
    asked.clear()
    repo.write("archhook-baseline.txt", f"INV403 T-11 {MODULE} watch_11\nINV407 T-11 {MODULE} watsh_11\n")
    repo.run("add", "-A")
    judgement = judged(repo)
    assert (judgement.verdict.exit_code, judgement.verdict.baselined) == (0, 2)
    assert (asked, judgement.work.files_parsed, judgement.work.rechecked_chains) == ([], 0, 0)


def test_a_warm_commit_with_exemptions_imports_nothing_heavy_either(repo: GitRepo) -> None:
    """A frozen finding, an ignored one, and a file changed that holds neither."""
    ignored = (
        "async def watch_1(record: Record1) -> int:",
        "async def watsh_1(record: Record1) -> int:  # archhook: ignore[INV407] x",
    )
    edited(repo, "src/app/part0/module1.py", ignored)
    repo.write("archhook-baseline.txt", "INV403 T-1 src/app/part0/module1.py watch_1\n")
    repo.run("add", "-A")
    assert judged(repo).verdict.exit_code == 0
    repo.commit("exempt")
    judged(repo)
    edited(repo, MODULE, ("LIMIT_11 = 11", "LIMIT_11 = 7"))
    code, modules, said = imported(repo)
    assert code == 0
    assert "1 waived, 1 in the baseline, 0 rechecked" in said
    assert not modules & (HEAVY | READER)
