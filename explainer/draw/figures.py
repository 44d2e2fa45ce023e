"""Figures: a reader's choices in; drawings, their text alternative and their numbers out.

A figure holds nothing that its table does not. Colours are drawn for both themes: each has at least 3:1 against
the light and the dark page, and shape or a label always says the same as the colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from csv import DictWriter
from dataclasses import dataclass, replace
from functools import cache, cached_property
from io import StringIO
from itertools import pairwise
from math import log10
from typing import Any

import numpy  # noqa: F401  # plotly looks for it among what is loaded, and breaks on one that is loaded by half
import plotly.graph_objects as go
from markupsafe import Markup

from explainer.caching import locked_cache
from explainer.draw.paper import INK, PAPER
from explainer.draw.timeline import LANES, LaneDrawn, Note, Panel, Point, Scale, Strip, Timeline, describe
from explainer.draw.timeline_layout import NARROW, Layout, place, tick
from explainer.draw.timeline_svg import COLUMN, GREY, titled
from explainer.library import Library
from explainer.model import FigureWords, Finding, Lane, Mark
from explainer.texts import Texts

SCRUBBER = "scrubber "  # and the number of its stop: a line's name
NONE = "rgba(0,0,0,0)"
EM = 13  # pixels; a chart's words are as large as a picture's
AXIS = 36  # pixels beneath the lanes for the names of the times; a line of what they are takes another 17
SYMBOLS = {
    "circle": "circle",
    "diamond": "diamond",
    "square": "square",
    "star": "star",
    "first_seen": "triangle-up-open",
    "no_longer_clear": "x-thin-open",
    "judge": "diamond-open",
    "goes_on": "triangle-right",
}


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
    plot: go.Figure | None = None
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


def _range(panel: Panel, left: float, right: float) -> list[float]:
    """What an axis of the chart spans, so that a panel lies in it where the layout has it; log10 where stretched."""

    def value(x: float) -> float:
        part = (x - panel.left) / (panel.right - panel.left)
        if panel.stretched:
            return log10(panel.first) + part * log10(panel.last / panel.first)
        return panel.first + part * (panel.last - panel.first)

    return [value(left), value(right)]


def _axes(plot: go.Figure, layout: Layout, say: Texts) -> list[str]:
    """An axis of time for each panel; their names."""
    edges = [0.0, *((one.right + next_.left) / 2 for one, next_ in pairwise(layout.panels)), 1.0]
    names = []
    for at, (panel, (left, right)) in enumerate(zip(layout.panels, pairwise(edges), strict=True), 1):
        names.append(f"x{at if at > 1 else ''}")
        plot.layout[f"xaxis{at if at > 1 else ''}"] = {
            "type": "log" if panel.stretched else "linear",
            "domain": [left, right],
            "anchor": "y",
            "range": _range(panel, left, right),
            "tickvals": list(panel.ticks),
            "ticktext": [tick(hours, say) for hours in panel.ticks],
            "tickangle": 0,
            "ticklabeloverflow": "allow",  # on the narrowest phone plotly would leave the last one out
            "tickfont": {"size": EM, "color": INK},
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        }
    return names


def _rgba(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def _shapes(layout: Layout, axes: list[str], stops: Iterable[float]) -> list[dict[str, Any]]:
    """What has no words of its own: the scrubber's lines at its ``stops``, out of sight, the lenses and the rest."""
    upright = {"type": "line", "yref": "y", "layer": "below", "opacity": 0}
    upright |= {"line": {"color": GREY, "width": 3, "dash": "3px,2px"}}
    shapes: list[dict[str, Any]] = [
        upright | {"name": f"{SCRUBBER}{at}", "xref": axis, "x0": hours, "x1": hours, "y0": y, "y1": y_to}
        for at, hours in enumerate(stops)
        for axis, panel in zip(axes, layout.panels, strict=True)
        if panel.holds(hours)
        for y, y_to in layout.upright(panel.x(hours))
    ]
    thin = {"xref": "paper", "yref": "y", "layer": "below", "line": {"color": GREY, "width": 1}}
    for lens in layout.lenses:
        frame = {"x0": lens.x, "x1": lens.x_to, "y0": lens.y, "y1": lens.y_to}
        part = {"x0": lens.part_x, "x1": lens.part_x_to, "y0": lens.part_y, "y1": lens.part_y_to}
        shapes += [thin | {"type": "rect"} | ends for ends in (frame, part)]
        shapes += [
            thin | {"type": "line", "x0": x, "y0": y, "x1": x_to, "y1": y_to} for x, y, x_to, y_to in lens.lines()
        ]
    for stroke in layout.ticks:
        shapes.append(
            thin | {"type": "line", "x0": stroke.x, "x1": stroke.x, "y0": stroke.ends[0], "y1": stroke.ends[1]}
        )
    for rule in layout.rules:
        look = {
            "base": {"color": rule.colour, "width": 2},
            "dashes": {"color": rule.colour, "width": 1.5, "dash": "3px,5px"},
            "largest": {"color": GREY, "width": 1, "dash": "1px,3px"},
        }[rule.kind]
        line = {"type": "line", "xref": "paper", "x0": rule.x, "x1": rule.x_to, "y0": rule.y, "y1": rule.y}
        shapes.append(line | {"yref": "y", "line": look})
    for glyph in layout.glyphs:
        if glyph.x < glyph.x_to:
            line = {"type": "line", "xref": "paper", "x0": glyph.x, "x1": glyph.x_to, "y0": glyph.y, "y1": glyph.y}
            shapes.append(line | {"yref": "y", "line": {"color": glyph.colour, "width": 1.5}})
    return shapes


