"""The id of a file that is written in another encoding is the one that `git add` gives it."""

from __future__ import annotations

import pytest
from helpers.git_adds import added, git, told, touch

from archhook.errors import GitError
from archhook.snapshot.git_objects import blob_id

ENCODED = (
    ("UTF-16", "x = 'é'\r\n".encode("utf-16")),
    ("utf-16", b"\xfe\xff" + "x = 1\n".encode("utf-16-be")),
    ("UTF16", "x = 1\n".encode("utf-16")),
    ("UTF-16LE", "x = 1\r\n".encode("utf-16-le")),
    ("UTF-16BE", "x = '€'\n".encode("utf-16-be")),
    ("UTF-16LE-BOM", b"\xff\xfe" + "x = 1\n".encode("utf-16-le")),
    ("UTF-32", "x = 1\n".encode("utf-32")),
    ("UTF-8", "x = 'é'\r\n".encode()),
    ("utf8", "x = 'é'\n".encode()),
    ("ISO-8859-1", "x = 'é'\r\n".encode("latin-1")),
    ("CP1252", "x = '€'\n".encode("cp1252")),
    ("SHIFT-JIS", "x = '日本'\n".encode("shift-jis")),
    ("KOI8-R", "x = 'да'\n".encode("koi8-r")),
    ("UTF-16", b""),
    ("UTF-16LE-BOM", "x = 1\n".encode("utf-16-le")),  # a mark that git does not miss
    # What the tables of git's iconv and those of Python make of it are two things.
    ("SHIFT-JIS", "x = '\\n'  # あ\r\n".encode("shift-jis")),
    ("SJIS", "x = '~\\'  # あ\n".encode("shift-jis")),
    ("CP932", b"x = '\x81\x60 \x81\x7c'\n"),
    ("EUC-JP", b"x = '\xa1\xc1 \xa1\xdd \\ ~'\r\n"),
    ("ISO-2022-JP", "x = '日本 ~'\n".encode("iso-2022-jp")),
    ("GBK", b"x = '\xa1\xa4 \xa1\xaa \x80'\n"),
    ("GB18030", b"x = '\xa8\xbc \x81\x35\xf4\x37'\n"),
    ("BIG5", b"x = '\xa1\x45 \xa1\x4e'\n"),
    ("BIG5-HKSCS", b"x = '\x87\x65'\n"),
    ("EUC-KR", b"x = '\xa1\xad'\n"),
    ("JOHAB", b"x = '\\'\n"),
    ("UTF-7", b"x = '+AOk-'\r\n"),
    ("IBM037", "x = 1\n".encode("cp037")),
    ("IBM1047", b"\xa7\x40~\x40\xf1\x25"),  # which Python does not know
    ("MACINTOSH", b"x = '\xdb'\n"),
)


@pytest.mark.parametrize("more", ["", " text", " text=auto", " eol=crlf", " ident", " -filter"])
def test_what_is_written_in_another_encoding_is_stored_in_utf_8(git_repo, tmp_path, more) -> None:
    repo = git_repo()
    lines = [f"/{number}.* working-tree-encoding={name}{more}\n" for number, (name, _) in enumerate(ENCODED)]
    repo.write(".gitattributes", "".join(lines))
    for number, (_, content) in enumerate(ENCODED):
        (repo.path / f"{number}.py").write_bytes(content)
    repo.run("config", "core.checkRoundtripEncoding", "none")
    repo.run("config", "core.attributesFile", str(tmp_path / "attributes"))
    (tmp_path / "attributes").write_text("* text ident eol=crlf filter=none\n")  # which hold for every repository
    before = repo.run("count-objects", "-v")
    assert told(repo.path)
    assert repo.run("count-objects", "-v") == before
    wanted = added(repo, tmp_path / "index-a")
    assert told(repo.path) == wanted  # as long as they are untracked
    repo.run("add", "-A")
    assert told(repo.path) == wanted
    touch(repo)
    assert told(repo.path) == wanted


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("UTF-16", "x = 1\n".encode("utf-16-le")),  # without the mark that says in which order
        ("UTF-16LE", b"\xff\xfe" + "x = 1\n".encode("utf-16-le")),  # with one that says it twice
        ("ASCII", b"\xff\n"),
        ("CP1252", b"x = '\x81'\n"),
        ("UTF-16BE", b"\xd8\x00\x00\n"),  # half a pair
        ("no-such-encoding", b"\xff\n"),
        ("unicode_escape", b"\\x41\n"),  # Python's own
        ("hex", b"41\n"),
    ],
)
def test_what_git_refuses_to_convert_is_taken_as_it_is(git_repo, encoding, content) -> None:
    repo = git_repo()
    repo.write(".gitattributes", f"*.py working-tree-encoding={encoding}\n")
    (repo.path / "a.py").write_bytes(content)
    assert repo.git("add", "a.py", check=False).returncode
    repo.run("update-index", "--add", "--cacheinfo", f"100644,{repo.run('hash-object', '-w', '.gitattributes')},a.py")
    assert told(repo.path)["a.py"] == blob_id("sha1", content)


def test_line_ends_that_the_index_holds_are_kept_in_another_encoding(git_repo, tmp_path) -> None:
    repo = git_repo()
    repo.write(".gitattributes", "*.py text=auto working-tree-encoding=UTF-16\n")
    held = git(repo, "hash-object", "-w", "--stdin", given=b"old\r\n")
    repo.run("update-index", "--add", "--cacheinfo", f"100644,{held},a.py")
    for name in ("a.py", "b.py"):
        (repo.path / name).write_bytes("é\r\n".encode("utf-16"))
    wanted = added(repo, tmp_path / "index")
    assert (wanted["a.py"], wanted["b.py"]) == (blob_id("sha1", "é\r\n".encode()), blob_id("sha1", "é\n".encode()))
    assert told(repo.path) == wanted


def test_where_git_cannot_be_asked_about_an_encoding(git_repo, monkeypatch) -> None:
    repo = git_repo()
    repo.write(".gitattributes", "*.py working-tree-encoding=SHIFT-JIS\n")
    repo.write("a.py", "x")
    monkeypatch.setattr("tempfile.tempdir", str(repo.path / "absent"))
    with pytest.raises(GitError, match="no temporary folder to convert it from SHIFT-JIS") as caught:
        told(repo.path)
    assert caught.value.path == "a.py"
