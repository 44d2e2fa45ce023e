"""What each figure of a talk asks of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from explainer import ballot
from explainer.chance import designs
from explainer.library import Library
from explainer.model import RATE_UNITS, Finding, SideEffect

Row = Finding | SideEffect


def wrong(figure: str, rows: Sequence[Row], content: Library) -> Iterator[str]:
    """What keeps ``rows`` from being drawn as ``figure``, or would make it say something untrue of one of them."""
    if figure not in _FIGURES:
        return
    for row in rows:
        if figure != "differences" and row.unit not in RATE_UNITS:
            yield f"'{row.id}' is no rate per 100; take another row"
    yield from _FIGURES[figure](rows, content)


def _differing(rows: Iterable[Row], *fields: str) -> Iterator[str]:
    """Fields that the scene states once for all its rows, but in which they differ."""
    for field in fields:
        found = {str(getattr(row, field)) for row in rows}
        if len(found) > 1:
            yield f"the rows differ in '{field}' ({', '.join(sorted(found))}), which the scene says once; take others"


def _bars(rows: Sequence[Row], _: Library) -> Iterator[str]:
    for row in rows:
        if isinstance(row, SideEffect):
            yield f"'{row.id}' is a side effect; 'bars' shows findings, so take 'pairs', or another row"
        elif row.time_label is None:
            yield f"'{row.id}' has no time to stand beside its bar; give it a 'time_label'"
    yield from _differing(
        [row for row in rows if isinstance(row, Finding)], "source", "outcome", "treatment", "n", "design", "certainty"
    )


def _differences(rows: Sequence[Row], content: Library) -> Iterator[str]:
    tested = {trial.finding for trial in content.trials}
    for row in rows:
        if isinstance(row, SideEffect):
            yield f"'{row.id}' is a side effect; 'differences' shows findings"
        elif row.unit in RATE_UNITS or row.low is None or row.high is None:
            yield f"'{row.id}' is no difference in points with its interval; take a row that is"
        elif row.id not in tested:
            yield f"'{row.id}' has no row in trials.csv, which says what was found; add one, or take another row"
    yield from _differing([row for row in rows if isinstance(row, Finding)], "unit", "certainty", "treatment")


def _pairs(rows: Sequence[Row], content: Library) -> Iterator[str]:
    tested = {trial.finding for trial in content.trials}
    findings = [row for row in rows if isinstance(row, Finding)]
    effects = [row for row in rows if isinstance(row, SideEffect)]
    if findings and effects:
        yield "findings and side effects stand on one scene; give each kind its own"
    for row in rows:
        if row.control is None:
            yield f"'{row.id}' has no comparison; take a row that has one"
    for finding in findings:
        if finding.id not in tested:
            yield f"'{finding.id}' has no row in trials.csv, which says what was found; add one, or take another row"
    yield from _differing(findings, "certainty")
    yield from _differing(effects, "product", "time_label", "comparator")


def _crowds(rows: Sequence[Row], content: Library) -> Iterator[str]:
    crowds, vote = content.interface["crowds"], content.interface["vote"]
    for row in rows:
        if isinstance(row, SideEffect):
            yield f"'{row.id}' is a side effect; 'crowds' shows findings"
            continue
        if row.control is None or any(value != int(value) for value in (row.value, row.control)):
            yield f"'{row.id}' has no two whole numbers of people; take a row that has"
        if None in (row.low, row.high, row.control_low, row.control_high):
            yield f"'{row.id}' has no interval for each of its rates; take a row that has"
        names = f"after_{row.treatment}", f"after_{row.id}", f"beside_{row.id}"
        guessed = ballot.asked(row.treatment), ballot.asked(row.id)  # the crowd is guessed before it is shown
        for say, name in (*((crowds, name) for name in names), *((vote, name) for name in guessed)):
            if name not in say:
                yield f"the text '{name}' is missing in {say.where}; add it"
    yield from _differing([row for row in rows if isinstance(row, Finding)], "source", "treatment", "n", "design")


def _chance(rows: Sequence[Row], content: Library) -> Iterator[str]:
    known = designs(content)
    for row in rows:
        if row.id not in known:
            yield f"'{row.id}' does not say how many of how many got better; take some of {', '.join(known)}"


_FIGURES: Mapping[str, Callable[[Sequence[Row], Library], Iterator[str]]] = {
    "bars": _bars,
    "differences": _differences,
    "pairs": _pairs,
    "crowds": _crowds,
    "chance": _chance,
}
