"""What paper holds: every page and the whole, from the light and the dark theme."""

import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page, expect

from explainer import prose
from explainer.loading.loader import library
from tests.support.browser import Scheme, Visit, seen
from tests.support.nightly import nightly
from tests.support.site_map import STAGE, URLS

CONTENT = library()


# Notes, instead of printing, how many topics there are then and what of them is closed.
PRINTS = """() => { window.print = () => {
    window.topicsNow = document.querySelectorAll("[class*=st-key-topic-]").length;
    window.closedNow = document.querySelectorAll(".stExpander details:not([open])").length;
} }"""


def flat(text: str) -> str:
    """Text without spaces, hyphens and reference numbers, at which a line may break."""
    return re.sub(r"\[[\d,\s]+\]|\s+|-", "", text)


def on_paper(page: Page, folder: Path) -> tuple[str, list[float]]:
    """The text of the page on paper, and the brightness of each sheet from 0 to 1."""
    path = folder / "page.pdf"
    page.pdf(path=str(path), format="A4", print_background=True)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    subprocess.run(["pdftoppm", "-r", "30", "-gray", path, folder / "sheet"], check=True)
    sheets = sorted(folder.glob("sheet-*.pgm"))
    bright = [ImageStat.Stat(Image.open(sheet)).mean[0] / 255 for sheet in sheets]
    for sheet in sheets:
        sheet.unlink()
    return text, bright


def sentences(text: str) -> list[str]:
    """The longer sentences of a topic, flat; what stands beside the references is left out."""
    plain = re.split(r"(?<=[.!?])\s+|\n|\[[\d,\s]*\]", prose.plain(text))
    return [flat(sentence) for sentence in plain if len(sentence) > 40]


# Dark is the harder one for every page: what is white in it is white in light.
@pytest.mark.parametrize(
    ("url", "scheme"),
    [("/safety", "dark"), *nightly(("/onset", "light"), *((url, "dark") for url in URLS if url != "/safety"))],
)
def test_page_prints_on_white_without_controls_and_without_empty_sheets(
    url: str, scheme: Scheme, look: Visit, tmp_path: Path
) -> None:
    page = look(url, scheme=scheme)
    if page.locator(".stPlotlyChart").count():
        page.locator(".stPlotlyChart .main-svg").first.wait_for()
    text, bright = on_paper(page, tmp_path)
    assert sum(bright) / len(bright) > 0.9
    assert min(bright) > 0.75
    assert max(bright) < 0.9995  # a sheet with nothing on it
    assert flat(CONTENT.site.disclaimer) in flat(text)
    for control in (
        "Get help now",
        "Open all sections",
        "Download the numbers",
        "Make my visit sheet",
        "Search all pages",
        "What do you remember?",
    ):
        assert control not in text.splitlines()
    page.emulate_media(media="print", color_scheme=scheme)
    kept = "button, select, textarea, [role=slider], [role=combobox], [role=radiogroup], input:not([type=checkbox])"
    expect(page.locator(kept).locator("visible=true")).to_have_count(0)
    if url == STAGE:
        return
    numbers = page.eval_on_selector_all("main a[href^='sources#']", "all => all.map(a => a.textContent.trim())")
    for number in {int(number) for number in numbers if number.isdigit()}:
        source = list(CONTENT.sources.values())[number - 1]
        assert flat(source.address.split("://")[1]) in flat(text), source.key


@pytest.mark.nightly
def test_a_chart_prints_as_wide_as_the_paper_from_any_screen(look: Visit) -> None:
    for width in (390, 1280, 1920):
        page = look("/onset", width=width)
        page.set_viewport_size({"width": 700, "height": 1000})  # the paper
        page.emulate_media(media="print")
        expect(page.locator(".stPlotlyChart").locator("visible=true")).to_have_count(0)
        pictures = page.locator(".pictures .drawn").locator("visible=true")
        expect(pictures).to_have_count(2)
        for at in range(2):
            box = pictures.nth(at).bounding_box()
            assert box is not None, width
            assert box["width"] > 600, width


@pytest.mark.nightly
def test_ticks_are_printed_as_ticks(visit: Visit, tmp_path: Path) -> None:
    page = visit("/safety")
    item = next(item for item in CONTENT.checklist if item.group == "during")
    page.locator(f".st-key-item-{item.id} label").click()
    text, _ = on_paper(page, tmp_path)
    assert text.count("☒") == 1
    assert flat(f"☒{item.name}") in flat(text)
    assert flat(f"☐{CONTENT.checklist[1].name}") in flat(text)


@pytest.mark.nightly
def test_the_whole_is_opened_and_printed_by_one_button_and_leaves_a_search_aside(visit: Visit, tmp_path: Path) -> None:
    page = visit("/topics", scheme="dark")
    box = page.get_by_label("Search all pages")
    box.fill("bladder")
    box.press("Enter")
    expect(page.locator("ol.found li").first).to_be_visible()
    page.evaluate(PRINTS)
    every_source = page.locator("h2", has_text="Every source")
    schemes: tuple[Scheme, ...] = ("dark", "light")
    for scheme in schemes:
        seen(page, scheme=scheme)
        page.evaluate("delete window.closedNow")
        page.get_by_role("button", name="Print everything").click()
        page.wait_for_function("window.closedNow !== undefined", timeout=30_000)
        assert page.evaluate("[window.topicsNow, window.closedNow]") == [len(CONTENT.topics), 0], scheme
        expect(every_source).to_have_count(1)
        expect(every_source).to_be_hidden()  # it is for paper alone
        text, bright = on_paper(page, tmp_path)
        assert sum(bright) / len(bright) > 0.9, scheme
        assert max(bright) < 0.9995, scheme
        printed = flat(text)
        for topic in CONTENT.topics:
            for sentence in sentences(topic.body):
                assert sentence in printed, (scheme, topic.id, sentence)
        for source in CONTENT.sources.values():
            address = source.address.removeprefix("https://").removeprefix("http://")
            assert flat(address) in printed, (scheme, source.key)
            assert flat(source.short) in printed, (scheme, source.key)
