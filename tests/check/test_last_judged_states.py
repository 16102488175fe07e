"""What went wrong once with what is remembered, and must not again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.cache.encoding import OBJECT
from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Verdict


def judged(repo: GitRepo, **options: object) -> Verdict:
    return judge(Request(str(repo.path), **options)).verdict  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["src/app/part0/fresh.py", "src/app/part0/module1.py"], ids=["undeclared", "declared"])
def test_a_file_that_was_untracked_for_a_while_is_not_taken_for_deleted(
    git_repo: Callable[..., GitRepo], path: str
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10))
    repo.commit("more", files={"src/app/part0/fresh.py": "def g(): pass\n"})
    judged(repo)
    repo.run("rm", "-q", "--cached", path)
    judged(repo, untracked=True)
    repo.run("add", path)
    for options in ({}, {"source": "index"}, {"source": "commit", "rev": "HEAD"}):
        assert judged(repo, **options) == judged(repo, no_cache=True, **options)


@pytest.mark.parametrize("damage", ["DELETE FROM Cache", "UPDATE Cache SET value = substr(value, 2)"])
@pytest.mark.parametrize("position", range(0, 12, 2))
def test_any_lost_or_damaged_object_leads_to_a_full_check(
    git_repo: Callable[..., GitRepo], position: int, damage: str
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10) | {"src/app/part0/fresh.py": "def g(): pass\n"})
    expected = judged(repo, source="index")
    assert expected.exit_code == 1
    with closing(sqlite3.connect(repo.path / ".git/archhook/cache.db")) as database, database:
        keys = [key for (key,) in database.execute("SELECT key FROM Cache ORDER BY rowid") if key.startswith(OBJECT)]
        database.execute(f"{damage} WHERE key = ?", (keys[position % len(keys)],))
    database.close()
    for _ in range(2):
        assert judged(repo, source="index") == expected


def test_a_node_that_only_changes_its_level_is_asked_about_where_it_verifies(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10))
    judged(repo)
    ledger = repo.path / "architecture.py"
    ledger.write_text(ledger.read_text().replace("class Unit0(UnitTest)", "class Unit0(IntegrationTest)"))
    assert judged(repo) == judged(repo, no_cache=True)
    assert judged(repo).exit_code == 1
