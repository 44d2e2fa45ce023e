"""The timeline as SVG: text as text in the font of its page, ink in the page's own colour, at any width.

Places across are percentages and places down are ems, so a drawing grows wider without its words growing, and larger
with the font's size. Nothing in it knows light from dark: ink is ``currentColor``, paper the variable ``--paper``.
"""

from __future__ import annotations

from html import escape

from explainer.draw.timeline import PANELS, Scale, Timeline
from explainer.draw.timeline_layout import (
    DOT,
    LINE,
    SMALL,
    TITLES,
    WIDE,
    Dot,
    Glyph,
    Layout,
    Rule,
    Words,
    axis,
    place,
)

# The colours of the treatments: Okabe and Ito's palette (jfly.uni-koeln.de/color), which stays apart for colour-blind
# readers, and of which each has 3:1 against the light and the dark page.
COLOURS: dict[str, str] = {
    "ketamine_iv": "#0072B2",
    "esketamine_nasal": "#009E73",
    "ketamine_other": "#B5651D",
    "ssri": "#D55E00",
    "control": "#767B84",
}
GREY = COLOURS["control"]
# Around their own middle; one unit is half their size.
SHAPES = {
    "circle": "M-1,0A1,1 0 1 1 1,0A1,1 0 1 1 -1,0Z",
    "diamond": "M0,-1.25L1.25,0L0,1.25L-1.25,0Z",
    "square": "M-.95,-.95H.95V.95H-.95Z",
}
SIGNS = {
    "first_seen": "M0,-1L1.05,.8H-1.05Z",
    "no_longer_clear": "M-.8,-.8L.8,.8M.8,-.8L-.8,.8",
    "judge": "M0,-1.1L1.1,0L0,1.1L-1.1,0Z",
    "goes_on": "M-.8,-1L1,0L-.8,1Z",
}
HOLLOW = 0.36


def percent(x: float) -> str:
    return f"{round(100 * x, 2):g}%"


def em(y: float) -> str:
    return f"{round(y, 3):g}em"


def line(x: float, y: float, x_to: float, y_to: float, look: str) -> str:
    return f'<line x1="{percent(x)}" y1="{em(y)}" x2="{percent(x_to)}" y2="{em(y_to)}" {look}/>'


def _shape(d: str, x: float, y: float, half: float, look: str) -> str:
    """A path around a place that is a percentage: a path itself has none."""
    return (
        f'<svg x="{percent(x)}" y="{em(y)}" width="{em(half)}" height="{em(half)}" viewBox="0 0 1 1"'
        f' overflow="visible"><path d="{d}" {look}/></svg>'
    )


def words_drawn(one: Words) -> str:
    strong = f'<tspan font-weight="700">{escape(one.strong)}</tspan>' if one.strong else ""
    anchor = "" if one.anchor == "start" else f' text-anchor="{one.anchor}"'
    shift = f' dx="{em(one.dx)}"' if one.dx else ""
    return f'<text x="{percent(one.x)}" y="{em(one.y)}"{shift}{anchor}>{strong}{escape(one.text)}</text>'


def dot_drawn(dot: Dot) -> str:
    """A column from no difference up to the point, its interval with an end on either side, and the point itself."""
    colour, half = COLOURS[dot.lane], SMALL if dot.small else DOT
    column = f'stroke="{colour}" stroke-opacity=".28" stroke-width="{em(2 * half)}"'
    parts = [line(dot.x, dot.base, dot.x, dot.y, column)]
    if dot.low is not None and dot.high is not None and not dot.small:
        parts.append(line(dot.x, dot.low, dot.x, dot.high, f'stroke="{colour}" stroke-width=".14em"'))
        ends = f'stroke="{colour}" stroke-width=".6em"'
        parts += [line(dot.x, end - 0.07, dot.x, end + 0.07, ends) for end in (dot.low, dot.high)]
    parts.append(_shape(SHAPES[dot.shape], dot.x, dot.y, half, f'fill="{colour}"'))
    return f'<g class="point" data-finding="{dot.point.finding}">{"".join(parts)}</g>'


