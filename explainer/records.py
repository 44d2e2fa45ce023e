"""The records that the content's files become: their fields are the files' columns, and they check themselves.

Rates are per 100 people, times are hours since the first dose unless a unit says otherwise.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Literal

from explainer import prose
from explainer.numbers import whole

Treatment = Literal["ketamine_iv", "esketamine_nasal", "ketamine_other", "ketamine_any", "ssri", "antidepressant"]
Lane = Literal["ketamine_iv", "esketamine_nasal", "ssri"]
Product = Literal["esketamine_nasal", "ketamine_iv"]
AppliesTo = Literal["esketamine_nasal", "ketamine_iv", "both"]
Confidence = Literal["passage", "secondary"]
Certainty = Literal["high", "moderate", "low", "very low", "not graded"]
ComparatorKind = Literal["placebo", "active", "mixed", "none", "not printed"]
Sign = Literal["point", "first_seen", "no_longer_clear", "judge", "goes_on", "table"]
Group = Literal["during", "same_day", "repeated", "urgent"]
FindingUnit = Literal[
    "HDRS points",
    "Hedges g",
    "MADRS points",
    "PHQ-9 points",
    "days",
    "hazard ratio",
    "hours",
    "level",
    "medicines",
    "mg",
    "mg per kg",
    "minutes",
    "mmHg",
    "months",
    "odds ratio",
    "people",
    "per 100",
    "rating points",
    "risk ratio",
    "sessions",
    "standardised beta",
    "standardised difference",
    "weeks",
    "years",
]
SideEffectUnit = Literal["mmHg mean rise", "of 2342 sessions", "of 6630 people", "per 100 people", "per 20000 sessions"]
Paper = Literal["A4", "Letter"]
Talk = Literal["full", "short"]
EDITORIAL = "editorial"
NOTHING_PRINTED = "We found nothing printed"  # what a line says where we looked and no source spoke
RATE_UNITS = ("per 100", "per 100 people")


def _per_100(unit: str, **cells: Decimal | None) -> None:
    """A rate lies between 0 and 100; ValueError otherwise."""
    for name, cell in cells.items():
        if unit in RATE_UNITS and cell is not None and not 0 <= cell <= 100:
            raise ValueError(f"field '{name}': {cell} is not a rate per 100; type a number from 0 to 100")


def _ordered(**pair: Decimal | int | None) -> None:
    """The first of two cells may not be above the second; ValueError otherwise."""
    (first, low), (second, high) = pair.items()
    if low is not None and high is not None and low > high:
        raise ValueError(f"field '{second}': {high} is below '{first}' ({low}); type the larger number here")


@dataclass(frozen=True)
class Source:
    """One source. ``short`` names it on screen; at least one of doi, pmid and url must lead to it.

    ``written_for`` says so where its rules are for ketamine as an anaesthetic, and not for depression.
    """

    key: str
    short: str
    title: str
    kind: Literal[
        "trial",
        "meta-analysis",
        "review",
        "observational",
        "laboratory",
        "guideline",
        "label",
        "regulator",
        "health service",
        "charity",
        "manufacturer",
        "press",
        "opinion",
        "seller",
        "copy",
    ]
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    funding: str | None = None
    note: str | None = None
    written_for: Literal["anaesthesia"] | None = None

    def __post_init__(self) -> None:
        if not (self.doi or self.pmid or self.url):
            raise ValueError("field 'doi': a source needs a doi, a pmid or a url; type at least one")
        if not re.fullmatch(r"(?:[A-Z]?[a-z]+|[A-Z]+|\d+)(?:[ -](?:[A-Z]?[a-z]+|[A-Z]+|\d+))*", self.short):
            raise ValueError(
                f"field 'short': '{self.short}' cannot be linked to; type plain words and numbers with single spaces, "
                "without capitals inside a word, such as Zarate 2006"
            )
        if self.doi and not re.fullmatch(r"10\.\d{4,9}/\S+", self.doi):
            raise ValueError(f"field 'doi': '{self.doi}' is not a DOI; type it bare, such as 10.1001/archpsyc.63.8.856")
        if self.pmid and not self.pmid.isdigit():
            raise ValueError(f"field 'pmid': '{self.pmid}' is not a PubMed number; type digits only")
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"field 'url': '{self.url}' is not an address; type one that begins with https://")

    @property
    def address(self) -> str:
        """Where the source itself is: its DOI, else PubMed, else its own page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else str(self.url)

    @property
    def anchor(self) -> str:
        """The fragment of this source on the sources page, as Streamlit makes it from the heading ``short``."""
        return re.sub(r"[^a-z0-9]+", "-", self.short.lower()).strip("-")


