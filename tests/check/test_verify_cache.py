"""`--verify-cache`: whatever is remembered is what the snapshot says, or the command says that it is not (exit 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.cli import said
from helpers.snapshots import opened
from helpers.synthetic import project

from archhook.cache.cache import Store
from archhook.cache.encoding import dumps
from archhook.check import last_judged
from archhook.check.api import default_cache
from archhook.check.last_judged import Base
from archhook.check.state import State
from archhook.inventory.collect import Inventories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.git_repo import GitRepo

BUG = 3
WARM = (
    ("check",), ("check", "--staged"), ("check", "--rev", "HEAD"), ("hook", "pre-commit"), ("sync",),
    ("sync", "--check"), ("sync", "--diff", "--staged"), ("sync", "--renumber", "--base", "HEAD"), ("baseline",),
    ("why", "src/app/part0/module1.py"), ("impact", "T-1"), ("impact", "--since", "HEAD"), ("show", "D-0"), ("list",),
    ("ready",), ("brief", "T-1"), ("prime",), ("diff", "HEAD..HEAD"), ("graph",), ("budget",), ("claim", "T-1"),
    ("whatif",), ("whatif", "D-9", "--requires", "D-0"), ("report", "-o", "page.html"),
    ("measure", "--design", "D-0", "--runs", "1", "--dry-run", "--", "true"),
)  # fmt: skip
"""Every command that reads a state through what is remembered."""
FRESH = '"""The fresh part."""\n\nfrom src.app.part0.module1 import load_1\n\n\ndef g():\n    return load_1("")\n'


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> Iterator[GitRepo]:
    made = git_repo()
    made.commit("start", files=project(10))
    monkeypatch.chdir(made.path)
    yield made


@pytest.mark.parametrize("argv", WARM, ids=" ".join)
def test_every_command_works_on_what_another_has_remembered(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]
) -> None:
    """A file that nobody declares is what `sync` has to read, and no run on an unchanged snapshot has read it yet."""
    repo.write("src/app/part0/fresh.py", FRESH)
    repo.run("add", "-A")
    assert said(capsys, "check", "-q")[0] == 1
    options = () if argv[0] == "measure" else ("-q",)
    cold = said(capsys, *argv, *options, "--no-cache")
    assert cold[0] in (0, 1), cold
    repo.run("checkout", "--", ".")
    repo.run("clean", "-q", "-f")
    warm = said(capsys, *argv, *options, "--verify-cache")
    assert warm[0] == cold[0]


def plant(repo: GitRepo, change: Callable[[State], None]) -> None:
    """Has what is remembered of the last snapshot say something else."""
    found = opened(repo.path)
    store = Store(default_cache(found))
    key = last_judged.last_key(last_judged.interpretation(last_judged.code_of(store)), found.git_dir, "")
    base = last_judged.recall(store, [key])
    assert base is not None
    state = State.load(store, base.state)
    change(state)
    last_judged.remember(store, key, Base(base.tree, base.changes, state.save()))
    store.flush()
    store.close()


def more_of(name: str) -> Callable[[State], None]:
    """One entry more in one of the maps: such a one as is there."""

    def change(state: State) -> None:
        entries = getattr(state, name)
        entries["more"] = next(iter(entries.values()))

    return change


@pytest.mark.parametrize("name", ["files", "declared", "nodes", "plan", "ledger", "lines"])
@pytest.mark.parametrize("argv", [("check",), ("sync", "--check"), ("why", "T-1"), ("baseline",)], ids=" ".join)
def test_a_state_that_is_not_the_snapshots_is_a_bug(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], name: str
) -> None:
    assert said(capsys, "check", "-q")[0] == 0
    assert said(capsys, *argv, "--verify-cache")[0] == 0
    plant(repo, more_of(name))
    code, _, err = said(capsys, *argv, "--verify-cache")
    assert (code, "CacheMismatch" in err) == (BUG, True), err
    assert f" {name} (more" in err


def test_an_inventory_that_is_not_the_files_is_a_bug(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """No verdict on an unchanged snapshot reads one, so that the verdict alone would not tell."""
    assert said(capsys, "check", "-q")[0] == 0
    oid = repo.run("rev-parse", "HEAD:src/app/part0/module1.py")
    found = opened(repo.path)
    store = Store(default_cache(found))
    meaning = last_judged.interpretation(last_judged.code_of(store))
    known = Inventories(store, meaning, found.blobs)
    store.put(known._key(oid), dumps(known.of(oid)._replace(symbols=())))
    store.flush()
    store.close()
    assert said(capsys, "check", "-q")[0] == 0
    for argv in (("check",), ("sync",), ("why", "D-0"), ("report", "-o", "page.html")):
        code, _, err = said(capsys, *argv, "--verify-cache")
        assert (code, "the inventories of src/app/part0/module1.py" in err) == (BUG, True), err


def test_what_init_has_remembered_is_verified_too(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.run("rm", "-q", "architecture.py")
    assert said(capsys, "init", "--dry-run", "-q", "--verify-cache")[0] == 0
    assert said(capsys, "init", "--dry-run", "-q", "--verify-cache")[0] == 0
    oid = repo.run("rev-parse", "HEAD:src/app/part0/module1.py")
    found = opened(repo.path)
    store = Store(default_cache(found))
    known = Inventories(store, last_judged.interpretation(last_judged.code_of(store)), found.blobs)
    store.put(known._key(oid), dumps(known.of(oid)._replace(symbols=())))
    store.flush()
    store.close()
    code, _, err = said(capsys, "init", "--dry-run", "-q", "--verify-cache")
    assert (code, "CacheMismatch" in err) == (BUG, True), err


def test_what_was_lost_is_no_bug(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3
    from contextlib import closing

    assert said(capsys, "check", "-q")[0] == 0
    with closing(sqlite3.connect(repo.path / ".git/archhook/cache.db")) as database, database:
        database.execute("DELETE FROM Cache WHERE rowid % 2 = 0 AND key NOT LIKE 'last:%'")
    database.close()
    assert said(capsys, "check", "-q", "--verify-cache")[0] == 0
    assert said(capsys, "why", "T-1", "-q", "--verify-cache")[0] == 0


def test_two_symbols_that_change_places_are_no_difference(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """What a file breaks is the same then, and no law is asked again."""
    path = "src/app/part0/module1.py"
    before = repo.read(path)
    both = ("\n\ndef one(): pass\n", "\n\ndef other(): pass\n")
    repo.write(path, before + "".join(both))
    assert said(capsys, "check", "--verify-cache")[0] == 1
    repo.write(path, before + "".join(reversed(both)))
    assert said(capsys, "check", "--verify-cache")[0] == 1
    assert said(capsys, "check")[1] == said(capsys, "check", "--no-cache")[1]
