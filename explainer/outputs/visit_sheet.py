"""The visit sheet: what a person noticed, must tell and wants to ask, on paper to take to an appointment.

It is made in memory from what is handed in and kept nowhere. The PDF embeds its fonts, so its text is searchable and
prints the same everywhere; what those fonts cannot print is refused by name, never dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

import typst
from markupsafe import Markup

from explainer import fragments
from explainer.library import Library
from explainer.loading.assets import FONTS
from explainer.model import ChecklistItem, Paper, Question, Telling

_TEMPLATE = Path(__file__).with_name("visit_sheet.typ")
_PAPERS: Mapping[Paper, str] = {"A4": "a4", "Letter": "us-letter"}
LONGEST = 500  # characters of the free text: a paragraph, not a letter
LINES = 2  # ruled lines beneath each question
BLANK = 3  # ruled lines of a part for which nothing was chosen
LARGE = 1.53  # times the usual letters: 16 points
# They ask for a sign as text, as a picture or on a key; the sheet has one of each.
SELECTORS = dict.fromkeys((0xFE0E, 0xFE0F, 0x20E3))


class Unprintable(ValueError):
    """The free text holds characters that the sheet's font has not."""


@dataclass(frozen=True)
class Sheet:
    """What goes on the sheet."""

    noticed: tuple[ChecklistItem, ...] = ()
    matters: tuple[str, ...] = ()  # what was weighed, and how much, as it is printed
    tell: tuple[Telling, ...] = ()
    medicines: str = ""
    ask: tuple[Question, ...] = ()
    words: str = ""
    dose: tuple[str, ...] = ()  # the times of one that is booked, line by line


@dataclass(frozen=True)
class Part:
    """One part of the sheet: its heading, its lines, and how many ruled lines to write on: beneath each, or alone."""

    heading: str
    lines: tuple[str, ...]
    ruled: int = 0


def parts(sheet: Sheet, content: Library) -> Iterator[Part]:
    """The sheet as headings and lines, for every form that it takes. What was not chosen has room to write instead."""
    say = content.interface["sheet"]

    def part(heading: str, lines: Iterable[str], ruled: int = 0) -> Part:
        chosen = tuple(lines)
        return Part(say[heading], chosen, ruled if chosen else BLANK)

    urgent = [item for item in sheet.noticed if item.group == "urgent"]
    if urgent:
        yield part("urgent", (f"{_name(item)}. {item.help}" for item in urgent))
    if sheet.dose:
        yield part("dose", sheet.dose)
    others = [_name(item) for item in sheet.noticed if item.group != "urgent"]
    if others or not urgent:
        yield part("noticed", others)
    if sheet.matters:
        yield part("matters", sheet.matters)
    yield part("tell", (row.words for row in sheet.tell))
    yield part("medicines", _typed(sheet.medicines))
    yield part("ask", (row.question for row in sheet.ask), LINES)
    if sheet.words.strip():
        yield part("own_words", _typed(sheet.words))


def _typed(words: str) -> Iterator[str]:
    """The lines of what was typed; a table that was pasted keeps its columns apart."""
    yield from (line for line in words.replace("\t", " ").splitlines() if line.strip())


def _name(item: ChecklistItem) -> str:
    return item.name if item.term.lower() == item.name.lower() else f"{item.name} ({item.term})"


def closing(content: Library) -> str:
    """What stands at the foot of every sheet: the disclaimer and whom to call."""
    return f"{content.site.disclaimer} {fragments.calls_on_paper(content)}"


def as_text(sheet: Sheet, content: Library) -> str:
    """The sheet as plain text."""
    say = content.interface["sheet"]
    blocks = [f"{say['title']}\n{say['date']}"]
    for part in parts(sheet, content):
        room = ["  ______________________________________"] * part.ruled
        lines = ["\n".join([f"- {line}", *room]) for line in part.lines]
        blocks.append("\n".join([part.heading.upper(), *(lines or room)]))
    return "\n\n".join([*blocks, closing(content)]) + "\n"


def as_html(part: Part) -> Markup:
    """One part as a list for a page; the room to write stays with its question."""
    room = Markup('<div class="ruled"></div>') * part.ruled
    if not part.lines:
        return room
    lines = Markup("").join(Markup("<li>{}{}</li>").format(line, room) for line in part.lines)
    return Markup('<ul class="sheet">{}</ul>').format(lines)


# What turns the direction of writing could make a dose read backwards, and nobody would see why.
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
# Accents above each other: a language writes two, and more cross the lines above.
_HEAPED = re.compile(r"[\u0300-\u036f]{4,}")


def check(words: str, content: Library) -> None:
    """Raise Unprintable with what to do, if ``words`` are too long, heap accents or turn the direction of writing."""
    if len(words) > LONGEST:
        raise Unprintable(content.interface["sheet"]("too_long", count=len(words) - LONGEST))
    if heaped := _HEAPED.search(words):
        raise _unprintable(heaped[0], content)
    if turning := [sign for sign in words if bidirectional(sign) in _TURNING]:
        raise _unprintable(turning, content)


def _unprintable(signs: Iterable[str], content: Library) -> Unprintable:
    say = content.interface["sheet"]
    named = (one if one.isprintable() else say("invisible", code=f"U+{ord(one):04X}") for one in dict.fromkeys(signs))
    return Unprintable(say("unprintable", characters=" ".join(named)))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


# How the library says that a sign is in none of the fonts, which PDF/UA does not allow: the text `"漢"` could not …
_NO_FONT = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def as_pdf(sheet: Sheet, content: Library, paper: Paper = "A4", large: bool = False) -> bytes:
    """The sheet as a PDF that declares PDF/UA-1. Raises Unprintable if what was typed cannot be printed in full."""
    check(sheet.words, content)
    check(sheet.medicines, content)
    say, most = content.interface["sheet"], UNBROKEN_LARGE if large else UNBROKEN
    given = {
        "title": say["title"],
        "date": say["date"],
        "page": say["page"],
        "closing": closing(content),
        "lang": content.language,
        "paper": _PAPERS[paper],
        "scale": LARGE if large else 1.0,
        "parts": [
            {"heading": part.heading, "lines": [_breaking(line, most) for line in part.lines], "ruled": part.ruled}
            for part in parts(sheet, content)
        ],
    }
    try:
        return typst.compile(
            _TEMPLATE, format="pdf", pdf_standards="ua-1", font_paths=_fonts(), sys_inputs={"sheet": json.dumps(given)}
        )
    except typst.TypstError as error:
        missing = [_ESCAPED.sub(_meant, found) for found in _NO_FONT.findall(error.diagnostic)]
        if not missing:
            raise
        raise _unprintable((sign for text in missing for sign in text), content) from None


UNBROKEN, UNBROKEN_LARGE = 40, 26  # of the widest letters fit a line; after a slash or a hyphen it breaks by itself


def _breaking(line: str, most: int) -> str:
    """A line in which a word that is longer than the paper is wide can go on in the next.

    Shorter ones get no mark: who copies an address from the sheet would copy the mark, too.
    """
    return re.sub(rf"([^\s/-]{{{most}}})(?=[^\s/-])", "\\1\u200b", line.translate(SELECTORS))


def _meant(escaped: re.Match[str]) -> str:
    """The sign that the library wrote as ``\\u{7}`` or ``\\"``."""
    return chr(int(escaped[1], 16)) if escaped[1] else escaped[2]
