"""A page that the browser translates goes on saying what its controls say.

Two tabs do the same. In one a translator has been before each step, and has left every word as it was: so both must say
the same after it.
"""

import time
from collections.abc import Callable, Iterator
from itertools import takewhile

import pytest
from playwright.sync_api import Page, expect

from explainer.loading.loader import library
from explainer.results import ORDERS, RATES, cards, lines
from pages.shared.stage import rooms
from tests.support.browser import Visit
from tests.support.presenter import GUESS, Presenter
from tests.support.server import Server
from tests.support.site_map import STAGE, URLS

CONTENT = library()

# Each puts something of its own in the place of every text, as Chrome and Safari do.
TRANSLATORS = {
    "Chrome": "outer.append(inner); inner.textContent = text.data; text.replaceWith(outer)",
    "Safari": "text.parentNode.insertBefore(document.createTextNode(text.data), text); text.remove()",
    "an add-on": "text.parentNode.insertBefore(outer, text); outer.append(inner); inner.append(text)",
}
TEXTS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  const left = "script, style, svg, textarea, font, .notranslate, [translate=no]";
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.data.trim() && !text.parentElement.closest(left)) found.push(text);
  }
  return found;
}"""
SAID = """() => {
  const said = root => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT), found = [];
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (node.shadowRoot) found.push(said(node.shadowRoot));
      else if (node.nodeType === Node.TEXT_NODE && !node.parentElement?.closest("script, style, svg, .desk"))
        found.push(node.data);
    }
    return found.join("");
  };
  return said(document.querySelector(".deck") ?? document.querySelector(".stApp")).replace(/\\s+/g, " ");
}"""


def translate(page: Page, by: str = "Chrome") -> None:
    """What a translator does to the page as it is now."""
    make = "const [outer, inner] = [0, 1].map(() => document.createElement('font'));"
    page.evaluate(f"() => {{ for (const text of ({TEXTS})()) {{ {make} {TRANSLATORS[by]} }} }}")


def said(page: Page) -> str:
    """All that the page says, also in what is closed."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return str(page.evaluate(SAID))


def agree(plain: Page, translated: dict[str, Page], step: str) -> None:
    """All tabs say the same once they have come to rest; on a busy machine the one takes longer than the other."""
    plain.wait_for_timeout(150)
    deadline, before = time.monotonic() + 25 * len(translated), ""
    while time.monotonic() < deadline:
        wanted = said(plain)
        amiss = {by: shown for by, page in translated.items() if (shown := said(page)) != wanted}
        if not amiss and wanted == before:
            return
        before = wanted
        plain.wait_for_timeout(100)
    for by, shown in amiss.items():
        at = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(wanted, shown, strict=False))))
        raise AssertionError(f"{step}, {by}: “{shown[at - 60 : at + 120]}” instead of “{wanted[at - 60 : at + 120]}”")
    raise AssertionError(f"{step}: the page came to no rest")


def press(selector: str, at: int) -> Callable[[Page], None]:
    """A click on one control, wherever it is."""
    return lambda page: page.eval_on_selector_all(selector, "(all, at) => all[at]?.click()", at)


def slide(at: int) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_role("slider").nth(at).focus()
        page.keyboard.press("ArrowRight")

    return act


def choose(at: int, option: int) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        box = page.get_by_role("combobox").nth(at)
        box.evaluate("e => e.scrollIntoView({ block: 'center' })")  # a list closes when the page scrolls
        page.wait_for_timeout(200)
        box.click()
        options = page.get_by_role("option")
        options.first.wait_for()
        options.nth(option % options.count()).click()

    return act


