"""gitignore patterns as a predicate on paths, without git and without a regular expression.

Bytes are compared, as git compares them: `?` is one byte. The rules are one automaton that is laid over a path a byte
at a time. A place is a bit of a number: how far into which rule one has come. A byte leads from many places to the next
ones by a shift, so that thousands of rules cost little more than one, and no wildcard has to be tried again.
"""

from __future__ import annotations

from archhook.inventory.wildcards import bits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import NamedTuple

    Token = bytes | str | frozenset[int]
else:
    from archhook.records import NamedTuple

SLASH = 0x2F
ANY = frozenset(range(256)) - {SLASH}
RUN, EVERYTHING, FOLDERS = "*", "**", "**/"
_SPECIAL = b"*?[\\"

_CLASSES: dict[bytes, Callable[[bytes], bool]] = {
    b"alnum": bytes.isalnum,
    b"alpha": bytes.isalpha,
    b"blank": lambda byte: byte in b" \t",
    b"cntrl": lambda byte: byte < b" " or byte == b"\x7f",
    b"digit": bytes.isdigit,
    b"graph": lambda byte: b"!" <= byte <= b"~",
    b"lower": bytes.islower,
    b"print": lambda byte: b" " <= byte <= b"~",
    b"punct": lambda byte: b"!" <= byte <= b"~" and not byte.isalnum(),
    b"space": lambda byte: byte in b" \t\n\r",
    b"upper": bytes.isupper,
    b"xdigit": lambda byte: byte in b"0123456789abcdefABCDEF",
}


class Rule(NamedTuple):
    """One pattern. It looks at a path's last part alone, or at the whole path."""

    negated: bool
    folders_only: bool
    last_part: bool
    tokens: Sequence[Token]  # a wildcard, one byte, one byte of a set


class Automaton(NamedTuple):
    """Sets of places, as numbers. The last place of a rule is where all of it has been laid over a path."""

    start: int  # at the beginning of a path
    restart: int  # at the beginning of each part
    steps: Sequence[int]  # byte -> the places from which it leads to the next
    stays: int  # where a byte that is no slash may be passed over
    stays_slash: int  # where a slash may be
    forks: int  # before `**/`: the next place waits for a slash, the one behind it needs none
    as_folder: int  # last places of rules
    as_file: int  # of those that are not about folders alone
    negated: int  # of those with `!`


