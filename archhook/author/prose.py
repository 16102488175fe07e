"""Plain prose from docstrings and READMEs: paragraphs without mark-up, and the one sentence that is a file's title."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archhook.model.ids import PLACEHOLDER, clean, sentence, split_id

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 160
"""Characters of a title: a whole sentence, of a longer one what stands before its first aside, if that says enough."""

SHORTEST = 20
"""Characters of the first part of a sentence, where that is to say enough."""

_BREAKS = (": ", "; ", " -- ", " - ", " – ", " — ", " (")
_CLAUSES = (", which ", ", where ", ", so that ", ", such as ", ", including ", ", for example ", ", that is ")
"""Where else a sentence that is too long may end: what stands before is a whole one."""

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]]*+\](\([^)\[]*+\)|\[[^\[\]]*+\])?+")
_LINK = re.compile(r"\[([^\[\]]*+)\](\([^)\[]*+\)|\[[^\[\]]*+\])")
_RST_LINK = re.compile(r"`([^`<]++)<[^>`]*+>`_{1,2}")
_ROLE = re.compile(r"(?<![\w:.-])([\w.-]*+):(?=[\w:.-]{2})[\w:.-]++(?<=:)`[~!._]*+([^`]*+)`")
_TAG = re.compile(r"</?[A-Za-z!][^<>\n]*+>")
_URL = re.compile(r"<?\b(?:https?|ftp)://[^\s<>()]++>?")
_MARKS = (
    (_IMAGE, ""),
    (_LINK, r"\1"),
    (_RST_LINK, r"\1"),
    (re.compile(r"`([^`<>]++)`__?+"), r"\1"),
    (re.compile(r":`~(?:\w++\.)*+"), ":`"),  # a role that shows the last part of a name
    (_ROLE, r"\1\2"),
    (_TAG, ""),
    (_URL, ""),
    (re.compile(r"\|[\w-]++\|_{0,2}"), ""),  # a substitution
    (re.compile(r"\[#?\w*+\]_"), ""),  # a footnote
    (re.compile(r"(?<!\w)([A-Za-z]\w*+)(?<=[A-Za-z0-9]_)(?!\w)"), lambda found: found[1].rstrip("_")),  # a reference
    (re.compile(r"(?<!\w)_([A-Za-z][\w ]{0,40}[A-Za-z])_(?!\w)"), r"\1"),  # emphasis
    (re.compile(r"\[([A-Za-z][^\[\]]{0,40})\]"), r"\1"),  # a reference of Markdown
    (re.compile(r"[*`]{1,3}|\[\]"), ""),
    (re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]"), ""),
)
_GAP = re.compile(r" (?=[.,;:!?)](?:\s|$))|(?<=\() ")
_LEFT = re.compile(r"\( *(?:see|at|from|via)?:? *\)")
"""What is left in brackets of an address."""

_SHORT = (
    (re.compile(r"\be\.g\.,?", re.I), "for example"),
    (re.compile(r"\bi\.e\.,?", re.I), "that is"),
    (re.compile(r"\bcf\.", re.I), "see"),
    (re.compile(r"\b(vs|etc|approx|resp|incl)\.(?= [a-z(])"), r"\1"),
)
"""Abbreviations whose stop would end a sentence."""

_NOISE = re.compile(
    r"[\W_]*(?:copyright|\(c\)|©|licen[cs]e|spdx|all rights reserved|permission is hereby|redistribution and use"
    r"|this (?:file|program|software|library|module|code|source code) is (?:part of|free|distributed|licen|copyright"
    r"|released|subject|under|auto)|the mit licen|apache licen|bsd licen|gnu |authors?\b ?(?::|=|-)|created (?:on|by)\b"
    r"|@\w|date ?:|version ?:|maintainers?\b ?:|credits?\b ?:|vi?m?: |-\*- |(?:en)?coding[:=]|usage\b ?:|synopsis\b"
    r"|examples?\b ?:|todo\b|fixme\b|xxx\b|>>> |\$ |python3? -m |pylint:|mypy:|type: |noqa\b|isort:|flake8:|ruff:"
    r"|note\b ?:|warning\b ?:|see also|docstring\b|untitled\b|init (?:file|py|module|package) |package marker"
    r"|(?:auto-?)?generated (?:by|from|on))",
    re.I,
)
"""What begins a paragraph that says nothing of what a file is for: licences, authors, settings of tools, usage."""

_CHAPTER = re.compile(r"(?:overview|introduction|description|summary|contents|background|notes?|about)[.:]?", re.I)
"""Headings that any file may have."""

_CODE = re.compile(r" = |\|\||\ufffd|[{}|]|::")
_LICENCE = re.compile(r"\b(?:licen[cs]e[ds]?|copyright)\b", re.I)

_TERMS = re.compile(r",? (?:that is )?(?:licen[cs]ed|released) under .*\Z", re.I)
"""What a sentence ends in that tells of a licence."""

_OF_THIS = re.compile(
    r"(?:this|the|a) (?:\w+ )?(?:module|package|subpackage|sub-package|submodule|file|script|namespace)s?,?"
    r"(?: (?:that|which|simply|just|mainly|only|also))? (\w+) ",
    re.I,
)
_VERBS = r"(?:contain|provid|hold|implement|defin|includ|expos|offer|collect|giv|hous)(?:e?s|ing|e)"
_HOLDS = re.compile(rf"(?:{_VERBS}|has|is|are)\Z", re.I)
_OWN_HOLDS = re.compile(r"(?:the )?([\w./-]+)( (?:module|package|subpackage))? (\w+) ", re.I)
_GIVES = re.compile(r"this (?:module|package) (?:provides|equips|extends) \w+\.[\w.]+ with ", re.I)
_HELD = re.compile(
    rf"(?:(?:this|these|it|here) (?:is|are) |contain(?:s|ing) "
    rf"|(?:module|package|file) (?:for|with|of|about|(?:(?:that|which) )?{_VERBS}) )",
    re.I,
)
_POINTS = re.compile(
    r"(?:it|they|these|those|here|we|you|i|this (?!class)(?:\w+s|module|package|file|can|will|may|should))\b", re.I
)
"""What begins a sentence that goes on from something else."""

_FIELD = re.compile(r":[\w -]++:(?:\s|$)")
_OTHER = (" ", "\t", "#", "<", "..", "|", ">", "- ", "* ", "+ ", "[!", "$")
"""What begins a block that is no paragraph."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_PARTS = re.compile(r"[^a-z0-9]+")
_NAMED = re.compile(r"([\w./\\-]+)\s*(?::|-{1,3}|–|—)\s+(?=\S)")
_AROUND = re.compile(r"^(?:the|a) | (?:module|package|file|script|library|program|tool|class|code)s?$")

