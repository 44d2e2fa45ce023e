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
NARROW, WIDE = 24.0, 40.0  # the least widths in ems: a phone's, and everything else's
DOT, SMALL = 0.38, 0.22  # half the size of a mark, and of one that the lens shows larger
LINE = 1.3  # from one line of words to the next
ROW = 1.2  # from one row of signs and their words to the next
GAP = 0.35  # between a mark and the words beside it
ABOVE: tuple[tuple[Anchor, float], ...] = (("middle", 0.0), ("start", -DOT), ("end", DOT), ("start", 0.0), ("end", 0.0))
MARGIN = 0.023  # of the width, around what the lens shows
_CHARACTER, _SHORT = (
    0.44,
    0.5,
)  # the width of an average one, and what short words have more: a little over the page's own
Box = tuple[float, float, float, float]  # left, top, right, bottom; in ems


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
    """The sign of a note, beneath the line of no difference; one that goes on is an arrow's head on that line."""

    note: Note
    colour: str
    kind: Sign
    panel: int
    x: float
    x_to: float
    y: float


@dataclass(frozen=True)
class Rule:
    """A level line: the base of a strip, its dashes where there is no count, or from the largest to the others."""

    x: float
    x_to: float
    y: float
    kind: Literal["base", "dashes", "largest"]
    colour: str


@dataclass(frozen=True)
class Tick:
    """A short stroke across the base of a strip, at a time that the axis names: there it is in the way of no words."""

    x: float
    base: float

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where, downwards."""
        return self.base - 0.2, self.base + 0.25


@dataclass(frozen=True)
class Lens:
    """A strip's first days in a frame of their own, and the narrow part of the whole that they are."""

    x: float
    x_to: float
    y: float
    y_to: float
    part_x: float
    part_x_to: float
    part_y: float
    part_y_to: float

    def lines(self) -> tuple[tuple[float, float, float, float], ...]:
        """From the frame to its part, which is what makes it a lens."""
        return (
            (self.x_to, self.y, self.part_x, self.part_y),
            (self.x_to, self.y_to, self.part_x, self.part_y_to),
        )


@dataclass(frozen=True)
class Layout:
    """A drawing in which everything has its place; ``strips`` are from where to where a line up from a time may run."""

    width: float
    bottom: float
    panels: tuple[Panel, ...]
    words: tuple[Words, ...]
    dots: tuple[Dot, ...]
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    ticks: tuple[Tick, ...]
    lenses: tuple[Lens, ...]
    strips: tuple[tuple[float, float], ...]

    def upright(self, x: float) -> list[tuple[float, float]]:
        """The pieces of a line through all strips at ``x`` that cross no words."""
        boxes = [_reach(words, self.width) for words in self.words]
        return [piece for top, base in self.strips for piece in _pieces(x * self.width, top, base, boxes)]


def box(words: Words, width: float) -> Box:
    """What words take of a drawing ``width`` ems wide."""
    wide = _SHORT + _CHARACTER * len(words.text + words.strong) + 0.06 * len(words.strong)
    left = words.x * width + words.dx - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    return left, words.y - 0.85, left + wide, words.y + 0.3


def _reach(words: Words, width: float) -> Box:
    """What they may take of a wider one too, where they end nearer to the place that they are tied to."""
    left, top, right, bottom = box(words, width)
    return min(left, words.x * width), top, max(right, words.x * width), bottom


def _pieces(x: float, top: float, bottom: float, boxes: list[Box]) -> list[tuple[float, float]]:
    """What is left of an upright line where words take their part of it; scraps are left out."""
    pieces, start = [], top
    for _, upper, _, lower in sorted((b for b in boxes if b[0] - 0.15 < x < b[2] + 0.15), key=lambda b: b[1]):
        pieces.append((start, min(upper, bottom)))
        start = max(start, lower)
    return [(y, y_to) for y, y_to in [*pieces, (start, bottom)] if y_to - y > 0.3]


