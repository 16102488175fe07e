"""What agents are told of archhook in the files of a project: a skill, and a section of AGENTS.md or GEMINI.md."""

from __future__ import annotations

import re

_BODY = """\
This repository is governed by its ledger, `architecture.py` (or the package `architecture/`): every file, class,
function and global of the code belongs to a Task, every Task to a Design, up to an Intent. A git hook holds every
commit to it. `archhook prime` prints the rules that are in force here and how to declare code; read it first.

- What there is to do: `archhook ready`. All about one Task, the tests that it owes, too: `archhook brief T-...`.
- Why code is there: `archhook why PATH[:SYMBOL]`. What a change reaches, tests first: `archhook impact ID`.
- Before you edit the files of a Task: `archhook claim T-...`; `archhook release T-...` after.
- After you changed code: `archhook sync --untracked` writes names into the ledger, you write the reasons;
  `archhook check --untracked` says what is broken, and `archhook rule CODE` how to mend it.
- Before a branch meets another: `archhook check --merge {branch}`.
- A finding says that code and ledger differ: mend what is wrong. Never be green by a waiver, an `exclude`, a lowered
  severity, a deleted node or an empty test, and never commit with `--no-verify`.
"""
"""What every agent has to know, however it is told."""

_SKILL = f"""\
---
name: archhook
description: Read before editing Python code or architecture.py in this repository. What there is to do, why code is
  there, what a change reaches, and how to keep the architecture ledger and the code in line.
---

# archhook

{_BODY}"""

BRANCH = "BRANCH"
"""Stands for the branch that others are merged into, where its name is not known."""


def skill(branch: str) -> str:
    """The text of the skill. `branch`: the one that others are merged into."""
    return _SKILL.format(branch=branch)


def is_skill(text: str) -> bool:
    """Whether a text is that of the skill, whatever branch it names."""
    named = re.search(r"--merge ([^`\s]+)`", text)
    return named is not None and text == skill(named.group(1))


def section(branch: str) -> str:
    """The section of AGENTS.md, of thirty lines at the most."""
    return f"## Architecture (archhook)\n\n{_BODY.format(branch=branch)}"
