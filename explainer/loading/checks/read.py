"""What a check is handed, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from explainer.library import Library
from explainer.loading.citations import Citation
from explainer.loading.tables import file_of
from explainer.model import Topic


@dataclass(frozen=True)
class Read:
    """All that was read in one language: the library, and what it does not keep.

    ``typed`` holds the topics before anything was filled in, ``used`` the rows that texts asked for, and
    ``rows_in_cells`` those that each cell of the options asked for.
    """

    content: Library
    language: str
    typed: tuple[Topic, ...]
    used: frozenset[str]
    cited: tuple[Citation, ...]
    rows_in_cells: Mapping[tuple[str, str], frozenset[str]]

    def file(self, name: str, column: str = "") -> str:
        """The file in which a column of a table stands."""
        return file_of(name, self.language, column)

    @property
    def folder(self) -> str:
        """The folder of the language."""
        return f"content/{self.language}"


Check = Callable[[Read], Iterator[str]]
