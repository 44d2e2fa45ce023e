"""Pictures of the figures: on the first screen, until the chart library has come, on paper, to save, and in the copy.

They are drawn from the same figures by ``python tools/draw_pictures.py``; each says which figure it was drawn from, and
a test says when one is out of date.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from hashlib import sha256
from html import escape

from plotly.io.json import to_json_plotly

from explainer.draw import figures
from explainer.draw.figures import Figure
from explainer.loading.assets import CONTENT

HERE = CONTENT / "assets" / "pictures"
# Each picture: the figure that it shows, and its width in pixels.
PICTURES: dict[str, tuple[Callable[[], Figure], int]] = {
    "overview": (lambda: figures.onset(compact=True), 640),
    "overview-narrow": (lambda: figures.onset(compact=True), 330),
    "timeline": (lambda: figures.onset("log"), 700),
    "timeline-narrow": (lambda: figures.onset("log"), 330),
    "timeline-true": (lambda: figures.onset("true"), 700),
    "timeline-true-narrow": (lambda: figures.onset("true"), 330),
    "one-dose": (figures.one_dose, 760),
    "one-dose-narrow": (figures.one_dose, 330),
}
INK = "#010203"  # stands for the text's colour while a picture is drawn
_OURS = re.compile(r' (?:class|role|aria-label|preserveAspectRatio)="[^"]*"')  # of a drawing's first tag


def fingerprint(name: str) -> str:
    """What the picture has to be drawn from: a hash of its figure and its width.

    The template is left out: it is the one that happened to be the default when the figure was made.
    """
    make, width = PICTURES[name]
    spec = deepcopy(make().plot.to_plotly_json())  # a figure hands out the dictionary that everybody is given
    spec["layout"].pop("template", None)
    return sha256(f"{to_json_plotly(spec)} {width}".encode()).hexdigest()[:16]


def finish(svg: str, name: str) -> str:
    """A drawn picture with its mark, and with text in the colour of the page that it stands on."""
    themed = re.sub(r"rgb\(1, 2, 3\)|#010203", "var(--ink)", svg)
    return themed.replace(">", f"><desc>drawn from {fingerprint(name)}</desc>", 1)


def inline(svg: str, alt: str, kind: str) -> str:
    """A drawing as a part of the page, whose style gives it ``--ink``, the text's colour, and its font.

    In an <img> it would have to ask for light or dark by itself: Safari answers wrong there, no reader's own choice of
    theme reaches it, and no font of the page. ``kind`` is its class, ``alt`` what a screen reader says.
    """
    first, rest = svg.split(">", 1)
    said = f'class="{kind}" role="img" aria-label="{escape(alt)}" preserveAspectRatio="xMinYMin"'
    return f"{_OURS.sub('', first)} {said}>{rest}"


def address(svg: str) -> str:
    """A drawing as an address that holds all of it: an <img> of it asks no server."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def for_slides(name: str) -> str:
    """The picture as a file to keep: ink on white paper, whatever the colours of the program that shows it."""
    plain = picture(name).replace("var(--ink)", figures.INK).replace("currentColor", figures.INK)
    return plain.replace('fill-opacity="0"', f'fill="{figures.PAPER}"', 1)  # the sheet is the first thing drawn


@cache
def picture(name: str) -> str:
    """The picture as SVG. Raises KeyError for a name that is none of PICTURES."""
    if name not in PICTURES:
        raise KeyError(name)
    return (HERE / f"{name}.svg").read_text(encoding="utf-8")
