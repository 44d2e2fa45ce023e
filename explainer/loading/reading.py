"""Files in, typed records out; every mistake reported in words that tell a person what to type.

The schema of a file is the dataclass that its rows become: field names are the column or key names, and
annotations say what may stand there. A record may check itself in ``__post_init__`` by raising ``ValueError``.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import re
import tomllib
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, AnyStr, Literal, NamedTuple, TypeVar

R = TypeVar("R")

FENCE = "+++"


class ContentError(Exception):
    """The content cannot be used. ``problems`` holds one sentence a mistake: file, place, and what to type."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def hint(word: str, known: Iterable[str]) -> str:
    """'; did you mean X?' for the known word nearest to ``word``, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def convert(value: Any, kind: Any) -> Any:
    """``value``, from a CSV cell (a string) or TOML (already typed), as ``kind``.

    ``kind`` is str, int, bool, Decimal, date, Literal, tuple[str, ...] or any of them with ``| None``.
    Raises ValueError with what to type instead.
    """
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        if value in ("", None):
            return None
        kind = next(part for part in typing.get_args(kind) if part is not types.NoneType)
    if isinstance(value, str) and value != value.strip():
        raise ValueError(f"'{value}' begins or ends with a space; take the space away")
    if typing.get_origin(kind) is Literal:
        allowed = typing.get_args(kind)
        if value not in allowed:
            raise ValueError(f"'{value}' is not known; type one of: {', '.join(allowed)}{hint(str(value), allowed)}")
        return value
    if typing.get_origin(kind) is tuple:
        parts = value.split() if isinstance(value, str) else value
        if not isinstance(parts, list) or not parts or not all(isinstance(part, str) and part for part in parts):
            raise ValueError("is not a list of texts; type at least one")
        return tuple(parts)
    if value in ("", None):
        raise ValueError("is empty; type a value")
    if kind is bool and value in ("yes", "no"):
        return value == "yes"
    if kind is int and isinstance(value, str) and value.isdigit():
        return int(value)
    if kind is Decimal and type(value) is int:  # from TOML, where another number is a Decimal already
        return Decimal(value)
    if kind is Decimal and isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            raise ValueError(f"'{value}' is not a number; type digits such as 45 or 17.3")
        number = Decimal(value)
        whole = number.to_integral_value()
        return whole if whole == number else number  # 60.0 reads as 60; 7.70 stays as printed
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    names = {
        str: "text",
        int: "a whole number",
        bool: "yes or no",
        Decimal: "a number",
        datetime.date: "a date such as 2026-11-23",
    }
    raise ValueError(f"'{value}' is not {names[kind]}; type {names[kind]}")


@cache
def _kinds(record: type) -> dict[str, Any]:
    """What may stand in each field of a record; Python would read the annotations anew for each row."""
    return typing.get_type_hints(record)


def build(
    record: type[R], raw: Any, where: str, problems: list[str], places: Mapping[str, str] | None = None
) -> R | None:
    """One record from raw values, or None with every mistake added to ``problems``.

    ``places`` says where a field stands, where a record comes from more than one place.
    """
    if not isinstance(raw, Mapping):
        problems.append(f"{where}: '{raw}' is not a table; give it a heading in square brackets and its fields beneath")
        return None
    kinds, places = _kinds(record), places or {}  # type: ignore[arg-type]  # mypy takes a type[R] for unhashable
    fields = {f.name: f for f in dataclasses.fields(record)}  # type: ignore[arg-type]  # R is always a dataclass
    before = len(problems)
    for name in raw:
        if name not in fields:
            problems.append(f"{where}: '{name}' is not a known field{hint(name, fields)}")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in raw:
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                problems.append(f"{where}: the field '{name}' is missing; add it")
            continue
        try:
            values[name] = convert(raw[name], kinds[name])
        except ValueError as error:
            problems.append(f"{places.get(name, where)}, field '{name}': {error}")
    if len(problems) > before:
        return None
    try:
        return record(**values)
    except ValueError as error:
        named = _FIELD.match(str(error))
        problems.append(f"{places.get(named[1], where) if named else where}, {error}")
        return None


_FIELD = re.compile(r"field '(\w+)'")  # as a record begins its complaint about itself


# A text that was saved as UTF-8 and read as Windows-1252: "â€™" for an apostrophe, "Ã©" for an e with an accent.
_MISREAD = re.compile("â€|Ã[\u0080-\u00bf]|\ufffd")
_CUT_OFF = "the last line has no end, so the file may be cut off; bring the rest back, or press Enter after that line"
_UNMERGED = re.compile(r"^(<{7}|>{7})(?= |$)", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _line_of(text: AnyStr, at: int) -> int:
    """The number of the line, from 1, in which the character at ``at`` stands."""
    return text[:at].count("\n" if isinstance(text, str) else b"\n") + 1


def _damage(data: bytes) -> str | None:
    """What happened to a file on its way, as the second half of a sentence; None where it is whole UTF-8 text."""
    if not data.strip():
        return "the file is empty; bring its text back"
    if b"\0" in data:
        return "the file is saved as UTF-16; save it as UTF-8"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end == len(data) and "end of data" in error.reason:  # in the middle of a character
            return _CUT_OFF
        line = _line_of(data, error.start)
        return f"line {line} holds a character in another encoding, perhaps Windows-1252; save the file as UTF-8"
    if found := _MISREAD.search(text):
        return (
            f"line {_line_of(text, found.start())} holds '{found.group()}', so a program read the file in another "
            "encoding and saved that; bring the last good file back"
        )
    if found := _CONTROL.search(text):
        return f"line {_line_of(text, found.start())} holds a control character (U+{ord(found.group()):04X}); delete it"
    if found := _UNMERGED.search(text.replace("\r\n", "\n")):
        return (
            f"line {_line_of(text, found.start())} is the mark of a merge that is not finished; decide, and delete it"
        )
    if "\r" in text.replace("\r\n", ""):
        return "the lines end as on a Mac of the last century; save the file with the line ends of Unix or Windows"
    if not text.endswith("\n"):
        return _CUT_OFF
    return None


def read_text(path: Path, problems: list[str]) -> str | None:
    """The text of a file with plain line ends, or None and a problem that says what is wrong with it."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        problems.append(f"{place(path)}: the file is missing; put it back")
        return None
    except OSError as error:
        problems.append(f"{place(path)}: the file cannot be read ({error.strerror})")
        return None
    if damage := _damage(data):
        problems.append(f"{place(path)}: {damage}")
        return None
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def place(path: Path) -> str:
    """The path as the project names it: from ``content/`` on."""
    parts = path.parts
    at = len(parts) - 1 - parts[::-1].index("content") if "content" in parts else 0
    return "/".join(parts[at:])


SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}


def _other_separator(heading: str) -> str | None:
    """The name of what stands between the cells of a heading in the place of commas."""
    return None if "," in heading else next((name for sign, name in SEPARATORS.items() if sign in heading), None)


def _letter(column: int) -> str:
    """The name that a spreadsheet gives a column, from 0: A to Z, then AA."""
    return (_letter(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def read_cells(path: Path, problems: list[str]) -> list[tuple[int, list[str]]] | None:
    """The rows of a CSV file that are not blank, the heading first, each with the number a spreadsheet shows beside it.

    None, and a problem, where the file as a whole cannot be trusted.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    number, heading = next((at, line) for at, line in enumerate(text.split("\n"), 1) if line.strip())
    if separator := _other_separator(heading):  # before quotation marks are judged, for they stand right then
        problems.append(
            f"{place(path)}, row {number}: {separator} stand between the cells; "
            "save the file with commas (CSV, comma delimited)"
        )
        return None
    reader, rows, number = csv.reader(io.StringIO(text, newline=""), strict=True), [], 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                rows.append((number, cells))
    except csv.Error as error:
        what = (
            "a quotation mark opens and never closes; close it, or bring back what was cut off"
            if "unexpected end" in str(error)
            else "a quotation mark stands inside a cell; type it twice, and put the cell between quotes"
        )
        problems.append(f"{place(path)}, row {number + 1}: {what}")
        return None
    return rows


def _heading_wrong(cells: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    """What is wrong with the heading of a file, where it needs the columns ``wanted``."""
    for at, name in enumerate(cells):
        if not name:
            yield f"column {_letter(at)} has no name; delete the column, or name it"
        elif name in cells[:at]:
            both = f"{_letter(cells.index(name))} and {_letter(at)}"
            yield f"the column '{name}' stands there twice, in {both}; delete one"
        elif name not in wanted:
            yield f"'{name}' is not a known column{hint(name, wanted)}"
    for name in wanted:
        if name not in cells:
            yield f"the column '{name}' is missing; add it to the heading"


class Row(NamedTuple):
    """One row of a file: where it stands, and its cells by column; none where their number is wrong."""

    where: str
    cells: Mapping[str, str]


@dataclasses.dataclass(frozen=True)
class Half:
    """The rows of one file by their key. A table has one such file for its numbers, and one for its words."""

    path: Path
    rows: Mapping[tuple[str, ...], Row]

    def complete(self, key: tuple[str, ...]) -> bool:
        """Whether the row is there, with all its cells."""
        return key in self.rows and bool(self.rows[key].cells)


def read_half(path: Path, wanted: Sequence[str], key: Sequence[str], problems: list[str]) -> Half | None:
    """The rows of a CSV file, whose columns are exactly ``wanted``, in any order; None where it cannot be trusted."""
    cells_of = read_cells(path, problems)
    if cells_of is None:
        return None
    (first, columns), *body = cells_of or [(1, [""])]
    if wrong := list(_heading_wrong(columns, wanted)):
        problems += (f"{place(path)}, row {first}: {mistake}" for mistake in wrong)
        return None
    if not body:
        problems.append(f"{place(path)}: the file has no rows; put them back")
        return None
    at = [columns.index(name) for name in key]
    rows: dict[tuple[str, ...], Row] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for number, cells in body:
        where = f"{place(path)}, row {number} ({cells[0]})"
        if cells == columns:
            problems.append(f"{where}: the heading stands here again; delete the row")
            continue
        named = tuple(cells[one] if one < len(cells) else "" for one in at)
        times[named] += 1
        whole = len(cells) == len(columns)
        if not whole:
            problems.append(
                f"{where}: the row has not {len(columns)} cells but {len(cells)}; put text with a comma between quotes"
            )
        rows.setdefault(named, Row(where, dict(zip(columns, cells, strict=True)) if whole else {}))
    problems += (
        f"{place(path)}: '{', '.join(named)}' stands {count} times as '{', '.join(key)}'; give each row its own"
        for named, count in times.items()
        if count > 1
    )
    return Half(path, rows)


def parse_toml(text: str, where: str, problems: list[str]) -> dict[str, Any]:
    """TOML as a dictionary; a mistake in it becomes a problem and an empty dictionary."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{where}: not valid TOML ({error}); texts stand between double quotes")
        return {}


def read_front_matter(path: Path, problems: list[str]) -> tuple[dict[str, Any], str]:
    """The TOML between two ``+++`` lines at the top of a Markdown file, and the body beneath it."""
    text = read_text(path, problems)
    if text is None:
        return {}, ""
    head, _, rest = text.partition(f"{FENCE}\n")
    if head.strip() or f"\n{FENCE}\n" not in rest:
        problems.append(f"{place(path)}: the file must begin with a block between two lines of '{FENCE}'")
        return {}, ""
    front, _, body = rest.partition(f"\n{FENCE}\n")
    return parse_toml(front, place(path), problems), body.strip()
