"""What a shell command runs, case by case. `?` stands for what cannot be told."""

from __future__ import annotations

import pytest

from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import Surroundings, program

FOLDERS = {"/w", "/w/a", "/w/a/b", "/w/c d", "/home", "/w/.git"}
SCRIPTS = {
    "/w/ci.sh": "#!/bin/sh\ngit commit -n $1\n",
    "/w/a/set.sh": "export SKIP=x\ncd b\n",
    "/w/self.sh": "sh /w/self.sh\n",
    "/w/bad.sh": "git log\nif\n",
}
AROUND = Surroundings("/w", "/home", lambda path: path in FOLDERS, lambda path: SCRIPTS.get(path, ""))


def told(text: str) -> list[str]:
    """The calls of git, and of what is unknown: `folder: A=1 words`, the folder if it is not /w."""
    lines = []
    for one in commands_of(text, AROUND).ran:
        if one.argv and program(one.argv) in ("git", ""):
            words = [
                *(f"{name}={value}" for name, value in one.env),
                "git" if program(one.argv) else "?",
                *one.argv[1:],
            ]
            where = "" if one.cwd == "/w" else f"{one.cwd}: "
            lines.append((where + "|".join(words)).replace("\0\0", "??").replace("\0", "?"))
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("git commit -m 'a b'", ["git|commit|-m|a b"]),
        ('"git" commit', ["git|commit"]),
        ('git "commit"', ["git|commit"]),
        ("\\git commit; /usr/bin/git log", ["git|commit", "git|log"]),
        ("g'i't com\\mit", ["git|commit"]),
        ("git \\\n  commit", ["git|commit"]),
        ("echo git commit; echo 'git commit' # git commit", []),
        ("cd a && git commit", ["/w/a: git|commit"]),
        ("cd a; cd b; git commit", ["/w/a/b: git|commit"]),
        ("cd 'c d' || exit 1\ngit log", ["/w/c d: git|log"]),
        ("cd nowhere && git log", ["/w/nowhere: git|log"]),
        ("cd nowhere; git log", ["?: git|log"]),
        ("mkdir -p nowhere; cd nowhere; git log", ["/w/nowhere: git|log"]),
        ("cd $X && git log", ["?: git|log"]),
        ("cd /w/a; cd ..; cd -; git log", ["/w/a: git|log"]),
        ("cd; git log", ["/home: git|log"]),
        ("cd ~/x && git log", ["/home/x: git|log"]),
        ("pushd a; git log; popd; git status", ["/w/a: git|log", "git|status"]),
        ("(cd a; git log); git status", ["/w/a: git|log", "git|status"]),
        ("{ cd a; git log; }; git status", ["/w/a: git|log", "/w/a: git|status"]),
        ("cd a | git log; cd a & git status", ["git|log", "git|status"]),
        ("make && cd a; git log", ["?: git|log"]),
        ("true && cd a; git log", ["/w/a: git|log"]),
        ("if x; then cd a; fi; git log", ["?: git|log"]),
        ('cd "$(git rev-parse --show-toplevel)" && git log', ["git|rev-parse|--show-toplevel", "git|log"]),
        ("cd $(pwd)/a && git log", ["/w/a: git|log"]),
        ("SKIP=x git commit", ["SKIP=x|git|commit"]),
        ("SKIP=x; git commit", ["git|commit"]),
        ("SKIP=x; export SKIP; git commit", ["SKIP=x|git|commit"]),
        ("export SKIP=x A='b c'; git commit", ["A=b c|SKIP=x|git|commit"]),
        ("set -a; SKIP=x; git commit", ["SKIP=x|git|commit"]),
        ("declare -x SKIP=x && git commit", ["SKIP=x|git|commit"]),
        ("(export SKIP=x); git commit", ["git|commit"]),
        ("SKIP=$X git commit", ["SKIP=?|git|commit"]),
        ("env SKIP=x -u A git commit", ["SKIP=x|git|commit"]),
        ("env -C a git log; env -i git log", ["/w/a: git|log", "git|log"]),
        ("export A=1; env -u A git log", ["git|log"]),
        ("sudo -u me SKIP=x git commit", ["SKIP=x|git|commit"]),
        ("command git log; exec git log", ["git|log", "git|log"]),
        ("nice -n 5 timeout 10s git log", ["git|log"]),
        ("time git log; ! git log; nohup git log &", ["git|log"] * 3),
        ("ls | xargs -n 1 git add", ["git|add|??"]),
        ("find . -name '*.py' -exec git add {} \\;", ["git|add|??"]),
        ("uv run git commit; poetry run git commit", ["git|commit", "git|commit"]),
        ("bash -c 'cd a; git log'; git status", ["/w/a: git|log", "git|status"]),
        ("bash -lc \"git commit -m 'x'\"", ["git|commit|-m|x"]),
        ("sh -c 'git log $1 $0' zero one", ["git|log|one|??"]),
        ("A=1 bash -c 'git log'; B=2; bash -c 'git log $B'", ["A=1|git|log", "git|log|??"]),
        ("eval git commit '-n'; eval 'cd a'; git log", ["git|commit|-n", "/w/a: git|log"]),
        ("bash <<< 'git commit'", ["git|commit"]),
        ("bash <<'EOF'\ngit commit\nEOF\ngit log", ["git|commit", "git|log"]),
        ("echo 'git commit -n' | sh", ["git|commit|-n"]),
        ("cat <<EOF | bash -s one\ngit log \\$1\nEOF", ["git|log|one"]),
        ("sh ci.sh x; ./ci.sh; . a/set.sh", ["git|commit|-n|x", "git|commit|-n"]),
        ("cd a && . ./set.sh && git log", ["/w/a/b: SKIP=x|git|log"]),
        ("sh bad.sh", ["git|log"]),
        ("trap 'git log' EXIT", ["git|log"]),
        ("git commit -F - <<EOF\ngit push --no-verify\n'\nEOF", ["git|commit|-F|-"]),
        ("cat <<EOF > x\n$(git log) `git status`\nEOF", ["git|log", "git|status"]),
        ("cat <<'EOF' > x\n$(git log)\nEOF", []),
        ("cat <<-EOF\n\tgit log\n\tEOF\ngit status", ["git|status"]),
        ('git commit -m "$(cat <<\'EOF\'\nsay "it" (now)\nEOF\n)"', ['git|commit|-m|say "it" (now)']),
        ('git commit -m "$(date)"', ["git|commit|-m|?"]),
        ("git commit -m $(date)", ["git|commit|-m|??"]),
        ('git commit -m "$(git log -1)"', ["git|log|-1", "git|commit|-m|?"]),
        ("$(which git) commit; `command -v git` log", ["git|commit", "git|log"]),
        ("X=commit; git $X", ["git|commit"]),
        ("X='commit -n'; git $X; git \"$X\"", ["git|commit|-n", "git|commit -n"]),
        ("X=git; $X commit; $Y commit", ["git|commit", "?|commit"]),
        ("git $FLAGS commit", ["git|??|commit"]),
        ("git log ${X:-$(git status)} $((1 + 2))", ["git|status", "git|log|???|??"]),
        ("git add *.py src/{a,b}.py [x]", ["git|add|??.py|src/??a,b}.py|??x]"]),
        ("git show HEAD@{1} 'a*' ^x", ["git|show|HEAD@{1}|a*|^x"]),
        ("git log $'a\\tb\\x41' $\"c\"", ["git|log|a\tbA|c"]),
        ("f() { git commit \"$@\"; }; f -n 'a b'", ["git|commit|-n|a b"]),
        ("function f { git log; }\nf", ["git|log"]),
        ("f() { git log; }", []),
        ("f() { f; }; f; git log", ["git|log"]),
        ("for i in a 'b c'; do git add $i \"$i\"; done", ["git|add|a|a", "git|add|b|c|b c"]),
        ("for i in $(ls); do git add $i; done", ["git|add|??"]),
        ("while read x; do git add $x; done < list", ["git|add|??"]),
        ("case $x in a) git log;; b|c) git status;; esac", ["git|log", "git|status"]),
        ("[[ -n $(git log) && a < b ]] && git status", ["git|log", "git|status"]),
        ("test -f x && git log || git status", ["git|log", "git|status"]),
        ("true || git log; false && git status", []),
        ("diff <(git log) <(git status)", ["git|log", "git|status"]),
        ("x=(a b $(git log)); declare -a y=(c); git status", ["git|log", "git|status"]),
        ("((x = 1)); git log", ["git|log"]),
        ("git log 2>&1 >/dev/null | head", ["git|log"]),
        ("git log)", []),
        ("git log\ngit status 'open", ["git|log"]),
        ("sh self.sh", []),
        ("", []),
    ],
)
def test_the_calls_of_git(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "unseen"),
    [
        ("git log", ()),
        ("curl x | sh", ("what `sh` reads cannot be seen",)),
        ("sh missing.sh", ("missing.sh cannot be seen",)),
        ('bash -c "$X"', ("the script of `bash` cannot be seen",)),
        ('eval "$(ssh-agent)"', ("the script of `eval` cannot be seen",)),
        ("git log 'open", ("the command cannot be read as a shell's",)),
        ("sh bad.sh", ("bad.sh cannot be read as a shell's",)),
        ("sh self.sh", ("its commands are nested too deep",)),
        ("$(" * 100, ("the command cannot be read as a shell's",)),
        ("f() { f; f; }; f", ("its commands are nested too deep",)),
        ("for i in 1 2 3 4 5 6 7 8; do " * 6 + "git log" + "; done" * 6, ("it runs more commands than are looked at",)),
    ],
)
def test_what_cannot_be_seen_is_said(text: str, unseen: tuple[str, ...]) -> None:
    found = commands_of(text, AROUND).unseen
    assert found[: len(unseen)] == unseen
    assert bool(found) is bool(unseen)


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("echo x > a.py", ["a.py"]),
        ("echo x >> 'a b.py' 2> err &> all >| c", ["a b.py", "err", "all", "c"]),
        ("> a.py; { echo x; } > b.py", ["a.py", "b.py"]),
        ("echo x > /dev/null 2>&1 >&2 < in", []),
        ("for i in 1; do echo; done > c.py", ["c.py"]),
        ("echo > $X", ["?"]),
        ("(echo) >& both", ["both"]),
        ("cat <<EOF > d.py\nx\nEOF", ["d.py"]),
    ],
)
def test_files_that_are_written(text: str, files: list[str]) -> None:
    ran = commands_of(text, AROUND).ran
    assert [file.replace("\0", "?") for one in ran for file in one.writes] == files
