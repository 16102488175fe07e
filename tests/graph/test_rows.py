from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.graphs import architectures, without_links_to_nothing
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.rows import Relinking, chains_through, rows_of
from archhook.model.nodes import Row

if TYPE_CHECKING:
    from archhook.model.nodes import Node


@settings(max_examples=300, deadline=None)
@given(architectures(), architectures(), st.data())
def test_a_graph_brought_up_to_date_is_the_graph_built_anew(
    old: dict[str, Node], other: dict[str, Node], data: st.DataObject
) -> None:
    kept = {id_ for id_ in old if data.draw(st.booleans())}
    new = without_links_to_nothing({id_: old[id_] for id_ in kept} | {i: n for i, n in other.items() if i not in kept})
    old_rows = {i: row for i, row in rows_of(old.values()).items() if row.kind not in ("task", "test")}
    new_rows = {i: row for i, row in rows_of(new.values()).items() if row.kind not in ("task", "test")}
    plan = Plan(old_rows)
    linking = Relinking(plan)
    linking.apply((old.get(i), new.get(i)) for i in sorted(old | new) if old.get(i) != new.get(i))
    assert plan == new_rows
    touched = {i for i in old_rows | new_rows if old_rows.get(i) != new_rows.get(i)}
    assert linking.touched().keys() == touched
    assert sum(map(chains_through, old_rows.values())) + sum(
        chains_through(now) - chains_through(was) for was, now in linking.touched().values()
    ) == sum(map(chains_through, new_rows.values()))


class Plan(dict[str, Row]):
    """A dict with the one method that a TreeMap has besides."""

    def keep(self, key: str, value: Row | None) -> None:
        self.pop(key, None)
        if value is not None:
            self[key] = value
