"""What is asked of a check, what it answers, and how it says that it cannot."""

from __future__ import annotations

from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple

    from archhook.model.findings import Breach, Verdict, Work

    Progress = Callable[[int, int], None]
    """Is called with how many of how many files have been judged, in a run that judges them all."""
else:
    from archhook.records import NamedTuple


class Request(NamedTuple):
    """What is to be judged, and how."""

    cwd: str
    source: str = "worktree"  # worktree | index | commit | merge
    rev: str = ""  # of a commit; of the one that is merged into ("" for HEAD), and once that is done the id of the tree
    config_path: str = ""  # --config, relative to the repository's top
    untracked: bool = False
    tracked_settings: bool = False  # with `untracked`: of settings and baselines those alone that git tracks
    note_untracked: bool = False
    cache_dir: str = ""  # "" for the default
    no_cache: bool = False
    verify: bool = False  # compute everything from nothing, too: `CacheMismatch` if it differs
    strict: bool = False
    overrides: tuple[tuple[str, str], ...] = ()  # code -> severity
    ignore_baseline: bool = False
    law: str = ""  # a revision: exemptions count only as far as its tree has them
    bases: tuple[str, ...] = ()  # trees whose states are good ones to start from, if they are remembered
    merge: str = ""  # of a merge, the revision that is merged

    @property
    def is_frozen(self) -> bool:
        """Whether it is the tree of a commit or of a merge, which nobody can write to."""
        return self.source in ("commit", "merge")

    @property
    def law_name(self) -> str:
        """The revision of `law` as messages name it: an id is shortened."""
        from archhook.snapshot.changeset import short_id

        return short_id(self.law)

    @property
    def prefix(self) -> str:
        """The project's folder below the repository's top, where `--config` names one: "" or with a final slash."""
        return "".join(self.config_path.rpartition("/")[:2])

    @property
    def named(self) -> str:
        """The configuration file in that folder, "" for the usual ones."""
        return self.config_path.rpartition("/")[2]


class Judgement(NamedTuple):
    """The verdict, what it took, and what a person should be told beside it (lines for stderr)."""

    verdict: Verdict
    work: Work
    notes: tuple[str, ...]
    claims: bool = False  # of the index of a repository in which something is claimed, or was


class UnreadableLedger(Exception):
    """The reader gave up: LED001. A verdict with that one finding; nothing is judged, and nothing is remembered."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        super().__init__("LED001")
        self.breaches = breaches


class UnsoundLedger(ArchhookError):
    """The ledger cannot be read or is not sound, and what rests on it is not done; `verdict` names what is wrong."""

    def __init__(self, verdict: Verdict) -> None:
        finding = next(one for one in verdict.findings if one.severity == "error")
        message = f"{finding.code} {finding.message}"
        super().__init__(message, path=finding.path, line=finding.line, column=finding.column, fix=finding.fix)
        self.verdict = verdict


class CacheMismatch(Exception):
    """Without what is remembered something else comes out than with it: a bug in archhook."""


def no_progress(done: int, total: int) -> None:
    """The progress of who does not want to know of any."""
