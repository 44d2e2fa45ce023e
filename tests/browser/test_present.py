"""The talk in a real browser: a clicker alone, keys, the speaker's window, paper, hard rooms, and servers that die."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Page, expect

from explainer import ballot, prose, talk
from explainer.chance import ENOUGH, designs
from explainer.draw import chance
from explainer.loading.loader import library
from explainer.model import Talk
from explainer.outputs import slides
from pages.shared.stage import rooms
from tests.support.browser import COLOURS, Scheme, Stranger, Visit, accessible, asked, settled
from tests.support.nightly import nightly
from tests.support.server import IGNORED, ROOT, Server

CONTENT = library()
SAY, NOTES = CONTENT.interface["stage"], CONTENT.interface["notes"]
TALKS = pytest.mark.parametrize("name", CONTENT.talks)
GUESS, AGAIN = (scene.id for scene in CONTENT.scenes.values() if scene.figure == "guess")
ANSWER = next(scene.id for scene in CONTENT.scenes.values() if scene.figure == "crowds")
Stage = Callable[..., Page]
LOST = SAY["lost"]


def scenes(name: Talk = "full") -> list[str]:
    """The scenes of a talk in their order."""
    return [row.scene for row in CONTENT.talks[name]]


def steps(scene: str) -> int:
    return talk.steps(CONTENT.scenes[scene], len(CONTENT.lanes))


def headline(scene: str) -> str:
    return prose.plain(CONTENT.scenes[scene].headline)


def on(page: Page, scene: str, step: int | None = None) -> None:
    """Wait until a scene is the one that is shown, at a step of it where one is named."""
    expect(page.locator(f"body > .deck .scene[data-id={scene}]")).to_be_visible()
    if step is not None:
        page.wait_for_function("step => (JSON.parse(sessionStorage.stage).step ?? 0) === step", arg=step)


def place(page: Page) -> FloatRect:
    box = page.get_by_role("button", name="Next", exact=True).bounding_box()
    assert box is not None
    return box


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def code_of(page: Page, name: str) -> str:
    """The code in one of the addresses on *Get ready*."""
    page.get_by_role("button", name="Get ready").click()
    room = page.locator(".room")
    expect(room).to_contain_text(f"{name}=")
    page.keyboard.press("Escape")
    return room.inner_text().partition(f"{name}=")[2][: rooms.SPEAKER]


@pytest.fixture
def stage(server: Server, profile: BrowserContext) -> Iterator[Stage]:
    """Open the talk at a scene and wait for it: stage("guess", "short")."""
    pages: list[Page] = []

    def open_talk(scene: str = "title", name: str = "full", where: Server = server, host: str = "localhost") -> Page:
        page = profile.new_page()
        pages.append(page)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"http://{host}:{where.port}/present?talk={name}&scene={scene}")
        settled(page)  # a server's first visitor waits for what is read only once
        on(page, scene)
        return page

    yield open_talk
    for page in pages:
        page.evaluate("localStorage.clear()")  # what one presenter chose is not the next one's
        page.close()


# What a person at the back of the room would see wrong: type under 24 px (of a screen of 1080 lines), anything outside
# the window or under the buttons, a part cut off, two words in one place.
WRONG = """() => {
  const shown = e => e.getClientRects().length && !e.closest(".unseen, .laser, [aria-hidden=true] i");
  const scene = document.querySelector(".deck .scene.on"), wrong = [];
  const least = 24 * Math.min(innerWidth / 1920, innerHeight / 1080);
  const near = 2 * Math.max(1, innerHeight / 1080); // lines of a text may touch
  const floor = document.querySelector(".deck .buttons").getBoundingClientRect().top;
  for (const box of [scene, scene.querySelector(".middle")])
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) wrong.push("cut off");
  const texts = [];
  for (const e of document.querySelectorAll(".deck *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!shown(e) || !(own || e.tagName === "IMG")) continue;
    const range = document.createRange();
    range.selectNodeContents(e);
    const box = own ? range.getBoundingClientRect() : e.getBoundingClientRect();
    const name = `${e.tagName} ${e.textContent.slice(0, 30)}`;
    if (!box.width) continue;
    if (own && scene.contains(e) && parseFloat(getComputedStyle(e).fontSize) < least) wrong.push(`small: ${name}`);
    if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1)
      wrong.push(`outside: ${name}`);
    if (!scene.contains(e)) continue;
    if (e.matches("img[src^=data]") && box.height < 0.1 * innerHeight) wrong.push("a picture too small to be seen");
    if (box.bottom > floor + 1) wrong.push(`under the buttons: ${name}`);
    if (!e.closest(".bar, p, li, h2, .axis, .pile") || e.matches("p, li, h2")) texts.push([box, name]);
  }
  texts.forEach(([a, one], at) => texts.slice(at + 1).forEach(([b, other]) => {
    if (a.left < b.right - near && b.left < a.right - near && a.top < b.bottom - near && b.top < a.bottom - near)
      wrong.push(`${one} over ${other}`);
  }));
  return wrong;
}"""

SCREENS = [(1024, 768), (1280, 600), (853, 480), (1366, 768), (1920, 1080), (3840, 2160)]
# What a reader may ask of any page (WCAG 1.4.12).
SPACED = """* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }
p { margin-bottom: 2em !important }"""


def nothing_is_wrong(page: Page, at: str, but: str = "nothing") -> None:
    """All is in view, once the scene has come to rest in its window."""
    page.wait_for_function("!document.getAnimations().some(one => one.effect.target.closest('.deck'))")
    deadline = time.monotonic() + 5
    while (wrong := [one for one in page.evaluate(WRONG) if not one.startswith(but)]) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert wrong == [], at


def carries_help(page: Page, scene: str) -> None:
    shown = page.locator(f"body > .deck .scene[data-id={scene}] .help")
    expect(shown).to_contain_text(CONTENT.site.disclaimer)
    for line in CONTENT.helplines:
        if line.id in ("us_988", "uk_samaritans") or (line.kind == "crisis" and line.number == "988"):
            expect(shown).to_contain_text(str(line.number))


@TALKS
def test_a_clicker_alone_goes_step_by_step_to_the_end_and_back_with_help_at_both_ends(
    name: Talk, stage: Stage, server: Server
) -> None:
    order = scenes(name)
    page = stage(order[0], name)
    hosts = asked(page)
    carries_help(page, order[0])
    there, still = [(scene, step) for scene in order for step in range(steps(scene) + 1)], place(page)
    for at, (scene, step) in enumerate(there):
        on(page, scene, step)
        expect(page.locator("body > .deck .scene:visible")).to_have_count(1)
        shown = f"body > .deck .scene.on .middle [data-step='{step + 1}']"
        assert not page.locator(shown).locator("visible=true").count(), f"{scene} gives away step {step + 1}"
        assert place(page) == still, scene  # Next stays under the pointer
        if at < len(there) - 1:
            page.keyboard.press("PageDown")
    carries_help(page, order[-1])
    page.keyboard.press("PageDown")  # one press too many stays where it is
    on(page, *there[-1])
    expect(page).to_have_url(re.compile(f"scene={order[-1]}"))
    for scene, step in there[-2::-1]:
        page.keyboard.press("PageUp")
        on(page, scene, step)
    assert hosts <= {f"localhost:{server.port}"}


def test_every_scene_is_whole_on_every_screen_with_spaced_letters_too_and_with_open_and_closed_votes(
    stage: Stage,
) -> None:
    page = stage()
    votes = {one.id: [3, 0, 12, 5, 9, 40, 1, 0, 2, 8, 1] for one in ballot.questions(CONTENT)}
    page.wait_for_function("JSON.parse(sessionStorage.stage).votes")
    page.evaluate("self.dispatchEvent = () => true")  # what the server counts would come between
    page.evaluate(
        """([ballots, votes]) => {
            const kept = JSON.parse(sessionStorage.stage);
            kept.votes.counts = Object.fromEntries(ballots.map(name => [name, votes]));
            sessionStorage.stage = JSON.stringify(kept);
        }""",
        [[GUESS, AGAIN], votes],
    )
    for scene in scenes():
        for step in range(steps(scene) + 1):
            if scene in (GUESS, AGAIN) or step == steps(scene):
                bars = scene == ANSWER or (scene in (GUESS, AGAIN) and step == 2)
                expect(page.locator(".scene.on .pile")).to_have_count(11 * len(votes) if bars else 0)
                for width, height in SCREENS:
                    page.set_viewport_size({"width": width, "height": height})
                    page.wait_for_function("innerWidth === " + str(width))
                    nothing_is_wrong(page, f"{scene}, step {step}, {width} by {height}")
                page.set_viewport_size({"width": 1280, "height": 720})
                spaced = page.add_style_tag(content=SPACED)
                page.set_viewport_size({"width": 1281, "height": 720})
                nothing_is_wrong(page, f"{scene}, step {step}, spaced", but="small")
                spaced.evaluate("style => style.remove()")
            page.keyboard.press("PageDown")


@pytest.mark.nightly
def test_the_plain_address_shows_the_first_scene_and_nonsense_in_it_does_no_harm(visit: Visit) -> None:
    for query in ("", "?talk=<script>&scene=" + "x" * 5000, "?scene=%00&talk="):
        on(visit(f"/present{query}"), scenes()[0])


def test_every_key_and_its_button(stage: Stage) -> None:
    page = stage("two-medicines")
    press(page, "ArrowRight", 2)
    on(page, "two-medicines", 2)
    page.keyboard.press("ArrowLeft")
    on(page, "two-medicines", 1)
    page.get_by_role("button", name="Next", exact=True).click()
    on(page, "two-medicines", 2)
    page.keyboard.press("Space")  # after a click, too
    on(page, "two-medicines", 3)
    page.keyboard.press("Shift+Space")
    on(page, "two-medicines", 2)
    page.get_by_role("button", name="Back", exact=True).click()
    on(page, "two-medicines", 1)
    page.keyboard.press("End")
    on(page, scenes()[-1])
    page.keyboard.press("Home")
    on(page, scenes()[0])
    page.keyboard.type("12")
    expect(page.locator("body > .deck .place")).to_contain_text("12")
    page.keyboard.press("Enter")
    on(page, scenes()[11])
    press(page, "7")
    press(page, "Escape")
    press(page, "Enter")  # nothing is left of the number
    on(page, scenes()[11])
    page.get_by_role("button", name="Overview").click()
    page.get_by_role("button", name=headline("true-scale"), exact=True).click()
    on(page, "true-scale")
    black = page.get_by_role("button", name="The screen is black")
    for key in ("b", ".", "B"):
        page.keyboard.press(key)
        expect(black).to_be_visible()
        page.keyboard.press("PageDown")  # brings the scene back and does no more
        expect(black).to_be_hidden()
    on(page, "true-scale", 0)
    page.keyboard.down("b")
    page.keyboard.down("b")  # held down
    page.keyboard.up("b")
    expect(black).to_be_visible()
    page.keyboard.press("b")
    for _ in range(8):
        page.keyboard.down("PageDown")  # a clicker's button that sticks does not run away with the talk
    page.keyboard.up("PageDown")
    on(page, "true-scale", 1)
    page.keyboard.press("n")
    notes = page.get_by_role("complementary", name="Notes")
    expect(notes).to_contain_text(prose.plain(CONTENT.scenes["true-scale"].notes[1]))
    page.keyboard.press("n")
    page.keyboard.press("o")
    sheet = page.get_by_role("dialog", name="My talk")
    sheet.get_by_role("button", name=headline("harms"), exact=True).click()
    on(page, "harms", 0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("PageDown")  # a clicker is never stuck behind a sheet
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    on(page, "harms", 1)
    page.keyboard.press("l")
    page.mouse.move(300, 200)
    expect(page.locator(".laser")).to_be_visible()
    page.keyboard.press("l")
    expect(page.locator(".laser")).to_be_hidden()
    paper = "getComputedStyle(document.querySelector('body > .deck')).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("d")
    assert page.evaluate(paper) != light
    page.keyboard.press("d")
    assert page.evaluate(paper) == light
    for key in ("f", "F5"):  # F5 is the button of some clickers that begins a show: no reload
        page.evaluate("self.stillHere = true")
        page.keyboard.press(key)
        page.wait_for_function("document.fullscreenElement !== null")
        page.keyboard.press("f")
        page.wait_for_function("document.fullscreenElement === null && self.stillHere")
    on(page, "harms", 1)


# What a key says of itself on other keyboards: its letter there, and its place.
KEYBOARDS = {
    "a full stop where a French keyboard has its colon": ("Period", ":", "black"),
    "Greek": ("KeyB", "β", "black"),
    "Cyrillic": ("KeyB", "и", "black"),
    "German, where Z and Y change places": ("KeyY", "z", ""),
    "a text that a browser fills in, which names no key": ("", None, ""),
}


@pytest.mark.nightly
def test_keys_are_known_on_other_keyboards_and_what_names_no_key_does_no_harm(stage: Stage) -> None:
    page = stage("two-medicines")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    black = page.locator("button.black")
    for keyboard, (code, key, meant) in KEYBOARDS.items():
        page.evaluate(
            """([code, key]) => {
                const event = new KeyboardEvent("keydown", { code, key: key ?? "", bubbles: true });
                if (key === null) Object.defineProperty(event, "key", { value: undefined });
                document.body.dispatchEvent(event);
            }""",
            [code, key],
        )
        assert black.is_visible() == (meant == "black"), keyboard
        if black.is_visible():
            page.keyboard.press("b")
    assert errors == []


def test_a_finger_wipes_the_scene_and_a_phone_shows_each_from_its_top(server: Server, stranger: Stranger) -> None:
    page = stranger(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(f"{server.url}/present?scene=harms")
    on(page, "harms")
    wipe = """([from, to]) => {
        const target = document.querySelector("body > .deck .frame");
        const touch = clientX => new Touch({ identifier: 1, target, clientX, clientY: 300 });
        const about = { bubbles: true };
        target.dispatchEvent(new TouchEvent("touchstart", { ...about, touches: [touch(from)] }));
        target.dispatchEvent(new TouchEvent("touchend", { ...about, changedTouches: [touch(to)] }));
    }"""
    page.evaluate(wipe, [300, 100])
    on(page, "harms", 1)
    page.evaluate(wipe, [100, 300])
    on(page, "harms", 0)
    press(page, "PageDown", steps("harms"))
    page.locator("body > .deck").evaluate("deck => deck.scrollTo(0, deck.scrollHeight)")
    page.get_by_role("button", name="Next", exact=True).click()
    on(page, "ask")
    assert page.locator("body > .deck").evaluate("deck => deck.scrollTop") == 0
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.querySelector('body > .deck').scrollWidth") <= width


def test_keys_can_be_turned_off_and_stay_off_and_get_ready_says_so(stage: Stage) -> None:
    page = stage("start")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("PageDown")
    page.reload()
    on(page, "start", 0)
    page.keyboard.press("PageDown")
    page.wait_for_timeout(300)
    on(page, "start", 0)
    page.get_by_role("button", name="Next", exact=True).click()
    on(page, "start", 1)
    page.get_by_role("button", name="Get ready").click()
    expect(page.get_by_text(SAY["keys_off"])).to_be_visible()


def test_keys_of_the_talk_exist_only_there(stage: Stage) -> None:
    page = stage("start")
    page.get_by_role("link", name="Leave").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("body > .deck")).to_have_count(0)
    page.keyboard.press("b")
    page.keyboard.press("PageDown")
    expect(page.get_by_text("The screen is black")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("scene"))


def test_the_true_scale_grows_out_of_the_stretched_one_and_stands_still_for_who_asks_for_that(stage: Stage) -> None:
    page = stage("true-scale")
    figure = page.locator(".scene.on .timeline-figure")
    point = "svg{} [data-finding=price_day7]"

    def left(kind: str) -> float:
        box = figure.locator(point.format(kind)).locator("visible=true").bounding_box()
        assert box is not None
        return box["x"]

    stretched = left(".log")
    moving = "document.getAnimations().filter(one => one.playState === 'running').length"
    page.keyboard.press("PageDown")
    page.wait_for_function(f"{moving} > 10")
    expect(figure.locator("svg.log").locator("visible=true")).to_have_count(0)
    page.wait_for_function(f"{moving} === 0")
    assert left(".true") < stretched
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("PageUp")
    assert page.evaluate(moving) == 0
    assert left(".log") == stretched
    page.keyboard.press("s")  # asks for the other scale; the next scene does not remember it
    assert left(".true") < stretched
    page.keyboard.press("PageUp")
    page.keyboard.press("PageDown")
    on(page, "true-scale", 0)
    assert left(".log") == stretched


def test_a_timeline_is_played_by_keys(stage: Stage) -> None:
    page = stage("hours-or-weeks")
    press(page, "PageDown", steps("hours-or-weeks"))
    lane = page.locator(".scene.on .lane").first
    stops = list(dict.fromkeys(moment.stop for moment in CONTENT.moments))
    for stop in stops:
        page.keyboard.press("ArrowDown")
        expect(lane).to_contain_text(f"after {stop}, ")
    page.keyboard.press("ArrowUp")
    expect(lane).to_contain_text(f"after {stops[-2]}, ")
    on(page, "hours-or-weeks", steps("hours-or-weeks"))


def test_trials_are_run_again_by_steps_and_by_a_key(stage: Stage) -> None:
    scene = next(one for one in CONTENT.scenes.values() if one.figure == "chance")
    page = stage(scene.id)
    trials = page.locator(".scene.on .trial")
    expect(trials).to_have_count(len(scene.rows))

    def shows(count: int, same: bool = False) -> None:
        for at, row in enumerate(scene.rows):
            design = replace(designs(CONTENT)[row], same=same)
            said = chance.so_far(design, design.runs(slides.SEED, slides.MOST_RUNS)[:count], CONTENT)
            expect(trials.nth(at).locator(".said")).to_have_text(said)
            expect(trials.nth(at).locator(".one").locator("visible=true")).to_have_count(count)

    shows(0)
    press(page, "ArrowDown", 2)
    shows(2)
    press(page, "ArrowUp")
    shows(1)
    press(page, "PageDown")
    shows(1)
    press(page, "PageDown")
    shows(ENOUGH)
    most = slides.MOST_RUNS - ENOUGH
    press(page, "ArrowDown", most)
    shows(slides.MOST_RUNS)
    press(page, "ArrowDown")  # there are no more
    shows(slides.MOST_RUNS)
    on(page, scene.id, steps(scene.id))
    expect(page.locator(".deck .live")).to_contain_text(str(slides.MOST_RUNS))
    as_if, found = page.locator(".scene.on .as-if"), dots_of(page)
    expect(as_if).to_be_hidden()
    press(page, "s")  # once more, as if there were no difference at all
    expect(as_if).to_be_visible()
    shows(slides.MOST_RUNS, same=True)
    assert dots_of(page) != found
    expect(page.locator(".deck .live")).to_contain_text(CONTENT.interface["chance"]["as_if"])
    page.locator(".deck [data-do=other]").click()
    shows(slides.MOST_RUNS)
    assert dots_of(page) == found


def dots_of(page: Page) -> list[float]:
    """Where the runs of the trials on the stage stand."""
    places: list[float] = page.locator(".scene.on .one").evaluate_all(
        "dots => dots.map(dot => dot.getBoundingClientRect().x)"
    )
    return places


# --- hard rooms --------------------------------------------------------------------------------------------------


def nothing_lies_over(page: Page) -> None:
    """Wherever somebody points, there is the stage."""
    over = page.evaluate(
        """() => [0.05, 0.3, 0.5, 0.7, 0.95].flatMap(x => [0.05, 0.3, 0.5, 0.7].map(y =>
            document.elementFromPoint(x * innerWidth, y * innerHeight)))
            .filter(e => !e.closest("body > .deck")).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert over == []


