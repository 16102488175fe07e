"""`archhook sync --resolve` in the middle of real merges, rebases, cherry-picks and stashes."""

from __future__ import annotations

import pytest

from archhook.author.node_source import Style
from archhook.cli.main import main
from archhook.sync.resolve.statement_merge import merge_statement

STYLES = ("merge", "diff3", "zdiff3")


def resolve(branches, *options: str) -> str:
    """Resolves all, after which the ledger can be committed and holds; the index is not touched."""
    before = branches.repo.run("ls-files", "-s")
    assert main(["sync", "--resolve", *options]) == 0
    assert branches.repo.run("ls-files", "-s") == before
    branches.repo.run("add", "-A")
    assert main(["check", "-q"]) == 0
    assert main(["sync", "--resolve"]) == 0
    return branches.text()


@pytest.mark.parametrize("style", STYLES)
def test_names_of_one_list(branches, style, capsys) -> None:
    here = branches()
    ours = here.ledger.replace('["save", "write"]', '["append", "save", "write"]')
    theirs = here.ledger.replace('["save", "write"]', '["save", "truncate", "write"]')
    here.diverge(
        {"architecture.py": ours, "src/files.py": here.code("append", "save", "write")},
        {"architecture.py": theirs, "src/files.py": here.code("save", "truncate", "write")},
    )
    assert "<<<<<<<" in here.merge(style)
    here.repo.write("src/files.py", here.code("append", "save", "truncate", "write"))
    result = resolve(here)
    assert result == here.ledger.replace('["save", "write"]', '["append", "save", "truncate", "write"]')
    told = capsys.readouterr().err
    assert "archhook: architecture.py: 1 conflict, all resolved\n" in told
    assert "archhook: architecture.py changed; `git add architecture.py`\n" in told
    assert told.endswith("archhook: nothing to resolve\n")


@pytest.mark.parametrize("style", STYLES)
def test_names_are_as_the_code_has_them(branches, style) -> None:
    """A name that one side took out and the other one kept beside a new one: the code says which is there."""
    here = branches()
    here.diverge(
        {
            "architecture.py": here.ledger.replace('["save", "write"]', '["write"]'),
            "src/files.py": here.code("write"),
        },
        {
            "architecture.py": here.ledger.replace('["save", "write"]', '["save", "truncate", "write"]'),
            "src/files.py": here.code("save", "truncate", "write"),
        },
    )
    here.merge(style)
    here.repo.write("src/files.py", here.code("flush", "truncate", "write"))
    assert '    functions = ["flush", "truncate", "write"]\n' in resolve(here)


def test_code_in_a_conflict_of_its_own(branches, capsys) -> None:
    here = branches()
    here.diverge(
        {
            "architecture.py": here.ledger.replace('"write"]', '"write", "zip"]'),
            "src/files.py": here.code("save", "write", "zip"),
        },
        {
            "architecture.py": here.ledger.replace('"write"]', '"write", "yield_"]'),
            "src/files.py": here.code("save", "write", "yield_"),
        },
    )
    here.merge()
    assert "<<<<<<<" in here.text("src/files.py")
    assert main(["sync", "--resolve"]) == 0
    assert '    functions = ["save", "write", "yield_", "zip"]\n' in here.text()
    told = capsys.readouterr().err
    assert "src/files.py cannot be read as it is: the names of T-1 are those of both sides" in told


@pytest.mark.parametrize("style", STYLES)
def test_both_add_a_node_under_the_same_id(branches, style, capsys) -> None:
    """The node of ours keeps its id: it is on the branch that is merged, or rebased, onto."""
    here = branches()
    here.diverge(
        here.adding("Packing", 3),
        here.adding("Sending", 3),
    )  # fmt: skip
    here.merge(style)
    result = resolve(here)
    assert result == (
        here.ledger
        + here.task("Packing", 3, "src/packing.py", "packing")
        + here.task("Sending", 4, "src/sending.py", "sending")
    )
    assert "T-3 is T-4 now: architecture.py:" in capsys.readouterr().err


def test_an_id_that_was_taken_twice_before(branches) -> None:
    """git merged two branches without a word that gave the same id; the next merge has a conflict."""
    here = branches()
    twice = here.ledger.replace(
        "\n\nclass Reading", here.task("Early", 2, "src/early.py", "early") + "\n\nclass Reading"
    )
    here.repo.commit(files={"architecture.py": twice, "src/early.py": here.code("early")})
    here.diverge(
        {"architecture.py": twice + here.task("Mine", 3, "src/mine.py", "mine"), "src/mine.py": here.code("mine")},
        {"architecture.py": twice + here.task("Other", 3, "src/other.py", "other"), "src/other.py": here.code("other")},
    )
    here.merge()
    result = resolve(here)
    assert all(f"class {name}(Task)" in result for name in ("Writing", "Early", "Reading", "Mine", "Other"))