@dataclass(frozen=True)
class Finding:
    """One printed number about benefit, timing or practice, and all that it needs to be read fairly.

    ``value`` (with ``low`` to ``high``, an interval or a range) is the treated arm's rate or the effect, as
    printed; ``control`` is the comparison group's rate. Rates are per 100 people.
    """

    id: str
    source: str
    treatment: Treatment
    outcome: str
    unit: FindingUnit
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    control: Decimal | None
    control_low: Decimal | None
    control_high: Decimal | None
    n: int | None
    n_of: Literal["people", "studies", "people in the whole study"]
    population: str
    comparator: str
    comparator_kind: ComparatorKind
    time_hours: Decimal | None
    time_label: str | None
    design: str
    certainty: Certainty
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        _per_100(self.unit, value=self.value, low=self.low, high=self.high, control=self.control)
        _per_100(self.unit, control_low=self.control_low, control_high=self.control_high)
        _ordered(low=self.low, high=self.high)
        _ordered(control_low=self.control_low, control_high=self.control_high)
        if self.unit == "per 100" and self.control is None and self.comparator == "none":
            raise ValueError(
                "field 'comparator': a rate needs its comparison; type who it was compared with, "
                "or 'none:' and why there is none"
            )

    @property
    def whole(self) -> str:
        """The treated group's rate as whole people of 100, for prose about harms: a half counts against it."""
        return whole(self.value, half_up=True)

    @property
    def control_whole(self) -> str:
        """The comparison group's rate as whole people of 100, for prose about harms."""
        if self.control is None:
            raise ValueError("the row has no comparison")
        return whole(self.control, half_up=False)

    @property
    def effect(self) -> Decimal:
        """How far the treated group is from its comparison: of two rates their difference, else what was printed."""
        return self.value if self.control is None else self.value - self.control

    @property
    def size(self) -> Decimal:
        """The size of a difference without its sign: prose says in words which side is better."""
        return abs(self.value)

    @property
    def gap(self) -> Decimal:
        """How many more of 100 in the treated group than in its comparison."""
        if self.control is None or self.unit != "per 100":
            raise ValueError("the row has no pair of rates")
        return self.value - self.control

    @property
    def shown(self) -> str:
        """The number as a table prints it: value, comparison or interval, and unit."""
        if self.control is not None:
            return f"{self.value} v {self.control} {self.unit}"
        if self.unit in ("days", "weeks") and self.low is not None:
            return f"{self.low} to {self.high} {self.unit}"
        interval = f" ({self.low} to {self.high})" if self.low is not None and self.high is not None else ""
        return f"{self.value}{interval} {self.unit}".replace("-", "−")

    @property
    def low_size(self) -> Decimal:
        """The size of the interval's lower end without its sign."""
        if self.low is None:
            raise ValueError("the row has no interval")
        return abs(self.low)

    @property
    def people(self) -> str:
        """n with thousands separated, for prose."""
        if self.n is None:
            raise ValueError("the row has no n")
        return f"{self.n:,}"


