"""Calls that the reader knows: methods of strings and dicts, and a few built-ins, over constants."""

from __future__ import annotations

import _string  # type: ignore[import-not-found]  # what string.Formatter parses with; `string` brings `re`

from archhook.ledger.operators import Arguments, items_of, key_of, plain, search, truth
from archhook.ledger.values import Const, Map, Resources, Seq, Value
from archhook.model.vocabulary import PARAMETERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from archhook.ledger.values import Klass

WIDEST = 10_000  # of a field in a format

STRING_METHODS = frozenset(
    (
        "split", "rsplit", "splitlines", "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize",
        "replace", "removeprefix", "removesuffix", "startswith", "endswith",
    )
)  # fmt: skip
"""Methods of strings that take and give constants; `join` and `format` have functions of their own."""

KNOWN = "the reader knows sorted, range, len, enumerate, zip, reversed, list, tuple, set, dict, str, int, float, bool"


def text_method(text: Const, name: str, given: Arguments) -> Value:
    """A method of a constant string."""
    value = str(text.value)
    if name == "join":
        return _join(value, given)
    if name == "format":
        return given.const(format_text(value, given))
    if name not in STRING_METHODS:
        raise given.fail(f"the method {name} is not read here")
    args, keywords = given.plain()
    for one in (*args, *keywords.values()):
        if isinstance(one, str):
            search(value, one, given.scope, given.node)
    if name == "replace" and len(args) > 1 and all(isinstance(one, str) for one in args[:2]):
        size = len(value) + (value.count(args[0]) if args[0] else len(value) + 1) * len(args[1])
        given.grow(size)
    given.grow(len(value))
    try:
        result = getattr(value, name)(*args, **keywords)
    except (TypeError, ValueError) as error:
        raise given.fail(f"this fails: {error}") from None
    given.grow(len(result) if isinstance(result, str) else 0)
    if isinstance(result, list):
        given.make(len(result))
        return given.seq("list", [given.const(part, text.node) for part in result])
    return given.const(result)


def _join(separator: str, given: Arguments) -> Const:
    if len(given.args) != 1 or given.keywords:
        raise given.fail("join takes one sequence")
    items = items_of(given.args[0], given.scope, given.node)
    parts = [plain(item, given.scope, given.node) for item in items]
    if not all(isinstance(part, str) for part in parts):
        raise given.fail("join takes strings")
    size = sum(map(len, parts)) + (len(separator) + 1) * len(parts)
    given.grow(size)
    return given.const(separator.join(parts))


def format_text(template: str, given: Arguments) -> str:
    """`template.format(...)`, with plain fields and bounded widths only."""
    args, keywords = given.plain()
    size = len(template)
    given.make(template.count("{") * 4)  # each field is looked at, which takes longer than a character
    try:
        longest = max((len(str(one)) for one in args), default=0)
        for _, field, spec, _ in _string.formatter_parser(template):
            if field is not None and any(char in field for char in ".[{"):
                raise given.fail("a field that looks into its value is not read here", "write an f-string")
            if spec and "{" in spec:
                raise given.fail("a nested field is not read here", "write an f-string")
            size += width(spec or "", given) + (longest if field == "" else 0)
        size += sum(len(str(one)) * (template.count("{") + 1) for one in (*args, *keywords.values()))
        given.grow(size)
        result = template.format(*args, **keywords)
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise given.fail(f"this fails: {error}") from None
    given.grow(len(result))
    return result


def width(spec: str, given: Arguments) -> int:
    """The largest number in a format specification. Raises `Unreadable` if it is out of bounds."""
    digits = "".join(char if char.isdecimal() else " " for char in spec).split()
    widest = max((int(number) if len(number) < 9 else WIDEST + 1 for number in digits), default=0)
    if widest > WIDEST:
        raise given.fail(f"a field wider than {WIDEST:,} characters", "write a smaller width")
    return widest


def map_method(value: Map, name: str, given: Arguments) -> Value:
    """A method of a constant dict."""
    pairs = list(value.pairs.values())
    given.grow(len(pairs))
    match name, given.args:
        case "keys", []:
            return given.seq("view", [key for key, _ in pairs])
        case "values", []:
            return given.seq("view", [item for _, item in pairs])
        case "items", []:
            given.make(len(pairs) * 2)
            return given.seq("view", [given.seq("tuple", [key, item]) for key, item in pairs])
        case "get", [wanted, *default]:
            found = value.pairs.get(plain(wanted, given.scope, given.node))
            return found[1] if found else default[0] if default else given.const(None)
    raise given.fail(f"the method {name} is not read here")


def resources(klass: Klass, given: Arguments) -> Resources:
    """A call of ResourceConstraints: figures by the names of its fields."""
    names = klass.params or PARAMETERS["ResourceConstraints"]
    if len(given.args) > len(names):
        raise given.fail(f"ResourceConstraints takes {len(names)} figures at most", "name the figures: memory_mb=512")
    fields = dict(zip(names, given.args, strict=False)) | given.keywords
    return Resources(fields, not klass.imported, given.scope.module, given.node)


