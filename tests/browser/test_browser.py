"""What only a real browser can show: accessibility, scrolling, keyboard, privacy, links, downloads."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import FloatRect, Page, Route, expect

from explainer.draw import figures
from explainer.draw.pictures import picture
from explainer.loading.loader import library
from tests.support.browser import (
    READERS,
    Scheme,
    Stranger,
    Visit,
    accessible,
    flowing,
    open_everything,
    seen,
    settled,
    stays_with_every_link,
)
from tests.support.nightly import nightly
from tests.support.server import Server
from tests.support.site_map import STAGE, URLS

CONTENT = library()


@pytest.mark.parametrize(("page", "screens"), [("/", 3), ("/topics", 5)])
def test_first_sight_on_a_phone_is_short(page: str, screens: int, look: Visit) -> None:
    phone = look(page, width=360, height=740)
    assert phone.evaluate("document.querySelector('.stMain').scrollHeight") <= screens * 740


def weighed_and_on_a_sheet(page: Page) -> None:
    """What only stands on the page of choices once somebody has chosen."""
    page.locator(".st-key-weigh-proven button").last.click()
    page.get_by_role("button", name="Make my visit sheet").click()
    expect(page.locator(".st-key-visit-sheet")).to_contain_text("(a lot)")


def test_a_text_that_is_paler_than_those_like_it_is_found(stranger: Stranger) -> None:
    """What is looked at is one text of each kind."""
    page = stranger()
    alike = [f"<p class=a>Line {at} of <b>many</b> that are <a href=x>alike</a>.</p>" for at in range(20)]
    for wrong, rule in {
        "<p class=a style='color: #aaa'>Pale.</p>": "color-contrast",
        "<div style='opacity: .3'><p class=a>In something pale.</p></div>": "color-contrast",
        "<div style='background: #555'><p class=a>On something dark.</p></div>": "color-contrast",
        "<p class=a>Says <a href=x style='color: #222; text-decoration: none'>where</a> it is.</p>": "in-text-block",
    }.items():
        for at in (0, 10):
            parts = "".join([*alike[:at], wrong, *alike[at:]])
            page.set_content(f"<html lang=en><title>T</title><style>a {{ color: #00e }}</style><main><h1>T</h1>{parts}")
            with pytest.raises(AssertionError, match=rule):
                accessible(page)
    page.set_content(f"<html lang=en><title>T</title><main><h1>T</h1>{''.join(alike)}")
    accessible(page)


# A page with controls of every kind first; the copy, which holds the words of all, is looked at with each change, too.
FIRST, *REST = ((url, *reader) for url in sorted(URLS, key="/choose".__ne__) for reader in READERS)


@pytest.mark.parametrize(("url", "width", "scheme"), [FIRST, *nightly(*REST)])
def test_no_accessibility_violation_no_sideways_scroll_and_no_link_that_starts_the_visit_anew(
    url: str, width: int, scheme: Scheme, visit: Visit
) -> None:
    page = visit(url, width, scheme=scheme)
    open_everything(page)
    if url == "/choose":
        weighed_and_on_a_sheet(page)
        open_everything(page)
    at = f"{url} at {width} px, {scheme}"
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, at
    assert page.evaluate("document.documentElement.scrollWidth") <= width, at
    cut = "one => getComputedStyle(one).overflow !== 'visible' || one.offsetHeight > one.parentElement.offsetHeight"
    assert page.eval_on_selector_all("[class*='st-key-ahead-']", f"all => all.filter({cut}).length") == 0, at
    assert page.locator("details:not([open])").count() == 0, at
    with flowing(page):
        accessible(page, at=at)
    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1, at
    assert levels.count(1) == 1, at
    assert all(after - before <= 1 for before, after in pairwise(levels)), at
    if url == "/evidence":  # the answers have links, too
        page.get_by_role("button", name="Skip the guess").click()
        expect(page.get_by_text("18 of 100").first).to_be_visible()
    stays_with_every_link(page, url)


@pytest.mark.nightly
def test_disclaimer_and_help_stand_in_the_same_place_on_every_page(visit: Visit) -> None:
    places = {}
    page = visit("/")
    for url in (url for url in URLS if url != STAGE):
        if url != "/":
            page.locator(f"[data-testid=stTopNavLink][href$='{url}']").click()
            expect(page).to_have_url(re.compile(f"{url}$"))
            settled(page)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        places[url] = [page.locator(part).bounding_box() for part in (".strip", ".help-now > button:first-child")]
        expect(page.locator(".strip a[href='tel:988']").first).to_be_visible()
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 99999)")
        page.get_by_role("button", name="Get help now").click()
        for line in CONTENT.helplines:
            expect(page.locator(f"#help a[href='{line.link}']").first).to_be_visible()
        expect(page.locator("#help")).to_contain_text(CONTENT.interface["help"]["danger"])
        expect(page.locator("#help dd", has_text="Samaritans").first).to_contain_text("24 hours")
    assert None not in places["/"]
    assert {url: place for url, place in places.items() if place != places["/"]} == {}, places["/"]


def test_message_chart_and_disclaimer_are_in_view_without_a_click(look: Visit) -> None:
    page = look("/")
    for part in (
        page.locator("h1"),
        page.locator(".st-key-lead"),
        page.locator(".st-key-message"),
        page.locator(".strip"),
        page.locator(".pictures .wide"),
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800


def test_checklist_beside_the_disclaimer_and_after_it_on_a_phone(look: Visit) -> None:
    def boxes(page: Page) -> tuple[FloatRect, FloatRect]:
        first, second = page.locator("#disclaimer").bounding_box(), page.locator("#checklist").bounding_box()
        assert first is not None
        assert second is not None
        return first, second

    disclaimer, checklist = boxes(look("/safety"))
    assert abs(disclaimer["y"] - checklist["y"]) < 40
    assert disclaimer["x"] < checklist["x"]
    disclaimer, checklist = boxes(look("/safety", width=360, height=740))
    assert disclaimer["y"] < checklist["y"]


@pytest.mark.parametrize("at", [-1, *nightly(0, len(CONTENT.topics) // 2)])
def test_link_to_a_topic_opens_it_and_scrolls_to_it(at: int, visit: Visit) -> None:
    topic = CONTENT.topics[at]
    page = visit(f"/topics?open={topic.id}#{topic.id}", height=700)
    page.wait_for_timeout(500)
    heading = page.locator(f"#{topic.id}")
    box = heading.bounding_box()
    assert box is not None
    at_end = page.evaluate(
        "(m => m.scrollTop + m.clientHeight >= m.scrollHeight - 2)(document.querySelector('[data-testid=stMain]'))"
    )
    assert 0 < box["y"] < 160 or (at_end and 0 < box["y"] < 700)
    expect(page.locator(f".st-key-topic-{topic.id} details[open]")).to_have_count(1)
    expect(page.locator("details[open]")).to_have_count(1)


@pytest.mark.nightly
def test_open_all_and_close_all_reach_what_a_link_or_a_reader_opened_and_what_the_browser_finds(visit: Visit) -> None:
    first, second, *_ = CONTENT.topics
    page = visit(f"/topics?open={first.id}")
    opened = page.locator("details[open]:not(details *)")
    by_hand = page.locator(f".st-key-topic-{second.id} summary").first
    sentence = CONTENT.topics[-1].body.strip().partition(".")[0]
    find = "text => { getSelection().removeAllRanges(); return window.find(text) }"
    expect(opened).to_have_count(1)
    assert not page.evaluate(find, sentence)
    page.get_by_role("button", name="Close all sections").click()
    expect(opened).to_have_count(0)
    by_hand.click()
    expect(opened).to_have_count(1)
    page.get_by_role("button", name="Close all sections").click()
    expect(opened).to_have_count(0)
    page.get_by_role("button", name="Open all sections").click()
    expect(opened).to_have_count(len(CONTENT.topics))
    expect(page.locator(".stExpander details:not([open])")).to_have_count(0)  # what is one tap down is open too
    page.wait_for_function(find, arg=sentence)
    by_hand.click()
    expect(opened).to_have_count(len(CONTENT.topics) - 1)
    page.get_by_role("button", name="Open all sections").click()
    expect(opened).to_have_count(len(CONTENT.topics))


def test_every_reference_leads_to_its_source(look: Visit) -> None:
    """Every number in a text comes from Library.reference; the page makes its anchors by itself, from the headings."""
    anchors = set(look("/sources").eval_on_selector_all("h2[id], h3[id], dt[id]", "all => all.map(one => one.id)"))
    assert {f"sources#{anchor}" for anchor in anchors} >= {CONTENT.reference(key)[1] for key in CONTENT.sources}
    page = look("/topics")
    links = set(page.eval_on_selector_all("a[href^='sources#']", "all => all.map(a => a.getAttribute('href'))"))
    assert len(links) > 60
    assert {link.removeprefix("sources#") for link in links} <= anchors


def test_a_reference_scrolls_to_its_source_in_a_fresh_tab(visit: Visit) -> None:
    source = CONTENT.sources["cochrane2021"]
    page = visit(f"/sources#{source.anchor}")
    page.wait_for_timeout(500)
    box = page.locator(f"#{source.anchor}").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 200


def test_ticks_never_leave_the_visit(visit: Visit, server: Server) -> None:
    """They reach the server inside the websocket, if at all; no address, cookie, store or log ever holds them."""
    item = next(item for item in CONTENT.checklist if item.group == "urgent")
    page = visit("/safety")
    kept: list[str] = []
    page.on("request", lambda request: kept.append(request.url))
    page.on("websocket", lambda socket: kept.append(socket.url))
    page.get_by_text("Urgent: get help").click()
    page.locator("label", has_text=item.name).first.click()
    expect(page.get_by_text("1 ticked")).to_be_visible()
    page.get_by_role("link", name="Topics").first.click()
    expect(page.get_by_role("button", name="Open all sections")).to_be_visible()
    page.get_by_role("link", name="Safety").first.click()
    expect(page.get_by_text("1 ticked")).to_be_visible()
    expect(page.locator(f".st-key-item-{item.id} input")).to_be_checked()
    kept.append(page.url)
    kept += page.evaluate("[document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]")
    page.reload()  # a new connection, which knows nothing of the visit before
    settled(page)
    expect(page.get_by_text("0 ticked")).to_be_visible()
    kept.append(server.log.read_text())
    assert any(text.startswith("ws://") for text in kept)
    assert not [text for text in kept if item.id in text or "tick-" in text]


def test_count_of_ticks_is_said_aloud_and_all_can_be_cleared(visit: Visit) -> None:
    """A screen reader follows a status that stays and changes; one that is put in anew it may pass over."""
    page = visit("/safety")
    count = page.get_by_role("status").filter(has_text="ticked").element_handle()
    page.get_by_text("Urgent: get help").click()
    boxes = page.locator(".st-key-items-urgent .stCheckbox")
    for at in (0, 1):
        boxes.nth(at).locator("label").click()
        expect(page.get_by_text(f"{at + 1} ticked")).to_be_visible()
        assert count.evaluate("status => status.isConnected && status.textContent").startswith(f"{at + 1} ticked")
    page.get_by_role("button", name="Clear all ticks").click()
    expect(page.get_by_text("0 ticked")).to_be_visible()
    for at in (0, 1):
        expect(boxes.nth(at).locator("input")).not_to_be_checked()


@pytest.mark.nightly
def test_settings_of_the_timeline_are_in_the_link(visit: Visit, server: Server) -> None:
    page = visit("/onset")
    page.locator(".st-key-scale label", has_text="true").click()
    page.locator("label", has_text="SSRI tablets").click()
    page.get_by_role("slider").press("ArrowRight")
    expect(page.get_by_text("Ketamine by drip, after 1 week.")).to_be_visible()
    wanted = {"scale": "true", "ssri": "false", "moment": "1 week"}
    page.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)) == wanted)
    again = visit(page.url.removeprefix(server.url))
    expect(again.locator(".stPlotlyChart").first).to_contain_text("first 2 days, enlarged")
    expect(again.locator(".stPlotlyChart").first).not_to_contain_text("SSRI")
    expect(again.get_by_text("Ketamine by drip, after 1 week.")).to_be_visible()


def test_the_line_and_the_words_follow_the_slider_while_it_is_dragged(stranger: Stranger, server: Server) -> None:
    """The server is asked nothing until it is let go, so a slow one holds nobody up."""
    page = stranger(viewport={"width": 1280, "height": 800})
    asked: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(frame)))
    page.goto(f"{server.url}/onset")
    settled(page)
    page.locator(".shapelayer path").first.wait_for(state="attached")
    lines = """() => [...document.querySelectorAll(".shapelayer path")]
        .filter(line => line.style.strokeDasharray === "3px, 2px" && getComputedStyle(line).opacity === "1")
        .map(line => line.getBoundingClientRect().x)"""
    words = page.locator(".moments > div").locator("visible=true")
    stops = list(figures.stops(CONTENT))
    at = stops.index(page.get_by_role("slider").get_attribute("aria-valuetext") or "")
    track = page.locator(".stSlider [role=group] [data-orientation]")
    box = track.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * at / (len(stops) - 1), box["y"] + box["height"] / 2)
    page.mouse.down()
    asked.clear()
    places = []
    for stop in range(at + 1, len(stops)):
        page.mouse.move(box["x"] + box["width"] * stop / (len(stops) - 1), box["y"] + box["height"] / 2)
        expect(words).to_contain_text(f"after {stops[stop]}.", timeout=2000)
        places.append(max(page.evaluate(lines)))
    assert places == sorted(set(places))
    assert asked == []
    page.mouse.up()
    page.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)) == {"moment": stops[-1]})
    settled(page)
    expect(words).to_contain_text(f"after {stops[-1]}.")
    assert max(page.evaluate(lines)) == places[-1]


def test_until_the_chart_library_has_come_the_picture_follows_the_slider(stranger: Stranger, server: Server) -> None:
    page = stranger(viewport={"width": 360, "height": 740})
    page.route("**/static/js/*lotly*.js", lambda route: None)
    page.goto(f"{server.url}/onset")
    line = page.locator(".narrow [visibility=visible]")
    expect(line).to_have_attribute("data-stop", "1")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("data-stop", "2")


def test_a_step_of_the_scrubber_has_little_of_the_page_styled_anew(visit: Visit) -> None:
    """A slow phone draws 60 pictures a second only while a step touches what moves, not the chart's 900 elements."""
    page = visit("/onset")
    page.locator(".shapelayer path").first.wait_for(state="attached")
    track = page.locator(".stSlider [role=group] [data-orientation]").bounding_box()
    browser = page.context.browser
    assert track
    assert browser
    page.mouse.move(track["x"], track["y"] + track["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(500)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    for step in range(1, 30):
        page.mouse.move(track["x"] + track["width"] * step / 30, track["y"] + track["height"] / 2)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.mouse.up()
    styled = [event["args"]["elementCount"] for event in events if "elementCount" in event["args"]]
    assert styled
    assert max(styled) < 300, sorted(styled)
    assert sorted(styled)[-4] < 45, sorted(styled)  # with each of six stops it was 50 and more


@pytest.mark.parametrize(
    "query", ["scale=True+scale%3A+hours&moment=9+years&ssri=banana", *nightly("scale=log&moment=&ssri=")]
)
def test_an_old_or_hostile_link_to_the_timeline_shows_what_no_link_shows(query: str, visit: Visit) -> None:
    page = visit(f"/onset?{query}")
    expect(page.locator(".stPlotlyChart").first).to_contain_text("stretched, so that hours can be seen")
    expect(page.locator(".stPlotlyChart").first).to_contain_text("SSRI tablets")
    expect(page.get_by_text("Ketamine by drip, after 1 day.")).to_be_visible()
    expect(page).to_have_url(re.compile("/onset$"))


def test_a_part_whose_script_does_not_come_is_told_in_plain_words(stranger: Stranger, server: Server) -> None:
    page = stranger(viewport={"width": 360, "height": 740})
    page.goto(f"{server.url}/sources")
    settled(page)
    page.route(re.compile(r"/Selectbox\.[^/]*js"), lambda route: route.fulfill(status=503))
    page.evaluate("document.querySelector('[data-testid=stSidebarNavLink][href*=choose]').click()")
    told, say = page.locator("#missing"), CONTENT.interface["chrome"]
    expect(told).to_contain_text(say["missing"])
    expect(page.get_by_text("dynamically imported").locator("visible=true")).to_have_count(0)
    page.unroute_all()
    told.get_by_role("button", name=say["again"]).click()
    settled(page)
    expect(page.locator(".stSelectbox").first).to_be_visible()
    expect(told).to_have_count(0)


# What overlaps among the words of a drawing, what is smaller than 12 pixels, and what lies outside the window.
AMISS = """drawing => {
    const texts = [...drawing.querySelectorAll('text')].filter(one => one.textContent);
    const boxes = texts.map(one => one.getBoundingClientRect());
    const points = [...drawing.querySelectorAll('[data-finding] > svg')].map(one => one.getBoundingClientRect());
    const wide = document.documentElement.clientWidth;
    const amiss = texts.filter(one => parseFloat(getComputedStyle(one).fontSize) < 12).map(one => one.textContent);
    boxes.forEach((one, at) => {
        if (one.left < 0 || one.right > wide) amiss.push(`${texts[at].textContent} is cut off`);
        boxes.forEach((other, next) => {
            if (next > at && one.left < other.right && other.left < one.right
                && one.top + 3 < other.bottom - 3 && other.top + 3 < one.bottom - 3)
                amiss.push(`${texts[at].textContent} | ${texts[next].textContent}`);
        });
    });
    if (points.some(one => one.left < 0 || one.right > wide)) amiss.push('a point is cut off');
    return [texts.length, ...amiss];
}"""


@pytest.mark.nightly
def test_words_of_the_drawings_are_large_enough_and_apart(look: Visit, visit: Visit) -> None:
    widths = (320, 360, 768, 1280, 1920)
    for path in ("/", "/onset"):
        for width in widths:
            drawing = look(path, width).locator(".pictures .drawn").locator("visible=true").last
            count, *amiss = drawing.evaluate(AMISS)
            assert count > 8, (path, width)
            assert amiss == [], (path, width)
    page = visit("/onset")
    page.add_style_tag(content=".pictures .drawn, .pictures { display: block !important }")
    for width in widths:
        seen(page, width)
        for name in ("timeline", "timeline-true"):  # whatever the page shows at first
            page.evaluate(
                "svg => document.querySelector('.pictures').innerHTML = svg",
                picture(CONTENT, name, "narrow" if width < 700 else "wide"),
            )
            count, *amiss = page.locator(".pictures .drawn").first.evaluate(AMISS)
            assert count > 15, (name, width)
            assert amiss == [], (name, width)


@pytest.mark.nightly
def test_timeline_and_its_controls_are_in_view_together(look: Visit) -> None:
    for path in ("/onset", "/onset?scale=true"):
        page = look(path)
        chart = page.locator(".st-key-chart-timeline .main-svg").first
        expect(chart).to_be_visible()
        last = page.locator(".stPlotlyChart text", has_text="time to judge")
        page.wait_for_function(  # all three lanes on the first screen
            "last => last.getBoundingClientRect().bottom <= 800", arg=last.element_handle()
        )
        look(path, width=360, height=740)
        expect(chart).to_be_visible()
        above = page.locator(".st-key-chart-timeline").bounding_box()
        below = page.locator(".st-key-moment").bounding_box()
        assert above
        assert below
        header = 64
        assert below["y"] + below["height"] - above["y"] <= 740 - header, path


@pytest.mark.nightly
def test_the_chart_draws_where_the_picture_does(look: Visit) -> None:
    page = look("/onset", width=360, height=740)
    expect(page.locator(".st-key-chart-timeline .main-svg").first).to_be_visible(timeout=20_000)
    drawn = ElementTree.fromstring(picture(CONTENT, "timeline", "narrow")).iter("{http://www.w3.org/2000/svg}text")
    wanted = (
        {"".join(one.itertext()) for one in drawn}
        - {"1 hour", "1 day", "1 wk", "4", "12 wk"}
        - {
            "time since the first dose",
            "(stretched, so that hours can be seen)",
        }
    )
    shown = "[...document.querySelectorAll('.stPlotlyChart .annotation-text')].map(one => one.textContent)"
    page.wait_for_function(f"wanted => wanted.every(one => {shown}.includes(one))", arg=list(wanted))


def test_timeline_can_be_downloaded_as_numbers(visit: Visit, tmp_path: Path) -> None:
    page = visit("/onset", scheme="dark")
    page.locator("summary", has_text="What it does not show").first.click()
    with page.expect_download() as numbers:
        page.get_by_role("button", name="Download the numbers (CSV)").first.click()
    numbers.value.save_as(tmp_path / "numbers.csv")
    lines = (tmp_path / "numbers.csv").read_text().splitlines()
    assert len(lines) == len(CONTENT.marks) + 1
    assert "comparator" in lines[0]


@pytest.mark.nightly
def test_until_the_chart_comes_its_picture_stands_in_its_place(visit: Visit) -> None:
    page = visit("/")
    onset = page.url + "onset"
    picture = page.locator(".st-key-chart-timeline .drawn").locator("visible=true")
    late: list[Route] = []
    page.route("**/PlotlyChart*", lambda route: late.append(route))
    for width in (360, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(onset)
        expect(picture).to_have_count(1)
        expect(page.get_by_role("slider")).to_be_visible()
        before = page.locator(".st-key-chart-timeline").bounding_box()
        drawn = picture.bounding_box()
        assert before, width
        assert drawn, width
        assert (drawn["x"], drawn["y"]) == (before["x"], before["y"]), width
        assert drawn["height"] <= before["height"], width
        late.pop().continue_()
        expect(page.locator(".st-key-chart-timeline .main-svg").first).to_be_visible(timeout=20_000)
        expect(picture).to_have_count(0)
        assert page.locator(".st-key-chart-timeline").bounding_box() == before, width
    boxes: list[Route] = []
    page.route("**/Checkbox*", lambda route: boxes.append(route))
    page.goto(f"{onset}?ssri=false")  # no picture of this choice was drawn
    expect(page.locator(".st-key-plot-timeline [data-testid=stSkeleton]")).to_be_visible()
    expect(page.locator(".st-key-chart-timeline .drawn").first).to_be_attached()
    assert picture.count() == 0  # nor while nobody can see what is ticked
    for route in boxes:
        route.continue_()
    expect(page.locator(".st-key-lanes input").first).to_be_attached()
    expect(page.locator(".st-key-plot-timeline [data-testid=stSkeleton]")).to_be_visible()
    assert picture.count() == 0


@pytest.mark.nightly
def test_checklist_and_timeline_work_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/safety")

    def tab_to(test: str, limit: int = 150) -> None:
        for _ in range(limit):
            page.keyboard.press("Tab")
            if page.evaluate(f"(() => {{ const e = document.activeElement; return {test} }})()"):
                return
        pytest.fail(f"the Tab key never reached {test}")

    tab_to("e.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    tab_to("e.type === 'checkbox'")
    page.keyboard.press("Space")
    expect(page.get_by_text("1 ticked")).to_be_visible()
    page = visit("/onset")
    tab_to("e.type === 'radio'")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".stPlotlyChart").first).to_contain_text("first 2 days, enlarged")
    tab_to("e.getAttribute('role') === 'slider' || e.type === 'range'")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Ketamine by drip, after 1 week.")).to_be_visible()
    page = visit("/topics")
    tab_to("e.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)


@pytest.mark.nightly
def test_help_works_by_keyboard_to_its_last_line_on_a_phone(look: Visit) -> None:
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        page = look("/", width=320, height=600, scheme=scheme)
        button, opened = (
            page.get_by_role("button", name="Get help now"),
            page.get_by_role("dialog", name="Get help now"),
        )
        button.focus()
        page.keyboard.press("Enter")
        expect(opened).to_be_visible()
        accessible(page, at=scheme)
        # The Tab key goes from the button straight into what it opened, line by line, each brought into view.
        for link in opened.locator("a").all():
            page.keyboard.press("Tab")
            expect(link).to_be_focused()
            expect(link).to_be_in_viewport(ratio=0.9)
        page.keyboard.press("Escape")
        expect(opened).to_be_hidden()
        expect(button).to_be_focused()


def test_no_default_streamlit_furniture(look: Visit) -> None:
    page = look("/")
    assert page.get_by_text("Deploy", exact=True).count() == 0
    assert page.get_by_text("Made with Streamlit").count() == 0
    icon = page.locator("link[rel='shortcut icon'], link[rel='icon']").first.get_attribute("href") or ""
    assert icon.startswith(("http://localhost", "/", "data:"))


def test_the_menu_says_what_this_is_and_how_to_report_a_mistake(visit: Visit) -> None:
    page = visit("/safety")
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_text("About", exact=True).click()
    about = page.get_by_role("dialog").last
    for words in (CONTENT.site.disclaimer, CONTENT.site.contact, CONTENT.dated):
        expect(about).to_contain_text(words)
