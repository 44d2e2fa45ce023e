"""The copy that needs no server: whole, accessible, and asking for nothing."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from explainer import prose, results
from explainer.draw import icon_array
from explainer.loading.loader import library
from explainer.outputs.static_copy import page as whole
from tests.support.browser import READERS, Stranger, accessible

CONTENT = library()


@pytest.fixture
def heard() -> list[str]:
    """What the file writes to the console, and what it asks for beside itself."""
    return []


@pytest.fixture
def opened(stranger: Stranger, tmp_path: Path, heard: list[str]) -> Callable[..., Page]:
    """The file opened from the disk with the network off."""
    file = tmp_path / "copy.html"
    file.write_text(whole(CONTENT), encoding="utf-8")

    def asked(request: Request) -> None:
        if "copy.html" not in request.url:
            heard.append(request.url)

    def open_file(width: int = 1280, anchor: str = "", script: bool = True) -> Page:
        size = {"width": width, "height": 900}
        page = stranger(viewport=size, offline=True, java_script_enabled=script)
        page.on("console", lambda message: heard.append(message.text))
        page.on("request", asked)
        page.goto(f"{file.as_uri()}{anchor}")
        return page

    return open_file


@pytest.mark.nightly
def test_copy_is_accessible_and_asks_for_nothing(opened: Callable[..., Page], heard: list[str]) -> None:
    page = opened()
    for width, scheme in READERS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        accessible(page, at=f"{width} px, {scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in heard if not text.startswith("data:")] == []


def flat(text: str) -> str:
    return re.sub(r"\s+|\[[\d, ]*\]", "", text)


def test_copy_holds_the_text_of_every_topic_and_everything_else(opened: Callable[..., Page]) -> None:
    shown = flat(opened(script=False).locator("body").inner_text()) + flat(re.sub(r"<[^>]+>", "", whole(CONTENT)))
    for topic in CONTENT.topics:
        assert flat(prose.plain(topic.title)) in shown
        for part in (topic.takeaway, *topic.unknown, *topic.do):
            assert flat(prose.plain(part)) in shown, part
        for paragraph in topic.body.split("\n\n"):
            for line in paragraph.splitlines():
                assert flat(prose.plain(line.removeprefix("- "))) in shown, line
    for text in (
        [item.feels_like for item in CONTENT.checklist]
        + [row.question for row in CONTENT.questions]
        + [term.meaning for term in CONTENT.glossary]
        + [line.trial.plain for outcome in results.OUTCOMES for line in results.lines(CONTENT, outcome)]
        + [source.title for source in CONTENT.sources.values()]
        + [text for said in CONTENT.figure_words.values() for text in (said.title, said.key, said.how, said.limits)]
        + [rate.population for rate in CONTENT.side_effects]
        + [event.note for event in CONTENT.events if event.note]
        + [CONTENT.site.disclaimer]
    ):
        assert flat(prose.plain(text)) in html.unescape(shown), text


def test_every_link_inside_leads_somewhere_and_anchors_are_the_apps(opened: Callable[..., Page]) -> None:
    page = opened()
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(set(ids)) == len(ids)
    links = set(page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))"))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "https://", "http://", "tel:", "sms:")) for link in links), links
    assert {topic.id for topic in CONTENT.topics} | {source.anchor for source in CONTENT.sources.values()} <= set(ids)
    levels = page.eval_on_selector_all("h1, h2, h3", "all => all.map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1


def test_no_table_is_cut_off_on_paper(opened: Callable[..., Page]) -> None:
    page = opened(width=700)
    page.emulate_media(media="print")
    tables = page.eval_on_selector_all(
        ".scroll", "all => all.map(e => [getComputedStyle(e).overflowX, e.scrollWidth <= e.clientWidth])"
    )
    assert len(tables) > 3
    assert all(table == ["visible", True] for table in tables), tables


def test_figures_of_the_copy_are_legible_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened(width=320)
    sizes = page.eval_on_selector_all(
        ".pictures svg text",
        """all => all.filter(e => e.getClientRects().length && e.textContent.trim())
               .map(e => parseFloat(getComputedStyle(e).fontSize))""",
    )
    assert sizes
    assert min(sizes) >= 12  # nothing scales a drawing, so that its letters are as large as they say
    crowds = page.locator(".crowds img")
    assert [crowds.nth(at).get_attribute("alt") for at in range(3)] == [
        f"{one.label}: {one.number} of 100 people respond." for one in icon_array.crowds(CONTENT, CONTENT.crowd_rows)
    ]


def test_a_link_to_a_topic_and_questions_work_from_the_disk(opened: Callable[..., Page]) -> None:
    topic = CONTENT.topics[7]
    page = opened(anchor=f"#{topic.id}")
    box = page.locator(f"#{topic.id}").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 100
    page.locator("summary", has_text=CONTENT.passages["recall"].title).click()
    question = page.locator("details details", has_text=CONTENT.recall[0].question)
    question.locator("summary").click()
    expect(question).to_contain_text(prose.plain(CONTENT.recall[0].why)[:40])


def test_copy_is_offered_on_the_sources_page(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit("/sources")
    with page.expect_download() as file:
        page.get_by_role("button", name=CONTENT.interface["sources"]["download"]).click()
    file.value.save_as(tmp_path / "copy.html")
    assert (tmp_path / "copy.html").read_text(encoding="utf-8") == whole(CONTENT)
