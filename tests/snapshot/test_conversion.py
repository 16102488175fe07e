"""The id of a file of the work tree is the one that `git add` gives it, whatever converts it, touched or not.

git itself is the measure: the same files are added to an index of its own, which archhook does not look at.
"""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest
from helpers.git_adds import added, git, told, touch
from helpers.git_repo import GitRepo
from helpers.snapshots import opened

from archhook.snapshot import worktree
from archhook.snapshot.changeset import Entry
from archhook.snapshot.conversion import Rule, converted, has_text_crlf
from archhook.snapshot.git_objects import blob_id

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


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))[:10]


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
