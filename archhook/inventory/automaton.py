"""gitignore rules as one automaton: all of them are laid over a path at once, a byte at a time.

A place is a bit of a number: how far into which rule one has come. A byte leads from many places to the next ones by a
shift, so that thousands of rules cost little more than one, and no wildcard has to be tried again.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NamedTuple

    Token = bytes | str | frozenset[int]
else:
    from archhook.records import NamedTuple

SLASH = 0x2F
ANY = frozenset(range(256)) - {SLASH}
RUN, EVERYTHING, FOLDERS = "*", "**", "**/"


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


def automaton(rules: Iterable[Rule]) -> Automaton:
    """The automaton of rules, of which the last one that matches decides."""
    rules = tuple(rules)
    size = sum(map(_size, rules)) + 1
    steps = [bytearray(size // 8 + 1) for _ in range(256)]
    start, restart, stays, stays_slash, forks, as_folder, as_file, negated, anything = (
        bytearray(size // 8 + 1) for _ in range(9)
    )
    place = 0
    for rule in rules:
        _add(restart if rule.last_part else start, place)
        for token in rule.tokens:
            if token == FOLDERS:
                _add(forks, place)
                for many in (stays, stays_slash, steps[SLASH]):
                    _add(many, place + 1)
                place += 2
            elif token in (RUN, EVERYTHING):
                _add(stays, place)
                if token == EVERYTHING and not rule.last_part:
                    _add(stays_slash, place)
            else:
                for byte in () if token is ANY else token:
                    _add(steps[byte], place)  # type: ignore[index]
                if token is ANY:
                    _add(anything, place)
                place += 1
        for many, wanted in ((as_folder, True), (as_file, not rule.folders_only), (negated, rule.negated)):
            if wanted:
                _add(many, place)
        place += 1
    any_byte = _number(anything)
    by_byte = tuple(_number(one) | (any_byte if byte != SLASH else 0) for byte, one in enumerate(steps))
    at_once = _number(restart)
    parts = map(_number, (stays, stays_slash, forks, as_folder, as_file, negated))
    made = Automaton(_number(start) | at_once, at_once, by_byte, *parts)
    return made._replace(start=_forked(made, made.start))


def _size(rule: Rule) -> int:
    """How many places a rule has, at most."""
    return 2 * len(rule.tokens) + 1


def _add(many: bytearray, place: int) -> None:
    many[place >> 3] |= 1 << (place & 7)


def _number(many: bytearray) -> int:
    return int.from_bytes(many, "little")


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


def below(made: Automaton, places: int) -> int:
    """Where the slash behind a part leads."""
    return _forked(made, (places & made.steps[SLASH]) << 1 | places & made.stays_slash | made.restart)


def decided(made: Automaton, places: int, is_folder: bool) -> bool:
    """Whether the rules mean the path that led to some places: what the last one says that has been laid over it."""
    over = places & (made.as_folder if is_folder else made.as_file)
    return over > 0 and (over & made.negated).bit_length() != over.bit_length()
