"""Who cites which source, in the order in which sources are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from explainer import prose
from explainer.library import Library
from explainer.loading.filling import sources_in
from explainer.loading.tables import TABLES, file_of


class Citation(NamedTuple):
    """One use of a source: where it stands, and the name of that part of the explainer for the list of sources."""

    key: str
    where: str
    label: str


def citations(content: Library, language: str) -> Iterator[Citation]:
    """Every use of a source: first those in texts, in the order of the pages, then those in the columns of rows."""
    yield from _in_texts(content, language)
    yield from _in_columns(content, language)


def _in_texts(content: Library, language: str) -> Iterator[Citation]:
    use, folder = content.interface["uses"], f"content/{language}"
    site, evidence = f"{folder}/site.toml", f"{folder}/evidence.toml"
    cited: list[tuple[Any, str, str]] = [(content.site, site, use["overview"])]
    cited += [(row, site, use["overview"]) for row in content.key_numbers]
    cited += [(topic, f"{folder}/topics/…-{topic.id}.md", topic.title) for topic in content.topics]
    cited += [
        (scene, f"{folder}/topics/…-{scene.topic}.md, {scene.id}", use["talk"]) for scene in content.scenes.values()
    ]
    cited += [(words, site, use["figures"]) for words in content.figure_words.values()]
    cited += [(row, f"{evidence}, {row.id}", use["evidence"]) for row in content.passages.values()]
    cited += [(row, f"{evidence}, {row.id}", use["evidence"]) for row in content.fact_boxes]
    for name, table in TABLES.items():
        if table.prose:
            cited += [
                (row, f"{file_of(name, language, table.words[-1])}, {getattr(row, table.key[0])}", use[table.use])
                for row in rows_of(content, name)
            ]
    for record, where, label in cited:
        for text in _texts(record):
            yield from (Citation(key, where, label) for key in prose.keys_cited(text))
    for name, texts in content.pages.items():
        for text in texts.values():
            yield from (Citation(key, texts.where, texts.get("nav", name)) for key in prose.keys_cited(text))


def _in_columns(content: Library, language: str) -> Iterator[Citation]:
    use = content.interface["uses"]
    marked = {row.finding for row in content.marks} | {row.finding for row in content.one_dose}
    compared = {row.finding for row in content.trials} | {row.row for row in content.fact_rows}
    for name, table in TABLES.items():
        if not table.use or table.prose:
            continue
        for row in rows_of(content, name):
            label = use[table.use]
            if name == "findings":  # each of them is of the page that shows it
                label = use["timeline" if row.id in marked else "evidence" if row.id in compared else table.use]
            for key in sources_in(row):
                yield Citation(key, f"{file_of(name, language)} ({row.id})", label)


FIELDS = {"timeline": "marks"}  # where the library calls a table by another name than its file's


def rows_of(content: Library, name: str) -> tuple[Any, ...]:
    """The rows of a table of ``TABLES``."""
    rows = getattr(content, FIELDS.get(name, name))
    return tuple(rows.values()) if hasattr(rows, "values") else rows


def _texts(record: Any) -> Iterator[str]:
    """Every text of a record."""
    for field in fields(record):
        value = getattr(record, field.name)
        parts = value if isinstance(value, tuple) else (value,)
        yield from (part for part in parts if isinstance(part, str))
