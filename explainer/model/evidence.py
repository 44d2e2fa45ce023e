"""Numbers about benefit and timing, and how each page shows them.

Rates are per 100 people, times are hours since the first dose unless a unit says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from explainer.model.cells import Arm, Certainty, ComparatorKind, Confidence, Lane, Text, Treatment, ordered, per_100

Sign = Literal["point", "first_seen", "no_longer_clear", "judge", "goes_on", "table"]
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
    "reports",
    "risk ratio",
    "sessions",
    "standardised beta",
    "standardised difference",
    "weeks",
    "years",
]


@dataclass(frozen=True)
class Finding:
    """One printed number about benefit, timing or practice, and all that it needs to be read fairly.

    ``value`` (with ``low`` to ``high``, an interval or a range) is the treated arm's rate or the effect, as
    printed; ``control`` is the comparison group's rate. Rates are per 100 people.
    """

    id: str
    source: str
    treatment: Treatment
    outcome: Text
    unit: FindingUnit
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    control: Decimal | None
    control_low: Decimal | None
    control_high: Decimal | None
    n: int | None
    n_of: Literal["people", "studies", "people in the whole study"]
    population: Text
    comparator: Text
    comparator_kind: ComparatorKind
    time_hours: Decimal | None
    time_label: Text | None
    design: Text
    certainty: Certainty
    confidence: Confidence
    note: Text | None

    def __post_init__(self) -> None:
        per_100(self.unit, value=self.value, low=self.low, high=self.high, control=self.control)
        per_100(self.unit, control_low=self.control_low, control_high=self.control_high)
        ordered(low=self.low, high=self.high)
        ordered(control_low=self.control_low, control_high=self.control_high)
        if self.unit == "per 100" and self.control is None and self.comparator == "none":
            raise ValueError(
                "field 'comparator': a rate needs its comparison; type who it was compared with, "
                "or 'none:' and why there is none"
            )

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
    def low_size(self) -> Decimal:
        """The size of the interval's lower end without its sign."""
        if self.low is None:
            raise ValueError("the row has no interval")
        return abs(self.low)


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
Blinding = Literal[
    "spray could be felt",
    "sedative",
    "salt water",
    "asleep",
    "open",
    "each group alone",
    "placebo or stand-in",
    "salt water and sedative",
    "not in what we read",
    "sedative, people and raters guessed right",
    "placebo, kind not stated",
    "open, raters did not know",
    "few felt detached",
    "comparison not described",
    "sedative, those on it and raters guessed right",
]
Test = Literal["favours_treated", "favours_comparison", "no_difference", "not_tested"]
HoldsBack = Literal[
    "the trial had missed its main goal",
    "the trial tested only that it is no worse",
    "it is one of several counts, without a correction",
    "it was counted after the trials were done",
    "its groups were small",
    "a review of the same question rates its own certainty as very low",
]


Reason = HoldsBack | Literal["very low certainty", "few people", "no test seen"]  # why a result is a hint only
Verdict = Literal["better", "hint only", "no clear difference", "worse", "not tested"]
Stretch = Literal["day", "weeks", "later"]  # of the time after the first dose
Order = Literal["newest", "oldest", "most", "largest", "smallest"]  # of results: by year, by people, by difference
State = Literal["not_yet", "unclear", "judge", "largest", "smaller", "seen"]  # of a lane of the timeline at one time


@dataclass(frozen=True)
class Appearance:
    """How one treatment, or the comparison, looks in every drawing; ``shape`` is a class of figures.css."""

    id: Arm
    colour: str
    shape: Literal["circle", "diamond", "square", "bar", "pill", "slab", "slant", "ring"]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"#[0-9A-F]{6}", self.colour):
            raise ValueError(f"field 'colour': '{self.colour}' is no colour; type it as #0072B2")


@dataclass(frozen=True)
class Trial:
    """How one finding stands on the evidence page: one treated arm against its comparison.

    ``year`` is that of the trial, where the source that was read is of another year.
    ``events`` of ``arm_n`` people and ``control_events`` of ``control_n`` are counts as printed;
    ``difference`` (``difference_low`` to ``difference_high``) is the printed difference, per 100, treated minus
    comparison; ``ratio_low`` to ``ratio_high`` is the printed interval of the ratio of the two rates. ``payer`` is who
    paid, where the source that was read is not the study's own. ``test`` is what the trial's own test of this count
    found, ``holds_back`` what a clear result of it must be read with; the word for it follows in ``verdicts``.
    ``plain`` says it in one line.
    """

    finding: str
    trial: Text
    year: int | None
    outcome: Outcome
    against: Against
    setting: Setting
    test: Test
    holds_back: HoldsBack | None
    blinding: Blinding
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
    plain: Text

    def __post_init__(self) -> None:
        ordered(events=self.events, arm_n=self.arm_n)
        ordered(control_events=self.control_events, control_n=self.control_n)
        ordered(difference_low=self.difference_low, difference=self.difference)
        ordered(difference=self.difference, difference_high=self.difference_high)
        ordered(difference_low=self.difference_low, difference_high=self.difference_high)
        ordered(ratio_low=self.ratio_low, ratio_high=self.ratio_high)
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
    who: Text
    treated: Text
    compared: Text
    when: Text
    note: Text


@dataclass(frozen=True)
class FactRow:
    """One line of a fact box: the row of findings or side_effects that it shows, and what was counted."""

    block: str
    row: str
    label: Text


@dataclass(frozen=True)
class FactBox:
    """One treatment's benefits and harms on one sheet of paper: its name, a summary that advises nothing, and the
    serious harms that no table can count, with ``detail`` of them one tap down. ``beside`` is what every line of it is
    compared with: benefits beside one thing and harms beside another would mislead."""

    id: str
    title: Text
    beside: str
    summary: Text
    serious: Text
    detail: Text | None = None


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
    words: Text | None
    label: Text

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
    shape: Literal["circle", "diamond", "square", "star"]
    words: Text


@dataclass(frozen=True)
class OneDose:
    """What one finding shows in the figure of a single dose: a point of a panel, or the start or end of the effect."""

    finding: str
    panel: Text
    kind: Literal["point", "start", "end"]


@dataclass(frozen=True)
class Moment:
    """What is known about one treatment at one stop of the scrubber. ``words`` is prose with its citations."""

    stop: Text
    hours: Decimal
    lane: Lane
    words: Text


@dataclass(frozen=True)
class TreatmentLane:
    """A treatment that the timeline shows: how it is taken there, and its timing in a few words."""

    id: Lane
    taken: Text
    summary: Text
