"""The bench finds out every wrong strategy, soon; what it cannot find out it could not vouch for."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from differential.replay import made_up
from differential.subject import BUG, InProcess
from differential.walk import Walk
from differential.wrong import STRATEGIES

if TYPE_CHECKING:
    from pathlib import Path

    from differential.subject import Strategy
    from differential.walk import Difference

STEPS = 50
SEEDS = (3, 4, 5, 1)
PACE = 0.15
"""A wrong verdict needs a finding and a change that concerns it, so the walk lingers."""


def first_difference(folder: Path, seed: int, wrong: Strategy | None) -> Difference | None:
    """Where a walk through a made-up history is found to go wrong."""
    chance = random.Random(f"{seed} jumps")
    scratch = made_up(folder / str(seed), chance, files=12)
    return Walk(scratch, InProcess(scratch, wrong), chance, "jumps", PACE).run(STEPS).difference


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_a_wrong_strategy_is_caught(tmp_path: Path, name: str) -> None:
    """By a wrong verdict: a strategy that merely breaks down would be no test of the bench."""
    found = (first_difference(tmp_path, seed, STRATEGIES[name]) for seed in SEEDS)
    assert any(one is not None and BUG not in (one.warm.code, one.cold.code) for one in found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_itself_is_not(tmp_path: Path, seed: int) -> None:
    difference = first_difference(tmp_path, seed, None)
    assert difference is None, difference and difference.told()
