"""One event of an agent's hook, with what it was called with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.cli.arguments import request_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Event
    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation


class Asked(NamedTuple):
    """One event, and what it was called with."""

    event: Event
    invocation: Invocation
    environment: Mapping[str, str]
    cwd: str  # where the agent works

    @property
    def is_strict(self) -> bool:
        """Whether warnings count, too."""
        return self.invocation.on("--strict")

    def request(self, folder: str) -> Request:
        """What judges the project of a folder; `--config` names a file of the agent's own repository."""
        return request_of(self.invocation, self.environment, folder)
