"""What is named everywhere: the ids of rows, and sources."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.loading.checks.read import Check, Read
from explainer.loading.citations import rows_of
from explainer.loading.reading import hint


def ids_are_unique(read: Read) -> Iterator[str]:
    """Texts ask for rows by id alone, so no two files may share one."""
    known: set[str] = set()
    for name in ("findings", "side_effects", "nonmedical", "events", "option_numbers"):
        for row in rows_of(read.content, name):
            if row.id in known:
                yield f"{read.file(name)}: the id '{row.id}' stands in another file too; give it its own"
            known.add(row.id)


def sources_exist(read: Read) -> Iterator[str]:
    sources = read.content.sources
    for key, where, _ in read.cited:
        if key not in sources:
            yield f"{where}: the source '{key}' is not in content/sources.toml{hint(key, sources)}"


def sources_are_cited(read: Read) -> Iterator[str]:
    cited = {key for key, _, _ in read.cited}
    for key in read.content.sources:
        if key not in cited:
            yield f"content/sources.toml, [{key}]: nothing cites this source; cite it or take it out"


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    sources_exist,
    sources_are_cited,
)
