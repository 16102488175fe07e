"""[I/O] A repository as `archhook init` finds it: entries, configuration, what the files hold. Nothing is run."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.adopt.project_metadata import (
    METADATA,
    READMES,
    first_heading,
    first_paragraph,
    name_and_description,
    python_wanted,
    readme_text,
    shipped_by,
)
from archhook.adopt.readme_promises import promises
from archhook.adopt.repository_facts import Facts, guarded_lines, held
from archhook.author.file_titles import file_title
from archhook.author.prose import plain
from archhook.cache.encoding import dumps, loads
from archhook.check.full import read_config, read_pytest
from archhook.check.run import Run
from archhook.errors import ConfigError, GitError, UsageError
from archhook.inventory.collect import inventory_from
from archhook.inventory.module_names import folder_of
from archhook.inventory.roles import Roles
from archhook.model.config import CONFIG_FILES, PYTEST_FILES, Config
from archhook.project.pytest_settings import settings
from archhook.project.toml import Table
from archhook.report.text import count
from archhook.snapshot.changeset import SYMLINK, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.adopt.repository_facts import Held
    from archhook.cache.cache import Store
    from archhook.check.request import Progress, Request
    from archhook.inventory.collect import Inventories
    from archhook.project.pytest_settings import Settings
    from archhook.snapshot.changeset import Entry
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo


BUILT_BY = frozenset({"pyproject.toml", "setup.cfg", "setup.py"})
BATCH = 256
"""So many files are read at a time for their docstrings."""


class Place(NamedTuple):
    """The project that is adopted: its repository, its folder, and how it is configured so far."""

    repo: Repo | Folder
    run: Run
    prefix: str  # the project's folder below the top, "" or with a final slash
    named: str  # the file that `--config` names in it
    entries: Mapping[str, Entry]  # every path of the snapshot, relative to the project
    config: Config
    configured: str  # the file that configures archhook already, "" where none does
    untracked: bool  # git tracks no Python file yet: those that it does not ignore were taken
    missing: tuple[str, ...]  # the Python files that git tracks and the work tree has not, sorted

    @property
    def folder(self) -> str:
        """The project's folder on disk."""
        return os.path.join(self.repo.toplevel, self.prefix) if self.prefix else self.repo.toplevel


def open_place(request: Request, store: Store, repo: Repo | Folder) -> Place:
    """The project that a request names. `ArchhookError` where there is none that could be adopted."""
    if not repo.toplevel:
        raise GitError("there is no work tree here, so there is nowhere to write a ledger", fix="go to a work tree")
    run = Run(request, repo, store)
    if run.prefix and not os.path.isdir(os.path.join(repo.toplevel, run.prefix)):
        raise UsageError(f"--config names a file in {run.prefix}, and there is no such folder", fix="correct the path")
    entries = {change.path: change.entry for change in repo.changes("worktree", "") if change.entry is not None}
    missing = _missing(repo, run.prefix, entries)
    untracked = not any(path.startswith(run.prefix) and path.endswith(".py") for path in entries)
    if untracked:
        others = ((path, repo.files.entry(path)) for path in repo.untracked())
        entries |= {path: entry for path, entry in others if entry is not None}
        untracked = any(path.startswith(run.prefix) and path.endswith(".py") for path in entries) and bool(repo.git_dir)
    inner = {path[len(run.prefix) :]: entry for path, entry in sorted(entries.items()) if path.startswith(run.prefix)}
    config, configured = _configured(run, inner)
    return Place(repo, run, run.prefix, run.named, inner, config, configured, untracked, missing)


