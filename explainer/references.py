"""Which sources one rendering cites, found in what was drawn rather than remembered while it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.library import Library

PAGE = "sources"  # the page that every reference number leads to
_LINKED = re.compile(rf"""(?:\(|["'])(?:{PAGE})?#([a-z0-9-]+)(?:\)|["'])""")


class References:
    """The sources cited in one page, in one copy, or on one sheet: made anew for each rendering."""

    def __init__(self, content: Library) -> None:
        self._content = content
        self._by_anchor = {source.anchor: key for key, source in content.sources.items()}
        self._keys: set[str] = set()

    def collect(self, drawn: str) -> str:
        """``drawn`` (Markdown or HTML) as it is; the sources that its links lead to are remembered."""
        self._keys.update(self._by_anchor[at] for at in _LINKED.findall(drawn) if at in self._by_anchor)
        return drawn

    def add(self, keys: Iterable[str]) -> None:
        """Remember sources that a live part may show later, whatever a reader has chosen now."""
        self._keys.update(keys)

    def clear(self) -> None:
        """Forget what was cited, where a page lists every source anyway."""
        self._keys.clear()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the sources cited so far, by their numbers."""
        return tuple(sorted(self._keys, key=self._content.number))
