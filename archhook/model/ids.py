"""Ids and docstrings: the grammar of `[R-1]` and `[T-a.b]`, the name in the first sentence, the dedented text."""

from __future__ import annotations

from archhook.model.nodes import PREFIXES, kind_of, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

PLACEHOLDER = "PLACEHOLDER"
"""Stands in a docstring where only a person can know what it should say; LED007 counts the nodes that hold it."""

_DIGITS = 18
"""So many digits a number in an id has at the most."""

_BRACKETED = 60
"""So many characters of what stands in brackets are shown."""


def canonical(text: str) -> str | None:
    """The id that a string is, without brackets and leading zeros: `[R-01]` -> `R-1`. None if it is no id.

    PREFIX-NUMBER[.NUMBER] or PREFIX-WORD[.WORD ...], the prefix in letters, digits, `_` and hyphens. An id whose prefix
    belongs to no kind is an id (`X-1`); `kind_of_id` tells. (Here and below no regular expression: importing `re`
    costs every commit that edits the ledger as much as all the rest of its reading.)
    """
    text = text.strip()
    return _id(text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text)


def _id(token: str) -> str | None:
    prefix, _, number = token.rpartition("-")
    whole, point, minor = number.partition(".")
    if not (_is_number(whole) and (_is_number(minor) or not point)):
        return _word_id(token)
    names = prefix.split("-")
    if not names[-1].isupper() and (word := _word_id(token)):
        return word  # `T-cache-2`
    if not all(map(_is_name, names)):
        return None
    return f"{prefix}-{_without_zeros(whole)}" + (f".{_without_zeros(minor)}" if point else "")


def _word_id(token: str) -> str | None:
    """The id PREFIX-WORD[.WORD ...] that a token is: the prefix ends with its last part in capitals."""
    names = token.split("-")
    end = max((at for at, name in enumerate(names, 1) if name.isupper()), default=0)
    first, *others = "-".join(names[end:]).split(".")
    if not (end and all(map(_is_name, names[:end])) and is_word(first)):
        return None
    if not all(_is_number(part) or is_word(part) for part in others):
        return None
    numbered = (_without_zeros(part) if _is_number(part) else part for part in others)
    return ".".join(("-".join((*names[:end], first)), *numbered))


def _is_number(text: str) -> bool:
    return text.isdigit() and text.isascii() and len(text) <= _DIGITS


def why_none(text: str) -> str:
    """What a text that is no id lacks, as it goes on behind "is none"; "" where that is plain to see."""
    digits = "".join(char if char.isascii() and char.isdigit() else " " for char in text).split()
    return f": a number has {_DIGITS} digits at the most" if any(len(one) > _DIGITS for one in digits) else ""


def _without_zeros(number: str) -> str:
    return number.lstrip("0") or "0"


def _is_name(text: str) -> bool:
    return text.isidentifier() and text.isascii() and text[0] != "_"


def is_word(text: str) -> bool:
    """Whether a string is a WORD of an id: `[a-z0-9_]+` with hyphens inside, and a letter at least."""
    if not (text.isascii() and text.islower()) or text[0] == "-" or text[-1] == "-":
        return False
    return text.replace("-", "").replace("_", "").isalnum()


def prefix_of(node_id: str) -> str:
    """The last part of an id's prefix: `R` of `AUTH-R-3` and of `AUTH-R-login`."""
    return parts(node_id)[0].rpartition("-")[2]


def kind_of_id(node_id: str) -> str:
    """The kind that an id's prefix tells, "" for none."""
    return PREFIXES.get(prefix_of(node_id), "")


def split_docstring(doc: str) -> tuple[str, str, bool]:
    """(id, name, bracketed) of a docstring; the id "" where it begins with none.

    The name is the first sentence after the id, up to `.`, `!` or `?` before white space or the paragraph's end,
    the final stop dropped.
    """
    node_id, text = split_id(doc)
    return node_id, sentence(text), bool(node_id) and doc.lstrip().startswith("[")


def split_id(doc: str) -> tuple[str, str]:
    """(id, the text after it) of a docstring; the id "" where it begins with none. Words count only in brackets."""
    text = doc.lstrip()
    if text.startswith("["):
        inner, closed, rest = text[1:].partition("]")
        node_id = _id(inner.strip()) if closed else None
        rest = rest.lstrip()
    else:
        token = text.split(maxsplit=1)[0].partition(":")[0] if text else ""
        node_id, rest = _id(token), text[len(token) :]
        if node_id and not parts(node_id)[1].replace(".", "").isdigit():
            node_id = None  # words outside brackets are words: "R-tree", "D-day"
    return (node_id, rest.removeprefix(":").lstrip()) if node_id else ("", doc)


def sentence(text: str) -> str:
    """The first sentence of a text, on one line, without its final stop."""
    words: list[str] = []
    for line in text.strip().split("\n"):
        if not line.strip(" \t"):
            break  # the paragraph's end
        for word in line.split():
            words.append(word)
            if word[-1] in ".!?":
                return " ".join(words).removesuffix(".").rstrip()
    return " ".join(words)


def bracket(doc: str) -> str:
    """What stands in brackets at the beginning of a docstring, "" for nothing."""
    inner, closed, _ = doc.lstrip().removeprefix("[").partition("]")
    return inner if closed and doc.lstrip().startswith("[") and "\n" not in inner and len(inner) <= _BRACKETED else ""


def is_code(text: str) -> bool:
    """Whether a string has the form of a law's code, `TST505`."""
    return len(text) == 6 and text.isascii() and text[:3].isalpha() and text[:3].isupper() and text[3:].isdigit()


def is_placeholder(doc: str) -> bool:
    """Whether a docstring holds the word PLACEHOLDER: what only people know is not written yet."""
    at = doc.find(PLACEHOLDER)
    while at >= 0:
        end = at + len(PLACEHOLDER)
        if not _goes_on(doc[max(at - 1, 0) : at]) and not _goes_on(doc[end : end + 1]):
            return True
        at = doc.find(PLACEHOLDER, end)
    return False


def _goes_on(character: str) -> bool:
    """Whether a word goes on with a character; not at the end of a text."""
    return character.isalnum() or character == "_"


def storable(text: str) -> bool:
    """Whether a string can be written to a file: it holds no lone surrogates but those of undecodable file names."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def clean(doc: str) -> str:
    """A docstring dedented as `inspect.cleandoc` does it, without the cost of importing that module."""
    if "\n" not in doc:
        return doc.expandtabs().lstrip(" ")
    first, *rest = doc.expandtabs().split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in rest if line.lstrip(" ")]
    margin = min(indents, default=0)
    lines = [first.lstrip(" "), *(line[margin:] for line in rest)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def grouped(ids: Iterable[str]) -> dict[str, list[str]]:
    """Kind -> those of some ids that are of that kind, in their order."""
    found: dict[str, list[str]] = {}
    lists: dict[str, list[str]] = {}  # by prefix: of many ids few prefixes differ
    for node_id in ids:
        prefix = parts(node_id)[0]
        if prefix not in lists:
            lists[prefix] = found.setdefault(kind_of(node_id), [])
        lists[prefix].append(node_id)
    return found
