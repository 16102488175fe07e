"""From breaches to a verdict: severities, exemptions, places and chains."""

from __future__ import annotations

from archhook.check.state import LEDGER
from archhook.graph.graph import chains, intents_above, parents
from archhook.model.findings import Finding, Verdict, causes, statements
from archhook.model.nodes import KINDS, Place, Spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.check.request import Request
    from archhook.check.state import State
    from archhook.laws.law import Facts
    from archhook.laws.mends import Mends
    from archhook.laws.moved_names import MovedNames
    from archhook.laws.proposals import Proposals
    from archhook.model.findings import Baseline, Breach

CHAINS_SHOWN = 10
"""So many chains a finding carries at the most; `chains_total` counts them all."""

PROPOSED = ("INV401", "TST501")
"""The codes whose mend may be to name another file."""

MOVING = ("INV402", "INV403", "INV404", "TST502")
"""The codes whose mend may be to declare a name of another file."""


def verdict_of(state: State, facts: Facts, request: Request, tree: str) -> Verdict:
    """The verdict on the state of what a request names. `tree`: of a commit, else ""."""
    findings: tuple[Finding, ...] = ()
    waived = baselined = named = 0
    written, judged = -1, "all"
    if state.totals["broken"] or state.waiving or state.frozen or len(state.ignores):
        baseline = state.baseline()
        written = baseline.written if baseline and not request.ignore_baseline else -1
        reporter = _Reporter(state, facts, request)
        kept, waived, judged = reporter.phases(baseline)
        findings = tuple(sorted(map(reporter.finding, reporter.standing), key=order))
        baselined = kept - sum(finding.code != "LED006" for finding in findings)
        if state.waiving or baseline or len(state.ignores):
            from archhook.check.exemptions import named_exemptions

            named = named_exemptions(state, facts, baseline)
    return Verdict(
        source=request.source,
        tree=tree,
        findings=findings,
        waived=waived,
        baselined=baselined,
        planned=state.totals["planned"],
        nodes=tuple((kind, state.totals[kind]) for kind in KINDS),
        chains=state.totals["chains"],
        unreadable=False,
        strict=request.strict or facts.config.strict,
        baseline_written=written,
        exemptions=named + sum(state.totals[one] for one in ("keys", "planned", "loose")),
        judged=judged,
    )


def unreadable(breaches: Iterable[Breach], *, source: str, tree: str) -> Verdict:
    """The verdict where the ledger cannot be read: that one finding, and nothing was judged."""
    from archhook.laws.catalogue import BY_CODE

    law = BY_CODE["LED001"]
    findings = []
    for breach in breaches:
        _, path, line, column = breach.anchor
        findings.append(
            Finding(
                breach.code, law.name, "error", breach.message, str(path), int(line), int(column),
                "", "", (), 0, breach.file, breach.symbol, breach.fix,
            )
        )  # fmt: skip
    nodes = tuple((kind, 0) for kind in KINDS)
    return Verdict(source, tree, tuple(findings), 0, 0, 0, nodes, 0, True, False, judged="ledger")


def in_folder(prefix: str, verdict: Verdict) -> Verdict:
    """The verdict on a project below the repository's top: places are told from the top, where tools look for them."""
    if not prefix:
        return verdict
    return verdict._replace(findings=tuple(one._replace(path=prefix + one.path) for one in verdict.findings))


def order(finding: Finding) -> tuple[object, ...]:
    """The order of findings in a verdict."""
    return (finding.path, finding.line, finding.column, finding.code, finding.node, finding.symbol, finding.message)


def _limited(breach: Breach) -> bool:
    """Whether a breach of the ledger is of a limit or a folder, which break no link: what all else means is known."""
    from archhook.model.declaring import is_folder
    from archhook.model.vocabulary import LIMITS

    limit = breach.symbol in LIMITS and breach.symbol != "interface"
    return breach.code == "LED004" and (limit or is_folder(breach.symbol))


