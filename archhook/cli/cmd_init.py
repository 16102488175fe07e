"""`archhook init`."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from archhook.adopt.first_baseline import frozen_lines
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.cli.console import Bar, cache_dir, current_folder, deliver, say
from archhook.model.vocabulary import DETAILS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.adopt.init_run import Adopted
    from archhook.adopt.new_configuration import Settings
    from archhook.adopt.planned_nodes import Plan, Planned
    from archhook.adopt.repository import Place
    from archhook.cli.arguments import Invocation

KINDS = (("intent", "Intent"), ("requirement", "Requirement"), ("design", "Design"), ("task", "Task"), ("test", "Test"))

SHOWN = 10
"""So many files of one kind are named."""

FLAT = 20
"""So many files of one folder that are declared one by one are worth a word."""

COMMANDS = (
    Command(
        "init",
        "write a first ledger for the code that is there",
        (
            Option("--dry-run", "say what would be written, and write nothing"),
            Option(
                "--detail",
                "how much the ledger says: every name (symbols, the default), files, or folders where one will do",
                "DETAIL",
                choices=DETAILS,
            ),
            Option("--exclude-unreadable", "leave out the files that the Python that runs here cannot read"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        detail="Reads the files that git tracks, and runs none of them. What the project does not fulfil yet"
        "\nis written into archhook.toml, with the number of findings that each line hides; imports that would close a"
        "\ncircle of `requires`, and tests that cannot fail, are frozen one by one in archhook-baseline.txt."
        "\nWhere the Python that runs here cannot read a file, nothing is written unless --exclude-unreadable is given."
        "\nNothing is ever overwritten. The new files are staged (`git add`), and nothing else is: so `archhook check`"
        "\nsees them at once, and `git stash` takes them along.",
        examples=(
            ("init --dry-run", "what a ledger of this project would hold"),
            ("init --config services/shop/archhook.toml", "adopt a project below the repository's top"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Plans, judges and writes the first ledger. ArchhookError where that cannot be done: then nothing is written."""
    from archhook.adopt.init_run import adopt, write
    from archhook.atomic import refuse_beyond_link
    from archhook.cache.cache import Store
    from archhook.check.api import default_cache
    from archhook.check.request import Request
    from archhook.cli.arguments import in_snapshot
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo

    folder = current_folder()
    repo = Repo.open(folder) or Folder(folder)
    named = cache_dir(invocation.value("--cache-dir"), environment) or default_cache(repo)
    store = Store("" if invocation.on("--no-cache") else named)
    try:
        request = Request(folder, config_path=in_snapshot(invocation.value("--config")))
        with Bar("reading", quiet=invocation.on("--quiet")) as bar:
            exclude, detail = invocation.on("--exclude-unreadable"), invocation.value("--detail")
            adopted = adopt(request, repo, store, bar, exclude_unreadable=exclude, detail=detail)
            if invocation.on("--verify-cache"):
                alone = adopt(request, repo, Store(""), bar, exclude_unreadable=exclude, detail=detail)
                _verify(adopted, alone)
        trouble, staged = "", False
        if not invocation.on("--dry-run"):
            for path in adopted.files:
                refuse_beyond_link(repo.toplevel, adopted.place.prefix + path)
            write(adopted.place.folder, adopted.files)
            trouble = _told_git(adopted)
            staged = not trouble and not adopted.place.untracked
        store.flush()
    finally:
        store.close()
    if not invocation.on("--quiet"):
        dry, folders = invocation.on("--dry-run"), detail == "folders"
        deliver("".join(f"{line}\n" for line in report(adopted, dry=dry, staged=staged, folders=folders)))
    if trouble:
        say(f"archhook: {trouble}")
    return 0


def _verify(adopted: Adopted, alone: Adopted) -> None:
    """`CacheMismatch` where with what is remembered something else is to be written than without."""
    if adopted.files != alone.files:
        from archhook.check.request import CacheMismatch

        differing = sorted(dict(adopted.files.items() ^ alone.files.items()))
        raise CacheMismatch(f"with what is remembered, other files come out than without: {', '.join(differing)}")


