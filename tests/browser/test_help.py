"""Help in a crisis, and the menu of a phone: by finger, by mouse and by keyboard, on every page and on the stage."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer.loading.loader import library
from tests.support.browser import Stranger, settled
from tests.support.nightly import nightly
from tests.support.server import Server

CONTENT = library()
WIDTH, HEIGHT = 360, 740
# As in a browser that is older than the popover: neither the attribute nor what JavaScript knows of it.
OLD = """
const names = ["popover", "popoverTargetElement", "popoverTargetAction", "showPopover", "hidePopover", "togglePopover"];
for (const name of names)
  for (const kind of [HTMLElement, HTMLButtonElement, HTMLInputElement]) delete kind.prototype[name];
const drop = () => document.querySelectorAll("[popover], [popovertarget]").forEach(one => {
  one.removeAttribute("popover"); one.removeAttribute("popovertarget"); });
new MutationObserver(drop).observe(document, { childList: true, subtree: true });
"""
Phone = Callable[..., Page]
HANDS = ("mouse", "finger")  # on a screen that knows both


@pytest.fixture
def phone(server: Server, stranger: Stranger) -> Phone:
    """A phone of its own, which remembers nothing: phone("/", hand="mouse", width=640, before=script)."""

    def opened(path: str = "/", hand: str = "finger", width: int = WIDTH, before: str = "") -> Page:
        page = stranger(viewport={"width": width, "height": HEIGHT}, has_touch=hand == "finger")
        page.add_init_script(before)
        page.goto(f"{server.url}{path}")
        settled(page)
        return page

    return opened


def press(one: Locator, hand: str) -> None:
    one.tap() if hand == "finger" else one.click()


def help_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Get help now", exact=True)


def menu_button(page: Page) -> Locator:
    """By the word that is seen on it, which whoever speaks to a phone says."""
    return page.get_by_role("button", name=CONTENT.interface["chrome"]["menu"], exact=True)


def menu_link(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stSidebarNavLink").filter(has_text=name)


def open_menu(page: Page, hand: str) -> None:
    press(menu_button(page), hand)
    expect(menu_link(page, "Safety")).to_be_in_viewport(ratio=0.99)


def closed(page: Page) -> None:
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")


def expect_help(page: Page) -> None:
    """Help is there, as a whole and inside the window, and its numbers can be tapped."""
    panel = page.locator("#help")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    width = page.evaluate("innerWidth")
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    for line in CONTENT.helplines:
        link = panel.locator(f"a[href='{line.link}']").first
        link.scroll_into_view_if_needed()
        expect(link).to_be_in_viewport(ratio=0.9)
        on_top = "one => { const { x, y, height } = one.getBoundingClientRect(); "
        on_top += "return one.contains(document.elementFromPoint(x + 4, y + height / 2)) }"
        assert link.evaluate(on_top), f"something lies over {line.name}"


@pytest.mark.nightly
def test_help_opens_from_the_open_menu(phone: Phone) -> None:
    page = phone()
    for hand in HANDS:
        open_menu(page, hand)
        press(help_button(page), hand)
        expect_help(page)
        press(page.locator("#help").get_by_role("button", name="Close"), hand)
        expect(page.locator("#help")).to_be_hidden()
        expect(help_button(page)).to_be_focused()
        page.keyboard.press("Escape")
        closed(page)


@pytest.mark.parametrize("path", ["/present", *nightly("/present?speaker=AAAAAAAAAAAA")])
def test_help_is_on_the_talk_and_on_the_speaker_view(path: str, phone: Phone) -> None:
    page = phone(path)
    for width, hand in ((WIDTH, "finger"), (1280, "mouse")):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        press(help_button(page), hand)
        expect_help(page)
        press(help_button(page), hand)
        expect(page.locator("#help")).to_be_hidden()


@pytest.mark.nightly
def test_the_numbers_on_a_scene_can_be_tapped_and_keys_in_help_do_not_move_the_talk(phone: Phone) -> None:
    page = phone("/present", "mouse")
    for line in CONTENT.first_lines("crisis").values():
        expect(page.locator(f".scene .help a[href='tel:{line.tel}']").locator("visible=true").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    first = page.locator(".scene:visible h2").inner_text()
    help_button(page).click()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("PageDown")  # a clicker takes it from the scene, and does no more
    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator(".scene:visible h2")).to_have_text(first)
    page.keyboard.press("PageDown")
    expect(page.locator(".scene:visible h2")).not_to_have_text(first)


@pytest.mark.nightly
def test_help_in_a_browser_that_knows_no_popover(phone: Phone) -> None:
    page = phone("/", before=OLD)
    assert not page.evaluate("'showPopover' in HTMLElement.prototype")
    for hand in HANDS:
        expect(page.locator("#help")).to_be_hidden()  # it would lie over the page
        press(help_button(page), hand)
        expect_help(page)
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()
        open_menu(page, hand)
        press(help_button(page), hand)
        expect_help(page)
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()
        page.keyboard.press("Escape")
        closed(page)


@pytest.mark.nightly
@pytest.mark.parametrize("width", [WIDTH, 640])
def test_menu_closes_when_a_page_was_chosen_and_stays_closed(width: int, phone: Phone) -> None:
    page = phone(width=width)
    for hand, name, heading in (("mouse", "Topics", "topic by topic"), ("finger", "Safety", "Side effects and safety")):
        open_menu(page, hand)
        press(menu_link(page, name), hand)
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
        closed(page)
    open_menu(page, "finger")
    page.reload()
    settled(page)
    closed(page)


def test_help_and_the_menu_by_keyboard_alone(phone: Phone) -> None:
    page = phone(hand="mouse")
    # A closed menu takes no focus.
    hidden = "document.activeElement.closest('.stSidebar') !== null"
    for width in (WIDTH, 640):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # from the beginning
        for _ in range(25):
            page.keyboard.press("Tab")
            assert not page.evaluate(hidden), width
        expect(page.get_by_role("link", name="Safety", exact=True)).to_have_count(0)
    # The focus goes into help, and comes back.
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    help_button(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#help")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#help a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    expect(help_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(page.locator("#help a, #help button").count() + 1):  # out of its end
        page.keyboard.press("Tab")
    expect(page.locator("#help")).to_be_hidden()
    # The menu opens, closes and leads to pages.
    for width, name, heading in (
        (WIDTH, "Safety", "Side effects and safety"),
        (640, "Topics", "topic by topic"),
        (766, "Safety", "Side effects and safety"),
    ):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        menu_button(page).focus()
        page.keyboard.press("Enter")
        expect(menu_link(page, "Overview")).to_be_focused()
        page.keyboard.press("Escape")
        closed(page)
        expect(menu_button(page)).to_be_focused()
        page.keyboard.press("Enter")
        expect(menu_link(page, "Overview")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(page.get_by_role("button", name="Collapse sidebar")).to_be_focused()
        page.keyboard.press("Enter")
        expect(menu_button(page)).to_be_focused()
        page.keyboard.press("Enter")
        menu_link(page, name).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
        expect(menu_button(page)).to_be_focused()
