"""What goes past the gates, command by command: refused by name (!), said where it is not sure (?), or neither."""

from __future__ import annotations

from random import Random

import pytest

from archhook.hooks.bypasses import bypasses, hook_files
from archhook.hooks.installed_gates import Gates
from archhook.shell.commit_steps import commits_in
from archhook.shell.git_calls import git_calls
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import Surroundings

FOLDERS = {"/w", "/w/a", "/w/.git", "/w/.git/hooks"}
ALIASES = {
    "ci": "commit", "nv": "commit --no-verify", "cn": "commit -n", "x": "!git commit -n", "deep": "nv -a",
    "f": '!f() { git push "$@"; }; f', "loop": "loop", "q": "commit -m 'a -n b'",
    "hp": "-c core.hooksPath=/dev/null commit",
}  # fmt: skip
GATES = Gates("/w", "/w/.git", "/w/.git/hooks", commit=True, push=True, aliases=ALIASES)
AROUND = Surroundings(
    "/w", "/home", lambda path: path in FOLDERS, lambda path: "git commit -n\n" if path == "/w/a/ci.sh" else ""
)

REFUSED = r"""
git commit --no-verify
git commit --no-verify -m x
git commit -m x --no-verify
git commit -n
git commit -nm x
git commit -anm x
git commit -an
git commit -qna
git commit -sn -m x
git commit --no-veri
git commit --no-verif -m x
git commit --verify --no-verify
git commit -m x -n -- a.py
git commit --amend --no-edit --no-verify
git -C a commit -n
git -C a -C .. commit -n
git --git-dir=.git commit -n
git --git-dir .git --work-tree . commit -n
git --no-pager commit -n
git -c user.name=x commit -n
"git" commit -n
git "commit" -n
git commit "-n"
git commit '--no-verify'
git com''mit -n
\\git commit -n
/usr/bin/git commit -n
command git commit -n
env git commit -n
env A=1 git commit -n
sudo git commit -n
sudo -u me git commit -n
nohup git commit -n &
time git commit -n
timeout 60 git commit -n
nice -n 10 git commit -n
xargs git commit -n < list
echo x | xargs -I {} git commit -n -m {}
bash -c "git commit -n"
sh -ec 'git commit -n'
bash -lc "cd a && git commit --no-verify -m 'x'"
eval "git commit -n"
eval git commit -n
cd a && git commit -n
cd a; git commit -n
cd nowhere && git commit -n
(cd a && git commit -n)
{ git commit -n; }
git add -A && git commit -n -m x
git add -A; git commit -n -m x
git add -A || git commit -n -m x
git add -A\ngit commit -n
git commit \\\n  -n
true && git commit -n
if true; then git commit -n; fi
for i in 1 2; do git commit -n; done
while read x; do git commit -n -m "$x"; done < list
case $x in a) git commit -n;; esac
f() { git commit "$@"; }; f -n
x=$(git commit -n)
echo `git commit -n`
echo "$(git commit -n)"
cat <<EOF\n$(git commit -n)\nEOF
bash <<'EOF'\ngit commit -n\nEOF
bash <<< 'git commit -n'
echo 'git commit -n' | sh
printf 'git commit -n' | bash -s
sh a/ci.sh
bash a/ci.sh
./a/ci.sh
. a/ci.sh
git commit -F - -n <<EOF\nmessage\nEOF
git commit -n -m "$(cat <<'EOF'\nmessage "quoted"\nEOF\n)"
FLAGS=-n; git commit $FLAGS
CMD="git commit -n"; $CMD
V=--no-verify && git commit $V -m x
uv run git commit -n
poetry run git commit -n
find . -name x -exec git commit -n \\;
trap 'git commit -n' EXIT
git nv
git cn -m x
git deep
git x
git hp -m x
git f --no-verify
git -c alias.z='commit -n' z
git config alias.z 'commit -n' && git z
SKIP=archhook git commit -m x
SKIP=ruff,archhook git commit
SKIP="ruff, archhook" git commit
SKIP=archhook-push git push
export SKIP=archhook; git commit
export SKIP=archhook && git add . && git commit
SKIP=archhook; export SKIP; git commit
set -a; SKIP=archhook; git commit
env SKIP=archhook git commit
SKIP=archhook bash -c 'git commit'
declare -x SKIP=archhook; git commit
PRE_COMMIT_ALLOW_NO_CONFIG=1 git commit
git -c core.hooksPath=/dev/null commit
git -c core.hookspath= commit -m x
git -c CORE.HOOKSPATH=x commit
git -c core.hooksPath=/dev/null push
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null git commit
GIT_CONFIG_PARAMETERS="'core.hookspath=/dev/null'" git commit
GIT_CONFIG_PARAMETERS="'core.hookspath'='/dev/null'" git commit
X=/dev/null git --config-env=core.hooksPath=X commit
git config core.hooksPath /dev/null
git config --local core.hooksPath .nowhere
git config --global core.hooksPath /tmp/x
git config set core.hooksPath x
git config -f .git/config core.hooksPath x
git config --file .git/config --replace-all core.hooksPath x
git rebase -i --exec "git commit --amend --no-verify" HEAD~2
git rebase -x 'make; git commit -n' main
git submodule foreach 'git commit -n'
git submodule foreach git commit -n
git bisect run git commit -n
find .git/hooks -delete
mv .git/hooks/pre-commit{,.off}
git push --no-verify
git push origin main --no-verify
git push --no-veri
git merge --no-verify topic
git merge topic --no-ff --no-verify
git pull --no-verify
git rebase --no-verify main
git am --no-verify x.patch
git am -n x.patch
git cherry-pick --no-verify x
git commit-tree HEAD^{tree} -m x
git commit-tree $(git write-tree) -p HEAD < msg
pre-commit uninstall
pre-commit uninstall -t pre-push
uv run pre-commit uninstall
rm .git/hooks/pre-commit
rm -f .git/hooks/pre-push
rm -rf .git/hooks
rm .git/hooks/*
rm -rf .git
cd .git/hooks && rm pre-commit
mv .git/hooks/pre-commit /tmp
mv .git/hooks .git/hooks.off
chmod -x .git/hooks/pre-commit
chmod 644 .git/hooks/pre-commit
echo > .git/hooks/pre-commit
: > .git/hooks/pre-commit
cat > .git/hooks/pre-commit <<'EOF'\nexit 0\nEOF
cp x .git/hooks/pre-commit
ln -sf /bin/true .git/hooks/pre-commit
tee .git/hooks/pre-commit < x
truncate -s 0 .git/hooks/pre-commit
sed -i s/x/y/ .git/hooks/pre-commit
"""
SAID = r"""
git commit $FLAGS
git commit "$X"
git commit ${Y:-}
git push $FLAGS
git $CMD -n
$GIT commit -m x
"$X" --no-verify
SKIP=$X git commit
export SKIP="$X"; git commit
git -c core.hooksPath=$X commit
git config core.hooksPath "$X"
git config --unset core.hooksPath
git config unset core.hooksPath
git update-ref refs/heads/main HEAD~1
printf '[core]\n\thooksPath = x\n' >> .git/config
sed -i s/hooks/x/ .git/config
git update-ref HEAD x
git fast-import < x
git filter-branch --all
git send-pack origin main
gh pr merge 7 --squash
gh pr merge --admin
python -c "import os; os.system('git commit --no-verify')"
python3 -c 'import subprocess as s; s.run(["git", "push"])'
perl -e 'system("git commit -n")'
"""
FINE = r"""
git commit
git commit -m x
git commit -m "say --no-verify"
git commit -m --no-verify
git commit -m -n
git commit -mn
git commit -am "x -n"
git commit --message -n
git commit --message=--no-verify
git commit --author --no-verify -m x
git commit -F -n
git commit -C HEAD -m x
git commit -uno
git commit -Snone
git commit -- -n
git commit -m x -- --no-verify
git commit --no-verify --verify
git commit --no-edit --amend
git commit -m "$(cat <<'EOF'\ngit commit --no-verify\nEOF\n)"
git commit -F - <<EOF\n--no-verify\ngit push --no-verify\nEOF
git commit -m "$(date)"
git ci
git q
git loop
git unknown -n
git log --grep "git commit "
git log --grep "git commit --no-verify"
git log -n 3
git log -n3 --oneline
git show --no-verify
git status; git diff -n
git push
git push -n
git push origin main -n
git push -o --no-verify
git push origin HEAD:refs/heads/x
git push origin "refs/heads/$X"
git merge -n topic
git merge --no-verify-signatures topic
git pull --rebase
git stash -m "--no-verify"
git rebase -x make main
git bisect run make
find . -name x -delete
find .git/hooks -name x
git tag -n
git cherry-pick -n x
git revert -n x
git rebase -n main
git pull -n
git am --3way x
git fetch -n
git add -n .
git grep -n "commit -n"
git config core.hooksPath
git config --get core.hooksPath
git config core.hooksPath .git/hooks
git config core.hooksPath /w/.git/hooks
git config alias.x 'commit -n'
git config user.name x
git -c core.hooksPath=/dev/null log
git -c core.hooksPath=.git/hooks commit
git update-ref -d refs/heads/x
git update-ref refs/original/x HEAD
echo "git commit -n"
echo git commit --no-verify
printf 'git commit -n'
cat <<'EOF' > notes.md\ngit commit --no-verify\nEOF
grep -r "git commit --no-verify" .
rg -n 'no-verify' .git/hooks
# git commit -n
ls # git commit -n
legit commit -n
git-commit-helper -n
hub log
SKIP=archhook; git commit
SKIP=ruff git commit
SKIP=archhook ls
SKIP=archhook git log
SKIP=archhook-sync git commit
SKIP=archhooks git commit
(export SKIP=archhook); git commit
pre-commit run --all-files
pre-commit install
SKIP=archhook pre-commit run
cat .git/hooks/pre-commit
ls -l .git/hooks
cp .git/hooks/pre-commit /tmp/x
rm .git/hooks/post-checkout
rm hooks/pre-commit
rm .git/index.lock
echo > .git/info/exclude
gh pr create
gh pr view 7
python -m pytest
python -c "print('commit')"
f() { git commit -n; }
false && git commit -n
true || git commit -n
alias g='git commit -n'
cat a/ci.sh
make commit
"""