def glyph_drawn(glyph: Glyph) -> str:
    """A sign without a height: hollow, beneath the line of no difference; over a stretch of time, with a bar."""
    colour = COLOURS[glyph.lane]
    ink = f'stroke="{colour}" stroke-width=".3" fill="none"'
    half = SMALL if glyph.small else HOLLOW
    if glyph.kind == "goes_on":  # an arrow's head at the end of the line itself
        return _shape(SIGNS["goes_on"], glyph.x, glyph.y - 0.55, half, f'fill="{colour}"')
    bar = f'stroke="{colour}" stroke-width=".12em"'
    ends = dict.fromkeys((glyph.x, glyph.x_to)) if glyph.kind == "judge" else [(glyph.x + glyph.x_to) / 2]
    shapes = "".join(_shape(SIGNS[glyph.kind], x, glyph.y, half, ink) for x in ends)
    return (line(glyph.x, glyph.y, glyph.x_to, glyph.y, bar) if glyph.x < glyph.x_to else "") + shapes


def _rule(rule: Rule) -> str:
    look = {
        "base": f'stroke="{COLOURS[rule.lane]}" stroke-width=".16em"',
        "dashes": f'stroke="{COLOURS[rule.lane]}" stroke-width=".12em" stroke-dasharray="3 5"',
        "largest": f'stroke="{GREY}" stroke-width="1" stroke-dasharray="1 3"',
    }[rule.kind]
    return line(rule.x, rule.y, rule.x_to, rule.y, look)


def _lens(layout: Layout, bottom: float) -> str:
    """The first three days and, tinted alike, the same three days where they lie on the true scale."""
    if len(layout.panels) < 2:
        return ""
    lens, whole = layout.panels
    left, right = lens.left - 0.03, lens.right + 0.02
    from_x, to_x = whole.x(0), whole.x(lens.last)
    top = layout.top - 0.1
    return "".join(
        f'<rect x="{percent(x)}" y="{em(top)}" width="{percent(x_to - x)}" height="{em(bottom - top)}"'
        f' fill="currentColor" fill-opacity="{tint}"/>'
        for x, x_to, tint in ((left, right, 0.07), (right, from_x, 0.03), (from_x, to_x, 0.07))
    )


def grid(layout: Layout) -> str:
    """A thin line at each time that is named."""
    look = f'stroke="{GREY}" stroke-opacity=".35" stroke-width="1"'
    return "".join(line(tick.x, tick.y, tick.x, tick.y_to, look) for tick in layout.grid)


def inside(layout: Layout) -> str:
    """Everything between the first lane's name and the axis."""
    return "".join(
        [_lens(layout, layout.bottom), grid(layout)]
        + [_rule(rule) for rule in layout.rules]
        + [glyph_drawn(glyph) for glyph in layout.glyphs]
        + [dot_drawn(dot) for dot in layout.dots]
        + [words_drawn(one) for one in layout.words]
    )


def root(kind: str, drawn: str, height: float, about: str = 'aria-hidden="true"') -> str:
    """A drawing as wide as its place and ``height`` ems high; what shows it says how large an em is."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn {kind}" {about} width="100%" height="{em(height)}"'
        f' font-size="13.5" fill="currentColor">{drawn}</svg>'
    )


def bare(layout: Layout, kind: str) -> str:
    """What lies between a lane's words and the axis, alone."""
    return root(kind, inside(layout), layout.bottom)


def axis_alone(scale: Scale) -> str:
    """The names of the times, and beneath them those of the panels, where there are two."""
    panels = PANELS[scale]
    drawn = "".join(words_drawn(one) for one in axis(panels, 0.0))
    titles = [
        Words((panel.left + panel.right) / 2, 1.0 + LINE, "middle", panel.title) for panel in panels if panel.title
    ]
    return root(scale, drawn + "".join(map(words_drawn, titles)), 2.7 if titles else 1.4)


def titled(scale: Scale, width: float) -> list[str]:
    """What the axis shows, on one line, or on two where it is narrow."""
    title = TITLES[scale]
    return title.replace(" (", "\n(").split("\n") if width < WIDE and len(title) > 44 else [title]


def svg(timeline: Timeline, scale: Scale, width: float, alt: str, kind: str) -> str:
    """The whole drawing, named by ``kind``, at least ``width`` ems wide."""
    layout = place(timeline, scale, width)
    lines = titled(scale, width)
    under = [Words(0.5, layout.bottom + 2.4 + LINE * at, "middle", line) for at, line in enumerate(lines)]
    drawn = inside(layout) + "".join(words_drawn(one) for one in [*axis(layout.panels, layout.bottom), *under])
    about = f'role="img" aria-label="{escape(alt)}"'
    return root(kind, drawn, layout.bottom + 1.7 + LINE * len(lines), about)
