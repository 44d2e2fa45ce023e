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
    "Australian dollars",
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
SideEffectUnit = Literal["mmHg mean rise", "of 6630 people", "per 100 people", "per 20000 sessions"]
Paper = Literal["A4", "Letter"]
Talk = Literal["full", "short"]
EDITORIAL = "editorial"
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
    """One source. ``short`` names it on screen; at least one of doi, pmid and url must lead to it."""

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
    ]
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    funding: str | None = None
    note: str | None = None

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
    def gap(self) -> Decimal:
        """How far the treated group is from its comparison: of two rates their difference, else what was printed."""
        return self.value if self.control is None else self.value - self.control

    @property
    def size(self) -> Decimal:
        """The size of a difference without its sign: prose says in words which side is better."""
        return abs(self.value)

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
Verdict = Literal["better", "hint only", "no clear difference", "worse", "not tested"]


@dataclass(frozen=True)
class Trial:
    """How one finding stands on the evidence page: one treated arm against its comparison.

    ``events`` of ``arm_n`` people and ``control_events`` of ``control_n`` are counts as printed;
    ``difference`` (``difference_low`` to ``difference_high``) is the printed difference, per 100, treated minus
    comparison. ``payer`` is who paid, where the source that was read is not the study's own. ``verdict`` is the
    treated arm's, as the trial itself tested it; ``plain`` says it in one line.
    """

    finding: str
    trial: str
    outcome: Outcome
    against: Against
    setting: Setting
    verdict: Verdict
    blinding: str
    payer: str | None
    events: int | None
    arm_n: int | None
    control_events: int | None
    control_n: int | None
    difference: Decimal | None
    difference_low: Decimal | None
    difference_high: Decimal | None
    plain: str

    def __post_init__(self) -> None:
        _ordered(events=self.events, arm_n=self.arm_n)
        _ordered(control_events=self.control_events, control_n=self.control_n)
        _ordered(difference_low=self.difference_low, difference=self.difference)
        _ordered(difference=self.difference, difference_high=self.difference_high)
        _ordered(difference_low=self.difference_low, difference_high=self.difference_high)
        if (self.verdict == "not tested") != (self.against == "none"):
            raise ValueError("field 'verdict': 'not tested' belongs to a result that was compared with 'none'")


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
    serious harms that no table can count."""

    id: str
    title: str
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
    """Who should not have it, what to tell the clinic first, and the rules of the day."""

    id: str
    kind: Literal["must_not", "tell_first", "medicines", "on_the_day", "warning"]
    topic: str
    text: str
    applies_to: AppliesTo
    jurisdiction: str
    source: tuple[str, ...]
    confidence: Confidence
    note: str | None


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


@dataclass(frozen=True)
class Helpline:
    """A crisis or emergency line: ``number`` to read, ``tel`` and ``sms`` to tap."""

    id: str
    country: str
    kind: Literal["crisis", "emergency"]
    name: str
    number: str | None
    tel: str | None
    sms: str | None
    hours: str | None
    url: str | None
    source: str
    confidence: Confidence
    note: str | None

    def __post_init__(self) -> None:
        if not (self.tel or self.url):
            raise ValueError("field 'tel': a line needs a number to tap or a url; type one")
        for name, digits in (("tel", self.tel), ("sms", self.sms)):
            if digits and not digits.isdigit():
                raise ValueError(f"field '{name}': '{digits}' is not digits only; type digits without spaces")


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
        if self.precision == "year":
            return self.date
        day = datetime.date.fromisoformat(self.date if self.precision == "day" else f"{self.date}-01")
        return f"{day.day} {day:%B %Y}" if self.precision == "day" else f"{day:%B %Y}"


@dataclass(frozen=True)
class Term:
    """A glossary entry."""

    id: str
    term: str
    meaning: str


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

    @property
    def parts(self) -> tuple[str, ...]:
        """Every text of the topic, in reading order."""
        return (self.title, self.takeaway, self.body, self.approval or "", *self.unknown, *self.do)

    @cached_property
    def text(self) -> str:
        """All that a reader of this topic sees, as plain words, for search."""
        return " ".join(prose.plain(part) for part in self.parts if part)


@dataclass(frozen=True)
class FrontMatter:
    """The schema of a topic file's front matter."""

    title: str
    takeaway: str
    unknown: tuple[str, ...]
    do: tuple[str, ...]
    checked: datetime.date
    approval: str | None = None


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
    disclaimer: str
    crisis: str
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
