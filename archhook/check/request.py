"""What is asked of a check, and what it answers."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple

    from archhook.model.findings import Verdict, Work

    Progress = Callable[[int, int], None]
    """Is called with how many of how many files have been judged, in a run that judges them all."""
else:
    from archhook.records import NamedTuple


class Request(NamedTuple):
    """What is to be judged, and how."""

    cwd: str
    source: str = "worktree"  # worktree | index | commit
    rev: str = ""  # of a commit
    config_path: str = ""  # --config, relative to the repository's top
    untracked: bool = False
    note_untracked: bool = False
    cache_dir: str = ""  # "" for the default
    no_cache: bool = False
    verify: bool = False  # compute everything from nothing, too: `CacheMismatch` if it differs
    strict: bool = False
    overrides: tuple[tuple[str, str], ...] = ()  # code -> severity
    ignore_baseline: bool = False
    base: str = ""  # a tree whose state is a good one to start from, if it is remembered


class Judgement(NamedTuple):
    """The verdict, what it took, and what a person should be told beside it (lines for stderr)."""

    verdict: Verdict
    work: Work
    notes: tuple[str, ...]


class CacheMismatch(Exception):
    """Without what is remembered something else comes out than with it: a bug in archhook."""


def no_progress(done: int, total: int) -> None:
    """The progress of who does not want to know of any."""
