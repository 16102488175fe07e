"""What the hook imports, in a process of its own, and what it must not."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo


HEAVY = {
    "git", "networkx", "diskcache", "typing", "re", "json", "argparse", "ast", "subprocess", "tomllib", "dataclasses",
    "collections", "functools", "enum", "contextlib", "hashlib", "pathlib", "string", "types", "operator", "math",
    "tempfile", "tokenize", "signal",
}  # fmt: skip
"""What a warm run must not import: each of them is felt."""

WHOLE = {"archhook.check.full", "archhook.ledger.source"}
"""What reads a ledger as a whole, and not the statements alone that changed."""

READER = WHOLE | {"archhook.ledger.session", "archhook.ledger.values"}
"""What reads the ledger at all."""

LAWS = {"archhook.laws.catalogue", "archhook.check.evaluate"}


def imported(repo: GitRepo) -> tuple[int, set[str], str]:
    """Runs the hook in a process of its own: exit code, the modules that it imported, what it said."""
    script = "import sys; from archhook.cli.main import main; print(main(['hook', 'pre-commit']), *sys.modules)"
    index = {"GIT_INDEX_FILE": str(repo.path / ".git/index")}
    run, bare = (
        subprocess.run(
            [sys.executable, "-I", "-c", text], cwd=repo.path, env={**os.environ, **index}, capture_output=True,
            encoding="utf-8", check=True,
        )
        for text in (script, "import sys; print(0, *sys.modules)")
    )  # fmt: skip
    code, *modules = run.stdout.splitlines()[-1].split()
    return int(code), {*modules} - {*bare.stdout.split()}, run.stderr
