"""What stands once the ledger holds what is to be written: its laws are asked again, as after any other change.

An edit can break a law that held, or leave an exemption without its finding: that is a person's, too, and is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.check.last_judged import Base
from archhook.snapshot.changeset import Entry
from archhook.sync.sync_report import finding_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.model.findings import Finding


def failing_after(run: Run, state: State, sources: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What fails once some modules of the ledger hold new sources. The state is that one from then on."""
    delta = {path: Entry(state.files[path].mode, run.repo.hold(source)) for path, source in sources.items()}
    if run.recheck(state, delta, Base("", (), "")) is None:
        state = run.full({path: Entry(fact.mode, fact.oid) for path, fact in state.files.items()} | delta)
    verdict = run.verdict(state)
    return tuple(one for one in verdict.findings if one.severity == "error" or verdict.strict)


def unnamed(findings: Iterable[Finding], lines: Sequence[str]) -> tuple[str, ...]:
    """A line for each of some findings of which no line speaks yet."""
    return tuple(finding_line(one) for one in findings if not _is_named(one, lines))


def _is_named(finding: Finding, lines: Sequence[str]) -> bool:
    words = [word for word in (finding.node, finding.file) if word]
    about = re.compile("|".join(rf"(?<![\w./-]){re.escape(word)}(?![\w/-])" for word in words)) if words else None
    return any(finding.message in line or (about and about.search(line)) for line in lines)
