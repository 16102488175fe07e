"""`archhook sync --resolve` after merges, rebases, cherry-picks and stashes, and where there is nothing to resolve."""

from __future__ import annotations

import pytest
from helpers.resolving import resolve

from archhook.cli.main import main


def test_a_rebase_has_the_sides_swapped(branches) -> None:
    here = branches()
    here.diverge(
        here.adding("Packing", 3),
        here.adding("Sending", 3),
    )  # fmt: skip
    here.repo.run("checkout", "-q", "side")
    assert here.repo.git("rebase", "main", check=False).returncode == 1
    result = resolve(here)
    assert "[T-3] Packing" in result and "[T-4] Sending" in result
    here.repo.run("-c", "core.editor=true", "rebase", "--continue")
    assert here.repo.run("rev-list", "--count", "main..HEAD") == "1"
    assert main(["check", "--rev", "HEAD", "-q"]) == 0


def test_a_cherry_pick(branches) -> None:
    here = branches()
    here.diverge(
        here.adding("Packing", 3),
        here.adding("Sending", 3),
    )  # fmt: skip
    assert here.repo.git("cherry-pick", "side", check=False).returncode == 1
    assert "[T-4] Sending" in resolve(here)


def test_a_stash(branches) -> None:
    here = branches()
    here.repo.stage(here.adding("Sending", 3))
    here.repo.run("stash")
    here.repo.commit(files=here.adding("Packing", 3))
    assert here.repo.git("stash", "pop", check=False).returncode == 1
    assert "[T-4] Sending" in resolve(here)


def test_markers_that_were_added_to_the_index(branches, capsys) -> None:
    """git no longer knows of the conflict; the markers tell both sides, and the base only in their longer style."""
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace('"write"]', '"write", "zip"]')},
        {"architecture.py": here.ledger.replace('"write"]', '"write", "yield_"]')},
    )
    marked = here.merge()
    here.repo.run("add", "-A")
    line = marked[: marked.index("<<<<<<<")].count("\n") + 1
    assert main(["check"]) == 2
    out = capsys.readouterr().out
    assert f"architecture.py:{line}:1: LED001 cannot read the ledger: the ledger has conflict markers\n" in out
    assert "fix: `archhook sync --resolve`" in out
    assert main(["sync"]) == 2
    told = capsys.readouterr().err
    assert "the ledger has conflict markers" in told and "fix: `archhook sync --resolve`" in told
    assert main(["sync", "--resolve"]) == 0
    assert '["save", "write"]' in here.text()  # neither zip nor yield_ is in the code
    assert main(["check", "-q"]) == 0


def test_markers_within_a_docstring_are_valid_python_and_no_ledger(branches, capsys) -> None:
    """Both sides say something else there: the way out names the place, and once it is edited all is well."""
    here = branches()
    assert main(["check", "-q"]) == 0
    first = '[T-1] Write files."""'
    here.diverge(
        {"architecture.py": here.ledger.replace(first, '[T-1] Write files.\n\n    At once.\n    """')},
        {"architecture.py": here.ledger.replace(first, '[T-1] Write files.\n\n    When asked.\n    """')},
    )
    marked = here.merge()
    compile(marked, "architecture.py", "exec")
    here.repo.run("add", "-A")
    line = marked[: marked.index("<<<<<<<")].count("\n") + 1
    for options in ([], ["--staged"], ["--no-cache"]):
        capsys.readouterr()
        assert main(["check", *options]) == 2
        out = capsys.readouterr().out
        assert f"architecture.py:{line}:1: LED001 cannot read the ledger: the ledger has conflict markers\n" in out
        assert "fix: `archhook sync --resolve`" in out
    assert main(["sync"]) == 2
    assert main(["sync", "--resolve"]) == 1
    assert f"architecture.py:{line}" in capsys.readouterr().err
    lines = [one for one in here.text().splitlines(keepends=True) if one[:7] not in ("<<<<<<<", "=======", ">>>>>>>")]
    here.repo.write("architecture.py", "".join(lines))
    assert main(["check", "-q"]) == 0


