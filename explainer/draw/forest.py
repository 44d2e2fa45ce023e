"""The cards of the trials as one drawing that can leave the page: a line a trial, on the axis that the cards share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from markupsafe import Markup

from explainer import prose, results
from explainer.draw import paper
from explainer.draw.paper import BOLD, Drawing
from explainer.draw.timeline_svg import GREY
from explainer.draw.trial_cards import HIGH, LOW, TICKS, people, width
from explainer.library import Library
from explainer.markup import join
from explainer.results import Card
from explainer.without import EVERY, Without

LEFT, RIGHT, SAID = 255.0, 525.0, 540.0  # where the axis begins and ends, and where a trial's number stands
ROW, TALL, REM = 38, 46, 16  # pixels; a row is tall where it may say why a trial is left out
MIDDLE = 'text-anchor="middle"'


def _x(value: Decimal | float) -> float:
    return LEFT + (RIGHT - LEFT) * (float(value) - LOW) / (HIGH - LOW)


def _line(x: float, y: float, x_to: float, y_to: float, colour: str = GREY, thick: float = 1) -> Markup:
    line = Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="{}" stroke-width="{:g}"/>')
    return line.format(x, y, x_to, y_to, colour, thick)


def on_paper(cards: Sequence[Card], content: Library, without: Without = EVERY) -> Drawing:
    """Band after band, each trial with its people, its difference and what that comes to.

    A trial that is left out has a pale mark and says why, and its band says what is left.
    """
    parts = [paper.text(content.interface["results"]["scale_difference"], _x(0), 14, look=MIDDLE)]
    y = 22.0
    for name in dict.fromkeys(card.band for card in cards):
        band = [card for card in cards if card.band == name]
        words, y = paper.paragraph(content.interface["bands"][name], 0, y + 14, look=BOLD)
        left, y = paper.paragraph(prose.plain(without.left(band, content)) if without else "", 0, y)
        places = [y + (TALL if without else ROW) * at for at in range(1, len(band) + 1)]
        parts += [_line(_x(tick), y + 6, _x(tick), places[-1] + 6, thick=1 if tick else 1.6) for tick in TICKS]
        parts += [words, left, *(_row(card, at, content, without) for card, at in zip(band, places, strict=True))]
        y = places[-1]
    signed, number = content.numbers.signed, content.numbers.number
    for tick in TICKS:
        label = signed(Decimal(tick)) if tick else number(tick)
        parts.append(paper.text(label, _x(tick), y + 24, look=MIDDLE))
    return Drawing(join(parts), ceil(y + 30))


def _row(card: Card, y: float, content: Library, without: Without) -> Markup:
    """One trial, whose second line of words stands on ``y``."""
    lead, look, why = card.lead, content.treatments[card.lead.medicine], "; ".join(without.why(card, content))
    if lead.difference is None:
        raise ValueError(f"{lead.finding.id} has no difference of rates")
    half, middle, interval = width(lead.people) * REM / 2, y - 10, lead.interval
    plot = (
        _line(_x(interval.low), middle, _x(interval.high), middle, look.colour, 2) if interval else Markup(""),
        paper.mark(look, _x(lead.difference), middle, half),
    )
    if why:
        verdict, _ = paper.paragraph(
            content.interface["without"]("out", why=why), SAID, y - 12, paper.WIDTH - SAID, 10.5
        )
    else:
        verdict = paper.text(content.labels["verdict_sign"][lead.verdict], SAID, y)
    return join(
        [
            Markup("<g{}>{}</g>").format(Markup(' opacity="0.3"') if why else "", join(plot)),
            paper.text(lead.trial.trial, 0, y - 15, look=BOLD),
            paper.text(people(lead), 0, y),
            paper.text(results.more(lead.difference, content), SAID, y - 15, look=BOLD),
            verdict,
        ]
    )


def in_words(card: Card, content: Library) -> str:
    """One trial as a sentence of the drawing's alternative."""
    lead, verdict = card.lead, content.labels["verdict_sign"][card.lead.verdict]
    more = results.more(lead.difference or Decimal(0), content)
    return content.interface["alone"]("trial", trial=lead.trial.trial, people=people(lead), more=more, verdict=verdict)
