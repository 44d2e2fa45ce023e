"""The vote on phones in a real browser: slow servers, dead ones, and a presenter who opens, closes and begins anew."""

import re
from collections.abc import Callable
from functools import partial
from secrets import token_hex

import pytest
from playwright.sync_api import Error, Page, WebSocketRoute, expect

from explainer import ballot
from explainer.loading.loader import library
from pages.shared.stage import rooms
from tests.support.browser import Stranger, accessible, settled
from tests.support.presenter import GUESS, Presenter, aside
from tests.support.server import Server
from tests.support.session import Session

CONTENT = library()
SAY = CONTENT.interface["vote"]
ASKED = ballot.questions(CONTENT)
AGAIN = [scene.id for scene in CONTENT.scenes.values() if scene.figure == "guess"][-1]
TITLES = [CONTENT.interface["crowds"][f"after_{one.id}"] for one in ASKED]


@pytest.fixture
def presenter(server: Server) -> Presenter:
    return Presenter(server.port)


@pytest.fixture
def phone(stranger: Stranger) -> Callable[[str], Page]:
    def scan(link: str) -> Page:
        page = stranger(viewport={"width": 360, "height": 740}, has_touch=True)
        page.goto(link)
        return page

    return scan


def tap(page: Page, value: int) -> None:
    page.get_by_role("button", name=SAY("choice", value=value), exact=True).click()


def asks(page: Page, at: int) -> None:
    """Wait until the question with this number is the one that is asked."""
    expect(page.get_by_role("heading", name=ASKED[at].text)).to_be_visible()


def thanks(page: Page, *values: int) -> None:
    for title, value in zip(TITLES, values, strict=True):
        expect(page.get_by_text(SAY("counted", label=title, value=value), exact=True)).to_be_visible()


def token(page: Page, code: str) -> str:
    return str(page.evaluate(f"localStorage['ketamine-vote-{code}']"))


def test_one_tap_a_question_and_a_reload_or_another_tab_votes_no_second_time(
    presenter: Presenter, phone: Callable[[str], Page]
) -> None:
    presenter.says(GUESS)
    page = phone(presenter.link)
    for at, value in enumerate((40, 20, 0)):
        asks(page, at)
        if not at:
            accessible(page)
        tap(page, value)
    thanks(page, 40, 20, 0)
    accessible(page)
    page.reload()
    thanks(page, 40, 20, 0)
    again = page.context.new_page()
    again.goto(presenter.link)
    thanks(again, 40, 20, 0)
    assert presenter.counted(token(page, presenter.code)) == [40, 20, 0]


@pytest.mark.nightly
def test_a_phone_follows_votes_that_open_close_and_begin_anew_without_a_reload(
    presenter: Presenter, phone: Callable[[str], Page]
) -> None:
    presenter.says()
    page = phone(presenter.link)
    expect(page.get_by_text(SAY["refused_closed"])).to_be_visible()
    presenter.says(GUESS)
    asks(page, 0)
    tap(page, 40)
    asks(page, 1)
    presenter.says()
    expect(page.get_by_text(SAY["refused_closed"])).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="40 of 100")).to_be_visible()  # to hold against the answer
    presenter.says(GUESS)
    asks(page, 1)  # the first is answered
    for value in (20, 10):
        tap(page, value)
    thanks(page, 40, 20, 10)
    presenter.says(turn=1)
    expect(page.get_by_text(SAY["refused_closed"])).to_be_visible()
    presenter.says(GUESS, turn=1)
    asks(page, 0)


