"""The calls of git that a shell command makes: where git works, with which settings, and which command it is given.

Aliases are replaced by what they stand for.
"""

from __future__ import annotations

import os.path
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from archhook.shell.expansion import path_from
from archhook.shell.git_options import given
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import UNKNOWN, Ran, is_known, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archhook.shell.surroundings import Surroundings

    Aliases = Callable[[str], dict[str, str]]
    """Folder -> the aliases that are configured there."""

DEEPEST = 10
"""So many aliases of aliases are followed."""

_VALUES = frozenset({"--namespace", "--exec-path", "--super-prefix", "--attr-source", "--shallow-file"})
_OWN = """
add am apply archive bisect blame branch bundle cat-file check-ignore checkout cherry-pick clean clone commit commit-
tree config describe diff diff-index diff-tree fast-import fetch filter-branch for-each-ref format-patch gc grep hash-
object help init log ls-files ls-tree merge merge-base mv notes pull push read-tree rebase reflog remote reset restore
rev-list rev-parse revert rm send-pack shortlog show sparse-checkout stash status submodule switch symbolic-ref tag
update-index update-ref version worktree write-tree
"""
_BUILTIN = frozenset(_OWN.split())
"""Commands that git takes from nobody: an alias of that name does not count."""
_PARAMETER = re.compile(r"'((?:[^']|'\\'')*)'(?:='((?:[^']|'\\'')*)')?")


class GitCall(NamedTuple):
    """One call of git. Words hold UNKNOWN where they cannot be told."""

    ran: Ran
    folder: str  # that it works in
    command: str  # "" for none
    words: tuple[str, ...]  # after the command
    settings: tuple[tuple[str, str], ...] = ()  # of this call alone: key, in lower case, and value
    variables: tuple[tuple[str, str], ...] = ()  # GIT_DIR and others, as options say them, too
    alias: str = ""  # that it was called by

    def setting(self, key: str) -> str | None:
        """The value of a setting of this call alone; None where it has none."""
        return dict(self.settings).get(key)

    def variable(self, name: str) -> str:
        """A variable that is set for this call, "" where it is not."""
        return dict(self.variables).get(name, "")


def git_calls(ran: Iterable[Ran], around: Surroundings, aliases: Aliases) -> Iterator[tuple[Ran, GitCall | None]]:
    """The programs in order, each with the call of git that it is; in place of an alias stands what it runs."""
    told: dict[str, str] = {}  # aliases that the command itself configures
    for one in ran:
        yield from _calls(one, around, lambda folder: {**aliases(folder), **told}, 0)
        call = _call(one) if program(one.argv) == "git" else None
        if call is not None and call.command == "config":
            names = [word for word in call.words if not word.startswith("-")]
            if len(names) > 1 and names[0].lower().startswith("alias."):
                told[names[0][len("alias.") :].lower()] = names[1]


def _calls(one: Ran, around: Surroundings, aliases: Aliases, depth: int) -> Iterator[tuple[Ran, GitCall | None]]:
    call = _call(one) if program(one.argv) in ("git", "git.exe") else None
    if call is None or not call.command or call.command in _BUILTIN or not is_known(call.command) or depth > DEEPEST:
        yield one, call
        if call is not None and depth <= DEEPEST:
            for told in _scripts(call):
                for found in commands_of(told, around._replace(cwd=_top(call.folder, around))).ran:
                    yield from _calls(found, around, aliases, depth + 1)
        return
    text = call.setting(f"alias.{call.command.lower()}")
    if text is None:
        text = aliases(call.folder).get(call.command.lower())
    if text is None:
        yield one, call
        return
    rest = one.argv[len(one.argv) - len(call.words) :]
    if text.startswith("!"):
        # git hands the words on by adding them to the text, in its own way of quoting.
        script = f'{text[1:]} "$@"'
        quoted = " ".join(shlex.quote(word) if is_known(word) else '"$UNKNOWN_WORD"' for word in rest)
        inner = commands_of(f"set -- {quoted}\n{script}", around._replace(cwd=_top(call.folder, around)))
        for found in inner.ran:
            if program(found.argv) != "set":
                env = tuple(sorted({**dict(one.env), **dict(found.env)}.items()))
                yield from _named(found._replace(env=env), call.command, around, aliases, depth)
        return
    try:
        words = shlex.split(text)
    except ValueError:
        words = [UNKNOWN]
    before = one.argv[: len(one.argv) - len(call.words) - 1]
    yield from _named(one._replace(argv=(*before, *words, *rest)), call.command, around, aliases, depth)


