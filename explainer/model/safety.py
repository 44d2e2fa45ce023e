"""Harms, who should not have it, and whom to call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from explainer.model.cells import EDITORIAL, ComparatorKind, Confidence, Product, Text, date_parts, ordered, per_100

AppliesTo = Literal["esketamine_nasal", "ketamine_iv", "both"]
PrecautionKind = Literal["must_not", "tell_first", "medicines", "on_the_day", "warning"]
Group = Literal["during", "same_day", "repeated", "urgent"]
SideEffectUnit = Literal[
    "mmHg mean rise",
    "of 2342 sessions",
    "of 6630 people",
    "of 6630 people, unasked",
    "per 100 people",
    "per 20000 sessions",
]
Paper = Literal["A4", "Letter"]


@dataclass(frozen=True)
class ChecklistItem:
    """Something a person can notice and tick, whichever product it came from.

    ``crisis`` is yes where its help names a crisis line: then the numbers stand beside it.
    """

    id: str
    group: Group
    crisis: bool
    name: Text
    term: Text
    feels_like: Text
    course: Text | None
    help: Text
    help_basis: tuple[str, ...]
    source: tuple[str, ...]

    @property
    def help_reviewed(self) -> bool:
        """True where a source printed the help advice; otherwise no clinician has reviewed it."""
        return EDITORIAL not in self.help_basis


@dataclass(frozen=True)
class SideEffect:
    """One printed rate of a side effect with one product. ``control`` is the comparison group's rate."""

    id: str
    item: str
    product: Product
    value: Decimal
    value_high: Decimal | None
    control: Decimal | None
    control_high: Decimal | None
    unit: SideEffectUnit
    active_n: int | None
    control_n: int | None
    active_events: int | None
    control_events: int | None
    comparator: Text
    comparator_kind: ComparatorKind
    population: Text
    time_label: Text
    source: str
    confidence: Confidence
    basis: Literal["printed", "computed"]
    note: Text | None

    def __post_init__(self) -> None:
        per_100(self.unit, value=self.value, value_high=self.value_high)
        per_100(self.unit, control=self.control, control_high=self.control_high)
        ordered(value=self.value, value_high=self.value_high)
        ordered(control=self.control, control_high=self.control_high)
        ordered(active_events=self.active_events, active_n=self.active_n)
        ordered(control_events=self.control_events, control_n=self.control_n)
        if self.control is None and self.comparator_kind in ("placebo", "active"):
            raise ValueError("field 'control': is empty; type the comparison's rate, or 'not printed' as its kind")


DayKind = Literal["given", "felt", "pressure", "staff", "home", "mood", "lasts"]


@dataclass(frozen=True)
class DayMark:
    """One line in the picture of a treatment day: what is felt, watched, measured or asked of you, and when.

    Times are minutes from the start of the dose. ``start`` to ``end`` is a bar, ``ease`` where the half of it that is
    less sure begins, ``peak`` (to ``peak_end``) where it is strongest or highest; a line without ``end`` is one moment.
    ``rate`` is a row of side effects or findings whose people are drawn beside it, and ``counted`` what that counted.
    ``words`` may hold ``{start}``, ``{peak}``, ``{peak_end}``, ``{ease}`` and ``{end}``, and no other number. So may
    ``clock``, which says the same of a dose that a reader has booked: there each is a time of the day.
    """

    id: str
    product: Product
    kind: DayKind
    start: int
    peak: int | None
    peak_end: int | None
    ease: int | None
    end: int | None
    rate: str | None
    source: tuple[str, ...]
    name: Text
    words: Text
    counted: Text | None
    clock: Text

    def __post_init__(self) -> None:
        for first, second in (("start", "peak"), ("peak", "peak_end"), ("ease", "end"), ("start", "end")):
            ordered(**{first: getattr(self, first), second: getattr(self, second)})
        if self.counted and not self.rate:
            raise ValueError("field 'counted': says what a 'rate' counts; type that row, or empty the cell")


