"""`archhook sync --resolve` where a module in a conflict stands beside modules that git has merged without one."""

from __future__ import annotations

import pytest

from archhook.cli.main import main
from archhook.sync.resolve.unconflicted import Record, followed

CODE = "from archhook import Task\nfrom architecture.plan import Files\n\n\nclass Writing"


@pytest.fixture
def package(branches):
    """A ledger of two modules: what is planned, and what implements it."""
    plan, _, tasks = branches.ledger.partition("\n\nclass Writing")

    class Package:
        plan_text = plan.replace(", Task", "")
        tasks_text = CODE + tasks
        here = branches(
            {
                "architecture.py": None,
                "architecture/__init__.py": "from architecture import code, plan\n",
                "architecture/plan.py": plan_text,
                "architecture/code.py": tasks_text,
            }
        )

        def side(self, name: str, number: int, first: bool, doc: str = "") -> dict[str, str]:
            """The files of a branch: a Design D-2 at the end of one module, its Task at one end of the other."""
            fields = "    satisfies = [Store]\n    requires = [Files]\n"
            design = f'\n\nclass {name}(Design):\n    """[D-2] {name}."""\n\n{fields}'
            path = f"src/{name.lower()}.py"
            own = self.here.task(f"{name}Task", number, path, "run").replace("= Files", '= "D-2"')
            if doc:
                own = own.replace(f"{name}Task.", doc)
            tasks = self.tasks_text
            text = tasks.replace("\n\nclass Writing", own + "\n\nclass Writing", 1) if first else tasks + own
            return {
                "architecture/plan.py": self.plan_text + design,
                "architecture/code.py": text,
                path: self.here.code("run"),
            }

        def designs(self) -> dict[str, str]:
            """Task class -> the id of the Design that it names."""
            parts = self.here.text("architecture/code.py").split("\nclass ")[1:]
            return {one.partition("(")[0]: one.partition("implements = ")[2].partition("\n")[0] for one in parts}

    return Package()


def merged(package, *, added: bool = False) -> None:
    """Merges, with a conflict in the plan and none in the code; resolves; the ledger holds."""
    here = package.here
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert "<<<<<<<" in here.text("architecture/plan.py") and "<<<<<<<" not in here.text("architecture/code.py")
    if added:
        here.repo.run("add", "-u")


def holds(package) -> None:
    package.here.repo.run("add", "-A")
    assert main(["check", "-q"]) == 0


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


def test_what_both_sides_say_is_left_with_its_place_and_what_to_write(package, capsys) -> None:
    """Both gave one Task the Design D-2, and meant their own: git sees one and the same change."""
    here = package.here
    sides = [package.side("Pack", 3, first=False), package.side("Send", 4, first=False)]
    for side in sides:
        side["architecture/code.py"] = package.tasks_text.replace(
            'Files\n    file_path = "src/files.py"', '"D-2"\n    file_path = "src/files.py"'
        )
    sides[0].pop("src/pack.py"), sides[1].pop("src/send.py")
    here.diverge(*sides)
    merged(package)
    assert main(["sync", "--resolve"]) == 1
    told = capsys.readouterr().err
    assert package.designs()["Writing"] == '"D-2"'
    assert (
        "left to you: architecture/code.py:5: T-1 (class Writing): `implements` names D-2, as both sides have it, and"
        " that is Pack in ours and Send in theirs: write D-3 where it is Send that is meant" in told
    ), told


def test_what_was_written_since_the_merge_is_left(package, capsys) -> None:
    """Neither side has the Task: whom its D-2 means, only its author knows."""
    here = package.here
    here.diverge(package.side("Pack", 3, first=False), package.side("Send", 4, first=True))
    merged(package)
    text = here.text("architecture/code.py")
    new = here.task("Later", 9, "src/later.py", "later").replace("= Files", '= "D-2"')
    here.repo.write("architecture/code.py", text + new)
    assert main(["sync", "--resolve"]) == 1
    told = capsys.readouterr().err
    assert package.designs()["Later"] == '"D-2"' and package.designs()["SendTask"] == '"D-3"'
    assert "T-9 (class Later): `implements` names D-2, which neither side has there, and that is Pack in ours" in told


def test_a_twin_in_a_module_without_conflict(package, capsys) -> None:
    """Both sides add a class of the same name and id, each in a module of its own; the conflict is elsewhere."""
    here = package.here

    def side(word: str) -> dict[str, str]:
        head = f'from archhook import Design, Task\n\n\nclass DesignCache(Design):\n    """[D-2] {word}."""\n\n'
        design = head + '    satisfies = ["R-1"]\n    requires = ["D-1"]\n'
        own = here.task(f"{word}Task", 3, f"src/{word.lower()}.py", "run").replace("= Files", '= "D-2"')
        return {
            "architecture/__init__.py": f"from architecture import code, plan, {word.lower()}\n",
            f"architecture/{word.lower()}.py": design + own,
            f"src/{word.lower()}.py": here.code("run"),
        }

    here.diverge(side("Zip"), side("Pack"))  # theirs comes first by name
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert main(["sync", "--resolve"]) == 0, capsys.readouterr().err
    assert "[D-2] Zip." in here.text("architecture/zip.py") and '"D-2"' in here.text("architecture/zip.py")
    assert "[D-3] Pack." in here.text("architecture/pack.py") and '"D-3"' in here.text("architecture/pack.py")
    holds(package)


