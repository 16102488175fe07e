"""A ledger's report as a page, for the tests that read it and the tests that open it."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from archhook.model.findings import Finding
from archhook.query.diff import difference
from archhook.query.exemption_answer import newer_answer
from archhook.query.html_page import PARTS, render_page, report_document

from .asking import architecture_of
from .ledgers import sound

if TYPE_CHECKING:
    from archhook.model.nodes import Node

EVIL = "</script><script>alert(1)</script><!--<script> \u2028 & \" ' `x` \ud800"
LEDGER = '''
class Goal(Intent):
    """[I-1] Chats feel instant."""

class Need(Requirement):
    """[R-1] A message arrives within 100 ms."""
    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=100)

class Pool(Design):
    """[D-1] A pool of connections.

    Why it is one:

    - connections are dear,
      and few
    - see D-2 and `take()`

        pool = Pool(3)
    """
    satisfies = [Need]
    estimated = ResourceConstraints(memory_mb=64)
    measured = ResourceConstraints(memory_mb=80)

class PubSub(Design):
    """[D-2] Redis pub/sub."""
    satisfies = [Need]
    requires = [Pool]

class Client(Task):
    """[T-1] The client."""
    implements = PubSub
    file_path = "src/client.py"
    functions = ["publish"]

class Unit(UnitTest):
    """[UT-1] The client alone."""
    verifies = PubSub
    test_file = "tests/test_client.py"
    test_functions = ["test_publish"]

class Dropped(Design):
    """[D-9] Not taken."""
    satisfies = [Need]
    adopted = False
'''
BROKEN = Finding(
    "INV403", "missing-function", "error", "T-1 declares function 'publish' that src/client.py does not define",
    "architecture.py", 30, 5, "T-1", "task", (("I-1", "R-1", "D-2", "T-1"),), 1, "src/client.py", "publish", "write it",
)  # fmt: skip


def parts() -> dict[str, str]:
    folder = resources.files("archhook.query") / "html"
    return {name: (folder / name).read_text(encoding="utf-8") for name in PARTS}


def page_of(nodes: list[Node], title: str = "chat", findings: tuple[Finding, ...] = (), old: str = "") -> str:
    architecture = architecture_of(nodes, {}, findings)
    since = difference(sound(old).values(), nodes) if old else None
    looser = newer_answer(architecture_of(sound(old).values(), {}), architecture, "v1") if old else None
    return render_page(report_document(architecture, title, "v1" if old else "", since, looser), parts())
