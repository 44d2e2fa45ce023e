"""All content read, checked against itself, and handed out as one ``Library``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from explainer import access, prose, verdicts
from explainer.caching import kept
from explainer.library import DISCLAIMER, Library
from explainer.loading import counts
from explainer.loading.assets import CONTENT, missing_assets
from explainer.loading.labels import looks_wrong, unlabelled
from explainer.loading.reading import (
    ContentError,
    build,
    hint,
    parse_toml,
    place,
    read_front_matter,
    read_rows,
    read_text,
)
from explainer.model import (
    EDITORIAL,
    FIRST_LINES,
    Access,
    AccessWords,
    Appearance,
    BladderReport,
    ChecklistItem,
    ClaimPart,
    Event,
    FactBlock,
    FactBox,
    FactRow,
    FigureWords,
    Finding,
    FrontMatter,
    Glance,
    Helpline,
    KeyNumber,
    Lane,
    Mark,
    Medicine,
    Moment,
    NonMedical,
    OneDose,
    Passage,
    Precaution,
    Product,
    Question,
    Recall,
    RedFlag,
    Scene,
    SearchWords,
    Series,
    SideEffect,
    Site,
    Source,
    Synonym,
    Talk,
    TalkRow,
    Term,
    Topic,
    TreatmentLane,
    Trial,
    Unknown,
)
from explainer.numbers import Cells, Numbers
from explainer.texts import Texts

T = TypeVar("T")
LANGUAGE = "en"


def _unique(rows: Iterable[T], name: str, where: str, problems: list[str]) -> dict[str, T]:
    """Rows by the field ``name``, which no two may share."""
    rows = list(rows)
    for value, count in Counter(str(getattr(row, name)) for row in rows).items():
        if count > 1:
            problems.append(f"{where}: '{value}' stands {count} times as '{name}'; give each row its own")
    return {str(getattr(row, name)): row for row in rows}


def _sources_in(row: Any) -> tuple[str, ...]:
    """The source keys that a row carries in its source and help_basis columns."""
    keys: list[str] = []
    for name in ("source", "help_basis"):
        value = getattr(row, name, None) or ()
        keys += [value] if isinstance(value, str) else value
    return tuple(key for key in keys if key != EDITORIAL)


def _gaps_in_precautions(
    rows: list[Precaution], medicines: list[Medicine], sources: Mapping[str, Source]
) -> Iterator[str]:
    """Silence that could be read as safe: a medicine without a line for each product. And rules of mixed kinds."""
    names = {medicine.name for medicine in medicines}
    for medicine in medicines:
        for product in get_args(Product):
            if not any(row.topic == medicine.name and row.kind == "medicines" and row.is_for(product) for row in rows):
                yield (
                    f"content/data/precautions.csv: nothing is said of '{medicine.name}' (medicines.csv, {medicine.id})"
                    f" with {product}; add a row, or one that is 'not_found'"
                )
    for row in rows:
        if row.kind == "medicines" and row.topic not in names:
            yield (
                f"content/data/precautions.csv ({row.id}), field 'topic': '{row.topic}' is no name of medicines.csv"
                f"{hint(row.topic, names)}"
            )
        if row.applies_to != "esketamine_nasal":
            kinds = {sources[key].written_for for key in row.source if key in sources}
            if len(kinds) > 1:
                yield (
                    f"content/data/precautions.csv ({row.id}), field 'source': some were written for ketamine as an "
                    "anaesthetic and some were not; give each its own row"
                )


def _read_topics(folder: Path, problems: list[str]) -> tuple[list[Topic], list[Scene]]:
    """Topics by file name: the digits before the first hyphen give the order, the rest is the topic's id.

    With them come the scenes that their front matter holds.
    """
    topics, scenes = [], []
    paths = sorted(folder.glob("*.md"))
    if not paths:
        problems.append(f"{place(folder)}: there is no topic; put the .md files back")
    for path in paths:
        if not re.fullmatch(r"\d\d-[a-z0-9-]+", path.stem):
            problems.append(f"{place(path)}: name it with two digits, a hyphen and small letters, such as 04-name.md")
            continue
        raw, body = read_front_matter(path, problems)
        tables = raw.pop("scene", [])
        if not isinstance(tables, list):
            problems.append(f"{place(path)}: 'scene' is not a list of tables; head each with [[scene]]")
            tables = []
        for table in tables:
            named = {"topic": path.stem[3:], **table} if isinstance(table, dict) else table
            scenes.append(build(Scene, named, f"{place(path)}, scene", problems))
        front = build(FrontMatter, raw, place(path), problems) if raw else None
        if front is None:
            continue
        if not body:
            problems.append(f"{place(path)}: there is no text beneath the front matter; write it")
        values = {field.name: getattr(front, field.name) for field in fields(front)}
        topics.append(Topic(id=path.stem[3:], body=body, **values))
    return topics, [scene for scene in scenes if scene is not None]


def _fill_text(text: str, numbers: Mapping[str, Cells], where: str, problems: list[str]) -> str:
    """``text`` with its numbers filled in; a paragraph that uses a row must cite that row's source."""
    for block in text.splitlines():
        try:
            used = [numbers[name] for name in prose.rows_used(block) if name in numbers]
        except ValueError as error:
            problems.append(f"{where}: braces are not in pairs in '{block[:60]}' ({error})")
            continue
        for row in used:
            if not set(_sources_in(row)) & set(prose.keys_cited(block)):
                key = _sources_in(row)[0]
                problems.append(f"{where}: '{row.id}' is used without its source; add [@{key}] to '{block[:60]}'")
    try:
        return prose.fill(text, numbers)
    except ValueError as error:
        problems.append(f"{where}: {error}")
        return text


