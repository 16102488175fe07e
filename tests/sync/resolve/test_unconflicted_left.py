"""`archhook sync --resolve` where modules without a conflict hold what it does not decide: what it says of them."""

from __future__ import annotations

from helpers.resolving import holds, merged

from archhook.cli.main import main


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
