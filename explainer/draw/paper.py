"""Drawings that leave the page: their places are pixels on a sheet of a fixed width, their ink is dark on white."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from explainer.draw.timeline_svg import SHAPES
from explainer.markup import join
from explainer.model import Appearance

WIDTH = 760  # of every sheet
SIZE, LINE = 13.5, 18  # of letters and lines
CHARACTER = 0.56  # the width of an average letter, times its size
BOLD = 'font-weight="700"'  # a look of text
INK, PAPER = "#1F2328", "#FFFFFF"


@dataclass(frozen=True)
class Drawing:
    """What is drawn on a sheet, from its top left corner down."""

    svg: Markup
    height: int


def mark(look: Appearance, x: float, y: float, half: float) -> Markup:
    """The shape of a treatment around a place, ``half`` as wide on each side."""
    path = Markup('<path d="{}" fill="{}" transform="translate({:.1f} {:.1f}) scale({:.2f})"/>')
    return path.format(SHAPES[look.shape], look.colour, x, y, half)


def text(words: str, x: float, y: float, size: float = SIZE, look: str = "") -> Markup:
    """One line of words whose letters stand on ``y``; ``look`` is more attributes of it."""
    more = Markup(f" {look}") if look else ""
    return Markup('<text x="{:g}" y="{:g}" font-size="{:g}"{}>{}</text>').format(x, y, size, more, words)


def paragraph(
    words: str, x: float, y: float, width: float = WIDTH, size: float = SIZE, look: str = "", letter: float = CHARACTER
) -> tuple[Markup, float]:
    """Words in as many lines as they take, from ``y`` down, and where the next thing can begin.

    ``letter`` is how wide an average one is, times its size: bold ones are wider.
    """
    step = LINE * size / SIZE
    lines = wrap(words, int(width / size / letter))
    drawn = join(text(line, x, y + size + step * at, size, look) for at, line in enumerate(lines))
    return drawn, y + step * len(lines)
