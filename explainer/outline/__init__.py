"""Each page as a list of blocks, made once from the library; renderers draw it on the screen, as HTML and on paper.

The order of ``PAGES`` is that of the navigation, and the first page is the one at the root. To add a page: write its
outline, its words as a table of ``content/en/pages.toml``, a script of its name in ``pages/``, and its line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from explainer.caching import locked_cache
from explainer.library import Library
from explainer.outline.blocks import Blocks
from explainer.outline.choose import choose
from explainer.outline.evidence import evidence
from explainer.outline.onset import onset
from explainer.outline.overview import overview
from explainer.outline.present import present
from explainer.outline.safety import safety
from explainer.outline.sources import sources
from explainer.outline.topics import topics

PAGES: Mapping[str, Callable[[Library], Blocks]] = {
    "overview": overview,
    "topics": topics,
    "onset": onset,
    "evidence": evidence,
    "safety": safety,
    "choose": choose,
    "present": present,
    "sources": sources,
}
FIRST = next(iter(PAGES))


@locked_cache(maxsize=len(PAGES))
def outline(name: str, content: Library) -> Blocks:
    """The blocks of a page, made once. Raises KeyError for an unknown name."""
    return PAGES[name](content)
