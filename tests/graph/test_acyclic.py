from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archhook.graph.acyclic import Acyclic
from archhook.graph.graph import reachable

NAMES = "abcdefgh"
LINKS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=40)


@given(LINKS)
def test_a_link_is_taken_unless_it_closes_a_circle(wanted: list[tuple[str, str]]) -> None:
    graph = Acyclic(NAMES)
    known: dict[str, set[str]] = {name: set() for name in NAMES}
    for start, end in wanted:
        closes = start in reachable((end,), known.__getitem__)
        assert graph.add(start, end) is not closes
        if not closes:
            known[start].add(end)
        assert graph.links == known