def _missing(repo: Repo | Folder, prefix: str, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The Python files of a project that git tracks and the work tree has not, relative to it. `UsageError` where it
    has none of them.
    """
    tracked = [change.path for change in repo.changes("index", "")] if repo.git_dir else []
    wanted = [path for path in tracked if path.startswith(prefix) and path.endswith(".py")]
    missing = [path for path in wanted if path not in entries]
    if missing and len(missing) == len(wanted):
        raise UsageError(
            f"git tracks {count(len(missing), 'Python file')} here, and the work tree has none of them; nothing was "
            "written",
            fix=f"`git restore {prefix or '.'}` brings them back; if they are to go, commit that first",
        )
    return tuple(sorted(path[len(prefix) :] for path in missing))


def _configured(run: Run, entries: Mapping[str, Entry]) -> tuple[Config, str]:
    """(the configuration so far, the file that holds it; "" for none)."""
    if run.named and run.named not in entries:
        if os.path.isdir(os.path.join(run.repo.toplevel, run.prefix + run.named)):
            raise UsageError(
                f"--config names a file, and {run.prefix}{run.named} is a folder",
                fix=f"--config {run.prefix}{run.named}/archhook.toml",
            )
        if os.path.lexists(os.path.join(run.repo.toplevel, run.prefix + run.named)):
            raise ConfigError(
                f"{run.prefix}{run.named} exists, and git does not track it", fix=f"git add {run.prefix}{run.named}"
            )
        if run.named not in CONFIG_FILES:
            return Config(pytest=read_pytest(entries, run.repo.blobs, run.prefix)[0]), ""
    named = run.named if run.named in entries else ""
    config, present = read_config(entries, run.repo.blobs, run.prefix, named)
    for path, oid in present.items():
        if path not in (*CONFIG_FILES, named):
            continue  # pytest's own
        if path.rpartition("/")[2] != "pyproject.toml":
            return config, path
        if Table.of_pyproject(path, run.repo.blobs((oid,))[oid]) is not None:
            return config, path
    own = os.path.join(run.repo.toplevel, run.prefix, "archhook.toml")
    if "archhook.toml" not in entries and os.path.lexists(own):
        raise ConfigError(
            f"{run.prefix}archhook.toml exists, and git does not track it",
            fix=f"`git add {run.prefix}archhook.toml`, or remove it",
        )
    return config, ""


def facts_of(place: Place, inventories: Inventories, progress: Progress) -> Facts:
    """What the project holds and says. `progress` is told of every file that was read."""
    role_of = Roles(place.config, ()).role_of
    roles = {path: role_of(path, entry.mode) for path, entry in place.entries.items()}
    roles = {path: role for path, role in roles.items() if role in ("governed", "test")}
    paths_of: dict[str, list[str]] = {}
    for path in roles:
        paths_of.setdefault(place.entries[path].oid, []).append(path)
    inventories.begin(paths_of)  # the workers parse while the docstrings are read
    read = _read(place, paths_of)
    files: dict[str, Held] = {}
    answers = inventories.each(paths_of, lambda oid: dumps(inventories.of(oid)))
    for number, (oid, answer) in enumerate(answers, 1):
        inventory = inventory_from(loads(answer))
        for path in paths_of[oid]:
            titles, guarded = read[oid]
            files[path] = held(path, inventory, titles[path], place.config)._replace(guarded=guarded)
        progress(number, len(paths_of))
    texts = {path: _text(place, path) for path in (*METADATA, *READMES) if path in place.entries}
    name, description = name_and_description(texts)
    readme = next((texts[path] for path in READMES if path in texts), b"")
    name = name or first_heading(readme) or _folder_name(place)
    return Facts(
        dict(sorted(files.items())),
        roles,
        name,
        description,
        first_paragraph(readme, name),
        _projects(place, files),
        _built(place),
        _taken(place),
        shipped_by(texts),
        promises(readme_text(readme)),
        python_wanted(texts),
    )


def _folder_name(place: Place) -> str:
    """What a project is called that says nothing of itself: as its repository elsewhere, else as its folder."""
    origin = re.split(r"[/:\\]", place.repo.origin().rstrip("/"))[-1].removesuffix(".git") if not place.prefix else ""
    return plain(origin) or os.path.basename(place.folder.rstrip("/")) or "project"


def pytest_settings(place: Place) -> Settings | None:
    """All that pytest is told in the project; None where nobody tells it anything."""
    regular = [path for path in PYTEST_FILES if path in place.entries and place.entries[path].mode.startswith("100")]
    return settings({path: _text(place, path) for path in regular})


def conftests(place: Place, facts: Facts) -> dict[str, bytes]:
    """The `conftest.py` of the project, as they are."""
    paths = [path for path in facts.files if path.rpartition("/")[2] == "conftest.py"]
    blobs = place.repo.blobs([place.entries[path].oid for path in paths]) if paths else {}
    return {path: blobs[place.entries[path].oid] for path in paths}


def _read(place: Place, paths_of: Mapping[str, list[str]]) -> dict[str, tuple[dict[str, str], range]]:
    """Blob -> the title of each of the files that it is, and the lines under its main guard."""
    oids = list(paths_of)
    found = {}
    for start in range(0, len(oids), BATCH):
        for oid, source in place.repo.blobs(oids[start : start + BATCH]).items():
            titles = {path: file_title(source, path) for path in paths_of[oid]}
            found[oid] = titles, guarded_lines(source)
    return found


def _text(place: Place, path: str) -> bytes:
    """A file's bytes; of a link to a file of the project, that one's; nothing for whatever else it is."""
    entry = place.entries[path]
    if entry.mode == SYMLINK:
        target = decode(place.repo.blobs((entry.oid,))[entry.oid])
        entry = place.entries.get(os.path.normpath(os.path.join(os.path.dirname(path), target)), entry)
    return place.repo.blobs((entry.oid,))[entry.oid] if entry.mode.startswith("100") else b""


def _projects(place: Place, files: Mapping[str, Held]) -> tuple[str, ...]:
    """The folders below the project's own that hold a ledger or a configuration of archhook, the outermost ones."""
    found = set()
    for path in place.entries:
        folder, _, name = path.rpartition("/")
        if not folder:
            continue
        inner = files.get(path)
        ledger = inner is not None and inner.ledger
        if (
            name == "archhook.toml"
            or (ledger and name == "architecture.py")
            or (name == "pyproject.toml" and b"[tool.archhook" in _text(place, path))
        ):
            found.add(folder + "/")
        if path.endswith("/architecture/__init__.py") and any(
            one.ledger and other.startswith(folder + "/") for other, one in files.items()
        ):
            found.add(folder.removesuffix("architecture"))
    found.discard("")
    return tuple(sorted(one for one in found if not any(one != other and one.startswith(other) for other in found)))


def _built(place: Place) -> frozenset[str]:
    """The folders that hold what builds a project: "" for the top, the others with a final slash."""
    found = {folder_of(path) for path in place.entries if path.rpartition("/")[2] in BUILT_BY}
    return frozenset({"", *(folder for folder in found if f"{folder}__init__.py" not in place.entries)})


def _taken(place: Place) -> frozenset[str]:
    """The names in the project's folder."""
    try:
        return frozenset(os.listdir(place.folder))
    except OSError as error:
        raise UsageError(f"{place.folder} cannot be read: {error.strerror}") from None
