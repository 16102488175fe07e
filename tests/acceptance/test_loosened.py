"""Whoever loosens the law to be green is seen: each way to do so, committed for real, by the installed command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, TYPO

from archhook.hooks.precommit_config import add_hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"
HOOKS = ".pre-commit-config.yaml"
BASELINE = "archhook-baseline.txt"

CHEATS: dict[str, tuple[Mapping[str, tuple[str, str]], str, str, str | None, str, int | None]] = {
    # what is edited (a text that is replaced, "" for a new file's) · kind · what · node · where · findings held back
    "a waiver": (
        {LEDGER: ("    functions = [", '    waives = {"INV403": "soon", "INV407": "soon"}\n    functions = ['),
         "src/client.py": ("publish", "publsh")},
        "waiver", "INV403 of T-1", "T-1", "architecture.py:25", 1,
    ),
    "a law that is off": ({"archhook.toml": ("", '[severity]\nTST505 = "off"\n'), LEDGER: ("UT-1", "UT-9")},
                          "severity", 'TST505 = "off"', None, "archhook.toml:2", 0),
    "a law that only warns": ({"archhook.toml": ("", '[severity]\nINV407 = "warning"\nINV403 = "warning"\n'),
                               "src/client.py": ("publish", "publsh")},
                              "severity", 'INV403 = "warning"', None, "archhook.toml:3", 1),
    "code that is excluded": ({"archhook.toml": ("", 'exclude = ["src/"]\n'), "src/more.py": ("", "MORE = 1\n")},
                              "exclude", "src/", None, "archhook.toml:1", 1),
    "less detail": ({"archhook.toml": ("", 'symbols = "files"\n'), "src/client.py": ("\n", "\nX = 1\n")},
                    "symbols", 'symbols = "files"', None, "archhook.toml:1", 1),
    "less detail of a Design": (
        {LEDGER: ("    satisfies = [Delivery]", '    satisfies = [Delivery]\n    symbols = "public"'),
         "src/client.py": ("\n", "\n_X = 1\n")},
        "symbols", 'D-1: symbols = "public"', "D-1", "architecture.py:18", 1,
    ),
    "no shared branches": ({"archhook.toml": ("", "shared-branches = []\n")},
                           "shared-branches", "pushes to main, master, release/* are not judged", None,
                           "archhook.toml:1", None),
    "an inline ignore": ({"src/client.py": ("\n", "\nX = 1  # archhook: ignore[INV408] soon\n")},
                         "ignore", "INV408 on this line", None, "src/client.py:2", 1),
    "an ignore of a file": ({"src/client.py": ("def", "# archhook: ignore[INV408] soon\nX = 1\n\n\ndef")},
                            "ignore", "INV408 in the whole file", None, "src/client.py:1", 1),
    "a baseline": ({BASELINE: ("", "INV408 T-1 src/client.py X  # soon\n"), "src/client.py": ("\n", "\nX = 1\n")},
                   "baseline", "INV408 T-1 src/client.py X", "T-1", f"{BASELINE}:1", 1),
    "a Design that is not adopted": (
        {LEDGER: ("    satisfies = [Delivery]", "    satisfies = [Delivery]\n    adopted = False")},
        "adopted", "D-1 is not adopted", "D-1", "architecture.py:14", 0,
    ),
    "planned again": ({LEDGER: ("    functions = [", "    planned = True\n    functions = ["),
                       "src/client.py": ("def publish(): pass\n", "")},
                      "planned", "T-1 is planned", "T-1", "architecture.py:20", 1),
    "more tests": ({"archhook.toml": ("", 'tests = ["tests/", "src/impl/"]\n'), "src/impl/a.py": ("", "A = 1\n")},
                   "tests", "src/impl/", None, "archhook.toml:1", 1),
    "pytest takes more for tests": (
        {"pytest.ini": ("", "[pytest]\npython_files = test_*.py *_test.py impl.py\n"),
         "src/impl.py": ("", "A = 1\n")},
        "pytest", "impl.py are tests (python_files)", None, "pytest.ini:2", 1,
    ),
    "tests that pytest does not see": (
        {"pytest.ini": ("", "[pytest]\npython_functions = check\n"),
         "tests/test_client.py": ("\n", "\ndef test_x(): pass\n")},
        "pytest", "test hold no tests (python_functions)", None, "pytest.ini:2", 1,
    ),
    "a wide tolerance": ({"archhook.toml": ("", "[resources]\nmemory_mb = 9\n"),
                          LEDGER: ("    satisfies = [Delivery]", "    satisfies = [Delivery]\n"
                                   "    estimated = ResourceConstraints(memory_mb=1)\n"
                                   "    measured = ResourceConstraints(memory_mb=8)")},
                         "tolerance", "memory_mb = 9", None, "archhook.toml:2", 1),
    "imports by a call": ({"archhook.toml": ("", 'dynamic-imports = "ignore"\n')},
                          "dynamic-imports", 'dynamic-imports = "ignore"', None, "archhook.toml:1", 0),
    "what is required through others": ({"archhook.toml": ("", "transitive = true\n")},
                                        "transitive", "transitive = true", None, "archhook.toml:1", 0),
    "the hook taken out": ({HOOKS: ("id: archhook\n", "id: other\n")},
                           "hook", f"archhook is taken out of {HOOKS}", None, f"{HOOKS}:1", None),
    "a hook that never runs": ({HOOKS: ("stages: [pre-push]", "stages: [manual]")}, "hook",
                               "archhook-push never runs as a gate: its stages (manual) lack pre-push", None,
                               f"{HOOKS}:16", None),
}  # fmt: skip


@pytest.fixture
def project(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A project that holds to the laws, gated, and a branch of it."""
    made = git_repo()
    ledger = KEPT[LEDGER].replace("Requirement, ", "Requirement, ResourceConstraints, ", 1)
    made.commit(files=KEPT | {LEDGER: ledger, HOOKS: add_hooks("", HOOKS)[0]})
    made.run("checkout", "-q", "-b", "branch")
    return made


