"""The rules that hold between files: each takes all that was read, and says what is wrong and what to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from string import Formatter
from typing import get_args

from explainer import access, prose, verdicts
from explainer.library import DISCLAIMER, Library
from explainer.loading import scenes
from explainer.loading.citations import Citation, rows_of
from explainer.loading.labels import looks_wrong
from explainer.loading.reading import hint
from explainer.loading.tables import file_of
from explainer.model import (
    FIRST_LINES,
    NOTHING_PRINTED,
    RATE_UNITS,
    Finding,
    Lane,
    Mark,
    Product,
    SideEffect,
    Talk,
    Topic,
)

ORIGINAL = "en"  # the language that the others are translated from


@dataclass(frozen=True)
class Read:
    """All that was read in one language: the library, and what it does not keep.

    ``typed`` holds the topics before anything was filled in, ``used`` the rows that texts asked for.
    """

    content: Library
    language: str
    typed: tuple[Topic, ...]
    used: frozenset[str]
    cited: tuple[Citation, ...]

    def file(self, name: str, column: str = "") -> str:
        """The file in which a column of a table stands."""
        return file_of(name, self.language, column)

    @property
    def folder(self) -> str:
        """The folder of the language."""
        return f"content/{self.language}"


Check = Callable[[Read], Iterator[str]]


def ids_are_unique(read: Read) -> Iterator[str]:
    """Texts ask for rows by id alone, so no two files may share one."""
    known: set[str] = set()
    for name in ("findings", "side_effects", "nonmedical", "events"):
        for row in rows_of(read.content, name):
            if row.id in known:
                yield f"{read.file(name)}: the id '{row.id}' stands in another file too; give it its own"
            known.add(row.id)


def countries_answer_each_question(read: Read) -> Iterator[str]:
    return access.incomplete(read.content.access, read.file("access"))


def list_of_countries_is_shown_once(read: Read) -> Iterator[str]:
    if sum(topic.body.count(access.MARK) for topic in read.typed) != 1:
        yield (
            f"{read.folder}/topics: type {access.MARK} once, in 13-getting-access.md, where the list of countries goes"
        )


def strip_has_room(read: Read) -> Iterator[str]:
    """The strip stands above every page: one crisis line a country, and few of them."""
    where = read.file("helplines")
    first = Counter((line.kind, line.country) for line in read.content.helplines if line.first)
    for (kind, country), count in first.items():
        if count > 1:
            yield f"{where}: '{country}' has {count} {kind} lines with yes under 'first'; keep one"
    if len([kind for kind, _ in first if kind == "crisis"]) > FIRST_LINES:
        yield f"{where}: more than {FIRST_LINES} crisis lines have yes under 'first'; the strip has no room for more"


def synonyms_lead_somewhere(read: Read) -> Iterator[str]:
    content = read.content
    places = {"crisis", *(f"topic:{topic.id}" for topic in content.topics)}
    places |= {f"effect:{item.id}" for item in content.checklist} | {f"term:{term.id}" for term in content.glossary}
    for synonym in content.synonyms:
        for name in synonym.places - places:
            yield (
                f"{read.file('synonyms')} ({synonym.typed}): '{name}' is no topic, side effect or term"
                f"{hint(name, places)}"
            )


def findings_exist(read: Read) -> Iterator[str]:
    """Tables that show a finding by its id; a line of a fact box may show a side effect instead."""
    content, effects = read.content, {row.id for row in read.content.side_effects}
    named = [(mark.finding, "timeline") for mark in content.marks]
    named += [(row.finding, "one_dose") for row in content.one_dose]
    named += [(row.finding, "trials") for row in content.trials]
    named += [(row.row, "fact_rows") for row in content.fact_rows if row.row not in effects]
    for name, table in named:
        if name not in content.findings:
            yield f"{read.file(table)}: '{name}' is no finding{hint(name, content.findings)}"


def findings_are_used(read: Read) -> Iterator[str]:
    content = read.content
    used = read.used | {row.finding for row in content.marks} | {row.finding for row in content.one_dose}
    used |= {row.finding for row in content.trials} | {row.row for row in content.fact_rows}
    used |= {mark.rate for mark in content.day if mark.rate}
    for name in content.findings:
        if name not in used:
            yield f"{read.file('findings')}: nothing uses the row '{name}'; use it or take it out"


def figures_have_words(read: Read) -> Iterator[str]:
    for name in ("onset", "one_dose", "day"):
        if name not in read.content.figure_words:
            yield f"{read.folder}/site.toml: the table [figure.{name}] is missing; add it"


def moments_are_complete(read: Read) -> Iterator[str]:
    """A word for every stop and lane."""
    where, moments = read.file("moments"), read.content.moments
    stops: dict[str, set[object]] = {}
    for moment in moments:
        stops.setdefault(moment.stop, set()).add(moment.hours)
    told = Counter((moment.stop, moment.lane) for moment in moments)
    for stop, hours in stops.items():
        for lane in get_args(Lane):
            if told[stop, lane] != 1:
                yield f"{where}: '{stop}' has {told[stop, lane]} rows for '{lane}'; give it one"
        if len(hours) > 1:
            yield f"{where}: '{stop}' has different hours; type the same in each of its rows"
    if len(stops) < 2:
        yield f"{where}: the scrubber needs two stops at least; add one"


def lanes_are_complete(read: Read) -> Iterator[str]:
    for lane in get_args(Lane):
        if lane not in read.content.lanes:
            yield f"{read.file('lanes')}: the row '{lane}' is missing; add it"


def treatments_can_be_told_apart(read: Read) -> Iterator[str]:
    return looks_wrong(read.content.treatments.values())


def overview_has_three_numbers(read: Read) -> Iterator[str]:
    if (count := len(read.content.key_numbers)) != 3:
        yield f"{read.folder}/site.toml: there are {count} [[key_number]] tables; the overview shows three"


def topics_have_names_of_their_own(read: Read) -> Iterator[str]:
    names = Counter(topic.id for topic in read.content.topics)
    for name, count in names.items():
        if count > 1:
            yield f"{read.folder}/topics: {count} files end in '-{name}.md'; give each topic its own name"
    if DISCLAIMER not in names:
        yield f"{read.folder}/topics: the topic '{DISCLAIMER}' is missing; the safety page shows it as the disclaimer"


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


def talks_show_scenes(read: Read) -> Iterator[str]:
    where, content = read.file("talks"), read.content
    rows = [row for talk in content.talks.values() for row in talk]
    for row in rows:
        if row.scene not in content.scenes:
            yield f"{where}: '{row.scene}' is no scene{hint(row.scene, content.scenes)}"
    for talk in get_args(Talk):
        if len(content.talks[talk]) < 2:
            yield f"{where}: the talk '{talk}' needs two scenes at least"
    for scene in content.scenes.values():
        if scene.id not in {row.scene for row in rows}:
            yield (
                f"{_place_of(scene.topic, scene.id, read)}: no talk shows this scene; give it a row in {where} or take "
                "it out"
            )


LONGEST_HEADLINE, LONGEST_LINE = 75, 90  # characters that fit a scene at 24 px on a screen of 1280 x 720


def scenes_fit_the_screen(read: Read) -> Iterator[str]:
    for scene in read.content.scenes.values():
        for text, longest in [(scene.headline, LONGEST_HEADLINE), *((line, LONGEST_LINE) for line in scene.lines)]:
            if len(prose.plain(text)) > longest:
                yield (
                    f"{_place_of(scene.topic, scene.id, read)}: '{prose.plain(text)[:40]}…' is longer than {longest} "
                    "characters; shorten it"
                )


def scenes_count_rows_that_exist(read: Read) -> Iterator[str]:
    rates = read.content.rates
    for scene in read.content.scenes.values():
        for name in scene.rows:
            if name not in rates:
                yield (
                    f"{_place_of(scene.topic, scene.id, read)}, field 'rows': '{name}' is no finding or side effect"
                    f"{hint(name, rates)}"
                )


def scenes_can_be_drawn(read: Read) -> Iterator[str]:
    """A figure of a talk says of its rows only what is true of all of them, and draws nothing that no row has."""
    for scene in read.content.scenes.values():
        rows = [read.content.rates[name] for name in scene.rows if name in read.content.rates]
        if len(rows) == len(scene.rows):  # a row that is not there is named already
            for wrong in scenes.wrong(scene.figure, rows, read.content):
                yield f"{_place_of(scene.topic, scene.id, read)}, field 'rows': {wrong}"
    if not any(scene.figure == "crowds" for scene in read.content.scenes.values()):
        yield f"{read.folder}/topics: no scene has the figure 'crowds'; the evidence page lets people guess its rows"


def _place_of(topic: str, scene: str, read: Read) -> str:
    return f"{read.folder}/topics/…-{topic}.md, {scene}"


def glance_shows_pairs(read: Read) -> Iterator[str]:
    paired = [row.finding for row in read.content.trials if row.outcome in ("response", "remission", "relapse")]
    for one in read.content.glance:
        if one.finding not in paired:
            yield (
                f"{read.file('glance')}: '{one.finding}' is no response, remission or relapse in trials.csv"
                f"{hint(one.finding, paired)}"
            )


def tests_agree_with_intervals(read: Read) -> Iterator[str]:
    for trial in read.content.trials:
        row = read.content.findings.get(trial.finding)
        if row is not None and (wrong := verdicts.disagreement(trial, row)):
            yield f"{read.file('trials')} ({trial.finding}), {wrong}"


def fact_boxes_hold_together(read: Read) -> Iterator[str]:
    content = read.content
    blocks, boxes = {block.id for block in content.fact_blocks}, {box.id for box in content.fact_boxes}
    for line in content.fact_rows:
        if line.block not in blocks:
            yield f"{read.file('fact_rows')} ({line.row}): '{line.block}' is no block{hint(line.block, blocks)}"
    for block in content.fact_blocks:
        if block.box not in boxes:
            yield f"{read.file('fact_blocks')} ({block.id}): there is no table [box.{block.box}]; add it"


def fact_boxes_compare_with_one_thing(read: Read) -> Iterator[str]:
    """Lines that are compared with something other than the box says. It reads words, so it reads the original's."""
    if read.language != ORIGINAL:
        return
    content = read.content
    beside = {box.id: box.beside for box in content.fact_boxes}
    box_of = {block.id: block.box for block in content.fact_blocks}
    for line in content.fact_rows:
        row = content.rates.get(line.row)
        wanted = beside.get(box_of.get(line.block, ""))
        if row is not None and wanted and wanted not in row.comparator:
            yield (
                f"{read.file('fact_rows')} ({line.row}): is compared with '{row.comparator}', its box with '{wanted}'; "
                "give it a box of its own"
            )


