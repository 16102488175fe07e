"""The baseline: what its file says, and the same file with entries taken out or added.

One entry a line, sorted, without line numbers: `CODE NODE FILE SYMBOL [xCOUNT] [# why]`, `-` for what there is not,
JSON strings for what holds blanks. Comments and blank lines are the user's. Two branches that each freeze or mend
something merge like any list of lines; an entry that is there twice counts twice.
"""

from __future__ import annotations

from archhook.errors import ConfigError
from archhook.model.findings import Baseline, Frozen
from archhook.project.entry_words import MOST_WORDS, times_of, unquoted, word_of, words_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from archhook.model.findings import Breach, Finding
    from archhook.snapshot.changeset import Entry

    Key = tuple[str, str, str, str]
    """(code, node, file, symbol): what a finding is about."""

BETWEEN_FILES = ("DEP203", "DEP205")
"""The laws whose findings are told by the importing and the imported file: of which Designs these are may change."""

NEVER = ("LED001", "LED006")
"""The laws whose findings cannot be frozen."""

HIDING = ("INV410", "INV401", "TST501")
"""The laws whose finding about a file hides what else may stand in it: unparsable, or not where it is declared."""

WRITTEN = "# findings when written: "
HEADER = f"""\
# Findings that were there when this file was written by `archhook baseline`. They are counted at every run and stop
# nobody; every other finding does. Once one is mended its line goes: `archhook baseline --prune`.
# code, node, file, symbol, how many, why
{WRITTEN}"""

_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")
_FIX = 'an entry is `CODE NODE FILE SYMBOL [xCOUNT] [# why]`, with - for what there is not and "..." around blanks'


def key_of(finding: Finding | Breach | Frozen) -> Key:
    """What a finding, or an entry, is about: this stays when lines move."""
    node = "" if finding.code in BETWEEN_FILES else finding.node
    return finding.code, node, finding.file, finding.symbol


def read_baseline(
    path: str, entry: Entry, blobs: Callable[[Iterable[str]], Mapping[str, bytes]], folder: str = ""
) -> Baseline:
    """The baseline that a snapshot holds at a path. `ConfigError`, with the line, if it is none."""
    if not entry.mode.startswith("100"):
        raise ConfigError(f"{folder}{path} is no regular file, so it is no baseline", fix=f"put a file there: {path}")
    return parse(path, blobs((entry.oid,))[entry.oid], folder)


def parse(path: str, source: bytes, folder: str = "") -> Baseline:
    """What a baseline says. `folder`: the project's, for messages. `ConfigError`, with the line, if it is none."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = source.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8", path=folder + path, line=at, fix="save the file as UTF-8") from None
    entries, written = [], -1
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith(WRITTEN) and stripped[len(WRITTEN) :].isdecimal():
            written = int(stripped[len(WRITTEN) :][:18])
        try:
            entry = _entry(stripped, number)
        except ValueError as problem:
            raise ConfigError(str(problem), path=folder + path, line=number, column=1, fix=_FIX) from None
        if entry is not None:
            entries.append(entry)
    return Baseline(path, written, tuple(entries))


def _entry(line: str, number: int) -> Frozen | None:
    """The entry on a line, None where there is none. `ValueError` for what is neither."""
    if not line or line.startswith("#"):
        return None
    if line.startswith(_CONFLICT):
        raise ValueError("a merge conflict that is not resolved: keep the entries of both sides")
    tokens = [unquoted(token) for _, token in words_in(line)]
    times = times_of(tokens[4]) if len(tokens) == MOST_WORDS else 1
    if len(tokens) not in (4, MOST_WORDS) or not times or not tokens[0]:
        raise ValueError(f"this is no entry of a baseline: {line[:60]!r}")
    code, node, file, symbol = tokens[:4]
    return Frozen(code, node, file, symbol, times, number)


def entry_line(key: Key, count: int = 1, because: str = "") -> str:
    """One entry as it is written."""
    words = [word_of(part) for part in key]
    if count > 1:
        words.append(f"x{count}")
    return " ".join(words) + (f"  # {' '.join(because.split())}" if because else "")


def new_baseline(found: Iterable[Key]) -> str:
    """A new baseline with all of some findings."""
    from collections import Counter

    counted = Counter(found)
    lines = sorted(entry_line(key, count) for key, count in counted.items())
    return "\n".join([f"{HEADER}{counted.total()}", "", *lines]) + "\n"


def hidden_files(found: Iterable[Finding | Breach]) -> set[str]:
    """The files of which some findings say that they cannot be judged now."""
    return {one.file for one in found if one.code in HIDING}


def is_hidden(entry: Frozen, hidden: Collection[str]) -> bool:
    """Whether an entry is about such a file: what it freezes may still be there."""
    return entry.file in hidden or entry.symbol in hidden


def stale(
    entries: Iterable[Frozen], found: Mapping[Key, int], hidden: Collection[str] = ()
) -> list[tuple[Frozen, int]]:
    """The entries that freeze more than there is, each with how many findings are left for it.

    Not those about `hidden` files: whether they are mended is not known.
    """
    left = dict(found)
    over = []
    for entry in entries:
        if is_hidden(entry, hidden):
            continue
        taken = min(entry.times, left.get(key_of(entry), 0))
        if taken:
            left[key_of(entry)] -= taken
        if taken < entry.times:
            over.append((entry, taken))
    return over


def pruned(text: str, over: Iterable[tuple[Frozen, int]]) -> str:
    """A baseline without its stale entries; of one that is there more often than found, so many stay."""
    lines: list[str | None] = list(text.split("\n"))
    for entry, taken in over:
        lines[entry.line - 1] = _counted(lines[entry.line - 1] or "", taken) if taken else None
    return "\n".join(line for line in lines if line is not None)


def _counted(line: str, times: int) -> str:
    """The line of an entry with a count, with another count; all else on it stays."""
    at, count = words_in(line)[MOST_WORDS - 1]
    if times > 1:
        return f"{line[:at]}x{times}{line[at + len(count) :]}"
    return line[:at].rstrip() + line[at + len(count) :]


def rekeyed(text: str, entries: Iterable[Frozen], found: Mapping[Key, int]) -> str:
    """A baseline whose stale entries freeze what is found of the same subject at another node, reasons included.

    `found`: how many findings there are of a key; a Task that is of another Design has its findings there.
    """
    entries = tuple(entries)
    new = dict(found)
    for entry in entries:
        new[key_of(entry)] = max(0, new.get(key_of(entry), 0) - entry.times)
    homes: dict[tuple[str, str, str], list[Key]] = {}
    for key, times in new.items():
        if times and key[2]:
            homes.setdefault((key[0], *key[2:]), []).append(key)
    lines, kept = text.split("\n"), []
    added: dict[tuple[Key, str], int] = {}
    for entry, taken in stale(entries, found):
        spare = entry.times - taken
        because = _reason(lines[entry.line - 1])
        for key in homes.get((entry.code, entry.file, entry.symbol), ()):
            moved = min(spare, new[key])
            if moved:
                spare, new[key] = spare - moved, new[key] - moved
                added[key, because] = added.get((key, because), 0) + moved
        if spare < entry.times - taken:
            kept.append((entry, taken + spare))
    text = pruned(text, kept)
    for (key, because), times in added.items():
        text = extended(text, {key: times}, because)
    return text


def _reason(line: str) -> str:
    """The reason that stands beside an entry; "" for none."""
    at, last = words_in(line)[-1]
    return line[at + len(last) :].strip().removeprefix("#").strip()


def restarted(text: str, number: int) -> str:
    """A baseline without entries as one that is written now, with so many findings; the user's comments stay."""
    if not text.strip():
        return f"{HEADER}{number}\n\n"
    return "\n".join(_written(line, number) for line in text.split("\n"))


