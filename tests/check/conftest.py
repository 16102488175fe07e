"""A judged project, and what laws are evaluated on when it is judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.judging import judged
from helpers.synthetic import project

from archhook.check import evaluate, full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Breach


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A clean project of 30 files, judged and committed."""
    made = git_repo()
    made.commit("start", files=project(30))
    assert judged(made).verdict.exit_code == 0
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The units that laws are evaluated on, as they are."""
    units: list[str] = []
    evaluated = evaluate.evaluated

    def noted(*given: Any, graph: bool) -> Iterator[tuple[str, tuple[Breach, ...]]]:
        for unit, found in evaluated(*given, graph=graph):
            units.append(unit)
            yield unit, found

    for module in (evaluate, full):
        monkeypatch.setattr(module, "evaluated", noted)
    yield units
