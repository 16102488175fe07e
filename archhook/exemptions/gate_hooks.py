"""archhook's gates in `.pre-commit-config.yaml`: which of them run, and what keeps the others from it."""

from __future__ import annotations

from archhook.exemptions.exemption import HOOK, NEW, Exemption

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

    `args`: what it is called with · `rev`: the version of archhook that is run, "" for a local hook
    """

    hook: str
    line: int
    why: str = ""
    args: tuple[str, ...] = ()
    rev: str = ""


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
            yield Gate(
                str(hook["id"]),
                _line(hooks, at),
                _why_not(hook, default, local=local),
                tuple(map(str, args)) if isinstance(args, list) else (),
                str(repo.get("rev", "")),
            )


def _line(hooks: Any, at: int) -> int:
    try:
        return int(hooks.lc.item(at)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return 1


def _why_not(hook: Mapping[str, Any], default: Any, *, local: bool) -> str:
    """What keeps a hook from running, "" for nothing. The published hooks say their stages and `always_run` themselves,
    a local one has neither unless it says so.
    """
    stage = NEEDED[hook["id"]]
    stages = hook.get("stages")
    if stages is None and local:
        stages = default
    if isinstance(stages, list) and stages and stage not in [_OLD_STAGES.get(str(one), str(one)) for one in stages]:
        return f"its stages ({', '.join(map(str, stages))}) lack {stage}"
    narrowed = [name for name in _NARROWING if hook.get(name)]
    if narrowed and hook.get("always_run", not local) is not True:
        return f"it runs for some files only ({', '.join(narrowed)})"
    entry = hook.get("entry")
    if entry is not None and f"hook {stage}" not in " ".join(str(entry).split()):
        return f"its entry is {entry}"
    return ""


def of_gates(gates: tuple[Gate, ...] | None, path: str = FILE) -> tuple[Exemption, ...]:
    """The gates that are there and do not run."""
    if gates is None:
        return (Exemption(HOOK, "cannot be read, so pre-commit runs nothing", path, 1, subject=("",)),)
    run = {gate.hook for gate in gates if not gate.why}
    return tuple(
        Exemption(HOOK, f"{gate.hook} never runs as a gate: {gate.why}", path, gate.line, subject=(gate.hook,))
        for gate in gates
        if gate.hook not in run
    )


def taken_out(
    old: tuple[Gate, ...] | None, new: tuple[Gate, ...] | None, path: str = FILE
) -> tuple[tuple[Exemption, str], ...]:
    """(exemption, NEW) of each gate that one configuration runs and another one does not name."""
    if new is None:
        return ()
    ran = dict.fromkeys(gate.hook for gate in old or () if not gate.why)
    named = {gate.hook for gate in new}
    return tuple(
        (Exemption(HOOK, f"{hook} is taken out of {path}", path, 1, subject=(hook,)), NEW)
        for hook in ran
        if hook not in named
    )
