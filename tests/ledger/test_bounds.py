"""Expressions that could grow: each ends at once, refused or as a bounded value, within a gigabyte of memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

WORD = 2**61 - 1  # the numbers that this divides have one hash
LONG = "0x" + "f" * 300_000
COLLIDING = [n * WORD for n in range(40_000)]

REFUSED = (
    # what is not read, over and over, of what is large
    "0\nS = 'a'\nfor _ in range(200):\n    S |= zip(ZEROS, 5) / 1",
    # formats
    'b"%2000000000d" % 5',
    'b"%.2000000000d" % 5',
    'b"%*d" % 2000000000',
    'b"%d" % 5',
    '"%2000000000d" % 5',
    '"%*d" % (2000000000, 5)',
    '5 % b"%2000000000d"',
    'bytearray(b"%2000000000d") % 5',
    'f"{5:2000000000}"',
    'f"{5:000000000000002000000000}"',
    'f"{5:\u0662000000000}"',
    'f"{5:\u00b2000000000}"',
    'f"{5:{2}{0}{0}{0}{0}{0}{0}{0}{0}{0}}"',
    'f"{0.5:.2000000000f}"',
    '"{:2000000000}".format(5)',
    '"{:000000000000002000000000}".format(5)',
    '"{:{}}".format(5, 2000000000)',
    '"{a:2000000000}".format(a=5)',
    '("{:9999}" * 10000).format(*[5] * 10000)',
    '[("{!a}" * 200).format(*["\U0001f600" * 500] * 200) for _ in range(10_000)]',
    'f"{W * 50_000!a}"',
    '(5).__format__("2000000000")',
    # methods and calls
    '"a".center(2000000000)',
    '"a".ljust(2000000000)',
    '"a".rjust(2000000000)',
    '"a".zfill(2000000000)',
    '"\\t".expandtabs(2000000000)',
    '"a".translate({97: "b" * 9})',
    '"a".encode()',
    'b"a".center(2000000000)',
    "bytes(2000000000)",
    "bytearray(2000000000)",
    "(5).to_bytes(2000000000)",
    "int.to_bytes(5, 2000000000)",
    "pow(9, 9 ** 9)",
    "sum([[0]] * 100_000, [])",
    "min(range(10 ** 12))",
    "1 << 2000000000",
    "repr('a' * 10)",
    "('\u0390' * 150_000).upper()",
    "str(b'\\0' * 150_000)",
    "[str(b'\\0' * 50_000) for _ in range(20_000)]",
    "[list('\u0390' * 200_000) for _ in range(1000)]",
    "[('a' * 200_000).split('a') for _ in range(1000)]",
    "[range(20_000) for _ in range(1000)]",
    "list(zip(*[[0] * 5000] * 100_000))",
    "[reversed(ZEROS) for _ in range(100_000)]",
    "[b for *b, a in [ZEROS] * 100_000]",
    "[''.join(L) for L in [[''] * 200_000] for _ in range(100_000)]",
    "[len(M) for _ in range(100_000)]",
    "[M.items() for _ in range(100_000)]",
    "[dict(M) for _ in range(100_000)]",
    "[M | M for _ in range(100_000)]",
    "[{**M} for _ in range(100_000)]",
    "[dict(P) for P in [[(n, n) for n in range(20_000)]] for _ in range(100_000)]",
    "[ZEROS[::-1] for _ in range(100_000)]",
    "[x for x in ['a'] for _ in range(100) if (x := x + x)] + ['a' * 200_000 + 'a']",
    "'' * 10 ** 30",
    "range(10 ** 30)",
    "[0][10 ** 30]",
    "[('{0}{0}' * 5000).format('a') for _ in range(1400)]",
    # searches in which each character is compared with each
    "('a' * 200_000).rsplit('ab' + 'a' * 99_998)",
    "[('ba' + 'a' * 1000) in 'a' * 2400 for _ in range(200_000)]",
    "('a' * 200_000).strip('b' * 100_000 + 'a')",
    "[float('9' * 200_000) for _ in range(100_000)]",
    "[int('9' * 4300) for _ in range(100_000)]",
    "[str(int('9' * 4300)) for _ in range(100_000)]",
    # long numbers in the source
    f"[{LONG} == n for n in [{LONG}] for _ in range(100_000)]",
    f"[{LONG} in {{1: 1}} for _ in range(100_000)]",
    f"[f'{{{LONG}:b}}' for _ in range(100_000)]",
    # keys with equal hashes
    f"{{n * {WORD}: 0 for n in range(100_000)}}",
    f"{{n * -{WORD}: 0 for n in range(2, 100_000)}}",
    "{n * 2.0**61: 0 for n in range(100_000)}",
    "{n * 1j - n * 1000003: 0 for n in range(100_000)}",
    "{(n, -n): 0 for n in range(100_000)}",
    f"dict([(n * {WORD}, 0) for n in range(100_000)])",
    f"dict(zip([n * {WORD} for n in range(50_000)], range(50_000)))",
    f"{{{', '.join(f'{key}: 0' for key in COLLIDING)}}}",
    f"dict([{', '.join(f'({key}, 0)' for key in COLLIDING)}])",
)

READ = (
    'f"{5:09000}"',
    "'\u0390' * 150_000",
    "list('a' * 200_000)",
    "[] * 10 ** 30",
    "[0][:10 ** 30:10 ** 29]",
    f"{{{', '.join(map(str, COLLIDING))}}}",
    f"set([{', '.join(map(str, COLLIDING))}])",
    f"5 in {{{', '.join(map(str, COLLIDING))}}}",
    "{n * 2**40: 0 for n in range(20_000)}",
    "{n * 2.0**-1000: 0 for n in range(20_000)}",
    "{-1: 0, -2: 0, 2**61 - 2: 0, 1.5: 0, True: 0, None: 0, b'a': 0}",
)

CHILD = """
import json, sys, time
from archhook.ledger.source import read_ledger

