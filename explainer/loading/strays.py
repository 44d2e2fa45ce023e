"""Files in the content that nothing reads: whoever put one there believes that a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.loading import counts
from explainer.loading.documents import DOCUMENTS
from explainer.loading.reading import hint, place
from explainer.loading.tables import TABLES
from explainer.loading.translation import languages


def strays(root: Path) -> Iterator[str]:
    """A sentence for each such file; those that a program hides, such as ``.DS_Store``, are not looked at."""
    known = set(_known(root))
    for path in sorted(root.rglob("*")):
        if path.is_dir() or path.name.startswith(".") or path in known or path.is_relative_to(root / "assets"):
            continue
        own = " or ".join(sorted(place(file) for file in known if file.name == path.name))
        mend = f"bring its text to {own}" if own else "rename it"
        likely = "" if own else hint(path.name, {file.name for file in known})
        yield f"{place(path)}: nothing reads this file; {mend}, or delete it{likely}"


def _known(root: Path) -> Iterator[Path]:
    """Every file that is read, whether it is there or not."""
    yield root / "sources.toml"
    for language in languages(root):
        data, words = counts.folders(root, language)
        yield from (data / counts.NAME, words / counts.NAME)
        yield from (data / f"{name}.csv" for name, table in TABLES.items() if table.data_columns)
        yield from (words / f"{name}.csv" for name, table in TABLES.items() if table.word_columns)
        yield from (root / language / f"{name}.toml" for name in DOCUMENTS)
        yield from (root / language / "topics").glob("*.md")
