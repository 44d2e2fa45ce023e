"""Text size, spacing and contrast, as a reader chooses them beside the button of help."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from explainer.loading.loader import library
from pages.shared.chrome import TEXT
from tests.support.browser import COLOURS, Stranger, accessible, open_everything, settled
from tests.support.nightly import nightly
from tests.support.server import Server
from tests.support.site_map import STAGE, URLS

CONTENT = library()
SAY = CONTENT.interface["text"]
MOST = [codes[-1] for codes in TEXT.values()]
ALL_CHOSEN = f"sessionStorage.text = '{' '.join(MOST)}'"
LETTERS = "parseFloat(getComputedStyle(document.querySelector('.stMain p')).fontSize)"
# How far the page, and what stands on it, reach beyond the window; what scrolls in itself does not count.
BEYOND = "document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
Opened = Callable[..., Page]


@pytest.fixture
def opened(server: Server, stranger: Stranger) -> Opened:
    """A page in a tab that remembers nothing, or what ``before`` puts there: opened("/safety", 360, ALL_CHOSEN)."""

    def page_at(path: str, width: int = 1280, before: str = "", **options: object) -> Page:
        page = stranger(viewport={"width": width, "height": 800}, **options)
        page.add_init_script(before)
        page.goto(server.url + path)
        settled(page)
        return page

    return page_at


def choose(page: Page, *codes: str) -> None:
    button = page.get_by_role("button", name=SAY["label"], exact=True)
    button.click()
    for code in codes:
        page.locator("#text").get_by_label(SAY[code], exact=True).check()
    button.click()
    expect(page.locator("#text")).to_be_hidden()


@pytest.mark.nightly
def test_what_is_chosen_counts_on_every_page_and_after_a_reload_in_this_tab_alone(
    opened: Opened, server: Server
) -> None:
    page = opened("/safety")
    usual = page.evaluate(LETTERS)
    assert page.evaluate("document.documentElement.dataset.text") == ""
    choose(page, *MOST)
    assert page.evaluate(LETTERS) > 1.4 * usual
    page.get_by_role("link", name="Choose", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CONTENT.pages["choose"]["title"])
    settled(page)
    assert page.evaluate(LETTERS) > 1.4 * usual
    page.reload()
    settled(page)
    assert page.evaluate(LETTERS) > 1.4 * usual
    chosen = "[...document.querySelectorAll('#text input:checked')].map(one => one.value)"
    assert page.evaluate(chosen) == MOST

    other = page.context.new_page()
    other.goto(f"{server.url}/safety")
    settled(other)
    assert other.evaluate(LETTERS) == usual

    page.get_by_role("button", name=SAY["label"], exact=True).click()
    for kind in TEXT:
        page.locator(f"#text [name=text-{kind}]").first.check()
    assert page.evaluate(LETTERS) == usual
    assert page.evaluate("document.documentElement.dataset.text") == ""


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), *nightly((1280, "dark"), (360, "dark"), (1280, "light"))]
)
@pytest.mark.parametrize("url", [*nightly(*(url for url in URLS if url not in ("/onset", STAGE))), "/onset"])
def test_with_all_of_it_no_page_is_wider_than_its_window_and_its_words_are_seven_times_as_dark_as_their_ground(
    url: str, width: int, scheme: str, opened: Opened
) -> None:
    page = opened(url, width, ALL_CHOSEN, color_scheme=scheme)
    assert page.evaluate(BEYOND) <= 0
    open_everything(page)
    assert page.evaluate(BEYOND) <= 0
    accessible(page, rules=[*COLOURS, "color-contrast-enhanced"])


def test_by_keyboard_one_panel_at_a_time(opened: Opened) -> None:
    page = opened("/topics", 360)
    page.get_by_role("button", name=CONTENT.interface["help"]["button"], exact=True).click()
    expect(page.locator("#help")).to_be_visible()
    page.get_by_role("button", name=SAY["label"], exact=True).focus()
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.dataset.text") == TEXT["size"][1]
    accessible(page, "#text")
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_hidden()
    expect(page.get_by_role("button", name=SAY["label"], exact=True)).to_be_focused()


def test_a_talk_has_it_and_no_key_in_it_moves_the_talk(opened: Opened) -> None:
    page = opened(STAGE)
    scene = page.locator(".scene:visible h2")
    first = scene.inner_text()
    page.get_by_role("button", name=SAY["label"], exact=True).click()
    page.locator("#text").get_by_label(SAY["wide"], exact=True).check()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.documentElement.dataset.text") == "wide"
    assert scene.evaluate("one => parseFloat(getComputedStyle(one).letterSpacing)") > 0
    assert scene.inner_text() == first
    page.keyboard.press("PageDown")  # a clicker takes it from the scene, and does no more
    expect(page.locator("#text")).to_be_hidden()
    expect(scene).to_have_text(first)


def test_the_first_answer_has_it_before_it_is_painted_also_where_nothing_may_be_kept(
    hosted: Server, stranger: Stranger
) -> None:
    page = stranger()
    page.add_init_script(ALL_CHOSEN)
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(hosted.url + "/safety", wait_until="commit")
    page.locator("#first").wait_for()
    size = "parseFloat(getComputedStyle(document.querySelector('#first p')).fontSize)"
    larger = page.evaluate(size)
    page.close()

    page = stranger()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
    )
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(hosted.url + "/safety", wait_until="commit")
    page.locator("#first").wait_for()
    assert page.evaluate("document.documentElement.dataset.text") == ""
    assert larger > 1.4 * page.evaluate(size)
