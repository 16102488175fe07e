"""What a test file verifies: whom it is about, by its name and by what it imports."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.group_names import is_weak
from archhook.author.paths_of_tests import ROOTS, bare_stem, folder_words, is_of_level, subject_of
from archhook.inventory.module_names import INIT, folders_of
from archhook.model.nodes import FileInventory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from archhook.inventory.module_names import Resolver
    from archhook.model.nodes import Import

IMPORTS = "it imports"
"""Who imports what a test is about, where nothing but the test itself has to be looked at."""

ENOUGH = 3
"""What a test imports from deeper folders says whom it is about where it is such a part of all: not if it is one name
of many that a package hands on."""

_ASKED = 50
"""So many of the files of one name are looked at, as each of thousands of tests may ask for it."""

_PREFIX = 80
"""Letters of a file's name of which its first words are taken."""


class Meant(NamedTuple):
    """What an import of a file means within the project."""

    written: str  # the file that the statement names
    file: str  # the file that the name comes from; the same where nothing is handed on
    name: str  # "" for a module as a whole


def meant(path: str, imports: Iterable[Import], resolver: Resolver) -> tuple[Meant, ...]:
    """What the imports of a file mean, each once; those left out that are for type checkers, or mean no other file."""
    at_work = (one for one in imports if one.kind != "typing")
    found = resolver.meanings(path, FileInventory(imports=tuple(at_work)))
    return tuple(dict.fromkeys(Meant(one.written, one.file, one.symbol) for one in found if one.file))


class Code(NamedTuple):
    """What is known of a project's code where it is asked what a test is about.

    An owner is whatever pieces of code are told apart by: a Design, or a group that is to become one.
    """

    meant: Callable[[str], Iterable[Meant]]  # a file -> what its imports mean
    owners: Callable[[str, str], Iterable[str]]  # a file and a name in it, "" for all of it -> whose that is
    within: Callable[[str], Iterable[str]]  # a folder -> whose the files are that lie in it
    roots: frozenset[str]  # the source roots as folders
    helps: Callable[[str], bool]  # whether a file is there and belongs to the tests
    called: Mapping[str, Collection[str]]  # see `by_stem`, of the files that have an owner


class About(NamedTuple):
    """Whom a test is about: one owner; several that are equally near; or none, where nothing tells."""

    owners: tuple[str, ...] = ()
    why: str = ""  # in a few words that go on from the owner's name; of several, a clause
    sure: bool = False  # whether a person need not look at it
    named: tuple[tuple[str, str], ...] = ()  # owner -> a file of it that speaks for it, where there are several


class _Piece(NamedTuple):
    """An imported file: as the statement names it, as it is meant, and whose it is."""

    written: str
    file: str
    owners: frozenset[str]
    called: str = ""  # where a whole package is imported: why this file of it was chosen


