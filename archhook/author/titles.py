"""The sentence that archhook writes of a file without a docstring, which follows the file; a person's words stay."""

from __future__ import annotations

import re

SHORTEST = 20
"""Characters of what stands before a colon, where that is to say enough."""

PENDING = "still to come: `archhook sync` takes this out once it is there"
"""The reason of a waiver that `init` writes where there is no code yet, and that `sync` takes out with the first."""

_BREAKS = (": ", "; ", " -- ", " - ", " – ", " — ", " (")
WORDS = {"task": "code", "test": "tests"}


def title(kind: str, path: str) -> str:
    """What a Task or a Test is called whose file says nothing of itself."""
    return f"The {WORDS[kind]} of {path}"


def headline(sentence: str, longest: int) -> str:
    """A sentence that is no longer than `longest`, else what stands before its first colon or the like; "" for none."""
    if len(sentence) <= longest:
        return sentence
    heads = (sentence.partition(mark)[0].rstrip() for mark in _BREAKS)
    whole = (one for one in heads if SHORTEST <= len(one) <= longest and not one.count("`") % 2)
    return max(whole, key=len, default="")


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