def _traces(layout: Layout, axes: list[str], hovers: dict[str, str]) -> Iterable[go.Scatter]:
    """The points with their intervals, and the signs of the notes: what a reader can point at."""
    for dot in layout.dots:
        colour, interval = dot.colour, dot.low is not None and dot.high is not None
        yield go.Scatter(
            x=[dot.point.hours] * 2,
            y=[dot.base, dot.y],
            xaxis=axes[dot.panel],
            mode="lines",
            line={"color": _rgba(colour, float(COLUMN)), "width": 6 if dot.small else 11},
            hoverinfo="skip",
            meta="column",
        )
        yield go.Scatter(
            x=[dot.point.hours],
            y=[dot.y],
            xaxis=axes[dot.panel],
            mode="markers",
            marker={"symbol": SYMBOLS[dot.shape], "size": 6 if dot.small else 11, "color": dot.colour},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [dot.low - dot.y if interval and dot.low is not None else 0],  # the y axis grows downwards
                "arrayminus": [dot.y - dot.high if interval and dot.high is not None else 0],
                "color": colour,
                "width": 4,
                "thickness": 2,
                "visible": interval,
            },
            hovertext=[hovers[dot.point.finding]],
            hoverinfo="text",
            cliponaxis=False,
            meta=dot.point.finding,
        )
    for glyph in layout.glyphs:
        named = list(zip(glyph.note.findings, dict.fromkeys((glyph.note.hours, glyph.note.hours_to)), strict=False))
        if glyph.kind == "no_longer_clear":
            named = [(glyph.note.findings[0], (glyph.note.hours + glyph.note.hours_to) / 2)]
        yield go.Scatter(
            x=[hours for _, hours in named],
            y=[glyph.y] * len(named),
            xaxis=axes[glyph.panel],
            mode="markers",
            marker={
                "symbol": SYMBOLS[glyph.kind],
                "size": 9,
                "color": glyph.colour,
                "line": {"width": 2, "color": glyph.colour},
            },
            hovertext=[hovers[finding] for finding, _ in named],
            hoverinfo="text",
            cliponaxis=False,
            meta=glyph.kind,
        )


def _annotations(layout: Layout, scale: Scale, say: Texts) -> list[dict[str, Any]]:
    anchors = {"start": "left", "middle": "center", "end": "right"}
    words = [
        {
            "x": one.x,
            "xref": "paper",
            "xanchor": anchors[one.anchor],
            "xshift": one.dx * EM,
            "y": one.y - 0.3,
            "yref": "y",
            "yanchor": "middle",
            "text": str((Markup("<b>{}</b>").format(one.strong) if one.strong else Markup("")) + one.text),
        }
        for one in layout.words
    ]
    title = {"x": 0.5, "xref": "paper", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -27}
    words.append(title | {"text": str(Markup("<br>").join(titled(scale, NARROW, say)))})
    return [one | {"showarrow": False, "borderpad": 0, "font": {"size": EM}} for one in words]


def _chart(
    layout: Layout, scale: Scale, hovers: dict[str, str], stops: Iterable[float], say: Texts
) -> tuple[go.Figure, int]:
    """The layout as a chart, and its height: no legend, no zoom (a swipe scrolls the page).

    Ink on white paper, as the picture that a reader saves; on screen, style.css gives it the page's own colours.
    """
    beneath = AXIS + 17 * len(titled(scale, NARROW, say))
    height = round(layout.bottom * EM) + beneath
    plot = go.Figure()
    axes = _axes(plot, layout, say)
    plot.add_traces(list(_traces(layout, axes, hovers)))
    plot.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": beneath},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": INK, "font": {"color": PAPER, "size": 14}},
        shapes=_shapes(layout, axes, stops),
        annotations=_annotations(layout, scale, say),
        yaxis={"visible": False, "fixedrange": True, "range": [layout.bottom, 0]},
        font_color=INK,
        paper_bgcolor=PAPER,
        plot_bgcolor=NONE,
    )
    # Streamlit asks a figure for its dictionary with every rerun, so that is made once.
    plot.to_dict = cache(plot.to_dict)
    return plot, height


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
    plot, height = _chart(
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
    return [[at for at, name in enumerate(named) if name == f"{SCRUBBER}{stop}"] for stop in range(len(stops(content)))]


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
