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
from explainer.model import ChecklistItem, Paper, Precaution, Question

LONGEST = 500  # characters of the free text: a paragraph, not a letter
LINES = 2  # ruled lines beneath each question
SELECTORS = dict.fromkeys((0xFE0E, 0xFE0F))  # ask for a sign as text or as a picture; the sheet has one of each


class Unprintable(ValueError):
    """The free text holds characters that the sheet's font has not."""


@dataclass(frozen=True)
class Sheet:
    """What goes on the sheet, in the order of the page that it was chosen on."""

    noticed: tuple[ChecklistItem, ...] = ()
    tell: tuple[Precaution, ...] = ()
    ask: tuple[Question, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the sheet: its heading, its lines, and whether there is room to write beneath each."""

    heading: str
    lines: tuple[str, ...]
    ruled: bool = False
    empty: bool = False  # its one line says that nothing was chosen


def parts(sheet: Sheet, content: Library) -> Iterator[Part]:
    """The sheet as headings and lines, for every form that it takes. A part without lines says so."""
    say = content.interface["sheet"]

    def part(heading: str, lines: Iterable[str], ruled: bool = False) -> Part:
        chosen = tuple(lines)
        return Part(say[heading], chosen or (say["nothing"],), ruled and bool(chosen), not chosen)

    urgent = [item for item in sheet.noticed if item.group == "urgent"]
    if urgent:
        yield part("urgent", (f"{_name(item)}. {item.help}" for item in urgent))
    others = [_name(item) for item in sheet.noticed if item.group != "urgent"]
    if others or not urgent:
        yield part("noticed", others)
    yield part("tell", (content.topic_of(row) for row in sheet.tell))
    yield part("ask", (row.question for row in sheet.ask), ruled=True)
    if sheet.words.strip():
        spaced = sheet.words.replace("\t", " ")  # a table that was pasted keeps its columns apart
        yield part("own_words", (line for line in spaced.splitlines() if line.strip()))


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
        room = "\n" + "\n".join(["  ______________________________________"] * LINES) if part.ruled else ""
        blocks.append("\n".join([part.heading.upper(), *(f"- {line}{room}" for line in part.lines)]))
    return "\n\n".join([*blocks, closing(content)]) + "\n"


def as_html(part: Part) -> Markup:
    """One part as a list for a page; the room to write stays with its question."""
    room = Markup('<div class="ruled"></div>') * (LINES if part.ruled else 0)
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

    def footer(self) -> None:
        self._out("/Artifact BMC")  # read out once a page, it would only be in the way
        self.set_y(-24)
        self.set_font("sheet", size=8.5)
        self.multi_cell(0, 4.2, self.closing, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.cell(0, 4.2, self.numbered.format(at=self.page_no(), pages="{nb}"), align="R")
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


def as_pdf(sheet: Sheet, content: Library, paper: Paper = "A4") -> bytes:
    """The sheet as a PDF. Raises Unprintable if the free text cannot be printed in full."""
    check(sheet.words, content)
    with _pdf(paper) as pdf:
        _write(pdf, sheet, content)
        return bytes(pdf.output())


def _write(pdf: _Pages, sheet: Sheet, content: Library) -> None:
    say = content.interface["sheet"]
    pdf.closing, pdf.numbered = closing(content), say["page"]
    pdf.set_title(say["title"])
    pdf.set_lang(content.language)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_text_shaping(True)  # joins Arabic letters and runs them from right to left
    pdf.set_margins(18, 16, 18)
    pdf.set_auto_page_break(True, margin=28)
    pdf.add_page()
    pdf.set_font("sheet", "B", 18)
    with pdf.tagged("H1"):
        pdf.cell(0, 10, say["title"])
    pdf.set_font("sheet", size=10.5)
    with pdf.tagged("P"):
        pdf.cell(0, 10, say["date"], align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    for part in parts(sheet, content):
        pdf.ln(3)
        if pdf.will_page_break(20):  # a heading never stands alone at the foot of a page
            pdf.add_page()
        pdf.set_font("sheet", "B", 12)
        pdf.start_section(part.heading)
        with pdf.tagged("H2"):
            pdf.multi_cell(0, 7, part.heading, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pdf.set_font("sheet", size=10.5)
        for line in part.lines:
            _line(pdf, line, LINES if part.ruled else 0, dotted=not part.empty)


def _line(pdf: _Pages, text: str, ruled: int, dotted: bool) -> None:
    """One line with its dot and the room beneath it, never cut by the end of a page."""
    text = text.translate(SELECTORS)
    indent = 5 if dotted else 0
    width = pdf.epw - indent
    height = pdf.multi_cell(width, 5.6, text, dry_run=True, output=MethodReturnValue.HEIGHT)
    assert isinstance(height, float)  # what HEIGHT means
    if pdf.will_page_break(height + 7.5 * ruled):
        pdf.add_page()
    with pdf.tagged("LI" if indent else "P"):
        if indent:
            pdf.cell(indent, 5.6, "•")
        pdf.multi_cell(width, 5.6, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if not ruled:
        return
    pdf._out("/Artifact BMC")
    for _ in range(ruled):
        pdf.set_x(pdf.l_margin + indent)
        pdf.cell(width, 7.5, border="B", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf._out("EMC")
    pdf.ln(2)
