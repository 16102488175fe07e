"""A merge judged before it is made."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from helpers.branch_pairs import COMMON, HARMLESS, LEDGER, LEFT_B, MORE, NEW_FILE, RED, Pair, base, lay
from helpers.cli import said
from helpers.git_repo import GitRepo

from archhook.check.api import judge
from archhook.check.merge_verdict import judge_merge
from archhook.check.request import Request
from archhook.errors import GitError
from archhook.report.text import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archhook.model.findings import Verdict

LOST = ('    functions = ["hide_left"]\n', '    functions = ["hide_left", "lost"]\n')
DEBT: dict[str, Any] = {LEDGER: (LOST,)}
"""Breaks INV403 on a branch of its own."""


@pytest.fixture
def branches(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A repository with the branches of a pair, `main` and `theirs`; the first is checked out."""
    numbers = count()

    def make(pair: Pair, *, synced: bool = True, package: bool = False) -> GitRepo:
        repo = git_repo(f"repo{next(numbers)}")
        repo.commit(files=base(10, package=package))
        monkeypatch.chdir(repo.path)
        repo.run("branch", "theirs")
        for name, edit in (("theirs", pair.theirs), ("main", pair.ours)):
            repo.run("checkout", "-q", name)
            lay(repo, edit)
            if synced:
                repo.run("add", "-A")
                assert said(capsys, "sync")[0] == 0
            repo.commit(name)
        return repo

    return make


def merged(repo: GitRepo, theirs: str = "theirs", **more: Any) -> Verdict:
    """The verdict on the merge, as it is without a cache, too."""
    request = Request(str(repo.path), source="merge", merge=theirs, **more)
    cold = judge_merge(request._replace(no_cache=True)).verdict
    for _ in range(2):  # remembered, too
        assert judge_merge(request).verdict == cold
    assert judge_merge(request._replace(verify=True)).verdict == cold
    return cold


def really(repo: GitRepo, theirs: str = "theirs") -> Verdict:
    """The verdict on the merge once it is made, on a branch of its own."""
    repo.run("checkout", "-q", "-B", "really", "main")
    repo.run("merge", "-q", "--no-ff", "-m", "merged", theirs)
    found = judge(Request(str(repo.path), source="commit", rev="HEAD", no_cache=True)).verdict
    repo.run("checkout", "-q", "main")
    return found


@pytest.mark.parametrize("pair", (*RED, *HARMLESS), ids=lambda pair: pair.name)
def test_a_merge_is_judged_as_it_will_be(branches: Callable[..., GitRepo], pair: Pair) -> None:
    repo = branches(pair, package=len(pair.name) % 2 > 0)
    for side in ("main", "theirs"):
        assert judge(Request(str(repo.path), source="commit", rev=side)).verdict.exit_code == 0
    found = merged(repo)
    truth = really(repo)
    assert [one.new_in_merge for one in found.findings] == [True] * len(truth.findings)
    assert found._replace(findings=tuple(one._replace(new_in_merge=None) for one in found.findings)) == truth._replace(
        source="merge"
    )
    assert found.tree == truth.tree
    assert {one.code for one in found.findings} == ({pair.code} if pair.code else set())


def test_only_what_neither_side_has_is_new(branches: Callable[..., GitRepo]) -> None:
    circle = RED[0]
    debt = {LEDGER: (*circle.ours[LEDGER], LOST)}  # type: ignore[misc]
    for pair in (circle._replace(ours=debt), circle._replace(theirs=debt, ours=circle.theirs)):
        repo = branches(pair, synced=False)
        found = merged(repo)
        assert [(one.code, one.new_in_merge) for one in found.findings] == [("DEP202", True), ("INV403", False)]
        told = render(found)
        assert told.count("    new in the merge: neither side has it\n") == 1
        assert told.index("DEP202") < told.index("new in the merge") < told.index("INV403")


