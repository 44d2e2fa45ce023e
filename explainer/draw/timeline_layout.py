"""Where everything on the timeline stands: shares of the width across, ems down, so that no drawing scales its text.

Words find their place by themselves: the least width in ems says which of them would touch, and those move. Wider than
that, they only get further apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from explainer.draw.timeline import PANELS, LaneDrawn, Note, Panel, Point, Scale, Strip, Timeline
from explainer.model import Sign
from explainer.texts import Texts

Anchor = Literal["start", "middle", "end"]
ANCHORS: tuple[Anchor, ...] = ("middle", "start", "end")
NARROW, WIDE = 24.0, 40.0  # the least widths in ems: a phone's, and everything else's
DOT, SMALL = 0.38, 0.22  # half the size of a mark, and of one that the lens shows larger
LINE = 1.3  # from one line of words to the next
_CHARACTER = 0.54  # the width of an average one; a little more than in the page's own font


@dataclass(frozen=True)
class Words:
    """A line of text at its baseline, ``dx`` ems to the right of ``x``; ``strong`` stands before it in bold."""

    x: float
    y: float
    anchor: Anchor
    text: str
    strong: str = ""
    dx: float = 0.0


@dataclass(frozen=True)
class Dot:
    """A point: from ``base``, which is no difference, to ``y``; ``high`` and ``low`` are its interval's ends.

    A ``small`` one stands on the true scale, where the lens beside it shows it larger.
    """

    point: Point
    colour: str
    shape: str
    panel: int
    x: float
    y: float
    base: float
    low: float | None
    high: float | None
    small: bool


@dataclass(frozen=True)
class Glyph:
    """The sign of a note, just beneath the line of no difference."""

    note: Note
    colour: str
    kind: Sign
    panel: int
    x: float
    x_to: float
    y: float
    small: bool


@dataclass(frozen=True)
class Rule:
    """A level line: the base of a strip, its dashes where there is no count, or the height of the largest."""

    x: float
    x_to: float
    y: float
    kind: Literal["base", "dashes", "largest"]
    colour: str


@dataclass(frozen=True)
class Tick:
    """A thin line up from the base of a strip, at a time that the axis names; it crosses no words."""

    x: float
    y: float
    y_to: float


@dataclass(frozen=True)
class Layout:
    """A drawing in which everything has its place; ``top`` to ``bottom`` is where the scrubber's line runs."""

    width: float
    top: float
    bottom: float
    panels: tuple[Panel, ...]
    words: tuple[Words, ...]
    dots: tuple[Dot, ...]
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    grid: tuple[Tick, ...]


@dataclass
class _Page:
    """What has been placed so far, and which boxes (left, top, right, bottom; in ems) are taken."""

    width: float
    share: float  # the height of a series' largest difference
    largest: str  # its name
    panels: tuple[Panel, ...]
    words: list[Words] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    grid: list[Tick] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def box(self, words: Words) -> tuple[float, float, float, float]:
        wide = _CHARACTER * len(words.text + words.strong) + 0.04 * len(words.strong)
        left = words.x * self.width + words.dx - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        return left, words.y - 0.85, left + wide, words.y + 0.3

    def free(self, words: Words) -> bool:
        """Whether words lie inside the drawing and touch nothing that stands there."""
        left, top, right, bottom = self.box(words)
        if left < -0.01 or right > self.width + 0.01:
            return False
        return not any(
            left - 0.3 < other[2] and other[0] < right + 0.3 and top < other[3] and other[1] < bottom
            for other in self.taken
        )

    def put(self, words: Words) -> None:
        self.words.append(words)
        self.taken.append(self.box(words))

    def mark(self, x: float, top: float, bottom: float, half: float) -> None:
        self.taken.append((x * self.width - half, top, x * self.width + half, bottom))


@dataclass(frozen=True)
class _Spot:
    """A point in a panel that holds it; ``high`` is its upper end, ``half`` half its width."""

    point: Point
    panel: int
    x: float
    y: float
    high: float
    half: float
    small: bool


def _spots(page: _Page, strip: Strip, base: float) -> list[_Spot]:
    found = []
    for point in strip.points:
        for at, panel in enumerate(page.panels):
            if panel.holds(point.hours):
                small = at > 0 and page.panels[0].holds(point.hours)
                y, top = base - page.share * point.share, base - page.share * point.top
                half = SMALL if small else DOT
                high = y - half if small else min(top, y - half)
                found.append(_Spot(point, at, panel.x(point.hours), y, high, half, small))
    return found


def _strip(page: _Page, strip: Strip, colour: str, top: float, first: bool) -> float:
    """A series of points from ``top`` down, in as little height as its words allow; returns where its base lies."""
    words, taken = list(page.words), list(page.taken)
    base = top + page.share * max(1.0, *(point.top for point in strip.points)) + 0.2
    for _ in range(3):
        if _named(page, strip, base, top, first):
            break
        page.words, page.taken = list(words), list(taken)
        base += 0.8
    else:
        _named(page, strip, base, top, first)
    for spot in _spots(page, strip, base):
        ends = (None, None) if spot.small else (spot.point.low, spot.point.high)
        low, high = (None if end is None else base - page.share * end for end in ends)
        page.dots.append(Dot(spot.point, colour, strip.shape, spot.panel, spot.x, spot.y, base, low, high, spot.small))
    for panel in page.panels:
        page.grid += [Tick(panel.x(hours), top + 1.25, base) for hours in panel.ticks]
        level, start = base - page.share, panel.left
        _, upper, right, lower = page.box(Words(0.0, top + 0.85, "start", strip.people))
        if panel is page.panels[0] and upper < level < lower:
            start = max(start, (right + 0.5) / page.width)  # beside the words, not through them
        if panel.right - start > 0.1:  # a shorter piece says nothing
            page.rules.append(Rule(start, panel.right, level, "largest", colour))
        start, end = (panel.x(min(max(hours, panel.first), panel.last)) for hours in strip.counted)
        page.rules += [Rule(x, x_to, base, "dashes", colour) for x, x_to in ((panel.left, start), (end, panel.right))]
        page.rules.append(Rule(start, end, base, "base", colour))
    return base


