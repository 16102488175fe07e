from __future__ import annotations

import pytest

from archhook.errors import GitError
from archhook.snapshot.changeset import Entry, RawChange, decode, encode, is_null, parse_raw, resolved

ZERO = "0" * 40
ONE = "1" * 40
TWO = "2" * 40


def raw(status: str, path: bytes, old: str = ONE, new: str = TWO, modes: str = "100644 100644") -> bytes:
    return f":{modes} {old} {new} {status}".encode() + b"\0" + path + b"\0"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (b"", ()),
        (raw("M", b"a.py"), (RawChange("a.py", Entry("100644", ONE), Entry("100644", TWO), "M"),)),
        (
            raw("A", b"s/b.py", ZERO, TWO, "000000 100755"),
            (RawChange("s/b.py", Entry("000000", ZERO), Entry("100755", TWO), "A"),),
        ),
        (
            raw("M", b'with\nnewline\t"quote" -x') + raw("D", b"b", new=ZERO, modes="100644 000000"),
            (
                RawChange('with\nnewline\t"quote" -x', Entry("100644", ONE), Entry("100644", TWO), "M"),
                RawChange("b", Entry("100644", ONE), Entry("000000", ZERO), "D"),
            ),
        ),
        (
            raw("M", b"\xe9.py", "3" * 64, "4" * 64),
            (RawChange("\udce9.py", Entry("100644", "3" * 64), Entry("100644", "4" * 64), "M"),),
        ),
    ],
    ids=["nothing", "modified", "added", "odd names", "not UTF-8, SHA-256"],
)
def test_raw_differences_are_read(output: bytes, expected: tuple[RawChange, ...]) -> None:
    assert parse_raw(output) == expected


@pytest.mark.parametrize(
    "output",
    [
        raw("M", b"a.py")[:-1],
        raw("M", b"a.py")[:-3],
        raw("M", b"a.py") + b":100644\0",
        raw("R100", b"a.py"),
        raw("X", b"a.py"),
        raw("M", b""),
        b"warning: something\0a.py\0",
        b"\0",
        raw("M", b"a.py")[1:],
    ],
)
def test_what_is_not_understood_is_an_error(output: bytes) -> None:
    with pytest.raises(GitError):
        parse_raw(output)


def test_unmerged_files_are_named() -> None:
    with pytest.raises(GitError, match=r"unmerged files: a\.py, b\.py$") as caught:
        parse_raw(raw("U", b"b.py", ZERO, ZERO) + raw("U", b"a.py", ZERO, ZERO) + raw("M", b"b.py"))
    assert caught.value.path == "a.py"
    assert "git add" in caught.value.fix


def test_many_unmerged_files_are_counted() -> None:
    output = b"".join(raw("U", b"f%d.py" % number, ZERO, ZERO) for number in range(9))
    with pytest.raises(GitError, match=r"f0.py, f1.py, f2.py, f3.py, f4.py and 4 more"):
        parse_raw(output)


def test_a_change_of_the_index_has_an_object() -> None:
    with pytest.raises(GitError, match=r"no object for a\.py"):
        resolved(parse_raw(raw("M", b"a.py", new=ZERO)))


@pytest.mark.parametrize("name", [b"a.py", "ä.py".encode(), b"\xe4.py", b"\xff\xfe", b"a\nb"])
def test_names_survive_whatever_their_bytes(name: bytes) -> None:
    assert encode(decode(name)) == name


@pytest.mark.parametrize(("oid", "expected"), [(ZERO, True), ("0" * 64, True), (ONE, False), ("0" * 39 + "1", False)])
def test_null_ids_of_any_length(oid: str, expected: bool) -> None:
    assert is_null(oid) is expected
