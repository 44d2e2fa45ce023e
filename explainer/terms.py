"""Words of the glossary are explained where they stand: the first in a text links to its entry."""

from __future__ import annotations

import re

from explainer.caching import locked_cache
from explainer.library import Library

_LEFT_ALONE = r"\[@[^\]]*\]|\[[^\]]*\]\([^)]*\)|<[^>]+>|`[^`]*`|^#+ .*$"  # citations, links, tags, code and headings


@locked_cache(2)
def _pattern(content: Library) -> re.Pattern[str]:
    forms = sorted((form for term in content.glossary for form in term.forms), key=len, reverse=True)
    # An abbreviation counts in capitals alone; any other word may begin a sentence.
    said = (re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in forms)
    return re.compile(rf"({_LEFT_ALONE})|(?<![\w-])({'|'.join(said)})(?![\w-])", re.MULTILINE)


@locked_cache(2)
def _anchors(content: Library) -> dict[str, str]:
    return {form.lower(): term.anchor for term in content.glossary for form in term.forms}


@locked_cache(1024)  # every paragraph of every page, drawn anew with each run of it
def explained(text: str, content: Library) -> str:
    """Markdown ``text`` with the first word of each glossary entry as a link to it."""
    anchors, seen = _anchors(content), set()

    def linked(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        anchor = anchors[found[2].lower()]
        if anchor in seen:
            return found[0]
        seen.add(anchor)
        return f"[{found[0]}](sources#{anchor})"

    return _pattern(content).sub(linked, text)
