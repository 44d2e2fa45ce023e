"""The visit sheet: complete, legible, and nobody else's business."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Page, expect

from explainer.loading.loader import library
from explainer.model import Paper, Telling
from explainer.outputs.visit_sheet import BLANK, LARGE, LONGEST, Sheet, Unprintable, as_pdf, as_text, closing, parts
from tests.support.browser import at_once, settled, tick
from tests.support.server import Server

CONTENT = library()
TELLABLE = CONTENT.tellings
URGENT = tuple(item for item in CONTENT.checklist if item.group == "urgent")
LONG = "Ένα μεγάλο κείμενο χωρίς τέλος. " * 15
READERS = {
    "nothing": Sheet(),
    "one": Sheet(noticed=CONTENT.checklist[:1]),
    "everything": Sheet(
        CONTENT.checklist, ("I need it soon (a lot)",), TELLABLE, "Lithium", CONTENT.questions, "All of it."
    ),
    "urgent alone": Sheet(noticed=URGENT),
    "urgent and others": Sheet(noticed=(*CONTENT.checklist[:5], *URGENT[:2]), tell=TELLABLE[:2]),
    "only to tell": Sheet(tell=TELLABLE),
    "only to ask": Sheet(ask=CONTENT.questions),
    "medicines": Sheet(medicines="Sertraline 50\nLithium"),
    "what matters": Sheet(matters=("I want something that lasts (some)",)),
    "Greek": Sheet(words="Νιώθω καλύτερα, αλλά φοβάμαι."),
    "Arabic": Sheet(words="أشعر بتحسن"),
    "a symbol and a long text": Sheet(ask=CONTENT.questions[:2], words=LONG + " ✓ 😀"),
    "emoji": Sheet(noticed=CONTENT.checklist[3:5], words="Some days 🙂, some days 😢 🙏 ❤️ 👍"),
    "a pasted table": Sheet(words="Sertraline\t50\t1"),
}


def flat(text: str) -> str:
    """Text without the differences that a line break, a picture's selector or the direction of writing makes."""
    return re.sub(r"[\s\ufe0f\u200e\u200f\u202a-\u202e]+", "", text)


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("reader", READERS)
def test_sheet_holds_what_was_chosen_and_nothing_else(reader: str, paper: Paper, tmp_path: Path) -> None:
    sheet = READERS[reader]
    wanted = [line for part in parts(sheet, CONTENT) for line in part.lines]
    chosen = (sheet.noticed, sheet.matters, sheet.tell, sheet.ask, sheet.medicines.splitlines())
    assert len(wanted) == sum(map(len, chosen)) + bool(sheet.words)
    plain = as_text(sheet, CONTENT)
    assert [line[2:] for line in plain.splitlines() if line.startswith("- ")] == wanted
    printed = flat(text_of(as_pdf(sheet, CONTENT, paper), tmp_path))
    assert printed.count("•") == len(wanted)
    footer = re.compile(re.escape(flat(CONTENT.site.disclaimer)) + r".*?Page\d+of\d+")
    body = footer.sub("", printed)
    for line in wanted:
        assert line == sheet.words or f"•{flat(line)}" in body  # own words have a test of their own
    for item in sheet.noticed:
        assert item.group != "urgent" or flat(item.help) in body
    for shown in (printed, flat(plain)):
        assert flat(CONTENT.site.disclaimer) in shown
        assert "US988" in shown


@pytest.mark.parametrize("reader", ["Greek", "Arabic", "a symbol and a long text", "emoji", "a pasted table"])
def test_own_words_are_printed_in_full(reader: str, tmp_path: Path) -> None:
    words = READERS[reader].words
    printed = flat(text_of(as_pdf(READERS[reader], CONTENT), tmp_path))
    for letter in set(flat(words)):
        assert printed.count(letter) >= flat(words).count(letter), letter
    assert words.strip().replace("\t", " ") in as_text(READERS[reader], CONTENT)
    if "\t" in words:  # columns of a table stay apart, or a dose becomes another one
        assert words.replace("\t", " ") in text_of(as_pdf(READERS[reader], CONTENT), tmp_path)


