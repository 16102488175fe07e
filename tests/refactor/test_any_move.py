"""Whatever is moved in whatever project, nothing else of the ledger changes; what was said is what a check finds."""

from __future__ import annotations

import json
import os
from random import Random
from typing import TYPE_CHECKING

import pytest
from helpers.import_project import ImportProject

from archhook.check.request import Request
from archhook.cli.main import main
from archhook.errors import ArchhookError
from archhook.refactor.judged_edit import Judged, judged_edit
from archhook.refactor.move_edit import move
from archhook.sync.sync_run import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"


def found(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, ...]]:
    """What a check finds: law, node, subject; the two files alone of an import between Designs."""
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    findings = json.loads(capsys.readouterr().out)["findings"]
    subjects = [(one["code"], one["node"] or "", one["subject"]["file"], one["subject"]["symbol"]) for one in findings]
    return sorted((code, "" if code in ("DEP203", "DEP205") else node, *rest) for code, node, *rest in subjects)


def moved(words: list[str], target: str) -> Judged | None:
    try:
        return judged_edit(Request(os.getcwd()), lambda whole: move(whole, words, target, ""))
    except ArchhookError:
        return None


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))])
def test_any_move_in_any_project(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = Random(seed)
    project = ImportProject(chance)
    repo = git_repo()
    repo.commit("start", files=project.files())
    monkeypatch.chdir(repo.path)
    done = 0
    for _ in range(8):
        tasks = [f"T-{number}" for number in project.tasks]
        words = chance.sample(tasks, min(len(tasks), chance.randrange(1, 4)))
        if chance.random() < 0.3:
            words.append(chance.choice(("src", "lib", "src/app", "src/app/a.py")))
        target = f"D-{chance.choice(sorted(project.designs))}"
        before, text = found(capsys), repo.read(LEDGER)
        judged = moved(words, target)
        if judged is None:
            continue
        done += 1
        assert repo.read(LEDGER) == text
        write(judged.outcome)
        after = found(capsys)
        assert after == found(capsys, "--no-cache")
        assert len(after) - len(before) == len(judged.come) - len(judged.gone)
        lines = zip(text.split("\n"), repo.read(LEDGER).split("\n"), strict=True)
        differing = [(old, new) for old, new in lines if old != new]
        assert len(differing) == sum(" no longer " in line for line in judged.outcome.said)
        assert all(
            old.startswith("    implements = ") and new.startswith("    implements = ") for old, new in differing
        )
        again = moved(words, target)
        assert again is not None
        assert again.outcome.new == {}
    assert done