@dataclass
class _Page:
    """What has been placed so far, and which boxes (left, top, right, bottom; in ems) are taken."""

    width: float
    share: float  # the height of a series' largest difference
    largest: str  # its name
    panels: tuple[Panel, ...]
    headed: bool
    levels: bool  # whether what falls short of the largest can be seen
    words: list[Words] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    lenses: list[Lens] = field(default_factory=list)
    strips: list[tuple[float, float]] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def free(self, words: Words) -> bool:
        """Whether words lie inside the drawing and touch nothing that stands there."""
        left, top, right, bottom = box(words, self.width)
        if left < -0.01 or right > self.width + 0.01:
            return False
        return not any(_touch((left - 0.3, top, right + 0.3, bottom), other) for other in self.taken)

    def put(self, words: Words) -> None:
        if not words.text + words.strong:
            return
        self.words.append(words)
        self.taken.append(box(words, self.width))

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
    highest = max(1.0, *(point.top for point in strip.points))
    base = top + page.share * highest + (_frame(page) + 0.3 if len(page.panels) > 1 else 0.2 if page.headed else 0.1)
    for _ in range(5):
        if _named(page, strip, base, top, first):
            break
        page.words, page.taken = list(words), list(taken)
        base += 0.4
    else:
        _named(page, strip, base, top, first)
    for spot in _spots(page, strip, base):
        ends = (None, None) if spot.small else (spot.point.low, spot.point.high)
        low, high = (None if end is None else base - page.share * end for end in ends)
        page.dots.append(Dot(spot.point, colour, strip.shape, spot.panel, spot.x, spot.y, base, low, high, spot.small))
    page.strips.append((top + 1.25, base))
    page.rules += _largest(page, strip, base, colour)
    page.lenses += _lens(page, base, top)
    for panel in page.panels:
        start, end = (panel.x(min(max(hours, panel.first), panel.last)) for hours in strip.counted)
        page.rules += [Rule(x, x_to, base, "dashes", colour) for x, x_to in ((panel.left, start), (end, panel.right))]
        page.rules.append(Rule(start, end, base, "base", colour))
    return base


def _largest(page: _Page, strip: Strip, base: float, colour: str) -> list[Rule]:
    """Level with the largest, above the points that are smaller: what they fall short of it can be seen.

    It goes no further than the points do, and so stays out of the way of words.
    """
    if not page.levels:
        return []
    rules, largest = [], next(point for point in strip.points if point.share == 1)
    for panel in page.panels:
        inside = [point for point in strip.points if panel.holds(point.hours)]
        ends = [panel.x(point.hours) for point in inside]
        if any(point.share < 1 for point in inside):
            ends.append(panel.x(min(max(largest.hours, panel.first), panel.last)))
            if min(ends) < max(ends):
                rules.append(Rule(min(ends), max(ends), base - page.share, "largest", colour))
    return rules


def _frame(page: _Page) -> float:
    """How far beneath the top of a strip its lens begins: under its words, which a room has no height for."""
    return 1.2 if page.headed else 0.0


def _lens(page: _Page, base: float, top: float) -> list[Lens]:
    """What stands around a strip that two panels show."""
    if len(page.panels) < 2:
        return []
    lens, whole = page.panels
    frame = (lens.left - MARGIN, lens.right + MARGIN, top + _frame(page), base + 0.3)
    return [Lens(*frame, whole.left, whole.x(lens.last), top + _frame(page) + 0.3, base + 0.1)]


def _named(page: _Page, strip: Strip, base: float, top: float, first: bool) -> bool:
    """Put the words of a strip; False where some of them touch."""
    spots = _spots(page, strip, base)
    for spot in spots:
        page.mark(spot.x, spot.high, base, spot.half)
    rules = _largest(page, strip, base, "")
    page.taken += [(rule.x * page.width, rule.y, rule.x_to * page.width, rule.y) for rule in rules]
    for lens in _lens(page, base, top):
        left, right, end = (x * page.width for x in (lens.x, lens.x_to, lens.part_x_to))
        page.taken += [(left, lens.y, right, lens.y), (right, lens.y, end, lens.y_to)]
    sides = [Words(0.0, top + 0.85, "start", strip.people)]
    if len(page.panels) > 1 and not page.headed:
        sides = [
            Words(1.0, top + 0.85, "end", strip.people),
            Words(page.panels[0].left, top + 0.85, "start", strip.people),
        ]
    people = next((words for words in sides if page.free(words)), sides[0])
    fits = page.free(people)
    page.put(people)
    named: set[str] = set()
    for spot in spots:
        if spot.point.finding in named:
            continue  # the lens has named it
        named.add(spot.point.finding)
        places = _beside(spot, base)
        place = next((words for words in places if page.free(words)), places[0])
        fits = fits and page.free(place)
        page.put(place)
    if first:
        for largest in [words for rule in rules for words in _level(rule, page.largest) if page.free(words)][:1]:
            page.put(largest)  # each lane says it that has room
    return fits


