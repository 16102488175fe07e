"""Severities and waivers, in the contract's order, on real runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.check import Request, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import GitRepo

    from archhook.model import Verdict

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
        (("INV407",), OFF, [("LED005", "warning")], 0, 0),
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
