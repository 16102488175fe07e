"""[I/O] `archhook baseline`: freezes what stands today, drops what is mended, grows for a reason only."""

from __future__ import annotations

import os
from collections import Counter

from archhook.atomic import open_regular, refuse_beyond_link, replace_file
from archhook.check.request import UnsoundLedger
from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.cli.console import refuse, say
from archhook.errors import ArchhookError, UsageError
from archhook.project.baseline import NEVER, extended, is_empty, key_of, new_baseline, parse, pruned, restarted, stale
from archhook.report.text import count, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.model.findings import Verdict
    from archhook.project.baseline import Key

COMMANDS = (
    Command(
        "baseline",
        "freeze the findings of today: they are counted from then on, and every new one fails",
        (
            Option("--prune", "take out what no finding matches any more (LED006)"),
            Option("--accept", "freeze the new findings of a law, or at a node, too", "CODE|NODE"),
            Option("--because", "the reason, kept beside the entries that --accept adds", "TEXT"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        alone=("--prune", "--accept"),
        detail="The work tree is judged as `archhook check` does. The file is archhook-baseline.txt beside the "
        "configuration, unless the key `baseline` names another. It cannot be written in a hook or in CI.",
        examples=(
            ("baseline", "freeze what stands today, once"),
            ("baseline --prune", "drop what is mended"),
            ('baseline --accept INV407 --because "the importer goes in May"', "freeze more, for a reason"),
        ),
    ),
)

OF_THE_LEDGER = ("LED002", "LED003", "LED004")
"""The laws that are judged first: their findings can be accepted by name, and then the others are judged."""

_AUTOMATIC = ("CI", "GITHUB_ACTIONS", "PRE_COMMIT", "GIT_INDEX_FILE")


class _File:
    """The baseline in the work tree. `path`: for people, from the repository's top."""

    def __init__(self, where: str, path: str, folder: str) -> None:
        self.where = where
        self.path = folder + path
        self.there = os.path.lexists(where)
        self.text, self.entries = "", parse(path, b"").entries
        if self.there:
            try:
                with open_regular(where) as file:
                    source = file.read()
            except OSError as error:
                raise ArchhookError(f"the baseline cannot be read: {error.strerror}", path=self.path) from None
            self.entries = parse(path, source, folder).entries
            self.text = source.decode("utf-8-sig")

    def write(self, text: str) -> None:
        """Replaces the file. `ArchhookError` where that cannot be done."""
        try:
            replace_file(self.where, text.encode())
        except OSError as error:
            raise ArchhookError(f"the baseline cannot be written: {error.strerror}", path=self.path) from None

    def remove(self) -> None:
        """Removes the file. `ArchhookError` where that cannot be done."""
        try:
            os.unlink(self.where)
        except OSError as error:
            raise ArchhookError(f"the baseline cannot be removed: {error.strerror}", path=self.path) from None


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes, prunes or grows the baseline, and says what became of it. `ArchhookError` where it must not be."""
    _refuse(invocation, environment)
    from archhook.check.api import judge

    request = request_of(invocation, environment)._replace(ignore_baseline=True)
    file = _file(request)
    if file.entries and not (invocation.on("--prune") or invocation.on("--accept")):
        raise ArchhookError(
            f"{file.path} is there already, and does not grow by itself",
            fix="`archhook baseline --prune` drops what is mended; `archhook baseline --accept CODE|NODE --because "
            '"..."` freezes more',
        )
    try:
        accepted = invocation.value("--accept")
        found = _found(judge(request).verdict, enough=bool(accepted) and _subject(accepted)[0] in OF_THE_LEDGER)
    except UnsoundLedger as error:
        return refuse(error, "the baseline is left as it is")
    if invocation.on("--prune"):
        line = _prune(file, found)
    elif invocation.on("--accept"):
        line = _accept(file, found, invocation.value("--accept"), invocation.value("--because"))
    else:
        line = _create(file, found)
    if not invocation.on("--quiet"):
        say(f"archhook: {printable(line)}")
    return 0


def _refuse(invocation: Invocation, environment: Mapping[str, str]) -> None:
    for name in _AUTOMATIC:
        if environment.get(name, "").lower() not in ("", "0", "false"):
            where = "in CI" if name in ("CI", "GITHUB_ACTIONS") else "in a hook"
            raise UsageError(
                f"the baseline is not written {where} ({name} is set)",
                fix="run it by hand, read the difference, and commit it",
            )
    if invocation.on("--accept") and not any(letter.isalnum() for letter in invocation.value("--because")):
        raise UsageError("--accept needs a reason", fix='write --because "why this may stay"')
    if invocation.on("--because") and not invocation.on("--accept"):
        raise UsageError("--because goes with --accept", fix="write --accept CODE|NODE, too")


def _file(request: Request) -> _File:
    """The baseline that the configuration in the work tree names."""
    from archhook.check.api import open_repo
    from archhook.check.full import read_config
    from archhook.model.config import CONFIG_FILES

    repo = open_repo(request.cwd)
    if not repo.toplevel:
        raise ArchhookError("a bare repository has no work tree to write a baseline in", fix="go to a clone of it")
    prefix, named = request.prefix, request.named
    names = dict.fromkeys((*CONFIG_FILES, *((named,) if named else ())))
    entries = {name: entry for name in names if (entry := repo.files.entry(prefix + name)) is not None}
    path = read_config(entries, repo.blobs, prefix, named)[0].baseline
    refuse_beyond_link(repo.toplevel, prefix + path)
    return _File(os.path.join(repo.toplevel, prefix + path), path, prefix)


def _found(verdict: Verdict, *, enough: bool) -> Counter[Key]:
    """What stands without a baseline, counted. `UnsoundLedger` where nothing but the ledger was judged.

    `enough`: unless that is all that is asked for.
    """
    if verdict.unreadable:
        one = verdict.findings[0]
        raise ArchhookError(one.message, path=one.path, line=one.line, column=one.column, fix=one.fix)
    if verdict.judged == "ledger" and not enough:
        raise UnsoundLedger(verdict)
    return Counter(key_of(finding) for finding in verdict.findings)


def _create(file: _File, found: Counter[Key]) -> str:
    if not found:
        return "there is nothing to freeze: all laws hold"
    kept = restarted(file.text, found.total())
    file.write(extended(kept, found, "") if file.text.strip() else new_baseline(found.elements()))
    return f"{file.path}: {count(found.total(), 'finding')} frozen; read it, and `git add {file.path}`"


def _prune(file: _File, found: Counter[Key]) -> str:
    if not file.there:
        raise ArchhookError(f"there is no {file.path}", fix="`archhook baseline` writes it")
    over = stale(file.entries, found)
    if file.entries and not over:
        return f"{file.path}: every entry is still needed"
    left = pruned(file.text, over)
    gone = sum(entry.times - times for entry, times in over)
    kept = sum(entry.times for entry in file.entries) - gone
    dropped = f"{file.path}: {count(gone, 'mended finding')} dropped, " if over else f"{file.path}: "
    if not kept and is_empty(left):
        file.remove()
        return f"{dropped}none is left, so the file is removed; `git rm --ignore-unmatch {file.path}`"
    if left != file.text:
        file.write(left)
    rest = f"{kept} left" if kept else "none is left but your comments"
    return f"{dropped}{rest}; `git add {file.path}`"


def _accept(file: _File, found: Counter[Key], word: str, because: str) -> str:
    code, node = _subject(word)
    frozen: Counter[Key] = Counter()
    for entry in file.entries:
        frozen[key_of(entry)] += entry.times
    new = Counter({key: number for key, number in (found - frozen).items() if code == key[0] or node == key[1] != ""})
    if not new:
        what = f"finding of {code}" if code else f"finding at {node}"
        raise ArchhookError(f"there is no new {what} to accept", fix="`archhook check` shows what stands")
    file.write(extended(file.text if file.entries else restarted(file.text, new.total()), new, because))
    return f"{file.path}: {count(new.total(), 'finding')} more frozen; `git add {file.path}`"


def _subject(word: str) -> tuple[str, str]:
    """(code, "") or ("", node id) of what is accepted."""
    from archhook.laws.catalogue import BY_CODE
    from archhook.model.ids import canonical
    from archhook.project.configuration import propose_law

    code = word.upper() if word.upper() in BY_CODE else ""
    if code in NEVER:
        raise UsageError(f"{code} cannot be frozen", fix=f"`archhook rule {code}` says why")
    node = "" if code else canonical(word) or ""
    if not code and not node:
        raise UsageError(f"{word!r} is neither a law nor the id of a node", fix=propose_law(word))
    return code, node
