"""The id of a file of the work tree is the one that `git add` gives it, whatever converts it, touched or not.

git itself is the measure: the same files are added to an index of its own, which archhook does not look at.
"""

from __future__ import annotations

import os
import random
import subprocess
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from helpers.git_repo import GitRepo

from archhook.errors import GitError
from archhook.snapshot import worktree
from archhook.snapshot.changeset import Entry
from archhook.snapshot.conversion import Rule, converted, has_text_crlf
from archhook.snapshot.git import Repo
from archhook.snapshot.git_objects import blob_id

if TYPE_CHECKING:
    from pathlib import Path

ATTRIBUTES = (
    "", "text", "-text", "text=auto", "text=input", "text=strange", "binary", "crlf", "-crlf", "crlf=input",
    "crlf=auto", "eol=lf", "eol=crlf", "eol=strange", "text eol=crlf", "text=auto eol=lf", "text=auto eol=crlf",
    "-text eol=crlf", "ident", "-ident", "text ident", "text=auto ident", "!text ident", "filter=absent", "-filter",
    "lines",
)  # fmt: skip
CONTENTS = (
    b"", b"x = 1\n", b"x = 1\r\n", b"a\r\nb\n", b"a\nb\r\n", b"a\rb\n", b"a\rb\r\n", b"a\r\r\nb\n", b"a\r\n\0b",
    b"\0\n", b"no end", b"a\r\nno end", b"a\r\n\r", b"\r\n", b"\x01\r\n" + b"x" * 126, b"\x01\r\n" + b"x" * 200,
    b"a\r\n\x1a", b"\x7f\r\na", b"a\t\x08\x1b\x0c\r\n", b"$Id$\r\n", b"$Id: 0$\n", b"a $Id: 0 $ b $Id: 1 $\r\n",
    b"$Id: 0\n$\n", b"$Id: 0\n$Id: 1$", b"$Id:$\n", b"$Id: ", b"$Id$Id: 2$\n", b"$Idea: 3$\n$",
    "é $Id: é$\r\n".encode(), b"\xff\r\n", b"$Id: a$Id: b$ c $\n", b"$Id: $Id:\n$Id: b$", b"$$Id: a$$Id: b$$",
)  # fmt: skip
STAGED = (None, b"old\n", b"old\r\n", b"old\r\n\0")  # what the index holds before; None: nothing
SETTINGS = (
    *(("", ""), ("true", ""), ("input", "crlf")),
    *(pytest.param(*two, marks=pytest.mark.slow) for two in product(("", "true", "input", "false"), ("crlf", "lf"))),
)


def opened(path: Path) -> Repo:
    repo = Repo.open(str(path))
    assert repo is not None
    return repo


def git(repo: Any, *arguments: str, given: bytes = b"", **environment: str) -> str:
    command = ["git", "-C", str(repo.path), *arguments]
    done = subprocess.run(command, input=given, env=os.environ | environment, capture_output=True, check=True)
    return done.stdout.decode().removesuffix("\n")


def settle(repo: Any, autocrlf: str, eol: str) -> None:
    for key, value in (("autocrlf", autocrlf), ("eol", eol)):
        if value:
            repo.run("config", f"core.{key}", value)
    repo.run("config", "core.safecrlf", "true")  # which has `git add` refuse what would not come back as it was


def lay_out(repo: Any) -> dict[str, bytes]:
    """Files of all contents under all attributes, over all that the index may have held: path -> content."""
    lines = ["[attr]lines text eol=lf"]
    lines += [f"/a{number}/** {attributes}" for number, attributes in enumerate(ATTRIBUTES) if attributes]
    repo.write(".gitattributes", "\n".join(lines) + "\n")
    held = {was: git(repo, "hash-object", "-w", "--stdin", given=was) for was in STAGED if was is not None}
    files, index = {}, []
    for (number, _), (which, content), (stage, was) in product(*map(enumerate, (ATTRIBUTES, CONTENTS, STAGED))):
        path = f"a{number}/c{which}-{stage}.py"
        files[path] = content
        (repo.path / path).parent.mkdir(exist_ok=True)
        (repo.path / path).write_bytes(content)
        if was is not None:
            index.append(f"100644 {held[was]}\t{path}\n")
    git(repo, "update-index", "--add", "--index-info", given="".join(index).encode())
    return files


