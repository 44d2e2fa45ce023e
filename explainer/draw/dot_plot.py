"""Trials side by side: one line a result, drawn as HTML so that it reads, prints and wraps like text.

Each line names the trial, draws the treated group and its comparison on one scale, and prints every number that it
draws. Nothing is told by colour or by place alone, and no line needs a mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from markupsafe import Markup

from explainer import prose, results
from explainer.library import Library
from explainer.model import Appearance, FindingUnit, Outcome
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


class Axis(NamedTuple):
    """The scale of a list: its ends, its marks, the unit of what fits it, and how it and a number on it are named.

    The names are texts of [results].
    """

    low: float
    high: float
    marks: range
    unit: FindingUnit
    label: str
    number: str

    @property
    def of_differences(self) -> bool:
        """Whether it shows how two groups differ, not each of them."""
        return self.low < 0


RATES = Axis(0, 100, range(0, 101, 25), "per 100", "scale_rates", "rate")
AXES: Mapping[str, Axis] = {  # by the lists of the evidence page; a list without one has no drawing
    "alone": RATES,
    "relapse": RATES._replace(label="scale_relapse"),
    "thoughts": RATES._replace(label="scale_thoughts"),
    "days": Axis(0, 90, range(0, 91, 30), "days", "scale_days", "days"),
    "scores": Axis(-15, 10, range(-15, 11, 5), "MADRS points", "scale_points", "points"),
}
LISTS: Mapping[str, tuple[Outcome, ...]] = {
    "scores": ("depression score",),
    "other": results.LISTED,
    "alone": ("no comparison",),
    "relapse": ("relapse",),
    "days": ("lasting, other",),
    "thoughts": ("suicidal thoughts",),
    "thoughts_other": ("suicidal thoughts, other",),
}


class Span(NamedTuple):
    """A bar from one value to another; ``kind`` is a name of the style sheet."""

    start: Decimal
    end: Decimal
    kind: Literal["gap", "interval", "whisker", "whisker below"]


class Dot(NamedTuple):
    """A mark at a value."""

    value: Decimal
    look: Appearance


def shapes(line: Line, axis: Axis) -> tuple[Span | Dot, ...]:
    """What is drawn of one line: its group, filled, with its comparison as a ring; or their difference."""
    finding, looks, drawn = line.finding, line.content.treatments, list[Span | Dot]()
    if finding.control is not None:
        drawn += [Span(finding.control, finding.value, "gap"), Dot(finding.control, looks["control"])]
    if finding.low is not None and finding.high is not None:
        drawn.append(Span(finding.low, finding.high, "interval" if axis.of_differences else "whisker"))
    if finding.control_low is not None and finding.control_high is not None:
        drawn.append(Span(finding.control_low, finding.control_high, "whisker below"))
    return (*drawn, Dot(finding.value, looks[finding.treatment]))


def shown(line: Line, axis: Axis | None) -> str:
    """The numbers of one line, as they stand beside its drawing or, where no scale fits, instead of one."""
    if axis is None:
        return results.number(line)
    finding, numbers = line.finding, line.content.numbers
    number = numbers.with_interval(finding.value, finding.low, finding.high)
    if finding.control is not None:
        control = numbers.with_interval(finding.control, finding.control_low, finding.control_high)
        number = numbers.versus(number, control)
    return line.content.interface["results"](axis.number, number=number)


def what(line: Line) -> str:
    """The medicine, what was counted, when, and in how many people."""
    finding = line.finding
    parts = [line.content.labels["treatment"][line.medicine], finding.outcome, finding.time_label, results.people(line)]
    return " · ".join(part for part in parts if part)


def _axis(axis: Axis, content: Library) -> Markup:
    mark = Markup('<span style="left:{}">{}</span>')
    marks = NOTHING.join(
        mark.format(place(tick, axis.low, axis.high), content.numbers.number(tick)) for tick in axis.marks
    )
    return Markup(
        '<li class="axis" aria-hidden="true"><div class="scale">{}</div><div class="unit">{}</div></li>'
    ).format(marks, content.interface["results"][axis.label])


_LINE = Markup(
    '<li><div class="what"><strong>{trial}</strong> {reference}<br>{what}<br>'
    '<span class="versus">{versus}</span></div>'
    '<div class="plot" aria-hidden="true">{plot}</div>'
    '<div class="said">{shown} <span class="verdict">{verdict}</span></div>'
    '<p class="judge">{judge}</p>'
    "<details><summary>{plain}</summary><p>{about}</p></details></li>"
)


def _item(line: Line, plot: Markup, numbers: Markup) -> Markup:
    """One line as a list item: its words, its drawing (hidden from a screen reader, which has the words), more."""
    finding, one, content = line.finding, line.trial, line.content
    return _LINE.format(
        trial=one.trial,
        reference=prose.reference(*content.reference(finding.source)),
        what=what(line),
        versus=content.interface["results"]("versus", comparator=finding.comparator),
        plot=plot,
        shown=numbers,
        verdict=content.labels["verdict_sign"][line.verdict],
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


def scaled(chosen: Iterable[Line], name: str, axis: Axis, content: Library) -> Markup:
    """Results as marks on one scale; ``name`` is what a screen reader calls the list."""
    low, high = axis.low, axis.high

    def mark(shape: Span | Dot) -> Markup:
        if isinstance(shape, Dot):
            return _dot(shape.value, low, high, shape.look)
        return span(shape.start, shape.end, low, high, shape.kind)

    def drawn(line: Line) -> Markup:
        plot = ticks(axis.marks, low, high)
        if axis.of_differences:
            plot += ticks([0], low, high, "tick zero")
        plot += NOTHING.join(map(mark, shapes(line, axis)))
        return _item(line, plot, _strong(shown(line, axis)) + _spoken(results.difference(line)))

    return ordered(name, "", _axis(axis, content) + NOTHING.join(map(drawn, chosen)))


def listed(chosen: Iterable[Line], name: str) -> Markup:
    """Results that no scale fits, as lines without a drawing; their numbers are small, for few can read them."""
    return ordered(name, " bare", NOTHING.join(_item(line, NOTHING, _spoken(shown(line, None))) for line in chosen))


def side(name: str, content: Library) -> tuple[tuple[Line, Axis | None], ...]:
    """The results of one list of the evidence page, those that fit its scale first. Raises KeyError for another."""
    axis = AXES.get(name)
    placed = (
        (line, axis if axis and line.finding.unit == axis.unit else None) for line in lines(content, *LISTS[name])
    )
    return tuple(sorted(placed, key=lambda one: one[1] is None))


def as_list(name: str, content: Library) -> Markup:
    """The same as HTML. A list with words of its own is called as they say, another as the passage above it."""
    named, every = content.figure_words if name in content.figure_words else content.passages, side(name, content)
    title, others = named[name].title, [line for line, axis in every if axis is None]
    if len(others) == len(every):
        return listed(others, title)
    drawn = scaled([line for line, axis in every if axis], title, AXES[name], content)
    return drawn + listed(others, content.interface["results"]("as_ratio", title=title)) if others else drawn


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
