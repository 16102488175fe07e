"""Source to a syntax tree, or to what is wrong with it: a function of the source, and of nothing of the caller's.

Warnings filters, the limit on digits of integers and the name of a file have a say in what `compile` does; here
they have none. Depth is kept out by the caller of this module (see `python_file.inventory`). The tree is what the
grammar accepts: what only the compiler's later passes refuse (`return` at module level, a parameter named twice)
has an inventory like any other file.
"""

from __future__ import annotations

import _ast
import sys

from archhook.errors import ArchhookError
from archhook.inventory.source_text import UTF8_MARK, coding, decode
from archhook.model.nodes import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _ast import Module
    from collections.abc import Iterator
    from types import FrameType

PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"
TOO_DEEP = ParseError(f"nested too deeply for {PYTHON}", 1, 1)

DIGITS = sys.int_info.default_max_str_digits
"""So many digits an integer may have, whatever the environment says."""

LONGEST_NAME = 100
"""So many parts of a dotted name in an import are read: no module lies so deep."""

_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST: the import of `ast` costs more than the parse of most files
_SAID = "too complex to parse"  # from Python 3.12 on

_NEEDED = 16 << 20, 4 << 10
"""Bytes that a parse takes at most: altogether, and for each byte of source. Of code that is dense, wrong and long it
is 1,700 for each.
"""

_PIECE = 64 << 20
_WINDOWS = ("mbcs", "oem")
"""Codecs that can be loaded there alone."""

_POINTERS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/")

_SPACE = b" \t\f\\\r\n"
_LETTERS = b"_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + bytes(range(0x80, 0x100))
_BLANKS = bytes(byte if byte in _SPACE else 0x20 for byte in range(256))
_GAP = rb"(?:[ \t\f]|\\\r?\n|\\\r)"
_IMPORT = rb"(?:\A(?:\xef\xbb\xbf)?|[;:]|(?<!\\)(?<!\\\r)[\r\n])%b*+(?:import|from)(?:[\w.,*\x80-\xff]|%b)*+" % (
    _GAP,
    _GAP,
)
_NAME = rb"([\w\x80-\xff]++(?:%b*+\.%b*+[\w\x80-\xff]++){0,%d}+)((?:%b*+\.%b*+[\w\x80-\xff]++)*+)"
_NAME %= (_GAP, _GAP, LONGEST_NAME - 1, _GAP, _GAP)
"""A dotted name: the parts that are read, and the others."""


class Limits:
    """The interpreter's limits for as long as something is read: the same whoever calls, from whatever depth.

    A context in which integers have at most `DIGITS`, and `frames` more stack frames may be used (0: as before).
    """

    __slots__ = ("_before", "_frames")

    def __init__(self, frames: int = 0) -> None:
        self._frames = frames
        self._before = (0, 0)

    def __enter__(self) -> None:
        self._before = sys.getrecursionlimit(), sys.get_int_max_str_digits()
        if self._frames:
            depth = 0
            frame: FrameType | None = sys._getframe()
            while frame is not None:
                depth, frame = depth + 1, frame.f_back
            sys.setrecursionlimit(depth + self._frames)
        sys.set_int_max_str_digits(DIGITS)

    def __exit__(self, *_: object) -> None:
        recursion, digits = self._before
        sys.set_int_max_str_digits(digits)
        if self._frames:
            sys.setrecursionlimit(recursion)


def parse(source: bytes) -> Module | ParseError:
    """The tree of a file, or why there is none. Raises RecursionError, for what is too deep here or for anyone, and
    MemoryError.
    """
    try:
        with Limits():
            # The empty name: for a message, the interpreter opens the file of the name and looks for the line there.
            return compiled(_marked(source), "")
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # a codec may raise anything
        return explain(source, error)


def _marked(source: bytes) -> bytes:
    """The source with its encoding declared: else 3.11 counts bytes where it says at which column an error is."""
    if source.isascii() or source.startswith(UTF8_MARK) or coding(source):
        return source
    return UTF8_MARK + source


