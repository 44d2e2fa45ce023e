"""A trial drawn anew by chance: its own two rates and its own two groups, as often as a reader likes.

It is a simulation. Each person of a group gets better or not with the rate that the trial found in that group, which
makes a group's number a binomial draw. What comes out differs from one run to the next by chance alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import NamedTuple

from explainer import results
from explainer.caching import locked_cache
from explainer.library import Library
from explainer.results import Line

MOST = 100  # runs; more would say nothing new, and have no room
ENOUGH = 20  # runs, after which one sentence says what was seen


class Run(NamedTuple):
    """How many people got better in each group of one run."""

    treated: int
    control: int


@dataclass(frozen=True)
class Design:
    """A result with both groups, and the chance of each person in them: as it was found, or the same in both."""

    line: Line
    same: bool = False

    @cached_property
    def sizes(self) -> tuple[int, int]:
        """People in the treated group and in the comparison."""
        return self.line.trial.arm_n or 0, self.line.trial.control_n or 0

    @cached_property
    def chances(self) -> tuple[float, float]:
        """The chance of one person in each group to get better, 0 to 1: from the counts as printed, else the rates."""
        one, finding, (n, control_n) = self.line.trial, self.line.finding, self.sizes
        rate = float(finding.value) / 100 if one.events is None else one.events / n
        control = float(finding.control or 0) / 100 if one.control_events is None else one.control_events / control_n
        if self.same:
            both = (rate * n + control * control_n) / (n + control_n)
            return both, both
        return rate, control

    def difference(self, run: Run) -> float:
        """How many more of 100 got better in the treated group of this run than in its comparison, to a tenth."""
        (n, control_n), (treated, control) = self.sizes, run
        return round(100 * (treated / n - control / control_n), 1)

    def runs(self, seed: int, count: int) -> tuple[Run, ...]:
        """The first ``count`` runs of one seed: the same ones each time it is asked.

        ``random.binomialvariate`` would do it, from Python 3.12 on.
        """
        chance = Random(seed)

        def drawn(people: int, rate: float) -> int:
            return sum(chance.random() < rate for _ in range(people))

        (n, control_n), (rate, control_rate) = self.sizes, self.chances
        return tuple(Run(drawn(n, rate), drawn(control_n, control_rate)) for _ in range(count))

    @cached_property
    def real(self) -> float:
        """The difference that the trial itself found, of the people that it counted."""
        found = replace(self, same=False)
        return found.difference(Run(*(round(chance * n) for chance, n in zip(found.chances, found.sizes, strict=True))))


def counted(line: Line) -> bool:
    """Whether the printed rates are those of whole people of the printed groups: else others were counted."""
    one, finding = line.trial, line.finding
    pairs = ((finding.value, one.arm_n), (finding.control, one.control_n))
    return all(
        rate is not None and n and abs(Decimal(round(rate * n / 100) * 100) / n - rate) <= _half_a_digit(rate)
        for rate, n in pairs
    )


def _half_a_digit(rate: Decimal) -> Decimal:
    exponent = rate.as_tuple().exponent
    return Decimal("0.5").scaleb(exponent if isinstance(exponent, int) else 0)


@locked_cache(maxsize=4)  # one a library
def designs(content: Library) -> Mapping[str, Design]:
    """Every card of one trial that prints how many of how many got better in both groups, in the order of the page.

    By the id of its result. Several trials in one are left out, and so are rates that are not of the printed groups.
    """
    every = results.cards(results.lines(content, *results.RATES), results.ORDERS[0])
    leads = (card.lead for card in every if content.sources[card.lead.finding.source].kind != "meta-analysis")
    return {line.finding.id: Design(line) for line in leads if counted(line)}


def telling(content: Library) -> tuple[Design, Design]:
    """Two trials that show what size does: the first with no clear result, and the largest that is clearly better."""
    every = designs(content).values()
    unclear = next(one for one in every if one.line.verdict == "no clear difference")
    return unclear, max((one for one in every if one.line.verdict == "better"), key=lambda one: sum(one.sizes))
