"""The first view of the report in a real browser: Designs by layer, wires between them, debts, the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.browser import Browser, browser_path, shown, theme_of
from helpers.design_pages import Told, tangled
from helpers.ledgers import sound
from helpers.looks import BEHIND, CUT, OVERLAPPING, WIDER, addresses, clear, sentence, tops, wires
from helpers.pages import BROKEN, LEDGER, page_of
from helpers.synthetic import project

from archhook.ledger.source import read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        browser_path() is None, reason="no Chromium is installed: what the page does in a browser is not tested"
    ),
]

SMALL = Told(
    5, {1: [2, 3], 2: [4], 3: [4]}, {1: [2], 2: [4], 3: [4], 4: [1, 2]},
    layers={"top": [1], "middle": [2, 3], "low": [4]}, tasks=2, requirements=2,
)  # fmt: skip
"""D-1 requires D-2 and D-3 and imports the first; D-4 imports two that stand above it; D-5 has no layer."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def test_designs_stand_by_layer_with_what_is_declared_and_what_is_owed(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, SMALL.page())
    at = tops(browser)
    assert at["D-1"] < at["D-2"] == at["D-3"] < at["D-4"] < at["D-5"]
    names = browser.eval("[...document.querySelectorAll('.band')].map((one) => one.textContent)")
    assert sorted(names) == ["low", "middle", "no layer", "top"]
    assert wires(browser) == {
        "D-1~D-2": "used", "D-1~D-3": "unused", "D-2~D-4": "used", "D-3~D-4": "used", "D-4~D-1": "debt",
        "D-4~D-2": "debt",
    }  # fmt: skip
    legend = browser.eval("[...document.querySelectorAll('.legend .entry')].map((one) => one.textContent)")
    assert legend == [
        "5 Designs",
        "3 declared and imported",
        "1 declared, not imported",
        "2 imported, not declared: exempt",
    ]
    assert "2 imports in 1 file run against what is declared" in sentence(browser, ".overview .owed")
    assert sentence(browser, ".card[data-id='D-4'] .owed") == "2 debts"
    assert browser.eval("document.querySelectorAll('.reasons .reason').length") == 3
    assert browser.complaints() == []


def test_what_is_declared_against_the_layers_is_told_apart(browser: Browser, tmp_path: Path) -> None:
    told = SMALL._replace(requires={**SMALL.requires, 4: [1]}, imports={**SMALL.imports, 4: [1]})
    shown(browser, tmp_path, told.page())
    assert wires(browser)["D-4~D-1"] == "breach"
    assert sentence(browser, ".overview .owed h3") == "Declared against the layers (1)"
    assert "1 declared against the layers" in sentence(browser, ".legend")
    tip = browser.eval("document.querySelector('.touch[data-edge=\"D-4~D-1\"] title').textContent")
    assert tip == "D-4 → D-1: declared and imported, against the layers, 1 import"


def test_what_nothing_else_needs_stands_apart_where_there_are_no_layers(browser: Browser, tmp_path: Path) -> None:
    told = Told(6, {1: [3], 2: [4, 6], 3: [5], 4: [2], 5: []}, {2: [4]}, requirements=2)
    shown(browser, tmp_path, told.page())
    names = browser.eval("[...document.querySelectorAll('.band')].map((one) => one.textContent).sort()")
    assert names == ["R-1 Part 1 works", "R-2 Part 2 works"]  # D-1, D-3, D-5 are of R-2, and nobody else needs them
    at = tops(browser)
    assert max(at["D-1"], at["D-3"], at["D-5"]) < min(at["D-2"], at["D-4"], at["D-6"])
    shown(browser, tmp_path, told._replace(requires={**told.requires, 2: [4, 6, 1]}).page())
    at = tops(browser)  # R-1 needs a part of R-2
    assert max(at["D-2"], at["D-4"], at["D-6"]) < min(at["D-1"], at["D-3"], at["D-5"])
    told = told._replace(requires={**told.requires, 1: [2], 2: [4, 3]})
    shown(browser, tmp_path, told.page())
    assert browser.eval("document.querySelectorAll('.band').length") == 0  # each needs some of the other


