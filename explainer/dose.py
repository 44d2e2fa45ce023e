"""What comes when after one booked dose, in real times: from the rows of the day, the course and what is judged later.

A time of the day is counted in minutes that pass, a date in days of the calendar: where clocks change in between, both
are right. Nothing here suggests a dose or a day for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from explainer.draw import day
from explainer.library import Library
from explainer.model import DayMark, DoseDate, Finding, OptionNumber, Product

AHEAD = timedelta(days=2 * 365)  # nobody books further: it is a slip of the hand


def later(start: datetime, minutes: int) -> datetime:
    """The time so many minutes after ``start``, on the clocks of its zone."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def exists(start: datetime) -> bool:
    """Whether clocks show this time at all: not in the hour that they leave out when summer time begins."""
    return start.astimezone(UTC).astimezone(start.tzinfo).replace(tzinfo=None) == start.replace(tzinfo=None)


@dataclass(frozen=True)
class Entry:
    """One line of a booked dose: what it is, when, in words, and the sources it rests on.

    ``begins`` to ``ends`` is a stretch of time or one moment; of a date, the first day and the last.
    """

    name: str
    begins: datetime | date
    ends: datetime | date | None
    when: str
    words: str
    sources: tuple[str, ...]


def entries(product: Product, start: datetime, content: Library) -> tuple[Entry, ...]:
    """The day of the dose line by line, then the course, then what can be seen or judged later."""
    hours = (_hour(mark, start, content) for mark in content.day if mark.product == product)
    return (*hours, *_weeks(product, start.date(), content), *_dates(product, start.date(), content))


# --- the day -----------------------------------------------------------------------------------------------------


def _hour(mark: DayMark, start: datetime, content: Library) -> Entry:
    begins = later(start, mark.start)
    ends = None if mark.end is None else later(start, mark.end)
    words = f"{day.said(mark, content)} {day.counted(mark, content)}".strip()
    keys = mark.source if mark.rate is None else (*mark.source, content.rates[mark.rate].source)
    return Entry(mark.name, begins, ends, _when(mark, start, content), words, keys)


def _when(mark: DayMark, start: datetime, content: Library) -> str:
    """The times of a line: from when to when, and where it is strongest."""
    say = content.interface["dose"]

    def at(minutes: int) -> str:
        return clock(later(start, minutes), start.date(), content)

    if mark.kind == "home" and mark.end is not None:
        return say("until", end=at(mark.end))
    if mark.end is None:
        return say("from", start=at(mark.start))
    stretch = say("stretch", start=at(mark.start), end=at(mark.end))
    if mark.peak is None:
        return stretch
    ends = (mark.peak, mark.peak_end or mark.peak)
    strongest = content.numbers.span(*map(at, ends)) if ends[0] != ends[1] else at(ends[0])
    return f"{stretch}; {say(f'peak_{mark.kind}', time=strongest)}"


def clock(time: datetime, on: date, content: Library) -> str:
    """A time of the day, with its day of the week where it is another one than ``on``."""
    say = content.interface["dose"]
    if time.minute == 0 and time.hour in (0, 12):
        words = say["noon" if time.hour else "midnight"]
    else:
        words = _clock("clock", time, content)
    return words if time.date() == on else say("on", time=words, weekday=say[f"weekday_{time.isoweekday()}"])


def ticks(start: datetime, content: Library) -> dict[int, str]:
    """The times above the hours of a day's picture, by its minutes: short, and without the one that has little room."""
    times = {minutes: later(start, minutes) for minutes in day.DAY_TICKS}
    short = {at: _clock("tick" if time.minute else "tick_whole", time, content) for at, time in times.items()}
    return {**short, 60: ""}


def _clock(pattern: str, time: datetime, content: Library) -> str:
    """A time of the day by one pattern of [dose]."""
    say = content.interface["dose"]
    half = say["morning" if time.hour < 12 else "evening"]
    return say(pattern, hour=(time.hour - 1) % 12 + 1, hour_of_24=time.hour, minute=f"{time.minute:02}", half=half)


def named(when: date, content: Library) -> str:
    """A date with its day of the week."""
    say = content.interface["dose"]
    return say("date_long", weekday=say[f"weekday_{when.isoweekday()}"], date=content.numbers.date(f"{when:%Y-%m-%d}"))


# --- the weeks ---------------------------------------------------------------------------------------------------


def _weeks(product: Product, first: date, content: Library) -> Iterator[Entry]:
    """Each part of a course, from its first day to its last."""
    say = content.interface["dose"]
    for mark in (one for one in content.course if one.product == product):
        begins = first + timedelta(weeks=mark.first - 1)
        ends = None if mark.last is None else first + timedelta(weeks=mark.last, days=-1)
        if ends is None:
            when = say("from", start=named(begins, content))
        else:
            when = say("stretch", start=named(begins, content), end=named(ends, content))
        yield Entry(mark.name, begins, ends, when, day.said(mark, content), mark.source)


def _dates(product: Product, first: date, content: Library) -> Iterator[Entry]:
    for one in (row for row in content.dose_dates if row.product in (None, product)):
        row = number(one, content)
        low, high = row.low or row.value, row.high or row.value
        begins, ends = (first + timedelta(days=days(value, row.unit)) for value in (low, high))
        when = named(begins, content)
        if ends != begins:
            when = content.numbers.span(when, named(ends, content))
        printed = content.numbers.up_to(low, None if low == high else high)
        yield Entry(
            one.name, begins, None if ends == begins else ends, when, one.words.format(value=printed), (row.source,)
        )


def number(one: DoseDate, content: Library) -> Finding | OptionNumber:
    """The row that says how much later. Raises KeyError where there is none."""
    found = {row.id: row for row in content.option_numbers}.get(one.row)
    return content.findings[one.row] if found is None else found


def days(value: Decimal, unit: str) -> int:
    """How many days a row counts. Raises KeyError for one that counts neither days nor weeks."""
    return int(value * {"days": 1, "weeks": 7}[unit])