def _beside(spot: _Spot, base: float) -> list[Words]:
    """Where the words of a point may stand: beside it, beside its column, or above it."""
    words, away = spot.point.words, spot.half + GAP
    return [
        Words(spot.x, y, anchor, words, dx=away if anchor == "start" else -away)
        for y in (min(spot.y + 0.3, base - 0.5), base - 0.5)
        for anchor in ("start", "end")
    ] + [Words(spot.x, spot.high - 0.3, anchor, words, dx=dx) for anchor, dx in ABOVE]


def _level(rule: Rule, words: str) -> list[Words]:
    """Where the words of a dotted line may stand: at either of its ends, or above its middle."""
    away = DOT + GAP
    return [
        Words(rule.x_to, rule.y + 0.3, "start", words, dx=away),
        Words(rule.x, rule.y + 0.3, "end", words, dx=-away),
        Words((rule.x + rule.x_to) / 2, rule.y - 0.4, "middle", words),
    ]


def _notes(page: _Page, lane: LaneDrawn, base: float, spoken: bool) -> float:
    """The signs beneath the last strip, each with its words beside it in one row; returns the lower end.

    What another study saw stands under the name of its people. Where no words are spoken, that name stands beside the
    first of its signs.
    """
    top, lowest = base + ((1.3 if len(page.panels) > 1 else 1.25) if spoken else 1.15), base + 0.3
    for people in sorted({note.people for note in lane.notes}):  # the lane's own come first
        if people and spoken:
            page.put(Words(0.0, top, "start", people))
        notes = [note for note in lane.notes if note.people == people]
        for at, note in enumerate(sorted(notes, key=lambda note: note.kind != "goes_on")):  # the edge is its only place
            text = note.words if spoken else people if at == 0 else ""
            lowest = max(lowest, _sign(page, lane, note, text, base, top))
        top = top if all(note.kind == "goes_on" for note in notes) else lowest + 0.9
    return lowest


def _sign(page: _Page, lane: LaneDrawn, note: Note, text: str, base: float, top: float) -> float:
    """A sign and its words beside it, in the first row from ``top`` that has room; returns the lower end.

    It stands in one panel: where the lens holds it, the whole has no room for it.
    """
    if note.kind == "goes_on":
        x = page.panels[-1].right
        page.glyphs.append(Glyph(note, lane.colour, note.kind, len(page.panels) - 1, x, x, base))
        page.put(Words(1.0, top, "end", text))
        return top + 0.3 if text else base + 0.3
    at, panel = next((at, panel) for at, panel in enumerate(page.panels) if panel.holds(note.hours))
    x, x_to, away = panel.x(note.hours), panel.x(min(note.hours_to, panel.last)), DOT + GAP
    for y in (top + ROW * row for row in range(4)):
        mark = (x * page.width - DOT, y - 0.85, x_to * page.width + DOT, y + 0.3)
        beside = [Words(x_to, y, "start", text, dx=away), Words(x, y, "end", text, dx=-away)]
        free = [words for words in beside if page.free(words)]
        if free and not any(_touch(mark, other) for other in page.taken):
            break
    page.taken.append(mark)
    page.put((free or beside)[0])
    page.glyphs.append(Glyph(note, lane.colour, note.kind, at, x, x_to, y - 0.3))
    return y + 0.3


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


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
    page = _Page(
        width, share or (2.3 if width < WIDE else 3.0), say["its_largest"], panels, headed, not timeline.compact
    )
    y = 0.0
    if headed and len(panels) > 1:
        for panel in panels:
            page.put(Words(panel.left - (MARGIN if panel is panels[0] else 0.0), 0.9, "start", say[panel.title]))
        y = 1.2
    for at, lane in enumerate(timeline.lanes):
        y += 0.25 if at else 0.0
        if headed:
            page.put(Words(0.0, y + 1.0, "start", f", {lane.taken}", lane.name))
            y += 1.45
        base = y
        for strip in lane.strips:
            first = strip is lane.strips[0]
            base = _strip(page, strip, lane.colour, base + (0.0 if first else 0.35), first and headed)
        y = _notes(page, lane, base, spoken)
    return Layout(
        width=width,
        bottom=y + (0.15 if headed else 0.0),
        panels=panels,
        words=tuple(page.words),
        dots=tuple(page.dots),
        glyphs=tuple(page.glyphs),
        rules=tuple(page.rules),
        ticks=tuple(Tick(panel.x(hours), base) for _, base in page.strips for panel in panels for hours in panel.ticks),
        lenses=tuple(page.lenses),
        strips=tuple(page.strips),
    )
