"""The visit sheet: what a person noticed, must tell and wants to ask, on paper to take to an appointment.

It is made in memory from what is handed in and kept nowhere. The PDF embeds its fonts, so its text is searchable and
prints the same everywhere; what those fonts cannot print is refused by name, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal
from unicodedata import bidirectional

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences
from markupsafe import Markup

from explainer.library import Library
from explainer.loading.assets import FONTS
from explainer.model import ChecklistItem, Paper, Question, Telling

LONGEST = 500  # characters of the free text: a paragraph, not a letter
LINES = 2  # ruled lines beneath each question
BLANK = 3  # ruled lines of a part for which nothing was chosen
LARGE = 1.53  # times the usual letters: 16 points
SELECTORS = dict.fromkeys((0xFE0E, 0xFE0F))  # ask for a sign as text or as a picture; the sheet has one of each


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
    calls = ", ".join(f"{country} {line.number}" for country, line in content.first_lines("crisis").items())
    call = content.interface["sheet"]("call", lines=calls)
    return f"{content.site.disclaimer} {content.site.crisis} {call}"


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


@cache
def _printable() -> frozenset[int]:
    """The characters that both fonts of text hold, and the signs of the third."""
    with _pdf("A4") as pdf:
        *text, signs = (frozenset(font.cmap) for font in _fonts(pdf))
        return frozenset.intersection(*text) | signs | frozenset(SELECTORS)


def check(words: str, content: Library) -> None:
    """Raise Unprintable with what to do, if the sheet cannot print ``words`` in full."""
    say = content.interface["sheet"]
    if len(words) > LONGEST:
        raise Unprintable(say("too_long", count=len(words) - LONGEST))
    # What turns the direction of writing could make a dose read backwards, and nobody would see why.
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    missing = dict.fromkeys(
        c for c in words if c not in "\n\r\t" and (ord(c) not in _printable() or bidirectional(c) in turning)
    )
    if missing:
        named = " ".join(c if c.isprintable() else say("invisible", code=f"U+{ord(c):04X}") for c in missing)
        raise Unprintable(say("unprintable", characters=named))


class _Pages(FPDF):
    """Pages that end with the same words."""

    closing = ""
    numbered = ""  # "Page 1 of 2", with the library's own sign for how many
    scale = 1.0  # of the letters, and of all that is as high as they are

    def footer(self) -> None:
        self._out("/Artifact BMC")  # read out once a page, it would only be in the way
        self.set_y(-24 * self.scale)
        self.set_font("sheet", size=8.5 * self.scale)
        self.multi_cell(0, 4.2 * self.scale, self.closing, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.cell(0, 4.2 * self.scale, self.numbered.format(at=self.page_no(), pages="{nb}"), align="R")
        self._out("EMC")

    @contextmanager
    def tagged(self, kind: Literal["H1", "H2", "P", "LI"]) -> Iterator[None]:
        """What is written meanwhile as one part of the document's structure, for a screen reader; on one page.

        The library tags pictures alone; this is how it does it (fpdf2 2.8.9, ``FPDF._marked_sequence``).
        """
        mcid = self.struct_builder.next_mcid_for_page(self.page)
        _, parents = self.struct_builder.add_marked_content(page_number=self.page, struct_type=f"/{kind}", mcid=mcid)
        self.pages[self.page].struct_parents = parents
        self._out(f"/{kind} <</MCID {mcid}>> BDC")
        yield
        self._out("EMC")


def _fonts(pdf: FPDF) -> list[TTFFont]:
    return [font for font in pdf.fonts.values() if isinstance(font, TTFFont)]


@contextmanager
def _pdf(paper: Paper) -> Iterator[_Pages]:
    """An empty document with its fonts, whose files are closed at the end: the library leaves them open."""
    pdf = _Pages(format=paper)
    try:
        pdf.add_font("sheet", fname=FONTS / "DejaVuSans.ttf")
        pdf.add_font("sheet", style="B", fname=FONTS / "DejaVuSans-Bold.ttf")
        pdf.add_font("signs", fname=FONTS / "NotoEmoji.ttf")
        pdf.set_fallback_fonts(["signs"], exact_match=False)
        yield pdf
    finally:
        for font in _fonts(pdf):
            font.ttfont.close()


def as_pdf(sheet: Sheet, content: Library, paper: Paper = "A4", large: bool = False) -> bytes:
    """The sheet as a PDF. Raises Unprintable if what was typed cannot be printed in full."""
    check(sheet.words, content)
    check(sheet.medicines, content)
    with _pdf(paper) as pdf:
        pdf.scale = LARGE if large else 1.0
        _write(pdf, sheet, content)
        return bytes(pdf.output())


def _write(pdf: _Pages, sheet: Sheet, content: Library) -> None:
    say, scale = content.interface["sheet"], pdf.scale
    pdf.closing, pdf.numbered = closing(content), say["page"]
    pdf.set_title(say["title"])
    pdf.set_lang(content.language)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_text_shaping(True)  # joins Arabic letters and runs them from right to left
    pdf.set_margins(18, 16, 18)
    pdf.set_auto_page_break(True, margin=28 * scale)
    pdf.add_page()
    pdf.set_font("sheet", "B", 18 * scale)
    with pdf.tagged("H1"):
        pdf.cell(0, 10 * scale, say["title"], new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("sheet", size=10.5 * scale)
    with pdf.tagged("P"):
        pdf.cell(0, 7 * scale, say["date"], new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    for part in parts(sheet, content):
        pdf.ln(3)
        if pdf.will_page_break(20 * scale):  # a heading never stands alone at the foot of a page
            pdf.add_page()
        pdf.set_font("sheet", "B", 12 * scale)
        pdf.start_section(part.heading)
        with pdf.tagged("H2"):
            pdf.multi_cell(0, 7 * scale, part.heading, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pdf.set_font("sheet", size=10.5 * scale)
        for line in part.lines:
            _line(pdf, line, part.ruled)
        if not part.lines:
            _ruled(pdf, part.ruled, 0)


def _line(pdf: _Pages, text: str, ruled: int) -> None:
    """One line with its dot and the room beneath it, never cut by the end of a page."""
    text, indent, height = text.translate(SELECTORS), 5 * pdf.scale, 5.6 * pdf.scale
    width = pdf.epw - indent
    whole = pdf.multi_cell(width, height, text, dry_run=True, output=MethodReturnValue.HEIGHT)
    assert isinstance(whole, float)  # what HEIGHT means
    if pdf.will_page_break(whole + 7.5 * ruled):
        pdf.add_page()
    with pdf.tagged("LI"):
        pdf.cell(indent, height, "•")
        pdf.multi_cell(width, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _ruled(pdf, ruled, indent)


def _ruled(pdf: _Pages, lines: int, indent: float) -> None:
    """Room to write, as high as a hand needs it whatever the size of the letters."""
    if not lines:
        return
    pdf._out("/Artifact BMC")
    for _ in range(lines):
        pdf.set_x(pdf.l_margin + indent)
        pdf.cell(pdf.epw - indent, 7.5, border="B", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf._out("EMC")
    pdf.ln(2)
