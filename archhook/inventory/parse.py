"""Source bytes to a syntax tree, with nothing of the caller reaching the result but the bytes.

Warnings filters, the limit on digits of integers and the name of a file have a say in what `compile` does; here
they have none. Depth is kept out by the caller of this module (see `python_file.inventory`). The tree is what the
grammar accepts: what only the compiler's later passes refuse (`return` at module level, a parameter named twice)
has an inventory like any other file.
"""

from __future__ import annotations

import sys

from archhook.errors import ArchhookError
from archhook.inventory.compiling import compiled
from archhook.inventory.source_text import UTF8_MARK, coding, decode
from archhook.model.nodes import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _ast import Module

PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"
TOO_DEEP = ParseError(f"nested too deeply for {PYTHON}", 1, 1)

_DIGITS = sys.int_info.default_max_str_digits
_WINDOWS = ("mbcs", "oem")
"""Codecs that can be loaded there alone."""

_POINTERS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/")


def parse(source: bytes) -> Module | ParseError:
    """The tree of a file, or why there is none. Raises RecursionError, for what is too deep here or for anyone, and
    MemoryError.
    """
    digits = sys.get_int_max_str_digits()
    if digits != _DIGITS:
        sys.set_int_max_str_digits(_DIGITS)
    try:
        # The empty name: for a message, the interpreter opens the file of the name and looks for the line there.
        return compiled(_marked(source), "")
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # a codec may raise anything
        return explain(source, error)
    finally:
        if digits != _DIGITS:
            sys.set_int_max_str_digits(digits)


def _marked(source: bytes) -> bytes:
    """The source with its encoding declared: else 3.11 counts bytes where it says at which column an error is."""
    if source.isascii() or source.startswith(UTF8_MARK) or coding(source):
        return source
    return UTF8_MARK + source


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
            what = f"an integer of more than {_DIGITS} digits"
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