def is_lost(page: Page) -> None:
    expect(page.locator("body > .deck .lost")).to_have_text(LOST, timeout=12_000)


@pytest.mark.nightly
@pytest.mark.parametrize("host", ["127.0.0.1", "talk.localhost"])
def test_the_talk_goes_on_when_the_server_dies_comes_back_broken_and_comes_back(
    host: str, fresh_server: Callable[..., Server], stage: Stage, tmp_path: Path
) -> None:
    copy = tmp_path / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    talks = copy / "content" / "data" / "talks.csv"
    whole = talks.read_text(encoding="utf-8")
    first = fresh_server(copy)
    page = stage("start", where=first, host=host)
    page.wait_for_function("JSON.parse(sessionStorage.stage).votes")  # the server knows the room
    first.process.kill()
    first.process.wait()
    page.keyboard.press("PageDown")
    on(page, "start", 1)
    is_lost(page)
    page.wait_for_timeout(4000)  # Streamlit's own word for it would come after three seconds
    nothing_lies_over(page)
    page.keyboard.press("F5")
    page.keyboard.press("PageDown")
    on(page, "start", 2)
    talks.write_text(whole.replace("full,ect", "full,etc"), encoding="utf-8")
    broken = fresh_server(copy, first.port)
    page.wait_for_selector("[data-test-connection-state=CONNECTED]", state="attached", timeout=20_000)
    page.wait_for_timeout(1500)
    nothing_lies_over(page)
    is_lost(page)
    page.keyboard.press("PageDown")
    on(page, "start", 3)
    broken.process.kill()
    broken.process.wait()
    talks.write_text(whole, encoding="utf-8")
    fresh_server(copy, first.port)
    expect(page.locator("body > .deck .lost")).to_have_text("", timeout=20_000)
    on(page, "start", 3)
    nothing_lies_over(page)
    settled(page)
    page.get_by_role("link", name="Leave").click()
    expect(page.locator("body > .deck")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.nightly
def test_a_network_that_is_gone_without_a_word_is_noticed_and_a_reload_asks_first(
    fresh_server: Callable[..., Server], stage: Stage
) -> None:
    first = fresh_server()
    page = stage("start", where=first)
    page.keyboard.press("PageDown")
    page.wait_for_function("JSON.parse(sessionStorage.stage).votes")
    os.kill(first.process.pid, signal.SIGSTOP)
    try:
        is_lost(page)
        page.once("dialog", lambda dialog: dialog.dismiss())
        with page.expect_event("dialog"):
            page.evaluate("setTimeout(() => location.reload())")
        page.keyboard.press("PageDown")
        on(page, "start", 2)
    finally:
        os.kill(first.process.pid, signal.SIGCONT)
    expect(page.locator("body > .deck .lost")).to_have_text("", timeout=12_000)


@pytest.mark.nightly
def test_a_memory_that_is_gone_is_said_in_one_line_and_the_talk_goes_on(
    fresh_server: Callable[..., Server], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")  # where nothing answers
    page = stage("start", where=fresh_server())
    expect(page.locator("body > .deck .lost")).to_have_text(SAY["waits"])
    nothing_lies_over(page)
    page.keyboard.press("PageDown")
    on(page, "start", 1)
    page.get_by_role("button", name="Get ready").click()
    expect(page.get_by_text(SAY["memory_away"])).to_be_visible()


@pytest.mark.nightly
def test_the_screen_stays_awake(server: Server, stranger: Stranger) -> None:
    page = stranger()
    page.add_init_script("self.locks = []; navigator.wakeLock.request = async kind => { locks.push(kind); return {}; }")
    page.goto(f"{server.url}/present")
    page.wait_for_function("locks.includes('screen')")


@pytest.mark.parametrize("path", ["/vote", *nightly("/present", "/present?talk=short&scene=harms")])
def test_under_deploy_the_talk_and_the_vote_come_at_their_own_addresses(
    path: str, hosted: Server, stranger: Stranger
) -> None:
    page = stranger(viewport={"width": 1280, "height": 720})
    page.goto(hosted.url + path)
    shown = page.get_by_label("Room code") if path == "/vote" else page.locator("body > .deck .scene.on")
    expect(shown).to_be_visible()
    page.wait_for_function("!document.body.matches('.waiting')")


@pytest.mark.nightly
def test_in_a_frame_a_reload_keeps_scene_and_step(server: Server, stranger: Stranger) -> None:
    page = stranger(viewport={"width": 1280, "height": 720})
    frame = f'<iframe src="{server.url}/present" style="width:1270px;height:700px"></iframe>'
    page.route("**/framed", lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(f"{server.url}/framed")
    shown = page.frame_locator("iframe").locator("body > .deck .scene.on")
    expect(shown).to_have_attribute("data-id", "title", timeout=20_000)
    page.frame_locator("iframe").get_by_role("button", name="Next", exact=True).click(click_count=3, delay=50)
    page.frame_locator("iframe").locator("body").press("PageDown")
    at = shown.get_attribute("data-id")
    assert at == "start"
    step = "JSON.parse(sessionStorage.stage).step"
    before = page.frames[1].evaluate(step)
    page.reload()
    expect(shown).to_have_attribute("data-id", "start", timeout=20_000)
    assert page.frames[1].evaluate(step) == before > 0


@pytest.mark.nightly
def test_a_reload_keeps_scene_step_and_what_was_counted_and_a_new_server_is_said_to_have_begun_anew(
    fresh_server: Callable[..., Server], stage: Stage, stranger: Stranger
) -> None:
    first = fresh_server()
    page = stage(GUESS, where=first)
    page.keyboard.press("PageDown")
    code = page.locator(".scene.on .code")
    expect(code).to_be_visible()
    said = code.inner_text()

    def vote() -> None:
        phone = stranger(viewport={"width": 360, "height": 740})
        phone.goto(f"{first.url}/vote?code={said}")
        for _ in ballot.questions(CONTENT):
            phone.get_by_role("button", name="40 of 100", exact=True).click()
        # The stage counts a phone from its first answer on: who closes the vote then leaves the other two out.
        expect(phone.get_by_text(CONTENT.interface["vote"]["thanks"])).to_be_visible()

    vote()
    expect(page.locator(".scene.on .count")).to_have_text(NOTES("voted", count=1))
    first.process.kill()
    first.process.wait()
    second = fresh_server(port=first.port)
    expect(page.locator(".scene.on .phones")).to_contain_text(SAY["votes_anew"], timeout=20_000)
    assert code.inner_text() == said  # the same code leads to the same room
    vote()
    expect(page.locator(".scene.on .count")).to_have_text(NOTES("voted", count=1), timeout=10_000)
    page.keyboard.press("PageDown")
    shown = page.locator(".scene.on .result").first
    expect(shown).to_have_text(SAY("votes", count=1))
    # The stage hears of votes twice a second; the last ones have to be there before the server goes.
    expect(page.locator(".scene.on .result")).to_have_count(len(ballot.questions(CONTENT)))
    second.process.kill()  # what is closed is not lost with the server
    second.process.wait()
    is_lost(page)
    fresh_server(port=first.port)
    expect(page.locator("body > .deck .lost")).to_have_text("", timeout=20_000)
    page.wait_for_timeout(1500)
    expect(shown).to_have_text(SAY("votes", count=1))
    page.reload()
    on(page, GUESS, 2)
    expect(shown).to_have_text(SAY("votes", count=1))
    page.keyboard.press("PageDown")
    press(page, "PageDown", steps(ANSWER))
    inside = [one.low <= 40 <= one.high for one in ballot.questions(CONTENT)]
    expect(page.locator(".scene.on .result")).to_have_count(len(inside))
    for result, one, is_inside in zip(
        page.locator(".scene.on .result").all(), ballot.questions(CONTENT), inside, strict=True
    ):
        expect(result).to_have_text(SAY("inside", low=one.low, high=one.high, inside=int(is_inside), count=1))


@pytest.mark.nightly
def test_start_anew_puts_clock_and_votes_at_zero_everywhere(stage: Stage, stranger: Stranger) -> None:
    page = stage(GUESS)
    page.keyboard.press("PageDown")
    code = page.locator(".scene.on .code")
    expect(code).to_be_visible()
    phone = stranger(viewport={"width": 360, "height": 740})
    phone.goto(f"{page.url.partition('/present')[0]}/vote?code={code.inner_text()}")
    phone.get_by_role("button", name="70 of 100", exact=True).click()
    expect(page.locator(".scene.on .count")).to_have_text(NOTES("voted", count=1))
    page.keyboard.press("PageDown")
    expect(page.locator(".scene.on .pile").first).to_be_visible()
    page.get_by_role("button", name="Get ready").click()
    expect(page.get_by_text(SAY["not_at_zero"])).to_be_visible()
    page.get_by_role("button", name="Start anew").click()
    page.keyboard.press("Escape")
    expect(page.locator(".scene.on .pile")).to_have_count(0)
    page.reload()
    on(page, GUESS)
    expect(page.locator(".scene.on .pile")).to_have_count(0)
    page.keyboard.press("PageUp")
    expect(page.locator(".scene.on .count")).to_have_text(NOTES("voted", count=0))
    expect(page.locator(".scene.on .phones")).not_to_contain_text(SAY["votes_anew"])
    # The phone of the rehearsal begins at the first question, without a reload.
    expect(phone.get_by_role("heading", name=ballot.questions(CONTENT)[0].text)).to_be_visible(timeout=10_000)


@pytest.mark.nightly
def test_a_copied_tab_gets_a_room_of_its_own(stage: Stage) -> None:
    page = stage("harms")
    page.keyboard.press("PageDown")
    page.wait_for_function("JSON.parse(sessionStorage.stage).votes")
    with page.expect_popup() as copied:
        page.evaluate("open(location.href)")
    copy = copied.value
    on(copy, "harms")
    kept = "JSON.parse(sessionStorage.stage).key"
    copy.wait_for_function(f"{kept} && {kept} !== '{page.evaluate(kept)}'", timeout=10_000)
    copy.keyboard.press("End")
    on(page, "harms", 1)
    copy.close()


@pytest.mark.nightly
def test_a_room_is_taken_up_on_another_laptop_by_its_key(stage: Stage, stranger: Stranger) -> None:
    page = stage("harms")
    press(page, "PageDown", 2)
    page.get_by_role("button", name="Get ready").click()
    expect(page.locator(".room")).to_contain_text("speaker=")
    key = page.locator(".key-kept").inner_text().rpartition(" ")[2]
    other = stranger(viewport={"width": 1280, "height": 720})
    other.goto(page.url.partition("?")[0])
    on(other, "title")
    other.get_by_role("button", name="Get ready").click()
    typed = other.get_by_label("Go on with a room")
    say = CONTENT.interface["talk"]
    for wrong in ("nonsense", "AAAA-BBBB-CCCC-DDDD"):
        typed.fill(wrong)
        other.get_by_role("button", name=say["find"]).click()
        expect(other.get_by_text(say["room_unknown"])).to_be_visible()
    typed.fill(key.lower())
    other.get_by_role("button", name=say["find"]).click()
    expect(other.get_by_text(say["room_found"])).to_be_visible()
    on(other, "harms", 2)
    assert other.evaluate("JSON.parse(sessionStorage.stage).started") > 0
    # The room listens to that laptop alone: here the talk goes on, and says once that its phones are gone.
    taken = CONTENT.interface["stage"]["taken"]
    expect(page.locator(".lost")).to_have_text(taken)
    expect(other.locator(".lost")).to_have_text("")
    other.get_by_role("button", name=say["close"]).click()
    page.get_by_role("button", name=say["close"]).click()
    press(page, "PageDown", 1)
    page.reload()
    settled(page)
    expect(page.locator(".lost")).to_have_text(taken)
    other.keyboard.press("PageDown")
    on(other, "harms", 3)
    desk = stranger()
    desk.goto(f"{page.url.partition('?')[0]}?speaker={rooms.speaker_code(key.replace('-', ''))}")
    expect(desk.get_by_text(NOTES("step", step=3, steps=steps("harms")))).to_be_visible()


# --- the speaker's window ----------------------------------------------------------------------------------------


@pytest.mark.nightly
def test_speaker_view_on_another_device_shows_what_is_said_and_turns_the_pages(
    stage: Stage, stranger: Stranger
) -> None:
    page = stage("harms")
    code = code_of(page, "speaker")
    other = stranger(viewport={"width": 390, "height": 780}, has_touch=True)
    other.goto(f"{page.url.partition('?')[0]}?speaker={code}")
    expect(other).to_have_title(re.compile(CONTENT.interface["speaker"]["title"]))
    expect(page).to_have_title(re.compile(CONTENT.pages["present"]["nav"]))
    desk = other.locator("#desk")
    scene = CONTENT.scenes["harms"]
    expect(desk.locator(".saying")).to_have_text(prose.plain(scene.notes[0]))
    other.get_by_role("button", name="Next", exact=True).click()
    on(page, "harms", 1)
    expect(desk.locator(".saying")).to_have_text(prose.plain(scene.notes[1]))
    other.keyboard.press("PageDown")
    on(page, "harms", 2)
    other.get_by_role("button", name="Back", exact=True).click()
    on(page, "harms", 1)
    minutes = talk.minutes(CONTENT.scenes[one] for one in scenes())
    expect(desk.locator(".elapsed")).to_contain_text(re.compile(rf"^0:\d\d of {minutes}:00$"))
    for cue in scene.cues:
        expect(desk.locator(".spoken .cues")).to_contain_text(prose.plain(cue))
    size = "parseFloat(getComputedStyle(document.querySelector('#desk .saying')).fontSize)"
    before = other.evaluate(size)
    other.get_by_role("button", name="Larger notes").click()
    assert other.evaluate(size) > before
    accessible(other)
    other.set_viewport_size({"width": 1280, "height": 720})
    for picture in (".is-on", ".comes"):
        drawn = desk.locator(f".picture{picture} .scene")
        expect(drawn).to_be_visible()
        assert drawn.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    expect(desk.locator(".picture.comes [data-step='2']")).to_be_visible()
    expect(desk.locator(".picture.is-on [data-step='2']")).to_be_hidden()
    page.keyboard.type(str(scenes().index(GUESS) + 1))
    press(page, "Enter")
    press(page, "PageDown")
    expect(desk.locator(".picture.is-on .code")).to_have_text(page.locator(".scene.on .code").inner_text())
    expect(desk.locator(".step-said")).to_contain_text(NOTES("voted", count=0))
    other.goto(f"{page.url.partition('?')[0]}?speaker={'A' * rooms.SPEAKER}")
    expect(other.get_by_text("There is no such talk yet")).to_be_visible()


@pytest.mark.nightly
def test_keys_in_the_notes_window_beside_the_talk_turn_its_pages_also_without_a_server(
    fresh_server: Callable[..., Server], stage: Stage
) -> None:
    first = fresh_server()
    page = stage("harms", where=first)
    code = code_of(page, "speaker")
    notes = page.context.new_page()
    notes.goto(f"{page.url.partition('?')[0]}?speaker={code}")
    expect(notes.locator("#desk .saying")).to_be_visible()
    first.process.kill()
    first.process.wait()
    notes.keyboard.press("PageDown")
    on(page, "harms", 1)
    expect(notes.locator("#desk .saying")).to_have_text(prose.plain(CONTENT.scenes["harms"].notes[1]))
    notes.close()


@pytest.mark.nightly
def test_the_speakers_clock_is_right_after_the_server_was_away(
    fresh_server: Callable[..., Server], stage: Stage, stranger: Stranger
) -> None:
    first = fresh_server()
    page = stage("start", where=first)
    page.keyboard.press("PageDown")
    code = code_of(page, "speaker")
    first.process.kill()
    first.process.wait()
    is_lost(page)
    fresh_server(port=first.port)
    other = stranger()
    other.goto(f"{page.url.partition('?')[0]}?speaker={code}")
    shown = other.locator("#desk .elapsed")
    expect(shown).not_to_have_text(re.compile("^0:00"), timeout=20_000)  # the server has heard of the talk again
    minutes, seconds = shown.inner_text().partition(" ")[0].split(":")
    truth = page.evaluate("(Date.now() - JSON.parse(sessionStorage.stage).started) / 1000")
    assert abs(60 * int(minutes) + int(seconds) - truth) < 4


# --- the presenter's own talk ------------------------------------------------------------------------------------


@pytest.mark.nightly
def test_my_talk_has_my_name_and_my_scenes_and_all_of_it_is_in_the_file_that_needs_no_server(
    stage: Stage, stranger: Stranger, tmp_path: Path
) -> None:
    page = stage()
    page.get_by_role("button", name="Get ready").click()
    for label, value in (("Name", "Ada Who"), ("Role", "Nurse <b>"), ("Conflicts of interest", "none")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Logo").set_input_files(Path(__file__).parents[2] / ".github" / "overview.png")
    page.keyboard.press("Escape")
    who = page.locator(".scene.on .who")
    for text in ("Ada Who", "Nurse <b>", "Conflicts of interest: none"):
        expect(who.get_by_text(text, exact=True)).to_be_visible()
    expect(who.locator("img")).to_be_visible()
    nothing_is_wrong(page, "my title")
    page.keyboard.press("o")
    sheet = page.get_by_role("dialog", name="My talk")
    sheet.get_by_label(f"Show: {headline('start')}").uncheck()
    sheet.get_by_role("button", name=f"Earlier: {headline(GUESS)}").click()
    left_out = talk.minutes(CONTENT.scenes[one] for one in scenes() if one != "start")
    expect(sheet.locator(".planned")).to_have_text(SAY("planned", count=len(scenes()) - 1, minutes=f"{left_out:f}"))
    sheet.get_by_role("button", name=headline("start"), exact=True).click()  # left out, and shown all the same
    on(page, "start")
    press(page, "PageDown", steps("start") + 1)
    on(page, GUESS)  # the next that is in the talk
    page.reload()
    on(page, GUESS)
    page.get_by_role("button", name="Get ready").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=CONTENT.interface["talk"]["file"]).click()
    path = tmp_path / "talk.html"
    saved.value.save_as(path)
    alone = stranger(viewport={"width": 1280, "height": 720})
    hosts = asked(alone)
    errors: list[str] = []
    alone.on("pageerror", lambda error: errors.append(str(error)))
    alone.goto(path.as_uri())
    on(alone, "title")
    expect(alone.get_by_text("Ada Who", exact=True)).to_be_visible()
    chosen = [one for one in scenes() if one != "start"]
    chosen[1], chosen[2] = chosen[2], chosen[1]
    for scene in chosen:
        on(alone, scene)
        nothing_is_wrong(alone, f"{scene}, in a file")
        press(alone, "PageDown", 1 + (0 if scene in (GUESS, AGAIN) else steps(scene)))  # no phone votes in a file
    alone.get_by_role("button", name="Get ready").click()
    expect(alone.get_by_text(SAY["fits"])).to_be_visible()
    page.get_by_label("Name", exact=True).fill(
        "Grace Right"
    )  # saved anew, it is another talk also in a tab that knows the old
    with page.expect_download() as again:
        page.get_by_role("button", name=CONTENT.interface["talk"]["file"]).click()
    again.value.save_as(path)
    alone.goto(path.as_uri())
    on(alone, "title")
    expect(alone.get_by_text("Grace Right", exact=True)).to_be_visible()
    assert hosts == set()
    assert errors == []


def test_ready_says_what_to_do_and_only_what_it_has_looked_at(stage: Stage) -> None:
    page = stage()
    page.get_by_role("button", name="Get ready").click()
    sheet = page.get_by_role("dialog", name="Get ready")
    for said in ("no_key", "codes_stay", "server_awake", "fits", "at_zero", "keys_on"):
        expect(sheet.get_by_text(SAY[said])).to_be_visible()
    page.keyboard.press("PageDown")
    expect(sheet.get_by_text(SAY("key_heard", key="PageDown"))).to_be_visible()
    sheet.get_by_label("Name", exact=True).focus()
    page.keyboard.press("PageDown")  # the first key answered the check; from now on a clicker goes on with the talk
    on(page, "start")
    page.set_viewport_size({"width": 620, "height": 700})
    page.get_by_role("button", name="Get ready").click()
    expect(sheet.get_by_text("a back row needs")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.add_style_tag(content="[data-id=harms] .middle { min-height: 200cqh !important; }")
    page.set_viewport_size({"width": 1279, "height": 720})
    expect(sheet.get_by_text(SAY("too_tall", scenes=headline("harms")))).to_be_visible()


def accessible_in_both_themes(page: Page, at: str) -> None:
    """All of it in the light theme, and in the dark one, which changes nothing else, the colours."""
    accessible(page, "body > .deck", f"{at}, light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('body > .deck')).colorScheme.includes('dark')")
    accessible(page, "body > .deck", f"{at}, dark", COLOURS)
    page.emulate_media(color_scheme="light")
    page.wait_for_function("!getComputedStyle(document.querySelector('body > .deck')).colorScheme.includes('dark')")


@pytest.mark.nightly
def test_no_accessibility_violation_on_any_scene_and_each_is_announced(stage: Stage) -> None:
    page = stage()
    for at, scene in enumerate(scenes(), 1):
        on(page, scene)
        said = SAY("scene", at=at, total=len(scenes()), headline=headline(scene))
        expect(page.locator("body > .deck .live")).to_have_text(said)
        press(page, "PageDown", steps(scene))
        accessible_in_both_themes(page, scene)
        page.keyboard.press("PageDown")
    for name in ("Overview", "Keys", "Get ready", "Notes"):
        page.get_by_role("button", name=name, exact=True).click()
        accessible_in_both_themes(page, name)
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator("body > .deck").evaluate("deck => deck.scrollTo(0, deck.scrollHeight)")
    accessible(page, at="a phone, light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('body > .deck')).colorScheme.includes('dark')")
    accessible(page, at="a phone, dark", rules=COLOURS)


def test_what_comes_with_a_step_is_announced(stage: Stage) -> None:
    page = stage("start")
    page.keyboard.press("PageDown")
    expect(page.locator("body > .deck .live")).to_have_text(prose.plain(CONTENT.scenes["start"].lines[0]))


@pytest.mark.parametrize("paper", ["notes", *nightly("slides")])
def test_talk_prints_one_sheet_a_scene_with_its_notes_or_alone(paper: str, stage: Stage, tmp_path: Path) -> None:
    page = stage(GUESS)
    page.evaluate("print = () => {}")
    page.keyboard.press("o")
    page.get_by_label(f"Show: {headline('mechanism')}").uncheck()
    page.get_by_role("button", name=f"Earlier: {headline('harms')}").click()
    chosen = [one for one in scenes() if one != "mechanism"]
    at = chosen.index("harms")
    chosen[at - 1 : at + 1] = chosen[at], chosen[at - 1]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Get ready").click()
    page.get_by_role("button", name=CONTENT.interface["talk"]["print" if paper == "notes" else "print_slides"]).click()
    path = tmp_path / "talk.pdf"
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.pdf(path=str(path), format="A4", landscape=True)
        sheets = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        flat = [re.sub(r"\s+", "", sheet) for sheet in sheets.split("\f") if sheet.strip()]
        assert len(flat) == len(chosen), scheme
        assert not re.search(r"\d+guess|\d+ofthemguess|Within\d", "".join(flat)), "nobody has voted"
        for sheet, scene in zip(flat, map(CONTENT.scenes.__getitem__, chosen), strict=True):
            spoken = [re.sub(r"\s+", "", prose.plain(text)) for text in scene.spoken]
            for text in (scene.headline, *scene.lines):
                assert re.sub(r"\s+", "", prose.plain(text)) in sheet, scheme
            assert [text for text in spoken if text not in sheet] == (spoken if paper == "slides" else []), scheme


@pytest.mark.nightly
def test_the_last_scene_leads_the_audience_to_its_topic(stage: Stage) -> None:
    page = stage("end")
    link = page.locator(".scene.on .scan strong").inner_text()
    page.goto(f"http://{link}")
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.get_by_role("heading", name=CONTENT.topics[0].title)).to_be_visible()
