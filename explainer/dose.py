"""What comes when after one booked dose, in real times: from the rows of the day, the course and what is judged later.

A time of the day is counted in minutes that pass, a date in days of the calendar: where clocks change in between, both
are right. Nothing here suggests a dose or a day for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from explainer import prose
from explainer.draw import day
from explainer.library import Library
from explainer.model import DayMark, DoseDate, Finding, OptionNumber, Product

AHEAD = timedelta(days=2 * 365)  # nobody books further: it is a slip of the hand


def later(start: datetime, minutes: int) -> datetime:
    """The time so many minutes after ``start``, on the clocks of its zone."""
    if start.tzinfo is None:  # nobody told the zone: clocks are taken to go on as they do
        return start + timedelta(minutes=minutes)
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def exists(start: datetime) -> bool:
    """Whether clocks show this time at all: not in the hour that they leave out when summer time begins."""
    return start.tzinfo is None or start.astimezone(UTC).astimezone(start.tzinfo).time() == start.time()


@dataclass(frozen=True)
class Entry:
    """One line of a booked dose: what it is, when, in words, and the sources it rests on.

    ``begins`` to ``ends`` is a stretch of time or one moment; of a date, the first day and the last.
    ``noted`` is its name in a calendar, which holds what staff do and ask, and not what others felt: that has none.
    """

    name: str
    begins: datetime | date
    ends: datetime | date | None
    when: str
    words: str
    sources: tuple[str, ...]
    noted: str

    def line(self, content: Library) -> str:
        """All of it but the sources, as Markdown."""
        return content.interface["dose"]("line", name=self.name, when=self.when, words=self.words)


def entries(product: Product, start: datetime, first: bool, content: Library) -> tuple[Entry, ...]:
    """The day of the dose line by line; where it is the ``first`` one, the course and what is judged later, too."""
    listed = [_hour(mark, start, content) for mark in content.day if mark.product == product]
    if first:
        listed += [*_weeks(product, start.date(), content), *_dates(product, start.date(), content)]
    return tuple(listed)


def on_paper(product: Product, start: datetime, first: bool, content: Library) -> tuple[str, ...]:
    """What goes on the visit sheet: the dose, and what staff do and ask when. What others felt would read as a plan."""
    say = content.interface["dose"]

    def line(one: Entry) -> str:
        return say("on_paper", line=prose.plain(one.line(content)), sources=content.short(one.sources))

    planned = (line(one) for one in entries(product, start, first, content) if one.noted)
    return booked(product, start, content), *planned, say["not_advice"]


def booked(product: Product, start: datetime, content: Library) -> str:
    """The dose in words: whoever typed something else than they meant sees it here."""
    on, at = named(start.date(), content), clock(start, start.date(), content)
    return content.interface["dose"]("booked", product=content.labels["product"][product], date=on, time=at)


def sources(content: Library) -> tuple[str, ...]:
    """What any of the lines can rest on."""
    keys = [key for mark in content.day for key in mark.source]
    keys += [key for part in content.course for key in part.source]
    keys += [content.rates[mark.rate].source for mark in content.day if mark.rate]
    return tuple(dict.fromkeys([*keys, *(row_of(one, content).source for one in content.dose_dates)]))


# --- the day -----------------------------------------------------------------------------------------------------


def length(product: Product, content: Library) -> int:
    """How many minutes a dose takes to give; a spray takes none."""
    return next((one.end or 0 for one in content.day if (one.product, one.kind) == (product, "given")), 0)


def _hour(mark: DayMark, start: datetime, content: Library) -> Entry:
    home = mark.kind == "home"
    since = later(start, length(mark.product, content)) if home else start  # driving waits from the end of the dose on
    given = {name: getattr(mark, name) for name in ("start", "peak", "peak_end", "ease", "end")}
    times = {name: later(since, minutes) for name, minutes in given.items() if minutes is not None}
    when = mark.clock.format(**{name: clock(time, start.date(), content) for name, time in times.items()})
    words = f"{day.said(mark, content)} {day.counted(mark, content)}".strip()
    keys = mark.source if mark.rate is None else (*mark.source, content.rates[mark.rate].source)
    if home:  # no hour of a calendar may say that one may drive again
        noted, next_day = content.interface["dose"]["no_driving"], start.date() + timedelta(days=1)
        return Entry(mark.name, start.date(), next_day, when, words, keys, noted)
    noted = mark.name if mark.kind in ("staff", "given") else ""
    return Entry(mark.name, times["start"], times.get("end"), when, words, tuple(dict.fromkeys(keys)), noted)


def clock(time: datetime, on: date, content: Library) -> str:
    """A time of the day, with its day of the week where it is another one than ``on``."""
    say = content.interface["dose"]
    names = {"weekday": say[f"weekday_{time.isoweekday()}"]}
    if time.date() != on and (time.hour, time.minute) == (0, 0):
        before = say[f"weekday_{(time - timedelta(days=1)).isoweekday()}"]
        return say("midnight_between", before=before, **names)
    words = _short("clock", time, content)
    return words if time.date() == on else say("on", time=words, **names)


def ticks(start: datetime, content: Library) -> dict[int, str]:
    """The times above the hours of a day's picture, by its minutes: short, where there is room; the next day named."""
    times = {minutes: later(start, minutes) for minutes in day.DAY_TICKS}
    short = {at: _short("tick" if time.minute else "tick_whole", time, content) for at, time in times.items()}
    return {**short, 60: "", day.DAY: content.interface["day"][f"tick_{day.DAY}"]}


