"""Ways to be green without the work: each is shown between two commits, and what is no such way is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import document, said
from helpers.loosening import LEDGER, PROJECT, edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

    Edits = dict[str, list[tuple[str, str]]]

BOOK = "architecture.py"


@pytest.fixture
def project(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    made = git_repo()
    made.commit(files=PROJECT)
    monkeypatch.chdir(made.path)
    return made


def weaker(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    code, found = document(capsys, "diff", *words)
    assert code == 0
    listed: list[dict[str, Any]] = found["weaker"]
    return listed


def changed(repo: GitRepo, edits: Edits, files: dict[str, str] | None = None, gone: tuple[str, ...] = ()) -> None:
    for path, changes in edits.items():
        edit(repo, path, *changes)
    for path in gone:
        (repo.path / path).unlink()
    repo.commit("loosen", files=files or {})


def class_of(name: str) -> str:
    """The text of a class of the ledger, with what stands between it and the next."""
    start = LEDGER.index(f"class {name}(")
    end = LEDGER.find("\n\n\nclass ", start)
    return LEDGER[start : end + 3 if end > 0 else len(LEDGER)]


def without(name: str) -> tuple[str, str]:
    return class_of(name), ""


CHEATS: dict[str, tuple[Edits, dict[str, str], tuple[str, ...], list[tuple[str, str]]]] = {
    "a budget is raised": (
        {BOOK: [("latency_p99_ms=50", "latency_p99_ms=70")]},
        {},
        (),
        [("budget", "the budget of R-1 for latency_p99_ms is 70 now, and was 50")],
    ),
    "a budget of what is better when there is more": (
        {BOOK: [("connections_max=100", "connections_max=10")]},
        {},
        (),
        [("budget", "the budget of R-1 for connections_max is 10 now, and was 100")],
    ),
    "a budget is gone": (
        {BOOK: [("latency_p99_ms=50, ", "")]},
        {},
        (),
        [("budget", "R-1 has no budget for latency_p99_ms any more (it was 50)")],
    ),
    "an estimate is raised": (
        {BOOK: [("memory_mb=10", "memory_mb=11")]},
        {},
        (),
        [("estimate", "the estimate of D-1 for memory_mb is 11 now, and was 10")],
    ),
    "a Design may import another": (
        {BOOK: [("    conflicts_with", '    requires = ["D-2"]\n    conflicts_with')]},
        {},
        (),
        [("requires", "D-3 may import D-2 now (`requires`)")],
    ),
    "a ban is gone": (
        {BOOK: [('    forbids = ["D-3"]\n', "")]},
        {},
        (),
        [("forbids", "D-2 no longer forbids D-3")],
    ),
    "a Design is free of layers": (
        {BOOK: [('    layer = "low"\n', "")]},
        {},
        (),
        [("layer", "D-1 is free of layers now (it was of 'low')")],
    ),
    "a Design goes to another layer": (
        {BOOK: [('layer = "low"', 'layer = "high"')]},
        {},
        (),
        [("layer", "D-1 is of layer 'high' now, and was of 'low'")],
    ),
    "the order of the layers": (
        {
            "archhook.toml": [('["high", "low"]', '["low", "high"]')],
        },
        {},
        (),
        [("layers", "the order of the layers is another: low is above high now")],
    ),
    "an interface offers more": (
        {BOOK: [('["Cache", "src/store/"]', '["Cache", "src/store/", "src/"]')]},
        {},
        (),
        [("interface", "D-1 lets others import 'src/' now")],
    ),
    "an interface is gone": (
        {BOOK: [('    interface = ["Cache", "src/store/"]\n', "")]},
        {},
        (),
        [("interface", "D-1 lets others import all of it now (`interface` is gone)")],
    ),
    "a Design is visible to another": (
        {BOOK: [('visible_to = ["D-2"]', 'visible_to = ["D-2", "D-3"]')]},
        {},
        (),
        [("visible-to", "D-1 may be required by D-3 now (`visible_to`)")],
    ),
    "a Design is visible to all": (
        {BOOK: [('    visible_to = ["D-2"]\n', "")]},
        {},
        (),
        [("visible-to", "D-1 may be required by all Designs now (`visible_to` is gone)")],
    ),
    "a package more": (
        {BOOK: [('packages = ["redis.client"]', 'packages = ["redis.client", "redis.sentinel.x", "httpx"]')]},
        {},
        (),
        [
            ("packages", "D-1 may import the package httpx now"),
            ("packages", "D-1 may import the package redis.sentinel.x now"),
        ],
    ),
    "a package as a whole": (
        {BOOK: [('["redis.client"]', '["redis"]')]},
        {},
        (),
        [("packages", "D-1 may import the package redis now")],
    ),
    "any package": (
        {BOOK: [('    packages = ["redis.client"]\n', "")]},
        {},
        (),
        [("packages", "D-1 may import any package now (`packages` is gone)")],
    ),
    "a package that others may import": (
        {BOOK: [('    exclusive_packages = ["redis"]\n', "")]},
        {},
        (),
        [("exclusive-packages", "D-1 no longer has redis to itself")],
    ),
    "a conflict is dropped": (
        {BOOK: [('    conflicts_with = ["D-4"]\n', ""), ("    adopted = False\n", "    satisfies = [Safe]\n")]},
        {},
        (),
        [("conflicts-with", "D-3 no longer conflicts with D-4")],
    ),
    "a Requirement is deleted": (
        {
            BOOK: [
                without("Safe"),
                without("Sure"),
                ("    satisfies = [Fast, Safe]\n    layer", "    satisfies = [Fast]\n    layer"),
                ("    satisfies = [Fast, Safe]\n    requires", "    satisfies = [Fast]\n    requires"),
                ("    satisfies = [Safe]", "    satisfies = [Fast]"),
            ],
            "tests/test_all.py": [("def test_safe():\n    assert len('safe') == 4\n\n\n", "")],
        },
        {},
        (),
        [
            ("deleted", "R-2 (It is safe) is gone"),
            ("deleted", "ST-2 (It is safe) is gone, and tests/test_all.py is still there"),
        ],
    ),
    "a Task is deleted with its code, which is planned no more": (
        {
            BOOK: [
                without("Show"),
                without("Page"),
                without("PageWhole"),
                without("PageParts"),
                ('    forbids = ["D-3"]\n', ""),
            ],
            "tests/test_all.py": [("def test_page():\n    assert len('page') == 4\n\n\n", "")],
        },
        {},
        ("src/page.py", "tests/test_page.py"),
        [
            ("deleted", "D-3 (What is seen) is gone"),
            ("deleted", "IT-3 (The page as a whole) is gone, and tests/test_all.py is still there"),
            ("deleted", "T-3 (The page) is gone, and src/page.py with it"),
            ("deleted", "UT-3 (It is shown) is gone, and tests/test_page.py with it"),
        ],
    ),
    "planned again": (
        {
            BOOK: [('    functions = ["show"]\n', '    functions = ["show"]\n    planned = True\n')],
            "tests/test_page.py": [("from page import show\n\n\n", ""), ("assert show()", "assert test_shown")],
        },
        {},
        ("src/page.py",),
        [("code", "T-3 is planned again: src/page.py was there, and is gone")],
    ),
    "a function planned again": (
        {
            BOOK: [('"pay", "refund"]\n', '"pay", "refund"]\n    planned = True\n')],
            "src/till.py": [("\n\ndef refund(sum):\n    left = -sum\n    return pay(left)\n", "")],
            "tests/test_till.py": [("pay, refund", "pay"), ("refund(1) == -1", "pay(-1) == -1")],
        },
        {},
        (),
        [("code", "T-2 is planned again: refund was there, and is gone")],
    ),
    "a test that holds nothing": (
        {"tests/test_store.py": [("    assert fill(Cache()).kept == 2\n", "    pass\n"), ("Cache, fill", "Cache")]},
        {},
        (),
        [("emptied", "test_fills of tests/test_store.py cannot fail any more")],
    ),
    "a test of what is sure": (
        {"tests/test_page.py": [("    assert show()\n", '    assert (show(), "is a tuple")\n')]},
        {},
        (),
        [("emptied", "test_shown of tests/test_page.py cannot fail any more")],
    ),
    "a test that is skipped": (
        {
            "tests/test_page.py": [
                ("from page", "import pytest\n\nfrom page"),
                ("def test", "@pytest.mark.skip\ndef test"),
            ],
        },
        {},
        (),
        [("emptied", "test_shown of tests/test_page.py cannot fail any more (pytest.mark.skip)")],
    ),
    "a test checks nothing": (
        {"tests/test_store.py": [("    assert fill(Cache()).kept == 2\n", "    fill(Cache())\n")]},
        {},
        (),
        [("gutted", "test_fills of tests/test_store.py checks nothing now, and checked 1")],
    ),
    "a test checks less": (
        {"tests/test_store.py": [("    assert Cache().keep(2) == 2\n", "")]},
        {},
        (),
        [("gutted", "test_keeps of tests/test_store.py checks 1 now, and checked 2")],
    ),
    "a test is skipped somewhere": (
        {
            "tests/test_store.py": [
                ("from store", "import sys\n\nimport pytest\n\nfrom store"),
                ("def test_fills", "@pytest.mark.skipif(sys.platform != 'plan9', reason='later')\ndef test_fills"),
            ]
        },
        {},
        (),
        [("skipped", "test_fills of tests/test_store.py may be skipped, or fail unseen, now (skipif)")],
    ),
    "a file of tests that may fail": (
        {
            "tests/test_store.py": [
                ("from store", "import pytest\n\nfrom store"),
                ("fill\n\n\n", "fill\n\npytestmark = pytest.mark.xfail\n\n\n"),
            ]
        },
        {},
        (),
        [("skipped", "3 tests of tests/test_store.py may be skipped, or fail unseen, now (xfail, line 5)")],
    ),
    "a test behind a star": (
        {"tests/test_till.py": [("\n\ndef test_refund():\n    assert refund(1) == -1\n", "")]},
        {},
        (),
        [("test-gone", "test_refund of tests/test_till.py is gone (UT-2 declared it)")],
    ),
    "a test that is none any more": (
        {BOOK: [('"test_keeps", ', "")], "tests/test_store.py": [("def test_keeps", "def keeps")]},
        {},
        (),
        [("test-gone", "test_keeps of tests/test_store.py is gone (UT-1 declared it)")],
    ),
    "a star in the place of names": (
        {BOOK: [('["test_keeps", "test_fills", "test_empties"]', '"*"')]},
        {},
        (),
        [("names", "UT-1 declares whatever tests tests/test_store.py holds now, and named 3")],
    ),
    "one test at two levels": (
        {
            BOOK: [
                ('test_functions = ["test_store"]', 'test_functions = ["test_store", "test_till"]'),
                (
                    '"tests/test_all.py"\n    test_functions = ["test_till"]',
                    '"tests/test_till.py"\n    test_functions = ["test_pay"]',
                ),
            ]
        },
        {},
        (),
        [("counted", "test_pay of tests/test_till.py counts for IT-2, too, beside UT-2")],
    ),
    "one test for two Designs": (
        {
            BOOK: [
                (
                    '    test_file = "tests/test_page.py"\n    test_functions = ["test_shown"]',
                    '    test_file = "tests/test_till.py"\n    test_functions = ["test_pay"]',
                )
            ]
        },
        {},
        ("tests/test_page.py",),
        [
            ("counted", "test_pay of tests/test_till.py counts for UT-3, too, beside UT-2"),
            ("test-gone", "test_shown of tests/test_page.py is gone (UT-3 declared it)"),
        ],
    ),
    "a Task is turned to another Design": (
        {BOOK: [("implements = Page", "implements = Till")]},
        {},
        (),
        [("link", "T-3 implements D-2 now, and not D-3")],
    ),
    "a Test is turned to another Requirement": (
        {BOOK: [("    verifies = Safe", "    verifies = Fast")]},
        {},
        (),
        [("link", "ST-2 verifies R-1 now, and not R-2")],
    ),
    "a Design serves less": (
        {BOOK: [("    satisfies = [Fast, Safe]\n    layer", "    satisfies = [Safe]\n    layer")]},
        {},
        (),
        [("link", "D-1 no longer satisfies R-1")],
    ),
    "code goes below a folder of tests": (
        {
            "src/till.py": [("def refund(sum):\n    left = -sum\n    return pay(left)\n", "")],
            BOOK: [('"pay", "refund"', '"pay"')],
            "tests/test_till.py": [("from till import pay, refund", "from impl import refund\nfrom till import pay")],
        },
        {"tests/impl.py": "from till import pay\n\n\ndef refund(sum):\n    left = -sum\n    return pay(left)\n"},
        (),
        [("code-moved", "refund of src/till.py went to tests/impl.py, which is not governed (a file of tests)")],
    ),
    "code goes into a file that is named for tests": (
        {
            BOOK: [
                without("Show"),
                (
                    "class Sold",
                    class_of("Show").replace("class Show", "class ShowMore").replace("T-3", "T-9") + "class Sold",
                ),
            ],
            "src/page.py": [("def show():\n    return 'page'\n", "show = None\n")],
        },
        {"src/helper_test.py": "def show():\n    return 'page'\n"},
        (),
        [("code-moved", "show of src/page.py went to src/helper_test.py, which is not governed (a file of tests)")],
    ),
    "code goes into a file that is no Python by its name": (
        {
            "src/page.py": [("def show():\n    return 'page'\n", "exec(open('src/page.txt').read())\nshow = show\n")],
            BOOK: [('functions = ["show"]', 'globals = ["show"]')],
        },
        {"src/page.txt": "def show():\n    return 'page'\n", "src/note.txt": "def show():\n    return 'pages'\n"},
        (),
        [
            (
                "code-moved",
                "show of src/page.py went to src/page.txt, which is not governed (by its name it is no Python file)",
            )
        ],
    ),
    "code goes into the ledger": (
        {
            "src/till.py": [("def refund(sum):\n    left = -sum\n    return pay(left)\n", "")],
            BOOK: [
                ('"pay", "refund"', '"pay"'),
                ("class Sell(", "def refund(sum):\n    left = -sum\n    return pay(left)\n\n\nclass Sell("),
            ],
            "tests/test_till.py": [
                ("from till import pay, refund", "from architecture import refund\nfrom till import pay")
            ],
        },
        {},
        (),
        [("code-moved", "refund of src/till.py went to architecture.py, which is not governed (part of the ledger)")],
    ),
    "an import that nobody can follow": (
        {
            "src/page.py": [
                (
                    "def show():\n    return 'page'\n",
                    "import importlib\n\n\ndef show():\n    return importlib.import_module('ti' + 'll')\n",
                )
            ]
        },
        {},
        (),
        [
            (
                "unknown-import",
                "src/page.py has an import more by calls of which nothing tells the module: "
                "return importlib.import_module('ti' + 'll')",
            )
        ],
    ),
    "tests that are deselected": (
        {},
        {"tests/conftest.py": "def pytest_collection_modifyitems(items):\n    items.clear()\n"},
        (),
        [
            (
                "deselected",
                "tests/conftest.py defines pytest_collection_modifyitems, "
                "by which tests can be left out or made to pass",
            )
        ],
    ),
    "other source roots": (
        {
            "archhook.toml": [('["src"]', '["."]')],
            "src/till.py": [("from store.cache", "from src.store.cache")],
        },
        {},
        (),
        [("source-roots", "the source roots are . now, and were src")],
    ),
    "code that is imported from the ledger": (
        {
            "src/page.py": [("def show():\n    return 'page'\n", "from architecture import show\n\nshow = show\n")],
            BOOK: [("class Sell(", "def show():\n    return 'page'\n\n\nclass Sell(")],
        },
        {},
        (),
        [
            ("code-moved", "show of src/page.py went to architecture.py, which is not governed (part of the ledger)"),
            ("ledger-import", "src/page.py imports the ledger (architecture), whose code is not governed"),
        ],
    ),
    "pytest leaves out": (
        {},
        {"pytest.ini": "[pytest]\naddopts = -q --deselect tests/test_till.py::test_refund -k 'not page'\n"},
        (),
        [
            *(
                ("deselected", f"pytest is told `{option}` (`addopts`), by which tests can be left out")
                for option in ("--deselect tests/test_till.py::test_refund", "-k not page")
            ),
        ],
    ),
    "folders where pytest does not look": (
        {},
        {"pyproject.toml": '[tool.pytest.ini_options]\nnorecursedirs = ["tests"]\n'},
        (),
        [("deselected", "pytest does not look for tests in tests now (`norecursedirs`)")],
    ),
    "what is checked out is filtered": (
        {},
        {".gitattributes": "*.py filter=other\n"},
        (),
        [("filter", ".gitattributes names filter=other: what is checked out may be another text than what is judged")],
    ),
    "another ledger": (
        {"archhook.toml": [("layers", 'ledger = "plan.py"\nlayers')]},
        {"plan.py": LEDGER},
        (BOOK,),
        [("ledger", "the ledger is plan.py now, and was in its usual place")],
    ),
}
"""What is done -> (edits, new files, files that go, what is said: kind and words)."""


@pytest.mark.parametrize("what", CHEATS)
def test_each_is_shown(project: GitRepo, capsys: pytest.CaptureFixture[str], what: str) -> None:
    edits, files, gone, expected = CHEATS[what]
    changed(project, edits, files, gone)
    found = weaker(capsys, "HEAD~1..HEAD")
    assert sorted((one["kind"], one["what"]) for one in found) == sorted(expected)
    code, answer = document(capsys, "exemptions", "HEAD~1..HEAD", "--fail", "weaker")
    assert (code, answer["weaker"]) == (1, found)
    for one in found:
        assert 1 <= one["line"] <= len(at(project, "HEAD~1" if one["gone"] else "HEAD", one["path"])) + 1
    assert weaker(capsys, "HEAD..HEAD~1") == weaker(capsys, "HEAD..HEAD~1", "--no-cache")


def at(repo: GitRepo, revision: str, path: str) -> list[str]:
    """The lines of a file of a revision."""
    return repo.run("show", f"{revision}:{path}").splitlines()


GREEN = (
    "a budget is raised", "an estimate is raised", "a Design may import another", "a ban is gone",
    "an interface is gone", "a Requirement is deleted", "planned again", "a function planned again",
    "a test checks nothing", "a test is skipped somewhere", "a test behind a star", "one test at two levels",
    "one test for two Designs", "code goes below a folder of tests", "code goes into the ledger",
    "tests that are deselected", "another ledger",
)  # fmt: skip


def test_gates_that_let_more_through(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    settings = project.read("archhook.toml")
    project.commit(files={"archhook.toml": f"strict = true\nevery-commit = true\n{settings}"})
    project.commit(files={"archhook.toml": f"strict = false\n{settings}"})
    assert [(one["kind"], one["what"], one["line"]) for one in weaker(capsys, "HEAD~1..HEAD")] == [
        ("every-commit", "`every-commit = true` is taken back", 1),
        ("strict", "`strict = true` is taken back", 1),
    ]
    assert weaker(capsys, "HEAD..HEAD~1") == []


HOOKS = ".pre-commit-config.yaml"
GATED = """\
repos:
  - repo: https://example.com/archhook
    rev: v1.10
    hooks:
      - id: archhook
        args: [--strict]
      - id: archhook-push
