"""The safety page: side effects, who should not have it, and whom to call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from string import Formatter
from typing import get_args

from explainer.loading.checks.read import Check, Read
from explainer.loading.reading import hint
from explainer.model import FIRST_LINES, RATE_UNITS, Finding, OptionNumber, Product, SideEffect


def rates_belong_to_the_checklist(read: Read) -> Iterator[str]:
    items = {item.id for item in read.content.checklist}
    for rate in read.content.side_effects:
        if rate.item not in items:
            yield (
                f"{read.file('side_effects')} ({rate.id}), field 'item': '{rate.item}' is no checklist item"
                f"{hint(rate.item, items)}"
            )


def days_can_be_drawn(read: Read) -> Iterator[str]:
    """A line of a treatment day or of a course asks for numbers of its own, and draws people whose row there is."""
    content = read.content
    known: dict[str, set[str]] = {}
    for day in content.day:
        times = {"start": day.start, "peak": day.peak, "peak_end": day.peak_end, "ease": day.ease, "end": day.end}
        known[day.id] = {name for name, value in times.items() if value is not None}
        if day.rate and (day.rate not in content.rates or content.rates[day.rate].unit not in RATE_UNITS):
            where = f"{read.file('day')} ({day.id}), field 'rate'"
            yield f"{where}: '{day.rate}' is no rate of 100 people{hint(day.rate, content.rates)}"
    for course in content.course:
        numbers = {"visits": course.visits, "minutes": course.minutes, "total": course.total, "hours": course.hours}
        known[course.id] = {name for name, number in numbers.items() if number is not None}
    for name, marks in (("day", content.day), ("course", content.course)):
        for mark in marks:
            for field in ("words", "clock"):
                where = f"{read.file(name, 'words')} ({mark.id}), field '{field}'"
                yield from _unknown_fields(getattr(mark, field, ""), known[mark.id], where)


def dose_dates_can_be_worked_out(read: Read) -> Iterator[str]:
    """A date after a dose is that of a row which counts days or weeks, and its words ask for nothing else."""
    content = read.content
    known: dict[str, Finding | OptionNumber] = {**content.findings, **{row.id: row for row in content.option_numbers}}
    for one in content.dose_dates:
        row = known.get(one.row)
        if row is None or row.unit not in ("days", "weeks"):
            where = f"{read.file('dose_dates')} ({one.id}), field 'row'"
            yield f"{where}: '{one.row}' is no row in days or weeks{hint(one.row, known)}"
        yield from _unknown_fields(
            one.words, {"value"}, f"{read.file('dose_dates', 'words')} ({one.id}), field 'words'"
        )


def _unknown_fields(words: str, known: set[str], where: str) -> Iterator[str]:
    """What a text with ``{names}`` asks for and its row does not have."""
    try:
        asked = {field for _, field, _, _ in Formatter().parse(words) if field is not None}
    except ValueError as error:
        yield f"{where}: braces are not in pairs ({error})"
        return
    for field in sorted(asked - known):
        yield f"{where}: '{{{field}}}' is no number of this row{hint(field, known)}"


def comparisons_have_names(read: Read) -> Iterator[str]:
    """Above the strip of 100 people of a comparison stands what it was, in few words."""
    say, content = read.content.interface["hundred"], read.content
    drawn: list[Finding | SideEffect] = [row for row in content.side_effects if row.unit in RATE_UNITS]
    drawn += [content.rates[mark.rate] for mark in content.day if mark.rate in content.rates]
    for source in dict.fromkeys(row.source for row in drawn if row.control is not None):
        for name in (f"beside_{source}", f"beside_{source}_short"):
            if name not in say:
                yield f"{say.where}: the text '{name}' is missing; say what the people of '{source}' were compared with"


TELL = ("must_not", "tell_first", "medicines")  # kinds of rules that a person may have to tell a clinic


def every_rule_can_be_told(read: Read) -> Iterator[str]:
    """Each thing that a rule asks about has its words on the visit sheet, once: it may stand in several countries'."""
    first: dict[str, str] = {}
    for row in read.content.precautions:
        if row.kind in TELL:
            first.setdefault(read.content.topic_of(row), row.id)
    told = {row.id for row in read.content.tellings}
    for topic, name in first.items():
        if name not in told:
            yield f"{read.file('tellings')}: '{topic}' cannot be told; add a row '{name}' with what a person would say"
    for name in told - set(first.values()):
        yield f"{read.file('tellings')}: '{name}' is no first rule on its topic{hint(name, first.values())}"


def every_medicine_has_its_lines(read: Read) -> Iterator[str]:
    """Silence could be read as safe: each medicine has a line for each product, if only that nothing was found."""
    content, known = read.content, {medicine.id for medicine in read.content.medicines}
    for medicine in content.medicines:
        for product in get_args(Product):
            if not any(row.medicine == medicine.id and row.is_for(product) for row in content.precautions):
                yield (
                    f"{read.file('precautions')}: nothing is said of '{medicine.name}' (medicines.csv, {medicine.id})"
                    f" with {product}; add a row, or one that is 'not_found'"
                )
    for row in content.precautions:
        if row.medicine and row.medicine not in known:
            yield (
                f"{read.file('precautions')} ({row.id}), field 'medicine': '{row.medicine}' is no id of medicines.csv"
                f"{hint(row.medicine, known)}"
            )


def drip_rules_are_of_one_kind(read: Read) -> Iterator[str]:
    sources = read.content.sources
    for row in read.content.precautions:
        if row.applies_to == "esketamine_nasal":
            continue
        if len({sources[key].written_for for key in row.source if key in sources}) > 1:
            yield (
                f"{read.file('precautions')} ({row.id}), field 'source': some were written for ketamine as an "
                "anaesthetic and some were not; give each its own row"
            )


def nothing_found_says_so(read: Read) -> Iterator[str]:
    """A row without a source tells a reader that it has none."""
    words = read.content.interface["safety"]["nothing_printed"]
    for row in read.content.precautions:
        if (row.confidence == "not_found") != (words in row.text):
            yield (
                f"{read.file('precautions', 'text')} ({row.id}), field 'text': a row that is 'not_found', and no other,"
                f" says '{words}'"
            )


def bladder_is_sorted(read: Read) -> Iterator[str]:
    for earlier, later in pairwise(read.content.bladder):
        if later.date < earlier.date:
            yield f"{read.file('bladder')} ({later.id}): is older than the row above; sort rows by date"


def strip_has_room(read: Read) -> Iterator[str]:
    """The strip stands above every page: one crisis line a country, and few of them."""
    where = read.file("helplines")
    first = Counter((line.kind, line.country) for line in read.content.helplines if line.first)
    for (kind, country), count in first.items():
        if count > 1:
            yield f"{where}: '{country}' has {count} {kind} lines with yes under 'first'; keep one"
    if len([kind for kind, _ in first if kind == "crisis"]) > FIRST_LINES:
        yield f"{where}: more than {FIRST_LINES} crisis lines have yes under 'first'; the strip has no room for more"
    near = Counter(place for line in read.content.helplines for place in line.near or ())
    for place, count in near.items():
        if count > 1:
            yield f"{where}: '{place}' stands under 'near' of {count} lines; keep one"


CHECKS: tuple[Check, ...] = (
    rates_belong_to_the_checklist,
    days_can_be_drawn,
    dose_dates_can_be_worked_out,
    comparisons_have_names,
    every_rule_can_be_told,
    every_medicine_has_its_lines,
    drip_rules_are_of_one_kind,
    nothing_found_says_so,
    bladder_is_sorted,
    strip_has_room,
)
