"""Search over the topics and the safety page, for the words that people type."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer import prose
from explainer.library import Library
from explainer.records import Topic

STEM = 4  # letters of a word that have to match when the whole word does not
COMMON = {
    "about",
    "does",
    "from",
    "have",
    "much",
    "that",
    "this",
    "what",
    "when",
    "where",
    "which",
    "will",
    "with",
    "your",
}


def search(topics: Iterable[Topic], query: str) -> dict[str, str]:
    """The topics that hold ``query``, each with the words around the hit.

    The query as a phrase; else every word of it; else every long word of it cut to its beginning, so that
    "pregnant" finds "pregnancy". Words match at their beginning. Case, spacing, quotation marks and reference
    numbers do not matter.
    """
    wanted, stems = _wanted(query)
    topics = tuple(topics)
    for pattern in (_phrase(wanted), _every(wanted), _every(stems)):
        hits = {}
        for topic in topics if pattern else ():
            found = re.search(pattern, _searchable(topic.text))
            if found:
                hits[topic.id] = _around(topic.text, *found.span("hit"))
        if hits:
            return hits
    return {}


def search_safety(content: Library, query: str) -> list[str]:
    """The names of the precautions and side effects on the safety page that match ``query`` as in ``search``."""
    _, stems = _wanted(query)
    named = [(row.topic, f"{row.topic} {row.text}") for row in content.precautions]
    named += [(medicine.name, f"{medicine.name} {medicine.known_as}") for medicine in content.medicines]
    named += [(item.name, f"{item.name} {item.term} {item.feels_like}") for item in content.checklist]
    found = (name for name, text in named if stems and re.search(_every(stems), _searchable(text)))
    return list(dict.fromkeys(found))


def _wanted(query: str) -> tuple[list[str], list[str]]:
    """The words of a query, and the beginnings of its long ones."""
    wanted = _searchable(prose.plain(query)).split()
    return wanted, [word[:STEM] for word in wanted if len(word) >= STEM and word not in COMMON]


def _phrase(wanted: list[str]) -> str:
    """A pattern for the words one after the other."""
    return rf"(?<!\w)(?P<hit>{r' '.join(map(re.escape, wanted))})" if wanted else ""


def _every(wanted: list[str]) -> str:
    """A pattern for all words in any order; the hit is the first of them."""
    if not wanted:
        return ""
    others = "".join(rf"(?=.*(?<!\w){re.escape(word)})" for word in wanted[1:])
    return rf"^{others}.*?(?<!\w)(?P<hit>{re.escape(wanted[0])}\w*)"


def _searchable(text: str) -> str:
    """Lower case with plain quotation marks; as long as ``text``, so that places in one are places in the other."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(str.maketrans("’‘“”‑–", "''\"\"--"))


def _around(text: str, at: int, end_of_hit: int, margin: int = 70) -> str:
    """The hit in bold with about ``margin`` characters of whole words on either side."""
    start = text.rfind(" ", 0, max(0, at - margin)) + 1 if at > margin else 0
    end = text.find(" ", end_of_hit + margin)
    end = len(text) if end < 0 else end
    before, hit, after = text[start:at], text[at:end_of_hit], text[end_of_hit:end]
    return f"{'… ' if start else ''}{before}**{hit.strip()}**{after}{' …' if end < len(text) else ''}"
