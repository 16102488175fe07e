"""[I/O] What `git add` would store of files of the work tree: line endings, ident and encoding converted.

The rules are those of gitattributes(5) and of `core.autocrlf`, on the way into the repository. git is asked which
attributes and settings hold for a path, where they come from is its business; no filter is run.
"""

from __future__ import annotations

import os

from archhook.errors import GitError
from archhook.snapshot import command
from archhook.snapshot.changeset import decode, encode, listed, records
from archhook.snapshot.git_objects import blob_id, inflate_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import NamedTuple

    Blobs = Callable[[Iterable[str]], Mapping[str, bytes]]
else:
    from archhook.records import NamedTuple

ATTRIBUTES = ("text", "crlf", "eol", "ident", "filter", "working-tree-encoding")
"""The attributes that say how a file is converted."""

TEXT, AUTO = "text", "auto"

_NEITHER_PRINTED_NOR_SPACE = bytes({*range(32), 127} - set(b"\b\t\n\f\r\x1b"))
_BOMS = {"16": (b"\xfe\xff", b"\xff\xfe"), "32": (b"\0\0\xfe\xff", b"\xff\xfe\0\0")}
_ALIKE = frozenset(
    {"ASCII", "US-ASCII", "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-15", "KOI8-R", "CP1251", "CP1252"}
)
"""Encodings that, beside those of Unicode, are the same in Python as in every iconv, as far as Python reads them. (Of
Shift-JIS, one makes a backslash of what is a yen sign to the other.)"""

_READ = (".py", ".toml", ".ini", ".cfg", ".txt")  # what may hold code, settings, measured figures or a baseline

_OF_A_REPOSITORY = frozenset(
    {
        "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_ATTR_SOURCE",
    }
)  # fmt: skip
_FILE = "file"
_ATTRIBUTES = f"{_FILE} -text !crlf !eol -ident !filter working-tree-encoding="
_HASH = ("-c", "core.checkRoundtripEncoding=", "hash-object", "--stdin", f"--path={_FILE}")


