"""Comments, line ends and layout of statements that are merged."""

from __future__ import annotations

from helpers.resolving import resolve

from archhook.author.node_source import Style
from archhook.cli.main import main
from archhook.sync.resolve.statement_merge import merge_statement


def test_comments_are_not_lost(branches, capsys) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace('"write"]', '"write", "zip"]')},
        {"architecture.py": here.ledger.replace('["save", ', '[\n        "save",  # at once\n        ')},
    )
    before = here.merge()
    code = main(["sync", "--resolve"])
    told = capsys.readouterr().err
    assert (code, here.text()) == (1, before) and "`# at once` would be lost" in told


def test_line_ends_are_kept(branches) -> None:
    files = {"architecture.py": branches.ledger.replace("\n", "\r\n")}
    here = branches(files)
    sides = [here.declaring("save", "write", "zip"), here.declaring("open", "save", "write")]
    here.diverge(*({"architecture.py": one["architecture.py"].replace("\n", "\r\n")} for one in sides))
    here.merge()
    here.repo.write("src/files.py", here.code("open", "save", "write", "zip"))
    both = here.declaring("open", "save", "write", "zip")["architecture.py"]
    assert resolve(here) == both.replace("\n", "\r\n")


def test_a_side_with_other_line_ends(branches) -> None:
    """Those of ours count; without that every line of the ledger would be changed on both sides."""
    here = branches()
    theirs = here.declaring("open", "save", "write")["architecture.py"].replace("\n", "\r\n")
    here.diverge(here.declaring("save", "write", "zip"), {"architecture.py": theirs})
    here.merge()
    here.repo.write("src/files.py", here.code("open", "save", "write", "zip"))
    assert resolve(here) == here.declaring("open", "save", "write", "zip")["architecture.py"]


def test_a_list_that_gets_too_long(branches) -> None:
    """One name a line, as `archhook sync` writes it."""
    many = [f"xxxxxxxx_number_{number}" for number in range(3)]
    here = branches()
    here.diverge(
        here.declaring("save", "write", *many), here.declaring("append_to_it", "save", "write", "zip_them_all")
    )
    here.merge()
    names = sorted(["append_to_it", "save", "write", "zip_them_all", *many])
    here.repo.write("src/files.py", here.code(*names))
    listed = "".join(f'        "{name}",\n' for name in names)
    assert f"    functions = [\n{listed}    ]\n" in resolve(here)


def test_a_comment_behind_a_line_that_holds_only_a_backslash() -> None:
    base = 'class One(Task):\n    """[T-1] A."""\n\n    functions = ["f"]\n  \\\n\n    file_path = "a.py"\n'
    ours, theirs = base.replace('"a.py"', '"a.py"  # why'), base.replace('["f"]', '["f", "g"]')
    assert merge_statement(ours, base, theirs, Style()) == ours.replace('["f"]', '["f", "g"]')
