"""What the first view of a report looks like in a browser: where cards and wires are, and what is not whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from .browser import Browser

BEHIND = """
(() => {
  const boxes = [...document.querySelectorAll('.card')].map((card) => [card.dataset.id, card.getBoundingClientRect()]);
  const found = [];
  for (const wire of document.querySelectorAll('.wires .line')) {
    const length = wire.getTotalLength();
    for (let at = 0; at <= length; at += 4) {
      const { x, y } = wire.getPointAtLength(at).matrixTransform(wire.getScreenCTM());
      for (const [id, box] of boxes) {
        if (x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1) found.push(`${wire.dataset.edge} ${id}`);
      }
    }
  }
  return [...new Set(found)];
})()
"""  # noqa: E501
"""Wires that run behind a card."""

CUT = """
[...document.querySelectorAll('#designs *, #panel *')].filter((one) => {
  if (one.closest('svg') || !one.getClientRects().length || !one.textContent.trim()) return false;
  const style = getComputedStyle(one);
  const hidden = style.overflowX !== 'visible' && !['auto', 'scroll'].includes(style.overflowX);
  return style.textOverflow === 'ellipsis' || (hidden && one.scrollWidth > one.clientWidth + 1)
    || one.scrollWidth > Math.max(one.clientWidth, one.offsetWidth) + 1 && style.display !== 'inline'
      && !['auto', 'scroll'].includes(style.overflowX);
}).map((one) => `${one.className}: ${one.textContent.slice(0, 60)}`)
"""
"""Labels that are not whole."""

OVERLAPPING = """
(() => {
  const boxes = [...document.querySelectorAll('.card')].map((card) => card.getBoundingClientRect());
  return boxes.filter((one, index) => boxes.some((other, at) => at > index && one.left < other.right - 1
    && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length;
})()
"""
WIDER = "['#view', '#panel', 'body', '.picture'].filter((one) => { const e = document.querySelector(one); return e && e.scrollWidth > e.clientWidth + 1; })"  # noqa: E501
"""What has to be scrolled sideways."""


def wires(browser: Browser, group: str = "resting") -> dict[str, str]:
    """Edge -> its kind, of the wires that are drawn."""
    each = "[one.dataset.edge, one.getAttribute('class')]"
    found = browser.eval(f"[...document.querySelectorAll('.wires .{group} .line')].map((one) => {each})")
    return {edge: name.removeprefix("line ") for edge, name in found}


def tops(browser: Browser) -> dict[str, float]:
    """Design -> how far down its card stands."""
    each = "[...document.querySelectorAll('.card')].map((one) => [one.dataset.id, one.offsetTop])"
    found: dict[str, float] = browser.eval(f"Object.fromEntries({each})")
    return found


def sentence(browser: Browser, selector: str) -> str:
    """The text of an element, on one line."""
    found: str = browser.eval(f"document.querySelector({json.dumps(selector)}).textContent")
    return " ".join(found.split())


def addresses(browser: Browser, selector: str) -> list[str]:
    """The addresses of the links that a selector finds, without `#`."""
    found: list[str] = browser.eval(f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.hash)")
    return [unquote(one.removeprefix("#")) for one in found]


def clear(browser: Browser) -> list[str]:
    """The Designs whose cards are not faded, sorted."""
    return sorted(browser.eval("[...document.querySelectorAll('.card:not(.faded)')].map((one) => one.dataset.id)"))
