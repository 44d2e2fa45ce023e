"""The page of choices in a browser: two options on a phone, what is weighed, two sheets of paper, and nothing lost."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from explainer.loading.loader import library
from tests.support.browser import accessible, flowing, open_everything, tick
from tests.support.server import Server

CONTENT = library()
NAMES = {option.id: option.name for option in CONTENT.options}
Visit = Callable[..., Page]


def shown(page: Page) -> list[str]:
    return page.locator(".on-screen thead th").locator("visible=true").all_inner_texts()


def test_a_wide_screen_shows_every_option_and_a_phone_the_two_that_are_chosen(visit: Visit, server: Server) -> None:
    assert shown(visit("/choose")) == list(NAMES.values())
    page = visit("/choose", width=360, height=740)
    assert shown(page) == [NAMES["drip"], NAMES["spray"]]
    heads = page.locator(".on-screen thead th").locator("visible=true").first.bounding_box()
    assert heads is not None
    assert heads["y"] + heads["height"] < 740  # the decision and the grid at first sight
    page.locator(".st-key-second input").click()
    page.get_by_role("option", name=NAMES["talk"]).click()
    expect(page.locator(".on-screen .o-talk").first).to_be_visible()
    assert shown(page) == [NAMES["drip"], NAMES["talk"]]
    assert parse_qs(urlsplit(page.url).query) == {"second": [NAMES["talk"]]}
    again = visit(page.url.removeprefix(server.url), width=360, height=740)
    assert shown(again) == [NAMES["drip"], NAMES["talk"]]


def test_the_page_is_ten_screens_of_a_phone_at_most(visit: Visit) -> None:
    page = visit("/choose", width=360, height=740)
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 7400


def test_what_is_weighed_marks_rows_reaches_the_sheet_and_is_kept_nowhere_else(visit: Visit, server: Server) -> None:
    page = visit("/choose", width=360, height=740)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.post_data or ''}"))
    matter = next(matter for matter in CONTENT.matters if matter.id == "duties")
    page.locator(f".st-key-weigh-{matter.id} button").last.click()
    said = f"{matter.words} (a lot)"
    marks = page.locator(".mine").locator("visible=true")
    expect(marks).to_have_count(len(matter.rows))
    expect(marks.first).to_have_text(said)
    expect(page.get_by_role("status").filter(has_text="Marked with")).to_be_visible()
    page.get_by_role("button", name="Make my visit sheet").click()
    sheet = page.locator(".st-key-visit-sheet")
    expect(sheet).to_contain_text(said)
    page.locator(f".st-key-weigh-{matter.id} button").first.click()
    expect(sheet).not_to_contain_text(said, timeout=15_000)  # what matters not much is not on it
    kept = page.evaluate("JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])")
    for trace in (*seen, page.url, kept, server.log.read_text()):
        assert f"weigh-{matter.id}" not in trace
        assert matter.words not in trace


def test_nothing_is_lost_across_pages(visit: Visit) -> None:
    page = visit("/choose")
    page.locator(".st-key-weigh-soon button").nth(1).click()
    page.get_by_label("Medicines I take").fill("Sertraline 50")
    page.get_by_label("Medicines I take").blur()
    page.get_by_role("link", name="Tick what you have noticed").click()
    item = CONTENT.checklist[0]
    tick(page, item.id)
    page.get_by_role("link", name="Topics").first.click()
    expect(page.get_by_role("button", name="Open all sections")).to_be_visible()
    page.get_by_role("link", name="Choose").first.click()
    expect(page.get_by_text("1 thing from the checklist goes on the sheet.")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Medicines I take")).to_have_value("Sertraline 50")
    expect(page.locator(".st-key-weigh-soon [role=radio]").nth(1)).to_have_attribute("aria-checked", "true")
    page.get_by_role("button", name="Make my visit sheet").click()
    for text in (item.name, "Sertraline 50", "(some)"):
        expect(page.locator(".st-key-visit-sheet")).to_contain_text(text)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_options_print_alone_on_two_sheets(paper: str, visit: Visit, tmp_path: Path) -> None:
    page = visit("/choose", scheme="dark")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    page.get_by_role("button", name="Print the options on two sheets").click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    words = page.locator(".stMainBlockContainer").inner_text()
    for name in (*NAMES.values(), *CONTENT.labels["option_row"].values(), CONTENT.site.disclaimer):
        assert name in words
    assert CONTENT.pages["choose"]["relatives"] not in words
    sheet = tmp_path / "sheet.pdf"
    page.pdf(path=str(sheet), format=paper, print_background=False)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes())) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_with_everything_open_and_weighed(width: int, scheme: str, visit: Visit) -> None:
    page = visit("/choose", width=width, scheme=scheme)
    page.locator(".st-key-weigh-proven button").last.click()
    page.get_by_role("button", name="Make my visit sheet").click()
    expect(page.locator(".st-key-visit-sheet")).to_contain_text("(a lot)")
    open_everything(page)
    flowing(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