def by_stem(paths: Iterable[str]) -> dict[str, list[str]]:
    """What a test may be named for -> the files that are called so, and those in a folder that is; with a final `_`,
    those whose name begins so: `web_` -> `web_app.py`.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        stem = bare_stem(path)
        names = {stem, path.rpartition("/")[0].rpartition("/")[2].lower().lstrip("_")}
        names |= {stem[: at + 1] for at, letter in enumerate(stem[:_PREFIX]) if letter == "_"}
        for name in names - {""}:
            found[name].append(path)
    return found


def about(path: str, code: Code) -> About:
    """Whom a test file is about.

    The file that has the test's own name, imported or not; of what it imports, the files that its name begins with,
    else those in a folder that is called as the test's own, else the most specific ones, else whoever has most of them.
    A test that imports nothing of the product is about what its helpers and its conftest.py import, or about a file or
    a folder that its name begins with, or that its folder is called as.
    """
    imported = [*code.meant(path)]
    pieces = _pieces(path, imported, code)
    if pieces and (named := _by_name(path, pieces, code)):
        return named
    if pieces:
        return _nearest(path, pieces, IMPORTS, code)
    helpers = [one.file for one in imported if code.helps(one.file)]
    helpers += [one for folder in ("", *folders_of(path)) if code.helps(one := f"{folder}conftest.py") and one != path]
    helpers = [one for one in dict.fromkeys(helpers) if _pieces(path, code.meant(one), code)]
    pieces = _pieces(path, [one for helper in helpers for one in code.meant(helper)], code)
    if pieces:
        return _nearest(path, pieces, _helping(helpers), code)
    words = subject_of(path).split("_")
    names = ("_".join(words[:count]) for count in range(len(words), 0, -1))
    for name in (*names, *reversed([*folder_words(path)])):
        called = _pieces_called(name, code) or _pieces_called(f"{name}_", code)
        near = _best(called, lambda one: len({*folder_words(path)} & {*folder_words(one.file)})) if called else []
        if len(_owners(near)) == 1:
            file = _shown(near)
            place = file if bare_stem(file) == name else f"folder {file.rpartition('/')[0]}"
            return _told(near, f"whose {place} it is named for", "")
    return About()


def _by_name(path: str, pieces: list[_Piece], code: Code) -> About | None:
    """Whom a test is about by its own name or its folder's, whatever else it imports; None where these do not tell."""
    subject, within = subject_of(path), {*folder_words(path)}
    if any(bare_stem(one.file) == subject for one in pieces):
        return None  # what it imports tells the same, and better
    same = [one for one in _pieces_called(subject, code) if bare_stem(one.file) == subject]
    near = [one for one in same if within <= {*folder_words(one.file)}]
    if len(_owners(near)) == 1 and not is_weak(subject):
        return _told(near, f"whose {_shown(near)} it is named for", "")
    imported = _owners(pieces)
    if len(imported) == 1:
        return None
    words = subject.split("_")
    names = [name for count in range(len(words), 0, -1) if not is_weak(name := "_".join(words[:count]))]
    ways = [(name, "its name begins with") for name in names]
    ways += [(name, "has the name of its folder") for name in reversed([*folder_words(path)])]
    for name, why in ways:
        called = (*_pieces_called(name, code), *_pieces_called(f"{name}_", code))
        found = [one for one in {one.file: one for one in called}.values() if one.owners & imported]
        count = Counter(owner for one in found for owner in one.owners & imported)
        most = [owner for owner, number in count.items() if number == max(count.values())]
        if len(most) == 1:
            shown = _shown([one for one in found if most[0] in one.owners])
            return About((most[0],), f"of which it imports, and whose {shown} {why}", sure=len(count) == 1)
    return None


def _pieces_called(name: str, code: Code) -> list[_Piece]:
    """The files that a test may be named for, and whose they are."""
    return [_Piece(one, one, frozenset(code.owners(one, ""))) for one in islice(code.called.get(name, ()), _ASKED)]


def _helping(helpers: list[str]) -> str:
    """Who imports what a test is about, where some helpers do."""
    first, *others = helpers
    if not others:
        return f"{first} imports"
    return f"{first} and {others[0] if len(others) == 1 else f'{len(others)} more of its helpers'} import"


def integrating(told: About, below: Callable[[str], Collection[str]]) -> About:
    """Whom an integration test is about that imports as much of several: the one that requires all the others, if any.

    `below`: an owner -> what it requires, straight or through others.
    """
    tops = [one for one in told.owners if {*told.owners} - {one} <= {*below(one)}]
    if len(told.owners) < 2 or len(tops) != 1:
        return told
    return About((tops[0],), "which requires the others that it imports")


def _pieces(path: str, imported: Iterable[Meant], code: Code) -> list[_Piece]:
    """The imported files that have an owner, each once; without what lies in the tests' own folder if there is more.

    A package that is imported as a whole stands for its files that are called as the test is, or as the test's folder;
    else for its own file, or where that has no owner for all in its folder.
    """
    found: dict[tuple[str, str, str], set[str]] = {}
    for one in imported:
        package = one.file.rpartition("/")[2] == INIT and not code.helps(one.file)
        whole = package and not (one.name and [*code.owners(one.file, one.name)])
        files = [*_called(path, one.file, code)] if whole else []
        for file, called in files or ((one.file, ""),):
            owners = {*code.owners(file, one.name)}
            if whole and not owners:
                owners = {*code.within(file.rpartition("/")[0])}
            if owners:
                found.setdefault((one.written, file, called), set()).update(owners)
    pieces = [_Piece(written, file, frozenset(owners), called) for (written, file, called), owners in found.items()]
    tree = _tree(path)
    return [one for one in pieces if not tree or not one.file.startswith(tree)] or pieces


