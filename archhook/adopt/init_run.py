"""[I/O] `archhook init`: reads a repository, plans its first ledger, judges it before it is written, and writes it."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.adopt.coarse_nodes import in_detail
from archhook.adopt.exclusions import exclusions
from archhook.adopt.file_imports import Graph, source_roots
from archhook.adopt.first_baseline import FROZEN, baseline_of, is_frozen
from archhook.adopt.first_ledger import plan_of
from archhook.adopt.holding_tests import product_code, test_patterns, told_by_pytest
from archhook.adopt.init_notes import named_only_notes, pytest_doubts, unreadable
from archhook.adopt.ledger_layout import modules_of
from archhook.adopt.new_configuration import Settings, toml
from archhook.adopt.new_ledger_place import place_of_ledger
from archhook.adopt.purpose import stands_apart
from archhook.adopt.repository import conftests, facts_of, open_place, pytest_settings
from archhook.author.style import style_files, style_of
from archhook.check.full import Source, full_state, read_config
from archhook.check.request import Request
from archhook.check.verdict import verdict_of
from archhook.errors import ArchhookError, ConfigError
from archhook.inventory.roles import Roles
from archhook.model.config import WORDS
from archhook.model.findings import PLACEHOLDERS
from archhook.model.vocabulary import FILES, SYMBOLS
from archhook.project.baseline import parse as read_baseline
from archhook.project.configuration import read_config as parse
from archhook.snapshot.changeset import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.adopt.planned_nodes import Plan
    from archhook.adopt.repository import Place
    from archhook.adopt.repository_facts import Facts
    from archhook.cache.cache import Store
    from archhook.check.request import Progress
    from archhook.check.state import State
    from archhook.model.findings import Finding, Verdict
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo

DEBTS = frozenset({"TRC104", "TST505", "TST506", "TST507", "TST508"})
"""What a project may not keep yet: such a law is off until it does."""


class Adopted(NamedTuple):
    """What was planned and judged: texts by path (relative to the project), and what there is to tell."""

    place: Place
    facts: Facts
    plan: Plan
    settings: Settings
    ledger: Mapping[str, str]
    configuration: Mapping[str, str]
    frozen: tuple[Finding, ...]  # what the baseline is to hold
    verdict: Verdict
    notes: tuple[str, ...]  # what may let pytest run other tests than count here

    @property
    def baseline(self) -> dict[str, str]:
        """The baseline, where there is anything to freeze."""
        return {self.place.config.baseline: baseline_of(self.frozen)} if self.frozen else {}

    @property
    def files(self) -> dict[str, str]:
        """All that is to be written."""
        return {**self.ledger, **self.configuration, **self.baseline}


def adopt(
    request: Request,
    repo: Repo | Folder,
    store: Store,
    progress: Progress,
    *,
    exclude_unreadable: bool = False,
    detail: str = "",
) -> Adopted:
    """The first ledger of a project and its configuration, judged by the check; nothing is written.

    `exclude_unreadable`: files that the running Python cannot read are left out, with the reason. `detail`: one of
    `DETAILS`, "" for what the configuration says. `ArchhookError`: there are such files and nobody said so, there is a
    ledger already, or a configuration that does not say what would have to be said.
    """
    place = open_place(request, store, repo)
    detail = detail or (FILES if place.config.symbols == FILES else SYMBOLS)
    facts = facts_of(place, place.run.inventories, progress)
    where = place_of_ledger(place, facts)
    everything = facts
    facts, settings = _without(place, facts, where)
    unread = [one.unread for one in settings.exclude if one.unread]
    if unread and not exclude_unreadable:
        raise unreadable(everything, unread, place.prefix, request.config_path)
    roots = (*settings.roots[0], *settings.roots[1])
    graph = Graph(facts.files, roots)
    form = place.config.new_ids or settings.new_ids
    plan = plan_of(facts, graph, roots, lambda path: _to_declare(path, facts), words=form == WORDS)
    plan = in_detail(plan, detail, facts, roots, words=form == WORDS)
    settings.symbols = FILES if detail != SYMBOLS and place.config.symbols != FILES else ""
    style = style_of(style_files(place.repo.files.read, place.prefix))
    ledger = modules_of(plan, facts.name, where or "architecture", style)
    if settings.ledger:
        settings.ledger = f"{where}.py" if f"{where}.py" in ledger else where
    settings, frozen, verdict = _judged(place, ledger, settings)
    wanted = toml(settings, pyproject=place.configured.endswith("pyproject.toml"))
    if place.configured and settings:
        raise ConfigError(
            "archhook is configured here already, and a ledger of today's code needs more; nothing was written",
            path=place.prefix + place.configured,
            fix="add these lines (join the lists of a key that is there), and run `archhook init` again:\n" + wanted,
        )
    configuration = {_config_file(place): wanted} if wanted and not place.configured else {}
    tests = place.config._replace(tests=(*settings.tests[0], *(one.pattern for one in settings.tests[1])))
    notes = (
        *pytest_doubts(pytest_settings(place), place.config, conftests(place, facts), facts),
        *named_only_notes(facts, tests),
    )
    return Adopted(place, facts, plan, settings, ledger, configuration, frozen, verdict, notes)


def _config_file(place: Place) -> str:
    named = place.named
    return named if named and named.rpartition("/")[2] != "pyproject.toml" else "archhook.toml"


def _to_declare(path: str, facts: Facts) -> bool:
    """Whether the laws ask for a Task for a governed file."""
    name = path.rpartition("/")[2]
    return name != "conftest.py" and (name != "__init__.py" or facts.files[path].names > 0)


def _without(place: Place, facts: Facts, where: str) -> tuple[Facts, Settings]:
    """The facts without what is excluded, with the roles that the settings give, and the settings."""
    config = place.config
    tests = test_patterns(facts, config.pytest.testpaths)
    if tests:
        tests += told_by_pytest(facts, config)
        config = config._replace(tests=(*config.tests, *(one.pattern for one in tests)), own_tests=True)
    facts = facts._replace(roles=_roles(place, facts.roles, config))
    excluded = exclusions(facts)
    config = config._replace(exclude=(*config.exclude, *(one.pattern for one in excluded)))
    if not place.configured:
        product = product_code(facts._replace(roles=_roles(place, facts.roles, config)), config)
        if product:
            tests += () if tests else told_by_pytest(facts, config)
            tests += product
            patterns = (*place.config.tests, *(one.pattern for one in tests))
            config = config._replace(tests=patterns, own_tests=True)
    roles = _roles(place, facts.roles, config)
    files = {path: held for path, held in facts.files.items() if path in roles}
    governed = [path for path, role in roles.items() if role == "governed"]
    known = place.config.source_roots
    roots = source_roots(files, governed, known)
    elsewhere = "" if place.config.ledger else where
    there = known if place.configured else tuple(root for root in known if _is_there(root, files))
    added = tuple(root for root in roots[len(known) :] if not stands_apart(f"{root}/", facts.built))
    if all(stands_apart(path, facts.built) for path in governed):
        added = roots[len(known) :]
    settings = Settings(elsewhere, excluded, (place.config.tests, tests), (there, added), {})
    settings.new_ids = "" if place.config.new_ids else WORDS
    return facts._replace(files=files, roles=roles), settings


def _is_there(root: str, files: Iterable[str]) -> bool:
    return root == "." or any(path.startswith(f"{root.strip('./')}/") for path in files)


def _roles(place: Place, paths: Iterable[str], config: object) -> dict[str, str]:
    role_of = Roles(config, ()).role_of  # type: ignore[arg-type]  # a Config
    roles = {path: role_of(path, place.entries[path].mode) for path in paths}
    return {path: role for path, role in roles.items() if role != "other"}


def _judged(
    place: Place, ledger: Mapping[str, str], settings: Settings
) -> tuple[Settings, tuple[Finding, ...], Verdict]:
    """The settings with every law off that the project does not keep yet, the findings that are to be frozen, and the
    verdict with both: it is clean, but for what people have to write.
    """
    state = _state(place, ledger, settings)
    found = _verdict(place, state).findings
    frozen = tuple(finding for finding in found if is_frozen(finding, strict=place.config.strict))
    counted = Counter(finding.code for finding in found if finding.code not in FROZEN)
    if not counted.keys() <= DEBTS:
        raise _mistaken(found)
    settings.severity = dict(counted)
    if counted:
        known = dict(place.config.severity) | dict.fromkeys(counted, "off")
        state.config = state.config._replace(severity=tuple(sorted(known.items())))
        written = toml(settings)
        if not place.configured and parse("archhook.toml", written.encode()).severity != state.config.severity:
            raise ArchhookError("the configuration that was to be written does not say what it should")
    if frozen:
        path = place.config.baseline
        state.freeze(read_baseline(path, baseline_of(frozen).encode()))
    verdict = _verdict(place, state)
    if any(one.code != PLACEHOLDERS for one in verdict.findings):
        raise _mistaken(verdict.findings)
    return settings, frozen, verdict


def _mistaken(findings: Iterable[Finding]) -> ArchhookError:
    """The ledger that was planned does not hold: a bug, and better said than written."""
    found = next(one for one in findings if one.code not in DEBTS and one.code not in FROZEN)
    return ArchhookError(
        f"the ledger that was planned does not hold, nothing was written: {found.code} {found.message}",
        path=found.path,
        line=found.line,
        column=found.column,
        fix="please report this; until it is mended, name what is at fault in `exclude` of archhook.toml",
    )


def _state(place: Place, ledger: Mapping[str, str], settings: Settings) -> State:
    """The project with its ledger and its configuration, as the check sees it: only these files lie in memory."""
    extra = {path: text.encode() for path, text in ledger.items()}
    wanted = toml(settings)
    if wanted and not place.configured:
        extra[_config_file(place)] = wanted.encode()
    blobs = place.repo.blobs
    entries = {**place.entries, **{path: Entry("100644", place.repo.files.hold(data)) for path, data in extra.items()}}
    config = read_config(entries, blobs, place.prefix, place.named if place.named in entries else "")
    if place.configured:  # what would have to be added to it is told: the verdict is the one with it
        changed = parse("archhook.toml", wanted.encode()) if wanted else place.config
        config = (
            place.config._replace(
                exclude=(*place.config.exclude, *changed.exclude) if wanted else place.config.exclude,
                tests=changed.tests if settings.tests[1] else place.config.tests,
                own_tests=changed.own_tests if settings.tests[1] else place.config.own_tests,
                ledger=settings.ledger or place.config.ledger,
                symbols=settings.symbols or place.config.symbols,
            ),
            config[1],
        )
    return full_state(Source(place.run.store, blobs, place.run.inventories, place.prefix), entries, config)


def _verdict(place: Place, state: State) -> Verdict:
    facts = state.facts(place.run.inventories)
    return verdict_of(state, facts, Request("", strict=True), "")


def write(folder: str, files: Mapping[str, str]) -> None:
    """Writes all files or none; a file that is there is never replaced. `ArchhookError` where that cannot be done."""
    made: list[str] = []
    try:
        for path, text in sorted(files.items()):
            target = os.path.join(folder, path)
            for parent in _missing(os.path.dirname(target)):
                os.mkdir(parent)
                made.append(parent)
            with open(target, "xb") as file:
                made.append(target)
                file.write(text.encode())
    except BaseException as error:
        for target in reversed(made):
            (os.rmdir if os.path.isdir(target) else os.unlink)(target)
        if isinstance(error, OSError):
            raise ArchhookError(
                f"the ledger cannot be written: {error.strerror}; nothing was written", path=str(error.filename or "")
            ) from None
        raise


def _missing(folder: str) -> list[str]:
    """The folders of a path that are not there, the outermost first."""
    found: list[str] = []
    while folder and not os.path.isdir(folder):
        found.insert(0, folder)
        folder = os.path.dirname(folder)
    return found
