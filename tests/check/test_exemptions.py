"""Severities and waivers, in the contract's order, on real runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Verdict

PLACE = '    file_path = "src/app/part0/module3.py"\n'
BREAK = ('"save_3", ', "")


def verdict(repo: GitRepo, *waivers: str, config: str = "", overrides: tuple[tuple[str, str], ...] = ()) -> Verdict:
    """Judges the project with `save_3` undeclared, T-3 waiving some codes, and some configuration."""
    files = project(10)
    waived = "".join(f'"{code}": "a reason", ' for code in waivers)
    text = files["architecture.py"].replace(*BREAK)
    files["architecture.py"] = text.replace(PLACE, f"{PLACE}    waives = {{{waived}}}\n") if waivers else text
    repo.commit("a project", files=files | {"pyproject.toml": config})
    return judge(Request(str(repo.path), no_cache=True, overrides=overrides)).verdict


def told(found: Verdict) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in found.findings]


SETTING = "[tool.archhook.severity]\n"
OFF = SETTING + 'INV407 = "off"\n'


@pytest.mark.parametrize(
    ("waivers", "config", "findings", "waived", "code"),
    [
        ((), "", [("INV407", "error")], 0, 1),
        ((), SETTING + 'INV407 = "warning"\n', [("INV407", "warning")], 0, 0),
        ((), "[tool.archhook]\nstrict = true\n" + SETTING + 'INV407 = "warning"\n', [("INV407", "warning")], 0, 1),
        ((), OFF, [], 0, 0),
        (("INV407",), "", [], 1, 0),
        (("INV407",), OFF, [], 0, 0),
        (("INV403",), "", [("INV407", "error"), ("LED005", "warning")], 0, 1),
        (("INV407", "LED005"), "", [("LED005", "warning")], 1, 0),
        (("INV407", "INV403", "LED005"), "", [], 2, 0),
        (("INV403",), OFF + 'LED005 = "off"\n', [], 0, 0),
    ],
)
def test_severity_goes_before_waiver(
    git_repo: Callable[..., GitRepo],
    waivers: tuple[str, ...],
    config: str,
    findings: list[tuple[str, str]],
    waived: int,
    code: int,
) -> None:
    found = verdict(git_repo(), *waivers, config=config)
    assert sorted(told(found)) == findings
    assert (found.waived, found.exit_code) == (waived, code)


def test_an_override_is_stronger_than_the_configuration(git_repo: Callable[..., GitRepo]) -> None:
    found = verdict(git_repo(), config=OFF, overrides=(("INV407", "error"),))
    assert told(found) == [("INV407", "error")]


def test_an_unused_waiver_points_at_its_reason(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    found = verdict(repo, "INV403", config=OFF)
    (finding,) = found.findings
    line = (repo.path / "architecture.py").read_text().splitlines()[finding.line - 1]
    assert line.strip().startswith("waives")
    assert line[finding.column - 1 :].startswith('"INV403"')


def ignored(repo: GitRepo, path: str, *edits: tuple[str, str], config: str = "") -> Verdict:
    """Judges the project with `save_3` undeclared and a file edited, warm from the project before, and cold."""
    files = project(10)
    files["architecture.py"] = files["architecture.py"].replace(*BREAK)
    repo.commit("before", files=files | {"pyproject.toml": config})
    judge(Request(str(repo.path)))
    text = files.get(path, "")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    repo.write(path, text)
    repo.run("add", "-A")
    warm = judge(Request(str(repo.path))).verdict
    assert warm == judge(Request(str(repo.path), no_cache=True)).verdict
    return warm


MODULE = "src/app/part0/module3.py"
SAVE = "def save_3(record: Record3) -> str:"
FULL = ("", "# archhook: ignore[INV407] all of it\n")


@pytest.mark.parametrize(
    ("edits", "findings", "waived"),
    [
        ([(SAVE, SAVE + "  # archhook: ignore[INV407] old")], [], 1),
        ([FULL], [], 1),
        ([FULL, (SAVE, SAVE + "  # archhook: ignore[INV407] old")], [], 1),
        ([(SAVE, "# archhook: ignore[INV407] above\n" + SAVE)], ["INV407", "LED005"], 0),
        ([(SAVE, SAVE + "  # archhook: ignore[INV407]")], ["INV407", "LED005"], 0),
        ([(SAVE, SAVE + "  # archhook: ignore")], ["INV407", "LED005"], 0),
        ([(SAVE, SAVE + "  # archhook: ignore[INV4007] old")], ["INV407", "LED005"], 0),
        ([(SAVE, SAVE + "  # archhook: ignore[INV407, INV408] old")], ["LED005"], 1),
        ([(SAVE, SAVE + "  # archhook: ignore[INV407, INV408, LED005] old")], [], 2),
        ([(SAVE, SAVE + "  # archhook: ignore[INV407, LED005] old")], ["LED005"], 1),
        ([(SAVE, SAVE + "  # archhook: ignore[INV407, LED001] old")], ["LED005"], 1),
        ([(SAVE, SAVE + "  # archhook: ignore[INV407, INV411] off unless the gate of a push turns it on")], [], 1),
        ([("    lines = [", '    "# archhook: ignore[INV407] no comment"\n    lines = [')], ["INV407"], 0),
    ],
)
def test_inline_ignores(
    git_repo: Callable[..., GitRepo], edits: list[tuple[str, str]], findings: list[str], waived: int
) -> None:
    found = ignored(git_repo(), MODULE, *edits)
    assert sorted(code for code, _ in told(found)) == findings
    assert found.waived == waived


def test_severity_off_goes_before_an_ignore(git_repo: Callable[..., GitRepo]) -> None:
    """And an ignore of a law that is off is not unused, whether it gives a reason or not."""
    for ignore in ("ignore[INV407] old", "ignore[INV407]"):
        repo = git_repo(ignore.partition("]")[2] or "bare")
        found = ignored(repo, MODULE, (SAVE, f"{SAVE}  # archhook: {ignore}"), config=OFF)
        assert (found.findings, found.waived) == ((), 0)
    loud = ignored(git_repo("on"), MODULE, (SAVE, f"{SAVE}  # archhook: ignore[INV403] old"))
    (finding,) = (one for one in loud.findings if one.code == "LED005")
    assert (finding.path, finding.symbol) == (MODULE, "INV403")
    assert finding.line == project(10)[MODULE].split(SAVE)[0].count("\n") + 1
    assert "exempts nothing" in finding.message


@pytest.mark.parametrize(
    ("path", "findings"),
    [("tests/unit/test_part0.py", ["INV407", "LED005"]), ("docs/conf.py", ["INV407"]), ("notes.md", ["INV407"])],
)
def test_an_ignore_counts_where_archhook_reads(
    git_repo: Callable[..., GitRepo], path: str, findings: list[str]
) -> None:
    """In a test file it does; in what is excluded and declared by nobody nothing can be found, and nobody looks."""
    config = '[tool.archhook]\nexclude = ["docs/"]\n'
    found = ignored(git_repo(), path, FULL, config=config)
    assert sorted(code for code, _ in told(found)) == findings


def test_an_ignore_in_an_excluded_file_counts_once_a_task_declares_it(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    files = project(10)
    config = {"pyproject.toml": '[tool.archhook]\nexclude = ["docs/"]\n', "docs/conf.py": FULL[1] + "x = 1\n"}
    repo.commit("before", files=files | config)
    assert not told(judge(Request(str(repo.path))).verdict)
    task = '\n\nclass Docs(Task):\n    """[T-90] Docs."""\n\n    implements = Design0\n    file_path = "docs/conf.py"\n'
    for text, expected in ((files["architecture.py"] + task, ["LED005"]), (files["architecture.py"], [])):
        repo.write("architecture.py", text)
        for no_cache in (False, True):
            found = judge(Request(str(repo.path), no_cache=no_cache)).verdict
            assert [code for code, _ in told(found)] == expected


def test_an_ignore_in_the_ledger(git_repo: Callable[..., GitRepo]) -> None:
    """At the line of the declared name; it moves with the statement that is read alone."""
    wrong = ('"load_3", ', '"lood_3",  # archhook: ignore[INV403] soon\n        ')
    found = ignored(git_repo(), "architecture.py", wrong)
    assert sorted(code for code, _ in told(found)) == ["INV407", "INV407"]
    assert found.waived == 1
    moved = ignored(git_repo("again"), "architecture.py", wrong, ("class Task1(", "# one\n# two\n\n\nclass Task1("))
    assert moved.waived == 1
    assert "LED005" not in {code for code, _ in told(moved)}


def test_led002_to_led004_can_be_ignored_and_led001_cannot(git_repo: Callable[..., GitRepo]) -> None:
    twice = '\n\nclass Twice(Intent):  # archhook: ignore[LED002] merged next week\n    """[I-0] Again."""\n'
    found = ignored(git_repo(), "architecture.py", ('"""The ledger."""', '"""The ledger."""'))
    assert found.waived == 0
    repo = git_repo("twice")
    repo.commit("twice", files=project(10) | {"architecture.py": project(10)["architecture.py"] + twice})
    assert (judge(Request(str(repo.path))).verdict.findings, judge(Request(str(repo.path))).verdict.waived) == ((), 1)
    repo.write("architecture.py", "# archhook: ignore[LED001] please\nx = (\n")
    assert told(judge(Request(str(repo.path))).verdict) == [("LED001", "error")]


UNIT = "tests/unit/test_part0.py"
EMPTY = "def test_load():\n    pass\n\n\ndef test_save():\n    assert str(1)\n"
DECLARES = '    test_file = "tests/unit/test_part0.py"\n'


@pytest.mark.parametrize(
    ("edits", "config", "counted"),
    [
        ((), "", ("TST509", 0, 0, 0)),
        ((), "[tool.archhook]\nstrict = true\n", ("TST509", 0, 0, 1)),
        ((), SETTING + 'TST509 = "error"\n', ("TST509", 0, 0, 1)),
        ((), SETTING + 'TST509 = "off"\n', ("", 0, 0, 0)),
        (((UNIT, "load():", "load():  # archhook: ignore[TST509] it is written in May"),), "", ("", 1, 0, 0)),
        (((UNIT, "def test_load", "# archhook: ignore[TST509] all of it\ndef test_load"),), "", ("", 1, 0, 0)),
        (
            (("architecture.py", DECLARES, f'{DECLARES}    waives = {{"TST509": "it is written in May"}}\n'),),
            "",
            ("", 1, 0, 0),
        ),
        ((("archhook-baseline.txt", "", f"TST509 UT-0 {UNIT} test_load\n"),), "", ("", 0, 1, 0)),
    ],
)
def test_a_test_that_cannot_fail_is_exempted_as_anything_is(
    git_repo: Callable[..., GitRepo], edits: tuple[tuple[str, str, str], ...], config: str, counted: tuple[object, ...]
) -> None:
    files = {"archhook-baseline.txt": ""} | project(10) | {UNIT: EMPTY, "pyproject.toml": config}
    for path, old, new in edits:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    repo = git_repo()
    repo.commit("a project", files={path: text for path, text in files.items() if text or path == "pyproject.toml"})
    found = judge(Request(str(repo.path), no_cache=True)).verdict
    codes = "".join(one.code for one in found.findings)
    assert (codes, found.waived, found.baselined, found.exit_code) == counted