def test_an_unmerged_ledger_is_named_with_the_way_out(branches, capsys) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace('"write"]', '"write", "zip"]')},
        {"architecture.py": here.ledger.replace('"write"]', '"write", "yield_"]')},
    )
    here.merge()
    for command in (["check"], ["sync"], ["hook", "pre-commit"]):
        assert main(command) == 2
        assert "`archhook sync --resolve` takes the markers out of the ledger" in capsys.readouterr().err


def test_another_marker_size(branches) -> None:
    here = branches({".gitattributes": "architecture.py conflict-marker-size=11\n"})
    here.diverge(
        here.declaring("save", "write", "zip"),
        here.declaring("save", "write", "yield_", coded=False),
    )
    assert "<<<<<<<<<<< " in here.merge()
    assert '"write", "zip"]' in resolve(here)


def test_a_package(branches) -> None:
    """Both sides add to two modules, of which one imports from the other."""
    plan, _, tasks = branches.ledger.partition("\n\nclass Writing")
    head = "from archhook import Task\nfrom architecture.plan import Files{}\n\n\nclass Writing"
    here = branches(
        {
            "architecture.py": None,
            "architecture/__init__.py": "from architecture import plan, tasks\n",
            "architecture/plan.py": plan.replace(", Task", ""),
            "architecture/tasks.py": head.format("") + tasks,
        }
    )

    def side(name: str) -> dict[str, str]:
        design = (
            f'\n\nclass {name}(Design):\n    """[D-2] {name}."""\n\n    satisfies = [Store]\n    requires = [Files]\n'
        )
        own = here.task(f"{name}Task", 3, f"src/{name.lower()}.py", "run").replace("= Files", f"= {name}")
        return {
            "architecture/plan.py": plan.replace(", Task", "") + design,
            "architecture/tasks.py": head.format(f", {name}") + tasks + own,
            f"src/{name.lower()}.py": here.code("run"),
        }

    here.diverge(side("Pack"), side("Send"))
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert main(["sync", "--resolve"]) == 0
    here.repo.run("add", "-A")
    assert main(["check", "-q"]) == 0
    text = here.text("architecture/tasks.py")
    assert text.startswith("from archhook import Task\nfrom architecture.plan import Files, Pack, Send\n")
    assert "[D-3] Send" in here.text("architecture/plan.py") and "[T-4] SendTask" in text
    assert text.index("class PackTask") < text.index("class SendTask")


def test_a_module_that_is_gone_on_one_side(branches, capsys) -> None:
    here = branches(
        {"architecture.py": None, "architecture/__init__.py": branches.ledger, "architecture/x.py": "X = 1\n"}
    )
    here.repo.run("checkout", "-q", "-b", "side")
    here.repo.run("rm", "-q", "architecture/x.py")
    here.repo.commit("gone")
    here.repo.run("checkout", "-q", "main")
    here.repo.commit(files={"architecture/x.py": "X = 2\n"})
    here.repo.git("merge", "-q", "side", check=False)
    assert main(["sync", "--resolve"]) == 1
    told = capsys.readouterr().err
    assert "architecture/x.py is gone on one side (theirs) and changed on the other: `git add` or `git rm` it" in told


def test_a_configuration_in_a_conflict_comes_first(branches, capsys) -> None:
    here = branches()
    settings = here.text("pyproject.toml")
    here.diverge(
        {**here.declaring("save", "write", "zip"), "pyproject.toml": settings + 'TST509 = "off"\n'},
        {**here.declaring("open", "save", "write"), "pyproject.toml": settings + 'TST510 = "off"\n'},
    )
    here.merge()
    assert main(["sync", "--resolve"]) == 2
    told = capsys.readouterr().err
    assert "pyproject.toml:" in told and "fix: resolve this one first" in told


def test_what_was_resolved_by_hand_is_not_decided_anew(branches) -> None:
    """Of two conflicts one was resolved by a person, in favour of one side."""
    here = branches()
    ours = here.declaring("save", "write", "zip")["architecture.py"].replace("Keep data.", "Keep all data.")
    theirs = here.declaring("open", "save", "write")["architecture.py"].replace("Keep data.", "Keep some data.")
    here.diverge({"architecture.py": ours}, {"architecture.py": theirs})
    text = here.merge()
    start, end = text.index("<<<<<<<"), text.index(">>>>>>> side\n") + len(">>>>>>> side\n")
    assert text.count("<<<<<<<") == 2
    here.repo.write("architecture.py", text[:start] + '    """[I-1] Keep all data."""\n' + text[end:])
    here.repo.write("src/files.py", here.code("open", "save", "write", "zip"))
    both = here.declaring("open", "save", "write", "zip")["architecture.py"]
    assert resolve(here) == both.replace("Keep data.", "Keep all data.")


