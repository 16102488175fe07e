"""`measured.toml`: what it may hold, and that writing and reading it changes nothing."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.errors import ConfigError
from archhook.model.nodes import RESOURCE_FIELDS, FileFact
from archhook.project.measured import Figure, Measured, beside, digests, machines_of, parse, render

OID = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
BLOCK = {
    "value": "1.5",
    "unit": '"ms"',
    "source": '"bench"',
    "machine": '"M"',
    "date": "2026-01-31T12:00:00+01:00",
    "samples": "3",
}


def text(head: str = "[D-1.latency_p99_ms]", version: str = "version = 1", **values: str | None) -> bytes:
    """A file with one block, in which some lines are others or left out (None)."""
    lines = [f"{key} = {value}" for key, value in (BLOCK | values).items() if value is not None]
    return "\n".join([version, head, *lines, ""]).encode()


def test_a_figure() -> None:
    data = text(unit='"us"') + f'[D-1.latency_p99_ms.files]\n"src/a.py" = "{OID}"\n'.encode()
    (figure,) = parse(data, "measured.toml").figures
    assert figure == Figure(
        "D-1", "latency_p99_ms", 0.0015, "bench", "M", "2026-01-31T11:00:00Z", 3, (("src/a.py", OID),)
    )


@pytest.mark.parametrize(
    ("data", "line", "message", "fix"),
    [
        (text(version=""), 0, "`version` is missing", "version = 1"),
        (text(version="version = 2"), 1, "`version` is 2; this archhook reads version 1", "update"),
        (text(version='version = "1"'), 1, "`version` is '1'", "update"),
        (text(version="version = true"), 1, "`version` is True", "update"),
        (text(value="-1"), 3, "`D-1.latency_p99_ms.value` must be a number of 0 or more, not -1", ""),
        (text(value="-0.5"), 3, "not -0.5", ""),
        (text(value="nan"), 3, "not nan", ""),
        (text(value="inf"), 3, "not inf", ""),
        (text(value="true"), 3, "not a boolean", ""),
        (text(value='"12"'), 3, "not a string", ""),
        (text(value="1" + "0" * 400), 3, "not so large a one", ""),
        (text(value=None), 2, "`D-1.latency_p99_ms` lacks `value`", "archhook measure"),
        (text(machine=None), 2, "lacks `machine`", "archhook measure"),
        (text(unit='"MB"'), 4, '`D-1.latency_p99_ms.unit` is "MB", which does not convert into ms', "takes ns"),
        (text(unit='"MS"'), 4, '"MS", which does not convert', 'did you mean "ms"?'),
        (text(unit="5"), 4, "must be a string", ""),
        (text(source='""'), 5, "must not be empty", ""),
        (text(date="2026-01-31"), 7, "must be a date and time with its offset", "without quotes"),
        (text(date="2026-01-31T12:00:00"), 7, "with its offset", ""),
        (text(date='"2026-01-31T12:00:00Z"'), 7, "with its offset", ""),
        (text(samples="0"), 8, "must be 1 or more, not 0", ""),
        (text(samples="1.5"), 8, "must be an integer, not a float", ""),
        (text(extra="1"), 9, "has the unknown key `extra`", "the keys are value"),
        (text(sample="1"), 9, "has the unknown key `sample`", "did you mean `samples`?"),
        (text("[D-1.latency_p99]"), 2, "D-1 has the unknown field `latency_p99`", "did you mean `latency_p99_ms`?"),
        (text('["D-1.2".memry_mb]'), 2, "D-1.2 has the unknown field `memry_mb`", "did you mean `memory_mb`?"),
        (text("[R-1.latency_p99_ms]"), 2, "`R-1` is no id of a Design", "one like D-1"),
        (text("[versoin.latency_p99_ms]"), 2, "`versoin` is no id", "did you mean `version`?"),
        (text() + text("[D-01.latency_p99_ms]", ""), 10, "D-1 has a figure for latency_p99_ms already", "spellings"),
        (
            text() + b'[D-1.latency_p99_ms.files]\n"a.py" = "12"\n',
            10,
            "must hold git object ids; 'a.py' does not",
            "git",
        ),
        (text() + b"[D-1]\nmemory_mb = 5\n", 0, "", ""),
        (b"version = 1\nD-1 = 5\n", 2, "`D-1` must be a table of figures, not an integer", ""),
        (
            b"version = 1\n[D-1]\nmemory_mb = 5\n",
            3,
            "`D-1.memory_mb` must be a table, not an integer",
            "[D-1.memory_mb]",
        ),
        (b"<<<<<<< ours\nversion = 1\n", 1, "not valid TOML", "finish the merge"),
        (text(value="1e201"), 3, "must be a number of 0 or more, not so large a one", ""),
        (b"version = 1\n\xff", 2, "not UTF-8", ""),
    ],
)
def test_a_bad_file_says_where_and_what_was_expected(data: bytes, line: int, message: str, fix: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(data, "docs/measured.toml")
    error = caught.value
    assert error.path == "docs/measured.toml"
    assert message in error.message
    assert fix in error.fix
    assert not line or error.line == line


NAMES = st.text("ab.[]=#'\"\\ \n\t\0\x1b\x7f\x85\u2028é😀", min_size=1, max_size=6).filter(str.strip)
FIGURES = st.builds(
    Figure,
    design=st.sampled_from(["D-1", "D-2", "D-10", "D-2.1", "CORE-D-3"]),
    field=st.sampled_from(RESOURCE_FIELDS),
    value=st.floats(0, 1e200),
    source=NAMES,
    machine=NAMES,
    date=st.just("2026-01-31T11:00:00Z"),
    samples=st.integers(1, 10**9),
    files=st.dictionaries(NAMES, st.sampled_from([OID, "0" * 40, "f" * 64]), max_size=2).map(
        lambda files: tuple(sorted(files.items()))
    ),
)


@given(st.lists(FIGURES, max_size=4), st.randoms())
def test_what_is_written_is_read(figures: list[Figure], random: object) -> None:
    measured = Measured().with_figures(figures)
    written = render(measured)
    assert parse(written.encode(), "measured.toml") == measured
    shuffled = list(measured.figures)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert render(Measured().with_figures(shuffled)) == written


def test_new_figures_replace_their_own_and_no_other() -> None:
    def figure(design: str, value: float, field: str = "memory_mb") -> Figure:
        return Figure(design, field, value, "s", "m", "2026-01-31T11:00:00Z", 1)

    before = Measured().with_figures([figure("D-10", 1), figure("D-2", 2), figure("D-2", 3, "cpu_cores")])
    after = before.with_figures([figure("D-2", 5)])
    assert after.figures == (figure("D-2", 3, "cpu_cores"), figure("D-2", 5), figure("D-10", 1))
    assert after.of("D-2")["memory_mb"].value == 5
    assert after.of("D-7") == {}


def test_a_block_for_each_figure_so_that_branches_touch_different_lines() -> None:
    one = Figure("D-1", "memory_mb", 1, "s", "m", "2026-01-31T11:00:00Z", 1, (("a.py", OID),))
    two = one._replace(design="D-2")
    both = render(Measured((one, two)))
    assert both == render(Measured((one,))) + both[len(render(Measured((one,)))) :]
    assert both.count("\n[D-") == 4


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ("architecture.py", "measured.toml"),
        ("architecture/__init__.py", "measured.toml"),
        ("docs/ledger.py", "docs/measured.toml"),
        ("docs/architecture/__init__.py", "docs/measured.toml"),
    ],
)
def test_it_lies_beside_the_ledger(entry: str, path: str) -> None:
    assert beside(entry) == path


def test_machines_and_digests() -> None:
    figure = Figure("D-1", "memory_mb", 1, "s", "m", "2026-01-31T11:00:00Z", 1)
    assert machines_of([figure, figure._replace(machine="a"), figure]) == ("a", "m")
    files = {"a.py": FileFact("100644", OID, "governed"), "link.py": FileFact("120000", OID, "other")}
    assert digests(["a.py", "a.py", "link.py", "gone.py"], files) == (("a.py", OID),)


def test_a_path_that_is_not_utf_8_is_refused() -> None:
    figure = Figure("D-1", "memory_mb", 1, "s", "m", "2026-01-31T11:00:00Z", 1, (("\udcff.py", OID),))
    with pytest.raises(ValueError, match="surrogates"):
        render(Measured((figure,)))


def test_control_characters_are_escaped() -> None:
    figure = Figure("D-1", "memory_mb", 1, string.printable, "m", "2026-01-31T11:00:00Z", 1)
    assert parse(render(Measured((figure,))).encode(), "m").figures == (figure,)