def bladder_is_sorted(read: Read) -> Iterator[str]:
    for earlier, later in pairwise(read.content.bladder):
        if later.date < earlier.date:
            yield f"{read.file('bladder')} ({later.id}): is older than the row above; sort rows by date"


def rates_belong_to_the_checklist(read: Read) -> Iterator[str]:
    items = {item.id for item in read.content.checklist}
    for rate in read.content.side_effects:
        if rate.item not in items:
            yield (
                f"{read.file('side_effects')} ({rate.id}), field 'item': '{rate.item}' is no checklist item"
                f"{hint(rate.item, items)}"
            )


TELL = ("must_not", "tell_first", "medicines")  # kinds of rules that a person may have to tell a clinic


def every_rule_can_be_told(read: Read) -> Iterator[str]:
    """Each thing that a rule asks about has its words on the visit sheet, once: it may stand in several countries'."""
    first: dict[str, str] = {}
    for row in read.content.precautions:
        if row.kind in TELL:
            first.setdefault(row.topic, row.id)
    told = {row.id for row in read.content.tellings}
    for topic, name in first.items():
        if name not in told:
            yield f"{read.file('tellings')}: '{topic}' cannot be told; add a row '{name}' with what a person would say"
    for name in told - set(first.values()):
        yield f"{read.file('tellings')}: '{name}' is no first rule on its topic{hint(name, first.values())}"