def _fill(record: T, numbers: Mapping[str, Cells], where: str, problems: list[str]) -> T:
    """``record`` with the numbers of its texts filled in."""

    def value_of(value: Any) -> Any:
        if isinstance(value, str):
            return _fill_text(value, numbers, where, problems)
        return tuple(value_of(part) for part in value) if isinstance(value, tuple) else value

    changed = {field.name: value_of(getattr(record, field.name)) for field in fields(record)}  # type: ignore[arg-type]  # T is a dataclass here
    return type(record)(**changed)


def _texts_by_table(raw: Mapping[str, Any], where: str, problems: list[str]) -> dict[str, Texts]:
    """The tables of a file of words, each as texts by name."""
    for name, table in raw.items():
        for key, text in table.items() if isinstance(table, dict) else [("", table)]:
            if not isinstance(text, str) or not key:
                problems.append(f"{where}, [{name}]: '{key or name}' is not a text; type it between double quotes")
    return {
        name: Texts(f"{where}, [{name}]", {key: text for key, text in table.items() if isinstance(text, str)})
        for name, table in raw.items()
        if isinstance(table, dict)
    }


def _filled_texts(texts: Texts, numbers: Mapping[str, Cells], problems: list[str]) -> Texts:
    """``texts`` with the numbers of the data filled in."""
    return Texts(texts.where, {name: _fill_text(text, numbers, texts.where, problems) for name, text in texts.items()})


def _texts(record: Any) -> Iterator[str]:
    """Every text of a record."""
    for field in fields(record):
        value = getattr(record, field.name)
        yield from (
            [value]
            if isinstance(value, str)
            else [v for v in value if isinstance(v, str)]
            if isinstance(value, tuple)
            else []
        )


