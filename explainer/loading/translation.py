"""A translation held against the original: every text is there, with the same numbers and the same sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from explainer import prose
from explainer.loading.assets import ORIGINAL
from explainer.loading.reading import parse_toml, place, read_front_matter, read_half, read_text
from explainer.loading.tables import TABLES, Table

SHARED = ("assets", "data")  # folders of the content that belong to no language


def languages(root: Path) -> list[str]:
    """The languages that there are folders for, the original first."""
    found = sorted(path.name for path in root.iterdir() if path.is_dir() and path.name not in SHARED)
    return sorted(found, key=lambda name: name != ORIGINAL)


def differences(root: Path, language: str) -> Iterator[str]:
    """What a translation lacks, or has and may not have. A file that cannot be read is named by who reads it."""
    ours, theirs = root / ORIGINAL, root / language
    for path in sorted(ours.glob("*.toml")):
        yield from _compared(_toml(path), _toml(theirs / path.name), place(theirs / path.name))
    for path in sorted((ours / "topics").glob("*.md")):
        if not (theirs / "topics" / path.name).exists():
            yield f"{place(theirs / 'topics' / path.name)}: the file is missing; translate {place(path)}"
        else:
            yield from _topic(path, theirs / "topics" / path.name)
    for name, table in TABLES.items():
        if table.word_columns and not table.own_rows:
            yield from _table(ours / "data" / f"{name}.csv", theirs / "data" / f"{name}.csv", table)


def marks(text: str) -> set[str]:
    """What is filled into a text: its ``{row.field}``, and the sources it cites as ``[@key]``."""
    try:
        names = {f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:  # braces that are not in pairs are named where the text is filled
        names = set()
    return names | {f"[@{key}]" for key in prose.keys_cited(text)}


def _differing(ours: str, theirs: str, where: str) -> Iterator[str]:
    """One text against its translation."""
    wanted, found = marks(ours), marks(theirs)
    if lacking := sorted(wanted - found):
        yield f"{where}: lacks {' '.join(lacking)}, which the original has; add it"
    if added := sorted(found - wanted):
        yield f"{where}: has {' '.join(added)}, which the original has not; take it out"


def _toml(path: Path) -> dict[str, Any]:
    return parse_toml(read_text(path, []) or "", place(path), [])


def _compared(ours: Any, theirs: Any, where: str) -> Iterator[str]:
    """Texts, lists of texts, and tables of both."""
    if isinstance(ours, str) and isinstance(theirs, str):
        yield from _differing(ours, theirs, where)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{where}: has {len(theirs)} parts, and the original {len(ours)}; give it as many"
        for at, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
            yield from _compared(one, other, f"{where} {at}")
    elif isinstance(ours, Mapping) and isinstance(theirs, Mapping) and theirs:
        for name in ours:
            if name in theirs:
                yield from _compared(ours[name], theirs[name], f"{where}, {name}")
            elif not name.endswith("_one"):  # a language may say one as it says many
                yield f"{where}: '{name}' is missing; translate it"


def _topic(ours: Path, theirs: Path) -> Iterator[str]:
    """A topic paragraph by paragraph: what stands between two empty lines."""
    (front, body), (their_front, their_body) = (read_front_matter(path, []) for path in (ours, theirs))
    yield from _compared(front, their_front, place(theirs))
    paragraphs, translated = (re.split(r"\n\s*\n", text) for text in (body, their_body))
    if len(paragraphs) != len(translated) and their_body:
        yield (
            f"{place(theirs)}: has {len(translated)} paragraphs, and the original {len(paragraphs)}; give it as many, "
            "with an empty line between two"
        )
        return
    for at, (one, other) in enumerate(zip(paragraphs, translated, strict=False), 1):
        yield from _differing(one, other, f"{place(theirs)}, paragraph {at}")


def _table(ours: Path, theirs: Path, table: Table) -> Iterator[str]:
    """The words of a table, cell by cell."""
    original, translated = (read_half(path, table.word_columns, table.key, []) for path in (ours, theirs))
    if original is None or translated is None:
        return
    for key, row in original.rows.items():
        other = translated.rows.get(key)
        if other is None:
            if not table.data_columns:  # else it is missed beside its data already
                yield f"{place(theirs)}: the row of '{', '.join(key)}' is missing; translate it"
            continue
        for column in table.words:
            if column in row.cells and column in other.cells:
                yield from _differing(row.cells[column], other.cells[column], f"{other.where}, field '{column}'")
                if bool(row.cells[column]) != bool(other.cells[column]):
                    what = "is empty; translate it" if row.cells[column] else "is empty in the original; empty it"
                    yield f"{other.where}, field '{column}': {what}"
    if not table.data_columns:
        for key, row in translated.rows.items():
            if key not in original.rows:
                yield f"{row.where}: the original has no such row; take it out"
