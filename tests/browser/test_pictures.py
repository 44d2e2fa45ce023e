"""Pictures in the page itself: legible in every theme, whoever chose it; the same on paper and in a file."""

import shutil

import pytest
from playwright.sync_api import BrowserType, Page, expect

from explainer.draw.pictures import PICTURES, on_paper, picture
from explainer.loading.loader import library
from tests.support.browser import JUMPED, Scheme, Stranger, Visit, open_everything
from tests.support.nightly import nightly
from tests.support.server import Server
from tests.support.site_map import URLS

CONTENT = library()

# The colour of every letter of the pictures that are shown, and of what lies beneath them.
LETTERS = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const beneath = element => {
    for (let one = element; one; one = one.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(one).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(".pictures svg text, .pictures svg tspan")]
    .filter(text => text.getClientRects().length && text.textContent.trim())
    .map(text => {
      const style = getComputedStyle(text), page = beneath(text.ownerSVGElement.parentElement);
      const [one, other] = [light(channels(style.fill)), light(page)].sort((a, b) => b - a);
      return [text.textContent, (one + 0.05) / (other + 0.05), style.fontFamily];
    });
}"""


def drawn(page: Page) -> None:
    page.locator(".pictures svg").locator("visible=true").first.wait_for()


# What a reader chose in the app, the system's theme against it, and how bright the page then is.
CHOSEN: dict[str, tuple[Scheme, int]] = {
    "?embed_options=dark_theme&embed=true": ("light", 0),
    "?embed_options=light_theme&embed=true": ("dark", 255),
}
SCHEMES: dict[Scheme, int] = {"light": 255, "dark": 0}


def letters_can_be_read(page: Page, paper: int, at: str) -> None:
    drawn(page)
    background = page.eval_on_selector(
        ".stApp", "app => getComputedStyle(app).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert all(abs(channel - paper) < 50 for channel in background), f"{at}: the theme is another one"
    letters = page.evaluate(LETTERS)
    assert len(letters) > 10, at
    own = page.eval_on_selector(".pictures", "pictures => getComputedStyle(pictures).fontFamily")
    for text, contrast, font in letters:
        assert contrast >= 4.5, (at, text)
        assert font == own, (at, text)


@pytest.mark.nightly
@pytest.mark.parametrize("query", CHOSEN)
@pytest.mark.parametrize("url", ["/", "/onset", "/evidence"])
def test_letters_of_a_picture_can_be_read_in_a_theme_chosen_against_the_systems(
    url: str, query: str, visit: Visit
) -> None:
    scheme, paper = CHOSEN[query]
    page = visit(url + query, scheme=scheme)
    if url == "/evidence":  # its picture is one tap down
        open_everything(page)
    letters_can_be_read(page, paper, url + query)


def test_letters_of_a_picture_can_be_read_in_the_systems_theme_and_in_forced_colours(look: Visit) -> None:
    for scheme, paper in SCHEMES.items():
        page = look("/", scheme=scheme)
        letters_can_be_read(page, paper, scheme)
        page.emulate_media(forced_colors="active")
        drawn(page)
        letters = page.evaluate(LETTERS)
        assert len(letters) > 10, scheme
        assert all(contrast >= 4.5 for _, contrast, _ in letters), (scheme, letters)


@pytest.mark.nightly
@pytest.mark.parametrize("url", URLS)
def test_no_picture_asks_for_a_theme_by_itself(url: str, look: Visit) -> None:
    """An <img> is told the system's theme, in Safari not even that, and never the page's."""
    page = look(url)
    asked = page.eval_on_selector_all(
        "img[src^='data:image/svg']",
        "all => all.map(img => /;base64,/.test(img.src) ? atob(img.src.split(',')[1]) : decodeURIComponent(img.src))",
    )
    assert not [svg for svg in asked if "prefers-color-scheme" in svg or "light-dark(" in svg]
    names = page.eval_on_selector_all(".pictures [id]", "all => all.map(one => one.id)")
    assert len(names) == len(set(names))
    shown = page.locator(".pictures > svg").locator("visible=true")
    for at in range(shown.count()):
        assert shown.nth(at).get_attribute("role") == "img"
        assert len(shown.nth(at).get_attribute("aria-label") or "") > 40


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_styles_nothing_but_itself(name: str) -> None:
    """A style inside it would reach the whole page."""
    for shape in ("wide", "narrow"):
        svg = picture(CONTENT, name, shape)
        assert "<style" not in svg
        assert "prefers-color-scheme" not in svg
    assert "var(" not in on_paper(CONTENT, name).svg
    assert "currentColor" not in on_paper(CONTENT, name).svg


@pytest.mark.nightly
def test_a_choice_does_not_draw_the_picture_anew(visit: Visit) -> None:
    page = visit("/onset")
    drawn(page)
    one = page.locator(".st-key-chart-timeline .pictures svg").first.element_handle()
    page.get_by_role("slider").press("ArrowRight")
    page.get_by_text("Ketamine by drip, after 1 week.").wait_for()
    assert one.evaluate("svg => svg.isConnected")


@pytest.mark.nightly
@pytest.mark.parametrize("width", [360, 1280])
def test_a_picture_moves_nothing_when_it_comes(width: int, stranger: Stranger, server: Server) -> None:
    """It has its room before it is there."""
    page = stranger(viewport={"width": width, "height": 800})
    page.add_init_script(JUMPED)
    page.goto(server.url)
    drawn(page)
    page.wait_for_timeout(1000)
    assert page.evaluate("jumped") < 0.05


@pytest.mark.parametrize(
    ("url", "mark"),
    [("/safety", ".st-key-checklist .stCheckbox label > div"), *nightly(("/choose", ".st-key-all label > div"))],
)
def test_what_is_pressed_shows_in_forced_colours(url: str, mark: str, visit: Visit) -> None:
    page = visit(url)
    page.emulate_media(forced_colors="active")
    pressed = page.locator(mark).first
    before = pressed.screenshot()
    pressed.click()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(1000)
    assert pressed.screenshot() != before


def test_what_is_chosen_on_the_timeline_shows_in_forced_colours(look: Visit) -> None:
    for scheme in SCHEMES:
        page = look("/onset", scheme=scheme)
        page.emulate_media(forced_colors="active")
        dots = page.get_by_test_id("stRadioOption").locator("> div > div:first-child")
        assert dots.nth(0).screenshot() != dots.nth(1).screenshot(), scheme
        thumb = page.locator(".stSlider [role=group] > div > div").filter(has=page.get_by_role("slider"))
        colour = "one => getComputedStyle(one).backgroundColor"
        assert thumb.evaluate(colour) != page.locator(".stApp").evaluate(colour), scheme


def test_every_time_below_the_timeline_can_be_read(look: Visit) -> None:
    for width in (320, 360, 1280):
        last = look("/onset", width=width).locator(".js-plotly-plot .xtick text", has_text="12 wk")
        expect(last).to_be_in_viewport(ratio=0.9)
        box = last.bounding_box()
        assert box is not None, width
        assert box["width"] > 20, width
        assert box["x"] + box["width"] <= width


@pytest.mark.nightly
def test_the_letters_of_the_chart_grow_with_the_page_and_a_mark_is_still_found(look: Visit) -> None:
    sizes = {}
    for width, height in ((360, 740), (1280, 800), (1920, 1080)):
        page = look("/onset", width=width, height=height)
        words = page.locator(".js-plotly-plot .annotation-text", has_text="809 people in 17 trials")
        words.wait_for(state="attached", timeout=20_000)
        page.wait_for_timeout(500)  # the chart follows the window a little later
        sizes[width] = words.evaluate("one => one.getBoundingClientRect().height")
    assert sizes[360] <= sizes[1280]
    assert sizes[1920] > 1.35 * sizes[360]
    mark = page.locator(".js-plotly-plot .scatterlayer .trace .points path").first
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".hovertext", has_text="Advantage in 17 pooled trials").wait_for()


def test_no_void_stands_under_the_chart_or_its_controls(look: Visit) -> None:
    page = look("/onset")
    page.locator(".js-plotly-plot").wait_for()
    ends = page.eval_on_selector_all(
        ".st-key-moving > * :is(p, svg)",
        "all => all.map(one => one.getBoundingClientRect()).map(b => [b.left, b.bottom])",
    )
    left, right = (max(bottom for x, bottom in ends if (x > 640) == side) for side in (False, True))
    assert abs(left - right) < 200


@pytest.mark.nightly
def test_words_of_a_drawing_are_light_where_a_browser_darkens_pages(chromium: BrowserType, server: Server) -> None:
    """Some phones do so for the night, whatever the page says of itself; they leave the ink of drawings as it is."""
    night = ["--no-sandbox", "--enable-features=WebContentsForceDark"]
    with chromium.launch(executable_path=shutil.which("chromium"), args=night) as browser:
        page = browser.new_page()
        page.goto(f"{server.url}/")
        drawn(page)
        letters = page.locator(".pictures svg text").locator("visible=true")
        inks = letters.evaluate_all("all => all.map(one => getComputedStyle(one).fill.match(/\\d+/g).map(Number))")
    assert len(inks) > 10
    assert all(min(ink) > 200 for ink in inks), inks
