"""What pre-commit has put aside, as its patch says."""

from __future__ import annotations

import os

import pytest

from archhook.snapshot.staging import put_aside

PATCH = b"""\
diff --git a/architecture.py b/architecture.py
--- a/architecture.py
+++ b/architecture.py
@@ -1 +1 @@
-diff --git a/no b/no
+x
diff --git a/src/a b.py b/src/a b.py
diff --git "a/src/\\303\\244.py" "b/src/\\303\\244.py"
"""


@pytest.mark.parametrize("name", ["PRE_COMMIT_HOME", "XDG_CACHE_HOME", "HOME"])
def test_the_files_of_the_patch_of_the_process_that_runs_the_hook(tmp_path, monkeypatch, name) -> None:
    folder = tmp_path / {"XDG_CACHE_HOME": "pre-commit", "HOME": ".cache/pre-commit"}.get(name, "")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"patch1700000000-{os.getppid()}").write_bytes(PATCH)
    (folder / f"patch1700000000-{os.getppid()}1").write_bytes(PATCH.replace(b"architecture", b"other"))
    for one in ("PRE_COMMIT_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(one, raising=False)
    monkeypatch.setenv(name, str(tmp_path))
    assert put_aside({"PRE_COMMIT": "1", name: str(tmp_path)}) == {"architecture.py", "src/a b.py"}
    assert put_aside({name: str(tmp_path)}) == frozenset()


def test_nothing_where_there_is_no_patch(tmp_path) -> None:
    assert put_aside({"PRE_COMMIT": "1", "PRE_COMMIT_HOME": str(tmp_path)}) == frozenset()
    assert put_aside({"PRE_COMMIT": "1", "PRE_COMMIT_HOME": str(tmp_path / "none")}) == frozenset()
