"""One snapshot to ask questions of: its nodes, graph, places, files and verdict.

The maps are those of the check's remembered state and are read as they are asked: an answer costs what it looks at,
not what the project holds. What reads everything says so.
"""

from __future__ import annotations

from archhook.cache.treemap import ObjectLost
from archhook.check.request import no_progress
from archhook.check.state import LEDGER, head_from
from archhook.model.ledger_places import Places, entry_of
from archhook.model.nodes import Place, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType
    from typing import Any, NamedTuple, TypeVar

    from archhook.check.facts import SnapshotFacts
    from archhook.check.request import Progress, Request
    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.model.findings import Baseline, Finding, Verdict
    from archhook.model.ledger_places import ModuleLines
    from archhook.model.nodes import Ignore, Node

    Answer = TypeVar("Answer")
else:
    from archhook.records import NamedTuple


class Snapshot(NamedTuple):
    """What was looked at. `root`: the project's folder in the work tree, absolute, "" in a bare repository."""

    source: str = "worktree"  # worktree | index | commit
    tree: str = ""  # id of a commit's tree, else ""
    root: str = ""
    prefix: str = ""  # the project's folder below the repository's top, with a final slash; "" for the top itself
    tracked_only: bool = False  # what lies in the work tree, and git does not track, was left out


class Exempting(NamedTuple):
    """What exempts something in a snapshot beside its configuration and nodes, and what would be found otherwise."""

    ignores: Mapping[str, tuple[Ignore, ...]]  # path -> the inline ignores of a file that is read
    baseline: Baseline | None
    otherwise: Callable[..., Verdict]  # see judged_otherwise


class Architecture:
    """The answers to "what is there?" of one snapshot. Paths are relative to the project's root.

    `nodes`: id -> Node, in force or not · `rows`: id -> Row, of every declared node; its `items` are those of I, R and
    D only: nothing links to a Task or a Test · `files`: path -> FileFact, every path of the snapshot · `declared`: path
    -> (ids of the Tasks, ids of the Tests) in force that declare it · `inventory`: of a path what its Python file holds
    · `heads`: id -> Node, perhaps without links, declarations, figures and waivers, for where many are asked for. They
    answer look-ups; to walk over all of `nodes` or `files` reads the whole map.

    With a store behind it every look-up may raise `ObjectLost`: `ask` begins again then. `close` lets go of the store.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        facts: SnapshotFacts,
        lines: Mapping[str, ModuleLines],
        contents: Callable[[Iterable[str]], Mapping[str, bytes]],
        judge: Callable[[], Verdict],
        *,
        heads: Mapping[str, Node] | None = None,
        modules: Iterable[str] = (),
        configuring: Iterable[str] = (),
        questionable: Callable[[], bool] = lambda: False,
        expect_inventories: Callable[[Iterable[str]], None] = lambda paths: None,
        notes: tuple[str, ...] = (),
        close: Callable[[], None] = lambda: None,
        suppose: Callable[[Iterable[Node]], Architecture] | None = None,
        exempt: Callable[[], tuple[tuple[Finding, str], ...]] = lambda: (),
        exempting: Callable[[], Exempting] | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.facts = facts
        self.config, self.nodes, self.rows, self.files = facts.config, facts.nodes, facts.rows, facts.files
        self.declared, self.inventory = facts.declared, facts.inventory
        self.lines = lines
        self.contents = contents  # path -> bytes of the regular files at some paths
        self.heads = facts.nodes if heads is None else heads
        self.expect_inventories = expect_inventories  # reads those of many files at once, if that saves anything
        self._modules = modules
        self.configuring = tuple(configuring)  # the files that this snapshot, and pytest in it, is configured by
        self._questionable = questionable  # whether a law of the first phase is broken at all, exempt or not
        self.notes = notes
        self.close = close
        self._suppose = suppose
        self.held_back = exempt  # what exemptions keep out of the verdict, each finding with what does
        self.exempting = exempting or (lambda: Exempting({}, None, lambda **changes: self.verdict))
        self._judge = judge
        self._places = Places(lines)
        self._verdict: Verdict | None = None
        self._findings: dict[str, tuple[Finding, ...]] | None = None

    def __enter__(self) -> Architecture:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def ledger(self) -> tuple[str, ...]:
        """The ledger's modules: the one at which it is entered, then the others, sorted."""
        modules = sorted(self._modules)
        entry = entry_of(modules)
        return entry, *(path for path in modules if path != entry)

    @property
    def verdict(self) -> Verdict:
        """What `archhook check` says of the snapshot; worked out when it is first asked for."""
        if self._verdict is None:
            self._verdict = self._judge()
        return self._verdict

    @property
    def unsound(self) -> bool:
        """Whether the ledger is not sound, so that what it leaves out of an answer is not known.

        The verdict says so; where no law of the first phase is broken, it need not be computed for that.
        """
        return (self._verdict is not None or self._questionable()) and self.verdict.judged == "ledger"

    def content(self, path: str) -> bytes:
        """What a regular file of the snapshot holds."""
        return self.contents((path,))[path]

    def supposing(self, nodes: Iterable[Node]) -> Architecture:
        """What the snapshot would be if its ledger held some nodes, new ones or others under ids that it has.

        It lives as long as this one, and need not be closed.
        """
        if self._suppose is None:
            raise TypeError("only a snapshot that was loaded can be supposed to be another")
        return self._suppose(nodes)

    def findings_of(self, node_id: str) -> tuple[Finding, ...]:
        """The findings that concern a node, in the verdict's order.

        They are its own, and of a Task or a Test also that its file does not parse: that is reported but once for a
        file (INV410), and concerns all who declare it.
        """
        return self._by_node().get(node_id, ())

    def broken(self) -> dict[str, tuple[Finding, ...]]:
        """Node -> those of the findings that concern it which fail the verdict; nodes without any are left out."""
        failing = {node_id: tuple(filter(self.fails, found)) for node_id, found in self._by_node().items()}
        return {node_id: found for node_id, found in failing.items() if found}

    def fails(self, finding: Finding) -> bool:
        """Whether a finding keeps the verdict from being good: an error, or a warning where warnings fail."""
        return finding.severity == "error" or self.verdict.strict

    def findings_in(self, path: str) -> tuple[Finding, ...]:
        """The findings that lie in a file or speak of it, in the verdict's order."""
        here = self.snapshot.prefix + path
        return tuple(one for one in self.verdict.findings if one.path == here or one.file == path)

    def ids(self, kind: str = "", *, in_force: bool = True) -> tuple[str, ...]:
        """The ids of a kind ("" for all), sorted; also of nodes out of force, if asked. Reads all nodes."""
        return tuple(
            sorted(
                (
                    node.id
                    for node in self.nodes.values()
                    if kind in ("", node.kind) and (node.in_force or not in_force)
                ),
                key=sort_key,
            )
        )

    def place(self, node: Node) -> Place:
        """Where a node's class statement stands; the path is relative to the repository's top, as in findings."""
        line = self._places.line(node.path, node.class_name)
        return Place(self.snapshot.prefix + node.path, line, node.column)

    def _by_node(self) -> dict[str, tuple[Finding, ...]]:
        if self._findings is None:
            found: dict[str, list[Finding]] = {}
            for one in self.verdict.findings:
                for node_id in self._concerned(one):
                    found.setdefault(node_id, []).append(one)
            self._findings = {node_id: tuple(findings) for node_id, findings in found.items()}
        return self._findings

    def _concerned(self, finding: Finding) -> set[str]:
        concerned = {finding.node} - {""}
        if finding.code == "INV410":
            for ids in self.declared.get(finding.file, ()):
                concerned.update(ids)
        return concerned


