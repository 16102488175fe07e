"""The items of a list, a call or an import, and the white space between them: items go in and out, comments stay.

A gap is what stands between two items: the rest of the line of the one before (a comment beside it), lines of their
own (comments above the one behind), and that one's indentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Sequence

Gap: TypeAlias = cst.BaseParenthesizableWhitespace
Holder: TypeAlias = cst.List | cst.Tuple | cst.Set | cst.Call | cst.ImportFrom
Item: TypeAlias = cst.BaseElement | cst.Arg | cst.ImportAlias

NOTHING = cst.SimpleWhitespace("")
SPACE = cst.SimpleWhitespace(" ")


class Row:
    """The items of one holder, without their commas, and the gaps around them: one more than there are items."""

    def __init__(self, items: Sequence[Item], opening: Gap, closing: Gap) -> None:
        self.items = [item.with_changes(comma=cst.MaybeSentinel.DEFAULT) for item in items]
        self.befores = [NOTHING if (comma := _comma(item)) is None else comma.whitespace_before for item in items]
        commas = [_comma(item) for item in items]
        self.trailing = bool(items) and commas[-1] is not None
        self.gaps: list[Gap] = [opening, *(NOTHING if one is None else one.whitespace_after for one in commas)]
        last = self.items[-1] if items else None
        if isinstance(last, cst.Arg):
            self.gaps[-1] = _joined(self.gaps[-1], last.whitespace_after_arg)
            self.items[-1] = last.with_changes(whitespace_after_arg=NOTHING)
        self.gaps[-1] = _joined(self.gaps[-1], closing) if items else _joined(opening, closing)

    @property
    def vertical(self) -> bool:
        """Whether every item stands on a line of its own."""
        return all(map(is_break, self.gaps[:-1]))

    @property
    def commented(self) -> bool:
        """Whether there is a comment among the items."""
        return any(_comments(gap) for gap in self.gaps)

    def insert(self, at: int, item: Item) -> None:
        """Puts an item before the one at a position; `len(items)` is behind the last."""
        before, after = self._split(at)
        self.items.insert(at, item)
        self.befores.insert(at, NOTHING)
        self.gaps[at : at + 1] = [before, after]

    def remove(self, at: int) -> None:
        """Takes an item out, with the comment beside it; comments above it stay."""
        gap, after = self.gaps[at], self.gaps[at + 1]
        last = at == len(self.items) - 1
        if isinstance(gap, cst.ParenthesizedWhitespace) and isinstance(after, cst.ParenthesizedWhitespace):
            joined: Gap = after.with_changes(
                first_line=gap.first_line, empty_lines=[*gap.empty_lines, *after.empty_lines]
            )
        elif isinstance(after, cst.ParenthesizedWhitespace):
            first = at == 0
            own = after.with_changes(first_line=_bare(after.first_line)) if first else after
            joined = gap if first and not last and not after.empty_lines else own
            if first and last and not _comments(own):
                joined = NOTHING
        elif isinstance(gap, cst.ParenthesizedWhitespace):
            joined = gap if not last else _closing(gap, after)
        else:
            joined = after if last else gap
        del self.items[at], self.befores[at]
        self.gaps[at : at + 2] = [joined]
        if not self.items and not self.commented:
            self.gaps = [NOTHING]

    def stack(self, outer: str, unit: str) -> None:
        """Puts every item on a line of its own. `outer`: the indentation of the line where the holder begins, as far
        as it goes beyond that of the block.
        """
        item = line_break(outer + unit)
        self.gaps = [*(item for _ in self.items), line_break(outer)]
        self.trailing = True

    def _split(self, at: int) -> tuple[Gap, Gap]:
        """The gaps before and behind an item that goes into one."""
        gap = self.gaps[at]
        if not self.items:
            return (NOTHING, NOTHING) if not is_break(gap) else (_stem(gap, _inner(gap)), _rest(gap))
        model = self._model()
        end = at == len(self.items)
        if model is None:
            if _beside(gap):
                return _stem(gap, gap.last_line.value), _rest(gap)  # type: ignore[attr-defined]  # it has lines
            return (gap, SPACE) if at == 0 else (SPACE, gap)
        if is_break(gap):
            indent = model if end else gap.last_line.value  # type: ignore[attr-defined]  # it has lines
            return _stem(gap, indent), _rest(gap)
        return (gap, line_break(model)) if at == 0 else (line_break(model), gap)

    def _model(self) -> str | None:
        """The indentation of items that stand on lines of their own; None where they do not."""
        inner = self.gaps[1:-1] or self.gaps[:1]
        first = inner[0]
        if not isinstance(first, cst.ParenthesizedWhitespace) or any(type(gap) is not type(first) for gap in inner):
            return None  # by type: `isinstance` asks an abstract class, for each name of a long list
        return first.last_line.value

    def put_into(self, holder: Holder) -> Holder:
        """The holder with these items."""
        count = len(self.items)
        trailing = self.trailing or (isinstance(holder, cst.Tuple) and count == 1)
        items = []
        for index, item in enumerate(self.items):
            if index < count - 1:
                comma = cst.Comma(whitespace_before=self.befores[index], whitespace_after=self.gaps[index + 1])
                items.append(item.with_changes(comma=comma))
            else:
                items.append(item.with_changes(comma=cst.Comma(self.befores[index])) if trailing else item)
        return _filled(holder, items, self.gaps[0] if items else NOTHING, self.gaps[-1])


def row_of(holder: Holder) -> Row | None:
    """The row of a holder; None for one without brackets."""
    match holder:
        case cst.List():
            return Row(holder.elements, holder.lbracket.whitespace_after, holder.rbracket.whitespace_before)
        case cst.Set():
            return Row(holder.elements, holder.lbrace.whitespace_after, holder.rbrace.whitespace_before)
        case cst.Tuple() if len(holder.lpar) == 1:
            return Row(holder.elements, holder.lpar[0].whitespace_after, holder.rpar[0].whitespace_before)
        case cst.Call():
            return Row(holder.args, holder.whitespace_before_args, NOTHING)
        case cst.ImportFrom() if not isinstance(holder.names, cst.ImportStar):
            opening = holder.lpar.whitespace_after if holder.lpar else NOTHING
            return Row(holder.names, opening, holder.rpar.whitespace_before if holder.rpar else NOTHING)
    return None


def _filled(holder: Holder, items: list[Item], opening: Gap, closing: Gap) -> Holder:
    match holder:
        case cst.List():
            left, right = holder.lbracket, holder.rbracket
            return holder.with_changes(
                elements=items,
                lbracket=left.with_changes(whitespace_after=opening),
                rbracket=right.with_changes(whitespace_before=closing),
            )
        case cst.Set():
            return holder.with_changes(
                elements=items,
                lbrace=holder.lbrace.with_changes(whitespace_after=opening),
                rbrace=holder.rbrace.with_changes(whitespace_before=closing),
            )
        case cst.Tuple():
            return holder.with_changes(
                elements=items,
                lpar=[holder.lpar[0].with_changes(whitespace_after=opening)],
                rpar=[holder.rpar[0].with_changes(whitespace_before=closing)],
            )
        case cst.Call():
            if items:
                items[-1] = items[-1].with_changes(whitespace_after_arg=closing)
                if isinstance(items[-1].comma, cst.Comma):
                    comma = items[-1].comma.with_changes(whitespace_after=closing)
                    items[-1] = items[-1].with_changes(whitespace_after_arg=NOTHING, comma=comma)
                closing = NOTHING
            return holder.with_changes(args=items, whitespace_before_args=opening if items else closing)
    before = holder.lpar.with_changes(whitespace_after=opening) if holder.lpar else None
    behind = holder.rpar.with_changes(whitespace_before=closing) if holder.rpar else None
    return holder.with_changes(names=items, lpar=before, rpar=behind)


def is_break(gap: Gap) -> bool:
    """Whether a gap holds the end of a line."""
    return isinstance(gap, cst.ParenthesizedWhitespace)


def line_break(indent: str) -> cst.ParenthesizedWhitespace:
    """The gap before an item on a line of its own. `indent`: beyond that of the block."""
    return cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace(indent))


def _comma(item: Item) -> cst.Comma | None:
    return item.comma if isinstance(item.comma, cst.Comma) else None


def _joined(first: Gap, second: Gap) -> Gap:
    """Two gaps that stand side by side, of which one at least is plain."""
    if isinstance(first, cst.SimpleWhitespace) and isinstance(second, cst.SimpleWhitespace):
        return cst.SimpleWhitespace(first.value + second.value)
    if isinstance(second, cst.ParenthesizedWhitespace) and isinstance(first, cst.SimpleWhitespace):
        blank = second.first_line.whitespace
        return second.with_changes(
            first_line=second.first_line.with_changes(whitespace=cst.SimpleWhitespace(first.value + blank.value))
        )
    assert isinstance(first, cst.ParenthesizedWhitespace)
    if isinstance(second, cst.SimpleWhitespace):
        return first.with_changes(last_line=cst.SimpleWhitespace(first.last_line.value + second.value))
    return first


def _comments(gap: Gap) -> bool:
    return isinstance(gap, cst.ParenthesizedWhitespace) and (
        gap.first_line.comment is not None or any(line.comment is not None for line in gap.empty_lines)
    )


def _beside(gap: Gap) -> bool:
    """Whether a comment stands beside the item before a gap."""
    return isinstance(gap, cst.ParenthesizedWhitespace) and gap.first_line.comment is not None


def _bare(line: cst.TrailingWhitespace) -> cst.TrailingWhitespace:
    return line.with_changes(whitespace=NOTHING, comment=None)


def _stem(gap: Gap, indent: str) -> Gap:
    """The first line of a gap, then the indentation of the item that goes into it."""
    assert isinstance(gap, cst.ParenthesizedWhitespace)
    return gap.with_changes(empty_lines=[], indent=True, last_line=cst.SimpleWhitespace(indent))


def _rest(gap: Gap) -> Gap:
    """What remains of a gap behind the item that went into it."""
    assert isinstance(gap, cst.ParenthesizedWhitespace)
    return gap.with_changes(first_line=_bare(gap.first_line))


def _closing(gap: Gap, after: Gap) -> Gap:
    """The gap before a closing bracket that stood behind the last item's own line."""
    assert isinstance(gap, cst.ParenthesizedWhitespace)
    return gap if _comments(gap) else after


def _inner(gap: Gap) -> str:
    """The indentation of a first item, from that of the bracket or of the comments before it."""
    assert isinstance(gap, cst.ParenthesizedWhitespace)
    for line in gap.empty_lines:
        if line.comment is not None:
            return line.whitespace.value
    return gap.last_line.value + "    "


def keyword_argument(name: str, value: cst.BaseExpression) -> cst.Arg:
    """`name=value` of a call."""
    return cst.Arg(value, keyword=cst.Name(name), equal=cst.AssignEqual(NOTHING, NOTHING))
