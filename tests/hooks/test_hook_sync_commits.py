"""`archhook hook sync` in real commits: each form of them, and changes that are not staged."""

from __future__ import annotations

import pytest
from helpers.files_project import MINE, MORE, SYNCED


@pytest.fixture
def mending(project):
    """The hooks with the one that mends, committed."""
    project.install("--sync")
    project.repo.commit()
    return project


@pytest.mark.slow
def test_a_commit_is_made_at_the_second_try(mending) -> None:
    mending.repo.write("src/files.py", mending.writer + MORE)
    mending.repo.run("add", "-A")
    outcome = mending.git("commit", "-m", "more")
    assert not outcome.passed
    assert "architecture.py changed: `git add architecture.py`, and commit again" in outcome.said
    mending.repo.run("add", "architecture.py")
    mending.accepted(mending.git("commit", "-m", "more"))
    assert SYNCED in mending.repo.run("show", "HEAD:architecture.py") + "\n"
    assert mending.repo.run("status", "--porcelain") == ""


@pytest.mark.slow
def test_commit_all_is_made_at_the_second_try(mending) -> None:
    mending.repo.write("src/files.py", mending.writer + MORE)
    assert not mending.git("commit", "-a", "-m", "more").passed
    assert SYNCED in mending.repo.read("architecture.py")
    mending.accepted(mending.git("commit", "-a", "-m", "more"))


@pytest.mark.slow
def test_a_new_file(mending) -> None:
    mending.repo.write("src/more.py", MORE.lstrip())
    mending.repo.run("add", "-A")
    assert not mending.git("commit", "-m", "more").passed
    mending.repo.run("add", "architecture.py")
    mending.accepted(mending.git("commit", "-m", "more"))


@pytest.mark.slow
def test_a_commit_of_named_files(mending) -> None:
    """`git commit FILE` has an index of its own: what is committed counts, and nothing else is taken away."""
    mending.repo.write("src/files.py", mending.writer + MORE)
    mending.repo.write("src/reading.py", "def read() -> None:\n    pass\n\n\ndef later() -> None:\n    pass\n")
    mine = mending.ledger.replace('    functions = ["read"]\n', '    functions = ["later", "read"]\n')
    mending.repo.write("architecture.py", mine)
    assert not mending.git("commit", "-m", "part", "src/files.py").passed
    assert mending.repo.read("architecture.py") == mine.replace('    functions = ["write"]\n', SYNCED)
    mending.repo.run("add", "src/reading.py")
    mending.accepted(mending.git("commit", "-a", "-m", "all"))