Outcome = Literal[
    "response",
    "remission",
    "relapse",
    "suicidal thoughts",
    "suicidal thoughts, other",
    "lasting, other",
    "depression score",
    "change in each group",
    "other effect",
    "no number printed",
    "no comparison",
]
Against = Literal[
    "placebo, awake",
    "placebo, kind not stated",
    "sedative",
    "placebo under anaesthetic",
    "tablet plus placebo",
    "ECT",
    "quetiapine",
    "mixed",
    "none",
]
Setting = Literal["outpatients", "hospital inpatients", "people having surgery", "not stated in what we read"]
Test = Literal["favours_treated", "favours_comparison", "no_difference", "not_tested"]
HoldsBack = Literal[
    "the trial had missed its main goal",
    "the trial tested only that it is no worse",
    "it is one of several counts, without a correction",
    "it was counted after the trials were done",
    "its groups were small",
]
Verdict = Literal["better", "hint only", "no clear difference", "worse", "not tested"]


@dataclass(frozen=True)
class Trial:
    """How one finding stands on the evidence page: one treated arm against its comparison.

    ``events`` of ``arm_n`` people and ``control_events`` of ``control_n`` are counts as printed;
    ``difference`` (``difference_low`` to ``difference_high``) is the printed difference, per 100, treated minus
    comparison; ``ratio_low`` to ``ratio_high`` is the printed interval of the ratio of the two rates. ``payer`` is who
    paid, where the source that was read is not the study's own. ``test`` is what the trial's own test of this count
    found, ``holds_back`` what a clear result of it must be read with; the word for it follows in ``verdicts``.
    ``plain`` says it in one line.
    """

    finding: str
    trial: str
    outcome: Outcome
    against: Against
    setting: Setting
    test: Test
    holds_back: HoldsBack | None
    blinding: str
    payer: str | None
    events: int | None
    arm_n: int | None
    control_events: int | None
    control_n: int | None
    difference: Decimal | None
    difference_low: Decimal | None
    difference_high: Decimal | None
    ratio_low: Decimal | None
    ratio_high: Decimal | None
    plain: str

    def __post_init__(self) -> None:
        _ordered(events=self.events, arm_n=self.arm_n)
        _ordered(control_events=self.control_events, control_n=self.control_n)
        _ordered(difference_low=self.difference_low, difference=self.difference)
        _ordered(difference=self.difference, difference_high=self.difference_high)
        _ordered(difference_low=self.difference_low, difference_high=self.difference_high)
        _ordered(ratio_low=self.ratio_low, ratio_high=self.ratio_high)
        if self.against == "none" and self.test != "not_tested":
            raise ValueError("field 'test': a result that was compared with 'none' was not tested; type 'not_tested'")


@dataclass(frozen=True)
class Glance:
    """One result of the short table at the top of the evidence page: a row of trials.csv with two rates."""

    finding: str


@dataclass(frozen=True)
class FactBlock:
    """The benefits or the harms of one fact box: who was studied, what was compared, and when it was counted."""

    id: str
    box: str
    kind: Literal["benefits", "harms"]
    who: str
    treated: str
    compared: str
    when: str
    note: str


@dataclass(frozen=True)
class FactRow:
    """One line of a fact box: the row of findings or side_effects that it shows, and what was counted."""

    block: str
    row: str
    label: str


@dataclass(frozen=True)
class FactBox:
    """One treatment's benefits and harms on one sheet of paper: its name, a summary that advises nothing, and the
    serious harms that no table can count. ``beside`` is what every line of it is compared with: benefits beside one
    thing and harms beside another would mislead."""

    id: str
    title: str
    beside: str
    summary: str
    serious: str


@dataclass(frozen=True)
class Unknown:
    """Something that nobody knows yet, and why not. ``why`` is prose with its citations."""

    id: str
    question: str
    why: str


@dataclass(frozen=True)
class Recall:
    """A question about what a reader has just read; ``why`` teaches whichever answer is chosen."""

    id: str
    question: str
    a: str
    b: str
    c: str
    answer: Literal["a", "b", "c"]
    why: str


