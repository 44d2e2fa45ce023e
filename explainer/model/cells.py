"""What several kinds of record share: codes, and what may stand in a cell."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

TEXT = "text"
# Words that a reader sees, and so a translator writes. In a table they stand in the language's half of the file.
Text = Annotated[str, TEXT]

Treatment = Literal["ketamine_iv", "esketamine_nasal", "ketamine_other", "ketamine_any", "ssri", "antidepressant"]
# A treatment, or whatever stood beside it.
Arm = Literal["ketamine_iv", "esketamine_nasal", "ketamine_other", "ketamine_any", "ssri", "antidepressant", "control"]
Lane = Literal["ketamine_iv", "esketamine_nasal", "ssri"]
Product = Literal["esketamine_nasal", "ketamine_iv"]
Confidence = Literal["passage", "secondary"]
Certainty = Literal["high", "moderate", "low", "very low", "not graded"]
ComparatorKind = Literal["placebo", "active", "mixed", "none", "not printed"]
EDITORIAL = "editorial"
RATE_UNITS = ("per 100", "per 100 people")
_DATES = {"%Y-%m-%d": 3, "%Y-%m": 2, "%Y": 1}


def date_parts(date: str) -> tuple[int, ...]:
    """The year, month and day of a date such as 2019-03-05, 2022-12 or 1970, as far as known; ValueError otherwise."""
    for shape, known in _DATES.items():
        try:
            day = datetime.datetime.strptime(date, shape)
        except ValueError:
            continue
        if day.strftime(shape) == date:
            return (day.year, day.month, day.day)[:known]
    raise ValueError(f"field 'date': '{date}' is no date; type it as 2019-03-05, 2022-12 or 1970, or undated")


def per_100(unit: str, **cells: Decimal | None) -> None:
    """A rate lies between 0 and 100; ValueError otherwise."""
    for name, cell in cells.items():
        if unit in RATE_UNITS and cell is not None and not 0 <= cell <= 100:
            raise ValueError(f"field '{name}': {cell} is not a rate per 100; type a number from 0 to 100")


def ordered(**pair: Decimal | int | None) -> None:
    """The first of two cells may not be above the second; ValueError otherwise."""
    (first, low), (second, high) = pair.items()
    if low is not None and high is not None and low > high:
        raise ValueError(f"field '{second}': {high} is below '{first}' ({low}); type the larger number here")
