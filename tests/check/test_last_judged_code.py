"""What is remembered belongs to the code that found it: another build has no part in it, whatever its version says."""

from __future__ import annotations

import ast
import compileall
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.cache.cache import Store
from archhook.check import last_judged
from archhook.check.last_judged import JUDGING, PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.git_repo import GitRepo

MODULE = "src/app/part0/module1.py"
LAW = "laws/code_symbols.py"
SOUND, LENIENT = "if symbol not in owners]", "if 0 * len(symbol.name)]"
"""A line of a law, and another of its length with which the law finds nothing."""

SETTLED = "from archhook.check import last_judged; last_judged.SETTLED = 0; "
"""What is said of a file that was changed just now is trusted: its time has moved on when it is changed again."""

NONE_RECHECKED = re.compile(r"\b0 (?:of \d+ chains )?rechecked")
"""What the summary of a verdict says that was kept whole, whether it is clean or not."""

MAIN = "from archhook.cli.main import main; sys.exit(main())"


class Build:
    """A copy of archhook as it would be installed somewhere."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.package = place / "archhook"
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))

    def change(self, path: str = LAW, before: str = SOUND, after: str = LENIENT) -> None:
        """Edits a file in place and keeps its length and its time of modification."""
        file = self.package / path
        status = file.stat()
        text = file.read_text()
        assert text.count(before) == 1
        assert len(before) == len(after)
        with file.open("r+") as stream:
            stream.write(text.replace(before, after))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        for made in self.package.rglob("__pycache__"):  # Python itself would take the edited file for what it was
            shutil.rmtree(made)


def said(repo: GitRepo, place: Path, *options: str, first: str = SETTLED) -> tuple[int, str]:
    """What the archhook that lies in a folder, or in an archive, says of the index."""
    start = f"import sys; sys.path.insert(0, {str(place)!r}); sys.dont_write_bytecode = True; "
    argv = ("check", "--staged", *options)
    done = subprocess.run(
        [sys.executable, "-c", start + first + MAIN, *argv], cwd=repo.path, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo()
    files = project(10)
    made.commit("start", files=files | {MODULE: files[MODULE] + "\n\ndef slip():\n    pass\n"})
    return made


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path / "one")


def test_two_builds_of_one_version_have_no_part_in_what_the_other_has_found(
    repo: GitRepo, build: Build, tmp_path: Path
) -> None:
    older = Build(tmp_path / "older")
    older.change()
    assert said(repo, older.place)[0] == 0
    for _ in range(2):
        assert said(repo, build.place, "-q") == said(repo, build.place, "-q", "--no-cache")
        assert said(repo, build.place)[0] == 1
        assert said(repo, older.place)[0] == 0


def test_one_build_is_the_same_wherever_it_lies(repo: GitRepo, build: Build, tmp_path: Path) -> None:
    assert not NONE_RECHECKED.search(said(repo, build.place)[1])
    assert NONE_RECHECKED.search(said(repo, Build(tmp_path / "other").place)[1])


def test_an_edit_in_place_is_seen_though_size_and_time_are_kept(repo: GitRepo, build: Build) -> None:
    assert [said(repo, build.place)[0] for _ in range(2)] == [1, 1]
    build.change()
    assert said(repo, build.place)[0] == 0
    build.change(before=LENIENT, after=SOUND)
    assert said(repo, build.place)[0] == 1


@pytest.mark.slow
def test_a_file_behind_a_link_is_looked_at(repo: GitRepo, build: Build, tmp_path: Path) -> None:
    place = tmp_path / "linked"
    for file in build.package.rglob("*.py"):
        link = place / file.relative_to(build.place)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    assert [said(repo, place)[0] for _ in range(2)] == [1, 1]
    build.change()
    assert said(repo, place)[0] == 0


@pytest.mark.slow
def test_code_without_source_is_looked_at(repo: GitRepo, build: Build, tmp_path: Path) -> None:
    for number, (before, after) in enumerate(((SOUND, SOUND), (SOUND, LENIENT))):
        place = Build(tmp_path / str(number))
        place.change(before=before, after=after)
        compileall.compile_dir(place.package, quiet=2, legacy=True)
        for file in place.package.rglob("*.py"):
            file.unlink()
        for _ in range(2):
            assert said(repo, place.place)[0] == 1 - number


@pytest.mark.slow
def test_code_in_an_archive_is_looked_at(repo: GitRepo, build: Build, tmp_path: Path) -> None:
    archive = tmp_path / "archhook.zip"
    for code in (1, 0):
        with zipfile.ZipFile(archive, "w") as made:
            for file in sorted(build.package.rglob("*.py")):
                made.write(file, file.relative_to(build.place))
        assert [said(repo, archive, first="")[0] for _ in range(2)] == [code, code]
        assert NONE_RECHECKED.search(said(repo, archive, first="")[1])
        build.change(before=SOUND if code else LENIENT, after=LENIENT if code else SOUND)


TWICE = """\
import os
from archhook.check.api import judge
from archhook.check.request import Request
for turn in range(3):
    found = judge(Request(os.getcwd(), source="index"))
    assert found.verdict.exit_code == 1 and (found.work.rechecked_chains == 0) == (turn == 1), found
    if turn == 1:
        change()