@dataclass(frozen=True)
class Passage:
    """A part of the evidence page in words: its heading, and prose with its citations."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Mark:
    """How one finding stands on the timeline; where in time, and how high, follows from the finding itself.

    A ``point`` has a height and belongs to a ``series``; ``table`` is not drawn; the others are signs without a height.
    ``words`` stand beside what is drawn, ``label`` says in the table what the finding shows.
    """

    finding: str
    lane: Lane
    kind: Sign
    series: str | None
    words: str | None
    label: str

    def __post_init__(self) -> None:
        if (self.kind == "point") != bool(self.series):
            raise ValueError("field 'series': belongs to a point, and there it is needed")
        if self.kind == "table" and self.words:
            raise ValueError("field 'words': belongs to what is drawn; take them out, or type another kind")


@dataclass(frozen=True)
class Series:
    """Points of the timeline that were measured in the same people on the same scale, and ``words`` for the people."""

    id: str
    lane: Lane
    shape: Literal["circle", "diamond", "square"]
    words: str


@dataclass(frozen=True)
class OneDose:
    """What one finding shows in the figure of a single dose: a point of a panel, or the start or end of the effect."""

    finding: str
    panel: str
    kind: Literal["point", "start", "end"]


@dataclass(frozen=True)
class Moment:
    """What is known about one treatment at one stop of the scrubber. ``words`` is prose with its citations."""

    stop: str
    hours: Decimal
    lane: Lane
    words: str


@dataclass(frozen=True)
class TreatmentLane:
    """A treatment that the timeline shows: its name, how it is taken there, and its timing in a few words."""

    id: Lane
    name: str
    taken: str
    summary: str


@dataclass(frozen=True)
class ChecklistItem:
    """Something a person can notice and tick, whichever product it came from."""

    id: str
    group: Group
    name: str
    term: str
    feels_like: str
    course: str | None
    help: str
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
    comparator: str
    comparator_kind: ComparatorKind
    population: str
    time_label: str
    source: str
    confidence: Confidence
    basis: Literal["printed", "computed"]
    note: str | None

    def __post_init__(self) -> None:
        _per_100(self.unit, value=self.value, value_high=self.value_high)
        _per_100(self.unit, control=self.control, control_high=self.control_high)
        _ordered(value=self.value, value_high=self.value_high)
        _ordered(control=self.control, control_high=self.control_high)
        _ordered(active_events=self.active_events, active_n=self.active_n)
        _ordered(control_events=self.control_events, control_n=self.control_n)
        if self.control is None and self.comparator_kind in ("placebo", "active"):
            raise ValueError("field 'control': is empty; type the comparison's rate, or 'not printed' as its kind")

    @property
    def shown(self) -> str:
        """The rate as printed, a range with 'to'."""
        return f"{self.value} to {self.value_high}" if self.value_high is not None else str(self.value)

    @property
    def control_shown(self) -> str:
        """The comparison's rate as printed, a range with 'to'."""
        return f"{self.control} to {self.control_high}" if self.control_high is not None else str(self.control)


@dataclass(frozen=True)
class BladderReport:
    """What was printed about the bladder at one date: a year, or a year and a month where it is known."""

    id: str
    date: str
    text: str
    source: tuple[str, ...]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", self.date):
            raise ValueError(f"field 'date': '{self.date}' is no date; type a year, or a year and a month as 2024-10")

    @property
    def when(self) -> str:
        """The date in words, no more exact than it is known."""
        return f"{datetime.date.fromisoformat(f'{self.date}-01'):%B %Y}" if "-" in self.date else self.date


@dataclass(frozen=True)
class NonMedical:
    """A harm seen in people who use ketamine heavily outside medical care. Never a treatment rate."""

    id: str
    name: str
    finding: str
    value: Decimal | None
    unit: str | None
    n: int | None
    source: tuple[str, ...]
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        _per_100(self.unit or "", value=self.value)