def test_a_side_that_cannot_be_judged(branches: Callable[..., GitRepo]) -> None:
    """Theirs mends what keeps ours from being judged: of the merge all is known, but not what is new in it."""
    repo = branches(Pair("nothing", "", {}, {}), synced=False)
    settings = repo.read("archhook.toml")
    repo.commit("wrong", files={"archhook.toml": 'nonsense = "x"\n' + settings})
    repo.run("checkout", "-q", "-B", "theirs")
    lay(repo, DEBT)
    repo.commit("mended", files={"archhook.toml": settings})
    repo.run("checkout", "-q", "main")
    repo.commit("other", files={"README": "x\n"})
    judged = judge_merge(Request(str(repo.path), source="merge", merge="theirs"))
    assert [(one.code, one.new_in_merge) for one in judged.verdict.findings] == [("INV403", None)]
    assert any("is not known" in note and "cannot be judged: unknown key `nonsense`" in note for note in judged.notes)


def test_a_side_whose_ledger_is_not_sound(branches: Callable[..., GitRepo]) -> None:
    """Theirs mends what ours has: of the merge all laws are judged, of ours none."""
    repo = branches(Pair("mended", "", {}, {}), synced=False)
    repo.commit("unsound", files={"architecture.py": repo.read("architecture.py").replace("[T-left.a]", "[T-left.b]")})
    repo.run("branch", "-f", "theirs")
    repo.run("checkout", "-q", "theirs")
    text = repo.read("architecture.py").replace("[T-left.b] One half", "[T-left.a] One half")
    repo.commit("mended", files={"architecture.py": text.replace(*LOST)})
    repo.run("checkout", "-q", "main")
    repo.commit("other", files={"README": "x\n"})
    judged = judge_merge(Request(str(repo.path), source="merge", merge="theirs"))
    assert [(one.code, one.new_in_merge) for one in judged.verdict.findings] == [("INV403", None)]
    assert any("is not known" in note and "not sound" in note for note in judged.notes)