def _incomplete(moments: list[Moment], topics: list[Topic], key_numbers: list[KeyNumber]) -> Iterator[str]:
    """What the pages count on: a word for every stop and lane, the disclaimer, three numbers."""
    where = "content/data/moments.csv"
    stops = {moment.stop: moment.hours for moment in moments}
    told = Counter((moment.stop, moment.lane) for moment in moments)
    for stop in stops:
        for lane in get_args(Lane):
            if told[stop, lane] != 1:
                yield f"{where}: '{stop}' has {told[stop, lane]} rows for '{lane}'; give it one"
    for moment in moments:
        if moment.hours != stops[moment.stop]:
            yield f"{where}: '{moment.stop}' has different hours; type the same in each of its rows"
    if len(stops) < 2:
        yield f"{where}: the scrubber needs two stops at least; add one"
    if len(key_numbers) != 3:
        yield f"content/en/site.toml: there are {len(key_numbers)} [[key_number]] tables; the overview shows three"
    for id, count in Counter(topic.id for topic in topics).items():
        if count > 1:
            yield f"content/en/topics: {count} files end in '-{id}.md'; give each topic its own name"
    if DISCLAIMER not in {topic.id for topic in topics}:
        yield f"content/en/topics: the topic '{DISCLAIMER}' is missing; the safety page shows it as the disclaimer"


def _strip_too_long(lines: Iterable[Helpline]) -> Iterator[str]:
    """The strip stands above every page: one crisis line a country, and few of them."""
    where = "content/data/helplines.csv"
    first = Counter((line.kind, line.country) for line in lines if line.first)
    for (kind, country), count in first.items():
        if count > 1:
            yield f"{where}: '{country}' has {count} {kind} lines with yes under 'first'; keep one"
    if len([kind for kind, _ in first if kind == "crisis"]) > FIRST_LINES:
        yield f"{where}: more than {FIRST_LINES} crisis lines have yes under 'first'; the strip has no room for more"


def _timeline_wrong(marks: list[Mark], series: list[Series], findings: Mapping[str, Finding]) -> Iterator[str]:
    """What could not be drawn: a point whose row has no time, heights that are no share of each other, a bare sign."""
    where = "content/data/timeline.csv"
    points: dict[str, list[Finding]] = {one.id: [] for one in series}
    lanes = {one.id: one.lane for one in series}
    signs: dict[tuple[str, str], int] = {}
    for mark in marks:
        finding = findings.get(mark.finding)
        if finding is None or mark.kind == "table":
            continue  # a row that is not there is named elsewhere
        if mark.kind == "point":
            if lanes.get(mark.series or "") != mark.lane:
                yield f"{where}: '{mark.series}' is no series of '{mark.lane}'{hint(mark.series or '', lanes)}"
                continue
            points[mark.series or ""].append(finding)
        else:
            signs[mark.lane, mark.kind] = signs.get((mark.lane, mark.kind), 0) + bool(mark.words)
        if mark.kind == "point" and not mark.words:
            yield f"{where}: '{mark.finding}' is drawn without its time; type it as 'words'"
        if mark.kind == "no_longer_clear" and (finding.unit != "days" or finding.low is None or finding.high is None):
            yield f"{where}: '{mark.finding}' has no span of days for 'no_longer_clear'; take another kind"
        if mark.kind in ("point", "first_seen", "judge") and not finding.time_hours:
            yield f"{where}: '{mark.finding}' has no 'time_hours' to stand at; give it one, or type 'table'"
    for (lane, kind), words in signs.items():
        if words != 1:
            yield f"{where}: '{kind}' of '{lane}' has {words} rows with words; give it one"
    for one in series:
        measured = points[one.id]
        if len({(f.source, f.unit, f.outcome, f.effect > 0) for f in measured}) != 1:
            yield f"{where}: the points of '{one.id}' are not one outcome of one source; only those have a common scale"
        if any(f.effect == 0 for f in measured):
            yield f"{where}: a point of '{one.id}' shows no difference, and can have no height"


LONGEST_HEADLINE, LONGEST_LINE = 75, 90  # characters that fit a scene at 24 px on a screen of 1280 x 720


