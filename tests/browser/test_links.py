"""Links: whichever a reader follows, nothing that was ticked, typed or guessed is lost."""

import re

import pytest
from playwright.sync_api import expect

from explainer.loading.loader import library
from tests.support.browser import Visit, settled, stays_with_every_link
from tests.support.nightly import nightly
from tests.support.site_map import STAGE, URLS

CONTENT = library()


# On a phone, whose menu is another; on a wide screen test_browser.py follows them, where each page is open already.
@pytest.mark.parametrize("url", [STAGE, *nightly(URLS[0])])
def test_no_link_of_a_phone_starts_the_visit_anew(url: str, visit: Visit) -> None:
    page = visit(url, width=360)
    if page.get_by_test_id("stExpandSidebarButton").count():
        page.get_by_test_id("stExpandSidebarButton").evaluate("button => button.click()")
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(URLS))
    stays_with_every_link(page, url)


@pytest.mark.nightly
def test_a_reference_loses_no_tick_no_word_and_no_guess(visit: Visit) -> None:
    page = visit("/safety")
    boxes = page.locator(".st-key-items-common .stCheckbox")
    for at in range(3):
        boxes.nth(at).locator("label").click()
    page.get_by_role("link", name="Choose").first.click()
    page.get_by_role("textbox", name="In my own words").fill("I sleep badly")
    page.get_by_role("textbox", name="In my own words").blur()
    page.get_by_role("link", name="Evidence").first.click()
    slider = page.get_by_role("slider").first
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Show the answers").click()
    expect(page.get_by_text("Your guess: 3")).to_be_visible()
    for place in ("ol.side a", "table.box:not(.glance) a", ".stMarkdown a[href^='sources#']"):
        page.locator(place).locator("visible=true").first.click()
        with page.context.expect_page() as beside:
            page.locator("#peek a").click()
        expect(beside.value.locator("h1").first).to_contain_text(CONTENT.pages["sources"]["title"], timeout=20_000)
        beside.value.close()
    expect(page.get_by_text("Your guess: 3")).to_be_visible()
    page.get_by_role("link", name="Safety").first.click()
    expect(page.get_by_text("3 ticked")).to_be_visible()
    page.get_by_role("link", name="Choose").first.click()
    expect(page.get_by_role("textbox", name="In my own words")).to_have_value("I sleep badly")
    page.get_by_role("link", name="Evidence").first.click()
    expect(page.get_by_text("Your guess: 3")).to_be_visible()


@pytest.mark.nightly
def test_a_link_whose_end_is_no_text_breaks_nothing(visit: Visit) -> None:
    page = visit("/safety")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for end in ("%", "%E0%A4%A"):
        page.goto(f"{page.url.partition('/safety')[0]}/topics?end#{end}")
        settled(page)
        expect(page.get_by_label("Search all pages")).to_be_visible()
    assert not errors


@pytest.mark.parametrize("place", ["questions", *nightly("sheet")])
def test_an_old_link_to_what_moved_leads_to_where_it_is_now(place: str, visit: Visit) -> None:
    page = visit(f"/safety#{place}")
    expect(page.locator(f"#{place}[data-found]")).to_be_visible(timeout=15_000)
    expect(page).to_have_url(re.compile("/choose"))
