"""The timeline as pure data: what stands in which lane, when, and how high. Every drawing of it is made from this.

The height of a point is its measured difference as a share of the largest one of its own series: the same people, the
same outcome, the same unit. So shapes can be compared for when, never for how much. Nothing is joined up, and what was
not measured has no height.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import log10
from typing import Literal, get_args

from explainer import prose
from explainer.intervals import newcombe
from explainer.library import Library
from explainer.model import Finding, Lane, Mark, Series, Sign
from explainer.texts import Texts

Scale = Literal["log", "true"]
LANES: tuple[Lane, ...] = get_args(Lane)
FIRST, LAST = 0.5, 2016.0  # half an hour to twelve weeks, in hours
LENS = 48.0  # the first two days, which the true scale shows a second time, larger


@dataclass(frozen=True)
class Point:
    """One measured difference: ``share`` of the largest of its series, with its interval on the same scale."""

    finding: str
    hours: float
    share: float
    low: float | None
    high: float | None
    computed: bool  # the interval, from the counts that were printed
    words: str

    @property
    def top(self) -> float:
        """The highest share that is drawn for it."""
        return max(self.share, self.high or 0)


@dataclass(frozen=True)
class Note:
    """A time without a height, and its words; ``goes_on`` has no end, and stands at the edge of the drawing.

    ``people`` says in whom it was seen, where those are not the people of its lane's points.
    """

    findings: tuple[str, ...]
    kind: Sign
    hours: float
    hours_to: float
    words: str
    people: str = ""


@dataclass(frozen=True)
class Strip:
    """The points of one series, and the stretch of time from its first count to its last."""

    series: str
    shape: str
    people: str
    points: tuple[Point, ...]
    counted: tuple[float, float]


@dataclass(frozen=True)
class LaneDrawn:
    """One treatment: a strip for each series, and the notes that other people's results give."""

    lane: Lane
    name: str
    taken: str
    colour: str
    strips: tuple[Strip, ...]
    notes: tuple[Note, ...]

    def state(self, hours: float, say: Texts) -> str:
        """What these rows say about one time, in a few words; ``say`` has those for each ``State``."""
        first = min((note.hours for note in self.notes if note.kind == "first_seen"), default=0.0)
        if hours < first:
            return say["not_yet"]
        if any(note.kind == "no_longer_clear" and hours >= note.hours for note in self.notes):
            return say["unclear"]
        if any(note.kind == "judge" and note.hours <= hours <= note.hours_to for note in self.notes):
            return say["judge"]
        here = [point for point in self.strips[0].points if point.hours == hours]
        if here:
            return say["largest" if here[0].share == 1 else "smaller"]
        on = next((note.words for note in self.notes if note.kind == "goes_on"), "")
        return on if on and hours > self.strips[0].counted[1] else say["seen"]


@dataclass(frozen=True)
class Timeline:
    """The lanes that were chosen, in their order; a ``compact`` one has no lines that compare heights."""

    lanes: tuple[LaneDrawn, ...]
    compact: bool = False