def told(text: str) -> str:
    items = tuple(git_calls(commands_of(text, AROUND).ran, AROUND, lambda folder: ALIASES))
    found = bypasses(items, lambda folder: GATES)
    return "".join("!" if one.sure else "?" for one in found)


def lines(text: str) -> list[str]:
    return [line.replace("\\n", "\n").replace("\\\\", "\\") for line in text.strip().splitlines()]


@pytest.mark.parametrize("command", lines(REFUSED))
def test_refused_by_name(command: str) -> None:
    assert "!" in told(command)


@pytest.mark.parametrize("command", lines(SAID))
def test_said_where_it_is_not_sure(command: str) -> None:
    assert set(told(command)) == {"?"}


@pytest.mark.parametrize("command", lines(FINE))
def test_neither(command: str) -> None:
    assert told(command) == ""


def test_a_bypass_is_named_with_what_to_do() -> None:
    items = tuple(git_calls(commands_of("cd a && git nv", AROUND).ran, AROUND, lambda folder: ALIASES))
    (found,) = bypasses(items, lambda folder: GATES)
    assert found.what == "`git commit --no-verify` (which `git nv` stands for)"
    assert (found.why, found.folder) == ("goes past the hooks that judge it", "/w/a")
    assert found.fix.startswith("`git commit` without it; ")


