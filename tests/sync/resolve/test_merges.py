"""`archhook sync --resolve` in the middle of real merges, rebases, cherry-picks and stashes."""

from __future__ import annotations

import pytest
from helpers.resolving import STYLES, resolve

from archhook.cli.main import main


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
def test_walls_of_a_design(branches, style) -> None:
    """Lists are joined; an unset one and one that a side wrote are no contradiction, two layers are."""
    here = branches()
    satisfied = "    satisfies = [Store]\n"
    assert here.ledger.count(satisfied) == 1
    walls = '    forbids = [{}]\n    interface = ["save"{}]\n    packages = [{}]\n'
    base = here.ledger.replace(satisfied, satisfied + walls.format("", "", '"attrs"'))
    here.repo.commit("walls", files={"architecture.py": base})
    ours = base.replace(walls.format("", "", '"attrs"'), walls.format('"D-1"', ', "write"', '"attrs", "six"'))
    theirs = base.replace(
        walls.format("", "", '"attrs"'), walls.format("", ', "src/files.py"', "") + "    visible_to = []\n"
    )
    here.diverge({"architecture.py": ours}, {"architecture.py": theirs})
    assert "<<<<<<<" in here.merge(style)
    result = resolve(here)
    assert 'forbids = ["D-1"]\n' in result
    assert 'packages = ["six"]\n' in result
    assert "    visible_to = []\n" in result
    assert sorted(result.partition("interface = ")[2].partition("]")[0].strip("[").split(", ")) == [
        '"save"', '"src/files.py"', '"write"',
    ]  # fmt: skip


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


@pytest.mark.parametrize("swapped", [False, True])
def test_gone_with_its_file_and_changed_on_the_other_side(branches, swapped, capsys) -> None:
    """Whatever else became of a Task whose file is gone: there is nothing left that it could declare."""
    here = branches()
    gone = {"architecture.py": here.ledger[: here.ledger.index("\n\nclass Reading")]}
    renamed = {"architecture.py": here.ledger.replace("Files", "Storage").replace("Read files.", "Read all files.")}
    here.diverge(*((renamed, gone) if swapped else (gone, renamed)))
    here.merge()
    here.repo.run("rm", "-q", "src/reading.py")
    result = resolve(here)
    assert "class Reading" not in result and "class Storage" in result and "Files" not in result


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
