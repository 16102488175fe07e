"""What one Python file holds, and which part of that a ledger has to declare (contract, section 4)."""

from __future__ import annotations

import _thread
import sys

from archhook.inventory.source_text import text_of
from archhook.model.config import SYMBOLS
from archhook.model.nodes import FileInventory, Ignore, ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.model.nodes import Symbol

_RECURSION_LIMIT = 1000  # the interpreter's own default
_STACK_BYTES = 32 << 20  # deeper than the interpreter's own limits reach

MARK = "archhook: ignore"
_MARK = MARK.encode()
_AROUND = " \t\f\v:,;.-\u2013\u2014"

_SKIPPED, _BY = (b"skip", b"xfail"), (b"pytest", b"unittest", b"skipTest")
"""Of a file without one word of each, nothing that stands in it is skipped whatever happens."""

LONGEST_REASON = 500
"""More characters of a reason are not kept: each of a thousand codes in one comment has it."""


def inventory(source: bytes) -> FileInventory:
    """The classes, functions, globals, imports and ignores of a file. Prints nothing, warns of nothing.

    A function of the bytes and of the interpreter's minor version: the caller's depth, recursion limit, warnings
    filters and limit on integers change nothing. There is no limit of size; the time is that of the parser. Raises
    nothing but MemoryError and ArchhookError, where the machine lacks what it takes to say.

    A global is a name that module-level code binds in whatever form and branch, or that a function binds which
    says `global`. An annotation without a value (`limit: int`) counts, as it does for the interpreter's symbol
    table; `del` neither binds nor unbinds. Left out are names that an import binds anywhere in the file, `_`, and
    what is bound only as an exception handler's name or only under the main guard. Dunder names are held, so that
    they can be declared; `governed_symbols` exempts them.
    """
    if sys.getrecursionlimit() == _RECURSION_LIMIT:
        try:
            return _read(source)
        except RecursionError:
            pass  # too deep, but perhaps only here: a fresh thread decides
    result: list[FileInventory | BaseException] = []
    done = _thread.allocate_lock()
    done.acquire()
    stack = _thread.stack_size(_STACK_BYTES)
    try:
        _thread.start_new_thread(_read_alone, (source, result, done))
    except RuntimeError:  # it cannot be started: its stack has no room
        raise MemoryError from None
    finally:
        _thread.stack_size(stack)
    done.acquire()
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


def _read(source: bytes) -> FileInventory:
    from archhook.inventory.parse import parse
    from archhook.inventory.source_text import Text
    from archhook.inventory.symbols import Walk
    from archhook.inventory.syntax_tree import marks_of

    tree = parse(source)
    if isinstance(tree, ParseError):
        return FileInventory(error=tree, ignores=ignores_of(source))
    walk = Walk(Text(source))
    walk.run(tree)
    ignores, marks = ignores_of(source), marks_of(tree, source)
    idle: tuple[tuple[str, str], ...] = ()
    if walk.idle or (any(word in source for word in _SKIPPED) and any(word in source for word in _BY)):
        from archhook.inventory.idle_functions import idle_of
        from archhook.inventory.skipping_marks import meanings_of

        bound = [place[3] for place in (*walk.found, *walk.bound)]
        idle = idle_of(tree, meanings_of(walk.modules, set(bound)), bound)
    return FileInventory(walk.symbols(), walk.imports(), None, ignores, marks, walk.unknown, idle)


def _read_alone(source: bytes, result: list[FileInventory | BaseException], done: _thread.LockType) -> None:
    """What a fresh thread runs: the least depth there is, and the standard recursion limit."""
    limit = sys.getrecursionlimit()
    try:
        if limit != _RECURSION_LIMIT:
            sys.setrecursionlimit(_RECURSION_LIMIT)
        result.append(_read(source))
    except RecursionError:
        from archhook.inventory.parse import TOO_DEEP

        result.append(FileInventory(error=TOO_DEEP, ignores=ignores_of(source)))
    except BaseException as error:
        result.append(error)  # no memory, or a bug: the caller's to raise
    finally:
        if limit != _RECURSION_LIMIT:
            sys.setrecursionlimit(limit)
        done.release()


def ignores_of(source: bytes) -> tuple[Ignore, ...]:
    """The ignores of a file in the order written, one for each code; a comment without a code has one of code "".

    A function of the bytes and the interpreter's minor version. Only comments count, not strings that hold the words.
    Of a file that is no Python, what stands before a string that does not end counts.
    """
    if _MARK not in source:
        return ()
    from archhook.inventory.comments import comments

    marked = (found for found in comments(text_of(source)) if MARK in found[2])
    return tuple(ignore for line, column, comment in marked for ignore in _ignores_in(line, column, comment))


