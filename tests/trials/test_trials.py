"""Made-up histories, synced after each commit, stay in order; branches that were synced merge."""

from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import GitRepo
from helpers.synthetic import project
from trials.executed_modules import main as executed_modules
from trials.first_day import DETAILS
from trials.first_day import trial as first_days
from trials.merging_branches import Shape, trial
from trials.neighbour_ledger import belongings, configuration, interface, ledger
from trials.neighbour_rules import import_linter, tach
from trials.replayed_commits import Tally, replay
from trials.seeded_imports import Judges, seeds, statements

from archhook.laws.catalogue import LAWS

if TYPE_CHECKING:
    from pathlib import Path

SHOP = ("till", "store", "store.shelf", "words", "loose")
LAYERS = """\
[importlinter]
root_package = shop
[importlinter:contract:one]
name = one
type = layers
containers = shop
layers =
    till
    store
    words
[importlinter:contract:two]
name = two
type = forbidden
source_modules = shop.store.shelf
forbidden_modules = shop.words
[importlinter:contract:three]
name = three
type = acyclic_siblings
ancestors = shop
"""
TACH = """\
source_roots = ["src"]
exclude = ["src/shop/loose"]
layers = ["high", "low"]
[[modules]]
path = "shop.till"
layer = "high"
depends_on = []
[[modules]]
path = "shop.store"
layer = "low"
depends_on = ["shop.words"]
[[modules]]
path = "shop.words"
layer = "low"
depends_on = []
[[interfaces]]
expose = ["take.*"]
from = ["shop.store"]
"""
DOMAIN = """\
[[modules]]
path = "shelf"
depends_on = ["//shop.words"]
"""


def shop(folder: Path, **rules: str) -> GitRepo:
    """A package of five parts with the files that hold rules."""
    code = {f"src/shop/{name.replace('.', '/')}/__init__.py": "" for name in SHOP} | {"src/shop/__init__.py": ""}
    code |= {f"src/shop/{name.replace('.', '/')}/code.py": "def take_one():\n    pass\n" for name in SHOP}
    repo = GitRepo.create(folder)
    repo.commit("start", files=code | {path.replace("__", "."): text for path, text in rules.items()})
    return repo


def history(folder: Path, commits: int) -> list[str]:
    """A repository without a ledger: files, names and tests come, move and go."""
    chance = random.Random(5)
    scratch = GitRepo.create(folder)
    files = project(20)
    del files["architecture.py"]
    done = [scratch.commit("start", files=files)]
    for number in range(commits):
        paths = [path for path in scratch.paths("*.py") if not path.endswith("__init__.py")]
        for path in chance.sample(paths, 3):
            text = scratch.read(path)
            match chance.randrange(5):
                case 0:
                    scratch.write(path, f"{text}\n\ndef test_{number}():\n    pass\n\n\nLIMIT{number} = 1\n")
                case 1:
                    scratch.run("mv", path, path.replace(".py", f"{number}.py"))
                case 2:
                    scratch.write(path.replace(".py", f"_{number}.py"), f"def test_{number}():\n    pass\n")
                case 3:
                    scratch.write(path, text.replace("def ", f"def test_{number}_", 1))
                case 4 if len(paths) > 12:
                    (folder / path).unlink()
        done.append(scratch.commit(f"step {number}"))
    return done


def test_a_history_with_a_sync_after_each_commit(tmp_path: Path) -> None:
    commits = history(tmp_path / "upstream", 5)
    scratch = GitRepo.clone(tmp_path / "upstream", tmp_path / "clone")
    told = list(replay(scratch, commits, "generated"))
    tally = told[-1]
    assert isinstance(tally, Tally)
    assert tally.restless == ()
    assert tally.exceptions == ()
    assert tally.changed >= 4


@pytest.mark.slow
@pytest.mark.parametrize("package", [False, True])
def test_branches_that_were_synced_merge(tmp_path: Path, package: bool) -> None:
    """Words are never given twice: every merge and every rebased commit is in order as it is."""
    for rebased, lists in ((False, False), (True, False), (False, True)):
        shape = Shape(package, lists, True, rebased, branches=3, files=30)
        done = [trial(tmp_path / f"{rebased}{lists}{seed}", seed, shape) for seed in range(20, 23)]
        assert [(one.twice, one.failing, one.left) for one in done] == [(0, 0, ())] * 3
        assert sum(one.conflicts for one in done) * 2 <= sum(one.joined for one in done)


@pytest.mark.slow
def test_numbers_are_given_twice_and_mended_at_the_tip(tmp_path: Path) -> None:
    done = [trial(tmp_path / str(seed), seed, Shape(rebased=True, branches=3, files=30)) for seed in range(20, 23)]
    assert sum(one.twice for one in done) > 0
    assert [one.left for one in done] == [()] * 3


