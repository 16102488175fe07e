"""What findings about imports say, and that what they say to do helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.import_mending import Project, Source, random_project, ways_of

from archhook.laws import handed_on
from archhook.laws import mends as words
from archhook.laws.edges import edges_of, survey
from archhook.laws.mends import WORDS, Mends

if TYPE_CHECKING:
    from archhook.laws.edges import Edge, Survey
    from archhook.laws.law import Facts

API, CART, STORE = ("app/api.py", "app/cart.py", "app/store.py")
SHOP = "app/shop/__init__.py"
OF_CART = Source([], {"total": "D-2", "empty": "D-2"}, ["D-2"])
BACK = Source(["import app.api", "from app.api import x"], {}, ["D-2"])
CALLED = Source([], {"load": "D-2"}, ["D-2"])


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
    "(the ledger follows by `archhook sync`)"
)
SYNCED = "(`archhook sync --requires` does, or says why not)"
ADD = f"add D-2 to the `requires` of D-1 (architecture.py) {SYNCED}"
GIVE = "give T-2 (app/cart.py) to D-1 (Api), in its `implements` (architecture.py): its importer belongs to that"
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
            {API: api(FROM), CART: OF_CART, SHOP: Source(["from app.cart import total as sum_of"], {}, ["D-3"])},
        ),
        "DEP203",
        f"{WHAT}, gratuitous: what D-1 may import has total, too; {ONCE}",
        "write `from app.shop import sum_of as total` for `from app.cart import total` (which D-3 (Store) has); "
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
        f"add D-3 to the `requires` of D-1 (architecture.py) {SYNCED}; or write `from app.cart import total` for "
        "`from app.store import total` (which D-2 (Cart) has)",
    ),
    "a module that merely imports it does not hand it on": (
        Project(
            {"D-1": {"requires": ["D-3"], "layer": ["low"]}, "D-2": {"layer": ["top"]}, "D-3": {"requires": ["D-2"]}},
            {API: api(FROM), CART: OF_CART, STORE: Source([FROM], {}, ["D-3"])},
        ),
        "DEP203",
        FORCED + ONCE,
        f"{NEITHER}; D-1 may not require D-2: D-1 is of the layer 'low', D-2 of the higher layer 'top'",
    ),
    "more imports go the other way": (
        Project({"D-1": {}, "D-2": {}}, {API: api("import app.cart"), CART: BACK}),
        "DEP203",
        None,
        f"{NEITHER}; D-1 may not require D-2: D-2 may require D-1 instead, as the imports go (1 this way, 2 that), "
        "and both would close the circle D-1 > D-2 > D-1",
    ),
    "as many go the other way": (
        Project({"D-1": {}, "D-2": {}}, {API: api("import app.cart", "from app.cart import y"), CART: BACK}),
        "DEP203",
        None,
        ADD,
    ),
    "those of the other way may not": (
        Project(
            {"D-1": {"layer": ["top"]}, "D-2": {"layer": ["low"]}}, {API: api("import app.cart"), CART: BACK}
        ),
        "DEP203",
        None,
        ADD,
    ),
    "a whole file is needed by one other alone": (
        Project({"D-1": {"layer": ["low"]}, "D-2": {"layer": ["top"]}}, {API: api(FROM), CART: OF_CART, STORE: CALLED}),
        "DEP203",
        FORCED + ONCE,
        f"{GIVE}; or {MOVE}; D-1 may not require D-2: D-1 is of the layer 'low', D-2 of the higher layer 'top'",
    ),
    "it would be imported in a circle": (
        Project(
            {"D-1": {"requires": ["D-3"]}, "D-2": {}, "D-3": {"requires": ["D-2"]}},
            {API: api(FROM), CART: OF_CART, SHOP: Source(["import app.api", FROM], {}, ["D-3"])},
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


def test_imports_of_code_that_is_its_own_too_go_no_way() -> None:
    """An `__init__.py` that is looked through belongs to all Designs of its folder."""
    files = {
        "app/__init__.py": Source([FROM, "from app.cart import empty", "from app.api import x"]),
        API: api(FROM),
        CART: OF_CART,
    }
    project = Project({"D-1": {}, "D-2": {}}, files)
    assert said(project, "DEP203")[0].endswith(f"; {ONCE}")
    assert project.facts().traffic == {"D-1 D-2": (1, 1)}


def test_of_two_designs_one_may_require_the_other() -> None:
    """Whatever is required of all that is said, no two Designs require each other then."""
    for seed in range(60):
        project = random_project(seed)
        mends = Mends(project.facts())
        fixes = [mends.said(one)[1] for one in project.breaches().values() if one.code == "DEP203"]
        added = {
            (design, target)
            for fix in fixes
            for some, design in re.findall(r"add ([^`]+) to the `requires` of ([\w-]+)", fix)
            for target in re.findall(r"D-\d+", some)
        }
        assert added.isdisjoint({(target, design) for design, target in added}), seed


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
    assert sum(map(helped, range(40, 160))) > 500


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


def test_the_imports_of_a_file_are_gone_through_once_for_all_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []

    def noted(facts: Facts, path: str) -> Survey:
        gone.append(path)
        return survey(facts, path)

    monkeypatch.setattr(words, "survey", noted)
    many = {f"app/m{number}.py": Source([], {f"f{number}": "D-2"}, ["D-2"]) for number in range(40)}
    imports = [f"from app.m{number} import f{number}" for number in range(40)]
    project = Project({"D-1": {}, "D-2": {}}, {API: api(*imports), **many})
    mends = Mends(project.facts())
    assert len([mends.said(breach) for breach in project.breaches().values()]) == 40
    assert gone == [API]


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
