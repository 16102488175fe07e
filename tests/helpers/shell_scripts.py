"""Shell scripts that are made up, what bash runs for them, and whether what was told of them fits."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from typing import TYPE_CHECKING

from archhook.shell.surroundings import MANY, UNKNOWN, Ran, Surroundings, is_known, program

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

FOLDERS = ("a", "a/sub", "b", "c d")
STUB = """#!/bin/sh
printf '%s\\001' "$PWD" "${SKIP-}" "$@" >> "$LOG"
printf '\\002' >> "$LOG"
"""
WORDS = (
    "commit", "-n", "-am", "--no-verify", "it's", 'a "b"', "a  b", "$x", "`x`", "\\", "", "#no", "a#b", "*", "~", "-m",
    "a;b", "a&&b", "(x)", "<x>", "!", "x=1", "{a}", "a\nb", "é",
)  # fmt: skip

VARIABLES = ("export SKIP=x", "SKIP=y", "unset SKIP", "V='git commit'; $V \"$V\"", "W='a b'; git x${W}y \"$W\"")


def lay_out(folder: Path) -> None:
    """A folder to run scripts in: folders, and a `git` that writes down how it is called."""
    for name in (*FOLDERS, "bin"):
        (folder / name).mkdir(parents=True)
    stub = folder / "bin" / "git"
    stub.write_text(STUB)
    stub.chmod(0o755)


def really_run(script: str, folder: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """(folder, SKIP, words) of each `git` that bash runs for a script, in order."""
    log = folder / "log"
    log.write_bytes(b"")
    env = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "HOME": str(folder / "b"),
        "LOG": str(log),
        "LC_ALL": "C.UTF-8",
    }
    subprocess.run(
        ["bash", "--norc", "--noprofile", "-c", script], cwd=folder, env=env, check=False, capture_output=True,
        stdin=subprocess.DEVNULL, timeout=20,
    )  # fmt: skip
    calls = [one.split("\1")[:-1] for one in log.read_bytes().decode("utf-8", "surrogateescape").split("\2")[:-1]]
    return [(cwd, skip, tuple(words)) for cwd, skip, *words in calls]


def around(folder: Path) -> Surroundings:
    """What a script is read against there."""

    def read(path: str) -> str:
        try:
            return open(path, encoding="utf-8").read()
        except (OSError, ValueError):
            return ""

    return Surroundings(str(folder), str(folder / "b"), os.path.isdir, read)


def gits(ran: tuple[Ran, ...]) -> list[Ran]:
    """The calls of git, and of what may be git."""
    return [one for one in ran if program(one.argv) == "git" or not is_known(one.argv[0])]


def fits(told: Ran, real: tuple[str, str, tuple[str, ...]]) -> bool:
    """Whether a call is what was told, where that could be told."""
    cwd, skip, words = real
    skipped = dict(told.env).get("SKIP", "")
    if is_known(told.cwd) and told.cwd != cwd:
        return False
    if is_known(skipped) and skipped != skip:
        return False
    pattern = "".join(  # of a program that is not known, the words may be git's
        ".*" if MANY in word else ".*".join(map(re.escape, word.split(UNKNOWN))) + "\1"
        for word in told.argv[is_known(told.argv[0]) :]
    )
    return re.fullmatch(pattern, "".join(f"{word}\1" for word in words), re.DOTALL) is not None


def quoted(word: str, chance: Random) -> str:
    """A word as it may be written in a script."""
    match chance.randrange(4):
        case 0 if "'" not in word:
            return f"'{word}'"
        case 1:
            return '"' + re.sub(r'(["$`\\])', r"\\\1", word) + '"'
        case 2 if word and "\n" not in word:
            return "".join(f"\\{char}" if not char.isalnum() and char.isascii() else char for char in word)
        case _:
            return shlex.quote(word)


def script(chance: Random, depth: int = 0, *, substituted: bool = False) -> str:
    """A script. `substituted`: it stands in `$(...)`, in which bash itself loses what follows a here-document."""
    joints = ["; ", " && ", "\n", " ;  # a 'comment\n", " &&\n  "]
    return "".join(
        _command(chance, depth, substituted) + (chance.choice(joints) if number else "")
        for number in reversed(range(chance.randint(1, 3)))
    )


def _call(chance: Random) -> str:
    words = [quoted(chance.choice(WORDS), chance) for _ in range(chance.randint(0, 4))]
    name = chance.choice(
        ("git", "git", "'git'", "\\git", 'g"i"t', "g''it", "command git", "env git", "env A=1 SKIP=e git")
    )
    before = chance.choice(("", "", "", "SKIP=s ", "SKIP='a b' ", "B=1 ", "nice -n 3 ", "timeout 9 ", "time ", "! ! "))
    if name.startswith("command") and before.startswith(("nice", "timeout")):
        before = ""  # those run no builtin
    return before + " ".join([name, *words])


def _command(chance: Random, depth: int, substituted: bool) -> str:
    kind = chance.randrange(26 if depth < 3 else 8)
    if substituted and kind in (18, 19, 20):
        kind -= 10
    substituted = substituted or kind in (16, 17, 18)
    folder = chance.choice(("a", "b", "'c d'", "..", ".", "~", "", "-", '"$PWD"/.', "$HOME"))
    inner = script(chance, depth + 1, substituted=substituted) if kind >= 8 else ""
    name = f"f{chance.randrange(3)}"
    calls = {
        5: f"cd {folder}",
        6: f"pushd {folder if folder not in ('', '-') else 'b'} > /dev/null",
        7: chance.choice(VARIABLES),
        8: f"( {inner}\n)",
        9: f"{{ {inner}\n}}",
        10: f"if true; then {inner}\nelse git no; fi",
        11: f"for i{depth} in 1 'a b' $HOME; do {inner}\ngit $i{depth}; done",
        12: f"bash -c {shlex.quote(inner)}",
        13: f"eval {shlex.quote(inner)}",
        14: f"{name}() {{ {inner}\ngit \"$@\" $# \"$1\"; }}; {name} 'p q' r",
        15: f"true | {{ {inner}\n}}",
        16: f"git \"$( {inner}\n)\" after",
        17: f"git x$( {inner}\n)y z",
        18: f"cat <<EOF > /dev/null\n$( {inner}\n)\nEOF\n:",
        19: f"cat <<'EOF' > /dev/null\n{inner}\nEOF\n:",
        20: f"bash <<'STOP'\n{inner}\nSTOP\n:",
        21: f"false || {{ {inner}\n}}",
        22: f"case x in y) git no;; *) {inner}\n;; esac",
        23: f"echo {shlex.quote(inner)} | bash -s" if "pushd" not in inner else "git piped",
        24: f"while true; do {inner}\nbreak; done",
        25: f"SKIP=w bash -ec {shlex.quote(_call(chance))} zero one",
    }  # fmt: skip
    return calls.get(kind) or _call(chance)
