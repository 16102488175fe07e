"""archhook's gates in `.pre-commit-config.yaml`: which of them run, what keeps the others from it,
and what lets commits past those that do.
"""

from __future__ import annotations

import shlex
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple

FILE = ".pre-commit-config.yaml"
NEEDED = {"archhook": "pre-commit", "archhook-push": "pre-push"}
"""Id of a gate -> the stage of git's at which it has to run."""

_OLD_STAGES = {"commit": "pre-commit", "push": "pre-push", "merge-commit": "pre-merge-commit"}
_NARROWING = ("files", "exclude", "types", "types_or", "exclude_types")
_ENTRIES = {"archhook": "archhook hook pre-commit", "archhook-push": "archhook hook pre-push"}
_LANGUAGES = ("python", "system", "unsupported")  # the last is the new name of the second
_TRUE = ("true", "yes", "on")  # as pre-commit reads YAML, in any case

SWITCHES = ("--strict", "--no-cache", "--verify-cache", "--verbose", "--quiet", "-v", "-q")
VALUED = ("--config", "--format", "--output", "-o", "--color")
"""The options with which a gate judges all the same. Of the others some print something and judge nothing, and one
names what is remembered of earlier judgements.
"""


class Gap(NamedTuple):
    """One thing by which commits may get past a gate that runs. `key`: of the configuration, what it stands at."""

    key: str
    what: str
    line: int


class Gate(NamedTuple):
    """One of archhook's hooks, as pre-commit is told of it. `why`: what keeps it from running, "" for nothing.

    `lines`: key -> its line, of what the hook itself says · `cause`: the line that keeps it from running, else its own
    `args`: what it is called with · `rev`: the version of archhook that is run, "" for a local hook · `entry`: what the
    hook says that it runs, "" where the published one says it · `repo`: where the hook is from
    """

    hook: str
    line: int
    why: str = ""
    args: tuple[str, ...] = ()
    rev: str = ""
    entry: str = ""
    lines: Mapping[str, int] = {}  # never changed
    cause: int = 0
    repo: str = ""
    gaps: tuple[Gap, ...] = ()

    def at(self, key: str) -> int:
        """The line of a key, or that of the hook where it does not have it."""
        return self.lines.get(key, self.line)

    @property
    def config(self) -> str:
        """The configuration of the project that is judged, "" for the one at the top."""
        return value_of((*self.entry.split(), *self.args), "--config")

    @property
    def key(self) -> tuple[str, ...]:
        """What it is the gate of: of two projects in one repository each has its own."""
        return (self.hook, self.config) if self.config else (self.hook,)


def value_of(words: tuple[str, ...], option: str) -> str:
    """The value of an option in a command line, the last one given; "" where it is not given."""
    found = ""
    for word, following in pairwise((*words, "")):
        if word.partition("=")[0] == option:
            found = word.partition("=")[2] or following
    return found


def gates_of(text: str) -> tuple[Gate, ...] | None:
    """The gates that a configuration of pre-commit names, in its order; None where it cannot be read.

    What is looked at: whatever may let more through than what `archhook install` writes: stages, also by
    `default_stages`; filters by file where it need not always run; what is run, in which language, with which
    arguments and packages; what pre-commit.ci skips. Not what a person's environment skips (SKIP).
    """
    if "archhook" not in text:
        return ()
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML().load(text)
    except (YAMLError, RecursionError, ValueError):
        return None
    repos = data.get("repos") if isinstance(data, dict) else None
    if not isinstance(repos, list):
        return None
    return tuple(gate for repo in repos if isinstance(repo, dict) for gate in _of_repo(repo, data))