@dataclass(frozen=True)
class DoseDate:
    """A day on which something can be seen or judged, counted from the day of a first dose.

    ``row`` is the finding, or the number of an option, that says how many days or weeks later; without ``product`` it
    holds for both. ``planned`` is a day that a calendar may hold: no average of others is one. ``words`` may hold
    ``{value}``, as the row prints it.
    """

    id: str
    product: Product | None
    row: str
    planned: Literal["yes"] | None
    name: Text
    words: Text


@dataclass(frozen=True)
class CourseMark:
    """One line in the picture of a course: from which week to which, and how many visits a week.

    Without ``last`` it goes on. ``least`` is where the visits may be fewer. ``minutes`` is what one visit takes at
    least, as a source prints it. ``words`` may hold ``{visits}``, ``{minutes}``, ``{total}``, which is all visits,
    and ``{hours}``, which is all of them together, worked out.
    """

    id: str
    product: Product
    first: int
    last: int | None
    visits: Decimal
    least: Decimal | None
    minutes: int | None
    source: tuple[str, ...]
    name: Text
    words: Text

    def __post_init__(self) -> None:
        ordered(first=self.first, last=self.last)
        ordered(least=self.least, visits=self.visits)

    @property
    def total(self) -> Decimal | None:
        """How many visits there are in all, where they end."""
        return None if self.last is None else self.visits * (self.last - self.first + 1)

    @property
    def hours(self) -> Decimal | None:
        """How many hours they take together."""
        return None if self.total is None or self.minutes is None else self.total * self.minutes / 60


@dataclass(frozen=True)
class BladderReport:
    """What was printed about the bladder at one date: a year, or a year and a month where it is known."""

    id: str
    date: str
    text: Text
    source: tuple[str, ...]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", self.date):
            raise ValueError(f"field 'date': '{self.date}' is no date; type a year, or a year and a month as 2024-10")


@dataclass(frozen=True)
class NonMedical:
    """A harm seen in people who use ketamine heavily outside medical care. Never a treatment rate."""

    id: str
    name: Text
    finding: Text
    value: Decimal | None
    unit: str | None
    n: int | None
    source: tuple[str, ...]
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        per_100(self.unit or "", value=self.value)


@dataclass(frozen=True)
class Precaution:
    """Who should not have it, what to tell the clinic first, and the rules of the day.

    A rule is about a medicine, by its id in medicines.csv, or else about its ``topic``: what a person would tell a
    clinic, which several rows may share. ``confidence`` is ``not_found`` where we looked (``jurisdiction`` says in
    whose texts) and nothing was printed: such a row has no source, and says so.
    """

    id: str
    kind: PrecautionKind
    medicine: str | None
    topic: Text | None
    text: Text
    applies_to: AppliesTo
    jurisdiction: Text
    source: tuple[str, ...]
    confidence: Literal["passage", "secondary", "not_found"]
    note: str | None

    def __post_init__(self) -> None:
        if (self.kind == "medicines") != bool(self.medicine):
            raise ValueError(
                "field 'medicine': an id of medicines.csv belongs to the kind 'medicines', and to no other"
            )
        if bool(self.medicine) == bool(self.topic):
            raise ValueError("field 'topic': is what a rule is about; type it, but not where it is about a 'medicine'")
        if (self.confidence == "not_found") != (self.source == (EDITORIAL,)):
            raise ValueError(
                "field 'confidence': 'not_found' and the source 'editorial' belong together; type both, or a source "
                "and 'passage' or 'secondary'"
            )

    def is_for(self, product: Product) -> bool:
        """True where the rule holds for this product."""
        return self.applies_to in (product, "both")


@dataclass(frozen=True)
class Telling:
    """What a person would tell a clinic, in words of their own; ``id`` is the first of the rules that ask for it."""

    id: str
    words: Text


