"""The page of sources in a browser: short on a phone, complete behind a tap, and each reference leads into its list."""

import pytest
from playwright.sync_api import expect

from explainer.loading.loader import library
from explainer.outline.sources import GROUPS
from tests.support.browser import Visit, open_everything
from tests.support.nightly import nightly

CONTENT = library()
ONE_OF_EACH = [
    next(source for source in CONTENT.sources.values() if source.kind in kinds).anchor for kinds in GROUPS.values()
]


def test_it_is_eight_screens_of_a_phone_at_most_and_nothing_is_cut_off(look: Visit) -> None:
    page = look("/sources", width=320, height=740)
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 8 * 740
    open_everything(page)
    wide = page.eval_on_selector_all(".scroll", "all => all.map(one => [one.scrollWidth, one.clientWidth])")
    assert len(wide) == 3
    assert all(inner <= outer for inner, outer in wide), wide
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 320


def test_each_cell_says_what_it_is_where_rows_are_blocks(look: Visit) -> None:
    page = look("/sources", width=320, height=740)
    part = CONTENT.claim_parts[0]
    row = page.locator(".scroll tr", has_text=part.part)
    said = row.locator("td").nth(2).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert CONTENT.interface["columns"]["why"] in said


def test_each_list_of_sources_and_the_words_can_be_opened_by_themselves(look: Visit) -> None:
    page = look("/sources")
    lists = "all => new Set(all.map(one => document.getElementById(one).closest('.stExpander > details'))).size"
    anchors = [*ONE_OF_EACH, CONTENT.glossary[-1].anchor]
    assert page.evaluate(lists, anchors) == len(anchors)


# What opens a list is the same for each: the first, the last, and the words.
@pytest.mark.parametrize("anchor", [ONE_OF_EACH[0], *nightly(ONE_OF_EACH[-1], CONTENT.glossary[-1].anchor)])
def test_a_link_opens_the_list_it_leads_into(anchor: str, visit: Visit) -> None:
    page = visit(f"/sources#{anchor}", width=360, height=740)
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport(timeout=10_000)
    expect(page.locator(".stExpander > details[open]")).to_have_count(1)


def test_another_place_in_the_address_of_an_open_page_opens_its_list_too(visit: Visit) -> None:
    page = visit("/sources")
    anchor = CONTENT.glossary[-1].anchor
    page.evaluate("anchor => { location.hash = anchor; }", anchor)
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport(timeout=10_000)
