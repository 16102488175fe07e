"""`archhook rename`: the ledger and all beside it says the same under other names, or nothing is written."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.files import FIXTURES, copy_fixture

from archhook.agents.claim_store import folder_of, read_claims
from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

FORMS = '''\
"""A ledger in three forms. D-2 is the store."""

from archhook import Design, Intent, Requirement, Task

CORE = ["D-2", "[D-3]"]


class Goal(Intent):
    """[I-1] The goal."""


class Promise(Requirement):
    """[R-1] The promise."""

    derived_from = [Goal]


class Store(Design):
    def __init__(self):
        """[D-2] What the constructor says counts, too: D-2."""
        super().__init__("[D-02]", "The store", satisfies=["R-1"], requires=["D-3"])


class Files(Design):
    """D-3: Files. Below the store, D-2; see [D-2]."""

    satisfies = [Promise]


class Net(Design):
    """Says no id."""

    id = "D-4"
    requires = CORE
    waives = {"TST505": "as D-2 is"}
    satisfies = [Promise]


class A(Task):
    """[T-1] One."""

    implements = "D-2"
    file_path = "src/a.py"
    functions = ["one"]


class B(Task):
    """[T-2] Two."""

    implements = Files
    file_path = "src/b.py"
    functions = ["two"]


class C(Task):
    """[T-3] Three."""

    implements = "D-4"
    file_path = "src/D-2.py"
    functions = ["three"]
'''
CONFIG = (
    'strict = true\n[severity]\nTST506 = "off"\nTST507 = "off"\nTST508 = "off"\n'
    '[[measure]]\nfile = "m.json"\nformat = "hyperfine"\nbenchmark = "x"\ndesign = "D-2"\n'
    'field = "latency_p99_ms"\nstatistic = "mean"\n'
)
MEASURED = (
    'version = 1\n\n[D-2.latency_p99_ms]\nvalue = 60\nunit = "ms"\nsource = "m.json"\nmachine = "m"\n'
    "date = 2026-03-02T09:00:00Z\nsamples = 400\n"
)
FILES = {
    "architecture.py": FORMS,
    "archhook.toml": CONFIG,
    "measured.toml": MEASURED,
    "archhook-baseline.txt": "TST505 D-2 - -\nTST505 D-3 - -\n",
    "src/a.py": "def one(): ...\n",
    "src/b.py": "def two(): ...\n",
    "src/D-2.py": "def three(): ...  # of D-2\n",
    "README.md": "# Notes\n\nD-2 is the store.\n",
}


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A ledger in all forms, with all that names its nodes; the current folder."""
    made = git_repo()
    made.commit("start", files=FILES)
    monkeypatch.chdir(made.path)
    assert main(["check", "-q"]) == 0
    return made


def verdict(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    capsys.readouterr()
    main(["check", "-q", "--format", "json", *options])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_an_id_is_another_one_in_all_forms_and_files(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    before = verdict(capsys)
    assert main(["rename", "D-2", "D-storage"]) == 0
    assert capsys.readouterr().err == (
        "archhook: D-2 is D-storage now: architecture.py:18\n"
        "archhook: README.md:3, src/D-2.py:1 name D-2, too: left as it is\n"
        "archhook: archhook-baseline.txt, archhook.toml, architecture.py, measured.toml changed\n"
    )
    ledger = repo.read("architecture.py")
    for old, new in (
        ("D-2 is the store", "[D-storage] is the store"),
        ('["D-2", "[D-3]"]', '["D-storage", "[D-3]"]'),
        ("[D-2] What the constructor says counts, too: D-2.", "[D-storage] What the constructor says counts, too: "
         "[D-storage]."),
        ('"[D-02]"', '"[D-storage]"'),
        ("Below the store, D-2; see [D-2]", "Below the store, [D-storage]; see [D-storage]"),
        ("as D-2 is", "as [D-storage] is"),
        ('implements = "D-2"', 'implements = "D-storage"'),
    ):  # fmt: skip
        assert old in FORMS and new in ledger
    assert 'file_path = "src/D-2.py"' in ledger
    assert repo.read("archhook-baseline.txt") == "TST505 D-3 - -\nTST505 D-storage - -\n"
    assert repo.read("archhook.toml") == CONFIG.replace("D-2", "D-storage")
    assert repo.read("measured.toml") == MEASURED.replace("D-2", "D-storage")
    assert repo.read("README.md") == FILES["README.md"]
    after = verdict(capsys)
    assert after == before == verdict(capsys, "--no-cache")
    assert main(["check", "-q", "--verify-cache"]) == 0
    assert main(["rename", "D-storage", "D-2"]) == 0
    back = repo.read("architecture.py")
    assert back.replace("[D-2]", "D-2") == FORMS.replace("[D-2]", "D-2").replace("D-02", "D-2").replace("[D-2]", "D-2")


def test_renaming_again_says_that_it_is_done(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "D-2", "D-storage"]) == 0
    capsys.readouterr()
    assert main(["rename", "D-2", "D-storage"]) == 2
    assert "there is no D-2, and D-storage is there" in capsys.readouterr().err
    before = repo.read("architecture.py")
    assert main(["rename", "D-storage", "D-storage"]) == 0
    assert "nothing to write" in capsys.readouterr().err
    assert repo.read("architecture.py") == before


def test_ids_change_places(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    before = verdict(capsys)
    assert main(["rename", "D-2", "D-3", "D-3", "D-2", "T-3", "T-c.d"]) == 0
    ledger = repo.read("architecture.py")
    assert '"""D-2: Files. Below the store, D-3; see [D-3]."""' in ledger
    assert 'super().__init__("[D-3]", "The store", satisfies=["R-1"], requires=["D-2"])' in ledger
    assert '"""[T-c.d] Three."""' in ledger
    assert verdict(capsys) == before
    assert main(["rename", "D-2", "D-3", "D-3", "D-2", "T-c.d", "T-3"]) == 0
    assert repo.read("architecture.py") == FORMS.replace("[D-02]", "[D-2]")


def test_a_patch_writes_nothing(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "D-2", "D-storage", "--diff"]) == 0
    done = capsys.readouterr()
    assert '-    implements = "D-2"\n+    implements = "D-storage"\n' in done.out
    assert "-TST505 D-2 - -\n" in done.out
    assert done.err.endswith("archhook-baseline.txt, archhook.toml, architecture.py, measured.toml would change\n")
    assert repo.run("status", "--porcelain") == ""


def test_a_class_is_called_otherwise_by_its_name_or_its_node(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    before = verdict(capsys)
    assert main(["rename", "Files", "FileStore"]) == 0
    assert "class Files is FileStore now: architecture.py:24" in capsys.readouterr().err
    assert main(["rename", "D-2", "D-storage", "--class", "Storage"]) == 0
    assert "class Storage(Design):" in repo.read("architecture.py")
    assert "implements = FileStore" in repo.read("architecture.py")
    assert main(["rename", "D-storage", "--class", "Net"]) == 2
    assert "Net stands in architecture.py:" in capsys.readouterr().err
    assert main(["rename", "Goal", "Aim", "Promise", "Goal"]) == 0
    assert "class Goal(Requirement)" in repo.read("architecture.py")
    assert verdict(capsys) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["D-2"], "D-2 is to be called what?"),
        (["D-2", "D-3"], "D-3 is taken: architecture.py:24 is Files"),
        (["D-2", "T-9"], "D-2 cannot be T-9: D tells what kind of node it is"),
        (["D-2", "Storage"], "'Storage' is no id"),
        (["D-9", "D-10"], "there is no D-9 in the ledger"),
        (["d-2", "D-10"], "there is no d-2 in the ledger"),
        (["Stroe", "Storage"], "did you mean Store?"),
        (["D-2", "D-7", "D-3", "D-7"], "two nodes cannot have one id"),
        (["D-2", "D-7", "D-02", "D-8"], "a node is named twice"),
        (["Files", "Design"], "'Design' is a name of the metamodel"),
        (["D-2", "D-7", "D-3", "D-8", "--class", "X"], "--class goes with one node"),
        ([], "nothing to rename"),
    ],
)
def test_what_cannot_be_is_refused(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["rename", *words]) == 2
    assert said in capsys.readouterr().err
    assert repo.run("status", "--porcelain") == ""


