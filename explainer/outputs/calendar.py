"""A booked dose as a file for a calendar program (iCalendar, RFC 5545), made in memory."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from icalendar import Alarm, Calendar, Event

from explainer.dose import Entry
from explainer.library import Library
from explainer.model import Product

REMINDER = timedelta(hours=1)  # before the dose


def as_ics(product: Product, start: datetime, listed: tuple[Entry, ...], content: Library, remind: bool) -> bytes:
    """The dose and each line of it as an entry; a reminder only where somebody asked for it."""
    say, made = content.interface["dose"], datetime.now(UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//{content.site.title}//{content.language.upper()}")
    calendar.add("version", "2.0")
    name = say("dose", product=content.labels["product"][product])
    dose = _event(name, start, None, say["not_advice"], made)
    if remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", say["reminder"])
        alarm.add("trigger", -REMINDER)
        dose.add_component(alarm)
    calendar.add_component(dose)
    for one in listed:
        named = "; ".join(content.sources[key].short for key in one.sources)
        words = f"{one.words}\n{named}\n{say['not_advice']}"
        calendar.add_component(_event(one.name, one.begins, one.ends, words, made))
    # The clocks of the years around it are enough.
    calendar.add_missing_timezones(start.date() - timedelta(days=366), start.date() + timedelta(days=366))
    return bytes(calendar.to_ical())


def _event(name: str, begins: datetime | date, ends: datetime | date | None, words: str, made: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid4()))
    event.add("dtstamp", made)
    event.add("summary", name)
    event.add("description", words)
    event.add("dtstart", begins)
    if isinstance(ends, datetime):
        event.add("dtend", ends)
    elif ends is not None:
        event.add("dtend", ends + timedelta(days=1))  # the first day that is not in it any more
    event.add("transp", "TRANSPARENT")  # a day on which something can be judged takes nobody's time
    return event
