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
SEEDS = (1, 2, 3)


def first_difference(folder: Path, seed: int, wrong: Strategy | None) -> Difference | None:
    """Where a walk through a made-up history is found to go wrong."""
    chance = random.Random(seed)
    scratch = made_up(folder / str(seed), chance)
    return Walk(scratch, InProcess(scratch, wrong), chance, "jumps").run(STEPS).difference


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_a_wrong_strategy_is_caught(tmp_path: Path, name: str) -> None:
    """By a wrong verdict: a strategy that merely breaks down would be no test of the bench."""
    caught = (first_difference(tmp_path, seed, STRATEGIES[name]) for seed in SEEDS)
    difference = next(filter(None, caught), None)
    assert difference is not None
    assert BUG not in (difference.warm.code, difference.cold.code), difference.told()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_itself_is_not(tmp_path: Path, seed: int) -> None:
    difference = first_difference(tmp_path, seed, None)
    assert difference is None, difference and difference.told()
