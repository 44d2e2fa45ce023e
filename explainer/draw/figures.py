"""Figures: a reader's choices in; drawings, their text alternative and their numbers out.

A figure holds nothing that its table does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from csv import DictWriter
from dataclasses import dataclass, replace
from functools import cached_property
from io import StringIO
from typing import Any

from markupsafe import Markup

from explainer.caching import locked_cache
from explainer.draw import timeline_chart
from explainer.draw.timeline import LANES, LaneDrawn, Note, Point, Scale, Strip, Timeline, describe
from explainer.draw.timeline_layout import NARROW, place
from explainer.library import Library
from explainer.model import FigureWords, Finding, Lane, Mark
from explainer.texts import Texts


@dataclass(frozen=True, eq=False)  # cached, so each equals itself alone
class Figure:
    """A figure and everything that has to stand around it.

    ``plot`` is its chart, where it has one. ``table`` has one row a finding, as text; ``fields`` the same with one
    column a field; ``sources`` the keys of what it rests on; ``height`` is in pixels.
    """

    words: FigureWords
    alt: str
    table: tuple[dict[str, str], ...]
    fields: tuple[dict[str, Any], ...]
    sources: tuple[str, ...]
    plot: timeline_chart.Chart | None = None
    height: int = 0

    @cached_property
    def csv(self) -> bytes:
        """``fields`` as a file for a spreadsheet, with the mark by which one knows UTF-8."""
        text = StringIO()
        writer = DictWriter(text, self.fields[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.fields)
        return text.getvalue().encode("utf-8-sig")


RENAMED = {"id", "treatment", "source"}  # columns of a finding that a download names anew, or leaves out


def _table(
    marks: Iterable[tuple[str, str, Finding]], content: Library
) -> tuple[tuple[dict[str, str], ...], tuple[dict[str, Any], ...]]:
    """The numbers of a figure, twice: to read, and to download.

    Each mark is (how it is drawn, what it shows, finding).
    """
    shown, fields = [], []
    say, column, labels = content.interface["drawing"], content.interface["columns"], content.labels
    for drawn, label, finding in marks:
        source, treatment = content.sources[finding.source], labels["treatment"][finding.treatment]
        shown.append(
            {
                column["when"]: finding.time_label or say["nothing"],
                column["treatment"]: treatment,
                column["finding"]: label,
                column["number"]: content.numbers.shown(finding),
                column["drawn"]: drawn,
                column["compared"]: finding.comparator,
                column["how_many"]: content.numbers.counted(finding.n, finding.n_of)
                if finding.n
                else say["not_stated"],
                column["design"]: finding.design,
                column["certainty"]: labels["certainty"][finding.certainty],
                column["read"]: labels["confidence"][finding.confidence],
                column["source"]: f"{source.short} {content.citation([finding.source])}",
            }
        )
        printed = {name: getattr(finding, name) for name in Finding.__dataclass_fields__ if name not in RENAMED}
        fields.append(
            {
                "treatment": treatment,
                "treatment_code": finding.treatment,
                "drawn": drawn,
                "finding": label,
                **printed,
                "source": source.short,
                "address": source.address,
            }
        )
    return tuple(shown), tuple(fields)


def _percent(share: float) -> int:
    """A share of the largest, never rounded up."""
    return int(100 * share + 1e-9)


def _drawn(timeline: Timeline, say: Texts) -> dict[str, str]:
    """How each finding that is drawn stands there, in words."""
    words = {}
    for lane in timeline.lanes:
        for strip in lane.strips:
            for point in strip.points:
                height = say("share_point", percent=_percent(point.share))
                if point.share == 1:
                    height = say["largest_point"]
                interval = "" if point.low is None else say["with_interval"]
                words[point.finding] = f"{height}{interval}{say['computed'] if point.computed else ''}"
        for note in lane.notes:
            words |= dict.fromkeys(note.findings, say("note", words=note.words))
    return words


def _hover(mark: Mark, finding: Finding, drawn: str, content: Library) -> str:
    """What pointing at a mark shows, in the HTML that plotly knows."""
    say, numbers, labels = content.interface["drawing"], content.numbers, content.labels
    lines = [
        say("hover", time=finding.time_label or say["no_time"], number=numbers.shown(finding)),
        drawn,
        say("hover_compared", comparator=finding.comparator),
        say("hover_study", people=numbers.counted(finding.n, finding.n_of), design=finding.design),
        say("hover_certainty", certainty=labels["certainty"][finding.certainty]),
        say(
            "hover_source",
            source=content.sources[finding.source].short,
            read=labels["confidence"][finding.confidence],
        ),
    ]
    return str(Markup("<br>").join([Markup("<b>{}</b>").format(mark.label), *lines]))


def _alt(timeline: Timeline, say: Texts) -> str:
    """The drawing in words: each lane's points and signs, in their order."""

    def point(one: Point) -> str:
        name = "alt_largest" if one.share == 1 else "alt_share"
        return say(name, time=one.words, percent=_percent(one.share))

    def strip(one: Strip) -> str:
        return say("alt_strip", people=one.people, points=", ".join(map(point, one.points)))

    def note(one: Note) -> str:
        return say("alt_note", people=one.people, words=one.words) if one.people else one.words

    def lane(one: LaneDrawn) -> str:
        return say(
            "alt_lane",
            name=one.name,
            taken=one.taken,
            strips="; ".join(map(strip, one.strips)),
            notes="; ".join(map(note, one.notes)),
        )

    return say("alt", lanes=". ".join(map(lane, timeline.lanes)))