def days_can_be_drawn(read: Read) -> Iterator[str]:
    """A line of a treatment day or of a course asks for numbers of its own, and draws people whose row there is."""
    content = read.content
    known: dict[str, set[str]] = {}
    for day in content.day:
        times = {"start": day.start, "peak": day.peak, "peak_end": day.peak_end, "ease": day.ease, "end": day.end}
        known[day.id] = {name for name, value in times.items() if value is not None}
        if day.rate and (day.rate not in content.rates or content.rates[day.rate].unit not in RATE_UNITS):
            where = f"{read.file('day')} ({day.id}), field 'rate'"
            yield f"{where}: '{day.rate}' is no rate of 100 people{hint(day.rate, content.rates)}"
    for course in content.course:
        numbers = {"visits": course.visits, "minutes": course.minutes, "total": course.total, "hours": course.hours}
        known[course.id] = {name for name, number in numbers.items() if number is not None}
    for name, marks in (("day", content.day), ("course", content.course)):
        for mark in marks:
            where = f"{read.file(name, 'words')} ({mark.id}), field 'words'"
            try:
                asked = {field for _, field, _, _ in Formatter().parse(mark.words) if field is not None}
            except ValueError as error:
                yield f"{where}: braces are not in pairs ({error})"
                continue
            for field in sorted(asked - known[mark.id]):
                yield f"{where}: '{{{field}}}' is no number of this row{hint(field, known[mark.id])}"


