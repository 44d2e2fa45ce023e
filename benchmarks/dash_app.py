"""The overview, the timeline and the checklist in Dash, to be measured beside. Started by the benchmarks only.

waitress-serve benchmarks.dash_app:server
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import dash
from dash import Input, Output, dcc, html
from plotly.graph_objects import Figure

from explainer import results
from explainer.draw import figures, trial_cards
from explainer.draw.timeline import LANES, Scale
from explainer.loading.loader import library
from explainer.model import Lane

F = TypeVar("F", bound=Callable[..., object])
content = library()
stops = figures.stops(content)
app = dash.Dash(suppress_callback_exceptions=True)  # the pages are drawn by a callback
app.layout = html.Div([dcc.Location(id="at"), html.Div(id="page")])
style = Path(figures.__file__).with_name("figures.css").read_text(encoding="utf-8")
app.index_string = app.index_string.replace("</head>", f"<style>{style}</style></head>")
server = app.server
callback: Callable[..., Callable[[F], F]] = app.callback  # whose types only its own folder knows


def prose(text: str) -> dcc.Markdown:
    return dcc.Markdown(content.cited(text))


@callback(Output("page", "children"), Input("at", "pathname"))
def page(path: str) -> list[object]:
    """The page of an address, beneath the title and the disclaimer."""
    top = [html.H1(content.site.title), prose(content.site.disclaimer)]
    if path == "/onset":
        slider = dcc.Slider(0, len(stops) - 1, 1, value=0, id="moment", marks=dict(enumerate(stops)))
        scale = dcc.RadioItems(["log", "true"], "log", id="scale")
        lanes = dcc.Checklist(list(LANES), list(LANES), id="lanes")
        return [*top, slider, scale, lanes, html.Div(id="said"), dcc.Graph(id="timeline")]
    if path == "/evidence":
        return [*top, dcc.RadioItems(["", *results.RATES], "", id="counted"), html.Div(id="cards")]
    if path == "/safety":
        items = [{"label": item.name, "value": item.id} for item in content.checklist]
        return [*top, dcc.Checklist(items, [], id="items"), html.Div(id="count")]
    topics = [html.Details([html.Summary(topic.title), prose(topic.body)]) for topic in content.topics]
    message = [prose(content.site.lead), prose(content.site.message)]
    return [*top, *message, dcc.Graph(figure=figures.onset(content, compact=True).plot), *topics]


@callback(
    Output("timeline", "figure"),
    Output("said", "children"),
    Input("moment", "value"),
    Input("scale", "value"),
    Input("lanes", "value"),
)
def moment(at: int, scale: Scale, lanes: list[Lane]) -> tuple[object, list[object]]:
    """The figure and the words of one stop in time."""
    stop, chosen = list(stops)[at], tuple(lane for lane in LANES if lane in lanes)
    said = [prose(one.words) for one in content.moments if one.stop == stop and one.lane in chosen]
    return Figure(figures.onset(content, scale, chosen).plot).add_vline(x=stops[stop]), said


@callback(Output("cards", "children"), Input("counted", "value"))
def cards(outcome: str) -> list[object]:
    """The trials as the same cards, of one outcome or of all."""
    chosen = results.cards(
        results.fitting(content, {"outcome": outcome} if outcome else {}, results.RATES), results.ORDERS[0]
    )
    bands = [(name, [card for card in chosen if card.band == name]) for name in results.BANDS]
    drawn = [trial_cards.band(here, name, content) for name, here in bands if here]
    return [dcc.Markdown(str(one), dangerously_allow_html=True) for one in drawn]


@callback(Output("count", "children"), Input("items", "value"))
def count(ticked: list[str]) -> str:
    """How many boxes are ticked."""
    return f"{len(ticked)} ticked of {len(content.checklist)}"
