"""What findings about imports say, and that what they say to do helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.import_mending import Project, Source, random_project, ways_of

from archhook.laws import handed_on
from archhook.laws.edges import edges_of
from archhook.laws.mends import WORDS, Mends

if TYPE_CHECKING:
    from archhook.laws.edges import Edge
    from archhook.laws.law import Facts

API, CART, STORE = ("app/api.py", "app/cart.py", "app/store.py")
OF_CART = Source([], {"total": "D-2", "empty": "D-2"}, ["D-2"])
OF_STORE = Source([], {"load": "D-3"}, ["D-3"])


def api(*imports: str) -> Source:
    return Source([*imports], {}, ["D-1"])


def said(project: Project, code: str) -> tuple[str, str]:
    """What the one finding of a law about the imports of `API` says."""
    (breach,) = (one for key, one in project.breaches().items() if key[:3] == (code, "D-1", API))
    return Mends(project.facts()).said(breach)


FROM = "from app.cart import total"
WHAT = f"D-1 (Api) imports app/cart.py of D-2 (Cart), which it does not require: `{FROM}`, a run import"
FORCED = f"{WHAT}, forced: nothing that D-1 may import has total; "
ONCE = "1 of this file and 1 of D-1 in all go to D-2"
MOVE = (
    "move total to D-1 (Api), to which its importer belongs, with all of app/cart.py that needs it or that it needs "
    "(`archhook sync` does)"
)
ADD = "add D-2 to the `requires` of D-1 (architecture.py)"
NEITHER = "take the import out, or give what both need a Design that both may require"

CASES = {
    "it may be required": (
        Project({"D-1": {}, "D-2": {}}, {API: api(FROM), CART: OF_CART}),
        "DEP203",
        FORCED + ONCE,
        f"{ADD}; or {MOVE}",
    ),
    "what hands it on may not have it either": (
        Project(
            {"D-1": {"requires": ["D-3"]}, "D-2": {}, "D-3": {}},
            {API: api(FROM), CART: OF_CART, STORE: Source([FROM], {}, ["D-3"])},
        ),
        "DEP203",
        FORCED + ONCE,
        ADD,
    ),
    "a circle": (
        Project(
            {"D-1": {}, "D-2": {"requires": ["D-3"]}, "D-3": {"requires": ["D-1"]}},
            {API: api("import app.cart"), CART: OF_CART},
        ),
        "DEP203",
        "D-1 (Api) imports app/cart.py of D-2 (Cart), which it does not require: `import app.cart`, a run import, "
        "forced: nothing that D-1 may import has it; 1 of this file and 1 of D-1 in all go to D-2",
        f"{NEITHER}; D-1 may not require D-2: the circle D-1 > D-2 > D-3 > D-1 would close",
    ),
    "a layer and a ban": (
        Project(
            {"D-1": {"layer": ["low"]}, "D-2": {"layer": ["top"], "visible_to": ["D-3"]}, "D-3": {}},
            {API: api("import app.cart"), CART: OF_CART},
        ),
        "DEP203",
        None,
        f"{NEITHER}; D-1 may not require D-2: D-1 is of the layer 'low', D-2 of the higher layer 'top', and "
        "D-2 is visible to D-3 alone",
    ),
    "what is required hands it on": (
        Project(
            {"D-1": {"requires": ["D-3"], "layer": ["low"]}, "D-2": {"layer": ["top"]}, "D-3": {"requires": ["D-2"]}},
            {API: api(FROM), CART: OF_CART, STORE: Source(["from app.cart import total as sum_of"], {}, ["D-3"])},
        ),
        "DEP203",
        f"{WHAT}, gratuitous: what D-1 may import has total, too; {ONCE}",
        "write `from app.store import sum_of as total` for `from app.cart import total` (which D-3 (Store) has); "
        "D-1 may not require D-2: D-1 is of the layer 'low', D-2 of the higher layer 'top'",
    ),
    "what is imported is itself handed on": (
        Project(
            {"D-1": {"requires": ["D-2"]}, "D-2": {}, "D-3": {}},
            {API: api("from app.store import total"), CART: OF_CART, STORE: Source([FROM], {}, ["D-3"])},
        ),
        "DEP203",
        "D-1 (Api) imports app/store.py of D-3 (Store), which it does not require: `from app.store import total`, a "
        "run import, gratuitous: what D-1 may import has total, too; 1 of this file and 1 of D-1 in all go to D-3",
        "add D-3 to the `requires` of D-1 (architecture.py); or write `from app.cart import total` for "
        "`from app.store import total` (which D-2 (Cart) has)",
    ),
    "it would be imported in a circle": (
        Project(
            {"D-1": {"requires": ["D-3"]}, "D-2": {}, "D-3": {"requires": ["D-2"]}},
            {API: api(FROM), CART: OF_CART, STORE: Source(["import app.api", FROM], {}, ["D-3"])},
        ),
        "DEP203",
        f"{WHAT}; {ONCE}",
        ADD,
    ),
    "past an interface": (
        Project(
            {"D-1": {"requires": ["D-2"]}, "D-2": {"interface": ["empty"]}},
            {API: api(FROM, "from app.cart import empty"), CART: OF_CART},
        ),
        "DEP205",
        f"D-1 (Api) imports of D-2 (Cart) what its interface does not have: `{FROM}`, a run import of app/cart.py; the "
        "interface has 'empty'; 2 of this file and 2 of D-1 in all go to D-2",
        "add 'total' to the `interface` of D-2 (architecture.py)",
    ),
    "past an interface that has nothing": (
        Project({"D-1": {"requires": ["D-2"]}, "D-2": {"interface": []}}, {API: api("import app.cart"), CART: OF_CART}),
        "DEP205",
        "D-1 (Api) imports of D-2 (Cart) what its interface does not have: `import app.cart`, a run import of "
        "app/cart.py; the interface has nothing; 1 of this file and 1 of D-1 in all go to D-2",
        "add 'app/cart.py' to the `interface` of D-2 (architecture.py)",
    ),
    "a package": (
        Project({"D-1": {"packages": []}}, {API: api("import google.auth", "from google import cloud")}),
        "DEP207",
        "D-1 (Api) imports google.auth, which the `packages` of D-1 do not name: `import google.auth`, a run import",
        "add 'google' to the `packages` of D-1 (architecture.py)",
    ),
    "a package of another": (
        Project(
            {"D-1": {}, "D-2": {"exclusive_packages": ["google.auth"]}}, {API: api("from google.auth import jwt")}
        ),
        "DEP207",
        "D-1 (Api) imports google.auth, which D-2 (Cart) has to itself: `from google.auth import jwt`, a run import",
        "have D-2 (Cart) do what it is needed for, and import that; or add 'google.auth' to the `exclusive_packages` "
        "of D-1 (architecture.py)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_said(case: str) -> None:
    project, code, message, fix = CASES[case]
    found = said(project, code)
    assert found == (message or found[0], fix)


def test_how_many_go_the_same_way() -> None:
    files = {API: api(FROM, "from app.cart import empty"), "app/web.py": api("import app.cart"), CART: OF_CART}
    project = Project({"D-1": {}, "D-2": {}}, files)
    mends = Mends(project.facts())
    told = {key[2]: mends.said(breach)[0] for key, breach in project.breaches().items()}
    assert told[API].endswith("; 2 of this file and 3 of D-1 in all go to D-2")
    assert told["app/web.py"].endswith("; 1 of this file and 3 of D-1 in all go to D-2")
    files[CART] = Source(["import app.api", "import app.web"], {"total": "D-2", "empty": "D-2"}, ["D-2"])
    project = Project({"D-1": {}, "D-2": {"requires": ["D-1"]}}, files)
    told = {key[2]: Mends(project.facts()).said(breach)[0] for key, breach in project.breaches().items()}
    assert told[API].endswith("; 2 of this file and 3 of D-1 in all go to D-2, 2 come back")


def test_a_symbol_goes_to_whom_most_importers_belong() -> None:
    designs = {"D-1": {}, "D-2": {"requires": ["D-3"]}, "D-3": {"requires": ["D-1"]}}
    files = {
        API: api(FROM),
        "app/web.py": api(FROM),
        STORE: Source([FROM], {}, ["D-3"]),
        CART: OF_CART,
    }
    project = Project(designs, files)
    mends = Mends(project.facts())
    fix = mends.said(project.breaches()["DEP203", "D-1", API, CART])[1]
    assert fix.startswith("move total to D-1 (Api), to which 2 of its 3 importers belong, with all of app/cart.py")
    files["app/mail.py"] = Source([FROM], {}, ["D-4"])  # who may not import it there
    project = Project(designs | {"D-4": {}}, files)
    assert "move" not in Mends(project.facts()).said(project.breaches()["DEP203", "D-1", API, CART])[1]


def helped(seed: int) -> int:
    """Does what each finding of a random project says, every way; how many ways there were."""
    project = random_project(seed)
    before = project.breaches()
    mends = Mends(project.facts())
    done = 0
    for key, breach in before.items():
        if breach.code not in WORDS:
            continue
        _, fix = mends.said(breach)
        for way in ways_of(fix):
            mended = project.mended(breach, way)
            after = mended.breaches()
            assert key not in after, (seed, breach.message, way)
            assert not after.keys() - before.keys(), (seed, breach.message, way)
            assert mended.circular() <= project.circular(), (seed, breach.message, way)
            done += 1
    return done


def test_what_is_said_helps() -> None:
    assert sum(map(helped, range(40))) > 150


@pytest.mark.slow
def test_what_is_said_helps_everywhere() -> None:
    assert sum(map(helped, range(40, 400))) > 2000


def test_each_file_is_looked_at_once_however_many_findings_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that all import, too."""
    looked: list[str] = []

    def noted(facts: Facts, path: str) -> tuple[Edge, ...]:
        looked.append(path)
        return edges_of(facts, path)

    monkeypatch.setattr(handed_on, "edges_of", noted)
    files = {f"app/m{number}.py": api(FROM) for number in range(60)} | {CART: OF_CART}
    project = Project({"D-1": {}, "D-2": {}}, files)
    found = project.breaches()
    mends = Mends(project.facts())
    assert all("; 1 of this file and 60 of D-1 in all" in mends.said(breach)[0] for breach in found.values())
    assert len(found) == 60
    assert len(looked) <= 61 and len({*looked}) == len(looked)


def test_a_crowd_of_importers_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who else has what all import is not known then, and nothing is said of it."""
    monkeypatch.setattr(handed_on, "CROWD", 3)
    files = {f"app/m{number}.py": api(FROM) for number in range(5)} | {API: api(FROM), CART: OF_CART}
    assert said(Project({"D-1": {}, "D-2": {}}, files), "DEP203") == (
        f"{WHAT}; 1 of this file and 6 of D-1 in all go to D-2",
        ADD,
    )


def test_every_law_of_those_is_one() -> None:
    assert set(WORDS) == {"DEP203", "DEP205", "DEP207", "DEP211"}
