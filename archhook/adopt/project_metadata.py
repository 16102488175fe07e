"""What a project says of itself: its name, its description, the first paragraph of its README. Text in, text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archhook.errors import ConfigError
from archhook.inventory.interpreter import python_of
from archhook.project.ini import parse
from archhook.project.toml import loads

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 400
"""Characters of a paragraph that a docstring takes over."""

READMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md", "README.markdown")
METADATA = ("pyproject.toml", "setup.cfg")

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]]*+\](\([^)\[]*+\)|\[[^\[\]]*+\])?+")
_LINK = re.compile(r"\[([^\[\]]*+)\](\([^)\[]*+\)|\[[^\[\]]*+\])")
_RST_LINK = re.compile(r"`([^`<]++)<[^>`]*+>`_{1,2}")
_ROLE = re.compile(r"(?<![\w:.-])([\w.-]*+):(?=[\w:.-]{2})[\w:.-]++(?<=:)`([^`]*+)`")
_TAG = re.compile(r"<[^<>\n]++>")
_WORD = re.compile(r"[^\W\d_]{2,}")


def name_and_description(files: Mapping[str, bytes]) -> tuple[str, str]:
    """(name, description) of the metadata in `pyproject.toml` or `setup.cfg`; "" for what is not said there."""
    found: list[tuple[str, str]] = []
    document = _pyproject(files)
    tool = document.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    found += [_pair(table) for table in (document.get("project"), poetry) if isinstance(table, dict)]
    found.append(_pair(_setup(files, "metadata")))
    return next((one for one, _ in found if one), ""), next((one for _, one in found if one), "")


def python_wanted(files: Mapping[str, bytes]) -> tuple[str, str]:
    """(which Python a project asks for, the file that says so); "" for both where none does."""
    wanted = python_of(_pyproject(files))
    if wanted:
        return wanted, "pyproject.toml"
    wanted = _setup(files, "options").get("python_requires", "")
    return (" ".join(wanted.split()), "setup.cfg") if wanted.strip() else ("", "")


def _pyproject(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What `pyproject.toml` says; nothing where there is none, or it cannot be read."""
    try:
        return loads(files.get("pyproject.toml", b"").decode())
    except (ValueError, RecursionError):
        return {}


def _setup(files: Mapping[str, bytes], section: str) -> dict[str, str]:
    """A section of `setup.cfg`: name in lower case -> value; empty where there is none, or it cannot be read."""
    try:
        values = parse("setup.cfg", files.get("setup.cfg", b"")).get(section, {})
    except ConfigError:
        return {}
    return {name.lower(): value.text for name, value in values.items()}


def _pair(table: Mapping[str, object]) -> tuple[str, str]:
    name, description = (table.get(key) for key in ("name", "description"))
    return tuple(plain(value) if isinstance(value, str) else "" for value in (name, description))  # type: ignore[return-value]  # two


def first_paragraph(source: bytes) -> str:
    """The first paragraph of prose in a README of Markdown or reStructuredText; "" where there is none."""
    text = source.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _uncommented(_FENCE.sub("", text))
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith((" ", "\t", "#", ".. ", "|", ">", "- ", "* ", "+ ", "[")) or any(map(_rule, lines)):
            continue
        paragraph = plain(" ".join(lines))
        if paragraph.endswith(":") or paragraph.startswith(("...", "…")):
            continue  # it leads to a list or to code, or goes on from a heading, and says nothing without
        if len(_WORD.findall(paragraph)) >= 4:
            return paragraph
    return ""


def _uncommented(text: str) -> str:
    """A text without the comments of HTML; what begins one that does not end is left."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def _rule(line: str) -> bool:
    """Whether a line underlines a heading, or parts two blocks."""
    stripped = line.strip()
    return len(stripped) > 2 and len(set(stripped)) == 1 and stripped[0] in "=-~^*#+_\"'`:."


def plain(text: str) -> str:
    """A text without mark-up on one line, cut at the end of a sentence or a word where it is long."""
    for pattern, with_ in ((_IMAGE, ""), (_LINK, r"\1"), (_RST_LINK, r"\1"), (_ROLE, r"\1\2"), (_TAG, "")):
        text = pattern.sub(with_, text)
    text = re.sub(r"[*`]{1,3}|\[\]", "", text)
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end > LONGEST // 3 else cut.rpartition(" ")[0] + " ..."