def _words(content: Library, compact: bool) -> FigureWords:
    """The words of the timeline; on a first screen with the shorter key."""
    words = content.figure_words["onset"]
    return replace(words, key=content.interface["drawing"]["compact_key"]) if compact else words


def live_key(content: Library) -> str:
    """The key of the timeline where the scrubber stands in it."""
    return content.interface["drawing"]("live_key", key=content.figure_words["onset"].key)


@locked_cache(maxsize=32)  # two scales, seven choices of lanes, and the compact one, asked for in several ways
def onset(
    content: Library,
    scale: Scale = "log",
    lanes: tuple[Lane, ...] = LANES,
    compact: bool = False,
) -> Figure:
    """When each treatment's difference shows, is largest, and fades: one lane each, x = hours since the first dose.

    It holds the scrubber's line at each of its stops, out of sight: ``scrubber`` shows one. ``compact`` has none, and
    keeps the first series of each lane, for a first screen.
    Raises ValueError when ``lanes`` is empty or holds a name that is no lane.
    """
    say, timeline = content.interface["drawing"], describe(content, lanes, compact)
    drawn, undrawn = _drawn(timeline, say), say["undrawn"]
    rows = [(mark, content.findings[mark.finding]) for lane in lanes for mark in content.marks if mark.lane == lane]
    hovers = {mark.finding: _hover(mark, finding, drawn.get(mark.finding, undrawn), content) for mark, finding in rows}
    plot, height = timeline_chart.chart(
        place(timeline, say, scale, NARROW), scale, hovers, () if compact else stops(content).values(), say
    )
    table, fields = _table(
        [
            (drawn.get(mark.finding, undrawn), mark.label, finding)
            for mark, finding in rows
            if not compact or mark.finding in drawn
        ],
        content,
    )
    return Figure(
        words=_words(content, compact),
        plot=plot,
        alt=_alt(timeline, say),
        table=table,
        fields=fields,
        sources=content.keys_of(
            [f"[@{finding.source}]" for mark, finding in rows if not compact or mark.finding in drawn]
            + [content.lanes[lane].summary for lane in lanes]
        ),
        height=height,
    )


def stops(content: Library) -> dict[str, float]:
    """The stops of the scrubber by their names, in hours since the first dose."""
    return {moment.stop: float(moment.hours) for moment in content.moments}


@locked_cache(maxsize=16)
def scrubber(figure: Figure, content: Library) -> list[list[int]]:
    """The line at each stop of the scrubber: the places of its pieces among the shapes of the timeline's chart."""
    shapes = figure.plot.to_dict()["layout"]["shapes"] if figure.plot else ()
    named = [shape.get("name") for shape in shapes]
    return [
        [at for at, name in enumerate(named) if name == f"{timeline_chart.SCRUBBER}{stop}"]
        for stop in range(len(stops(content)))
    ]


@locked_cache(maxsize=1)
def one_dose(content: Library) -> Figure:
    """How long one drip lasts: a panel for each review, x = days since the dose, higher is better in all."""
    rows = [(row, content.findings[row.finding]) for row in content.one_dose]
    say, kinds = content.interface["drawing"], content.labels["one_dose"]
    marks = ((kinds[row.kind], finding.outcome, finding) for row, finding in rows)
    table, fields = _table(marks, content)
    points = "; ".join(
        say(
            "one_dose_point",
            outcome=finding.outcome,
            time=finding.time_label,
            number=content.numbers.shown(finding),
        )
        for _, finding in rows
    )
    return Figure(
        words=content.figure_words["one_dose"],
        alt=say("one_dose_alt", points=points),
        table=table,
        fields=fields,
        sources=content.keys_of(f"[@{finding.source}]" for _, finding in rows),
    )