def test_a_class_that_both_sides_add_to_a_module_without_conflict(package, capsys) -> None:
    """Nobody but a person can say which of the two a reference by name means."""
    here = package.here
    plan, tasks = package.plan_text, package.tasks_text

    def side(word: str, *, first: bool) -> dict[str, str]:
        design = (
            f'\n\nclass Cache(Design):\n    """[D-2] {word}."""\n\n    satisfies = [Store]\n    requires = ["D-1"]\n'
        )
        own = here.task(f"{word}Task", 3, f"src/{word.lower()}.py", "run").replace("= Files", "= Cache")
        return {
            "architecture/plan.py": plan.replace("\n\nclass Files", design + "\n\nclass Files")
            if first
            else plan + design,
            "architecture/code.py": tasks.replace("import Files", "import Cache, Files") + own,
            f"src/{word.lower()}.py": here.code("run"),
        }

    here.diverge(side("Zip", first=True), side("Pack", first=False))
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    before = here.text("architecture/code.py")
    assert main(["sync", "--resolve"]) == 1
    told = capsys.readouterr().err
    line = here.text("architecture/plan.py")[: here.text("architecture/plan.py").rindex("class Cache")].count("\n") + 1
    assert (
        f"left to you: architecture/plan.py:{line}: class Cache: both sides add a class of this name: give that"
        " of theirs another, here and where it is meant (then `archhook sync --resolve` again)\n" in told
    ), told
    assert here.text("architecture/code.py") == before


def test_an_import_that_hides_the_other_side_s(package, capsys) -> None:
    """Both import a class of one name, each from a module of its own, into a module without conflict."""
    here = package.here

    def side(word: str, *, first: bool) -> dict[str, str]:
        design = (
            f'from archhook import Design\n\n\nclass Cache(Design):\n    """[D-2] {word}."""\n\n'
            '    satisfies = ["R-1"]\n    requires = ["D-1"]\n'
        )
        own = here.task(f"{word}Task", 4 - first, f"src/{word.lower()}.py", "run").replace("= Files", "= Cache")
        imported = f"\nfrom architecture.{word.lower()} import Cache\n"
        tasks = package.tasks_text
        if first:
            text = f"{imported[1:]}{tasks}".replace("\n\nclass Reading", own + "\n\nclass Reading")
        else:
            text = tasks.replace("import Files\n", f"import Files{imported}") + own
        return {
            "architecture/__init__.py": f"from architecture import code, plan, {word.lower()}\n",
            f"architecture/{word.lower()}.py": design,
            "architecture/code.py": text,
            f"src/{word.lower()}.py": here.code("run"),
        }

    here.diverge(side("Zip", first=True), side("Pack", first=False))
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert "<<<<<<<" not in here.text("architecture/code.py")
    assert main(["sync", "--resolve"]) == 1
    told = capsys.readouterr().err
    assert (
        "T-3 (class ZipTask): `implements` means Cache of architecture/pack.py now, and meant that of"
        ' architecture/zip.py: write "D-2", or import one of the two under another name' in told
    ), told
    assert "PackTask" not in told


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


def test_twins_in_modules_of_their_own_named_by_class_in_a_conflict(package) -> None:
    here = package.here

    def side(word: str) -> dict[str, str]:
        head = f'from archhook import Design\n\n\nclass {word}(Design):\n    """[D-2] {word}."""\n\n'
        own = here.task(f"{word}Task", 3, f"src/{word.lower()}.py", "run").replace("= Files", f"= {word}")
        imported = f"import Files\nfrom architecture.{word.lower()} import {word}\n"
        return {
            f"architecture/{word.lower()}.py": head + '    satisfies = ["R-1"]\n    requires = ["D-1"]\n',
            "architecture/code.py": package.tasks_text.replace("import Files\n", imported) + own,
            f"src/{word.lower()}.py": here.code("run"),
        }

    here.diverge(side("Zip"), side("Pack"))
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert "<<<<<<<" in here.text("architecture/code.py")
    assert main(["sync", "--resolve"]) == 0
    assert package.designs()["ZipTask"] == "Zip" and package.designs()["PackTask"] == "Pack"
    assert "[D-2]" in here.text("architecture/zip.py") and "[D-3]" in here.text("architecture/pack.py")
    assert "[T-3] ZipTask" in here.text("architecture/code.py") and "[T-4]" in here.text("architecture/code.py")
    holds(package)


def test_what_is_said_of_a_class_that_both_sides_add_leads_to_a_ledger(package) -> None:
    """The message followed: one of the two renamed, and where it is meant; then the conflict is resolved."""
    here = package.here
    plan, tasks = package.plan_text, package.tasks_text

    def side(word: str, *, first: bool) -> dict[str, str]:
        fields = '    satisfies = [Store]\n    requires = ["D-1"]\n'
        design = f'\n\nclass Cache(Design):\n    """[D-2] {word}."""\n\n{fields}'
        own = here.task(f"{word}Task", 3, f"src/{word.lower()}.py", "run").replace("= Files", "= Cache")
        return {
            "architecture/plan.py": plan.replace("\n\nclass Files", f"{design}\n\nclass Files")
            if first
            else plan + design,
            "architecture/code.py": tasks.replace("import Files", "import Cache, Files") + own,
            f"src/{word.lower()}.py": here.code("run"),
        }

    here.diverge(side("Zip", first=True), side("Pack", first=False))
    assert here.repo.git("merge", "-q", "side", check=False).returncode == 1
    assert main(["sync", "--resolve"]) == 1
    before, _, after = here.text("architecture/plan.py").rpartition("class Cache")
    here.repo.write("architecture/plan.py", f"{before}class Packed{after}")
    text = here.text("architecture/code.py").replace("import Cache, Files", "import Cache, Files, Packed")
    start = text.index("class PackTask") if "class PackTask" in text else text.index("=======")
    here.repo.write("architecture/code.py", text[:start] + text[start:].replace("= Cache", "= Packed", 1))
    assert main(["sync", "--resolve"]) == 0
    assert package.designs()["ZipTask"] == "Cache" and package.designs()["PackTask"] == "Packed"
    holds(package)
