"""The safety page: short until somebody asks for more, emergencies one tap away, one product's numbers at a time."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from explainer import harms
from explainer.loading.loader import library
from tests.support.browser import Scheme, Stranger, Visit, accessible, at_once, seen, settled, tick
from tests.support.nightly import nightly
from tests.support.server import Server

CONTENT = library()
URGENT = [item for item in CONTENT.checklist if item.group == "urgent"]
FIRST, *OTHERS = harms.checklist_groups(CONTENT)
MOST_SCREENS = 8
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


def test_closed_it_is_eight_screens_of_a_phone_at_most(look: Visit) -> None:
    page = look("/safety", width=360, height=740)
    assert page.evaluate(HEIGHT) <= MOST_SCREENS * 740
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_emergency_is_one_tap_away_with_the_line_to_call_beside_it(visit: Visit) -> None:
    page = visit("/safety", width=320, height=740)
    lines = page.locator(".st-key-aside-emergency a[href^='tel:']")
    summary = page.locator(".st-key-emergencies summary")
    for width in (320, 360, 1280):
        seen(page, width, 740)
        expect(lines.first).to_be_visible()
        above, below = lines.first.bounding_box(), summary.bounding_box()
        assert above is not None, width
        assert below is not None, width
        assert 0 < below["y"] - above["y"] < 200, width
        summary.click()
        for item in URGENT:
            expect(page.locator(".st-key-emergencies").get_by_text(f"{item.name}.", exact=True)).to_be_visible()
        summary.click()


def test_the_first_group_of_the_checklist_is_open_and_the_others_are_closed(look: Visit) -> None:
    page = look("/safety", width=360, height=740)
    expect(page.locator(".st-key-checklist [data-testid=stExpander] > details[open]")).to_have_count(1)
    for item in harms.checklist_groups(CONTENT)[FIRST][1]:
        expect(page.locator(f".st-key-item-{item.id} input")).to_be_attached()
        expect(page.locator(f".st-key-item-{item.id} .rate").locator("visible=true")).to_have_count(1)
    for group in OTHERS:
        expect(page.locator(f".st-key-items-{group}")).to_be_hidden()


def test_picture_and_checklist_show_one_product_at_a_time(visit: Visit) -> None:
    page = visit("/safety", width=1280)
    seen: list[str] = []
    page.on("websocket", lambda socket: seen.append(socket.url))
    for chosen, other in (("esketamine_nasal", "ketamine_iv"), ("ketamine_iv", "esketamine_nasal")):
        page.locator(f".whose [value={chosen}]").check()
        expect(page.locator(f"svg.day.wide.{chosen}")).to_be_visible()
        expect(page.locator(f".st-key-item-dissociation .rate.{chosen}")).to_be_visible()
        expect(page.locator(f"p.of.{chosen}")).to_be_visible()
        for hidden in (f"svg.day.wide.{other}", f".st-key-item-dissociation .rate.{other}", f"p.of.{other}"):
            expect(page.locator(hidden)).to_be_hidden()
    assert not seen


@pytest.mark.nightly
def test_no_word_of_the_picture_leaves_it_or_touches_another(visit: Visit) -> None:
    page = visit("/safety", width=320)
    for width in (320, 700, 1000, 1280):
        seen(page, width)
        for product in ("esketamine_nasal", "ketamine_iv"):
            page.locator(f".whose [value={product}]").check()
            boxes = page.eval_on_selector_all(
                f"svg.day.{product}",
                """all => all.filter(svg => svg.getClientRects().length).flatMap(svg => {
                     const whole = svg.getBoundingClientRect();
                     return [...svg.querySelectorAll("text")].map(text => {
                       const one = text.getBoundingClientRect();
                       return [text.textContent, one.left - whole.left, one.right - whole.right,
                               one.left, one.top, one.right, one.bottom];
                     });
                   })""",
            )
            assert len(boxes) > 15, (width, product)
            for text, left, right, *_ in boxes:
                assert left > -3, (width, text)
                assert right < 3, (width, text)
            for at, (text, _, _, left, top, right, bottom) in enumerate(boxes):
                for other, _, _, left_, top_, right_, bottom_ in boxes[at + 1 :]:
                    across = min(right, right_) - max(left, left_)
                    down = min(bottom, bottom_) - max(top, top_)
                    assert across < 1 or down < 5, (width, text, other)


def test_disclaimer_stays_beside_the_checklist(look: Visit) -> None:
    page = look("/safety", width=1280)
    page.locator(".st-key-items-common .stCheckbox").last.scroll_into_view_if_needed()
    expect(page.locator("#disclaimer")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_people_can_be_told_from_dots_in_forced_colours(scheme: Scheme, look: Visit) -> None:
    page = look("/safety", scheme=scheme)
    page.emulate_media(forced_colors="active")
    strips = page.locator(".st-key-item-dissociation svg.hundred").locator("visible=true")
    paper = page.locator(".stApp").evaluate("one => getComputedStyle(one).backgroundColor")
    for at in range(2):
        for part in strips.nth(at).locator("path").all():
            assert part.evaluate("one => getComputedStyle(one).stroke") != paper
    assert strips.nth(0).screenshot() != strips.nth(1).screenshot()


def test_paper_has_both_products(look: Visit) -> None:
    page = look("/safety", width=700)
    page.emulate_media(media="print")
    for product in ("esketamine_nasal", "ketamine_iv"):
        expect(page.locator(f"svg.day.{product}").locator("visible=true")).to_have_count(1)
        expect(page.locator(f".st-key-item-dissociation .rate.{product}")).to_be_visible()


@pytest.mark.nightly
def test_the_list_follows_the_treatment_that_is_chosen_and_keeps_its_ticks(visit: Visit) -> None:
    page = visit("/safety")

    def listed() -> list[str]:
        classes = page.eval_on_selector_all(
            ".st-key-items-common > *", "all => all.map(one => one.outerHTML.match(/st-key-item-([\\w-]+)/)?.[1])"
        )
        return [name for name in classes if name]

    def ticked() -> list[str]:
        script = "one => one.closest('[class*=st-key-item-]').className.match(/st-key-item-([\\w-]+)/)[1]"
        return list(page.eval_on_selector_all(".st-key-checklist input:checked", f"all => all.map({script})"))

    orders: dict[str, list[str]] = {
        product: [item.id for item in harms.checklist_groups(CONTENT, product)[FIRST][1]] for product in harms.PRODUCTS
    }
    spray, drip = orders.values()
    assert listed() == spray
    for item in ("dissociation", "taste"):  # one is common with both, one with the spray alone
        tick(page, item)
    for label, order in (("the drip", drip), ("the spray", spray), ("the drip", drip)):
        page.locator(".whose label", has_text=label).click()
        expect(page.locator(".st-key-items-common [class*=st-key-item-]").first).to_have_class(
            re.compile(f"st-key-item-{order[0]}"), timeout=15_000
        )
        page.wait_for_timeout(800)
        assert listed() == order
        assert sorted(ticked()) == ["dissociation", "taste"]
        expect(page.get_by_role("status").filter(has_text="2 ticked of")).to_be_visible()
    page.get_by_role("link", name="Topics").first.click()
    expect(page.get_by_role("button", name="Open all sections")).to_be_visible()
    page.get_by_role("link", name="Safety", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="2 ticked of")).to_be_visible(timeout=15_000)
    chosen = page.locator(".whose input:checked").get_attribute("value")
    assert chosen
    expect(page.locator(".st-key-items-common [class*=st-key-item-]").first).to_have_class(
        re.compile(f"st-key-item-{orders[chosen][0]}"), timeout=15_000
    )
    expect(page.locator(".st-key-checklist")).to_have_count(1)  # the one before it goes a little later
    settled(page)
    assert sorted(ticked()) == ["dissociation", "taste"]


@pytest.mark.nightly
def test_a_tick_that_was_made_before_the_scripts_came_counts(visit: Visit) -> None:
    page = visit("/")
    # By somebody who has seen the box: Streamlit sets it to its first value just after it was drawn.
    at_once(page, ".st-key-items-common input[type=checkbox]", "setTimeout(() => it.click(), 60)")
    page.goto(page.url + "safety")
    settled(page)
    expect(page.get_by_role("status").filter(has_text="1 ticked of")).to_be_visible()
    expect(page.locator(".st-key-items-common input[type=checkbox]").first).to_be_checked()


def test_a_booked_dose_gets_its_times_and_a_calendar_file_and_none_of_it_is_in_the_link(
    stranger: Stranger, server: Server, tmp_path: Path
) -> None:
    page = stranger(viewport={"width": 360, "height": 740}, timezone_id="Europe/London", locale="en-GB")
    page.goto(f"{server.url}/safety")
    settled(page)
    say, form = CONTENT.interface["dose"], CONTENT.interface["sheet_form"]
    page.locator("summary", has_text=CONTENT.pages["safety"]["from_my_dose"]).click()
    expect(page.get_by_text(say["missing"])).to_be_visible()

    def typed(date: str, time: str) -> None:
        for part, keys in ((say["date"], date), (say["time"], time)):
            page.get_by_role("group", name=part).get_by_role("spinbutton").first.click()
            page.keyboard.type(keys, delay=15)
            page.keyboard.press("Enter")

    typed("27032028", "1000")
    said = page.locator(".st-key-said-dose")
    expect(said).to_contain_text("Staff watch you: from 10:00 am, until noon at the earliest")
    expect(said).not_to_contain_text("The spray is judged")
    page.get_by_role("checkbox", name=say["first"]).press("Space")
    expect(said).to_contain_text("The spray is judged: Monday 24 April 2028")
    expect(page.get_by_text(say("zone", zone="Europe/London"))).to_be_visible()
    accessible(page, at="a booked dose")
    with page.expect_download() as saved:
        page.get_by_role("button", name=say["calendar"]).click()
    saved.value.save_as(tmp_path / "dose.ics")
    assert (tmp_path / "dose.ics").read_text().count("BEGIN:VEVENT") > 5
    typed("26032028", "0130")  # when summer time begins
    expect(page.get_by_text(say["skipped"])).to_be_visible()
    typed("27032099", "1000")
    expect(page.get_by_text(say["far"])).to_be_visible()
    typed("27032020", "2330")
    expect(page.get_by_text(say["past"])).to_be_visible()
    expect(said).to_contain_text("from 11:30 pm, until 1:30 am on Saturday at the earliest")
    assert page.url == f"{server.url}/safety"
    typed("27032028", "1000")
    expect(said).to_contain_text("until noon at the earliest")
    page.get_by_role("link", name=CONTENT.pages["safety"]["to_sheet"]).click()
    page.get_by_role("button", name=form["make"]).click()
    sheet = page.locator(".st-key-visit-sheet")
    expect(sheet).to_contain_text("Spray on Monday 27 March 2028 at 10:00 am")
    page.locator("label", has_text=form["dose"]).click()
    expect(sheet).not_to_contain_text("27 March 2028")


# As people in two countries type the same dose, the colon and the slashes too.
AS_TYPED = [
    ("en-US", "3/27/2028", "1:30 PM"),
    *nightly(("en-GB", "27/3/2028", "13:30"), ("en-US", "03272028", "0130PM")),
]


@pytest.mark.parametrize(("locale", "date", "time"), AS_TYPED)
def test_a_dose_is_what_was_typed_and_stands_there_in_words(
    locale: str, date: str, time: str, stranger: Stranger, server: Server
) -> None:
    page = stranger(viewport={"width": 1280, "height": 800}, timezone_id="Europe/London", locale=locale)
    page.goto(f"{server.url}/safety")
    settled(page)
    say = CONTENT.interface["dose"]
    page.locator("summary", has_text=CONTENT.pages["safety"]["from_my_dose"]).click()
    for part, keys in ((say["date"], date), (say["time"], time)):
        page.get_by_role("group", name=part).get_by_role("spinbutton").first.click()
        page.keyboard.type(keys, delay=15)
        page.keyboard.press("Enter")
    found, year = page.locator(".st-key-dose-found"), page.get_by_role("spinbutton", name="year")
    expect(found).to_contain_text("on Monday 27 March 2028 at 1:30 pm")
    year.press("Backspace")  # and is not there for a date of which a part is gone
    for _ in range(3):
        page.keyboard.press("Backspace")
    expect(found).to_be_hidden()
    expect(page.get_by_text(say["missing"])).to_be_visible()
    page.keyboard.type("2101")
    page.get_by_role("group", name=say["time"]).get_by_role("spinbutton").first.click()
    expect(page.get_by_text(say["far"])).to_be_visible()
    expect(found).to_be_hidden()