@dataclass(frozen=True)
class Panel:
    """A stretch of the time axis, and where it lies: from ``left`` to ``right`` as shares of the drawing's width.

    ``title`` names a text of [drawing], and ``ticks`` are the times that have one, such as ``tick_24``.
    """

    left: float
    right: float
    first: float
    last: float
    stretched: bool = False
    title: str = ""
    ticks: tuple[float, ...] = ()

    def holds(self, hours: float) -> bool:
        """Whether a time lies in it."""
        return self.first <= hours <= self.last

    def x(self, hours: float) -> float:
        """Where a time stands, as a share of the drawing's width."""
        if self.stretched:
            part = log10(hours / self.first) / log10(self.last / self.first)
        else:
            part = (hours - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * part


_WEEK = 168.0
PANELS: dict[Scale, tuple[Panel, ...]] = {
    "log": (
        Panel(
            0.03,
            0.945,
            FIRST,
            LAST,
            stretched=True,
            ticks=(1, 24, _WEEK, 4 * _WEEK, LAST),
        ),
    ),
    # The lens first: what it holds is named there, and not again where it is too small to be.
    "true": (
        # It begins at nought; what it is a part of says only where its weeks are.
        Panel(0.035, 0.45, 0, LENS, title="lens", ticks=(0, 24, LENS)),
        Panel(0.56, 0.945, 0, LAST, title="whole", ticks=(4 * _WEEK, 8 * _WEEK, LAST)),
    ),
}


def _interval(finding: Finding, content: Library) -> tuple[Decimal, Decimal, bool] | None:
    """The interval of a difference, and whether it was computed here from counts."""
    if finding.control is None:
        return None if finding.low is None or finding.high is None else (finding.low, finding.high, False)
    trial = next((trial for trial in content.trials if trial.finding == finding.id), None)
    if trial is None:
        return None
    if trial.difference_low is not None and trial.difference_high is not None:
        return trial.difference_low, trial.difference_high, False
    if trial.events is None or trial.control_events is None or not trial.arm_n or not trial.control_n:
        return None
    low, high = newcombe(trial.events, trial.arm_n, trial.control_events, trial.control_n)
    return Decimal(100 * low), Decimal(100 * high), True


def _point(mark: Mark, largest: Decimal, content: Library) -> Point:
    finding = content.findings[mark.finding]
    known = _interval(finding, content)
    ends = sorted(float(end / largest) for end in known[:2]) if known else (None, None)
    return Point(
        finding=finding.id,
        hours=float(finding.time_hours or 0),
        share=float(finding.effect / largest),
        low=ends[0],
        high=ends[1],
        computed=bool(known and known[2]),
        words=prose.plain(mark.words or ""),
    )


def _others(kind: Sign, findings: list[Finding], known: set[str], content: Library) -> str:
    """In whom a sign was seen, if that was not in the people of the points, whose sources are ``known``."""
    seen = findings[0]
    if kind not in ("first_seen", "no_longer_clear") or seen.source in known or not seen.n:
        return ""
    return content.interface["drawing"]("others", people=content.numbers.people(seen.n))


def _note(kind: Sign, marks: list[Mark], known: set[str], content: Library) -> Note:
    """The marks of one kind as one note, from the first of their times to the last."""
    findings = [content.findings[mark.finding] for mark in marks]
    if kind == "no_longer_clear":
        first, last = (float(end or 0) * 24 for end in (findings[0].low, findings[0].high))
    elif kind == "goes_on":
        first = last = LAST
    else:
        times = [float(finding.time_hours or 0) for finding in findings]
        first, last = min(times), max(times)
    words = next(mark.words for mark in marks if mark.words)
    people = _others(kind, findings, known, content)
    return Note(tuple(mark.finding for mark in marks), kind, first, last, prose.plain(words), people)


def _strip(series: Series, marks: list[Mark], content: Library) -> Strip:
    largest = max((content.findings[mark.finding].effect for mark in marks), key=abs)
    points = tuple(sorted((_point(mark, largest, content) for mark in marks), key=lambda point: point.hours))
    times = [point.hours for point in points]
    return Strip(series.id, series.shape, prose.plain(series.words), points, (min(times), max(times)))


def _span(note: Note) -> tuple[float, float]:
    return note.hours, note.hours_to


def _lane(lane: Lane, content: Library, compact: bool) -> LaneDrawn:
    marks = [mark for mark in content.marks if mark.lane == lane]
    kinds = dict.fromkeys(mark.kind for mark in marks if mark.kind not in ("point", "table"))
    known = {content.findings[mark.finding].source for mark in marks if mark.kind == "point"}
    notes = [_note(kind, [mark for mark in marks if mark.kind == kind], known, content) for kind in kinds]
    own = [series for series in content.series if series.lane == lane][: 1 if compact else None]
    strips = [_strip(one, [mark for mark in marks if mark.series == one.id], content) for one in own]
    about = content.lanes[lane]
    name, colour = content.labels["treatment"][lane], content.treatments[lane].colour
    return LaneDrawn(lane, name, about.taken, colour, tuple(strips), tuple(sorted(notes, key=_span)))


def describe(content: Library, lanes: tuple[Lane, ...] = LANES, compact: bool = False) -> Timeline:
    """The chosen lanes; ``compact`` keeps the first series of each, for a first screen and for a room.

    Raises ValueError when ``lanes`` is empty or holds a name that is no lane.
    """
    if not lanes or not set(lanes) <= set(LANES):
        raise ValueError(f"lanes must be some of {', '.join(LANES)}")
    return Timeline(tuple(_lane(lane, content, compact) for lane in lanes), compact)