def added(repo: Any, index: Path) -> dict[str, str]:
    """What `git add` stores of each file, in an index beside the usual one."""
    usual = repo.path / ".git/index"
    index.unlink(missing_ok=True)
    if usual.exists():
        index.write_bytes(usual.read_bytes())
    git(repo, "-c", "core.safecrlf=false", "add", "-A", GIT_INDEX_FILE=str(index))
    listed = git(repo, "ls-files", "-s", GIT_INDEX_FILE=str(index))
    return {line.partition("\t")[2]: line.split()[1] for line in listed.splitlines()}


def told(path: Path) -> dict[str, str]:
    """What archhook takes the files for, tracked and untracked."""
    repo = opened(path)
    found = {change.path: change.entry.oid for change in repo.changes("worktree", "") if change.entry}
    entries = {path: repo.files.entry(path) for path in repo.untracked()}
    return found | {path: entry.oid for path, entry in entries.items() if entry}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))[:10]


def touch(repo: Any) -> None:
    for path in repo.path.rglob("*.py"):
        os.utime(path)


@pytest.mark.parametrize(("autocrlf", "eol"), SETTINGS)
def test_ids_are_those_of_git_add(git_repo, tmp_path, autocrlf, eol) -> None:
    repo = git_repo()
    settle(repo, autocrlf, eol)
    files = lay_out(repo)
    wanted = added(repo, tmp_path / "index")
    assert len(wanted) == len(files) + 1
    assert differing(told(repo.path), wanted) == []


@pytest.mark.parametrize(("autocrlf", "eol"), SETTINGS)
def test_touching_a_file_changes_nothing(git_repo, tmp_path, autocrlf, eol) -> None:
    """Where the index holds what nobody would add under these settings, too: a clone has it, and git calls it clean."""
    repo = git_repo()
    lay_out(repo)
    repo.commit()  # with nothing that converts but the attributes
    settle(repo, autocrlf, eol)
    repo.run("-c", f"core.autocrlf={autocrlf or 'false'}", "-c", f"core.eol={eol or 'native'}",
             "clone", "-q", ".", str(tmp_path / "clone"))  # fmt: skip
    clone = GitRepo(tmp_path / "clone")
    settle(clone, autocrlf, eol)
    for each in (repo, clone):
        before = told(each.path)
        if each is repo:
            assert differing(before, added(each, tmp_path / "index")) == []
        touch(each)
        assert differing(before, told(each.path)) == []
        each.run("status", "--short")
        assert differing(before, told(each.path)) == []


@pytest.mark.parametrize("count", [1000, pytest.param(20000, marks=pytest.mark.slow)])
def test_idents_of_random_text_are_undone_as_git_does(git_repo, tmp_path, count) -> None:
    repo = git_repo()
    repo.write(".gitattributes", "* ident\n")
    chance = random.Random(count)
    pieces = ("$", "$", "I", "d", ":", "$Id", "$Id:", "$Id: ", "Id:", "$Id$", " ", "x", "\n", "\r\n")
    contents = ["".join(chance.choices(pieces, k=chance.randrange(14))).encode() for _ in range(count)]
    for number, content in enumerate(contents):
        (tmp_path / str(number)).write_bytes(content)
    paths = "".join(f"{tmp_path / str(number)}\n" for number in range(count)).encode()
    attributes = str(repo.path / ".gitattributes")
    given = git(repo, "-c", f"core.attributesFile={attributes}", "hash-object", "--stdin-paths", given=paths).split()
    wrong = [
        content for content, oid in zip(contents, given, strict=True)
        if blob_id("sha1", converted(Rule(ident=True), content)) != oid
    ]  # fmt: skip
    assert wrong == []
    assert any(converted(Rule(ident=True), content) != content for content in contents)


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