class SlowLine:
    """What a phone says to its server waits while ``held``, and arrives in its order afterwards."""

    def __init__(self, page: Page) -> None:
        self.held = False
        self._waiting: list[Callable[[], None]] = []
        page.route_web_socket(re.compile("_stcore/stream"), self._through)

    def _through(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def say(message: str | bytes) -> None:
            if self.held:
                self._waiting.append(lambda: server.send(message))
            else:
                server.send(message)

        route.on_message(say)

    def go_on(self) -> None:
        self.held = False
        while self._waiting:
            self._waiting.pop(0)()


def tapped_in_vain(presenter: Presenter, stranger: Stranger) -> tuple[Page, SlowLine]:
    """A phone whose line holds back what it says, after a tap that nobody answered."""
    page = stranger(viewport={"width": 360, "height": 740})
    line = SlowLine(page)
    presenter.says(GUESS)
    page.goto(presenter.link)
    asks(page, 0)
    line.held = True
    tap(page, 30)
    expect(page.get_by_text(SAY["not_sent"])).to_be_visible()
    return page, line


@pytest.mark.nightly
def test_phone_and_screen_agree_when_a_slow_server_is_tapped_twice(presenter: Presenter, stranger: Stranger) -> None:
    page, line = tapped_in_vain(presenter, stranger)
    tap(page, 80)
    page.wait_for_timeout(300)
    line.go_on()
    asks(page, 1)
    for value in (20, 10):
        tap(page, value)
    expect(page.get_by_text(SAY["thanks"])).to_be_visible()
    counted = presenter.counted(token(page, presenter.code))
    assert counted[0] in (30, 80)
    thanks(page, *counted)


@pytest.mark.nightly
def test_a_phone_whose_line_died_begins_anew_and_counts_once(presenter: Presenter, stranger: Stranger) -> None:
    """Nothing tells a browser that its line is dead: two taps that nobody answers do."""
    page, line = tapped_in_vain(presenter, stranger)
    with page.expect_event("framenavigated", timeout=20_000):
        tap(page, 30)
    line.held = False
    asks(page, 0)
    for value in (30, 20, 10):
        tap(page, value)
    expect(page.get_by_text(SAY["thanks"])).to_be_visible()
    assert presenter.counted(token(page, presenter.code)) == [30, 20, 10]


def test_a_code_is_typed_as_people_type_it_and_a_wrong_one_brings_the_field_back(
    presenter: Presenter, phone: Callable[[str], Page], server: Server
) -> None:
    presenter.says(GUESS)
    page = phone(f"{server.url}/vote")
    field = page.get_by_label(SAY["room"])
    for typed, why in (("aaa aaa", "refused_room"), ("abc", "refused_code")):
        field.fill(typed)
        field.press("Enter")
        expect(page.get_by_text(SAY[why])).to_be_visible()
    accessible(page)
    field.fill(f"{presenter.code[:3].lower()} {presenter.code[3:]}")
    field.press("Enter")
    asks(page, 0)
    expect(page).to_have_url(re.compile(f"code={presenter.code}$"))


@pytest.mark.nightly
def test_a_phone_stays_awake_while_a_vote_is_open_or_awaited(presenter: Presenter, stranger: Stranger) -> None:
    presenter.says()
    for lock in (
        "async () => { (self.asked ??= []).push(1); return { released: false, release: async () => {} }; }",
        "async () => { (self.asked ??= []).push(1); throw new Error('no'); }",
        "undefined",
    ):
        page = stranger(viewport={"width": 360, "height": 740})
        errors: list[str] = []
        page.on("pageerror", partial(_note, errors))
        locks = "undefined" if lock == "undefined" else f"{{ request: {lock} }}"
        page.add_init_script(f"Object.defineProperty(navigator, 'wakeLock', {{ value: {locks} }})")
        page.goto(presenter.link)
        expect(page.get_by_text(SAY["refused_closed"])).to_be_visible()
        assert bool(page.evaluate("self.asked?.length")) == (lock != "undefined")
        assert errors == []


def _note(errors: list[str], error: Error) -> None:
    errors.append(str(error))


def test_a_connection_has_one_vote_and_one_room(server: Server) -> None:
    mine, other = Presenter(server.port), Presenter(server.port)

    async def talks() -> None:
        window = Session(server.port, "present")
        await window.open()
        for presenter in (mine, other):
            await window.run("conductor", presenter.report(GUESS))
        phone, stray = (Session(server.port, "vote", f"code={one.code}") for one in (mine, other))
        await phone.open()
        await stray.open()
        assert await phone.vote(ASKED[0].id, 40, token_hex(16)) == "counted"
        assert await phone.vote(ASKED[0].id, 40, token_hex(16)) == "twice"  # a new number is no new phone
        assert "ballot" not in stray.data  # a second key in one window makes no second room
        for one in (window, phone, stray):
            await one.close()

    aside(talks())


@pytest.mark.nightly
@pytest.mark.parametrize("path", ["/vote", "/safety"])
def test_a_lost_connection_lays_nothing_over_the_page_on_an_address_of_its_own(
    path: str, fresh_server: Callable[..., Server], stranger: Stranger
) -> None:
    """Streamlit has another word for it on localhost than anywhere else."""
    server = fresh_server()
    presenter = Presenter(server.port)
    presenter.says(GUESS)
    page = stranger(viewport={"width": 360, "height": 740})
    page.goto(f"http://127.0.0.1:{server.port}{path}?code={presenter.code}")
    settled(page)
    page.evaluate(
        """() => new MutationObserver(() => {
            const one = document.querySelector(".stDialog");
            if (one) self.dialogs = (self.dialogs ?? "") + one.textContent;
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    server.process.kill()
    server.process.wait()
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    page.wait_for_function("self.dialogs", timeout=90_000)  # Streamlit has tried
    page.wait_for_timeout(1000)
    expect(page.locator(".stDialog")).to_have_count(0)
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    if path == "/vote":
        tap(page, 40)  # nothing lies over the numbers
        expect(page.get_by_text(SAY["not_sent"])).to_be_visible()
        fresh_server(port=server.port)
        presenter.says(GUESS)
        expect(page.get_by_text("The connection is lost.")).to_have_count(0)
        settled(page)
        asks(page, 0)
        expect(page.get_by_text(SAY["not_sent"])).to_be_visible()  # the tap is not lost without a word
        tap(page, 40)
        asks(page, 1)


# --- from the stage to the phones and back ---------------------------------------------------------------------------


def open_vote(page: Page, scene: str) -> str:
    """Press PageDown, as a clicker does, until the scene's vote is open; returns the address that phones scan."""
    code = page.locator(".scene.on .code")
    on = page.locator(f"body > .deck .scene.on[data-id={scene}]")
    while not (on.is_visible() and code.is_visible()):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(200)
    return f"http://{page.locator('.scene.on .address').inner_text()}?code={code.inner_text()}"


def stage(server: Server, stranger: Stranger, scene: str) -> Page:
    page = stranger(viewport={"width": 1280, "height": 720})
    page.goto(f"{server.url}/present?scene={scene}")
    settled(page)
    expect(page.locator(f"body > .deck .scene.on[data-id={scene}]")).to_be_visible()
    return page


@pytest.mark.nightly
def test_phones_answer_twice_bars_stay_hidden_until_they_are_shown_and_all_agree_on_each_count(
    server: Server, stranger: Stranger, phone: Callable[[str], Page]
) -> None:
    page = stage(server, stranger, GUESS)
    bars = page.locator(".scene.on .pile")
    votes = {GUESS: [(40, 20, 0), (90, 50, 30)], AGAIN: [(50, 20, 10), (40, 10, 0)]}
    phones: list[Page] = []
    for asking, cast in votes.items():
        link = open_vote(page, asking)
        phones = phones or [phone(link) for _ in cast]
        for other, values in zip(phones, cast, strict=True):
            for at, value in enumerate(values):
                asks(other, at)  # the second vote opens by itself
                tap(other, value)
            thanks(other, *values)
        expect(page.locator(".scene.on .count")).to_have_text(CONTENT.interface["notes"]("voted", count=2))
        expect(bars).to_have_count(0)
        page.keyboard.press("PageDown")  # closes the vote, and shows the bars
        expect(bars).to_have_count(len(ASKED) * len(rooms.CHOICES))
        expect(page.locator(".scene.on .code")).to_have_count(0)
        for other in phones:
            expect(other.get_by_text(SAY["refused_closed"])).to_be_visible()
    within = [
        [one.low <= value <= one.high for value in cast]
        for cast, one in zip(zip(*votes[AGAIN], strict=True), ASKED, strict=True)
    ]
    before = [
        [one.low <= value <= one.high for value in cast]
        for cast, one in zip(zip(*votes[GUESS], strict=True), ASKED, strict=True)
    ]
    for result, one, now, then in zip(page.locator(".scene.on .result").all(), ASKED, within, before, strict=True):
        told = {"low": one.low, "high": one.high, "inside": sum(now), "count": 2, "before": sum(then), "asked": 2}
        expect(result).to_have_text(CONTENT.interface["stage"]("inside_again", **told))
    page.keyboard.press("PageUp")  # a step back opens the vote again
    expect(page.locator(".scene.on .code")).to_be_visible()
    thanks(phones[0], *votes[AGAIN][0])


def test_a_talk_without_phones_asks_for_hands_alone(server: Server, stranger: Stranger) -> None:
    page = stage(server, stranger, GUESS)
    page.get_by_role("button", name="Get ready").click()
    page.get_by_label(CONTENT.interface["talk"]["use_phones"]).uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".scene.on .hands")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("body > .deck .scene.on")).not_to_have_attribute("data-id", GUESS)