@dataclass(frozen=True)
class Precaution:
    """Who should not have it, what to tell the clinic first, and the rules of the day.

    ``topic`` is what a person would tell a clinic; several rows may share it. ``confidence`` is ``not_found`` where
    we looked (``jurisdiction`` says in whose texts) and nothing was printed: such a row has no source, and says so.
    """

    id: str
    kind: Literal["must_not", "tell_first", "medicines", "on_the_day", "warning"]
    topic: str
    text: str
    applies_to: AppliesTo
    jurisdiction: str
    source: tuple[str, ...]
    confidence: Literal["passage", "secondary", "not_found"]
    note: str | None

    def __post_init__(self) -> None:
        if (self.confidence == "not_found") != (self.source == (EDITORIAL,)):
            raise ValueError(
                "field 'confidence': 'not_found' and the source 'editorial' belong together; type both, or a source "
                "and 'passage' or 'secondary'"
            )
        if (self.confidence == "not_found") != (NOTHING_PRINTED in self.text):
            raise ValueError(f"field 'text': a row that is 'not_found', and no other, says '{NOTHING_PRINTED}'")

    def is_for(self, product: Product) -> bool:
        """True where the rule holds for this product."""
        return self.applies_to in (product, "both")


@dataclass(frozen=True)
class Medicine:
    """A medicine or a substance that people ask about, with the names they know it by.

    The lines on it are the rows of precautions.csv that have its name as their topic.
    """

    id: str
    name: str
    known_as: str | None


@dataclass(frozen=True)
class Question:
    """A question to ask a clinic, and the sources that prompted it."""

    id: str
    group: str
    question: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class RedFlag:
    """A reason to walk away from a clinic or an advert."""

    id: str
    text: str
    source: tuple[str, ...]


NO_HOURS = "not printed"
FIRST_LINES = 6  # crisis lines that fit the strip above every page: with more, it is a wall


@dataclass(frozen=True)
class Helpline:
    """A crisis or emergency line: ``number`` to read, ``tel`` and ``sms`` to tap.

    ``first`` puts a line into the strip above every page, one a country. ``hours`` says when somebody answers, or
    NO_HOURS where no page that was read says so.
    """

    id: str
    country: str
    kind: Literal["crisis", "emergency"]
    first: bool
    name: str
    number: str | None
    tel: str | None
    sms: str | None
    hours: str
    url: str | None
    source: str
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        if not (self.tel or self.sms or self.url):
            raise ValueError("field 'tel': a line needs a number to tap or a url; type one")
        if self.first and not self.tel:
            raise ValueError("field 'first': only a line that can be called stands in the strip; type no")
        for name, digits in (("tel", self.tel), ("sms", self.sms)):
            if digits and not digits.isdigit():
                raise ValueError(f"field '{name}': '{digits}' is not digits only; type digits without spaces")

    @property
    def link(self) -> str:
        """What a tap does: it calls, else writes a message, else opens the line's own page."""
        return f"tel:{self.tel}" if self.tel else f"sms:{self.sms}" if self.sms else str(self.url)

    @property
    def or_text(self) -> str:
        """The second way to reach a line that can be called, as HTML."""
        return f' or <a href="sms:{self.sms}">text {self.sms}</a>' if self.tel and self.sms else ""

    @property
    def when(self) -> str:
        """The hours as they stand behind a number: nothing where they are not known."""
        return "" if self.hours == NO_HOURS else f", {self.hours}"


AccessQuestion = Literal["licence", "payment", "price"]
NOT_FOUND = "not found"


