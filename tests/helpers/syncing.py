"""`archhook sync` as tests call it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from helpers.example import LEDGER

from archhook.cli.main import main

SERVER = '"""The server side. More of it."""\n' + "".join(
    f"\n\ndef {name}():\n    pass\n" for name in ("serve", "start", "stop")
)


def sync(*options: str) -> int:
    """Syncs, and again: the second time nothing is left to do."""
    code = main(["sync", *options])
    before = Path("architecture.py").read_bytes()
    assert main(["sync", "--check", *options]) == code  # 1 where something is left to a person
    assert Path("architecture.py").read_bytes() == before
    return code


FREE = '[severity]\nDEP203 = "off"\n'
"""The settings of a project in which code imports what it likes: what is told then is where files go."""

WEB = '''class Web(Design):
    """[D-2] The pages."""

    satisfies = [Delivery]


class Page(Task):
    """[T-2] A page."""

    implements = Web
    file_path = "web/page.py"
    functions = ["page"]


class Pages(UnitTest):
    """[UT-2] A page is shown."""

    verifies = Web
    test_file = "tests/web/test_page.py"
    test_functions = ["test_page"]


class Shown(IntegrationTest):
    """[IT-2] A page is shown in a browser."""

    verifies = Web
    test_file = "tests/web/test_shown.py"
    test_functions = ["test_shown"]


'''
TWO = LEDGER.replace("class Client(Task)", f"{WEB}class Client(Task)")
"""The example with a second Design."""

API = '''

class Api(Task):
    """[T-3] Api."""

    implements = Broker
    file_path = "web/api.py"
    functions = ["api"]
'''
"""A Task of the other Design in the folder of the second."""

BLOCK = re.compile(r"Write this into (\S+) (above|behind) (\w+)(.*)\n((?:    .*\n|\n)+)")

LINE = re.compile(
    r", and `([^`]+)` (above|below|before|behind|as the last argument in|into the list of \w+ in)(?: `([^`]+)` in)?"
    r" line (\d+) of (\S+?)(?=[,;]|$)"
)


class Files(Protocol):
    """A project whose files are read and written."""

    def read(self, path: str) -> str: ...

    def write(self, path: str, text: str) -> None: ...


def obey(project: Files, said: str, *, other: bool = False) -> None:
    """Writes what is said, literally; `other`: with the first node that is named as the other one."""
    found = BLOCK.findall(said)
    assert found, said
    for path, side, beside, more, lines in found:
        rest = LINE.sub("", more)
        assert re.fullmatch(r"(, with the one that is right)?(; .* sync again)?", rest), rest
        for line, how, near, number, module in sorted(LINE.findall(more), key=lambda one: -int(one[3])):
            text = project.read(module).splitlines()
            at = _found(text, int(number) - 1, near, whole=how in ("above", "below"))
            kept = text[at] if at < len(text) else ""
            if how in ("above", "below"):
                text.insert(at + (how == "below"), kept[: len(kept) - len(kept.lstrip())] + line)
            elif near:
                text[at] = kept.replace(near, f"{line}, {near}" if how.startswith("before") else f"{near}, {line}", 1)
            elif how == "as the last argument in":
                text[at] = re.sub(r",?\s*(\)?)$", rf", {line}\1", kept, count=1)
            else:
                text[at] = kept.replace("[]", f"[{line}]", 1)
            project.write(module, "\n".join(text) + "\n")
        block = "".join(line[4:] + "\n" if line.strip() else "\n" for line in lines.rstrip("\n").split("\n"))
        if other:
            block = re.sub(r'= \w+  # or ("D-\d+").*', r"= \1", block)
        ledger = project.read(path)
        start = ledger.index(f"class {beside}(")
        end = ledger.find("\n\n\n", start)
        at = start if side == "above" else len(ledger) if end < 0 else end + 1
        project.write(
            path,
            f"{ledger[:at].rstrip()}\n\n\n{block}" + (f"\n\n{ledger[at:].strip()}\n" if ledger[at:].strip() else ""),
        )
    compile(project.read("architecture.py"), "architecture.py", "exec")


def _found(lines: list[str], at: int, near: str, *, whole: bool) -> int:
    """The line that is meant: what was written before may have moved it, and then what it holds tells it."""
    if not near:
        return at
    held = [one for one, line in enumerate(lines) if (line.strip() == near if whole else near in line)]
    assert held, near
    return min(held, key=lambda one: abs(one - at))
