"""The bench finds out every wrong strategy, soon; what it cannot find out it could not vouch for."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from differential.controls import Controls
from differential.replay import made_up
from differential.walk import Walk
from differential.wrong import STRATEGIES

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 50
SEEDS = range(1, 25)
PACE = 0.15
"""A wrong verdict needs a finding and a change that concerns it, so the walk lingers."""


@pytest.mark.slow
def test_every_wrong_strategy_is_caught_and_the_engine_itself_is_not(tmp_path: Path) -> None:
    """Within so many steps of one of the walks, by a wrong verdict. Who was caught on one does not go on the next."""
    free = dict(STRATEGIES)
    for seed in SEEDS:
        if not free:
            break
        chance = random.Random(f"{seed} jumps")
        scratch = made_up(tmp_path / str(seed), chance, files=12)
        controls = Controls(scratch, free, tmp_path / f"caches{seed}")
        difference = Walk(scratch, controls, chance, "jumps", PACE).run(STEPS).difference
        assert difference is None, difference and difference.told()
        print(seed, {name: one.verdict for name, one in controls.caught.items()})  # shown where it fails
        free = {name: wrong for name, wrong in free.items() if name in controls.free}
    assert sorted(free) == []