@dataclass(frozen=True)
class Access:
    """What was found for one country about the spray: whether it is licensed, who pays, or a price.

    NOT_FOUND as ``answer`` says that nothing was found that can be relied on; its words stand in site.toml.
    ``date`` is as exact as the source, or ``undated``.
    """

    id: str
    country: str
    question: AccessQuestion
    answer: Literal["yes", "partly", "depends", "unlikely", "no", "found", "not found"]
    words: str | None
    date: str | None
    source: tuple[str, ...] | None
    confidence: Confidence | None
    note: str | None

    def __post_init__(self) -> None:
        told = [self.words, self.date, self.source, self.confidence]
        if self.answer == NOT_FOUND and any(told):
            raise ValueError(f"field 'answer': '{NOT_FOUND}' has no words, date or source; empty those cells")
        if self.answer != NOT_FOUND and not all(told):
            raise ValueError(f"field 'words': type words, date, source and confidence, or '{NOT_FOUND}' as the answer")
        if (self.question == "price") != (self.answer == "found") and self.answer != NOT_FOUND:
            raise ValueError("field 'answer': a price is 'found' or 'not found', and nothing else is 'found'")
        if self.date not in (None, "undated"):
            in_words(self.date or "")


def in_words(date: str) -> str:
    """A date such as 2019-03-05, 2022-12 or 1970 in words, no more exact than it is; ValueError otherwise."""
    for shape in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            day = datetime.datetime.strptime(date, shape)
        except ValueError:
            continue
        if day.strftime(shape) == date:
            return {"%Y": f"{day:%Y}", "%Y-%m": f"{day:%B %Y}"}.get(shape, f"{day.day} {day:%B %Y}")
    raise ValueError(f"field 'date': '{date}' is no date; type it as 2019-03-05, 2022-12 or 1970, or undated")


@dataclass(frozen=True)
class AccessWords:
    """The words of the list of countries: one label a question, how each answer begins, and what not found means."""

    licence: str
    payment: str
    price: str
    yes: str
    partly: str
    depends: str
    unlikely: str
    no: str
    not_found: str
    undated: str
    second_hand: str


@dataclass(frozen=True)
class Event:
    """A dated decision. ``precision`` says how much of the date is known, and the date shows no more."""

    id: str
    date: str
    precision: Literal["day", "month", "year"]
    event: str
    jurisdiction: str
    product: Literal["ketamine", "esketamine"]
    source: tuple[str, ...]
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        shape = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[self.precision]
        try:
            known = datetime.datetime.strptime(self.date, shape).strftime(shape) == self.date
        except ValueError:
            known = False
        if not known:
            example = {"day": "2019-03-05", "month": "2022-12", "year": "1970"}[self.precision]
            raise ValueError(f"field 'date': '{self.date}' is not a {self.precision}; type it as {example}")

    @property
    def year(self) -> str:
        """The year alone, for prose."""
        return self.date[:4]

    @property
    def when(self) -> str:
        """The date in words, no more exact than it is known."""
        return in_words(self.date)


@dataclass(frozen=True)
class Term:
    """A glossary entry."""

    id: str
    term: str
    meaning: str


@dataclass(frozen=True)
class Synonym:
    """What people type, and what it stands for in a search, with semicolons between: words of the pages, a place such
    as ``topic:how-long-it-lasts``, or ``crisis`` for the crisis lines."""

    typed: str
    finds: str

    @property
    def places(self) -> frozenset[str]:
        """The places that it stands for."""
        return frozenset(one for one in self._parts if ":" in one or one == "crisis")

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it stands for."""
        return tuple(one for one in self._parts if one not in self.places)

    @property
    def _parts(self) -> tuple[str, ...]:
        return tuple(one.strip() for one in self.finds.split(";"))

    def __post_init__(self) -> None:
        if self.typed != self.typed.lower():
            raise ValueError(f"field 'typed': '{self.typed}' has capitals; type it in small letters")


@dataclass(frozen=True)
class ClaimPart:
    """One part of the popular article's sentence, held against the sources."""

    id: str
    part: str
    verdict: Literal["accurate", "accurate but understated", "loose", "wrong"]
    why: str


