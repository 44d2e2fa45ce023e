"""How a number is printed, for the screen, a table, a picture's words, the stage and paper.

The patterns stand in the language's words: ``content/en/interface.toml``, [numbers].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from explainer.model.cells import date_parts

if TYPE_CHECKING:
    from explainer.model import Finding, SideEffect
    from explainer.texts import Texts


def whole(rate: Decimal, half_up: bool) -> Decimal:
    """A rate per 100 in whole people, a half rounded up or down."""
    return rate.quantize(Decimal(1), ROUND_HALF_UP if half_up else ROUND_HALF_DOWN)


def whole_people(rate: Decimal, half_up: bool) -> int:
    """How many of 100 people a rate draws, as its words count them: below one, nobody."""
    return 0 if rate < 1 else int(whole(rate, half_up))


class Numbers:
    """Numbers as words of one language."""

    def __init__(self, say: Texts, labels: Mapping[str, Texts]) -> None:
        self._say = say
        self._labels = labels

    def number(self, value: Decimal | float) -> str:
        """A value as it was printed, with a minus that is one."""
        return self.formatted(value)

    def signed(self, value: Decimal) -> str:
        """A value with its sign, whichever it is."""
        return self.formatted(value, "+")

    def count(self, n: int) -> str:
        """A count, with its thousands apart."""
        return self.formatted(n, ",")

    def formatted(self, value: Decimal | float, form: str = "") -> str:
        """A value as Python's format has it, with this language's signs in it."""
        signs: dict[str, str | int | None] = {
            "-": self._say["minus"],
            ".": self._say["decimal"],
            ",": self._say["thousands"],
        }
        return format(value, form).translate(str.maketrans(signs))

    def span(self, low: Decimal | float | str, high: Decimal | float | str) -> str:
        """Two ends: "10 to 12"."""
        ends = [end if isinstance(end, str) else self.number(end) for end in (low, high)]
        return self._say("range", low=ends[0], high=ends[1])

    def interval(self, low: Decimal | float | str, high: Decimal | float | str) -> str:
        """An interval behind its value: "(10 to 12)"."""
        return self._say("interval", range=self.span(low, high))

    def with_interval(self, value: Decimal, low: Decimal | None, high: Decimal | None) -> str:
        """A value, and its interval where it is known."""
        shown = self.number(value)
        if low is None or high is None:
            return shown
        return self._say("with_interval", number=shown, interval=self.interval(low, high))

    def up_to(self, value: Decimal, high: Decimal | None) -> str:
        """A value, or the range that starts with it."""
        return self.number(value) if high is None else self.span(value, high)

    def versus(self, treated: str, control: str) -> str:
        """The treated group's number beside that of its comparison."""
        return self._say("versus", treated=treated, control=control)

    def pair(self, finding: Finding) -> str:
        """The treated group's number beside that of its comparison, or alone where it has none."""
        shown = self.number(finding.value)
        return shown if finding.control is None else self.versus(shown, self.number(finding.control))

    def whole(self, rate: Decimal, half_up: bool) -> str:
        """A rate per 100 as whole people: below one it is "fewer than 1", and "none" only where none was counted."""
        if rate < 1:
            return self._say["fewer" if rate else "none"]
        return self.number(whole(rate, half_up))

    def people(self, n: int | None) -> str:
        """How many people, also where nobody says."""
        if not n:
            return self._say["people_unknown"]
        return self._say("people_one" if n == 1 else "people", number=self.count(n))

    def counted(self, n: int | None, of: str) -> str:
        """How many of what a finding counts: people, or studies."""
        if not n:
            return self._say["people_unknown"]
        return self._say("counted", number=self.count(n), of=self._labels["n_of"][of])

    def events(self, events: int, n: int) -> str:
        """How many of how many: "12 of 40"."""
        return self._say("events", events=self.count(events), n=self.count(n))

    def of_100(self, number: str) -> str:
        """Whole people of a hundred: "45 of 100"."""
        return self._say("of_100", number=number)

    def shown(self, finding: Finding) -> str:
        """A finding's number as a table prints it: value, comparison or interval, and unit."""
        if finding.control is not None:
            number = self.pair(finding)
        elif finding.unit in ("days", "weeks") and finding.low is not None and finding.high is not None:
            number = self.span(finding.low, finding.high)
        else:
            number = self.with_interval(finding.value, finding.low, finding.high)
        return self._say("with_unit", number=number, unit=self._labels["unit"][finding.unit])

    def date(self, date: str) -> str:
        """A date such as 2019-03-05, 2022-12 or 1970, no more exact than it is."""
        year, *rest = date_parts(date)
        if not rest:
            return str(year)
        month = self._say[f"month_{rest[0]}"]
        return self._say("day" if len(rest) == 2 else "month", day=rest[-1], month=month, year=year)


class _Cell:
    """A number of a row, which prose prints as it is or in a format of its own, such as ``{row.n:,}``."""

    def __init__(self, value: Decimal | int, numbers: Numbers) -> None:
        self._value = value
        self._numbers = numbers

    def __format__(self, form: str) -> str:
        return self._numbers.formatted(self._value, form)


class Cells:
    """A row as prose asks for it: the fields of the row, and the ways to print them that numbers have.

    ``{row.value}`` is the cell, ``{row.shown}`` the same as a table prints it.
    """

    def __init__(self, row: Any, numbers: Numbers) -> None:
        self._row = row
        self._numbers = numbers

    def __getattr__(self, name: str) -> Any:
        printed = _PRINTED.get(name)
        if printed is not None:
            return printed(self._row, self._numbers)
        value = getattr(self._row, name)
        return _Cell(value, self._numbers) if isinstance(value, (Decimal, int)) else value


def _shown(row: Finding | SideEffect, numbers: Numbers) -> str:
    return numbers.up_to(row.value, row.value_high) if hasattr(row, "value_high") else numbers.shown(row)


def _control(row: Finding | SideEffect) -> Decimal:
    if row.control is None:
        raise ValueError("the row has no comparison")
    return row.control


def _people(row: Finding, numbers: Numbers) -> str:
    if row.n is None:
        raise ValueError("the row has no n")
    return numbers.count(row.n)


# Which way a half goes, so that it counts against the treatment: in prose about harms, and in prose about benefits.
HALF_UP = {"whole": True, "control_whole": False, "helped": False, "control_helped": True}


def rate_of(row: Any, name: str) -> Decimal:
    """The rate that one of ``HALF_UP`` prints."""
    return _control(row) if name.startswith("control_") else row.value


def _whole(name: str) -> Callable[[Any, Numbers], str]:
    return lambda row, numbers: numbers.whole(rate_of(row, name), HALF_UP[name])


_PRINTED: Mapping[str, Any] = {
    "shown": _shown,
    "control_shown": lambda row, numbers: numbers.up_to(_control(row), row.control_high),
    **{name: _whole(name) for name in HALF_UP},
    "people": _people,
    "when": lambda row, numbers: numbers.date(row.date),
}
