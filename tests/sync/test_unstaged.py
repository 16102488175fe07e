"""Whether the work tree's ledger would mend what is wrong in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.synthetic import project

from archhook.cli.main import main
from archhook.snapshot import command

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from helpers.git_repo import GitRepo

MODULE = "src/app/part0/module3.py"


def test_git_is_asked_once_how_all_modules_of_a_ledger_are_converted(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process for each of a thousand modules is seconds."""
    repo = git_repo()
    repo.commit("start", files=project(30, package=True))
    repo.write(MODULE, repo.read(MODULE) + "\n\ndef more():\n    pass\n")
    repo.run("add", "-A")
    monkeypatch.chdir(repo.path)
    asked: list[str] = []
    start = command.start

    def counted(*arguments: Any, **options: Any) -> Any:
        asked.extend(one for one in arguments if one == "check-attr")
        return start(*arguments, **options)

    monkeypatch.setattr(command, "start", counted)
    assert main(["check", "--staged", "-q"]) == 1
    assert len(list((repo.path / "architecture").iterdir())) > 2
    assert asked == ["check-attr"]
