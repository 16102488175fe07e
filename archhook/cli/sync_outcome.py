"""What a sync has done and what it leaves to a person, said line by line."""

from __future__ import annotations

from archhook.cli.console import say
from archhook.report.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.sync.sync_run import Outcome


def tell(outcome: Outcome) -> None:
    """The notes, what was done, and what is left: the source that a person is to write keeps its lines."""
    for line in (*outcome.notes, *outcome.said):
        say(f"archhook: {printable(line)}")
    for line in outcome.left:
        first, *rest = line.split("\n")
        say(f"archhook: left to you: {printable(first)}")
        for one in rest:
            say(printable(one))