def test_it_prints_light_without_controls_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    browser.scheme("dark")
    shown(browser, tmp_path, tangled(30, 4).page(), "D-3")
    before = tops(browser)
    browser.eval("dispatchEvent(new Event('beforeprint'))")
    assert browser.eval("[$('tools'), $('panel'), $('tabs')].every((one) => !one.getClientRects().length)")
    assert theme_of(browser) == "light"
    assert browser.eval("designs.picture.element.offsetHeight * designs.picture.element.style.zoom <= PAPER.height")
    assert browser.eval(BEHIND) == []
    browser.eval("dispatchEvent(new Event('afterprint'))")
    browser.frame()
    assert theme_of(browser) == "dark"
    assert tops(browser) == before
    assert browser.eval(BEHIND) == []
    browser.call("Page.printToPDF")
    assert theme_of(browser) == "dark"
    assert browser.complaints() == []
    browser.scheme("light")


def test_debts_are_listed_on_click(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, SMALL.page())
    first = ".overview .owed details"
    assert not browser.eval(f"document.querySelector('{first}').open")
    browser.eval(f"document.querySelector('{first} summary').click()")
    browser.frame()
    assert sentence(browser, f"{first} .lines") == "src/p4/f1.py:1 imports src/p1/f1.py"
    browser.eval(f"document.querySelector('{first} a').click()")
    browser.frame()
    assert browser.eval("decodeURIComponent(location.hash)") == "#D-4~D-1"
    assert sentence(browser, "#panel h2") == "D-4 → D-1"
    assert "src/p4/f1.py:1 imports src/p1/f1.py" in sentence(browser, "#panel .lines")
    assert wires(browser, "near") == {"D-4~D-1": "debt"}
    browser.key("Escape")
    assert browser.eval("location.hash") == ""
    browser.eval("document.querySelector('.touch.debt').dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    browser.frame()
    assert browser.eval("view.edge.kind") == "debt"


def test_the_page_of_a_design_has_its_imports_both_ways(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, SMALL.page(), "D-4")
    rows = "[...one.children].map((row) => row.textContent)"
    lists = browser.eval(f"[...document.querySelectorAll('#panel .ends')].map((one) => {rows})")
    assert lists == [
        ["D-1Part 1imported, not declared: 1 import", "D-2Part 2imported, not declared: 1 import"],
        ["D-2Part 21 import", "D-3Part 31 import"],
    ]
    assert wires(browser, "near").keys() == {"D-4~D-1", "D-4~D-2", "D-2~D-4", "D-3~D-4"}
    assert clear(browser) == ["D-1", "D-2", "D-3", "D-4"]
    assert sentence(browser, ".card[data-id='D-2'] .relation") == "▾ 1▴ 1"
    browser.eval("location.hash = 'R-1'")
    browser.frame()
    assert sentence(browser, "#panel h2") == "R-1 Part 1 works"
    assert browser.eval("document.querySelector('.reason.chosen').dataset.id") == "R-1"


def test_tasks_and_tests_are_below_their_designs(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, SMALL.page())
    toggle = "document.querySelector('.card[data-id=\"D-1\"] .toggle')"
    assert browser.eval(f"{toggle}.textContent") == "2 Tasks · 1 Test"
    assert browser.eval("[...document.querySelectorAll('.inside')].every((one) => one.hidden)")
    browser.eval(f"{toggle}.click()")
    browser.frame()
    assert addresses(browser, ".card[data-id='D-1'] .inside a") == ["T-1.1", "T-1.2", "UT-1"]
    assert browser.eval(BEHIND) == []
    browser.eval("document.querySelector('.inside a').click()")
    browser.frame()
    assert sentence(browser, "#panel h2").startswith("T-1.1 ")
    assert browser.eval("document.querySelector('.card.chosen').dataset.id") == "D-1"


def test_what_is_searched_for_is_shown_in_its_designs(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, SMALL.page())
    browser.key("/")
    for letter in "p3/f2":
        browser.key(letter)
    assert browser.eval("[...document.querySelectorAll('.card:not(.faded)')].map((one) => one.dataset.id)") == ["D-3"]
    assert browser.eval("[...document.querySelectorAll('.inside:not([hidden]) a')].map((one) => one.hash)") == [
        "#T-3.2"
    ]
    browser.key("ArrowDown")
    browser.key("Escape")
    assert browser.eval("document.querySelectorAll('.card.faded').length") == 0


def test_the_keyboard_walks_through_the_cards(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, SMALL.page())
    focus = "document.activeElement.closest('.card')?.dataset.id"
    browser.eval("designs.focus(null)")
    assert browser.eval(focus) == "D-1"
    walked = []
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        browser.key(key)
        walked.append(browser.eval(focus))
    assert walked[0] in ("D-2", "D-3")
    assert set(walked[:3]) == {"D-2", "D-3"}
    assert walked[3] == "D-4"
    browser.key(" ")
    assert browser.eval("document.querySelectorAll('.inside:not([hidden])').length") == 1
    at = browser.eval(focus)
    browser.key("Enter")
    assert browser.eval("location.hash") == f"#{at}"
    assert browser.eval(focus) == at
    browser.key("Escape")
    assert browser.eval(focus) == at
    browser.key("m")
    assert browser.eval("document.querySelectorAll('.design-grid .cell.debt').length") == 2


@pytest.mark.parametrize(("width", "seed"), [(1440, 2), (700, 2), (700, 1), (420, 1)])
def test_no_wire_behind_a_card_and_no_label_cut(browser: Browser, tmp_path: Path, width: int, seed: int) -> None:
    browser.size(width, 900)
    try:
        shown(browser, tmp_path, tangled(12 + 20 * (seed - 1), seed).page())
        for hash_ in ("", "D-3", "D-9"):
            browser.eval(f"location.hash = '{hash_}'")
            browser.frame()
            assert browser.eval(BEHIND) == []
            assert browser.eval(OVERLAPPING) == 0
            assert browser.eval(CUT) == []
            assert browser.eval(WIDER) == []
        browser.eval("location.hash = ''; designs.turn('grid')")
        browser.frame()
        assert browser.eval(CUT) == []
        assert browser.complaints() == []
    finally:
        browser.size(1440, 900)


def test_designs_that_require_each_other_in_a_circle_are_drawn(browser: Browser, tmp_path: Path) -> None:
    told = Told(4, {1: [2], 2: [3], 3: [1], 4: [4]}, {1: [2, 3]})
    shown(browser, tmp_path, told.page())
    assert wires(browser).keys() == {"D-1~D-2", "D-2~D-3", "D-3~D-1", "D-1~D-3"}
    assert browser.eval(BEHIND) == []
    assert browser.complaints() == []


@pytest.mark.parametrize("nodes", [[], "no designs"])
def test_a_ledger_without_designs(browser: Browser, tmp_path: Path, nodes: Any) -> None:
    some = [one for one in sound(LEDGER).values() if nodes and one.kind in ("intent", "requirement")]
    shown(browser, tmp_path, page_of(some))
    assert "No Design is in force" in sentence(browser, ".shown")
    for key in ("m", "m", "2", "3", "1"):
        browser.key(key)
    assert browser.complaints() == []


def test_a_hostile_design_runs_nothing_and_long_words_wrap(browser: Browser, tmp_path: Path) -> None:
    evil = "<img src=x onerror=document.title=1> " + "x" * 300
    told = SMALL._replace(titles={1: evil, 4: evil})
    shown(browser, tmp_path, told.page(), "D-4~D-1")
    for _ in range(2):
        assert browser.eval("document.querySelectorAll('#view img, #panel img').length") == 0
        assert browser.eval(CUT) == []
        assert browser.eval(WIDER) == []
        browser.key("m")
    assert browser.complaints() == []


def test_findings_of_what_is_inside_are_told_at_the_design(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values()), findings=(BROKEN,)))
    assert browser.eval("document.querySelector('.card.broken').dataset.id") == "D-2"
    assert sentence(browser, ".card.broken .found") == "1 finding"
    assert "INV403 missing-function · 1" in sentence(browser, ".overview .found")
    assert "D-9" in sentence(browser, ".overview")  # not in force