def edit(repo: GitRepo, changes: Mapping[str, tuple[str, str]]) -> None:
    for path, (old, new) in changes.items():
        text = repo.read(path) if old else ""
        assert not old or old in text, (path, old)
        repo.write(path, text.replace(old, new, 1) if old else new)


def listed(repo: GitRepo, *words: str, code: int = 0) -> list[dict[str, Any]]:
    done = archhook(repo.path, "exemptions", *words, "--format", "json")
    assert done.returncode == code, done.stderr
    loaded = json.loads(done.stdout)
    assert list(loaded) == ["schema_version", "kind", "exemptions", "together", "weaker"]
    found: list[dict[str, Any]] = loaded["exemptions"]
    return found


@pytest.mark.parametrize("cheat", CHEATS)
def test_what_loosens_the_law_is_new_on_the_branch(project: GitRepo, cheat: str) -> None:
    changes, kind, what, node, where, held = CHEATS[cheat]
    edit(project, changes)
    project.commit(cheat)
    compared = listed(project, "main..branch", "--fail", "exemptions", code=1)
    found = [one for one in compared if one["kind"] == kind and one["what"] == what]
    assert [(one["node"], f"{one['path']}:{one['line']}", one["holds_back"], one["since"]) for one in found] == [
        (node, where, held, "new")
    ]
    standing = [one for one in listed(project) if one["kind"] == kind and one["what"] == what]
    assert standing == ([] if "taken out" in what else [found[0] | {"since": None}])


def test_what_is_new_fails_until_it_is_merged(project: GitRepo) -> None:
    assert listed(project, "main..branch", "--fail", "exemptions") == []
    edit(project, {"archhook.toml": ("", 'exclude = ["vendor/"] # of others\n')})
    project.commit("loosened")
    done = archhook(project.path, "exemptions", "main..branch")
    base = project.run("rev-parse", "main")[:12]
    assert done.stdout == (
        "exclude (1)\n  new archhook.toml:1: vendor/ (0 Python files), holds back nothing now  of others\n\n"
        f"1 new since main (merge base {base})\n"
    )
    project.run("checkout", "-q", "main")
    project.run("merge", "-q", "--no-ff", "-m", "merge", "branch")
    assert listed(project, "branch..main", "--fail", "exemptions") == []


def test_the_branch_is_compared_with_where_it_parted(project: GitRepo) -> None:
    edit(project, {"archhook.toml": ("", 'exclude = ["vendor/"]\n')})
    project.commit("loosened on the branch")
    project.run("checkout", "-q", "main")
    edit(project, {"archhook.toml": ("", 'exclude = ["build/"]\n')})
    project.commit("loosened on main meanwhile")
    assert [one["what"] for one in listed(project, "main..branch")] == ["vendor/"]
    assert [one["what"] for one in listed(project, "branch..main")] == ["build/"]


def test_what_is_new_holds_back_what_the_others_do_not(project: GitRepo) -> None:
    edit(
        project,
        {"archhook.toml": ("", 'exclude = ["old/"]\n'), "old/a.py": ("", "A = 1\n"), "old/b.py": ("", "B = 1\n")},
    )
    base = project.commit("old")
    edit(project, {"archhook.toml": ("old/", 'old/", "new/'), "new/a.py": ("", "A = 1\n")})
    project.commit("new")
    assert [(one["what"], one["holds_back"]) for one in listed(project, f"{base}..")] == [("new/", 1)]