def builtin(name: str, given: Arguments) -> Value:
    """A call of a built-in function."""
    make = BUILTINS[name]
    try:
        return make(given)
    except (TypeError, ValueError, OverflowError, IndexError) as error:
        raise given.fail(f"this fails: {error}") from None


def _items(given: Arguments, at: int = 0) -> list[Value]:
    return items_of(given.args[at], given.scope, given.node)


def _sorted(given: Arguments) -> Value:
    if set(given.keywords) - {"reverse"} or len(given.args) != 1:
        raise given.fail("sorted is read with `reverse` alone", "write the items in their order")
    reverse = "reverse" in given.keywords and truth(given.keywords["reverse"], given.scope, given.node)
    items = _items(given)
    given.grow(len(items) * 8)
    keys = [plain(item, given.scope, given.node) for item in items]
    longest = max((len(key) for key in keys if isinstance(key, str | bytes)), default=0)
    given.scope.module.spend(len(items) * longest // 64, given.node)
    ordered = sorted(items, key=lambda item: plain(item, given.scope, given.node), reverse=reverse)
    return given.seq("list", ordered)


def _range(given: Arguments) -> Value:
    numbers = range(*given.plain()[0])
    if len(numbers) > 10**9:
        raise OverflowError("the range is too long")
    given.grow(len(numbers) * 8)
    given.make(len(numbers))
    return given.seq("range", [given.const(number) for number in numbers])


def _collection(kind: str) -> Callable[[Arguments], Value]:
    def make(given: Arguments) -> Value:
        if len(given.args) > 1 or given.keywords:
            raise given.fail(f"{kind} is read with one sequence")
        items = list(_items(given)) if given.args else []
        given.grow(len(items))
        return given.seq(kind, items)

    return make


def _dict(given: Arguments) -> Value:
    result: dict[object, tuple[Const, Value]] = {}
    if given.args and isinstance(given.args[0], Map):
        given.make(len(given.args[0].pairs))
        result |= given.args[0].pairs
    elif given.args:
        for pair in _items(given):
            given.scope.module.spend(2, given.node)
            key, item = items_of(pair, given.scope, given.node)
            name = key_of(key, given.scope, given.node)
            result[name] = (given.const(name), item)
    result |= {name: (given.const(name), item) for name, item in given.keywords.items()}
    given.grow(len(result))
    return Map(result, given.scope.module, given.node)


def _rows(given: Arguments, wide: int, columns: Iterable[Iterable[Value]]) -> Value:
    rows: list[Value] = []
    for row in columns:
        given.scope.module.spend(2 + wide // 32, given.node)
        rows.append(given.seq("tuple", list(row)))
    return given.seq("iterator", rows)


def _enumerate(given: Arguments) -> Value:
    first = given.keywords.get("start") or (given.args[1] if len(given.args) > 1 else given.const(0))
    start = plain(first, given.scope, given.node)
    return _rows(given, 2, ((given.const(number), item) for number, item in enumerate(_items(given), start)))


def _zip(given: Arguments) -> Value:
    if set(given.keywords) - {"strict"}:
        raise given.fail("zip is read with `strict` alone")
    strict = "strict" in given.keywords and truth(given.keywords["strict"], given.scope, given.node)
    return _rows(given, len(given.args), zip(*(_items(given, at) for at in range(len(given.args))), strict=strict))


def _reversed(given: Arguments) -> Value:
    items = _items(given)
    given.grow(len(items))
    return given.seq("iterator", items[::-1])


def _len(given: Arguments) -> Value:
    if isinstance(given.args[0], Seq) and given.args[0].kind == "iterator":
        raise TypeError("an iterator has no length")
    return given.const(len(_items(given)))


def _scalar(kind: Callable[[Any], Any]) -> Callable[[Arguments], Value]:
    def make(given: Arguments) -> Value:
        args, keywords = given.plain()
        if keywords or len(args) > 1:
            raise given.fail("this conversion is read with one argument")
        if args and isinstance(args[0], str | bytes):  # of bytes each may be shown as four characters
            given.grow(len(args[0]) * (4 if isinstance(args[0], bytes) else 1))
        return given.const(kind(*args))

    return make


BUILTINS: dict[str, Callable[[Arguments], Value]] = {
    "sorted": _sorted,
    "range": _range,
    "list": _collection("list"),
    "tuple": _collection("tuple"),
    "set": _collection("set"),
    "frozenset": _collection("set"),
    "dict": _dict,
    "enumerate": _enumerate,
    "zip": _zip,
    "reversed": _reversed,
    "len": _len,
    "str": _scalar(str),
    "int": _scalar(int),
    "float": _scalar(float),
    "bool": _scalar(bool),
}
"""The built-in functions that are read."""