def test_font_is_embedded_and_one_page_is_enough_for_most(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    sheet = Sheet(CONTENT.checklist[:4], (), TELLABLE[:3], "Sertraline", CONTENT.questions[:3], "A few words.")
    path.write_bytes(as_pdf(sheet, CONTENT))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(("DejaVuSans" in row or "NotoEmoji" in row) and " yes yes yes " in row for row in rows)
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+1\n", about)
    assert re.search(r"Tagged:\s+yes\n", about)
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    headings = re.findall(r'^  (H\d) "(.*)" \(block\)', told, re.MULTILINE)
    assert headings == [("H1", CONTENT.interface["sheet"]["title"])] + [
        ("H2", part.heading) for part in parts(sheet, CONTENT)
    ]
    assert told.count("LBody (block)") == sum(len(part.lines) for part in parts(sheet, CONTENT))
    assert flat(CONTENT.checklist[0].name) in flat(told)
    assert flat(closing(CONTENT)) in flat(re.sub(r'"\s+"', "", told))  # the disclaimer and whom to call are text
    assert "Page 1" not in told  # what is at the foot of a page is not read out with the text


@pytest.mark.parametrize("reader", READERS)
def test_the_pdf_declares_that_a_screen_reader_can_read_it_in_its_language(reader: str) -> None:
    """PDF/UA-1 (ISO 14289-1), which the library checks before it writes this; what it writes is looked at here."""
    pdf = as_pdf(READERS[reader], CONTENT)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", pdf)
    assert b"/Marked true" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert f"/Lang({CONTENT.language})".encode() in pdf
    assert b"/Tabs/S" in pdf


@pytest.mark.parametrize(
    "words", ["你好", "\x00", "x" * (LONGEST + 1), "a👍🏽b", "🇬🇷", "50\u202e05 mg", "नमस्ते", "e\u0301\u0301\u0301\u0301"]
)
def test_what_cannot_be_printed_is_refused_with_a_clear_word(words: str) -> None:
    for sheet in (Sheet(words=words), Sheet(medicines=words)):
        with pytest.raises(Unprintable, match=r"cannot print|too long") as refused:
            as_pdf(sheet, CONTENT)
        known = set(CONTENT.interface["sheet"]["unprintable"])
        named = [one for one in words if one.isprintable() and one in str(refused.value) and one not in known]
        assert len(words) > LONGEST or not words.isprintable() or named


@pytest.mark.parametrize("large", [False, True])
def test_an_address_is_copied_from_the_sheet_as_it_was_typed(large: bool, tmp_path: Path) -> None:
    address = "firstname.lastname-department@university-hospital.example.org"
    path = tmp_path / "sheet.pdf"
    path.write_bytes(as_pdf(Sheet(words=f"Write to {address} please, or call 1\ufe0f\u20e3."), CONTENT, large=large))
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert large or address in told  # large letters need two lines for it
    assert "\u200b" not in told
    assert "call 1." in told.replace("\n", " ")


@pytest.mark.parametrize("words", ["x" * LONGEST, "Ж" * 200, "https://example.org/" + "a-long-path/" * 20, "W" * 120])
def test_a_word_that_is_wider_than_the_paper_goes_on_in_the_next_line(words: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    for large in (False, True):
        path.write_bytes(as_pdf(Sheet(words=words), CONTENT, large=large))
        told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
        assert max(map(float, re.findall(r'xMax="([\d.]+)"', told))) <= 595 - 40
        plain = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        # pdftotext takes a hyphen at the end of a line for one that a program put there.
        assert re.sub("[-\u200b]", "", flat(words)) in re.sub("[-\u200b]", "", flat(plain))


def test_what_was_not_chosen_has_lines_to_write_on_and_medicines_always_have_room() -> None:
    empty = list(parts(Sheet(), CONTENT))
    assert [part.lines for part in empty] == [()] * len(empty)
    assert {part.ruled for part in empty} == {BLANK}
    say = CONTENT.interface["sheet"]
    assert say["medicines"] in [part.heading for part in empty]
    assert as_text(Sheet(), CONTENT).count("____\n") >= BLANK * len(empty)


def test_large_letters_are_sixteen_points_and_hold_the_same(tmp_path: Path) -> None:
    sheet = READERS["urgent and others"]
    usual, large = (text_of(as_pdf(sheet, CONTENT, large=size), tmp_path) for size in (False, True))
    assert 16 <= 10.5 * LARGE < 16.5
    for line in (line for part in parts(sheet, CONTENT) for line in part.lines):
        assert flat(line) in flat(usual)
        assert flat(line) in re.sub(r"Generalinformation.*?Page\dof\d", "", flat(large))


def test_sheet_is_made_from_the_page_and_leaves_no_trace(
    visit: Callable[..., Page], server: Server, tmp_path: Path
) -> None:
    sentinel = "zzsentinelzz"
    page = visit("/safety", height=1200)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.post_data or ''}"))
    page.get_by_text("Urgent: get help").click()
    page.locator("label", has_text=URGENT[0].name).first.click()
    expect(page.get_by_text("1 ticked")).to_be_visible()
    page.get_by_role("link", name="Your visit sheet").click()
    expect(page.get_by_text("1 thing from the checklist goes on the sheet.")).to_be_visible(timeout=15_000)
    page.locator("summary", has_text="What you should know about me").click()
    page.locator("label", has_text=TELLABLE[0].words).first.click()
    page.get_by_role("textbox", name="In my own words").fill(sentinel)
    page.get_by_role("textbox", name="In my own words").press("Control+Enter")
    page.get_by_role("button", name="Make my visit sheet").click()
    shown = page.locator(".st-key-visit-sheet")
    expect(shown).to_contain_text(URGENT[0].name)
    expect(shown).to_contain_text(TELLABLE[0].words)
    expect(shown).to_contain_text(sentinel)
    for kind, name in (("PDF", "visit-sheet.pdf"), ("text", "visit-sheet.txt")):
        with page.expect_download() as file:
            page.get_by_role("button", name=f"Download as {kind}").click()
        assert file.value.suggested_filename == name
        file.value.save_as(tmp_path / name)
    assert sentinel in text_of((tmp_path / "visit-sheet.pdf").read_bytes(), tmp_path)
    assert sentinel in (tmp_path / "visit-sheet.txt").read_text(encoding="utf-8")
    for trace in (*seen, page.url, server.log.read_text()):
        assert sentinel not in trace
        assert URGENT[0].id not in trace
    kept = page.evaluate("JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])")
    assert sentinel not in kept


def test_words_that_cannot_be_printed_refuse_the_pdf_alone(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit("/choose", height=1200)
    box = page.get_by_role("textbox", name="In my own words")
    box.fill("I feel 好")
    box.press("Control+Enter")
    page.get_by_role("button", name="Make my visit sheet").click()
    expect(page.get_by_text("The sheet cannot print: 好")).to_be_visible()
    expect(box).to_have_value("I feel 好")
    expect(page.locator(".st-key-visit-sheet")).to_contain_text("I feel 好")
    expect(page.get_by_role("button", name="Download as PDF")).to_have_count(0)
    expect(page.get_by_role("button", name="Print the sheet")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("button", name="Download as text").click()
    file.value.save_as(tmp_path / "sheet.txt")
    assert "I feel 好" in (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    box.fill("x" * (LONGEST + 7))
    box.blur()
    expect(page.get_by_text("too long by 7 characters")).to_be_visible()


@pytest.mark.nightly
def test_a_sheet_follows_what_is_chosen_and_the_ticks_and_the_server_keeps_no_file(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit("/choose", height=1200)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    first, second = TELLABLE[:2]
    item = next(item for item in CONTENT.checklist if item.id == "nausea")

    def tell(row: Telling) -> None:
        page.locator(f".st-key-tell-{row.id} label").click()

    page.locator("summary", has_text="What you should know about me").click()
    tell(first)
    page.get_by_role("button", name="Make my visit sheet").click()
    sheet = page.locator(".st-key-visit-sheet")
    expect(sheet).to_contain_text(first.words)
    tell(second)
    expect(sheet).to_contain_text(second.words)
    tell(first)
    expect(sheet).not_to_contain_text(first.words)
    settled(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Download as PDF").click()
    file.value.save_as(tmp_path / "now.pdf")
    printed = text_of((tmp_path / "now.pdf").read_bytes(), tmp_path)
    assert second.words in printed
    assert first.words not in printed
    page.get_by_role("link", name="Tick what you have noticed").click()
    tick(page, item.id)
    page.get_by_role("link", name="Choose").first.click()
    expect(sheet).to_contain_text(item.name, timeout=15_000)  # the sheet comes back with what the boxes show
    expect(sheet).to_contain_text(second.words)
    page.get_by_role("link", name="Safety").first.click()
    page.get_by_role("button", name="Clear all ticks").click()
    page.get_by_role("link", name="Choose").first.click()
    expect(sheet).not_to_contain_text(item.name, timeout=15_000)
    assert not [
        url for url in asked if "/media/" in url and "/static/" not in url
    ]  # nothing that the server would have to keep


@pytest.mark.nightly
def test_words_that_were_typed_are_taken_along_to_another_page_and_back(visit: Callable[..., Page]) -> None:
    page = visit("/choose", height=1200)
    page.get_by_role("textbox", name="In my own words").fill("Ask about my heart")
    page.get_by_role("link", name="Topics").first.click()
    expect(page.get_by_role("button", name="Open all sections")).to_be_visible()
    page.get_by_role("link", name="Choose").first.click()
    expect(page.get_by_role("textbox", name="In my own words")).to_have_value("Ask about my heart")


TYPES = """
Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(it, "Ask about my heart");
it.dispatchEvent(new Event("input", { bubbles: true }));
"""


@pytest.mark.nightly
def test_words_that_were_typed_before_the_scripts_came_are_taken_along_too(visit: Callable[..., Page]) -> None:
    page = visit("/")
    at_once(page, ".st-key-own_words textarea", TYPES)
    page.goto(page.url + "choose")
    settled(page)
    expect(page.get_by_role("textbox", name="In my own words")).to_have_value("Ask about my heart")
    page.get_by_role("link", name="Topics").first.click()
    expect(page.get_by_role("button", name="Open all sections")).to_be_visible()
    page.get_by_role("link", name="Choose").first.click()
    expect(page.get_by_role("textbox", name="In my own words")).to_have_value("Ask about my heart")
