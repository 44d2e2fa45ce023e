"""Figures: a reader's choices in, a plotly figure, its text alternative and its numbers out.

A figure holds nothing that its table does not. Colours are drawn for both themes: each has at least 3:1 against
the light and the dark page, and shape or a label always says the same as the colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log10
from typing import TYPE_CHECKING, Any, Literal, get_args

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from explainer import prose
from explainer.caching import kept
from explainer.library import Library
from explainer.loading.loader import library
from explainer.records import FigureWords, Finding, Lane, Mark

if TYPE_CHECKING:
    import pandas as pd

Scale = Literal["log", "true"]

# Okabe and Ito's palette (jfly.uni-koeln.de/color), which stays apart for colour-blind readers.
COLOURS = {
    "ketamine_iv": "#0072B2",
    "esketamine_nasal": "#009E73",
    "ketamine_other": "#B5651D",
    "ssri": "#D55E00",
    "control": "#767B84",
}
LINE = "#767B84"
INK, PAPER, NONE = "#1F2328", "#FFFFFF", "rgba(0,0,0,0)"
SYMBOLS = {
    "starts": "triangle-up",
    "greatest": "diamond",
    "judged": "diamond",
    "grows": "circle",
    "holds": "circle",
    "fades": "triangle-down",
    "no difference": "x",
}
READ = {"passage": "a passage that states it", "secondary": "a second-hand report only"}
LANES: tuple[Lane, ...] = get_args(Lane)
FIRST, LAST = 0.5, 2016  # half an hour to twelve weeks, in hours
LOG_TICKS = {1: "1 hour", 24: "1 day", 168: "1 week", 672: "4 wk", 2016: "12 wk"}
TRUE_TICKS = {0: "0", 336: "2", 672: "4", 1008: "6", 1344: "8", 1680: "10", 2016: "12"}


@dataclass(frozen=True, eq=False)  # kept, so each is the same as itself alone
class Figure:
    """A figure and everything that has to stand around it.

    ``table`` has one row a mark, in the order drawn, as text; ``fields`` the same with one column a field;
    ``sources`` the keys of what it rests on; ``height`` is in pixels.
    """

    words: FigureWords
    plot: go.Figure
    alt: str
    table: tuple[dict[str, str], ...]
    fields: tuple[dict[str, Any], ...]
    sources: tuple[str, ...]
    height: int

    def rows(self) -> pd.DataFrame:
        """``fields`` as a data frame, for a download."""
        import pandas as pd  # 73 MB of a server's memory: loaded when somebody first wants it

        return pd.DataFrame(self.fields).astype({"n": "Int64"})


def _rgba(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def _base(height: int, **layout: Any) -> go.Figure:
    """An empty figure with what all share: no legend, no zoom (a swipe scrolls the page), room for large text."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 12, "r": 24, "t": 8, "b": 56},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": "#1F2328", "font": {"color": "#FFFFFF", "size": 14}},
        **layout,
    )
    return figure


def _finished(figure: go.Figure) -> go.Figure:
    """Ink on white paper, as the picture that a reader saves; on screen, style.css gives it the page's own colours.

    Streamlit asks a figure for its dictionary with every rerun, so that is made once.
    """
    figure.update_layout(font_color=INK, paper_bgcolor=PAPER, plot_bgcolor=NONE, modebar_bgcolor=NONE)
    figure.update_xaxes(tickfont_color=INK, title_font_color=INK)
    figure.update_yaxes(tickfont_color=INK)
    figure.to_dict = cache(figure.to_dict)
    return figure


RENAMED = {"id", "treatment", "source"}  # columns of a finding that a download names anew, or leaves out


def _table(
    marks: Iterable[tuple[str, str, str, Finding]], content: Library
) -> tuple[tuple[dict[str, str], ...], tuple[dict[str, Any], ...]]:
    """The numbers of a figure, twice: to read, and to download.

    Each mark is (treatment, stage, what it shows, finding).
    """
    shown, fields = [], []
    for treatment, stage, label, finding in marks:
        source = content.sources[finding.source]
        shown.append(
            {
                "When": finding.time_label or "–",
                "Treatment": treatment,
                "Finding": label,
                "Number": finding.shown,
                "Compared with": finding.comparator,
                "How many": f"{finding.people} {finding.n_of}" if finding.n else "not stated",
                "Kind of study": finding.design,
                "Certainty": finding.certainty,
                "We read": READ[finding.confidence],
                "Source": f"{source.short} {content.citation([finding.source])}",
            }
        )
        printed = {name: getattr(finding, name) for name in Finding.__dataclass_fields__ if name not in RENAMED}
        fields.append(
            {
                "treatment": treatment,
                "treatment_code": finding.treatment,
                "stage": stage,
                "finding": label,
                **printed,
                "source": source.short,
                "address": source.address,
            }
        )
    return tuple(shown), tuple(fields)


