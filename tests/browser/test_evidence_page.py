"""The evidence page in a real browser: guess, filter, print, remember."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explainer import prose, results
from explainer.chance import designs, telling
from explainer.draw import chance
from explainer.loading.loader import library
from explainer.results import FILTERS, ORDERS, RATES, lines
from explainer.without import KEYS, Without
from tests.support.browser import Scheme, Visit, accessible, seen
from tests.support.nightly import nightly
from tests.support.server import Server

CONTENT = library()
TRIALS = lines(CONTENT, *RATES)
CARDS = results.cards(TRIALS, ORDERS[0])
SAY = CONTENT.interface["evidence"]
PHONE, SCREENS = (360, 740), 12


CARD = "ol.cards > li:not(.axis)"


def cards(page: Page) -> list[str]:
    """The cards of the trials, as text."""
    return page.locator(CARD).all_inner_texts()


def shown(count: int, of: int) -> str:
    """What is said of so many cards with so many results."""
    return SAY("shown", count=count, results=of, whole=len(TRIALS)).replace("**", "")


def opened(page: Page, label: str) -> None:
    """Open the section of that name, if it is closed."""
    section = page.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text=label)).last
    section.scroll_into_view_if_needed()
    if section.locator("details").first.get_attribute("open") is None:
        section.locator("summary").first.click()
        page.wait_for_timeout(500)


def choose(page: Page, label: str, option: str) -> None:
    opened(page, SAY["filters"])
    control = page.get_by_role("combobox", name=label)
    control.evaluate("e => e.scrollIntoView({ block: 'center' })")  # a list closes when the page scrolls
    page.wait_for_timeout(300)
    control.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_every_trial_has_its_card_at_first_with_null_results_as_large_as_the_others(look: Visit) -> None:
    page = look("/evidence")
    assert len(cards(page)) == len(CARDS)
    for verdict in ("better", "no clear difference", "worse"):
        assert page.locator("ol.cards > li > .verdict", has_text=verdict).count() >= 1
    for kind in ("verdict", "what strong"):
        sizes = page.eval_on_selector_all(
            f"ol.cards > li > .{kind}", "all => [...new Set(all.map(v => getComputedStyle(v).fontSize))]"
        )
        assert len(sizes) == 1
    bands = page.locator("[class*='st-key-band-']")
    titles = bands.locator("h3").all_inner_texts()
    found = dict.fromkeys(card.band for card in CARDS)
    assert titles == [CONTENT.interface["bands"][name] for name in found]
    for at, name in enumerate(found):
        in_band = bands.nth(at).locator("ol.cards > li > .what strong").all_inner_texts()
        assert in_band == [card.lead.trial.trial for card in CARDS if card.band == name]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_closed_it_is_twelve_screens_of_a_phone_at_most(scheme: str, look: Visit) -> None:
    page = look("/evidence", *PHONE, scheme=scheme)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= SCREENS * PHONE[1]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_marks_and_words_of_a_card_stay_inside_it_and_apart(width: int, look: Visit) -> None:
    page = look("/evidence", width=width)
    wrong = page.evaluate(
        """() => {
          const wrong = [];
          for (const card of document.querySelectorAll("ol.cards > li:not(.axis)")) {
            const box = card.getBoundingClientRect();
            const seen = [...card.querySelectorAll(":scope > *")].filter(one => one.getClientRects().length);
            const parts = seen.map(one => [one.className || one.tagName,
              one.getBoundingClientRect()]);
            for (const [name, at] of parts)
              if (at.left < box.left - 1 || at.right > box.right + 1) wrong.push([card.innerText.slice(0, 20), name]);
            for (const [name, a] of parts) for (const [other, b] of parts)
              if (name < other && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 &&
                  b.top < a.bottom - 1) wrong.push([card.innerText.slice(0, 20), name, other]);
            for (const mark of card.querySelectorAll(".dot, .interval")) {
              const at = mark.getBoundingClientRect();
              if (at.left < box.left - 1 || at.right > box.right + 1) wrong.push([card.innerText.slice(0, 20), "mark"]);
            }
          }
          return wrong;
        }"""
    )
    assert not wrong


@pytest.mark.nightly
def test_choices_that_nothing_fits_offer_the_way_back(visit: Visit) -> None:
    page = visit("/evidence")
    status = page.get_by_role("status").filter(has_text="Shown:")
    said = status.element_handle()
    choose(page, "Medicine", CONTENT.labels["treatment"]["esketamine_nasal"])
    expect(status).not_to_contain_text(shown(len(CARDS), len(TRIALS)))
    assert said.evaluate("status => status.isConnected && status.getAttribute('role')") == "status"
    choose(page, "Compared with", "ECT")
    expect(page.get_by_text(f"None of the {len(TRIALS)} results in this figure fits")).to_be_visible()
    page.get_by_role("button", name="Show all trials").click()
    expect(page.get_by_text(shown(len(CARDS), len(TRIALS)))).to_be_visible()


@pytest.mark.nightly
@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_shows_its_rows_and_a_link_brings_them_back(name: str, visit: Visit) -> None:
    page = visit("/evidence")
    code = getattr(TRIALS[-1], name)
    choose(page, SAY[f"filter_{name}"], results.option(name, code, CONTENT))
    wanted = [line for line in TRIALS if getattr(line, name) == code]
    fitting = results.cards(wanted, ORDERS[0])
    expect(page.get_by_text(shown(len(fitting), len(wanted)))).to_be_visible()
    expect(page.locator(CARD)).to_have_count(len(fitting))
    expect(page).to_have_url(re.compile(f"{name}="))
    link, found = "/" + page.url.split("/", 3)[3], cards(page)
    page.get_by_role("button", name="Show all trials").click()
    expect(page.get_by_text(shown(len(CARDS), len(TRIALS)))).to_be_visible()
    expect(page).not_to_have_url(re.compile(f"{name}="))
    again = visit(link)
    expect(again.locator(CARD)).to_have_count(len(found))
    assert cards(again) == found
    again.get_by_role("button", name="Show all trials").click()  # a link that chooses has the choices open
    expect(again.get_by_text(shown(len(CARDS), len(TRIALS)))).to_be_visible()


@pytest.mark.parametrize(
    ("query", "null"),
    [
        ("medicine=Spray+(esketamine)&setting=Hospital+inpatients", "ASPIRE"),
        *nightly(("setting=Outpatients&against=Placebo,+awake", "Ionescu 2019")),
    ],
)
def test_what_fits_a_choice_but_counts_something_else_is_never_hidden(query: str, null: str, visit: Visit) -> None:
    page = visit(f"/evidence?{query}")
    section = page.locator("details", has_text="These also fit, but count something else")
    expect(section).to_have_attribute("open", "")
    line = section.locator("li", has_text=null).filter(has_text="no clear difference")
    expect(line.first).to_be_visible()


def test_a_hostile_link_falls_back_to_all_trials(visit: Visit) -> None:
    page = visit("/evidence?medicine=<script>alert(1)</script>&against=xyz&order=" + "a" * 5000)
    expect(page.locator(CARD)).to_have_count(len(CARDS))
    expect(page).not_to_have_url(re.compile("script"))


@pytest.mark.nightly
def test_order_and_filter_change_the_cards_and_leave_the_rest_of_the_page_alone(visit: Visit) -> None:
    page = visit("/evidence")
    page.get_by_role("button", name="Skip the guess").click()
    expect(page.get_by_text("45 and 46 of 100")).to_be_visible()
    page.evaluate("document.querySelector('#unknown').dataset.kept = 'yes'")
    before = cards(page)
    choose(page, "Order", "Smallest difference first")
    expect(page).to_have_url(re.compile("order="))
    expect(page.locator(CARD)).to_contain_text([card.lead.trial.trial for card in results.cards(TRIALS, "smallest")])
    after = cards(page)
    assert after != before
    assert sorted(after) == sorted(before)
    choose(page, "Counted", CONTENT.labels["outcome"]["remission"].capitalize())
    expect(page.get_by_text(shown(len(CARDS), len(TRIALS)))).to_have_count(0)
    assert page.evaluate("document.querySelector('#unknown').dataset.kept") == "yes"
    expect(page.get_by_text("45 and 46 of 100")).to_be_visible()


def test_guess_by_keyboard_then_see_and_nothing_is_kept(visit: Visit, server: Server) -> None:
    page = visit("/evidence")
    expect(page.get_by_text("45 and 46 of 100")).to_have_count(0)
    slider = page.get_by_role("slider").first
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Show the answers").focus()
    page.keyboard.press("Enter")
    for number in ("45 and 46 of 100", "18 of 100", "1 of 100"):
        expect(page.locator(".st-key-crowds figcaption strong", has_text=re.compile(rf"^{number}$"))).to_be_visible()
    expect(page.get_by_text("Your guess: 3")).to_be_visible()
    expect(page.get_by_text("Your guess: 0")).to_have_count(2)
    expect(page.locator("img[alt*='A frame marks your guess, 3.']")).to_have_count(1)
    first = page.locator(".st-key-crowds figure").first
    name, people = first.locator("figcaption").bounding_box(), first.locator("img").bounding_box()
    assert name is not None
    assert people is not None
    assert name["y"] + name["height"] <= people["y"] + 1  # whose people they are stands above them
    expect(page.locator("img[alt*='of 100 people respond']")).to_have_count(3)
    assert "guess" not in page.url
    assert "guess" not in page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "guess" not in server.log.read_text()


@pytest.mark.nightly
def test_a_card_opens_by_keyboard_the_table_downloads_and_recall_teaches_whichever_answer_is_chosen(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit("/evidence")
    # Every card says who paid.
    summary = page.locator("ol.cards summary").first
    summary.focus()
    page.keyboard.press("Enter")
    card = page.locator("ol.cards details[open]").first
    for said in ("Kind of study", "Paid for by", "Certainty"):
        expect(card).to_contain_text(said)
    expect(card.locator("li")).to_have_count(len(CARDS[0].lines))
    # The table has its sources.
    page.get_by_text(SAY("table", count=len(TRIALS))).click()
    with page.expect_download() as file:
        page.locator(".st-key-rows-trials").get_by_role("button", name="Download the numbers (CSV)").click()
    file.value.save_as(tmp_path / "trials.csv")
    assert (tmp_path / "trials.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # a spreadsheet knows it as UTF-8
    text = (tmp_path / "trials.csv").read_text(encoding="utf-8-sig")
    assert text.count("https://") >= len(TRIALS)
    assert file.value.suggested_filename == "ketamine-trials.csv"
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    # What is asked at the end is answered.
    opened(page, CONTENT.passages["recall"].title)
    for at, one in enumerate(CONTENT.recall):
        wrong = next(name for name in "abc" if name != one.answer)
        group = page.get_by_role("radiogroup", name=one.question)
        for name, said in ((wrong, "Not quite"), (one.answer, "Yes.")):
            group.locator("label", has_text=getattr(one, name)).click()
            answers = page.locator("[data-testid=stAlert]")
            expect(answers).to_have_count(at + 1)
            expect(answers.last).to_contain_text(said)
            assert prose.plain(one.why)[:40] in prose.plain(answers.last.inner_text())
    assert "recall" not in page.url


@pytest.mark.nightly
def test_each_fact_box_prints_alone_on_one_page(visit: Visit, tmp_path: Path) -> None:
    page = visit("/evidence")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    papers: list[tuple[Scheme, str]] = [("light", "Letter"), ("dark", "A4")]
    for scheme, paper in papers:
        seen(page, scheme=scheme)
        for box in CONTENT.fact_boxes:
            page.evaluate("window.printed = 0")
            if box is not CONTENT.fact_boxes[0]:
                opened(page, box.title)
            page.get_by_role("button", name=f"Print this sheet: {box.title}").click()
            page.wait_for_function("window.printed === 1")
            page.emulate_media(media="print")
            shown = page.locator(".stMainBlockContainer").inner_text()
            for line in CONTENT.fact_rows:
                block = next(block for block in CONTENT.fact_blocks if block.id == line.block)
                if block.box == box.id:
                    assert line.label in shown, (box.id, paper)
                else:
                    assert block.treated not in shown, (box.id, paper)
            assert CONTENT.site.disclaimer in shown, (box.id, paper)
            assert CONTENT.passages["unknown"].title not in shown, (box.id, paper)
            sheet = tmp_path / f"{box.id}.pdf"
            page.pdf(path=str(sheet), format=paper, print_background=False)
            assert len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes())) == 1, (box.id, paper)
            # The browser says that it has printed, and the page is whole again.
            page.emulate_media(media="screen")
            expect(page.get_by_role("heading", name=CONTENT.passages["unknown"].title)).to_be_visible()


def test_crisis_line_stands_beside_suicidal_thoughts(look: Visit) -> None:
    page = look("/evidence")
    heading = page.locator("#thoughts").bounding_box()
    call = page.locator(".st-key-aside-call a[href^='tel:']").first.bounding_box()
    assert heading is not None
    assert call is not None
    assert 0 < call["y"] - heading["y"] < 400


def test_trials_that_are_left_out_turn_grey_where_they_stand_and_the_link_keeps_it(visit: Visit) -> None:
    page = visit("/evidence?without_unhidden=true&fewest=100+people", width=360, height=740)
    left = page.locator(f"{CARD}:not(.out)")
    out = page.locator(f"{CARD}.out")
    expect(out.first).to_be_visible()
    without = Without(("unhidden",), 100)
    kept = [card for card in CARDS if not without.why(card, CONTENT)]
    assert (left.count(), out.count()) == (len(kept), len(CARDS) - len(kept))
    for text in out.all_inner_texts():
        assert "Left out: " in text
    accessible(page, at="some left out")
    say = CONTENT.interface["without"]
    expect(page.locator(".st-key-said")).to_contain_text(prose.plain(say("every", count=len(kept), whole=len(CARDS))))
    page.get_by_role("checkbox", name=say["maker"]).press("Space")  # by the keyboard
    expect(page).to_have_url(re.compile(KEYS["maker"]))
    choose(page, SAY["filter_medicine"], "Spray (esketamine)")
    expect(page.locator(".st-key-said")).to_contain_text(prose.plain(say["nothing"]))
    page.get_by_role("button", name=say["back"]).press("Enter")
    expect(out).to_have_count(0)
    expect(left.first).to_be_visible()
    expect(page).not_to_have_url(re.compile("without_"))


def test_a_trial_is_run_again_by_keyboard_and_what_was_seen_is_said(visit: Visit) -> None:
    page = visit("/evidence", width=360, height=740)
    say, title = CONTENT.interface["chance"], CONTENT.passages["chance"].title
    opened(page, title)
    page.get_by_role("button", name=say["once"]).press("Enter")
    said, dots = page.locator(".st-key-said-chance"), page.locator(".st-key-said-chance .runs .one")
    expect(dots).to_have_count(1)
    expect(said).to_have_attribute("role", "status")
    page.get_by_role("button", name=say["twenty"]).press("Enter")
    expect(dots).to_have_count(21)
    expect(said).to_contain_text("In 21 runs the result went from")
    small, large = telling(CONTENT)
    expect(said).to_contain_text(small.line.trial.trial)
    page.get_by_role("combobox", name=say["choose"]).click()
    page.get_by_role("option", name=large.line.trial.trial).click()
    expect(dots).to_have_count(0)
    page.get_by_role("button", name=say["twenty"]).press("Enter")
    expect(dots).to_have_count(20)
    expect(page.locator(".runs")).to_have_count(2)  # the one before stays beneath it
    page.get_by_role("spinbutton", name=say["seed"]).fill("7")
    page.keyboard.press("Enter")
    design = designs(CONTENT)[large.line.finding.id]
    expect(said).to_contain_text(chance.in_words(design, design.runs(7, 20), CONTENT)[:60])
    accessible(page, at="two trials")
    page.get_by_text(say["same"]).click()
    expect(dots).to_have_count(0)
    page.get_by_role("button", name=say["twenty"]).press("Enter")
    expect(said).to_contain_text("Both work equally well here")
    page.get_by_role("button", name=say["over"]).press("Enter")
    expect(page.locator(".runs")).to_have_count(0)
    assert "chance" not in page.url
