"""Help in a crisis, and the menu of a phone: by finger, by mouse and by keyboard, on every page and on the stage."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer.loading.loader import library
from tests.support.browser import Stranger, settled
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
by_hand = pytest.mark.parametrize("hand", ["finger", "mouse"])


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
    return page.get_by_test_id("stExpandSidebarButton")


def menu_link(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stSidebarNavLink").filter(has_text=name)


def open_menu(page: Page, hand: str) -> None:
    press(menu_button(page), hand)
    expect(menu_link(page, "Safety")).to_be_in_viewport(ratio=0.99)


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


@by_hand
def test_help_opens_from_the_open_menu(hand: str, phone: Phone) -> None:
    page = phone(hand=hand)
    open_menu(page, hand)
    press(help_button(page), hand)
    expect_help(page)
    press(page.locator("#help").get_by_role("button", name="Close"), hand)
    expect(page.locator("#help")).to_be_hidden()
    expect(help_button(page)).to_be_focused()


@pytest.mark.parametrize("path", ["/present?talk=short", "/present?speaker=AAAAAAAAAAAA"])
@pytest.mark.parametrize(("width", "hand"), [(WIDTH, "finger"), (1280, "mouse")])
def test_help_is_on_the_talk_and_on_the_speaker_view(width: int, path: str, hand: str, phone: Phone) -> None:
    page = phone(path, hand, width)
    press(help_button(page), hand)
    expect_help(page)
    press(help_button(page), hand)
    expect(page.locator("#help")).to_be_hidden()


def test_keys_in_help_do_not_move_the_talk_and_keys_after_it_do(phone: Phone) -> None:
    page = phone("/present", "mouse", 1280)
    first = page.locator(".scene:visible h2").inner_text()
    help_button(page).click()
    page.keyboard.press("PageDown")
    expect(page.locator(".scene:visible h2")).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(page.locator(".scene:visible h2")).not_to_have_text(first)


def test_the_numbers_on_a_scene_can_be_tapped(phone: Phone) -> None:
    page = phone("/present")
    for line in CONTENT.first_lines("crisis").values():
        expect(page.locator(f".scene .help a[href='tel:{line.tel}']").locator("visible=true").first).to_be_visible()


@by_hand
def test_help_in_a_browser_that_knows_no_popover(hand: str, phone: Phone) -> None:
    page = phone("/", hand, before=OLD)
    assert not page.evaluate("'showPopover' in HTMLElement.prototype")
    expect(page.locator("#help")).to_be_hidden()  # it would lie over the page
    press(help_button(page), hand)
    expect_help(page)
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    open_menu(page, hand)
    press(help_button(page), hand)
    expect_help(page)


def test_focus_goes_into_help_and_comes_back(phone: Phone) -> None:
    page = phone(hand="mouse")
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


@by_hand
@pytest.mark.parametrize("width", [WIDTH, 640])
def test_menu_closes_when_a_page_was_chosen_and_stays_closed(width: int, hand: str, phone: Phone) -> None:
    page = phone("/", hand, width)
    menu = page.get_by_test_id("stSidebar")
    open_menu(page, hand)
    press(menu_link(page, "Safety"), hand)
    expect(page.get_by_role("heading", name="Side effects and safety").first).to_be_visible()
    expect(menu).to_have_attribute("data-collapsed", "true")
    open_menu(page, hand)
    page.reload()
    settled(page)
    expect(menu).to_have_attribute("data-collapsed", "true")


@pytest.mark.parametrize("width", [WIDTH, 640, 766])
def test_menu_by_keyboard_alone(width: int, phone: Phone) -> None:
    page = phone("/", "mouse", width)
    menu_button(page).focus()
    page.keyboard.press("Enter")
    expect(menu_link(page, "Overview")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    expect(menu_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu_link(page, "Overview")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Collapse sidebar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    menu_link(page, "Safety").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Side effects and safety").first).to_be_visible()
    expect(menu_button(page)).to_be_focused()


@pytest.mark.parametrize("width", [WIDTH, 640])
def test_a_closed_menu_takes_no_focus(width: int, phone: Phone) -> None:
    page = phone("/", "mouse", width)
    hidden = "document.activeElement.closest('.stSidebar') !== null"
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate(hidden)
    assert page.get_by_role("link", name="Safety", exact=True).count() == 0
