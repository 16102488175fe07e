"""What a README promises: the points of the list in which it tells what the project offers. Text in, text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.author.prose import headline, is_rule, plain
from archhook.model.ids import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 7
"""So many points are taken over."""
LONGEST = 90
"""Characters of a point; of a longer one what stands before its colon, and none where that is too long as well."""

FAR = 12
"""So many lines further down its first point stands at most."""

_FEATURES = re.compile(r"\W*(?:\w+ )?(?:features|highlights)\b.{0,30}", re.I)
_OFFERS = re.compile(
    r".*\b(?:offers?|features?|gives you|provides?|highlights|lets you|includes?|supports?)(?: \w+)?:", re.I
)
"""What a line is, or a paragraph ends in, that leads to such a list."""

_POINT = re.compile(r"[-*+•] +(?=\S)")
_MORE = re.compile(r"\W*(?:and )?(?:much |many |lots )?more\b.{0,20}\Z", re.I)
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)


def promises(readme: str) -> tuple[str, ...]:
    """The points of the first list of features of a README, in plain words; none where it has no such list."""
    lines = _FENCE.sub("", readme).split("\n")
    for at, line in enumerate(lines):
        heading = _is_heading(lines, at)
        if (heading and _FEATURES.fullmatch(line.strip("# "))) or (not heading and _OFFERS.fullmatch(line.rstrip())):
            found = [*filter(None, map(_short, _points(lines, at + (1 if line.startswith("#") or not heading else 2))))]
            if len(found) > 1:
                return tuple(found[:MOST])
    return ()


def _is_heading(lines: Sequence[str], at: int) -> bool:
    underlined = at + 1 < len(lines) and bool(lines[at].strip()) and is_rule(lines[at + 1])
    return lines[at].startswith("#") or underlined


def _points(lines: Sequence[str], at: int) -> Iterator[str]:
    """The points of the list that begins before the next heading, each with the lines that go on from it."""
    point: list[str] = []
    for number in range(at, len(lines)):
        line = lines[number]
        begun = _POINT.match(line)
        if begun:
            yield " ".join(point)
            point = [line[begun.end() :]]
        elif _is_heading(lines, number) or (
            line.strip() and line[:1] not in (" ", "\t") if point else number - at > FAR
        ):
            break
        elif point and not _POINT.match(line.strip()):
            point.append(line.strip())
    yield " ".join(point)


def _short(text: str) -> str:
    """A point as a few words without their stop; "" where it is too long, or says that there are more."""
    if _MORE.match(text):
        return ""
    return headline(sentence(plain(text)).rstrip(" .:;,"), LONGEST)