def test_references_follow_the_id_of_their_own_side(branches) -> None:
    def added(name: str) -> str:
        return (
            f'\n\nclass {name}(Design):\n    """[D-2] {name}."""\n\n    satisfies = [Store]\n    requires = [Files]\n'
            + here.task(f"{name}Task", 3, f"src/{name.lower()}.py", name.lower()).replace("= Files", '= "D-2"')
        )

    here = branches()
    here.diverge(
        {"architecture.py": here.ledger + added("Pack"), "src/pack.py": here.code("pack")},
        {"architecture.py": here.ledger + added("Send"), "src/send.py": here.code("send")},
    )
    here.merge()
    result = resolve(here)
    assert '"""[D-2] Pack."""' in result and '"""[D-3] Send."""' in result
    pack, send = result[result.index("class PackTask") :].split("class SendTask")
    assert 'implements = "D-2"' in pack and 'implements = "D-3"' in send


@pytest.mark.parametrize("style", STYLES)
def test_what_contradicts_itself_keeps_its_markers(branches, style, capsys) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger.replace("Write files.", "Write all files.")},
        {"architecture.py": here.ledger.replace("Write files.", "Write some files.")},
    )
    before = here.merge(style)
    line = before[: before.index("<<<<<<<")].count("\n") + 1
    assert main(["sync", "--resolve"]) == 1
    assert here.text() == before
    told = capsys.readouterr().err
    assert f"left to you: architecture.py:{line}: class Writing: the docstring is " in told
    assert "Write all files." in told and "Write some files." in told
    assert "archhook: nothing to resolve but what is left to you" in told


@pytest.mark.parametrize("style", STYLES)
def test_what_can_be_decided_is(branches, style, capsys) -> None:
    """Two new nodes in one conflict, of which both sides have one, with another file each."""
    here = branches()
    more = here.task("Packing", 3, "src/pack.py", "pack")
    here.diverge(
        {"architecture.py": here.ledger + here.task("Mine", 4, "src/m.py", "mine") + more},
        {
            "architecture.py": here.ledger
            + more.replace("src/pack", "lib/pack")
            + here.task("Other", 5, "src/o.py", "o")
        },
    )
    here.merge(style)
    assert main(["sync", "--resolve"]) == 1
    text = here.text()
    assert text.count("<<<<<<<") == 1
    outside = text[: text.index("<<<<<<<")] + text[text.index(">>>>>>>") :]
    assert "class Mine(Task)" in outside and "class Other(Task)" in outside
    inside = text[text.index("<<<<<<<") : text.index(">>>>>>>")]
    assert "src/pack" in inside and "lib/pack" in inside and "class Mine" not in inside
    if style == "merge":
        assert inside.splitlines()[1] == '    file_path = "src/pack.py"'
    told = capsys.readouterr().err
    assert 'class Packing: `file_path` is `"src/pack.py"` on one side and `"lib/pack.py"` on the other' in told
    assert main(["sync", "--resolve"]) == 1
    assert here.text() == text  # a second time nothing changes


def test_neighbouring_fields(branches) -> None:
    """git takes changes of neighbouring lines for a conflict; no field is changed on both sides."""
    here = branches()
    moved = here.ledger.replace('"src/files.py"', '"lib/files.py"')
    here.diverge({"architecture.py": moved, "lib/files.py": here.code("save", "write")}, here.declaring("save", "zip"))
    here.merge()
    here.repo.run("rm", "-q", "-f", "src/files.py")
    here.repo.write("lib/files.py", here.code("save", "zip"))
    assert resolve(here) == moved.replace('"write"', '"zip"')


@pytest.mark.parametrize("style", STYLES)
def test_gone_on_one_side(branches, style) -> None:
    here = branches()
    ours = here.adding("Packing", 3)
    end = here.ledger[here.ledger.index("\n\nclass Reading") :]
    here.diverge(
        {**ours, "architecture.py": ours["architecture.py"].replace(end, "")},
        here.adding("Sending", 4),
    )  # fmt: skip
    here.merge(style)
    here.repo.run("rm", "-q", "src/reading.py")
    result = resolve(here)
    assert "class Reading" not in result and "class Packing" in result and "class Sending" in result


