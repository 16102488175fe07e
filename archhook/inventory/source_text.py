"""The text of a source file: its encoding, its lines as the parser counts them, and the positions in them.

The parser gives columns in bytes of UTF-8, whatever the file's encoding; people count code points from 1.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STEP = 256
"""At every so many bytes of a longer line it is remembered how many code points stand before."""

_CONTINUATION = bytes(range(0x80, 0xC0))
_BLANK = b" \t\f"
_BEFORE_NAME = frozenset(b" \t\f\\,*(){")
_NO_NAME = frozenset((b"", b"#", *(bytes((byte,)) for byte in _BEFORE_NAME)))
_CODING = b"-_.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_LINE_END = 10
UTF8_MARK = b"\xef\xbb\xbf"


def conflict_line(source: bytes) -> int:
    """The line of the first marker of a conflict that git left in a file, 0 where there is none.

    All three markers have to stand at the beginning of lines, in their order: in a string that is valid Python, too.
    """
    at = 0
    lines = []
    for marker in (b"<<<<<<< ", b"=======", b">>>>>>> "):
        at = _begins(source, marker, at)
        if at < 0:
            return 0
        lines.append(at)
    return source.count(b"\n", 0, lines[0]) + 1


def _begins(source: bytes, marker: bytes, at: int) -> int:
    """The offset, from another one on, of the first line that is a marker or, with a blank at its end, begins with one;
    -1 where none does.
    """
    while at >= 0:
        found = source.find(marker, at)
        if found < 0:
            return -1
        end = found + len(marker)
        if (not found or source[found - 1] == _LINE_END) and (
            marker[-1:] == b" " or source[end : end + 2] == b"\r\n" or source[end : end + 1] in (b"\n", b"")
        ):
            return found
        at = end
    return -1


def coding(source: bytes) -> str:
    """The encoding that a file declares in a comment of its first two lines (PEP 263), "" if it declares none."""
    end = source.find(b"\n", source.find(b"\n") + 1)
    head = source[:end] if end > 0 else source
    if b"coding" not in head:
        return ""
    for line in _lines(head)[:2]:
        comment = line.lstrip(_BLANK)
        if not comment.startswith(b"#"):
            if comment:
                return ""
            continue
        start = comment.find(b"coding")
        while start >= 0:
            rest = comment[start + 6 :]
            if rest[:1] in (b":", b"="):
                value = rest[1:].lstrip(b" \t")
                name = value[: len(value) - len(value.lstrip(_CODING))]
                if name:
                    return name.decode("ascii")
            start = comment.find(b"coding", start + 1)
    return ""


def decode(source: bytes) -> tuple[bytes, UnicodeDecodeError | None]:
    """The source in UTF-8 without a byte order mark, and what was wrong with its encoding, if anything was."""
    encoding = "utf-8" if source.startswith(UTF8_MARK) else coding(source) or "utf-8"
    source = source.removeprefix(UTF8_MARK)
    if source.isascii() and encoding == "utf-8":
        return source, None
    try:
        return source.decode(encoding).encode(), None
    except UnicodeDecodeError as error:
        return source, error
    except MemoryError:
        raise
    except Exception:  # no such codec, or one that raises what it likes: the parser has already said so
        return source, None


def text_of(source: bytes) -> str:
    """The source as text, its line ends as LF; what cannot be read of it is replaced."""
    lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")  # before they are decoded, as the interpreter does
    return decode(lines)[0].decode("utf-8", "replace")


def _lines(data: bytes) -> list[bytes]:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.split(b"\n")


class Columns:
    """The columns of one text. `row`: the number of a line, from 1 -> its bytes in UTF-8, b"" where there is none.

    One look at a line is enough for all of its places, however long it is and in whatever order they are asked for.
    """

    __slots__ = ("_long", "_row")

    def __init__(self, row: Callable[[int], bytes]) -> None:
        self._row = row
        self._long: dict[int, tuple[bytes, list[int]]] = {}  # line -> its bytes, code points before each step

    def of(self, line: int, byte: int) -> int:
        """The column, from 1, of what begins at a byte of a line."""
        known = self._long.get(line)
        if known is None:
            row = self._row(line)
            if len(row) <= STEP:
                return _points(row[:byte]) + 1
            known = self._long[line] = row, _steps(row)
        row, steps = known
        at = min(byte, len(row)) // STEP
        return steps[at] + _points(row[at * STEP : byte]) + 1


def _points(text: bytes) -> int:
    """How many code points begin in a text."""
    return len(text) if text.isascii() else len(text.translate(None, _CONTINUATION))


def _steps(row: bytes) -> list[int]:
    steps = [0]
    for start in range(0, len(row), STEP):
        steps.append(steps[-1] + _points(row[start : start + STEP]))
    return steps


class Text:
    """A source file that has been parsed. Lines count from 1, columns that come from the tree are bytes from 0."""

    __slots__ = ("_columns", "ascii", "data", "lines")

    def __init__(self, source: bytes) -> None:
        self.data, _ = decode(source)
        self.lines = _lines(self.data)
        self.ascii = self.data.isascii()
        self._columns = Columns(lambda line: self.lines[line - 1] if line <= len(self.lines) else b"")

    def column(self, line: int, byte: int) -> int:
        """The column for people of a place: code points from 1."""
        return byte + 1 if self.ascii else self._columns.of(line, byte)

    def name_after(self, line: int, byte: int) -> tuple[int, int]:
        """Where the first name at or behind a place begins: line and byte. Comments and punctuation are passed."""
        start = line, byte
        near = self.lines[line - 1][byte : byte + 2]
        if near[:1] == b" " and near[1:] not in _NO_NAME:  # nearly all
            return line, byte + 1
        while line <= len(self.lines):
            row = self.lines[line - 1]
            while byte < len(row) and row[byte] in _BEFORE_NAME:
                byte += 1
            if byte < len(row) and row[byte] != 0x23:  # "#"
                return line, byte
            line, byte = line + 1, 0
        return start

    def name_before(self, line: int, byte: int) -> int:
        """Where the name that ends at a place begins: byte."""
        row = self.lines[line - 1] if line <= len(self.lines) else b""
        start = min(byte, len(row))
        while start > 0 and (row[start - 1] >= 0x80 or row[start - 1 : start].isalnum() or row[start - 1] == 0x5F):
            start -= 1
        return start
