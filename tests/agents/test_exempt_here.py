"""What is exempt at some nodes and in their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.files import lay_out
from helpers.work import asked, project

from archhook.agents.exempt_here import ExemptHere, exemption_plain
from archhook.check.api import judge
from archhook.check.request import Request
from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from helpers.git_repo import GitRepo


def test_waivers_ignores_and_frozen_findings_of_a_place(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo()
    files = project({1: [], 2: []}, {1: (1, "broken"), 2: (2, "kept")})
    files["architecture.py"] = files["architecture.py"].replace(
        "    satisfies = [Promise]\n", '    satisfies = [Promise]\n    waives = {"TRC102": "it may go"}\n', 1
    )
    files["src/work2.py"] += "def more(): pass  # archhook: ignore[INV407] generated\n"
    repo.commit(files=files)
    monkeypatch.chdir(repo.path)
    assert main(["baseline"]) == 0
    repo.run("add", "-A")
    assert judge(Request(str(repo.path))).verdict.exit_code == 0

    def of(*nodes: str, paths: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        found = asked(repo.path, lambda seen: ExemptHere(seen).of(nodes, paths))
        return [tuple(exemption_plain(one).values()) for one in found]

    waived = [("waiver", "TRC102 of D-1", "it may go"), ("baseline", "LED005 D-1 TRC102", None)]
    frozen = [("baseline", "INV403 T-1 src/work1.py work1", None), ("baseline", "INV407 T-1 src/work1.py other", None)]
    assert of("T-1", "D-1", paths=("src/work1.py",)) == [*waived[:1], *frozen, *waived[1:]]
    assert of("D-1", paths=("src/work1.py",)) == [*waived, *frozen]
    assert of("T-2", paths=("src/work2.py",)) == [("ignore", "src/work2.py:2 INV407 on this line", "generated")]


def test_what_is_planned_is_told_as_work_and_not_here(tmp_path: Any) -> None:
    lay_out(tmp_path, project({1: []}, {1: (1, "planned")}))
    assert asked(tmp_path, lambda seen: ExemptHere(seen).of(["T-1"], [])) == ()
