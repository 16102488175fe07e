"""[I/O] Content that git itself converts to UTF-8: what a character set holds depends on the tables of its iconv.

git does so in an empty repository of its own, below the folder for temporary files, where one attribute holds for its
one file: nothing is written to the user's repository, and no filter runs.
"""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from archhook.errors import GitError
from archhook.snapshot import command
from archhook.snapshot.changeset import decode, encode
from archhook.snapshot.git_objects import blob_id, inflate_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_A_REPOSITORY = frozenset(
    {
        "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_ATTR_SOURCE",
    }
)  # fmt: skip
_FILE = "file"
_ATTRIBUTES = f"{_FILE} -text !crlf !eol -ident !filter working-tree-encoding="
_HASH = ("-c", "core.checkRoundtripEncoding=", "hash-object", "--stdin", f"--path={_FILE}")


def recoded_by_git(env: Mapping[str, str], content: bytes, encoding: str, path: str) -> bytes:
    """The content of a file in UTF-8; as it is where git would refuse to add it. `GitError` where git fails."""
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
    code, output, errors = command.start(env, folder, *_HASH, "-w", standard_input=content).finish()
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
