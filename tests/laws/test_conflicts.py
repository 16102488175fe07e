import pytest

from archhook.model.findings import Breach

TWO_GOALS = """
I-1
I-2
R-1 derived_from=I-1
R-2 derived_from=I-2
D-1 satisfies=R-1 {left}
D-2 satisfies=R-2 {right}
"""


def breach(at, other, how, give=("", "")):
    """`give`: what would have to give without the one, and without the other."""
    ours, theirs = (f" (then {one})" if one else "" for one in give)
    return Breach(
        "CON301",
        f"{at} conflicts with {other} and both are in force",
        ("node", at),
        at,
        symbol=other,
        fix=f"set `adopted = False` on {at}{ours} or {other}{theirs}; or part them so that they no longer conflict, "
        "and drop the entry in `conflicts_with`",
        because=tuple(how.split("; ")),
    )


GIVE = ("R-1 would have to give", "R-2 would have to give")
FIRES = [
    (
        TWO_GOALS.format(left="conflicts_with=D-2", right=""),
        [breach("D-1", "D-2", "I-1 > R-1 > D-1 against I-2 > R-2 > D-2; they serve different Intents", GIVE)],
    ),
    (
        TWO_GOALS.format(left="", right="conflicts_with=D-1"),
        [breach("D-2", "D-1", "I-2 > R-2 > D-2 against I-1 > R-1 > D-1; they serve different Intents", GIVE[::-1])],
    ),
    (
        TWO_GOALS.format(left="conflicts_with=D-2", right="conflicts_with=D-1"),
        [breach("D-1", "D-2", "I-1 > R-1 > D-1 against I-2 > R-2 > D-2; they serve different Intents", GIVE)],
    ),
    (
        "I-1\nR-1 derived_from=I-1\nD-1 satisfies=R-1 requires=D-3 conflicts_with=D-3\nD-3",
        [
            breach(
                "D-1",
                "D-3",
                "I-1 > R-1 > D-1 against I-1 > R-1 > D-1 > D-3; both serve I-1, they part below D-1",
                ("R-1 would have to give", "R-1 would have to give, D-1 to do without it"),
            )
        ],
    ),
    (
        "I-1\nI-2\nR-1 derived_from=I-1,I-2\nR-2 derived_from=I-2\nD-1 satisfies=R-1\n"
        "D-2 satisfies=R-2 conflicts_with=D-1",
        [
            breach(
                "D-2",
                "D-1",
                "I-2 > R-2 > D-2 against I-1 > R-1 > D-1 and I-2 > R-1 > D-1; both serve I-2, they part below I-2",
                GIVE[::-1],
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
                ("R-1 would have to give", ""),
            )
        ],
    ),
]

SHARED = "I-1\nR-1 derived_from=I-1\n"
FIRES += [
    (
        SHARED + "D-1 satisfies=R-1 conflicts_with=D-2\nD-2 satisfies=R-1\nT-1 implements=D-1",
        [
            breach(
                "D-1",
                "D-2",
                "I-1 > R-1 > D-1 against I-1 > R-1 > D-2; both serve I-1, they part below R-1",
                ("T-1 would have to implement another", ""),
            )
        ],
    ),
    (
        SHARED + "D-1 satisfies=R-1 conflicts_with=D-2\nD-2 satisfies=R-1\nD-3 satisfies=R-1 requires=D-1",
        [
            breach(
                "D-1",
                "D-2",
                "I-1 > R-1 > D-1 against I-1 > R-1 > D-2; both serve I-1, they part below R-1",
                ("D-3 would have to do without it", ""),
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


BELOW = """
I-1
I-2
R-1 derived_from=I-1
R-2 derived_from=I-2
D-1 satisfies=R-1 requires=D-2 {top}
D-2 requires=D-3,D-4 {middle}
D-3 satisfies=R-2 {left}
{right}
"""
GIVEN = ("connections_max", "request_rate", "max_concurrent_users")
ROTATION = "key_rotation_interval_hours"


def below(top="", middle="", left="", right="", fourth="D-4"):
    """Estimates, as `field:value`, of a chain of Designs that ends in two."""
    top, middle, left, right = (f"estimated={one}" if one else "" for one in (top, middle, left, right))
    return BELOW.format(top=top, middle=middle, left=left, right=f"{fourth} {right}")


@pytest.mark.parametrize("field", GIVEN)
def test_promises_are_kept_by_the_worst_of_what_is_required(judge, field):
    ledger = below(top=f"{field}:1000", middle=f"{field}:1001", left=f"{field}:999", right=f"{field}:500.5")
    assert judge("CON302", ledger) == [
        Breach(
            "CON302",
            f"{at} promises {field} {promised}, but D-4, which it requires, gives 500.5 (both estimated)",
            ("node", at),
            at,
            symbol=field,
            fix=f"promise 500.5 in {at}, and see what still holds above it; or make D-4 give {promised}",
            because=(f"{ours} against I-1 > R-1 > D-1 > D-2 > D-4", f"both serve I-1, they part below {at}"),
        )
        for at, promised, ours in (("D-1", 1000, "I-1 > R-1 > D-1"), ("D-2", 1001, "I-1 > R-1 > D-1 > D-2"))
    ]


def test_the_longest_interval_is_the_worst(judge):
    breaches = judge("CON302", below(top=f"{ROTATION}:24", left=f"{ROTATION}:25", right=f"{ROTATION}:48"))
    assert [(one.node, one.message, one.fix) for one in breaches] == [
        (
            "D-1",
            f"D-1 promises {ROTATION} 24, but D-4, which it requires, needs 48 (both estimated)",
            "promise 48 in D-1, and see what still holds above it; or make D-4 do with 24",
        )
    ]


@pytest.mark.parametrize(
    "ledger",
    [
        below(top="connections_max:10", left="connections_max:10", right="connections_max:11"),
        below(top="connections_max:10"),  # nobody below says anything
        below(left="connections_max:10", right="connections_max:9"),  # nobody above promises anything
        below(top="connections_max:10", right="connections_max:1", fourth="!D-4"),
        below(top=f"{ROTATION}:24", left=f"{ROTATION}:24", right=f"{ROTATION}:1"),
        below(top="memory_mb:1,latency_p99_ms:1", left="memory_mb:9,latency_p99_ms:9"),  # shares, not promises
        "D-1 requires=D-2 estimated=iops:1\nD-2 estimated=iops:5",
        "D-1 requires=D-2 estimated=request_rate:9\nD-2 measured=request_rate:1",  # on estimates alone
        "D-1 requires=D-2 budget=request_rate:9\nD-2 estimated=request_rate:1",
        "D-1 requires=D-1 estimated=request_rate:9",
    ],
)
def test_no_promise_is_broken(judge, ledger):
    assert judge("CON302", ledger) == []


def test_in_a_circle_the_others_are_asked_and_ties_go_to_the_smaller_id(judge):
    ledger = "D-1 requires=D-2 estimated=iops:1,request_rate:9\nD-2 requires=D-3 estimated=request_rate:4\n"
    ledger += "D-3 requires=D-1 estimated=request_rate:4"
    assert [(one.node, one.message.partition("but ")[2][:3]) for one in judge("CON302", ledger)] == [("D-1", "D-2")]