def test_many_designs_are_a_matrix_first(browser: Browser, tmp_path: Path) -> None:
    ledger = project(3800)["architecture.py"]
    nodes = list(read_ledger({"architecture.py": ledger.encode()}, "architecture.py").nodes)
    shown(browser, tmp_path, page_of(nodes))
    assert browser.eval("document.querySelectorAll('*').length") < 5000
    assert browser.eval("document.querySelectorAll('.design-grid .row-name').length") == 380
    assert browser.eval("performance.getEntriesByName('first-contentful-paint')[0].startTime") < 3000
    browser.eval("document.querySelector('.design-grid').scrollTo(1e6, 1e6)")
    browser.frame()
    assert browser.eval(
        "[...document.querySelectorAll('.design-grid .cell.unused')].some((one) => one.hash === '#D-2~D-1')"
    )
    browser.eval("location.hash = 'D-200'")
    browser.frame()
    box = "document.querySelector('{}').getBoundingClientRect()"
    inside = f"((row, grid) => row.top > grid.top && row.bottom < grid.bottom)({box}, {box})"
    assert browser.eval(inside.format(".row-name.chosen", ".design-grid"))
    browser.key("m")
    assert browser.eval("document.querySelectorAll('.card').length") == 380
    assert len(wires(browser, "near")) == 4
    assert wires(browser) == {}
    assert browser.complaints() == []
