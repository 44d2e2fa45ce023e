"""A list of results as one drawing that can leave the page: a block a line, on the scale that the list has."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from markupsafe import Markup

from explainer import results
from explainer.draw import dot_plot, paper
from explainer.draw.dot_plot import AXES, Axis, Dot, Span
from explainer.draw.paper import BOLD, Drawing
from explainer.draw.timeline_svg import GREY
from explainer.library import Library
from explainer.markup import join
from explainer.model import Appearance
from explainer.results import Line

WORDS, LEFT, RIGHT, SAID = 285.0, 310.0, 545.0, 570.0  # where the words end, the scale lies and the numbers begin
SMALL, HALF, BETWEEN = 11.5, 5.5, 12  # pixels: small letters, half a mark, between two lines
WHISKER = {"whisker": -11, "whisker below": 11}  # pixels from the mark that it belongs to
MIDDLE = 'text-anchor="middle"'


def on_paper(name: str, content: Library) -> Drawing:
    """The lines that fit the scale of a list, and beneath them the others. Raises KeyError for a list without one."""
    axis, every = AXES[name], dot_plot.side(name, content)
    parts, y = [paper.text(content.interface["results"][axis.label], (LEFT + RIGHT) / 2, 12, SMALL, MIDDLE)], 22.0
    fitting = sum(scale is not None for _, scale in every)
    for at, (line, scale) in enumerate(every, 1):
        drawn, y = _block(line, scale, y)
        parts.append(drawn)
        if at == fitting:
            parts[:0] = [_upright(tick, axis, 20, y) for tick in axis.marks]
            named = [(_x(tick, axis), content.numbers.number(tick)) for tick in axis.marks]
            parts += [paper.text(number, x, y + SMALL, SMALL, MIDDLE) for x, number in named]
            y += 2 * BETWEEN
    return Drawing(join(parts), ceil(y))


def in_words(name: str, content: Library) -> str:
    """The drawing's alternative: a sentence a line."""
    say, verdicts = content.interface["alone"], content.labels["verdict_sign"]
    return " ".join(
        say(
            "trial",
            trial=line.trial.trial,
            people=f"{dot_plot.what(line)} {_versus(line)}",
            more=dot_plot.shown(line, axis),
            verdict=verdicts[line.verdict],
        )
        + f" {results.judged(line)}."
        for line, axis in dot_plot.side(name, content)
    )


def _x(value: Decimal | float, axis: Axis) -> float:
    return LEFT + (RIGHT - LEFT) * (float(value) - axis.low) / (axis.high - axis.low)


def _upright(tick: int, axis: Axis, y: float, y_to: float) -> Markup:
    zero = axis.of_differences and not tick
    line = Markup('<path d="M{:.1f} {:g}V{:.1f}" stroke="{}" stroke-width="{:g}" opacity="{:g}"/>')
    return line.format(_x(tick, axis), y, y_to, GREY, 1.6 if zero else 1, 1 if zero else 0.5)


def _block(line: Line, axis: Axis | None, y: float) -> tuple[Markup, float]:
    """One result from ``y`` down, and where the next begins: its words, its drawing if it has one, its numbers."""
    verdict = line.content.labels["verdict_sign"][line.verdict]
    words, left = _column(0, WORDS, y, line.trial.trial, dot_plot.what(line), _versus(line), results.judged(line))
    numbers, right = _column(SAID, paper.WIDTH - SAID, y, dot_plot.shown(line, axis), results.difference(line), verdict)
    plot = [_drawn(one, axis, y + 14) for one in dot_plot.shapes(line, axis)] if axis else []
    return join([words, numbers, *plot]), max(left, right) + BETWEEN


def _versus(line: Line) -> str:
    return line.content.interface["results"]("versus", comparator=line.finding.comparator)


def _column(x: float, width: float, y: float, head: str, *texts: str) -> tuple[Markup, float]:
    """Texts beneath each other, the first in bold letters, and where they end."""
    drawn, y = paper.paragraph(head, x, y, width, SMALL, BOLD, letter=0.62)
    parts = [drawn]
    for text in texts:
        drawn, y = paper.paragraph(text, x, y, width, SMALL)
        parts.append(drawn)
    return join(parts), y


def _drawn(one: Span | Dot, axis: Axis, y: float) -> Markup:
    if isinstance(one, Dot):
        return _mark(_x(one.value, axis), y, one.look)
    low, high = sorted((_x(one.start, axis), _x(one.end, axis)))
    y += WHISKER.get(one.kind, 0)
    ends = Markup("" if one.kind == "gap" else "M{0:.1f} {2:g}v{3}M{1:.1f} {2:g}v{3}").format(low, high, y - 4, 8)
    bar = Markup('<path d="M{:.1f} {:g}H{:.1f}{}" fill="none" stroke="{}" stroke-width="2"/>')
    return bar.format(low, y, high, ends, GREY)


def _mark(x: float, y: float, look: Appearance) -> Markup:
    """A filled shape, or the comparison's ring, which shows around a shape at the same place."""
    if look.shape == "ring":
        return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{}" fill="{}" stroke="{}" stroke-width="2"/>').format(
            x, y, HALF + 1.5, paper.PAPER, look.colour
        )
    return paper.mark(look, x, y, HALF)
