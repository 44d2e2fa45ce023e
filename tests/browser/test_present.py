"""The talk in a real browser: a clicker alone, keys, phones, the speaker's window, paper, and a server that dies."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from explainer import prose
from explainer.loading.loader import library
from explainer.model import Talk
from tests.support.browser import COLOURS, Scheme, Stranger, Visit, accessible, asked, settled
from tests.support.presenter import aside
from tests.support.server import Server
from tests.support.session import Session

CONTENT = library()
TALKS = pytest.mark.parametrize("talk", CONTENT.talks)
Stage = Callable[..., Page]


def scenes(talk: Talk = "full") -> list[str]:
    """The scenes of a talk in their order."""
    return [row.scene for row in CONTENT.talks[talk]]


def left(part: Locator) -> float:
    """How far from the left a part of the page begins."""
    box = part.bounding_box()
    assert box is not None
    return box["x"]


def on(page: Page, scene: str) -> None:
    """Wait until a scene is the one that is shown."""
    expect(page.locator(f".scene[data-id={scene}]")).to_be_visible()


def vote_opens(page: Page) -> None:
    """Let phones vote, on the way that a presenter takes."""
    page.get_by_role("button", name="Get ready").click()
    page.get_by_role("button", name="Let phones vote").click()
    page.keyboard.press("Escape")


@pytest.fixture
def stage(server: Server, profile: BrowserContext) -> Iterator[Stage]:
    """Open the talk at a scene and wait for it: stage("guess", "short")."""
    pages: list[Page] = []

    def open_talk(scene: str = "start", talk: str = "full", where: Server = server) -> Page:
        page = profile.new_page()
        pages.append(page)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"{where.url}/present?talk={talk}&scene={scene}")
        settled(page)  # a server's first visitor waits for what is read only once
        on(page, scene)
        return page

    yield open_talk
    for page in pages:
        page.evaluate("localStorage.clear()")  # what one presenter chose is not the next one's
        page.close()


# What a person at the back of the room would see wrong: type under 24 px outside the small print, anything outside
# the window or under the buttons, a scroll bar, two words in one place.
WRONG = """() => {
  const shown = e => e.getClientRects().length && !e.closest(".unseen, [aria-hidden=true] i");
  const scene = [...document.querySelectorAll(".scene")].find(shown), wrong = [];
  const floor = document.querySelector(".buttons").getBoundingClientRect().top;
  if (scene.scrollHeight > scene.clientHeight + 1) wrong.push("scrolls");
  const texts = [];
  for (const e of document.querySelectorAll(".deck *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!shown(e) || !(own || e.tagName === "IMG")) continue;
    const range = document.createRange();
    range.selectNodeContents(e);
    const box = own ? range.getBoundingClientRect() : e.getBoundingClientRect();
    const name = `${e.tagName} ${e.textContent.slice(0, 30)}`;
    if (own && !e.closest(".small") && parseFloat(getComputedStyle(e).fontSize) < 24) wrong.push(`small: ${name}`);
    if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1)
      wrong.push(`outside: ${name}`);
    if (!scene.contains(e)) continue;
    if (box.bottom > floor + 1) wrong.push(`under the buttons: ${name}`);
    if (!e.closest(".bar, p, li, h2, .axis") || e.matches("p, li, h2")) texts.push([box, name]);
  }
  texts.forEach(([a, one], at) => texts.slice(at + 1).forEach(([b, other]) => {
    if (a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
      wrong.push(`${one} over ${other}`);
  }));
  return wrong;
}"""


def nothing_is_wrong(page: Page, at: str) -> None:
    """All is in view, once the scene has come to rest in its window."""
    deadline = time.monotonic() + 5
    while (wrong := page.evaluate(WRONG)) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert wrong == [], at


def carries_help(page: Page, scene: str) -> None:
    shown = page.locator(f".scene[data-id={scene}] .help")
    expect(shown).to_contain_text(CONTENT.site.disclaimer)
    for line in CONTENT.helplines:
        if line.id in ("us_988", "uk_samaritans") or (line.kind == "crisis" and line.number == "988"):
            expect(shown).to_contain_text(str(line.number))


@TALKS
def test_a_clicker_alone_goes_through_the_talk_and_back_and_all_is_in_view_with_help_at_both_ends(
    talk: Talk, stage: Stage, server: Server
) -> None:
    order = scenes(talk)
    page = stage(order[0], talk)
    hosts = asked(page)
    for key, path, height in (("PageDown", order, 1080), ("PageUp", order[::-1], 720)):
        page.set_viewport_size({"width": height * 16 // 9, "height": height})
        for scene in path:
            on(page, scene)
            nothing_is_wrong(page, f"{scene}, {height} px high")
            expect(page.locator(".scene:visible")).to_have_count(1)
            page.keyboard.press(key)
        on(page, path[-1])  # one press too many stays where it is
        expect(page).to_have_url(re.compile(f"scene={path[-1]}"))
    for key, scene in (("End", order[-1]), ("Home", order[0])):
        page.keyboard.press(key)
        on(page, scene)
        carries_help(page, scene)
    assert hosts <= {f"localhost:{server.port}"}


def test_the_plain_address_shows_the_first_scene_and_nonsense_in_it_does_no_harm(visit: Visit) -> None:
    for query in ("", "?talk=<script>&scene=" + "x" * 5000, "?scene=%00&talk="):
        on(visit(f"/present{query}"), scenes()[0])


def test_every_key_and_its_button(stage: Stage) -> None:
    page = stage("two-medicines")
    page.keyboard.press("ArrowRight")
    on(page, "hours-or-weeks")
    page.keyboard.press("ArrowLeft")
    on(page, "two-medicines")
    page.get_by_role("button", name="Next").click()
    on(page, "hours-or-weeks")
    page.keyboard.press("PageDown")  # after a click, too
    on(page, "true-scale")
    page.get_by_role("button", name="First").click()
    on(page, scenes()[0])
    page.get_by_role("button", name="Last").click()
    on(page, scenes()[-1])
    page.get_by_role("button", name="Overview").click()
    page.get_by_role("button", name=prose.plain(CONTENT.scenes["true-scale"].headline)).click()
    on(page, "true-scale")
    black = page.get_by_role("button", name="The screen is black")
    for press in ("b", ".", "B"):
        page.keyboard.press(press)
        expect(black).to_be_visible()
        page.keyboard.press("PageDown")  # brings the scene back and does no more
        expect(black).to_be_hidden()
    on(page, "true-scale")
    page.keyboard.down("b")
    page.keyboard.down("b")  # held down
    page.keyboard.up("b")
    expect(black).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("n")
    expect(page.get_by_role("complementary", name="Notes")).to_contain_text("The same picture")
    page.keyboard.press("n")
    page.keyboard.press("o")
    sheet = page.get_by_role("dialog", name="All scenes")
    expect(sheet.get_by_role("button")).to_have_count(len(scenes()) + 1)
    sheet.get_by_role("button", name=prose.plain(CONTENT.scenes["harms"].headline)).click()
    on(page, "harms")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("PageDown")  # a clicker is never stuck behind a sheet
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    on(page, scenes()[scenes().index("harms") + 1])
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")


def test_keys_can_be_turned_off_and_stay_off(stage: Stage) -> None:
    page = stage("start")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("PageDown")
    page.reload()
    on(page, "start")
    page.keyboard.press("PageDown")
    page.wait_for_timeout(300)
    on(page, "start")
    page.get_by_role("button", name="Next").click()
    on(page, "two-medicines")


def test_keys_of_the_talk_exist_only_there(stage: Stage) -> None:
    page = stage("start")
    page.get_by_role("link", name="Leave").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("PageDown")
    expect(page.get_by_text("The screen is black")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("scene"))


def test_timeline_and_crowds_are_played_by_keys(stage: Stage) -> None:
    page = stage("hours-or-weeks")
    figure = page.locator(".scene:visible .timeline-figure")
    week = "svg{} [data-finding=price_day7]"
    stretched = left(figure.locator(week.format(".log")))
    stops = list(dict.fromkeys(moment.stop for moment in CONTENT.moments))
    for stop in stops:
        page.keyboard.press("ArrowDown")
        expect(figure.locator(".lane").first).to_contain_text(f"after {stop}, ")
    page.keyboard.press("ArrowUp")
    expect(figure.locator(".lane").first).to_contain_text(f"after {stops[-2]}, ")
    cursor = left(figure.locator(".lane .cursor").first)
    page.keyboard.press("s")
    expect(figure.locator("svg.log").locator("visible=true")).to_have_count(0)
    assert left(figure.locator(week.format(".true"))) < stretched
    assert left(figure.locator(".lane .cursor").first) != cursor
    page.keyboard.press("s")
    assert left(figure.locator(week.format(".log"))) == stretched
    page.goto(page.url.replace("hours-or-weeks", "answer"))
    on(page, "answer")
    columns = page.locator(".scene:visible .crowds-figure .step")
    for seen in (1, 2, 3):
        page.get_by_role("button", name="Play").click()
        expect(columns.locator("visible=true").filter(has_text="of 100")).to_have_count(seen)


def test_a_reload_keeps_the_scene_and_a_dead_server_does_not_stop_the_talk(
    fresh_server: Callable[..., Server], stage: Stage
) -> None:
    first = fresh_server()
    page = stage("guess", where=first)
    vote_opens(page)
    expect(page.locator(".scene:visible .vote")).to_contain_text("Your guesses: 0 votes")
    code = page.locator(".scanned strong").inner_text().rpartition("=")[2]

    async def vote() -> str:
        phone = Session(first.port, "vote", f"code={code}")
        await phone.open()
        said = await phone.vote(phone.data["ballot"]["ids"][0], 40, token_hex(16))
        await phone.close()
        return str(said)

    assert aside(vote()) == "counted"
    expect(page.locator(".scene:visible .vote")).to_contain_text("Your guesses: 1 vote")
    first.process.kill()
    first.process.wait()
    page.wait_for_timeout(1500)
    page.keyboard.press("PageDown")
    on(page, "answer")
    expect(page.locator(".place")).to_have_text(f"{scenes().index('answer') + 1} of {len(scenes())}, offline")
    nothing_is_wrong(page, "answer, offline")
    page.keyboard.press("PageUp")
    on(page, "guess")
    second = fresh_server(port=first.port)
    expect(page.locator(".scene:visible .vote")).to_contain_text("began anew", timeout=20_000)
    on(page, "guess")
    assert second.port == first.port
    assert aside(vote()) == "counted"  # the same code leads to the same room
    expect(page.locator(".scene:visible .vote")).to_contain_text("Your guesses: 1 vote")
    page.reload()
    on(page, "guess")
    expect(page.locator(".scene:visible .vote")).to_contain_text("Your guesses: 1 vote. The server was started again")


def test_the_speakers_clock_is_right_after_the_server_was_away(
    fresh_server: Callable[..., Server], stage: Stage
) -> None:
    first = fresh_server()
    page = stage("start", where=first)
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Get ready").click()
    expect(page.locator(".room")).to_contain_text("speaker=")
    code = page.locator(".room").inner_text().partition("speaker=")[2][:12]
    first.process.kill()
    first.process.wait()
    expect(page.get_by_text("The server does not answer")).to_be_visible()
    page.wait_for_timeout(4000)
    fresh_server(port=first.port)
    expect(page.get_by_text("The server is awake")).to_be_visible(timeout=10_000)

    async def follower() -> float:
        window = Session(first.port, "present", f"speaker={code}")
        await window.open()
        await window.close()
        return float(window.data["follower"].get("elapsed", -60.0))

    def right() -> bool:
        truth = "(Date.now() - JSON.parse(sessionStorage.stage).started) / 1000"
        before, shown, after = page.evaluate(truth), aside(follower()), page.evaluate(truth)
        return bool(before - 3 < shown < after + 3)

    until = time.monotonic() + 15
    while not right() and time.monotonic() < until:
        page.wait_for_timeout(300)
    assert right()


def test_speaker_view_follows_on_another_device_and_cannot_steer(stage: Stage, stranger: Stranger) -> None:
    page = stage("guess")
    page.get_by_role("button", name="Get ready").click()
    room = page.locator(".room")
    expect(room).to_contain_text("speaker=")
    link = re.search(r"\S+/present\?speaker=\w+", room.inner_text())
    assert link is not None
    page.keyboard.press("Escape")
    other = stranger()
    other.goto(f"http://{link.group()}")
    desk = other.locator("#desk")
    expect(desk).to_contain_text("Ask for hands")
    expect(desk).to_contain_text(f"Next: {prose.plain(CONTENT.scenes['answer'].headline)}")
    page.keyboard.press("PageDown")
    expect(desk).to_contain_text("Press Up and Down to show one group")
    expect(desk.locator(".elapsed")).to_contain_text(re.compile(r"^0:\d\d of 15:00$"))
    other.keyboard.press("PageDown")
    other.wait_for_timeout(1200)
    on(page, "answer")
    accessible(other)
    other.goto(link.group().partition("/")[0].join(["http://", "/present?speaker=" + "A" * 12]))
    expect(other.get_by_text("There is no such talk yet")).to_be_visible()


def accessible_in_both_themes(page: Page, at: str) -> None:
    """All of it in the light theme, and in the dark one, which changes nothing else, the colours."""
    accessible(page, ".deck", f"{at}, light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    accessible(page, ".deck", f"{at}, dark", COLOURS)
    page.emulate_media(color_scheme="light")


def test_no_accessibility_violation_on_any_scene_and_each_is_announced(stage: Stage) -> None:
    page = stage("start")
    place = "part => document.querySelector(part).getBoundingClientRect()"
    for at, scene in enumerate(scenes(), 1):
        on(page, scene)
        headline = prose.plain(CONTENT.scenes[scene].headline)
        expect(page.get_by_role("status").filter(has_text=f"Scene {at} of {len(scenes())}: {headline}")).to_have_count(
            1
        )
        # Help goes above the other buttons once a scene's row of them is known.
        page.wait_for_function(f"({place})('.help-now').bottom <= ({place})('.deck .buttons').top + 1")
        page.wait_for_timeout(100)
        accessible_in_both_themes(page, scene)
        page.keyboard.press("PageDown")
    for name in ("Overview", "Keys", "Get ready", "Notes"):
        page.get_by_role("button", name=name, exact=True).click()
        accessible_in_both_themes(page, name)
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 640})
    # On a phone the talk scrolls beneath the button of help; at its end nothing lies under it.
    page.locator(".deck").evaluate("deck => deck.scrollTo(0, deck.scrollHeight)")
    page.wait_for_timeout(300)
    accessible(page, at="a phone, light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    accessible(page, at="a phone, dark", rules=COLOURS)


def test_ready_says_what_to_do(stage: Stage) -> None:
    page = stage("start")
    page.get_by_role("button", name="Get ready").click()
    sheet = page.get_by_role("dialog", name="Get ready")
    expect(sheet.get_by_text("No key has arrived yet")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(sheet.get_by_text("Keys arrive. The last one was PageDown.")).to_be_visible()
    expect(sheet.get_by_text("set PUBLIC_URL")).to_be_visible()
    expect(sheet.get_by_text("The server is awake")).to_be_visible()
    assert sheet.evaluate("sheet => sheet.scrollHeight <= sheet.clientHeight")
    page.keyboard.press("PageDown")  # the first key answered the check; from now on a clicker goes on with the talk
    on(page, "two-medicines")
    page.set_viewport_size({"width": 800, "height": 600})
    page.get_by_role("button", name="Get ready").click()
    expect(sheet.get_by_text("too small for a room")).to_be_visible()


def test_talk_prints_one_sheet_a_scene_with_its_notes(stage: Stage, tmp_path: Path) -> None:
    page = stage("guess")
    path = tmp_path / "talk.pdf"
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.pdf(path=str(path), format="A4", landscape=True)
        sheets = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        flat = [re.sub(r"\s+", "", sheet) for sheet in sheets.split("\f") if sheet.strip()]
        assert len(flat) == len(scenes()), scheme
        for sheet, scene in zip(flat, scenes(), strict=True):
            for text in (CONTENT.scenes[scene].headline, *CONTENT.scenes[scene].lines, *CONTENT.scenes[scene].notes):
                assert re.sub(r"\s+", "", prose.plain(text)) in sheet, scheme


def test_the_last_scene_leads_the_audience_to_its_topic(stage: Stage) -> None:
    page = stage("end")
    link = page.locator(".scan strong").inner_text()
    page.goto(f"http://{link}")
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.get_by_role("heading", name=CONTENT.topics[0].title)).to_be_visible()
