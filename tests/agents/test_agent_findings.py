"""What an agent is shown of a verdict."""

from __future__ import annotations

import pytest

from archhook.agents.agent_findings import LIMIT, counted, findings_text, of_this_edit
from archhook.agents.bounded import tokens
from archhook.model.findings import Finding, Verdict


def finding(path: str, message: str = "it differs", file: str = "") -> Finding:
    return Finding(
        "INV403", "missing-function", "error", message, path, 1, 1, "T-1", "task", (), 0, file, "", "mend it"
    )


def verdict(*findings: Finding) -> Verdict:
    return Verdict("worktree", "", findings, 0, 0, 0, (), 1, False, False)


def test_the_edited_file_comes_first() -> None:
    text = findings_text([finding("a.py"), finding("b.py"), finding("z.py", file="c.py")], files=("c.py",))
    assert [line.split(":")[0] for line in text.splitlines() if "INV403" in line] == ["z.py", "a.py", "b.py"]


@pytest.mark.parametrize("message", ["it differs", "long " * 500, "x" * 100_000, "ü" * 50_000])
def test_what_the_model_is_told_is_bounded_and_the_rest_counted(message: str) -> None:
    text = findings_text([finding(f"{number}.py", message) for number in range(300)])
    assert 0 < tokens(text) <= LIMIT + 40
    shown = text.count("INV403")
    assert text.endswith(f"and {300 - shown} more: `archhook check --untracked` shows all\n")


def test_what_shows_all_is_named() -> None:
    text = findings_text([finding(f"{number}.py", "x" * 3000) for number in range(3)], "archhook check --staged")
    assert text.endswith("and 2 more: `archhook check --staged` shows all\n") or "and 1 more" in text


def test_errors_and_warnings_are_counted() -> None:
    assert counted(verdict(finding("a.py"), finding("b.py"))) == "2 errors"


def test_an_edit_has_to_do_with_its_files_and_with_what_is_new() -> None:
    old, about, new = finding("a.py"), finding("b.py"), finding("c.py")
    found = (old, about, new, finding("architecture.py", file="d.py"))
    assert of_this_edit(found, ["b.py"], [new], []) == (about, new)
    assert of_this_edit(found, ["d.py"], [], []) == (found[3],)
    assert of_this_edit(found, ["architecture.py"], [], []) == (found[3],)
    assert of_this_edit(found, ["architecture.py"], [new], ["architecture.py"]) == (new,)


def test_the_model_is_told_one_reason_the_shortest_chain() -> None:
    chains = (("I-1", "R-1", "D-2", "D-1", "T-1"), ("I-2", "R-2", "D-1", "T-1"))
    told = findings_text([finding("a.py")._replace(chains=chains, chains_total=7)])
    assert [line.strip() for line in told.splitlines() if "because" in line or "chain" in line] == [
        "because Intent I-2 > Requirement R-2 > Design D-1 > Task T-1"
    ]
    caused = findings_text([finding("a.py")._replace(chains=chains, chains_total=7, because=("b.py is gone",))])
    assert [line.strip() for line in caused.splitlines() if "because" in line] == ["because b.py is gone"]
