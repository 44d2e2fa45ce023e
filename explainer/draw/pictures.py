"""Pictures of the figures: on the first screen, until the chart library has come, on paper, to save, and in the copy.

They are SVG that stands in the page itself, so their text has the page's font, and their ink the page's colour in any
theme. Each comes wide and narrow, and a page shows the one that it has room for.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable

from explainer.caching import kept
from explainer.draw import figures, one_dose_svg, timeline_svg
from explainer.draw.timeline import Scale, describe
from explainer.draw.timeline_layout import NARROW, WIDE
from explainer.loading.loader import library

WIDTHS = {"wide": WIDE, "narrow": NARROW}
SAVED = 760  # the width in pixels of a picture to keep


def _timeline(scale: Scale, compact: bool, shape: str) -> str:
    figure = figures.onset(scale, compact=compact)
    return timeline_svg.svg(describe(library(), compact=compact), scale, WIDTHS[shape], figure.alt, shape)


_DRAW: dict[str, Callable[[str], str]] = {
    "overview": lambda shape: _timeline("log", True, shape),
    "timeline": lambda shape: _timeline("log", False, shape),
    "timeline-true": lambda shape: _timeline("true", False, shape),
    "one-dose": lambda shape: one_dose_svg.svg(library(), WIDTHS[shape], figures.one_dose().alt, shape),
}
PICTURES = tuple(_DRAW)


def address(svg: str) -> str:
    """A drawing as an address that holds all of it: an <img> of it asks no server."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


@kept(16)
def picture(name: str, shape: str = "wide") -> str:
    """One of PICTURES as SVG, "wide" or "narrow". Raises KeyError for another name."""
    return _DRAW[name](shape)


@kept(4)
def for_slides(name: str) -> str:
    """The picture as a file to keep: ink on white paper, whatever the colours of the program that shows it."""
    plain = picture(name).replace("currentColor", figures.INK)
    ems = re.search(r'height="([\d.]+)em"', plain)
    height = round(float(ems.group(1)) * 13.5) if ems else 0
    size = f'width="{SAVED}" height="{height}" font-family="sans-serif"'
    sheet = f'<rect width="{SAVED}" height="{height}" fill="{figures.PAPER}"/>'
    head, _, drawn = plain.partition(">")
    return re.sub(r'width="100%" height="[\d.]+em"', size, head) + ">" + sheet + drawn