def test_a_side_before_the_ledger_has_no_findings(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    files = base(10)
    ledger = {path: text for path, text in files.items() if path in ("architecture.py", "archhook.toml")}
    repo.commit("code", files={path: text for path, text in files.items() if path not in ledger})
    repo.run("branch", "theirs")
    repo.commit("code alone", files={"src/app/left/fresh.py": NEW_FILE})
    repo.run("checkout", "-q", "theirs")
    repo.commit("ledger", files=ledger)
    repo.run("checkout", "-q", "main")
    assert [(one.code, one.new_in_merge) for one in merged(repo).findings] == [("INV405", True)]


def conflict(repo: GitRepo, **more: Any) -> GitError:
    with pytest.raises(GitError) as caught:
        judge_merge(Request(str(repo.path), source="merge", merge="theirs", **more))
    return caught.value


LINE = "    # What else may be said of the left part goes here.\n"


def test_a_conflict_in_the_ledger_alone_names_the_way_out(
    branches: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = ("conflicts_with = []", 'layer = "high"')
    ours, theirs = ({LEDGER: ((LINE, f"{LINE}    {field}\n"),)} for field in fields)
    repo = branches(Pair("ledger", "", ours, theirs), synced=False)
    error = conflict(repo)
    assert error.message == "git finds conflicts in merging theirs into HEAD: architecture.py, the ledger"
    assert error.path == "architecture.py"
    assert repo.git("status", "--porcelain").stdout == ""
    # What it says is done, word by word:
    assert "`git merge theirs`" in error.fix
    assert "`archhook sync --resolve`" in error.fix
    assert "`git add architecture.py`" in error.fix
    assert repo.git("merge", "theirs", check=False).returncode == 1
    assert said(capsys, "sync", "--resolve")[0] == 0
    repo.run("add", "architecture.py")
    repo.commit_index("merged")
    assert said(capsys, "check")[0] == 0
    assert said(capsys, "check", "--merge", "theirs")[0] == 0


def test_a_conflict_of_code_names_its_files(branches: Callable[..., GitRepo]) -> None:
    many = {f"src/x{number:02}.py": "a = 1\n" for number in range(12)}
    other = dict.fromkeys(many, "a = 2\n")
    repo = branches(Pair("code", "", many, other), synced=False)  # type: ignore[arg-type]
    error = conflict(repo)
    assert "src/x00.py" in error.message
    assert error.message.endswith("src/x09.py and 2 more")
    assert "sync --resolve" not in error.fix
    fields = ("conflicts_with = []", 'layer = "high"')
    ours, theirs = ({LEDGER: ((LINE, f"{LINE}    {field}\n"),), "src/y.py": field} for field in fields)
    repo = branches(Pair("both", "", ours, theirs), synced=False)  # type: ignore[arg-type]
    error = conflict(repo)
    assert "architecture.py, src/y.py" in error.message
    assert "archhook sync --resolve" in error.fix
    assert "git add" not in error.fix


def test_what_names_no_commit(
    branches: Callable[..., GitRepo], git_repo: Callable[..., GitRepo], tmp_path: Path
) -> None:
    repo = branches(Pair("none", "", COMMON, MORE))
    for revision, words in (
        ("nowhere", "names no commit"),
        (repo.tree(), "names a tree"),
        ("0123" * 10, "names no commit"),
    ):
        with pytest.raises(GitError, match=words):
            judge_merge(Request(str(repo.path), source="merge", merge=revision))
    unborn = git_repo("unborn")
    with pytest.raises(GitError, match="no commit yet"):
        judge_merge(Request(str(unborn.path), source="merge", merge="main"))
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/architecture.py").write_text("")
    with pytest.raises(GitError, match="needs a git repository"):
        judge_merge(Request(str(tmp_path / "plain"), source="merge", merge="main"))


def test_a_bare_repository_and_a_project_below_the_top(
    branches: Callable[..., GitRepo], tmp_path: Path, git_repo: Callable[..., GitRepo]
) -> None:
    repo = branches(RED[0])
    bare = GitRepo.clone(repo.path, tmp_path / "bare.git", "--bare")
    assert merged(bare).findings == merged(repo).findings
    below = git_repo("below")
    below.commit(files={f"sub/{path}": text for path, text in base(10).items()})
    below.run("branch", "theirs")
    for name, edit in (("theirs", RED[0].theirs), ("main", RED[0].ours)):
        below.run("checkout", "-q", name)
        lay(GitRepo(below.path / "sub"), edit)
        below.commit(name)
    found = merged(below, config_path="sub/archhook.toml")
    assert [(one.code, one.path) for one in found.findings] == [("DEP202", "sub/architecture.py")]


def test_it_starts_from_what_is_remembered_of_a_side(branches: Callable[..., GitRepo]) -> None:
    for side in ("main", "theirs"):
        repo = branches(RED[0])
        judge(Request(str(repo.path), source="commit", rev=side))
        work = judge_merge(Request(str(repo.path), source="merge", merge="theirs")).work
        assert work.base == repo.tree(side)
        assert work.files_parsed == 0
        again = judge_merge(Request(str(repo.path), source="merge", merge="theirs")).work
        assert again.rechecked_chains == 0
        repo.run("merge", "-q", "-m", "merged", "theirs")
        assert judge(Request(str(repo.path), source="commit", rev="HEAD")).work.rechecked_chains == 0


def test_the_command_says_what_it_judges(branches: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    repo = branches(RED[0])
    code, out, err = said(capsys, "check", "--merge", "theirs")
    assert code == 1
    assert "    new in the merge: neither side has it\n" in out
    assert err.endswith(" [HEAD merged with theirs]\n")
    code, out, _ = said(capsys, "check", "--merge", "theirs", "--format", "json")
    document = json.loads(out)
    assert document["snapshot"]["source"] == "merge"
    assert len(document["snapshot"]["tree"]) == 40
    assert [one["new_in_merge"] for one in document["findings"]] == [True]
    assert "new_in_merge" not in said(capsys, "check", "--rev", "HEAD", "--format", "json")[1]
    for path, shown in (("architecture.py", 1), ("src", 0), ("src/app/left", 0)):
        code, out, _ = said(capsys, "check", "--merge", "theirs", path, "--format", "json")
        assert (code, len(json.loads(out)["findings"])) == (1, shown)
    repo.run("checkout", "-q", "theirs")
    repo.commit(files={"docs/only-there.md": "x\n"})
    repo.run("checkout", "-q", "main")
    assert said(capsys, "check", "--merge", "theirs", "docs/only-there.md")[0] == 1
    assert said(capsys, "check", "--merge", "theirs", "docs/nowhere.md")[0] == 2
    code, out, _ = said(capsys, "check", "--merge", "nowhere", "--format", "json")
    assert (code, json.loads(out)["kind"]) == (2, "failure")
    assert said(capsys, "check", "--merge", "theirs", "--rev", "HEAD")[0] == 2
    for chosen in ("github", "junit"):
        assert (
            "new in the merge: neither side has it" in said(capsys, "check", "--merge", "theirs", "--format", chosen)[1]
        )
    sarif = json.loads(said(capsys, "check", "--merge", "theirs", "--format", "sarif")[1])
    assert [one["properties"]["newInMerge"] for one in sarif["runs"][0]["results"]] == [True]


def test_the_work_tree_and_the_index_take_no_part(branches: Callable[..., GitRepo]) -> None:
    repo = branches(HARMLESS[0])
    repo.write("src/app/left/a.py", "def broken(:\n")
    repo.run("add", "src/app/left/a.py")
    repo.write("architecture.py", "nonsense(\n")
    before = repo.git("status", "--porcelain=v2").stdout
    assert merged(repo).exit_code == 0
    assert repo.git("status", "--porcelain=v2").stdout == before


def test_a_merge_is_judged_by_the_law_of_another_revision(branches: Callable[..., GitRepo]) -> None:
    circle = RED[0]
    waived = (LINE, f'{LINE}    waives = {{"DEP202": "later"}}\n')
    repo = branches(circle._replace(theirs={LEDGER: (*circle.theirs[LEDGER], waived)}), synced=False)  # type: ignore[misc]
    own = merged(repo)
    assert (own.exit_code, own.waived, own.law) == (0, 1, "")
    held = merged(repo, law="main")
    assert [(one.code, one.new_in_merge) for one in held.findings if one.severity == "error"] == [("DEP202", True)]
    assert (held.exit_code, held.law) == (1, repo.tree("main"))


def notes_of(repo: GitRepo, theirs: str = "theirs", **more: Any) -> tuple[str, ...]:
    """What is said beside the verdict on a merge, with and without what is remembered."""
    request = Request(str(repo.path), source="merge", merge=theirs, **more)
    told = [judge_merge(one).notes for one in (request, request, request._replace(no_cache=True))]
    assert told[0] == told[1] == told[2]
    return told[0]


RIGHT_GONE: dict[str, Any] = {
    "src/app/spare/b.py": None,
    LEDGER: (
        (
            '\n\nclass SpareB(Task):\n    """[T-spare.b] The other half."""\n\n    implements = Spare\n'
            '    file_path = "src/app/spare/b.py"\n    functions = ["hide_spare"]\n',
            "",
        ),
    ),
}
"""One half of the spare part goes."""
REQUIRES_SPARE = ("    requires = [Right]\n", '    requires = [Right, "D-spare"]\n')
HIDES = "def hide_left():\n"


@pytest.mark.parametrize("gone_on", ["ours", "theirs"])
@pytest.mark.parametrize(
    ("path", "statement", "line"),
    [
        (LEFT_B, "from app.spare.b import hide_spare\n\n\n", 1),
        (LEFT_B, "from app.spare import a, b\n\n\n", 1),
        (LEFT_B, "import app.spare.b as spare\n\n\n", 1),
        (LEFT_B, "from ..spare.b import *\n\n\n", 1),
        (LEFT_B, "try:\n    from app.spare.b import hide_spare\nexcept ImportError:\n    hide_spare = None\n\n\n", 2),
        (LEFT_B, 'import importlib\n\nB = importlib.import_module("app.spare.b")\n\n\n', 3),
        ("tests/pairs/test_left_b.py", "from app.spare.b import hide_spare\n\n\n", 1),
    ],
)
def test_an_import_of_what_the_other_side_took_away_is_noted(
    branches: Callable[..., GitRepo], gone_on: str, path: str, statement: str, line: int
) -> None:
    name = HIDES if path == LEFT_B else "def test_b():\n"
    uses: dict[str, Any] = {path: ((name, statement + name),), LEDGER: (REQUIRES_SPARE,)}
    pair = Pair("gone", "", RIGHT_GONE, uses) if gone_on == "ours" else Pair("gone", "", uses, RIGHT_GONE)
    repo = branches(pair)
    found = merged(repo)
    assert found._replace(source="commit") == really(repo)
    assert (found.exit_code, found.findings) == (0, ())
    side = "HEAD" if gone_on == "ours" else "theirs"
    assert notes_of(repo) == (
        f"{side} took away src/app/spare/b.py, which the merge still imports: {path}:{line}. That breaks no law, but "
        "nothing is there to import: mend it unless it may fail",
    )
