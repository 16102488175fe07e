"""Commits of what somebody else has claimed, by real git with real hooks; each test is a sequence on one repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.git_repo import GitRepo

from archhook.agents import claim_store

if TYPE_CHECKING:
    from collections.abc import Callable

LEDGER = '''\
from archhook import Design, Intent, IntegrationTest, Requirement, SystemTest, Task, UnitTest, UserAcceptanceTest


class Goal(Intent):
    """[I-1] The goal."""


class Promise(Requirement):
    """[R-1] The promise."""

    derived_from = [Goal]


class Shop(Design):
    """[D-1] The shop."""

    satisfies = [Promise]


class WriteShop(Task):
    """[T-1] Write it."""

    implements = Shop
    file_path = "src/shop/"


class WriteTill(Task):
    """[T-2] Write the till."""

    implements = Shop
    file_path = "src/shop/till.py"


class WriteOrders(Task):
    """[T-3] Write the orders."""

    implements = Shop
    file_path = "src/shop/orders/"


class Works(UnitTest):
    """[UT-1] It works."""

    verifies = Shop
    test_file = "tests/test_shop.py"
    test_functions = "*"
'''
OFF = "".join(f'{code} = "off"\n' for code in ("TST506", "TST507", "TST508"))
SETTINGS = f'symbols = "files"\n\n[severity]\n{OFF}'
FILES = {
    "architecture.py": LEDGER,
    "archhook.toml": SETTINGS,
    "src/shop/cart.py": "CART = 1\n",
    "src/shop/till.py": "TILL = 1\n",
    "src/shop/orders/new.py": "NEW = 1\n",
    "tests/test_shop.py": "def test_shop():\n    assert str(1)\n",
    "notes.txt": "Notes.\n",
}
HOOKS = ("pre-commit", "pre-merge-commit")
BESIDE = Path(sys.executable).parent


@pytest.fixture
def shop(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A repository whose commits are judged, and in which bob works."""
    made = git_repo("shop")
    made.commit(files=FILES)
    for hook in HOOKS:
        file = made.write(f".git/hooks/{hook}", f"#!/bin/sh\nexec {BESIDE / 'archhook'} hook pre-commit --strict\n")
        file.chmod(0o755)
    monkeypatch.setenv("ARCHHOOK_AGENT", "bob")
    return made


def feature(shop: GitRepo) -> GitRepo:
    """A second work tree."""
    shop.run("worktree", "add", "-q", "-b", "feature", "../feature")
    return GitRepo(shop.path.parent / "feature")


def claim(repo: GitRepo, *words: str, who: str = "alice") -> None:
    done = archhook(repo.path, "claim", *words, "--as", who)
    assert done.returncode == 0, done.stderr


def committed(repo: GitRepo, *options: str, **files: str | None) -> tuple[int, str]:
    """(exit code, what was said of claims) of a commit that changes some files, or with None removes them."""
    for name, text in files.items():
        path = {"cart": "src/shop/cart.py", "till": "src/shop/till.py", "new": "src/shop/orders/new.py",
                "test": "tests/test_shop.py", "notes": "notes.txt", "more": "src/shop/more.py"}[name]  # fmt: skip
        if text is None:
            (repo.path / path).unlink()
        else:
            repo.write(path, text)
    if "-a" not in options:
        repo.run("add", "-A")
    done = repo.git("commit", "-m", "change", *options, check=False)
    return done.returncode, said(done.stderr)


def said(text: str) -> str:
    """The lines about claims, without the time."""
    lines = [line.removeprefix("archhook: ").partition(" until 2")[0] for line in text.splitlines() if "claim" in line]
    return "; ".join(lines)


TILL = "src/shop/till.py is claimed, with T-2, by alice"


def refusing(repo: GitRepo) -> None:
    repo.write("archhook.toml", f'claims = "refuse"\n{SETTINGS}')
    assert committed(repo) == (0, "")


def test_a_commit_of_what_another_has_claimed_is_told(shop: GitRepo) -> None:
    tree = feature(shop)
    assert committed(shop, till="TILL = 2\n") == (0, "")
    claim(tree, "T-2")
    assert committed(shop, till="TILL = 3\n") == (0, TILL)
    assert committed(shop, cart="CART = 3\n") == (0, "")
    assert committed(shop, "--amend", till="TILL = 4\n") == (0, TILL)
    assert committed(shop, "--amend") == (0, "")  # what is committed already was told of
    assert committed(shop, "-a", till="TILL = 5\n") == (0, TILL)
    assert committed(tree, till="TILL = 9\n") == (0, "")
    assert archhook(tree.path, "release", "T-2", "--as", "alice").returncode == 0
    assert committed(shop, till="TILL = 6\n") == (0, "")


