"""A trial that is run again: its people in one run, and a strip of what all runs found so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from markupsafe import Markup

from explainer import results
from explainer.chance import ENOUGH, Design, Run
from explainer.draw import dot_plot
from explainer.draw.icon_array import data_uri
from explainer.library import Library
from explainer.markup import join

LOW, HIGH, TICKS = -60, 80, (-50, -25, 0, 25, 50, 75)  # one axis for every trial: a narrow pile is seen to be narrow
STEP = 2.5  # of 100 people; what lies within one step is piled up
DOT = 0.34  # rem
FEW, MANY = 20, 40  # people a row
GAP = 6  # between two people, in units of the drawing


def _more(value: float, content: Library) -> str:
    return results.more(Decimal(f"{value:.2f}"), content)


def in_words(design: Design, runs: Sequence[Run], content: Library) -> str:
    """The last run in words; from ``ENOUGH`` runs on also what all of them showed. Markdown."""
    say, line, count = content.interface["chance"], design.line, content.numbers.count
    last, (n, control_n) = runs[-1], design.sizes
    words = say(
        "run",
        at=count(len(runs)),
        treated=content.numbers.events(last.treated, n),
        outcome=content.labels["outcome"][line.outcome],
        medicine=content.labels["medicine"][line.medicine],
        control=content.numbers.events(last.control, control_n),
        comparator=line.finding.comparator,
        more=_more(design.difference(last), content),
    )
    return f"{words} {_seen(design, runs, content)}" if len(runs) >= ENOUGH else words


def so_far(design: Design, runs: Sequence[Run], content: Library) -> str:
    """The last run in a few words, and from ``ENOUGH`` runs on what all of them showed, for a room."""
    say = content.interface["chance"]
    if not runs:
        return say["not_yet_room"]
    if len(runs) < ENOUGH:
        more = _more(design.difference(runs[-1]), content)
        return say("run_room", at=content.numbers.count(len(runs)), more=more)
    return _seen(design, runs, content)


def _seen(design: Design, runs: Sequence[Run], content: Library) -> str:
    say, found = content.interface["chance"], [design.difference(run) for run in runs]
    if design.same:
        as_large = sum(abs(one) >= abs(design.real) for one in found)
        name = "seen_same" if as_large else "seen_same_never"
        return say(name, count=as_large, whole=len(runs), real=_more(design.real, content))
    low, high = (_more(end, content) for end in (min(found), max(found)))
    no_better = sum(one <= 0 for one in found)
    return say("seen" if no_better else "seen_never", count=no_better, whole=len(runs), low=low, high=high)


def heaped(design: Design, runs: Sequence[Run]) -> list[tuple[str, int]]:
    """Where each run stands on the axis, in per cent of its width, and on how many others."""
    piled, places = Counter[int](), []
    for run in runs:
        pile = round(min(max(design.difference(run), LOW), HIGH) / STEP)
        places.append((dot_plot.place(pile * STEP, LOW, HIGH), piled[pile]))
        piled[pile] += 1
    return places


def real(design: Design) -> str:
    """Where the trial's own result stands on the axis."""
    return dot_plot.place(design.line.difference or 0, LOW, HIGH)


def scale(content: Library) -> Markup:
    """The numbers of the axis."""
    return join(
        Markup('<span style="left:{}">{}</span>').format(
            dot_plot.place(tick, LOW, HIGH), content.numbers.signed(Decimal(tick)) if tick else "0"
        )
        for tick in TICKS
    )


def strip(design: Design, runs: Sequence[Run], content: Library) -> Markup:
    """Each run as one dot at the difference that it found, piled up; the trial's own result as a line.

    What it shows stands beside it in words, so a screen reader passes it by.
    """
    say, dots, highest = content.interface["chance"], [], 0
    for at, (left, level) in enumerate(heaped(design, runs)):
        new, highest = " new" if at == len(runs) - 1 else "", max(highest, level)
        dots.append(Markup('<i class="one{}" style="left:{};bottom:{:.2f}rem"></i>').format(new, left, DOT * level))
    return Markup(
        '<div class="runs" aria-hidden="true" style="--run:{}"><div class="heap" style="height:{:.2f}rem">{}'
        '<i class="real" style="left:{}"></i>{}</div><div class="scale">{}</div>'
        '<div class="unit">{} · <i class="real"></i> {}</div></div>'
    ).format(
        content.treatments[design.line.medicine].colour,
        max(3.0, DOT * (highest + 2)),
        dot_plot.ticks([0], LOW, HIGH, "zero"),
        real(design),
        join(dots),
        scale(content),
        content.interface["results"]["scale_difference"],
        say["real"],
    )


def people(design: Design, run: Run, content: Library) -> Markup:
    """Everybody of one run, the two groups beside each other: filled are those who got better."""
    looks, line = content.treatments, design.line
    names = content.labels["treatment"][line.medicine], line.finding.comparator
    rest = looks["control"].colour
    colours = looks[line.medicine].colour, rest
    across = FEW if max(design.sizes) <= 5 * FEW else MANY
    groups = join(
        Markup("<div><span>{} <b>{}</b></span>{}</div>").format(
            results.capital(name), content.numbers.events(events, n), _crowd(n, events, across, colour, rest)
        )
        for name, events, n, colour in zip(names, run, design.sizes, colours, strict=True)
    )
    return Markup('<div class="groups" aria-hidden="true">{}</div>').format(groups)


def _crowd(n: int, events: int, across: int, colour: str, rest: str) -> Markup:
    """So many dots in rows: each a line without length, whose round end is the dot."""

    def dots(start: int, end: int) -> str:
        return "".join(f"M{GAP * (at % across) + 3} {GAP * (at // across) + 3}h0" for at in range(start, end))

    wide, high = GAP * across, GAP * ceil(n / across)
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" stroke-width="4.6" stroke-linecap="round">'
        '<path d="{}" stroke="{}"/><path d="{}" stroke="{}" stroke-opacity="0.45"/></svg>'
    ).format(wide, high, dots(0, events), colour, dots(events, n), rest)
    return Markup('<img src="{}" width="{}" height="{}" alt="">').format(data_uri(svg), wide, high)
