"""What is said of a statement that a ledger may not hold: its place, what it is, what to write."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, read
from helpers.unread import LAST, NODES

REFUSED = [
    ("print('hello')", "`print('hello')`: this call is not made", "or nowhere"),
    ("sys.path.insert(0, '.')", "this call is not made", 'under `if __name__ == "__main__":`'),
    ("helper.patch(T1)", "this call is not made", "or nowhere"),
    ("def f(): pass\nf()", "`f()`: this call is not made", "or nowhere"),
    ("NAMES.append('zz')", "a list that is built by `append` is not read", "`[A(), B()]`"),
    ("for name in NAMES:\n    NAMES.append(name)", "a list that is built by `append`", "one display"),
    ("x = {}\nx.update(y=6)", "a dict that is built by `update`", "one display"),
    ("NAMES[0] = 'zz'", "an item is assigned after the fact", "in the display"),
    ("del NAMES[0]", "an item is deleted here", "leave it out"),
    ("del T1.functions", "a field of a class is deleted", "leave it out"),
    ("5 + 5", "this is no data", "or nowhere"),
    ("unknown", "this is no data", "or nowhere"),
    ("log = logging.getLogger(__name__)", "a call of logging.getLogger", "or nowhere"),
    ("x = os.environ['HOME']", "os.environ, which comes from outside the ledger", "only the ledger's own modules"),
    ("x = [open('x')]", "a call of the built-in open", "write the value itself"),
    ("f = lambda: 5", "a lambda is not read", "or nowhere"),
    ("with open('x') as f: pass", "the statement `with` is not read", "or nowhere"),
    ("async with unknown: pass", "the statement `with` is not read", "or nowhere"),
    ("while False: pass", "the statement `while` is not read", "or nowhere"),
    ("assert True", "the statement `assert` is not read", "or nowhere"),
    ("raise SystemExit(0)", "the statement `raise` is not read", "or nowhere"),
    ("match 5:\n    case _: pass", "the statement `match` is not read", "or nowhere"),
    ("global x", "the statement `global` is not read", "or nowhere"),
    ("break", "this leaves a loop", "remove it"),
    ("return", "the statement `return` is not read", "or nowhere"),
    ("if unknown:\n    x = 5", "the name unknown is bound to nothing", "define"),
    ("if sys.version_info > (3, 11):\n    x = 5", "sys.version_info, which comes", "write the value"),
    ("try:\n    x = 5\nexcept ImportError: pass", "the statement `try` is not read", "or nowhere"),
    ("try:\n    import yaml\nexcept ImportError:\n    x = 5", "x is bound only where an import fails", "outside"),
    ("try:\n    import yaml\nexcept ImportError:\n    T1.functions = []", "only where an import fails", "or none"),
    ("try:\n    import yaml\nexcept ImportError:\n    print(5)", "only where an import fails", "or none"),
    ("try:\n    import yaml\nfinally:\n    print(5)", "this call is not made", "or nowhere"),
    ("class Helper:\n    print(5)", "this call is not made", "or nowhere"),
    ("class Helper:\n    x = unknown()", "the name unknown is bound to nothing", "define"),
    ("class Helper:\n    break", "a statement leaves the body", "remove it"),
    ("class Helper:\n    def __init_subclass__(cls): pass", "Helper defines __init_subclass__", "remove it"),
    ("class Helper(metaclass=Pair): pass", "an argument of a class statement", "remove it"),
    ("@helper.change\nclass Helper: pass", "this decorator is not read", "remove the decorator"),
    ("@helper.change\ndef f(): pass", "this decorator is not read", "remove the decorator"),
    ("@functools.partial(print, T1)\ndef f(): pass", "this decorator is not read", "remove the decorator"),
    ("def f(x=unknown()): pass", "the name unknown is bound to nothing", "define"),
    ("def f(x: unknown()): pass", "this annotation is not read", "write a type alone"),
    ("def f() -> [print(5)]: pass", "this annotation is not read", "write a type alone"),
    ("x: print(5) = 5", "this annotation is not read", "write a type alone"),
    ("x, T1.functions = 5, ['zz']", "this target is not read", "one field after the other"),
    ("sys.flag = 1", "flag of sys, which comes from outside the ledger, is assigned", "where it is defined"),
    ("def f(): pass\nf.flag = 1", "flag of the function f is assigned", "where it is defined"),
    ("run = validate_architecture", "validate_architecture is named here, and not called", "directly under"),
    ("run = archhook.validate_architecture", "is named here, and not called", "directly under"),
    ("def main(run=validate_architecture): run(tasks=[T1()])", "is named here, and not called", "directly under"),
    ("if __name__ == '__main__':\n    helper.run(validate_architecture)", "is named here", "directly"),
    ("if __name__ == '__main__':\n    NAMES = ['zz']\nx = NAMES", "bound anew in the main guard", "at the end"),
    ("if __name__ == '__main__':\n    NAMES.append('zz')\nx = NAMES", "that is built by `append`", "one display"),
    ("if __name__ == '__main__':\n    T1.functions = ['zz']\nclass A: pass", "T1 may be changed here", "at the end"),
    ("x = typing.cast(int, NAMES.append('zz'))", "this annotation is not read", "write a type alone"),
    ("@typing.sys.settrace\ndef f(): pass", "this decorator is not read", "remove the decorator"),
    ("@typing.get_type_hints\ndef f(): pass", "this decorator is not read", "remove the decorator"),
    ("@helper.change\nclass Node: pass", "this decorator is not read", "remove the decorator"),
    ("x = NAMES | print", "a list stands where a constant is needed", "write the value"),
    ("from helper import *", "may be bound anew by this starred import", "above the others"),
    ("def f():\n    class T2(Task): '''[T-2] Two.'''", "the class T2 stands inside the function f", "top level"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "met", "write"), REFUSED)
def test_what_is_said_and_what_to_write(code: str, met: str, write: str) -> None:
    reading = read(f"{NODES}{code}\n")
    assert codes(reading) == ["LED001"]
    assert met in reading.breaches[0].message
    assert write in reading.breaches[0].fix
    line = reading.breaches[0].anchor[2]
    assert isinstance(line, int) and LAST < line <= LAST + code.count("\n") + 1


@pytest.mark.parametrize("code", [code for code, _, write in REFUSED if "or nowhere" in write and code != "return"])
def test_what_is_refused_may_stand_below_the_call_under_the_main_guard(code: str) -> None:
    inner = "".join(f"    {line}\n" for line in code.splitlines())
    assert codes(read(f"{NODES}if __name__ == '__main__':\n    validate_architecture()\n{inner}")) == []
