"""Files in, typed records out; every mistake said in words that tell a person what to type.

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
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar

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


def build(record: type[R], raw: Any, where: str, problems: list[str], ignore: str = "") -> R | None:
    """One record from raw values, or None with every mistake added to ``problems``."""
    if not isinstance(raw, Mapping):
        problems.append(f"{where}: '{raw}' is not a table; give it a heading in square brackets and its fields beneath")
        return None
    kinds = typing.get_type_hints(record)
    fields = {f.name: f for f in dataclasses.fields(record)}  # type: ignore[arg-type]  # R is always a dataclass
    before = len(problems)
    for name in raw:
        if name not in fields and name != ignore:
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
            problems.append(f"{where}, field '{name}': {error}")
    if len(problems) > before:
        return None
    try:
        return record(**values)
    except ValueError as error:
        problems.append(f"{where}, {error}")
        return None


def read_text(path: Path, problems: list[str]) -> str | None:
    """The text of a file, or None and a problem that says what is wrong with it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(f"{place(path)}: the file is missing; put it back")
    except UnicodeDecodeError:
        problems.append(f"{place(path)}: the file is not UTF-8 text; save it as UTF-8")
    except OSError as error:
        problems.append(f"{place(path)}: the file cannot be read ({error.strerror})")
    return None


def place(path: Path) -> str:
    """The path as the project names it: from ``content/`` on."""
    parts = path.parts
    at = len(parts) - 1 - parts[::-1].index("content") if "content" in parts else 0
    return "/".join(parts[at:])


def read_rows(path: Path, record: type[R], problems: list[str]) -> list[R]:
    """The rows of a CSV file as records. Columns are exactly the record's fields, in any order."""
    text = read_text(path, problems)
    if text is None:
        return []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = reader.fieldnames or []
    wanted = [f.name for f in dataclasses.fields(record)]  # type: ignore[arg-type]  # R is always a dataclass
    for name in wanted:
        if name not in columns:
            problems.append(f"{place(path)}, row 1: the column '{name}' is missing; add it to the heading")
    for name in columns:
        if name not in wanted:
            problems.append(f"{place(path)}, row 1: '{name}' is not a known column{hint(name, wanted)}")
    if sorted(columns) != sorted(wanted):
        return []
    rows = []
    for number, raw in enumerate(reader, start=2):
        where = f"{place(path)}, row {number} ({raw[columns[0]]})"
        if None in raw or None in raw.values():
            problems.append(f"{where}: the row has not {len(columns)} cells; put text with a comma between quotes")
            continue
        row = build(record, raw, where, problems)
        if row is not None:
            rows.append(row)
    if not rows and len(problems) == 0:
        problems.append(f"{place(path)}: the file has no rows; put them back")
    return rows


def parse_toml(text: str, where: str, problems: list[str]) -> dict[str, Any]:
    """TOML as a dictionary; a mistake in it becomes a problem and an empty dictionary."""
    try:
        return tomllib.loads(text)
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
