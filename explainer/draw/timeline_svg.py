"""The timeline as SVG: text as text in the font of its page, ink in the page's own colour, at any width.

Places across are percentages and places down are ems, so a drawing grows wider without its words growing, and larger
with the font's size. Nothing in it knows light from dark: ink is ``currentColor``, paper the variable ``--paper``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from explainer.draw.timeline import PANELS, Scale, Timeline
from explainer.draw.timeline_layout import (
    DOT,
    LINE,
    SMALL,
    WIDE,
    Dot,
    Glyph,
    Layout,
    Lens,
    Rule,
    Words,
    axis,
    place,
)
from explainer.markup import join
from explainer.texts import Texts

GREY = "#767B84"  # the ink of lines that stand for no treatment: 3:1 against the light and the dark page
# Around their own middle; one unit is half their size.
SHAPES = {
    "circle": "M-1,0A1,1 0 1 1 1,0A1,1 0 1 1 -1,0Z",
    "diamond": "M0,-1.25L1.25,0L0,1.25L-1.25,0Z",
    "square": "M-.95,-.95H.95V.95H-.95Z",
    "bar": "M-.4,-1H.4V1H-.4Z",
    "slab": "M-1,-.4H1V.4H-1Z",
    "pill": "M-1,0A1,.6 0 1 1 1,0A1,.6 0 1 1 -1,0Z",
    "star": "M0,-1.4L.33,-.45L1.33,-.43L.53,.17L.82,1.13L0,.56L-.82,1.13L-.53,.17L-1.33,-.43L-.33,-.45Z",
}
SIGNS = {
    "first_seen": "M0,-1L1.05,.8H-1.05Z",
    "no_longer_clear": "M-.8,-.8L.8,.8M.8,-.8L-.8,.8",
    "judge": "M0,-1.1L1.1,0L0,1.1L-1.1,0Z",
    "goes_on": "M-.8,-1L1,0L-.8,1Z",
}
HOLLOW = 0.36
COLUMN = (
    ".5"  # how much of its colour a column has: it can be seen on a dark page too, and its point stands out from it
)
GRID = {"stroke": GREY, "stroke-opacity": ".35", "stroke-width": "1"}


def percent(x: float) -> str:
    return f"{round(100 * x, 2):g}%"


def em(y: float) -> str:
    return f"{round(y, 3):g}em"


Look = Mapping[str, str]  # the attributes of a shape


def _attributes(look: Look) -> Markup:
    return join(Markup(' {}="{}"').format(name, value) for name, value in look.items())


def line(x: float, y: float, x_to: float, y_to: float, look: Look) -> Markup:
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}"{}/>').format(
        percent(x), em(y), percent(x_to), em(y_to), _attributes(look)
    )


def _shape(d: str, x: float, y: float, half: float, look: Look) -> Markup:
    """A path around a place that is a percentage: a path itself has none."""
    return Markup(
        '<svg x="{x}" y="{y}" width="{half}" height="{half}" viewBox="0 0 1 1" overflow="visible">'
        '<path d="{d}"{look}/></svg>'
    ).format(x=percent(x), y=em(y), half=em(half), d=d, look=_attributes(look))


def words_drawn(words: Words) -> Markup:
    strong = Markup('<tspan font-weight="700">{}</tspan>').format(words.strong) if words.strong else ""
    anchor = "" if words.anchor == "start" else Markup(' text-anchor="{}"').format(words.anchor)
    shift = Markup(' dx="{}"').format(em(words.dx)) if words.dx else ""
    return Markup('<text x="{}" y="{}"{}{}>{}{}</text>').format(
        percent(words.x), em(words.y), shift, anchor, strong, words.text
    )


def dot_drawn(dot: Dot) -> Markup:
    """A column from no difference up to the point, its interval with an end on either side, and the point itself."""
    half = SMALL if dot.small else DOT
    column = {"stroke": dot.colour, "stroke-opacity": COLUMN, "stroke-width": em(2 * half)}
    parts = [line(dot.x, dot.base, dot.x, dot.y, column)]
    if dot.low is not None and dot.high is not None and not dot.small:
        parts.append(line(dot.x, dot.low, dot.x, dot.high, {"stroke": dot.colour, "stroke-width": ".14em"}))
        ends = {"stroke": dot.colour, "stroke-width": ".6em"}
        parts += [line(dot.x, end - 0.07, dot.x, end + 0.07, ends) for end in (dot.low, dot.high)]
    parts.append(_shape(SHAPES[dot.shape], dot.x, dot.y, half, {"fill": dot.colour}))
    return Markup('<g class="point" data-finding="{}">{}</g>').format(dot.point.finding, join(parts))


def glyph_drawn(glyph: Glyph) -> Markup:
    """A sign without a height: hollow, beneath the line of no difference; over a stretch of time, with a bar."""
    ink = {"stroke": glyph.colour, "stroke-width": ".3", "fill": "none"}
    if glyph.kind == "goes_on":  # an arrow's head at the end of the line itself
        return _shape(SIGNS["goes_on"], glyph.x, glyph.y, HOLLOW, {"fill": glyph.colour})
    bar = {"stroke": glyph.colour, "stroke-width": ".12em"}
    ends = dict.fromkeys((glyph.x, glyph.x_to)) if glyph.kind == "judge" else [(glyph.x + glyph.x_to) / 2]
    shapes = [_shape(SIGNS[glyph.kind], x, glyph.y, HOLLOW, ink) for x in ends]
    return join([line(glyph.x, glyph.y, glyph.x_to, glyph.y, bar), *shapes] if glyph.x < glyph.x_to else shapes)


def _rule(rule: Rule) -> Markup:
    looks: dict[str, Look] = {
        "base": {"stroke": rule.colour, "stroke-width": ".16em"},
        "dashes": {"stroke": rule.colour, "stroke-width": ".12em", "stroke-dasharray": "3 5"},
        "largest": {"stroke": GREY, "stroke-width": "1", "stroke-dasharray": "1 3"},
    }
    return line(rule.x, rule.y, rule.x_to, rule.y, looks[rule.kind])


def _lens(lens: Lens) -> Markup:
    """A frame around what it shows larger, one around the part of the whole that this is, and a line between them."""
    look = Markup(' fill="none" stroke="{}"').format(GREY)
    rect = Markup('<rect x="{}" y="{}" width="{}" height="{}"{}/>')
    frames = (
        (lens.x, lens.x_to, lens.y, lens.y_to),
        (lens.part_x, lens.part_x_to, lens.part_y, lens.part_y_to),
    )
    return join(
        [rect.format(percent(x), em(y), percent(x_to - x), em(y_to - y), look) for x, x_to, y, y_to in frames]
        + [line(*ends, {"stroke": GREY}) for ends in lens.lines()]
    )


def _ticks(layout: Layout) -> Markup:
    """A stroke at each time that is named."""
    return join(line(tick.x, tick.ends[0], tick.x, tick.ends[1], {"stroke": GREY}) for tick in layout.ticks)


def inside(layout: Layout) -> Markup:
    """Everything between the first lane's name and the axis."""
    return join(
        [*map(_lens, layout.lenses), _ticks(layout)]
        + [_rule(rule) for rule in layout.rules]
        + [glyph_drawn(glyph) for glyph in layout.glyphs]
        + [dot_drawn(dot) for dot in layout.dots]
        + [words_drawn(one) for one in layout.words]
    )


