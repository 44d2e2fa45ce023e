"""Where facts come from: the ones that rest on the press, on somebody who sells, or on a copy are counted."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from deploy import first_answer
from explainer import prose
from explainer.asked import Asked
from explainer.loading.loader import library
from explainer.model import EDITORIAL, SourceKind
from explainer.outline import PAGES
from explainer.outline.blocks import Details, Markup
from explainer.outline.sources import GROUPS, every_source
from explainer.outputs import static_copy

CONTENT = library()
WEAK = {"press", "seller", "copy"}
# How many facts may rest on nothing better. Type a lower number when one finds a better source; never a higher one.
AT_MOST = 18

ROWS: dict[str, Any] = {
    "findings": CONTENT.findings.values(),
    "side_effects": CONTENT.side_effects,
    "nonmedical": CONTENT.nonmedical,
    "precautions": CONTENT.precautions,
    "checklist": CONTENT.checklist,
    "questions": CONTENT.questions,
    "red_flags": CONTENT.red_flags,
    "option_numbers": CONTENT.option_numbers,
    "relatives": CONTENT.relatives,
    "helplines": CONTENT.helplines,
    "events": CONTENT.events,
}
WORDS: dict[str, Any] = {
    "site.toml": [CONTENT.site, *CONTENT.key_numbers, *CONTENT.figure_words.values()],
    "evidence.toml": [*CONTENT.passages.values(), *CONTENT.fact_boxes],
    "topics": CONTENT.topics,
    "talk": CONTENT.scenes.values(),
    "unknowns": CONTENT.unknowns,
    "recall": CONTENT.recall,
    "moments": CONTENT.moments,
    "option_cells": CONTENT.option_cells,
    "lanes": CONTENT.lanes.values(),
    "claim_parts": CONTENT.claim_parts,
}


def _texts(record: Any) -> Iterator[str]:
    for value in vars(record).values():
        yield from [value] if isinstance(value, str) else (part for part in _listed(value) if isinstance(part, str))


def _listed(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, tuple) else ()


def _keys_of(row: Any) -> set[str]:
    return ({row.source} if isinstance(row.source, str) else set(row.source or ())) - {EDITORIAL}


def resting_on_the_press() -> Iterator[str]:
    """Every row, and every sentence of prose, all of whose sources are weak."""

    def weak(keys: set[str]) -> bool:
        return bool(keys) and all(CONTENT.sources[key].kind in WEAK for key in keys)

    for name, rows in ROWS.items():
        yield from (f"{name}: {row.id} [{', '.join(sorted(_keys_of(row)))}]" for row in rows if weak(_keys_of(row)))
    for name, records in WORDS.items():
        for text in (text for record in records for text in _texts(record)):
            for sentence in re.split(r"(?<=[.!?]) |\n", text):
                if weak(set(prose.keys_cited(sentence))):
                    yield f"{name}: {sentence}"


def test_facts_that_rest_on_the_press_alone_only_get_fewer() -> None:
    found = list(resting_on_the_press())
    print(*found, sep="\n")
    assert len(found) <= AT_MOST, "\n".join(found)


def test_every_kind_of_source_has_one_group_and_every_source_stands_on_the_page_once() -> None:
    assert Counter(kind for kinds in GROUPS.values() for kind in kinds) == Counter(get_args(SourceKind))
    listed = "".join(
        part.html
        for block in every_source(CONTENT)
        if isinstance(block, Details)
        for part in block.blocks
        if isinstance(part, Markup)
    )
    assert Counter(re.findall(r'<h3 id="([^"]*)"', listed)) == Counter(one.anchor for one in CONTENT.sources.values())


@pytest.mark.parametrize("page", [*PAGES, "copy"])
def test_each_reference_of_what_needs_no_script_says_its_source(page: str) -> None:
    """A list of links would read "3, 3, 1, 2"; on a live page a script names them."""
    html = static_copy.page(CONTENT) if page == "copy" else str(first_answer.body(Asked(page), CONTENT))
    numbers = [link for link in re.findall(r"<a ([^>]*)>\[?\d+\]?</a>", html) if "#" in link]
    assert numbers or page == "present"
    assert [link for link in numbers if "aria-label" not in link] == []
