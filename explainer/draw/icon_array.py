"""100 people as a picture: how many of them respond after the treatment, and after what stood beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from markupsafe import Markup

from explainer.draw import paper
from explainer.draw.paper import Drawing
from explainer.library import Library
from explainer.markup import join
from explainer.model import Finding, KeyNumber, SideEffect
from explainer.numbers import whole

WIDTH, HEIGHT = 244, 304  # of a crowd, in pixels
PERSON = "p-"  # the name of the shape that is drawn a hundred times


@dataclass(frozen=True)
class Crowd:
    """100 people, and how many of them it happens to: ``value`` filled, ``number`` in words, the interval as text.

    ``gap`` says how many more respond to the treatment; the treated group has none.
    """

    label: str
    value: Decimal
    number: str
    interval: str
    colour: str
    gap: str = ""


def crowds(content: Library, rows: Sequence[str]) -> tuple[Crowd, ...]:
    """The treated group of ``rows``, which is the same people in all of them, and beside it each row's comparison."""
    say, numbers = content.interface["crowds"], content.numbers
    findings = [content.findings[name] for name in rows]
    treated = findings[0]

    def ends(low: Decimal | None, high: Decimal | None) -> str:
        return "" if low is None or high is None else numbers.span(low, high)

    def compared(finding: Finding) -> Crowd:
        value = finding.control or Decimal(0)
        interval = ends(finding.control_low, finding.control_high)
        return Crowd(
            say[f"after_{finding.id}"],
            value,
            numbers.number(value),
            interval,
            content.treatments["control"].colour,
            say("gap", number=numbers.number(whole(finding.gap, half_up=False))),
        )

    beside = (
        say("beside", range=ends(finding.low, finding.high), what=say[f"beside_{finding.id}"]) for finding in findings
    )
    return (
        Crowd(
            say[f"after_{treated.treatment}"],
            treated.value,
            say["and"].join(dict.fromkeys(numbers.number(finding.value) for finding in findings)),
            ", ".join(beside),
            content.treatments[treated.treatment].colour,
        ),
        *map(compared, findings),
    )


def crowd(value: Decimal, colour: str, rest: str, guess: int = 0) -> Markup:
    """An icon array as an SVG picture: 100 people in ten rows, the first ``value`` of them filled, ``rest`` hollow.

    Around the person whose number is the ``guess`` stands a frame, dark on light, so that it shows on either page.
    Raises ValueError unless ``value`` is a whole number from 0 to 100.
    """
    if not 0 <= value <= 100 or value != int(value):
        raise ValueError(f"{value} is not a whole number of people from 0 to 100")
    person = Markup('<use href="#{}" x="{}" y="{}" width="20" height="26"/>')
    people = [person.format(PERSON, *_place(at)) for at in range(100)]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width} {height}" width="{width}" height="{height}">'
        '<symbol id="{person}" viewBox="0 0 20 26"><circle cx="10" cy="6" r="4"/>'
        '<path d="M3 25v-6c0-5 3-7 7-7s7 2 7 7v6z"/></symbol>'
        '<g class="on" fill="{colour}" stroke="{colour}">{on}</g>'
        '<g class="off" fill="none" stroke="{rest}" stroke-width="1.2">{off}</g>{frame}</svg>'
    ).format(
        width=WIDTH,
        height=HEIGHT,
        person=PERSON,
        colour=colour,
        rest=rest,
        on=join(people[: int(value)]),
        off=join(people[int(value) :]),
        frame=_frame(guess) if guess else "",
    )


def _place(at: int) -> tuple[int, int]:
    """The corner of a person's square."""
    return at % 10 * 24, at // 10 * 30


def _frame(guess: int) -> Markup:
    x, y = _place(guess - 1)
    frame = Markup(
        '<rect class="guess" x="{}" y="{}" width="24" height="30" rx="4" fill="none" stroke="{}" stroke-width="{}"/>'
    )
    return Markup("").join(frame.format(x - 2, y - 2, *line) for line in (("#FFFFFF", 5), ("#14171C", 2.4)))


def beside_each_other(drawn: Sequence[Crowd], content: Library, guesses: Sequence[int] = ()) -> Markup:
    """Crowds beside each other: the name and the number of each above it, with what a reader guessed marked in it."""
    marked: Sequence[int | None] = guesses or [None] * len(drawn)
    figures = (_figure(one, content, guess=guess) for one, guess in zip(drawn, marked, strict=True))
    return Markup('<div class="three">{}</div>').format(Markup("").join(figures))


