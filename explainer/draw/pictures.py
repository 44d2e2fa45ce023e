"""Pictures of the figures: on the first screen, until the chart library has come, on paper, to save, and in the copy.

They are SVG that stands in the page itself, so their text has the page's font, and their ink the page's colour in any
theme. Each comes wide and narrow, and a page shows the one that it has room for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from explainer.caching import locked_cache
from explainer.draw import day, figures, one_dose_svg, timeline_svg
from explainer.draw.timeline import Scale, describe
from explainer.draw.timeline_layout import NARROW, WIDE
from explainer.library import Library

WIDTHS = {"wide": WIDE, "narrow": NARROW}
SAVED = 760  # the width in pixels of a picture to keep


def _timeline(content: Library, scale: Scale, compact: bool, shape: str) -> Markup:
    figure = figures.onset(content, scale, compact=compact)
    timeline, say = describe(content, compact=compact), content.interface["drawing"]
    return timeline_svg.svg(timeline, scale, WIDTHS[shape], figure.alt, shape, say)


def _one_dose(content: Library, shape: str) -> Markup:
    return one_dose_svg.svg(content, WIDTHS[shape], figures.one_dose(content).alt, shape)


_DRAW: dict[str, Callable[[Library, str], Markup]] = {
    "overview": lambda content, shape: _timeline(content, "log", True, shape),
    "timeline": lambda content, shape: _timeline(content, "log", False, shape),
    "timeline-true": lambda content, shape: _timeline(content, "true", False, shape),
    "one-dose": _one_dose,
    "day-spray": lambda content, shape: day.svg(content, "esketamine_nasal", shape),
    "day-drip": lambda content, shape: day.svg(content, "ketamine_iv", shape),
}
PICTURES = tuple(_DRAW)


@locked_cache(maxsize=16)
def picture(content: Library, name: str, shape: str = "wide") -> Markup:
    """One of PICTURES as SVG, "wide" or "narrow". Raises KeyError for another name."""
    return _DRAW[name](content, shape)


@locked_cache(maxsize=4)
def for_slides(content: Library, name: str) -> Markup:
    """The picture as a file to keep: ink on white paper, whatever the colours of the program that shows it."""
    plain = str(picture(content, name)).replace("currentColor", figures.INK)
    ems = re.search(r'height="([\d.]+)em"', plain)
    height = round(float(ems.group(1)) * 13.5) if ems else 0
    size = f'width="{SAVED}" height="{height}" font-family="sans-serif"'
    sheet = f'<rect width="{SAVED}" height="{height}" fill="{figures.PAPER}"/>'
    head, _, drawn = plain.partition(">")
    return Markup(re.sub(r'width="100%" height="[\d.]+em"', size, head) + ">" + sheet + drawn)
