"""gitignore patterns as a predicate on paths, without git and without a regular expression.

Bytes are compared, as git compares them: `?` is one byte. Whatever the pattern, the time is that of its length
times the path's, since the places that a pattern can have reached are kept as a set.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

_SPECIAL = b"*?[\\"
_SLASH = 0x2F
_ANY = frozenset(range(256)) - {_SLASH}
_RUN, _EVERYTHING, _FOLDERS = "*", "**", "**/"

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
    literal: bytes  # what a path begins with
    tokens: tuple[bytes | str | frozenset[int], ...] | None  # then: bytes, a wildcard, one byte of a set; None: never

    def matches(self, path: bytes, name: bytes) -> bool:
        """Whether a path, whose last part is `name`, is meant; that it is a folder has been seen to."""
        subject = name if self.last_part else path
        if self.tokens is None or not subject.startswith(self.literal):
            return False
        return _reaches(self.tokens, subject, len(self.literal))


def compile_patterns(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether gitignore patterns, taken together and in order, hold for a file at a path.

    Paths are relative, with `/`, those of files. The last pattern that matches decides, `!` turns it round; below a
    folder that matches everything matches. Case counts. Blank lines and comments are passed over, as in the file.
    """
    rules = [rule for rule in map(_rule, patterns) if rule is not None]
    rules.reverse()
    folders: dict[bytes, bool] = {b"": False}

    def decide(path: bytes, is_folder: bool) -> bool:
        name = path.rpartition(b"/")[2]
        for rule in rules:
            if (is_folder or not rule.folders_only) and rule.matches(path, name):
                return not rule.negated
        return False

    def below(folder: bytes) -> bool:
        """Whether a folder or one above it matches."""
        known = folders.get(folder)
        if known is None:
            cut, known = 0, False
            while cut >= 0 and not known:
                cut = folder.find(b"/", cut + 1)
                known = decide(folder if cut < 0 else folder[:cut], True)
            folders[folder] = known
        return known

    def matched(path: str) -> bool:
        data = path.encode("utf-8", "surrogateescape")
        return bool(rules) and (below(data.rpartition(b"/")[0]) or decide(data, False))

    return matched


def _rule(line: str) -> Rule | None:
    """The rule of one line; None for a blank line or a comment."""
    pattern = _trimmed(line.encode("utf-8", "surrogateescape"))
    if not pattern or pattern.startswith(b"#"):
        return None
    negated = pattern.startswith(b"!")
    pattern = pattern[negated:]
    folders_only = pattern.endswith(b"/")
    pattern = pattern[: len(pattern) - folders_only]
    last_part = b"/" not in pattern
    if not last_part:
        pattern = pattern.removeprefix(b"/")
    plain = next((i for i, byte in enumerate(pattern) if byte in _SPECIAL), len(pattern))
    tokens = _tokens(pattern[plain:])
    return Rule(negated, folders_only, last_part, pattern[:plain], None if tokens is None else tuple(tokens))


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


def _tokens(pattern: bytes) -> list[bytes | str | frozenset[int]] | None:
    """A pattern, behind the literal text that it begins with, in pieces; None if it is malformed: it never matches."""
    tokens: list[bytes | str | frozenset[int]] = []
    i = 0
    while i < len(pattern):
        here = pattern[i : i + 1]
        if here == b"*":
            token, i = _stars(pattern, i)
            tokens.append(token)
        elif here == b"?":
            tokens.append(_ANY)
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
    if end - i > 1 and (i == 0 or pattern[i - 1] == _SLASH):
        if pattern[end : end + 1] == b"/":
            return _FOLDERS, end + 1
        if end == len(pattern) or pattern[end : end + 2] == b"\\/":
            return _EVERYTHING, end
    return _RUN, end


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
    return (_ANY - members) if negated else frozenset(members - {_SLASH}), i + 1


def _reaches(tokens: tuple[bytes | str | frozenset[int], ...], text: bytes, start: int) -> bool:
    """Whether the tokens can be laid over all of the text from `start` on."""
    places = {start}
    for token in tokens:
        if token == _EVERYTHING:
            places = set(range(min(places), len(text) + 1))
        elif token == _FOLDERS:
            places |= {i + 1 for i in range(min(places), len(text)) if text[i] == _SLASH}
        elif token == _RUN:
            places = _run(places, text)
        elif isinstance(token, bytes):
            places = {i + 1 for i in places if text[i : i + 1] == token}
        elif isinstance(token, frozenset):
            places = {i + 1 for i in places if i < len(text) and text[i] in token}
        if not places:
            return False
    return len(text) in places


def _run(places: set[int], text: bytes) -> set[int]:
    """Every place that is reached from one of `places` without passing a slash."""
    reached: set[int] = set()
    for i in sorted(places):
        while i not in reached:
            reached.add(i)
            if i == len(text) or text[i] == _SLASH:
                break
            i += 1
    return reached