def _talks_wrong(rows: list[TalkRow], scenes: Mapping[str, Scene], numbers: Mapping[str, Any]) -> Iterator[str]:
    """What would not fit a screen, is not there, or breaks the rule that a talk ends as it begins: with the help."""
    where = "content/data/talks.csv"
    for row in rows:
        if row.scene not in scenes:
            yield f"{where}: '{row.scene}' is no scene{hint(row.scene, scenes)}"
    for talk in get_args(Talk):
        named = [row.scene for row in rows if row.talk == talk]
        if len(named) < 2 or len(set(named)) < len(named):
            yield f"{where}: the talk '{talk}' needs two scenes at least, and each of them once"
    for scene in scenes.values():
        place_of = f"content/en/topics/…-{scene.topic}.md, {scene.id}"
        if scene.id not in {row.scene for row in rows}:
            yield f"{place_of}: no talk shows this scene; give it a row in {where} or take it out"
        for text, longest in [(scene.headline, LONGEST_HEADLINE), *((line, LONGEST_LINE) for line in scene.lines)]:
            if len(prose.plain(text)) > longest:
                yield f"{place_of}: '{prose.plain(text)[:40]}…' is longer than {longest} characters; shorten it"
        for name in scene.rows:
            if name not in numbers:
                yield f"{place_of}, field 'rows': '{name}' is no finding or side effect{hint(name, numbers)}"


def _fact_boxes_wrong(
    boxes: Iterable[FactBox], blocks: Iterable[FactBlock], lines: Iterable[FactRow], by_id: Mapping[str, Any]
) -> Iterator[str]:
    """Lines of a fact box that are compared with something other than the box says."""
    beside = {box.id: box.beside for box in boxes}
    box_of = {block.id: block.box for block in blocks}
    for line in lines:
        row = by_id["findings"].get(line.row) or by_id["side_effects"].get(line.row)
        wanted = beside.get(box_of.get(line.block, ""))
        if row is not None and wanted and wanted not in row.comparator:
            yield (
                f"content/data/fact_rows.csv ({line.row}): is compared with '{row.comparator}', its box with "
                f"'{wanted}'; give it a box of its own"
            )


