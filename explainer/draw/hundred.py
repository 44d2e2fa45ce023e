"""100 people as a small strip, four rows of twenty-five: those whom it happened to as people, the others as dots.

A strip is two lines of dashes and one of dots, so a page can hold a hundred of them. Shape tells the two apart, and the
number always stands beside it in words.
"""

from __future__ import annotations

from markupsafe import Markup

from explainer.draw.icon_array import data_uri

ROW, CELL, LINE = 25, 10, 12
WIDTH, HEIGHT = ROW * CELL, 100 // ROW * LINE
ASPECT = WIDTH / HEIGHT
LOOKS = {
    "head": 'stroke-width="4.6" stroke-linecap="round" stroke-dasharray="0 10"',
    "body": 'stroke-width="5.4" stroke-dasharray="6.4 3.6"',
    "rest": 'stroke-width="2.6" stroke-linecap="round" stroke-dasharray="0 10"',
}


def _rows(first: int, last: int, left: float, top: float, reach: float) -> str:
    """A path through the people from ``first`` up to but without ``last``, row by row."""
    path = ""
    for row in range(100 // ROW):
        start, end = max(first, row * ROW), min(last, (row + 1) * ROW)
        if start < end:
            x, y = start % ROW * CELL + left, row * LINE + top
            path += f"M{x:g} {y:g}h{(end - start - 1) * CELL + reach:g}"
    return path


def paths(count: int, colour: str, rest: str) -> Markup:
    """The people of a strip as SVG, inside a box of WIDTH by HEIGHT."""
    drawn = {
        "head": (_rows(0, count, 5, 2.8, 0.01), colour),
        "body": (_rows(0, count, 1.8, 8.2, 6.4), colour),
        "rest": (_rows(count, 100, 5, 6.5, 0.01), rest),
    }
    path = Markup('<path d="{}" fill="none" stroke="{}" {}/>')
    return Markup("").join(path.format(d, ink, Markup(LOOKS[part])) for part, (d, ink) in drawn.items() if d)


def strip(count: int, colour: str, rest: str) -> Markup:
    """A strip to stand in a line of text, which says its number; ``data-people`` is that number."""
    return Markup('<svg class="hundred" aria-hidden="true" data-people="{}" viewBox="0 0 {} {}">{}</svg>').format(
        count, WIDTH, HEIGHT, paths(count, colour, rest)
    )


def picture(count: int, colour: str, rest: str) -> Markup:
    """A strip as a picture, for HTML that may hold no SVG: ``st.html`` takes that out."""
    drawn = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>').format(
        WIDTH, HEIGHT, paths(count, colour, rest)
    )
    return Markup('<img class="hundred" alt="" data-people="{}" src="{}">').format(count, data_uri(drawn))
