"""archhook's gates in `.pre-commit-config.yaml`: which of them run, and what keeps the others from it."""

from __future__ import annotations

from archhook.exemptions.exemption import HOOK, NEW, WIDER, Exemption

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


class Gate(NamedTuple):
    """One of archhook's hooks, as pre-commit is told of it. `why`: what keeps it from running, "" for nothing.

    `lines`: key -> its line, of what the hook itself says · `cause`: the line that keeps it from running, else its own
    `args`: what it is called with · `rev`: the version of archhook that is run, "" for a local hook · `entry`: what a
    local hook runs, "" where the published one says it
    """

    hook: str
    line: int
    why: str = ""
    args: tuple[str, ...] = ()
    rev: str = ""
    entry: str = ""
    lines: Mapping[str, int] = {}  # never changed
    cause: int = 0

    def at(self, key: str) -> int:
        """The line of a key, or that of the hook where it does not have it."""
        return self.lines.get(key, self.line)


def gates_of(text: str) -> tuple[Gate, ...] | None:
    """The gates that a configuration of pre-commit names, in its order; None where it cannot be read.

    What is looked at: the stages (of the hook, else `default_stages`, else the hook's own), filters by file together
    with `always_run: false`, an entry that is another command. Not what a person's environment skips (SKIP).
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
    default = data.get("default_stages")
    return tuple(gate for repo in repos if isinstance(repo, dict) for gate in _of_repo(repo, default))


def _of_repo(repo: Mapping[str, Any], default: Any) -> Iterator[Gate]:
    hooks = repo.get("hooks")
    for at, hook in enumerate(hooks if isinstance(hooks, list) else ()):
        if isinstance(hook, dict) and hook.get("id") in NEEDED:
            local = repo.get("repo") == "local"
            args = hook.get("args")
            line = _line(hooks, at)
            key, why = _why_not(hook, default, local=local)
            lines = {name: _key_line(hook, name, line) for name in ("args", "entry", key) if name in hook}
            yield Gate(
                str(hook["id"]),
                line,
                why,
                tuple(map(str, args)) if isinstance(args, list) else (),
                str(repo.get("rev", "")),
                " ".join(_written(hook.get("entry", "")).split()),
                lines,
                lines.get(key, line),
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


def _why_not(hook: Mapping[str, Any], default: Any, *, local: bool) -> tuple[str, str]:
    """(the key by which a hook never runs, what keeps it from running); "" for nothing. The published hooks say their
    stages and `always_run` themselves, a local one has neither unless it says so.
    """
    stage = NEEDED[hook["id"]]
    stages = hook.get("stages")
    if stages is None and local:
        stages = default
    if isinstance(stages, list) and stages and stage not in [_OLD_STAGES.get(str(one), str(one)) for one in stages]:
        return "stages", f"its stages ({', '.join(map(str, stages))}) lack {stage}"
    narrowed = [name for name in _NARROWING if hook.get(name)]
    if narrowed and hook.get("always_run", not local) is not True:
        return narrowed[0], f"it runs for some files only ({', '.join(narrowed)})"
    entry = hook.get("entry")
    if entry is not None and f"hook {stage}" not in " ".join(_written(entry).split()):
        return "entry", f"its entry is `{_written(entry)}`"
    return "", ""


def of_gates(gates: tuple[Gate, ...] | None, path: str = FILE) -> tuple[Exemption, ...]:
    """The gates that are there and do not run."""
    if gates is None:
        return (Exemption(HOOK, "cannot be read, so pre-commit runs nothing", path, 1, subject=("",)),)
    run = {gate.hook for gate in gates if not gate.why}
    return tuple(
        Exemption(HOOK, f"{gate.hook} never runs as a gate: {gate.why}", path, gate.cause, subject=(gate.hook,))
        for gate in gates
        if gate.hook not in run
    )


def taken_out(
    old: tuple[Gate, ...] | None, new: tuple[Gate, ...] | None, path: str = FILE
) -> tuple[tuple[Exemption, str], ...]:
    """(exemption, NEW) of each gate that one configuration runs and another one does not name, and (exemption, WIDER)
    of each that runs another command there: what that does is not known. Arguments: weaker_settings.
    """
    if new is None:
        return ()
    found = []
    now = {gate.hook: gate for gate in new}
    for was in {gate.hook: gate for gate in old or () if not gate.why}.values():
        gate = now.get(was.hook)
        if gate is None:
            what = f"{was.hook} is taken out of {path}"
            found.append((Exemption(HOOK, what, path, 1, subject=(was.hook,)), NEW))
        elif was.entry and gate.entry and not gate.why and gate.entry != was.entry:
            what = f"{was.hook} runs `{gate.entry}` now, and ran `{was.entry}`"
            found.append((Exemption(HOOK, what, path, gate.at("entry"), subject=(was.hook,)), WIDER))
    return tuple(found)
