"""The text of a baseline with entries taken out, added, or about another node or file; all else of it stays."""

from __future__ import annotations

from archhook.project.baseline import (
    HEADER,
    MOST_WORDS,
    WRITTEN,
    entry_line,
    key_of,
    stale,
    tokens_of,
    unquoted,
    written_word,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.model.findings import Frozen
    from archhook.project.baseline import Key


def pruned(text: str, over: Iterable[tuple[Frozen, int]]) -> str:
    """A baseline without its stale entries; of one that is there more often than found, so many stay."""
    lines: list[str | None] = list(text.split("\n"))
    for entry, taken in over:
        lines[entry.line - 1] = _counted(lines[entry.line - 1] or "", taken) if taken else None
    return "\n".join(line for line in lines if line is not None)


def _counted(line: str, times: int) -> str:
    """The line of an entry with a count, with another count; all else on it stays."""
    at, count = tokens_of(line)[MOST_WORDS - 1]
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
        because = reason_of(lines[entry.line - 1])
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


def reason_of(line: str) -> str:
    """The reason that stands beside an entry; "" for none."""
    at, last = tokens_of(line)[-1]
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
            for at, word in reversed(tokens_of(line)[MOST_WORDS - 3 : MOST_WORDS - 1]):  # its file and its symbol
                target = moved.get(unquoted(word))
                line = line if target is None else f"{line[:at]}{written_word(target)}{line[at + len(word) :]}"
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


def with_ids(text: str, ids: Mapping[str, str], prose: Callable[[str], str]) -> str:
    """A baseline with other ids for some nodes, `prose` made of the reasons; entries that were in order stay in it."""
    lines = text.split("\n")
    entries = [at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    before = [lines[at] for at in entries]
    after = [_with_ids(line, ids, prose) for line in before]
    if before == sorted(before):
        after.sort()
    for at, line in zip(entries, after, strict=True):
        lines[at] = line
    return "\n".join(lines)


def _with_ids(line: str, ids: Mapping[str, str], prose: Callable[[str], str]) -> str:
    """An entry with other ids where it names a node or, as what the finding is about, another one."""
    tokens = tokens_of(line)
    end = tokens[-1][0] + len(tokens[-1][1])
    entry, reason = line[:end], line[end:]
    for at, word in (tokens[3], tokens[1]):
        entry = entry[:at] + ids.get(word, word) + entry[at + len(word) :]
    return entry + prose(reason)
