"""The timeline: what can be drawn, and what is said of each moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from explainer.library import Library
from explainer.loading.checks.read import Check, Read
from explainer.loading.reading import hint
from explainer.model import Finding, Lane, Mark


def moments_are_complete(read: Read) -> Iterator[str]:
    """A word for every stop and lane."""
    where, moments = read.file("moments"), read.content.moments
    stops: dict[str, set[object]] = {}
    for moment in moments:
        stops.setdefault(moment.stop, set()).add(moment.hours)
    rows = Counter((moment.stop, moment.lane) for moment in moments)
    for stop, hours in stops.items():
        for lane in get_args(Lane):
            if rows[stop, lane] != 1:
                yield f"{where}: '{stop}' has {rows[stop, lane]} rows for '{lane}'; give it one"
        if len(hours) > 1:
            yield f"{where}: '{stop}' has different hours; type the same in each of its rows"
    if len(stops) < 2:
        yield f"{where}: the scrubber needs two stops at least; add one"


def lanes_are_complete(read: Read) -> Iterator[str]:
    for lane in get_args(Lane):
        if lane not in read.content.lanes:
            yield f"{read.file('lanes')}: the row '{lane}' is missing; add it"


def marks_can_be_drawn(read: Read) -> Iterator[str]:
    """A point has words and a series of its lane; what has a place in time has a row that gives one."""
    where, lanes = read.file("timeline"), {one.id: one.lane for one in read.content.series}
    for mark, finding in _drawn(read.content):
        if mark.kind == "point" and lanes.get(mark.series or "") != mark.lane:
            yield f"{where}: '{mark.series}' is no series of '{mark.lane}'{hint(mark.series or '', lanes)}"
            continue
        if mark.kind == "point" and not mark.words:
            words = read.file("timeline", "words")
            yield f"{words}: '{mark.finding}' is drawn without its time; type it as 'words'"
        if mark.kind == "no_longer_clear" and (finding.unit != "days" or finding.low is None or finding.high is None):
            yield f"{where}: '{mark.finding}' has no span of days for 'no_longer_clear'; take another kind"
        if mark.kind in ("point", "first_seen", "judge") and not finding.time_hours:
            yield f"{where}: '{mark.finding}' has no 'time_hours' to stand at; give it one, or type 'table'"


def signs_have_words_once(read: Read) -> Iterator[str]:
    """One sign a lane and kind is drawn, whichever rows it rests on, so one of them says what it is."""
    signs: dict[tuple[str, str], int] = {}
    for mark, _ in _drawn(read.content):
        if mark.kind != "point":
            signs[mark.lane, mark.kind] = signs.get((mark.lane, mark.kind), 0) + bool(mark.words)
    for (lane, kind), words in signs.items():
        if words != 1:
            where = read.file("timeline", "words")
            yield f"{where}: '{kind}' of '{lane}' has {words} rows with words; give it one"


def series_share_a_scale(read: Read) -> Iterator[str]:
    """Heights are shares of each other, so they must be of one outcome, one source and one direction."""
    where, content = read.file("timeline"), read.content
    for one in content.series:
        measured = [
            finding
            for mark, finding in _drawn(content)
            if mark.kind == "point" and mark.series == one.id and mark.lane == one.lane
        ]
        if len({(f.source, f.unit, f.outcome, f.effect > 0) for f in measured}) != 1:
            yield f"{where}: the points of '{one.id}' are not one outcome of one source; only those have a common scale"
        if any(f.effect == 0 for f in measured):
            yield f"{where}: a point of '{one.id}' shows no difference, and can have no height"


def _drawn(content: Library) -> Iterator[tuple[Mark, Finding]]:
    """What is drawn of the timeline; a row without its finding is named elsewhere."""
    for mark in content.marks:
        if mark.kind != "table" and mark.finding in content.findings:
            yield mark, content.findings[mark.finding]


CHECKS: tuple[Check, ...] = (
    moments_are_complete,
    lanes_are_complete,
    marks_can_be_drawn,
    signs_have_words_once,
    series_share_a_scale,
)
