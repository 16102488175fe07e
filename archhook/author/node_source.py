"""How a node is written in the declarative form: the text that `ruff format` would leave as it is.

Lists are sorted, and stand one name a line with a trailing comma once they pass the line length, so that two
branches that add different names merge.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.laws.law import ALL_TESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

TARGET = {"task": "implements", "test": "verifies"}
FILE = {"task": "file_path", "test": "test_file"}
"""Kind -> the field of the node that it is for, and of its file."""

INDENT = "    "
WIDTH = 88
"""The line length of ruff and black where a project sets none."""

_LIST = re.compile(r"^ +\w+ = [\[{]", re.MULTILINE)
DOC_WIDTH = 120
"""Prose is not set wider than this, however long the lines of the code may be."""


SHIELD = "# ruff: noqa: RUF012  these lists are the fields of nodes: nothing changes them\n"
"""Stands in a module with lists where ruff would take them for mutable defaults."""


class Style(NamedTuple):
    """What a project has told its formatter and its linter."""

    width: int = WIDTH
    quote: str = '"'  # of strings; docstrings keep theirs
    shielded: bool = False  # whether ruff has to be told that lists may be class attributes (RUF012)
    one_a_line: bool = False  # each imported name in a statement of its own


def literal(text: str, quote: str = '"') -> str:
    """A string literal for any text: in the quote that is asked for, unless the other one needs fewer escapes."""
    other = "'" if quote == '"' else '"'
    chosen = other if text.count(other) < text.count(quote) else quote
    parts = []
    for letter in text:
        if letter in ("\\", chosen):
            parts.append("\\" + letter)
        elif letter.isprintable():
            parts.append(letter)
        else:
            parts.append(letter.encode("unicode_escape", "surrogatepass").decode("ascii"))
    return f"{chosen}{''.join(parts)}{chosen}"


def field(name: str, value: str, style: Style, indent: str = INDENT) -> str:
    """`name = value` for one name or one literal, in brackets where only that keeps the line length."""
    line = f"{indent}{name} = {value}\n"
    if _fits(line, style) or not _fits(f"{indent}{INDENT}{value}", style):
        return line
    return f"{indent}{name} = (\n{indent}{INDENT}{value}\n{indent})\n"


def list_field(name: str, items: Iterable[str], style: Style, indent: str = INDENT) -> str:
    """`name = [...]` with the items, names or literals as they are written, sorted, each once."""
    head = f"{indent}{name} = "
    return f"{head}{list_text(sorted({*items}), style.width - columns(head), indent)}\n"


def dict_field(name: str, items: Mapping[str, str], style: Style, indent: str = INDENT) -> str:
    """`name = {key: value}` of texts, sorted, on one line where that keeps the line length."""
    pairs = [f"{literal(key, style.quote)}: {literal(value, style.quote)}" for key, value in sorted(items.items())]
    head = f"{indent}{name} = "
    return f"{head}{list_text(pairs, style.width - columns(head), indent, brackets='{}')}\n"


def list_text(items: Sequence[str], room: int, indent: str, unit: str = INDENT, brackets: str = "[]") -> str:
    """Items as they are written: on one line if that fits into `room` columns, else one a line with a trailing comma.

    `indent`: that of the line where the list begins.
    """
    inner = f"{brackets[0]}{', '.join(items)}{brackets[1]}"
    if columns(inner) <= room or not items:
        return inner
    return "".join((f"{brackets[0]}\n", *(f"{indent}{unit}{item},\n" for item in items), indent, brackets[1]))


def file_fields(kind: str, file: str, names: Iterable[tuple[str, tuple[str, ...]]], style: Style) -> list[str]:
    """The lines of a node's file and of its lists of names; one of all the tests of the file is no list."""
    lines = [field(FILE[kind], literal(file, style.quote), style)]
    for name, many in names:
        if many == (ALL_TESTS,):
            lines.append(field(name, literal(ALL_TESTS, style.quote), style))
        else:
            lines.append(list_field(name, (literal(one, style.quote) for one in many), style))
    return lines


def docstring(text: str, style: Style, indent: str = INDENT) -> str:
    """A docstring of paragraphs (parted by an empty line), each set to the line length."""
    width = min(style.width, DOC_WIDTH) - len(indent)
    paragraphs = [" ".join(_harmless(part).split()) for part in text.split("\n\n")]
    paragraphs = [part for part in paragraphs if part]
    whole = f'{indent}"""{paragraphs[0]}{_end(paragraphs[0])}"""\n'
    if len(paragraphs) == 1 and _fits(whole, style):
        return whole
    lines = _set(paragraphs, width)
    if len(lines) == 1:  # only the closing quotes pass the line length: the formatters would join a lone line with them
        lines = _set(paragraphs, width - 4)
    if len(lines) == 1:
        return whole
    body = "\n".join(f"{indent}{line}".rstrip() for line in lines)
    return f'{indent}"""{body[len(indent) :]}\n{indent}"""\n'


