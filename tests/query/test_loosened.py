"""What was loosened since a revision, as lines for an agent at the end of its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.loosening import PROJECT, edit

from archhook.check.request import Request
from archhook.query.loosened import loosened_since, parted, turn_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

BOOK = "architecture.py"


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo()
    made.commit("start", files=PROJECT)
    return made


def test_what_a_turn_added(repo: GitRepo) -> None:
    request = Request(str(repo.path))
    assert loosened_since(request, "HEAD") == ()
    assert turn_lines(()) == ()
    edit(repo, "src/till.py", ("return pay(left)\n", "return pay(left)\n\n\nX = 1  # archhook: ignore[INV408] later\n"))
    edit(repo, BOOK, ("memory_mb=10", "memory_mb=20"))
    first = loosened_since(request, "HEAD")
    assert first == (
        "exemption (new), ignore: src/till.py: INV408 on this line",
        "weaker, estimate: architecture.py: the estimate of D-1 for memory_mb is 20 now, and was 10",
    )
    assert turn_lines(first) == (
        "This turn added 1 exemption and 1 thing that makes the law weaker:",
        f"  {first[0]}",
        f"  {first[1]}",
    )
    edit(repo, BOOK, ('"""The ledger of a small shop."""\n', '"""The ledger of a small shop.\n\nIt is small."""\n'))
    edit(repo, BOOK, ("latency_p99_ms=50", "latency_p99_ms=60"))
    second = loosened_since(request, "HEAD")
    assert [line for line in second if line not in first] == [
        "weaker, budget: architecture.py: the budget of R-1 for latency_p99_ms is 60 now, and was 50"
    ]
    assert loosened_since(request._replace(no_cache=True), "HEAD") == second
    repo.commit("loosened")
    assert loosened_since(request, "HEAD") == ()
    assert loosened_since(request, "HEAD~1") == second
    assert loosened_since(request._replace(source="commit", rev="HEAD"), "HEAD~1") == second


def test_more_than_ten_are_counted() -> None:
    added = tuple(f"weaker, link: a.py: {number}" for number in range(12))
    lines = turn_lines(added)
    assert lines[0] == "This turn added 12 things that make the law weaker:"
    assert (len(lines), lines[-1]) == (12, "  ... and 2 more: `archhook diff` names them")


def test_without_a_ledger_or_a_sound_one_nothing_is_said(repo: GitRepo) -> None:
    request = Request(str(repo.path))
    repo.write(BOOK, repo.read(BOOK).replace("[R-2]", "[R-1]"))
    assert loosened_since(request, "HEAD") == ()
    repo.run("checkout", "-q", "--orphan", "alone")
    repo.run("rm", "-rfq", ".")
    repo.commit("nothing", files={"a.txt": "x"})
    repo.commit("adopted", files=PROJECT)
    assert loosened_since(request, "HEAD~1") == ()


def test_where_it_parted(repo: GitRepo) -> None:
    request = Request(str(repo.path))
    base = repo.run("rev-parse", "HEAD")
    repo.run("checkout", "-q", "-b", "branch")
    repo.commit("more")
    repo.run("checkout", "-q", "main")
    assert parted(request, "branch") == base
    assert parted(request, "HEAD") == parted(request, "nothing") == parted(request, repo.tree()) == ""
    assert parted(request._replace(source="commit", rev="branch"), "main") == ""
