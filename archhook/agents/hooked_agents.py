"""The coding agents whose hooks archhook understands: what each calls itself, how it is read and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.agents import claude, codex, copilot, cursor, gemini

if TYPE_CHECKING:
    from collections.abc import Callable

    from archhook.agents.agent_event import Answer, Event, Written


class HookedAgent(NamedTuple):
    """One agent: its name in commands, its title, and what reads its payload and writes an answer in its form."""

    name: str
    title: str
    read_event: Callable[[bytes | None], Event]
    written: Callable[[Event, Answer], Written]


HOOKED_AGENTS = {
    module.NAME: HookedAgent(module.NAME, module.AGENT, module.read_event, module.written)
    for module in (claude, codex, cursor, gemini, copilot)
}
"""Name in commands -> agent."""
