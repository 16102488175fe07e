import pytest

from archhook.model import Breach

TWO_GOALS = """
I-1
I-2
R-1 derived_from=I-1
R-2 derived_from=I-2
D-1 satisfies=R-1 {left}
D-2 satisfies=R-2 {right}
"""


def breach(at, other, how):
    return Breach(
        "CON301",
        f"{at} conflicts with {other} and both are in force: {how}",
        ("node", at),
        at,
        symbol=other,
        fix=f"set `adopted = False` on {at} or {other}, or part them so that they no longer conflict "
        "and drop the entry in `conflicts_with`",
    )


FIRES = [
    (
        TWO_GOALS.format(left="conflicts_with=D-2", right=""),
        [breach("D-1", "D-2", "I-1 > R-1 > D-1 against I-2 > R-2 > D-2")],
    ),
    (
        TWO_GOALS.format(left="", right="conflicts_with=D-1"),
        [breach("D-2", "D-1", "I-2 > R-2 > D-2 against I-1 > R-1 > D-1")],
    ),
    (
        TWO_GOALS.format(left="conflicts_with=D-2", right="conflicts_with=D-1"),
        [breach("D-1", "D-2", "I-1 > R-1 > D-1 against I-2 > R-2 > D-2")],
    ),
    (
        "I-1\nR-1 derived_from=I-1\nD-1 satisfies=R-1 requires=D-3 conflicts_with=D-3\nD-3",
        [breach("D-1", "D-3", "I-1 > R-1 > D-1 against I-1 > R-1 > D-1 > D-3; both serve I-1, they part below D-1")],
    ),
    (
        "I-1\nI-2\nR-1 derived_from=I-1,I-2\nR-2 derived_from=I-2\nD-1 satisfies=R-1\n"
        "D-2 satisfies=R-2 conflicts_with=D-1",
        [
            breach(
                "D-2",
                "D-1",
                "I-2 > R-2 > D-2 against I-1 > R-1 > D-1 and I-2 > R-1 > D-1; both serve I-2, they part below I-2",
            )
        ],
    ),
    (
        "D-9 conflicts_with=D-10\nD-10 conflicts_with=D-9",
        [breach("D-9", "D-10", "D-9 (which no Intent reaches) against D-10 (which no Intent reaches)")],
    ),
    (
        "\n".join(f"I-{n}" for n in range(1, 6))
        + "\nR-1 derived_from=I-1,I-2,I-3,I-4,I-5\nD-1 satisfies=R-1 conflicts_with=D-2\nD-2",
        [
            breach(
                "D-1",
                "D-2",
                "I-1 > R-1 > D-1, I-2 > R-1 > D-1, I-3 > R-1 > D-1 and 2 more against D-2 (which no Intent reaches)",
            )
        ],
    ),
]

HOLDS = [
    "D-1 conflicts_with=D-2\n!D-2",
    "D-1 conflicts_with=D-2\n~D-2 conflicts_with=D-1",
    "!D-1 conflicts_with=D-2\nD-2",
    "D-1\nD-2",
    "D-1 conflicts_with=D-1",  # no pair of Designs
]


@pytest.mark.parametrize(("ledger", "expected"), FIRES)
def test_fires(judge, ledger, expected):
    assert judge("CON301", ledger) == expected


@pytest.mark.parametrize("ledger", HOLDS)
def test_holds(judge, ledger):
    assert judge("CON301", ledger) == []