def _written(line: str, number: int) -> str:
    """A line that tells how many findings there were, with another number; any other line as it is."""
    before, found, told = line.partition(WRITTEN)
    digits = told.rstrip()
    if not found or before.strip() or not digits.isdecimal():
        return line
    return f"{before}{WRITTEN}{number}{told[len(digits) :]}"


def is_empty(text: str) -> bool:
    """Whether a baseline holds neither entries nor comments of the user's."""
    own = {line.strip() for line in HEADER.splitlines()[:-1]}
    lines = (line.strip() for line in text.removeprefix("\ufeff").split("\n"))
    return all(not line or line in own or line.startswith(WRITTEN) for line in lines)


def following(text: str, entries: Iterable[Frozen], moved: Mapping[str, str]) -> tuple[str, int]:
    """(a baseline whose entries follow files that moved, with all else on their lines; how many of them do)."""
    lines: list[str | None] = list(text.split("\n"))
    new = []
    for entry in entries:
        if entry.file in moved or entry.symbol in moved:
            line = lines[entry.line - 1] or ""
            for at, word in reversed(words_in(line)[MOST_WORDS - 3 : MOST_WORDS - 1]):  # its file and its symbol
                target = moved.get(unquoted(word))
                line = line if target is None else f"{line[:at]}{word_of(target)}{line[at + len(word) :]}"
            lines[entry.line - 1] = None
            new.append(line.strip())
    rest = "\n".join(line for line in lines if line is not None)
    return (_with_lines(rest, new) if new else text), len(new)


def extended(text: str, added: Mapping[Key, int], because: str) -> str:
    """A baseline with more entries, each at its place in the order, with the reason beside it."""
    return _with_lines(text, (entry_line(key, times, because) for key, times in added.items()))


def _with_lines(text: str, added: Iterable[str]) -> str:
    """A baseline with more lines of entries, each at its place in the order."""
    lines = text.removesuffix("\n").split("\n")
    entries = [at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    # No entry begins like another one and goes on with less than a blank: whole lines are in the order of the keys.
    new = sorted(added, reverse=True)
    result: list[str] = []
    done = 0
    for at in entries:
        result += lines[done:at]
        while new and new[-1] < lines[at]:
            result.append(new.pop())
        result.append(lines[at])
        done = at + 1
    if not entries:
        result, done = lines, len(lines)
    return "\n".join([*result, *reversed(new), *lines[done:]]) + "\n"