def test_a_commit_is_stopped_where_the_configuration_says_so(shop: GitRepo) -> None:
    tree = feature(shop)
    refusing(shop)
    claim(tree, "T-2")
    code, told = committed(shop, till="TILL = 3\n")
    assert code == 1
    assert told.startswith(f'{TILL}; `claims = "refuse"` in the configuration stops the commit; leave these files out')
    assert "(`archhook claims`)" in told
    assert committed(shop, "--no-verify")[0] == 0
    assert committed(shop, cart="CART = 2\n") == (0, "")


def test_what_the_refusal_says_to_do_helps(shop: GitRepo) -> None:
    tree = feature(shop)
    refusing(shop)
    claim(tree, "T-2")
    assert committed(shop, till="TILL = 3\n", cart="CART = 2\n")[0] == 1
    shop.run("restore", "--staged", "src/shop/till.py")
    assert shop.git("commit", "-qm", "change", check=False).returncode == 0
    assert archhook(shop.path, "claims").stdout.startswith("T-2  alice  until")
    assert archhook(tree.path, "release", "T-2", "--as", "alice").returncode == 0
    assert committed(shop) == (0, "")


def test_files_that_go_or_are_renamed_count(shop: GitRepo) -> None:
    tree = feature(shop)
    claim(tree, "T-2")
    assert committed(shop, till=None, more="TILL = 1\n")[1] == TILL
    shop.run("reset", "-q", "--hard")
    shop.write("architecture.py", LEDGER.replace("shop/till.py", "shop/desk.py"))
    shop.run("mv", "src/shop/till.py", "src/shop/desk.py")
    assert committed(shop) == (0, TILL)


def test_a_folder_holds_what_nobody_else_declares(shop: GitRepo) -> None:
    tree = feature(shop)
    claim(tree, "T-1")
    held = "is claimed, with T-1, by alice"
    assert committed(shop, cart="CART = 2\n", till="TILL = 2\n", new="NEW = 2\n", test="def test_a(): print()\n") == (
        0,
        f"src/shop/cart.py {held}",
    )
    assert committed(shop, more="MORE = 1\n") == (0, f"src/shop/more.py {held}")
    assert committed(shop, more=None) == (0, f"src/shop/more.py {held}")
    claim(tree, "D-1")
    assert committed(shop, new="NEW = 3\n") == (0, "src/shop/orders/new.py is claimed, with D-1, by alice")


def test_a_claim_on_a_test_is_one_on_its_file(shop: GitRepo) -> None:
    tree = feature(shop)
    claim(tree, "tests/test_shop.py")
    assert archhook(tree.path, "claims").stdout.startswith("UT-1  alice  until")
    assert committed(shop, test="def test_a(): print()\n") == (
        0,
        "tests/test_shop.py is claimed, with UT-1, by alice",
    )
    assert archhook(shop.path, "claim", "UT-1").returncode == 1