@pytest.mark.parametrize("kept", [1000, 1 << 20])
def test_large_files_are_converted_like_small_ones(git_repo, tmp_path, monkeypatch, kept) -> None:
    monkeypatch.setattr(worktree, "_KEPT_FILE", kept)
    monkeypatch.setattr(worktree, "_CHUNK", 1001)
    repo = git_repo()
    repo.write(".gitattributes", "*.py text ident\nauto.* text=auto\nplain.* -text\n")
    contents = {f"a{size}.py": b"x" * size + b"$Id: a$\r\n" for size in range(995, 1005)}
    contents |= {"auto.txt": b"y\r\n" * 1500, "plain.txt": b"y\r\n" * 1500, "other.txt": b"y\r\n" * 1500}
    for name, content in contents.items():
        (repo.path / name).write_bytes(content)
    wanted = added(repo, tmp_path / "index")
    assert told(repo.path) == wanted
    repo.run("add", "-A")
    assert told(repo.path) == wanted
    here = opened(repo.path)
    here.changes("worktree", "")
    assert here.blobs([wanted["a1000.py"]]) == {wanted["a1000.py"]: b"x" * 1000 + b"$Id$\n"}


def test_attributes_are_taken_from_where_git_takes_them(git_repo, tmp_path) -> None:
    repo = git_repo()
    repo.write("sub/.gitattributes", "a.py -text\n")
    repo.run("config", "core.attributesFile", str(tmp_path / "attributes"))
    (tmp_path / "attributes").write_text("*.py text\n")
    (repo.path / ".git/info/attributes").write_text("c.py -text\n")
    for name in ("a.py", "sub/a.py", "sub/b.py", "c.py"):
        repo.write(name, "x\r\n")
    repo.run("add", "sub")
    found = told(repo.path)
    lf, crlf = blob_id("sha1", b"x\n"), blob_id("sha1", b"x\r\n")
    assert {name: found[name] for name in ("a.py", "sub/a.py", "sub/b.py", "c.py")} == {
        "a.py": lf, "sub/a.py": crlf, "sub/b.py": lf, "c.py": crlf,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["clean", "process"])
def test_where_a_filter_would_run_the_bytes_are_taken_as_they_are(git_repo, tmp_path, kind) -> None:
    """Whatever else the attributes say, and whether git holds the file to be clean or not."""
    repo = git_repo()
    repo.commit(files={".gitattributes": "*.py filter=a.b text ident\n", "a.py": "x\r\n$Id: a$\n"})
    assert told(repo.path)["a.py"] == blob_id("sha1", b"x\n$Id$\n")  # no program is configured for it
    marker = tmp_path / "was-executed"
    repo.run("config", f"filter.a.b.{kind}", f"touch {marker}; cat")
    for _ in ("clean", "touched"):
        assert told(repo.path)["a.py"] == blob_id("sha1", b"x\r\n$Id: a$\n")
        touch(repo)
    assert not marker.exists()


def test_nothing_is_asked_where_nothing_is_converted(git_repo, monkeypatch) -> None:
    repo = git_repo()
    repo.commit(files={".gitattributes": "* text=auto\n*.png binary\n", "a.py": "1\n", "b.py": "2\n", "c.png": "3\r\n"})
    repo.run("config", "core.autocrlf", "input")
    repo.write("a.py", "é\n")
    touch(repo)
    asked: list[str] = []
    monkeypatch.setattr("archhook.snapshot.conversion.Cleaning.__init__", lambda *_: asked.append("") or 1 / 0)
    here = opened(repo.path)
    assert [change.path for change in here.changes("worktree", here.head_tree)] == ["a.py"]
    assert asked == []


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"a\r\n", True), (b"a\n", False), (b"a\r", False), (b"a\r\n\r", False), (b"a\r\n\0", False), (b"\r\n", True)],
)
def test_what_looks_like_text(content, text) -> None:
    assert has_text_crlf(content) is text
    assert (converted(Rule("auto"), content) != content) is text


def test_links_are_never_converted(git_repo) -> None:
    repo = git_repo()
    repo.write(".gitattributes", "* text ident\n")
    (repo.path / "link").symlink_to("$Id: a$")
    assert opened(repo.path).files.entry("link") == Entry("120000", blob_id("sha1", b"$Id: a$"))
