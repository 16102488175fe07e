"""The words of an entry of the baseline: how they are read from its line, and written."""

from __future__ import annotations

MOST_WORDS = 5
"""Of an entry: no more are looked at, however long the line is."""

MOST_DIGITS = 9
"""Of how many findings an entry counts."""

_TOKEN = r'"(?:[^"\\]|\\.)*"(?=\s|$)|[^\s"#]\S*'


def words_in(line: str) -> list[tuple[int, str]]:
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


def times_of(token: str) -> int:
    """How many findings a word like `x3` says; 0 for any other word."""
    digits = token[1:] if token[:1] == "x" else ""
    counts = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if counts and digits[0] != "0" else 0


def unquoted(token: str) -> str:
    """What a word says, "" for `-`."""
    if token == "-":
        return ""
    if not token.startswith('"'):
        return token
    import json

    value = json.loads(token)
    assert isinstance(value, str)
    return value


def word_of(text: str) -> str:
    """The word that says a text, `-` for none."""
    if not text:
        return "-"
    whole = text.isprintable() and not any(letter.isspace() for letter in text)
    if whole and text[0] not in '"#' and text != "-":
        return text
    import json

    return json.dumps(text)
