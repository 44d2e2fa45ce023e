"""What stands in TOML and Markdown: sources, topics with their scenes, and the words of pages and controls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from explainer.loading.labels import unlabelled
from explainer.loading.reading import build, hint, parse_toml, place, read_front_matter, read_text
from explainer.loading.tables import words_of
from explainer.model import (
    AccessWords,
    FactBox,
    FigureWords,
    FrontMatter,
    KeyNumber,
    Passage,
    Scene,
    SearchWords,
    Site,
    Source,
    Speaker,
    Topic,
)
from explainer.texts import Texts

T = TypeVar("T")


@dataclass(frozen=True)
class Documents:
    """The documents of one language as they were typed: numbers are still ``{row.field}``, citations ``[@key]``.

    ``site``, ``access``, ``speaker`` and ``search`` are None only where something was wrong with them.
    """

    sources: Mapping[str, Source]
    site: Site | None
    access: AccessWords | None
    speaker: Speaker | None
    key_numbers: tuple[KeyNumber, ...]
    figure_words: Mapping[str, tuple[FigureWords, str]]  # with the place where they stand
    passages: Mapping[str, Passage]
    fact_boxes: tuple[FactBox, ...]
    topics: tuple[Topic, ...]
    scenes: Mapping[str, Scene]
    pages: Mapping[str, Texts]
    interface: Mapping[str, Texts]
    labels: Mapping[str, Texts]
    search: SearchWords | None


DOCUMENTS = ("evidence", "interface", "labels", "pages", "repair", "search", "site", "sources")  # .toml of a language
REPAIR = "repair.toml"  # the repair page reads it by itself; here it is only looked at


def read_documents(root: Path, language: str, problems: list[str]) -> Documents:
    """Every document of a language, with each mistake added to ``problems``."""
    folder = root / language

    def toml(name: str, **kinds: type) -> dict[str, Any]:
        path = folder / f"{name}.toml"
        return _of_kinds(parse_toml(read_text(path, problems) or "", place(path), problems), kinds, path, problems)

    def texts(name: str) -> Mapping[str, Texts]:
        path = folder / f"{name}.toml"
        return _texts_by_table(toml(name), place(path), problems)

    interface, labels, search = texts("interface"), texts("labels"), toml("search", search=dict)
    problems += unlabelled(labels, place(folder / "labels.toml"))
    problems += (
        f"{place(folder / 'interface.toml')}: the table [{name}] is missing; add it"
        for name in _ASKED_FOR_WHILE_READING
        if interface and name not in interface
    )
    site = toml("site", site=dict, key_number=list, figure=dict, access=dict, speaker=dict)
    evidence = toml("evidence", passage=dict, box=dict, figure=dict)
    toml("repair")  # read again where all else has a mistake, and missed only then
    readable = any(site.values())  # else that is reported already, and need not be for each of its fields
    at, beside = place(folder / "site.toml"), place(folder / "evidence.toml")
    topics, scenes = _read_topics(folder / "topics", problems)
    figures = ((site["figure"], at), (evidence["figure"], beside))
    figure_words = {
        name: (build(FigureWords, table, f"{file}, [figure.{name}]", problems), f"{file}, [figure.{name}]")
        for tables, file in figures
        for name, table in tables.items()
    }
    passages = _named(Passage, evidence["passage"], f"{beside}, [passage.", problems)
    boxes = _named(FactBox, evidence["box"], f"{beside}, [box.", problems)
    numbers = (
        build(KeyNumber, table, f"{at}, key_number {number}", problems)
        for number, table in enumerate(site["key_number"], 1)
    )
    return Documents(
        sources=_read_sources(root, language, problems),
        site=build(Site, site["site"], f"{at}, [site]", problems) if readable else None,
        access=build(AccessWords, site["access"], f"{at}, [access]", problems) if readable else None,
        speaker=build(Speaker, site["speaker"], f"{at}, [speaker]", problems) if readable else None,
        key_numbers=tuple(one for one in numbers if one is not None),
        figure_words={name: (words, where) for name, (words, where) in figure_words.items() if words is not None},
        passages={passage.id: passage for passage in passages},
        fact_boxes=tuple(boxes),
        topics=tuple(topics),
        scenes=unique(scenes, "id", f"{place(folder / 'topics')}, scenes", problems),
        pages=texts("pages"),
        interface=interface,
        labels=labels,
        search=build(SearchWords, search["search"], f"{place(folder / 'search.toml')}, [search]", problems)
        if any(search.values())
        else None,
    )


_ASKED_FOR_WHILE_READING = ("numbers", "uses")  # tables of interface.toml


def unique(rows: Iterable[T], name: str, where: str, problems: list[str]) -> dict[str, T]:
    """Rows by the field ``name``, which no two may share."""
    rows = list(rows)
    for value, count in Counter(str(getattr(row, name)) for row in rows).items():
        if count > 1:
            problems.append(f"{where}: '{value}' stands {count} times as '{name}'; give each row its own")
    return {str(getattr(row, name)): row for row in rows}


def _of_kinds(read: dict[str, Any], kinds: Mapping[str, type], path: Path, problems: list[str]) -> dict[str, Any]:
    """A file's tables, each of the kind that it must be; where no kind is named, any table may stand there."""
    if not kinds or not read:
        return {name: kind() for name, kind in kinds.items()} | read
    found = {name: kind() for name, kind in kinds.items()} | read
    for name, kind in kinds.items():
        if not isinstance(found[name], kind):
            problems.append(f"{place(path)}: '{name}' is not a table; give it its heading in square brackets")
            found[name] = kind()
    for name in found.keys() - kinds.keys():
        problems.append(f"{place(path)}: '{name}' is not a known table{hint(name, kinds)}")
    return found


def _named(record: type[T], tables: Mapping[str, Any], where: str, problems: list[str]) -> list[T]:
    """Records whose id is the name of their table."""
    built = (
        build(record, {"id": name, **table} if isinstance(table, dict) else table, f"{where}{name}]", problems)
        for name, table in tables.items()
    )
    return [row for row in built if row is not None]


def _read_sources(root: Path, language: str, problems: list[str]) -> dict[str, Source]:
    """Each source: what identifies it from ``content/sources.toml``, words about it from the language's file."""
    paths = root / "sources.toml", root / language / "sources.toml"
    data, words = (parse_toml(read_text(path, problems) or "", place(path), problems) for path in paths)
    theirs = words_of(Source)
    for key, table in words.items():
        where = f"{place(paths[1])}, [{key}]"
        if key not in data and data:
            problems.append(f"{where}: is no source of {place(paths[0])}{hint(key, data)}")
        for field in table.keys() - set(theirs) if isinstance(table, dict) else ():
            problems.append(f"{where}, field '{field}': belongs to {place(paths[0])}; here stand {', '.join(theirs)}")
    sources = []
    for key, table in data.items():
        where = f"{place(paths[0])}, [{key}]"
        for field in set(theirs) & set(table) if isinstance(table, dict) else ():
            problems.append(f"{where}, field '{field}': is text; type it in {place(paths[1])}, beneath [{key}]")
        about = words.get(key, {})
        raw = {"key": key, **table, **about} if isinstance(table, dict) and isinstance(about, dict) else table
        places = dict.fromkeys(theirs, f"{place(paths[1])}, [{key}]")
        sources.append(build(Source, raw, where, problems, places))
    found = [source for source in sources if source is not None]
    unique(found, "anchor", place(paths[0]), problems)
    return {source.key: source for source in found}


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
