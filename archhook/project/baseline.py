"""The baseline: what its file says.

One entry a line, sorted, without line numbers: `CODE NODE FILE SYMBOL [xCOUNT] [# why]`, `-` for what there is not,
JSON strings for what holds blanks. Comments and blank lines are the user's. Two branches that each freeze or mend
something merge like any list of lines; an entry that is there twice counts twice.
"""

from __future__ import annotations

from archhook.errors import ConfigError
from archhook.model.findings import NEVER as NEVER
from archhook.model.findings import Baseline, Frozen
from archhook.model.findings import key_of as key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from archhook.model.findings import Breach, Finding
    from archhook.model.findings import Key as Key
    from archhook.snapshot.changeset import Entry

HIDING = ("INV410", "INV401", "TST501")
"""The laws whose finding about a file hides what else may stand in it: unparsable, or not where it is declared."""

WRITTEN = "# findings when written: "
HEADER = f"""\
# Findings that were there when this file was written by `archhook baseline`. They are counted at every run and stop
# nobody; every other finding does. Once one is mended its line goes: `archhook baseline --prune`.
# code, node, file, symbol, how many, why
{WRITTEN}"""

MOST_WORDS = 5
"""Of an entry: no more are looked at, however long the line is."""

MOST_DIGITS = 9
"""Of how many findings an entry counts."""

_TOKEN = r'"(?:[^"\\]|\\.)*"(?=\s|$)|[^\s"#]\S*'
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")
_FIX = 'an entry is `CODE NODE FILE SYMBOL [xCOUNT] [# why]`, with - for what there is not and "..." around blanks'


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
    tokens = [unquoted(token) for _, token in tokens_of(line)]
    times = _times(tokens[4]) if len(tokens) == MOST_WORDS else 1
    if len(tokens) not in (4, MOST_WORDS) or not times or not tokens[0]:
        raise ValueError(f"this is no entry of a baseline: {line[:60]!r}")
    code, node, file, symbol = tokens[:4]
    return Frozen(code, node, file, symbol, times, number)


def tokens_of(line: str) -> list[tuple[int, str]]:
    """(where it begins, the token as it is written) of the words of an entry, and of one more where there are more."""
    import re

    tokens: list[tuple[int, str]] = []
    token, blanks = re.compile(_TOKEN), re.compile(r"\s*+")
    at = blanks.match(line).end()  # type: ignore[union-attr]  # it takes nothing, too
    while at < len(line) and line[at] != "#" and len(tokens) <= MOST_WORDS:
        found = token.match(line, at)
        if not found:
            raise ValueError(f"this is no entry of a baseline: {line[:60]!r}")
        tokens.append((at, found[0]))
        at = blanks.match(line, found.end()).end()  # type: ignore[union-attr]  # as above
    return tokens


def _times(token: str) -> int:
    """How many findings a word like `x3` says; 0 for any other word."""
    digits = token[1:] if token[:1] == "x" else ""
    counts = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if counts and digits[0] != "0" else 0


def unquoted(token: str) -> str:
    """What a word of an entry says; "" for `-`."""
    if token == "-":
        return ""
    if not token.startswith('"'):
        return token
    import json

    value = json.loads(token)
    assert isinstance(value, str)
    return value


def entry_line(key: Key, count: int = 1, because: str = "") -> str:
    """One entry as it is written."""
    words = [written_word(part) for part in key]
    if count > 1:
        words.append(f"x{count}")
    return " ".join(words) + (f"  # {' '.join(because.split())}" if because else "")


def written_word(text: str) -> str:
    """A word of an entry as it is written: `-` for what there is not."""
    if not text:
        return "-"
    whole = text.isprintable() and not any(letter.isspace() for letter in text)
    if whole and text[0] not in '"#' and text != "-":
        return text
    import json

    return json.dumps(text)


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


def not_among(found: Iterable[tuple[Finding, Key]], known: Iterable[Key]) -> Iterator[Finding]:
    """The findings, each given with its key, of which there are more than of the known keys: of several the last."""
    from collections import Counter

    left = Counter(known)
    for finding, key in found:
        left[key] -= 1
        if left[key] < 0:
            yield finding


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
