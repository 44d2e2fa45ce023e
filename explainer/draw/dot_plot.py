"""Trials side by side: one line a result, drawn as HTML so that it reads, prints and wraps like text.

Each line names the trial, draws the treated group and its comparison on one scale, and prints every number that it
draws. Nothing is told by colour or by place alone, and no line needs a mouse.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from explainer import prose, results
from explainer.library import Library
from explainer.model import Appearance
from explainer.results import Line, lines

STYLE = Path(__file__).parent / "figures.css"
NOTHING = Markup("")


def place(value: Decimal | float, low: float, high: float) -> str:
    """Where a value lies between two ends, in per cent of the width."""
    return f"{100 * (float(value) - low) / (high - low):.1f}%"


def span(start: Decimal, end: Decimal, low: float, high: float, kind: str) -> Markup:
    """A bar from one value to another."""
    left, right = sorted((float(start), float(end)))
    width = f"{100 * (right - left) / (high - low):.1f}%"
    return Markup('<i class="{}" style="left:{};width:{}"></i>').format(kind, place(left, low, high), width)


def _dot(value: Decimal, low: float, high: float, look: Appearance) -> Markup:
    """A mark; its shape, which the style sheet knows by name, says the same as its colour."""
    return Markup('<i class="dot {}" style="left:{};border-color:{}"></i>').format(
        look.shape, place(value, low, high), look.colour
    )


def ticks(values: Iterable[Decimal | int], low: float, high: float, kind: str = "tick") -> Markup:
    """A thin line at each of ``values``."""
    mark = Markup('<i class="{}" style="left:{}"></i>')
    return NOTHING.join(mark.format(kind, place(value, low, high)) for value in values)


def _axis(values: Iterable[int], low: float, high: float, label: str, content: Library) -> Markup:
    mark = Markup('<span style="left:{}">{}</span>')
    marks = NOTHING.join(mark.format(place(tick, low, high), content.numbers.number(tick)) for tick in values)
    return Markup(
        '<li class="axis" aria-hidden="true"><div class="scale">{}</div><div class="unit">{}</div></li>'
    ).format(marks, label)


_LINE = Markup(
    '<li><div class="what"><strong>{trial}</strong> {reference}<br>{what}<br>'
    '<span class="versus">{versus}</span></div>'
    '<div class="plot" aria-hidden="true">{plot}</div>'
    '<div class="said">{shown} <span class="verdict">{verdict}</span></div>'
    '<p class="judge">{judge}</p>'
    "<details><summary>{plain}</summary><p>{about}</p></details></li>"
)


def _line(line: Line, plot: Markup, shown: Markup) -> Markup:
    """One line as a list item: its words, its drawing (hidden from a screen reader, which has the words), more."""
    finding, one, content = line.finding, line.trial, line.content
    labels, say = content.labels, content.interface["results"]
    what = [labels["treatment"][line.medicine], finding.outcome, finding.time_label, results.people(line)]
    return _LINE.format(
        trial=one.trial,
        reference=prose.reference(*content.reference(finding.source)),
        what=" · ".join(part for part in what if part),
        versus=say("versus", comparator=finding.comparator),
        plot=plot,
        shown=shown,
        verdict=labels["verdict_sign"][line.verdict],
        judge=results.judged(line),
        plain=one.plain,
        about=results.about(line),
    )


def ordered(name: str, kind: str, items: Markup) -> Markup:
    """A list, which a screen reader calls ``name``."""
    return Markup('<ol class="side{}" aria-label="{}">{}</ol>').format(kind, name, items)


def _strong(text: str) -> Markup:
    return Markup("<strong>{}</strong>").format(text)


def _spoken(text: str) -> Markup:
    return Markup("<span>{}</span>").format(text) if text else NOTHING


def rates(chosen: Iterable[Line], name: str, content: Library, scale: str = "scale_rates") -> Markup:
    """Rates as pairs of marks on one scale from 0 to 100: filled for the treated group, a ring for the comparison.

    ``name`` is what a screen reader calls the list; ``scale`` the text of [results] that stands beside the scale.
    """
    return _pairs(chosen, name, content, scale, 100, range(0, 101, 25), "rate")


def days(chosen: Iterable[Line], name: str, content: Library) -> Markup:
    """Lengths of time in the same way, on one scale of days; more is better."""
    return _pairs(chosen, name, content, "scale_days", 90, range(0, 91, 30), "days")


def _pairs(
    chosen: Iterable[Line], name: str, content: Library, scale: str, end: int, marks: range, unit: str
) -> Markup:
    say, numbers, looks = content.interface["results"], content.numbers, content.treatments

    def drawn(line: Line) -> Markup:
        finding, plot = line.finding, ticks(marks, 0, end)
        if finding.control is not None:
            plot += span(finding.control, finding.value, 0, end, "gap")
            plot += _dot(finding.control, 0, end, looks["control"])
        if finding.low is not None and finding.high is not None:
            plot += span(finding.low, finding.high, 0, end, "whisker")
        if finding.control_low is not None and finding.control_high is not None:
            plot += span(finding.control_low, finding.control_high, 0, end, "whisker below")
        plot += _dot(finding.value, 0, end, looks[finding.treatment])
        shown = numbers.with_interval(finding.value, finding.low, finding.high)
        if finding.control is not None:
            control = numbers.with_interval(finding.control, finding.control_low, finding.control_high)
            shown = numbers.versus(shown, control)
        return _line(line, plot, _strong(say(unit, number=shown)) + _spoken(results.difference(line)))

    return ordered(name, "", _axis(marks, 0, end, say[scale], content) + NOTHING.join(map(drawn, chosen)))


def scores(chosen: Iterable[Line], name: str, content: Library) -> Markup:
    """Differences in depression score as a mark and its interval, on one scale in points around no difference."""
    low, high, marks = -15.0, 10.0, range(-15, 11, 5)
    say, numbers = content.interface["results"], content.numbers

    def drawn(line: Line) -> Markup:
        finding, plot = line.finding, ticks(marks, low, high) + ticks([0], low, high, "tick zero")
        if finding.low is not None and finding.high is not None:
            plot += span(finding.low, finding.high, low, high, "interval")
        plot += _dot(finding.value, low, high, content.treatments[finding.treatment])
        shown = numbers.with_interval(finding.value, finding.low, finding.high)
        return _line(line, plot, _strong(say("points", number=shown)))

    return ordered(name, "", _axis(marks, low, high, say["scale_points"], content) + NOTHING.join(map(drawn, chosen)))


def listed(chosen: Iterable[Line], name: str) -> Markup:
    """Results that no scale fits, as lines without a drawing; their numbers are small, for few can read them."""
    return ordered(name, " bare", NOTHING.join(_line(line, NOTHING, _spoken(results.number(line))) for line in chosen))


def side(name: str, content: Library) -> tuple[tuple[Line, ...], Markup]:
    """The results of one list of the evidence page, and the list as HTML. Raises KeyError for an unknown name.

    A list with words of its own is a figure; the other two are called as the passage above them.
    """
    named = content.figure_words if name in content.figure_words else content.passages
    title = named[name].title
    match name:
        case "scores":
            chosen = lines(content, "depression score")
            return chosen, scores(chosen, title, content)
        case "other":
            chosen = lines(content, *results.LISTED)
            return chosen, listed(chosen, title)
        case "alone":
            chosen = lines(content, "no comparison")
            return chosen, rates(chosen, title, content)
        case "relapse":
            chosen = lines(content, "relapse")
            return chosen, rates(chosen, title, content, "scale_relapse")
        case "days":
            chosen = lines(content, "lasting, other")
            of_days = [line for line in chosen if line.finding.unit == "days"]
            others = [line for line in chosen if line.finding.unit != "days"]
            ratio = content.interface["results"]("as_ratio", title=title)
            return chosen, days(of_days, title, content) + listed(others, ratio)
        case "thoughts":
            chosen = lines(content, "suicidal thoughts")
            return chosen, rates(chosen, title, content, "scale_thoughts")
        case "thoughts_other":
            chosen = lines(content, "suicidal thoughts, other")
            return chosen, listed(chosen, title)
    raise KeyError(name)


_GLANCE = ("compared", "rates", "when", "people", "payer", "found")


def at_a_glance(chosen: Iterable[Line], name: str, content: Library) -> Markup:
    """A few results as an HTML table: what was compared, the two rates, when, in how many, who paid, how sure."""
    say, labels = content.interface["glance"], content.labels

    def row(line: Line) -> Markup:
        finding = line.finding
        graded = say("certainty", certainty=labels["certainty"][finding.certainty])
        sure = [
            labels["verdict_sign"][line.verdict],
            say["not_graded"] if finding.certainty == "not graded" else graded,
            say["second_hand"] if line.second_hand else "",
        ]
        cells = [
            content.numbers.pair(finding),
            finding.time_label or "",
            results.people(line),
            line.payer,
            "; ".join(part for part in sure if part),
        ]
        cell = Markup('<td data-label="{}">{}</td>')
        return Markup('<tr><th scope="row">{} {}<span class="about">{}</span></th>{}</tr>').format(
            say(
                "row",
                medicine=labels["treatment"][line.medicine],
                comparator=finding.comparator,
                outcome=finding.outcome,
            ),
            prose.reference(*content.reference(finding.source)),
            finding.population,
            NOTHING.join(cell.format(say[head], text) for head, text in zip(_GLANCE[1:], cells, strict=True)),
        )

    head = NOTHING.join(Markup('<th scope="col">{}</th>').format(say[title]) for title in _GLANCE)
    return Markup(
        '<table class="box glance"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(name, head, NOTHING.join(map(row, chosen)))
