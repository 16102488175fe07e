"""What is found: breaches of laws, the findings that report them, what is frozen of them, and the verdict."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, NamedTuple

    Key = tuple[str, str, str, str]
    """(code, node, file, symbol): what a finding is about."""
else:
    from archhook.records import NamedTuple


class Breach(NamedTuple):
    """One breach of a law, before it is given its place and its chains.

    It holds nothing that an edit elsewhere can move. `anchor` says where the mend is made, one of
    ("node", id) · ("declared", id, field, name) · ("file", path) · ("symbol", path, kind, qualified name)
    · ("error", path) for the parse error of a file · ("place", path, line, column) for what lies in no node
    · ("path", id) for its file_path or test_file
    · ("import", path, index, index, ...) for import statements of a file, which `statements` reads.
    """

    code: str
    message: str
    anchor: tuple[str | int, ...]
    node: str = ""  # id, "" where no node is concerned
    file: str = ""  # subject
    symbol: str = ""  # subject
    fix: str = ""
    because: tuple[str, ...] = ()  # what caused it, a line each; without it the chains tell why it matters


class Finding(NamedTuple):
    """One breach of a law as it is reported: with severity, place and chains. Sorted by path, line, column, code."""

    code: str
    name: str
    severity: str  # error | warning
    message: str
    path: str
    line: int
    column: int
    node: str
    kind: str  # the node's, "" without one
    chains: tuple[tuple[str, ...], ...]
    chains_total: int
    file: str
    symbol: str
    fix: str
    because: tuple[str, ...] = ()  # the causes that end the message, which text shows on lines of their own
    imports: int = 0  # so many import statements it is about, those that are ignored included
    new_in_merge: bool | None = None  # of a merge: whether neither side has it; None where that is not known

    @property
    def head(self) -> str:
        """The message without its causes."""
        return self.message.removesuffix(causes(self.because))


def causes(because: tuple[str, ...]) -> str:
    """How the causes of a breach end its message."""
    return f": {'; '.join(because)}" if because else ""


def statements(anchor: Sequence[str | int], ignored: bool = True) -> list[tuple[str, int]]:
    """(path, index into the file's imports) of the statements of an ("import", ...) anchor, where it points at first.

    A path is followed by its indices; there may be several. Behind a path that is "" stand those that an inline ignore
    exempts, left out unless `ignored`.
    """
    found, path = [], ""
    for part in anchor[1:]:
        if isinstance(part, int):
            found.append((path, part))
        elif part or ignored:
            path = part
        else:
            break
    return found


def import_anchor(stand: Iterable[tuple[str, int]], ignored: Iterable[tuple[str, int]] = ()) -> tuple[str | int, ...]:
    """The anchor of some import statements, and of those of the same breach that an inline ignore exempts."""
    kept, gone = ([part for pair in pairs for part in pair] for pairs in (stand, ignored))
    return ("import", *kept, *(("", *gone) if gone else ()))


class Frozen(NamedTuple):
    """One entry of a baseline: a finding that was there already, told by what it is about and not by where it is."""

    code: str
    node: str  # "" for none
    file: str  # of the subject; "" for none
    symbol: str  # of the subject; "" for none
    times: int  # so many findings with these
    line: int  # of the entry in the baseline


BETWEEN_FILES = ("DEP203", "DEP205")
"""The laws whose findings are told by the importing and the imported file: of which Designs these are may change."""


NEVER = ("LED001", "LED006")
"""The laws whose findings cannot be frozen."""


def key_of(finding: Finding | Breach | Frozen) -> Key:
    """What a finding, or an entry of a baseline, is about: this stays when lines move."""
    node = "" if finding.code in BETWEEN_FILES else finding.node
    return finding.code, node, finding.file, finding.symbol


class Baseline(NamedTuple):
    """What is frozen. `written`: how many findings there were when the file was written, -1 if it does not say."""

    path: str
    written: int
    entries: tuple[Frozen, ...]


class Work(NamedTuple):
    """What a run really did; no part of the verdict."""

    rechecked_chains: int
    files_parsed: int
    files_reused: int
    base: str  # "" for none
    because: tuple[tuple[str, tuple[str, ...]], ...]  # id -> reasons (paths or ids that changed)
    unknown_imports: int = 0  # dynamic imports of governed files that only a run can tell; of the snapshot


PLACEHOLDERS = "LED007"
"""The law whose findings say what people have not written yet: nothing is broken by them, and no tool mends them."""

LEDGER_FIRST = "the ledger comes first: the other laws are judged once it is sound"
"""What is said beside a verdict that was judged on the ledger alone."""


class Verdict(NamedTuple):
    """All findings of one snapshot, and what was counted.

    `elsewhere`: those that are counted and not shown, where somebody asked about some paths alone.
    """

    source: str  # worktree | index | commit | merge
    tree: str  # id of the tree of a commit or a merge, else ""
    findings: tuple[Finding, ...]
    waived: int
    baselined: int
    planned: int
    nodes: tuple[tuple[str, int], ...]  # by kind, in force
    chains: int
    unreadable: bool  # LED001: nothing could be judged, exit 2
    strict: bool
    baseline_written: int = -1  # how many findings the baseline had when it was written; -1: not known
    elsewhere: tuple[Finding, ...] = ()
    exemptions: int = 0  # so many stand: what takes something out of the law's reach, whatever it holds back
    judged: str = "all"  # "ledger" where the ledger is not sound, and no other law was judged therefore
    law: str = ""  # id of the tree by whose law it was judged, "" for its own

    def count(self, severity: str) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity == severity for finding in (*self.findings, *self.elsewhere))

    def summary(self) -> dict[str, Any]:
        """All that was counted, as JSON tells it (contract, "JSON")."""
        return {
            "errors": self.count("error"),
            "warnings": self.count("warning"),
            "waived": self.waived,
            "baselined": self.baselined,
            "planned": self.planned,
            "exemptions": self.exemptions,
            "nodes": dict(self.nodes),
            "chains": self.chains,
        }

    @property
    def exit_code(self) -> int:
        """0 all laws hold, 1 findings, 2 could not judge (contract, "Exit codes")."""
        if self.unreadable:
            return 2
        return int(bool(self.count("error") or (self.strict and (self.findings or self.elsewhere))))
