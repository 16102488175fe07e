"""What files that belong together are called: one noun, from their folder or from their own names. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archhook.inventory.module_names import INIT

if TYPE_CHECKING:
    from archhook.recovery.groups import Group

FOUNDATION = "foundation"
"""What files are called that have nothing in common but that all others stand on them."""

SEVERAL, MOST = 2, 0.4
"""A word names a group where so many of its files begin with it, and such a part of them."""

WEAK = frozenset(
    {"abc", "about", "base", "bases", "code", "codes", "common", "compat", "compatibility", "const", "constants",
     "default", "defaults", "deprecated", "errors", "exceptions", "extras", "functions", "hdrs", "helper", "helpers",
     "init", "internal", "lib", "log", "logger", "main", "misc", "packages", "stack", "state", "status", "stuff",
     "tools", "top", "typedefs", "types", "typing", "util", "utilities", "utils", "version", "versions"}
)  # fmt: skip
"""Words that say nothing of what a file is about where its name ends in one: most packages have such files."""

WEAK_BEFORE = ("base", "compat", "default")
"""The same of a name that begins with one."""

PLATFORMS = frozenset(
    {"darwin", "linux", "macos", "nt", "osx", "platform", "platforms", "posix", "unix", "win", "win32", "windows"}
)
"""Words of files that do for one system what others do elsewhere."""

ACRONYMS = frozenset(
    {"amqp", "api", "asgi", "ast", "aws", "cli", "css", "csv", "db", "dns", "gcp", "grpc", "gui", "html", "http",
     "https", "id", "io", "ip", "json", "jwt", "llm", "mcp", "orm", "pdf", "rpc", "sdk", "smtp", "sql", "ssh", "ssl",
     "svg", "tcp", "tls", "udp", "ui", "uri", "url", "wsgi", "xml", "yaml"}
)  # fmt: skip

PHRASES = {
    **dict.fromkeys(("bin", "cli", "cmd", "command_line", "commandline"), "Command line"),
    **dict.fromkeys(("util", "utils", "utilities"), "Utilities"),
    **dict.fromkeys(("db", "database"), "Database"),
    **dict.fromkeys(("ext", "extensions"), "Extensions"),
    "contrib": "Contributed extensions",
    "io": "Input and output",
    "urls": "URLs",
    "apis": "APIs",
}
"""What is said of a folder or a file instead of its name."""


def names_of(group: Group, package: str = "") -> list[str]:
    """What a group may be called, the best first, as paths of words: `cache`, `cache/redis`. None has two stems.

    Of a whole folder: its name, with those above it where that alone says nothing or is taken. Of loose files: the
    word that many of them begin with, else the most connected file whose name tells something, behind the folder that
    they lie in below `package`.
    """
    folders = [part.strip("_") for part in group.folder.split("/") if part.strip("_")]
    above = [part.strip("_") for part in package.split("/") if part.strip("_")]
    own = folders[len(above) :] if folders[: len(above)] == above else folders
    ends = ["/".join(own[at:]) for at in range(len(own) - 1, -1, -1)]
    if len(ends) > 1 and is_weak(own[-1]):
        ends = [*ends[1:], ends[0]]
    whole = "/".join(folders)
    ends += [whole] if whole and whole not in ends else []
    stems = ["/".join((*own, stem)) for stem in dict.fromkeys(_stems(group)) if stem not in own[-1:]]
    found = [*ends, *stems] if group.whole else [*stems, *ends]
    return [*dict.fromkeys(found)]


def hubs_of(group: Group) -> list[str]:
    """The files that stand for a group, the most connected first, those with telling names before the others."""
    paths = [path for path in dict.fromkeys((*group.hubs, *group.files)) if stem_of(path)]
    private = sum(stem_of(path).startswith("_") for path in group.files) * 2 <= len(group.files)
    order = [_rank(path, private=private) for path in paths]
    return [path for _, path in sorted(zip(order, paths, strict=True), key=lambda one: one[0])]


def is_unrelated(group: Group) -> bool:
    """Whether the names of loose files have nothing in common."""
    return not group.whole and len(group.files) > SEVERAL and not _shared(group)


def is_weak(name: str) -> bool:
    """Whether the name of a file or a folder says nothing of what it is about."""
    words = _words_of(name)
    return not words or words[-1] in WEAK or words[0] in WEAK_BEFORE or not PLATFORMS.isdisjoint(words)


def phrase(name: str) -> str:
    """A path of words as a title: `Command line` for `bin`, `HTTP client` for `http_client`."""
    *above, last = name.split("/")
    said = PHRASES.get(last.lower(), "")
    if not said:
        words = [
            word.upper() if word.lower() in ACRONYMS else word for word in re.split(r"[^0-9A-Za-z]+", last) if word
        ]
        said = " ".join(words)
        said = said[:1].upper() + said[1:]
    return f"{said} of {'/'.join(above)}" if above and said else said


def stem_of(path: str) -> str:
    """A file as it is spoken of: its name without the ending; the folder for its `__init__.py`."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] if name == INIT else name.removesuffix(".py")


def _stems(group: Group) -> list[str]:
    """The words for some files: the one that many begin with, then their own names."""
    shared = _shared(group)
    return [*([shared] if shared else []), *(stem_of(path).strip("_") for path in hubs_of(group))]


def _shared(group: Group) -> str:
    """The word with which the names of many files of a group begin: `web` of `web_app.py`; "" where there is none."""
    firsts = Counter(stem_of(path).strip("_").partition("_")[0] for path in group.files)
    word, number = firsts.most_common(1)[0]
    enough = number >= max(SEVERAL, MOST * len(group.files)) and len(word) > 1
    return word if enough and not is_weak(word) else ""


def _rank(path: str, *, private: bool) -> tuple[bool, bool, bool]:
    """How little a file's name tells. `private`: whether an underscore in front says anything."""
    stem = stem_of(path)
    return is_weak(stem), path.endswith(f"/{INIT}") or path == INIT, private and stem.startswith("_")


def _words_of(name: str) -> list[str]:
    return [word for word in re.split(r"[^0-9a-z]+", name.lower()) if word]