SceneFigure = Literal["words", "timeline", "timeline on a true scale", "bars", "guess", "crowds", "pairs", "handout"]


@dataclass(frozen=True)
class Scene:
    """What one moment of a talk shows: a headline that states the point, a figure, and at most three short lines.

    ``big`` is the figure of a scene of words; ``rows`` are the findings or side effects that the figure counts;
    ``notes`` are for the speaker. It stands in the front matter of its ``topic``.
    """

    id: str
    topic: str
    figure: SceneFigure
    headline: str
    notes: tuple[str, ...]
    lines: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    big: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z-]*", self.id):
            raise ValueError(f"field 'id': '{self.id}' stands in links; type small letters and hyphens")
        if len(self.lines) > 3:
            raise ValueError(f"field 'lines': {len(self.lines)} lines cannot be read from the back; keep three")
        if (self.figure == "words") != bool(self.big):
            raise ValueError("field 'big': belongs to the figure 'words', and there it is needed")
        if (self.figure in ("bars", "crowds", "pairs")) != bool(self.rows):
            raise ValueError("field 'rows': belongs to 'bars', 'crowds' and 'pairs', and there it is needed")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the scene that the room sees."""
        return (self.headline, self.big or "", *self.lines)


@dataclass(frozen=True)
class TalkRow:
    """One scene's place in a talk, and the minutes planned for it."""

    talk: Talk
    scene: str
    minutes: Decimal

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= 10:
            raise ValueError(f"field 'minutes': {self.minutes} is not a time for one scene; type 0.5 to 10")


@dataclass(frozen=True)
class Topic:
    """One section. Texts are Markdown with numbers filled in; citations are still ``[@key]``."""

    id: str
    title: str
    takeaway: str
    body: str
    unknown: tuple[str, ...]
    do: tuple[str, ...]
    checked: datetime.date
    approval: str | None
    support: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Every text of the topic, in reading order."""
        return (self.title, self.takeaway, *self.support, self.body, self.approval or "", *self.unknown, *self.do)

    @cached_property
    def text(self) -> str:
        """All that a reader of this topic sees, as plain words, for search."""
        return " ".join(prose.plain(part) for part in self.parts if part)


@dataclass(frozen=True)
class FrontMatter:
    """The schema of a topic file's front matter. ``support`` is for a reader in danger, in our own words: the crisis
    numbers stand beneath it wherever the topic is shown."""

    title: str
    takeaway: str
    unknown: tuple[str, ...]
    do: tuple[str, ...]
    checked: datetime.date
    approval: str | None = None
    support: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeyNumber:
    """One of the overview's three numbers: the figure itself, what it counts, and its caution."""

    figure: str
    label: str
    caution: str


@dataclass(frozen=True)
class FigureWords:
    """The words around a figure: the finding as its title, the key, how to read it, what it does not show."""

    title: str
    key: str
    how: str
    limits: str

    def __post_init__(self) -> None:
        for field in fields(self):
            if "\n\n" in getattr(self, field.name):
                raise ValueError(f"field '{field.name}': type one paragraph, without an empty line")


@dataclass(frozen=True)
class Site:
    """The words that belong to no topic."""

    title: str
    lead: str
    message: str
    risk: str
    steps: tuple[str, ...]
    stops: str
    medicines: str
    disclaimer: str
    crisis: str
    own_words: str
    checked: datetime.date
    review_by: datetime.date
    contact: str
    licence: str
    claim: str
    claim_verdict: str
    claim_origin: str
    safer_wording: str
    made: str
    is_not: str
    certainty: str

    @property
    def dated(self) -> str:
        """When the facts were checked and when they will be again, as a sentence."""
        return (
            f"Facts checked on {self.checked.day} {self.checked:%B %Y}; to be checked again by {self.review_by:%B %Y}."
        )
