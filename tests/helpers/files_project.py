"""A small project that writes and reads files: its ledger, its code, and what may be wrong with it."""

from __future__ import annotations

HEAD = '''\
from archhook import Design, Intent, Requirement, Task


class KeepData(Intent):
    """[I-1] Keep data."""


class Store(Requirement):
    """[R-1] Data is stored."""

    derived_from = [KeepData]


class Files(Design):
    """[D-1] Files on disk."""

    satisfies = [Store]
'''
"""A ledger down to its one Design."""

LEDGER = (
    HEAD
    + '''

class WriteFiles(Task):
    """[T-1] Write files."""

    implements = Files
    file_path = "src/files.py"
    classes = ["Writer"]
    functions = ["write"]


class ReadFiles(Task):
    """[T-2] Read files."""

    implements = Files
    file_path = "src/reading.py"
    functions = ["read"]
'''
)
OFF = "".join(f'TST{number} = "off"\n' for number in (505, 506, 507, 508))
SETTINGS = f"[tool.archhook.severity]\n{OFF}"
"""Nobody has to write tests."""
WRITER = "class Writer:\n    pass\n\n\n" + "# between\n" * 20 + "\n\ndef write() -> None:\n    pass\n"
GOOD = {
    "architecture.py": LEDGER,
    "pyproject.toml": SETTINGS,
    "src/files.py": WRITER,
    "src/reading.py": "def read() -> None:\n    pass\n",
}
BROKEN = WRITER.replace("def write", "def wriet")
FINDING = "INV403 T-1 declares function 'write'"
MORE = "\n\ndef more() -> None:\n    pass\n"
SYNCED = '    functions = ["more", "write"]\n'
"""What `sync` writes where `MORE` is added to `WRITER`."""
MINE = '"""[T-2] Read files, and no more."""'
"""A title that somebody has written instead of that of T-2."""
