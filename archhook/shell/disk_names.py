"""The names on disk that patterns of a shell, and `find`, come to, as far as the surroundings tell them."""

from __future__ import annotations

import os.path
import re
from fnmatch import translate
from functools import cache, lru_cache
from glob import escape
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from archhook.shell.surroundings import is_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archhook.shell.surroundings import Surroundings

MOST = 20_000
"""So many names are looked at; what more there is cannot be told."""

_PATHS = ("-path", "-wholename", "-ipath", "-iwholename")
_NAMES = ("-name", "-iname")
_STARTS = ("-H", "-L", "-P")
_PRINTS = ("-print", "-print0")


class Found(NamedTuple):
    """What `find` comes to: the names, as it prints them, and what it does to each: print, delete, exec."""

    names: tuple[str, ...]
    action: str


def matching(pieces: Sequence[tuple[str, bool]], cwd: str, around: Surroundings) -> tuple[str, ...]:
    """The paths that a pattern of a shell comes to, sorted; () for none, and where that cannot be told.

    `pieces`: the texts of the word, each with whether characters of patterns count in it.
    """
    text = "".join(one for one, _ in pieces)
    if not is_known(text + cwd):
        return ()
    found = ["/" if text.startswith("/") else ""]
    for part in _components(pieces):
        name = "".join(one for one, _ in part)
        if not name:
            continue
        if any(special and set(one) & set("*?[") for one, special in part):
            written = "".join(one if special else escape(one) for one, special in part)
            match = _pattern(written.replace("[^", "[!"))
            dotted = name.startswith(".")
            found = [
                os.path.join(base, one.rstrip("/"))
                for base in found
                for one in around.listed(os.path.join(cwd, base))
                if (dotted or not one.startswith(".")) and match(one.rstrip("/"))
            ][:MOST]
        else:
            found = [os.path.join(base, name) for base in found]
    names = cache(lambda folder: frozenset(name.rstrip("/") for name in around.listed(folder)))
    there = [one for one in found if os.path.basename(one) in names(os.path.dirname(os.path.join(cwd, one)))]
    if text.endswith("/"):
        there = [f"{one}/" for one in there if around.is_folder(os.path.join(cwd, one))]
    return tuple(sorted(there))


def found_by(argv: tuple[str, ...], cwd: str, around: Surroundings) -> Found | None:
    """What a `find` comes to; None where that cannot be told."""
    if not is_known("".join((cwd, *argv))):
        return None
    words = list(argv[1:])
    while words and words[0] in _STARTS:
        if words.pop(0) == "-L":
            return None
    at = next((number for number, one in enumerate(words) if one[:1] in ("-", "(", "!")), len(words))
    expression = _Expression(words[at:])
    try:
        test = expression.whole()
    except (ValueError, IndexError):
        return None
    starts = words[:at] or ["."]
    if not all(_start(one, cwd, around) for one in starts):
        return None  # what is not there yet may be made before
    hits: list[str] = []
    for number, (path, kind, depth) in enumerate(_below(starts, cwd, around, expression.deepest)):
        if number == MOST:
            return None
        reached: list[str] = []
        if depth >= expression.least and ((test(path, kind, reached) and not expression.actions) or reached):
            hits.append(path)
    return Found(tuple(hits), next(iter(expression.actions), "print")) if len(expression.actions) < 2 else None


def listed_by(argv: tuple[str, ...], cwd: str, around: Surroundings) -> tuple[str, ...]:
    """What `ls` and `git ls-files` print; () where that cannot be told."""
    if not is_known("".join((cwd, *argv))):
        return ()
    words = [one for one in argv[1:] if one not in ("-1", "-z", "--")]
    if argv[0].endswith("git"):
        if words[:1] != ["ls-files"] or any(one.startswith(("-", ":")) for one in words):
            return ()
        found = around.tracked(cwd)
        specs = [os.path.normpath(one) for one in words[1:]]
        tests = [_pattern(one) for one in specs if set(one) & set("*?[")]
        return tuple(
            one
            for one in found
            if not specs
            or any(spec in (".", one) or one.startswith(f"{spec}/") for spec in specs)
            or any(test(one) for test in tests)
        )
    if any(one.startswith("-") for one in words):
        return ()
    folders = [one for one in words if around.is_folder(os.path.join(cwd, one))]
    if words and not folders:
        return tuple(words)
    if len(words) > 1:
        return ()
    names = around.listed(os.path.join(cwd, *folders))
    return tuple(sorted(name.rstrip("/") for name in names if not name.startswith(".")))