def two(one: KeyNumber, content: Library) -> tuple[Crowd, ...]:
    """A number of the overview as two crowds: the group treated, and the one beside it.

    A half counts against the treatment: benefits round the other way than harms do.
    """
    row, looks = content.rates[one.row], content.treatments
    harm = isinstance(row, SideEffect)
    treatment = row.product if isinstance(row, SideEffect) else row.treatment
    groups = (
        (one.treated, whole(row.value, harm), looks[treatment]),
        (one.beside, whole(row.control or Decimal(0), not harm), looks["control"]),
    )
    return tuple(Crowd(label, value, content.numbers.number(value), "", look.colour) for label, value, look in groups)


def pair(one: KeyNumber, content: Library) -> Markup:
    """A number of the overview as two crowds beside each other."""
    figures = (_figure(crowd, content, "pair") for crowd in two(one, content))
    return Markup('<div class="pair">{}</div>').format(Markup("").join(figures))


def on_paper(drawn: Sequence[Crowd], content: Library) -> Drawing:
    """Crowds beside each other on a sheet: the name and the number of each above it, its interval beneath."""
    say, column = content.interface["crowds"], paper.WIDTH // len(drawn)
    places = [at * column for at in range(len(drawn))]

    def row(words: Iterable[str], y: float) -> float:
        """Words over or under each crowd, and where the next row can begin."""
        written = [paper.paragraph(one, x, y, column - 20) for one, x in zip(words, places, strict=True)]
        parts.extend(words for words, _ in written)
        return max(end for _, end in written)

    parts: list[Markup] = []
    y = row((one.label for one in drawn), 0) + 24
    for one, x in zip(drawn, places, strict=True):
        parts.append(paper.text(content.numbers.of_100(one.number), x, y, 20, paper.BOLD))
    y = row((one.gap for one in drawn), y + 6) + 6
    for one, x in zip(drawn, places, strict=True):
        people = crowd(one.value, one.colour, content.treatments["control"].colour)
        people = people.replace(PERSON, f"{PERSON}{x}")  # a file has each name once
        parts.append(Markup('<g transform="translate({} {:g})">{}</g>').format(x, y, people))
    intervals = (say("interval", interval=one.interval) if one.interval else "" for one in drawn)
    y = row(intervals, y + HEIGHT + 4)
    return Drawing(join(parts), ceil(y))


def _figure(one: Crowd, content: Library, alt: str = "alt", guess: int | None = None) -> Markup:
    """A crowd with its name and its number above it, and beneath it the interval, where there is one.

    ``alt`` is the text of [crowds] that says the picture in words.
    """
    say = content.interface["crowds"]
    svg = crowd(one.value, one.colour, content.treatments["control"].colour, guess or 0)
    words = said(one, content, alt)
    return Markup(
        "<figure><figcaption>{label} <strong>{number}</strong>{gap}{guess}</figcaption>"
        '<img src="{src}" width="{width}" height="{height}" alt="{alt}">{interval}</figure>'
    ).format(
        label=one.label,
        number=content.numbers.of_100(one.number),
        gap=Markup("<span>{}</span>").format(one.gap) if one.gap else "",
        guess="" if guess is None else Markup('<span class="guess">{}</span>').format(say("guess", guess=guess)),
        src=data_uri(svg),
        width=WIDTH,
        height=HEIGHT,
        alt=say("alt_guess", alt=words, guess=guess) if guess else words,
        interval=Markup("<p>{}</p>").format(say("interval", interval=one.interval)) if one.interval else "",
    )


def said(one: Crowd, content: Library, alt: str = "alt") -> str:
    """A crowd in words; ``alt`` is the text of [crowds] that says it."""
    return content.interface["crowds"](alt, label=one.label, number=one.number)


def address(one: Crowd, content: Library) -> str:
    """The icon array as a data URI, for an img: inside a page its styles would reach other pictures."""
    return data_uri(crowd(one.value, one.colour, content.treatments["control"].colour))


def data_uri(svg: str) -> str:
    """A drawing as an address that holds all of it: an <img> of it asks no server."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