try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
except (ImportError, ValueError):  # of other systems the time alone is told
    pass
for line in sys.stdin:
    start = time.process_time()
    try:
        reading = read_ledger({"a.py": json.loads(line).encode()}, "a.py")
        messages = [one.code + " " + one.message for one in reading.breaches]
    except BaseException as error:
        messages = [repr(error)]
    print(json.dumps((messages, time.process_time() - start)), flush=True)
"""

LEDGER = """from archhook import Design
W = "\U0001f600"
ZEROS = [0] * 200_000
M = {n: 0 for n in range(20_000)}
X = %s
class D(Design):
    '''[D-1] D.'''
    name = X
"""


@pytest.fixture(scope="module")
def told() -> dict[str, tuple[list[str], float]]:
    """Expression -> (the breaches of a ledger that needs it, seconds)."""
    given = "".join(json.dumps(LEDGER.replace("%s", one)) + "\n" for one in (*REFUSED, *READ))
    done = subprocess.run([sys.executable, "-c", CHILD], input=given, capture_output=True, text=True, timeout=600)
    found = map(json.loads, done.stdout.splitlines())
    return dict(zip((*REFUSED, *READ), found, strict=False))  # a child that died has told no more


@pytest.mark.parametrize("expression", REFUSED, ids=lambda text: text[:50])
def test_what_grows_too_much_is_refused(expression: str, told: dict[str, tuple[list[str], float]]) -> None:
    messages, seconds = told[expression]
    assert [one[:6] for one in messages] == ["LED001"]
    assert seconds < 5


@pytest.mark.parametrize("expression", READ, ids=lambda text: text[:50])
def test_what_stays_small_is_read(expression: str, told: dict[str, tuple[list[str], float]]) -> None:
    messages, seconds = told[expression]
    assert {one[:6] for one in messages} <= {"LED003", "LED004"}
    assert seconds < 5
