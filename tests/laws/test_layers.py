"""DEP206, DEP208: what a Design may require."""

from __future__ import annotations

import pytest
from helpers.files import copy_fixture

from archhook.check.api import judge as judged
from archhook.check.request import Request
from archhook.laws.layers import ban, ban_reason, layer_breach, unknown_layers
from archhook.model.config import Config

LAYERS = ("top", "middle", "base")
LAYERED = "D-1 layer={} requires=D-2\nD-2 layer={}"
FREE = "D-1 requires=D-2 layer=base\nD-2"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("base", "top", "D-1 requires D-2: D-1 is of the layer 'base', D-2 of the higher layer 'top'"),
        ("middle", "top", "D-1 requires D-2: D-1 is of the layer 'middle', D-2 of the higher layer 'top'"),
        ("top", "base", ""),
        ("top", "middle", ""),
        ("middle", "middle", ""),
        ("base", "other", ""),
        ("other", "top", ""),
    ],
)
def test_a_design_requires_its_own_layer_and_lower_ones(judge, one, other, found):
    breaches = judge("DEP206", LAYERED.format(one, other), layers=LAYERS)
    assert [breach.message for breach in breaches] == ([found] if found else [])
    assert [(breach.anchor, breach.node, breach.symbol) for breach in breaches] == [(("node", "D-1"), "D-1", "D-2")] * (
        len(breaches)
    )


@pytest.mark.parametrize(
    "ledger",
    [
        FREE,
        "D-1 requires=D-2\nD-2 layer=top",
        "D-1 layer=base requires=D-2\n!D-2 layer=top",  # DEP201 says so
        "!D-1 layer=base requires=D-2\nD-2 layer=top",
        "D-1 layer=base requires=D-3\nD-2 layer=top\nD-3 requires=D-2",  # direct pairs alone
        "D-1 layer=base conflicts_with=D-2\nD-2 layer=top",
        "D-1 layer=base requires=D-1",
    ],
)
def test_what_is_no_breach_of_layers(judge, ledger):
    assert judge("DEP206", ledger, layers=LAYERS) == []


def test_without_layers_in_the_configuration_none_is_breached(judge):
    assert judge("DEP206", LAYERED.format("base", "top")) == []


def test_several_breaches_of_layers_come_by_id(judge):
    found = judge("DEP206", "D-1 layer=base requires=D-10,D-9,D-9\nD-9 layer=top\nD-10 layer=middle", layers=LAYERS)
    assert [breach.symbol for breach in found] == ["D-9", "D-10"]


TAKE = "take D-2 out of `requires` of D-1; or "
LIFT, SHOW = "take D-2 out of `forbids` of D-1", "add D-1 to `visible_to` of D-2"


@pytest.mark.parametrize(
    ("ledger", "message", "fix"),
    [
        ("D-1 requires=D-2 forbids=D-2\nD-2", "D-1 requires D-2, but D-1 forbids D-2", TAKE + LIFT),
        ("D-1 requires=D-2\nD-2 visible_to=", "D-1 requires D-2, but D-2 is visible to no other", TAKE + SHOW),
        (
            "D-1 requires=D-2\nD-2 visible_to=D-4,D-3\nD-3\nD-4",
            "D-1 requires D-2, but D-2 is visible to D-3 and D-4 alone",
            TAKE + SHOW,
        ),
        (
            "D-1 requires=D-2 forbids=D-2\nD-2 visible_to=D-3\nD-3",
            "D-1 requires D-2, but D-1 forbids D-2 and D-2 is visible to D-3 alone",
            f"{TAKE}{LIFT} and {SHOW}",
        ),
        (
            "D-1 requires=D-4,D-3 forbids=D-2\nD-3 requires=D-2\nD-4 requires=D-2\nD-2 visible_to=D-3,D-4",
            "D-1 requires D-2 through others (D-1 > D-3 > D-2), but D-1 forbids D-2",
            f"take one step out of that path, in `requires`; or {LIFT}",
        ),
        (
            "D-1 requires=D-10,D-3 forbids=D-2\nD-3 requires=D-5\nD-5 requires=D-2\nD-10 requires=D-2\nD-2",
            "D-1 requires D-2 through others (D-1 > D-10 > D-2), but D-1 forbids D-2",
            f"take one step out of that path, in `requires`; or {LIFT}",
        ),
    ],
)
def test_what_is_forbidden_is_named_with_the_shortest_path(judge, ledger, message, fix):
    (breach,) = judge("DEP208", ledger)
    assert (breach.message, breach.fix) == (message, fix)
    assert (breach.anchor, breach.node, breach.symbol) == (("node", "D-1"), "D-1", "D-2")


@pytest.mark.parametrize(
    "ledger",
    [
        "D-1 requires=D-2 visible_to=D-3 forbids=D-3\nD-2 visible_to=D-1\nD-3",
        "D-1 requires=D-2\nD-2",
        "D-1 forbids=D-2 requires=D-3\nD-2\nD-3",
        "D-1 forbids=D-2 requires=D-3\n!D-3 requires=D-2\nD-2",  # through what is not in force
        "D-1 forbids=D-2 requires=D-2\n!D-2 visible_to=",
        "!D-1 forbids=D-2 requires=D-2\nD-2 visible_to=",
        "D-1 requires=D-3\nD-3 requires=D-2\nD-2 visible_to=D-3",  # directly alone
        "D-1 forbids=D-1 requires=D-1 visible_to=",  # DEP202
        "D-1 forbids=D-1 requires=D-2\nD-2 requires=D-1",
        "D-2 requires=D-1\nD-1 forbids=D-2",  # downwards alone
    ],
)
def test_what_is_not_forbidden(judge, ledger):
    assert judge("DEP208", ledger) == []


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        (12, "D-10 > D-11 > D-12)"),
        (13, "D-11 > D-12 > D-13)"),
        (14, "D-12 > D-13 > D-14)"),
        (15, "D-11 > D-12 > ... 2 more ... > D-15)"),
        (30, "D-11 > D-12 > ... 17 more ... > D-30)"),
    ],
)
def test_the_middle_of_a_long_path_is_counted(judge, last, shown):
    steps = "\n".join(f"D-{i} requires=D-{i + 1}" for i in range(2, last))
    (breach,) = judge("DEP208", f"D-1 requires=D-2 forbids=D-{last}\n{steps}\nD-{last}")
    assert "(D-1 > D-2 > D-3 > " in breach.message
    assert shown in breach.message
    assert breach.message.endswith(f"D-1 forbids D-{last}")


