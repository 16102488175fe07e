"""What `str.format` and f-strings make of constants: plain fields, of bounded width."""

from __future__ import annotations

import _string  # type: ignore[import-not-found]  # what string.Formatter parses with; `string` brings `re`

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.ledger.calls import Arguments

WIDEST = 10_000  # of a field in a format


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
