"""The tables of the content, each named once, and read: a row's numbers and codes from ``content/data``, its words from
the language's own folder, joined by the row's key."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from explainer.loading.reading import Half, Row, build, hint, place, read_half
from explainer.model import (
    TEXT,
    Access,
    Appearance,
    BladderReport,
    Change,
    ChecklistItem,
    ClaimPart,
    CourseMark,
    DayMark,
    DoseDate,
    Event,
    FactBlock,
    FactRow,
    Finding,
    Glance,
    Helpline,
    Mark,
    Matter,
    Medicine,
    Moment,
    NonMedical,
    OneDose,
    Option,
    OptionCell,
    OptionNumber,
    Precaution,
    Question,
    Recall,
    RedFlag,
    Relative,
    Series,
    SideEffect,
    Synonym,
    TalkRow,
    Telling,
    Term,
    TreatmentLane,
    Trial,
    Unknown,
)


@dataclass(frozen=True)
class Table:
    """A file of rows: the record that each row becomes, and the columns that tell its rows apart.

    ``use`` says in which part of the explainer its sources stand, as a key of [uses] in interface.toml. ``prose`` is
    true where its texts hold ``{row.field}`` and ``[@key]``, ``braces`` where they hold fields of the row itself.
    ``own_rows`` is true where each language has its own rows.
    """

    record: type
    key: tuple[str, ...] = ("id",)
    use: str = ""
    prose: bool = False
    braces: bool = False
    own_rows: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The columns that a reader sees as words."""
        return words_of(self.record)

    @cached_property
    def data_columns(self) -> tuple[str, ...]:
        """The columns of its half in ``content/data``; none where it is words throughout."""
        columns = [field.name for field in fields(self.record) if field.name not in self.words]
        return tuple(columns) if set(columns) - set(self.key) or not self.words else ()

    @cached_property
    def word_columns(self) -> tuple[str, ...]:
        """The columns of the language's half; none where there is no word in it."""
        return tuple(dict.fromkeys((*self.key, *self.words))) if self.words else ()


def words_of(record: type) -> tuple[str, ...]:
    """The fields of a record that are declared as ``Text``."""

    def is_text(kind: Any) -> bool:
        return TEXT in getattr(kind, "__metadata__", ()) or any(map(is_text, typing.get_args(kind)))

    kinds = typing.get_type_hints(record, include_extras=True)
    return tuple(field.name for field in fields(record) if is_text(kinds[field.name]))


# In the order in which their sources are numbered: those in texts first, then those in columns.
TABLES: Mapping[str, Table] = {
    "unknowns": Table(Unknown, use="evidence", prose=True),
    "recall": Table(Recall, use="evidence", prose=True),
    "moments": Table(Moment, key=("hours", "lane"), use="timeline", prose=True),
    "lanes": Table(TreatmentLane, use="timeline", prose=True),
    "timeline": Table(Mark, key=("finding",), use="timeline", prose=True),
    "series": Table(Series, use="timeline", prose=True),
    "claim_parts": Table(ClaimPart, use="claim", prose=True),
    "option_cells": Table(OptionCell, key=("option", "row"), use="options", prose=True),
    "findings": Table(Finding, use="numbers"),
    "option_numbers": Table(OptionNumber, use="options"),
    "checklist": Table(ChecklistItem, use="checklist"),
    "side_effects": Table(SideEffect, use="checklist"),
    "day": Table(DayMark, use="day", braces=True),
    "course": Table(CourseMark, use="day", braces=True),
    "dose_dates": Table(DoseDate, braces=True),
    "nonmedical": Table(NonMedical, use="nonmedical"),
    "bladder": Table(BladderReport, use="bladder"),
    "precautions": Table(Precaution, use="precautions"),
    "questions": Table(Question, use="questions"),
    "red_flags": Table(RedFlag, use="red_flags"),
    "relatives": Table(Relative, use="relatives"),
    "helplines": Table(Helpline, use="helplines"),
    "access": Table(Access, use="access"),
    "events": Table(Event, use="events"),
    "changes": Table(Change, use="changes", prose=True),
    "one_dose": Table(OneDose, key=("finding",)),
    "trials": Table(Trial, key=("finding",)),
    "glance": Table(Glance, key=("finding",)),
    "treatments": Table(Appearance),
    "options": Table(Option),
    "matters": Table(Matter),
    "fact_blocks": Table(FactBlock),
    "fact_rows": Table(FactRow, key=("block", "row")),
    "talks": Table(TalkRow, key=("talk", "scene")),
    "medicines": Table(Medicine),
    "tellings": Table(Telling),
    "glossary": Table(Term),
    "synonyms": Table(Synonym, key=("typed",), own_rows=True),
}


def file_of(name: str, language: str, column: str = "") -> str:
    """The file in which a column of a table stands, as a mistake names it; without a column, that of its data."""
    table = TABLES[name]
    in_words = not table.data_columns or (column in table.words and column not in table.key)
    return f"content/{language}/data/{name}.csv" if in_words else f"content/data/{name}.csv"


def read_table(root: Path, language: str, name: str, problems: list[str]) -> list[Any]:
    """The rows of a table as records, in the order of its data."""
    table = TABLES[name]
    paths = {root / "data": table.data_columns, root / language / "data": table.word_columns}
    halves = [
        read_half(folder / f"{name}.csv", columns, table.key, problems) for folder, columns in paths.items() if columns
    ]
    whole = [half for half in halves if half is not None]
    if len(whole) < len(halves):  # what the other half says of its rows would only be noise
        return []
    problems += _unpaired(whole)
    if not table.prose and not table.braces:
        problems += _left_unfilled(whole[-1].rows.values())
    paired = [[half.rows[key] for half in whole] for key in whole[0].rows if all(half.complete(key) for half in whole)]
    built = (_joined(table.record, rows, problems) for rows in paired)
    return [record for record in built if record is not None]


def _joined(record: type, rows: Sequence[Row], problems: list[str]) -> Any:
    """One record from its row in each half; a mistake names the place of its cell."""
    cells = {column: cell for row in rows for column, cell in row.cells.items()}
    places = {column: row.where for row in rows for column in row.cells}
    return build(record, cells, rows[0].where, problems, places)


def _left_unfilled(rows: Iterable[Row]) -> Iterator[str]:
    """Cells that a reader would see with a name in them where a number or a source ought to be."""
    for row in rows:
        for column, cell in row.cells.items():
            if found := re.search(r"\{[\w.]*\}?|\[@[^]]*\]?", cell):
                yield (
                    f"{row.where}, field '{column}': nothing is filled in here, so '{found[0]}' would be shown as "
                    "it is; type the number, or its source in the column for it"
                )


def _unpaired(halves: Sequence[Half]) -> Iterator[str]:
    """Rows that stand in one half of a table alone."""
    if len(halves) < 2:
        return
    data, words = halves
    for key, row in data.rows.items():
        if key not in words.rows:
            yield f"{place(words.path)}: the row of '{', '.join(key)}' is missing ({row.where}); add it"
    names = {", ".join(key): key for key in data.rows}
    for key, row in words.rows.items():
        if key not in data.rows:
            yield (
                f"{row.where}: {place(data.path)} has no such row{hint(', '.join(key), names)}; add it there too, or "
                "take this one out"
            )
