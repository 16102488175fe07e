"""Where the keys of a configuration stand, and the items of their lists, each with the comment that gives a reason."""

from __future__ import annotations

from archhook.project.toml import dotted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING, _CLOSING = "[{", "]}"


class KeyPlaces:
    """The places in one TOML file, told line by line as those of errors are (toml.py); it is looked through once."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._keys: dict[tuple[str, ...], int] = {}
        self._items: dict[tuple[tuple[str, ...], str], int] = {}
        inside: tuple[str, ...] = ()
        key: tuple[str, ...] = ()
        depth = 0
        for number, line in enumerate(self._lines, 1):
            code = line[: _comment(line)].strip()
            if depth <= 0 and code.startswith("["):
                inside = dotted(code.strip("[").partition("]")[0])
                self._keys.setdefault(inside, number)
                continue
            if depth <= 0 and "=" in code:
                name, _, code = code.partition("=")
                key, depth = inside + dotted(name), 0
                self._keys.setdefault(key, number)
            for item in _strings(code):
                self._items.setdefault((key, item), number)
            depth += _depth(code)

    def of(self, keys: tuple[str, ...], item: str = "") -> tuple[int, str]:
        """(line, reason) of an item of the list under a key, given by its dotted parts; else of the key, else of the
        nearest table around it; (0, "") where nothing is found.
        """
        line = self._items.get((keys, item), 0) if item else 0
        if line:
            return line, self._reason(line) or self._reason(self._keys.get(keys, line))
        for end in range(len(keys), 0, -1):
            line = self._keys.get(keys[:end], 0)
            if line:
                return line, self._reason(line) if end == len(keys) else self._trailing(line)
        return 0, ""

    def _reason(self, line: int) -> str:
        """The comment behind a line, else the one on the lines right above it."""
        above: list[str] = []
        at = line - 1
        while not self._trailing(line) and at > 0 and self._lines[at - 1].lstrip().startswith("#"):
            above.insert(0, self._lines[at - 1].strip().lstrip("# "))
            at -= 1
        return self._trailing(line) or " ".join(filter(None, above))

    def _trailing(self, line: int) -> str:
        text = self._lines[line - 1]
        return text[_comment(text) :].strip().lstrip("# ")


def _comment(line: str) -> int:
    """Where the comment of a line begins; its length without one."""
    quote = ""
    for at, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote and (quote == "'" or line[at - 1] != "\\") else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#":
            return at
    return len(line)


def _strings(code: str) -> Iterator[str]:
    """What the strings in a piece of TOML say."""
    import re

    from archhook.project.toml import loads

    for found in re.finditer(r'"(?:[^"\\]|\\.)*+"|\'[^\']*+\'', code):
        try:
            yield loads(f"x = {found[0]}")["x"]
        except ValueError:
            continue


def _depth(code: str) -> int:
    """How many brackets stay open behind a piece of TOML."""
    import re

    bare = re.sub(r'"(?:[^"\\]|\\.)*+"|\'[^\']*+\'', "", code)
    return sum(letter in _OPENING for letter in bare) - sum(letter in _CLOSING for letter in bare)
