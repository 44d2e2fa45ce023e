"""How many rows each file of data had when somebody last meant it so: a row that is gone leaves no other trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.loading.reading import parse_toml, place, read_cells, read_text

NAME = "rows.toml"
_ABOUT = """# How many rows each .csv file beside this one has, so that a row that gets lost is noticed.
# After a change that you mean: python -m explainer check --count
"""


def folders(root: Path, language: str) -> tuple[Path, Path]:
    """The folders of tables that one language is read from: its numbers and its words."""
    return root / "data", root / language / "data"


def counted(data: Path) -> dict[str, int]:
    """The rows beneath the heading of each CSV file of a folder that can be read at all."""
    read = {path.stem: read_cells(path, []) for path in sorted(data.glob("*.csv"))}
    return {name: len(rows) - 1 for name, rows in read.items() if rows}


def differing(data: Path) -> Iterator[tuple[str, int, int]]:
    """Each file whose rows are not as many as were written down: its name, its rows, and those."""
    written = parse_toml(read_text(data / NAME, []) or "", NAME, [])
    for name, rows in counted(data).items():
        if rows != written.get(name):
            yield name, rows, written.get(name, 0)


def lost(data: Path) -> Iterator[str]:
    """A sentence for each file with fewer rows than it had, and for the file of the counts."""
    problems: list[str] = []
    parse_toml(read_text(data / NAME, problems) or "", place(data / NAME), problems)
    yield from problems
    for name, rows, before in differing(data):
        if rows < before:
            yield (
                f"{place(data)}/{name}.csv: has {rows} rows and had {before}; bring the lost rows back, or, if you "
                "took them out, run: python -m explainer check --count"
            )


def grown(data: Path) -> Iterator[str]:
    """A sentence for each file with more rows than were counted: nobody would notice if those got lost."""
    for name, rows, before in differing(data):
        if rows > before:
            yield f"{place(data)}/{name}.csv: has {rows} rows and had {before}; run: python -m explainer check --count"


def write(data: Path) -> None:
    """Write down the rows that there are now."""
    lines = "".join(f"{name} = {rows}\n" for name, rows in counted(data).items())
    (data / NAME).write_text(_ABOUT + lines, encoding="utf-8")