def _ignores_in(line: int, column: int, comment: str) -> Iterator[Ignore]:
    """The ignores of one comment, which may follow others: `# noqa: F401  # archhook: ignore[INV407] reason`."""
    import re

    another, apart = re.compile(r"#(?!\d)"), re.compile(r"\s#(?!\d)")
    marks = list(re.finditer(rf"#[ \t]*{MARK}(?![\w-])[ \t]*(?:\[([^\]#]*)\])?", comment))
    starts = [*(mark.start() for mark in marks), len(comment)]
    for found, stop in zip(marks, starts[1:], strict=True):
        # The next comment on the line is no part of the reason; `#12` in it is the number of an issue.
        behind = found.end()
        follows = another.match(comment, behind) or apart.search(comment, behind, stop)
        reason = comment[behind : follows.start() if follows else stop].strip(_AROUND)[:LONGEST_REASON]
        if not re.search(r"\w", reason):
            reason = ""
        start = found.start(1)
        codes = list(re.finditer(r"[^\s,]+", found[1] or ""))
        for code in codes:
            yield Ignore(line, column + start + code.start() + 1, code[0], reason)
        if not codes:
            yield Ignore(line, column + found.start() + 1, "", reason)


def last_part(name: str) -> str:
    """The bare name of a qualified one."""
    return name.rpartition(".")[2]


def is_dunder(name: str) -> bool:
    """Whether a bare name is of the form `__x__`."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def defined(inventory: FileInventory) -> set[str]:
    """The names that a file defines at module level."""
    return {one.name for one in inventory.symbols if "." not in one.name}


def stem_of(path: str) -> str:
    """What names a file to those who import it: its path without `/__init__.py` or `.py`."""
    return path.removesuffix("/__init__.py").removesuffix(".py")


def exempt(symbol: Symbol) -> bool:
    """Whether a symbol needs no declaration under any setting: dunder names, those of functions and methods too."""
    return is_dunder(last_part(symbol.name))


def governed_symbols(inventory: FileInventory, symbols: str) -> tuple[Symbol, ...]:
    """The symbols of a file that a Task has to declare, under a value of `symbols`: one of SYMBOLS.

    `files` asks for none; `public` is `module` without the names that begin with `_`. `ValueError` for another word.
    """
    if symbols not in SYMBOLS:
        raise ValueError(f"symbols is one of {', '.join(SYMBOLS)}, not {symbols!r}")
    if symbols == "files":
        return ()
    chosen = (symbol for symbol in inventory.symbols if not exempt(symbol))
    if symbols == "all":
        return tuple(chosen)
    module_level = (symbol for symbol in chosen if "." not in symbol.name)
    if symbols == "module":
        return tuple(module_level)
    return tuple(symbol for symbol in module_level if not symbol.name.startswith("_"))


def declared_symbols(inventory: FileInventory, kind: str, names: Iterable[str]) -> dict[str, tuple[Symbol, ...]]:
    """What each declared name of a kind (class, function, global) covers in a file; () for one that it lacks.

    A class or function is named barely, which covers all of that name wherever they stand, or qualified. A global
    is named barely, and stands at module level.
    """
    covered: dict[str, list[Symbol]] = {name: [] for name in names}
    for symbol in inventory.symbols:
        if symbol.kind == kind:
            for name in {symbol.name, last_part(symbol.name)}:
                if name in covered:
                    covered[name].append(symbol)
    return {name: tuple(found) for name, found in covered.items()}


def declarers(inventory: FileInventory, kind: str, names: Mapping[str, Iterable[str]]) -> dict[Symbol, tuple[str, ...]]:
    """Who declares each symbol of a kind, of several who declare names in one file (id -> names), in their order.

    A qualified name wins over a bare one: where someone declares `RedisClient.connect`, that method is not meant
    by another's `connect`. Symbols that nobody declares are left out.
    """
    declaring: dict[str, list[str]] = {}
    for owner, declared in names.items():
        for name in dict.fromkeys(declared):
            declaring.setdefault(name, []).append(owner)
    by_name = {name: tuple(found) for name, found in declaring.items()}
    owners: dict[Symbol, tuple[str, ...]] = {}
    for symbol in inventory.symbols:
        if symbol.kind == kind:
            found = by_name.get(symbol.name) or by_name.get(last_part(symbol.name))
            if found:
                owners[symbol] = found
    return owners
