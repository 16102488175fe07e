"""Source to a syntax tree, with lack of memory told from source that is nested too deeply for the interpreter.

The parser raises MemoryError for both, and Python 3.11 in the same words. What is wrong with the source is a finding,
and is remembered; what the machine lacks now must be neither.
"""

from __future__ import annotations

from archhook.inventory.long_names import shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _ast import Module

ONLY_AST = 0x400  # ast.PyCF_ONLY_AST: the import of `ast` costs more than the parse of most files

_SAID = "too complex to parse"  # from Python 3.12 on

_NEEDED = 16 << 20, 4 << 10
"""Bytes that a parse takes at most: altogether, and for each byte of source. Of code that is dense, wrong and long it
is 1,700 for each.
"""

_PIECE = 64 << 20


def compiled(source: bytes | str, name: str) -> Module:
    """The tree of a module. RecursionError: it is nested too deeply, whatever memory there is. MemoryError: it ran out.

    Other errors are those of `compile`. No warnings filter has a say in it; the caller sees to what else has: the depth
    of the stack, the limit on digits of integers.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _parsed(_bounded(source), name)


def _parsed(source: bytes | str, name: str) -> Module:
    """The tree, by a second attempt where memory ran out in the first."""
    try:
        return _compile(source, name)
    except MemoryError as error:
        if _SAID in str(error):
            raise RecursionError(str(error)) from None
    _see_that_memory_is_there(len(source))
    try:
        return _compile(source, name)
    except MemoryError:
        raise RecursionError(_SAID) from None


def _bounded(source: bytes | str) -> bytes | str:
    """The source without names that the parser would take the square of their length for."""
    if isinstance(source, bytes):
        return shortened(source)
    written = source.encode("utf-8", "surrogatepass")
    found = shortened(written)
    return source if found is written else found.decode("utf-8", "surrogatepass")


def _compile(source: bytes | str, name: str) -> Module:
    tree: Module = compile(source, name, "exec", ONLY_AST, dont_inherit=True)
    return tree


def _see_that_memory_is_there(size: int) -> None:
    """MemoryError if a source of so many bytes could not be parsed. Nothing of the memory is written to."""
    least, each = _NEEDED
    reserve = [bytes(_PIECE) for _ in range((least + each * size) // _PIECE + 1)]
    del reserve
