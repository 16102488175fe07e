"""The ways in which archhook gives up: what happened, where, and what to do."""

from __future__ import annotations


class ArchhookError(Exception):
    """Nothing could be judged; exit code 2. Never caught to go on: what cannot be judged is never green.

    `path`, `line` and `column` (from 1) say where, if there is a place; `fix` says what to do.
    """

    def __init__(self, message: str, *, path: str = "", line: int = 0, column: int = 0, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.fix = fix


class UsageError(ArchhookError):
    """The command line asks for something that does not exist or does not fit together."""


class ConfigError(ArchhookError):
    """`[tool.archhook]` or `archhook.toml` holds an unknown key, a wrong value, or both files exist."""


class GitError(ArchhookError):
    """git failed, said something unexpected, or the repository is in a state that cannot be judged."""


class NoLedgerError(ArchhookError):
    """The snapshot holds no ledger. `wanted`: the place that the configuration names, "" for the usual ones."""

    wanted = ""