class _Reporter:
    """Gives breaches their places, chains and proposals."""

    def __init__(self, state: State, facts: Facts, request: Request) -> None:
        from archhook.laws.catalogue import BY_CODE
        from archhook.model.ledger_places import Places

        self.state = state
        self.facts = facts
        self.ignore_baseline = request.ignore_baseline
        self.names = {code: law.name for code, law in BY_CODE.items()}
        self.severities = {code: law.severity for code, law in BY_CODE.items()}
        self.severities |= dict(facts.config.severity) | dict(request.overrides)
        self.places = Places(state.lines)  # type: ignore[arg-type]  # a TreeMap answers look-ups as a Mapping does
        self._chains: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.standing: list[Breach] = []  # all that become findings
        self._proposals: Proposals | None = None
        self._mends: Mends | None = None
        self._moved: MovedNames | None = None
        self._several: bool | None = None  # whether more files than one have findings
        # One file or node may have thousands of findings: what they point at is looked through once.
        self._symbols: dict[str, dict[tuple[str, str], Place]] = {}  # path -> (kind, name) -> its place
        self._declared: dict[tuple[str, str], dict[str, Spot]] = {}  # (id, field) -> declared name -> where

    def phases(self, baseline: Baseline | None) -> tuple[int, int, str]:
        """(how many breaches are not exempt, how many are, what was judged); finds out which of them stand.

        In phases, as a compiler works: where the ledger is not sound, what its links, files and exemptions would mean
        is not known, and nothing else is said of them.
        """
        unsound = self.state.breaches.get(LEDGER, ())
        if unsound:
            alone = self.severities | dict.fromkeys(("LED005", "LED006"), "off")  # they speak of all laws' findings
            kept, self.standing, waived = self._left(unsound, alone, baseline)
            if any(self.severities[breach.code] == "error" and not _limited(breach) for breach in self.standing):
                return len(kept), waived, "ledger"
        breaches = [breach for _, found in self.state.breaches.items() for breach in found]
        if any(breach.code == "DEP211" for breach in breaches):
            from archhook.check.excluded_imports import joined

            breaches = joined(breaches)
        baseline = None if self.ignore_baseline else baseline
        kept, self.standing, waived = self._left(breaches, self.severities, baseline)
        return len(kept), waived, "all"

    def _left(
        self, breaches: Iterable[Breach], severities: Mapping[str, str], baseline: Baseline | None
    ) -> tuple[list[Breach], list[Breach], int]:
        """(breaches that are not exempt, those of them that are not frozen, how many are exempt); `off` goes first."""
        kept, exempted = [breach for breach in breaches if severities[breach.code] != "off"], 0
        if self.state.waiving or len(self.state.ignores):  # hardly ever: what exempts is not imported for nothing
            from archhook.check.exemptions import exempt

            kept, exempted = exempt(self.state, self.facts, kept, severities, self.place)
        if baseline is None:
            return kept, kept, exempted
        from archhook.check.exemptions import freeze

        return kept, freeze(baseline, kept, severities, self.place), exempted

    def finding(self, breach: Breach) -> Finding:
        """The finding of a breach."""
        node = self.facts.nodes.get(breach.node) if breach.node else None
        found = self.chains(breach.node) if node else ()
        total = len(intents_above(self.facts.rows, breach.node)) if node else 0
        place = self.place(breach.anchor)
        imports = len(statements(breach.anchor)) if breach.anchor[0] == "import" else 0
        message, fix = self.said(breach) if imports else (breach.message, self.fix(breach))
        return Finding(
            breach.code, self.names[breach.code], self.severities[breach.code], message + causes(breach.because),
            place.path, place.line, place.column, breach.node, node.kind if node else "",
            found, total, breach.file, breach.symbol, fix, breach.because, imports,
        )  # fmt: skip

    def chains(self, node_id: str) -> tuple[tuple[str, ...], ...]:
        """The first chains of a node. A Task's are its Design's with one step more: those are computed once."""
        rows, below = self.facts.rows, []
        while node_id not in self._chains:
            row = rows[node_id]
            above = tuple(parents(rows, node_id)) if row.kind in ("task", "test") and row.in_force else ()
            if len(above) == 1:
                below.append(node_id)
                node_id = above[0]
            else:
                self._chains[node_id] = chains(rows, node_id, CHAINS_SHOWN)
        found = self._chains[node_id]
        for step in reversed(below):
            found = self._chains[step] = tuple((*chain, step) for chain in found)
        return found

    def said(self, breach: Breach) -> tuple[str, str]:
        """The message and the fix of a breach about imports: of what else there is in the project they tell, too."""
        from archhook.laws.mends import WORDS, Mends

        if breach.code not in WORDS:
            return breach.message, breach.fix
        if self._mends is None:
            self._mends = Mends(self.facts)
        return self._mends.said(breach)

    def fix(self, breach: Breach) -> str:
        """What to do. For a missing file that may be to name the undeclared file that holds the symbols; for a missing
        name, to name the file that it moved to.
        """
        if breach.code in MOVING:
            return self.moved(breach) or breach.fix
        if breach.code not in PROPOSED:
            return breach.fix
        from archhook.laws.proposals import Proposals

        if self._proposals is None:
            missing = (one for one in self.standing if one.code in PROPOSED)
            self._proposals = Proposals(self.facts, missing, undeclared(self.facts))
        return self._proposals.fix(breach) or breach.fix

    def moved(self, breach: Breach) -> str:
        """What to do about a name that is in another file now, "" for any other; not where all is about one file."""
        if self._several is None:
            self._several = len({one.file for one in self.standing if one.file}) > 1
        if not self._several:
            return ""
        if self._moved is None:
            from archhook.laws.moved_names import MovedNames

            self._moved = MovedNames(self.facts, self.standing)
        return self._moved.fix(breach)

    def place(self, anchor: tuple[str | int, ...]) -> Place:
        """Where an anchor is now."""
        what, subject, *rest = anchor
        subject = str(subject)
        if what == "import":
            subject, index = statements(anchor)[0]
            found = self.facts.inventory(subject).imports[index]
            return Place(subject, found.line, found.column)
        if what == "place":
            return Place(subject, int(rest[0]), int(rest[1]))
        if what == "symbol":
            if subject not in self._symbols:
                symbols = self.facts.inventory(subject).symbols
                self._symbols[subject] = {(one.kind, one.name): Place(subject, one.line, one.column) for one in symbols}
            return self._symbols[subject][str(rest[0]), str(rest[1])]
        if what == "error":
            error = self.facts.inventory(subject).error
            return Place(subject, error.line, error.column) if error else Place(subject, 1, 1)
        if what == "file":
            return Place(subject, 1, 1)
        node = self.facts.nodes[subject]
        line = self.places.line(node.path, node.class_name)
        spot = Spot("", 0, node.column)
        if what == "declared":
            field, name = map(str, rest)
            if (node.id, field) not in self._declared:
                self._declared[node.id, field] = {one.name: one.spot for one in node.declared(field)}
            spot = self._declared[node.id, field].get(name, spot)
        elif what == "path":
            spot = node.file_spot or spot
        elif what == "waiver":
            spot = next((waiver.spot for waiver in node.waives if waiver.code == rest[0]), spot)
        if spot.path:
            return Place(spot.path, spot.line, spot.column)
        return Place(node.path, line + spot.line, spot.column)


def undeclared(facts: Facts) -> Iterator[str]:
    """The governed and the test files that no node in force declares. Reads every file's facts."""
    for path, fact in facts.files.items():
        if fact.role in ("governed", "test") and not facts.tasks_of(path) and not facts.tests_of(path):
            yield path