BLOCKS = 8
"""So many paragraphs are looked at for the one that says what a file is for."""


_MARKER = re.compile(rf"\b{PLACEHOLDER}\b")
"""The word of the law LED007, which in somebody's prose means something else."""


def plain(text: str) -> str:
    """A text without mark-up, addresses and pictograms, on one line."""
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    text = _MARKER.sub(str.lower(PLACEHOLDER), html.unescape(text))
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    text = _GAP.sub("", " ".join(_LEFT.sub("", text).split()))
    return text.strip()


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """(heading, prose) of each block of Markdown or reStructuredText that has one of them, in plain words.

    Lists, tables, quotations, code, directives and field lists are neither.
    """
    lines = _FENCE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    for block in re.split(r"\n[ \t]*\n", lines):
        rows = block.strip("\n").split("\n")
        while rows and (is_rule(rows[0]) or not rows[0].strip()):
            rows.pop(0)
        heading = ""
        if rows and rows[0].startswith("#"):
            heading = plain(rows.pop(0).strip("# "))
        elif len(rows) > 1 and is_rule(rows[1]):
            heading = plain(rows[0])
            rows = rows[2:]
        prose = plain(" ".join(_before_marks(rows)))
        if heading or prose:
            yield heading, prose


def _before_marks(rows: list[str]) -> list[str]:
    """The lines of a block that are prose: none where it is a list, a table, code or the like."""
    if not rows or rows[0].startswith(_OTHER):
        return []
    ends = (at for at, row in enumerate(rows) if is_rule(row) or row.startswith((".. ", ">>>")) or _FIELD.match(row))
    return rows[: next(ends, len(rows))]


def is_rule(line: str) -> bool:
    """Whether a line underlines a heading, or parts two blocks."""
    stripped = line.strip()
    return len(stripped) > 2 and len(set(stripped)) == 1 and stripped[0] in "=-~^*#+_\"'`:."


def is_noise(text: str) -> bool:
    """Whether a paragraph says nothing of what a file is for: a licence, its authors, how it is called."""
    return bool(_NOISE.match(text) or _CHAPTER.fullmatch(text))


