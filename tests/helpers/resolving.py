"""`archhook sync --resolve` as tests call it."""

from __future__ import annotations

from archhook.cli.main import main

STYLES = ("merge", "diff3", "zdiff3")


def resolve(branches, *options: str) -> str:
    """Resolves all, after which the ledger can be committed and holds; the index is not touched."""
    before = branches.repo.run("ls-files", "-s")
    assert main(["sync", "--resolve", *options]) == 0
    assert branches.repo.run("ls-files", "-s") == before
    branches.repo.run("add", "-A")
    assert main(["check", "-q"]) == 0
    assert main(["sync", "--resolve"]) == 0
    return branches.text()


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
