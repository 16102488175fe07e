"""A small project that holds to the laws, the same with a typo, and the installed command run on it."""

from __future__ import annotations

LEDGER = '''\
from archhook import Design, IntegrationTest, Intent, Requirement, SystemTest, Task, UnitTest, UserAcceptanceTest


class Chat(Intent):
    """[I-1] People talk to each other."""


class Delivery(Requirement):
    """[R-1] A message arrives once."""

    derived_from = [Chat]


class Broker(Design):
    """[D-1] One broker keeps the order."""

    satisfies = [Delivery]


class Client(Task):
    """[T-1] The client of the broker."""

    implements = Broker
    file_path = "src/client.py"
    functions = ["publish"]


class Talks(UserAcceptanceTest):
    """[UAT-1] Two people talk."""

    verifies = Chat
    test_file = "tests/test_client.py"
    test_functions = ["test_talk"]


class Arrives(SystemTest):
    """[ST-1] A message arrives."""

    verifies = Delivery
    test_file = "tests/test_client.py"
    test_functions = ["test_arrives"]


class Ordered(IntegrationTest):
    """[IT-1] The order is kept."""

    verifies = Broker
    test_file = "tests/test_client.py"
    test_functions = ["test_order"]


class Publishes(UnitTest):
    """[UT-1] A message is published."""

    verifies = Broker
    test_file = "tests/test_client.py"
    test_functions = ["test_publish"]
'''
TESTS = "".join(f"def test_{name}(): assert str(1)\n" for name in ("talk", "arrives", "order", "publish"))
KEPT = {
    "architecture.py": LEDGER,
    "src/client.py": "def publish(): pass\n",
    "tests/test_client.py": TESTS,
}
TYPO = {"src/client.py": "def publsh(): pass\n"}
LINE = LEDGER.splitlines().index('    functions = ["publish"]') + 1
TYPO_TEXT = f"""\
architecture.py:{LINE}:18: INV403 T-1 declares function 'publish' that src/client.py does not define
    because Intent I-1 > Requirement R-1 > Design D-1 > Task T-1
    fix: did you mean 'publsh'?
src/client.py:1:5: INV407 src/client.py defines function 'publsh' that no Task declares
    because Intent I-1 > Requirement R-1 > Design D-1 > Task T-1
    fix: add 'publsh' to the `functions` of T-1 (`archhook sync` does), or declare it with another Task
"""