"""


def test_the_gates_of_pre_commit(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.commit(files={HOOKS: GATED})
    place = "src/other/archhook.toml"
    other = GATED.replace("[--strict]", f"[--config, {place}]").replace("v1.10", "v1.9")
    project.commit(files={HOOKS: other})
    assert [(one["kind"], one["what"], one["path"], one["line"]) for one in weaker(capsys, "HEAD~1..HEAD")] == [
        ("gate", "archhook is of the older v1.9 now, and was of v1.10", HOOKS, 5),
        ("gate", f"archhook judges the project of {place} now, and judged the project at the top", HOOKS, 6),
        ("gate", "archhook lets warnings through now (`--strict` is gone)", HOOKS, 6),
        ("gate", "archhook-push is of the older v1.9 now, and was of v1.10", HOOKS, 7),
    ]
    newer = GATED.replace("v1.10", "v2.0").replace("[--strict]", "[--strict, --verify-cache]")
    project.commit(files={HOOKS: newer})
    assert weaker(capsys, "HEAD~2..HEAD") == []
    project.commit(files={HOOKS: GATED.replace("v1.10", "main")})
    assert [one["what"] for one in weaker(capsys, "HEAD~1..HEAD")] == [
        f"{gate} is of main now, and was of v2.0: nothing tells that this is newer"
        for gate in ("archhook", "archhook-push")
    ]
    project.commit(files={HOOKS: GATED.replace("v1.10", "main").replace("      - id: archhook-push\n", "")})
    assert weaker(capsys, "HEAD~1..HEAD") == []  # taken out: that is an exemption


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("architecture.py merge=ours\n", [("merge", 1)]),
        ("# all\n\n*.py -text merge=union\n", [("merge", 3)]),
        ("[attr]own merge=ours filter=x\n*.p[y] own\n", [("filter", 2), ("merge", 2)]),
        ('"src/a b.py" working-tree-encoding=UTF-7\n', [("filter", 1)]),
        ("* filter=x\n*.py filter=x\n", [("filter", 1)]),
        ("*.png filter=lfs merge=lfs\nuv.lock merge=ours\nCHANGELOG.md merge=union\nMakefile merge=ours\n", []),
        ("*.py -merge -filter text eol=lf merge=text diff=python\n*.pyi binary\n", []),
    ],
)
def test_attributes_of_files_that_are_judged(
    project: GitRepo, capsys: pytest.CaptureFixture[str], text: str, found: list[tuple[str, int]]
) -> None:
    project.commit(files={".gitattributes": text})
    assert sorted((one["kind"], one["line"]) for one in weaker(capsys, "HEAD~1..HEAD")) == found
    project.commit(files={".gitattributes": f"{text}*.jpg binary\n"})
    assert weaker(capsys, "HEAD~1..HEAD") == []


VOIDED = [
    ("      - id: archhook\n", "      - id: archhook\n        entry: echo hook pre-commit\n", "exemptions"),
    ("args: [--strict]", "args: [--strict, --help]", "exemptions"),
    ("repo: https", "repo: http", "exemptions"),
    ("rev: v1.10", "rev: main", "weaker"),
    ("repos:", "ci: {skip: [archhook]}\nrepos:", "exemptions"),
    ("repos:", "files: nothing\nrepos:", ""),
    ("        args", "        always_run: false\n        args", "exemptions"),
    ("        args", "        language: pygrep\n        args", "exemptions"),
]


@pytest.mark.parametrize(("old", "new", "fails"), VOIDED)
def test_a_gate_that_is_made_void(
    project: GitRepo, capsys: pytest.CaptureFixture[str], old: str, new: str, fails: str
) -> None:
    assert old in GATED
    project.commit(files={HOOKS: GATED})
    project.commit(files={HOOKS: GATED.replace(old, new, 1)})
    for kind in ("exemptions", "weaker"):
        code, answer = document(capsys, "exemptions", "HEAD~1..HEAD", "--fail", kind)
        assert (code, bool(answer[kind])) == ((1, True) if kind == fails else (0, False))


@pytest.mark.parametrize("link", ["src/page.py", "src/more.py"])
def test_code_behind_a_symbolic_link(project: GitRepo, capsys: pytest.CaptureFixture[str], link: str) -> None:
    (project.path / link).unlink(missing_ok=True)
    (project.path / link).symlink_to("/elsewhere/page.py")
    project.commit()
    (found,) = weaker(capsys, "HEAD~1..HEAD")
    assert found["kind"] == "ungoverned"
    assert "a symbolic link" in found["what"]


def test_code_behind_a_submodule(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.run("rm", "-qr", "--cached", "src/store")
    oid = project.run("rev-parse", "HEAD")
    project.run("update-index", "--add", "--cacheinfo", f"160000,{oid},src/store")
    project.commit_index()
    (found,) = weaker(capsys, "HEAD~1..HEAD")
    assert found["what"] == "src/store is a submodule now: code behind it is not governed"


def test_a_project_of_its_own_below_changes_nothing(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever runs the gate, in whatever folder, is told the verdict of the whole."""
    project.commit(files={"src/new/archhook.toml": "exclude = ['*']\n", "src/new/code.py": "X = 1\n"})
    assert "src/new/code.py:1:1: INV405" in said(capsys, "check")[1]


