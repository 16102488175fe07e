"""`validate_architecture` decides what is in force."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, read

NODES = """
class A(Intent): '''[I-1] A.'''
class B(Intent): '''[I-2] B.'''
class C(Design):
    '''[D-1] C.'''
    adopted = False
class Base(Design): pass
class D(Base): '''[D-2] D.'''
class E(D): '''[D-3] E.'''
FLAG = True
"""

DECIDED = [
    ("", ["I-1", "I-2", "D-3"]),
    ("validate_architecture()", ["I-1", "I-2", "D-3"]),
    ("validate_architecture(None, designs=None)", ["I-1", "I-2", "D-3"]),
    ("validate_architecture([A()])", ["I-1"]),
    ("validate_architecture([A(), B()], [], [D()], [], [])", ["I-1", "I-2", "D-2"]),
    ("validate_architecture(intents=[A()], designs=[C(), E()])", ["I-1", "D-3"]),
    ("validate_architecture(intents=(A(), B()))", ["I-1", "I-2"]),
    ("validate_architecture(intents=[A, B])", ["I-1", "I-2"]),
    ("validate_architecture(intents=[])", []),
    ("if __name__ == '__main__':\n    xs = [A()]\n    validate_architecture(xs)", ["I-1"]),
    ("xs = [A()] + [B()]\nvalidate_architecture(xs)", ["I-1", "I-2"]),
    ("xs = [A()]\nxs += [B()]\nvalidate_architecture(xs)", ["I-1", "I-2"]),
    ("a = A()\nvalidate_architecture([a, *[B()]])", ["I-1", "I-2"]),
    ("validate_architecture([cls() for cls in (A, B)])", ["I-1", "I-2"]),
    ("validate_architecture(intents=sorted([], key=len) if False else [A()])", ["I-1"]),
    ("lists = ([A()], [])\nvalidate_architecture(*lists)", ["I-1"]),
    ("lists = {'intents': [A()]}\nvalidate_architecture(**lists)", ["I-1"]),
    ("ok = validate_architecture([A()])", ["I-1"]),
    ("if __name__ == '__main__':\n    ok = validate_architecture([A()])\n    print(ok)", ["I-1"]),
    ("import sys\nif '__main__' == __name__:\n    sys.exit(0 if validate_architecture([A()]) else 1)", ["I-1"]),
    ("if __name__ == '__main__':\n    if not validate_architecture([A()]):\n        raise SystemExit(1)", ["I-1"]),
    ("if __name__ == '__main__':\n    assert validate_architecture([A()])", ["I-1"]),
    ("if __name__ == '__main__':\n    raise SystemExit(not validate_architecture([A()]))", ["I-1"]),
    ("if __name__ == '__main__':\n    if FLAG:\n        validate_architecture([A()])", ["I-1"]),
    ("if __name__ == '__main__':\n    xs = [A()]\n    ys = xs + [B()]\n    validate_architecture(ys)", ["I-1", "I-2"]),
    ("import archhook\narchhook.validate_architecture([A()])", ["I-1"]),
    ("from archhook import validate_architecture as check\ncheck([A()])", ["I-1"]),
    ("def validate_architecture(intents): return True\nvalidate_architecture([A()])", ["I-1"]),
    ("if FLAG:\n    validate_architecture([A()])\nelse:\n    validate_architecture([B()])", ["I-1"]),
    ("if __name__ == 'other':\n    validate_architecture([A()])", ["I-1", "I-2", "D-3"]),
    ("if __name__ == '__main__':\n    xs = [A()]\n    validate_architecture(xs)\n    print(xs, len(xs))", ["I-1"]),
    ("'''validate_architecture is not called here'''  # validate_architecture()", ["I-1", "I-2", "D-3"]),
]


@pytest.mark.parametrize(("call", "ids"), DECIDED)
def test_what_is_handed_over_is_in_force(call: str, ids: list[str]) -> None:
    reading = read(NODES + call + "\n")
    assert reading.breaches == ()
    assert [node.id for node in reading.nodes if node.in_force] == ids
    assert [node.id for node in reading.nodes] == ["I-1", "I-2", "D-1", "D-2", "D-3"]


REFUSED = [
    ("def main():\n    validate_architecture([A()])\nmain()", "inside the function main"),
    ("async def main():\n    return validate_architecture()", "inside the function main"),
    ("xs = []\nxs.append(A())\nvalidate_architecture(xs)", "built by `append`"),
    ("xs = []\nfor cls in (A, B):\n    xs.append(cls())\nvalidate_architecture(xs)", "built by `append`"),
    ("xs = []\nys = xs\nys.extend([A()])\nvalidate_architecture(xs)", "built by `extend`"),
    ("xs = []\n[xs.append(cls()) for cls in (A, B)]\nvalidate_architecture(xs)", "built by `append`"),
    ("xs = []\ndef add(x): xs.append(x)\nadd(A())\nvalidate_architecture(xs)", "this call is not made"),
    ("xs = [A()]\nimport random\nrandom.shuffle(xs)\nvalidate_architecture(xs)", "this call is not made"),
    ("xs = [A(), B()]\nx = xs.pop()\nvalidate_architecture(xs)", "pop of a list is not read"),
    ("xs = [A(), B()]\ndel xs[0]\nvalidate_architecture(xs)", "deleted"),
    ("xs = [A()]\nxs[0] = B()\nvalidate_architecture(xs)", "after the fact"),
    ("xs = [A()]\nif unknown:\n    xs = []\nvalidate_architecture(xs)", "unknown"),
    ("validate_architecture(load())", "load is bound to nothing"),
    ("validate_architecture([cls() for cls in Intent.__subclasses__()])", "__subclasses__"),
    ("validate_architecture([A()], foo=[B()])", "takes no 'foo'"),
    ("validate_architecture([A()], intents=[B()])", "takes no 'intents'"),
    ("validate_architecture([A()], desings=[])", "takes no 'desings'"),
    ("validate_architecture([], [], [], [], [], [])", "takes 5 lists"),
    ("validate_architecture(A())", "the intents handed to validate_architecture are an instance of A"),
    ("validate_architecture(['I-1'])", "a string is handed"),
    ("validate_architecture([Intent])", "the class Intent is handed"),
    ("validate_architecture([unknown])", "unknown, which is bound to nothing"),
    ("validate_architecture([A()])\nvalidate_architecture([B()])", "a second time"),
    ("for i in range(2):\n    validate_architecture()", "a second time"),
    ("FLAG and validate_architecture()", "inside an expression"),
    ("if __name__ == '__main__':\n    FLAG and validate_architecture()", "may or may not"),
    ("x = validate_architecture() if FLAG else None", "inside an expression"),
    ("if __name__ == '__main__':\n    x = validate_architecture() if FLAG else None", "may or may not"),
    ("f = lambda: validate_architecture()", "a lambda"),
    ("if __name__ == '__main__':\n    f = lambda: validate_architecture()", "may or may not"),
    ("[validate_architecture() for x in [1]]", "inside an expression"),
    ("if __name__ == '__main__':\n    [validate_architecture() for x in [1]]", "may or may not"),
    ("while FLAG:\n    validate_architecture()", "inside the statement `while`"),
    ("if unknown:\n    validate_architecture()", "the name unknown is bound to nothing"),
    ("import sys\nsys.exit(not validate_architecture([A()]))", "inside an expression"),
    ("if not validate_architecture([A()]):\n    raise SystemExit(1)", "inside an expression"),
    ("assert validate_architecture([A()])", "inside the statement `assert`"),
    ("if __name__ == '__main__':\n    with unknown: validate_architecture()", "inside the statement `with`"),
    ("if __name__ == '__main__':\n    for x in [1]: validate_architecture()", "inside the statement `for`"),
    ("if __name__ == '__main__':\n    def main(): validate_architecture()\n    main()", "`functiondef`"),
    ("if __name__ == '__main__':\n    if unknown: validate_architecture()", "the name unknown is bound to nothing"),
    ("if __name__ == '__main__':\n    xs = []\n    xs.append(A())\n    validate_architecture(xs)", "built by `append`"),
    ("if __name__ == '__main__':\n    xs = []\n    for cls in (A, B):\n        xs.append(cls())\n"
     "    validate_architecture(xs)", "built by `append`"),
    ("if __name__ == '__main__':\n    xs = load()\n    validate_architecture(xs)", "load is bound to nothing"),
    ("class Main:\n    def run(self): validate_architecture([A()])\nif __name__ == '__main__': Main().run()",
     "inside the function run"),
    ("def main(): check([A()])\nfrom archhook import validate_architecture as check\n"
     "if __name__ == '__main__': main()", "inside the function main"),
    ("with unknown:\n    validate_architecture()", "inside the statement `with`"),
    ("try:\n    validate_architecture()\nexcept Exception: pass", "inside the statement `try`"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "met"), REFUSED)
def test_what_cannot_be_read_of_a_call_ends_the_reading(call: str, met: str) -> None:
    reading = read(NODES + call + "\n")
    assert codes(reading) == ["LED001"]
    assert met in reading.breaches[0].message
    assert reading.breaches[0].fix
    line = reading.breaches[0].anchor[2]
    assert isinstance(line, int) and line > 11


def test_what_to_write_instead_of_append() -> None:
    reading = read(NODES + "xs = []\nxs.append(A())\nvalidate_architecture(xs)\n")
    assert "`[A(), B()]`" in reading.breaches[0].fix
    assert reading.breaches[0].anchor == ("place", "architecture.py", 13, 1)


def test_a_base_that_is_handed_over_must_be_a_node() -> None:
    reading = read(NODES + "validate_architecture(designs=[Base()])\n")
    assert [(breach.code, breach.anchor[2]) for breach in reading.breaches] == [("LED004", 8)]
