from __future__ import annotations

import subprocess
import zlib

import pytest

from archhook.errors import GitError
from archhook.snapshot.git_objects import blob_id, empty_tree, hasher, inflate_blob, missing_object, parse_batch


@pytest.mark.parametrize("content", [b"", b"x = 1\n", b"\0\xff" * 5000])
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_blob_ids_are_those_of_git(git_repo, object_format: str, content: bytes) -> None:
    repo = git_repo("r", f"--object-format={object_format}")
    repo.write("file", content)
    assert blob_id(object_format, content) == repo.run("hash-object", "--no-filters", "file")


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_the_empty_tree_is_that_of_git(git_repo, object_format: str) -> None:
    repo = git_repo("r", f"--object-format={object_format}")
    assert empty_tree(object_format) == repo.run("hash-object", "-t", "tree", "/dev/null")


def test_a_blob_can_be_hashed_in_pieces() -> None:
    digest = hasher("sha1", 6)
    digest.update(b"abc")
    digest.update(b"def")
    assert digest.hexdigest() == blob_id("sha1", b"abcdef")


@pytest.mark.parametrize("ask", [empty_tree, lambda name: blob_id(name, b"")])
def test_an_unknown_object_format_is_an_error(ask) -> None:
    with pytest.raises(GitError, match="sha512"):
        ask("sha512")


@pytest.mark.parametrize(
    ("compressed", "expected"),
    [
        (zlib.compress(b"blob 3\0abc"), b"abc"),
        (zlib.compress(b"blob 0\0"), b""),
        (zlib.compress(b"blob 4\0abc"), None),
        (zlib.compress(b"tree 3\0abc"), None),
        (zlib.compress(b"blob 3\0abc")[:-5], None),
        (zlib.compress(b"blob 1000000\0" + b"x" * 10**6), b"x" * 10**6),
        (zlib.compress(b"blob 99999999999999999999\0abc"), None),  # nobody makes room for that
        (zlib.compress(b"blob -1\0abc"), None),
        (zlib.compress(b"blob 0" + b"0" * 40 + b"3\0abc"), None),
        (b"", None),
        (b"garbage", None),
    ],
)
def test_loose_blobs(compressed: bytes, expected: bytes | None) -> None:
    assert inflate_blob(compressed) == expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (b"", []),
        (b"aa blob 3\nabc\nbb blob 0\n\n", [("aa", b"abc"), ("bb", b"")]),
        (b"aa blob 9\nx blob 3\n\nbb blob 1\ny\n", [("aa", b"x blob 3\n"), ("bb", b"y")]),
    ],
)
def test_the_answer_of_cat_file(output: bytes, expected: list[tuple[str, bytes]]) -> None:
    assert list(parse_batch(output)) == expected


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (b"aa missing\n", "object aa is missing"),
        (b"aa tree 3\nabc\n", "where a blob was asked for"),
        (b"aa blob 5\nabc\n", "broke off"),
        (b"aa blob 3\nabc", "broke off"),
        (b"aa blob", "where a blob was asked for"),
        (b"fatal: nonsense\n", "where a blob was asked for"),
    ],
)
def test_an_answer_that_is_not_all_blobs_is_an_error(output: bytes, said: str) -> None:
    with pytest.raises(GitError, match=said):
        list(parse_batch(output))


def test_a_missing_object_says_what_to_do() -> None:
    assert "git fsck" in missing_object("aa").fix


def test_git_itself_reads_what_is_tested_here(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a": "abc"})
    done = subprocess.run(
        ["git", "-C", str(repo.path), "cat-file", "--batch"],
        input=(blob_id("sha1", b"abc") + "\n").encode(),
        capture_output=True,
        check=True,
    )
    assert list(parse_batch(done.stdout)) == [(blob_id("sha1", b"abc"), b"abc")]