FORMS = {
    "plain": ("commit", "-m", "more"),
    "all": ("commit", "-a", "-m", "more"),
    "file": ("commit", "-m", "more", "src/files.py"),
    "include": ("commit", "-m", "more", "-i", "src/files.py"),
    "amend": ("commit", "--amend", "--no-edit"),
    "patch": ("commit", "-p", "-m", "more"),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("already", [False, True], ids=["", "synced"])
def test_what_is_said_leads_to_a_commit(mending, form, already) -> None:
    """Each form of a commit, the message followed to the letter, from the first try or from one that was not."""
    mending.repo.write("src/files.py", mending.writer + MORE)
    if form in ("plain", "amend"):
        mending.repo.run("add", "src/files.py")
    if already:
        assert mending.try_("archhook", "sync", "-q").passed
    command = [*FORMS[form]]
    answers = "y\ny\ny\n" if form == "patch" else ""
    for _ in range(3):
        outcome = mending.git(*command, sent=answers)
        if outcome.passed:
            break
        if form == "file":
            assert "name it in the commit, too: `git commit architecture.py ...`" in outcome.said, outcome.said
            command = [*FORMS["file"], "architecture.py"]
        else:
            assert "`git add architecture.py`" in outcome.said, outcome.said
            mending.repo.run("add", "architecture.py")
    mending.accepted(outcome)
    assert SYNCED in mending.repo.run("show", "HEAD:architecture.py") + "\n"
    assert mending.repo.run("status", "--porcelain") == ""


@pytest.mark.slow
def test_unstaged_changes_of_the_ledger_are_never_lost(mending) -> None:
    """pre-commit stashes them meanwhile, and takes back what the hook did where both meet; plain hooks merge."""
    mending.repo.write("src/files.py", mending.writer + MORE)
    mending.repo.run("add", "-A")
    apart = mending.ledger.replace('"""[T-2] Read files."""', MINE)
    mending.repo.write("architecture.py", apart)
    assert not mending.git("commit", "-m", "more").passed
    assert mending.repo.read("architecture.py") == apart.replace('    functions = ["write"]\n', SYNCED)

    meeting = mending.ledger.replace('["write"]', '["write", "else"]')
    mending.repo.write("architecture.py", meeting)
    outcome = mending.git("commit", "-m", "more")
    assert not outcome.passed
    assert mending.repo.read("architecture.py") == meeting
    said = "Rolling back fixes" if mending.host == "pre-commit" else "holds changes that are not staged"
    assert said in outcome.said
    mending.repo.write("architecture.py", mending.ledger)
    assert not mending.git("commit", "-m", "more").passed
    mending.repo.run("add", "architecture.py")
    mending.accepted(mending.git("commit", "-m", "more"))


@pytest.mark.slow
def test_unstaged_code_stays_and_does_not_count(mending) -> None:
    mending.repo.write("src/files.py", mending.writer + MORE)
    mending.repo.run("add", "-A")
    later = mending.writer + MORE + MORE.replace("more", "later")
    mending.repo.write("src/files.py", later)
    assert not mending.git("commit", "-m", "more").passed
    assert (mending.path / "src/files.py").read_text() == later
    assert SYNCED in mending.repo.read("architecture.py")
    mending.repo.run("add", "architecture.py")
    mending.accepted(mending.git("commit", "-m", "more"))
    assert (mending.path / "src/files.py").read_text() == later


@pytest.mark.slow
def test_what_is_left_to_a_person_is_said_once_by_the_gate(mending) -> None:
    mending.repo.write("architecture.py", mending.ledger.replace("    derived_from = [KeepData]\n", ""))
    mending.repo.run("add", "-A")
    outcome = mending.git("commit", "-m", "an orphan")
    mending.refused(outcome, "TRC103 ")
    assert outcome.said.count("TRC103 ") == 1
    assert "left to you" not in outcome.said


@pytest.mark.slow
def test_pre_commit_run(git_repo, project_at) -> None:
    project = project_at(git_repo(), "pre-commit")
    project.install("--sync")
    project.repo.commit(files=project.good)
    project.repo.write("src/files.py", project.writer + MORE)
    assert not project.try_("pre-commit", "run", "archhook-sync", "--all-files").passed
    assert SYNCED in project.repo.read("architecture.py")
    project.accepted(project.try_("pre-commit", "run", "--all-files"))


@pytest.mark.slow
def test_a_name_is_not_lost_where_the_ledger_alone_is_staged(mending) -> None:
    """`commit -a` fails, somebody adds the ledger and commits without `-a`: the code is not staged any more."""
    mending.repo.write("src/files.py", mending.writer + MORE)
    outcome = mending.git("commit", "-a", "-m", "more")
    assert not outcome.passed
    assert "commit again with the same options" in outcome.said
    mending.repo.run("add", "architecture.py")
    outcome = mending.git("commit", "-m", "more")
    mending.refused(outcome, "INV403 T-1 declares function 'more'")
    assert "src/files.py has changes that are not staged" in outcome.said
    assert "if they belong to this commit: `git add src/files.py`" in outcome.said
    assert SYNCED in mending.repo.read("architecture.py")
    mending.accepted(mending.git("commit", "-a", "-m", "more"))
    assert mending.repo.run("status", "--porcelain") == ""


@pytest.mark.slow
@pytest.mark.parametrize("change", ["a new file", "a file that is gone", "a moved file", "a name that is gone"])
def test_a_ledger_that_is_ahead_of_the_index_is_left_as_it_is(mending, change) -> None:
    """What the commit's own change of the ledger says is never taken back, whatever code it is about."""
    extra = "def extra() -> None:\n    pass\n"
    mending.repo.commit(files={"src/extra.py": extra})
    mending.try_("archhook", "sync", "-q")
    mending.repo.commit()
    place = mending.path / "src/extra.py"
    if change == "a new file":
        mending.repo.write("src/other.py", extra.replace("extra", "other"))
        mending.repo.run("add", "-N", "src/other.py")
    elif change == "a file that is gone":
        place.unlink()
    elif change == "a moved file":
        mending.repo.write("src/moved.py", extra)
        place.unlink()
        mending.repo.run("add", "-N", "src/moved.py")
    else:
        mending.repo.write("src/files.py", mending.writer.replace("class Writer:\n    pass\n", ""))
    assert mending.try_("archhook", "sync", "-q").passed
    mending.repo.run("reset", "-q")
    mending.repo.run("add", "architecture.py")
    synced = mending.repo.read("architecture.py")
    assert not mending.git("commit", "-m", "the ledger alone").passed
    assert mending.repo.read("architecture.py") == synced
    mending.repo.run("add", "-A")
    mending.accepted(mending.git("commit", "-m", "with its code"))


@pytest.mark.slow
def test_a_ledger_that_is_not_staged_is_named_where_pre_commit_hides_it(project) -> None:
    """The gate alone: pre-commit puts the work tree's ledger aside, and it is said that there is one to stage."""
    project.repo.write("src/files.py", project.writer + MORE)
    project.repo.run("add", "-A")
    assert project.try_("archhook", "sync", "-q").passed
    outcome = project.git("commit", "-m", "more")
    assert not outcome.passed
    assert "`git add architecture.py`" in outcome.said, outcome.said
    project.repo.run("add", "architecture.py")
    project.accepted(project.git("commit", "-m", "more"))
