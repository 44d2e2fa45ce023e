"""What a reference or a word of the glossary says where it stands, by mouse, finger and keyboard."""

import re

from playwright.sync_api import expect

from explainer.loading.loader import library
from tests.support.browser import READERS, Visit, accessible

CONTENT = library()


def test_a_reference_shows_its_source_in_place_and_leads_on_beside_the_page(look: Visit) -> None:
    for width, scheme in READERS:
        page = look("/", width, 700, scheme)
        link = page.locator("a[href*='sources#']:not([href*='#term-'])").first
        anchor = str(link.get_attribute("href")).partition("#")[2]
        source = next(one for one in CONTENT.sources.values() if one.anchor == anchor)
        number = re.escape(link.inner_text())
        expect(link).to_have_accessible_name(re.compile(f"{number}: .*{re.escape(source.short)}"))  # not a bare number
        link.click()
        box = page.get_by_role("dialog", name="Where this comes from")
        expect(box).to_contain_text(source.short)
        expect(box).to_contain_text(str(source.year))
        expect(box).to_be_focused()
        place = box.bounding_box()
        assert place is not None, width
        assert place["x"] >= 0, width
        assert place["x"] + place["width"] <= width
        assert place["y"] >= 0, width
        assert place["y"] + place["height"] <= 700, width
        accessible(page, at=f"{width} px, {scheme}")
        with page.context.expect_page() as beside:
            box.get_by_role("link").click()
        expect(beside.value).to_have_url(re.compile(f"#{anchor}$"))
        beside.value.close()
        page.keyboard.press("Escape")
        expect(box).to_have_count(0)
        expect(link).to_be_focused()


def test_a_word_of_the_glossary_is_explained_by_keyboard_and_goes_when_left(visit: Visit) -> None:
    page = visit("/evidence")
    word = page.locator("a[href*='#term-']").first
    anchor = str(word.get_attribute("href")).partition("#")[2]
    meaning = next(term.meaning for term in CONTENT.glossary if term.anchor == anchor)
    word.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Where this comes from")
    expect(box).to_contain_text(meaning)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(box).to_have_count(0)
    follows = "word => !!(word.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
    assert word.evaluate(follows)  # the Tab key goes on from the word
