"""JSON that people keep, edited so that every other byte stays: comments and trailing commas, too."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Path = Sequence[str | int]
    """Keys of objects and numbers of entries, from the outside in."""

DEEPEST = 100
"""Objects and lists that lie in each other; what people write has a few."""

_GAP = re.compile(r"(?:[ \t\r\n]|//[^\r\n]*|/\*[\s\S]*?\*/)*+")
_SCALAR = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*+"|[^\s\[\]{},:"/]++')
_BESIDE = re.compile(r"[ \t]*(?://[^\r\n]*|/\*[^\r\n]*?\*/[ \t]*(?=[\r\n]))")
"""A comment that ends a line: it is about what stands before it."""
_INDENT = re.compile(r"[ \t]*")


class JsonTextError(ValueError):
    """The text is no JSON. `offset`: where that shows."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Part(NamedTuple):
    """A value of the text. `value`: as Python has it · `start`, `end`: its characters · `keys`: of an object, each with
    the place where it begins · `parts`: what an object or a list holds, in order. Of equal keys the last one counts.
    """

    value: Any
    start: int
    end: int
    keys: tuple[tuple[str, int], ...] = ()
    parts: tuple[Part, ...] = ()

    def position(self, key: str | int) -> int:
        """Which of the parts is under a key, or is an entry; -1 where there is none."""
        if isinstance(key, int):
            return key if key < len(self.parts) else -1
        return max((index for index, (name, _) in enumerate(self.keys) if name == key), default=-1)


def parsed(text: str) -> Part:
    """The one value that a text holds. JsonTextError for anything else."""
    start = _gap(text, 1 if text.startswith("\ufeff") else 0)
    found = _part(text, start, 0)
    end = _gap(text, found.end)
    if end < len(text):
        raise JsonTextError("something stands behind the end", end)
    return found


def with_member(text: str, path: Path, value: Any) -> str:
    """The text with a value under a path; the objects on the way are made where they are missing.

    JsonTextError where something on the way is no object, or the text cannot be edited without changing anything else.
    """
    whole = root = parsed(text)
    for depth, key in enumerate(path):
        _demand(whole, key, path[:depth])
        index = whole.position(key)
        if index < 0:
            nested = value
            for missing in reversed(path[depth + 1 :]):
                nested = {missing: nested}
            edited = _inserted(text, whole, nested, f"{json.dumps(key)}: ")
            break
        whole = whole.parts[index]
    else:
        edited = text[: whole.start] + _written(text, value, _indent_at(text, whole.start)) + text[whole.end :]
    return _made_sure(edited, root, path, lambda _: [value])


def with_entry(text: str, path: Path, value: Any) -> str:
    """The text with a value at the end of the list under a path, which is made where it is missing."""
    root = parsed(text)
    whole = under(root, path)
    if whole is None:
        return with_member(text, path, [value])
    _demand(whole, 0, path)
    return _made_sure(_inserted(text, whole, value, ""), root, path, lambda held: [[*held, value]])


def without(text: str, path: Path) -> str:
    """The text without what is under a path, with its comma and its line."""
    root = parsed(text)
    whole = under(root, path[:-1])
    index = -1 if whole is None else whole.position(path[-1])
    if whole is None or index < 0:
        return text
    return _made_sure(_taken_out(text, whole, index), root, path, lambda _: [])


def _made_sure(text: str, root: Part, path: Path, change: Callable[[Any], list[Any]]) -> str:
    """The text, if it says what it said, but for what is under a path. `change`: the value there -> [the new one]."""
    try:
        found = parsed(text).value
    except JsonTextError:
        found = None
    if found != _changed(root.value, path, change):
        raise JsonTextError(f"`{'.'.join(map(str, path))}` cannot be edited here without changing more", root.start)
    return text


def _changed(value: Any, path: Path, change: Callable[[Any], list[Any]]) -> Any:
    """A value with another one under a path."""
    if not path:
        return change(value)[0]
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        new = change(value[key]) if not rest else [_changed(value[key], rest, change)]
        return [*value[:key], *new, *value[key + 1 :]]
    held = value.get(key, {})
    new = change(held) if not rest else [_changed(held, rest, change)]
    return {**value, key: new[0]} if new else {other: one for other, one in value.items() if other != key}


def under(whole: Part, path: Path) -> Part | None:
    """What is under a path; None where there is nothing. JsonTextError where what is on the way can hold nothing."""
    for depth, key in enumerate(path):
        _demand(whole, key, path[:depth])
        index = whole.position(key)
        if index < 0:
            return None
        whole = whole.parts[index]
    return whole


def _demand(part: Part, key: str | int, path: Path) -> None:
    kind, name = (list, "list") if isinstance(key, int) else (dict, "object")
    if not isinstance(part.value, kind):
        what = f"`{'.'.join(map(str, path))}`" if path else "what it holds"
        raise JsonTextError(f"{what} is no {name}", part.start)


def _gap(text: str, at: int) -> int:
    """Where white space and comments end."""
    found = _GAP.match(text, at)
    assert found is not None
    return found.end()


def _part(text: str, at: int, depth: int) -> Part:
    if text[at : at + 1] in ("{", "["):
        if depth == DEEPEST:
            raise JsonTextError("it is nested too deep", at)
        return _container(text, at, depth + 1)
    found = _SCALAR.match(text, at)
    if found is None:
        raise JsonTextError("a value is missing", at)
    try:
        value = json.loads(found.group())
    except ValueError:
        raise JsonTextError(f"{found.group()[:40]} is no value", at) from None
    return Part(value, at, found.end())


