"""What `archhook init` says of files that the running Python cannot read: it never leaves them out unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.errors import ArchhookError
from archhook.inventory.interpreter import newer_python
from archhook.inventory.parse import PYTHON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archhook.adopt.repository_facts import Facts

SHOWN = 10
"""So many files are named."""

OPTION = "--exclude-unreadable"


def unreadable(facts: Facts, paths: Sequence[str], prefix: str = "", config: str = "") -> ArchhookError:
    """That files cannot be read, which, and what to do next.

    `prefix`: the project's folder, for paths. `config`: the value of `--config`, "" without.
    """
    command = f"archhook init --config {config}" if config else "archhook init"
    many = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    lines = [*_way_on(facts, command), "These are the files:" if len(paths) > 1 else "This is the file:"]
    lines += [f"  {prefix}{path}:{facts.files[path].line}: {facts.files[path].error}" for path in paths[:SHOWN]]
    if len(paths) > SHOWN:
        lines.append(f"  and {len(paths) - SHOWN} more")
    return ArchhookError(f"{PYTHON} cannot read {many} of this project; nothing was written", fix="\n".join(lines))


def _way_on(facts: Facts, command: str) -> list[str]:
    """What to do, line by line: run on a newer Python where the project asks for one, or leave them out."""
    wanted, file = facts.python
    newer = newer_python(wanted)
    if newer:
        return [
            f"the project asks for Python {wanted} ({file}): in an environment of Python {newer},",
            f"  pip install archhook && {command}",
            "and have the hook run there, too: `archhook install` in it, or, where .pre-commit-config.yaml has the",
            "hook by its URL,",
            "  - id: archhook",
            f"    language_version: python{newer}",
            "Or leave the files out, each with its reason:",
            f"  {command} {OPTION}",
        ]
    return [
        "if they are no Python, or broken on purpose (templates, test data, Python 2), leave them out:",
        f"  {command} {OPTION}",
        f"If they are written for a Python that is newer than {PYTHON.removeprefix('Python ')}, run archhook on that.",
    ]