def _hover(mark: Mark, finding: Finding, content: Library) -> str:
    size = f"{finding.people} {finding.n_of}" if finding.n else "number of people not stated"
    return (
        f"<b>{mark.label}</b><br>{finding.time_label}: {finding.shown}<br>compared with {finding.comparator}"
        f"<br>{size}, {finding.design}<br>certainty: {finding.certainty}"
        f"<br>{content.sources[finding.source].short}, {READ[finding.confidence]}"
    )


def _bar(figure: go.Figure, colour: str, kind: str, start: float, end: float, bottom: float, top: float) -> None:
    """One stretch of a lane's bar; it grows stronger, stays, or fades from left to right."""
    strength = {"opens": (0.12, 0.9), "holds": (0.9, 0.9), "fades": (0.9, 0.08)}[kind]
    figure.add_trace(
        go.Scatter(
            x=[start, end, end, start, start],
            y=[bottom, bottom, top, top, bottom],
            mode="lines",
            line={"color": colour, "width": 1.5},
            fill="toself",
            fillgradient={
                "type": "horizontal",
                "colorscale": [[0, _rgba(colour, strength[0])], [1, _rgba(colour, strength[1])]],
            },
            hoverinfo="skip",
            meta="phase",
        )
    )


@kept(128)  # two scales, seven choices of lanes, seven stops: all of them fit
def onset(
    scale: Scale = "log", lanes: tuple[Lane, ...] = LANES, hours: float | None = None, compact: bool = False
) -> Figure:
    """When each treatment's difference shows, is greatest, and fades: one lane each, x = hours since the first dose.

    ``hours`` draws the scrubber's line. ``compact`` keeps the bars and the main marks only, for a first screen.
    Raises ValueError when ``lanes`` is empty or holds a name that is no lane.
    """
    if not lanes or not set(lanes) <= set(LANES):
        raise ValueError(f"lanes must be some of {', '.join(LANES)}")
    content = library()
    pitch = 1.25 if compact else 1.9
    height = 72 + (105 if compact else 180) * len(lanes)
    figure = _base(height)
    drawn: list[tuple[str, str, str, Finding]] = []
    for row, lane in enumerate(lanes):
        colour, about, base = COLOURS[lane], content.lanes[lane], -row * pitch
        for phase in content.phases:
            if phase.lane == lane:
                _bar(figure, colour, phase.kind, float(phase.hours), float(phase.hours_to), base, base + 0.24)
        title = f"<b>{about.name}</b>, {about.taken}<br>{prose.plain(about.summary)}"
        figure.add_annotation(
            x=0,
            xref="paper",
            y=base + pitch - 0.3,
            text=title,
            showarrow=False,
            align="left",
            xanchor="left",
            yanchor="top",
        )
        if hours is not None:  # beside the words, not through them
            figure.add_shape(
                type="line",
                x0=hours,
                x1=hours,
                y0=base,
                y1=base + 1,
                line={"color": LINE, "width": 2, "dash": "dot"},
                layer="below",
            )
        if about.goes_on:
            end = max(float(phase.hours_to) for phase in content.phases if phase.lane == lane)
            figure.add_annotation(
                x=log10(end) if scale == "log" else end,
                y=base + 0.12,
                text="→",
                showarrow=False,
                xanchor="left",
                font={"size": 20},
            )
        marks = [mark for mark in content.marks if mark.lane == lane and (mark.headline or not compact)]
        height_at: dict[int, int] = {}
        x, y, symbols, hovers = [], [], [], []
        for mark in marks:
            # Marks near each other in time stand on top of each other: ten columns to a tenfold of time.
            column = len(str(int(mark.hours * 10))) * 100 + int(str(int(mark.hours * 100))[:2])
            level = height_at.get(column, 0)
            height_at[column] = level + 1
            finding = content.findings[mark.finding]
            x.append(float(mark.hours))
            y.append(base + (0.12 if compact else 0.4 + 0.145 * level))
            symbols.append(SYMBOLS[mark.stage])
            hovers.append(_hover(mark, finding, content))
            drawn.append((about.name, mark.stage, mark.label, finding))
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                mode="markers",
                marker={"symbol": symbols, "size": 11, "color": colour, "line": {"color": "#FFFFFF", "width": 1}},
                hovertext=hovers,
                hoverinfo="text",
                meta=lane,
            )
        )
    ticks = LOG_TICKS if scale == "log" else TRUE_TICKS
    figure.update_xaxes(
        type="log" if scale == "log" else "linear",
        range=[-0.3, 3.34] if scale == "log" else [0, LAST * 1.04],
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        tickangle=0,
        fixedrange=True,
        title={
            "text": "time since the first dose<br>"
            + ("(stretched, so that hours can be seen)" if scale == "log" else "(true scale, in weeks)")
        },
        showgrid=True,
        gridcolor=_rgba(LINE, 0.3),
        zeroline=False,
    )
    figure.update_yaxes(visible=False, fixedrange=True, range=[-(len(lanes) - 1) * pitch - 0.12, pitch - 0.25])
    names = " ".join(
        f"{content.lanes[lane].name}, {content.lanes[lane].taken}: {prose.plain(content.lanes[lane].summary)}."
        for lane in lanes
    )
    table, fields = _table(drawn, content)
    return Figure(
        words=content.figure_words["onset"],
        plot=_finished(figure),
        alt=f"Timeline from half an hour to twelve weeks after the first dose. {names}",
        table=table,
        fields=fields,
        sources=content.keys_of(
            [f"[@{finding.source}]" for *_, finding in drawn] + [content.lanes[lane].summary for lane in lanes]
        ),
        height=height,
    )


