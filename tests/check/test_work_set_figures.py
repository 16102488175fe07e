"""For each kind of change to figures, exactly the laws about them that it can have touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.judging import LEDGER, MODULE, edited, judged

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.errors import ConfigError

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo


FIGURED = ("    Requirement,\n", "    Requirement,\n    ResourceConstraints,\n")
MEASURED = "measured.toml"
TAKES = 'value = {value}\nunit = "MB"\nsource = "x"\nmachine = "ci"\ndate = 2026-01-31T12:00:00Z\nsamples = 3\n'


def figures(*nodes: str) -> set[str]:
    return {"figures:" + node for node in nodes}


def with_figures(repo: GitRepo) -> None:
    """D-2 requires D-1 and D-0, D-1 requires D-0; a budget above them, and D-0 measured."""
    estimate = "    estimated = ResourceConstraints(memory_mb=10, latency_p99_ms=1)\n"
    edited(
        repo, LEDGER, FIGURED,
        ('requires = []', 'requires = []\n' + estimate.rstrip()),
        ('requires = ["D-0"]', 'requires = ["D-0"]\n' + estimate.rstrip()),
        ("derived_from = [Intent0]", "derived_from = [Intent0]\n    budget = ResourceConstraints(memory_mb=20)"),
    )  # fmt: skip
    oid = repo.run("hash-object", "src/app/part0/module0.py")
    files = "".join(
        f'"src/app/part0/module{n}.py" = "{repo.run("hash-object", f"src/app/part0/module{n}.py")}"\n'
        for n in range(10)
    )
    assert oid in files
    repo.write(MEASURED, "version = 1\n[D-0.memory_mb]\n" + TAKES.format(value=10) + f"[D-0.memory_mb.files]\n{files}")
    repo.commit("figures")
    assert judged(repo).verdict.findings == ()


def test_a_changed_figure_rechecks_the_chains_above_it(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    asked.clear()
    edited(
        repo,
        LEDGER,
        (
            'requires = ["D-0"]\n    estimated = ResourceConstraints(memory_mb=10',
            'requires = ["D-0"]\n    estimated = ResourceConstraints(memory_mb=11',
        ),
    )
    judgement = judged(repo)
    assert [(one.code, one.node) for one in judgement.verdict.findings] == [("RES604", "I-0"), ("RES603", "R-0")]
    assert set(asked) == figures("D-1", "D-2", "R-0", "I-0")
    because = dict(judgement.work.because)
    assert because["D-1"] == (LEDGER,)
    assert because["R-0"] == because["I-0"] == because["T-11"] == ("D-1",)
    assert {node for node in because if node.startswith("T-")} == {f"T-{number}" for number in range(10, 20)}
    assert (judgement.work.rechecked_chains, judgement.work.files_parsed) == (10, 0)


def test_a_new_measurement_rechecks_the_chains_above_it(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    asked.clear()
    edited(repo, MEASURED, ("value = 10", "value = 10.5"))
    judgement = judged(repo)
    assert [(one.code, one.node) for one in judgement.verdict.findings] == [
        ("RES604", "I-0"), ("RES603", "R-0"), ("RES602", "D-1"),
    ]  # fmt: skip
    assert set(asked) == figures("D-0", "D-1", "D-2", "R-0", "I-0")
    assert dict(judgement.work.because)["D-0"] == (MEASURED,)
    asked.clear()
    edited(repo, MEASURED, ('source = "x"', 'source = "y"'))
    assert judged(repo).verdict.findings == judgement.verdict.findings
    assert asked == []


def test_a_changed_file_of_a_measured_design_makes_its_figures_stale(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    asked.clear()
    edited(repo, "src/app/part0/module3.py", ("LIMIT_3 = 3", "LIMIT_3 = 4"))
    judgement = judged(repo)
    assert [(one.code, one.node, one.file) for one in judgement.verdict.findings] == [
        ("RES605", "D-0", "src/app/part0/module3.py")
    ]
    assert asked == ["figures:D-0"]
    asked.clear()
    edited(repo, MODULE, ("LIMIT_11 = 11", "LIMIT_11 = 7"))  # of a Design that was not measured
    judged(repo)
    assert asked == []


def test_the_name_of_an_intent_that_became_infeasible_is_told_anew(repo: GitRepo, asked: list[str]) -> None:
    with_figures(repo)
    edited(repo, MEASURED, ("value = 10", "value = 10.5"))
    judged(repo)
    asked.clear()
    edited(repo, LEDGER, ("[I-0] Goal 0 is reached.", "[I-0] Goal 0 is reached at last."))
    finding = next(one for one in judged(repo).verdict.findings if one.code == "RES604")
    assert "Goal 0 is reached at last" in finding.message
    assert asked == ["figures:I-0"]


def test_where_there_are_no_figures_none_are_asked_about(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('requires = ["D-0", "D-1"]', 'requires = ["D-0"]'))
    judged(repo)
    assert not any(unit.startswith("figures:") for unit in asked)


def test_a_broken_measured_toml_is_refused_warm_and_cold(repo: GitRepo) -> None:
    with_figures(repo)
    edited(repo, MEASURED, ("[D-0.memory_mb]", "[D-0.memory_m]"), ("[D-0.memory_mb.files]", "[D-0.memory_m.files]"))
    for no_cache in (False, True):
        with pytest.raises(ConfigError) as refused:
            judge(Request(str(repo.path), source="index", no_cache=no_cache))
        assert (refused.value.path, refused.value.line, "memory_mb" in refused.value.fix) == (MEASURED, 2, True)
    (repo.path / MEASURED).unlink()
    (repo.path / MEASURED).symlink_to("pyproject.toml")
    repo.run("add", "-A")
    for no_cache in (False, True):
        with pytest.raises(ConfigError, match="is a symbolic link"):
            judge(Request(str(repo.path), source="index", no_cache=no_cache))
