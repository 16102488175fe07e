"""Seeded changes to the configuration of a project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from helpers.git_repo import GitRepo

CONFIG = "pyproject.toml"
OPTIONS = (
    "",
    '[tool.archhook]\nsymbols = "files"\n',
    '[tool.archhook]\nsymbols = "files"\n',
    '[tool.archhook]\nsymbols = "public"\n',
    '[tool.archhook]\nsymbols = "all"\n',
    '[tool.archhook]\nexclude = ["*1*"]\n',
    '[tool.archhook]\nexclude = ["{folder}/"]\n',
    '[tool.archhook]\ntests = ["tests/", "*0*.py"]\n',
    '[tool.archhook]\nlayers = ["top", "middle", "base"]\n',
    '[tool.archhook]\nlayers = ["base", "top"]\ntransitive = true\n',
    '[tool.archhook]\nlayers = ["top", "base"]\n[tool.archhook.severity]\nLED004 = "warning"\nDEP208 = "warning"\n',
    '[tool.archhook]\nlayers = ["top", "top"]\n',
    '[tool.archhook]\ntyping-imports = "count"\ndynamic-imports = "ignore"\n',
    '[tool.archhook.severity]\nINV407 = "warning"\nINV411 = "error"\n',
    '[tool.archhook]\nstrict = true\n[tool.archhook.severity]\nINV405 = "off"\nINV406 = "warning"\n',
    '[tool.archhook]\nsymbol = "all"\n',
    "[tool.archhook.resources]\ntolerance = 1\n",
    "[tool.archhook.resources]\ntolerance = 3\nmemory_mb = 1\n",
    '[tool.archhook]\nbaseline = "frozen.txt"\n',
    '[tool.other]\nname = "x"\n',
)


def change_option(scratch: GitRepo, chance: random.Random, folder: str) -> str:
    """Another [tool.archhook], in pyproject.toml or, at times, in a file of its own."""
    options = chance.choice(OPTIONS).replace("{folder}", folder)
    pyproject = scratch.read(CONFIG) if CONFIG in scratch.paths(CONFIG) else ""
    kept = re.sub(r"^\[tool\.(?:archhook|other)\b[^\n]*\n(?:(?!\[)[^\n]*\n)*", "", pyproject, flags=re.MULTILINE)
    own = scratch.path / "archhook.toml"
    if chance.random() < 0.2:
        scratch.write(own.name, options.replace("[tool.archhook]\n", "").replace("tool.archhook.", ""))
        options = ""
    elif own.is_file() and chance.random() < 0.9:
        own.unlink()
    if kept and not kept.endswith("\n"):
        kept += "\n"
    scratch.write(CONFIG, kept + options)
    return f"{CONFIG} {options!r}"