class Cleaning:
    """How the files of one work tree are converted.

    `blobs` gives the content of objects by their ids. `configured`: `command.settings`, None to ask for them.
    """

    __slots__ = ("_autocrlf", "_blobs", "_drivers", "_env", "_folder", "_object_format", "_rules", "_staged")

    def __init__(
        self,
        env: Mapping[str, str],
        folder: str,
        object_format: str,
        blobs: Blobs,
        configured: Mapping[str, str] | None = None,
    ) -> None:
        self._env = env
        self._folder = folder
        self._object_format = object_format
        self._blobs = blobs
        self._rules: dict[str, Rule] = {}
        self._staged: dict[str, str] | None = None
        configured = command.settings(env, folder) if configured is None else configured
        self._autocrlf = command.is_on(configured.get("core.autocrlf", ""))
        self._drivers = {
            key.partition(".")[2].rpartition(".")[0]
            for key, value in configured.items()
            if key.startswith("filter.") and value  # there is a program to run
        }

    def doubtful(self, paths: Collection[str]) -> dict[str, bool]:
        """Those of some tracked files whose content has to be converted to know what `git add` would store.

        Of the others git's record tells: of a file that it need not look at, the index holds what it would store. So
        it is where git guesses what is text, since it leaves alone what is in the index with CRLF; and of files that
        nobody reads here a filter's output counts as long as git holds it to be fresh: they may be many and large.
        The value says whether only line endings and ident are converted. (An attribute or a setting that has been
        taken away leaves no trace: until such a file is touched, the index is believed of it, as by `git add`.)
        """
        self._ask(paths)
        rules = ((path, self._rules[path]) for path in paths)
        return {path: not (rule.filtered or rule.encoding) for path, rule in rules if _is_doubtful(path, rule)}

    def converts(self, path: str, others: Callable[[], Iterable[str]]) -> bool:
        """Whether there is anything by which the file could be converted. `others` are asked about at once."""
        return self._rule(path, others) != NOTHING

    def stored(self, path: str, content: bytes, others: Callable[[], Iterable[str]]) -> bytes:
        """What `git add` would store of a file with this content. `others` as in `converts`."""
        rule = self._rule(path, others)
        if rule.encoding and content:
            found = recoded(content, rule.encoding)
            content = recoded_by_git(self._env, content, rule.encoding, path) if found is None else found
        result = converted(rule, content)
        if rule.ends != AUTO or b"\r\n" not in content or result == (kept := converted(rule, content, keep_ends=True)):
            return result
        oid = self._in_index(path)
        if not oid or oid == blob_id(self._object_format, result):
            return result
        was = kept if oid == blob_id(self._object_format, kept) else self._blobs((oid,))[oid]
        return kept if has_text_crlf(was) else result

    def _rule(self, path: str, others: Callable[[], Iterable[str]]) -> Rule:
        if path not in self._rules:
            self._ask({path, *others()})
        return self._rules[path]

    def _ask(self, paths: Iterable[str]) -> None:
        request = b"".join(encode(path) + b"\0" for path in paths)
        if not request:
            return
        asking = ("check-attr", "--stdin", "-z", *ATTRIBUTES)
        process = command.start(self._env, self._folder, *asking, standard_input=request, much=True)
        fields = records(command.answer(process, "read the attributes"))
        each = 3 * len(ATTRIBUTES)  # path, attribute and value, for every attribute
        known: dict[tuple[str, ...], Rule] = {}  # few of them, of many files
        if len(fields) % each:
            raise GitError("git's list of attributes ends in the middle of a record")
        for start in range(0, len(fields), each):
            values = tuple(fields[start + 2 : start + each : 3])
            if values not in known:
                known[values] = rule_of(values, autocrlf=self._autocrlf, drivers=self._drivers)
            self._rules[fields[start]] = known[values]

    def _in_index(self, path: str) -> str:
        """The id of what the index holds at a path (in a merge: on our side), "" where it holds nothing."""
        if self._staged is None:
            self._staged = {}
            process = command.start(self._env, self._folder, "ls-files", "-s", "-z", much=True)
            for head, name in listed(records(command.answer(process, "list the tracked files"))):
                _, oid, stage = head.split(" ")
                if stage in {"0", "2"}:
                    self._staged[name] = oid
        return self._staged.get(path, "")


def _is_doubtful(path: str, rule: Rule) -> bool:
    return path.endswith(_READ) if rule.filtered else rule not in {NOTHING, NOTHING._replace(ends=AUTO)}


class Rule(NamedTuple):
    """How one file is converted."""

    ends: str = ""  # TEXT: CRLF becomes LF; AUTO: where it looks like text; "": nothing
    ident: bool = False  # `$Id: ...$` becomes `$Id$`
    encoding: str = ""  # what is converted to UTF-8, before all else
    filtered: bool = False  # a program would run: the bytes stay as they are, whatever else is said


NOTHING = Rule()


def rule_of(values: Sequence[str], *, autocrlf: bool, drivers: Collection[str]) -> Rule:
    """The rule of a file whose `ATTRIBUTES` have these values, in the words of `git check-attr`.

    `autocrlf`: `core.autocrlf` is on in either way. `drivers`: the filters that have a program to run.
    """
    text, crlf, eol, ident, driver, encoding = values
    if driver in drivers:
        return Rule(filtered=True)
    ends = _ends(text) or _ends(crlf)
    if ends not in {"-", AUTO} and eol in {"lf", "crlf"}:
        ends = TEXT
    elif not ends and autocrlf:
        ends = AUTO
    if encoding in {"set", "unset", "unspecified"} or _utf(encoding) == "8":
        encoding = ""
    return Rule("" if ends == "-" else ends, ident == "set", encoding)


def _ends(value: str) -> str:
    """TEXT, AUTO, "-" for no conversion, "" where nothing is said."""
    return {"set": TEXT, "input": TEXT, "auto": AUTO, "unset": "-"}.get(value, "")


