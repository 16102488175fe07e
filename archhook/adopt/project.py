"""What a project says of itself: its name, its description, the first paragraph of its README. Text in, text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.inventory.interpreter import python_of
from archhook.toml import loads

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 400
"""Characters of a paragraph that a docstring takes over."""

READMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md", "README.markdown")
METADATA = ("pyproject.toml", "setup.cfg")

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])")
_RST_LINK = re.compile(r"`([^`<]+?)\s*<[^>]*>`_{1,2}")
_ROLE = re.compile(r":[\w:.-]+:`([^`]*)`")
_TAG = re.compile(r"<[^>\n]+>")
_WORD = re.compile(r"[^\W\d_]{2,}")


def name_and_description(files: Mapping[str, bytes]) -> tuple[str, str]:
    """(name, description) of the metadata in `pyproject.toml` or `setup.cfg`; "" for what is not said there."""
    import configparser

    found: list[tuple[str, str]] = []
    try:
        document = loads(files.get("pyproject.toml", b"").decode())
    except (ValueError, RecursionError):
        document = {}
    tool = document.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    found += [_pair(table) for table in (document.get("project"), poetry) if isinstance(table, dict)]
    reader = configparser.RawConfigParser(strict=False)
    try:
        reader.read_string(files.get("setup.cfg", b"").decode("utf-8", "replace"))
    except configparser.Error:
        pass
    if reader.has_section("metadata"):
        found.append(_pair(dict(reader.items("metadata"))))
    return next((one for one, _ in found if one), ""), next((one for _, one in found if one), "")


def python_wanted(files: Mapping[str, bytes]) -> tuple[str, str]:
    """(which Python a project asks for, the file that says so); "" for both where none does."""
    import configparser

    try:
        wanted = python_of(loads(files.get("pyproject.toml", b"").decode()))
    except (ValueError, RecursionError):
        wanted = ""
    if wanted:
        return wanted, "pyproject.toml"
    reader = configparser.RawConfigParser(strict=False)
    try:
        reader.read_string(files.get("setup.cfg", b"").decode("utf-8", "replace"))
    except configparser.Error:
        return "", ""
    wanted = reader.get("options", "python_requires", fallback="")
    return (" ".join(wanted.split()), "setup.cfg") if wanted.strip() else ("", "")


def _pair(table: Mapping[str, object]) -> tuple[str, str]:
    name, description = (table.get(key) for key in ("name", "description"))
    return tuple(plain(value) if isinstance(value, str) else "" for value in (name, description))  # type: ignore[return-value]  # two


def first_paragraph(source: bytes) -> str:
    """The first paragraph of prose in a README of Markdown or reStructuredText; "" where there is none."""
    text = source.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _COMMENT.sub("", _FENCE.sub("", text))
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


def _rule(line: str) -> bool:
    """Whether a line underlines a heading, or parts two blocks."""
    stripped = line.strip()
    return len(stripped) > 2 and len(set(stripped)) == 1 and stripped[0] in "=-~^*#+_\"'`:."


def plain(text: str) -> str:
    """A text without mark-up on one line, cut at the end of a sentence or a word where it is long."""
    for pattern, with_ in ((_IMAGE, ""), (_LINK, r"\1"), (_RST_LINK, r"\1"), (_ROLE, r"\1"), (_TAG, "")):
        text = pattern.sub(with_, text)
    text = re.sub(r"[*`]{1,3}|\[\]", "", text)
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end > LONGEST // 3 else cut.rpartition(" ")[0] + " ..."
