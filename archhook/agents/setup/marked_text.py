"""A section between two markers in a text that people keep: put in, replaced and taken out."""

from __future__ import annotations

BEGIN = "<!-- archhook: begin -->"
END = "<!-- archhook: end -->"


class MarkerError(ValueError):
    """A marker is missing, or there are several. `line`: where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def with_section(text: str, section: str) -> str:
    """The text with a section: in the place of the old one, else at the end, after a blank line; after a last line that
    had no end without one.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    body = newline.join((BEGIN, *section.splitlines(), END)) + newline
    place = _place(text)
    if place is not None:
        return text[: place[0]] + body + text[place[1] :]
    return text + (newline if text else "") + body


def without_section(text: str) -> str:
    """The text without the section and the blank line before it or, at the end, the line's end before it."""
    place = _place(text)
    if place is None:
        return text
    before, after = text[: place[0]], text[place[1] :]
    for blank in ("\r\n\r\n", "\n\n"):
        if before.endswith(blank):
            return before[: -len(blank) // 2] + after
    return before + after if after else before.removesuffix("\n").removesuffix("\r")


def _place(text: str) -> tuple[int, int] | None:
    """From where to where the section stands, its line ends included; None where there is none."""
    starts, ends = text.count(BEGIN), text.count(END)
    if not starts and not ends:
        return None
    start, end = text.find(BEGIN), text.find(END)
    if (starts, ends) != (1, 1) or end < start:
        wrong = start if starts else end
        message = f"there is not one `{BEGIN}` and one `{END}` after it"
        raise MarkerError(message, text.count("\n", 0, wrong) + 1)
    line_end = text.find("\n", end)
    return start, len(text) if line_end < 0 else line_end + 1