def write(at: int, words: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        box = page.locator("input[type=text]:not([role=combobox]), textarea").nth(at)
        box.evaluate("e => e.closest('details')?.setAttribute('open', '')")
        box.fill(words)
        box.press("Control+Enter")

    return act


WORDS = ["bladder", "qqqq", ""]


def steps(page: Page) -> Iterator[tuple[str, list[Callable[[Page], None]]]]:
    """Every control that stands on the page, each set to something else than before; found, not named.

    Of many buttons or boxes the first two and the last: one code draws all of them. What one of them leaves wrong is
    still wrong after the last, so a kind is compared once. Words, sliders and lists are compared each time.
    """
    for at in range(page.locator("input[type=text]:not([role=combobox]), textarea").count()):
        for words in WORDS:
            yield f"{at}: write {words!r}", [write(at, words)]
    for at in range(page.get_by_role("slider").count()):
        yield f"slider {at}", [slide(at)]
    for at in range(page.get_by_role("combobox").count()):
        for option in (2, 0):
            yield f"list {at}: {option}", [choose(at, option)]
    for kind in (".stRadio input", ".stCheckbox input", ".stButton button", ".stFormSubmitButton button", "summary"):
        if count := page.locator(kind).count():
            yield kind, [press(kind, at) for at in sorted({0, 1, count - 1})]
    yield "boxes back", [press(".stCheckbox input", at) for at in range(3)]  # nothing chosen, then something


# Every page with the commonest translator; with the others one each, which have every kind of control between them.
ALSO = {"/onset": "Safari", "/choose": "an add-on"}


@pytest.mark.nightly
@pytest.mark.parametrize("url", [url for url in URLS if url != STAGE])
def test_every_control_says_the_same_in_a_translated_page(url: str, visit: Visit) -> None:
    plain = visit(url)
    translated = {by: visit(url) for by in ("Chrome", ALSO.get(url)) if by}
    errors: list[str] = []
    for page in translated.values():
        page.on("pageerror", lambda error: errors.append(str(error)))
    for page in (plain, *translated.values()):
        page.evaluate("() => { window.print = () => {} }")
    agree(plain, translated, "at first")
    for name, acts in list(steps(plain)):
        for act in acts:
            for by, page in translated.items():
                translate(page, by)
            for page in (plain, *translated.values()):
                page.bring_to_front()  # a click waits for a tab that is drawn
                act(page)
        agree(plain, translated, name)
        assert not errors, name
    for by, page in translated.items():
        assert page.locator("[data-testid=stException]").count() == 0, by


def test_words_put_in_another_order_by_a_translator_leave_no_wrong_number(visit: Visit) -> None:
    """Some languages put the whole first: “of 45, 24”. When one part changes, none of the old sentence may stay."""
    page = visit("/evidence")
    status = page.get_by_role("status").filter(has_text="Shown:")
    before = status.inner_text()
    translate(page)
    status.evaluate(
        """said => {
          const fonts = [...said.querySelectorAll("font > font")];
          const words = fonts.map(font => font.textContent).reverse();
          fonts.forEach((font, at) => { font.textContent = words[at]; });
        }"""
    )
    assert status.inner_text() != before
    filters = page.locator("[data-testid=stExpander]", has=page.locator(".st-key-filters"))
    filters.locator("summary").first.click()
    page.wait_for_timeout(700)
    page.get_by_role("combobox", name="Medicine").evaluate("e => e.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    page.get_by_role("combobox", name="Medicine").click()
    page.get_by_role("option", name="Ketamine by drip", exact=True).click()
    every = lines(CONTENT, *RATES)
    wanted = [line for line in every if line.medicine == "ketamine_iv"]
    count = len(cards(wanted, ORDERS[0]))
    said = CONTENT.interface["evidence"]("shown", count=count, results=len(wanted), whole=len(every))
    expect(status).to_contain_text(said.replace("**", ""))
    assert status.get_attribute("role") == "status"


@pytest.mark.nightly
def test_a_control_in_a_translated_page_keeps_focus_and_place_and_other_pages_are_left_alone(visit: Visit) -> None:
    page = visit("/onset")
    own = "Node.prototype.removeChild.toString().includes('[native code]')"
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Ketamine by drip, after 1 week.")).to_be_visible()
    assert page.evaluate(own)  # nobody translates it
    page.wait_for_timeout(200)
    translate(page)
    assert not page.evaluate(own)
    place = page.evaluate("document.querySelector('.stMain').scrollTop")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Ketamine by drip, after 1 day.")).to_be_visible()
    expect(slider).to_be_focused()
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == place


@pytest.mark.nightly
def test_a_translated_talk_says_the_same(visit: Visit) -> None:
    plain = visit("/present")
    translated = {by: visit("/present") for by in TRANSLATORS}
    for page in (plain, *translated.values()):
        page.evaluate("sessionStorage.stage = JSON.stringify({ handsOnly: true })")  # each room has a code of its own
        page.reload()
        page.locator("body > .deck .scene.on").wait_for()
    for key in ["ArrowRight", "ArrowDown", "ArrowDown", "s", "ArrowUp", "o", "o", "?", "?", *["ArrowRight"] * 9]:
        for by, page in translated.items():
            translate(page, by)
        for page in (plain, *translated.values()):
            page.keyboard.press(key)
        agree(plain, translated, key)


@pytest.mark.nightly
@pytest.mark.parametrize("by", TRANSLATORS)
def test_a_translated_phone_and_speaker_view_follow_the_talk(by: str, visit: Visit, server: Server) -> None:
    presenter = Presenter(server.port)
    vote, speaker = presenter.code, rooms.speaker_code(presenter.key)
    waits = [visit(f"/vote?code={vote}"), visit("/vote?code=x"), visit(f"/present?speaker={speaker}")]
    for page in waits:
        translate(page, by)
    waits[1].get_by_label("Room code").fill(vote)
    waits[1].get_by_label("Room code").press("Enter")
    presenter.says(GUESS)
    for page in waits[:2]:
        expect(page.get_by_role("button", name="30 of 100")).to_be_visible(timeout=15_000)
        expect(page.get_by_text("This is not a room code")).to_have_count(0)
    expect(waits[2].locator("#desk")).to_contain_text("Next", timeout=15_000)
    expect(waits[2].get_by_text("There is no such talk yet")).to_have_count(0)
    for at in (1, 2, 3):
        waits[0].get_by_text(f"Question {at} of 3").wait_for()
        waits[0].get_by_role("button", name="30 of 100").click()
    for page in waits[:2]:  # tabs of one browser are one phone
        page.bring_to_front()
        page.reload()
        expect(page.get_by_text("After salt water: 30 of 100")).to_be_visible()
    for page in waits:
        assert page.locator("[data-testid=stException]").count() == 0