def root(kind: str, drawn: Markup, height: float, alt: str = "") -> Markup:
    """A drawing as wide as its place and ``height`` ems high; what shows it says how large an em is."""
    about = Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('aria-hidden="true"')
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="drawn {}" {} width="100%" height="{}"'
        ' font-size="13.5" fill="currentColor">{}</svg>'
    ).format(kind, about, em(height), drawn)


def bare(layout: Layout, kind: str) -> Markup:
    """What lies between a lane's words and the axis, alone."""
    return root(kind, inside(layout), layout.bottom)


def axis_alone(scale: Scale, say: Texts) -> Markup:
    """The names of the times, and beneath them those of the panels, where there are two."""
    panels = PANELS[scale]
    drawn = join(words_drawn(one) for one in axis(panels, 0.0, say))
    titles = [
        Words((panel.left + panel.right) / 2, 1.0 + LINE, "middle", say[panel.title]) for panel in panels if panel.title
    ]
    return root(scale, drawn + join(map(words_drawn, titles)), 2.7 if titles else 1.4)


def titled(scale: Scale, width: float, say: Texts) -> list[str]:
    """What the axis shows, on one line, or on two where it is narrow."""
    return say[f"{scale}_lines" if width < WIDE else scale].split("\n")


def _stops(layout: Layout, stops: Iterable[float]) -> Markup:
    """A line at each of ``stops``, out of sight: a script shows the one of the scrubber."""
    look = {"stroke": GREY, "stroke-width": "3", "stroke-dasharray": "3 2"}
    piece = Markup('<g data-stop="{}" visibility="hidden">{}</g>')
    return join(
        piece.format(at, join(line(x, y, x, y_to, look) for y, y_to in layout.upright(x)))
        for at, hours in enumerate(stops)
        for x in [panel.x(hours) for panel in layout.panels if panel.holds(hours)]
    )


def svg(
    timeline: Timeline, scale: Scale, width: float, alt: str, kind: str, say: Texts, stops: Iterable[float] = ()
) -> Markup:
    """The whole drawing, named by ``kind``, at least ``width`` ems wide, with the scrubber's lines at ``stops``."""
    layout = place(timeline, say, scale, width)
    lines = titled(scale, width, say)
    under = [Words(0.5, layout.bottom + 2.4 + LINE * at, "middle", line) for at, line in enumerate(lines)]
    drawn = _stops(layout, stops) + inside(layout)
    drawn += join(words_drawn(one) for one in [*axis(layout.panels, layout.bottom, say), *under])
    return root(kind, drawn, layout.bottom + 1.7 + LINE * len(lines), alt)