def _told_git(adopted: Adopted) -> str:
    """Stages what was written, so that `archhook check` sees it at once; what git objects to, if it does."""
    from archhook.errors import GitError

    place = adopted.place
    if place.untracked:  # nothing is tracked yet, and the ledger alone would be a ledger of missing files
        return ""
    try:
        place.repo.stage(place.prefix + path for path in sorted(adopted.files))
    except GitError as error:
        return error.message
    return ""


def report(adopted: Adopted, *, dry: bool = False, staged: bool = True, folders: bool = False) -> Iterable[str]:
    """What was done, or would be, and the next steps, line by line.

    `staged`: git has the new files already. `folders`: one Task for each was asked for.
    """
    from archhook.adopt.planned_nodes import MARK
    from archhook.report.text import count, printable

    place, plan, settings = adopted.place, adopted.plan, adopted.settings

    def from_here(path: str) -> str:
        """A path of the project as it is to be typed in the current folder."""
        here = os.path.relpath(os.path.join(place.folder, path), place.run.request.cwd)
        return shlex.quote(here + "/" * path.endswith("/"))

    wrote = "would write" if dry else "wrote"
    counts = [count(plan.count(kind), word) for kind, word in KINDS]
    names = sum(len(names) for node in plan.nodes if node.kind == "task" for _, names in node.names)
    counts += [count(names, "name")] if names else []
    modules = sorted(adopted.ledger)
    ledger = modules[0] if len(modules) == 1 else modules[0].rpartition("/")[0] + "/"
    size = sum(text.count("\n") for text in adopted.ledger.values())
    many = f"{len(modules)} modules, " if len(modules) > 1 else ""
    yield f"{wrote} {from_here(ledger)} ({many}{size} lines): {', '.join(counts)}"
    yield from _beside(plan)
    yield from _whole_folders(plan)
    yield from _one_by_one(plan) if folders else ()
    for path in adopted.configuration:
        yield f"{wrote} {from_here(path)}:"
        yield from (f"  {line}" for line in _exempted(settings))
    for path in adopted.baseline:
        yield f"{wrote} {from_here(path)}:"
        yield from (f"  {line}" for line in frozen_lines(adopted.frozen, adopted.place.config.baseline))
    yield from _nothing_there(adopted)
    for note in adopted.notes:
        yield f"tests: {printable(note)}"
    marked = sum(MARK in line for text in adopted.ledger.values() for line in text.split("\n"))
    search = f"grep -rn {MARK} {from_here(ledger)}"
    if settings.new_ids and not adopted.configuration:
        where = from_here(place.configured)
        yield f'to be added to {where}, so that new ids stay words: new-ids = "{settings.new_ids}"'
    yield f"{count(marked, 'placeholder')} to be written anew by people: {search}"
    yield f"judged: {count(adopted.verdict.chains, 'chain')} {'holds' if adopted.verdict.chains == 1 else 'hold'}"
    if dry:
        yield "nothing was written: that was a dry run"
        return
    yield "Next:"
    files = " ".join(from_here(one) for one in (ledger, *adopted.configuration, *adopted.baseline))
    yield from _next(place, from_here("") if place.untracked else files, staged=staged)


def _next(place: Place, files: str, *, staged: bool) -> Iterable[str]:
    """What to type once a ledger is written: `files` are to be committed. `staged`: git has them already."""
    from archhook.hooks.install import way_in

    git = bool(place.repo.git_dir)
    if git and not staged:
        yield f"  git add {files}"
    config = shlex.quote(place.run.request.config_path) if place.run.request.config_path else ""
    yield f"  archhook check{f' --config {config}' if config else ''}"
    if git:
        way = way_in(place.repo.toplevel, config)
        yield from (f"  {one}" for one in way.commands)
        if way.config:
            hooks = shlex.quote(os.path.relpath(os.path.join(place.repo.toplevel, way.config), place.run.request.cwd))
            yield f"  git add {hooks}"
            files += f" {hooks}"
        yield f"  git commit {files}"


def _beside(plan: Plan) -> Iterable[str]:
    """Which code lies beside the product."""
    from archhook.report.text import few, printable

    if plan.around:
        around = few([printable(folder or ".") for folder in plan.around], SHOWN, ", ...")
        waived = sorted({code for node in plan.nodes if node.references for code in node.waives})
        why = f" (waives {', '.join(waived)}: not tested for its own sake)" if waived else ""
        yield f"  code beside the product, which never requires it: {around}{why}"


