"""Reading aloud, in a voice of the device that the test turns word by word: a browser without a screen has none."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from explainer import prose
from explainer.loading.loader import library
from tests.support.browser import Stranger, accessible, asked, settled
from tests.support.nightly import nightly
from tests.support.server import Server
from tests.support.site_map import STAGE, URLS

CONTENT = library()
SAY, TEXT = CONTENT.interface["aloud"], CONTENT.interface["text"]
# ``turn(words)`` has the voice say so many words more, to the end of what it was given at most.
VOICE = """
self.said = [];
self.voices = [{ name: "a", lang: "en-GB", localService: false }, { name: "b", lang: "en-US", localService: true }];
let now, words = [];
self.turned = 0; // words of what is said now
const speech = Object.assign(new EventTarget(), {
  getVoices: () => voices,
  cancel() { now = undefined; },
  speak(one) {
    [now, turned, words] = [one, 0, [...one.text.matchAll(/\\S+/g)].map(word => word.index)];
    said.push(one);
  },
});
self.turn = count => {
  for (; now && count; count -= 1) {
    if (words.length) { turned += 1; now.onboundary({ charIndex: words.shift() }); }
    else now.onend();
  }
};
Object.defineProperty(self, "speechSynthesis", { value: speech });
self.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
MARKED = "[...CSS.highlights.get('aloud') ?? []].join('')"
Reader = Callable[..., Page]


@pytest.fixture
def reader(server: Server, stranger: Stranger) -> Reader:
    """A page that reads aloud: reader("/safety", width=360)."""

    def opened(path: str, width: int = 1280) -> Page:
        page = stranger(viewport={"width": width, "height": 740})
        page.add_init_script(VOICE)
        page.goto(server.url + path)
        settled(page)
        begin(page)
        return page

    return opened


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def begin(page: Page) -> None:
    button(page, TEXT["label"])
    button(page, TEXT["aloud"])


def said(page: Page) -> list[str]:
    return [text.strip() for text in page.evaluate("said.map(one => one.text)")]


@pytest.mark.parametrize("url", [*nightly(*(url for url in URLS if url not in ("/onset", STAGE))), "/onset"])
def test_a_page_is_read_from_its_title_to_its_end_without_references_and_with_signs_as_words(
    url: str, reader: Reader
) -> None:
    page = reader(url)
    title = page.get_by_role("heading", level=1).inner_text()
    for _ in range(100):
        page.evaluate("turn(500)")
        page.wait_for_timeout(60)
        if page.locator("#aloud .play").inner_text() == SAY["play"]:
            break
        page.wait_for_timeout(400 if page.evaluate("said.length") < 3 else 0)  # a section that opens
    texts = said(page)
    assert texts[0] == title
    headings = page.locator("h2").locator("visible=true").all_inner_texts()
    assert [text for text in texts if text in headings] == headings
    for text in texts:
        assert not re.search(r"\[[\d, ]+\]|−\d|\d–\d|^$", text), text
        assert not text.startswith(CONTENT.pages["topics"]["sources"]), text


def test_each_word_is_marked_where_it_stands_and_reading_goes_on_where_it_paused(
    reader: Reader, server: Server
) -> None:
    page = reader("/safety")
    hosts = asked(page)
    page.evaluate("while (said.length < 3 || said.at(-1).text.split(' ').length < 12 || turned) turn(1)")
    page.evaluate("turn(6)")
    words = said(page)[-1].split()
    assert page.evaluate(MARKED) == words[5]
    page.evaluate("turn(1)")
    assert page.evaluate(MARKED) == words[6]
    button(page, SAY["pause"])
    page.evaluate("turn(5)")
    assert page.evaluate(MARKED) == words[6]
    button(page, SAY["play"])
    assert said(page)[-1].split() == words[6:]
    page.locator("#aloud").get_by_label(SAY["speed"]).select_option(SAY["faster"])
    assert said(page)[-1].split() == words[6:]
    assert page.evaluate("said.at(-1).rate") > page.evaluate("said.at(0).rate")
    assert page.evaluate("said.at(-1).voice.name") == "b"  # not the one that would send the text away
    page.evaluate("said.at(-1).onerror({ error: 'synthesis-failed' })")  # a voice that fails does not skip words
    expect(page.locator("#aloud .play")).to_have_text(SAY["play"])
    button(page, SAY["play"])
    assert said(page)[-1].split() == words[6:]
    button(page, SAY["close"])
    expect(page.locator("#aloud")).to_be_hidden()
    assert page.evaluate(MARKED) == ""
    assert hosts <= {f"localhost:{server.port}"}


def test_a_section_that_is_closed_is_opened_and_the_player_fits_a_phone(reader: Reader) -> None:
    topic = CONTENT.topics[3]
    page = reader("/topics", 360)
    page.locator("#aloud").get_by_label(SAY["section"]).select_option(topic.title)
    page.wait_for_timeout(600)
    page.evaluate("turn(12)")
    section = page.locator(f".st-key-topic-{topic.id} details").first
    expect(section).to_have_attribute("open", "")
    page.evaluate("turn(60)")
    assert topic.title in said(page)
    assert prose.plain(topic.takeaway) in said(page)
    box = page.locator("#aloud").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    accessible(page, "#aloud")
    # Another page is another text.
    page.goto(page.url.replace("topics", "safety"))
    expect(page.locator("#aloud")).to_be_hidden()


@pytest.mark.nightly
def test_where_no_voice_is_the_devices_own_nothing_is_offered_and_none_in_a_talk(
    server: Server, stranger: Stranger
) -> None:
    page = stranger()
    page.add_init_script(VOICE + "voices.pop();")
    page.goto(f"{server.url}/safety")
    settled(page)
    button(page, TEXT["label"])
    offered = page.get_by_role("button", name=TEXT["aloud"], exact=True)
    expect(page.locator("#text")).to_be_visible()
    expect(offered).to_be_hidden()
    # Voices come late in some browsers.
    page.evaluate("voices.push({ name: 'b', lang: 'en-US', localService: true })")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(offered).to_be_visible()

    talk = stranger()
    talk.add_init_script(VOICE)
    talk.goto(server.url + STAGE)
    settled(talk)
    button(talk, TEXT["label"])
    expect(talk.locator("#text")).to_be_visible()
    expect(talk.get_by_role("button", name=TEXT["aloud"], exact=True)).to_be_hidden()
