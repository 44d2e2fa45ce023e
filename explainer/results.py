"""Trials side by side: one line a result, drawn as HTML so that it reads, prints and wraps like text.

Each line names the trial, draws the treated group and its comparison on one scale, and prints every number that it
draws. Nothing is told by colour or by place alone, and no line needs a mouse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from explainer import prose, verdicts
from explainer.caching import kept
from explainer.draw.pictures import address
from explainer.draw.timeline_svg import COLOURS
from explainer.library import Library
from explainer.loading.loader import library
from explainer.model import Finding, Outcome, Trial, Verdict

if TYPE_CHECKING:
    import pandas as pd

MEDICINES = {
    "ketamine_iv": "Ketamine by drip",
    "esketamine_nasal": "Esketamine spray",
    "ketamine_other": "Ketamine, other ways",
    "ketamine_any": "Any form, drip, spray or other",
}
STYLE = Path(__file__).parent / "draw" / "figures.css"
TIMES = {"Within a day": 24, "Two days to two weeks": 336, "Three weeks or later": None}  # up to this many hours
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
VERDICT_COUNTS: tuple[Verdict, ...] = (
    "better",
    "hint only",
    "no clear difference",
    "worse",
)  # what is counted above the trials
RATES: tuple[Outcome, ...] = ("response", "remission")
LISTED: tuple[Outcome, ...] = ("change in each group", "other effect", "no number printed")
VERDICTS = {
    "better": "▲ better",
    "hint only": "△ hint only",
    "no clear difference": "= no clear difference",
    "worse": "▼ worse",
    "not tested": "not compared",
}
Sort = Literal[
    "Newest first", "Oldest first", "Most people first", "Largest difference first", "Smallest difference first"
]
SORTS: tuple[Sort, ...] = get_args(Sort)
EASED = "of 100 people; thoughts halved or none left, as each line says"
NOT_STATED = "not stated in what we read"


def capital(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Line:
    """One result with all that is known about it."""

    trial: Trial
    finding: Finding

    @property
    def medicine(self) -> str:
        """What the treated group had."""
        return MEDICINES[self.finding.treatment]

    @property
    def against(self) -> str:
        """The kind of comparison."""
        return capital(self.trial.against)

    @property
    def time(self) -> str:
        """Which stretch of time the result belongs to; a time that the paper leaves open counts as the last."""
        hours = self.finding.time_hours
        return next(name for name, end in TIMES.items() if end is None or (hours is not None and hours <= end))

    @property
    def outcome(self) -> str:
        """What was counted."""
        return capital(self.trial.outcome)

    @property
    def setting(self) -> str:
        """Where the people were treated."""
        return capital(self.trial.setting)

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
    def interval(self) -> tuple[str, bool] | None:
        """The interval of the difference as text, and whether it was computed here; None where neither is known."""
        between = verdicts.difference(self.trial)
        if between is None:
            return None
        if between.computed:
            return f"{between.low:.1f} to {between.high:.1f}", True
        return f"{self.trial.difference_low} to {self.trial.difference_high}", False

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
        return self.trial.payer or library().sources[self.finding.source].funding or NOT_STATED

    @property
    def year(self) -> int:
        """The year in the trial's name, else of its source, for sorting."""
        named = re.search(r"\b(?:19|20)\d\d\b", self.trial.trial)
        return int(named.group()) if named else library().sources[self.finding.source].year or 0

    @property
    def second_hand(self) -> bool:
        """Whether we know it from a report about the study only."""
        return self.finding.confidence == "secondary"


def _minus(text: str) -> str:
    return text.replace("-", "−")


@kept(32)  # one a figure of the page
def lines(*outcomes: Outcome) -> tuple[Line, ...]:
    """Every result that counts one of ``outcomes``, in the order of the file."""
    content = library()
    return tuple(Line(trial, content.findings[trial.finding]) for trial in content.trials if trial.outcome in outcomes)