def test_two_branches_with_words_are_rebased(tmp_path: Path) -> None:
    one = trial(tmp_path / "one", 3, Shape(words=True, rebased=True, commits=1, files=20))
    assert (one.joined, one.twice, one.failing, one.left) == (2, 0, 0, ())


def test_the_rules_of_import_linter_are_read(tmp_path: Path) -> None:
    repo = shop(tmp_path, __importlinter=LAYERS)
    rules = import_linter(tmp_path, repo.paths("*.py"), ("src",))
    up = {("words", "store"), ("words", "store.shelf"), ("words", "till"), ("store", "till"), ("store.shelf", "till")}
    assert rules.banned == {(f"shop.{one}", f"shop.{two}") for one, two in up | {("store.shelf", "words")}}
    assert rules.layer["shop.store.shelf"] == "layer 1"
    assert rules.passed_over == ("acyclic_siblings",)


def test_the_rules_of_tach_are_read(tmp_path: Path) -> None:
    repo = shop(tmp_path, tach__toml=TACH)
    repo.commit("more", files={"src/shop/store/tach.domain.toml": DOMAIN})
    rules = tach(tmp_path, repo.paths("*.py"))
    within = [name for name in SHOP if name != "loose"]
    allowed = {("till", "store"), ("till", "words"), ("store", "words"), ("store.shelf", "words")}
    assert rules.banned == {(f"shop.{one}", f"shop.{two}") for one, two in {*permutations(within, 2)} - allowed}
    assert "src/shop/loose/code.py" in rules.excluded
    assert rules.typing == "ignore"
    held = belongings(repo.paths("*.py"), rules)
    assert interface(tmp_path, "shop.store", held["shop.store"], rules) == ["take_one"]


def test_a_ledger_says_what_the_rules_say_of_every_seed(tmp_path: Path) -> None:
    repo = shop(tmp_path, __importlinter=LAYERS)
    files = repo.paths("*.py")
    rules = import_linter(tmp_path, files, ("src",))
    repo.write("architecture.py", ledger(tmp_path, belongings(files, rules), rules))
    repo.write("archhook.toml", configuration([law.code for law in LAWS if law.code != "LED001"], rules))
    repo.run("add", "-A")
    judges = Judges(repo, [], rules)
    assert judges.ours() == (True, [])
    tried = seeds(tmp_path, files, rules, 16, random.Random(3))
    assert {seed.kind for seed in tried} == {"run", "guarded", "lazy", "typing"}
    assert {seed.banned for seed in tried} == {True, False}
    for seed in tried:
        before = repo.read(seed.path)
        repo.write(seed.path, seed.applied(before))
        held, said = judges.ours()
        assert held is not seed.banned, (seed, said)
        repo.write(seed.path, before)


def test_an_import_is_seeded_in_every_form(tmp_path: Path) -> None:
    repo = shop(tmp_path, __importlinter=LAYERS)
    rules = import_linter(tmp_path, repo.paths("*.py"), ("src",))
    assert list(statements(tmp_path, "src/shop/till/code.py", "src/shop/store/code.py", rules)) == [
        "import shop.store.code",
        "from shop.store import code",
        "from shop.store.code import take_one",
        "from shop.store.code import take_one as _seeded_name",
        "from ..store import code",
        "from ..store.code import take_one",
    ]


@pytest.mark.slow
def test_the_tests_that_load_a_module_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "src/shop/__init__.py": "",
        "src/shop/till.py": "from shop import money\n\n\ndef total(): ...\n",
        "src/shop/money.py": "def coin(): ...\n",
        "tests/test_till.py": "def test_total():\n    import shop.till\n",
        "tests/test_alone.py": "def test_nothing(): assert str(1)\n",
    }
    GitRepo.create(tmp_path / "shop").commit("start", files=files)
    assert executed_modules([str(tmp_path / "shop")]) == 0
    assert capsys.readouterr().out.endswith("3 modules; pairs of module and test: 3 load, 3 named, 0 not, 0 untold\n")


@pytest.mark.slow
def test_the_first_day_is_gone_through_in_every_detail(tmp_path: Path) -> None:
    files = {
        "src/shop/__init__.py": "",
        "src/shop/till.py": "from shop import money\n\n\ndef total(): ...\n",
        "src/shop/money.py": "def coin(): ...\n",
        **{f"src/shop/store/part_{number}.py": "def shelf(): ...\n" for number in range(5)},
        "src/shop/store/__init__.py": "",
        "tests/test_till.py": "import shop.till\n\n\ndef test_total(): assert str(1)\n",
    }
    GitRepo.create(tmp_path / "shop").commit("start", files=files)
    rows = first_days(tmp_path / "shop", DETAILS)
    assert [(row.detail, row.failures) for row in rows] == [(detail, ()) for detail in DETAILS]
    assert rows[0].lines > rows[2].lines > 0 < rows[0].designs