def test_bans_on_circles(judge):
    found = judge("DEP208", "D-1 requires=D-2 forbids=D-3\nD-2 requires=D-3 forbids=D-1\nD-3 requires=D-1,D-4\nD-4")
    assert [breach.message.partition(", but")[0] for breach in found] == [
        "D-1 requires D-3 through others (D-1 > D-2 > D-3)",
        "D-2 requires D-1 through others (D-2 > D-3 > D-1)",
    ]


def test_one_breach_for_each_pair(judge):
    found = judge(
        "DEP208", "D-1 requires=D-2,D-3 forbids=D-4,D-2\nD-2 requires=D-4\nD-3 visible_to=D-4\nD-4 visible_to=D-1"
    )
    assert [(breach.node, breach.symbol) for breach in found] == [
        ("D-1", "D-2"), ("D-1", "D-3"), ("D-1", "D-4"), ("D-2", "D-4"),
    ]  # fmt: skip


BANS = """
D-1 forbids=D-9
D-2 requires=D-3
D-3
D-4 requires=D-9
D-5 visible_to=D-2
D-6 requires=D-1
D-7 forbids=D-4 requires=D-8
D-8
D-9
"""


@pytest.mark.parametrize(
    ("one", "other", "path", "reason"),
    [
        ("D-1", "D-9", ("D-1", "D-9"), "D-1 forbids D-9"),
        ("D-1", "D-4", ("D-1", "D-4", "D-9"), "D-1 forbids D-9"),
        ("D-8", "D-4", ("D-7", "D-8", "D-4"), "D-7 forbids D-4"),
        ("D-1", "D-5", ("D-1", "D-5"), "D-5 is visible to D-2 alone"),
        ("D-2", "D-5", (), ""),
        ("D-6", "D-4", (), ""),
        ("D-2", "D-8", (), ""),
        ("D-3", "D-9", (), ""),
    ],
)
def test_what_requiring_would_reach_is_known_beforehand(facts, judge, one, other, path, reason):
    rows = facts(BANS).rows
    assert ban(rows, one, other) == path
    if not path:
        return
    assert ban_reason(rows, path) == reason
    lines = dict(line.split(" ", 1) if " " in line else (line, "") for line in BANS.strip().splitlines())
    had, sep, more = lines[one].partition("requires=")
    lines[one] = f"{had}{sep}{other},{more}" if sep else f"{had} requires={other}"
    required = [f"{node_id} {rest}" for node_id, rest in lines.items()]
    assert (path[0], path[-1]) in {(breach.node, breach.symbol) for breach in judge("DEP208", "\n".join(required))}


def test_a_layer_that_the_configuration_does_not_name_is_none_and_said_of_all_designs(facts):
    nodes = facts("D-1 layer=midle\n!D-2 layer=other\nD-3 layer=top\nD-4\nD-5 packages=\nT-1 implements=D-1").nodes
    found = unknown_layers(nodes.values(), LAYERS)
    assert [(one.node, one.anchor[2:], one.symbol, one.fix) for one in found] == [
        ("D-1", ("layer", "midle"), "layer", "did you mean 'middle'?"),
        ("D-2", ("layer", "other"), "layer", "name it there: the layers are top, middle, base"),
    ]
    assert found[0].message == "D-1: `layers` of the configuration does not name the layer 'midle'"
    line = 'write `layers = ["midle", "other", "top"]` there, the highest first'
    assert [one.fix for one in unknown_layers(nodes.values(), ())] == [line] * 3
    assert layer_breach(Config(layers=LAYERS), nodes["D-1"], nodes["D-3"]) == ""


def test_the_line_of_layers_that_is_told_helps(tmp_path):
    folder = copy_fixture("kept/walls", tmp_path)
    settings = folder / "archhook.toml"
    rest = settings.read_text().partition("\n")[2]
    settings.write_text(rest)
    found = judged(Request(str(folder), no_cache=True)).verdict.findings
    assert {(one.code, one.fix) for one in found} == {
        ("LED004", 'write `layers = ["till", "device", "data"]` there, the highest first')
    }
    settings.write_text(f"{found[0].fix.split('`')[1]}\n{rest}")
    assert not judged(Request(str(folder), no_cache=True)).verdict.findings


@pytest.mark.parametrize(
    ("designs", "fix"),
    [
        ("D-1 layer=a requires=D-2\nD-2 layer=b requires=D-1", 'write `layers = ["a", "b"]` there, the highest first'),
        ("\n".join(f"D-{n} layer=l{n}" for n in range(1, 40)), "write the layers there, the highest first"),
        (f"D-1 layer={'x' * 200}", "write the layers there, the highest first"),
        ('D-1 layer=a"\\', 'write `layers = ["a\\"\\\\"]` there, the highest first'),
    ],
)
def test_layers_that_designs_name(facts, designs, fix):
    assert {one.fix for one in unknown_layers(facts(designs).nodes.values(), ())} == {fix}
