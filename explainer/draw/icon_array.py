"""100 people as a picture: how many of them respond after the treatment, and after what stood beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from explainer.library import Library
from explainer.model import Finding, KeyNumber, SideEffect
from explainer.numbers import whole


@dataclass(frozen=True)
class Crowd:
    """100 people, and how many of them respond: ``value`` filled, ``number`` in words, and the interval as text."""

    label: str
    value: Decimal
    number: str
    interval: str
    colour: str


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
            say[f"after_{finding.id}"], value, numbers.number(value), interval, content.treatments["control"].colour
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


def crowd(value: Decimal, colour: str, rest: str) -> Markup:
    """An icon array as an SVG picture: 100 people in ten rows, the first ``value`` of them filled, ``rest`` hollow.

    Raises ValueError unless ``value`` is a whole number from 0 to 100.
    """
    if not 0 <= value <= 100 or value != int(value):
        raise ValueError(f"{value} is not a whole number of people from 0 to 100")
    person = Markup('<use href="#p" class="{}" x="{}" y="{}" width="20" height="26"/>')
    people = (person.format("on" if at < value else "off", at % 10 * 24, at // 10 * 30) for at in range(100))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 240 300" width="240" height="300">'
        "<style>.on{{fill:{colour};stroke:{colour};stroke-width:1}}"
        ".off{{fill:none;stroke:{rest};stroke-width:1.2}}</style>"
        '<symbol id="p" viewBox="0 0 20 26"><circle cx="10" cy="6" r="4"/>'
        '<path d="M3 25v-6c0-5 3-7 7-7s7 2 7 7v6z"/></symbol>{people}</svg>'
    ).format(colour=colour, rest=rest, people=Markup("").join(people))


def figure(crowd: Crowd, content: Library) -> Markup:
    """A crowd with its number above it and its interval beneath."""
    say = content.interface["crowds"]
    return Markup(
        "<figure><figcaption><strong>{number}</strong></figcaption>"
        '<img src="{src}" width="240" height="300" alt="{alt}"><p>{interval}</p></figure>'
    ).format(
        number=content.numbers.of_100(crowd.number),
        src=address(crowd, content),
        alt=say("alt", label=crowd.label, number=crowd.number),
        interval=say("interval", label=crowd.label, interval=crowd.interval),
    )


def pair(one: KeyNumber, content: Library) -> Markup:
    """A number of the overview as two crowds beside each other: the group treated, and the one beside it.

    A half counts against the treatment: benefits round the other way than harms do.
    """
    row, say = content.rates[one.row], content.interface["crowds"]
    harm = isinstance(row, SideEffect)
    treated, control = whole(row.value, harm), whole(row.control or Decimal(0), not harm)
    treatment = row.product if isinstance(row, SideEffect) else row.treatment
    groups = (
        (one.treated, treated, content.treatments[treatment].colour),
        (one.beside, control, content.treatments["control"].colour),
    )
    drawn = Markup(
        "<figure><figcaption>{label}<br><strong>{number}</strong></figcaption>"
        '<img src="{src}" width="240" height="300" alt="{alt}"></figure>'
    )
    return Markup('<div class="pair">{}</div>').format(
        Markup("").join(
            drawn.format(
                label=label,
                number=content.numbers.of_100(content.numbers.number(value)),
                src=data_uri(crowd(value, colour, content.treatments["control"].colour)),
                alt=say("pair", label=label, number=content.numbers.number(value)),
            )
            for label, value, colour in groups
        )
    )


def address(one: Crowd, content: Library) -> str:
    """The icon array as a data URI, for an img: inside a page its styles would reach other pictures."""
    return data_uri(crowd(one.value, one.colour, content.treatments["control"].colour))


def data_uri(svg: str) -> str:
    """A drawing as an address that holds all of it: an <img> of it asks no server."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
