"""A language in which every word that a reader sees stands between ⟦ and ⟧, made from the original by a program.

What is shown without those marks was not read from the content: somebody wrote it into Python or JavaScript.
"""

import csv
import datetime
import io
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from explainer import access
from explainer.loading.assets import CONTENT
from explainer.loading.checks import talk
from explainer.loading.loader import library
from explainer.loading.reading import FENCE
from explainer.loading.tables import TABLES, words_of
from explainer.model import (
    AccessWords,
    FactBox,
    FigureWords,
    FrontMatter,
    KeyNumber,
    Passage,
    Scene,
    Site,
    Source,
)

LANGUAGE = "xx"
_LINE = re.compile(r"(?m)^(\s*(?:(?:[-*>]|#+|\d+\.)\s+)?)(\S.*?)(\s*)$")  # with the sign of a list or heading before it
# The tables of a document whose fields are not all words; in other documents every text is one.
RECORDS = {
    "site": {"site": Site, "key_number": KeyNumber, "figure": FigureWords, "access": AccessWords},
    "evidence": {"passage": Passage, "box": FactBox, "figure": FigureWords},
}
# What stands among words and is none, or is looked for in them.
CODES = {access.MARK, library().interface["safety"]["nothing_printed"]}


def marked(text: str) -> str:
    """``text`` with its marks, line by line."""
    return text if text in CODES else _LINE.sub(lambda line: f"{line[1]}⟦{line[2]}⟧{line[3]}", text)


@contextmanager
def room_for_marks() -> Iterator[None]:
    """Scenes may be longer by the two marks of each of their lines."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("LONGEST_HEADLINE", "LONGEST_LINE"):
            patched.setattr(talk, name, getattr(talk, name) + 2)
        yield


def build(folder: Path) -> Path:
    """A copy of the content in ``folder`` that holds the pseudo-language, too."""
    root = folder / "content"
    shutil.copytree(CONTENT, root)
    source, target = root / "en", root / LANGUAGE
    (target / "data").mkdir(parents=True)
    (target / "topics").mkdir()
    for path in source.glob("*.toml"):
        words = _document(path.stem, tomllib.loads(path.read_text("utf-8")))
        (target / path.name).write_text(toml(words), "utf-8")
    for path in (source / "topics").glob("*.md"):
        (target / "topics" / path.name).write_text(_topic(path.read_text("utf-8")), "utf-8")
    for path in (source / "data").iterdir():
        if path.suffix == ".csv" and not TABLES[path.stem].own_rows:
            _table(path, target / "data" / path.name)
        else:
            shutil.copy(path, target / "data" / path.name)
    return root


def _document(name: str, read: dict[str, Any]) -> dict[str, Any]:
    if name == "sources":
        return {key: _record(Source, table) for key, table in read.items()}
    return {table: _record(RECORDS.get(name, {}).get(table), value) for table, value in read.items()}


def _record(record: type | None, value: Any, field: str = "") -> Any:
    """A value with its texts marked: those that the record declares as words, or all where it is not one's."""
    if isinstance(value, Mapping):
        return {name: _record(record, one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_record(record, one, field) for one in value]
    is_words = record is None or field in words_of(record)
    return marked(value) if isinstance(value, str) and is_words else value


def _topic(text: str) -> str:
    _, front, body = text.split(f"{FENCE}\n", 2)
    read = tomllib.loads(front)
    scenes = {"scene": _record(Scene, read.pop("scene"))} if "scene" in read else {}
    return f"{FENCE}\n{toml({**_record(FrontMatter, read), **scenes})}{FENCE}\n{marked(body)}"


def _table(source: Path, target: Path) -> None:
    words = set(TABLES[source.stem].words) - set(TABLES[source.stem].key)
    rows = list(csv.DictReader(io.StringIO(source.read_text("utf-8"), newline="")))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: marked(cell) if name in words else cell for name, cell in row.items()} for row in rows)
    target.write_text(out.getvalue(), "utf-8")


def toml(table: Mapping[str, Any], *path: str) -> str:
    """A table as TOML: its own fields first, then the tables in it."""
    fields, tables = [], []
    for name, value in table.items():
        if isinstance(value, Mapping):
            tables.append(f"\n[{'.'.join((*path, name))}]\n{toml(value, *path, name)}")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            tables += [f"\n[[{'.'.join((*path, name))}]]\n{toml(one, *path, name)}" for one in value]
        else:
            fields.append(f"{json.dumps(name)} = {_value(value)}\n")
    return "".join(fields + tables)


def _value(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)
