"""LED007: what people have not written yet."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("doc", ["PLACEHOLDER: why.", "It reads.\n\nPLACEHOLDER"])
def test_a_docstring_that_is_still_to_be_written_is_told_of_its_node(facts, ask, doc):
    known = facts("I-1\nR-1 derived_from=I-1\n!R-2")
    known.nodes["R-1"] = known.nodes["R-1"]._replace(doc=doc)
    known.nodes["R-2"] = known.nodes["R-2"]._replace(doc=doc)
    (breach,) = ask("LED007", known)
    assert (breach.node, breach.anchor, breach.file, breach.symbol) == ("R-1", ("node", "R-1"), "", "")
    known.nodes["R-1"] = known.nodes["R-1"]._replace(doc="A placeholder of its own.")
    assert ask("LED007", known) == []