def compile_patterns(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether gitignore patterns, taken together and in order, hold for a file at a path.

    Paths are relative, with `/`, those of files. The last pattern that matches decides, `!` turns it round; below a
    folder that matches everything matches. Case counts. Blank lines and comments are passed over, as in the file.
    """
    rules = [rule for pattern in patterns for rule in _rules(pattern)]
    if not rules:
        return lambda path: False
    made = automaton(rules)
    known: dict[bytes, int] = {}  # the last folder asked about -> the places behind its slash, -1 where it matches

    def reached(folder: bytes) -> int:
        places = made.start
        for part in folder.split(b"/"):
            places = within(made, places, part)
            if decided(made, places, True):
                return -1
            places = into_folder(made, places)
        return places

    def matched(path: str) -> bool:
        folder, _, name = path.encode("utf-8", "surrogateescape").rpartition(b"/")
        places = known.get(folder)
        if places is None:
            places = reached(folder) if folder else made.start
            known.clear()
            known[folder] = places
        return places < 0 or decided(made, within(made, places, name), False)

    return matched


def path_pattern(path: str) -> str:
    """The pattern that means just this path; a byte that is no UTF-8, which TOML cannot hold, is a `?`."""
    text = "".join(f"\\{letter}" if letter in "*?[\\" else letter for letter in path)
    text = "".join("?" if "\udc80" <= letter <= "\udcff" else letter for letter in text)
    return "/" + (text[: len(text.rstrip(" "))] + "\\ " * (len(text) - len(text.rstrip(" "))))


def _rules(line: str) -> Iterator[Rule]:
    """The rules that one line means: none for a blank line, a comment and what is malformed, which never matches."""
    pattern = _trimmed(line.encode("utf-8", "surrogateescape"))
    if not pattern or pattern.startswith(b"#"):
        return
    negated = pattern.startswith(b"!")
    pattern = pattern[negated:]
    folders_only = pattern.endswith(b"/")
    pattern = pattern[: len(pattern) - folders_only]
    last_part = b"/" not in pattern
    if not last_part:
        pattern = pattern.removeprefix(b"/")
    # As to git, what follows the text up to the first special character is a pattern by itself: `a**/b` means `ab`.
    literal = next((i for i, byte in enumerate(pattern) if byte in _SPECIAL), len(pattern))
    text: list[Token] = [pattern[i : i + 1] for i in range(literal)]
    tokens = _tokens(pattern[literal:])
    if tokens is None:
        return
    if tokens[:1] == [FOLDERS] and text:
        yield Rule(negated, folders_only, last_part, text + tokens[1:])
        tokens[:1] = [EVERYTHING, b"/"]
    yield Rule(negated, folders_only, last_part, text + tokens)


def _trimmed(line: bytes) -> bytes:
    """A line without the spaces at its end, but for those that a backslash keeps."""
    end = i = 0
    while i < len(line):
        if line[i : i + 1] == b"\\":
            i += 1
            end = i + 1
        elif line[i : i + 1] != b" ":
            end = i + 1
        i += 1
    return line[:end]


def _tokens(pattern: bytes) -> list[Token] | None:
    """A pattern, behind the text that it begins with, in pieces; None if it is malformed."""
    tokens: list[Token] = []
    i = 0
    while i < len(pattern):
        here = pattern[i : i + 1]
        if here == b"*":
            token, i = _stars(pattern, i)
            if token != FOLDERS or tokens[-1:] != [FOLDERS]:  # two of them are one
                tokens.append(token)
        elif here == b"?":
            tokens.append(ANY)
            i += 1
        elif here == b"[":
            found, i = _bracket(pattern, i + 1)
            if found is None:
                return None
            tokens.append(found)
        else:
            i += here == b"\\"
            if i == len(pattern):
                return None
            tokens.append(pattern[i : i + 1])
            i += 1
    return tokens


def _stars(pattern: bytes, i: int) -> tuple[str, int]:
    """The meaning of a row of stars at `i`, and where it ends. Two or more between slashes are special."""
    end = i
    while pattern[end : end + 1] == b"*":
        end += 1
    if end - i > 1 and (i == 0 or pattern[i - 1] == SLASH):
        if pattern[end : end + 1] == b"/":
            return FOLDERS, end + 1
        if end == len(pattern) or pattern[end : end + 2] == b"\\/":
            return EVERYTHING, end
    return RUN, end


def _bracket(pattern: bytes, i: int) -> tuple[frozenset[int] | None, int]:
    """The bytes that a `[...]` whose inside begins at `i` matches, and where it ends; None if it is malformed."""
    negated = pattern[i : i + 1] in (b"!", b"^")
    i += negated
    members: set[int] = set()
    previous = -1  # what a range can begin with
    first = True
    while i < len(pattern) and (first or pattern[i : i + 1] != b"]"):
        first = False
        here = pattern[i]
        if here == 0x2D and previous >= 0 and pattern[i + 1 : i + 2] not in (b"", b"]"):  # "-"
            i += 1 + (pattern[i + 1] == 0x5C)
            members.update(range(previous, pattern[i] + 1) if i < len(pattern) else ())
            previous = -1
        elif pattern[i : i + 2] == b"[:" and b"]" in pattern[i + 2 :]:
            end = pattern.index(b"]", i + 2)
            name = pattern[i + 2 : end]
            if name.endswith(b":"):
                test = _CLASSES.get(name[:-1])
                if test is None:
                    return None, i
                members.update(byte for byte in range(128) if test(bytes((byte,))))
                previous, i = -1, end
            else:
                members.add(here)
                previous = here
        elif pattern[i : i + 2] == b"[:":
            return None, i
        else:
            i += here == 0x5C  # "\\"
            members.update(pattern[i : i + 1])
            previous = pattern[i] if i < len(pattern) else -1
        i += 1
    if i >= len(pattern):
        return None, i
    return (ANY - members) if negated else frozenset(members - {SLASH}), i + 1


def automaton(rules: Iterable[Rule]) -> Automaton:
    """The automaton of rules, of which the last one that matches decides."""
    steps: list[list[int]] = [[] for _ in range(256)]  # byte -> places, as are the others
    start, restart, stays, stays_slash, forks, as_folder, as_file, negated, anything = (list[int]() for _ in range(9))
    place = 0
    for rule in rules:
        (restart if rule.last_part else start).append(place)
        for token in rule.tokens:
            if token == FOLDERS:
                forks.append(place)
                for one in (stays, stays_slash, steps[SLASH]):
                    one.append(place + 1)
                place += 2
            elif token in (RUN, EVERYTHING):
                stays.append(place)
                if token == EVERYTHING and not rule.last_part:
                    stays_slash.append(place)
            else:
                if token is ANY:
                    anything.append(place)
                else:
                    for byte in token:
                        steps[byte].append(place)  # type: ignore[index]
                place += 1
        as_folder.append(place)
        if not rule.folders_only:
            as_file.append(place)
        if rule.negated:
            negated.append(place)
        place += 1
    any_byte = bits(anything, place)
    by_byte = [bits(one, place) | any_byte if one else any_byte for one in steps]
    by_byte[SLASH] = bits(steps[SLASH], place)
    numbers = [bits(one, place) for one in (stays, stays_slash, forks, as_folder, as_file, negated)]
    at_once = bits(restart, place)
    made = Automaton(bits(start, place) | at_once, at_once, by_byte, *numbers)
    return made._replace(start=_forked(made, made.start))


def _forked(made: Automaton, places: int) -> int:
    before = places & made.forks
    return places | before << 1 | before << 2 if before else places


def within(made: Automaton, places: int, part: bytes) -> int:
    """Where a part of a path, which holds no slash, leads from some places."""
    steps, stays = made.steps, made.stays
    for byte in part:
        places = (places & steps[byte]) << 1 | places & stays
        if not places:
            return 0
    return places


def into_folder(made: Automaton, places: int) -> int:
    """Where the slash behind a part leads."""
    return _forked(made, (places & made.steps[SLASH]) << 1 | places & made.stays_slash | made.restart)


def decided(made: Automaton, places: int, is_folder: bool) -> bool:
    """Whether the rules mean the path that led to some places: what the last one says that has been laid over it."""
    over = places & (made.as_folder if is_folder else made.as_file)
    return over > 0 and (over & made.negated).bit_length() != over.bit_length()
