"""The overview, the timeline and the checklist in Dash, to be measured beside. Started by the benchmarks only.

waitress-serve benchmarks.dash_app:server
"""

from collections.abc import Callable
from typing import TypeVar

import dash
from dash import Input, Output, dcc, html
from plotly.graph_objects import Figure

from explainer.draw import figures
from explainer.loading.loader import library

F = TypeVar("F", bound=Callable[..., object])
content = library()
stops = figures.stops(content)
app = dash.Dash(suppress_callback_exceptions=True)  # the pages are drawn by a callback
app.layout = html.Div([dcc.Location(id="at"), html.Div(id="page")])
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
        return [*top, slider, html.Div(id="said"), dcc.Graph(id="timeline")]
    if path == "/safety":
        items = [{"label": item.name, "value": item.id} for item in content.checklist]
        return [*top, dcc.Checklist(items, [], id="items"), html.Div(id="count")]
    topics = [html.Details([html.Summary(topic.title), prose(topic.body)]) for topic in content.topics]
    message = [prose(content.site.lead), prose(content.site.message)]
    return [*top, *message, dcc.Graph(figure=figures.onset(content, compact=True).plot), *topics]


@callback(Output("timeline", "figure"), Output("said", "children"), Input("moment", "value"))
def moment(at: int) -> tuple[object, list[object]]:
    """The figure and the words of one stop in time."""
    stop = list(stops)[at]
    said = [prose(one.words) for one in content.moments if one.stop == stop]
    return Figure(figures.onset(content).plot).add_vline(x=stops[stop]), said


@callback(Output("count", "children"), Input("items", "value"))
def count(ticked: list[str]) -> str:
    """How many boxes are ticked."""
    return f"{len(ticked)} ticked of {len(content.checklist)}"
