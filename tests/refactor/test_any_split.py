"""Whatever Design is split in whatever project, the verdict is as it was, and nothing else of the ledger changes."""

from __future__ import annotations

import json
import os
from random import Random
from typing import TYPE_CHECKING

import pytest
from helpers.import_project import ImportProject

from archhook.check.request import Request
from archhook.cli.main import main
from archhook.errors import UsageError
from archhook.ledger.source import read_ledger
from archhook.refactor.judged_edit import Judged, Wanted, Whole, judged_edit
from archhook.refactor.split_run import split
from archhook.sync.sync_run import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"


def found(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, ...]]:
    """The errors that a check finds: law, node where there is no file, subject."""
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    errors = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["severity"] == "error"]
    subjects = [
        (one["code"], one["node"] or "", one["subject"]["file"] or "", one["subject"]["symbol"]) for one in errors
    ]
    return sorted((code, "" if file else node, file, symbol or "") for code, node, file, symbol in subjects)


def parted(design: str, into: list[str]) -> tuple[Judged, str] | None:
    commands = []

    def edit(whole: Whole) -> Wanted:
        made = split(whole, design, into, "")
        commands.append(made.command)
        return made.wanted

    try:
        return judged_edit(Request(os.getcwd()), edit), commands[0]
    except UsageError:  # its files fall into no parts
        return None


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))])
def test_any_split_in_any_project(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = Random(seed)
    project = ImportProject(chance)
    repo = git_repo()
    repo.commit("start", files=project.files() | {"archhook-baseline.txt": ""})
    monkeypatch.chdir(repo.path)
    every = [f"T-{number}" for number in project.tasks]
    assert any(main(["move", *every, design]) < 2 for design in chance.sample(["D-1", "D-2", "D-3", "D-4", "D-5"], 5))
    done = 0
    for turn in range(6):
        held: dict[str, list[str]] = {}
        for node in read_ledger({LEDGER: repo.read(LEDGER).encode()}, LEDGER).nodes:
            if node.kind == "task" and (repo.path / node.file).exists():
                held.setdefault(node.targets("implements")[0], []).append(node.file)
        design = max(held, key=lambda one: (len({*held[one]}), one))
        before, text = found(capsys), repo.read(LEDGER)
        files = sorted({*held[design]})
        if len(files) < 2:
            break
        into = [f"one{turn}=/{path}" for path in chance.sample(files, chance.randrange(1, len(files)))] if turn else []
        into = [one if not at else one.partition("=")[2] for at, one in enumerate(into)]
        made = parted(design, into)
        if made is None:
            continue
        judged, command = made
        assert command.startswith(f"archhook split {design} --into ")
        done += 1
        write(judged.outcome)
        after = found(capsys)
        assert after == found(capsys, "--no-cache")
        assert {*after} <= {*before}, judged.outcome.said
        assert not judged.failing
        assert {one.code for one in judged.come} <= {"LED007", "LED005", "DEP211"}
        same = {node.id: node for node in read_ledger({LEDGER: text.encode()}, LEDGER).nodes}
        now = {node.id: node for node in read_ledger({LEDGER: repo.read(LEDGER).encode()}, LEDGER).nodes}
        assert same.keys() <= now.keys()
        assert all(now[one].doc == node.doc and now[one].waives == node.waives for one, node in same.items())
        assert all(now[one].file == node.file and now[one].declares == node.declares for one, node in same.items()
                   if node.kind == "task")  # fmt: skip
    assert done
