"""A booked dose: times that pass, dates of the calendar, and the file for a calendar program."""

from datetime import date, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz  # type: ignore[import-untyped]  # it brings no types
from icalendar import Calendar

from explainer import dose
from explainer.loading.loader import library
from explainer.model import CourseMark, DayMark, DoseDate, Product
from explainer.outputs import calendar

CONTENT = library()
SPRAY: Product = "esketamine_nasal"
DRIP: Product = "ketamine_iv"
NEW_YORK, LONDON, ATHENS = ("America/New_York", "Europe/London", "Europe/Athens")
# Twelve bookings, worked out by hand: product, zone, dose, a line, when it begins and when it ends.
BY_HAND = [
    (SPRAY, NEW_YORK, "2026-12-01 10:00", "Staff watch you", "2026-12-01 10:00", "2026-12-01 12:00"),
    (SPRAY, LONDON, "2026-12-01 10:00", "Feeling detached", "2026-12-01 10:00", "2026-12-01 11:30"),
    (SPRAY, ATHENS, "2026-12-31 22:30", "Staff watch you", "2026-12-31 22:30", "2027-01-01 00:30"),  # over midnight
    (DRIP, LONDON, "2026-12-01 09:15", "The drip", "2026-12-01 09:15", "2026-12-01 09:55"),
    (DRIP, NEW_YORK, "2026-12-01 09:15", "No driving", "2026-12-01 09:15", "2026-12-02 09:15"),
    (DRIP, LONDON, "2027-03-27 10:00", "No driving", "2027-03-27 10:00", "2027-03-28 11:00"),  # clocks go forward
    (DRIP, NEW_YORK, "2026-10-31 10:00", "No driving", "2026-10-31 10:00", "2026-11-01 09:00"),  # and back
    (SPRAY, ATHENS, "2027-03-28 02:30", "Staff watch you", "2027-03-28 02:30", "2027-03-28 05:30"),  # while they do
    (SPRAY, LONDON, "2028-02-28 10:00", "Weeks 1 to 4", "2028-02-28", "2028-03-26"),  # a leap year
    (SPRAY, NEW_YORK, "2028-02-01 10:00", "The spray is judged", "2028-02-29", None),
    (DRIP, ATHENS, "2019-12-25 10:00", "One drip’s lead fades", "2020-01-04", "2020-01-06"),  # long past
    (DRIP, LONDON, "2027-01-04 10:00", "A new tablet is judged", "2027-03-01", None),
]


def start(zone: str, typed: str) -> datetime:
    return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone))


def printed(when: datetime | date | None) -> str | None:
    return None if when is None else when.strftime("%Y-%m-%d %H:%M" if isinstance(when, datetime) else "%Y-%m-%d")


@pytest.mark.parametrize(("product", "zone", "typed", "name", "begins", "ends"), BY_HAND)
def test_twelve_bookings_are_as_worked_out_by_hand(
    product: Product, zone: str, typed: str, name: str, begins: str, ends: str | None
) -> None:
    one = next(one for one in dose.entries(product, start(zone, typed), CONTENT) if one.name == name)
    assert (printed(one.begins), printed(one.ends)) == (begins, ends)


@pytest.mark.parametrize("product", get_args(Product))
def test_every_line_of_the_day_and_course_has_its_time_and_its_sources(product: Product) -> None:
    listed = dose.entries(product, start(LONDON, "2026-12-01 10:00"), CONTENT)
    rows: list[DayMark | CourseMark | DoseDate] = [*CONTENT.day, *CONTENT.course, *CONTENT.dose_dates]
    assert [one.name for one in listed] == [row.name for row in rows if row.product in (None, product)]
    for one in listed:
        assert one.when
        assert one.sources
        assert set(one.sources) <= set(CONTENT.sources)
        assert "{" not in one.when + one.words


def test_a_time_says_its_day_once_that_is_another() -> None:
    listed = dose.entries(SPRAY, start(ATHENS, "2026-12-31 22:30"), CONTENT)
    assert listed[0].when == ("10:30 pm to 12:30 am on Friday; blood pressure check at about 11:10 pm")
    assert next(one.when for one in listed if one.name == "No driving") == "until 10:30 pm on Friday"


def test_a_time_that_no_clock_shows_is_told_from_one_that_it_shows() -> None:
    assert not dose.exists(start(LONDON, "2027-03-28 01:30"))
    assert dose.exists(start(LONDON, "2027-03-28 02:30"))
    assert dose.exists(start(LONDON, "2026-10-25 01:30"))  # twice


@pytest.mark.parametrize("remind", [False, True])
@pytest.mark.parametrize(("product", "zone", "typed"), sorted({row[:3] for row in BY_HAND}))
def test_a_calendar_program_reads_the_same_times(product: Product, zone: str, typed: str, remind: bool) -> None:
    begins = start(zone, typed)
    listed = dose.entries(product, begins, CONTENT)
    read = Calendar.from_ical(calendar.as_ics(product, begins, listed, CONTENT, remind))
    events = read.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [begins, *(one.begins for one in listed)]
    assert len({event["uid"] for event in events}) == len(events)
    assert len(read.walk("VALARM")) == remind
    assert all(CONTENT.interface["dose"]["not_advice"] in str(event["description"]) for event in events)


@pytest.mark.parametrize(("product", "zone", "typed"), sorted({row[:3] for row in BY_HAND}))
def test_a_second_program_takes_the_zone_from_the_file_itself(
    product: Product, zone: str, typed: str, tmp_path: Path
) -> None:
    """One that has no zones of its own: dateutil reads the clocks that the file brings along."""
    begins = start(zone, typed)
    file = tmp_path / "dose.ics"
    file.write_bytes(calendar.as_ics(product, begins, dose.entries(product, begins, CONTENT), CONTENT, remind=False))
    read = tz.tzical(str(file)).get(zone)
    assert begins.replace(tzinfo=read).utcoffset() == begins.utcoffset()
    assert dose.later(begins, 1440).replace(tzinfo=read).utcoffset() == dose.later(begins, 1440).utcoffset()