def sort(chosen: Iterable[Line], by: Sort) -> list[Line]:
    """``chosen`` in the order that a reader asked for; equal ones stay as they were."""
    keys: dict[Sort, Callable[[Line], float]] = {
        "Most people first": lambda line: -(line.people or 0),
        "Newest first": lambda line: -line.year,
        "Oldest first": lambda line: line.year,
        "Largest difference first": lambda line: -float(line.difference or 0),
        "Smallest difference first": lambda line: float(line.difference or 0),
    }
    return sorted(chosen, key=keys[by])


def glance() -> tuple[Line, ...]:
    """The few results of the short table, in the order of its file."""
    content = library()
    trials = {trial.finding: trial for trial in content.trials}
    return tuple(Line(trials[one.finding], content.findings[one.finding]) for one in content.glance)


def fitting(chosen: Mapping[str, str], outcomes: Iterable[Outcome]) -> tuple[Line, ...]:
    """Every result of ``outcomes`` whose properties are as ``chosen``: a name such as 'medicine', and its value."""
    return tuple(
        line for line in lines(*outcomes) if all(getattr(line, name) == value for name, value in chosen.items())
    )


# --- words -----------------------------------------------------------------------------------------------------


def _people(line: Line) -> str:
    if not line.people:
        return "number of people not stated"
    return f"{line.people:,} {'people' if line.trial.control_n else line.finding.n_of}"


def numbers(line: Line) -> str:
    """The numbers of a line as one phrase."""
    finding = line.finding
    if line.trial.outcome == "no number printed":
        return "no number in what we read"
    if line.trial.outcome == "change in each group":
        return _minus(f"{finding.value} v {finding.control} {finding.unit}")
    return finding.shown


def _difference(line: Line) -> str:
    """The difference of a pair of rates with its interval, and which of the two no paper printed."""
    if line.difference is None:
        return ""
    text = f"difference {_minus(f'{line.difference:+}')}"
    if line.interval:
        text += f" ({_minus(line.interval[0])})"
    computed = _computed(line)
    if not computed:
        return text
    return (
        f"{text}, computed here"
        if line.interval is None or len(computed) == 2
        else f"{text}; {computed[0]} computed here"
    )


def _counts(line: Line) -> str:
    one = line.trial
    if one.events is not None and one.arm_n and one.control_n:
        return f"{one.events} of {one.arm_n} people against {one.control_events} of {one.control_n}."
    return f"{one.arm_n} people against {one.control_n}." if one.arm_n and one.control_n else ""


def _about(line: Line) -> str:
    """What stands behind a line, for a reader who wants to judge it."""
    finding = line.finding
    second_hand = "We know it second-hand only." if line.second_hand else ""
    no_interval = line.difference is not None and line.interval is None
    parts = [
        f"Who: {finding.population}.",
        _counts(line),
        "No interval of the difference was in what we read." if no_interval else "",
        f"Where: {line.trial.setting}.",
        f"Kind of study: {finding.design}.",
        second_hand,
        _held_back(line),
        finding.note or "",
    ]
    return " ".join(part for part in parts if part)


def found(chosen: Iterable[Line]) -> str:
    """How many results found what."""
    named = [line.verdict for line in chosen]
    return " · ".join(f"{VERDICTS[verdict]}: {named.count(verdict)}" for verdict in VERDICT_COUNTS)


def _held_back(line: Line) -> str:
    """Why a result is called a hint only."""
    reasons = verdicts.holds_back(line.trial, line.finding) if line.verdict == "hint only" else ()
    return f"A hint only: {'; '.join(reasons)}." if reasons else ""


def table(chosen: Iterable[Line]) -> pd.DataFrame:
    """The lines as a table: one row a line, in the order drawn; numbers as numbers, so that columns sort."""
    import pandas as pd  # 73 MB of a server's memory: loaded when somebody first opens a table

    content = library()
    return pd.DataFrame(
        {
            "Trial": line.trial.trial,
            "In plain words": line.trial.plain,
            "Trial found": line.verdict,
            "Medicine": line.medicine,
            "Against": line.finding.comparator,
            "Counted": line.finding.outcome,
            "When": line.finding.time_label or "",
            "Treated": float(line.finding.value),
            "Comparison": None if line.finding.control is None else float(line.finding.control),
            "Unit": line.finding.unit,
            "Difference": None if line.difference is None else float(line.difference),
            "Interval of the difference": line.interval[0] if line.interval else "",
            "Computed here": ", ".join(_computed(line)),
            "Interval printed": _range(line.finding),
            "People": line.people,
            "Could they tell?": line.trial.blinding,
            "Setting": line.trial.setting,
            "Paid for by": line.payer,
            "Certainty": line.finding.certainty,
            "We read": "a second-hand report only" if line.second_hand else "a passage",
            "Source": content.sources[line.finding.source].short,
            "Address": content.sources[line.finding.source].address,
        }
        for line in chosen
    ).astype({"People": "Int64"})


