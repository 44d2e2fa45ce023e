"""One treatment day and one course, with the spray and with the drip: what is felt and asked of you, and when.

Each product has a drawing of its own, because what was counted with one cannot be compared with the other. A line of
the day is its words, a bar along the hours, and where its people were counted a strip of 100 for the treatment and one
for what it was compared with. Only what a row of ``day.csv`` or ``course.csv`` states is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Literal, get_args

from markupsafe import Markup

from explainer.caching import locked_cache
from explainer.draw import hundred
from explainer.draw.figures import Figure
from explainer.draw.timeline_layout import LINE, NARROW, Words
from explainer.draw.timeline_svg import GREY, GRID, SIGNS, em, line, percent, root, words_drawn
from explainer.library import Library
from explainer.markup import join
from explainer.model import CourseMark, DayMark, Finding, Product, SideEffect
from explainer.numbers import whole_people

PRODUCTS: tuple[Product, ...] = get_args(Product)
FIRST_HOURS, DAY, WEEKS = 240, 1440, 12  # minutes on a true scale, minutes in all, weeks of a course
FIRST_SHARE = 0.72  # of the width, for the first hours
DAY_TICKS, WEEK_TICKS = (0, 60, 120, FIRST_HOURS, DAY), (1, 4, 8, 12)
CHARACTER = 0.54  # the width of an average one in ems; a little more than in the page's own font
WIDE = 60.0  # ems: the strips stand beside the words; figures.css shows the narrow drawing where that has no room
DIAMOND = "M0,-1.2L.95,0L0,1.2L-.95,0Z"
RING = "M-.8,0A.8,.8 0 1 1 .8,0A.8,.8 0 1 1 -.8,0Z"
RING_LOOK = 'fill="none" stroke="currentColor" stroke-width=".4"'
Row = SideEffect | Finding
Mark = DayMark | CourseMark


@dataclass(frozen=True)
class Group:
    """One group of 100: how many it happened to, in words and to draw, and who they are, in a sentence and in short."""

    number: str
    people: int
    who: str
    short: str
    colour: str


def of_100(rate: Decimal, half_up: bool, content: Library) -> str:
    """A rate as a number of 100 people, short enough to stand above its strip."""
    short = content.interface["hundred"]["fewer"] if 0 < rate < 1 else content.numbers.whole(rate, half_up)
    return content.numbers.of_100(short)


def groups(row: Row, product: Product, content: Library) -> tuple[Group, ...]:
    """The treated group of a rate of harm, and what it stood beside; a half counts against the treatment."""
    say, looks = content.interface["hundred"], content.treatments

    def group(rate: Decimal, half_up: bool, name: str, colour: str, alone: str = "") -> Group:
        number = of_100(rate, half_up, content)
        who, short = (
            say("alone", who=words, alone=alone) if alone else words for words in (say[name], say[f"{name}_short"])
        )
        return Group(number, whole_people(rate, half_up), who, short, colour)

    if row.control is None:
        alone = say["no_group" if row.comparator_kind == "none" else "unprinted"]
        return (group(row.value, True, product, looks[product].colour, alone),)
    return (
        group(row.value, True, product, looks[product].colour),
        group(row.control, False, f"beside_{row.source}", looks["control"].colour),
    )


# --- words -----------------------------------------------------------------------------------------------------


def time(minutes: int | None, content: Library) -> str:
    """A time of the day in words, such as "90 minutes" or "4 hours"."""
    say = content.interface["day"]
    if minutes is None:
        return ""
    if minutes % 30 or (minutes < 120 and minutes % 60):
        return say("minutes", count=minutes)
    hours = Decimal(minutes) / 60
    return say("hours", count=int(hours) if hours == int(hours) else content.numbers.number(hours))


def said(mark: Mark, content: Library) -> str:
    """The words of a line with its own numbers filled in. Raises ValueError or KeyError where they ask for another."""
    if isinstance(mark, DayMark):
        names = ("start", "peak", "peak_end", "ease", "end")
        return mark.words.format(**{name: time(getattr(mark, name), content) for name in names if _has(mark, name)})
    visits = content.numbers.number
    known = {"minutes": time(mark.minutes, content)} if mark.minutes else {}
    if mark.total is not None:
        known["total"] = visits(mark.total)
    if mark.hours is not None:
        known["hours"] = time(int(mark.hours * 60), content)
    return mark.words.format(visits=visits(mark.visits), **known)


def _has(mark: DayMark, name: str) -> bool:
    return getattr(mark, name) is not None


def counted(mark: Mark, content: Library) -> str:
    """What a line counts, with its numbers, as a sentence; nothing where it counts nobody."""
    if not isinstance(mark, DayMark) or not mark.rate:
        return ""
    say = content.interface["day"]
    people = [
        say("group", number=group.number, who=group.who)
        for group in groups(content.rates[mark.rate], mark.product, content)
    ]
    return say("counted", what=mark.counted or mark.name, groups=say["against"].join(people))


def _sources(marks: Iterable[Mark], content: Library) -> tuple[str, ...]:
    keys = [key for mark in marks for key in mark.source]
    keys += [content.rates[mark.rate].source for mark in marks if isinstance(mark, DayMark) and mark.rate]
    return content.keys_of(f"[@{key}]" for key in dict.fromkeys(keys))


def _alt(product: Product, content: Library) -> str:
    """The drawing of one product in words: its day and its course, line by line."""
    say = content.interface["day"]

    def lines(marks: Iterable[Mark]) -> str:
        own = (mark for mark in marks if mark.product == product)
        return " ".join(f"{mark.name}. {said(mark, content)} {counted(mark, content)}".strip() for mark in own)

    titles = (say[f"day_{product}"], say[f"course_{product}"])
    return say("alt", day=titles[0], day_lines=lines(content.day), course=titles[1], course_lines=lines(content.course))


@locked_cache(4)
def figure(content: Library) -> Figure:
    """Both days and both courses: their words, and every line as a row of the table."""
    say, column = content.interface["day"], content.interface["columns"]
    marks: tuple[Mark, ...] = (*content.day, *content.course)
    table, fields = [], []
    for mark in marks:
        number, keys = counted(mark, content), _sources([mark], content)
        stretch = say["day" if isinstance(mark, DayMark) else "course"]
        words, product = f"{mark.name}. {said(mark, content)}", content.labels["product"][mark.product]
        table.append(
            {
                column["product"]: product,
                column["stretch"]: stretch,
                column["what"]: words,
                column["number"]: number or say["no_count"],
                column["source"]: content.named(keys),
            }
        )
        source = content.short(keys)
        fields.append(
            {"product": mark.product, "stretch": stretch, "what": words, "number": number, "source": source, "n": None}
        )
    return Figure(
        words=content.figure_words["day"],
        alt=" ".join(_alt(product, content) for product in PRODUCTS),
        table=tuple(table),
        fields=tuple(fields),
        sources=_sources(marks, content),
    )


# --- drawing ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Frame:
    """Where things stand across: bars from ``left`` to ``right``, strips at ``strips``, each ``strip`` wide."""

    width: float
    left: float
    right: float
    strips: tuple[float, float]
    strip: float
    beside: bool  # the strips, beside the words; else beneath them

    def x(self, minutes: float) -> float:
        """The place of a minute; after the first hours the scale is squeezed."""
        span = self.right - self.left
        if minutes <= FIRST_HOURS:
            return self.left + span * FIRST_SHARE * minutes / FIRST_HOURS
        rest = (minutes - FIRST_HOURS) / (DAY - FIRST_HOURS)
        return self.left + span * (FIRST_SHARE + (1 - FIRST_SHARE) * rest)

    def week(self, weeks: float, left: float) -> float:
        """The place of a number of weeks after the start of a course."""
        return left + (self.right_of_course - left) * weeks / (WEEKS + 0.6)

    @property
    def right_of_course(self) -> float:
        return 0.98

    def characters(self, share: float) -> int:
        return int(self.width * share / CHARACTER)


def _frame(width: float) -> _Frame:
    if width < WIDE:
        return _Frame(width, 0.012, 0.975, (0.0, 0.52), 0.46, beside=False)
    return _Frame(width, 0.006, 0.54, (0.6, 0.81), 0.19, beside=True)


def _text(x: float, y: float, strong: str, words: str, characters: int) -> tuple[Markup, int]:
    """Words as lines of one text, the first of them begun in bold; and how many lines."""
    lines, drawn, bold = wrap(f"{strong} {words}".strip(), characters), Markup(""), len(strong)
    for at, one in enumerate(lines):
        heavy = Markup('<tspan font-weight="700">{}</tspan>').format(one[:bold]) if bold > 0 else Markup("")
        rest = one[max(bold, 0) :] + (" " if at < len(lines) - 1 else "")
        drawn += Markup('<tspan x="{}" y="{}">{}{}</tspan>').format(percent(x), em(y + at * LINE), heavy, rest)
        bold -= len(one) + 1
    return Markup("<text>{}</text>").format(drawn), len(lines)


def _sign(d: str, x: float, y: float, half: float, look: str) -> Markup:
    return Markup(
        '<svg x="{}" y="{}" width="{half}" height="{half}" viewBox="0 0 1 1" overflow="visible"><path d="{}" {}/></svg>'
    ).format(percent(x), em(y), d, Markup(look), half=em(half))


def _track(mark: DayMark, y: float, frame: _Frame, content: Library) -> Markup:
    """The bar of a line, along the hours."""
    colour = content.treatments[mark.product].colour
    ink, thick = (colour, 0.62) if mark.kind in ("given", "felt", "pressure") else (GREY, 0.4)
    drawn = join(line(frame.x(tick), y - 0.55, frame.x(tick), y + 0.55, GRID) for tick in DAY_TICKS)
    drawn += line(frame.left, y, frame.right, y, GRID)
    if mark.end is not None:
        sure = mark.end if mark.ease is None else mark.ease
        drawn += line(frame.x(mark.start), y, frame.x(sure), y, {"stroke": ink, "stroke-width": em(thick)})
        if sure < mark.end:
            drawn += line(frame.x(sure), y, frame.x(mark.end), y, {"stroke": ink, "stroke-width": ".2em"})
    peaks = [one for one in (mark.peak, mark.peak_end) if one is not None]
    if mark.kind == "staff":
        checks = [mark.start, *peaks] if peaks else []
        drawn += join(_sign(RING, frame.x(check), y, 0.42, RING_LOOK) for check in checks)
    else:
        drawn += join(_sign(DIAMOND, frame.x(peak), y, 0.42, 'fill="currentColor"') for peak in peaks)
    if mark.kind == "mood":
        drawn += _sign(SIGNS["first_seen"], frame.x(mark.start), y, 0.45, f'fill="{colour}"')
    if mark.kind == "lasts":
        drawn += line(frame.x(DAY * 0.62), y, frame.x(mark.start), y, {"stroke": colour, "stroke-width": ".62em"})
        drawn += _sign(SIGNS["goes_on"], frame.x(mark.start), y, 0.7, f'fill="{colour}"')
    return Markup('<g data-row="{}">{}</g>').format(mark.id, drawn)


def _strips(mark: DayMark, y: float, frame: _Frame, content: Library) -> tuple[Markup, float]:
    """A strip of 100 people for each group, with its number above it; and their height."""
    assert mark.rate is not None
    drawn, top = Markup(""), y
    if mark.counted:
        share = 1 - frame.strips[0] if frame.beside else 1.0
        drawn, lines = _text(frame.strips[0], y + 0.9, "", mark.counted, frame.characters(share))
        top += lines * LINE
    height = frame.strip * frame.width / hundred.ASPECT if not frame.beside else 2.2
    box = Markup(
        '<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="xMinYMin meet"'
        ' data-rate="{}" data-people="{}">{}</svg>'
    )
    for x, group in zip(frame.strips, groups(content.rates[mark.rate], mark.product, content), strict=False):
        drawn += words_drawn(Words(x, top + 0.9, "start", "", group.number))
        drawn += words_drawn(Words(x, top + 0.9 + LINE, "start", group.who))
        drawn += box.format(
            percent(x),
            em(top + 1.25 + LINE),
            percent(frame.strip),
            em(height),
            hundred.WIDTH,
            hundred.HEIGHT,
            mark.rate,
            group.people,
            hundred.paths(group.people, group.colour, GREY),
        )
    return drawn, top - y + 1.25 + LINE + height


def _title(words: str, y: float, colour: str, frame: _Frame) -> tuple[Markup, float]:
    rule = line(0, y, 1, y, {"stroke": colour, "stroke-width": ".22em"})
    drawn, lines = _text(0, y + 1.5, words, "", frame.characters(1))
    return rule + drawn, y + 1.4 + lines * LINE


def _day(product: Product, y: float, frame: _Frame, content: Library, ticks: Mapping[int, str]) -> tuple[Markup, float]:
    """The panel of one day, from ``y`` down; and where it ends."""
    say = content.interface["day"]
    drawn, y = _title(say[f"day_{product}"], y, content.treatments[product].colour, frame)
    for tick in DAY_TICKS:
        anchor: Literal["start", "middle", "end"] = "start" if tick == 0 else "end" if tick == DAY else "middle"
        x = frame.left - 0.006 if tick == 0 else frame.right + 0.02 if tick == DAY else frame.x(tick)
        drawn += words_drawn(Words(x, y, anchor, ticks.get(tick, say[f"tick_{tick}"])))
    y += 0.9
    for mark in (one for one in content.day if one.product == product):
        words, lines = _text(
            0, y + 0.9, f"{mark.name}.", said(mark, content), frame.characters(frame.right if frame.beside else 1)
        )
        bar = y + 0.9 + lines * LINE - 0.45
        drawn += words + _track(mark, bar, frame, content)
        bottom = bar + 0.6
        if mark.rate:
            strips, height = _strips(mark, y if frame.beside else bottom, frame, content)
            drawn += strips
            bottom = max(bottom, (y if frame.beside else bottom) + height + 0.2)
        y = bottom + 0.5
    return drawn, y + 0.5


def _visits(mark: CourseMark, y: float, left: float, frame: _Frame, content: Library) -> Markup:
    """A stroke for each visit of a course; a thin one where it may be left out."""
    colour = content.treatments[mark.product].colour
    drawn = line(left, y + 0.5, frame.right_of_course, y + 0.5, GRID)
    last = mark.last or WEEKS
    for week in range(mark.first, last + 1):
        each = int(mark.visits)
        for visit in range(each):
            x = frame.week(week - 1 + (visit + 0.5) / each, left)
            spare = mark.least is not None and (week - mark.first) % int(mark.visits / mark.least)
            look = {"stroke": colour, "stroke-width": ".14em" if spare else ".42em"}
            drawn += line(x, y - 0.45, x, y + 0.5, look)
    if mark.last is None:
        drawn += _sign(SIGNS["goes_on"], frame.week(WEEKS + 0.35, left), y, 0.45, f'fill="{colour}"')
    return Markup('<g data-row="{}">{}</g>').format(mark.id, drawn)


def _course(product: Product, y: float, frame: _Frame, content: Library) -> tuple[Markup, float]:
    """The panel of one course, from ``y`` down; and where it ends."""
    say = content.interface["day"]
    drawn, y = _title(say[f"course_{product}"], y, content.treatments[product].colour, frame)
    y -= 0.4
    left = frame.strips[0] if frame.beside else 0.0
    for mark in (one for one in content.course if one.product == product):
        share = frame.strips[0] - 0.04 if frame.beside else 1
        words, lines = _text(0, y + 0.9, f"{mark.name}.", said(mark, content), frame.characters(share))
        below = y + 0.9 + lines * LINE - 0.3
        drawn += words + _visits(mark, y + 0.9 if frame.beside else below, left, frame, content)
        y = below + (0.4 if frame.beside else 0.9)
    for week in WEEK_TICKS:
        x = left if week == 1 else frame.week(week - 0.5, left)
        anchor: Literal["start", "middle"] = "start" if week == 1 else "middle"
        drawn += words_drawn(Words(x, y + 0.7, anchor, say("week", number=week)))
    return drawn, y + 1.9


def svg(content: Library, product: Product, shape: str) -> Markup:
    """The day and the course of one product, "wide" or "narrow"; its class is what a reader can choose to see."""
    frame = _frame(WIDE if shape == "wide" else NARROW)
    of_day, y = _day(product, 0.2, frame, content, {})
    of_course, y = _course(product, y, frame, content)
    return root(f"{shape} day {product}", of_day + of_course, y, _alt(product, content))


def booked(content: Library, product: Product, ticks: Mapping[int, str], shape: str) -> Markup:
    """The day of one product alone, with a reader's own times, by their minutes, above its hours."""
    drawn, y = _day(product, 0.2, _frame(WIDE if shape == "wide" else NARROW), content, ticks)
    return root(f"{shape} booked", drawn, y)
