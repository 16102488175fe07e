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
from archhook.laws.catalogue import BY_CODE
from archhook.project.baseline import HIDING, NEVER, hidden_files, is_hidden, key_of, new_baseline, parse, stale
from archhook.project.baseline_edits import extended, is_empty, pruned, restarted
from archhook.report.text import count, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.model.findings import Finding, Verdict
    from archhook.project.baseline import Key

COMMANDS = (
    Command(
        "baseline",
        "freeze the findings of today: they are counted from then on, and every new one fails",
        (
            Option("--prune", "take out what no finding matches any more (LED006)"),
            Option("--accept", "freeze the new findings of some laws, or at some nodes, too", "CODE|NODE"),
            Option("--because", "the reason, kept beside the entries that --accept adds", "TEXT"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="CODE|NODE",
        most=-1,
        alone=("--prune", "--accept"),
        detail="The work tree is judged as `archhook check` does. The file is archhook-baseline.txt beside the "
        "configuration, unless the key `baseline` names another. It cannot be written in a hook or in CI.\n\n"
        "--accept takes any number of laws and nodes, parted by blanks or commas; with several, those of which nothing "
        "new stands are said.",
        examples=(
            ("baseline", "freeze what stands today, once"),
            ("baseline --prune", "drop what is mended"),
            ('baseline --accept INV407 --because "the importer goes in May"', "freeze more, for a reason"),
            ('baseline --accept INV406 INV407 --because "older than the ledger"', "of several laws at once"),
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
    accepted = _subjects(invocation)
    try:
        found = _found(judge(request).verdict, enough=any(one in OF_THE_LEDGER for one in accepted))
    except UnsoundLedger as error:
        return refuse(error, "the baseline is left as it is")
    if invocation.on("--prune"):
        line = _prune(file, found)
    elif accepted:
        line = _accept(file, found, accepted, invocation.value("--because"))
    else:
        line = _create(file, _counted(found))
    if not invocation.on("--quiet"):
        say(f"archhook: {printable(line)}")
    return 0


def refuse_unattended(environment: Mapping[str, str]) -> None:
    """`UsageError` where nobody looks at what is frozen: in a hook, in CI."""
    for name in _AUTOMATIC:
        if environment.get(name, "").lower() not in ("", "0", "false"):
            where = "in CI" if name in ("CI", "GITHUB_ACTIONS") else "in a hook"
            raise UsageError(
                f"the baseline is not written {where} ({name} is set)",
                fix="run it by hand, read the difference, and commit it",
            )


def _refuse(invocation: Invocation, environment: Mapping[str, str]) -> None:
    refuse_unattended(environment)
    if invocation.on("--accept") and not any(letter.isalnum() for letter in invocation.value("--because")):
        raise UsageError("--accept needs a reason", fix='write --because "why this may stay"')
    if invocation.on("--because") and not invocation.on("--accept"):
        raise UsageError("--because goes with --accept", fix="write --accept CODE|NODE, too")
    if invocation.operands and not invocation.on("--accept"):
        raise UsageError(
            f"`archhook baseline` does not take the argument {invocation.operands[0]!r}",
            fix=f'archhook baseline --accept {" ".join(invocation.operands)} --because "why this may stay"',
        )


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


def _found(verdict: Verdict, *, enough: bool) -> tuple[Finding, ...]:
    """What stands without a baseline. `UnsoundLedger` where nothing but the ledger was judged.

    `enough`: unless that is all that is asked for.
    """
    if verdict.unreadable:
        one = verdict.findings[0]
        raise ArchhookError(one.message, path=one.path, line=one.line, column=one.column, fix=one.fix)
    if verdict.judged == "ledger" and not enough:
        raise UnsoundLedger(verdict)
    return verdict.findings


def _counted(found: Iterable[Finding]) -> Counter[Key]:
    return Counter(map(key_of, found))


def _create(file: _File, found: Counter[Key]) -> str:
    if not found:
        return "there is nothing to freeze: all laws hold"
    kept = restarted(file.text, found.total())
    file.write(extended(kept, found, "") if file.text.strip() else new_baseline(found.elements()))
    return f"{file.path}: {count(found.total(), 'finding')} frozen; read it, and `git add {file.path}`"


def _prune(file: _File, found: tuple[Finding, ...]) -> str:
    if not file.there:
        raise ArchhookError(f"there is no {file.path}", fix="`archhook baseline` writes it")
    hidden = hidden_files(found)
    over = stale(file.entries, _counted(found), hidden)
    kept_for = _kept_for(file, hidden, found)
    if file.entries and not over:
        return f"{file.path}: every entry is still needed{kept_for}"
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
    return f"{dropped}{rest}{kept_for}; `git add {file.path}`"


def _kept_for(file: _File, hidden: set[str], found: tuple[Finding, ...]) -> str:
    """What is said of the entries that stay because their files cannot be judged now."""
    standing = _counted(found)
    entries = [one for one in file.entries if is_hidden(one, hidden) and not standing[key_of(one)]]
    if not entries:
        return ""
    about = {path for one in entries for path in (one.file, one.symbol) if path in hidden}
    why = ", ".join(
        dict.fromkeys(f"{one.code} {one.file}" for one in found if one.code in HIDING and one.file in about)
    )
    number = sum(one.times for one in entries)
    return f" ({number} of them not known to be mended: {why})"


def _accept(file: _File, found: tuple[Finding, ...], subjects: tuple[str, ...], because: str) -> str:
    frozen: Counter[Key] = Counter()
    for entry in file.entries:
        frozen[key_of(entry)] += entry.times
    new = _counted(found) - frozen
    wanted: Counter[Key] = Counter()
    none = []
    for subject in subjects:
        meant = {key_of(one) for one in found if subject in (one.code, one.node)} & new.keys()
        wanted |= Counter({key: new[key] for key in meant})
        if not meant:
            none.append(f"of {subject}" if subject in BY_CODE else f"at {subject}")
    if not wanted:
        nothing = f"there is no new finding {' or '.join(none)} to accept"
        if any(subject not in BY_CODE for subject in subjects):  # an id may be mistyped
            raise ArchhookError(nothing, fix="`archhook check` shows what stands")
        return f"nothing to freeze: {nothing}"
    text = file.text if file.entries else restarted(file.text, wanted.total())
    file.write(extended(text, wanted, because))
    rest = f"there is none {' or '.join(none)}; " if none else ""
    return f"{file.path}: {count(wanted.total(), 'finding')} more frozen; {rest}`git add {file.path}`"


def _subjects(invocation: Invocation) -> tuple[str, ...]:
    """The laws and the nodes that are accepted, each once, in the order given."""
    words = (invocation.value("--accept"), *invocation.operands)
    found = tuple(dict.fromkeys(_subject(one) for word in words for one in word.split(",") if one))
    if invocation.on("--accept") and not found:
        raise UsageError("--accept names nothing", fix="write --accept CODE|NODE")
    return found


def _subject(word: str) -> str:
    """The code of a law, or the id of a node."""
    from archhook.model.ids import canonical
    from archhook.project.configuration import propose_law

    if word.upper() in NEVER:
        raise UsageError(f"{word.upper()} cannot be frozen", fix=f"`archhook rule {word.upper()}` says why")
    subject = word.upper() if word.upper() in BY_CODE else canonical(word)
    if not subject:
        raise UsageError(f"{word!r} is neither a law nor the id of a node", fix=propose_law(word))
    return subject
