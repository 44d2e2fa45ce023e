"""What deploy/ answers first is the page itself; the live page takes its place without losing a reader's."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from deploy import first_answer
from explainer import results
from explainer.asked import Asked
from explainer.draw import figures
from explainer.loading.loader import library
from explainer.outline import FIRST, PAGES
from explainer.without import Without
from tests.support.browser import JUMPED, Stranger, accessible, settled
from tests.support.nightly import nightly
from tests.support.server import Server
from tests.support.site_map import URLS

CONTENT = library()
SCRIPT = "**/static/js/index.*.js"  # what the live page begins with


@pytest.fixture
def held(hosted: Server, stranger: Stranger) -> Callable[..., Any]:
    """Open a page whose live part comes only at the end of the block: with held("/topics", width=360) as page."""

    @contextmanager
    def opened(path: str, width: int = 1280, height: int = 800, **options: Any) -> Iterator[Page]:
        page = stranger(viewport={"width": width, "height": height}, **options)
        waiting: list[Route] = []
        page.route(SCRIPT, lambda route: waiting.append(route))
        page.goto(hosted.url + path, wait_until="commit")
        page.locator("#first").wait_for()
        yield page
        for route in waiting:
            route.continue_()
        page.unroute(SCRIPT)
        expect(page.locator("#first")).to_have_count(0, timeout=30_000)

    return opened


def answer(server: Server, path: str) -> str:
    with urlopen(server.url + path, timeout=20) as given:
        return str(given.read().decode())


def test_without_scripts_every_page_is_there_whole(hosted: Server, stranger: Stranger) -> None:
    page = stranger(viewport={"width": 360, "height": 740}, java_script_enabled=False, color_scheme="dark")
    for url in URLS:
        page.goto(hosted.url + url)
        expect(page.locator("h1"), url).to_have_count(1)
        expect(page.locator("noscript .still"), url).to_be_visible()
        expect(page.locator(".coming:visible"), url).to_have_count(0)
        unseen = "all => all.filter(one => getComputedStyle(one).visibility !== 'visible').map(one => one.textContent)"
        assert page.locator("#first main :is(p, li, .drawn)").evaluate_all(unseen) == [], url
        page.locator(".help-first summary").click()
        expect(page.locator(".help-first").get_by_role("link", name="988").first, url).to_be_visible()
        assert page.locator("html").evaluate("html => html.scrollWidth <= innerWidth"), url


@pytest.mark.parametrize(
    ("zone", "locale", "told"), [("Europe/London", "en-US", "uk_samaritans"), *nightly(("UTC", "fr-CA", "ca_988"))]
)
def test_the_crisis_line_of_the_readers_country_comes_first(
    zone: str, locale: str, told: str, held: Callable[..., Any]
) -> None:
    own = next(line for line in CONTENT.helplines if line.id == told)
    with held("/", timezone_id=zone, locale=locale) as page:
        expect(page.locator(".strip > span")).to_contain_text(f"{own.number} ({own.country})")
        page.locator(".help-first summary").click()
        expect(page.locator(".help-first dt").first).to_have_text(own.country)
        said = page.locator(".strip").inner_text()
    assert page.locator(".strip").inner_text() == said  # the live page says the same


def test_each_first_answer_has_its_own_words_title_and_one_heading(hosted: Server) -> None:
    answers = {url: answer(hosted, url) for url in URLS}
    for url, html in answers.items():
        about = CONTENT.pages[url.strip("/") or FIRST]["about"]
        assert len(re.findall(r"<h1\b", html)) == 1, url
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
        assert data["@type"] == "MedicalWebPage", url
        assert data["dateModified"] == CONTENT.site.checked.isoformat(), url
        assert url == "/" or about in html
    titles = [re.search("<title>(.*?)</title>", html)[1] for html in answers.values()]  # type: ignore[index]
    assert len(set(titles)) == len(URLS)


def test_a_shared_link_names_its_one_address_and_its_picture() -> None:
    for name in PAGES:
        head = first_answer.head(Asked(name), CONTENT, "https://example.org/under")
        place = "" if name == FIRST else name
        assert f'<link rel="canonical" href="https://example.org/under/{place}">' in head
        assert 'content="https://example.org/under/preview.png"' in head


def test_the_address_opens_what_it_names_and_ignores_what_nobody_knows(hosted: Server) -> None:
    def opened(html: str) -> list[str]:
        return re.findall(r"<details open><summary>([^<]*)", html)

    topic = CONTENT.topics[2]
    assert opened(answer(hosted, "/topics")) == []
    assert len(opened(answer(hosted, f"/topics?open={topic.id}"))) == 1
    for hostile in ("open=<script>", "open=nothing", "x=" + "y" * 5000, "open", "open[]=1", "scale=true"):
        assert answer(hosted, f"/topics?{hostile.replace('<', '%3C')}") == answer(hosted, "/topics")
    assert answer(hosted, "/onset?scale=true") != answer(hosted, "/onset?scale=stretched") == answer(hosted, "/onset")
    assert answer(hosted, "/choose?second=ect") != answer(hosted, "/choose?second=magic") == answer(hosted, "/choose")
    assert answer(hosted, "/evidence?against=Sedative") != answer(hosted, "/evidence")


def test_every_filter_of_a_link_holds_for_the_first_answer_too(hosted: Server) -> None:
    """A link has the words of a choice, as the live page writes them."""
    lines = results.lines(CONTENT, *results.RATES)
    for name in results.FILTERS:
        for code in {getattr(line, name) for line in lines}:
            fits = results.cards(results.fitting(CONTENT, {name: code}, results.RATES), results.ORDERS[0])
            html = answer(hosted, f"/evidence?{urlencode({name: results.option(name, code, CONTENT)})}")
            assert html.count("<details><summary><strong>") == len(fits), (name, code)  # a card each
    assert answer(hosted, "/evidence?order=Oldest+first") != answer(hosted, "/evidence")
    every, without = results.cards(lines, results.ORDERS[0]), Without(("unhidden",), 100)
    some = answer(hosted, "/evidence?without_unhidden=true&fewest=100+people")
    assert some.count('<li class="out">') == sum(bool(without.why(card, CONTENT)) for card in every)


@pytest.mark.parametrize("width", [360, *nightly(1280)])
def test_the_live_page_comes_where_a_reader_is(width: int, held: Callable[..., Any]) -> None:
    """They scrolled, opened a section, selected words and moved the focus in the first half second."""
    topic = CONTENT.topics[5]
    with held("/topics", width) as page:
        page.locator(f"#{topic.id}").scroll_into_view_if_needed()
        section = page.locator(f"#first .st-key-topic-{topic.id} details").first
        section.locator("summary").first.click()
        line = section.locator("h3 + p").first
        line.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 200)")
        line.evaluate(
            """one => { const text = one.firstChild;
            getSelection().setBaseAndExtent(text, 2, text, 12); }"""
        )
        chosen, words = page.evaluate("String(getSelection())"), line.inner_text()
        link = section.locator("a").first
        link.evaluate("one => one.focus({ preventScroll: true })")
        where, target = line.evaluate("one => one.getBoundingClientRect().top"), link.get_attribute("href")
        left = page.locator("#first h1").evaluate("one => one.getBoundingClientRect().left")
    live = page.locator(".stMain p").get_by_text(words, exact=True).first
    expect(live).to_be_visible()
    assert abs(live.evaluate("one => one.getBoundingClientRect().top") - where) < 3
    assert abs(page.locator("h1").evaluate("one => one.getBoundingClientRect().left") - left) < 3
    assert page.evaluate("String(getSelection())") == chosen
    assert page.evaluate("document.activeElement.getAttribute('href')") == target
    page.wait_for_timeout(1500)  # nothing moves it later
    assert abs(live.evaluate("one => one.getBoundingClientRect().top") - where) < 3


def test_what_was_ticked_before_the_page_was_alive_counts(held: Callable[..., Any]) -> None:
    with held("/safety") as page:
        for at in range(2):
            page.locator("#first .tick input").nth(at).click()
        page.locator(".help-first summary").click()
    expect(page.get_by_text("2 ticked")).to_be_visible()
    expect(page.locator("#help")).to_be_visible()


def test_the_scrubber_works_before_the_page_is_alive_and_stays_where_it_was_moved(held: Callable[..., Any]) -> None:
    stops = list(figures.stops(CONTENT))
    with held("/onset?moment=2+hours", 360) as page:
        scrubber, line = page.locator("#first input[type=range]"), page.locator("#first .narrow [visibility=visible]")
        expect(page.locator("#first .moments > :visible")).to_contain_text(stops[0])
        scrubber.focus()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        expect(line).to_have_attribute("data-stop", "2")
        expect(scrubber).to_have_attribute("aria-valuetext", stops[2])
        expect(page.locator("#first .scrubber span")).to_have_text(stops[2])
        expect(page.locator("#first .moments > :visible")).to_contain_text(stops[2])
    expect(page.get_by_role("slider")).to_be_focused()
    expect(page.locator(".moments > :visible")).to_contain_text(stops[2])
    expect(page).to_have_url(re.compile(re.escape(urlencode({"moment": stops[2]}))))


@pytest.mark.nightly
def test_a_screen_reader_hears_everything_once(held: Callable[..., Any]) -> None:
    with held("/safety") as page:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        accessible(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize(("width", "urls"), [(360, URLS[:1]), *nightly((360, URLS[1:]), (1280, URLS[1::2]))])
def test_nothing_jumps_when_the_live_page_comes(
    width: int, urls: list[str], hosted: Server, stranger: Stranger
) -> None:
    """Neither at the first page of someone who was never here, nor at those that follow."""
    page = stranger(viewport={"width": width, "height": 740})
    page.add_init_script(JUMPED)
    for url in urls:
        page.goto(hosted.url + url)
        expect(page.locator("#first")).to_have_count(0, timeout=30_000)
        settled(page)
        page.wait_for_timeout(700)
        assert page.evaluate("jumped") < 0.05, url


@pytest.mark.parametrize("url", ["/topics", *nightly("/", "/choose")])
def test_letters_that_come_late_move_nothing(url: str, hosted: Server, stranger: Stranger) -> None:
    page = stranger(viewport={"width": 360, "height": 740})
    page.add_init_script(JUMPED)
    held: list[Route] = []
    page.route("**/SourceSans*", lambda route: held.append(route))
    page.goto(hosted.url + url, wait_until="commit")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.wait_for_timeout(500)
    for letters in held:
        letters.continue_()
    page.unroute("**/SourceSans*")
    expect(page.locator("#first")).to_have_count(0, timeout=30_000)
    assert held
    assert page.evaluate("jumped") < 0.05


def test_no_script_of_the_live_page_holds_up_the_first_one(hosted: Server) -> None:
    page = re.sub("<template.*?</template>", "", answer(hosted, "/"), flags=re.DOTALL)
    assert "modulepreload" not in page
    assert 'type="module"' not in page


def test_where_the_live_page_never_comes_the_first_one_stays_and_says_so(hosted: Server, stranger: Stranger) -> None:
    page = stranger()
    page.clock.install()
    page.route_web_socket("**/_stcore/stream*", lambda socket: socket.close())
    page.goto(hosted.url + "/evidence")
    late = page.get_by_text(CONTENT.interface["first_answer"]["late"])
    expect(late).to_be_hidden()
    page.clock.run_for(25_000)
    expect(late).to_be_visible()
    expect(page.locator("#first h1")).to_be_visible()
    page.get_by_text("Show the answers").click()  # what a guess would have shown
    expect(page.get_by_text("18 of 100").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.nightly
def test_a_theme_and_a_frame_are_as_the_address_asks(held: Callable[..., Any]) -> None:
    with held("/?embed=true&embed_options=dark_theme") as page:
        assert page.locator("#first nav").count() == 0
        ink = page.locator("#first h1").evaluate("one => getComputedStyle(one).color")
        assert all(int(part) > 200 for part in re.findall(r"\d+", ink))
    with held("/onset?scale=true#one-dose", 360) as page:
        expect(page.locator("#first #one-dose")).to_be_in_viewport()
    expect(page.locator("#one-dose[data-found]")).to_be_in_viewport()
