"""The words of a command as a shell would hand them on: variables, substitutions, splitting; and its redirections."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from archhook.shell.disk_names import listed_by, matching
from archhook.shell.surroundings import MANY, UNKNOWN, is_known, program

if TYPE_CHECKING:
    from archhook.shell.shell_state import State, Trace
    from archhook.shell.surroundings import Ran
    from archhook.shell.syntax_nodes import Node, Redirection, Word

PATTERNS = frozenset("*?[")
"""Characters that make a word a pattern."""
_GIT_FOLDER = tuple(
    ("rev-parse", f"--{name}") for name in ("git-dir", "absolute-git-dir", "git-common-dir", "git-path")
)
_OUTPUT = (">", ">>", ">|", "&>", "&>>", "<>")


def redirected(redirections: tuple[Redirection, ...], state: State, trace: Trace) -> tuple[tuple[str, ...], str | None]:
    """(the files that are written, the text that is handed in)."""
    writes: list[str] = []
    handed: str | None = None
    for one in redirections:
        if one.document is not None:
            text = value_of(one.document.body, state, trace)
            handed = text if is_known(text) else None
        elif one.operator == "<<<":
            text = value_of(one.target, state, trace)
            handed = text + "\n" if is_known(text) else None
        else:
            fields = fields_of(one.target, state, trace)
            file = fields[0] if len(fields) == 1 and MANY not in fields[0] else value_of(one.target, state, trace)
            plain = one.operator in _OUTPUT or (one.operator == ">&" and not file.strip("-").isdigit() and file != "-")
            if plain and not file.startswith("/dev/"):
                writes.append(file)
    return tuple(writes), handed


def path_from(cwd: str, path: str) -> str:
    """A path from a folder, absolute; UNKNOWN where that cannot be told."""
    if not is_known(path) or (not path.startswith("/") and not is_known(cwd)):
        return UNKNOWN
    return os.path.normpath(os.path.join(cwd, path))


def value_of(word: Word, state: State, trace: Trace) -> str:
    """A word where it is not split."""
    return "".join(text for text, _, _ in _texts(word, state, trace)).replace(MANY, UNKNOWN)


def fields_of(word: Word, state: State, trace: Trace) -> list[str]:
    """The words that come of a word, which is split where a variable's value holds blanks."""
    if len(word) >= 1 and any(part.kind == "variable" and part.value in "@*" for part in word):
        bare = [part for part in word if part.kind != "text" or part.value]
        if len(bare) == 1 and state.arguments is not None and (bare[0].value == "@" or not bare[0].quoted):
            return list(state.arguments)
    fields: list[str] = []
    current, begun = "", False
    texts = _texts(word, state, trace)
    if any(special and set(text) & PATTERNS for text, _, special in texts):
        found = _matching(texts, state, trace)
        if found:
            return found
        texts = [
            (MANY, True, False) if special and set(text) & PATTERNS else one
            for one in texts
            for text, _, special in (one,)
        ]
    for text, whole, _ in texts:
        if whole or not any(char in text for char in " \t\n"):
            current, begun = current + text, begun or whole or bool(text)
            continue
        pieces = text.split()
        if text[0] in " \t\n" and begun:
            fields.append(current)
            current, begun = "", False
        for number, piece in enumerate(pieces):
            if number:
                fields.append(current)
                current = ""
            current, begun = current + piece, True
        if text[-1] in " \t\n" and begun:
            fields.append(current)
            current, begun = "", False
    return [*fields, current] if begun else fields


def _matching(texts: list[tuple[str, bool, bool]], state: State, trace: Trace) -> list[str]:
    """The files that a word with patterns in it stands for; and more where files may have come into being since."""
    if any(not whole and any(char in text for char in " \t\n") for text, whole, _ in texts):
        return []
    found = matching([(text, special) for text, _, special in texts], state.cwd, trace.around)
    return [*found, *([MANY] if trace.disk_is_old() else ())] if found else []


def _texts(word: Word, state: State, trace: Trace) -> list[tuple[str, bool, bool]]:
    """The pieces of a word, each with whether it stays whole, and whether it may hold a pattern."""
    found = []
    for part in word:
        whole, unknown = part.quoted or part.kind == "text", UNKNOWN if part.quoted else MANY
        if part.kind in ("text", "pattern"):
            text, whole = part.value, True
        elif part.kind == "variable":
            text = state.value(part.value, trace)
        elif part.kind == "tilde":
            text = (trace.around.home or UNKNOWN) if not part.value else UNKNOWN
        elif part.kind == "output" and part.script is not None:
            text = _output(part.script, state, trace)
        else:
            text = UNKNOWN
        special = not part.quoted and part.kind != "tilde"
        found.append((unknown, True, False) if not is_known(text) else (text, whole, special))
    return found


def _output(script: Node, state: State, trace: Trace) -> str:
    """What a command substitution gives."""
    start = len(trace.ran)
    inner = state.copy()
    inner.handed = None
    trace.run(script, inner, trace)
    ran = trace.ran[start:]
    if [program(one.argv) for one in ran] == ["git"] and ran[0].argv[1:] == ("rev-parse", "--show-toplevel"):
        return trace.toplevel(ran[0].cwd)
    if len(ran) == 1 and program(ran[0].argv) == "git" and ran[0].argv[1:3] in _GIT_FOLDER:
        top, path = trace.toplevel(ran[0].cwd), "".join(ran[0].argv[3:])
        is_whole = is_known(top + path) and trace.around.is_folder(os.path.join(top, ".git"))
        return os.path.join(top, ".git", path).rstrip("/") if is_whole else UNKNOWN
    said = said_by(ran, trace)
    return UNKNOWN if said is None else said.rstrip("\n")


def said_by(ran: list[Ran], trace: Trace) -> str | None:
    """What a program writes, of those that are known to write what they are given."""
    if len(ran) != 1 or ran[0].writes or not is_known("".join(ran[0].argv)):
        return None
    name, argv = program(ran[0].argv), ran[0].argv
    if name == "echo" and argv[1:2] not in (("-e",), ("-ne",), ("-en",)):
        return " ".join(argv[2:]) if argv[1:2] == ("-n",) else " ".join(argv[1:]) + "\n"
    if name == "printf" and len(argv) == 2 and not set(argv[1]) & set("%\\"):
        return argv[1]
    if name == "printf" and len(argv) == 3 and argv[1] in ("%s", "%s\\n"):
        return argv[2] + ("\n" if argv[1] == "%s\\n" else "")
    if name == "cat" and argv[1:] in ((), ("-",)):
        return ran[0].handed
    if name == "which" and len(argv) == 2:
        return argv[1]
    if name in ("command", "type") and len(argv) == 3 and argv[1] in ("-v", "-p", "-P"):
        return argv[2]
    if name in ("find", "ls", "git") and not trace.disk_is_old():
        names = ran[0].found if name == "find" else listed_by(argv, ran[0].cwd, trace.around)
        return "".join(f"{one}\n" for one in names) or None if names else None
    if name == "mktemp" and argv[1:] in ((), ("-d",)):
        return "/tmp/tmp.new"
    return ran[0].cwd if name == "pwd" and is_known(ran[0].cwd) else None
