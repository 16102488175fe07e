"""Every command in all its forms, on whatever a repository holds: who asks about what is there gets an answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from differential.commands import FINE, FOUND, REFUSED, Answer, Commands, Run, WrongError
from helpers.inject import ledger_files

from archhook.model.nodes import parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.workday import Workday

SNAPSHOTS = ((), (), (), ("--staged",), ("--untracked",), ("--rev", "HEAD"))
FORMATS = ("text", "json", "github", "sarif", "junit")
REVISIONS = ("HEAD", "HEAD", "HEAD~1", "main")
BASELINE = "archhook-baseline.txt"
PAGE = "archhook-report.html"


def verdict_of(answer: Answer) -> dict[str, Any] | None:
    """What `check --format json` printed; None where nothing could be judged."""
    if answer.code not in (FINE, FOUND):
        return None
    document: dict[str, Any] = json.loads(answer.out)
    return document


def _about(verdict: dict[str, Any], ids: dict[str, str]) -> Any:
    """What a verdict says, with other ids for some: what its findings are about, and all its numbers."""
    found = [
        (
            one["code"],
            *(ids.get(part, part) for part in (one["node"], one["subject"]["file"], one["subject"]["symbol"])),
        )
        for one in verdict["findings"]
        if one["code"] != "LED006"  # it is about an entry of the baseline, which is written with the ids
    ]
    return sorted(map(str, found)), verdict["judged"], verdict["summary"]


class Questions:
    """Asks, writes and compares: one command at a time, drawn by chance."""

    def __init__(self, work: Workday, commands: Commands) -> None:
        self.work = work
        self.chance = work.chance
        self.commands = commands
        self.kinds: tuple[Callable[[], None], ...] = (
            *[self.check, self.sync, self.whole, self.about_node, self.about_path] * 3,
            *[self.since, self.gate, self.baseline, self.dry_sync, self.rename] * 2,
            self.init, self.measure, self.claim,
        )  # fmt: skip

    def ask(self) -> None:
        """One command, or a few that belong together."""
        self.chance.choice(self.kinds)()

    def run(self, *argv: str, environment: tuple[tuple[str, str], ...] = ()) -> Run:
        """A command in the work tree that is worked in."""
        return Run(argv, self.work.scratch.path, environment)

    def same(self, *argv: str, environment: tuple[tuple[str, str], ...] = ()) -> Answer:
        """What a command prints, warm as cold; at times it has to compare by itself."""
        run = self.run(*argv, environment=environment)
        return self.commands.verified(run) if self.chance.random() < 0.1 else self.commands.same(run)

    def judged(self, *snapshot: str) -> dict[str, Any] | None:
        """The verdict on a snapshot, worked out from nothing; None where nothing can be judged."""
        return verdict_of(self.commands.cold(self.run("check", "--format", "json", *snapshot)))

    def expect(self, answer: Answer, *argv: str, codes: tuple[int, ...] = (FINE,)) -> Answer:
        """`WrongError` where a command ended otherwise than it should."""
        if answer.code not in codes:
            raise WrongError(f"archhook {' '.join(argv)}: one of {codes} was to come\n{answer.told()}")
        return answer

    # What judges

    def check(self) -> None:
        revision = self.chance.choice(REVISIONS)
        sources = (
            *SNAPSHOTS,
            ("--rev", revision),
            ("--merge", revision),
            ("--range", f"{revision}..HEAD"),
            ("--range", "HEAD~2..HEAD"),
        )
        options = (
            *self.chance.choice(sources),
            *self.chance.choice(((), ("-q",), ("--strict",), ("--law", self.chance.choice(REVISIONS)))),
        )
        form = self.chance.choice((*FORMATS, "-v"))  # with -v, JSON holds what the work was
        self.same("check", *options, *((form,) if form == "-v" else ("--format", form)))

    def gate(self) -> None:
        """The gate of a commit: of one that is being made, or as pre-commit calls it."""
        index = self.work.scratch.run("rev-parse", "--git-path", "index")
        environment = (("GIT_INDEX_FILE", str(self.work.scratch.path / index)),) if self.chance.random() < 0.7 else ()
        self.same("hook", "pre-commit", environment=environment)

    # What writes

    def sync(self) -> None:
        options = self.chance.choice(((), (), ("--staged",), ("--untracked",), ("--requires",)))
        self.commands.written(self.run("sync", *options), self.ledger())

    def dry_sync(self) -> None:
        how = self.chance.choice(
            (("--check",), ("--diff",), ("--requires", "--diff"), ("--check", "--renumber", "--base", "HEAD"))
        )
        self.same("sync", *how, *self.chance.choice(((), ("--staged",), ("--untracked",))))

    def baseline(self) -> None:
        there = (self.work.scratch.path / BASELINE).is_file()
        what = self.chance.choice((("INV407",), ("INV405",), ("T-1",), ("DEP203", "DEP210"), ("DEP203,D-1", "D-2")))
        grow = ("--accept", *what, "--because", "it goes soon")
        how = self.chance.choice(((), ("--prune",), grow))
        answer = self.commands.written(self.run("baseline", *how), (BASELINE,))
        if answer.code == FINE and not there and self.chance.random() < 0.5:
            (self.work.scratch.path / BASELINE).unlink(missing_ok=True)  # most days there is none

    def init(self) -> None:
        """What a first ledger would be; where there is one it is refused."""
        there = bool(ledger_files(self.work.scratch))
        self.expect(self.same("init", "--dry-run"), "init", codes=(REFUSED,) if there else (FINE, REFUSED))
        names = [*ledger_files(self.work.scratch), "archhook.toml", BASELINE]
        held = {self._path(name): self._path(name).read_bytes() for name in names if self._path(name).is_file()}
        for path in held:
            path.unlink()
        try:
            self.same("init", "--dry-run")
        finally:
            for path, content in held.items():
                path.write_bytes(content)

    def measure(self) -> None:
        """What is measured is never the same; that it is measured at all is."""
        if self.judged("--untracked") is None:
            return
        designs = self._nodes("--untracked", kind="design")
        if designs:
            argv = ("measure", "--design", self.chance.choice(designs), "--runs", "1", "--dry-run", "--", "true")
            self.expect(self.commands.once(self.run(*argv)), *argv)

    def claim(self) -> None:
        """Claims change what others are told: what they say is not compared, and all are given up."""
        if self.judged() is None:
            return
        tasks = self._nodes(kind="task")
        if tasks:
            task = self.chance.choice(tasks)
            self.expect(self.commands.once(self.run("claim", task)), "claim", task)
            for argv in (("claims",), ("release", "--all")):
                self.expect(self.commands.once(self.run(*argv)), *argv)

    def _path(self, name: str) -> Path:
        return self.work.scratch.path / name

    def rename(self) -> None:
        """A node gets another id, and the verdict is the same but for it; or it is said why not."""
        before = self.judged()
        ids = [] if before is None else self._nodes()
        if not ids:
            return
        old = self.chance.choice(ids)
        new = f"{parts(old)[0]}-{self.chance.choice(('w', 'word.of', ''))}{self.chance.randrange(10**6)}"
        files = (*self.ledger(), BASELINE, "measured.toml", "archhook.toml")
        answer = self.commands.written(self.run("rename", old, new), files)
        self.expect(answer, "rename", old, new, codes=(FINE, FOUND, REFUSED))
        after = self.judged()
        if answer.code == FINE and (after is None or _about(after, {}) != _about(before, {old: new})):
            raise WrongError(f"rename {old} {new}: another verdict than before\n{before}\n{after}")
        if answer.code == REFUSED and after != before:
            raise WrongError(f"rename {old} {new} was refused, and changed something")

    def ledger(self) -> tuple[str, ...]:
        """The files that `sync` may write."""
        return ("architecture/",) if (self._path("architecture")).is_dir() else ("architecture.py",)

    # What asks

    def _nodes(self, *snapshot: str, kind: str = "") -> list[str]:
        """The ids in force of a snapshot that can be judged."""
        answer = self.same("list", "--format", "json", *snapshot)
        self.expect(answer, "list", *snapshot)
        nodes = json.loads(answer.out)["nodes"]
        return [node["id"] for node in nodes if kind in ("", node["kind"])]

    def whole(self) -> None:
        """The questions about all that is there."""
        snapshot = self.chance.choice(SNAPSHOTS)
        argv = self.chance.choice((
            ("list", "--all"), ("list", "--format", "json"), ("ready",), ("ready", "--all", "--format", "json"),
            ("prime",), ("prime", "--format", "json"), ("graph",), ("budget",),
            ("graph", "--kind", "all", "--format", "dot", "--all"), ("graph", "--imports"),
            ("graph", "--imports", "--format", "json"),
            ("budget", "--format", "json"), ("report", "-o", "-"),
        ))  # fmt: skip
        self._answer(*argv, *snapshot, codes=(REFUSED,) if self.judged(*snapshot) is None else (FINE,))

    def about_node(self) -> None:
        snapshot = self.chance.choice(SNAPSHOTS)
        if self.judged(*snapshot) is None:
            self._answer("show", "I-1", *snapshot, codes=(REFUSED,))
            return
        command = self.chance.choice(("why", "impact", "show", "brief", "graph", "budget", "whatif"))
        nodes = self._nodes(*snapshot, kind="design" if command in ("budget", "whatif") else "")
        if not nodes:
            return
        node = self.chance.choice(nodes)
        form = ("--format", "json") if self.chance.random() < 0.5 else ()
        self._answer(command, node, *form, *snapshot, codes=(FINE,))

    def about_path(self) -> None:
        """A file that a node declares is answered for; others need not be."""
        snapshot = self.chance.choice(((), ("--untracked",)))
        paths = self.work.scratch.paths("*.py")
        if not paths:
            return
        path = self.chance.choice(paths)
        verdict = self.judged(*snapshot)
        command = self.chance.choice(("why", "impact", "brief"))
        answer = self._answer(command, path, *snapshot, codes=(FINE, FOUND, REFUSED))
        if verdict is not None and command == "why":
            nodes = self.commands.cold(self.run("list", "--fields", "file", "--format", "json", *snapshot)).out
            if any(one["file"] == path for one in json.loads(nodes)["nodes"]):
                tracked = snapshot or self.work.scratch.run("ls-files", "--", path)
                self.expect(answer, command, path, codes=(FINE,) if tracked else (FINE, FOUND, REFUSED))

    def since(self) -> None:
        """What changed: both sides have to be such as can be judged, or have no ledger yet."""
        revision = self.chance.choice(REVISIONS)
        argv = self.chance.choice((
            ("impact", "--since", revision), ("impact", "--since", revision, "--tests"), ("diff", revision),
            ("impact", "--since", revision, "--tests", "--wide"),
            ("whatif", "--since", revision),
            ("diff", f"{revision}..HEAD", "--format", "json"), ("report", "--since", revision, "-o", "-"),
        ))  # fmt: skip
        answer = self._answer(*argv, codes=(FINE, FOUND, REFUSED))
        there = self.work.scratch.git("rev-parse", "-q", "--verify", revision, check=False).returncode == 0
        sides = (("--rev", "HEAD"),) if ".." in argv[1] else ((),)
        if there and all(self.judged(*side) is not None for side in (*sides, ("--rev", revision))):
            unknown = "--tests" in argv and "which tests to run is not known" in answer.err
            self.expect(answer, *argv, codes=(REFUSED if unknown else FINE,))

    def _answer(self, *argv: str, codes: tuple[int, ...]) -> Answer:
        return self.expect(self.same(*argv), *argv, codes=codes)
