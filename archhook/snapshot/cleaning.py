"""[I/O] What `git add` would store of files of the work tree, as far as no program is needed for that.

git is asked which attributes and settings hold for a path, where they come from is its business; no filter is run.
"""

from __future__ import annotations

from archhook.errors import GitError
from archhook.snapshot import command
from archhook.snapshot.changeset import decode, encode
from archhook.snapshot.conversion import ATTRIBUTES, AUTO, NOTHING, converted, has_text_crlf, recoded, rule_of
from archhook.snapshot.git_objects import blob_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from archhook.snapshot.conversion import Rule

    Blobs = Callable[[Iterable[str]], Mapping[str, bytes]]

_READ = (".py", ".toml", ".ini", ".cfg", ".txt")  # what may hold code, settings, measured figures or a baseline


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
            content = self._recoded(path, content, rule.encoding)
        result = converted(rule, content)
        if rule.ends != AUTO or b"\r\n" not in content or result == (kept := converted(rule, content, keep_ends=True)):
            return result
        oid = self._in_index(path)
        if not oid or oid == blob_id(self._object_format, result):
            return result
        was = kept if oid == blob_id(self._object_format, kept) else self._blobs((oid,))[oid]
        return kept if has_text_crlf(was) else result

    def _recoded(self, path: str, content: bytes, encoding: str) -> bytes:
        found = recoded(content, encoding)
        if found is None:
            from archhook.snapshot.recoding import recoded_by_git

            found = recoded_by_git(self._env, content, encoding, path)
        return found

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
        fields = decode(command.answer(process, "read the attributes")).split("\0")
        each = 3 * len(ATTRIBUTES)  # path, attribute and value, for every attribute
        known: dict[tuple[str, ...], Rule] = {}  # few of them, of many files
        if len(fields) % each != 1:
            raise GitError("git's list of attributes ends in the middle of a record")
        for start in range(0, len(fields) - 1, each):
            values = tuple(fields[start + 2 : start + each : 3])
            if values not in known:
                known[values] = rule_of(values, autocrlf=self._autocrlf, drivers=self._drivers)
            self._rules[fields[start]] = known[values]

    def _in_index(self, path: str) -> str:
        """The id of what the index holds at a path (in a merge: on our side), "" where it holds nothing."""
        if self._staged is None:
            self._staged = {}
            process = command.start(self._env, self._folder, "ls-files", "-s", "-z", much=True)
            for record in decode(command.answer(process, "list the tracked files")).split("\0")[:-1]:
                head, _, name = record.partition("\t")
                _, oid, stage = head.split(" ")
                if stage in {"0", "2"}:
                    self._staged[name] = oid
        return self._staged.get(path, "")


def _is_doubtful(path: str, rule: Rule) -> bool:
    return path.endswith(_READ) if rule.filtered else rule not in {NOTHING, NOTHING._replace(ends=AUTO)}