def _called(path: str, package: str, code: Code) -> Iterator[tuple[str, str]]:
    """(a file of a package that is called as a test is, else as the nearest of its folders that is one; as which)."""
    inside = package.removesuffix(INIT)
    names = {subject_of(path): "its name", **dict.fromkeys(reversed([*folder_words(path)]), "the name of its folder")}
    for name, called in names.items():
        files = [one for one in code.called.get(name, ()) if one.startswith(inside) and one != package]
        if files:
            yield from ((one, called) for one in files)
            return


def _tree(path: str) -> str:
    """The folder of tests that a test lies in, with a final slash, "" for none: what else lies there serves them."""
    parts = path.split("/")[:-1]
    for at, part in enumerate(parts, 1):
        if part.lower() in ROOTS or is_of_level(part.lower()):
            return "/".join(parts[:at]) + "/"
    return ""


def _nearest(path: str, pieces: list[_Piece], does: str, code: Code) -> About:
    """The owner of the pieces that are nearest to a test: rule after rule, until one owner is left."""
    if len(_owners(pieces)) == 1:
        if all(one.called for one in pieces):
            called = min((one.file, one.called) for one in pieces)[1]
            return _told(pieces, f"whose {_shown(pieces)} has {called}, in the package that {does}", does)
        return _told(pieces, f"which {does}", does)
    subject = subject_of(path)
    left = [one for one in pieces if bare_stem(one.file) == subject] or pieces
    if len(_owners(left)) == 1:
        return _told(left, f"whose {_shown(left)} {does}, and has its name", does)
    for place in (attrgetter("file"), attrgetter("written")):
        deep = _most_specific(left, place, code.roots)
        left = deep if len(deep) * ENOUGH >= len(left) else left
        if len(_owners(left)) == 1:
            return _told(left, f"whose {_shown(left)} is the most specific that {does}", does)
    words = {*folder_words(path)}
    left = _best(left, lambda one: len(words & {*folder_words(one.file)}))
    if len(_owners(left)) == 1:
        return _told(left, f"whose {_shown(left)} {does}, of a folder that is called as its own", does)
    left = _best(left, lambda one: len(bare_stem(one.file)) if subject.startswith(f"{bare_stem(one.file)}_") else 0)
    if len(_owners(left)) == 1:
        return _told(left, f"whose {_shown(left)} {does}, and begins with its name", does)
    count = Counter(owner for owner, _ in {(owner, one.file) for one in left for owner in one.owners})
    most = max(count.values())
    first = tuple(sorted(owner for owner in count if count[owner] == most))
    if len(first) == 1:
        return About(first, f"which {does} most of")
    named = tuple((owner, min(one.file for one in left if owner in one.owners)) for owner in first)
    return About(first, f"{does} as much of one as of the other", named=named)


def _told(pieces: list[_Piece], why: str, does: str) -> About:
    return About(tuple(_owners(pieces)), why, does == IMPORTS)


def _owners(pieces: list[_Piece]) -> frozenset[str]:
    return frozenset[str]().union(*(one.owners for one in pieces))


def _shown(pieces: list[_Piece]) -> str:
    return min(one.file for one in pieces)


def _most_specific(pieces: list[_Piece], place: Callable[[_Piece], str], roots: Collection[str]) -> list[_Piece]:
    """The pieces without those of a package in which another one lies deeper, and without that package's own file.

    `import shop` says little where `shop.pay` is imported, too; and `shop.errors` says little beside `shop.pay.retry`.
    What lies at the top of a source root is not above the packages that lie there.
    """
    places = {place(one) for one in pieces}
    folders = {path.rpartition("/")[0] for path in places}
    shallow = {
        folder for folder in folders if folder not in roots and any(one.startswith(f"{folder}/") for one in folders)
    }
    with_more = {path.rpartition("/")[0] for path in places if path.rpartition("/")[2] != INIT}

    def general(path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return folder in shallow or (name == INIT and folder in with_more)

    return [one for one in pieces if not general(place(one))]


def _best(pieces: list[_Piece], score: Callable[[_Piece], int]) -> list[_Piece]:
    best = max(map(score, pieces))
    return [one for one in pieces if score(one) == best]
