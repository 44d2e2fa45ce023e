"""Results of trials: one line a result, with all that is known about it, in the words of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from explainer import verdicts
from explainer.caching import locked_cache
from explainer.library import Library
from explainer.model import Against, Finding, Order, Outcome, Setting, Stretch, Treatment, Trial, Verdict
from explainer.numbers import whole

if TYPE_CHECKING:
    import pandas as pd

Band = Literal["asleep", "sedative", "awake", "mixed", "treatment"]
STRETCHES: dict[Stretch, int | None] = {"day": 24, "weeks": 336, "later": None}  # up to this many hours
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
RATES: tuple[Outcome, ...] = ("response", "remission")
LISTED: tuple[Outcome, ...] = ("change in each group", "other effect", "no number printed")
ORDERS: tuple[Order, ...] = get_args(Order)
FILTERS = ("medicine", "against", "time", "outcome", "setting")  # the properties of a line that a reader can choose by
BY_DIFFERENCE: tuple[Order, ...] = ("largest", "smallest")  # orders that need a difference
NOT_STATED: Setting = "not stated in what we read"
# How well each kind of comparison hid who got what; the bands of the evidence page in their order.
BANDS: Mapping[Band, tuple[Against, ...]] = {
    "asleep": ("placebo under anaesthetic",),
    "sedative": ("sedative",),
    "awake": ("placebo, awake", "tablet plus placebo"),
    "mixed": ("mixed", "placebo, kind not stated"),
    "treatment": ("ECT", "quetiapine"),
}
BAND_OF: Mapping[Against, Band] = {against: band for band, kinds in BANDS.items() for against in kinds}
A_DAY = 24  # hours
KINDS = {"medicine": "treatment", "against": "against", "time": "stretch", "outcome": "outcome", "setting": "setting"}


def capital(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def option(name: str, code: str, content: Library) -> str:
    """How one choice of a filter reads: ``name`` is a property of KINDS, ``code`` its value."""
    return capital(content.labels[KINDS[name]][code])


class Interval(NamedTuple):
    """The interval of a difference, and whether it was computed here."""

    low: Decimal
    high: Decimal
    computed: bool


@dataclass(frozen=True)
class Line:
    """One result with all that is known about it. What it is compared by are codes; their words are in labels.toml."""

    trial: Trial
    finding: Finding
    content: Library

    @property
    def medicine(self) -> Treatment:
        """What the treated group had."""
        return self.finding.treatment

    @property
    def against(self) -> Against:
        """The kind of comparison."""
        return self.trial.against

    @property
    def time(self) -> Stretch:
        """Which stretch of time the result belongs to; a time that the paper leaves open counts as the last."""
        hours = self.finding.time_hours
        return next(name for name, end in STRETCHES.items() if end is None or (hours is not None and hours <= end))

    @property
    def outcome(self) -> Outcome:
        """What was counted."""
        return self.trial.outcome

    @property
    def setting(self) -> Setting:
        """Where the people were treated."""
        return self.trial.setting

    @property
    def difference(self) -> Decimal | None:
        """Treated minus comparison, per 100 people; None where there is no pair of rates.

        As printed; else computed here, from the counts where they are known, else from the rates.
        """
        if self.trial.difference is not None:
            return self.trial.difference
        if self.finding.unit != "per 100" or self.finding.control is None:
            return None
        one = self.trial
        if one.events is not None and one.control_events is not None and one.arm_n and one.control_n:
            share = Decimal(one.events) / one.arm_n - Decimal(one.control_events) / one.control_n
            return (100 * share).quantize(Decimal("0.1"))
        return self.finding.value - self.finding.control

    @cached_property
    def interval(self) -> Interval | None:
        """The interval of the difference; None where neither a printed nor a computed one is known."""
        between = verdicts.difference(self.trial)
        if between is None:
            return None
        low, high = self.trial.difference_low, self.trial.difference_high
        if between.computed or low is None or high is None:
            low, high = (Decimal(f"{end:.1f}") for end in (between.low, between.high))
        return Interval(low, high, between.computed)

    @property
    def people(self) -> int | None:
        """How many people the line rests on: both groups where they are known, else the study."""
        return verdicts.people(self.trial, self.finding)

    @property
    def verdict(self) -> Verdict:
        """What the result may be called, by the one rule for all."""
        return verdicts.verdict(self.trial, self.finding)

    @property
    def payer(self) -> str:
        """Who paid for the study, as far as we read."""
        return self._payer or self.content.interface["results"]["payer_unknown"]

    @property
    def payer_known(self) -> bool:
        """Whether what we read says who paid; a sponsor that is registered need not be the one."""
        return self._payer is not None and self.content.sources[self.finding.source].payer is None

    @property
    def _payer(self) -> str | None:
        return self.trial.payer or self.content.sources[self.finding.source].funding

    @property
    def year(self) -> int:
        """The year of the trial, for sorting."""
        return self.trial.year or self.content.sources[self.finding.source].year or 0

    @property
    def band(self) -> Band:
        """Which band of the evidence page the comparison belongs to. Raises KeyError where there was none."""
        return BAND_OF[self.against]

    @property
    def second_hand(self) -> bool:
        """Whether we know it from a report about the study only."""
        return self.finding.confidence == "secondary"


@locked_cache(maxsize=32)  # one a figure of the page
def lines(content: Library, *outcomes: Outcome) -> tuple[Line, ...]:
    """Every result that counts one of ``outcomes``, in the order of the file."""
    chosen = (trial for trial in content.trials if trial.outcome in outcomes)
    return tuple(Line(trial, content.findings[trial.finding], content) for trial in chosen)


def sort(chosen: Iterable[Line], by: Order) -> list[Line]:
    """``chosen`` in the order that a reader asked for; equal ones stay as they were."""
    keys: dict[Order, Callable[[Line], float]] = {
        "newest": lambda line: -line.year,
        "oldest": lambda line: line.year,
        "most": lambda line: -(line.people or 0),
        "largest": lambda line: -float(line.difference or 0),
        "smallest": lambda line: float(line.difference or 0),
    }
    return sorted(chosen, key=keys[by])


@dataclass(frozen=True)
class Card:
    """All results of one trial beside one kind of comparison."""

    lines: tuple[Line, ...]

    @property
    def band(self) -> Band:
        """How well it hid who got what."""
        return self.lines[0].band

    @cached_property
    def lead(self) -> Line:
        """The result that is drawn, by one rule: response before remission; then the first count from one day on;
        of several doses the one with most people."""

        def place(line: Line) -> tuple[bool, bool, Decimal, int]:
            hours = line.finding.time_hours or Decimal(0)
            return line.outcome != RATES[0], hours < A_DAY, hours, -(line.people or 0)

        return min(self.lines, key=place)

    @property
    def others(self) -> tuple[Line, ...]:
        """Every result but the one that is drawn."""
        return tuple(line for line in self.lines if line is not self.lead)

    @cached_property
    def series(self) -> tuple[Line, ...]:
        """The same count in the same people as the one that is drawn, at every time; empty where there is one."""
        same = [line for line in self.lines if line.finding.outcome == self.lead.finding.outcome]
        timed = sorted(
            (line for line in same if line.finding.time_hours), key=lambda line: line.finding.time_hours or 0
        )
        return tuple(timed) if len(timed) > 1 else ()


def _told(line: Line) -> tuple[int, str, Decimal]:
    """The place of a result on its card: response first, each dose for itself, from the first count to the last."""
    return RATES.index(line.outcome), line.finding.outcome, line.finding.time_hours or Decimal(0)


def cards(chosen: Iterable[Line], by: Order) -> tuple[Card, ...]:
    """Results as one card for each trial in each band: band after band, in the order that a reader asked for."""
    found: dict[tuple[Band, str], list[Line]] = {}
    for line in chosen:
        found.setdefault((line.band, line.trial.trial), []).append(line)
    in_time = (sorted(lines, key=_told) for lines in found.values())
    by_lead = {card.lead: card for card in (Card(tuple(lines)) for lines in in_time)}
    ordered = [by_lead[lead] for lead in sort(by_lead, by)]
    return tuple(sorted(ordered, key=lambda card: list(BANDS).index(card.band)))


def glance(content: Library) -> tuple[Line, ...]:
    """The few results of the short table, in the order of its file."""
    trials = {trial.finding: trial for trial in content.trials}
    return tuple(Line(trials[one.finding], content.findings[one.finding], content) for one in content.glance)


def fitting(content: Library, chosen: Mapping[str, str], outcomes: Iterable[Outcome]) -> tuple[Line, ...]:
    """Every result of ``outcomes`` whose properties are as ``chosen``: a name such as 'medicine', and its code."""
    return tuple(
        line for line in lines(content, *outcomes) if all(getattr(line, name) == code for name, code in chosen.items())
    )


# --- words -----------------------------------------------------------------------------------------------------


def people(line: Line) -> str:
    """How many people, or studies, a line rests on."""
    numbers = line.content.numbers
    return numbers.people(line.people) if line.trial.control_n else numbers.counted(line.people, line.finding.n_of)


def number(line: Line) -> str:
    """The numbers of a line as one phrase."""
    if line.trial.outcome == "no number printed":
        return line.content.interface["results"]["no_number"]
    return line.content.numbers.shown(line.finding)


def difference(line: Line) -> str:
    """The difference of a pair of rates with its interval, and which of the two no paper printed."""
    if line.difference is None:
        return ""
    say, numbers = line.content.interface["results"], line.content.numbers
    shown = numbers.signed(line.difference)
    if line.interval:
        shown = f"{shown} {numbers.interval(line.interval.low, line.interval.high)}"
    computed = _computed(line)
    if not computed:
        return say("difference", difference=shown)
    if line.interval is None or len(computed) == 2:
        return say("difference_all_computed", difference=shown)
    return say(f"difference_{computed[0]}_computed", difference=shown)


def _counts(line: Line) -> str:
    one, say, count = line.trial, line.content.interface["results"], line.content.numbers.count
    if not one.arm_n or not one.control_n:
        return ""
    if one.events is None or one.control_events is None:
        return say("sizes", n=count(one.arm_n), control_n=count(one.control_n))
    events = line.content.numbers.events
    return say("counts", treated=events(one.events, one.arm_n), control=events(one.control_events, one.control_n))


def about(line: Line) -> str:
    """What stands behind a line, for a reader who wants to judge it."""
    return " ".join(behind(line))


def behind(line: Line) -> list[str]:
    """The same, sentence by sentence."""
    finding, say = line.finding, line.content.interface["results"]
    parts = [
        say("who", population=finding.population),
        _counts(line),
        say["no_interval"] if line.difference is not None and line.interval is None else "",
        say("where", setting=line.content.labels["setting"][line.setting]),
        say("design", design=finding.design),
        say["second_hand"] if line.second_hand else "",
        _held_back(line),
        finding.note or "",
    ]
    return [part for part in parts if part]


def judged(line: Line) -> str:
    """Who paid, how well it was hidden who got what, and how sure anyone is."""
    certainty = line.content.labels["certainty"][line.finding.certainty]
    return line.content.interface["results"](
        "judge", payer=line.payer, blinding=line.content.labels["blinding"][line.trial.blinding], certainty=certainty
    )


def more(value: Decimal, content: Library) -> str:
    """A difference in whole people of 100: "27 more of 100"; a half counts against the treatment."""
    people = whole(value, half_up=value < 0)
    sign = "more" if people > 0 else "fewer" if people < 0 else "same"
    return content.interface["results"](f"people_{sign}", number=content.numbers.number(abs(people)))


def _held_back(line: Line) -> str:
    """Why a result is called a hint only."""
    reasons = verdicts.holds_back(line.trial, line.finding) if line.verdict == "hint only" else ()
    named = "; ".join(line.content.labels["reason"][reason] for reason in reasons)
    return line.content.interface["results"]("hint", reasons=named) if named else ""


def table(chosen: Iterable[Line], content: Library) -> pd.DataFrame:
    """The lines as a table: one row a line, in the order drawn; numbers as numbers, so that columns sort."""
    import pandas as pd  # 73 MB of a server's memory: loaded when somebody first opens a table

    say, labels, column = content.interface["results"], content.labels, content.interface["columns"]

    def span(low: Decimal | None, high: Decimal | None) -> str:
        return "" if low is None or high is None else content.numbers.span(low, high)

    return pd.DataFrame(
        {
            column["trial"]: line.trial.trial,
            column["plain"]: line.trial.plain,
            column["verdict"]: labels["verdict"][line.verdict],
            column["medicine"]: labels["treatment"][line.medicine],
            column["against"]: line.finding.comparator,
            column["counted"]: line.finding.outcome,
            column["when"]: line.finding.time_label or "",
            column["treated"]: float(line.finding.value),
            column["comparison"]: None if line.finding.control is None else float(line.finding.control),
            column["unit"]: labels["unit"][line.finding.unit],
            column["difference"]: None if line.difference is None else float(line.difference),
            column["difference_interval"]: span(line.interval.low, line.interval.high) if line.interval else "",
            column["computed"]: ", ".join(say[f"computed_{name}"] for name in _computed(line)),
            column["interval"]: span(line.finding.low, line.finding.high),
            column["people"]: line.people,
            column["blinding"]: labels["blinding"][line.trial.blinding],
            column["setting"]: labels["setting"][line.setting],
            column["payer"]: line.payer,
            column["certainty"]: labels["certainty"][line.finding.certainty],
            column["read"]: labels["confidence"][line.finding.confidence],
            column["source"]: content.sources[line.finding.source].short,
            column["address"]: content.sources[line.finding.source].address,
        }
        for line in chosen
    ).astype({column["people"]: "Int64"})


def _computed(line: Line) -> list[str]:
    """Which of a line's values no paper printed."""
    of_difference = line.difference is not None and line.trial.difference is None
    of_interval = line.interval is not None and line.interval.computed
    return [name for name, is_so in (("difference", of_difference), ("interval", of_interval)) if is_so]
