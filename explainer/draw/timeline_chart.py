"""The timeline as the chart library draws it: a reader can point at it, and its lines follow the scrubber.

Colours are drawn for both themes: each has at least 3:1 against the light and the dark page, and shape or a label
always says the same as the colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from math import log10
from typing import Any

import numpy  # noqa: F401  # plotly looks for it among what is loaded, and breaks on one that is loaded by half
import plotly.graph_objects as go
from markupsafe import Markup

from explainer.draw.paper import INK, PAPER
from explainer.draw.timeline import Panel, Scale
from explainer.draw.timeline_layout import NARROW, Layout, tick
from explainer.draw.timeline_svg import COLUMN, GREY, titled
from explainer.texts import Texts

Chart = go.Figure
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


def chart(
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
