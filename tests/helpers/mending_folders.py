"""What somebody does who does what a fix about a folder says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.mended_project import LEDGER

if TYPE_CHECKING:
    import re

    from helpers.mended_project import Mending

    from archhook.model.findings import Finding

SETTINGS = "archhook.toml"
FILES = 'symbols = "files"\n'


def write_there(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """A file below a declared folder, with a test where the folder is one of tests."""
    name, text = ("test_more.py", "def test_more():\n    assert str(1) == '1'\n")
    project.write(finding.file + (name if finding.code.startswith("TST") else "more.py"), text)


def around(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """A Task of the folder around an undeclared file."""
    folder = finding.file.rpartition("/")[0]
    project.append(
        f'class Written(Task):\n    """[T-93] Written."""\n\n    implements = "D-1"\n    file_path = "{folder}/"\n'
    )


def file_by_file(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """A Task that names a folder names its one file."""
    path = next((project.folder / finding.symbol).glob("*.py"))
    project.in_node(finding.node, finding.symbol, str(path.relative_to(project.folder)))
    names = [line[4 : line.index("(")] for line in path.read_text().splitlines() if line.startswith("def ")]
    project.field(finding.node, "functions", repr(names))


def files_suffice(project: Mending, _: Finding, __: re.Match[str]) -> None:
    """Under the configuration files suffice."""
    project.write(SETTINGS, FILES + project.read(SETTINGS))


def files_suffice_of_design(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """Of the Design of a Task files suffice."""
    statement = project.node(finding.node)
    design = statement.partition("implements = ")[2].partition("\n")[0]
    marks = project.read(LEDGER).partition(f"class {design}(Design):\n")[2].partition("]")[0].partition("[")[2]
    project.field(marks, "symbols", '"files"')