def test_outside_git(branches, tmp_path, monkeypatch) -> None:
    here = branches()
    here.diverge(here.declaring("save", "write", "zip"), here.declaring("save", "write", "yield_", coded=False))
    marked = here.merge()
    folder = tmp_path / "plain"
    (folder / "src").mkdir(parents=True)
    (folder / "architecture.py").write_text(marked)
    (folder / "src/files.py").write_text(here.code("save", "write", "zip"))
    monkeypatch.chdir(folder)
    assert main(["sync", "--resolve"]) == 0
    assert '["save", "write", "zip"]' in (folder / "architecture.py").read_text()


def test_a_project_below_the_top(branches) -> None:
    here = branches()
    moved = {f"app/{path}": text for path, text in here.declaring("save", "write").items()}
    here.repo.commit(
        files={**moved, "app/src/reading.py": here.code("read"), "app/archhook.toml": 'exclude = ["x/"]\n'}
    )
    here.diverge(
        {f"app/{path}": text for path, text in here.declaring("save", "write", "zip").items()},
        {"app/architecture.py": here.declaring("save", "write", "yield_")["architecture.py"]},
    )
    here.merge()
    assert main(["sync", "--resolve", "--config", "app/archhook.toml"]) == 0
    assert '["save", "write", "zip"]' in here.text("app/architecture.py")


def test_check_and_diff_write_nothing(branches, capsys) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace('"write"]', '"write", "zip"]')},
        {"architecture.py": here.ledger.replace('"write"]', '"write", "yield_"]')},
    )
    before = here.merge()
    assert main(["sync", "--resolve", "--check"]) == 1
    assert main(["sync", "--resolve", "--diff"]) == 1
    assert here.text() == before
    out, told = capsys.readouterr()
    assert "\n-<<<<<<< HEAD\n" in out and out.startswith("--- a/architecture.py\n")
    assert told.count("archhook: architecture.py would change\n") == 2


def test_a_side_that_cannot_be_read(branches, capsys) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace('"write"]', '"write", "zip"]')},
        {"architecture.py": here.ledger.replace('"write"]', '"write", open("x")]')},
    )
    before = here.merge()
    line = before[: before.index("open(")].count("\n") + 1
    assert main(["sync", "--resolve"]) == 2
    assert here.text() == before
    assert f"architecture.py:{line}:" in (told := capsys.readouterr().err)
    assert "the side `theirs` of the conflict cannot be read" in told


@pytest.mark.parametrize("gone", ["=======\n", ">>>>>>> side\n"])
def test_markers_that_do_not_belong_together(branches, capsys, gone) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace('"write"]', '"write", "zip"]')},
        {"architecture.py": here.ledger.replace('"write"]', '"write", "yield_"]')},
    )
    here.repo.write("architecture.py", here.merge().replace(gone, "", 1))
    assert main(["sync", "--resolve"]) == 2
    assert "fix: mend the markers by hand" in capsys.readouterr().err


def test_nothing_to_resolve(branches, capsys) -> None:
    here = branches()
    assert main(["sync", "--resolve"]) == 0
    assert capsys.readouterr().err == "archhook: nothing to resolve\n"
    here.diverge(
        {"architecture.py": here.ledger.replace("Write files.", "Write all files.")},
        {"architecture.py": here.ledger.replace("Write files.", "Write some files.")},
    )
    here.merge()
    here.repo.write("architecture.py", here.ledger)  # by hand
    assert main(["sync", "--resolve"]) == 0
    assert "architecture.py: no conflict markers are left: `git add architecture.py`" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["--staged", "--untracked", "--renumber"])
def test_options_that_do_not_go_with_it(branches, capsys, other) -> None:
    branches()
    assert main(["sync", "--resolve", other]) == 2
    assert "exclude each other" in capsys.readouterr().err