@pytest.mark.parametrize("what", GREEN)
def test_many_are_green(project: GitRepo, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """Why they have to be shown: no law is broken by them."""
    edits, files, gone, _ = CHEATS[what]
    changed(project, edits, files, gone)
    code, out, _ = said(capsys, "check", "--strict")
    assert (code, out) == (0, "")


def test_since_where_the_branch_left(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """What the other side tightened meanwhile was not loosened by the branch."""
    project.run("checkout", "-q", "-b", "branch")
    changed(project, *CHEATS["a budget is raised"][:3])
    project.run("checkout", "-q", "main")
    changed(project, {BOOK: [("connections_max=100", "connections_max=200"), ("memory_mb=10", "memory_mb=5")]})
    expected = [("budget", "the budget of R-1 for latency_p99_ms is 70 now, and was 50")]
    assert [(one["kind"], one["what"]) for one in weaker(capsys, "main..branch")] == expected
    _, out, _ = said(capsys, "diff", "main..branch")
    base = project.run("merge-base", "main", "branch")[:12]
    assert out.endswith(
        f"weaker (1)\n  architecture.py:11: {expected[0][1]}\n\n"
        f"no exemption is new or wider; 1 thing more makes the law weaker since main (merge base {base})\n"
    )
    project.run("checkout", "-q", "branch")
    assert [(one["kind"], one["what"]) for one in weaker(capsys, "main")] == expected  # the work tree
    project.run("checkout", "-q", "--orphan", "alone")
    project.commit("no history in common")
    assert [one["kind"] for one in weaker(capsys, "main..alone")] == ["budget", "budget", "estimate"]


ONE_BY_ONE = (
    "a budget is raised", "a ban is gone", "a Design goes to another layer", "a package more",
    "a star in the place of names", "a test behind a star", "an import that nobody can follow",
    "tests that are deselected", "what is checked out is filtered",
)  # fmt: skip


def test_one_after_the_other_on_what_is_remembered(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    expected: list[tuple[str, str]] = []
    for what in ONE_BY_ONE:
        edits, files, _, told = CHEATS[what]
        for path, changes in edits.items():
            edit(project, path, *changes)
        project.stage(files)
        expected += told
        warm = weaker(capsys)
        assert sorted((one["kind"], one["what"]) for one in warm) == sorted(expected)
        assert weaker(capsys, "--no-cache") == warm
        assert document(capsys, "exemptions", "HEAD", "--staged")[1]["weaker"] == warm
    project.run("reset", "-q", "--hard")
    assert weaker(capsys) == []


def test_a_project_below_the_top_and_a_bare_repository(
    git_repo: Callable[..., GitRepo],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = git_repo("deep")
    made.commit(files={f"shop/{path}": text for path, text in PROJECT.items()} | {"other.py": "X = 1\n"})
    edits, _, _, told = CHEATS["a budget is raised"]
    edit(made, f"shop/{BOOK}", *edits[BOOK])
    edit(made, "shop/archhook.toml", ('["src"]', '["src", "."]'))
    made.commit("loosen")
    places = [("shop/architecture.py", 11), ("shop/archhook.toml", 2)]
    told = [*told, ("source-roots", "the source roots are src and . now, and were src")]
    monkeypatch.chdir(made.path)
    config = ("--config", "shop/archhook.toml")
    found = weaker(capsys, "HEAD~1..HEAD", *config)
    assert sorted((one["kind"], one["what"]) for one in found) == sorted(told)
    assert sorted((one["path"], one["line"]) for one in found) == sorted(places)
    bare = type(made).clone(made.path, tmp_path / "bare.git", "--bare")
    monkeypatch.chdir(bare.path)
    assert weaker(capsys, "HEAD~1..HEAD", *config) == found


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("pytest.ini", "# read this\n[pytest]\ntestpaths =\n\naddopts =\n    -q\n    -k pay\n", 5),
        ("pyproject.toml", "[project]\nname = 'shop'\n\n[tool.pytest.ini_options]\naddopts = \"-k pay\"\n", 5),
        ("pyproject.toml", "[project]\nname = 'shop'\n\n[tool.pytest]\naddopts = [\n  '-k', 'pay']\n", 5),
    ],
)
def test_a_setting_of_pytest_is_told_where_it_stands(
    project: GitRepo, capsys: pytest.CaptureFixture[str], path: str, text: str, line: int
) -> None:
    project.commit(files={path: text})
    found = [(one["what"], one["path"], one["line"]) for one in weaker(capsys, "HEAD~1..HEAD")]
    assert found == [("pytest is told `-k pay` (`addopts`), by which tests can be left out", path, line)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("tests/test_till.py", "tests/test_till.py"),
        ("-q ./tests/test_till.py::test_refund", "./tests/test_till.py::test_refund"),
        ("--collectonly", "--collectonly"),
        ("--setup-plan", "--setup-plan"),
        ("-qk nope", "-qk nope"),
        ("-xqm nope", "-xqm nope"),
        ("-qknope", "-qknope"),
        ("-c other.ini", "-c other.ini"),
        ("--rootdir elsewhere", "--rootdir elsewhere"),
        ("--fixtures", "--fixtures"),
        ("-qh", "-qh"),
    ],
)
def test_words_of_addopts_by_which_tests_are_left_out(
    project: GitRepo, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    project.commit(files={"pytest.ini": f"[pytest]\naddopts = {words}\n"})
    found = [one["what"] for one in weaker(capsys, "HEAD~1..HEAD")]
    assert found == [f"pytest is told `{told}` (`addopts`), by which tests can be left out"]


@pytest.mark.parametrize(
    "words",
    ["tests", "-q tests/ src", ".", "--cov tests/test_till.py", "-vv -ra", "-rs -W error", "--tb=short -n 4", "-x"],
)
def test_words_of_addopts_that_leave_nothing_out(
    project: GitRepo, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    project.commit(files={"pytest.ini": f"[pytest]\naddopts = {words}\n"})
    assert weaker(capsys, "HEAD~1..HEAD") == []


def test_a_fixture_that_every_test_uses(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.commit(files={"pytest.ini": "[pytest]\nusefixtures = skipall\n"})
    said = "every test uses skipall now (`usefixtures`), by which it may be skipped"
    assert [(one["what"], one["line"]) for one in weaker(capsys, "HEAD~1..HEAD")] == [(said, 2)]


@pytest.mark.parametrize(
    ("target", "shown"), [("../tests", True), ("/opt/code", True), ("../../out", True), ("../docs", False)]
)
def test_a_link_to_a_folder_by_which_new_code_is_imported(
    project: GitRepo, capsys: pytest.CaptureFixture[str], target: str, shown: bool
) -> None:
    project.commit(files={"docs/read.md": "Read.\n"})
    (project.path / "src/h").symlink_to(target)
    project.commit("link")
    said = ["src/h is a symbolic link now: code behind it is not governed"]
    assert [one["what"] for one in weaker(capsys, "HEAD~1..HEAD")] == (said if shown else [])


def test_names_that_need_not_be_declared_and_were(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.commit(files={"archhook.toml": f'symbols = "files"\n{project.read("archhook.toml")}'})
    edit(project, BOOK, ('functions = ["pay", "refund"]', "functions = []"))
    project.commit("drop")
    said = "T-2 names pay and refund of src/till.py no longer: they may go unseen"
    assert [one["what"] for one in weaker(capsys, "HEAD~1..HEAD")] == [said]
    assert weaker(capsys, "HEAD..HEAD~1") == []


def test_an_import_by_a_call_is_told_where_it_stands(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    known = "import importlib\n\n\ndef show():\n    return importlib.import_module(name)\n"
    project.commit(files={"src/page.py": known})
    long = f"x = {'importlib.import_module(name) or ' * 4}0"
    project.commit(files={"src/page.py": f"{known}\n\n{long}\nimportlib.import_module(name)\n"})
    (found,) = (one for one in weaker(capsys, "HEAD~1..HEAD") if one["kind"] == "unknown-import")
    assert (found["path"], found["line"]) == ("src/page.py", 8)
    assert found["what"] == (
        f"src/page.py has 5 imports more by calls of which nothing tells the module: {long[:80]}..."
    )


def test_a_design_that_is_joined_to_another_is_one_line(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "move", "D-3", "D-2")[0] == 0
    project.commit("joined")
    at = LEDGER[: LEDGER.index("class Page(")].count("\n") + 1
    assert weaker(capsys, "HEAD~1..HEAD") == [
        {
            "kind": "joined", "what": "D-3 (What is seen) is gone: D-2 has 1 Task and 2 Tests of it now",
            "path": BOOK, "line": at, "node": "D-3", "gone": True,
        }
    ]  # fmt: skip


def test_a_design_whose_tasks_all_went_is_one_line(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    verified = LEDGER[LEDGER.index("class PageWhole(") :]
    turned = verified.replace("verifies = Page", "verifies = Till")
    planned = 'class Later(Task):\n    """[T-9] Later."""\n\n    implements = {}\n    planned = True\n'
    planned += '    file_path = "src/later.py"\n\n\n'
    edits = [("implements = Page", "implements = Till"), (verified, planned.format("Store") + turned)]
    changed(project, {BOOK: edits})
    (found,) = weaker(capsys, "HEAD~1..HEAD")
    assert (found["kind"], found["node"], found["gone"]) == ("joined", "D-3", False)
    assert found["what"] == "D-3 (What is seen) has no Task any more: D-2 has 1 Task and 2 Tests of it now"
    changed(project, {BOOK: [(planned.format("Store"), planned.format("Page"))]})
    assert [one["what"] for one in weaker(capsys, "HEAD~2..HEAD")] == [  # not all of them: it has another one
        "T-3 implements D-2 now, and not D-3",
        "IT-3 verifies D-2 now, and not D-3",
        "UT-3 verifies D-2 now, and not D-3",
    ]