def load(request: Request, progress: Progress = no_progress) -> Architecture:
    """The snapshot that a request names, from what is remembered where there is something; close it after use.

    `UnsoundLedger` where the ledger cannot be read, `ArchhookError` where nothing can be judged.
    """
    from archhook.check.api import open_state

    seen = open_state(request, progress)
    try:
        return architecture_of(seen.run, seen.state, seen.notes, seen.close)
    except BaseException:
        seen.close()
        raise


def ask(request: Request, question: Callable[[Architecture], Answer], progress: Progress = no_progress) -> Answer:
    """The answer to a question about the snapshot that a request names. Errors as those of `load`.

    Where the store loses something while the answer is looked up, the question is asked again without it.
    """
    try:
        with load(request, progress) as architecture:
            return question(architecture)
    except ObjectLost:
        with load(request._replace(no_cache=True), progress) as architecture:
            return question(architecture)


def architecture_of(
    run: Run, state: State, notes: tuple[str, ...] = (), close: Callable[[], None] = lambda: None
) -> Architecture:
    """A state to ask questions of. `close`: lets go of the store."""
    folder = f"{run.repo.toplevel}/{run.prefix}".rstrip("/") if run.repo.toplevel else ""
    tracked_only = run.request.source == "worktree" and not run.request.untracked and bool(run.repo.git_dir)

    def suppose(nodes: Iterable[Node]) -> Architecture:
        from archhook.check.supposed import supposed

        return architecture_of(run, supposed(state, run.inventories, nodes), notes, lambda: None)

    def exempt() -> tuple[tuple[Finding, str], ...]:
        from archhook.check.held_back import held_back

        return held_back(run, state)

    def contents(paths: Iterable[str]) -> dict[str, bytes]:
        oids = {path: state.files[path].oid for path in paths}
        found = run.repo.blobs(oids.values())
        return {path: found[oid] for path, oid in oids.items()}

    def otherwise(**changes: Any) -> Verdict:
        from archhook.check.judged_otherwise import judged_otherwise

        return judged_otherwise(run, state, **changes)

    return Architecture(
        Snapshot(run.request.source, run.tree, folder, run.prefix, tracked_only),
        state.facts(run.inventories),
        state.lines,  # type: ignore[arg-type]  # as above
        contents,
        lambda: run.verdict(state),
        heads=state.nodes.seen_as(head_from),  # type: ignore[arg-type]  # as above
        expect_inventories=lambda paths: run.inventories.fetch(state.files[path].oid for path in paths),
        modules=state.ledger,
        configuring=state.config_files,
        questionable=lambda: LEDGER in state.breaches,
        notes=notes,
        close=close,
        suppose=suppose,
        exempt=exempt,
        exempting=lambda: Exempting(dict(state.ignores.items()), state.baseline(), otherwise),
    )
