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
    (DRIP, NEW_YORK, "2026-12-01 09:15", "What you feel", "2026-12-01 09:15", "2026-12-01 11:55"),
    (SPRAY, LONDON, "2027-03-27 23:00", "Blood pressure goes up", "2027-03-27 23:00", "2027-03-28 04:00"),  # clocks
    (SPRAY, NEW_YORK, "2026-10-31 23:00", "Blood pressure goes up", "2026-10-31 23:00", "2026-11-01 02:00"),  # and back
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
    one = next(one for one in dose.entries(product, start(zone, typed), True, CONTENT) if one.name == name)
    assert (printed(one.begins), printed(one.ends)) == (begins, ends)


@pytest.mark.parametrize("product", get_args(Product))
def test_every_line_of_the_day_and_course_has_its_time_and_its_sources(product: Product) -> None:
    listed = dose.entries(product, start(LONDON, "2026-12-01 10:00"), True, CONTENT)
    rows: list[DayMark | CourseMark | DoseDate] = [*CONTENT.day, *CONTENT.course, *CONTENT.dose_dates]
    names = [row.name for row in rows if row.product in (None, product)]
    schedules = [row.name for row in CONTENT.course if row.product == product and row.first == 1]
    if len(schedules) > 1:  # of several courses none is the reader's own
        names = [name for name in names if name not in schedules]
    assert [one.name for one in listed] == names
    assert {key for one in listed for key in one.sources} <= set(dose.sources(CONTENT))
    for one in listed:
        assert one.when
        assert one.sources
        assert set(one.sources) <= set(CONTENT.sources)
        assert "{" not in one.when + one.words


def line(product: Product, typed: str, name: str, zone: str = ATHENS) -> str:
    listed = dose.entries(product, start(zone, typed), False, CONTENT)
    return next(one.when for one in listed if one.name == name)


def test_a_time_says_its_day_once_that_is_another() -> None:
    said = "from 10:30 pm, until 12:30 am on Friday at the earliest; blood pressure check at about 11:10 pm"
    assert line(SPRAY, "2026-12-31 22:30", "Staff watch you") == said
    said = "from 10:00 pm, until midnight between Thursday and Friday at the earliest; blood pressure check"
    assert line(SPRAY, "2026-12-31 22:00", "Staff watch you").startswith(said)
    assert (
        line(DRIP, "2026-12-01 10:20", "You stay on")
        == "until about noon with company, 1:00 pm alone: one clinic’s rule"
    )


def test_no_hour_is_named_from_which_one_may_drive_after_the_spray_and_after_a_drip_it_counts_from_its_end() -> None:
    assert not any(sign.isdigit() for sign in line(SPRAY, "2026-12-01 10:00", "No driving"))
    assert line(DRIP, "2026-12-01 10:00", "No driving").startswith("not before 10:40 am on Wednesday at the earliest")
    assert line(DRIP, "2027-03-27 10:00", "No driving", LONDON).startswith("not before 11:40 am on Sunday")


@pytest.mark.parametrize("product", get_args(Product))
def test_a_dose_in_the_middle_of_a_course_has_no_weeks(product: Product) -> None:
    listed = dose.entries(product, start(LONDON, "2026-12-01 10:00"), False, CONTENT)
    assert [one.name for one in listed] == [row.name for row in CONTENT.day if row.product == product]


@pytest.mark.parametrize("product", get_args(Product))
@pytest.mark.parametrize("first", [True, False])
def test_the_visit_sheet_holds_what_is_planned_and_nothing_that_others_felt(product: Product, first: bool) -> None:
    begins = start(ATHENS, "2028-03-27 10:00")
    head, *planned, last = dose.on_paper(product, begins, first, CONTENT)
    assert CONTENT.labels["product"][product] in head
    assert "27 March 2028" in head
    assert "10:00 am" in head
    assert last == CONTENT.interface["dose"]["not_advice"]
    listed = dose.entries(product, begins, first, CONTENT)
    noted = [one for one in listed if one.noted]
    assert len(planned) == len(noted) > 0
    for line, one in zip(planned, noted, strict=True):
        assert line.startswith(f"{one.name}: {one.when}. {one.words}")
        assert all(CONTENT.sources[key].short in line for key in one.sources)
    felt = [mark.name for mark in CONTENT.day if mark.product == product and mark.kind == "felt"]
    assert felt
    assert not [name for name in felt if any(name in line for line in planned)]


def test_without_a_zone_the_times_go_on_as_the_clock_does() -> None:
    begins = datetime(2027, 3, 27, 23, 0)  # a device that tells no zone
    assert dose.later(begins, 240) == datetime(2027, 3, 28, 3, 0)
    file = calendar.as_ics(SPRAY, begins, dose.entries(SPRAY, begins, True, CONTENT), CONTENT, remind=False)
    assert b"DTSTART:20270327T230000\r\n" in file
    assert b"TZID" not in file


def test_a_time_that_no_clock_shows_is_told_from_one_that_it_shows() -> None:
    assert not dose.exists(start(LONDON, "2027-03-28 01:30"))
    assert dose.exists(start(LONDON, "2027-03-28 02:30"))
    assert dose.exists(start(LONDON, "2026-10-25 01:30"))  # twice


@pytest.mark.parametrize("remind", [False, True])
@pytest.mark.parametrize(("product", "zone", "typed"), sorted({row[:3] for row in BY_HAND}))
def test_a_calendar_program_reads_the_same_times(product: Product, zone: str, typed: str, remind: bool) -> None:
    begins = start(zone, typed)
    listed = dose.entries(product, begins, True, CONTENT)
    read = Calendar.from_ical(calendar.as_ics(product, begins, listed, CONTENT, remind))
    events = read.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [begins, *(one.begins for one in listed if one.noted)]
    felt = {row.name for row in CONTENT.day if row.kind in ("felt", "pressure", "mood", "lasts")}
    assert not felt & {str(event["summary"]) for event in events}
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
    file.write_bytes(
        calendar.as_ics(product, begins, dose.entries(product, begins, True, CONTENT), CONTENT, remind=False)
    )
    read = tz.tzical(str(file)).get(zone)
    assert begins.replace(tzinfo=read).utcoffset() == begins.utcoffset()
    assert dose.later(begins, 1440).replace(tzinfo=read).utcoffset() == dose.later(begins, 1440).utcoffset()
