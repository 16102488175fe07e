"""A judged project, and what laws are asked about when it is judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.judging import judged
from helpers.synthetic import project

from archhook.check import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.git_repo import GitRepo


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A clean project of 30 files, judged and committed."""
    made = git_repo()
    made.commit("start", files=project(30))
    assert judged(made).verdict.exit_code == 0
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The units that laws are asked about, as they are asked."""
    units: list[str] = []
    keep = evaluate._keep

    def noted(breaches: object, unit: str, found: object) -> None:
        units.append(unit)
        keep(breaches, unit, found)  # type: ignore[arg-type]

    monkeypatch.setattr(evaluate, "_keep", noted)
    yield units