def test_gone_on_one_side_and_changed_on_the_other(branches, capsys) -> None:
    here = branches()
    here.diverge(
        {"architecture.py": here.ledger[: here.ledger.index("\n\nclass Reading")]},
        {"architecture.py": here.ledger.replace("Read files.", "Read all files.")},
    )
    before = here.merge()
    assert main(["sync", "--resolve"]) == 1
    assert here.text() == before
    assert "class Reading: it is changed on one side and gone on the other" in capsys.readouterr().err


def test_lists_that_are_handed_to_the_validation(branches) -> None:
    base = "from archhook import Design, Intent, Requirement, Task, validate_architecture\n"
    here = branches()
    ledger = here.ledger.replace("from archhook import Design, Intent, Requirement, Task\n", base)
    judged = (
        '\n\nif __name__ == "__main__":\n'
        "    validate_architecture([KeepData()], [Store()], [Files()], [Writing(), Reading()])\n"
    )
    here.repo.commit(files={"architecture.py": ledger + judged})
    ours = ledger + here.task("Packing", 3, "src/pack.py", "pack") + judged.replace("Reading()", "Reading(), Packing()")
    theirs = (
        ledger.replace("Task, v", "Task, UnitTest, v")
        + here.task("Sending", 3, "src/send.py", "send")
        + judged.replace("Reading()", "Reading(), Sending()")
    )
    here.diverge(
        {"architecture.py": ours.replace("Intent, R", "Intent, IntegrationTest, R"), "src/pack.py": here.code("pack")},
        {"architecture.py": theirs, "src/send.py": here.code("send")},
    )
    here.merge()
    result = resolve(here)
    assert sorted(result.partition("\n")[0].removeprefix("from archhook import ").split(", ")) == sorted(
        ["Design", "IntegrationTest", "Intent", "Requirement", "Task", "UnitTest", "validate_architecture"]
    )
    assert "[Writing(),Reading(),Packing(),Sending(),]" in "".join(result.split())


def test_figures(branches) -> None:
    """Each figure is a value of its own, also where they are assigned after the class."""
    imports = (
        "import Design, Intent, Requirement, Task",
        "import Design, Intent, Requirement, ResourceConstraints, Task",
    )
    base = branches.ledger.replace(*imports) + "\n\nFiles.measured = ResourceConstraints(memory_mb=7, storage_gb=3)\n"
    here = branches({"architecture.py": base})
    here.diverge(
        {"architecture.py": base.replace("memory_mb=7", "memory_mb=8")},
        {"architecture.py": base.replace("storage_gb=3", "storage_gb=2, iops=9")},
    )
    here.merge()
    assert "Files.measured = ResourceConstraints(memory_mb=8, storage_gb=2, iops=9)\n" in resolve(here)


def test_a_figure_that_both_sides_changed(branches, capsys) -> None:
    imports = (
        "import Design, Intent, Requirement, Task",
        "import Design, Intent, Requirement, ResourceConstraints, Task",
    )
    base = branches.ledger.replace(*imports) + "\n\nFiles.measured = ResourceConstraints(memory_mb=7)\n"
    here = branches({"architecture.py": base})
    ours, theirs = (base.replace("memory_mb=7", f"memory_mb={number}") for number in (8, 9))
    functions = '["read"]'
    here.diverge(
        {"architecture.py": ours.replace(functions, '["read", "zip"]'), "src/reading.py": here.code("read", "zip")},
        {"architecture.py": theirs.replace(functions, '["open", "read"]'), "src/reading.py": here.code("open", "read")},
    )
    here.merge()
    assert main(["sync", "--resolve"]) == 1
    assert "`memory_mb` is `8` on one side and `9` on the other" in capsys.readouterr().err
    assert '["open", "read", "zip"]' in here.text() and here.text().count("<<<<<<<") == 1


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


def test_a_comment_behind_a_line_that_holds_only_a_backslash() -> None:
    base = 'class One(Task):\n    """[T-1] A."""\n\n    functions = ["f"]\n  \\\n\n    file_path = "a.py"\n'
    ours, theirs = base.replace('"a.py"', '"a.py"  # why'), base.replace('["f"]', '["f", "g"]')
    assert merge_statement(ours, base, theirs, Style()) == ours.replace('["f"]', '["f", "g"]')