def _container(text: str, start: int, depth: int) -> Part:
    """An object or a list."""
    is_object = text[start] == "{"
    close = "}" if is_object else "]"
    keys: list[tuple[str, int]] = []
    parts: list[Part] = []
    at = _gap(text, start + 1)
    while text[at : at + 1] != close:
        if is_object:
            key = _part(text, at, depth) if text[at : at + 1] == '"' else None
            if key is None:
                raise JsonTextError("a key in quotes is missing", at)
            keys.append((key.value, at))
            at = _gap(text, key.end)
            if text[at : at + 1] != ":":
                raise JsonTextError("a colon is missing", at)
            at = _gap(text, at + 1)
        parts.append(_part(text, at, depth))
        at = _gap(text, parts[-1].end)
        if text[at : at + 1] == ",":
            at = _gap(text, at + 1)
        elif text[at : at + 1] != close:
            raise JsonTextError(f"a comma or {close} is missing", at)
    values = [part.value for part in parts]
    value = {key: one for (key, _), one in zip(keys, values, strict=True)} if is_object else values
    return Part(value, start, at + 1, tuple(keys), tuple(parts))


def _starts(whole: Part) -> list[int]:
    """Where each member (its key) or entry begins."""
    return [at for _, at in whole.keys] or [part.start for part in whole.parts]


def _inserted(text: str, whole: Part, value: Any, lead: str) -> str:
    """The text with one more member or entry at the end of an object or a list, laid out as those before it."""
    if not whole.parts:
        return _first(text, whole, value, lead)
    last, start = whole.parts[-1], _starts(whole)[-1]
    comma = text.find(",", last.end, _gap(text, last.end) + 1)
    comma = comma if text[_gap(text, last.end)] == "," else -1
    end = comma + 1 if comma >= 0 else last.end
    line = _line_start(text, start)
    if text[line:start].strip(" \t"):  # it stands on the line of another
        new = f" {lead}{json.dumps(value, ensure_ascii=False)}"
    else:
        indent = text[line:start]
        new = f"{_newline(text)}{indent}{lead}{_written(text, value, indent)}"
    beside = _BESIDE.match(text, end)
    rest = beside.end() if beside else end
    trailing = comma >= 0
    return text[:end] + ("" if trailing else ",") + text[end:rest] + new + ("," if trailing else "") + text[rest:]


def _first(text: str, whole: Part, value: Any, lead: str) -> str:
    """The text with something in an object or a list that is empty; comments in it stay."""
    outer = _indent_at(text, whole.start)
    indent = outer + _step(text)
    held = text[whole.start + 1 : whole.end - 1].rstrip()
    new = f"{held}{_newline(text)}{indent}{lead}{_written(text, value, indent)}{_newline(text)}{outer}"
    return text[: whole.start + 1] + new + text[whole.end - 1 :]


def _taken_out(text: str, whole: Part, index: int) -> str:
    """The text without one member or entry. A comment beside it stays; where nothing is left, no white space is."""
    if len(whole.parts) == 1:
        start, end = whole.start + 1, whole.end - 1
        lead, rest = text[start : _starts(whole)[0]].rstrip(), text[_after(text, whole.parts[0].end) : end]
        return text[:start] + (lead + rest if lead or rest.strip() else "") + text[end:]
    if index < len(whole.parts) - 1:
        start, end = _starts(whole)[index], _starts(whole)[index + 1]
        after = _after(text, whole.parts[index].end)
        return text[:start] + (text[after:end].lstrip() if text[after:end].strip() else "") + text[end:]
    before = whole.parts[index - 1].end
    had_comma = text[_gap(text, whole.parts[index].end)] == ","
    end = _after(text, whole.parts[index].end)
    between = text[_after(text, before) : _starts(whole)[index]].rstrip()
    return text[:before] + ("," if had_comma else "") + between + text[end:]


def _after(text: str, end: int) -> int:
    """Behind the comma that follows a value, else behind the value."""
    at = _gap(text, end)
    return at + 1 if text[at : at + 1] == "," else end


def _written(text: str, value: Any, indent: str) -> str:
    """A value in the style of a text, its further lines indented; a list of strings and numbers is on one line."""
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if not isinstance(value, dict) and not (
        isinstance(value, list) and any(isinstance(one, dict | list) for one in value)
    ):
        return json.dumps(value, ensure_ascii=False)
    deeper = indent + _step(text)
    leads = [f"{json.dumps(key)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    held = value.values() if isinstance(value, dict) else value
    lines = [f"{deeper}{lead}{_written(text, one, deeper)}" for lead, one in zip(leads, held, strict=True)]
    between = _newline(text)
    return f"{opening}{between}{f',{between}'.join(lines)}{between}{indent}{closing}" if lines else opening + closing


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _step(text: str) -> str:
    """What a text indents by: as its first line that is indented, else two spaces."""
    found = re.search(r"\n([ \t]+)[^ \t\r\n/]", text)
    return found.group(1) if found else "  "


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indent_at(text: str, at: int) -> str:
    """The indentation of the line that a place is on."""
    found = _INDENT.match(text, _line_start(text, at))
    assert found is not None
    return found.group()