def _set(paragraphs: list[str], width: int) -> list[str]:
    """The lines of paragraphs; three columns of the first line are taken by the quotes."""
    lines: list[str] = []
    for part in paragraphs:
        lead = "" if lines else "\0" * 3
        rows = textwrap.wrap(part, max(width, 20), initial_indent=lead, break_long_words=False, break_on_hyphens=False)
        lines += ["", *rows] if lines else [row.lstrip("\0") for row in rows]
    return lines


def _harmless(text: str) -> str:
    """A text that means itself between triple quotes, and that every stream and every tool can show."""
    shown = "".join(letter if letter.isprintable() or letter.isspace() else "?" for letter in text)
    return shown.replace("\\", "/").replace('"""', "'''")


def _end(text: str) -> str:
    """What keeps a quote at the end of a text from the quotes that close it, as the formatters write it."""
    return " " if text.endswith('"') else ""


def class_text(name: str, base: str, doc: str, fields: Iterable[str], style: Style) -> str:
    """A class statement: its docstring, and the lines of its fields (from `field` and `list_field`)."""
    head = f"class {name}({base}):\n"
    if not _fits(head, style):
        head = f"class {name}(\n{INDENT}{base}\n):\n"
    body = "".join(fields)
    return head + docstring(doc, style) + (f"\n{body}" if body else "")


def import_text(module: str, names: Iterable[str], style: Style) -> str:
    """`from module import names`, sorted as isort does it."""
    ordered = sorted(set(names), key=by_type)
    if style.one_a_line:
        return "".join(f"from {module} import {name}\n" for name in ordered)
    line = f"from {module} import {', '.join(ordered)}\n"
    if _fits(line, style):
        return line
    return f"from {module} import (\n{''.join(f'{INDENT}{name},' + chr(10) for name in ordered)})\n"


def natural(name: str) -> tuple[list[tuple[str, int, str]], str]:
    """The key by which ruff and isort order names: letters whatever their case, numbers by their value."""
    parts = re.findall(r"\d+|\D+", name)
    key = [("", int(part), part) if part.isdecimal() else (part.lower(), 0, "") for part in parts]
    return key, name


def by_type(name: str) -> tuple[int, object]:
    """The key by which they order what is imported: constants, classes, the rest."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    return kind, natural(name)


def positions(present: Sequence[str | None], new: Sequence[str], order: Sequence[str]) -> list[int]:
    """Where each of some names goes once those before it are there: `position`, without a look at all for each."""
    there = list(present)
    key = _sorted_by([name for name in there if name is not None])
    found = []
    if key is not None and None not in there:
        keys = [key(name) for name in there if name is not None]
        for name in new:
            found.append(bisect_right(keys, key(name)))
            keys.insert(found[-1], key(name))
        return found
    for name in new:
        found.append(position(there, name, order))
        there.insert(found[-1], name)
    return found


def position(present: Sequence[str | None], new: str, order: Sequence[str]) -> int:
    """Where a name goes among others: by the alphabet if they are sorted, else beside its neighbour in the file.

    `present`: what is there, None for what is no plain string; `order`: the names in the order of the file.
    """
    key = _sorted_by([name for name in present if name is not None])
    if key is not None:
        return _next(present, key, new)
    known = list(order)
    at = known.index(new) if new in known else 0
    for before in reversed(known[:at]):
        if before in present:
            return present.index(before) + 1
    for after in known[at:]:
        if after in present:
            return present.index(after)
    return len(present)


def sorted_place(names: list[str], new: str, at: int) -> int:
    """Where a name goes among names in an order that a formatter keeps; `at` where they are in none."""
    key = _sorted_by(names, (by_type, str, str.casefold, natural))
    return at if key is None else _next(names, key, new)


def _next(names: Sequence[str | None], key: Callable[[str], Any], new: str) -> int:
    """The position of the first of some names that comes after a new one."""
    return next((at for at, name in enumerate(names) if name is not None and key(name) > key(new)), len(names))


def _sorted_by(names: list[str], orders: Sequence[Callable[[str], Any]] = (str, str.casefold)) -> Any:
    """The order that names are in, None for none; it is the same when another was put in its place."""
    return next((key for key in orders if names == sorted(names, key=key)), None)


def module_text(doc: str, imports: Iterable[str], classes: Iterable[str], style: Style) -> str:
    """A module: its docstring, its imports, its class statements, two empty lines between them."""
    imported, statements = "".join(imports), [*classes]
    shield = f"\n{SHIELD}" if style.shielded and any(map(_LIST.search, statements)) else ""
    head = docstring(doc, style, "") + shield + (f"\n{imported}" if imported else "")
    return "\n\n".join((head, *statements))


def _fits(line: str, style: Style) -> bool:
    return columns(line.rstrip("\n")) <= style.width


def columns(line: str) -> int:
    """How wide a line is, counted as the formatters do: letters of the East take two columns, accents none."""
    if line.isascii():
        return len(line)
    import unicodedata

    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    return len(line) + wide - sum(unicodedata.combining(letter) > 0 for letter in line)
