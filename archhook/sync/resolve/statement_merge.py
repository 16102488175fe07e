"""One statement that both sides changed, merged field by field; lists item by item."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst

from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import row_of
from archhook.author.node_source import columns
from archhook.author.syntax_trees import DISPLAYS, Statements, nodes_in, parsed
from archhook.inventory.comments import comments
from archhook.sync.resolve.keyed_merge import Undecided, merge_keyed, numbered, three_way
from archhook.sync.resolve.value_merge import code, merge_value, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from archhook.author.node_source import Style

N = TypeVar("N", bound=cst.CSTNode)
Key = tuple[str, ...]
BLOCKS = (cst.ClassDef, cst.FunctionDef, cst.If)


def merge_statement(ours: str, base: str | None, theirs: str, style: Style) -> str:
    """The source of a statement as both sides would have it. `Undecided` where they contradict each other."""
    found = three_way(ours, base, theirs, str.strip)
    if found is not None:
        return found
    try:
        mine, other = parsed(ours), parsed(theirs)
        known = None if base is None else parsed(base)
    except CannotEdit as problem:
        raise Undecided(str(problem)) from None
    if mine.default_indent != other.default_indent:
        raise Undecided("the sides are indented by different characters")
    first = None if known is None or len(known.body) != 1 else known.body[0]
    if len(mine.body) != 1 or len(other.body) != 1:
        raise Undecided("several statements stand on one line")
    module = mine.with_changes(body=[_statement(mine.body[0], first, other.body[0])])
    new = _fitted(module, {*ours.splitlines(), *theirs.splitlines()}, style)
    _keep_comments(ours, base, theirs, new)
    return new


def key_of(statement: cst.CSTNode) -> Key:
    """What a statement is known by on both sides: the name that it binds, else what it does."""
    if isinstance(statement, cst.ClassDef | cst.FunctionDef):
        return (type(statement).__name__, statement.name.value)
    if isinstance(statement, cst.If):
        return ("if", code(statement.test))
    if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1:
        return _small_key(statement.body[0])
    return ("statement", code(statement).strip())


def _small_key(small: cst.BaseSmallStatement) -> Key:
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        return ("=", code(small.targets[0].target))
    if isinstance(small, cst.AnnAssign):
        return ("=", code(small.target))
    if isinstance(small, cst.ImportFrom):
        dots = "." * len(small.relative)
        return ("from", dots + (code(small.module) if small.module is not None else ""))
    if isinstance(small, cst.Expr):
        if isinstance(small.value, cst.Call):
            return ("call", code(small.value.func))
        if isinstance(small.value, cst.SimpleString | cst.ConcatenatedString):
            return ("string",)
    return ("statement", code(small).strip())


def _statement(ours: cst.CSTNode, base: cst.CSTNode | None, theirs: cst.CSTNode) -> cst.CSTNode:
    found = three_way(ours, base, theirs, code)
    if found is not None:
        return found
    if type(ours) is not type(theirs) or (base is not None and type(base) is not type(ours)):
        raise Undecided(f"`{said(ours)}` on one side is `{said(theirs)}` on the other")
    if isinstance(ours, cst.SimpleStatementLine):
        return _line(ours, base, theirs)  # type: ignore[arg-type]  # of the same type
    if isinstance(ours, BLOCKS):
        return _block(ours, base, theirs)
    raise Undecided(f"both sides changed `{said(ours)}`")


def _line(
    ours: cst.SimpleStatementLine, base: cst.SimpleStatementLine | None, theirs: cst.SimpleStatementLine
) -> cst.SimpleStatementLine:
    """A line of one small statement, the comments above and beside it."""
    if len(ours.body) != 1 or len(theirs.body) != 1 or (base is not None and len(base.body) != 1):
        raise Undecided("several statements stand on one line")
    mine, other, known = ours.body[0], theirs.body[0], None if base is None else base.body[0]
    small: cst.CSTNode | None = three_way(mine, known, other, lambda one: code(one).strip())
    if small is None:
        small = _small(mine, known, other)
    return ours.with_changes(
        body=[small],
        leading_lines=_part(ours, base, theirs, lambda one: one.leading_lines),
        trailing_whitespace=_part(ours, base, theirs, lambda one: [one.trailing_whitespace])[0],
    )


def _small(ours: Any, base: cst.CSTNode | None, theirs: Any) -> Any:
    """A small statement that both sides changed."""
    if isinstance(ours, cst.ImportFrom) and isinstance(theirs, cst.ImportFrom):
        return merge_value(ours, base, theirs, "import")
    names = (cst.Assign, cst.AnnAssign, cst.Expr)
    if not isinstance(ours, names) or type(ours) is not type(theirs) or ours.value is None or theirs.value is None:
        raise Undecided(f"`{said(ours)}` on one side is `{said(theirs)}` on the other")
    key = _small_key(ours)
    what = f"`{key[1]}`" if len(key) > 1 else "the docstring"
    known: Any = base.value if isinstance(base, names) else None
    value = merge_value(ours.value, known, theirs.value, what)
    return ours.with_changes(value=value)


def _part(ours: N, base: N | None, theirs: N, of: Callable[[N], Any]) -> Any:
    """The comments and blank lines of one place."""

    def text(one: N) -> str:
        return "".join(map(code, of(one)))

    found = three_way(ours, base, theirs, lambda one: text(one).strip())
    if found is None:
        found = next((one for one, other in ((ours, theirs), (theirs, ours)) if not text(other).strip()), None)
    if found is None:
        raise Undecided("the sides have different comments at one place")
    return of(found)


def _block(ours: cst.CSTNode, base: cst.CSTNode | None, theirs: cst.CSTNode) -> cst.CSTNode:
    """A class, a function or an `if`: its head as one side has it, the statements of its body one by one."""
    heads = three_way(ours, base, theirs, _head)
    if heads is None:
        raise Undecided(f"both sides changed `{said(ours)}`")
    bodies: list[Any] = [one.body for one in (ours, theirs)]  # type: ignore[attr-defined]  # blocks
    known = getattr(base, "body", None)
    if not all(isinstance(body, cst.IndentedBlock) for body in bodies):
        raise Undecided("its body stands on the line of its head")
    mine, other = (numbered((key_of(one), one) for one in body.body) for body in bodies)
    before = numbered((key_of(one), one) for one in known.body) if isinstance(known, cst.IndentedBlock) else None

    def both(key: tuple[Key, int]) -> cst.CSTNode:
        return _statement(mine[key], (before or {}).get(key), other[key])

    def alone(key: tuple[Key, int], item: cst.CSTNode) -> cst.CSTNode | None:
        if before is None or key not in before:
            return item
        if code(before[key]).strip() == code(item).strip():
            return None
        raise Undecided(f"`{said(item)}` is changed on one side and gone on the other")

    body = merge_keyed(mine, other, both, alone)
    footer = _part(bodies[0], known if isinstance(known, cst.IndentedBlock) else None, bodies[1], lambda b: b.footer)
    new = bodies[0].with_changes(body=body, footer=footer)
    return heads.with_changes(body=new, leading_lines=_part(ours, base, theirs, lambda one: one.leading_lines))  # type: ignore[attr-defined]


def _head(block: cst.CSTNode) -> str:
    return code(block.with_changes(body=cst.IndentedBlock([]), leading_lines=[])).strip()


def _fitted(module: cst.Module, known: set[str], style: Style) -> str:
    """The source, lists one item a line where a line that neither side has would be too long."""
    statement = Statements(module, style)
    for at in range(len(_displays(module))):
        long = [line for line in statement.module.code.splitlines() if line not in known]
        if not any(columns(line) > style.width for line in long):
            break
        display = _displays(statement.module)[at]
        row = row_of(display)
        text = code(display)
        if row is not None and not row.commented and "\n" not in text and any(text in line for line in long):
            statement.stack(display)
    return statement.module.code


def _displays(module: cst.Module) -> list[cst.List | cst.Tuple | cst.Set]:
    return [one for one in nodes_in(module, *DISPLAYS) if len(one.elements) > 1]  # type: ignore[attr-defined,misc]


def _keep_comments(ours: str, base: str | None, theirs: str, new: str) -> None:
    """`Undecided` where a comment would be lost that one side has and the other one did not take away."""
    mine, other, now = _comments(ours), _comments(theirs), _comments(new)
    known = _comments(base) if base is not None else Counter()
    wanted = (mine & other) | (mine - known) | (other - known)
    if wanted - now:
        raise Undecided(f"the comment `{sorted(wanted - now)[0]}` would be lost")


def _comments(source: str) -> Counter[str]:
    lines = source.replace("\r\n", "\n").replace("\r", "\n")
    return Counter(comment for _, _, comment in comments(lines))
