"""How long one drip lasts, as SVG: a panel for each review on its own scale, in the manner of the timeline."""

from __future__ import annotations

from textwrap import wrap

from markupsafe import Markup

from explainer import prose
from explainer.draw.timeline import Note, Point
from explainer.draw.timeline_layout import DOT, LINE, WIDE, Dot, Glyph, Words
from explainer.draw.timeline_svg import GRID, dot_drawn, glyph_drawn, line, root, words_drawn
from explainer.library import Library
from explainer.markup import join
from explainer.model import Finding, Lane, Sign

LANE: Lane = "ketamine_iv"
LEFT, RIGHT, DAYS = 0.03, 0.945, 14.0
TICKS = (0, 1, 3, 7, 10, 12, 14)
HEIGHT = 4.2  # ems from zero to the highest value of a panel


def _x(hours: float) -> float:
    return LEFT + (RIGHT - LEFT) * hours / 24 / DAYS


def _values(findings: list[Finding], base: float, content: Library) -> Markup:
    """Measured values as points above zero, whichever way their scale runs; rates have their number of people."""
    highest = max(abs(value) for f in findings for value in (f.value, f.low, f.high) if value is not None)
    drawn, colour = Markup(""), content.treatments[LANE].colour
    for finding in findings:
        ends = sorted(float(abs(end)) for end in (finding.low, finding.high) if end is not None)
        low, high = (base - HEIGHT * end / float(highest) for end in ends) if len(ends) == 2 else (None, None)
        share = float(finding.size / highest)
        hours, y = float(finding.time_hours or 0), base - HEIGHT * share
        people = content.numbers.whole(finding.size, half_up=False) if finding.unit == "per 100" else ""
        point = Point(finding.id, hours, share, None, None, computed=False, words=people)
        drawn += dot_drawn(Dot(point, colour, "circle", 0, _x(hours), y, base, low, high, small=False))
        beside = Words(_x(hours), y + 0.3, "start", point.words, dx=DOT + 0.4)
        above = Words(_x(hours), y - 0.7, "middle", point.words)  # a phone has no room beside a mark
        drawn += words_drawn(above if high is None else beside)
    return drawn


def _signs(ends: list[tuple[Finding, str]], base: float, width: float, colour: str) -> Markup:
    """When a difference was first seen, and when it was no longer clear: times without a height, as on the timeline."""
    drawn = Markup("")
    for finding, words in ends:
        first = last = float(finding.time_hours or 0)
        kind: Sign = "first_seen"
        place = Words(0.0, base + 1.75, "start", words)
        if finding.unit == "days":
            first, last = (float(end or 0) * 24 for end in (finding.low, finding.high))
            kind, middle = "no_longer_clear", (_x(first) + _x(last)) / 2
            beneath = middle + 0.27 * len(words) / width < 1
            place = Words(middle, base + 1.75, "middle", words) if beneath else Words(1.0, base + 3.0, "end", words)
        note = Note((finding.id,), kind, first, last, words)
        drawn += glyph_drawn(Glyph(note, colour, kind, 0, _x(first), _x(last), base + 0.55))
        drawn += words_drawn(place)
    return drawn


def svg(content: Library, width: float, alt: str, kind: str) -> Markup:
    """The whole drawing, at least ``width`` ems wide."""
    rows = [(row, content.findings[row.finding]) for row in content.one_dose]
    named = {mark.finding: prose.plain(mark.words or "") for mark in content.marks}
    drawn, y = Markup(""), 0.0
    colour, say = content.treatments[LANE].colour, content.interface["drawing"]
    dashes = {"stroke": colour, "stroke-width": ".12em", "stroke-dasharray": "3 5"}
    for panel in dict.fromkeys(row.panel for row, _ in rows):
        for text in wrap(panel, int(width / 0.56)):
            drawn += words_drawn(Words(0.0, y + 1.0, "start", "", text))
            y += LINE
        base = y + HEIGHT + 1.8
        drawn += join(line(_x(24 * day), y + 0.4, _x(24 * day), base, GRID) for day in TICKS)
        drawn += line(LEFT, base, RIGHT, base, dashes)
        drawn += _values(
            [finding for row, finding in rows if row.panel == panel and row.kind == "point"], base, content
        )
        ends = [(f, named[f.id]) for row, f in rows if row.panel == panel and row.kind != "point"]
        drawn += _signs(ends, base, width, colour)
        y = base + (3.6 if ends and width < WIDE else 2.4 if ends else 1.0)
    ticks = join(words_drawn(Words(_x(24 * day), y + 1.1, "middle", content.numbers.number(day))) for day in TICKS)
    title = words_drawn(Words(0.5, y + 2.5, "middle", say["one_dose_axis"]))
    return root(kind, drawn + ticks + title, y + 3.0, alt)