"""


SERVED = """\
import os
import archhook.laws.code_symbols
from archhook.agents.mcp_server import server
from archhook.check.api import judge
from archhook.check.request import Request
request = Request(os.getcwd(), source="index")
server(request, 1000)
change()
assert judge(request).verdict.exit_code == 1
"""


@pytest.mark.parametrize("script", [TWICE, SERVED], ids=["between two verdicts", "before the first of a server"])
def test_a_process_whose_code_was_changed_keeps_nothing(repo: GitRepo, build: Build, script: str) -> None:
    """What it runs is neither the code that it found nor the code that lies there now."""
    law = str(build.package / LAW)
    change = f"def change():\n    text = open({law!r}).read().replace({SOUND!r}, {LENIENT!r})\n"
    change += f"    open({law!r}, 'w').write(text)\n"
    said(repo, build.place, first=SETTLED + f"exec({change + script!r}); ")
    assert said(repo, build.place)[0] == 0


def status(ctime_ns: int) -> Callable[[str], object]:
    return lambda path: type("Status", (), {"st_ctime_ns": ctime_ns})


def test_times_are_trusted_that_tell_of_every_change(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_800_000_000_123_456_789
    monkeypatch.setattr(last_judged.time, "time_ns", lambda: now)
    for changed, trusted in (
        (now - 3 * last_judged.SECOND, True),
        (now - last_judged.SECOND, False),
        (now + last_judged.SECOND, False),  # on another machine's disk, whose clock is another
        (1_700_000_000_000_000_000, False),  # whole seconds: an image, or a file system that knows no others
    ):
        monkeypatch.setattr(last_judged.os, "stat", status(changed))
        assert last_judged.is_settled("/package", ["a.py"]) is trusted


def test_what_is_not_settled_is_read_again(repo: GitRepo, build: Build) -> None:
    """The first run did not keep the digest under the file's status, and yet the second finds what it kept."""
    unsettled = SETTLED.replace("= 0", "= 10**18")
    assert not NONE_RECHECKED.search(said(repo, build.place, first=unsettled)[1])
    assert NONE_RECHECKED.search(said(repo, build.place, first=unsettled)[1])


def test_where_the_code_cannot_be_told_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(last_judged, "PACKAGE", str(tmp_path / "nowhere" / "archhook"))
    store = Store(str(tmp_path / "cache"))
    assert last_judged.code_of(store) == ""
    assert last_judged.store_and_salt(store)[0].problem
    assert last_judged.store_and_salt(Store(""))[0].problem
    store.close()


def test_code_that_changes_while_it_is_read_cannot_be_told(
    monkeypatch: pytest.MonkeyPatch, build: Build, tmp_path: Path
) -> None:
    read = last_judged.code_digest

    def meanwhile(package: str, paths: list[str]) -> str:
        found = read(package, paths)
        build.change()
        return found

    monkeypatch.setattr(last_judged, "PACKAGE", str(build.package))
    monkeypatch.setattr(last_judged, "_seen", {})
    monkeypatch.setattr(last_judged, "code_digest", meanwhile)
    assert last_judged.code_of(Store("")) == ""
    monkeypatch.setattr(last_judged, "code_digest", read)
    assert last_judged.code_of(Store("")) != ""


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that a file may import when it runs, wherever it does."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            yield from imports(ast.Module(child.orelse, []))
            continue
        if isinstance(child, ast.ImportFrom):
            yield from (child.module or "", *(f"{child.module}.{alias.name}" for alias in child.names))
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        yield from imports(child)


def test_all_code_that_stored_values_come_from_is_looked_at() -> None:
    files = {
        ".".join(path.relative_to(Path(PACKAGE).parent).with_suffix("").parts): path
        for path in Path(PACKAGE).rglob("*.py")
    }
    reached: set[str] = set()
    ahead = ["archhook.check.run"]
    while ahead:
        name = ahead.pop()
        if name in files and name not in reached:
            reached.add(name)
            ahead += imports(ast.parse(files[name].read_bytes()))
    assert len(reached) > 80
    looked_at = {str(Path(PACKAGE, path)) for path in last_judged.code_files()}
    assert sorted(name for name in reached if str(files[name]) not in looked_at) == []
    folders = {str(files[name].parent.relative_to(PACKAGE)) for name in reached}
    assert {*JUDGING} == folders