def test_a_claim_from_the_same_work_tree_is_ones_own(shop: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = feature(shop)
    claim(shop, "T-2")  # under another name, but from here
    assert committed(shop, till="TILL = 3\n") == (0, "")
    assert committed(tree, till="TILL = 4\n") == (0, TILL)
    monkeypatch.setenv("ARCHHOOK_AGENT", "alice")
    assert committed(tree, till="TILL = 5\n") == (0, "")  # and this is hers from everywhere


def test_a_claim_of_an_older_archhook_is_told_by_its_owner_alone(
    shop: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(shop, "T-2")
    file = shop.path / ".git" / claim_store.FOLDER / claim_store.FILE
    document = json.loads(file.read_text())
    assert document["claims"][0].pop() == "."
    file.write_text(json.dumps(document | {"schema_version": 1}))
    assert committed(shop, till="TILL = 3\n") == (0, TILL)
    monkeypatch.setenv("ARCHHOOK_AGENT", "alice")
    assert committed(shop, till="TILL = 4\n") == (0, "")


def test_a_claim_that_has_ended_holds_nothing(shop: GitRepo) -> None:
    claim(feature(shop), "T-2", "--for", "1s")
    file = shop.path / ".git" / claim_store.FOLDER / claim_store.FILE
    document = json.loads(file.read_text())
    for ago, there in ((60, True), (2 * 86400, False)):  # after a day nobody wants to know
        document["claims"][0][3:5] = [claim_store.now() - ago - 1, claim_store.now() - ago]
        file.write_text(json.dumps(document))
        assert committed(shop, till=f"TILL = {ago}\n") == (0, "")
        assert file.exists() == there


def test_of_a_merge_what_no_side_has_counts(shop: GitRepo) -> None:
    tree = feature(shop)
    assert committed(tree, till="TILL = 2\n", cart="CART = 2\n") == (0, "")
    assert committed(shop, notes="Other notes.\n") == (0, "")
    claim(tree, "T-1", "T-2")
    shop.run("merge", "-q", "--no-ff", "-m", "merge", "feature")
    assert said(shop.git("merge", "-q", "--no-ff", "-m", "merge", "feature").stderr) == ""
    assert committed(tree, till="TILL = 3\n", cart="CART = 3\n") == (0, "")
    shop.write("src/shop/till.py", "TILL = 4\n")
    shop.git("commit", "--no-verify", "-qam", "change")
    assert shop.git("merge", "feature", check=False).returncode == 1
    assert committed(shop, till="TILL = 34\n") == (0, TILL)


@pytest.mark.parametrize("fast", [True, False])
def test_a_merge_of_what_others_have_claimed_is_theirs(shop: GitRepo, fast: bool) -> None:
    tree = feature(shop)
    refusing(shop)
    tree.run("merge", "-q", "main")
    claim(tree, "T-2")
    assert committed(tree, till="TILL = 2\n") == (0, "")
    if not fast:
        assert committed(shop, notes="Other notes.\n") == (0, "")
    assert shop.git("merge", "-m", "merge", "feature", check=False).returncode == 0


def test_a_rebase_replays_and_is_not_stopped(shop: GitRepo) -> None:
    tree = feature(shop)
    refusing(shop)
    tree.run("merge", "-q", "main")
    assert committed(shop, till="TILL = 2\n", notes="Mine.\n") == (0, "")
    assert committed(tree, notes="Theirs.\n") == (0, "")
    claim(tree, "T-2")
    assert shop.git("rebase", "feature", check=False).returncode == 1
    shop.write("notes.txt", "Both.\n")
    shop.run("add", "-A")
    # an own commit while git waits is one of the rebase, too
    done = shop.git("-c", "core.editor=true", "commit", "-m", "change", check=False)
    assert (done.returncode, said(done.stderr)) == (0, "")
    assert shop.git("-c", "core.editor=true", "rebase", "--continue", check=False).returncode == 0
    assert committed(shop, till="TILL = 4\n")[0] == 1


def test_it_is_no_part_of_the_verdict(shop: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = feature(shop)
    refusing(shop)
    shop.write("src/shop/till.py", "TILL = 3\n")
    shop.run("add", "-A")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    asked = ("hook", "pre-commit", "--format", "json")
    free = json.loads(archhook(shop.path, *asked).stdout)
    assert free["ok"] is True and "claims" not in free
    monkeypatch.delenv("GIT_INDEX_FILE")
    claim(tree, "T-2")
    assert json.loads(archhook(shop.path, "check", "--staged", "--format", "json").stdout) == free
    done = archhook(shop.path, "hook", "pre-commit")
    assert done.stderr.endswith(" ms [the work tree]\n")
    assert said(done.stderr) == ""
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    done = archhook(shop.path, *asked, "-q")
    told = json.loads(done.stdout)
    until = told["claims"][0].pop("until")
    assert until.endswith("Z")
    claimed = {"file": "src/shop/till.py", "project": None, "node": "T-2", "owner": "alice"}
    assert (done.returncode, told) == (1, free | {"ok": False, "claims": [claimed]})
    assert 'claims = "refuse"' in done.stderr
    shop.write("archhook.toml", SETTINGS)
    shop.run("add", "-A")
    noted = archhook(shop.path, *asked, "-q")
    assert (noted.returncode, noted.stderr) == (0, "")
    assert [one["file"] for one in json.loads(noted.stdout)["claims"]] == ["src/shop/till.py"]


def test_claims_that_cannot_be_read_stop_what_they_could_have_stopped(shop: GitRepo) -> None:
    claim(feature(shop), "T-2")
    file = shop.path / ".git" / claim_store.FOLDER / claim_store.FILE
    file.write_text('{"schema_version": 99, "claims": []}')
    code, told = committed(shop, till="TILL = 2\n")
    assert code == 0
    assert told.startswith("claims are not looked at: the claims in ")
    shop.write("archhook.toml", f'claims = "refuse"\n{SETTINGS}')
    code, told = committed(shop, till="TILL = 3\n")
    assert code == 1
    assert "were written by a later archhook" in told


def test_many_files_are_counted(shop: GitRepo) -> None:
    tree = feature(shop)
    claim(tree, "T-1")
    shop.stage({f"src/shop/part{number}.py": f"PART = {number}\n" for number in range(12)})
    told = committed(shop)[1].split("; ")
    assert told[-1] == "and 2 more files are claimed"
    assert len(told) == 11


def test_of_a_ledger_that_cannot_be_read_a_folder_holds_all_below_it(shop: GitRepo) -> None:
    tree = feature(shop)
    claim(tree, "T-1")
    shop.write("architecture.py", LEDGER.replace("implements = Shop", "implements = shop()", 1))
    assert committed(shop, till="TILL = 2\n") == (1, "src/shop/till.py is claimed, with T-1, by alice")


FRAMEWORK = f"""\
repos:
  - repo: local
    hooks:
      - id: archhook
        name: archhook
        entry: {BESIDE / "archhook"} hook pre-commit
        language: system
        always_run: true
        pass_filenames: false
        stages: [pre-commit, pre-merge-commit]
"""


@pytest.mark.slow
def test_under_pre_commit_it_is_the_same(shop: GitRepo) -> None:
    for hook in HOOKS:
        (shop.path / f".git/hooks/{hook}").unlink()
    shop.commit(
        "hooks", files={".pre-commit-config.yaml": FRAMEWORK, "archhook.toml": f'claims = "refuse"\n{SETTINGS}'}
    )
    tree = feature(shop)
    for hook in HOOKS:
        subprocess.run(
            [BESIDE / "pre-commit", "install", "-t", hook], cwd=shop.path, check=True, stdout=subprocess.DEVNULL
        )
    claim(tree, "T-2")
    shop.write("src/shop/till.py", "TILL = 2\n")
    refused = shop.git("commit", "-qam", "change", check=False)
    assert refused.returncode == 1
    assert TILL in refused.stdout + refused.stderr
    shop.run("checkout", "-q", "src/shop/till.py")
    shop.write("notes.txt", "Other notes.\n")
    shop.run("commit", "-qam", "notes")
    tree.write("src/shop/till.py", "TILL = 3\n")
    tree.run("commit", "-qam", "till")  # the claim was made from there
    merged = shop.git("merge", "-m", "merge", "feature", check=False)
    assert merged.returncode == 0, merged.stdout + merged.stderr


DAMAGED = (
    (b"garbage", "is damaged"),
    (b'{"schema_version":2,"claims":[7]}', "holds 1 damaged claim"),
    (b" " * (claim_store.SIZE_LIMIT + 1), "is no file of claims"),
    (None, "is no plain file"),
)


def damaged(shop: GitRepo, content: bytes | None) -> Path:
    folder = Path(claim_store.folder_of(str(shop.path / ".git")))
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / claim_store.FILE
    file.unlink(missing_ok=True)
    if content is None:
        file.symlink_to(shop.path / "notes.txt")
    else:
        file.write_bytes(content)
    return file


@pytest.mark.parametrize(("content", "what"), DAMAGED, ids=["garbage", "claim", "giant", "link"])
def test_claims_that_cannot_be_read_stop_what_they_might_stop(
    shop: GitRepo, content: bytes | None, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = damaged(shop, content)
    code, told = committed(shop, till="TILL = 3\n")
    assert (code, what in told) == (0, True)  # a note, where claims are notes
    assert os.path.lexists(file)  # and no less is known afterwards
    file.unlink()
    refusing(shop)
    damaged(shop, content)
    for _ in range(2):
        code, told = committed(shop, till="TILL = 4\n")
        assert (code, what in told, "archhook claim ID" in told) == (1, True, True)
    with monkeypatch.context() as by_git:
        by_git.setenv("GIT_INDEX_FILE", str(shop.path / ".git/index"))
        judged = archhook(shop.path, "hook", "pre-commit", "--quiet")
    assert (judged.returncode, what in judged.stderr) == (2, True)
    claim(shop, "T-2", who="bob")
    assert committed(shop) == (0, "")
    damaged(shop, content).unlink()
    assert committed(shop, till="TILL = 5\n") == (0, "")


def test_a_claim_that_can_be_read_stops_a_commit_beside_one_that_cannot(shop: GitRepo) -> None:
    tree = feature(shop)
    refusing(shop)
    claim(tree, "T-2")
    file = Path(claim_store.folder_of(str(shop.path / ".git"))) / claim_store.FILE
    file.write_text(file.read_text().replace('"claims":[', '"claims":[7,'))
    code, told = committed(shop, till="TILL = 3\n")
    assert (code, TILL in told, "holds 1 damaged claim" in told) == (1, True, True)
    shop.run("restore", "--staged", "src/shop/till.py")
    shop.run("checkout", "-q", "src/shop/till.py")
    code, told = committed(shop, cart="CART = 2\n")
    assert (code, "holds 1 damaged claim" in told) == (1, True)