def comparisons_have_names(read: Read) -> Iterator[str]:
    """Above the strip of 100 people of a comparison stands what it was, in few words."""
    say, content = read.content.interface["hundred"], read.content
    drawn: list[Finding | SideEffect] = [row for row in content.side_effects if row.unit in RATE_UNITS]
    drawn += [content.rates[mark.rate] for mark in content.day if mark.rate in content.rates]
    for source in dict.fromkeys(row.source for row in drawn if row.control is not None):
        for name in (f"beside_{source}", f"beside_{source}_short"):
            if name not in say:
                yield f"{say.where}: the text '{name}' is missing; say what the people of '{source}' were compared with"


def every_medicine_has_its_lines(read: Read) -> Iterator[str]:
    """Silence could be read as safe: each medicine has a line for each product, if only that nothing was found."""
    content, names = read.content, {medicine.name for medicine in read.content.medicines}
    lines = [row for row in content.precautions if row.kind == "medicines"]
    for medicine in content.medicines:
        for product in get_args(Product):
            if not any(row.topic == medicine.name and row.is_for(product) for row in lines):
                yield (
                    f"{read.file('precautions')}: nothing is said of '{medicine.name}' (medicines.csv, {medicine.id})"
                    f" with {product}; add a row, or one that is 'not_found'"
                )
    for row in lines:
        if row.topic not in names:
            yield (
                f"{read.file('precautions', 'topic')} ({row.id}), field 'topic': '{row.topic}' is no name of "
                f"medicines.csv{hint(row.topic, names)}"
            )


def drip_rules_are_of_one_kind(read: Read) -> Iterator[str]:
    sources = read.content.sources
    for row in read.content.precautions:
        if row.applies_to == "esketamine_nasal":
            continue
        if len({sources[key].written_for for key in row.source if key in sources}) > 1:
            yield (
                f"{read.file('precautions')} ({row.id}), field 'source': some were written for ketamine as an "
                "anaesthetic and some were not; give each its own row"
            )


def nothing_found_says_so(read: Read) -> Iterator[str]:
    """A row without a source tells a reader that it has none. It reads words, so it reads the original's."""
    if read.language != ORIGINAL:
        return
    for row in read.content.precautions:
        if (row.confidence == "not_found") != (NOTHING_PRINTED in row.text):
            yield (
                f"{read.file('precautions', 'text')} ({row.id}), field 'text': a row that is 'not_found', and no other,"
                f" says '{NOTHING_PRINTED}'"
            )


def sources_exist(read: Read) -> Iterator[str]:
    sources = read.content.sources
    for key, where, _ in read.cited:
        if key not in sources:
            yield f"{where}: the source '{key}' is not in content/sources.toml{hint(key, sources)}"


def sources_are_cited(read: Read) -> Iterator[str]:
    cited = {key for key, _, _ in read.cited}
    for key in read.content.sources:
        if key not in cited:
            yield f"content/sources.toml, [{key}]: nothing cites this source; cite it or take it out"


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    countries_answer_each_question,
    list_of_countries_is_shown_once,
    strip_has_room,
    synonyms_lead_somewhere,
    findings_exist,
    findings_are_used,
    figures_have_words,
    moments_are_complete,
    lanes_are_complete,
    treatments_can_be_told_apart,
    overview_has_three_numbers,
    topics_have_names_of_their_own,
    marks_can_be_drawn,
    signs_have_words_once,
    series_share_a_scale,
    talks_show_scenes,
    scenes_fit_the_screen,
    scenes_count_rows_that_exist,
    scenes_can_be_drawn,
    glance_shows_pairs,
    tests_agree_with_intervals,
    fact_boxes_hold_together,
    fact_boxes_compare_with_one_thing,
    bladder_is_sorted,
    rates_belong_to_the_checklist,
    every_rule_can_be_told,
    days_can_be_drawn,
    comparisons_have_names,
    every_medicine_has_its_lines,
    drip_rules_are_of_one_kind,
    nothing_found_says_so,
    sources_exist,
    sources_are_cited,
)