def compiled(source: bytes | str, name: str) -> Module:
    """The tree of a module. RecursionError: it is nested too deeply, whatever memory there is. MemoryError: it ran out.

    The parser raises MemoryError for both, and Python 3.11 in the same words: what is wrong with the source is a
    finding and is remembered, what the machine lacks now must be neither. Other errors are those of `compile`. No
    warnings filter has a say in it; the caller sees to what else has (`Limits`).
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


def iter_child_nodes(node: _ast.AST) -> Iterator[_ast.AST]:
    """What hangs directly below a node, in order."""
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, _ast.AST):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, _ast.AST))


def _bounded(source: bytes | str) -> bytes | str:
    """The source, `shortened`."""
    if isinstance(source, bytes):
        return shortened(source)
    written = source.encode("utf-8", "surrogatepass")
    found = shortened(written)
    return source if found is written else found.decode("utf-8", "surrogatepass")


def _compile(source: bytes | str, name: str) -> Module:
    tree: Module = compile(source, name, "exec", _ONLY_AST, dont_inherit=True)
    return tree


def _see_that_memory_is_there(size: int) -> None:
    """MemoryError if a source of so many bytes could not be parsed. Nothing of the memory is written to."""
    least, each = _NEEDED
    reserve = [bytes(_PIECE) for _ in range((least + each * size) // _PIECE + 1)]
    del reserve


def shortened(source: bytes) -> bytes:
    """The source with what is beyond the first parts of dotted names in imports blanked; all else stands where it did.

    The parser makes and keeps the whole name so far for each part: 100 kB of `import a.a.a` are gigabytes.
    """
    parts = source.split(b".")
    half = LONGEST_NAME // 2  # every name that is too long holds so many parts from a multiple of it on
    if not any(all(map(_is_name, parts[at : at + half])) for at in range(0, len(parts) - half, half)):
        return source
    import re

    name = re.compile(_NAME)
    return re.sub(_IMPORT, lambda found: name.sub(lambda one: one[1] + one[2].translate(_BLANKS), found[0]), source)


def _is_name(part: bytes) -> bool:
    name = part.strip(_SPACE)
    return bool(name) and not name.translate(None, _LETTERS)


def explain(source: bytes, error: Exception) -> ParseError:
    """What is wrong with bytes that `compile` refused, for a person to read."""
    if source.startswith(_POINTERS):
        return ParseError("a Git LFS pointer: the content itself is not in the repository", 1, 1)
    null = source.find(b"\0")
    if null >= 0:
        return _at(source[:null], f"a null byte, which {PYTHON} does not accept")
    _see_that_codec_loads(coding(source))
    _, wrong = decode(source)
    if wrong is not None:
        byte = wrong.object[wrong.start]
        return _at(
            wrong.object[: wrong.start], f"byte 0x{byte:02x} is not {wrong.encoding}, so {PYTHON} cannot read it"
        )
    if isinstance(error, SyntaxError):
        what = error.msg
        if what.startswith("Exceeds the limit ("):
            what = f"an integer of more than {DIGITS} digits"
        return ParseError(f"{what} ({PYTHON})", max(error.lineno or 1, 1), max(error.offset or 1, 1))
    return ParseError(f"{type(error).__name__}: {error} ({PYTHON})", 1, 1)


def _see_that_codec_loads(name: str) -> None:
    """ArchhookError if the interpreter has the codec of a declared encoding, and cannot load it now: to `compile` it is
    unknown then, as one that there is not.
    """
    import codecs

    try:
        codecs.lookup(name or "utf-8")
        return
    except MemoryError:
        raise
    except Exception:  # as whoever asks the codecs for it
        from encodings import aliases, normalize_encoding
        from importlib.util import find_spec

    module = normalize_encoding(name).lower()
    module = aliases.aliases.get(module, module)
    if module and "." not in module and module not in _WINDOWS and find_spec(f"encodings.{module}"):
        fix = "see whether memory or descriptors ran out, or reinstall Python"
        raise ArchhookError(f"{PYTHON} cannot load its codec {name!r}", fix=fix)


def _at(before: bytes, message: str) -> ParseError:
    """A message at the end of `before`."""
    rows = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return ParseError(message, len(rows), len(rows[-1].decode("utf-8", "replace")) + 1)
