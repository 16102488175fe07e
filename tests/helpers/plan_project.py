"""A project in memory of which plans change, one at a time: what is planned, written, linked, and comes into force."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

LEVELS = {"U": ("UnitTest", "UT", "D"), "N": ("IntegrationTest", "IT", "D"), "S": ("SystemTest", "ST", "R"),
          "A": ("UserAcceptanceTest", "UAT", "I")}  # fmt: skip
"""Letter -> (class, prefix of its id, kind of what it verifies)."""
COUNTS = {"I": 2, "R": 3, "D": 4, "T": 6, "U": 3, "N": 2, "S": 3, "A": 2}
LINKS = {"R": ("derived_from", "I"), "D": ("satisfies", "R")}
SETTINGS = (
    "[severity]\n" + "".join(f'{code} = "off"\n' for code in ("DEP202", "TRC102", "LED005")) + 'INV411 = "warning"\n'
)
CODE = ("", "def work{0}(): ...\n", "def work{0}(): ...\nclass Work{0}: ...\n", "def (:\n", "def (:\n# otherwise\n")
TEST = ("", "X = 1\n", "def test_{0}(): ...\n", "def test_{0}(): ...\ndef test_more(): ...\n", "def (:\n")
"""What a file may hold."""


class PlanProject:
    """The nodes by a letter and a number (`T3`), and the files that Tasks and Tests declare."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.nodes = {f"{kind}{number}" for kind, count in COUNTS.items() for number in range(count)}
        self.out: set[str] = set()  # Designs that are not adopted
        self.moved: set[str] = set()  # Tests that name another file
        self.planned = {node for node in sorted(self._all("TUNSA")) if chance.random() < 0.7}
        self.links: dict[str, list[str]] = {}
        for node in sorted(self.nodes):
            self.relink(node)
        self.held: dict[str, str] = {}
        for node in sorted(self._all("TUNSA")):
            self._write(node)

    def _all(self, kinds: str) -> list[str]:
        return [f"{kind}{number}" for kind in kinds for number in range(COUNTS[kind])]

    def _id(self, node: str) -> str:
        prefix = LEVELS[node[0]][1] if node[0] in LEVELS else node[0]
        return f"{prefix}-{int(node[1:]) + 1}"

    def _path(self, node: str) -> str:
        """Two Tasks share a file, and so do the tests of one number, whatever their level."""
        number = int(node[1:])
        number += 10 * (node in self.moved)
        return f"src/work{number // 2}.py" if node[0] == "T" else f"tests/test_part{number}.py"

    def _write(self, node: str) -> None:
        texts = CODE if node[0] == "T" else TEST
        path = self._path(node)
        if self.chance.random() < 0.3:
            self.held.pop(path, None)
        else:
            self.held[path] = self.chance.choice(texts).format(int(node[1:]) // (2 if node[0] == "T" else 1))

    def relink(self, node: str) -> None:
        """Gives a node other links."""
        kind = node[0]
        if kind in LINKS:
            above = self._all(LINKS[kind][1])
            self.links[node] = self.chance.sample(above, self.chance.choice((1, 1, 2)))
        elif kind != "I":
            self.links[node] = [self.chance.choice(self._all(LEVELS[kind][2] if kind in LEVELS else "D"))]

    def step(self) -> str:
        """Makes one change and tells which."""
        what = self.chance.choice(("plan", "plan", "plan", "file", "file", "link", "force", "node", "move"))
        if what == "plan":
            node = self.chance.choice(self._all("TTTUNSA"))
            self.planned ^= {node}
        elif what == "file":
            node = self.chance.choice(self._all("TUNSA"))
            self._write(node)
        elif what == "link":
            node = self.chance.choice(self._all("RDTTUNSA"))
            self.relink(node)
        elif what == "force":
            node = self.chance.choice(self._all("D"))
            self.out ^= {node}
        elif what == "move":
            node = self.chance.choice(self._all("UNSA"))
            self.moved ^= {node}
        else:
            node = self.chance.choice(self._all("RDTTUNSA"))
            self.nodes ^= {node}
        return f"{what} {node}"

    def _body(self, node: str) -> list[str]:
        kind, number = node[0], int(node[1:])
        lines = []
        if kind in LINKS:
            targets = ", ".join(f'"{self._id(one)}"' for one in self.links[node] if one in self.nodes)
            lines.append(f"{LINKS[kind][0]} = [{targets}]")
        elif kind != "I":
            field = "implements" if kind == "T" else "verifies"
            target = next((one for one in self.links[node] if one in self.nodes), "")
            lines += [f'{field} = "{self._id(target)}"'] if target or kind == "T" else []
        if kind == "T":
            lines += [f'file_path = "{self._path(node)}"']
            lines += [f'functions = ["work{number // 2}"]'] if number % 2 else [f'classes = ["Work{number // 2}"]']
        if kind in LEVELS:
            lines += [f'test_file = "{self._path(node)}"', 'test_functions = "*"' if kind == "A" else
                      f'test_functions = ["test_{number}"]']  # fmt: skip
        lines += ["planned = True"] if node in self.planned else []
        return [*lines, *(["adopted = False"] if node in self.out else [])]

    def files(self) -> dict[str, str]:
        """Path -> content."""
        ledger = "from archhook import *\n"
        for node in sorted(self.nodes, key=lambda one: ("IRDTUNSA".index(one[0]), one)):
            base = {"I": "Intent", "R": "Requirement", "D": "Design", "T": "Task"}.get(node[0]) or LEVELS[node[0]][0]
            if node[0] not in "IRD" and any(one not in self.nodes for one in self.links[node]):
                continue  # nothing is declared of what is not there
            body = "".join(f"    {line}\n" for line in self._body(node))
            ledger += f'\n\nclass {node}({base}):\n    """[{self._id(node)}] What {node} is."""\n\n{body or "    pass"}'
        return {"architecture.py": f"{ledger.rstrip()}\n", "archhook.toml": SETTINGS, **self.held}