def test_an_id_that_is_put_together_is_left_to_a_person(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("architecture.py", FORMS.replace('implements = "D-2"', 'implements = "D-" + "2"'))
    assert main(["rename", "D-2", "D-storage"]) == 2
    err = capsys.readouterr().err
    assert "architecture.py:39: `implements` of T-1 would not say the same otherwise, so nothing is written" in err
    assert 'implements = "D-" + "2"' in repo.read("architecture.py")


def test_an_unsound_ledger_is_not_renamed(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("architecture.py", FORMS.replace('implements = "D-2"', 'implements = "D-22"'))
    assert main(["rename", "D-2", "D-storage"]) == 1
    assert "nothing is renamed: the ledger comes first" in capsys.readouterr().err


def test_claims_follow(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claim", "D-2", "--as", "ann"]) == 0
    assert main(["rename", "D-2", "D-storage", "--diff"]) == 0
    assert main(["rename", "D-2", "D-storage"]) == 0
    assert "archhook: the claim of ann follows: D-storage\n" in capsys.readouterr().err
    (claim,), _ = read_claims(folder_of(str(repo.path / ".git")))
    assert (claim.node, claim.owner) == ("D-storage", "ann")


def test_a_package_below_the_top_is_renamed_in_all_its_modules(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    copy_fixture("kept/package", repo.path / "shop")
    repo.commit("start")
    config = ("--config", "shop/pyproject.toml")
    before = archhook(repo.path, "check", *config, "--format", "json", "-q")
    assert before.returncode == 0
    done = archhook(repo.path, "rename", "BOARD-D-1", "BOARD-D-first", *config)
    assert (done.returncode, done.stdout) == (0, "")
    assert "BOARD-D-1 is BOARD-D-first now: " in done.stderr
    assert archhook(repo.path, "check", *config, "--format", "json", "-q").stdout == before.stdout
    text = "".join(path.read_text() for path in (repo.path / "shop/architecture").rglob("*.py"))
    assert "[BOARD-D-first]" in text and "BOARD-D-1" not in text


@pytest.mark.parametrize("project", sorted(path.name for path in (FIXTURES / "kept").iterdir()))
def test_every_design_of_a_fixture_is_renamed_and_back(project: str, git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    copy_fixture(f"kept/{project}", repo.path)
    repo.commit("start")
    before = archhook(repo.path, "check", "--format", "json", "-q").stdout
    listed = json.loads(archhook(repo.path, "list", "--format", "json").stdout)
    ids = [one["id"] for one in listed["nodes"] if one["kind"] == "design"]
    pairs = [word for node_id in ids for word in (node_id, f"{node_id}7")]
    assert archhook(repo.path, "rename", *pairs).returncode == 0
    assert archhook(repo.path, "check", "--format", "json", "-q").stdout == before
    assert _run_by_python(repo.path) == 0
    assert archhook(repo.path, "rename", *pairs[::-1]).returncode == 0
    assert repo.run("status", "--porcelain") == ""


def _run_by_python(folder: Path) -> int:
    """What importing the ledger comes to."""
    command = [sys.executable, "-B", "-c", "import architecture"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode
