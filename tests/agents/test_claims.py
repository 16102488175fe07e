"""Claims: what is granted, refused, renewed, taken over and given up, and what stored claims survive."""

from __future__ import annotations

import json

import pytest
from helpers.asking import architecture_of
from helpers.graphs import node
from hypothesis import given
from hypothesis import strategies as st

from archhook.agents.claims import (
    LONGEST,
    Claim,
    Part,
    drop,
    from_plain,
    in_the_way,
    overlap,
    seconds,
    standing,
    take,
    to_plain,
    valid_owner,
)

NOW = 1_000_000


def claim(node: str, owner: str, *files: str, until: int = NOW + 60, since: int = NOW - 60, project: str = "") -> Claim:
    """`claim("T-1", "a", "x.py:f,g", "y.py")`."""
    parts = (file.partition(":")[::2] for file in files)
    return Claim(project, node, owner, since, until, tuple(Part(f, tuple(n.split(",")) if n else ()) for f, n in parts))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2h", 7200),
        ("90m", 5400),
        ("45s", 45),
        ("1d12h", 129_600),
        (" 1H ", 3600),
        ("7d", LONGEST),
        ("7d1s", None),
        ("0h", None),
        ("", None),
        ("2", None),
        ("h", None),
        ("-1h", None),
        ("1h1d", None),
        ("1.5h", None),
        ("9" * 30 + "s", None),
    ],
)
def test_durations(text: str, found: int | None) -> None:
    assert seconds(text) == found


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("alice", True),
        ("alice@main", True),
        ("Zoë B.", True),
        ("", False),
        (" a", False),
        ("a\n", False),
        ("a\x1b[31m", False),
        ("x" * 100, True),
        ("x" * 101, False),
        ("a\ud800", False),
    ],
)
def test_owners(name: str, valid: bool) -> None:
    assert valid_owner(name) is valid


@pytest.mark.parametrize(
    ("asked", "held", "found"),
    [
        (claim("T-1", "a", "x.py:f"), claim("T-2", "b", "x.py:f,g"), ("x.py", ("f",))),
        (claim("T-1", "a", "x.py:f"), claim("T-2", "b", "x.py:g"), ("x.py", ())),
        (claim("T-1", "a", "x.py"), claim("T-2", "b", "y.py"), None),
        (claim("D-1", "a"), claim("D-1", "b"), ("", ())),
        (claim("D-1", "a"), claim("D-2", "b"), None),
        (claim("T-1", "a", "x.py:f", "y.py:g"), claim("T-9", "b", "x.py", "y.py:g"), ("y.py", ("g",))),
        (claim("T-1", "a", "x.py"), claim("T-1", "b", "y.py"), ("", ())),
        (claim("T-1", "a", "one/x.py", project="one/"), claim("T-1", "b", "two/x.py", project="two/"), None),
    ],
    ids=["symbol", "file", "apart", "node", "nodes apart", "symbol before file", "moved", "another project"],
)
def test_what_two_claims_have_in_common(asked: Claim, held: Claim, found: tuple[str, tuple[str, ...]] | None) -> None:
    refusal = overlap(asked, held)
    assert (refusal and (refusal.file, refusal.symbols)) == found
    assert (overlap(held, asked) is None) == (found is None)


def test_a_claim_is_granted_where_nobody_is_in_the_way() -> None:
    held = (claim("T-2", "bob", "y.py"),)
    asked = (claim("T-1", "alice", "x.py", since=NOW),)
    outcome = take(held, asked, NOW)
    assert (outcome.done, outcome.refused, outcome.renewed, outcome.taken_over) == (asked, (), (), ())
    assert outcome.claims == (*asked, *held)


def test_one_overlap_refuses_all_that_is_asked_for() -> None:
    held = (claim("T-2", "bob", "y.py"),)
    outcome = take(held, (claim("T-1", "alice", "x.py"), claim("T-3", "alice", "y.py")), NOW)
    assert (outcome.claims, outcome.done) == (held, ())
    assert [(one.node, one.held.owner, one.file) for one in outcome.refused] == [("T-3", "bob", "y.py")]


def test_ones_own_claim_is_renewed_from_its_beginning() -> None:
    held = (claim("T-1", "alice", "x.py", since=NOW - 50),)
    outcome = take(held, (claim("T-1", "alice", "x.py", since=NOW, until=NOW + 600),), NOW)
    assert outcome.claims == (claim("T-1", "alice", "x.py", since=NOW - 50, until=NOW + 600),)
    assert outcome.renewed == ("T-1",)


def test_two_claims_of_one_owner_may_share_a_file() -> None:
    outcome = take((claim("T-1", "alice", "x.py"),), (claim("T-2", "alice", "x.py"),), NOW)
    assert [one.node for one in outcome.claims] == ["T-1", "T-2"]
    assert (outcome.refused, outcome.renewed) == ((), ())


