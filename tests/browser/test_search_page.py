"""The search as a reader meets it: one list, what was looked for marked, and each line of it leading to its place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer.loading.loader import library
from explainer.search import search

CONTENT = library()
Visit = Callable[..., Page]


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
    box = target.bounding_box()
    assert box is not None
    assert 60 < box["y"] < 740


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
    assert "qqqq" not in page.url


@pytest.mark.parametrize("words", ["high blood pressure", "difference between ketamine and esketamine", "x" * 300])
def test_no_result_makes_a_phone_scroll_sideways(words: str, visit: Visit) -> None:
    page = visit("/topics", width=360, height=740)
    look_for(page, words)
    expect(page.locator(".count")).to_have_text(re.compile("found|Nothing"))
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 1280])
def test_a_precaution_is_opened_and_scrolled_to_and_no_tick_is_lost(width: int, visit: Visit) -> None:
    page = visit("/safety", width=width, height=740)
    page.get_by_text("Rare but urgent").click()
    page.locator(".st-key-items-urgent .stCheckbox label").first.click()
    expect(page.get_by_text("1 ticked")).to_be_visible()
    if width == 360:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Topics", exact=True).first.click()
    found = look_for(page, "MAOI")
    found.get_by_role("link").first.click()
    in_place(page.locator(".stMain strong", has_text="MAOI").first)
    expect(page.get_by_text("1 ticked")).to_be_attached()


def test_a_side_effect_is_opened_and_scrolled_to(visit: Visit) -> None:
    page = visit("/topics", width=360, height=740)
    look_for(page, "hallucinate").get_by_role("link").first.click()
    in_place(page.locator(".st-key-item-dissociation"))


def test_a_topic_is_opened_and_scrolled_to(visit: Visit) -> None:
    page = visit("/topics", width=360, height=740)
    look_for(page, "stop working").get_by_role("link").first.click()
    in_place(page.locator("#how-long-it-lasts"))
    expect(page.locator(".st-key-topic-how-long-it-lasts details[open]")).to_have_count(1)


@pytest.mark.parametrize("words", ["off label", "red flags", "what is the full price"])
def test_every_result_leads_to_its_place_also_in_a_tab_of_its_own(words: str, visit: Visit) -> None:
    hits = search(CONTENT, words).hits[:2]
    assert hits
    for hit in hits:
        page = visit(f"/{hit.entry.href}", width=360, height=740)
        expect(page.locator("[data-found]")).to_have_count(1)
        in_place(page.locator("[data-found]"))
        begins = (
            "Glossary"
            if hit.entry.kind == "topic"
            else hit.entry.title
            if hit.entry.kind != "red_flag"
            else hit.entry.text
        )
        if hit.entry.kind != "topic":
            expect(page.locator("[data-found]")).to_contain_text(begins.partition(" (")[0][:30])


def test_thoughts_of_suicide_find_the_crisis_line_first(visit: Visit) -> None:
    page = visit("/topics", width=360, height=740)
    look_for(page, "i want to die")
    lines = page.locator(".found-crisis")
    for line in CONTENT.first_lines("crisis").values():
        expect(lines.locator(f"a[href='tel:{line.tel}']").first).to_be_visible()
    first, then = lines.bounding_box(), page.locator("ol.found").bounding_box()
    assert first is not None
    assert then is not None
    assert first["y"] < then["y"]


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
        assert translated.locator(part).inner_text() == plain.locator(part).inner_text()
