"""A booked dose as a file for a calendar program (iCalendar, RFC 5545), made in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from explainer.dose import Entry
from explainer.library import Library
from explainer.model import Product

REMINDER = timedelta(days=1)  # before the dose


def as_ics(product: Product, start: datetime, listed: Sequence[Entry], content: Library, remind: bool) -> bytes:
    """The dose and what is planned after it; a reminder only where somebody asked for it.

    What others felt, and when, is in no calendar: it would read as an appointment.
    """
    say, calendar = content.interface["dose"], Calendar()
    calendar.add("prodid", f"-//{content.site.title}//{content.language.upper()}")
    calendar.add("version", "2.0")
    dose = _event(say("dose", product=content.labels["product"][product]), start, None, say["not_advice"], start)
    if remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", say["reminder"])
        alarm.add("trigger", -REMINDER)
        dose.add_component(alarm)
    calendar.add_component(dose)
    for one in (entry for entry in listed if entry.noted):
        words = f"{one.when}. {one.words}\n{content.short(one.sources)}\n{say['not_advice']}"
        calendar.add_component(_event(one.noted, one.begins, one.ends, words, start))
    if start.tzinfo is not None:  # the clocks of the years around it are enough
        calendar.add_missing_timezones(start.date() - timedelta(days=366), start.date() + timedelta(days=366))
    return bytes(calendar.to_ical())


def _event(name: str, begins: datetime | date, ends: datetime | date | None, words: str, start: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{start.isoformat()} {name}")))  # read twice, it stands there once
    event.add("dtstamp", datetime.now(UTC))
    event.add("class", "PRIVATE")
    event.add("summary", name)
    event.add("description", words)
    event.add("dtstart", begins)
    if isinstance(ends, datetime):
        event.add("dtend", ends)
    elif ends is not None:
        event.add("dtend", ends + timedelta(days=1))  # the first day that is not in it any more
    event.add("transp", "TRANSPARENT")  # a day on which something can be judged takes nobody's time
    return event
