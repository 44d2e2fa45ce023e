"""Which sources one rendering cites, found in what was drawn rather than remembered while it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from explainer.caching import locked_cache
from explainer.library import Library
from explainer.model import Term

PAGE = "sources"  # the page that every reference number leads to
_LINKED = re.compile(rf"""(?:\(|["'])(?:{PAGE})?#([a-z0-9-]+)(?:\)|["'])""")


@locked_cache(2048)  # every piece of every page, drawn anew with each run of it
def _anchors(drawn: str) -> frozenset[str]:
    return frozenset(_LINKED.findall(drawn))


@locked_cache(4)  # one a library: else the session of each reader would keep its own 25 kB
def _by_anchor(content: Library) -> tuple[dict[str, str], dict[str, Term]]:
    """The key of each source, and each term, by what links to them name."""
    sources = {source.anchor: key for key, source in content.sources.items()}
    return sources, {term.anchor: term for term in content.glossary}


_NUMBER = re.compile(rf"""(<a [^>]*href="(?:{PAGE})?#([a-z0-9-]+)"[^>]*)>(\[?\d+\]?)</a>""")


def with_names(drawn: Markup, content: Library) -> Markup:
    """HTML whose reference numbers say what they lead to, for whoever hears the links of a page alone.

    peek.js does the same on a live page, whose links are drawn from Markdown.
    """
    by_anchor, what = _by_anchor(content)[0], content.interface["chrome"]["peek"]

    def label(found: re.Match[str]) -> str:
        if found[2] not in by_anchor:
            return found[0]
        source = content.sources[by_anchor[found[2]]].short
        return Markup(found[1]) + Markup(' aria-label="{}: {}. {}">{}</a>').format(found[3], source, what, found[3])

    return Markup(_NUMBER.sub(label, drawn))


class References:
    """The sources cited and the terms linked in one page, copy or sheet: made anew for each rendering."""

    def __init__(self, content: Library) -> None:
        self._content = content
        self._by_anchor, self._terms = _by_anchor(content)
        self._keys: set[str] = set()
        self._used: set[str] = set()

    def collect(self, drawn: str) -> str:
        """``drawn`` (Markdown or HTML) as it is; the sources that its links lead to are remembered."""
        anchors = _anchors(drawn)
        self._keys.update(self._by_anchor[at] for at in anchors if at in self._by_anchor)
        self._used |= anchors & self._terms.keys()
        return drawn

    def add(self, keys: Iterable[str]) -> None:
        """Remember sources that a live part may show later, whatever a reader has chosen now."""
        self._keys.update(keys)

    def clear(self) -> None:
        """Forget what was cited, where a page lists every source anyway."""
        self._keys.clear()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The glossary entries that were linked to so far, in the glossary's order."""
        return tuple(term for anchor, term in self._terms.items() if anchor in self._used)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the sources cited so far, by their numbers."""
        return tuple(sorted(self._keys, key=self._content.number))
