"""What `archhook whatif` says follows from a change is what follows when the change is written into the ledger."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from helpers.files import lay_out
from helpers.plans import PlannedDesign, files_of, plans, some
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.check.request import Request
from archhook.query.architecture import load
from archhook.query.budget import budget_of
from archhook.query.supposition import nodes_of, supposed_of
from archhook.query.whatif import OWED, cascade
from archhook.query.whatif_text import THINGS, render

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest
    from helpers.plans import Plan

    from archhook.model.findings import Finding
    from archhook.query.architecture import Architecture
    from archhook.query.budget import Entry
    from archhook.query.whatif import Cascade

NEW = "D-9"


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Plan, str, tuple[str, ...], tuple[str, ...]]:
    """A ledger, a Design of it or a new one, and what is added to that."""
    plan = draw(plans())
    design = draw(st.sampled_from((*plan.designs, NEW)))
    requires = draw(some(tuple(plan.designs), 2))
    satisfies = draw(some(tuple(plan.requirements), 1))
    return plan, design, requires or (() if satisfies or design != NEW else ("D-1",)), satisfies


def written(plan: Plan, design: str, requires: tuple[str, ...], satisfies: tuple[str, ...]) -> Plan:
    """The ledger with the change in it, as somebody would write it."""
    designs = dict(plan.designs)
    before = designs.get(design, PlannedDesign())
    designs[design] = before._replace(
        requires=tuple(dict.fromkeys((*before.requires, *requires))),
        satisfies=tuple(dict.fromkeys((*before.satisfies, *satisfies))),
    )
    adopt = [design]
    for one in adopt:
        designs[one] = designs[one]._replace(adopted=True)
        adopt += [other for other in designs[one].requires if other not in adopt]
    return plan._replace(designs=designs)


def project(folder: Path, plan: Plan) -> Architecture:
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(folder, files_of(plan))
    return load(Request(str(folder), no_cache=True))


def placeless(found: Iterable[Finding]) -> list[Finding]:
    """Findings without their places, which a node that nobody has written does not have."""
    return sorted(one._replace(path="", line=0, column=0) for one in found)


def nameless(entry: Entry) -> Entry:
    return entry._replace(name="") if entry.node == NEW else entry


def plain(answer: Cascade) -> Cascade:
    """An answer without places, and without the name of the new Design, which has none yet."""
    return answer._replace(
        turns=tuple(one._replace(name="") if one.id == NEW else one for one in answer.turns),
        figures=tuple(one._replace(name="") if one.node == NEW else one for one in answer.figures),
        come=tuple(placeless(answer.come)),
        gone=tuple(placeless(answer.gone)),
        changed=tuple(placeless(answer.changed)),
        conflicts=tuple(one._replace(finding=placeless([one.finding])[0]) for one in answer.conflicts),
    )


def everything_is_said_once(answer: Cascade) -> None:
    """Each finding that comes has its line in the text, and no line stands there twice."""
    lines = render(answer).splitlines()
    if any(line.startswith("  and ") for line in lines):
        return  # some are left out
    signed = [line for line in lines if line[:4] in ("  + ", "  - ", "  ~ ")]
    assert len(signed) == len({*signed})
    for one in answer.come:
        if one.code in OWED:
            assert any(line.startswith(f"  {one.node}: ") and THINGS[OWED[one.code]] in line for line in lines)
        elif one.code in ("CON302", "RES602", "RES603"):
            assert any(one.code in line and f"  {one.symbol} " in line for line in lines)
        elif one.code == "DEP203":
            assert f"  + DEP203 {one.file} imports {one.symbol}" in signed
        else:
            assert any(line.endswith(one.head) for line in signed), one
    for one in answer.pulled:
        assert any(line.startswith(f"  {' > '.join(one.path)} ") for line in lines)
    assert ("nothing else follows" in lines) == answer.is_empty


@settings(max_examples=100)
@given(wishes())
def test_what_is_said_to_follow_follows(
    tmp_path_factory: pytest.TempPathFactory, wish: tuple[Plan, str, tuple[str, ...], tuple[str, ...]]
) -> None:
    plan, design, requires, satisfies = wish
    folder = tmp_path_factory.getbasetemp() / "whatif"
    with project(folder, plan) as before:
        as_it_was = before.verdict
        supposed = before.supposing(nodes_of(before, supposed_of(before, design, requires, satisfies)))
        said = cascade(before, supposed, design)
        with project(folder, written(*wish)) as after:
            assert placeless(supposed.verdict.findings) == placeless(after.verdict.findings)
            assert plain(said) == plain(cascade(before, after, design))
            entries, written_ones = (budget_of(side) for side in (supposed, after))
            assert [nameless(one) for one in entries.designs] == [nameless(one) for one in written_ones.designs]
            assert entries.requirements == written_ones.requirements
            counted = (supposed.verdict.summary(), supposed.verdict.judged)
            assert counted == (after.verdict.summary(), after.verdict.judged)
        assert before.verdict == as_it_was
        everything_is_said_once(said)
