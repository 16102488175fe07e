"""The options of git's commands, as git reads them: combined letters, values, abbreviations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.shell.surroundings import MANY, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence


class Syntax(NamedTuple):
    """The options of one command: letter -> long name, and what the long names take."""

    letters: dict[str, str]
    flags: frozenset[str]
    values: frozenset[str] = frozenset()  # a word of its own, or after `=`
    attached: frozenset[str] = frozenset()  # a value after `=`, or none


class Given(NamedTuple):
    """What a command line gives: (long name, value) in order, operands; `vague`: something in it may be an option."""

    options: tuple[tuple[str, str], ...]
    operands: tuple[str, ...]
    vague: bool

    def has(self, *names: str) -> bool:
        """Whether one of some options is given."""
        return any(name in names for name, _ in self.options)


def _syntax(letters: str, flags: str, values: str = "", attached: str = "") -> Syntax:
    pairs = dict(pair.split("=") for pair in letters.split())
    return Syntax(pairs, frozenset(flags.split()), frozenset(values.split()), frozenset(attached.split()))


SYNTAX = {
    "commit": _syntax(
        "q=quiet v=verbose F=file m=message c=reedit-message C=reuse-message s=signoff t=template e=edit S=gpg-sign "
        "a=all i=include p=patch o=only n=no-verify z=null u=untracked-files h=help",
        "quiet verbose reset-author signoff edit status all include interactive patch only no-verify verify dry-run "
        "short branch ahead-behind porcelain long null amend no-post-rewrite allow-empty allow-empty-message help "
        "pathspec-file-nul no-edit no-status no-verbose no-gpg-sign no-signoff no-all no-amend",
        "file author date message reedit-message reuse-message fixup squash trailer template cleanup "
        "pathspec-from-file",
        "gpg-sign untracked-files",
    ),
    "push": _syntax(
        "v=verbose q=quiet d=delete n=dry-run f=force u=set-upstream o=push-option 4=ipv4 6=ipv6 h=help",
        "verbose quiet all branches mirror delete tags dry-run porcelain force force-if-includes thin set-upstream "
        "progress prune no-verify verify follow-tags atomic ipv4 ipv6 help no-verbose no-thin no-signed no-progress",
        "repo receive-pack exec push-option recurse-submodules",
        "force-with-lease signed",
    ),
    "merge": _syntax(
        "n=no-stat s=strategy X=strategy-option m=message F=file v=verbose q=quiet e=edit S=gpg-sign h=help",
        "no-verify verify squash commit edit ff ff-only no-ff no-commit verify-signatures abort quit continue help",
        "strategy strategy-option message file into-name cleanup",
        "log gpg-sign",
    ),
    "pull": _syntax(
        "n=no-stat s=strategy X=strategy-option r=rebase j=jobs o=server-option S=gpg-sign v=verbose q=quiet h=help",
        "no-verify verify squash ff ff-only no-ff no-commit verify-signatures no-rebase all tags force help",
        "strategy strategy-option cleanup upload-pack depth server-option refmap",
        "rebase jobs log gpg-sign",
    ),
    "rebase": _syntax(
        "C=context x=exec s=strategy X=strategy-option S=gpg-sign r=rebase-merges i=interactive m=merge f=force-rebase",
        "no-verify verify continue skip abort quit edit-todo interactive merge root autosquash autostash help",
        "onto whitespace empty exec strategy strategy-option context",
        "gpg-sign rebase-merges",
    ),
    "am": _syntax(
        "n=no-verify C=context p=strip S=gpg-sign 3=3way i=interactive q=quiet s=signoff h=help",
        "no-verify verify 3way continue skip abort quit resolved interactive help",
        "whitespace directory exclude include patch-format context strip empty",
        "gpg-sign",
    ),
    "add": _syntax(
        "n=dry-run v=verbose i=interactive p=patch e=edit f=force u=update N=intent-to-add A=all h=help",
        "dry-run verbose interactive patch edit force update renormalize intent-to-add all ignore-removal refresh "
        "ignore-errors ignore-missing sparse pathspec-file-nul no-all no-ignore-removal help",
        "chmod pathspec-from-file",
    ),
    "rm": _syntax(
        "n=dry-run q=quiet f=force r=recursive h=help",
        "dry-run quiet cached force recursive ignore-unmatch sparse pathspec-file-nul help",
        "pathspec-from-file",
    ),
}
"""Command -> its options, as far as it matters what they take."""

_NONE = _syntax("h=help", "no-verify verify help")


def given(command: str, words: Sequence[str]) -> Given:
    """What the words after a command of git say."""
    syntax = SYNTAX.get(command, _NONE)
    options: list[tuple[str, str]] = []
    operands: list[str] = []
    vague, at = False, 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            rest = words[at:]
            return Given(tuple(options), (*operands, *rest), vague or any(MANY in one for one in rest))
        vague = vague or word.startswith(UNKNOWN) or MANY in word
        if word.startswith("--"):
            name, told, value = word[2:].partition("=")
            name = _whole(name, syntax)
            if not told and name in syntax.values:
                value = words[at] if at < len(words) else ""
                vague, at = vague or MANY in value, at + 1
            options.append((name, value))
        elif word.startswith("-") and len(word) > 1:
            vague = vague or UNKNOWN in word[:2]
            found, takes = _letters(word[1:], syntax)
            if takes:
                value = words[at] if at < len(words) else ""
                found[-1] = (found[-1][0], value)
                vague, at = vague or MANY in value, at + 1
            options += found
        else:
            operands.append(word)
    return Given(tuple(options), tuple(operands), vague)


def _letters(text: str, syntax: Syntax) -> tuple[list[tuple[str, str]], bool]:
    """The options of combined letters, and whether the last takes the next word."""
    found: list[tuple[str, str]] = []
    for at, letter in enumerate(text):
        name = syntax.letters.get(letter, letter)
        rest = text[at + 1 :]
        if name in syntax.values:
            found.append((name, rest))
            return found, not rest
        if name in syntax.attached:
            found.append((name, rest))
            return found, False
        found.append((name, ""))
    return found, False


def _whole(name: str, syntax: Syntax) -> str:
    """The long name that an abbreviation stands for, where it can be one alone."""
    known = syntax.flags | syntax.values | syntax.attached
    if name in known:
        return name
    found = [one for one in known if one.startswith(name)] if name else []
    return found[0] if len(found) == 1 else name