def _of_repo(repo: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[Gate]:
    hooks = repo.get("hooks")
    for at, hook in enumerate(hooks if isinstance(hooks, list) else ()):
        if isinstance(hook, dict) and hook.get("id") in NEEDED:
            local = repo.get("repo") == "local"
            line = _line(hooks, at)
            args = hook.get("args")
            lines = {str(name): _key_line(hook, name, line) for name in hook}
            key, why = _why_not(hook, data, local=local)
            yield Gate(
                str(hook["id"]),
                line,
                why,
                tuple(map(str, args)) if isinstance(args, list) else (),
                str(repo.get("rev", "")),
                " ".join(_written(hook.get("entry", "")).split()),
                lines,
                lines.get(key, _key_line(data, key, line)),
                str(repo.get("repo", "")),
                () if why else tuple(_gaps(hook, data, lines, line, local=local)),
            )


def _line(hooks: Any, at: int) -> int:
    try:
        return int(hooks.lc.item(at)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return 1


def _key_line(hook: Any, key: str, line: int) -> int:
    """The line of a key of a hook; `line` where that is not known."""
    try:
        return int(hook.lc.key(key)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return line


def _written(value: Any) -> str:
    """A value as a configuration writes it: `true` is no word there."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _stages(hook: Mapping[str, Any], data: Mapping[str, Any], *, local: bool) -> list[str]:
    """The stages at which a hook runs; [] for all. A published hook says them itself, where it is not told others."""
    stages = hook.get("stages")
    if stages == [] or (stages is None and local):
        stages = data.get("default_stages")
    return [_OLD_STAGES.get(str(one), str(one)) for one in stages] if isinstance(stages, list) else []


def _why_not(hook: Mapping[str, Any], data: Mapping[str, Any], *, local: bool) -> tuple[str, str]:
    """(the key by which a hook never runs, what keeps it from running); "" for nothing. The published hooks say their
    stages and `always_run` themselves, a local one has neither unless it says so.
    """
    stage = NEEDED[hook["id"]]
    stages = _stages(hook, data, local=local)
    if stages and stage not in stages:
        return "stages" if hook.get("stages") else "default_stages", f"its stages ({', '.join(stages)}) lack {stage}"
    narrowed = [name for name in _NARROWING if hook.get(name)]
    if narrowed and not _always(hook, local=local):
        return narrowed[0], f"it runs for some files only ({', '.join(narrowed)})"
    entry = hook.get("entry")
    if entry is not None and f"hook {stage}" not in " ".join(_written(entry).split()):
        return "entry", f"its entry is `{_written(entry)}`"
    language = hook.get("language")
    if language is not None and language not in _LANGUAGES:
        return "language", f"its language is {language}, in which `{_ENTRIES[hook['id']]}` is not run"
    return "", ""


def _always(hook: Mapping[str, Any], *, local: bool) -> bool:
    return _written(hook.get("always_run", not local)).lower() in _TRUE


def _gaps(
    hook: Mapping[str, Any], data: Mapping[str, Any], lines: Mapping[str, int], line: int, *, local: bool
) -> Iterator[Gap]:
    """What lets commits past a gate that runs."""
    gate = str(hook["id"])

    def gap(key: str, what: str) -> Gap:
        return Gap(key, what, lines.get(key, _key_line(data, key, line)))

    stages = _stages(hook, data, local=local)
    if gate == "archhook" and stages and "pre-merge-commit" not in stages:
        key = "stages" if hook.get("stages") else "default_stages"
        yield gap(key, f"does not run at merges: its stages ({', '.join(stages)}) lack pre-merge-commit")
    if not _always(hook, local=local):
        top = [name for name in ("files", "exclude") if data.get(name)]
        if top:
            yield gap(
                top[0], f"runs for some files only: `{top[0]}` at the top holds for it (`always_run` is not true)"
            )
        else:
            yield gap("always_run", "lets a commit pass that only deletes files (`always_run` is not true)")
    entry = hook.get("entry")
    if entry is not None and not _judging(_words(entry), gate):
        yield gap("entry", f"runs `{' '.join(_written(entry).split())}`, of which nothing tells that it judges")
    args = hook.get("args")
    odd = _odd_option([str(one) for one in args]) if isinstance(args, list) else ""
    if odd:
        yield gap("args", f"is called with `{odd}`, with which it may judge nothing")
    if _written(hook.get("pass_filenames", local)).lower() in _TRUE:
        yield gap("pass_filenames", "is handed names of files, and one like `--help` is an option (`pass_filenames`)")
    beside = hook.get("additional_dependencies")
    packages = [str(one) for one in beside if not _is_archhook(str(one))] if isinstance(beside, list) else []
    if packages:
        yield gap("additional_dependencies", f"is run beside other packages ({', '.join(packages)})")
    put_in = data.get("default_install_hook_types")
    if gate == "archhook" and isinstance(put_in, list) and NEEDED[gate] not in put_in:
        yield gap("default_install_hook_types", "is not put in by `pre-commit install` (`default_install_hook_types`)")
    ci = data.get("ci")
    skipped = ci.get("skip") if isinstance(ci, dict) else None
    own = local and hook.get("language") != "python"  # pre-commit.ci has no programs of the project's own
    if gate == "archhook" and isinstance(skipped, list) and gate in skipped and not own:
        yield gap("ci", "is skipped on pre-commit.ci (`ci.skip`)")


def _words(entry: Any) -> list[str]:
    try:
        return shlex.split(_written(entry))
    except ValueError:
        return []


def _judging(words: list[str], gate: str) -> bool:
    """Whether a command line is that of a gate, and judges."""
    command = _ENTRIES[gate].split()
    for runner in (["uv", "run"], ["poetry", "run"]):
        if words[:2] == runner:
            words = words[2:]
    return words[: len(command)] == command and not _odd_option(words[len(command) :])


def _odd_option(words: list[str]) -> str:
    """The first option with which a gate may judge nothing, "" for none."""
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return ""
        name = word.partition("=")[0] if word.startswith("--") else word
        if name in VALUED and "=" not in word:
            next(waiting, "")
        elif name.startswith("-") and name not in (*SWITCHES, *VALUED) and set(name[1:]) - set("vq"):
            return word
    return ""


def _is_archhook(package: str) -> bool:
    """Whether a package that is asked for is archhook, in some version, from where packages are."""
    name = package.strip()
    for mark in "[=<>!~ ":
        name = name.partition(mark)[0]
    return name == "archhook" and not {"@", "/", ":"} & set(package)
