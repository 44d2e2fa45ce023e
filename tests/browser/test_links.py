"""Links: whichever a reader follows, nothing that was ticked, typed or guessed is lost."""

import re

import pytest
from playwright.sync_api import expect

from explainer.loading.loader import library
from tests.support.browser import Visit, settled
from tests.support.site_map import STAGE, URLS

CONTENT = library()

# Follows every link in one breath, before the page can change, and says of each whether the app took it over. What a
# browser would do itself is written down instead of done: a document in this tab would lose what the reader did.
FOLLOW = """all => {
  const left = new Set();
  const note = event => {
    const link = event.composedPath().find(one => one.href), to = new URL(link.href);
    const elsewhere = to.protocol.startsWith("http") && !link.getAttribute("href").startsWith("#");
    if (!event.defaultPrevented && elsewhere && link.target !== "_blank") left.add(link.outerHTML);
    event.preventDefault();
  };
  addEventListener("click", note);
  for (const link of all) link.click();
  removeEventListener("click", note);
  return [...left];
}"""


@pytest.mark.parametrize(("url", "width"), [*((url, 1280) for url in URLS), (URLS[0], 360), (STAGE, 360)])
def test_no_link_of_any_page_starts_the_visit_anew(url: str, width: int, visit: Visit) -> None:
    """What is ticked lives in the tab: a link opens beside it, or changes the page without loading it anew."""
    page = visit(url, width=width)
    skipped = page.get_by_role("button", name="Skip the guess")
    if skipped.count():
        skipped.evaluate("button => button.click()")
        expect(page.get_by_text("18 of 100").first).to_be_visible()
    if page.get_by_test_id("stExpandSidebarButton").count():
        page.get_by_test_id("stExpandSidebarButton").evaluate("button => button.click()")
        page.wait_for_timeout(500)
    if url == STAGE:
        expect(page.get_by_role("link", name="Leave")).to_be_visible()  # nobody can press it before
    beside = "all => all.filter(link => !/noopener/.test(link.rel)).map(link => link.href)"
    assert page.eval_on_selector_all("a[target=_blank]", beside) == []
    if page.locator("a[data-shows]").count():
        expect(page.locator(".st-key-ways-page a").first).to_be_attached()  # what such a link goes through
    page.evaluate("window.here = true")
    assert page.locator("a[href]").count()  # the menu, or the way out of the talk
    assert page.eval_on_selector_all("a[href]", FOLLOW) == []
    page.wait_for_timeout(500)  # what leaves has left
    assert page.evaluate("window.here === true")


def test_a_reference_loses_no_tick_no_word_and_no_guess(visit: Visit) -> None:
    page = visit("/safety")
    boxes = page.locator(".st-key-items-common .stCheckbox")
    for at in range(3):
        boxes.nth(at).locator("label").click()
    page.get_by_role("link", name="Choose").first.click()
    page.get_by_label("In my own words").fill("I sleep badly")
    page.get_by_label("In my own words").blur()
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
    expect(page.get_by_label("In my own words")).to_have_value("I sleep badly")
    page.get_by_role("link", name="Evidence").first.click()
    expect(page.get_by_text("Your guess: 3")).to_be_visible()


def test_a_link_whose_end_is_no_text_breaks_nothing(visit: Visit) -> None:
    page = visit("/safety")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for end in ("%", "%E0%A4%A"):
        page.goto(f"{page.url.partition('/safety')[0]}/topics?end#{end}")
        settled(page)
        expect(page.get_by_label("Search all pages")).to_be_visible()
    assert not errors


@pytest.mark.parametrize("place", ["questions", "sheet"])
def test_an_old_link_to_what_moved_leads_to_where_it_is_now(place: str, visit: Visit) -> None:
    page = visit(f"/safety#{place}")
    expect(page.locator(f"#{place}[data-found]")).to_be_visible(timeout=15_000)
    expect(page).to_have_url(re.compile("/choose"))
