"""The commits of a range that were made before their project had a ledger: there is nothing to judge them by."""

from __future__ import annotations

from archhook.errors import ArchhookError
from archhook.model.config import CONFIG_FILES
from archhook.model.ledger_places import FILE, PACKAGE, entry_named
from archhook.snapshot.history import mentions, parents_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archhook.check.request import Request
    from archhook.model.config import Config
    from archhook.snapshot.git import Repo

WORDS = ("archhook", "Intent")
"""A ledger holds one of them: it imports the metamodel or has it pasted."""


def since_adoption(
    repo: Repo, commits: Sequence[str], request: Request, config_of: Callable[[str], Config]
) -> tuple[str, ...]:
    """Those of some commits, oldest first, that are to be judged.

    Passed over is what has no ledger, though not what took it away (a parent has one), and never the last commit.
    `config_of`: revision -> the configuration in its tree.
    """
    if not commits:
        return ()
    governed = _asking(repo, commits[-1], request, config_of)
    without = [commit for commit in commits[:-1] if not governed(commit)]
    parents = parents_of(repo.git_dir, without)
    passed = {commit for commit in without if not any(map(governed, parents[commit]))}
    return tuple(commit for commit in commits if commit not in passed)


def passed_over(number: int) -> tuple[str, ...]:
    """The note about so many commits that are not judged; () for none."""
    if not number:
        return ()
    return (f"{number} commit{' is' if number == 1 else 's are'} from before the ledger, and passed over",)


def _asking(repo: Repo, last: str, request: Request, config_of: Callable[[str], Config]) -> Callable[[str], bool]:
    """A function that tells whether a commit has a ledger, by its own configuration; each is looked at once.

    One whose configuration cannot be read counts as having one: whoever judges it says what is wrong. Where the
    `last` commit's ledger has a place of its own, the project may have something else at the usual one.
    """
    prefix, named = request.prefix, request.named
    known: dict[str, bool] = {}

    def configured(commit: str) -> str | None:
        try:
            return config_of(commit).ledger
        except ArchhookError:
            return None

    elsewhere = bool(configured(last))

    def look(commit: str) -> bool:
        marks = (prefix + FILE, prefix + PACKAGE, *(prefix + name for name in (*CONFIG_FILES, named) if name))
        found = repo.entries_at(commit, marks)
        if named and prefix + named not in found:
            return False  # the project has no configuration yet
        place = configured(commit)
        if place is None:
            return True
        if place:
            entry = prefix + entry_named(place)
            return entry in repo.entries_at(commit, (entry,))
        usual = [path for path in (prefix + FILE, prefix + PACKAGE) if path in found]
        if not usual or not elsewhere:
            return bool(usual)
        return mentions(repo.git_dir, commit, WORDS, (prefix + FILE, (prefix + PACKAGE).rpartition("/")[0]))

    def governed(commit: str) -> bool:
        if commit not in known:
            known[commit] = look(commit)
        return known[commit]

    return governed
