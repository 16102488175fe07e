"""`archhook sync --resolve` where a module in a conflict stands beside modules that git has merged without one."""

from __future__ import annotations

import pytest
from helpers.resolving import holds, merged

from archhook.cli.main import main
from archhook.sync.resolve.unconflicted import Record, followed


@pytest.mark.parametrize("added", [False, True], ids=["unmerged", "added"])
def test_references_in_a_module_without_conflict(package, capsys, added) -> None:
    """Each Task keeps the Design of its own branch, also where git had nothing to ask."""
    package.here.diverge(package.side("Pack", 3, first=False), package.side("Send", 4, True, doc="Sends, as D-2 says."))
    merged(package, added=added)
    assert main(["sync", "--resolve"]) == 0, capsys.readouterr().err
    assert "D-2 is D-3 now: architecture/plan.py:" in capsys.readouterr().err
    assert package.designs() == {"Writing": "Files", "Reading": "Files", "PackTask": '"D-2"', "SendTask": '"D-3"'}
    assert "Sends, as D-3 says." in package.here.text("architecture/code.py")
    holds(package)


def test_a_task_that_gets_another_id_itself(package) -> None:
    package.here.diverge(package.side("Pack", 3, first=False), package.side("Send", 3, first=True))
    merged(package)
    assert main(["sync", "--resolve"]) == 0
    assert package.designs()["PackTask"] == '"D-2"' and package.designs()["SendTask"] == '"D-3"'
    assert "[T-3] PackTask" in package.here.text("architecture/code.py")
    assert "[T-4] SendTask" in package.here.text("architecture/code.py")
    holds(package)


@pytest.mark.parametrize("how", ["rebase", "cherry-pick", "stash"])
def test_other_operations(package, how) -> None:
    here = package.here
    if how == "stash":
        here.repo.stage(package.side("Send", 4, first=True))
        here.repo.run("stash")
        here.repo.commit(files=package.side("Pack", 3, first=False))
        assert here.repo.git("stash", "pop", check=False).returncode == 1
    else:
        here.diverge(package.side("Pack", 3, first=False), package.side("Send", 4, first=True))
        if how == "rebase":
            here.repo.run("checkout", "-q", "side")
        assert here.repo.git(how, "main" if how == "rebase" else "side", check=False).returncode == 1
    assert main(["sync", "--resolve"]) == 0
    assert package.designs()["PackTask"] == '"D-2"' and package.designs()["SendTask"] == '"D-3"'
    holds(package)


def test_a_reference_that_a_node_of_both_sides_has(package) -> None:
    """Theirs has another Design for a Task that both sides have."""
    here = package.here
    theirs = package.side("Send", 4, first=True)
    theirs["architecture/code.py"] = theirs["architecture/code.py"].replace(
        'Files\n    file_path = "src/files.py"', '"D-2"\n    file_path = "src/files.py"'
    )
    here.diverge(package.side("Pack", 3, first=False), theirs)
    merged(package)
    assert main(["sync", "--resolve"]) == 0
    assert package.designs()["Writing"] == package.designs()["SendTask"] == '"D-3"'
    assert package.designs()["PackTask"] == '"D-2"'
    holds(package)


def test_the_baseline_and_waivers_follow(package) -> None:
    """A line of theirs that names the node whose id is another's: also where both sides wrote into one file."""
    here = package.here
    sides = [package.side("Pack", 3, first=False), package.side("Send", 4, first=True)]
    for side, number, value in zip(sides, (3, 4), (8, 9), strict=True):
        head = '    satisfies = [Store]\n    requires = [Files]\n    waives = {"RES601": "as D-2 is to be measured"}\n'
        side["architecture/plan.py"] = side["architecture/plan.py"].replace(
            "    satisfies = [Store]\n    requires = [Files]\n", head
        )
        side["archhook-baseline.txt"] = f"INV401 T-{number} src/gone{number}.py -\nTRC105 D-2 - - # {value}\n"
    here.diverge(*sides)
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert "<<<<<<<" in here.text("archhook-baseline.txt")
    main(["sync", "--resolve"])
    text = here.text("archhook-baseline.txt")
    assert "TRC105 D-2 - - # 8\n" in text and "TRC105 D-3 - - # 9\n" in text
    plan = here.text("architecture/plan.py")
    assert plan.count("as D-2 is") == 1 == plan.count("as D-3 is")


@pytest.mark.parametrize("ours", [None, b""], ids=["unknown", "known"])
def test_lines_that_name_a_node(ours) -> None:
    text = b'[D-2.memory_mb]\nvalue = 2\nmachine = "D-2"\n\n[D-20.memory_mb]\n[[D-2.x]]\n'
    record = Record("measured.toml", text, ours, text, tables=True)
    new, left = followed(record, {"D-2": "D-3"})
    if ours is None:
        assert new == text
        assert left[0] == (
            "measured.toml:1: `[D-2.memory_mb]`, git does not say whose it is: write `[D-3.memory_mb]` if it is theirs"
        )
    else:
        assert new == text.replace(b"[D-2.", b"[D-3.") and not left
    assert followed(record._replace(ours=text), {"D-2": "D-3"})[1][0].startswith(
        "measured.toml:1: `[D-2.memory_mb]`, both sides have it: write"
    )
    assert followed(record._replace(ours=text, theirs=b""), {"D-2": "D-3"}) == (text, ())


def test_prose_of_a_node_of_theirs_in_the_module_itself(branches) -> None:
    here = branches()

    def side(name: str, number: int) -> dict[str, str]:
        fields = "    satisfies = [Store]\n    requires = [Files]\n"
        design = f'\n\nclass {name}(Design):\n    """[D-2] {name}."""\n\n{fields}'
        own = here.task(f"{name}Task", number, f"src/{name.lower()}.py", "run").replace("= Files", '= "D-2"')
        text = here.ledger + design + own.replace(f"{name}Task.", f"{name} as D-2 has it.")
        return {"architecture.py": text, f"src/{name.lower()}.py": here.code("run")}

    here.diverge(side("Pack", 3), side("Send", 4))
    here.merge()
    assert main(["sync", "--resolve"]) == 0
    assert "Pack as D-2 has it." in here.text() and "Send as D-3 has it." in here.text()
