"""One rule for what a result may be called, over every row of trials.csv.

The rows hold what the trial itself found; the word that a reader sees follows from here. Content tells the rule in
plain words on the evidence page, so a change here is a change there.
"""

from __future__ import annotations

from typing import NamedTuple

from explainer.intervals import newcombe
from explainer.model import Finding, Reason, Test, Trial, Verdict

FEWEST = 50  # with fewer people in both groups together, a clear result is a hint only
RATIOS = ("odds ratio", "risk ratio", "hazard ratio")
DIFFERENCES = ("MADRS points", "rating points", "Hedges g", "standardised beta", "standardised difference")


class Interval(NamedTuple):
    """Where the true difference may well lie. ``level`` is the value that stands for no difference."""

    low: float
    high: float
    level: int
    computed: bool

    @property
    def open(self) -> bool:
        """Whether no difference at all is still possible: the interval holds it or touches it."""
        return self.low <= self.level <= self.high


def difference(trial: Trial) -> Interval | None:
    """The interval of a difference of two rates, per 100: as printed, else computed from the counts."""
    if trial.difference_low is not None and trial.difference_high is not None:
        return Interval(float(trial.difference_low), float(trial.difference_high), 0, False)
    if trial.events is not None and trial.arm_n and trial.control_events is not None and trial.control_n:
        low, high = newcombe(trial.events, trial.arm_n, trial.control_events, trial.control_n)
        return Interval(100 * low, 100 * high, 0, True)
    return None


def interval(trial: Trial, finding: Finding) -> Interval | None:
    """The interval that decides: a printed one before a computed one, and the result's own before that of a ratio."""
    of_rates = difference(trial)
    if of_rates and not of_rates.computed:
        return of_rates
    if trial.ratio_low is not None and trial.ratio_high is not None:
        return Interval(float(trial.ratio_low), float(trial.ratio_high), 1, False)
    if finding.low is not None and finding.high is not None and trial.outcome != "change in each group":
        for units, level in ((RATIOS, 1), (DIFFERENCES, 0)):
            if finding.unit in units:
                return Interval(float(finding.low), float(finding.high), level, False)
    return of_rates


def _more_is_better(trial: Trial, finding: Finding) -> bool | None:
    """Which way of the interval's level favours the treated group; None where the papers themselves differ in it."""
    if finding.unit == "per 100":
        return trial.outcome != "relapse"
    if finding.unit in ("MADRS points", "rating points", "hazard ratio"):
        return False
    return True if finding.unit in RATIOS else None


def _shown(trial: Trial, finding: Finding) -> tuple[Test, ...]:
    """What the interval allows as the trial's finding; empty where there is no interval."""
    between = interval(trial, finding)
    if between is None:
        return ()
    if between.open:
        return ("no_difference",)
    upwards = _more_is_better(trial, finding)
    if upwards is None:
        return ("favours_treated", "favours_comparison")
    return ("favours_treated",) if (between.low > between.level) == upwards else ("favours_comparison",)


def disagreement(trial: Trial, finding: Finding) -> str | None:
    """What to type where a row's interval and its test say two things, or where neither says anything."""
    allowed = _shown(trial, finding)
    between = interval(trial, finding)
    if trial.against == "none" or between is None or trial.test in allowed:
        return None
    if trial.test == "not_tested" and len(allowed) == 1:
        return None
    wanted = " or ".join(f"'{one}'" for one in allowed)
    where = f"holds or touches {between.level}" if between.open else f"lies to one side of {between.level}"
    return (
        f"field 'test': '{trial.test}', but the interval {between.low:.4g} to {between.high:.4g} {where}, which means "
        f"no difference; type {wanted}"
    )


def people(trial: Trial, finding: Finding) -> int | None:
    """How many people a result rests on: both groups where they are known, else the study."""
    return trial.arm_n + trial.control_n if trial.arm_n and trial.control_n else finding.n


def holds_back(trial: Trial, finding: Finding) -> tuple[Reason, ...]:
    """Every reason why a clear result may be called a hint only."""
    few = people(trial, finding)
    untested = trial.test == "not_tested" and not _shown(trial, finding)
    reasons: dict[Reason, bool] = {
        "very low certainty": finding.certainty == "very low",
        "few people": few is not None and few < FEWEST,
        "no test seen": untested,
    }
    found = [reason for reason, holds in reasons.items() if holds]
    return (*found, trial.holds_back) if trial.holds_back else tuple(found)


def verdict(trial: Trial, finding: Finding) -> Verdict:
    """The one word for a result, by the same rule for every row."""
    if trial.against == "none":
        return "not tested"
    allowed = _shown(trial, finding)
    found = allowed[0] if len(allowed) == 1 else trial.test
    if found == "no_difference":
        return "no clear difference"
    if holds_back(trial, finding):
        return "hint only"
    return "better" if found == "favours_treated" else "worse"
