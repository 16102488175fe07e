"""Adds archhook's hooks to the text of a `.pre-commit-config.yaml`, and leaves every other byte as it is.

A YAML library that writes the whole file again moves comments that stand after the last hook. So the new lines are
put in as text, where the library says that the list ends; what it then reads must be what was meant, or else it does
write the file itself.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from archhook.errors import ArchhookError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ruamel.yaml import YAML

GATE, PUSH, SYNC = "archhook", "archhook-push", "archhook-sync"
IDS = (GATE, PUSH)
LOCAL = "local"
_STAGES = {GATE: ["pre-commit", "pre-merge-commit", "manual"], PUSH: ["pre-push"], SYNC: ["pre-commit"]}
_ENTRIES = {GATE: "archhook hook pre-commit", PUSH: "archhook hook pre-push", SYNC: "archhook hook sync"}


def add_hooks(
    text: str, path: str, repo: str = LOCAL, rev: str = "", *, sync: bool = False, config: str = ""
) -> tuple[str, tuple[str, ...]]:
    """(the configuration with the hooks, the ids that were added: none where all are there, in any repository).

    `repo`: where the hooks come from, `local` or an URL with its `rev`. `sync`: with the hook that mends the ledger,
    before the gate of a commit; `config`: the configuration of a project below the top, that the hooks are called with.
    `path` is for messages: `ArchhookError` where the text is no configuration of
    pre-commit.
    """
    new = text.replace("\r\n", "\n")
    found = [hook for one in _repos(_load(new, path)) for hook in _ids(one)]
    wanted = (SYNC, *IDS) if sync else IDS
    missing = tuple(hook for hook in wanted if hook not in found)
    before = SYNC in missing and GATE in found
    beside = tuple(hook for hook in missing if not (before and hook == SYNC))
    if beside:
        new = _added_beside(new, path, beside, repo, rev, config)
    if before:
        new = _added_before(new, path, config)
    return (new.replace("\n", "\r\n") if "\r\n" in text else new), missing


def _added_beside(text: str, path: str, ids: Sequence[str], repo: str, rev: str, config: str) -> str:
    """The text with hooks at the end of the list that has one of ours, else in a repository of their own."""
    data = _load(text, path)
    repos = _repos(data)
    at = next((number for number, one in enumerate(repos) if _ids(one).intersection((SYNC, *IDS))), None)
    if at is not None and isinstance(repos[at].get("hooks"), list):  # one is there: the others belong beside it
        return _put(text, data, at, None, _hooks(ids, repos[at]["repo"], config))
    hooks = _hooks(ids, repo if at is None else repos[at]["repo"], config)
    return _put(text, data, None, None, [{"repo": repo, **({"rev": rev} if rev else {}), "hooks": hooks}])


def _added_before(text: str, path: str, config: str) -> str:
    """The text with the hook that mends the ledger before the gate of a commit, which is there."""
    data = _load(text, path)
    repos = _repos(data)
    number = next(number for number, one in enumerate(repos) if GATE in _ids(one))
    ids = [hook.get("id") if isinstance(hook, dict) else None for hook in repos[number]["hooks"]]
    return _put(text, data, number, ids.index(GATE), _hooks((SYNC,), str(repos[number].get("repo")), config))


def _put(text: str, data: Any, number: int | None, before: int | None, new: Sequence[Mapping[str, Any]]) -> str:
    """The text with items in the hooks of a repository (None: in the list of repositories).

    `before`: the position of the one that they go before, None for the end.
    """
    repos = _value(_yaml().compose(io.StringIO(text)), "repos")
    if repos is None:
        done = text + ("" if not text or text.endswith("\n") else "\n") + _lines({"repos": new}, 0, 2, 2)
    else:
        done = _inserted(text, repos if number is None else _value(repos.value[number], "hooks"), before, new)
    if not data.get("repos"):
        data["repos"] = []
    target = data["repos"] if number is None else data["repos"][number]["hooks"]
    for at, item in enumerate(new, len(target) if before is None else before):
        target.insert(at, item)
    return done if done and _yaml().load(done) == data else _written(data)


def _hooks(ids: Sequence[str], repo: str, config: str) -> list[dict[str, Any]]:
    """The entries of hooks. A published hook says the rest itself (`.pre-commit-hooks.yaml`)."""
    args = {"args": ["--config", config]} if config else {}
    if repo != LOCAL:
        return [{"id": hook, **args} for hook in ids]
    return [
        {
            "id": hook,
            "name": hook,
            "entry": _ENTRIES[hook],
            **args,
            "language": "system",  # the archhook of the project's own environment, whose Python reads the code
            "stages": _STAGES[hook],
            "always_run": True,
            "pass_filenames": False,
            "require_serial": True,
        }
        for hook in ids
    ]


def _inserted(text: str, items: Any, before: int | None, new: Sequence[Mapping[str, Any]]) -> str:
    """The text with items in a list, indented like the others; "" where the list is not in block style.

    Before one they stand above the comments that speak of it, at the end below those that speak of the last.
    """
    if not _is_block_list(items):
        return ""
    dash = items.start_mark.column
    width = items.value[-1 if before is None else before].start_mark.column - dash
    inner = next((hooks for hooks in (_value(item, "hooks") for item in items.value) if _is_block_list(hooks)), None)
    nested = inner.start_mark.column - dash - width if inner is not None else 0
    if dash < 0 or width < 2 or nested < 0:
        return ""
    lines = text.splitlines(keepends=True)
    if before is None:
        at = _last_line(items) + 1
        while not lines[at - 1].strip():
            at -= 1
        while at < len(lines) and lines[at].startswith(" " * (dash + 1)) and lines[at].lstrip().startswith("#"):
            at += 1
        if lines[at - 1][-1:] != "\n":
            lines[at - 1] += "\n"
    else:
        at = items.value[before].start_mark.line
        while before and lines[at - 1].lstrip().startswith("#"):
            at -= 1
    return "".join([*lines[:at], *(_item(item, dash, width, nested) for item in new), *lines[at:]])


def _is_block_list(node: Any) -> bool:
    return node is not None and isinstance(node.value, list) and bool(node.value) and node.flow_style is False


def _last_line(node: Any) -> int:
    """The number, from 0, of the last line that holds something of a node: no comment, no empty line after it."""
    if isinstance(node.value, list) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.line
    return end - 1 if node.end_mark.column == 0 and end > node.start_mark.line else end


def _item(item: Mapping[str, Any], dash: int, width: int, nested: int) -> str:
    body = _lines(item, dash + width, width, nested)
    return " " * dash + "-" + " " * (width - 1) + body[dash + width :]


def _lines(mapping: Mapping[str, Any], indent: int, width: int, nested: int) -> str:
    """A mapping of ours in block style, its lists of mappings indented by `nested`."""
    text = ""
    for key, value in mapping.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text += f"{' ' * indent}{key}:\n" + "".join(_item(one, indent + nested, width, nested) for one in value)
        else:
            text += f"{' ' * indent}{key}: {_scalar(value)}\n"
    return text


def _scalar(value: object) -> str:
    """YAML for a value; a string that is no plain word is quoted."""
    if isinstance(value, list):
        return f"[{', '.join(_scalar(one) for one in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    plain = text[:1].isalpha() and all(char.isalnum() or char in "-_./:@ +" for char in text) and ": " not in text
    return text if plain and not text.endswith((":", " ")) else "'" + text.replace("'", "''") + "'"


def _written(data: Any) -> str:
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def _load(text: str, path: str) -> Any:
    from ruamel.yaml.error import YAMLError

    try:
        data = _yaml().load(text)
    except RecursionError:
        raise ArchhookError("nested too deeply", path=path, fix="write it flatter") from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise ArchhookError(
            f"not valid YAML: {getattr(error, 'problem', None) or error}",
            path=path,
            line=line,
            fix="mend it, then try again",
        ) from error
    data = {} if data is None else data  # nothing but comments
    repos = data.get("repos") if isinstance(data, dict) else None
    if (
        not isinstance(data, dict)
        or not isinstance(repos or [], list)
        or not all(isinstance(one, dict) for one in repos or [])
    ):
        raise ArchhookError(
            "not a configuration of pre-commit: there is no list `repos`", path=path, fix="see https://pre-commit.com"
        )
    return data


def _repos(data: Any) -> list[Any]:
    return data.get("repos") or []


def _ids(repo: Mapping[str, Any]) -> set[str]:
    hooks = repo.get("hooks")
    return {str(hook.get("id")) for hook in hooks if isinstance(hook, dict)} if isinstance(hooks, list) else set()


def _value(mapping: Any, key: str) -> Any:
    """The node under a key of a mapping's node."""
    pairs = mapping.value if mapping is not None and isinstance(mapping.value, list) else ()
    return next((pair[1] for pair in pairs if isinstance(pair, tuple) and pair[0].value == key), None)


def _yaml() -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    return yaml
