"""What a project says of itself: its name, its description, the first paragraph of its README. Text in, text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archhook.adopt.named_packages import Shipped, shipped
from archhook.adopt.setup_call import setup_call
from archhook.author.prose import is_noise, paragraphs, plain
from archhook.errors import ConfigError
from archhook.inventory.interpreter import python_of
from archhook.model.ids import sentence
from archhook.project.ini import parse
from archhook.project.toml import loads

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 400
"""Characters of a paragraph that a docstring takes over."""

READMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md", "README.markdown")
METADATA = ("pyproject.toml", "setup.cfg", "setup.py")

_WORD = re.compile(r"[^\W\d_]{2,}")
_ASIDE = re.compile(
    r"tidelift|for enterprise|sponsor|donat|funding|backers?\b|subscription|looking for (?:maintainers|help)"
    r"|no longer maintained|deprecated|translat|badge|newsletter|follow us|join (?:us|our)|click here|table of contents"
    r"|feel free|pull request|contributors?\b|please\b|check out|written in"
    r"|part of the|this (?:readme|repository|repo)\b",
    re.I,
)
"""What a paragraph of a README speaks of that does not say what the project is for."""

_SAYS = r"(?:'s\b| is an? | is the | provides | offers | helps | lets | makes | gives )"
_SPOKEN = re.compile(r"\b(?:we|our|you|your|i|my|us)\b", re.I)
_ABOUT = re.compile(r"about|overview|introduction|what (?:is|it)|why\b|description|summary|motivation", re.I)
"""Headings of a README below which it says what the project is for."""


def name_and_description(files: Mapping[str, bytes]) -> tuple[str, str]:
    """(name, description) of the metadata in `pyproject.toml`, `setup.cfg` or `setup.py`; "" for what none says."""
    found: list[tuple[str, str]] = []
    document = _pyproject(files)
    tool = document.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    found += [_pair(table) for table in (document.get("project"), poetry) if isinstance(table, dict)]
    found.append(_pair(_setup(files, "metadata")))
    found.append(_pair(setup_call(files.get("setup.py", b""))))
    return next((one for one, _ in found if one), ""), next((one for _, one in found if one), "")


def shipped_by(files: Mapping[str, bytes]) -> Shipped:
    """What the metadata names as what the project ships."""
    sections = {name: _setup(files, name) for name in ("options", "options.packages.find")}
    return shipped(_pyproject(files), sections, files.get("setup.py", b""))


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
    return tuple(shortened(plain(value)) if isinstance(value, str) else "" for value in (name, description))  # type: ignore[return-value]  # two


def first_paragraph(source: bytes, name: str = "") -> str:
    """The paragraph of a README that says what the project is for: the first that says so of its name, else the first
    below its title; "" where there is none.
    """
    of_it = re.compile(re.escape(name) + _SAYS, re.I)
    first, headings = "", 0
    for heading, prose in paragraphs(readme_text(source)):
        headings += bool(heading) and not _ABOUT.match(heading)
        if _is_about(prose):
            if name and of_it.match(prose):
                return shortened(prose)
            first = first or ("" if headings > 1 or _SPOKEN.search(sentence(prose)) else prose)
    return shortened(first)


def _is_about(prose: str) -> bool:
    """Whether a paragraph may say what a project is for. One that leads to a list or to code, or that goes on from a
    heading, says nothing without.
    """
    whole = not prose.endswith((":", "?")) and "? " not in prose[:60] and not prose.startswith(("...", "…"))
    return whole and len(_WORD.findall(prose)) >= 4 and not (is_noise(prose) or _ASIDE.search(sentence(prose)))


def first_heading(source: bytes) -> str:
    """The name of a project by the first heading of its README; "" where that is no name."""
    heading = next((heading for heading, _ in paragraphs(readme_text(source)) if heading), "")
    return heading if heading and len(heading.split()) <= 3 and heading[:1].isalnum() else ""


def readme_text(source: bytes) -> str:
    """A README as text, without the comments of HTML."""
    text = source.decode("utf-8", "replace").removeprefix("\ufeff")
    return _uncommented(text.replace("\r\n", "\n").replace("\r", "\n"))


def _uncommented(text: str) -> str:
    """A text without the comments of HTML; what begins one that does not end is left."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def shortened(text: str) -> str:
    """A text that is cut at the end of a sentence or a word where it is long."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end > LONGEST // 3 else cut.rpartition(" ")[0] + " ..."