def test_without_a_gate_hooks_are_anybodys() -> None:
    none = GATES._replace(commit=False, push=False)
    assert list(hook_files(["/w/.git/hooks/pre-commit"], "/w", none)) == []
    assert list(hook_files(["/w/.git/hooks/pre-commit"], "/w", None)) == []
    assert len(list(hook_files(["/w/.git/hooks/pre-commit"], "/w", GATES))) == 1


def test_husky_is_turned_off_by_its_variable() -> None:
    items = tuple(git_calls(commands_of("HUSKY=0 git commit", AROUND).ran, AROUND, lambda folder: {}))
    assert bypasses(items, lambda folder: GATES) == ()
    assert [one.what for one in bypasses(items, lambda folder: GATES._replace(folder="/w/.husky/_"))] == ["HUSKY=0"]


@pytest.mark.parametrize("seed", range(4))
def test_no_text_makes_the_reading_fail(seed: int) -> None:
    """A hook that fails stops nothing: garbage would be a way past it."""
    chance = Random(seed)
    commands = lines(REFUSED + SAID + FINE)
    pieces = [*"ab git -n\n;&|()<>'\"\\$`*?[]{}~#=!-", *{word for command in commands for word in command.split()}]
    for _ in range(400):
        text = chance.choice(commands)
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice(pieces) + text[at + chance.randrange(3) :]
        items = tuple(git_calls(commands_of(text, AROUND).ran, AROUND, lambda folder: ALIASES))
        assert all(one.what for one in bypasses(items, lambda folder: GATES))
        assert all(one.call.command == "commit" for one in commits_in(items))
