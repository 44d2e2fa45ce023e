"""One trial, one card: its difference per 100 people with its interval, on one axis that every card shares.

The mark's area is how many people took part. Nothing is told by colour or by place alone, no card needs a mouse, and
each opens to all results of its trial.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt

from markupsafe import Markup

from explainer import prose, results
from explainer.draw import dot_plot
from explainer.draw.icon_array import data_uri
from explainer.library import Library
from explainer.markup import join
from explainer.model import Appearance
from explainer.results import Card, Line
from explainer.without import EVERY, Without

LOW, HIGH, TICKS = -55.0, 70.0, (-50, -25, 0, 25, 50)
REM = 1 / 16  # the width of a round mark is this times the root of the people, so that its area is their number
SMALLEST = 5 / 16
NOTHING = Markup("")
WIDTH, HEIGHT = 96, 36  # of the small drawing of a trial that counted again


def width(people: int | None) -> float:
    """How wide the mark of so many people is, in rem: it grows with the page."""
    return max(SMALLEST, REM * sqrt(people or 0))


def band(chosen: Sequence[Card], name: str, content: Library, first: bool = True, without: Without = EVERY) -> Markup:
    """The cards of one band as a list, called ``name`` by a screen reader; the ``first`` says what its axis is.

    A card that is left out is grey where it stands, and says why.
    """
    unit = content.interface["results"]["scale_difference"] if first else ""
    return dot_plot.ordered(name, " cards", _axis(unit, content) + join(_card(card, without) for card in chosen))


def _axis(unit: str, content: Library) -> Markup:
    numbers, mark = content.numbers, Markup('<span style="left:{}">{}</span>')
    marks = join(
        mark.format(dot_plot.place(tick, LOW, HIGH), numbers.signed(Decimal(tick)) if tick else numbers.number(tick))
        for tick in TICKS
    )
    return Markup(
        '<li class="axis" aria-hidden="true"><div class="unit">{}</div><div class="scale">{}</div></li>'
    ).format(unit, marks)


_CARD = Markup(
    '<li{out}><div class="what"><strong>{trial}</strong> {reference} <span>{people}</span>{why}</div>'
    '<div class="plot" aria-hidden="true">{plot}</div>{again}<div class="verdict">{verdict}</div>'
    "<details><summary><strong>{more}</strong> · {counted}</summary>"
    "<p>{common}</p><ul>{every}</ul></details></li>"
)


def _card(card: Card, without: Without) -> Markup:
    lead, content = card.lead, card.lead.content
    why = "; ".join(without.why(card, content))
    say, difference = content.interface["results"], lead.difference
    if difference is None:
        raise ValueError(f"{lead.finding.id} has no difference of rates")
    common, own = _shared(card.lines)
    return _CARD.format(
        out=Markup(' class="out"') if why else NOTHING,
        why=Markup("<em>{}</em>").format(content.interface["without"]("out", why=why)) if why else NOTHING,
        trial=lead.trial.trial,
        reference=prose.reference(*content.reference(lead.finding.source)),
        plot=_plot(card, content.treatments[lead.finding.treatment]),
        more=results.more(difference, content),
        people=people(lead),
        verdict=content.labels["verdict_sign"][lead.verdict],
        again=_again(card, content),
        counted=say(
            "counted",
            outcome=content.labels["outcome"][lead.outcome],
            time=lead.finding.time_label or say["no_time"],
        ),
        common=" ".join(common),
        every=join(map(_result, card.lines, own)),
    )


def people(line: Line) -> str:
    """The medicine in a word, and how many people: those of the whole study where the paper counts no others."""
    say, number = line.content.interface["results"], line.content.numbers.count(line.people or 0)
    size = "card_people" if line.trial.control_n or line.finding.n_of == "people" else "card_whole"
    return say(size, medicine=say[f"card_{line.medicine}"], number=number)


def _shared(lines: Sequence[Line]) -> tuple[list[str], list[list[str]]]:
    """What is known about every line of a card alike, and what about each of them alone."""
    say = lines[0].content.interface["results"]
    known = [
        [f"{results.judged(line)}.", say("versus_all", comparator=line.finding.comparator), *results.behind(line)]
        for line in lines
    ]
    common = [part for part in known[0] if all(part in one for one in known)]
    return common, [[part for part in one if part not in common] for one in known]


_RESULT = Markup(
    '<li><strong>{outcome}, {time}:</strong> {rates}; {difference}. <span class="verdict">{verdict}</span> '
    "{plain} {own}</li>"
)


def _result(line: Line, own: Sequence[str]) -> Markup:
    content, finding = line.content, line.finding
    numbers, say = content.numbers, content.interface["results"]
    treated = numbers.with_interval(finding.value, finding.low, finding.high)
    control = numbers.with_interval(finding.control or Decimal(0), finding.control_low, finding.control_high)
    return _RESULT.format(
        outcome=results.capital(finding.outcome),
        time=finding.time_label or say["no_time"],
        rates=say("rate", number=numbers.versus(treated, control)),
        difference=results.difference(line),
        verdict=content.labels["verdict_sign"][line.verdict],
        plain=line.trial.plain,
        own=" ".join(own),
    )


def _plot(card: Card, look: Appearance) -> Markup:
    """The difference that leads with its interval; a short line for each other result of the trial."""
    lead = card.lead
    drawn = dot_plot.ticks(TICKS, LOW, HIGH) + dot_plot.ticks([0], LOW, HIGH, "tick zero")
    drawn += dot_plot.ticks([line.difference or 0 for line in card.others], LOW, HIGH, "also")
    if lead.interval:
        drawn += dot_plot.span(lead.interval.low, lead.interval.high, LOW, HIGH, "interval")
    return drawn + Markup('<i class="dot {}" style="left:{};border-color:{};--size:{:.2f}rem"></i>').format(
        look.shape, dot_plot.place(lead.difference or 0, LOW, HIGH), look.colour, width(lead.people)
    )


def _again(card: Card, content: Library) -> Markup:
    """A small drawing of what the trial counted again: points where it was measured, dashes from one to the next."""
    if not card.series:
        return NOTHING
    points = [(float(line.finding.time_hours or 0), float(line.difference or 0)) for line in card.series]
    last, edge = points[-1][0], 4
    places = [
        (edge + (WIDTH - 2 * edge) * hours / last, edge + (HEIGHT - 2 * edge) * (HIGH - value) / (HIGH - LOW))
        for hours, value in points
    ]
    dot = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="2.8" fill="{}"/>')
    look = content.treatments[card.lead.medicine]
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}"><path d="M0 {zero:.1f}H{w}" stroke="{rest}"/>'
        '<polyline points="{joined}" fill="none" stroke="{rest}" stroke-dasharray="2 3"/>{dots}</svg>'
    ).format(
        w=WIDTH,
        h=HEIGHT,
        zero=edge + (HEIGHT - 2 * edge) * HIGH / (HIGH - LOW),
        rest=content.treatments["control"].colour,
        joined=" ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        dots=join(dot.format(*place, look.colour) for place in places),
    )
    said = content.interface["results"](
        "again", count=len(points), days=content.numbers.number(round((last - points[0][0]) / 24) or 1)
    )
    return Markup('<div class="again"><img src="{}" width="{}" height="{}" alt=""><span>{}</span></div>').format(
        data_uri(svg), WIDTH, HEIGHT, said
    )
