"""`archhook sync` as tests call it."""

from __future__ import annotations

from pathlib import Path

from archhook.cli.main import main

SERVER = '"""The server side. More of it."""\n' + "".join(
    f"\n\ndef {name}():\n    pass\n" for name in ("serve", "start", "stop")
)


def sync(*options: str) -> int:
    """Syncs, and again: the second time nothing is left to do."""
    code = main(["sync", *options])
    before = Path("architecture.py").read_bytes()
    assert main(["sync", "--check", *options]) == code  # 1 where something is left to a person
    assert Path("architecture.py").read_bytes() == before
    return code