def _computed(line: Line) -> list[str]:
    """Which of a line's values no paper printed."""
    difference = line.difference is not None and line.trial.difference is None
    interval = line.interval is not None and line.interval[1]
    return [name for name, is_so in (("difference", difference), ("interval", interval)) if is_so]


def _range(finding: Finding) -> str:
    return "" if finding.low is None else f"{finding.low} to {finding.high}"


# --- drawing ---------------------------------------------------------------------------------------------------


def _place(value: Decimal | float, low: float, high: float) -> str:
    """Where a value lies between two ends, in per cent of the width."""
    return f"{100 * (float(value) - low) / (high - low):.1f}%"


def _span(start: Decimal, end: Decimal, low: float, high: float, kind: str) -> str:
    left, right = sorted((float(start), float(end)))
    width = 100 * (right - left) / (high - low)
    return f'<i class="{kind}" style="left:{_place(left, low, high)};width:{width:.1f}%"></i>'


def _dot(value: Decimal, low: float, high: float, kind: str) -> str:
    """A mark; its shape, which the style sheet knows by ``kind``, says the same as its colour."""
    return f'<i class="dot {kind}" style="left:{_place(value, low, high)};border-color:{COLOURS[kind]}"></i>'


def _ticks(ticks: Iterable[int], low: float, high: float) -> str:
    return "".join(f'<i class="tick" style="left:{_place(tick, low, high)}"></i>' for tick in ticks)


def _axis(ticks: Iterable[int], low: float, high: float, label: str) -> str:
    marks = "".join(f'<span style="left:{_place(tick, low, high)}">{_minus(str(tick))}</span>' for tick in ticks)
    return f'<li class="axis" aria-hidden="true"><div class="scale">{marks}</div><div class="unit">{label}</div></li>'


def _line(line: Line, plot: str, shown: str) -> str:
    """One line as a list item: its words, its drawing (hidden from a screen reader, which has the words), more."""
    finding, one = line.finding, line.trial
    reference = prose.reference(*library().reference(finding.source))
    when = f" · {finding.time_label}" if finding.time_label else ""
    judge = f"Paid for by: {line.payer} · {one.blinding} · Certainty: {finding.certainty}"
    return (
        f'<li><div class="what"><strong>{escape(one.trial)}</strong> {reference}<br>'
        f"{escape(line.medicine)} · {escape(finding.outcome)}{escape(when)} · {escape(_people(line))}<br>"
        f'<span class="versus">against {escape(finding.comparator)}</span></div>'
        f'<div class="plot" aria-hidden="true">{plot}</div>'
        f'<div class="said">{shown} <span class="verdict">{VERDICTS[line.verdict]}</span></div>'
        f'<p class="judge">{escape(judge)}</p>'
        f"<details><summary>{escape(one.plain)}</summary><p>{escape(_about(line))}</p></details></li>"
    )


def _with_interval(value: Decimal, low: Decimal | None, high: Decimal | None) -> str:
    return f"{value} ({low} to {high})" if low is not None and high is not None else str(value)


def _list(name: str, kind: str, items: str) -> str:
    return f'<ol class="side{kind}" aria-label="{escape(name)}">{items}</ol>'


def rates(chosen: Iterable[Line], name: str, label: str = "of 100 people") -> str:
    """Rates as pairs of marks on one scale from 0 to 100: filled for the treated group, a ring for the comparison.

    ``name`` is what a screen reader calls the list; ``label`` stands beside the scale.
    """
    return _pairs(chosen, name, label, 100, range(0, 101, 25), " of 100")


