"""The page of choices in a browser: options side by side, what is weighed, two sheets of paper, and nothing lost."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from explainer.loading.loader import library
from tests.support.browser import Visit, seen, tick
from tests.support.nightly import nightly
from tests.support.server import Server

CONTENT = library()
NAMES = {option.id: option.name for option in CONTENT.options}
SHORT = {option.id: option.short for option in CONTENT.options}


USUAL = [option.id for option in sorted(CONTENT.options, key=lambda option: option.shown or "") if option.shown]


def pick(page: Page, place: str, option: str = "", option_name: str = "") -> None:
    """Choose an option for one of the places; a list closes when the page scrolls, and says what fits half a phone."""
    box = page.locator(f".st-key-{place} input")
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    box.click()
    page.get_by_role("option", name=option_name or SHORT[option]).click()


def shown(page: Page) -> list[str]:
    return page.locator(".on-screen thead th").locator("visible=true").all_inner_texts()


WIDTHS = [(1920, 1080, 3), (1280, 800, 3), (1000, 800, 3), (800, 800, 2), (360, 740, 2)]


@pytest.mark.nightly
@pytest.mark.parametrize(("width", "height", "columns"), WIDTHS)
def test_the_usual_options_stand_side_by_side_as_wide_as_can_be_read(
    width: int, height: int, columns: int, look: Visit
) -> None:
    page = look("/choose", width=width, height=height)
    expect(page.locator(".on-screen thead th").locator("visible=true")).to_have_text(
        [NAMES[option] for option in USUAL][:columns]
    )
    for cell in page.locator(".on-screen td.o").locator("visible=true").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["width"] >= (260 if width > 360 else 150)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
    heads = page.locator(".on-screen thead th").locator("visible=true").first.bounding_box()
    assert heads is not None
    assert heads["y"] + heads["height"] < height  # the decision and the grid at first sight


@pytest.mark.nightly
def test_what_is_chosen_stands_in_the_address_by_its_code_and_comes_back(visit: Visit, server: Server) -> None:
    page = visit("/choose", width=360, height=740)
    pick(page, "second", "talk")
    expect(page.locator(".on-screen th.o-talk")).to_be_visible()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"second": ["talk"]})
    again = visit(page.url.removeprefix(server.url), width=360, height=740)
    for width in (360, 1280):
        seen(page, width, 740)
        assert NAMES["drip"] in shown(page), width
        assert NAMES["spray"] not in shown(page), width
        seen(again, width, 740)
        assert shown(again) == shown(page), width
    page.go_back()
    expect(page.locator(".on-screen th.o-spray")).to_be_visible()
    expect(page.locator(".on-screen th.o-talk")).to_be_hidden()


@pytest.mark.nightly
def test_a_third_can_be_left_out_and_a_choice_outlives_a_look_at_another_page(visit: Visit) -> None:
    page = visit("/choose")
    pick(page, "third", option_name=CONTENT.interface["options"]["no_third"])
    expect(page.locator(".on-screen th.o-switch")).to_be_hidden()
    pick(page, "first", "tms")
    expect(page.locator(".on-screen th.o-tms")).to_be_visible()
    page.get_by_role("link", name="Topics").first.click()
    expect(page.get_by_role("button", name="Open all sections")).to_be_visible()
    page.get_by_role("link", name="Choose").first.click()
    expect(page.locator(".on-screen th.o-tms")).to_be_visible(timeout=15_000)
    expect(page.locator(".on-screen thead th").locator("visible=true")).to_have_text([NAMES["spray"], NAMES["tms"]])


@pytest.mark.parametrize(
    "values",
    [
        {"first": "Talking therapy", "second": "%3Cscript%3E", "third": "nonex", "all": "drip;ect"},
        *nightly({"first": "x" * 3000, "second": "none", "third": "drip;ect", "all": "none"}),
    ],
    ids=["old", "long"],
)
def test_an_old_or_hostile_address_is_ignored_quietly(values: dict[str, str], visit: Visit) -> None:
    page = visit("/choose?" + "&".join(f"{place}={value}" for place, value in values.items()))
    expect(page.locator(".on-screen thead th").locator("visible=true")).to_have_text(
        [NAMES[option] for option in USUAL]
    )
    page.wait_for_url(lambda address: not urlsplit(address).query)


def test_all_of_them_are_one_tap_away_each_answer_with_its_name(visit: Visit) -> None:
    page = visit("/choose", width=360, height=740)
    page.locator(".st-key-all label").click()
    expect(page.locator(".on-screen th.o-stay")).to_be_visible()
    for width in (360, 1280):
        seen(page, width, 740)
        assert shown(page) == list(NAMES.values()), width
        grid = page.locator(".on-screen")
        assert grid.evaluate("grid => grid.scrollWidth > grid.clientWidth"), width
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
        grid.evaluate("grid => grid.scrollLeft = 900")
        question = page.locator(".on-screen .r-soon th > div").bounding_box()
        assert question is not None, width
        assert 0 <= question["x"] < width / 2  # it stays, while its answers pass
        name = page.locator(".on-screen td.o-tms").first.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert NAMES["tms"] in name, width


def test_people_are_drawn_beneath_the_rates_that_have_a_comparison(look: Visit) -> None:
    page = look("/choose")
    strips = page.locator(".on-screen .r-helped td.o-spray img.hundred")
    assert [strip.get_attribute("data-people") for strip in strips.all()] == ["59", "45"]
    for strip in strips.all():
        assert strip.evaluate("strip => strip.complete && strip.naturalWidth > 0")
        box = strip.bounding_box()
        assert box is not None
        assert box["width"] > 80
    assert not page.locator(".on-screen .r-lasts td.o-switch img").count()
    expect(page.locator(".on-screen .r-lasts td.o-switch strong")).to_have_text("Not known")


def test_what_matters_stands_beside_the_options_and_on_a_phone_before_them_behind_one_tap(visit: Visit) -> None:
    page = visit("/choose")
    matters, grid = page.locator(".st-key-weigh").bounding_box(), page.locator(".on-screen").bounding_box()
    assert matters is not None
    assert grid is not None
    assert matters["x"] + matters["width"] <= grid["x"]
    assert matters["y"] < grid["y"] + grid["height"]
    seen(page, width=360, height=740)
    expect(page.locator(".st-key-weigh")).to_be_hidden()
    page.locator(".weigh-open summary").click()
    expect(page.locator(".st-key-weigh")).to_be_visible()
    matters, grid = page.locator(".st-key-weigh").bounding_box(), page.locator(".on-screen").bounding_box()
    assert matters is not None
    assert grid is not None
    assert matters["y"] + matters["height"] < grid["y"]


def test_the_page_is_ten_screens_of_a_phone_at_most(look: Visit) -> None:
    page = look("/choose", width=360, height=740)
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 7400


def test_what_is_weighed_marks_rows_reaches_the_sheet_and_is_kept_nowhere_else(visit: Visit, server: Server) -> None:
    page = visit("/choose", width=360, height=740)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.post_data or ''}"))
    matter = next(matter for matter in CONTENT.matters if matter.id == "duties")
    page.locator(".weigh-open summary").click()
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


def test_the_options_print_alone_on_two_sheets(visit: Visit, tmp_path: Path) -> None:
    page = visit("/choose", scheme="dark")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    for printed, paper in enumerate(("A4", "Letter"), 1):
        page.emulate_media(media="screen")
        page.get_by_role("button", name="Print the options on two sheets").click()
        page.wait_for_function("printed => window.printed === printed", arg=printed)
        page.emulate_media(media="print")
        words = page.locator(".stMainBlockContainer").inner_text()
        for name in (*NAMES.values(), *CONTENT.labels["option_row"].values(), CONTENT.site.disclaimer):
            assert name in words, paper
        assert CONTENT.pages["choose"]["relatives"] not in words, paper
        sheet = tmp_path / f"{paper}.pdf"
        page.pdf(path=str(sheet), format=paper, print_background=False)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes())) == 2, paper
