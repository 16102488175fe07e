"""What somebody does about tests that cannot fail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.mending import sync

if TYPE_CHECKING:
    from helpers.mended_project import Mending

    from archhook.model.findings import Finding


def proved(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """Writes what the test is to prove."""
    project.swap(
        f"def {finding.symbol}():\n    assert True\n", f"def {finding.symbol}():\n    assert 1 + 1 == 2\n", finding.file
    )


def run_again(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """The test is no longer skipped."""
    project.swap("@pytest.mark.skip\n", "", finding.file)


def skipped_where(project: Mending, finding: Finding, _: re.Match[str]) -> None:
    """The test says where it cannot run."""
    project.swap("@pytest.mark.skip\n", "@pytest.mark.skipif(sys.platform == 'win32', reason='forks')\n", finding.file)
    project.write(finding.file, f"import sys\n{project.read(finding.file)}")


def removed(project: Mending, finding: Finding, found: re.Match[str]) -> None:
    """The test goes, from the ledger by sync."""
    text = project.read(finding.file)
    gone = re.search(rf"(?m)^(?:@.*\n)?def {finding.symbol}\(\):\n(?:    .*\n)+", text)
    assert gone is not None
    project.write(finding.file, text[: gone.start()] + text[gone.end() :])
    sync(project, finding, found)