def _short(pattern: str, time: datetime, content: Library) -> str:
    """A time of the day by one pattern of [dose]; noon and midnight by their names."""
    say = content.interface["dose"]
    if time.minute == 0 and time.hour in (0, 12):
        return say["noon" if time.hour else "midnight"]
    half = say["morning" if time.hour < 12 else "evening"]
    return say(pattern, hour=(time.hour - 1) % 12 + 1, hour_of_24=time.hour, minute=f"{time.minute:02}", half=half)


def named(when: date, content: Library) -> str:
    """A date with its day of the week."""
    say = content.interface["dose"]
    return say("date_long", weekday=say[f"weekday_{when.isoweekday()}"], date=content.numbers.date(f"{when:%Y-%m-%d}"))


# --- the weeks ---------------------------------------------------------------------------------------------------


def _weeks(product: Product, first: date, content: Library) -> Iterator[Entry]:
    """Each part of a course, from its first day to its last; nothing where there are several courses to choose from."""
    say, marks = content.interface["dose"], [one for one in content.course if one.product == product]
    if sum(mark.first == 1 for mark in marks) > 1:
        return
    for mark in marks:
        begins = first + timedelta(weeks=mark.first - 1)
        ends = None if mark.last is None else first + timedelta(weeks=mark.last, days=-1)
        if ends is None:
            when = say("from", start=named(begins, content))
        else:
            when = say("stretch", start=named(begins, content), end=named(ends, content))
        yield Entry(mark.name, begins, ends, when, day.said(mark, content), mark.source, mark.name)


def _dates(product: Product, first: date, content: Library) -> Iterator[Entry]:
    for one in (row for row in content.dose_dates if row.product in (None, product)):
        row = row_of(one, content)
        low, high = row.low or row.value, row.high or row.value
        begins, ends = (first + timedelta(days=days(value, row.unit)) for value in (low, high))
        when = named(begins, content)
        if ends != begins:
            when = content.numbers.span(when, named(ends, content))
        words = one.words.format(value=content.numbers.up_to(low, None if low == high else high))
        last = None if ends == begins else ends
        yield Entry(one.name, begins, last, when, words, (row.source,), one.name if one.planned else "")


def row_of(one: DoseDate, content: Library) -> Finding | OptionNumber:
    """The row that says how much later. Raises KeyError where there is none."""
    found = {row.id: row for row in content.option_numbers}.get(one.row)
    return content.findings[one.row] if found is None else found


def days(value: Decimal, unit: str) -> int:
    """How many days a row counts. Raises KeyError for one that counts neither days nor weeks."""
    return int(value * {"days": 1, "weeks": 7}[unit])