def days(chosen: Iterable[Line], name: str) -> str:
    """Lengths of time in the same way, on one scale of days; more is better."""
    return _pairs(chosen, name, "days; more is better", 90, range(0, 91, 30), " days")


def _pairs(chosen: Iterable[Line], name: str, label: str, end: int, ticks: range, unit: str) -> str:
    def drawn(line: Line) -> str:
        finding, plot = line.finding, _ticks(ticks, 0, end)
        if finding.control is not None:
            plot += _span(finding.control, finding.value, 0, end, "gap")
            plot += _dot(finding.control, 0, end, "control")
        if finding.low is not None and finding.high is not None:
            plot += _span(finding.low, finding.high, 0, end, "whisker")
        if finding.control_low is not None and finding.control_high is not None:
            plot += _span(finding.control_low, finding.control_high, 0, end, "whisker below")
        plot += _dot(finding.value, 0, end, finding.treatment)
        shown = _with_interval(finding.value, finding.low, finding.high)
        if finding.control is not None:
            shown += f" v {_with_interval(finding.control, finding.control_low, finding.control_high)}"
        gap = _difference(line)
        return _line(line, plot, f"<strong>{shown}{unit}</strong>" + (f"<span>{gap}</span>" if gap else ""))

    return _list(name, "", _axis(ticks, 0, end, label) + "".join(map(drawn, chosen)))


def scores(chosen: Iterable[Line], name: str) -> str:
    """Differences in depression score as a mark and its interval, on one scale in points around no difference."""
    low, high, ticks = -15.0, 10.0, range(-15, 11, 5)

    def drawn(line: Line) -> str:
        finding, plot = line.finding, _ticks(ticks, low, high) + _ticks([0], low, high).replace("tick", "tick zero")
        shown = _minus(str(finding.value))
        if finding.low is not None and finding.high is not None:
            plot += _span(finding.low, finding.high, low, high, "interval")
            shown += _minus(f" ({finding.low} to {finding.high})")
        return _line(line, plot + _dot(finding.value, low, high, finding.treatment), f"<strong>{shown} points</strong>")

    return _list(name, "", _axis(ticks, low, high, "points; left of 0 is better") + "".join(map(drawn, chosen)))


def listed(chosen: Iterable[Line], name: str) -> str:
    """Results that no scale fits, as lines without a drawing; their numbers are small, for few can read them."""
    return _list(name, " bare", "".join(_line(line, "", f"<span>{escape(numbers(line))}</span>") for line in chosen))


def side(name: str) -> tuple[tuple[Line, ...], str]:
    """The results of one list of the evidence page, and the list as HTML. Raises KeyError for an unknown name.

    A list with words of its own is a figure; the other two are called as the passage above them.
    """
    content = library()
    named = content.figure_words if name in content.figure_words else content.passages
    title = named[name].title
    match name:
        case "scores":
            chosen = lines("depression score")
            return chosen, scores(chosen, title)
        case "other":
            chosen = lines(*LISTED)
            return chosen, listed(chosen, title)
        case "alone":
            chosen = lines("no comparison")
            return chosen, rates(chosen, title)
        case "relapse":
            chosen = lines("relapse")
            return chosen, rates(chosen, title, "of 100 became ill again; less is better")
        case "days":
            chosen = lines("lasting, other")
            return chosen, days((line for line in chosen if line.finding.unit == "days"), title) + listed(
                (line for line in chosen if line.finding.unit != "days"), f"{title}, as a ratio"
            )
        case "against":
            chosen = tuple(line for line in lines(*RATES) if line.trial.against in ("ECT", "quetiapine"))
            return chosen, rates(chosen, title)
        case "thoughts":
            chosen = lines("suicidal thoughts")
            return chosen, rates(chosen, title, EASED)
        case "thoughts_other":
            chosen = lines("suicidal thoughts, other")
            return chosen, listed(chosen, title)
    raise KeyError(name)