def _panel(findings: list[Finding]) -> go.Scatter:
    """The measured points of one panel, x in days, with their intervals; nothing joins them."""
    colour = COLOURS["ketamine_iv"]
    return go.Scatter(
        x=[float(finding.time_hours or 0) / 24 for finding in findings],
        y=[float(finding.value) for finding in findings],
        mode="markers+text",
        text=[f"\N{NO-BREAK SPACE}{finding.value}".replace("-", "−") for finding in findings],
        # Beside the mark where a line runs through it, above it where none does: a phone has little room.
        textposition="middle right" if any(f.low is not None for f in findings) else "top center",
        marker={"size": 11, "color": colour, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [float((f.high if f.high is not None else f.value) - f.value) for f in findings],
            "arrayminus": [float(f.value - (f.low if f.low is not None else f.value)) for f in findings],
            "color": colour,
            "width": 5,
            "thickness": 2,
        },
        cliponaxis=False,
    )


@kept(1)
def one_dose() -> Figure:
    """How long one drip lasts: a panel for each review, x = days since the dose, higher is better in all."""
    content = library()
    treatment = content.lanes["ketamine_iv"].name
    rows = [(row, content.findings[row.finding]) for row in content.one_dose]
    panels: dict[str, list[Finding]] = {}
    for row, finding in rows:
        if row.kind == "point":
            panels.setdefault(row.panel, []).append(finding)
    height = 60 + 160 * len(panels)
    plot = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.16,
        subplot_titles=[name.replace(" (", "<br>(") for name in panels],
    )
    plot.update_layout(_base(height).layout)
    plot.update_layout(margin={"l": 44, "r": 12, "t": 44, "b": 44})
    plot.update_annotations(x=0, xanchor="left", align="left", font={"size": 14})
    for at, findings in enumerate(panels.values(), 1):
        plot.add_trace(_panel(findings), row=at, col=1)
        # From zero to past the furthest interval; a scale on which less is better stands upside down.
        furthest = max(abs(value) for f in findings for value in (f.value, f.low, f.high) if value is not None)
        sign = -1 if findings[0].value < 0 else 1
        plot.update_yaxes(
            range=[-0.05 * sign * float(furthest), 1.35 * sign * float(furthest)],
            fixedrange=True,
            nticks=4,
            gridcolor=_rgba(LINE, 0.3),
            zerolinecolor=LINE,
            row=at,
            col=1,
        )
    for row, finding in rows:
        if row.kind == "end" and row.panel in panels and finding.low is not None and finding.high is not None:
            at = list(panels).index(row.panel) + 1
            low, high = float(finding.low), float(finding.high)
            plot.add_vrect(x0=low, x1=high, fillcolor=_rgba(LINE, 0.35), line_width=0, row=at, col=1)
            plot.add_annotation(
                x=low,
                y=0.5,
                yref=f"y{at if at > 1 else ''} domain",
                text="difference<br>no longer seen",
                showarrow=False,
                xanchor="right",
                row=at,
                col=1,
            )
    plot.update_xaxes(
        range=[0, 14.5], tickvals=[0, 1, 3, 7, 10, 12, 14], fixedrange=True, gridcolor=_rgba(LINE, 0.3), zeroline=False
    )
    plot.update_xaxes(title={"text": "days since one drip"}, row=len(panels), col=1)
    drawn = [(treatment, row.kind, finding.outcome, finding) for row, finding in rows]
    table, fields = _table(drawn, content)
    said = "; ".join(f"{finding.outcome}, {finding.time_label}: {finding.shown}" for *_, finding in drawn)
    return Figure(
        words=content.figure_words["one_dose"],
        plot=_finished(plot),
        alt=f"Three panels of measured points after one drip of ketamine. {said}.",
        table=table,
        fields=fields,
        sources=content.keys_of(f"[@{finding.source}]" for *_, finding in drawn),
        height=height,
    )
