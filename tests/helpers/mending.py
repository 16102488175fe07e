"""What somebody does to a project who does what a fix says: edits of the ledger and of files, and commands."""

from __future__ import annotations

import contextlib
import io
import re
from typing import TYPE_CHECKING

from helpers.mended_project import LEDGER
from helpers.syncing import obey

from archhook.cli.main import main

if TYPE_CHECKING:
    from helpers.mended_project import Mend, Mending

    from archhook.model.findings import Finding

CLASSES = {"intent": "Intent", "requirement": "Requirement", "design": "Design"}
FREE = {"intent": "I-90", "requirement": "R-90", "design": "D-90"}
FIELD = {"classes": "class {}:\n    pass\n", "functions": "def {}():\n    pass\n", "globals": "{} = 1\n"}


def tested(level: str, *, later: bool = False) -> Mend:
    """Writes a Test of a level with its test, or a planned one without."""

    def mend(project: Mending, finding: Finding, _: re.Match[str]) -> None:
        path = f"tests/test_{level.lower()}.py"
        prefix = {"UserAcceptanceTest": "UAT", "SystemTest": "ST", "IntegrationTest": "IT", "UnitTest": "UT"}[level]
        if not later:
            project.write(path, "def test_written():\n    assert str(1) == '1'\n")
        project.append(
            f'class Written{level}({level}):\n    """[{prefix}-90] Written."""\n\n    verifies = "{finding.node}"\n'
            f'    test_file = "{path}"\n    test_functions = ["test_written"]\n' + "    planned = True\n" * later
        )

    return mend