def _scripts(call: GitCall) -> list[str]:
    """The commands that git itself is told to run: `git rebase --exec`, `git submodule foreach`, `git bisect run`."""
    found = []
    if call.command == "rebase":
        found = [value for name, value in given("rebase", call.words).options if name == "exec"]
    elif call.command == "submodule" and "foreach" in call.words:
        found = [" ".join(word for word in call.words[call.words.index("foreach") + 1 :] if not word.startswith("--"))]
    elif call.command == "bisect" and call.words[:1] == ("run",):
        found = [" ".join(map(shlex.quote, call.words[1:]))]
    return [text for text in found if is_known(text)]


def _named(
    one: Ran, alias: str, around: Surroundings, aliases: Aliases, depth: int
) -> Iterator[tuple[Ran, GitCall | None]]:
    for ran, call in _calls(one, around, aliases, depth + 1):
        yield ran, call and call._replace(alias=alias)


def _call(one: Ran) -> GitCall:
    """A call of git as its own options and variables say it."""
    variables = {name: value for name, value in one.env if name.startswith("GIT_")}
    settings = _inherited(variables)
    folder, at, words = one.cwd, 1, one.argv
    while at < len(words):
        word = words[at]
        if not word.startswith("-"):
            break
        name, told, value = word.partition("=")
        at += 1
        if not told and (
            name in ("-C", "-c", "--git-dir", "--work-tree", "--config-env") or name in _VALUES - {"--exec-path"}
        ):
            value = words[at] if at < len(words) else ""
            at += 1
        if name == "-C" and value:
            folder = path_from(folder, value)
        elif name == "-c":
            key, given, setting = value.partition("=")
            settings[_key(key)] = setting if given else "true"
        elif name == "--config-env":
            key, _, variable = value.partition("=")
            settings[_key(key)] = dict(one.env).get(variable, UNKNOWN)
        elif name in ("--git-dir", "--work-tree"):
            variables[{"--git-dir": "GIT_DIR", "--work-tree": "GIT_WORK_TREE"}[name]] = value
    command = words[at] if at < len(words) else ""
    rest = words[at + 1 :]
    return GitCall(one, folder, command, rest, tuple(settings.items()), tuple(sorted(variables.items())))


def _inherited(variables: dict[str, str]) -> dict[str, str]:
    """The settings that variables hold."""
    found = {}
    for key, value in _PARAMETER.findall(variables.get("GIT_CONFIG_PARAMETERS", "")):
        name, told, old = key.replace("'\\''", "'").partition("=")
        found[_key(name)] = value.replace("'\\''", "'") or (old if told else "true")
    count = variables.get("GIT_CONFIG_COUNT", "")
    for number in range(min(int(count), 1000) if count.isdecimal() else 0):
        key = variables.get(f"GIT_CONFIG_KEY_{number}", "")
        found[_key(key)] = variables.get(f"GIT_CONFIG_VALUE_{number}", "")
    return found


def _key(key: str) -> str:
    """A setting's name, of which the first and the last part have no cases."""
    parts = key.split(".")
    return ".".join((parts[0].lower(), *parts[1:-1], parts[-1].lower())) if len(parts) > 1 else key.lower()


def _top(folder: str, around: Surroundings) -> str:
    """Where git runs the program of an alias: at the top of the work tree."""
    here = folder
    while is_known(here) and here.startswith("/"):
        if around.is_folder(os.path.join(here, ".git")) or around.read(os.path.join(here, ".git")):
            return here
        if here == "/":
            break
        here = os.path.dirname(here)
    return folder