def converted(rule: Rule, content: bytes, *, keep_ends: bool = False) -> bytes:
    """The content, in UTF-8, under a rule. `keep_ends`: the index holds CRLF, so that AUTO keeps them, too."""
    if rule.filtered:
        return content
    if rule.ends == TEXT or (rule.ends == AUTO and not keep_ends and has_text_crlf(content)):
        content = content.replace(b"\r\n", b"\n")
    return _without_idents(content) if rule.ident else content


def has_text_crlf(content: bytes) -> bool:
    """Whether there are CRLF in what looks like text; git's own guess, which a single CR or NUL makes binary."""
    ends = content.count(b"\r\n")
    if not ends or ends != content.count(b"\r") or b"\0" in content:
        return False
    odd = len(content) - len(content.translate(None, _NEITHER_PRINTED_NOR_SPACE))
    printed = len(content) - odd - ends - content.count(b"\n")
    return printed >> 7 >= odd - content.endswith(b"\x1a")


def _without_idents(content: bytes) -> bytes:
    """`$Id$` for each `$Id: ...$` that ends in its line; the dollar that ends one begins no other."""
    parts: list[bytes] = []
    done = 0
    found = content.find(b"$Id:")
    while found >= 0 and (end := content.find(b"$", found + 4)) >= 0:
        following = end
        if b"\n" not in content[found:end]:
            parts += (content[done:found], b"$Id$")
            done = following = end + 1
        found = content.find(b"$Id:", following)
    return b"".join((*parts, content[done:]))


def recoded(content: bytes, encoding: str) -> bytes | None:
    """The content in UTF-8; None where git has to be asked, which is for most encodings: see `_ALIKE`."""
    name = encoding.upper()
    boms = _BOMS.get(name[4:6], ()) if name.startswith("UTF-") else None
    if boms:  # of UTF-16 and UTF-32 has to have a mark in front what does not say its order, and nothing else may
        marked, ordered = content.startswith(boms), name[6:] != ""
        if marked == ordered or name[6:] not in {"", "LE", "BE"}:
            return None
    elif name not in _ALIKE:
        return None
    try:
        return content.decode(name).encode()
    except ValueError:
        return None


def _utf(encoding: str) -> str:
    """What follows `UTF-` or `UTF`; "" for other encodings."""
    return encoding[3:].removeprefix("-") if encoding[:3].upper() == "UTF" else ""


def recoded_by_git(env: Mapping[str, str], content: bytes, encoding: str, path: str) -> bytes:
    """The content of a file in UTF-8; as it is where git would refuse to add it. `GitError` where git fails.

    What a character set holds depends on the tables of git's iconv. git converts it in an empty repository of its own,
    below the folder for temporary files, where one attribute holds for its one file: nothing is written to the user's
    repository, and no filter runs.
    """
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix="archhook-") as folder:
            for name in ("objects", "refs", "info"):
                os.mkdir(os.path.join(folder, name))
            _write(os.path.join(folder, "HEAD"), b"ref: refs/heads/none\n")
            _write(os.path.join(folder, "info", "attributes"), encode(f"{_ATTRIBUTES}{encoding}\n"))
            own = {key: value for key, value in env.items() if key not in _OF_A_REPOSITORY} | {"GIT_DIR": folder}
            return _stored(own, folder, content)
    except OSError as error:
        what = f"no temporary folder to convert it from {encoding} in: {error.strerror or error}"
        raise GitError(what, path=path, fix="have TMPDIR name a folder that can be written to") from error


def _stored(env: Mapping[str, str], folder: str, content: bytes) -> bytes:
    code, output, errors = command.start(env, folder, *_HASH, "-w", standard_input=content).communicate()
    if code:
        told = command.answer(command.start(env, folder, *_HASH, standard_input=content), "convert a file")
        if decode(told).strip() == blob_id("sha1", content):  # git says that it cannot, and takes it as it is
            return content
        raise command.failure("convert a file", code, errors)
    oid = decode(output).strip()
    with open(os.path.join(folder, "objects", oid[:2], oid[2:]), "rb") as file:
        found = inflate_blob(file.read())
    if found is None:
        raise GitError("git has converted a file to what cannot be read")
    return found


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