@dataclass(frozen=True)
class Medicine:
    """A medicine or a substance that people ask about, with the names they know it by.

    The lines on it are the rows of precautions.csv that have its id as their medicine.
    """

    id: str
    name: Text
    known_as: Text | None


@dataclass(frozen=True)
class Question:
    """A question to ask a clinic, and the sources that prompted it."""

    id: str
    group: Text
    question: Text
    source: tuple[str, ...]


@dataclass(frozen=True)
class RedFlag:
    """A reason to walk away from a clinic or an advert."""

    id: str
    text: Text
    source: tuple[str, ...]


FIRST_LINES = 6  # crisis lines that fit the strip above every page: with more, it is a wall


@dataclass(frozen=True)
class Helpline:
    """A crisis or emergency line: ``number`` to read, ``tel`` and ``sms`` to tap.

    ``first`` puts a line into the strip above every page, one a country. ``hours`` says when somebody answers,
    where a page that was read says so. ``near`` lists whose own line it is, by region ("GB") and time zone
    ("Europe/London", or "Australia/" for all that begin so).
    """

    id: str
    country: Text
    kind: Literal["crisis", "emergency"]
    first: bool
    near: tuple[str, ...] | None
    name: Text
    number: str | None
    tel: str | None
    sms: str | None
    hours: Text | None
    url: str | None
    source: str
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        if not (self.tel or self.sms or self.url):
            raise ValueError("field 'tel': a line needs a number to tap or a url; type one")
        if self.first and not self.tel:
            raise ValueError("field 'first': only a line that can be called stands in the strip; type no")
        if self.near and not self.tel:
            raise ValueError("field 'near': only a line that can be called can be a reader's own; leave it empty")
        for place in self.near or ():
            if not re.fullmatch(r"[A-Z]{2}|[A-Z]\w+/[\w/-]*", place):
                raise ValueError(
                    f"field 'near': '{place}' is no region or time zone; type some like: GB Europe/London Australia/"
                )
        if self.kind == "crisis" and not self.hours:
            raise ValueError("field 'hours': is empty; type when somebody answers a crisis line")
        for name, digits in (("tel", self.tel), ("sms", self.sms)):
            if digits and not digits.isdigit():
                raise ValueError(f"field '{name}': '{digits}' is not digits only; type digits without spaces")

    @property
    def link(self) -> str:
        """What a tap does: it calls, else writes a message, else opens the line's own page."""
        return f"tel:{self.tel}" if self.tel else f"sms:{self.sms}" if self.sms else str(self.url)


AccessQuestion = Literal["licence", "payment", "price"]
NOT_FOUND = "not found"


@dataclass(frozen=True)
class Access:
    """What was found for one country about the spray: whether it is licensed, who pays, or a price.

    NOT_FOUND as ``answer`` says that nothing was found that can be relied on; its words stand in site.toml.
    ``date`` is as exact as the source, or ``undated``.
    """

    id: str
    country: Text
    question: AccessQuestion
    answer: Literal["yes", "partly", "depends", "unlikely", "no", "found", "not found"]
    words: Text | None
    date: str | None
    source: tuple[str, ...] | None
    confidence: Confidence | None
    note: str | None

    def __post_init__(self) -> None:
        cells = [self.words, self.date, self.source, self.confidence]
        if self.answer == NOT_FOUND and any(cells):
            raise ValueError(f"field 'answer': '{NOT_FOUND}' has no words, date or source; empty those cells")
        if self.answer != NOT_FOUND and not all(cells):
            raise ValueError(f"field 'words': type words, date, source and confidence, or '{NOT_FOUND}' as the answer")
        if (self.question == "price") != (self.answer == "found") and self.answer != NOT_FOUND:
            raise ValueError("field 'answer': a price is 'found' or 'not found', and nothing else is 'found'")
        if self.date not in (None, "undated"):
            date_parts(self.date or "")
