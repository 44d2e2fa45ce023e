"""How much each file held when somebody last meant it so: a row or a text that is gone leaves no other trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.loading.reading import parse_toml, place, read_cells, read_front_matter, read_text

NAME = "rows.toml"
_ABOUT = """# How many rows each .csv file beside this one has, how many values each .toml file in the folder above,
# and how many values and paragraphs each topic: so what gets lost is noticed.
# After a change that you mean: python -m explainer check --count
"""


def folders(root: Path, language: str) -> tuple[Path, Path]:
    """The folders of tables that one language is read from: its numbers and its words."""
    return root / "data", root / language / "data"


def counted(data: Path) -> dict[Path, int]:
    """How much each file that can be read holds: rows of a folder's CSV files, values of the TOML files above it,
    values and paragraphs of the topics beside those."""
    rows = {path: len(read_cells(path, []) or ()) - 1 for path in sorted(data.glob("*.csv"))}
    documents = {path: parse_toml(read_text(path, []) or "", "", []) for path in sorted(data.parent.glob("*.toml"))}
    values = {path: _values(found) for path, found in documents.items() if found}
    topics = {path: _passages(path) for path in sorted((data.parent / "topics").glob("*.md"))}
    return {path: count for path, count in {**rows, **values, **topics}.items() if count >= 0}


def _passages(path: Path) -> int:
    """The values and the paragraphs of a topic; -1 for one that cannot be read as it is, which is told elsewhere."""
    problems: list[str] = []
    front, body = read_front_matter(path, problems)
    return -1 if problems else _values(front) + sum(bool(one.strip()) for one in body.split("\n\n"))


def _values(found: object) -> int:
    """The values of a TOML table, with all that it holds."""
    if isinstance(found, dict):
        return sum(map(_values, found.values()))
    return sum(map(_values, found)) if isinstance(found, list) else 1


def _name(path: Path) -> str:
    """A file as the counts name it."""
    return path.stem if path.suffix == ".csv" else path.name


def differing(data: Path) -> Iterator[tuple[Path, int, int]]:
    """Each file that holds not as much as was written down: what it holds, and that."""
    written = parse_toml(read_text(data / NAME, []) or "", NAME, [])
    for path, count in counted(data).items():
        before = written.get(_name(path))
        if count != before:
            yield path, count, before or 0


def _told(path: Path, count: int, before: int) -> str:
    kind = {".csv": "rows", ".toml": "values", ".md": "values and paragraphs"}[path.suffix]
    return f"{place(path)}: has {count} {kind} and had {before}"


def lost(data: Path) -> Iterator[str]:
    """A sentence for each file with less than it had, and for the file of the counts."""
    problems: list[str] = []
    parse_toml(read_text(data / NAME, problems) or "", place(data / NAME), problems)
    yield from problems
    for path, count, before in differing(data):
        if count < before:
            yield (
                f"{_told(path, count, before)}; bring back what was lost, or, if you took it out, run: "
                "python -m explainer check --count"
            )


def grown(data: Path) -> Iterator[str]:
    """A sentence for each file with more than was counted: nobody would notice if that got lost."""
    for path, count, before in differing(data):
        if count > before:
            yield f"{_told(path, count, before)}; run: python -m explainer check --count"


def write(data: Path) -> None:
    """Write down what there is now."""
    lines = "".join(f'"{_name(path)}" = {count}\n' for path, count in counted(data).items())
    (data / NAME).write_text(_ABOUT + lines, encoding="utf-8")