def _whole_folders(plan: Plan) -> Iterable[str]:
    """How many Tasks and Tests declare all of a folder."""
    from archhook.report.text import count

    whole = [(kind, word) for kind, word in KINDS[3:] if any(_of_folder(node, kind) for node in plan.nodes)]
    if whole:
        numbers = [sum(_of_folder(node, kind) for node in plan.nodes) for kind, _ in whole]
        found = [count(number, word) for number, (_, word) in zip(numbers, whole, strict=True)]
        declare = "declares" if numbers == [1] else "declare"
        yield f"  of these, {' and '.join(found)} {declare} all of a folder: a new file in it needs nothing"


def _nothing_there(adopted: Adopted) -> Iterable[str]:
    """What to say of files that are not there."""
    from archhook.report.text import count, few, printable

    plan, place = adopted.plan, adopted.place
    if place.missing:
        some = few([printable(path) for path in place.missing], SHOWN, ", ...")
        are = "is" if len(place.missing) == 1 else "are"
        many = count(len(place.missing), "tracked Python file")
        yield f"{many} {are} missing in the work tree, and {are} no part of this ledger: {some}"
    if not any(plan.count(kind) for kind in ("task", "test")):
        files = "git tracks no Python file here" if place.repo.git_dir else "there is no Python file here"
        yield f"{files}: `archhook sync` takes in what will be written, the goals are for you to write now"


def _of_folder(node: Planned, kind: str) -> bool:
    return node.kind == kind and node.file.endswith("/")


def _one_by_one(plan: Plan) -> Iterable[str]:
    """Why most files are declared by their paths, though folders were asked for."""
    from archhook.report.text import count, printable

    found: dict[str, list[Planned]] = {}
    tasks = [node for node in plan.nodes if node.kind == "task"]
    for node in tasks:
        if not node.file.endswith("/"):
            found.setdefault(node.file.rpartition("/")[0], []).append(node)
    folder, alone = max(found.items(), key=lambda item: len(item[1]), default=("", []))
    if len(alone) < FLAT or 2 * len(alone) < len(tasks):
        return
    several = len({node.references for node in alone}) > 1
    why = "they belong to several Designs" if several else "it holds the product, so that each new file in it is placed"
    where = printable(f"{folder}/") if folder else "the project's folder"
    yield f"  {count(len(alone), 'file')} of {where} have a Task each, and no folder says less: {why}"


def _exempted(settings: Settings) -> Iterable[str]:
    """What the configuration exempts, line by line."""
    from archhook.report.text import count, few, printable

    if settings.ledger:
        yield f"the ledger is {settings.ledger}: the name `architecture` is taken by something that is no ledger"
    if settings.exclude:
        number = sum(one.files for one in settings.exclude)
        unread = [one.unread for one in settings.exclude if one.unread]
        some = "it" if number == 1 else "them" if len(unread) == number else f"{len(unread)} of them"
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        why = f"; {some} Python {version} cannot read" if unread else ""
        patterns = count(len(settings.exclude), "pattern")
        yield f"{count(number, 'file')} excluded by {patterns}, each with its reason{why}"
        yield from (f"  {printable(path)}" for path in unread[:SHOWN])
        if len(unread) > SHOWN:
            yield f"  and {len(unread) - SHOWN} more"
    product = [one for one in settings.tests[1] if one.pattern.startswith("!")]
    if len(settings.tests[1]) > len(product):
        yield f"{count(len(settings.tests[1]) - len(product), 'pattern')} added to what holds tests"
    if product:
        some, number = few([printable(one.pattern[2:]) for one in product], SHOWN, ", ..."), len(product)
        yield f"{count(number, 'file')} named like tests and holding none, governed as code of the product: {some}"
    if settings.roots[1]:
        yield f"{count(len(settings.roots[1]), 'source root')} added"
    if settings.new_ids:
        yield "ids of Tasks and Tests are words, made from the paths of their files"
    if settings.symbols:
        yield 'symbols = "files": every file is declared, the names in it are not (`archhook detail symbols` adds them)'
    for code, number in sorted(settings.severity.items()):
        yield f"{code} is off and hides {count(number, 'finding')}"