def meant(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """Did you mean: the one name in the place of the other."""
    near = found["near"]
    if finding.code in ("INV401", "TST501"):
        project.in_node(finding.node, finding.file, near)
        return
    quoted = re.search(r"'([^']+)'", finding.message)
    wrong = finding.symbol or (quoted[1] if quoted else "")
    if finding.code == "LED004" and quoted and wrong in ("estimated", "measured", "budget"):
        wrong = quoted[1]  # a figure of it
    if finding.code == "LED001" and "no '" in finding.message:
        wrong = re.findall(r"'([^']+)'", finding.message)[-1]
    if finding.code == "LED003" and f'"{near}"' in finding.fix:
        wrong = next((mark + wrong + mark for mark in ("'", '"') if mark + wrong + mark in finding.message), wrong)
        near = f'"{near}"'
        project.at(finding, wrong.replace("'", '"'), near)
        return
    project.at(finding, wrong, near)


def kept(node_id: str) -> str:
    return f'"{node_id}"'


def declare(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """Declares the node that a reference names, with what its kind needs below and above it."""
    kind, name = found["kind"], finding.symbol
    is_id = bool(re.fullmatch(r"\[?[A-Z]+-\d+\]?", name))
    node_id = name.strip("[]") if is_id else FREE[kind]
    class_name = "Declared" if is_id else name
    body = {"intent": "", "requirement": '    derived_from = ["I-1"]\n', "design": '    satisfies = ["R-1"]\n'}[kind]
    statement = f'class {class_name}({CLASSES[kind]}):\n    """[{node_id}] Declared."""\n\n{body}\n\n'
    whole = project.read()
    at = re.search(r"(?m)^class ", whole)
    assert at is not None
    project.write(LEDGER, whole[: at.start()] + statement + whole[at.start() :])


def unreferred(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    field = re.search(r"in `(\w+)`", finding.message)
    assert field is not None
    project.remove(finding.node, field[1], finding.symbol)


def other_reference(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """Names another node, of the kind that the field takes."""
    field = re.search(r"in `(\w+)`", finding.message)
    assert field is not None
    wanted = {"satisfies": '"R-1"', "derived_from": '"I-1"', "implements": '"D-1"', "requires": '"D-2"'}
    level = {"UAT": '"I-1"', "ST": '"R-1"', "IT": '"D-1"', "UT": '"D-1"'}
    new = wanted.get(field[1]) or level[finding.node.rpartition("-")[0]]
    old = next((q + finding.symbol + q for q in ("'", '"') if q + finding.symbol + q in project.node(finding.node)), "")
    project.at(finding, old or finding.symbol, new)


def other_id(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    lines = project.read().splitlines(keepends=True)
    lines[finding.line] = re.sub(r"\[([A-Z]+)-[\w.]+\]", r"[\1-91]", lines[finding.line])
    project.write(LEDGER, "".join(lines))


def renumber(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.run("sync", "--renumber", "--base", "HEAD")


def write_file(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """Writes a declared file with all that its node declares."""
    text = ""
    for field, form in FIELD.items():
        text += "".join(form.format(name.strip("\"'")) for name in project.listed(finding.node, field))
    for name in project.listed(finding.node, "test_functions"):
        text += f"def {name.strip(chr(34))}():\n    assert str(1) == '1'\n"
    project.write(finding.file, text)


def planned(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.field(finding.node, "planned", "True")


def correct_path(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """The node's file is another one that is there, and that its names are looked for in."""
    names = [one.strip("\"'") for field in (*FIELD, "test_functions") for one in project.listed(finding.node, field)]
    paths = [file for top in ("src", "tests") for file in sorted((project.folder / top).rglob("*.py"))]
    path = next(one for one in paths if names and all(name.rpartition("::")[2] in one.read_text() for name in names))
    project.in_node(finding.node, finding.file, str(path.relative_to(project.folder)))


def write_name(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    kind = re.search(r"declares (?:test )?(class|function|global)", finding.message)
    form = {"class": FIELD["classes"], "function": FIELD["functions"], "global": FIELD["globals"]}
    assert kind is not None
    project.append(form[kind[1]].format(finding.symbol), finding.file)


def write_test(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    name = finding.symbol if finding.symbol != "*" else "test_written"
    project.append(f"def {name}():\n    assert str(1) == '1'\n", finding.file)


def take_out(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    project.remove(found["node"], found["field"], finding.symbol)


def add_to(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    project.add(found["node"], found["field"], f'"{found["name"]}"')


def sync(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """Syncs, and writes what is left to a person, as it is said."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        left = main(["sync", "--untracked"])
    owed = re.findall(r": write what (?P<node>\S+) declares, in (?P<path>\S+), and take", said.getvalue())
    for node, path in owed:
        _write_tests(project, node, path)
    if owed:
        project.run("sync", "--untracked")
    elif left:
        obey(project, said.getvalue())


def another_task(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """Declares a name with another node of the same file."""
    if "test_functions" in found["field"]:
        body = f'UnitTest):\n    """[UT-92] Another."""\n\n    verifies = "D-1"\n    test_file = "{finding.file}"\n'
    else:
        body = f'Task):\n    """[T-92] Another."""\n\n    implements = "D-1"\n    file_path = "{finding.file}"\n'
    project.append(f'class Another({body}    {found["field"]} = ["{found["name"]}"]\n')


def move_field(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    old = next(one for one in FIELD if finding.symbol in [x.strip('"') for x in project.listed(finding.node, one)])
    project.remove(finding.node, old, finding.symbol)
    project.add(finding.node, found["field"], f'"{finding.symbol}"')


def task(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    names = re.findall(r"(?m)^def (\w+)", project.read(finding.file))
    project.append(
        'class Written(Task):\n    """[T-93] Written."""\n\n    implements = "D-1"\n'
        f'    file_path = "{finding.file}"\n' + (f"    functions = {names!r}\n" if names else "")
    )


def write_a_test(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    names = re.findall(r"(?m)^def (test_\w+)", project.read(finding.file))
    project.append(
        'class Written(UnitTest):\n    """[UT-93] Written."""\n\n    verifies = "D-1"\n'
        f'    test_file = "{finding.file}"\n    test_functions = {names or ["*"]!r}\n'.replace("['*']", '"*"')
    )


def mend_file(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    good = [line for line in project.read(finding.file).splitlines(keepends=True) if "def (" not in line]
    project.write(finding.file, "".join(good))


def set_to(name: str, value: str) -> Mend:
    return lambda project, finding, _: project.field(finding.node, name, value)


def write_planned(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.field(finding.node, "planned", "")
    write_file(project, finding, _)


def unplan(project: Mending, _: Finding, found: re.Match[str]) -> None:
    project.field(found["node"], "planned", "")


def write_planned_tests(project: Mending, _: Finding, found: re.Match[str]) -> None:
    """Writes the tests of a planned Test, which stays planned."""
    _write_tests(project, found["node"], found["path"])


def _write_tests(project: Mending, node: str, path: str) -> None:
    tests = (name.strip('"') for name in project.listed(node, "test_functions"))
    project.write(path, "".join(f"def {name}():\n    assert str(1) == '1'\n" for name in tests))


def force(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    for node_id in re.findall(r"D-\d+", found["designs"]):
        project.field(node_id, "adopted", "")


def drop_with_its_own(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """A Requirement that nobody asked for goes, with the Tests that verify it; no Design is there for it alone."""
    name = project.name_of(finding.node)
    for statement in re.findall(r"(?ms)^class .*?(?=^class |\Z)", project.read()):
        if re.search(rf"verifies = (?:{name}|\"{finding.node}\")\n", statement):
            project.swap(statement, "")
            path = re.search(r'test_file = "(.*)"', statement)
            assert path is not None
            (project.folder / path[1]).unlink()
        for field in ("satisfies",):
            if re.search(rf"{field} = \[.*\b{name}\b", statement):
                project.swap(statement, re.sub(rf"\b{name}(, )?", "", statement))
    project.drop(finding.node)


def let_go(which: str) -> Mend:
    """A Design goes; what the fix says of its Requirements, Tasks and Designs is done, too."""

    def mend(project: Mending, finding: Finding, found: re.Match[str]) -> None:
        design, other = found[which], found["right" if which == "left" else "left"]
        project.field(design, "adopted", "False")
        for task in re.findall(r"(T-\d+)(?= (?:would have )?to implement)", found[0]):
            if project.name_of(design) in project.node(task):
                project.field(task, "implements", kept(other))

    return mend


def part(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.field(finding.node, "conflicts_with", "")


def prune(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    project.run("baseline", "--prune")


def unwaive(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    statement = project.node(finding.node)
    project.swap(statement, re.sub(rf'"{found["code"]}": "[^"]*"(, )?', "", statement))


def told_why(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    statement = project.node(finding.node)
    project.swap(statement, statement.replace("PLACEHOLDER: ", "Kept in memory, as "))


def comment(new: str) -> Mend:
    def mend(project: Mending, finding: Finding, found: re.Match[str]) -> None:
        lines = project.read(finding.path).splitlines(keepends=True)
        lines[finding.line - 1] = re.sub(r"#.*", new, lines[finding.line - 1])
        project.write(finding.path, "".join(lines))

    return mend


def id_for_name(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    statement = project.node(finding.node)
    quoted = next((q + finding.symbol + q for q in "'\"" if q + finding.symbol + q in statement), finding.symbol)
    project.at(finding, quoted, f'"{found["near"]}"')


def written(project: Mending, node_id: str, target: str) -> str:
    """How a node's `requires` names another: by its id or its class."""
    written = [one.strip("\"'") for one in project.listed(node_id, "requires")]
    return target if target in written else project.name_of(target)


def first_step(project: Mending, finding: Finding) -> tuple[str, str, str]:
    circle = re.search(r"(?:: |\()(.*)", finding.message)
    assert circle is not None
    ids = re.findall(r"D-\d+", circle[1].partition(")")[0])
    return ids[-2], "requires", written(project, ids[-2], ids[-1])


def unrequired(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    project.remove(finding.node, "requires", written(project, finding.node, found["other"]))


def allow(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """Lifts a ban, as a fix says: out of one list, into another, or both."""
    for other, node in re.findall(r"take ([\w.-]+) out of `forbids` of ([\w.-]+)", found["allow"]):
        project.remove(node, "forbids", other)
    for other, node in re.findall(r"add ([\w.-]+) to `visible_to` of ([\w.-]+)", found["allow"]):
        project.add(node, "visible_to", kept(other))


def leave(project: Mending, finding: Finding, node_id: str) -> None:
    field = next(one for one in FIELD if finding.symbol in [x.strip('"') for x in project.listed(node_id, one)])
    project.remove(node_id, field, finding.symbol)


def plan_a_task(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    body = f'    implements = "{finding.node}"\n    planned = True\n'
    project.append(f'class Later(Task):\n    """[T-94] Later."""\n\n{body}')