def _named(page: _Page, strip: Strip, base: float, top: float, first: bool) -> bool:
    """Put the words of a strip; False where some of them touch."""
    spots = _spots(page, strip, base)
    for spot in spots:
        page.mark(spot.x, spot.high, base, spot.half)
    people = Words(0.0, top + 0.85, "start", strip.people)
    fits = page.free(people)
    page.put(people)
    highest = min(spot.high for spot in spots)
    named: set[str] = set()
    for spot in spots:
        if spot.point.finding in named:
            continue  # the lens has named it
        named.add(spot.point.finding)
        words = spot.point.words
        places = [
            Words(spot.x, spot.y + 0.3, "start", words, dx=spot.half + 0.35),
            Words(spot.x, spot.y + 0.3, "end", words, dx=-spot.half - 0.35),
            *(Words(spot.x, at - 0.45, anchor, words) for at in (spot.high, highest) for anchor in ANCHORS),
        ]
        place = next((words for words in places if page.free(words)), places[0])
        fits = fits and page.free(place)
        page.put(place)
    if first:
        level = base - page.share - 0.25
        sides = [Words(page.panels[-1].right, level, "end", page.largest), Words(0.0, level, "start", page.largest)]
        for largest in [words for words in sides if page.free(words)][:1]:  # each lane says it that has room
            page.put(largest)
    return fits


def _notes(page: _Page, lane: LaneDrawn, base: float, spoken: bool) -> float:
    """The signs beneath the last strip, and their words on as few lines as will hold them; returns the lower end."""
    y, lowest = base + 0.55, base + 0.75
    placed: set[str] = set()
    for note in sorted(lane.notes, key=lambda note: note.kind != "goes_on"):  # the edge is its only place
        for at, panel in enumerate(page.panels):
            if not panel.holds(note.hours) or (note.kind == "goes_on" and at < len(page.panels) - 1):
                continue
            small = at > 0 and page.panels[0].holds(note.hours)
            x, x_to = panel.x(note.hours), panel.x(min(note.hours_to, panel.last))
            page.glyphs.append(Glyph(note, lane.colour, note.kind, at, x, x_to, y, small))
            if not spoken or note.words in placed:
                continue
            placed.add(note.words)
            words = _place(page, (x + x_to) / 2, y + 1.2, note)
            page.put(words)
            lowest = max(lowest, words.y + 0.3)
    return lowest


def _place(page: _Page, x: float, y: float, note: Note) -> Words:
    places: list[Words] = []
    for row in range(4):
        at = y + row * LINE * 0.92
        if note.kind == "goes_on":
            places.append(Words(1.0, at, "end", note.words))
        else:
            places += [
                Words(x, at, "middle", note.words),
                Words(0.0, at, "start", note.words) if x < 0.4 else Words(1.0, at, "end", note.words),
                Words(x, at, "end", note.words, dx=0.5),
                Words(x, at, "start", note.words, dx=-0.5),
            ]
    return next((words for words in places if page.free(words)), places[-1])


def tick(hours: float, say: Texts) -> str:
    """The name of a time that an axis shows."""
    return say[f"tick_{hours:g}"]


def axis(panels: tuple[Panel, ...], y: float, say: Texts) -> tuple[Words, ...]:
    """The names of the times beneath ``y``."""
    return tuple(
        Words(panel.x(hours), y + 1.0, "middle", tick(hours, say)) for panel in panels for hours in panel.ticks
    )


@cache
def place(
    timeline: Timeline,
    say: Texts,
    scale: Scale = "log",
    width: float = WIDE,
    headed: bool = True,
    spoken: bool = True,
    share: float | None = None,
) -> Layout:
    """Everything in its place, for a drawing at least ``width`` ems wide.

    ``say`` has the texts of [drawing]. ``headed`` writes each lane's name above it, ``spoken`` the words of its notes
    beneath; a room has them elsewhere.
    ``share`` is the height of a series' largest difference; a phone has less room for it.
    """
    panels = PANELS[scale]
    page = _Page(width, share or (2.3 if width < WIDE else 3.0), say["its_largest"], panels)
    y = 0.0
    if headed and len(panels) > 1:
        for panel in panels:
            page.put(Words(panel.left - 0.03, 0.9, "start", say[panel.title]))
        y = 1.4
    top = y
    for at, lane in enumerate(timeline.lanes):
        y += 0.35 if at else 0.0
        if headed:
            page.put(Words(0.0, y + 1.0, "start", f", {lane.taken}", lane.name))
            y += 1.45
        base = y
        for strip in lane.strips:
            first = strip is lane.strips[0]
            base = _strip(page, strip, lane.colour, base + (0.0 if first else 0.35), first and headed)
        y = _notes(page, lane, base, spoken)
    bottom = y + 0.15
    return Layout(
        width=width,
        top=top,
        bottom=bottom,
        panels=panels,
        words=tuple(page.words),
        dots=tuple(page.dots),
        glyphs=tuple(page.glyphs),
        rules=tuple(page.rules),
        grid=tuple(page.grid),
    )
