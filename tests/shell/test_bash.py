"""What a shell command runs is what bash runs: scripts that are made up, and a `git` that writes down its calls."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from helpers.shell_scripts import around, fits, gits, lay_out, really_run, script

from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import is_known

if TYPE_CHECKING:
    from pathlib import Path

    from archhook.shell.surroundings import Ran

SCRIPTS = 25


@pytest.mark.parametrize("seed", range(8))
def test_bash_runs_what_is_told(tmp_path: Path, seed: int) -> None:
    lay_out(tmp_path)
    chance = Random(seed)
    for _ in range(SCRIPTS):
        text = script(chance)
        told = commands_of(text, around(tmp_path))
        real = really_run(text, tmp_path)
        calls = gits(told.ran)
        assert matched(calls, real) == len(real), (text, told, real)
        sure = [one for one in calls if one.sure and is_known(one.argv[0])]
        assert matched(sure, real) == len(sure), (text, told, real)


def matched(told: list[Ran], real: list[tuple[str, str, tuple[str, ...]]]) -> int:
    """How many calls can be told apart at once, each as another one of those that were told."""
    pairs: nx.Graph[tuple[str, int]] = nx.Graph()
    pairs.add_nodes_from(("told", number) for number in range(len(told)))
    for one, call in product(range(len(told)), range(len(real))):
        if fits(told[one], real[call]):
            pairs.add_edge(("told", one), ("real", call))
    return len(nx.bipartite.maximum_matching(pairs, [node for node in pairs if node[0] == "told"])) // 2
