"""The search as a reader meets it: one list, what was looked for marked, and each line of it leading to its place."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer.loading.loader import library
from explainer.search import Entry, search
from tests.support.browser import Visit
from tests.support.nightly import nightly

CONTENT = library()


def look_for(page: Page, words: str) -> Locator:
    """Type into the box and press Enter; returns the list that comes."""
    box = page.get_by_label("Search all pages")
    box.fill(words)
    box.press("Enter")
    return page.locator("ol.found li")


def in_place(target: Locator) -> None:
    """The target is open, in view below the header, and where the Tab key goes on."""
    expect(target).to_be_visible()
    expect(target).to_be_in_viewport()
    target.page.wait_for_timeout(600)  # the scrolling is over
    below = "target => 60 < target.getBoundingClientRect().top && target.getBoundingClientRect().top < 740"
    target.page.wait_for_function(below, arg=target.element_handle())


def test_the_list_marks_the_words_and_says_aloud_how_many(visit: Visit) -> None:
    page = visit("/topics", width=360, height=740)
    status = page.get_by_role("status").and_(page.locator(".st-key-said"))
    expect(status).to_have_count(1)  # there before anything changes in it
    said = status.element_handle()
    found = look_for(page, "bladder")
    expect(found.first.locator("mark").first).to_have_text(re.compile("bladder", re.IGNORECASE))
    expect(status).to_contain_text("places found")
    assert said.evaluate("one => one.isConnected")
    found = look_for(page, "qqqq")
    expect(status).to_contain_text("Nothing found for “qqqq”")
    expect(found).to_have_count(0)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 360
    expect(page).not_to_have_url(re.compile("qqqq"))


@pytest.mark.nightly
def test_no_result_makes_a_phone_scroll_sideways(look: Visit) -> None:
    page = look("/topics", width=360, height=740)
    for words in ("high blood pressure", "difference between ketamine and esketamine", "x" * 300):
        look_for(page, words)
        found = search(CONTENT, words)
        said = f"{len(found.hits) + found.more} place" if found.hits else "Nothing found"
        expect(page.locator(".count")).to_contain_text(said)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 360, words


@pytest.mark.nightly
@pytest.mark.parametrize("width", [360, 1280])
def test_a_precaution_is_opened_and_scrolled_to_and_no_tick_is_lost(width: int, visit: Visit) -> None:
    page = visit("/safety", width=width, height=740)
    page.get_by_text("Urgent: get help").click()
    page.locator(".st-key-items-urgent .stCheckbox label").first.click()
    expect(page.get_by_text("1 ticked")).to_be_visible()
    if width == 360:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Topics", exact=True).first.click()
    found = look_for(page, "MAOI")
    found.get_by_role("link").first.click()
    in_place(page.locator(".stMain strong", has_text="MAOI").first)
    expect(page.get_by_text("1 ticked")).to_be_attached()


def test_a_topic_and_a_side_effect_are_opened_and_scrolled_to(visit: Visit) -> None:
    page = visit("/topics", width=360, height=740)
    look_for(page, "stop working").get_by_role("link").first.click()
    in_place(page.locator("#how-long-it-lasts"))
    expect(page.locator(".st-key-topic-how-long-it-lasts details[open]")).to_have_count(1)
    found = look_for(page, "hallucinate")
    expect(found.first).to_contain_text("dissociation")
    found.get_by_role("link").first.click()
    in_place(page.locator(".st-key-item-dissociation"))


# The first of each kind of place.
LED_TO: dict[str, Entry] = {
    hit.entry.kind: hit.entry
    for words in ("what is the full price", "red flags", "off label")
    for hit in reversed(search(CONTENT, words).hits[:2])
}


@pytest.mark.parametrize("kind", [*list(LED_TO)[:1], *nightly(*list(LED_TO)[1:])])
def test_every_kind_of_result_leads_to_its_place_also_in_a_tab_of_its_own(kind: str, visit: Visit) -> None:
    entry = LED_TO[kind]
    page = visit(f"/{entry.href}", width=360, height=740)
    expect(page.locator("[data-found]")).to_have_count(1)
    in_place(page.locator("[data-found]"))
    if kind != "topic":
        begins = entry.text if kind == "red_flag" else entry.title
        expect(page.locator("[data-found]")).to_contain_text(begins.partition(" (")[0][:30])


def test_thoughts_of_suicide_find_the_crisis_line_first(look: Visit) -> None:
    page = look("/topics", width=360, height=740)
    look_for(page, "i want to die")
    lines = page.locator(".found-crisis")
    for line in CONTENT.first_lines("crisis").values():
        expect(lines.locator(f"a[href='tel:{line.tel}']").first).to_be_visible()
    first, then = lines.bounding_box(), page.locator("ol.found").bounding_box()
    assert first is not None
    assert then is not None
    assert first["y"] < then["y"]


@pytest.mark.nightly
def test_what_a_search_says_is_the_same_when_the_browser_translates(visit: Visit) -> None:
    """A translator puts each text into an element of its own; what comes later must not mix with what was there."""
    translate = """() => {
      const texts = document.createTreeWalker(document.querySelector(".stMain"), NodeFilter.SHOW_TEXT), all = [];
      while (texts.nextNode()) all.push(texts.currentNode);
      for (const text of all.filter(one => one.data.trim() && !one.parentElement.closest("style, script"))) {
        const font = document.createElement("font");
        text.replaceWith(font);
        font.append(text);
      }
    }"""
    plain = visit("/topics")
    look_for(plain, "bladder")
    expect(plain.locator("ol.found li").first).to_contain_text("Bladder")
    look_for(plain, "addictive")
    expect(plain.locator("ol.found li").first).to_contain_text("Misuse")
    translated = visit("/topics")
    look_for(translated, "bladder")
    expect(translated.locator("ol.found li").first).to_contain_text("Bladder")
    translated.evaluate(translate)
    look_for(translated, "addictive")
    expect(translated.locator("ol.found li").first).to_contain_text("Misuse")
    for part in (".st-key-said", ".st-key-found"):
        expect(translated.locator(part)).to_have_text(plain.locator(part).inner_text(), use_inner_text=True)
