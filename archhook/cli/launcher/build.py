"""How archhook is started once it is installed: by scripts of its own; on Windows, which has none, by an entry point.

Run by hatchling when a distribution is built; no part of what is installed. The script that installers write for an
entry point imports `re` before archhook can look at `sys.path`: on Windows `PYTHONPATH=.` stays in its way.
"""

from __future__ import annotations

import sys
import sysconfig
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

WINDOWS = sys.platform == "win32"


class EntryPoint(MetadataHookInterface):
    """The metadata that depends on where the distribution is built."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Names the entry point."""
        if WINDOWS:
            metadata["scripts"] = {"archhook": "archhook.cli.main:entry"}


class Scripts(BuildHookInterface[Any]):
    """What a wheel holds beside the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the scripts. A wheel without them is for Windows alone, where it is taken before the one for all."""
        if WINDOWS:
            build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
        else:
            build_data["shared_scripts"] |= {
                f"archhook/cli/launcher/{one}": one for one in ("archhook", "archhook-python")
            }