def read(root: Path = CONTENT) -> Library:
    """All content below ``root``. Raises ContentError with every mistake that was found."""
    problems: list[str] = []
    data = root / "data"

    def rows(name: str, record: type[T]) -> list[T]:
        return read_rows(data / f"{name}.csv", record, problems)

    def toml(path: Path) -> dict[str, Any]:
        return parse_toml(read_text(path, problems) or "", place(path), problems)

    def tables(path: Path, record: type[T], key: str) -> list[T]:
        built = (
            build(
                record, {key: name, **table} if isinstance(table, dict) else table, f"{place(path)}, [{name}]", problems
            )
            for name, table in toml(path).items()
        )
        return [row for row in built if row is not None]

    def texts_of(name: str) -> dict[str, Texts]:
        path = root / LANGUAGE / f"{name}.toml"
        return _texts_by_table(toml(path), place(path), problems)

    sources = _unique(tables(root / "sources.toml", Source, "key"), "key", "content/sources.toml", problems)
    _unique(sources.values(), "anchor", "content/sources.toml", problems)
    files: dict[str, list[Any]] = {
        "findings": rows("findings", Finding),
        "side_effects": rows("side_effects", SideEffect),
        "nonmedical": rows("nonmedical", NonMedical),
        "bladder": rows("bladder", BladderReport),
        "events": rows("events", Event),
        "checklist": rows("checklist", ChecklistItem),
        "precautions": rows("precautions", Precaution),
        "medicines": rows("medicines", Medicine),
        "questions": rows("questions", Question),
        "red_flags": rows("red_flags", RedFlag),
        "helplines": rows("helplines", Helpline),
        "access": rows("access", Access),
        "glossary": rows("glossary", Term),
        "claim_parts": rows("claim_parts", ClaimPart),
        "series": rows("series", Series),
        "fact_blocks": rows("fact_blocks", FactBlock),
        "unknowns": rows("unknowns", Unknown),
        "recall": rows("recall", Recall),
    }
    marks, one_dose, moments = rows("timeline", Mark), rows("one_dose", OneDose), rows("moments", Moment)
    trials, fact_rows = rows("trials", Trial), rows("fact_rows", FactRow)
    talk_rows, lane_rows = rows("talks", TalkRow), rows("lanes", TreatmentLane)
    glance, synonyms = rows("glance", Glance), rows("synonyms", Synonym)
    treatments = rows("treatments", Appearance)
    by_id: dict[str, dict[str, Any]] = {
        name: _unique(part, "id", f"content/data/{name}.csv", problems) for name, part in files.items()
    }
    printed: dict[str, Any] = {}
    for name in ("findings", "side_effects", "nonmedical", "events"):
        for id, row in by_id[name].items():
            if id in printed:
                problems.append(f"content/data/{name}.csv: the id '{id}' stands in another file too; give it its own")
            printed[id] = row

    site_path, evidence_path = root / LANGUAGE / "site.toml", root / LANGUAGE / "evidence.toml"
    site_read, evidence_read = toml(site_path), toml(evidence_path)
    read_topics, read_scenes = _read_topics(root / LANGUAGE / "topics", problems)
    interface, words = texts_of("interface"), texts_of("labels")
    search_path = root / LANGUAGE / "search.toml"
    search_words = build(SearchWords, toml(search_path).get("search"), f"{place(search_path)}, [search]", problems)
    problems += unlabelled(words)
    problems += looks_wrong(treatments)
    if "numbers" not in interface:
        problems.append("content/en/interface.toml: the table [numbers] is missing; add it")
    lost = list(counts.lost(data))
    if problems:  # what else would be said rests on what could not be read
        raise ContentError([*problems, *lost])

    # Words: numbers first, so that what follows sees the text a reader sees.
    print_ = Numbers(interface["numbers"], words)
    numbers = {id: Cells(row, print_) for id, row in printed.items()}
    kinds: dict[str, type[dict[str, Any]] | type[list[Any]]]
    kinds = {"site": dict, "key_number": list, "figure": dict, "access": dict}
    site_raw = {name: kind() for name, kind in kinds.items()} | site_read
    for name, kind in kinds.items():
        if not isinstance(site_raw[name], kind):
            problems.append(f"{place(site_path)}: '{name}' is not a table; give it its heading in square brackets")
            site_raw[name] = kind()
    for name in site_raw.keys() - kinds.keys():
        problems.append(f"{place(site_path)}: '{name}' is not a known table{hint(name, kinds)}")
    site = build(Site, site_raw["site"], f"{place(site_path)}, [site]", problems)
    if site is not None:
        site = _fill(site, numbers, f"{place(site_path)}, [site]", problems)
    key_numbers, figure_words = [], {}
    for number, table in enumerate(site_raw["key_number"], 1):
        where = f"{place(site_path)}, key_number {number}"
        if (key_number := build(KeyNumber, table, where, problems)) is not None:
            key_numbers.append(_fill(key_number, numbers, where, problems))
    for name, table in site_raw["figure"].items():
        where = f"{place(site_path)}, [figure.{name}]"
        if (around := build(FigureWords, table, where, problems)) is not None:
            figure_words[name] = _fill(around, numbers, where, problems)
    evidence_raw = {"passage": {}, "box": {}, "figure": {}} | evidence_read
    passages, boxes = {}, []
    for name, table in evidence_raw["passage"].items():
        where = f"{place(evidence_path)}, [passage.{name}]"
        if (passage := build(Passage, {"id": name, **table}, where, problems)) is not None:
            passages[name] = _fill(passage, numbers, where, problems)
    for name, table in evidence_raw["box"].items():
        where = f"{place(evidence_path)}, [box.{name}]"
        if (box := build(FactBox, {"id": name, **table}, where, problems)) is not None:
            boxes.append(_fill(box, numbers, where, problems))
    for name, table in evidence_raw["figure"].items():
        where = f"{place(evidence_path)}, [figure.{name}]"
        if (around := build(FigureWords, table, where, problems)) is not None:
            figure_words[name] = _fill(around, numbers, where, problems)
    unknowns = [_fill(row, numbers, f"content/data/unknowns.csv, {row.id}", problems) for row in files["unknowns"]]
    recall = [_fill(row, numbers, f"content/data/recall.csv, {row.id}", problems) for row in files["recall"]]
    problems += access.incomplete(files["access"])
    problems += _strip_too_long(files["helplines"])
    said = build(AccessWords, site_raw["access"], f"{place(site_path)}, [access]", problems)
    countries = access.listed(files["access"], said, print_) if said else ""
    if sum(topic.body.count(access.MARK) for topic in read_topics) != 1:
        problems.append(
            f"content/en/topics: type {access.MARK} once, in 13-getting-access.md, where the list of countries goes"
        )
    with_list = [replace(topic, body=topic.body.replace(access.MARK, countries)) for topic in read_topics]
    topics = [_fill(topic, numbers, f"content/en/topics/…-{topic.id}.md", problems) for topic in with_list]
    scenes = _unique(
        (_fill(scene, numbers, f"content/en/topics/…-{scene.topic}.md, {scene.id}", problems) for scene in read_scenes),
        "id",
        "content/en/topics, scenes",
        problems,
    )
    moments = [_fill(row, numbers, f"content/data/moments.csv, {row.stop}, {row.lane}", problems) for row in moments]
    lane_rows = [_fill(row, numbers, f"content/data/lanes.csv, {row.id}", problems) for row in lane_rows]
    marks = [_fill(row, numbers, f"content/data/timeline.csv, {row.finding}", problems) for row in marks]
    series = [_fill(row, numbers, f"content/data/series.csv, {row.id}", problems) for row in files["series"]]
    claim_parts = [
        _fill(row, numbers, f"content/data/claim_parts.csv, {row.id}", problems) for row in files["claim_parts"]
    ]

    pages = {name: _filled_texts(texts, numbers, problems) for name, texts in texts_of("pages").items()}

    # References between files.
    _unique(synonyms, "typed", "content/data/synonyms.csv", problems)
    places = {"crisis", *(f"topic:{topic.id}" for topic in topics)}
    places |= {f"effect:{id}" for id in by_id["checklist"]} | {f"term:{id}" for id in by_id["glossary"]}
    for synonym in synonyms:
        for name in synonym.places - places:
            problems.append(
                f"content/data/synonyms.csv ({synonym.typed}): '{name}' is no topic, side effect or term"
                f"{hint(name, places)}"
            )
    shown = [(mark.finding, "timeline") for mark in marks] + [(row.finding, "one_dose") for row in one_dose]
    compared = [(row.finding, "trials") for row in trials]
    compared += [(row.row, "fact_rows") for row in fact_rows if row.row not in by_id["side_effects"]]
    for name, file in shown + compared:
        if name not in by_id["findings"]:
            problems.append(f"content/data/{file}.csv: '{name}' is no finding{hint(name, by_id['findings'])}")
    for name in ("onset", "one_dose"):
        if name not in figure_words:
            problems.append(f"{place(site_path)}: the table [figure.{name}] is missing; add it")
    problems += _incomplete(moments, topics, key_numbers)
    problems += _timeline_wrong(marks, series, by_id["findings"])
    problems += _talks_wrong(talk_rows, scenes, {**by_id["findings"], **by_id["side_effects"]})
    paired = [row.finding for row in trials if row.outcome in ("response", "remission", "relapse")]
    for one in glance:
        if one.finding not in paired:
            problems.append(
                f"content/data/glance.csv: '{one.finding}' is no response, remission or relapse in trials.csv"
                f"{hint(one.finding, paired)}"
            )
    for trial in trials:
        row = by_id["findings"].get(trial.finding)
        if row is not None and (wrong := verdicts.disagreement(trial, row)):
            problems.append(f"content/data/trials.csv ({trial.finding}), {wrong}")
    for row in fact_rows:
        if row.block not in by_id["fact_blocks"]:
            problems.append(
                f"content/data/fact_rows.csv ({row.row}): '{row.block}' is no block"
                f"{hint(row.block, by_id['fact_blocks'])}"
            )
    for block in files["fact_blocks"]:
        if block.box not in {box.id for box in boxes}:
            problems.append(f"content/data/fact_blocks.csv ({block.id}): there is no table [box.{block.box}]; add it")
    problems += _fact_boxes_wrong(boxes, files["fact_blocks"], fact_rows, by_id)
    for earlier, later in pairwise(files["bladder"]):
        if later.date < earlier.date:
            problems.append(f"content/data/bladder.csv ({later.id}): is older than the row above; sort rows by date")
    for rate in files["side_effects"]:
        if rate.item not in by_id["checklist"]:
            problems.append(
                f"content/data/side_effects.csv ({rate.id}), field 'item': '{rate.item}' is no checklist item"
                f"{hint(rate.item, by_id['checklist'])}"
            )
    problems += _gaps_in_precautions(files["precautions"], files["medicines"], sources)
    lanes = _unique(lane_rows, "id", "content/data/lanes.csv", problems)
    for lane in get_args(Lane):
        if lane not in lanes:
            problems.append(f"content/data/lanes.csv: the row '{lane}' is missing; add it")

    # Who cites what, in order of first use. Everything that is cited exists; everything that exists is cited.
    uses: dict[str, list[str]] = {}

    def use(key: str, where: str, label: str) -> None:
        if key not in sources:
            problems.append(f"{where}: the source '{key}' is not in content/sources.toml{hint(key, sources)}")
        elif label not in uses.setdefault(key, []):
            uses[key].append(label)

    cited: list[tuple[Any, str, str]] = [(site, "content/en/site.toml", "Overview")] if site else []
    cited += [(row, "content/en/site.toml", "Overview") for row in key_numbers]
    cited += [(topic, f"content/en/topics/…-{topic.id}.md", topic.title) for topic in topics]
    cited += [(scene, f"content/en/topics/…-{scene.topic}.md, {scene.id}", "Talk") for scene in scenes.values()]
    cited += [(row, "content/en/site.toml", "Figures") for row in figure_words.values()]
    cited += [(row, f"{place(evidence_path)}, {row.id}", "Evidence") for row in passages.values()]
    cited += [(row, f"{place(evidence_path)}, {row.id}", "Evidence") for row in boxes]
    cited += [(row, "content/data/unknowns.csv", "Evidence") for row in unknowns]
    cited += [(row, "content/data/recall.csv", "Evidence") for row in recall]
    cited += [(row, f"content/data/moments.csv, {row.stop}", "Timeline") for row in moments]
    cited += [(row, f"content/data/lanes.csv, {row.id}", "Timeline") for row in lane_rows]
    cited += [(row, f"content/data/timeline.csv, {row.finding}", "Timeline") for row in marks]
    cited += [(row, f"content/data/series.csv, {row.id}", "Timeline") for row in series]
    cited += [(row, f"content/data/claim_parts.csv, {row.id}", "Check of the popular claim") for row in claim_parts]
    for record, where, label in cited:
        for text in _texts(record):
            for key in prose.keys_cited(text):
                use(key, where, label)
    for name, texts in pages.items():
        for text in texts.values():
            for key in prose.keys_cited(text):
                use(key, texts.where, texts.get("nav", name))
    labels = {
        "checklist": "Side-effects checklist",
        "side_effects": "Side-effects checklist",
        "nonmedical": "Heavy non-medical use",
        "bladder": "The bladder, by date",
        "precautions": "Who should not have it",
        "questions": "Questions to ask",
        "red_flags": "Red flags",
        "helplines": "Crisis lines",
        "access": "Can you get it, and what does it cost",
        "events": "Dates",
    }
    marked, trialled = {name for name, _ in shown}, {name for name, _ in compared}
    used_rows = (
        marked
        | trialled
        | {
            name
            for path in [
                *sorted((root / LANGUAGE / "topics").glob("*.md")),
                site_path,
                evidence_path,
                *(data / f"{name}.csv" for name in ("moments", "lanes", "claim_parts", "unknowns", "recall")),
            ]
            for name in _rows_in(read_text(path, problems) or "")
        }
    )
    for finding in files["findings"]:
        if finding.id not in used_rows:
            problems.append(f"content/data/findings.csv: nothing uses the row '{finding.id}'; use it or take it out")
        use(
            finding.source,
            f"content/data/findings.csv ({finding.id})",
            "Timeline" if finding.id in marked else "Evidence" if finding.id in trialled else "Numbers",
        )
    for name, label in labels.items():
        for row in files[name]:
            for key in _sources_in(row):
                use(key, f"content/data/{name}.csv ({row.id})", label)
    for key in sources:
        if key not in uses:
            problems.append(f"content/sources.toml, [{key}]: nothing cites this source; cite it or take it out")

    problems += lost
    if problems or site is None or search_words is None:
        raise ContentError(problems)
    return Library(
        site=site,
        key_numbers=tuple(key_numbers),
        figure_words=MappingProxyType(figure_words),
        topics=tuple(topics),
        sources=MappingProxyType({key: sources[key] for key in uses}),
        findings=MappingProxyType(by_id["findings"]),
        lanes=MappingProxyType(lanes),
        series=tuple(series),
        marks=tuple(marks),
        one_dose=tuple(one_dose),
        moments=tuple(moments),
        trials=tuple(trials),
        glance=tuple(glance),
        passages=MappingProxyType(passages),
        fact_boxes=tuple(boxes),
        fact_blocks=tuple(files["fact_blocks"]),
        fact_rows=tuple(fact_rows),
        unknowns=tuple(unknowns),
        recall=tuple(recall),
        scenes=MappingProxyType(scenes),
        talks=MappingProxyType({talk: tuple(row for row in talk_rows if row.talk == talk) for talk in get_args(Talk)}),
        checklist=tuple(files["checklist"]),
        side_effects=tuple(files["side_effects"]),
        nonmedical=tuple(files["nonmedical"]),
        bladder=tuple(files["bladder"]),
        precautions=tuple(files["precautions"]),
        medicines=tuple(files["medicines"]),
        questions=tuple(files["questions"]),
        red_flags=tuple(files["red_flags"]),
        helplines=tuple(files["helplines"]),
        access=tuple(files["access"]),
        events=tuple(files["events"]),
        glossary=tuple(files["glossary"]),
        synonyms=tuple(synonyms),
        claim_parts=tuple(claim_parts),
        uses=MappingProxyType({key: tuple(labels) for key, labels in uses.items()}),
        pages=MappingProxyType(pages),
        interface=MappingProxyType(interface),
        labels=MappingProxyType(words),
        search_words=search_words,
        treatments=MappingProxyType({row.id: row for row in treatments}),
    )


def _rows_in(text: str) -> set[str]:
    """The row ids in braces anywhere in a file."""
    return set(re.findall(r"\{([\w-]+)\.", text))


@kept(1)
def library() -> Library:
    """The explainer's own content, read and checked once for the whole server. Raises ContentError, nothing else."""
    try:
        content, problems = read(), list(missing_assets(CONTENT))
        if problems:
            raise ContentError(problems)
        return content
    except ContentError:
        raise
    except Exception as error:
        # A mistake that no check foresaw still gets the one page that is safe to show.
        raise ContentError(
            [f"content: cannot be read ({type(error).__name__}: {error}); undo the last change"]
        ) from error
