"""Neighbours that judge the same tree: import-linter and tach."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from edits import commented, staged
from measure import Job

if TYPE_CHECKING:
    from pathlib import Path

LAYERS = 10
"""So many packages stand in the contract of layers: with all of 1,000 import-linter takes more than eight minutes."""
CONTRACT = """\
[importlinter]
root_package = app

[importlinter:contract:layers]
name = layers
type = layers
layers =
{layers}
"""


def peer_jobs(repo: Path, programs: Path, touched: str) -> list[Job]:
    """The neighbours on a synthetic project with imports, cold and with one file touched.

    tach has the rule of the ledger, `depends_on` for `requires`; import-linter a contract of some of the packages.
    """
    numbers = sorted(int(path.name[4:]) for path in (repo / "src/app").glob("part*"))
    layers = numbers[:: max(1, len(numbers) // LAYERS)][::-1]
    (repo / ".importlinter").write_text(CONTRACT.format(layers="\n".join(f"    app.part{one}" for one in layers)))
    modules = [
        f'[[modules]]\npath = "app.part{one}"\n'
        f"depends_on = {[f'app.part{other}' for other in range(max(0, one - 2), one)]}\n"
        for one in numbers
    ]
    (repo / "tach.toml").write_text('source_roots = ["src"]\n' + "".join(modules))
    env = {"PYTHONPATH": str(repo / "src")}

    def forget() -> None:
        shutil.rmtree(repo / ".import_linter_cache", ignore_errors=True)

    touch = staged(repo, touched, commented)
    lint, tach = str(programs / "lint-imports"), str(programs / "tach")
    return [
        Job("lint-imports, cold", [lint], repo, forget, env),
        Job("lint-imports, one file touched", [lint], repo, touch, env),
        Job("tach check, one file touched", [tach, "check"], repo, touch),
    ]