def at_a_glance(chosen: Iterable[Line], name: str) -> str:
    """A few results as an HTML table: what was compared, the two rates, when, in how many, who paid, how sure."""
    content = library()

    def row(line: Line) -> str:
        finding = line.finding
        reference = prose.reference(*content.reference(finding.source))
        compared = f"{line.medicine} against {finding.comparator}"
        graded = "nobody graded it" if finding.certainty == "not graded" else f"certainty {finding.certainty}"
        cells = [
            f"{finding.value} v {finding.control}",
            finding.time_label or "",
            _people(line),
            line.payer,
            f"{VERDICTS[line.verdict]}; {graded}{'; second-hand' if line.second_hand else ''}",
        ]
        return (
            f'<tr><th scope="row">{escape(compared)}: {escape(finding.outcome)} {reference}'
            f'<span class="about">{escape(finding.population)}</span></th>'
            + "".join(
                f'<td data-label="{head}">{escape(cell)}</td>' for head, cell in zip(_GLANCE[1:], cells, strict=True)
            )
            + "</tr>"
        )

    head = "".join(f'<th scope="col">{title}</th>' for title in _GLANCE)
    return (
        f'<table class="box glance"><caption>{escape(name)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(map(row, chosen))}</tbody></table>"
    )


_GLANCE = ("Compared, and counted", "Of 100 people", "When", "How many", "Who paid", "What it found, how sure")


@dataclass(frozen=True)
class Crowd:
    """100 people, and how many of them respond: ``value`` filled, ``number`` in words, and the interval as text."""

    label: str
    value: Decimal
    number: str
    interval: str
    colour: str


def crowds() -> tuple[Crowd, Crowd, Crowd]:
    """After ketamine, after a sedative and after salt water: Wilkinson 2019, whose two pairs share the first crowd."""
    findings = library().findings
    sedative, saline = findings["wilkinson_midazolam"], findings["wilkinson_saline"]
    treated = f"{sedative.low} to {sedative.high} beside the sedative, {saline.low} to {saline.high} beside salt water"

    def compared(label: str, finding: Finding) -> Crowd:
        value = finding.control or Decimal(0)
        return Crowd(label, value, str(value), f"{finding.control_low} to {finding.control_high}", COLOURS["control"])

    return (
        Crowd(
            "After one drip of ketamine",
            sedative.value,
            f"{sedative.value} and {saline.value}",
            treated,
            COLOURS["ketamine_iv"],
        ),
        compared("After a sedative that can be felt", sedative),
        compared("After salt water", saline),
    )


def crowd(value: Decimal, colour: str) -> str:
    """An icon array as an SVG picture: 100 people in ten rows, the first ``value`` of them filled.

    Raises ValueError unless ``value`` is a whole number from 0 to 100.
    """
    if not 0 <= value <= 100 or value != int(value):
        raise ValueError(f"{value} is not a whole number of people from 0 to 100")
    person = (
        '<symbol id="p" viewBox="0 0 20 26"><circle cx="10" cy="6" r="4"/>'
        '<path d="M3 25v-6c0-5 3-7 7-7s7 2 7 7v6z"/></symbol>'
    )
    figures = "".join(
        f'<use href="#p" class="{"on" if at < value else "off"}" x="{at % 10 * 24}" y="{at // 10 * 30}" width="20"'
        ' height="26"/>'
        for at in range(100)
    )
    style = (
        f"<style>.on{{fill:{colour};stroke:{colour};stroke-width:1}}"
        f".off{{fill:none;stroke:{COLOURS['control']};stroke-width:1.2}}</style>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 240 300" width="240" height="300">'
        f"{style}{person}{figures}</svg>"
    )


def crowd_figure(one: Crowd, content: Library) -> str:
    """A crowd with its number above it and its interval beneath."""
    say = content.interface["evidence"]
    alt = escape(say("crowd", label=one.label, number=one.number), quote=True)
    return (
        f"<figure><figcaption><strong>{escape(say('of_100', number=one.number))}</strong></figcaption>"
        f'<img src="{crowd_address(one)}" width="240" height="300" alt="{alt}">'
        f"<p>{escape(say('interval', label=one.label, interval=one.interval))}</p></figure>"
    )


def crowd_address(one: Crowd) -> str:
    """The icon array as a data URI, for an img: inside a page its styles would reach other pictures."""
    return address(crowd(one.value, one.colour))