Test: TypeAlias = "Callable[[str, str, list[str]], object]"
"""(path, kind, actions reached, which are added to) -> whether it holds."""


class _Expression:
    """The words of `find` behind its folders, read to a test. ValueError for what is not known here."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.at = 0
        self.actions: dict[str, None] = {}
        self.deepest = 1 << 30
        self.least = 0

    def whole(self) -> Test:
        """The test that all words make."""
        found = self._either() if self.words else _always
        if self.at < len(self.words):
            raise ValueError
        return found

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next("-o", "-or"):
            tests.append(self._both())
        return lambda path, kind, reached: any(test(path, kind, reached) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self.at < len(self.words) and self.words[self.at] not in ("-o", "-or", ")"):
            self._next("-a", "-and")
            tests.append(self._one())
        return lambda path, kind, reached: all(test(path, kind, reached) for test in tests)

    def _one(self) -> Test:
        if self._next("!", "-not"):
            test = self._one()
            return lambda path, kind, reached: not test(path, kind, reached)
        if self._next("("):
            inner = self._either()
            if not self._next(")"):
                raise ValueError
            return inner
        return self._primary(self._word())

    def _primary(self, name: str) -> Test:
        if name in (*_NAMES, *_PATHS):
            match = _pattern(self._word(), name[1] == "i")
            if name in _PATHS:
                return lambda path, kind, reached: match(path)
            return lambda path, kind, reached: match(os.path.basename(path))
        if name == "-type":
            kinds = self._word().split(",")
            return lambda path, kind, reached: kind in kinds
        if name in ("-maxdepth", "-mindepth"):
            number = int(self._word())
            self.deepest, self.least = (number, self.least) if name == "-maxdepth" else (self.deepest, number)
            return _always
        if name in ("-exec", "-execdir"):
            while self._word() not in (";", "+"):
                pass
            return self._action(name)
        if name in (*_PRINTS, "-delete"):
            return self._action("-print" if name in _PRINTS else name)
        if name in ("-depth", "-d", "-xdev", "-true"):
            return _always
        raise ValueError

    def _action(self, name: str) -> Test:
        self.actions[name[1:]] = None

        def reach(path: str, kind: str, reached: list[str]) -> bool:
            reached.append(path)
            return True

        return reach

    def _next(self, *words: str) -> bool:
        found = self.words[self.at : self.at + 1]
        self.at += bool(found and found[0] in words)
        return bool(found and found[0] in words)

    def _word(self) -> str:
        self.at += 1
        return self.words[self.at - 1]


def _always(path: str, kind: str, reached: list[str]) -> bool:
    return True


def _below(starts: Sequence[str], cwd: str, around: Surroundings, deepest: int) -> Iterator[tuple[str, str, int]]:
    """(path, kind, depth) of what lies below some folders, they included. Links are not followed."""
    for start in starts:
        waiting = _start(start, cwd, around)
        while waiting:
            path, kind, depth = waiting.pop()
            yield path, kind, depth
            if kind == "d" and depth < deepest:
                for name in around.listed(os.path.join(cwd, path)):
                    inner = os.path.join(path, name.rstrip("/"))
                    waiting.append((inner, "d" if name.endswith("/") else "f", depth + 1))


def _start(path: str, cwd: str, around: Surroundings) -> list[tuple[str, str, int]]:
    """Where `find` starts; nothing where nothing is. A link without a slash at its end is a link."""
    whole = os.path.join(cwd, path)
    folder, name = os.path.split(whole)
    names = around.listed(folder)
    if around.is_folder(whole) and (name in ("", ".", "..") or f"{name}/" in names):
        return [(path, "d", 0)]
    return [(path, "l" if around.is_folder(whole) else "f", 0)] if name in names else []


def _components(pieces: Sequence[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    """The pieces between slashes."""
    found: list[list[tuple[str, bool]]] = [[]]
    for text, special in pieces:
        first, *others = text.split("/")
        found[-1].append((first, special))
        found += [[(one, special)] for one in others]
    return found


@lru_cache(maxsize=256)
def _pattern(pattern: str, anyhow: bool = False) -> Callable[[str], object]:
    return re.compile(translate(pattern), re.IGNORECASE if anyhow else 0).match
