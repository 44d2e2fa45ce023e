"""The options side by side: what each is, what is known of it, what may matter to a reader, and words for relatives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from explainer.model.cells import Confidence, Text, ordered, per_100

OptionRow = Literal["what", "soon", "helped", "harms", "asks", "lasts", "where", "sure"]
OptionUnit = Literal[
    "per 100", "people", "trials", "sessions", "visits", "weeks", "months", "points", "pounds", "dollars"
]
Known = Literal["cited", "not known", "not found", "own words"]
Weight = Literal["little", "some", "much"]


@dataclass(frozen=True)
class Option:
    """Something that a person can try next. ``sheet`` says on which of the two printed sheets it stands.

    ``shown`` is its place among the three that stand side by side until a reader chooses. ``short`` is its name where
    half a phone has to do.
    """

    id: str
    sheet: Literal["1", "2"]
    shown: Literal["1", "2", "3"] | None
    name: Text
    short: Text


@dataclass(frozen=True)
class OptionNumber:
    """One printed number about an option, with whom it counts and what stood beside it. Rates are per 100 people.

    ``kind`` says against which side a half is rounded: never for the treatment.
    """

    id: str
    source: str
    kind: Literal["benefit", "harm", "fact"]
    unit: OptionUnit
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    control: Decimal | None
    n: int | None
    confidence: Confidence
    basis: Literal["printed", "computed"]
    what: Text
    who: Text
    beside: Text
    time: Text | None

    def __post_init__(self) -> None:
        per_100(self.unit, value=self.value, low=self.low, high=self.high, control=self.control)
        ordered(low=self.low, high=self.high)
        if self.control is not None and self.beside == "none":
            raise ValueError("field 'beside': is 'none', and there is a rate beside it; type what stood beside it")


@dataclass(frozen=True)
class OptionCell:
    """The answer to one question about one option: ``lead`` first, then ``words`` with their citations.

    ``known`` says so where nothing could be cited, ``second_hand`` which of the sources we know from a summary.
    """

    option: str
    row: OptionRow
    known: Known
    second_hand: tuple[str, ...] | None
    lead: Text
    words: Text


@dataclass(frozen=True)
class Matter:
    """Something that may matter to a reader, and the questions of the grid that speak to it."""

    id: str
    rows: tuple[str, ...]
    words: Text

    def __post_init__(self) -> None:
        for row in self.rows:
            if row not in get_args(OptionRow):
                raise ValueError(f"field 'rows': '{row}' is no row; type one of: {', '.join(get_args(OptionRow))}")


@dataclass(frozen=True)
class Relative:
    """A line for relatives and friends; its source is ``editorial`` where it is in our own words."""

    id: str
    time: Literal["before", "day", "always"]
    source: tuple[str, ...]
    words: Text
