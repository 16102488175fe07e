"""Which paths can belong to the ledger; asked at every commit, so it knows nothing of how a ledger is read."""

from __future__ import annotations


def may_be_ledger(path: str, configured: str) -> bool:
    """Whether a path could be a module of the ledger. `configured`: `[tool.archhook] ledger`, "" for the default."""
    name = (configured or "architecture.py").removesuffix("/__init__.py").removesuffix(".py").rstrip("/")
    return path.endswith(".py") and (path == name + ".py" or path.startswith(name + "/"))