def doc_title(doc: str, path: str) -> str:
    """What a file is called by its docstring: its first sentence that says what it is for; "" where none does."""
    own = own_names(path)
    if doc.lstrip().startswith(".. "):
        return ""  # it is a page of a manual: its headings are of chapters
    for number, block in enumerate(paragraphs(split_id(clean(doc))[1])):  # without an id of a node
        for text in block:
            if text and not is_noise(text) and not _is_own(text, own):
                found = _without_own(text, own)
                return title_from(found) if found else ""
        if number == BLOCKS:
            break
    return ""


def title_from(text: str) -> str:
    """The first sentence of a plain text as a title, without its stop: at most `LONGEST` characters; "" for none."""
    for pattern, instead in _SHORT:
        text = pattern.sub(instead, text)
    found = _TERMS.sub("", sentence(_begun(text))).rstrip(" :,;-–—")
    found = headline(found, LONGEST) or _head(found, LONGEST, _CLAUSES)
    found = found.strip(" *_'`").replace('"', "'").replace("\\", "/")
    return found if _is_title(found) else ""


def headline(sentence: str, longest: int) -> str:
    """A sentence that is no longer than `longest`, else what stands before its first colon or the like; "" for none."""
    if len(sentence) <= longest:
        return sentence
    return _head(sentence, longest, _BREAKS)


def _head(text: str, longest: int, breaks: tuple[str, ...]) -> str:
    """The longest part of a text before one of some breaks that is no longer than `longest`."""
    heads = (text[: text.rfind(mark, 0, longest + len(mark)) + 1].rstrip(" ,;:-–—(") for mark in breaks)
    whole = (one for one in heads if SHORTEST <= len(one) <= longest and not one.count("`") % 2)
    return max((one for one in whole if one.count("(") == one.count(")")), key=len, default="")


def _begun(text: str) -> str:
    """A text without `This module contains` and the like, that begins with a capital."""
    said = _OF_THIS.match(text)
    if said is not None and _HOLDS.match(said[1]):
        text = text[said.end() :]
    elif said is not None and said[1].endswith("s") and said[1] != "was":  # `This module handles ...`
        text = text[said.start(1) :]
    else:
        text = text[said.end() if (said := _HELD.match(text)) is not None else 0 :]
    first = text.partition(" ")[0].replace("-", "").rstrip(",")
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text


def _is_title(text: str) -> bool:
    """Whether a sentence can be a title: prose, and more than a word that says nothing."""
    even = all(text.count(one) == text.count(other) for one, other in ("()", "[]", "{}", "<>"))
    if not (text.isprintable() and text[:1].isalnum() and even) or _CODE.search(text):
        return False
    if _LICENCE.search(text) or _POINTS.match(text):
        return False
    return len(_WORD.findall(text)) > 1 or (text.isalpha() and text.istitle() and len(text) > 4)


def own_names(path: str) -> frozenset[str]:
    """What a file is called by its own path, letters and digits alone: `requestsapi` and `api` of `requests/api.py`."""
    parts = [part for part in _PARTS.split(path.lower().removesuffix(".py").removesuffix("/__init__")) if part]
    tails = {*parts, *("".join(parts[at:]) for at in range(len(parts)))}
    return frozenset({*tails, *(f"{tail}py" for tail in tails), *(f"{tail}init" for tail in tails), "init", "initpy"})


def _bare(text: str) -> str:
    return _PARTS.sub("", text.lower())


def _is_own(text: str, own: frozenset[str]) -> bool:
    """Whether a text is nothing but the file's own name: `requests.api`, `The api module.`"""
    lower = text.lower().rstrip(".: ")
    bare = _bare(lower)
    return (not bare and lower.isascii()) or bare in own or _bare(_AROUND.sub("", _AROUND.sub("", lower))) in own


def _without_own(text: str, own: frozenset[str]) -> str:
    """A text without the file's own name and what parts it from the rest: `api.py: what it does`."""
    named = _NAMED.match(text)
    if named is not None and _bare(named[1]) in own:
        return text[named.end() :]
    said = _OWN_HOLDS.match(text)
    if said is not None and _bare(said[1]) in own and ("." in said[1] or said[2]) and _HOLDS.match(said[3]):
        return text[said.end() :]
    said = _GIVES.match(text)  # of `This module provides shop.cart with the means to pay` only the means are new
    return text[said.end() :] if said is not None else text