def test_the_work_tree_and_the_index_are_compared_with_where_head_parted(project: GitRepo) -> None:
    edit(project, {"archhook.toml": ("", 'exclude = ["vendor/"]\n')})
    assert listed(project, "main") == []
    project.run("add", "-A")
    assert [one["what"] for one in listed(project, "main", "--staged")] == ["vendor/"]
    assert [one["what"] for one in listed(project, "main", "--fail=exemptions", code=1)] == ["vendor/"]


def test_a_configuration_that_git_does_not_track_exempts_nothing(project: GitRepo) -> None:
    edit(project, {"archhook.toml": ("", 'exclude = ["src/"]\n')})
    project.write("src/client.py", TYPO["src/client.py"])
    assert listed(project) == []
    assert archhook(project.path, "check", "-q").returncode == 1
    assert [one["what"] for one in listed(project, "--untracked")] == ["src/"]


def test_a_baseline_that_grows_is_wider(project: GitRepo) -> None:
    edit(project, {BASELINE: ("", "INV408 T-1 src/client.py X\n")})
    base = project.commit("frozen")
    edit(project, {BASELINE: ("X\n", "X x2\n")})
    project.commit("more frozen")
    assert [(one["since"], one["what"]) for one in listed(project, f"{base}..")] == [
        ("wider", "INV408 T-1 src/client.py X x2")
    ]


def test_what_moves_with_its_node_is_not_new(project: GitRepo) -> None:
    edit(project, {"src/client.py": ("\n", "\nX = 1  # archhook: ignore[INV408] soon\n")})
    edit(project, {LEDGER: ("    functions = [", '    waives = {"INV403": "soon"}\n    functions = [')})
    base = project.commit("exempt")
    (project.path / "src/client.py").rename(project.path / "src/broker.py")
    edit(project, {LEDGER: ("src/client.py", "src/broker.py")})
    edit(project, {LEDGER: ("[T-1]", "[T-7]")})
    project.commit("renamed, and renumbered")
    assert listed(project, f"{base}..branch") == []


def test_a_project_with_the_defaults_has_none(project: GitRepo) -> None:
    done = archhook(project.path, "exemptions", "--fail", "exemptions")
    assert (done.returncode, done.stdout) == (0, "there are no exemptions: all of the law holds everywhere\n")


def test_a_ledger_that_is_not_sound_cannot_be_compared(project: GitRepo) -> None:
    edit(project, {LEDGER: ("implements = Broker", 'implements = "D-9"')})
    project.commit("broken")
    assert archhook(project.path, "exemptions").returncode == 0
    for words in (("main..branch",), ("branch..branch",), ()):
        done = archhook(project.path, "exemptions", *words, "--fail", "exemptions")
        assert done.returncode == 2
        assert "LED003" in done.stderr
    project.run("checkout", "-q", "-b", "mended")
    edit(project, {LEDGER: ('implements = "D-9"', "implements = Broker")})
    project.commit("mended")
    assert archhook(project.path, "exemptions", "branch..mended").returncode == 2


def test_places_of_a_project_below_the_top_are_told_from_there(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    waived = KEPT[LEDGER].replace("    functions = [", '    waives = {"INV408": "soon"}\n    functions = [', 1)
    ignored = KEPT["src/client.py"] + "X = 1  # archhook: ignore[INV408] soon\n"
    files = KEPT | {LEDGER: waived, "src/client.py": ignored, "archhook.toml": 'exclude = ["old/"]\n'}
    repo.commit(files={f"sub/{path}": text for path, text in files.items()})
    found = listed(repo, "--config", "sub/archhook.toml")
    assert [f"{one['kind']} {one['path']}:{one['line']} {one['holds_back']}" for one in found] == [
        "waiver sub/architecture.py:25 1",
        "ignore sub/src/client.py:2 0",
        "exclude sub/archhook.toml:1 0",
    ]


def test_where_there_was_no_ledger_all_is_new(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    base = repo.commit(files={"README": "hello\n"})
    repo.commit(files=KEPT | {"archhook.toml": 'exclude = ["vendor/"]\n'})
    done = archhook(repo.path, "exemptions", f"{base}..HEAD")
    assert "new archhook.toml:1: vendor/" in done.stdout
    assert "no ledger yet" in done.stderr
    done = archhook(repo.path, "exemptions", f"HEAD..{base}")
    assert done.returncode == 2


def test_the_unknown_is_no_answer(project: GitRepo) -> None:
    for words, said in (
        (("main..nothing",), "'nothing' names no commit"),
        (("main...branch",), "write A..B"),
        (("--fail", "weaker"), "archhook exemptions A..B --fail weaker"),
        (("--fail", "exemption"), "did you mean `exemptions`?"),
        (("main..branch", "--staged"), "exclude each other"),
        (("..",), "archhook exemptions A..B"),
    ):
        done = archhook(project.path, "exemptions", *words)
        assert done.returncode == 2
        assert said in done.stderr
