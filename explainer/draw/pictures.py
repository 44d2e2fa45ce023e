"""Pictures of the figures: on the first screen, until the chart library has come, on paper, to save, and in the copy.

They are SVG that stands in the page itself, so their text has the page's font, and their ink the page's colour in any
theme. Each comes wide and narrow, and a page shows the one that it has room for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup

from explainer.caching import locked_cache
from explainer.draw import day, figures, one_dose_svg, paper, timeline_svg
from explainer.draw.paper import Drawing
from explainer.draw.timeline import LANES, Scale, describe
from explainer.draw.timeline_layout import NARROW, WIDE
from explainer.library import Library
from explainer.markup import join
from explainer.model import Lane

WIDTHS = {"wide": WIDE, "narrow": NARROW}
Lanes = tuple[Lane, ...]


def _timeline(
    content: Library, scale: Scale, shape: str, lanes: Lanes = LANES, compact: bool = False, stops: Iterable[float] = ()
) -> Markup:
    figure = figures.onset(content, scale, lanes, compact)
    timeline, say = describe(content, lanes, compact), content.interface["drawing"]
    return timeline_svg.svg(timeline, scale, WIDTHS[shape], figure.alt, shape, say, stops)


def _one_dose(content: Library, shape: str, lanes: Lanes) -> Markup:
    return one_dose_svg.svg(content, WIDTHS[shape], figures.one_dose(content).alt, shape)


_DRAW: dict[str, Callable[[Library, str, Lanes], Markup]] = {
    "overview": lambda content, shape, _: _timeline(content, "log", shape, compact=True),
    "timeline": lambda content, shape, lanes: _timeline(content, "log", shape, lanes),
    "timeline-true": lambda content, shape, lanes: _timeline(content, "true", shape, lanes),
    "one-dose": _one_dose,
    "day-spray": lambda content, shape, _: day.svg(content, "esketamine_nasal", shape),
    "day-drip": lambda content, shape, _: day.svg(content, "ketamine_iv", shape),
}
PICTURES = tuple(_DRAW)


@locked_cache(maxsize=64)  # all of them, and the timeline with each choice of its lanes
def picture(content: Library, name: str, shape: str = "wide", lanes: Lanes = LANES) -> Markup:
    """One of PICTURES as SVG, "wide" or "narrow"; the timeline with ``lanes``. Raises KeyError for another name."""
    return _DRAW[name](content, shape, lanes)


def placed(drawings: Iterable[Markup]) -> Markup:
    """The wide and the narrow drawing in their place; the style sheet shows the one that fits.

    A browser that translates leaves them alone: its words would not fit the drawing.
    """
    return Markup('<div class="pictures notranslate" translate="no">{}</div>').format(join(drawings))


def both(content: Library, name: str, lanes: Lanes = LANES) -> Markup:
    """One of PICTURES wide and narrow."""
    return placed(picture(content, name, shape, lanes) for shape in WIDTHS)


@locked_cache(maxsize=32)
def scrubbed(content: Library, scale: Scale, lanes: Lanes = LANES) -> Markup:
    """The timeline wide and narrow, with the scrubber's lines in it, which its script shows."""
    stops = figures.stops(content).values()
    return placed(_timeline(content, scale, shape, lanes, stops=stops) for shape in WIDTHS)


def on_paper(content: Library, name: str, lanes: Lanes = LANES) -> Drawing:
    """The wide picture on a sheet: ink on white, whatever the colours of the program that shows it."""
    plain = str(picture(content, name, "wide", lanes)).replace("currentColor", paper.INK)
    ems = re.search(r'height="([\d.]+)em"', plain)
    height = round(float(ems.group(1)) * paper.SIZE) if ems else 0
    size = f'width="{paper.WIDTH}" height="{height}" font-family="sans-serif"'
    sheet = f'<rect width="{paper.WIDTH}" height="{height}" fill="{paper.PAPER}"/>'
    head, _, drawn = plain.partition(">")
    return Drawing(Markup(re.sub(r'width="100%" height="[\d.]+em"', size, head) + ">" + sheet + drawn), height)