def test_a_claim_that_has_ended_is_taken_over() -> None:
    ended = claim("T-1", "bob", "x.py", until=NOW)
    outcome = take((ended, claim("T-7", "bob", "z.py", until=NOW - 1)), (claim("T-1", "alice", "x.py"),), NOW)
    assert [one.owner for one in outcome.claims] == ["alice"]
    assert outcome.taken_over == (ended,)


@pytest.mark.parametrize(
    ("until", "stands"),
    [(NOW - 1, False), (NOW, False), (NOW + 1, True), (NOW + LONGEST, True), (NOW + 2 * LONGEST, False)],
    ids=["over", "now over", "last second", "longest", "from a wrong clock"],
)
def test_what_stands(until: int, stands: bool) -> None:
    one = claim("T-1", "a", until=until)
    assert standing([one], NOW) == ((one,) if stands else ())


def test_release_gives_up_ones_own() -> None:
    held = (claim("T-1", "alice", "x.py"), claim("T-2", "alice", "y.py"), claim("T-3", "bob", "z.py"))
    outcome = drop(held, [("", "T-1"), ("", "T-9")], "alice", NOW)
    assert (outcome.claims, outcome.done, outcome.refused) == (held[1:], held[:1], ())
    everything = drop(held, None, "alice", NOW)
    assert (everything.claims, everything.done) == (held[2:], held[:2])


def test_release_of_anothers_claim_changes_nothing() -> None:
    held = (claim("T-1", "alice", "x.py"), claim("T-3", "bob", "z.py"))
    outcome = drop(held, [("", "T-1"), ("", "T-3")], "alice", NOW)
    assert (outcome.claims, outcome.done) == (held, ())
    assert [(one.node, one.held.owner) for one in outcome.refused] == [("T-3", "bob")]
    assert drop(held, [("sub/", "T-3")], "alice", NOW).refused == ()


def test_who_is_in_the_way_of_what() -> None:
    held = (claim("T-1", "alice", "x.py"), claim("D-2", "bob", "y.py", "z.py"))
    tasks = [node("task", number)._replace(file=file) for number, file in ((1, "x.py"), (5, "z.py"), (6, "w.py"))]
    found = in_the_way(architecture_of(tasks), ["T-1", "T-5", "T-6"], held)
    assert {node_id: one.node for node_id, one in found.items()} == {"T-1": "T-1", "T-5": "D-2"}


OWNERS = st.sampled_from(["alice", "bob", "carol"])
FILES = st.sampled_from(["a.py", "b.py", "c.py"])
STEPS = st.lists(
    st.tuples(OWNERS, st.integers(1, 5), st.lists(FILES, unique=True, max_size=2), st.integers(0, 40), st.booleans()),
    max_size=40,
)


@given(STEPS)
def test_no_two_owners_ever_hold_a_file_at_once(steps: list[tuple[str, int, list[str], int, bool]]) -> None:
    held: tuple[Claim, ...] = ()
    now = NOW
    for owner, number, files, later, give_up in steps:
        now += later
        if give_up:
            held = drop(held, [("", f"T-{number}")], owner, now).claims
        else:
            wanted = claim(f"T-{number}", owner, *sorted(files), since=now, until=now + 50)
            free = all(
                one.owner == owner or (one.node != wanted.node and not {p.file for p in one.parts} & set(files))
                for one in held
                if one.until > now
            )
            outcome = take(held, (wanted,), now)
            assert bool(outcome.done) is free
            held = outcome.claims
        assert all(
            one.owner == other.owner or not {p.file for p in one.parts} & {p.file for p in other.parts}
            for one in held
            for other in held
        )


@given(st.lists(st.builds(claim, st.sampled_from(["T-1", "AUTH-T-2", "D-3.1"]), OWNERS, FILES), max_size=5))
def test_stored_claims_come_back(claims: list[Claim]) -> None:
    back, wrong = from_plain(json.loads(json.dumps(to_plain(claims))))
    assert (sorted(back), wrong) == (sorted(claims), 0)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=20,
)
GOOD = ["", "T-1", "alice", 1, 2, [["x.py", ["f"]]]]


@given(JSON)
def test_whatever_is_stored_is_read_or_counted(plain: object) -> None:
    claims, wrong = from_plain([plain, GOOD])
    assert (len(claims), wrong) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        (1, "T-01"),
        (1, "nonsense"),
        (2, "a\nb"),
        (2, ""),
        (3, -1),
        (3, 9),
        (4, 1 << 50),
        (4, "2"),
        (5, [["", []]]),
        (5, [["x.py", [1]]]),
        (5, [["x.py"]]),
        (5, None),
        (0, None),
    ],
    ids=str,
)
def test_a_damaged_claim_is_none(change: tuple[int, object]) -> None:
    plain = list(GOOD)
    plain[change[0]] = change[1]  # type: ignore[call-overload]
    assert from_plain([plain]) == ((), 1)
