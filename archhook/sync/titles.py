"""The sentence that archhook writes of a file without a docstring, which follows the file; a person's words stay."""

from __future__ import annotations

import re

WORDS = {"task": "code", "test": "tests"}


def title(kind: str, path: str) -> str:
    """What a Task or a Test is called whose file says nothing of itself."""
    return f"The {WORDS[kind]} of {path}"


def retitled(text: str, old: str, new: str) -> str:
    """A text (a docstring, a source) in which the sentence of a file's old path names the new one."""
    if not new or not _plain(old) or not _plain(new):
        return text
    words = "|".join(WORDS.values())
    sentence = rf"(\bThe (?:{words}) of\s+){re.escape(old)}(?=\.?[\"']|\.\s|\.?$)"
    return re.sub(sentence, lambda found: found[1] + new, text)


def _plain(path: str) -> bool:
    """Whether a path stands in a docstring as it is, and within a sentence."""
    return path.isprintable() and not any(letter.isspace() or letter in "\"'\\" for letter in path)
