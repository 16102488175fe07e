"""By the law of another revision: what is found is what a project finds from which all that does not count is taken
out by hand, and what the snapshot finds by its own law, whatever is remembered of earlier runs. Deliberately wrong ways
to judge so are found out.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from helpers.files import lay_out
from helpers.law_pairs import Choices, counted, project, some, turned

from archhook.check import law_of_rev, run
from archhook.check.api import judge
from archhook.check.request import Request
from archhook.model.findings import key_of
from archhook.project.baseline import not_among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from helpers.git_repo import GitRepo

    from archhook.check.run import Run
    from archhook.model.findings import Finding, Verdict

STEPS = 10
QUICK, ALL = 4, 24
"""So many walks, each from a seed of its own."""


def committed(repo: GitRepo, choices: Choices) -> str:
    """The id of a commit of a project, which is checked out."""
    repo.run("rm", "-rqf", "--ignore-unmatch", ".")
    return repo.commit(files=project(choices))


MEND = "mend this: what exempts it does not count ("
"""How the fix of a finding begins that stands for that reason alone."""


def findings(found: Iterable[Finding]) -> list[Finding]:
    """What is found. Where in a comment the code of a law stands is none of it: others before it are left out."""
    return [one._replace(column=0) if one.code == "LED005" else one for one in found]


def counts(verdict: Verdict) -> tuple[object, ...]:
    """What else a verdict says, but of whom."""
    return verdict.waived, verdict.baselined, verdict.planned, verdict.judged


def left_out(verdict: Verdict, other: Verdict) -> list[Finding]:
    """What one verdict finds and another does not, if that judges all."""
    keyed = [(one, key_of(one)) for one in verdict.findings]
    return list(not_among(keyed, map(key_of, other.findings))) if other.judged == "all" else []


def plain_fixes(found: Iterable[Finding]) -> set[Finding]:
    """Findings without the fixes that tell of what does not count."""
    return {one._replace(fix="") if one.fix.startswith(MEND) else one for one in findings(found)}


def walk(repo: GitRepo, plain: Path, seed: int) -> Iterator[str]:
    """What is wrong at each step of a walk: a branch goes on, now and then its law does; one cache knows them all."""
    chance = random.Random(seed)
    law = some(chance)
    branch = law
    for step in range(STEPS):
        law = turned(chance, law) if step % 4 == 3 else law
        branch = some(chance) if chance.random() < 0.1 else turned(chance, turned(chance, branch))
        law_id, branch_id = committed(repo, law), committed(repo, branch)
        repo.run("branch", "-f", "law", law_id)
        source = chance.choice(("commit", "worktree", "index"))
        request = Request(str(repo.path), source=source, rev=branch_id, law="law")
        warm, cold = (judge(request._replace(no_cache=cold)).verdict for cold in (False, True))
        if warm != cold:
            yield f"warm is not cold: {branch} by {law}"
        if warm.law != repo.tree(law_id):
            yield "the law is of another tree"
        lay_out(plain / str(step), project(counted(branch, law)))
        by_hand = judge(Request(str(plain / str(step)), no_cache=True)).verdict
        own = [judge(request._replace(law="", no_cache=cold)).verdict for cold in (False, True)]
        if own[0] != own[1]:
            yield f"its own law is another afterwards: {branch} by {law}"
        explained = {one._replace(fix="") for one in findings(warm.findings) if one.fix.startswith(MEND)}
        expected = findings((*by_hand.findings, *left_out(own[1], by_hand)))
        alone = {one._replace(fix="") for one in findings(left_out(by_hand, own[1]))}
        odd = plain_fixes(warm.findings) ^ {
            one._replace(fix="") if one._replace(fix="") in explained else one for one in expected
        }
        if odd or counts(warm) != counts(by_hand) or len(warm.findings) != len(expected):
            yield f"by hand there is another: {odd} {counts(warm)} {counts(by_hand)}: {branch} by {law}"
        if by_hand.judged == own[1].judged == "all" and explained != alone:
            yield f"other fixes tell of what does not count: {explained ^ alone}: {branch} by {law}"
        # By hand two tolerances stand for one; tests where the law excludes are new, and ask for more all the same.
        alike = branch.tolerances == law.tolerances and {*(branch.tests or ())}.isdisjoint(law.exclude)
        if alike and warm.exemptions != by_hand.exemptions:
            yield f"{warm.exemptions} exemptions count, by hand {by_hand.exemptions}: {branch} by {law}"


@pytest.mark.parametrize(
    "seed", [*range(QUICK), *(pytest.param(at, marks=pytest.mark.slow) for at in range(QUICK, ALL))]
)
def test_what_does_not_count_is_as_if_not_written(git_repo: Callable[..., GitRepo], tmp_path: Path, seed: int) -> None:
    assert list(walk(git_repo(tmp_path / "repo"), tmp_path / "plain", seed)) == []


def looser_keys_count(patch: pytest.MonkeyPatch) -> None:
    """The configuration is the snapshot's own."""
    patch.setattr(law_of_rev, "counted_config", lambda own, law: own)


def one_state_for_both(patch: pytest.MonkeyPatch) -> None:
    """What is found under a stricter configuration is remembered as if it were found under the snapshot's own."""

    def hold_to(self: Run, law: object, name: str) -> None:
        self._bounds = law  # type: ignore[assignment]

    patch.setattr(run.Run, "hold_to", hold_to)


def one_state_for_all_laws(patch: pytest.MonkeyPatch) -> None:
    """What is found under the configuration of one law is remembered for every other."""
    sound = run.Run.hold_to
    patch.setattr(run.Run, "hold_to", lambda self, law, name: sound(self, law, "law"))


def every_node_counts(patch: pytest.MonkeyPatch) -> None:
    """Waivers, plans and alternatives of the snapshot's own count."""
    patch.setattr(law_of_rev, "counted_node", lambda node, *others: node)


def new_nodes_count(patch: pytest.MonkeyPatch) -> None:
    """A node that the law does not know brings its waivers along."""
    sound = law_of_rev.counted_node
    patch.setattr(
        law_of_rev, "counted_node", lambda node, before, *others: sound(node, before, *others) if before else node
    )


def ignores_by_code_alone(patch: pytest.MonkeyPatch) -> None:
    """Any ignore of a law in a file lets all others of it count."""

    def counted_ignores(own: tuple[object, ...], law: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(one for one in own if one.code in {other.code for other in law})  # type: ignore[attr-defined]

    patch.setattr(law_of_rev, "counted_ignores", counted_ignores)


def the_baseline_counts(patch: pytest.MonkeyPatch) -> None:
    """Whatever is frozen counts."""
    patch.setattr(law_of_rev, "counted_baseline", lambda own, law: own)


WRONG = (
    looser_keys_count, one_state_for_both, one_state_for_all_laws, every_node_counts, new_nodes_count,
    ignores_by_code_alone, the_baseline_counts,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_way_is_found_out(
    git_repo: Callable[..., GitRepo],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[[pytest.MonkeyPatch], None],
) -> None:
    wrong(monkeypatch)
    walks = (walk(git_repo(tmp_path / str(seed)), tmp_path / f"{seed}-plain", seed) for seed in range(ALL))
    assert next((what for one in walks for what in one), "")
