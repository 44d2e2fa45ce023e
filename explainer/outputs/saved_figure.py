"""A figure as one SVG file that stands by itself: its title, the drawing, its key, its sources, the date, an address.

Wherever it goes, whoever sees it can see where it comes from. Its ink is dark on white paper, and it asks for no font
and no other file. The address is left open, as ``ADDRESS``: only the browser knows under which one a reader came.
"""

from __future__ import annotations

from math import ceil

from markupsafe import Markup

from explainer import prose
from explainer.draw import paper
from explainer.library import Library
from explainer.markup import join
from explainer.outline.figure import Alone

ADDRESS = "{address}"
MARGIN, GAP = 24, 10  # pixels around all of it, and between its parts
SMALL = 12
_TITLE = 'font-weight="700" font-family="Georgia, \'Times New Roman\', serif"'
_FILE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" fill="{ink}"'
    ' font-family="sans-serif" role="img" aria-labelledby="title desc"><title id="title">{title}</title>'
    '<desc id="desc">{alt}</desc><rect width="{w}" height="{h}" fill="{paper}"/>'
    '<g transform="translate({margin} {margin})">{drawn}</g></svg>'
)


def as_svg(alone: Alone, content: Library) -> str:
    """The file, with ``ADDRESS`` where its address belongs: the last line of all."""
    site, drawing, say = content.site, alone.drawing(), content.interface["take_along"]
    head, y = paper.paragraph(alone.title, 0, 0, size=21, look=_TITLE, letter=0.66)
    parts = [head, Markup('<g transform="translate(0 {:g})">{}</g>').format(y + GAP, drawing.svg)]
    y += GAP + drawing.height + GAP
    blocks = (
        [line.removeprefix("- ") for line in alone.key.splitlines()],
        alone.caveat.splitlines(),
        [
            say("sources", names=content.short(alone.sources)),
            say("dated", title=site.title, dated=content.dated, disclaimer=site.disclaimer),
            ADDRESS,
        ],
    )
    for lines in blocks:
        for line in lines:
            words, y = paper.paragraph(prose.plain(line), 0, y, size=SMALL)
            parts.append(words)
        y += GAP if lines else 0
    return str(
        _FILE.format(
            w=paper.WIDTH + 2 * MARGIN,
            h=ceil(y) + 2 * MARGIN,  # the last gap is room for a second line of the address
            ink=paper.INK,
            paper=paper.PAPER,
            margin=MARGIN,
            title=alone.title,
            alt=alone.alt,
            drawn=join(parts),
        )
    )
